"""Readers of years, decades and centuries; a part of a year is handed on to ``periods``."""

import re

from . import words
from .arithmetic import NOTHING, Context, Day, Span, between, days, edtf, plus_days, season, span
from .parts import YEARS, spaced
from .periods import in_year, read_period
from .words import number

_YEAR_MATCHERS = tuple((name, re.compile(spaced(core))) for name, core in YEARS.items())
_ROC_BEFORE = 1911  # the year before the first of the Republic, by which Taiwan counts
_ROC_FIRST, _ROC_LAST = 70, 199  # what a year of two or three digits is in a text from Taiwan
# 26年 in a text of 2025 is 2026; a number more than this ahead of publication is of the last century
_SHORT_AHEAD = 10
_WITHOUT_PUBLICATION = 2030
_OLD_DECADE = 30  # 20年代 may be this century's, 30年代 and later are the last one's


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
    if found["unit"] == words.YEAR:
        year = context.published.year + first
        return between(edtf(Day(year)), edtf(Day(year + 1)), Day(year))
    start = plus_days(context.published, first)
    end = plus_days(context.published, first + 1)
    return days(start, end)


def read_season(found: re.Match[str], context: Context) -> Span:
    """2024/25年度, 2023-24赛季."""
    first = int(found["first"] or f"20{found['short']}")
    return between(f"{first}", f"{first // 100}{found['last'] or found['next']}", Day(first))


def read_year_said(found: re.Match[str], context: Context) -> Span:
    """去(114)年, 今(2025)年上半年: the year in brackets."""
    said, period = int(found["said"]), found["period"]
    year = said if said > _ROC_LAST else said + _ROC_BEFORE
    return read_period(year, period, context) if period else span(Day(year))


def read_season_of(found: re.Match[str], context: Context) -> Span:
    """今夏, 去冬."""
    if not context.published:
        return NOTHING
    year = context.published.year + words.value("season_stem", found["stem"])
    return season(year, words.value("season", found["season"]))


def read_republic(found: re.Match[str], context: Context) -> Span:
    """114/7/11, by the years of the Republic."""
    return span(Day(int(found["year"]) + _ROC_BEFORE, int(found["month"]), int(found["day"])))


def read_decade(found: re.Match[str], context: Context) -> Span:
    """上世纪90年代, 二十世纪八十年代, 2010年代."""
    text = found["number"]
    first = text[0] + text[-1] if len(text) == 3 and text[-1] == words.TEN else text
    value = number(first) or 0
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
    if first != text:  # 五六十年代
        last = value + 10 * ((number(text[1]) or 0) - (number(text[0]) or 0))
        return between(f"{value // 10:03d}X", f"{last // 10:03d}X", Day(value))
    return Span(f"{value // 10:03d}X", Day(value))


def read_century(found: re.Match[str], context: Context) -> Span:
    """上世纪, 19世纪, 公元前5世纪: the hundred years of EDTF (19XX), which begin a year early."""
    if found["bc"]:
        century = number(found["bc"])
        return Span(f"-{century - 1:02d}XX", Day(1 - century * 100)) if century else NOTHING
    word = found["number"] or found["told"]
    century = words.value("century", word) if words.known("century", word) else number(word)
    return Span(f"{century - 1:02d}XX", Day((century - 1) * 100)) if century else NOTHING


def read_code(found: re.Match[str], context: Context) -> Span:
    """2025Q3, 3Q25, 24H2, H1 2025, Q3."""
    groups = found.groupdict()
    years = ("year", "later", "short", "before", "after", "long", "end")
    year = next((groups[name] for name in years if groups[name]), None)
    code = found["code"] or found["half"] or found["named"] or found["turned"][::-1]
    if year is None:
        return in_year(code, context)
    return read_period(year_of(year + words.YEAR, context) or 0, code, context)
