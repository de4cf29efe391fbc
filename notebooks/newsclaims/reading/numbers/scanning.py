"""The walk through a text from left to right: what begins at a character, and which module reads it."""

import re
from collections.abc import Callable, Collection
from datetime import date
from functools import cache

from .. import dates, failures, lexicon, words
from .. import text as texts
from ..mention import Mention
from . import amount, amounts, anchors, durations, grammar, merging, ranks, shares, skips
from .grammar import FRACTIONS, HALF, NUMERALS, ORDINAL
from .regions import region_of
from .state import Reading

Handler = Callable[[Reading, re.Match[str]], int | None]
Matcher = Callable[[str, int], re.Match[str] | None]

_HANDLERS: dict[str, Handler] = {
    "share": shares.read,
    "rank": ranks.read,
    "top": ranks.read_top,
    "duration": durations.read_half,
    "amount": amounts.read,
}
_PASSED_OVER = ("skip", "latin")
_WITH_UNIT = ("amount", "rank")
_RANKED = ("from_top", "from_bottom")


def _start_of(character: str) -> str:
    """The kind of character with which a mention or a word with numerals begins."""
    if character.isdigit() or character in FRACTIONS:
        return "digit"
    if character in NUMERALS:
        return "numeral"
    if character.isascii() and character.isalpha():
        return "latin"
    return {HALF: "half", ORDINAL: "ordinal"}.get(character, "word")


@cache
def _starts() -> re.Pattern[str]:
    """Where to look: the characters with which any pattern can begin, of a Latin word the first."""
    signs = f"A-Za-z\\d{''.join(sorted(NUMERALS.union(_openings())))}{HALF}{ORDINAL}$¥€£₩₹฿{FRACTIONS}"
    return re.compile(f"[{signs}](?:(?<=[A-Za-z])[A-Za-z]+)?")


@cache
def _openings() -> dict[str, set[str]]:
    """The characters with which mentions and times of the day begin in words, and what can follow each.

    The second are empty where any character can.
    """
    currencies = [form for form in grammar.mapping("currencies") if not form[0].isascii()]
    before_number = [form for role in ("part_of_day", *_RANKED) for form in grammar.forms(role)]
    found: dict[str, set[str]] = {}
    for form in (*dates.openings(), *currencies):
        found.setdefault(form[0], set()).add(form[1:2])
    for form in before_number:
        found.setdefault(form[0], set()).update(form[1] if form[1:] else dates.NUMBER_BEGINS)
    return {first: set() if "" in seconds else seconds for first, seconds in found.items()}


@cache
def _pattern(start: str) -> re.Pattern[str]:
    """What can begin with one kind of character; the groups have the names of their handlers.

    An empty ``amount`` says only that one begins there.
    """

    def skip(*patterns: str) -> str:
        return f"(?P<skip>{'|'.join(patterns)})"

    currency = lexicon.trie(grammar.mapping("currencies"))
    date = f"(?P<date>{dates.pattern(start)})"
    number = f"{date}|(?P<share>{shares.pattern()})|(?P<amount>{amount.pattern(marked=False)})"
    patterns: tuple[str, ...]
    match start:
        case "digit":
            patterns = f"(?P<year>{dates.in_full()})", skip(skips.codes()), number
        case "numeral":
            patterns = skip(skips.markers(), skips.clock()), number
        case "half":
            half = f"(?P<duration>{durations.half_pattern()})", f"(?P<share>{grammar.words('half')})"
            patterns = date, *half
        case "ordinal":
            named = f"{ORDINAL} ?{grammar.NUMBER}{lexicon.trie(grammar.names('after_ordinal'))}"
            patterns = skip(skips.ordinals(), named), date, f"(?P<rank>{ranks.pattern()})"
        case "latin":
            patterns = (
                skip(skips.ADDRESS),
                rf"(?P<amount>(?<![A-Za-z])(?={currency} ?\d))",
                date,
                f"(?P<rank>{ranks.latin_pattern()})",
                f"(?P<latin>{skips.LATIN})",
            )
        case _:
            top = f"(?P<top>{ranks.top_pattern()})"
            patterns = top, skip(skips.clock()), date, f"(?P<amount>(?={currency}))"
    return re.compile("|".join(patterns))


def _with_whole_unit(match: re.Match[str], start: int) -> re.Match[str] | None:
    """The match with no unit that a word goes on with: 三名|义工, but not 三|名义."""
    if match.lastgroup == "rank":
        return words.shortened(match, "rank_unit") if match.string[start] == ORDINAL else match
    whole = match if match.end() > start else amount.expression().match(match.string, start)
    return whole and words.shortened(whole, "a_unit", "b_unit")


class Reader:
    """Reads the mentions of one text; ``folded`` is the text in the characters of the lexicon."""

    def __init__(
        self, text: str, folded: str, published: date | None = None, region: str | None = None
    ) -> None:
        self.published = published
        self.ends = texts.sentence_ends(folded)
        self._reading = Reading(text, folded, published, region or region_of(text, folded))

    def read(self) -> list[Mention]:
        """The mentions in text order; what cannot be read is passed over with a ReadingWarning."""
        reading = self._reading
        read_date = anchors.Dates(self.ends).read
        handlers = _HANDLERS | {"date": read_date, "year": read_date}
        kinds: dict[str, tuple[Matcher, Collection[str], bool]] = {}
        triggers, numberless, openings = words.triggers(), words.numberless(), _openings()
        folded, find, position = reading.folded, _starts().search, 0
        while candidate := find(folded, position):
            start, position = candidate.span()
            character = folded[start]
            if character not in kinds:
                kind = _start_of(character)
                following = openings.get(character, ()) if kind == "word" else ()
                kinds[character] = _pattern(kind).match, following, character in triggers
            matcher, seconds, is_trigger = kinds[character]
            if is_trigger and (
                folded[start : start + 2] in numberless or folded[start - 1 : start + 1] in numberless
            ):
                word_end = words.numberless_end(folded, start)
                if word_end:
                    position = word_end
                    continue
            if seconds and folded[start + 1 : start + 2] not in seconds:
                continue
            match = matcher(folded, start)
            if match and match.lastgroup in _WITH_UNIT:
                match = _with_whole_unit(match, start)
            if match is None:
                continue
            position = match.end()
            name = match.lastgroup or ""
            if name in _PASSED_OVER:
                continue
            try:
                taken = handlers[name](reading, match)
            except Exception as error:
                failures.warn(f"the {name}", start, position, error)
                continue
            if taken is not None:
                position = taken
        try:
            return merging.merged(reading)
        except Exception as error:
            failures.warn("the numbers that belong together", 0, len(folded), error)
            return reading.found
