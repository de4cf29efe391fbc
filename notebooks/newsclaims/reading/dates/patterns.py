"""What a date expression looks like: a regular expression for each kind of it.

A ``Kind`` has a core with named groups, by which ``readings`` reads it, and guards around the core, which
hold in the text only. ``pattern`` joins the kinds that can begin with one kind of character, and the ranges.
"""

import re
from functools import cache
from typing import NamedTuple

from .. import lexicon, numerals
from . import words
from .words import (
    CENTURY,
    DAY,
    DIGIT,
    HALF,
    MIDDLE,
    MONTH,
    ORDINAL,
    PIECE,
    QUARTER,
    TEN,
    TENS,
    VAGUE,
    WEEK,
    YEAR,
    one_of,
)

_NUMERAL = DIGIT[1:] + TEN
COUNT = rf"(?:\d{{1,2}}(?!\d)|[{_NUMERAL}{TENS}]{{1,3}})"
CONNECT = r" ?(?:至|到|-|–|——?|―|~|〜) ?"
_QUARTER_NUMBER = f"[{DIGIT[1:5]}1-4]"
_STOP = "[,，。]"

# --- parts of the year

_SIGN = one_of("year_sign")
_DAY = rf"(?P<day>{COUNT}) ?{one_of('day_sign')}"
_MONTH = rf"(?:\d{{1,2}}|{TEN}[{DIGIT[1:3]}]?|[{DIGIT[1:]}]|{one_of('first_month')}) ?{one_of('month_sign')}"
_OF_MONTH = (
    rf"(?: ?(?:{_DAY}|(?P<tenth>{one_of('tenth')})"
    rf"|{MONTH}?(?P<part>{one_of('part')}|{MIDDLE}(?={_STOP}|$))))?"
)
_FIRST = rf" ?(?P<count>{COUNT}) ?{PIECE}?(?P<unit>{one_of('quarter_sign')}|{MONTH})"

PERIODS = {
    "quarter": rf"{ORDINAL}?(?P<number>{_QUARTER_NUMBER}) ?{one_of('quarter_sign')}"
    rf"|(?P<edge>{one_of('edge')}){one_of('quarter_sign')}|Q(?P<code>[1-4])",
    "half": rf"(?P<half>{one_of('half')})|H(?P<code>[12])",
    "fiscal": rf"(?:{ORDINAL}?{_QUARTER_NUMBER}|{one_of('edge')}) ?{one_of('fiscal_quarter')}"
    rf"|{one_of('fiscal_half')}",
    "season": rf"(?P<season>{one_of('season')})[{QUARTER}天]",
    "first": one_of("first") + _FIRST,
    "week_of_year": rf"{ORDINAL} ?(?P<count>{COUNT}) ?{WEEK}",
    "part": rf"{YEAR}?(?P<part>{one_of('part')})|{YEAR}(?P<middle>{one_of('middle')})"
    rf"|{MIDDLE}(?={_STOP}|期|$)",
    "month": rf"(?P<month>{_MONTH}){_OF_MONTH}",
}


def _plain(expression: str) -> str:
    """``expression`` without names of groups, to be used more than once in a larger one."""
    return re.sub(r"\(\?P<\w+>", "(?:", expression)


_PERIOD = "|".join(_plain(core) for core in PERIODS.values())
# --- years

_IN_FULL = rf"(?:1[0-9]|20|21)\d\d|[{DIGIT[1:3]}][{DIGIT}]{{3}}"
_ERA_NUMBER = rf"\d{{1,3}}|[{DIGIT}{TEN}{TENS}百元]{{1,5}}"
_YEAR_NUMBER = rf"\d{{1,4}}|[{DIGIT}{TEN}百千]{{1,7}}"
_AD, _BC = one_of("ad"), one_of("bc")

# what tells that 25年 or 2025 is a year and no length of time
_GOES_ON = (
    rf"(?= ?(?:{COUNT} ?{MONTH}|{one_of('half')}|{ORDINAL}?{_QUARTER_NUMBER} ?{one_of('quarter_sign')}"
    rf"|[QH][1-4](?![A-Za-z\d])|{YEAR}?{one_of('part')}))"
)
_COMPACT = r"20[0-4]\d|[0-3]\d|9\d"  # the year of a code: 2025Q3, 25Q3, 1H98

