"""Readers of the parts of a year: quarters, halves, months and days, of a year named or not."""

import re

from . import words
from .arithmetic import (
    NOTHING,
    Context,
    Day,
    Span,
    between,
    edtf,
    half,
    last_day,
    plus_months,
    point,
    quarter,
    season,
    span,
    week,
)
from .parts import PERIODS, spaced
from .words import number

_MATCHERS = tuple((name, re.compile(spaced(core))) for name, core in PERIODS.items())
_FAR = 6  # a bare month farther ahead than this many months is last year's
_FAR_QUARTER = 5


def read_period(year: int, text: str, context: Context) -> Span:
    """A part of a known year: 第三季度, 上半年, 前三季度, 底, 3月5日 ..."""
    for name, matcher in _MATCHERS:
        found = matcher.fullmatch(text)
        if found:
            return _READERS[name](year, found, context)
    return NOTHING


def _quarter(year: int, found: re.Match[str], context: Context) -> Span:
    if found["edge"]:
        return quarter(year, words.value("edge", found["edge"]))
    return quarter(year, number(found["number"] or found["code"]) or 1)


def _half(year: int, found: re.Match[str], context: Context) -> Span:
    return half(year, int(found["code"]) if found["code"] else words.value("half", found["half"]))


def _fiscal(year: int, found: re.Match[str], context: Context) -> Span:
    return Span("", Day(year))


def _season(year: int, found: re.Match[str], context: Context) -> Span:
    return season(year, words.value("season", found["season"]))


def _first(year: int, found: re.Match[str], context: Context) -> Span:
    count = number(found["count"]) or 0
    month = count if found["unit"] == words.MONTH else count * 3
    first, last = edtf(Day(year, 1)), edtf(Day(year, month))
    return between(first, last, Day(year, month)) if last else NOTHING


def _week(year: int, found: re.Match[str], context: Context) -> Span:
    return week(year, number(found["count"]) or 0)


def _part(year: int, found: re.Match[str], context: Context) -> Span:
    month = words.value("part", found["part"]) if found["part"] else words.value("middle", words.MIDDLE)
    return span(Day(year, month), "~")


def _month(year: int, found: re.Match[str], context: Context) -> Span:
    month = _month_number(found["month"])
    return within_month(Day(year, month), found) if month else NOTHING


def _month_number(text: str) -> int | None:
    name = re.split(f"[ {words.MONTH}]", text)[0]
    month = 1 if words.known("first_month", name) else number(name)
    return month if month and month <= 12 else None


_READERS = {
    "quarter": _quarter,
    "half": _half,
    "fiscal": _fiscal,
    "season": _season,
    "first": _first,
    "week_of_year": _week,
    "part": _part,
    "month": _month,
}


def within_month(month: Day | None, found: re.Match[str]) -> Span:
    """What ``found`` says of a known month: a day, ten days, its end, or nothing more."""
    if not month or not month.month or not edtf(month):
        return NOTHING
    if found["day"]:
        return span(month._replace(day=number(found["day"])))
    if found["tenth"]:
        first = words.value("tenth", found["tenth"])
        ends = words.value("tenth", found["tenth"][-2:])  # 中下旬 ends with 下旬
        last = ends + 9 if ends < 21 else last_day(month.year, month.month)
        return between(edtf(month._replace(day=first)), edtf(month._replace(day=last)), month)
    return span(month, "~" if found["part"] or found[0].endswith(words.MIDDLE) else "")


def read_month(found: re.Match[str], context: Context) -> Span:
    """5月, 5月3日, 六月底: the year is that of the date before, or of the nearest such month."""
    month = _month_number(found["month"])
    year = _year_of_month(month, context) if month else None
    return NOTHING if year is None else within_month(Day(year, month), found)


def read_slash(found: re.Match[str], context: Context) -> Span:
    """10/29 as a month and a day."""
    month = int(found["month"])
    year = _year_of_month(month, context)
    return NOTHING if year is None else span(Day(year, month, int(found["day"])))


def _year_of_month(month: int, context: Context) -> int | None:
    previous, published = context.previous, context.published
    if previous and previous.month:
        this_year = published and previous.year == published.year
        if not (this_year and previous.month > month and not context.ahead):
            return previous.year + (context.ahead and previous.month > month)
    if not published:
        return None
    gap = month - published.month
    if gap > _FAR and not context.ahead:
        return published.year - 1
    return published.year + (gap < 0 and context.ahead)


def read_day(found: re.Match[str], context: Context) -> Span:
    """11日: of the month said before, or of the nearest month with such a day."""
    day = number(found["day"])
    previous, published = context.previous, context.published
    if previous and previous.month:
        month: Day | None = Day(previous.year, previous.month)
        if context.follows and previous.day and day and day < previous.day:
            month = plus_months(month, 1)
    elif published and day:
        gone = day > published.day and not context.ahead
        comes = day < published.day and context.ahead
        month = plus_months(point(published), comes - gone)
    else:
        return NOTHING
    return span(month._replace(day=day)) if month and day else NOTHING


def read_numeric(found: re.Match[str], context: Context) -> Span:
    """2025-07-11, 2025/7/11, 2025.07.11, 20250711, 2025 07 11, 2025-07."""
    digits = found[0]
    parts = (digits[:4], digits[4:6], digits[6:]) if digits.isdigit() else re.split("[-/. ]", digits)
    return span(Day(*map(int, parts)))


def read_in_year(found: re.Match[str], context: Context) -> Span:
    """三季度, 上半年, 前三季度, Q3: of the year said before, or of the year of publication.

    A part that lies more than five months ahead is last year's (四季度, read in January), unless the
    sentence looks ahead.
    """
    return in_year(found[0], context)


def in_year(text: str, context: Context) -> Span:
    """A part of the year that the context tells."""
    published = context.published
    if context.previous and not (published and context.previous.year >= published.year):
        return read_period(context.previous.year, text, context)
    if not published:
        return NOTHING
    this = read_period(published.year, text, context)
    told = context.previous is not None and context.previous.year == published.year
    if this.edtf and not (context.ahead or told) and _begins(this.edtf) - published.month > _FAR_QUARTER:
        return read_period(published.year - 1, text, context)
    return this


def _begins(text: str) -> int:
    part = int(text[5:7])
    return {33: 1, 34: 4, 35: 7, 36: 10, 40: 1, 41: 7}.get(part, part)


def read_fiscal(found: re.Match[str], context: Context) -> Span:
    """第二财季, FY25Q3: which months they are is the company's affair, so there is no date."""
    return NOTHING


def read_year_end(found: re.Match[str], context: Context) -> Span:
    """年底, 月初, 月中: of the year said before, of the month of publication."""
    published = context.published
    if not found["part"]:
        month = words.value("middle_alone", found["middle"]) if found["middle"] else 0
        return span(Day(published.year, month or published.month), "~") if published else NOTHING
    previous = context.previous
    if previous and not (published and previous.year >= published.year):
        return read_period(previous.year, found[0], context)
    return read_period(published.year, found[0], context) if published else NOTHING
