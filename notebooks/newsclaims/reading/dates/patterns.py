"""What a date expression looks like: a regular expression for each kind of it.

A ``Kind`` has a core with named groups, by which ``readings`` reads it, and guards around the core, which
hold in the text only. ``pattern`` joins the kinds that can begin with one kind of character, and the ranges.
"""

import re
from functools import cache
from typing import NamedTuple

from .. import lexicon, numerals
from . import words
from .words import one_of

DIGIT = numerals.DIGITS.replace("两", "")
_NUMERAL = DIGIT[1:] + "十"
COUNT = rf"(?:\d{{1,2}}(?!\d)|[{_NUMERAL}廿卅]{{1,3}})"
CONNECT = r" ?(?:至|到|-|–|——?|―|~|〜) ?"
_QUARTER_NUMBER = f"[{DIGIT[1:5]}1-4]"
_STOP = "[,，。]"

# --- parts of the year

_SIGN = one_of("year_sign")
_DAY = rf"(?P<day>{COUNT}) ?{one_of('day_sign')}"
_MONTH = rf"(?:\d{{1,2}}|十[一二]?|[{DIGIT[1:]}]|{one_of('first_month')}) ?{one_of('month_sign')}"
_OF_MONTH = rf"(?: ?(?:{_DAY}|(?P<tenth>{one_of('tenth')})|月?(?P<part>{one_of('part')}|中(?={_STOP}|$))))?"
_FIRST = rf" ?(?P<count>{COUNT}) ?个?(?P<unit>季度?|月)"

PERIODS = {
    "quarter": rf"第?(?P<number>{_QUARTER_NUMBER}) ?{one_of('quarter_sign')}"
    rf"|(?P<edge>{one_of('edge')}){one_of('quarter_sign')}|Q(?P<code>[1-4])",
    "half": rf"(?P<half>{one_of('half')})|H(?P<code>[12])",
    "fiscal": rf"(?:第?{_QUARTER_NUMBER}|{one_of('edge')}) ?{one_of('fiscal_quarter')}"
    rf"|{one_of('fiscal_half')}",
    "season": rf"(?P<season>{one_of('season')})[季天]",
    "first": one_of("first") + _FIRST,
    "week_of_year": rf"第 ?(?P<count>{COUNT}) ?周",
    "part": rf"年?(?P<part>{one_of('part')})|年(?P<middle>{one_of('middle')})|中(?={_STOP}|期|$)",
    "month": rf"(?P<month>{_MONTH}){_OF_MONTH}",
}


def _plain(expression: str) -> str:
    """``expression`` without names of groups, to be used more than once in a larger one."""
    return re.sub(r"\(\?P<\w+>", "(?:", expression)


_PERIOD = "|".join(_plain(core) for core in PERIODS.values())
# --- years

_IN_FULL = rf"(?:1[0-9]|20|21)\d\d|[一二][{DIGIT}]{{3}}"
_ERA_NUMBER = rf"\d{{1,3}}|[{DIGIT}十百廿卅元]{{1,5}}"
_ANY_YEAR = rf"\d{{1,4}}|[{DIGIT}十百千]{{1,7}}"
_AD, _BC = one_of("ad"), one_of("bc")

# what tells that 25年 or 2025 is a year and no length of time
_GOES_ON = (
    rf"(?= ?(?:{COUNT} ?月|{one_of('half')}|第?{_QUARTER_NUMBER} ?{one_of('quarter_sign')}"
    rf"|[QH][1-4](?![A-Za-z\d])|年?{one_of('part')}))"
)
_COMPACT = r"20[0-4]\d|[0-3]\d|9\d"  # the year of a code: 2025Q3, 25Q3, 1H98