YEARS = {
    "told": rf"(?:{_AD} ?)?(?P<number>{_IN_FULL}) ?{_SIGN}",
    "christian": rf"{_AD} ?(?P<number>{_YEAR_NUMBER}) ?{YEAR}",
    "bc": rf"{_BC} ?(?P<number>{_YEAR_NUMBER}) ?{YEAR}",
    "fiscal": rf"(?:FY|{one_of('fiscal_year')}) ?(?P<number>20\d\d)|FY(?P<short>\d\d)(?![\d.])"
    rf"|(?P<before>20\d\d|\d\d) ?(?:FY(?![A-Za-z])|{one_of('fiscal_year')})",
    "era": rf"(?P<era>{'|'.join(words.eras())}) ?(?P<number>{_ERA_NUMBER}) ?{one_of('era_sign')}",
    "republic": rf"(?P<number>1[01]\d) ?{one_of('republic_sign')}",
    "short": rf"(?P<number>\d\d|[{DIGIT}]{{2}}) ?{YEAR}",
    "republic_month": rf"(?P<number>1[01]\d) ?{YEAR}",
    "bare": r"(?P<number>20\d\d)",
    "relative": rf"(?P<word>{one_of('year', begins=True)})度?",
}
_YEAR_GUARDS = {
    "short": f"{_GOES_ON}|(?<!\\d)0\\d ?{YEAR}|[{DIGIT[0]}{DIGIT[9]}][{DIGIT}]{one_of('era_sign')}",
    "republic_month": rf"(?= ?{COUNT} ?{MONTH})",
    "bare": _GOES_ON,
}
# with which kinds of character each can begin: trying only these keeps the scan fast
_YEAR_STARTS = {
    "told": "digit numeral word",
    "christian": "word",
    "bc": "word",
    "fiscal": "digit latin word",
    "era": "numeral word",  # 万历 begins like a number
    "republic": "digit",
    "short": "digit numeral",
    "republic_month": "digit",
    "bare": "digit",
    "relative": "word",
}


def _years(start: str = "") -> str:
    """The years that begin with one kind of character, or all."""
    return "|".join(
        _plain(core) + _YEAR_GUARDS.get(name, "")
        for name, core in YEARS.items()
        if not start or start in _YEAR_STARTS[name].split()
    )


def _year_kind(start: str = "") -> str:
    return rf"(?P<year>{_years(start)})(?: ?的? ?(?P<period>{_PERIOD}))?"


_CENTURY = rf"{one_of('century')}|\d\d|[{DIGIT[1:3]}{TEN}]{{2,3}}"
_DECADE_NUMBER = rf"(?:1\d|20)?[0-9]0|[{DIGIT}]{{3}}{DIGIT[0]}|[{DIGIT[1:]}]{TEN}"
_DECADE = rf"(?:(?P<century>{_CENTURY}) ?{CENTURY})? ?(?P<number>{_DECADE_NUMBER}) ?{YEAR}代"
# 末 belongs to a decade in a range only
IN_DECADE = f"{one_of('decade_part')}期?"
_DECADE_ENDS = rf"(?={CONNECT}(?:{_plain(_DECADE)}|(?:{one_of('century')}|\d\d ?){CENTURY}))"
_TEEN = f"[{DIGIT[1:3]}]?{TEN}[{DIGIT[1:]}]?"

# --- days, weeks, and dates in digits

_MONTH_NUMBER = r"(?:1[0-2]|0?[1-9])"
_DAY_NUMBER = r"(?:3[01]|[12]\d|0?[1-9])"
_BY_SIGN = "|".join(rf"(?:19|20)\d\d{sign}{_MONTH_NUMBER}{sign}{_DAY_NUMBER}" for sign in ("-", "/", r"\."))
_WITHOUT_SIGN = "|".join(
    rf"(?:19|20)\d\d{gap}(?:1[0-2]|0[1-9]){gap}(?:3[01]|[12]\d|0[1-9])" for gap in ("", " ")
)
_WEEK = one_of("week")
_THIS = one_of("which", begins=True, base="published")
_WHICH = one_of("which", begins=True)
_AGO_NUMBER = rf"(?:{numerals.ARABIC}|[{numerals.DIGITS[1:]}{TEN}{HALF}百几数]{{1,8}})"


class Kind(NamedTuple):
    """A kind of date expression.

    Attributes
    ----------
    name : str
        As in ``readings``.
    starts : str
        The kinds of character with which it can begin.
    core : str
        What it looks like, with the groups that its reader asks for.
    left, right : str
        What must hold around it in a text.
    """

    name: str
    starts: str
    core: str
    left: str = ""
    right: str = ""


