"""Durations and years: 半年, 七个半月; where 2024年 is a year and not so many years, or a length of time."""

import re
from functools import cache

from . import bounds, grammar
from .amount import Amount
from .grammar import CLASSIFIER, HALF, MORE, ONE
from .state import Reading

_MINGUO = 70, 199  # years of the Republic that a text of Taiwan names so, less than that are lengths of time
_BEFORE_MINGUO = 1911
_WESTERN = 1000, 2199
_YEAR = "年"


def half_pattern() -> str:
    """The expression for 半年, 半个多月 and the like."""
    return f"{HALF}(?:{CLASSIFIER}{MORE[0]}?)?{grammar.words('halved')}"


@cache
def _halved() -> re.Pattern[str]:
    return re.compile(grammar.words("halved"))


@cache
def _more() -> re.Pattern[str]:
    return re.compile(grammar.words("and_more"))


@cache
def _length_follows() -> re.Pattern[str]:
    return re.compile(grammar.words("length_of_years"))


def read_half(reading: Reading, match: re.Match[str]) -> int:
    """Put down half a unit, of time or of interest (半码), with a 多 behind it; returns its end."""
    start, end = match.span()
    half = _halved().search(match[0], 1)
    form = half[0] if half else ""
    unit = grammar.units().get(form) or grammar.units()[CLASSIFIER + form]
    if more_follows(reading, end):
        end += 1
    more = MORE[0] in reading.folded[start:end]
    bound = "more_than" if more else bounds.of(reading, start, end, unit.kind, unit.unit)
    value = 0.5 * unit.factor
    reading.add(start, end, unit.kind, value, value, unit.unit, bound=bound)
    return end


def more_follows(reading: Reading, end: int) -> bool:
    """Whether a 多 that belongs to the number stands at ``end``: 三年多, but not 三年多名."""
    return reading.folded.startswith(MORE[0], end) and bool(_more().match(reading.folded, end))


def is_length(reading: Reading, amount: Amount) -> bool:
    """Whether 一年 and the like are a length of time and not 上一年, 每一天."""
    return (
        amount.numeral != ONE
        or amount.side.half != ""
        or reading.before(amount.start, 1) not in grammar.forms("determiner")
    )


def calendar_year(reading: Reading, amount: Amount) -> str:
    """The year (EDTF) that 2024年 names, in Taiwan also 113年, or an empty string for a number of years."""
    numeral, year = amount.numeral, amount.lo
    if amount.second or amount.side.half or amount.lo != amount.hi:
        return ""
    if reading.region == "TW" and (amount.word == _YEAR or amount.word in grammar.forms("school_year")):
        if _MINGUO[0] <= year <= _MINGUO[1] and (amount.arabic or len(numeral) == 3):
            if reading.folded.startswith("度", amount.end):
                amount.end += 1
            return f"{int(year) + _BEFORE_MINGUO:04d}"
    if amount.word == _YEAR and numeral.isascii() and numeral.isdigit() and not amount.side.more:
        if _WESTERN[0] <= year <= _WESTERN[1] and not _length_follows().match(reading.folded, amount.end):
            return f"{int(year):04d}"
    return ""
