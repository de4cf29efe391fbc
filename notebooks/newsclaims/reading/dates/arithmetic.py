"""The calendar: points in it, what they look like in EDTF, and steps from one to another.

Nothing here raises for a date that no calendar has (31 February, the year 10000): such a step or point is
None, and its span is NOTHING.
"""

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import NamedTuple


class Day(NamedTuple):
    """A point in the calendar as far as it is known.

    ``month`` and ``day`` are None where they are not said. Years before Christ are 0 (1 BC) and below.
    """

    year: int
    month: int | None = None
    day: int | None = None


class Context(NamedTuple):
    """What a date is read against.

    Publication day, the date before it in the sentence, a look ahead, the region, and whether it is the
    later end of a range.
    """

    published: date | None = None
    previous: Day | None = None
    ahead: bool = False
    region: str = "CN"
    follows: bool = False


class Span(NamedTuple):
    """What an expression denotes: EDTF, and the Day that a following date may refer to."""

    edtf: str
    day: Day | None


NOTHING = Span("", None)
_CYCLE = 400  # years after which the calendar repeats, so that leap years are told before Christ too


def edtf(day: Day, mark: str = "") -> str:
    """``day`` in EDTF with ``mark`` (``~``) behind it; ``""`` where the calendar has no such day."""
    year, month, number = day
    if month is None:
        return f"{year:0{5 if year < 0 else 4}d}{mark}" if -MAXYEAR <= year <= MAXYEAR else ""
    whole = edtf(Day(year))
    if not whole or not 1 <= month <= 12:
        return ""
    if number is None:
        return f"{whole}-{month:02d}{mark}"
    return f"{whole}-{month:02d}-{number:02d}{mark}" if 1 <= number <= last_day(year, month) else ""


def span(day: Day | None, mark: str = "") -> Span:
    """The Span of a point, NOTHING where there is none or the calendar has no such day."""
    text = edtf(day, mark) if day else ""
    return Span(text, day) if text else NOTHING


def between(first: str, last: str, day: Day | None) -> Span:
    """The Span of an interval from ``first`` to ``last`` (EDTF); no date where it ends before it begins."""
    return Span(f"{first}/{last}" if first and last and _in_order(first, last) else "", day)


def _in_order(first: str, last: str) -> bool:
    if first.startswith("-"):
        begin, end = (
            int(text.replace("X", "0")[: 5 if text.startswith("-") else 4]) for text in (first, last)
        )
        return begin <= end
    shared = min(len(first), len(last))
    return first[:shared] <= last[:shared]


def last_day(year: int, month: int) -> int:
    """Number of the last day of a month."""
    return monthrange(_CYCLE + year % _CYCLE, month)[1]


def point(day: date | None) -> Day | None:
    """A day of the calendar as a Day."""
    return Day(day.year, day.month, day.day) if day else None


def known(day: Day | None) -> date | None:
    """``day`` as a day of the calendar, None where it is not known to the day."""
    if not day or not day.month or not day.day or not edtf(day) or day.year < MINYEAR:
        return None
    return date(day.year, day.month, day.day)


def plus_days(day: date | None, count: float) -> date | None:
    """The day ``count`` days after ``day``."""
    try:
        return day + timedelta(days=count) if day else None
    except OverflowError:
        return None


def plus_months(day: Day | None, count: int) -> Day | None:
    """The month ``count`` months after that of ``day``."""
    if not day or not day.month:
        return None
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return Day(year, month + 1)


def plus_years(day: Day | None, count: int) -> Day | None:
    """The year ``count`` years after that of ``day``."""
    return Day(day.year + count) if day else None


def days(first: date | None, last: date | None) -> Span:
    """The Span from one day to another."""
    return between(first.isoformat(), last.isoformat(), point(first)) if first and last else NOTHING


def monday(day: date | None) -> date | None:
    """The Monday of the week of ``day``."""
    return plus_days(day, -day.weekday()) if day else None


def week(year: int, number: int) -> Span:
    """The Span of a week of a year, Monday to Sunday (ISO 8601)."""
    try:
        first = date.fromisocalendar(year, number, 1)
    except ValueError:
        return NOTHING
    return days(first, plus_days(first, 6))


def quarter(year: int, number: int) -> Span:
    """The Span of a quarter (1 to 4)."""
    return Span(f"{year:04d}-{32 + number}", Day(year, number * 3)) if _written(year) else NOTHING


def half(year: int, number: int) -> Span:
    """The Span of a half-year (1 or 2)."""
    return Span(f"{year:04d}-{39 + number}", Day(year, number * 6)) if _written(year) else NOTHING


def season(year: int, number: int) -> Span:
    """The Span of a season (1 for spring to 4 for winter)."""
    return Span(f"{year:04d}-{20 + number}", Day(year)) if _written(year) else NOTHING


def _written(year: int) -> bool:
    return MINYEAR <= year <= MAXYEAR
