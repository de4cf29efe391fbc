"""Ranks: 第3名, 第一至第三, No. 5, TOP 10, 前五, 后三名."""

import re

from .. import lexicon, numerals
from . import bounds, grammar
from .grammar import COUNTING, NUMBER, ORDINAL, SCALES, TO
from .state import Reading

_NUMBER = re.compile(NUMBER)
_FIRST = re.compile(rf"{ORDINAL} ?{NUMBER}")
_BEFORE_UNIT = re.compile(rf"^(?:{ORDINAL}|No\.?|NO\.?|TOP|Top) ?{NUMBER}(?:{TO}{ORDINAL}? ?{NUMBER})? ?")
_RANKED = ("count", "duration", "other")  # kinds of units that are counted by ordinals


def pattern() -> str:
    """The expression for a rank with 第; its unit is a group."""
    unit = lexicon.trie(form for form, (kind, *_) in grammar.units().items() if kind in _RANKED)
    return (
        rf"{ORDINAL} ?{NUMBER}(?:{TO}{ORDINAL}? ?{NUMBER})?"
        rf"(?: ?(?P<rank_unit>{unit})|{grammar.words('ranked')})?"
    )


def latin_pattern() -> str:
    """The expression for a rank with a Latin word: No. 5, TOP 10."""
    return r"(?<![A-Za-z])(?:No\.?|NO\.?|TOP|Top) ?\d{1,4}(?![\dA-Za-z])"


def top_pattern() -> str:
    """The expression for a rank counted from the top or the bottom: 前五, 倒数后三名."""
    verbs = "|".join(grammar.forms("rank_verb"))
    counted = grammar.words("rank_unit")
    numeral = f"[{COUNTING}{SCALES[:2]}]"
    return (
        rf"{grammar.words('from_top')} ?(?:\d{{1,3}}|{numeral}{{1,3}})"
        rf"(?:{counted}|(?=[,，。、；;)”:！？!? \n]|$|{grammar.words('ranked_among')}))"
        rf"|(?<={verbs}){grammar.words('from_bottom')} ?[{COUNTING}\d]{{1,2}}{counted}"
    )


def read(reading: Reading, match: re.Match[str]) -> int | None:
    """Put down a rank with 第 or a Latin word; returns where to read on if not behind it."""
    start, end = match.span()
    following = reading.after(end, 1)
    if following.isascii() and following.isalpha():
        return None
    values = [numerals.parse(number) for number in _NUMBER.findall(match[0])]
    lowest, highest = values[0], values[-1]
    if lowest is None or highest is None:
        return None
    if lowest[0] > highest[1]:  # 第七到一: two numbers
        first = _FIRST.match(match[0])
        end = start + first.end() if first else end
        reading.add(start, end, "rank", *lowest)
        return end
    unit = grammar.units().get(_BEFORE_UNIT.sub("", match[0]), grammar.NO_UNIT)
    bound = bounds.of(reading, start, end, "rank", "")
    reading.add(
        start, end, "rank", lowest[0], highest[1], unit.unit if unit.kind == "duration" else "", bound=bound
    )
    return None


def read_top(reading: Reading, match: re.Match[str]) -> None:
    """Put down 前五 or 前十名."""
    number = _NUMBER.search(match[0])
    value = numerals.parse(number[0]) if number else None
    if value:
        reading.add(*match.span(), "rank", *value)
