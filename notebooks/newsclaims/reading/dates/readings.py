"""Resolving an expression: a range or a single date, and the reader of its kind."""

import re
from functools import lru_cache

from .. import numerals
from . import periods, relative, words, years
from .arithmetic import NOTHING, Context, Span, between
from .kinds import KINDS
from .parts import CONNECT, COUNT, IN_DECADE, spaced
from .patterns import SECOND
from .words import DAY, MONTH, ORDINAL, QUARTER, TEN, TENS, YEAR

_READERS = {
    "day_said": relative.read_day_said,
    "numeric": periods.read_numeric,
    "numeric_bare": periods.read_numeric,
    "numeric_republic": years.read_republic,
    "season_rel": years.read_season_of,
    "numeric_month": periods.read_numeric,
    "dotted_month": periods.read_numeric,
    "slash": periods.read_slash,
    "dotted": periods.read_slash,
    "slash_told": periods.read_slash,
    "month_day": periods.read_slash,
    "season": years.read_season,
    "decade": years.read_decade,
    "century": years.read_century,
    "code": years.read_code,
    "fiscal_code": periods.read_fiscal,
    "year": years.read_year,
    "pair": years.read_pair,
    "fiscal": periods.read_fiscal,
    "ago": relative.read_ago,
    "month_rel": relative.read_month,
    "month": periods.read_month,
    "before": relative.read_before,
    "first": periods.read_in_year,
    "quarter": periods.read_in_year,
    "half": periods.read_in_year,
    "weekday": relative.read_weekday,
    "week": relative.read_week,
    "day_rel": relative.read_day,
    "day": periods.read_day,
    "day_number": periods.read_day,
    "year_said": years.read_year_said,
    "year_end": periods.read_year_end,
}
_MATCHERS = (
    *((re.compile(spaced(kind.core)), _READERS[kind.name]) for kind in KINDS),
    # what only its surroundings tell from a length of time: 24年, and at the end of a range 七日, 7号
    (re.compile(spaced(rf"(?P<year>\d\d ?{YEAR}|20\d\d)(?P<period>)")), years.read_year),
    (re.compile("H[12]"), periods.read_in_year),
    (re.compile(rf"(?P<day>{COUNT}) *[{DAY}号]"), periods.read_day),
)
_RANGE = re.compile(spaced(rf"(?P<first>(?s:.)+?){CONNECT}(?P<second>{SECOND})"))
_UNIT = re.compile(f"[{YEAR}{MONTH}{DAY}号]")
_NO_CONTEXT = Context()


@lru_cache(maxsize=1 << 14)
def resolve(expression: str, context: Context = _NO_CONTEXT) -> Span:
    """The EDTF of the folded date ``expression`` and the Day it leaves for what follows, as a Span.

    ``edtf`` is ``""`` where the context cannot settle it (``5月`` without a publication day), and for what
    is no date. Never raises.
    """
    single = _single(expression, context)
    if single is not None:
        return single
    ends = _RANGE.fullmatch(expression)
    return _interval(ends["first"], ends["second"], context) if ends else NOTHING


def _single(expression: str, context: Context) -> Span | None:
    for matcher, reader in _MATCHERS:
        found = matcher.fullmatch(expression)
        if found:
            return reader(found, context)
    return None


def _interval(first: str, second: str, context: Context) -> Span:
    first, second = (re.sub(f"(?<={YEAR}代){IN_DECADE}$", "", end) for end in (first, second))
    left = _single(_completed(first, second), context)
    if not left or not left.day:
        return NOTHING
    second = re.sub(f"^(?=[1-4] ?{QUARTER})", ORDINAL, second)
    if re.fullmatch(rf"\d\d ?{YEAR}度?", second):
        second = f"{left.day.year:04d}"[:2] + second
    era = re.match(words.one_of("bc"), first)
    if era and not re.match(words.one_of("bc"), second):
        second = era[0] + second.removeprefix("前")
    right = _single(second, context._replace(previous=left.day, ahead=True, follows=True))
    if not right or not left.edtf or not right.edtf:
        return Span("", left.day)
    return between(left.edtf.split("/")[0], right.edtf.split("/")[-1], right.day)


def _completed(first: str, second: str) -> str:
    """``first`` with the unit that it leaves to ``second`` (3 of 3至5月)."""
    if not first[-1].isdigit() and first[-1] not in numerals.DIGITS + TEN + TENS:
        return first
    if QUARTER in second:
        return (
            re.sub(f"{ORDINAL}?(.)$", rf"{ORDINAL}\1{QUARTER}", first)
            if not re.search("[QH].$", first)
            else first
        )
    unit = _UNIT.search(second)
    return first + (unit[0] if unit else YEAR if second.endswith("E") else "")
