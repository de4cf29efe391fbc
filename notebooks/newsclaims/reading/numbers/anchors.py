"""Dates: which day each is seen from, and whether the words around it look ahead.

``reading.dates`` has their patterns and resolves them.
"""

import re
from bisect import bisect_left
from datetime import date
from functools import cache

from ...errors import DataError
from .. import dates
from . import bounds, grammar
from .state import Reading

_NEAR = 7  # characters before a date in which a word that looks ahead governs it
_SHORT = 3  # a clause before a date that says less than so many characters is looked at with the one before
_FARTHER = 10  # characters before a date that are then looked at
_PAST_MONTHS = 6  # 自8月起, written in February: a bare month is the last one, not the next
_YEAR_DIGITS = 4
YEAR = "年"
_INTERVIEW = re.compile(" ?:[^\n]{1,200}?[？?]")


def published_day(published: str | date | None) -> date | None:
    """``published`` (date, ``YYYY-MM-DD`` or None) as a date; DataError where it is neither."""
    if published is None or isinstance(published, date):
        return published
    try:
        return date.fromisoformat(str(published))
    except ValueError:
        raise DataError(f"publication date {published!r} is not a day: write it as YYYY-MM-DD") from None


@cache
def _ahead() -> re.Pattern[str]:
    return re.compile(grammar.words("ahead"))


@cache
def _month() -> re.Pattern[str]:
    return re.compile(rf"(\d{{1,2}}) ?{grammar.words('month')}")


class Dates:
    """Puts down the dates of a text, and remembers those that later ones refer to.

    ``previous`` is the date before in the sentence, ``dated`` the last that names a month or day, and
    ``last`` the last of all.
    """

    def __init__(self, sentence_ends: list[int]) -> None:
        self.sentence_ends = sentence_ends
        self.sentence_end = 0
        self.previous: dates.Day | None = None
        self.dated: dates.Day | None = None
        self.last: dates.Day | None = None

    def read(self, reading: Reading, match: re.Match[str]) -> None:
        """Put down the date that ``match`` found, if it is one."""
        start, end = match.span()
        expression = match[0]
        if start >= self.sentence_end:
            self._enter_sentence(reading, start)
        if expression[0].isdecimal():
            span = self._resolve(reading, expression, start, end)
            compared = False
        else:
            if _is_question(reading, expression, start, end):
                return
            span = self._resolve(reading, expression, start, end)
            refers = expression[0] in grammar.forms("same_date") and not expression[1:].startswith(YEAR)
            if refers and not span.edtf:
                return
            compared = _is_compared(reading, expression, start, end)
        if span.day and not compared:
            self.previous = self.last = span.day
            if span.day.month or not self.dated:
                self.dated = span.day
        bound = bounds.of(reading, start, end, "date", "")
        reading.add(start, end, "date", None, None, edtf=span.edtf, bound=bound)

    def _enter_sentence(self, reading: Reading, start: int) -> None:
        index = bisect_left(self.sentence_ends, start + 1)
        ends = self.sentence_ends
        self.sentence_end = ends[index] if index < len(ends) else len(reading.folded)
        self.previous = None

    def _resolve(self, reading: Reading, expression: str, start: int, end: int) -> dates.Span:
        if expression[:_YEAR_DIGITS].isdecimal():  # such a date is the same whatever stands around it
            return dates.resolve(expression, dates.Context(reading.published, None, False, reading.region))
        if self._is_weekday_of_date(reading, expression, start):
            last = reading.found[-1]
            return dates.Span(last.date.split("/")[0], self.previous)  # 3月15日（周六）
        ahead = _looks_ahead(reading, expression, start, end)
        antecedent = self._antecedent(expression)
        return dates.resolve(expression, dates.Context(reading.published, antecedent, ahead, reading.region))

    def _is_weekday_of_date(self, reading: Reading, expression: str, start: int) -> bool:
        if expression[0] not in grammar.forms("weekday") or not reading.found:
            return False
        gap = reading.folded[reading.found[-1].end : start]
        return bool(self.previous and self.previous.day) and len(gap) <= 2 and not gap.strip(" (")

    def _antecedent(self, expression: str) -> dates.Day | None:
        """The date that ``expression`` is seen from, if it is not the day of publication."""
        if expression in grammar.forms("that_year"):  # may mean long ago: refers to its own sentence only
            return self.previous
        if expression.startswith(grammar.forms("of_the_year", "that_year")):
            return self.last
        refers = expression.startswith(grammar.forms("same_date", "earlier"))
        return self.dated if refers or expression.endswith(grammar.forms("later")) else self.previous


def _is_compared(reading: Reading, expression: str, start: int, end: int) -> bool:
    """Whether the year is only what others are compared with: 已由去年的1成5拉高到4成，下半年上看55%."""
    if expression not in grammar.forms("year_before"):
        return False
    before = reading.before(start, 2).endswith(grammar.forms("compared"))
    return before or reading.folded.startswith(grammar.forms("same_period"), end)


def _is_question(reading: Reading, expression: str, start: int, end: int) -> bool:
    """Whether Q1 begins the first question of an interview and no first quarter."""
    return (
        expression[0] in "Qq"
        and bool(_INTERVIEW.match(reading.folded, end))
        and reading.before(start, 1) in ("", "\n")
    )


def _looks_ahead(reading: Reading, expression: str, start: int, end: int) -> bool:
    """Whether the words around the date speak of the future: 将于9月, 9月起."""
    left, right = reading.clause(start, end)
    if len(left) < _SHORT:
        left = reading.before(start, _FARTHER).rpartition("。")[2]
    if left.endswith(grammar.forms("released")):
        return False  # 将公布10月工业增加值: what is counted is counted afterwards
    until = left.endswith(grammar.forms("until"))
    if until or right.startswith(grammar.forms("onwards")) and _is_past_month(reading, expression, left):
        return False
    onwards = grammar.forms("onwards")
    if left.endswith(tuple(grammar.TO_WORDS)) and any(word in left for word in onwards):
        return True  # 今日起招股至周三
    ahead = _ahead()
    if ahead.search(left[-_NEAR:]) or right.startswith(grammar.forms("from_then")):
        return True
    return not expression.endswith(grammar.forms("month")) and bool(ahead.search(left) or ahead.search(right))


def _is_past_month(reading: Reading, expression: str, left: str) -> bool:
    """Whether a bare month is one of the last, and nothing before it looks ahead: 自8月起, in September."""
    month, published = _month().fullmatch(expression), reading.published
    return bool(
        month
        and published
        and 0 < published.month - int(month[1]) <= _PAST_MONTHS
        and not _ahead().search(left)
    )
