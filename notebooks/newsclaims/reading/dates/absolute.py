"""Readers of dates that name a year, a month, a quarter or a day by its number."""

import re

from .. import numerals
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
    plus_days,
    plus_months,
    point,
    quarter,
    season,
    span,
    week,
)
from .patterns import DIGIT, PERIODS, YEARS

_YEAR_MATCHERS = tuple((name, re.compile(core)) for name, core in YEARS.items())
_PERIOD_MATCHERS = tuple((name, re.compile(core)) for name, core in PERIODS.items())
_SPELLED = re.compile(f"[{DIGIT}]{{2,}}")
_ROC_BEFORE = 1911  # the year before the first of the Republic, by which Taiwan counts
_ROC_FIRST, _ROC_LAST = 70, 199  # what a year of two or three digits is in a text from Taiwan
# 26年 in a text of 2025 is 2026; a number more than this ahead of publication is of the last century
_SHORT_AHEAD = 10
_WITHOUT_PUBLICATION = 2030
_OLD_DECADE = 30  # 20年代 may be this century's, 30年代 and later are the last one's
_FAR = 6  # a bare month farther ahead than this many months is last year's
_FAR_QUARTER = 5


def number(text: str | None) -> int | None:
    """The value of a numeral, digit by digit where it is spelled so (一一三 is 113)."""
    if not text:
        return None
    text = text.strip()
    if _SPELLED.fullmatch(text):
        return int("".join(str(DIGIT.index(digit)) for digit in text))
    value = numerals.parse(text)
    return int(value[0]) if value else None


# --- years


def year_of(text: str, context: Context) -> int | None:
    """The year that ``text`` (今年, 2023年, 民国113年, 98年, 公元前221年) denotes; 1 BC is the year 0."""
    for name, matcher in _YEAR_MATCHERS:
        found = matcher.fullmatch(text)
        if found:
            return (
                _relative_year(found["word"], context) if name == "relative" else _year(name, found, context)
            )
    return None


def is_fiscal(text: str) -> bool:
    """Whether a year is a fiscal one, whose quarters and halves the calendar does not tell."""
    return any(name == "fiscal" and matcher.fullmatch(text) for name, matcher in _YEAR_MATCHERS) or any(
        sign in text for sign in words.forms("fiscal_year")
    )


def _year(name: str, found: re.Match[str], context: Context) -> int | None:
    groups = found.groupdict()
    told = next(groups[group] for group in ("number", "short", "before") if groups.get(group))
    if name == "era":
        first = words.eras()[groups["era"]]
        count = 1 if told in words.forms("first_year") else number(told)
        return first + count - 1 if count else None
    value = number(told)
    if not value and name != "short" or value is None:
        return None
    if name == "bc":
        return 1 - value
    if name in ("republic", "republic_month"):
        return value + _ROC_BEFORE
    if name == "short" and context.region == "TW" and _ROC_FIRST <= value <= _ROC_LAST:
        return value + _ROC_BEFORE
    if value < 100 and name != "christian":
        anchor = context.published.year if context.published else None
        pivot = (anchor or _WITHOUT_PUBLICATION) % 100 + _SHORT_AHEAD
        return value + (2000 if value <= pivot else 1900)
    return value


def _relative_year(word: str, context: Context) -> int | None:
    row = words.row("year", word)
    published = context.published.year if context.published else None
    said = context.previous.year if context.previous else None
    base = {"published": published, "said": said, "either": said if said is not None else published}[
        row["base"]
    ]
    return None if base is None else base + int(row["value"])


def read_year(found: re.Match[str], context: Context) -> Span:
    """2023年, 去年3月5日, 2025年第三季度, FY2025 ..."""
    text, period = found["year"], found["period"]
    year = year_of(text, context)
    if year is None:
        return NOTHING
    if not period:
        return span(Day(year))
    if is_fiscal(text):
        return Span("", Day(year))
    return read_period(year, period, context)


def read_pair(found: re.Match[str], context: Context) -> Span:
    """去今两年, 明后年, 今明两天: two years or days in a row."""
    first = words.value("pair", found["pair"])
    if not context.published:
        return NOTHING
    if found["unit"] == "年":
        year = context.published.year + first
        return between(edtf(Day(year)), edtf(Day(year + 1)), Day(year))
    start = plus_days(context.published, first)
    end = plus_days(context.published, first + 1)
    return between(start.isoformat(), end.isoformat(), point(start)) if start and end else NOTHING


