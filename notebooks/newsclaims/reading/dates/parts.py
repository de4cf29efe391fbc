"""What the parts of a date look like: the parts of a year, years, decades.

Each is a regular expression with named groups, by which ``years`` and ``periods`` read it.
"""

import re

from ..text import HAN
from . import words
from .words import (
    CENTURY,
    DIGIT,
    MIDDLE,
    MONTH,
    ORDINAL,
    PIECE,
    QUARTER,
    TEN,
    TENS,
    WEEK,
    YEAR,
    one_of,
)

NUMERAL = DIGIT[1:] + TEN
COUNT = rf"(?:\d{{1,2}}(?!\d)|[{NUMERAL}{TENS}]{{1,3}})"
TO = "至到"
CONNECTING = rf"起{TO}\-–—―~〜"
LISTING = "、和及与"
CONNECT = rf" ?(?:起?[{TO}]|-|–|——?|―|~|〜) ?"
QUARTER_NUMBER = f"[{DIGIT[1:5]}1-4]"
_ENTITY = len("&nbsp;")
_STOP = "[,，。]"
# a line of a PDF may break a date before its next number or sign
_GAP = r"(?: ?|\n)"
_TO_NUMBER = r"(?: ?|\n(?=\d))"

# --- parts of the year

YEAR_SIGN = one_of("year_sign")
DAY_OF_MONTH = rf"(?P<day>{COUNT}){_GAP}{one_of('day_sign')}"
MONTH_NAME = (
    rf"(?:\d{{1,2}}|{TEN}[{DIGIT[1:3]}]?|[{DIGIT[1:]}]|{one_of('first_month', begins=True)})"
    rf"{_GAP}{one_of('month_sign')}"
)
OF_MONTH = (
    rf"(?:{_TO_NUMBER}(?:{DAY_OF_MONTH}|(?P<tenth>{one_of('tenth')})"
    rf"|{MONTH}?(?P<part>{one_of('part')}|{MIDDLE}(?={_STOP}|$))))?"
)
FIRST_PARTS = rf" ?(?P<count>{COUNT}|{one_of('both')}) ?{PIECE}?(?P<unit>{one_of('quarter_sign')}|{MONTH})"

PERIODS = {
    "quarter": rf"(?:{ORDINAL} ?)?(?P<number>{QUARTER_NUMBER}) ?{one_of('quarter_sign')}"
    rf"|(?P<edge>{one_of('edge')}){one_of('quarter_sign')}|Q(?P<code>[1-4])",
    "half": rf"(?P<half>{one_of('half')})|H(?P<code>[12])",
    "fiscal": rf"(?:(?:{ORDINAL} ?)?{QUARTER_NUMBER}|{one_of('edge')}) ?{one_of('fiscal_quarter')}"
    rf"|{one_of('fiscal_half')}",
    "season": rf"(?P<season>{one_of('season')})[{QUARTER}天]",
    "first": one_of("first") + FIRST_PARTS,
    "week_of_year": rf"{ORDINAL} ?(?P<count>{COUNT}) ?{WEEK}",
    "part": rf"{YEAR}?(?P<part>{one_of('part')})|{YEAR}(?P<middle>{one_of('middle')})"
    rf"|{MIDDLE}(?={_STOP}|期|$)",
    "month": rf"(?P<month>{MONTH_NAME}){OF_MONTH}",
}


def spaced(expression: str) -> str:
    """``expression`` with more room at its blanks: an HTML entity for one folds to as many as it is long."""
    return expression.replace(" ?", f" {{0,{_ENTITY}}}")


def plain(expression: str) -> str:
    """``expression`` without names of groups, to be used more than once in a larger one."""
    return re.sub(r"\(\?P<\w+>", "(?:", expression)


PERIOD = "|".join(plain(core) for core in PERIODS.values())
# --- years

_IN_FULL = rf"(?:1[0-9]|20|21)\d\d|[{DIGIT[1:3]}][{DIGIT}]{{3}}"
_ERA_NUMBER = rf"\d{{1,3}}|[{DIGIT}{TEN}{TENS}百元]{{1,5}}"
_YEAR_NUMBER = rf"\d{{1,4}}|[{DIGIT}{TEN}百千]{{1,7}}"
AD, BC = one_of("ad"), one_of("bc")

# what tells that 25年 or 2025 is a year and no length of time
_GOES_ON = (
    rf"(?= ?(?:{COUNT} ?{MONTH}|{one_of('half')}|(?:{ORDINAL} ?)?{QUARTER_NUMBER} ?{one_of('quarter_sign')}"
    rf"|[QH][1-4](?![A-Za-z\d])|{YEAR}?{one_of('part')}"
    rf"|{one_of('born')}"
    rf"|{one_of('first')} ?(?:(?:{COUNT}|{one_of('both')}) ?{PIECE}{MONTH}"
    rf"|{QUARTER_NUMBER} ?{PIECE}?{QUARTER}|\d{{1,2}} ?{MONTH})))"
)
COMPACT = r"20[0-4]\d|[0-3]\d|9\d"  # the year of a code: 2025Q3, 25Q3, 1H98

