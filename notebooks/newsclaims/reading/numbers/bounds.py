"""Bounds: the cue beside a number, or a little farther off, that makes it ``more_than``, ``approx`` …

``of`` asks in order: the word right before, the word before 每人 and the like, 上 and 过 before a scale,
the word right behind, a cue before the noun of a share, a cue before the verb, a cue before a filler.
"""

import re
from functools import cache

from . import grammar
from .state import Reading

_BEFORE = 6  # characters before a number in which a cue ends right at it
_EACH_REACH = 8  # 每人每年 and the like before a number
_VERB_REACH = 7  # 至少 and the verb behind it: the cue, up to four characters and a blank
_PERIODS = ("year", "month", "week", "day", "quarter")  # of which 近 says "the last": 近两年
_SCALES = grammar.SCALES[:4]


@cache
def _cues(place: str) -> dict[str, str]:
    return grammar.mapping("cues", "bound", place=place)


@cache
def _sizes() -> range:
    """The lengths of cues before a number, longest first."""
    return range(max(map(len, _cues("before"))), 0, -1)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    far, verbs = grammar.words("share_cue"), grammar.words("verb_cue")
    no_verb = grammar.characters("no_verb") + grammar.DIGITS + grammar.SCALES
    after = f"({grammar.lexicon.trie(_cues('after'))})"
    return {
        # 每桶, 每人每年
        "each": re.compile(r"(?:每[^，。\d每]{1,3}){1,2}$"),
        # 10年期以上
        "after": re.compile(f" ?期?{after}"),
        # 约占总营收的四分之一
        "share": re.compile(f"({far})[^，。]{{1,12}}的 ?$"),
        # 至少还要300人
        "verb": re.compile(rf"({verbs})[^，。；;,、：:“”()\d {no_verb}]{{1,4}} ?$"),
    }


def of(reading: Reading, start: int, end: int, kind: str, unit: str) -> str:
    """The bound of the number at ``start`` to ``end``, by the words around it."""
    before = reading.before(start, _BEFORE).rstrip(' “"')
    cue = _cue_at_end(before)
    if cue:
        return _in_context(cue, before, kind, unit)
    if "每" in before:  # 跌破每桶60美元, 不低于每人每年700元
        each = _patterns()["each"].search(reading.folded, max(0, start - _EACH_REACH), start)
        if each:
            priced = reading.before(each.start(), _BEFORE)
            cue = _cue_at_end(priced)
            if cue:
                return _in_context(cue, priced, kind, unit)
            before = before[: max(0, len(before) - (start - each.start()))]
    return (
        _before_scale(reading, before, start)
        or _behind(reading, end, kind)
        or _before_noun_of_share(reading, before, start, end, kind)
        or _before_verb(reading, start)
        or _before_filler(before, kind, unit)
        or "exact"
    )


def _cue_at_end(words: str) -> str:
    """The longest cue at the end of ``words``, or an empty string."""
    cues = _cues("before")
    for size in _sizes():
        cue = words[-size:]
        if cue in cues and len(cue) == size:
            return cue
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


def _before_scale(reading: Reading, before: str, start: int) -> str:
    """上百万人, 过万人: only where the number is a scale alone or begins with one."""
    bound = _cues("before_scale").get(before[-1:], "")
    return bound if reading.folded[start] in _SCALES else ""


def _behind(reading: Reading, end: int, kind: str) -> str:
    after = _patterns()["after"].match(reading.folded, end)
    if not after:
        return ""
    bound = _cues("after")[after[1]]
    return "exact" if kind == "date" and after[1] not in grammar.forms("about_a_date") else bound


def _before_noun_of_share(reading: Reading, before: str, start: int, end: int, kind: str) -> str:
    if kind not in ("percent", "multiple") or not before.endswith("的"):
        return ""
    far = _patterns()["share"].search(reading.clause(start, end)[0])
    return _cues("before")[far[1]] if far else ""


def _before_verb(reading: Reading, start: int) -> str:
    far = _patterns()["verb"].search(reading.folded, max(0, start - _VERB_REACH), start)
    return _cues("before")[far[1]] if far else ""


def _before_filler(before: str, kind: str, unit: str) -> str:
    """超过了300人: one word without meaning stands between the cue and the number."""
    if before[-1:] not in grammar.forms("filler"):
        return ""
    words = before[:-1].rstrip(" ")
    cue = _cue_at_end(words)
    if len(cue) > 1 or cue in grammar.forms("short_cue"):
        return _in_context(cue, words, kind, unit)
    return ""
