"""Mentions that belong together: 七年六个月, and the numbers of a list."""

import re
from dataclasses import replace
from functools import cache

from ..mention import Mention
from . import lists
from .grammar import TO, words
from .state import Reading, clean

# Units, and how many of the next smaller one they have
_SMALLER = {
    "year": {"month": 12},
    "month": {"day": 30},
    "week": {"day": 7},
    "day": {"hour": 24},
    "hour": {"minute": 60, "second": 3600},
    "minute": {"second": 60},
}
_PER = ("week", "day")  # 一周六天, 一天8小时: so much in each
_TO = re.compile(TO)


def merged(reading: Reading) -> list[Mention]:
    """The mentions with compounds as one and lists in one unit; those in ``reading`` stay as they are."""
    joined: list[Mention] = []
    for mention in reading.found:
        last = joined[-1] if joined else None
        lengths = last is not None and last.kind == mention.kind == "duration"
        whole = _joined(reading, last, mention) if last and lengths else None
        if whole:
            joined[-1] = whole
        else:
            joined.append(mention)
    return lists.with_currency_of_first(reading, lists.with_unit_of_list(reading, joined))


def _joined(reading: Reading, last: Mention, mention: Mention) -> Mention | None:
    """The one length of time that ``last`` and ``mention`` are, or None."""
    return _compound(reading, last, mention) or _compound_range(reading, last, mention)


def _spanning(reading: Reading, last: Mention, mention: Mention, lo: float, hi: float, bound: str) -> Mention:
    text = reading.text[last.start : mention.end]
    return replace(last, end=mention.end, text=text, lo=lo, hi=hi, bound=bound)


def _compound(reading: Reading, last: Mention, mention: Mention) -> Mention | None:
    """七年六个月: both in the larger unit."""
    parts = _SMALLER.get(last.unit, {}).get(mention.unit)
    if not parts or last.lo is None or mention.lo is None or mention.lo >= parts:
        return None
    if last.lo != last.hi or mention.lo != mention.hi:
        return None
    if not _between().fullmatch(reading.folded, last.end, mention.start):
        return None
    if last.unit in _PER and last.lo == 1 and last.end == mention.start:
        return None
    value = clean(last.lo + mention.lo / parts)
    bound = last.bound if last.bound != "exact" else mention.bound
    return _spanning(reading, last, mention, value, value, bound)


def _compound_range(reading: Reading, last: Mention, mention: Mention) -> Mention | None:
    """一年六个月至六年 is one range."""
    if mention.unit != last.unit or last.lo is None or mention.hi is None or last.lo > mention.hi:
        return None
    if not _TO.fullmatch(reading.folded, last.end, mention.start):
        return None
    return _spanning(reading, last, mention, last.lo, mention.hi, mention.bound)


@cache
def _between() -> re.Pattern[str]:
    return re.compile(f"(?:{words('compound_link')}| )?")