YEARS = {
    "told": rf"(?:{_AD} ?)?(?P<number>{_IN_FULL}) ?{_SIGN}",
    "christian": rf"{_AD} ?(?P<number>{_ANY_YEAR}) ?年",
    "bc": rf"{_BC} ?(?P<number>{_ANY_YEAR}) ?年",
    "fiscal": rf"(?:FY|{one_of('fiscal_year')}) ?(?P<number>20\d\d)|FY(?P<short>\d\d)(?![\d.])"
    rf"|(?P<before>20\d\d|\d\d) ?(?:FY(?![A-Za-z])|{one_of('fiscal_year')})",
    "era": rf"(?P<era>{'|'.join(words.eras())}) ?(?P<number>{_ERA_NUMBER}) ?{one_of('era_sign')}",
    "republic": rf"(?P<number>1[01]\d) ?{one_of('republic_sign')}",
    "short": rf"(?P<number>\d\d|[{DIGIT}]{{2}}) ?年",
    "republic_month": r"(?P<number>1[01]\d) ?年",
    "bare": r"(?P<number>20\d\d)",
    "relative": rf"(?P<word>{one_of('year', begins=True)})度?",
}
_YEAR_GUARDS = {
    "short": f"{_GOES_ON}|(?<!\\d)0\\d ?年|[零九][{DIGIT}]{one_of('era_sign')}",
    "republic_month": rf"(?= ?{COUNT} ?月)",
    "bare": _GOES_ON,
}
YEAR = "|".join(_plain(core) + _YEAR_GUARDS.get(name, "") for name, core in YEARS.items())

_CENTURY = rf"{one_of('century')}|\d\d|[一二十]{{2,3}}"
_DECADE_NUMBER = rf"(?:1\d|20)?[0-9]0|[{DIGIT}]{{3}}零|[{DIGIT[1:]}]十"
_DECADE = rf"(?:(?P<century>{_CENTURY}) ?世纪)? ?(?P<number>{_DECADE_NUMBER}) ?年代"
# 末 belongs to a decade in a range only
IN_DECADE = "[初中末]期?"
_DECADE_ENDS = rf"(?={CONNECT}(?:{_plain(_DECADE)}|(?:本|\d\d ?)世纪))"
_TEEN = f"[一二]?十[{DIGIT[1:]}]?"

# --- days, weeks, and dates in digits

_MONTH_NUMBER = r"(?:1[0-2]|0?[1-9])"
_DAY_NUMBER = r"(?:3[01]|[12]\d|0?[1-9])"
_BY_SIGN = "|".join(rf"(?:19|20)\d\d{sign}{_MONTH_NUMBER}{sign}{_DAY_NUMBER}" for sign in ("-", "/", r"\."))
_WITHOUT_SIGN = "|".join(
    rf"(?:19|20)\d\d{gap}(?:1[0-2]|0[1-9]){gap}(?:3[01]|[12]\d|0[1-9])" for gap in ("", " ")
)
_WEEK = one_of("week")
_WHICH = one_of("which", begins=True)
_AGO_NUMBER = rf"(?:{numerals.ARABIC}|[一二两三四五六七八九十百半几数]{{1,8}})"


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
        rf"(?P<stem>{one_of('day_stem')}) ?\((?P<said>\d{{1,2}})\) ?[日天]",
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
        rf"(?P<number>{one_of('century')}|(?<!\d)\d\d|{_TEEN}) ?世纪[初末]?"
        rf"|{_BC} ?(?P<bc>\d{{1,2}}|[{_NUMERAL}]{{1,3}}) ?世纪[初末]?",
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
    Kind("year", "digit numeral latin word", rf"(?P<year>{YEAR})(?: ?的? ?(?P<period>{_PERIOD}))?"),
    Kind("pair", "word", rf"(?P<pair>{one_of('pair', begins=True)})[两二]?(?P<unit>[年天])"),
    Kind("fiscal", "numeral ordinal word", PERIODS["fiscal"]),
    Kind(
        "ago",
        "digit numeral half",
        rf"(?P<number>{_AGO_NUMBER}) ?[多余]? ?个?(?P<half>[半多])?(?P<unit>{one_of('ago_unit')})"
        rf"(?P<rest>半)?[多余]?(?P<sign>{one_of('ago')})",
        left=r"(?<![\d第.])",
    ),
    Kind(
        "month_rel",
        "word",
        rf"(?P<which>{_WHICH})个?{one_of('month')}{_OF_MONTH}",
    ),
    Kind("month", "digit numeral word", PERIODS["month"], left=r"(?<![\d个])"),
    Kind(
        "before",
        "word",
        rf"(?P<which>{one_of('first', begins=True, value='-1')})一个?(?P<unit>[季周月年天日])度?(?![半多])"
        rf"|(?P<shift>{one_of('which', begins=True, base='published')})个?{one_of('this_quarter')}",
    ),
    Kind(
        "first",
        "word",
        rf"(?=. ?(?:{COUNT} ?个月|{_QUARTER_NUMBER} ?个?季|(?:[2-9]|1[01]) ?月(?!的?[\d内])))"
        + one_of("first", begins=True)
        + _FIRST,
    ),
    Kind(
        "quarter",
        "digit numeral ordinal word",
        rf"(?=第|{one_of('edge')}|. ?季度)(?:{PERIODS['quarter']})",
        left=words.behind("span", ("", " "), negative=True),
    ),
    Kind("half", "word", rf"(?P<half>{one_of('half')})"),
    Kind(
        "weekday",
        "word",
        rf"(?:(?P<which>{one_of('which', begins=True, base='published')})个?)?{_WEEK}"
        rf"(?P<day>六日|[{DIGIT[1:7]}日天])",
        left=rf"(?<![{numerals.DIGITS[1:]}几数每\d])",
        right="(?![期年均])",
    ),
    Kind(
        "week",
        "word",
        rf"(?P<which>{one_of('which', begins=True, base='published')})个?{_WEEK}(?P<end>末)?(?![年期岁])",
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
        rf"(?P<day>[12]?\d|3[01]|二?十[{DIGIT[1:]}]?|三十一?|廿[{DIGIT[1:]}]?|卅一?) ?{one_of('bare_day')}",
        left=rf"(?<![\d第.:月{DIGIT[1:]}]){words.behind('counted_days', ('', ' '), negative=True)}",
    ),
    Kind(
        "year_end",
        "word",
        rf"(?<![\d大])(?<!\d )年(?P<part>{one_of('part')})(?![会{_NUMERAL}])"
        rf"|月(?!末)(?P<of_month>{one_of('part')})|(?P<middle>{one_of('middle_of_month', begins=True)})",
    ),
)

