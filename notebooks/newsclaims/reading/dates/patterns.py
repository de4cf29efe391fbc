"""The regular expressions by which dates are found: the kinds that begin alike, joined, and ranges."""

from functools import cache

from .. import numerals
from . import words
from .kinds import DAY_IN_DIGITS, DOTTED_MONTH, KINDS, MONTH_IN_DIGITS, Kind
from .parts import (
    CONNECT,
    CONNECTING,
    COUNT,
    DAY_OF_MONTH,
    DECADE,
    IN_DECADE,
    LISTING,
    MONTH_NAME,
    QUARTER_NUMBER,
    YEAR_SIGN,
    plain,
    spaced,
    year_kind,
    years,
)
from .words import (
    CENTURY,
    DIGIT,
    HALF,
    MONTH,
    ORDINAL,
    PIECE,
    QUARTER,
    VAGUE,
    YEAR,
    one_of,
)

_CASE = rf"[^\d，。]{{0,6}}字{ORDINAL} ?\d+"
# 9/11事件, 7-11便利店, 24/7: they look like dates and are names
NO_DATE = (
    rf"(?<![\d/.-])(?:\d{{1,2}}[/-]\d\d(?= ?{one_of('named')})|24/7(?![\d/])"
    # 113年度上字第456号
    rf"|\d{{2,4}} ?{YEAR}度?{_CASE}"
    # the number of a list before a year: 4.2023年
    rf"|\d{{1,2}}\.(?=(?:19|20)\d\d ?{YEAR}))"
)


_YEAR_OPENINGS = (*next(kind.begins for kind in KINDS if kind.name == "year"), *words.eras())
_YEAR_STARTS = words.first_characters(_YEAR_OPENINGS)
# What can follow the first number of a date: trying only numbers before these keeps the scan fast
_FOLLOWING = (
    f"{CONNECTING}{LISTING}/{ORDINAL}{VAGUE}{HALF}{CENTURY[0]}"
    + words.starts("year_sign", "month_sign", "last_day", "quarter_sign", "fiscal_year", "republic_sign")
    + words.starts("half", "part", "edge", "first", "born", "ago_unit")
)
_PIECE = f"{PIECE}[ {VAGUE}{HALF}{words.starts('ago_unit', 'month_sign')}]"
_NUMERALS = f"[{numerals.NUMERALS}○〇 ]{{1,20}}"
_AFTER = {
    "digit": rf"(?=[\d,. \n]{{1,20}}+(?:[{_FOLLOWING}QHEF{DIGIT[1:5]}]|{_PIECE}))",
    "numeral": rf"(?={_NUMERALS}(?:[{_FOLLOWING}\d\n]|{_PIECE}))",
}


def _bare_first(start: str) -> str:
    """The first end of a range that leaves its unit to the second.

    2019-2023年, 今年3至5月, 一至三季度, 5月3-7日.
    """
    year = f"(?:{years(start)}) ?" if years(start) else ""
    # a date in words that goes on with a number begins with its year or with 正月
    month = words.starts("first_month")
    year = f"(?=[{_YEAR_STARTS}{month}])(?:{year}|(?=[{month}]))" if start == "word" else f"(?:{year})?"
    full = (
        rf"(?:19|20)\d\d(?={CONNECT}(?:(?:19|20)\d\d|\d\d) ?{YEAR_SIGN})"
        rf"|(?:20)?2\d(?={CONNECT}(?:20)?[23]\dE(?![A-Za-z\d]))"
        # 25-27年EPS
        rf"|2\d(?={CONNECT}[23]\d ?{YEAR}{one_of('result')})|"
    )
    return (
        rf"(?:{full if start == 'digit' else ''}{year}(?:{COUNT}(?={CONNECT}{COUNT} ?{MONTH})"
        rf"|(?:{ORDINAL} ?)?{QUARTER_NUMBER}(?={CONNECT}(?:{ORDINAL} ?)?{QUARTER_NUMBER} ?{QUARTER})"
        rf"|(?:{MONTH_NAME} ?)?{COUNT}(?={CONNECT}{COUNT} ?{one_of('last_day')})))"
    )


def _any(start: str = "", without: tuple[str, ...] = ()) -> str:
    return "|".join(
        _alternative(kind, start)
        for kind in KINDS
        if kind.name not in without
        and (not start or start in kind.starts.split() or start == "word" and kind.begins)
    )


def _alternative(kind: Kind, start: str) -> str:
    year = kind.name == "year"
    begins = _YEAR_STARTS if year else words.first_characters(kind.begins)
    core = plain(year_kind(start) if year else kind.core)
    return f"(?:{f'(?=[{begins}])' if start == 'word' else ''}{kind.left}(?:{core}){kind.right})"


SECOND = (
    rf"(?:{plain(DECADE)}(?:{IN_DECADE})?|{_any()}|[1-4] ?{one_of('quarter_sign')}|{plain(DAY_OF_MONTH)}"
    rf"|{DOTTED_MONTH}(?![\d.])|\d\d ?{YEAR}度?|前\d{{3}} ?{YEAR})"
)

_SIGNLESS = ("numeric", "numeric_bare", "dotted")  # 2025.07.11 and 20250711 have no sign behind their numbers


@cache
def pattern(start: str) -> str:
    """The expression for dates that begin with one kind of character.

    ``start`` is digit, numeral (a Chinese one), half (半), ordinal (第), latin or word.
    """
    further = rf"(?:{CONNECT}(?:{SECOND}))?"
    if start == "digit":
        signless = "|".join(_alternative(kind, start) for kind in KINDS if kind.name in _SIGNLESS)
        signed, done = _any(start, without=_SIGNLESS), words.starts("done_on")
        return spaced(
            rf"(?:{_AFTER[start]}(?:{_bare_first(start)}{CONNECT}(?:{SECOND})|(?:{signed}){further})"
            rf"|(?=\d{{4}}(?:[-/.]| ?\d\d)|\d{{1,2}}\.\d{{1,2}} ?[{done}])(?:{signless}){further})"
        )
    single = rf"(?:{_any(start)}){further}"
    if start in ("numeral", "ordinal", "word"):
        return spaced(rf"{_AFTER.get(start, '')}(?:{_bare_first(start)}{CONNECT}(?:{SECOND})|{single})")
    return spaced(single)


@cache
def in_full() -> str:
    """The expression for 2023年, 2023年5月 and 2023年5月3日 before a character with which no date goes on.

    Many dates of a text are such: they are found without trying what else a number can begin.
    """
    roles = "half", "edge", "fiscal_half", "season", "first", "part", "middle", "first_month", "tenth"
    goes_on = f"的QH{CONNECTING}{ORDINAL}{YEAR}{MONTH}{numerals.NUMERALS}{words.starts(*roles)}"
    ends = rf"(?![ \n{goes_on}]|\d{{1,2}}(?!\d)|{_CASE})"
    day = f"(?>{DAY_IN_DIGITS}{one_of('day_sign')})?"
    return rf"(?<!\d)(?:19|20)\d\d(?>{YEAR_SIGN})(?>{MONTH_IN_DIGITS}{one_of('month_sign')}{day})?{ends}"


@cache
def openings() -> frozenset[str]:
    """How a date in words can begin: its first word, or its first two."""
    return frozenset(_YEAR_OPENINGS + sum((kind.begins for kind in KINDS), ()))