def read_season(found: re.Match[str], context: Context) -> Span:
    """2024/25年度, 2023-24赛季."""
    first = int(found["first"])
    return between(found["first"], f"{first // 100}{found['last']}", Day(first))


def read_decade(found: re.Match[str], context: Context) -> Span:
    """上世纪90年代, 二十世纪八十年代, 2010年代."""
    value = number(found["number"]) or 0
    century = found["century"]
    published = context.published.year if context.published else None
    if value < 100:
        if century and not words.known("century", century):
            value += ((number(century) or 1) - 1) * 100
        elif century and words.value("century", century) == 21:
            value += 2000
        elif published and not century and value <= published % 100 and value < _OLD_DECADE:
            value += published // 100 * 100
        else:
            value += 1900
    return Span(f"{value // 10:03d}X", Day(value))


def read_century(found: re.Match[str], context: Context) -> Span:
    """上世纪, 19世纪, 公元前5世纪: the hundred years of EDTF (19XX), which begin a year early."""
    if found["bc"]:
        century = number(found["bc"])
        return Span(f"-{century - 1:02d}XX", Day(1 - century * 100)) if century else NOTHING
    word = found["number"]
    century = words.value("century", word) if words.known("century", word) else number(word)
    return Span(f"{century - 1:02d}XX", Day((century - 1) * 100)) if century else NOTHING


# --- parts of a year


def read_period(year: int, text: str, context: Context) -> Span:
    """A part of a known year: 第三季度, 上半年, 前三季度, 底, 3月5日 ..."""
    for name, matcher in _PERIOD_MATCHERS:
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
    month = count if found["unit"] == "月" else count * 3
    first, last = edtf(Day(year, 1)), edtf(Day(year, month))
    return between(first, last, Day(year, month)) if last else NOTHING


def _week(year: int, found: re.Match[str], context: Context) -> Span:
    return week(year, number(found["count"]) or 0)


def _part(year: int, found: re.Match[str], context: Context) -> Span:
    month = words.value("part", found["part"]) if found["part"] else words.value("middle", "中")
    return span(Day(year, month), "~")


def _month(year: int, found: re.Match[str], context: Context) -> Span:
    month = _month_number(found["month"])
    return within_month(Day(year, month), found) if month else NOTHING


def _month_number(text: str) -> int | None:
    name = re.split("[ 月]", text)[0]
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
        last = first + 9 if first < 21 else last_day(month.year, month.month)
        return between(edtf(month._replace(day=first)), edtf(month._replace(day=last)), month)
    return span(month, "~" if found["part"] or found[0].endswith("中") else "")


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


# --- parts of a year that is not named


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
    if this.edtf and not context.ahead and _begins(this.edtf) - published.month > _FAR_QUARTER:
        return read_period(published.year - 1, text, context)
    return this


def _begins(text: str) -> int:
    part = int(text[5:7])
    return {33: 1, 34: 4, 35: 7, 36: 10, 40: 1, 41: 7}.get(part, part)


def read_fiscal(found: re.Match[str], context: Context) -> Span:
    """第二财季, FY25Q3: which months they are is the company's affair, so there is no date."""
    return NOTHING


def read_code(found: re.Match[str], context: Context) -> Span:
    """2025Q3, 3Q25, 24H2, H1 2025, Q3."""
    groups = found.groupdict()
    years = ("year", "later", "short", "before", "after", "long", "end")
    year = next((groups[name] for name in years if groups[name]), None)
    code = found["code"] or found["half"] or found["named"] or found["turned"][::-1]
    if year is None:
        return in_year(code, context)
    return read_period(year_of(year + "年", context) or 0, code, context)


def read_year_end(found: re.Match[str], context: Context) -> Span:
    """年底, 月初, 月中: of the year said before, of the month of publication."""
    published = context.published
    if not found["part"]:
        return span(Day(published.year, published.month), "~") if published else NOTHING
    previous = context.previous
    if previous and not (published and previous.year >= published.year):
        return read_period(previous.year, found[0], context)
    return read_period(published.year, found[0], context) if published else NOTHING