KINDS = (
    Kind(
        "day_said",
        "word",
        rf"(?P<stem>{one_of('day_stem')}) ?\((?P<said>\d{{1,2}})\) ?[{DAY}天]",
    ),
    Kind("numeric", "digit", _BY_SIGN, left=r"(?<![\d.])", right=r"(?![\d.]?\d)"),
    Kind(
        "numeric_bare",
        "digit",
        _WITHOUT_SIGN,
        left=rf"(?=\d{{4}} ?\d\d ?\d\d){words.behind('cue', ('', ':', ': ', ' '))}",
        right=r"(?!\d)",
    ),
    Kind(
        "numeric_month",
        "digit",
        r"(?:19|20)\d\d[-/](?:1[0-2]|0[1-9])",
        left=r"(?<![\d.-])",
        right=r"(?![\d/-])",
    ),
    Kind(
        "slash",
        "digit",
        r"(?P<month>1[0-2]|[1-9])/(?P<day>3[01]|2\d|1[1-9])",
        left=r"(?<![\d/.])",
        right=rf"(?![\d/.%])(?! ?{lexicon.trie(lexicon.forms('classifiers'))})",
    ),
    Kind(
        "season",
        "digit",
        rf"(?P<first>20\d\d)[/-](?P<last>\d\d) ?(?:{_SIGN}|{one_of('sport_season')})",
        left=r"(?<!\d)",
    ),
    Kind("decade", "digit numeral word", rf"{_DECADE}(?:{IN_DECADE}{_DECADE_ENDS})?"),
    Kind(
        "century",
        "digit numeral word",
        rf"(?P<number>{one_of('century')}|(?<!\d)\d\d|{_TEEN}) ?{CENTURY}{one_of('century_part')}?"
        rf"|{_BC} ?(?P<bc>\d{{1,2}}|[{_NUMERAL}]{{1,3}}) ?{CENTURY}{one_of('century_part')}?",
    ),
    Kind(
        "code",
        "digit latin",
        rf"(?:(?P<year>{_COMPACT}) ?)?(?P<code>Q[1-4])(?: ?(?P<later>20\d\d)|(?P<short>\d\d))?"
        rf"|(?P<before>{_COMPACT}) ?(?P<half>H[12])|(?P<named>H[12]) ?(?P<after>20\d\d)"
        rf"|(?P<turned>[1-4]Q|[12]H)(?: ?(?P<long>20\d\d)|(?P<end>{_COMPACT}))?",
        left=rf"(?<![A-Za-z\d]){words.behind('model_before', ('', ' '), negative=True)}",
        right=rf"(?![A-Za-z\d.])(?! ?{one_of('model_after')})",
    ),
    Kind(
        "fiscal_code",
        "digit latin",
        r"FY ?(?:20)?\d\d ?[QH][1-4]|[QH][1-4] ?FY ?(?:20)?\d\d|[1-4]Q ?FY ?(?:20)?\d\d",
        right=r"(?![A-Za-z\d])",
    ),
    Kind("year", "digit numeral latin word", _year_kind()),
    Kind(
        "pair", "word", rf"(?P<pair>{one_of('pair', begins=True)})(?:{one_of('both')})?(?P<unit>[{YEAR}天])"
    ),
    Kind("fiscal", "numeral ordinal word", PERIODS["fiscal"]),
    Kind(
        "ago",
        "digit numeral half",
        rf"(?P<number>{_AGO_NUMBER}) ?[{VAGUE}]? ?{PIECE}?(?P<half>[{HALF}{VAGUE[0]}])?"
        rf"(?P<unit>{one_of('ago_unit')})(?P<rest>{HALF})?[{VAGUE}]?(?P<sign>{one_of('ago')})",
        left=rf"(?<![\d{ORDINAL}.])",
    ),
    Kind(
        "month_rel",
        "word",
        rf"(?P<which>{_WHICH}){PIECE}?{one_of('month')}{_OF_MONTH}",
    ),
    Kind("month", "digit numeral word", PERIODS["month"], left=rf"(?<![\d{PIECE}])"),
    Kind(
        "before",
        "word",
        rf"(?P<which>{one_of('first', begins=True, value='-1')}){DIGIT[1]}{PIECE}?"
        rf"(?P<unit>[{QUARTER}{WEEK}{MONTH}{YEAR}天{DAY}])度?(?![{HALF}{VAGUE[0]}])"
        rf"|(?P<shift>{_THIS}){PIECE}?{one_of('this_quarter')}",
    ),
    Kind(
        "first",
        "word",
        rf"(?=. ?(?:{COUNT} ?{PIECE}{MONTH}|{_QUARTER_NUMBER} ?{PIECE}?{QUARTER}"
        rf"|(?:[2-9]|1[01]) ?{MONTH}(?!的?[\d内])))" + one_of("first", begins=True) + _FIRST,
    ),
    Kind(
        "quarter",
        "digit numeral ordinal word",
        rf"(?={ORDINAL}|{one_of('edge')}|. ?{QUARTER}度)(?:{PERIODS['quarter']})",
        left=words.behind("span", ("", " "), negative=True),
    ),
    Kind("half", "word", rf"(?P<half>{one_of('half')})"),
    Kind(
        "weekday",
        "word",
        rf"(?:(?P<which>{_THIS}){PIECE}?)?{_WEEK}"
        rf"(?P<day>{DIGIT[6]}{DAY}|[{DIGIT[1:7]}{DAY}天])",
        left=rf"(?<![{numerals.DIGITS[1:]}几数每\d])",
        right=f"(?![期{YEAR}均])",
    ),
    Kind(
        "week",
        "word",
        rf"(?P<which>{_THIS}){PIECE}?{_WEEK}(?P<end>末)?(?![{YEAR}期岁])",
    ),
    Kind(
        "day_rel",
        "word",
        rf"(?P<stem>{one_of('day_stem')}){one_of('day_part')}"
        rf"|(?P<bare>{one_of('day_stem', value='-1')})(?={one_of('day_verb')}|$)"
        rf"|(?P<day>{one_of('day', begins=True)})(?![{DIGIT}\d])"
        rf"|(?P<said>{one_of('which', begins=True, base='said')}|{one_of('next_day')}){one_of('day_of')}",
    ),
    Kind(
        "day",
        "digit numeral",
        rf"(?P<day>[12]?\d|3[01]|{DIGIT[2]}?{TEN}[{DIGIT[1:]}]?|{DIGIT[3]}{TEN}{DIGIT[1]}?"
        rf"|{TENS[0]}[{DIGIT[1:]}]?|{TENS[1]}{DIGIT[1]}?) ?{one_of('bare_day')}",
        left=rf"(?<![\d{ORDINAL}.:{MONTH}{DIGIT[1:]}])"
        rf"{words.behind('counted_days', ('', ' '), negative=True)}",
    ),
    Kind(
        "year_end",
        "word",
        rf"(?<![\d大])(?<!\d ){YEAR}(?P<part>{one_of('part')})(?![会{_NUMERAL}])"
        rf"|{MONTH}(?!末)(?P<of_month>{one_of('part')})|(?P<middle>{one_of('middle_of_month', begins=True)})",
    ),
)

