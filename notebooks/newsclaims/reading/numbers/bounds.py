"""Bounds: the cue beside a number, or a little farther off, that makes it approximate or a limit.

``of`` asks in order: the word right before, the word before 每人 and the like, 上 and 过 before a scale,
the word right behind, a cue before the noun of a share, a cue before the verb, a cue before a filler.
"""

import re
from functools import cache
from typing import NamedTuple

from . import grammar
from .grammar import EACH
from .state import Reading

_BEFORE = 6  # characters before a number in which a cue ends right at it
_EACH_REACH = 8  # 每人每年 and the like before a number
_VERB_REACH = 7  # 至少 and the verb behind it: the cue, up to four characters and a blank
_LONGEST_BEHIND = 3  # characters of a cue that begins a line
_PERIODS = ("year", "month", "week", "day", "quarter")  # of which 近 says "the last": 近两年
_SCALES = grammar.SCALES[:4]
_PARTS = ("percent", "multiple")
_OF, _TERM = "的期"
_SKIPPED = ' “"\n'  # between a cue and its number


@cache
def _cues(place: str) -> dict[str, str]:
    return grammar.mapping("cues", "bound", place=place)


@cache
def _sizes() -> dict[str, tuple[int, ...]]:
    """The lengths of cues before a number by their last character, longest first."""
    sizes: dict[str, set[int]] = {}
    for cue in _cues("before"):
        sizes.setdefault(cue[-1], set()).add(len(cue))
    return {last: tuple(sorted(found, reverse=True)) for last, found in sizes.items()}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    far, verbs = grammar.words("share_cue"), grammar.words("verb_cue")
    no_verb = grammar.characters("no_verb") + grammar.DIGITS + grammar.SCALES
    after = f"({grammar.lexicon.trie(_cues('after'))})"
    return {
        # 每桶, 每人每年
        "each": re.compile(rf"(?:{EACH}[^，。\d{EACH}]{{1,3}}){{1,2}}$"),
        # 10年期以上; in the next line only where no sentence begins with it: 以上所述
        "after": re.compile(rf"(?: ?{_TERM}?|\n(?=\w{{1,{_LONGEST_BEHIND}}}[，。；、),的])){after}"),
        # 三分之一强, 十倍还多
        "part": re.compile(
            rf"(?:(?P<over>{grammar.words('and_over')})|{grammar.words('and_under')})(?=的|\W|$)"
        ),
        # 约占总营收的四分之一
        "share": re.compile(f"({far})[^，。]{{1,12}}{_OF} ?$"),
        # 至少还要300人
        "verb": re.compile(rf"({verbs})[^，。；;,、：:“”()\d {no_verb}]{{1,4}} ?$"),
    }


class _Signs(NamedTuple):
    """The characters without which no cue can stand beside a number."""

    before: frozenset[str]  # right before it, or before the blank there
    farther: re.Pattern[str]  # among the last before it
    behind: frozenset[str]


@cache
def _signs() -> _Signs:
    before = {*_sizes(), *_cues("before_scale"), *grammar.characters("filler"), _OF}
    behind = {form[0] for form in (*_cues("after"), *grammar.forms("and_over", "and_under"))}
    far = "".join(sorted({form[0] for form in grammar.forms("verb_cue")} | {EACH}))
    return _Signs(frozenset(before), re.compile(f"[{far}]"), frozenset(behind | {" ", "\n", _TERM}))


def of(reading: Reading, start: int, end: int, kind: str, unit: str) -> str:
    """The bound of the number at ``start`` to ``end``, by the words around it."""
    folded, signs = reading.folded, _signs()
    last = folded[start - 1 : start]
    if last in _SKIPPED:
        last = reading.before(start, _BEFORE).rstrip(_SKIPPED)[-1:]
    if (
        last not in signs.before
        and folded[end : end + 1] not in signs.behind
        and not signs.farther.search(folded, max(0, start - _VERB_REACH), start)
    ):
        return "exact"
    return _by_cues(reading, start, end, kind, unit)


def _by_cues(reading: Reading, start: int, end: int, kind: str, unit: str) -> str:
    folded = reading.folded
    before = folded[max(0, start - _BEFORE) : start].rstrip(_SKIPPED)
    cue = _cue_at_end(before)
    if cue:
        return _in_context(cue, before, kind, unit)
    if EACH in before:
        cue, before = _before_each(reading, start, before)
        if cue:
            return _in_context(cue, before, kind, unit)
    scale = folded[start] in _SCALES and before[-1:] in _cues("before_scale")
    if scale and before[-2:] not in _cues("after"):  # 五日以上十日以下
        return _cues("before_scale")[before[-1:]]
    patterns = _patterns()
    after = patterns["after"].match(folded, end)
    if after:
        return _behind(after[1], kind)
    part = patterns["part"].match(folded, end) if kind in _PARTS else None
    if part:
        return "more_than" if part["over"] else "less_than"
    far = None
    if before.endswith(_OF) and kind in _PARTS:
        far = patterns["share"].search(reading.clause(start, end)[0])
    far = far or patterns["verb"].search(folded, max(0, start - _VERB_REACH), start)
    if far:
        return _cues("before")[far[1]]
    if before and before[-1] in grammar.characters("filler"):
        return _before_filler(before, kind, unit)
    return "exact"


def _cue_at_end(words: str) -> str:
    """The longest cue at the end of ``words``, or an empty string."""
    sizes = _sizes().get(words[-1:])
    if sizes:
        cues = _cues("before")
        for size in sizes:
            if size <= len(words) and words[-size:] in cues:
                return words[-size:]
    return ""


def _in_context(cue: str, words: str, kind: str, unit: str) -> str:
    """The bound that ``cue`` at the end of ``words`` gives, which is none to most dates.

    近两年 is "the last two years"; 历时近两年 is "almost two years".
    """
    bound = _cues("before")[cue]
    if kind == "date" and bound != "approx":
        return "exact"
    if cue == "近" and (kind == "date" or kind == "duration" and unit in _PERIODS):
        return "approx" if words[-2:-1] in grammar.forms("lasting") else "exact"
    return bound


def _before_each(reading: Reading, start: int, before: str) -> tuple[str, str]:
    """The cue before 每桶 in 跌破每桶60美元, and the words that it ends."""
    each = _patterns()["each"].search(reading.folded, max(0, start - _EACH_REACH), start)
    if not each:
        return "", before
    priced = reading.before(each.start(), _BEFORE)
    cue = _cue_at_end(priced)
    return cue, priced if cue else before[: max(0, len(before) - (start - each.start()))]


def _behind(cue: str, kind: str) -> str:
    """The bound that ``cue`` behind the number gives: 以上 is said of no date."""
    return "exact" if kind == "date" and cue not in grammar.forms("about_a_date") else _cues("after")[cue]


def _before_filler(before: str, kind: str, unit: str) -> str:
    """The bound of a cue before one word without meaning: 超过了300人."""
    words = before[:-1].rstrip(" ")
    cue = _cue_at_end(words)
    return (
        _in_context(cue, words, kind, unit) if len(cue) > 1 or cue in grammar.forms("short_cue") else "exact"
    )