YEARS = {
    "told": rf"(?:{AD} ?)?(?P<number>{_IN_FULL}){_GAP}{YEAR_SIGN}",
    "forecast": r"(?P<number>20[2-4]\d|[23]\d)E",
    "christian": rf"{AD} ?(?P<number>{_YEAR_NUMBER}) ?{YEAR}",
    "bc": rf"{BC} ?(?P<number>{_YEAR_NUMBER}) ?{YEAR}",
    "fiscal": rf"(?:FY|{one_of('fiscal_year')}) ?(?P<number>20\d\d)|FY(?P<short>\d\d)(?![\d.])"
    rf"|(?P<before>20\d\d|\d\d) ?(?:FY(?![A-Za-z])|{one_of('fiscal_year')})",
    "era": rf"(?P<era>{'|'.join(words.eras())}) ?(?P<number>{_ERA_NUMBER}) ?{one_of('era_sign')}",
    "republic": rf"(?P<number>1[01]\d) ?{one_of('republic_sign')}",
    "short": rf"(?P<number>\d\d|[{DIGIT}]{{2}}) ?{YEAR}",
    "alone": rf"(?P<number>2\d){one_of('short_year_sign')}",
    "republic_month": rf"(?P<number>1[01]\d) ?{YEAR}",
    "bare": r"(?P<number>20\d\d)",
    "relative": rf"(?P<word>{one_of('year', begins=True)})度?",
}
_YEAR_GUARDS = {
    # 背景：96年，双非本; 我96年的: a year of birth, for lengths of time are round (70年)
    "short": f"{_GOES_ON}|(?<!\\d)0\\d ?{YEAR}|[{DIGIT[0]}{DIGIT[9]}][{DIGIT}]{one_of('era_sign')}"
    rf"|(?<=[:，、(\n])[6-9][1-9]{YEAR}(?=[，、,。)的生女男\n]|$)"
    rf"|{words.behind('before_birth')}[6-9][1-9]{YEAR}(?!{one_of('span_ends')}|[前后来间多历])"
    rf"|{words.behind('before_birth')}[6-9]0{YEAR}(?=[，、,。)的生])",
    "forecast": r"(?![A-Za-z\d])",
    # 其24年营收: after a word or a sign that begins a phrase, and before the words of one
    "alone": rf"(?<=[{''.join(words.forms('before_short_year'))}，。；、;,(:]2\d{YEAR})"
    rf"(?={HAN}|\d[\d.]*[xX倍])",
    "republic_month": _GOES_ON,
    # 2024上半年, 2023、2024和2025年
    "bare": rf"(?:{_GOES_ON}|(?=(?:[{LISTING}]20\d\d){{1,9}} ?{YEAR}))",
}
# with which kinds of character each can begin: trying only these keeps the scan fast
_YEAR_STARTS = {
    "told": "digit numeral word",
    "forecast": "digit",
    "christian": "word",
    "bc": "word",
    "fiscal": "digit latin word",
    "era": "numeral word",  # 万历 begins like a number
    "republic": "digit",
    "short": "digit numeral",
    "alone": "digit",
    "republic_month": "digit",
    "bare": "digit",
    "relative": "word",
}


def years(start: str = "") -> str:
    """The years that begin with one kind of character, or all."""
    return "|".join(
        plain(core) + _YEAR_GUARDS.get(name, "")
        for name, core in YEARS.items()
        if not start or start in _YEAR_STARTS[name].split()
    )


def year_kind(start: str = "") -> str:
    """A year and what part of it is meant."""
    return rf"(?P<year>{years(start)})(?:(?: ?的? ?|\n(?=\d{{1,2}}{_GAP}{MONTH}))(?P<period>{PERIOD}))?"


_CENTURY = rf"{one_of('century')}|\d\d|[{DIGIT[1:3]}{TEN}]{{2,3}}"
_DECADE_NUMBER = rf"[{DIGIT[1:]}]{{2}}{TEN}|(?:1\d|20)?[0-9]0|[{DIGIT}]{{3}}{DIGIT[0]}|[{DIGIT[1:]}]{TEN}"
DECADE = rf"(?:(?P<century>{_CENTURY}) ?{CENTURY})? ?(?P<number>{_DECADE_NUMBER}) ?{YEAR}代"
# 末 belongs to a decade in a range only
IN_DECADE = f"{one_of('decade_part')}期?"
DECADE_ENDS = rf"(?={CONNECT}(?:{plain(DECADE)}|(?:{one_of('century')}|\d\d ?){CENTURY}))"
TEEN = f"[{DIGIT[1:3]}]?{TEN}[{DIGIT[1:]}]?"