# 9/11事件, 7-11便利店, 24/7: they look like dates and are names
NO_DATE = rf"(?<![\d/.-])(?:\d{{1,2}}[/-]\d\d(?= ?{one_of('named')})|24/7(?![\d/]))"


def _bare_first(start: str) -> str:
    """The first end of a range that leaves its unit to the second.

    2019-2023年, 今年3至5月, 一至三季度, 5月3-7日.
    """
    year = f"(?:{_years(start)}) ?" if _years(start) else ""
    # a date in words that goes on with a number begins with its year or with 正月
    year = f"(?:{year}|(?={one_of('first_month')}))" if start == "word" else f"(?:{year})?"
    full = rf"(?:19|20)\d\d(?={CONNECT}(?:(?:19|20)\d\d|\d\d) ?(?:{_SIGN}|{one_of('sport_season')}))|"
    return (
        rf"(?:{full if start == 'digit' else ''}{year}(?:{COUNT}(?={CONNECT}{COUNT} ?{MONTH})"
        rf"|{ORDINAL}?{_QUARTER_NUMBER}(?={CONNECT}{ORDINAL}?{_QUARTER_NUMBER} ?{QUARTER})"
        rf"|(?:{_MONTH} ?)?{COUNT}(?={CONNECT}{COUNT} ?{one_of('last_day')})))"
    )


def _any(start: str = "") -> str:
    return "|".join(
        f"(?:{kind.left}(?:{_plain(_year_kind(start) if kind.name == 'year' else kind.core)}){kind.right})"
        for kind in KINDS
        if not start or start in kind.starts.split()
    )


SECOND = (
    rf"(?:{_plain(_DECADE)}(?:{IN_DECADE})?|{_any()}|[1-4] ?{one_of('quarter_sign')}|{_plain(_DAY)}"
    rf"|\d\d ?{YEAR}度?(?!{one_of('span_ends')})|前\d{{3}} ?{YEAR})"
)


@cache
def pattern(start: str) -> str:
    """The expression for dates that begin with one kind of character.

    ``start`` is digit, numeral (a Chinese one), half (半), ordinal (第), latin or word.
    """
    single = rf"(?:{_any(start)})(?:{CONNECT}(?:{SECOND}))?"
    if start in ("digit", "numeral", "ordinal", "word"):
        return rf"(?:{_bare_first(start)}{CONNECT}(?:{SECOND})|{single})"
    return single


@cache
def word_starts() -> frozenset[str]:
    """The characters with which a date in words can begin; names of eras apart, see ``era_names``."""
    begins = [row for row in lexicon.rows(words.TABLE) if row["role"] in _BEGINNING]
    return frozenset(row["form"][0] for row in begins) | frozenset((YEAR, MONTH))


def era_names() -> tuple[str, ...]:
    """The names of eras, with which a date can begin."""
    return tuple(words.eras())


_BEGINNING = frozenset(
    ("ad", "bc", "fiscal_year", "year", "pair", "which", "first", "first_month", "edge", "half")
    + ("fiscal_half", "century", "week", "day_stem", "day", "next_day")
)
