"""Readers of dates that are counted from the publication or from the date said before."""

import re
from datetime import date

from .. import numerals
from . import words
from .arithmetic import (
    NOTHING,
    Context,
    Day,
    Span,
    days,
    known,
    monday,
    plus_days,
    plus_months,
    plus_years,
    point,
    quarter,
    span,
)
from .periods import within_month
from .words import DAY, DIGIT, HALF, MONTH, QUARTER, WEEK, YEAR, number

_NEAREST_DAYS = (0, -1, 1, -2, 2)  # how far 今(11)日 may be from the day of publication
_HALF_MONTH = 15


def read_month(found: re.Match[str], context: Context) -> Span:
    """本月, 上个月底, 次月3日."""
    which = words.row("which", found["which"])
    base = context.previous if which["base"] == "said" else point(context.published)
    return within_month(plus_months(base, int(which["value"])), found)


def read_before(found: re.Match[str], context: Context) -> Span:
    """前一季, 前一天: before the date that was said; 上季度, 本季: seen from the publication."""
    published = point(context.published)
    if found["which"]:
        return _shifted(context.previous or published, found["unit"], -1)
    return _shifted(published, QUARTER, words.value("which", found["shift"]))


def _shifted(base: Day | None, unit: str, count: int) -> Span:
    if not base:
        return NOTHING
    if unit == YEAR:
        return span(plus_years(base, count))
    if unit == MONTH:
        return span(plus_months(base, count))
    if unit == QUARTER:
        month = plus_months(base, 3 * count)
        return quarter(month.year, (month.month - 1) // 3 + 1) if month and month.month else NOTHING
    day = known(base)
    if unit == WEEK:
        return _week(plus_days(monday(day), 7 * count))
    return span(point(plus_days(day, count)))


def _week(first: date | None) -> Span:
    return days(first, plus_days(first, 6))


def read_day_said(found: re.Match[str], context: Context) -> Span:
    """今(11)日: the day of that number next to the day of publication."""
    day = plus_days(context.published, words.value("day_stem", found["stem"]))
    near = (plus_days(day, shift) for shift in _NEAREST_DAYS)
    return next((span(point(one)) for one in near if one and one.day == int(found["said"])), NOTHING)


def read_weekday(found: re.Match[str], context: Context) -> Span:
    """周三, 上周五, 下周一, 周六日.

    Without 上, 本 or 下 it is the last such day up to the publication, or the next where the sentence looks
    ahead.
    """
    published = context.published
    day = found["day"]
    weekend = day == DIGIT[6] + DAY
    weekday = number(day[0]) or words.value("weekday", day)
    shift = words.value("which", found["which"]) if found["which"] else 0
    at = plus_days(monday(published), weekday - 1 + 7 * shift)
    if not at or not published:
        return NOTHING
    if not found["which"]:
        if at > published and not context.ahead:
            at = plus_days(at, -7)
        elif at < published and context.ahead and not context.follows:
            at = plus_days(at, 7)
    return days(at, plus_days(at, 1)) if weekend else span(point(at))


def read_week(found: re.Match[str], context: Context) -> Span:
    """上周, 下个星期, 本周末."""
    first = plus_days(monday(context.published), 7 * words.value("which", found["which"]))
    last = plus_days(first, 6)
    return days(plus_days(first, 5) if found["end"] else first, last)


def read_day(found: re.Match[str], context: Context) -> Span:
    """今天, 昨晚, 前天: seen from the publication; 当天, 次日: from the day that was said."""
    said = found["said"]
    if said:
        role = "which" if words.known("which", said) else "next_day"
        return span(point(plus_days(known(context.previous), words.value(role, said))))
    stem = found["stem"] or found["bare"]
    shift = words.value("day_stem", stem) if stem else words.value("day", found["day"])
    return span(point(plus_days(context.published, shift)))


def read_ago(found: re.Match[str], context: Context) -> Span:
    """两年前, 三个月后, 半年前: at the precision of the unit said.

    后 counts from the date said before where there is one.
    """
    sign = words.value("ago", found["sign"])
    base = context.previous if sign > 0 and context.previous else point(context.published)
    value = (0.5, 0.5) if found["number"] == HALF else numerals.parse(found["number"])
    if not value or value[0] != value[1] or not base:
        return NOTHING
    amount = value[0] + (0.5 if HALF in (found["half"], found["rest"]) else 0)
    unit = words.row("ago_unit", found["unit"])
    size = int(unit["value"])
    if unit["base"] == "day":
        return span(point(plus_days(known(base), sign * int(amount * size))))
    if size == 12 and amount == int(amount):
        return span(plus_years(base, sign * int(amount)))
    if amount == 0.5 and size == 1 and known(base):
        near = point(plus_days(known(base), sign * _HALF_MONTH))
        return span(near._replace(day=None)) if near else NOTHING
    return span(plus_months(base, sign * round(amount * size)))
