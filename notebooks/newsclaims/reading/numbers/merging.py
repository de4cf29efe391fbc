"""Mentions that belong together: 七年六个月; lists with one unit, 3.2亿、4.75亿及6.18亿元."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from ..mention import Mention
from . import regions
from .grammar import TO, characters, words
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
_TO = re.compile(TO)


def merged(reading: Reading) -> list[Mention]:
    """The mentions with compounds as one and lists in one unit; those in ``reading`` stay as they are."""
    joined: list[Mention] = []
    for mention in reading.found:
        last = joined[-1] if joined else None
        whole = _joined(reading, last, mention) if last else None
        if whole:
            joined[-1] = whole
        else:
            joined.append(mention)
    return _with_currency_of_first(reading, _with_unit_of_list(reading, joined))


def _joined(reading: Reading, last: Mention, mention: Mention) -> Mention | None:
    """The one mention that ``last`` and ``mention`` are, or None."""
    if last.kind == mention.kind == "duration":
        return _compound(reading, last, mention) or _compound_range(reading, last, mention)
    return None


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


def _with_unit_of_list(reading: Reading, found: list[Mention]) -> list[Mention]:
    """Give numbers without a unit the unit that is said once at the end or the head of their list.

    人民币3.2亿、4.75亿及6.18亿元; and that of the end of a change, 由六万八加到九万元.
    """
    unitless = set(reading.unitless)
    for i, mention in enumerate(found):
        if mention.start not in unitless:
            continue
        for other in _measured_neighbours(reading, found, i, unitless):
            found[i] = replace(mention, kind=other.kind, unit=other.unit.split("/")[0])
            unitless.discard(mention.start)
            break
    return found


@cache
def _change() -> re.Pattern[str]:
    return re.compile(f"[{characters('change')}]{{1,3}}{words('change_to')}")


@cache
def _between() -> re.Pattern[str]:
    return re.compile(f"(?:{words('compound_link')}| )?")


@cache
def _list() -> re.Pattern[str]:
    return re.compile(f" ?(?:{words('and')}|[、,])+ ?{words('and')}? ?")


@cache
def _list_or_arrow() -> re.Pattern[str]:
    return re.compile(f"{_list().pattern}| ?(?:→|->|=>) ?")


def _measured_neighbours(
    reading: Reading, found: list[Mention], i: int, unitless: set[int]
) -> Iterator[Mention]:
    """The mentions beside ``found[i]`` in a list or a change whose unit is said, the one behind it first."""
    for j in (i + 1, i - 1):
        if not 0 <= j < len(found):
            continue
        other = found[j]
        if other.kind not in ("money", "count") or other.start in unitless:
            continue
        left, right = (found[i], other) if j > i else (other, found[i])
        gap = reading.folded[left.end : right.start]
        if _list().fullmatch(gap) or j > i and _change().fullmatch(gap):
            yield other


def _with_currency_of_first(reading: Reading, found: list[Mention]) -> list[Mention]:
    """Give the money of a list or a change the currency in front of its first: US$3亿、5亿元; HK$52→46."""
    marked = set(reading.marked)
    local = regions.currency("LOCAL", reading.region)
    for i in range(1, len(found)):
        head, mention = found[i - 1], found[i]
        if (
            mention.kind == head.kind == "money"
            and head.start in marked
            and mention.unit == local != head.unit
            and _list_or_arrow().fullmatch(reading.folded, head.end, mention.start)
        ):
            found[i] = replace(mention, unit=head.unit)
            marked.add(mention.start)
    return found