# 9/11事件, 7-11便利店, 24/7: they look like dates and are names
NO_DATE = rf"(?<![\d/.-])(?:\d{{1,2}}[/-]\d\d(?= ?{one_of('named')})|(?:24/7|7/24)(?![\d/]))"

_ONE_YEAR = rf"(?:(?:{YEAR}) ?)?"
# the first end of a range that leaves its unit to the second: 2019-2023年, 今年3至5月, 一至三季度, 5月3-7日
_BARE_FIRST = (
    rf"(?:(?:19|20)\d\d(?={CONNECT}(?:(?:19|20)\d\d|\d\d) ?(?:{_SIGN}|{one_of('sport_season')}))"
    rf"|{_ONE_YEAR}(?:{COUNT}(?={CONNECT}{COUNT} ?月)"
    rf"|第?{_QUARTER_NUMBER}(?={CONNECT}第?{_QUARTER_NUMBER} ?季))"
    rf"|(?:{_ONE_YEAR}{_MONTH} ?)?{COUNT}(?={CONNECT}{COUNT} ?(?:{one_of('bare_day')}|号)))"
)


def _any(starts: str = "") -> str:
    return "|".join(
        f"(?:{kind.left}(?:{_plain(kind.core)}){kind.right})"
        for kind in KINDS
        if not starts or starts in kind.starts.split()
    )


SECOND = (
    rf"(?:{_plain(_DECADE)}(?:{IN_DECADE})?|{_any()}|[1-4] ?季度?|{_plain(_DAY)}"
    rf"|\d\d ?年度?(?!{one_of('span_ends')})|前\d{{3}} ?年)"
)


@cache
def pattern(start: str) -> str:
    """The expression for dates that begin with one kind of character.

    ``start`` is digit, numeral (a Chinese one), half (半), ordinal (第), latin or word.
    """
    single = rf"(?:{_any(start)})(?:{CONNECT}(?:{SECOND}))?"
    if start in ("digit", "numeral", "ordinal", "word"):
        return rf"(?:{_BARE_FIRST}{CONNECT}(?:{SECOND})|{single})"
    return single


@cache
def word_starts() -> frozenset[str]:
    """The characters with which a date in words can begin; names of eras apart, see ``era_names``."""
    begins = [row for row in lexicon.rows(words.TABLE) if row["role"] in _BEGINNING]
    return frozenset(row["form"][0] for row in begins) | frozenset("年月")


def era_names() -> tuple[str, ...]:
    """The names of eras, with which a date can begin."""
    return tuple(words.eras())


_BEGINNING = frozenset(
    ("ad", "bc", "fiscal_year", "year", "pair", "which", "first", "first_month", "edge", "half")
    + ("fiscal_half", "century", "week", "day_stem", "day", "next_day")
)
