"""The kinds of date expression: what each looks like, with the groups that its reader asks for."""

from typing import NamedTuple

from .. import lexicon, numerals
from . import words
from .parts import (
    AD,
    BC,
    COMPACT,
    CONNECT,
    COUNT,
    DECADE,
    DECADE_ENDS,
    FIRST_PARTS,
    IN_DECADE,
    NUMERAL,
    OF_MONTH,
    PERIOD,
    PERIODS,
    QUARTER_NUMBER,
    TEEN,
    TO,
    YEAR_SIGN,
    year_kind,
)
from .words import (
    CENTURY,
    DAY,
    DIGIT,
    HALF,
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

# --- days, weeks, and dates in digits

MONTH_IN_DIGITS = r"(?:1[0-2]|0?[1-9])"
DAY_IN_DIGITS = r"(?:3[01]|[12]\d|0?[1-9])"
_BY_SIGN = "|".join(
    rf"(?:19|20)\d\d{sign}{MONTH_IN_DIGITS}{sign}{DAY_IN_DIGITS}" for sign in ("-", "/", r"\.")
)
DOTTED_MONTH = rf"(?:19|20)\d\d\.{MONTH_IN_DIGITS}"
_SLASHED = rf"{MONTH_IN_DIGITS}/{DAY_IN_DIGITS}(?![\d/.%])"
_WITHOUT_SIGN = "|".join(
    rf"(?:19|20)\d\d{gap}(?:1[0-2]|0[1-9]){gap}(?:3[01]|[12]\d|0[1-9])" for gap in ("", " ")
)
_WEEK = one_of("week")
_THIS = one_of("which", begins=True, base="published")
_WHICH = one_of("which", begins=True)
_AGO_NUMBER = rf"(?:{numerals.ARABIC}|[{numerals.DIGITS[1:]}{TEN}{HALF}百几数]{{1,8}})"
# 连跌3日, 连续旷工4日 count days
_COUNTED_VERB = "".join(rf"(?<![连续][^在于{TO}自从]{{{length}}})" for length in (1, 2))


class Kind(NamedTuple):
    """A kind of date expression.

    Attributes
    ----------
    name : str
        As in ``readings``.
    starts : str
        The kinds of character with which it can begin: digit, numeral, half, ordinal, latin.
    core : str
        What it looks like, with the groups that its reader asks for.
    left, right : str
        What must hold around it in a text.
    begins : tuple of str
        How it can begin in words.
    """

    name: str
    starts: str
    core: str
    left: str = ""
    right: str = ""
    begins: tuple[str, ...] = ()


def _which(*roles: str) -> tuple[str, ...]:
    """上月, 上个月: how a date with such a word of ``which`` begins."""
    return words.joined(words.forms("which"), ("", PIECE), words.openings(*roles))


def _spaced(first: str, second: str) -> tuple[str, ...]:
    """How a date begins that has words of two roles, with or without a blank between."""
    return words.joined(words.forms(first), (" ", *words.forms(second)))


_CENTURIES = words.joined(words.forms("century"), (" ", CENTURY))

KINDS = (
    Kind(
        "day_said",
        "",
        rf"(?P<stem>{one_of('day_stem')}) ?\((?P<said>\d{{1,2}})\) ?[{DAY}天]",
        begins=words.joined(words.forms("day_stem"), " ("),
    ),
    Kind(
        "year_said",
        "",
        rf"{one_of('year_stem')} ?\((?P<said>1[01]\d|(?:19|20)\d\d)\) ?{YEAR}度?(?: ?(?P<period>{PERIOD}))?",
        begins=words.joined(words.forms("year_stem"), " ("),
    ),
    Kind("numeric", "digit", _BY_SIGN, left=r"(?<![\d.])", right=r"(?![\d.]?\d)"),
    # by the years of the Republic: 114/7/11
    Kind(
        "numeric_republic",
        "digit",
        rf"(?P<year>1[01]\d)/(?P<month>{MONTH_IN_DIGITS})/(?P<day>{DAY_IN_DIGITS})",
        left=r"(?<![\d/.])",
        right=r"(?![\d/.])",
    ),
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
    # 2024.5-2027.5: months only as the ends of a range
    Kind(
        "dotted_month",
        "digit",
        DOTTED_MONTH,
        left=r"(?<![\d.])",
        right=rf"(?={CONNECT}{DOTTED_MONTH}(?![\d.]))",
    ),
    Kind(
        "slash",
        "digit",
        r"(?P<month>1[0-2]|[1-9])/(?P<day>3[01]|[12]\d|0?[1-9])",
        left=r"(?<![\d/.])",
        # 7/10 and 1/3 may be shares, but no share is 7/11 or 1/3起
        right=rf"(?:(?<=/1[1-9])|(?<=/2\d)|(?<=/3[01])|(?=[起止]|{CONNECT}{_SLASHED}))"
        rf"(?![\d/.%])(?:(?=[起止]|{one_of('done_on')})|(?! ?{lexicon.trie(lexicon.forms('classifiers'))}))",
    ),
    # 更新至7/10: a day and no share, behind such a word
    Kind(
        "slash_told",
        "digit",
        r"(?P<month>1[0-2]|[1-9])/(?P<day>3[01]|[12]\d|0?[1-9])",
        left=rf"(?<![\d/.]){words.behind('told_day', ('', ' ', ':', ': '))}",
        right=r"(?![\d/.%])",
    ),
    # 8.18更新: a day, where what follows is done on one
    Kind(
        "dotted",
        "digit",
        r"(?P<month>1[0-2]|[1-9])\.(?P<day>3[01]|[12]\d|0?[1-9])",
        left=r"(?<![\d/.])",
        right=rf"(?= ?{one_of('done_on')})",
    ),
    Kind(
        "month_day",
        "digit",
        r"(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])",
        left=r"(?<![\d.-])",
        right=r"(?= \d{1,2}:\d\d)",
    ),
    Kind(
        "season",
        "digit",
        rf"(?P<first>20\d\d)[/-](?P<last>\d\d) ?{YEAR_SIGN}"
        rf"|(?P<short>[0-3]\d)/(?P<next>\d\d) ?(?:{one_of('fiscal_year')}|{one_of('republic_sign')})",
        left=r"(?<!\d)",
    ),
    Kind("decade", "digit numeral", rf"{DECADE}(?:{IN_DECADE}{DECADE_ENDS})?", begins=_CENTURIES),
    Kind(
        "century",
        "digit numeral",
        rf"(?P<number>{one_of('century')}|(?<!\d)\d\d|{TEEN}) ?{CENTURY}{one_of('century_part')}?"
        rf"|{AD} ?(?P<told>\d{{1,2}}|[{NUMERAL}]{{1,3}}) ?{CENTURY}{one_of('century_part')}?"
        rf"|{BC} ?(?P<bc>\d{{1,2}}|[{NUMERAL}]{{1,3}}) ?{CENTURY}{one_of('century_part')}?",
        begins=_CENTURIES + words.openings("ad", "bc"),
    ),
    Kind(
        "fiscal_code",
        "digit latin",
        r"FY ?(?:20)?\d\d ?[QH][1-4]|[QH][1-4] ?FY ?(?:20)?\d\d|[1-4]Q ?FY ?(?:20)?\d\d",
        right=r"(?![A-Za-z\d])",
    ),
    Kind(
        "code",
        "digit latin",
        rf"(?:(?P<year>{COMPACT}) ?)?(?P<code>Q[1-4])(?: ?(?P<later>20\d\d)|(?P<short>\d\d)[AEF]?)?"
        rf"|(?P<before>{COMPACT}) ?(?P<half>H[12])"
        rf"|(?P<named>H[12])(?: ?(?P<after>20\d\d)|(?= ?{one_of('result')}))"
        rf"|(?P<turned>[1-4]Q|[12]H)(?: ?(?P<long>20\d\d)|(?P<end>{COMPACT})[AEF]?)?",
        left=rf"(?<![A-Za-z\d]){words.behind('model_before', ('', ' '), negative=True)}",
        right=rf"(?![A-Za-z\d.])(?! ?{one_of('model_after')})",
    ),
    Kind(
        "year", "digit numeral latin", year_kind(), begins=words.openings("ad", "bc", "fiscal_year", "year")
    ),
    Kind(
        "season_rel",
        "",
        rf"(?P<stem>{one_of('season_stem')})(?P<season>{one_of('season')})",
        begins=words.joined(words.forms("season_stem"), words.forms("season")),
    ),
    Kind(
        "pair",
        "",
        rf"(?P<pair>{one_of('pair', begins=True)})(?:{one_of('both')})?(?P<unit>[{YEAR}天])",
        begins=words.openings("pair"),
    ),
    Kind(
        "fiscal",
        "numeral ordinal",
        PERIODS["fiscal"],
        begins=_spaced("edge", "fiscal_quarter") + words.openings("fiscal_half"),
    ),
    Kind(
        "ago",
        "digit numeral half",
        rf"(?P<number>{_AGO_NUMBER}) ?[{VAGUE}]? ?{PIECE}?(?P<half>[{HALF}{VAGUE[0]}])?"
        rf"(?P<unit>{one_of('ago_unit')})(?P<rest>{HALF})?[{VAGUE}]?(?P<sign>{one_of('ago')})",
        left=rf"(?<![\d{ORDINAL}.])",
    ),
    Kind(
        "month_rel",
        "",
        rf"(?P<which>{_WHICH}){PIECE}?{one_of('month')}{OF_MONTH}",
        begins=_which("month"),
    ),
    Kind(
        "month",
        "digit numeral",
        PERIODS["month"],
        left=rf"(?<![\d{PIECE}]){words.behind('counted_months', ('', ' '), negative=True)}",
        begins=_spaced("first_month", "month_sign") + words.joined(words.forms("first_month"), "\n"),
    ),
    Kind(
        "before",
        "",
        rf"(?P<which>{one_of('first', begins=True, value='-1')}){DIGIT[1]}{PIECE}?"
        rf"(?P<unit>[{QUARTER}{WEEK}{MONTH}{YEAR}天{DAY}])度?(?![{HALF}{VAGUE[0]}])"
        rf"|(?P<shift>{_THIS}){PIECE}?{one_of('this_quarter')}",
        begins=words.joined(words.forms("first"), DIGIT[1]) + _which("this_quarter"),
    ),
    Kind(
        "first",
        "",
        rf"(?=. ?(?:(?:{COUNT}|{one_of('both')}) ?{PIECE}{MONTH}|{QUARTER_NUMBER} ?{PIECE}?{QUARTER}"
        rf"|(?:[2-9]|1[01]|[{DIGIT[2:]}]|{TEN}{DIGIT[1]}?) ?{MONTH}"
        rf"(?!的?[\d内]|{COUNT}[{DAY}号])))" + one_of("first", begins=True) + FIRST_PARTS,
        begins=words.joined(words.forms("first"), words.NUMBER_BEGINS),
    ),
    Kind(
        "quarter",
        "digit numeral ordinal",
        rf"(?={ORDINAL}|{one_of('edge')}|. ?{QUARTER}度)(?:{PERIODS['quarter']})",
        left=words.behind("span", ("", " "), negative=True),
        begins=_spaced("edge", "quarter_sign"),
    ),
    Kind("half", "", rf"(?P<half>{one_of('half')})", begins=words.openings("half")),
    Kind(
        "weekday",
        "",
        rf"(?:(?P<which>{_THIS}){PIECE}?)?{_WEEK}"
        rf"(?P<day>{DIGIT[6]}{DAY}|[{DIGIT[1:7]}{DAY}天])",
        left=rf"(?<![{numerals.DIGITS[1:]}几数每逢\d])",
        right=f"(?![期{YEAR}均]|成[{HALF}{DIGIT}])",
        begins=_which("week") + words.joined(words.forms("week"), f"{DIGIT[1:7]}{DAY}天"),
    ),
    Kind(
        "week",
        "",
        rf"(?P<which>{_THIS}){PIECE}?{_WEEK}(?P<end>末)?(?![{YEAR}期岁])",
        begins=_which("week"),
    ),
    Kind(
        "day_rel",
        "",
        rf"(?P<stem>{one_of('day_stem')}){one_of('day_part')}"
        rf"|(?P<bare>{one_of('day_stem', value='-1')})(?={one_of('day_verb')}|$)"
        rf"|(?P<day>{one_of('day', begins=True)})(?![{DIGIT}\d])"
        rf"|(?P<said>{one_of('which', begins=True, base='said')}|{one_of('next_day')}){one_of('day_of')}",
        begins=(
            *words.joined(words.forms("day_stem"), words.forms("day_part")),
            *(form for form in words.forms("day_stem") if words.value("day_stem", form) == -1),
            *words.forms("day"),
            *words.joined(words.openings("which", "next_day"), words.forms("day_of")),
        ),
    ),
    Kind(
        "day",
        "digit numeral",
        rf"(?P<day>[12]?\d|3[01]|{DIGIT[2]}?{TEN}[{DIGIT[1:]}]?|{DIGIT[3]}{TEN}{DIGIT[1]}?"
        rf"|{TENS[0]}[{DIGIT[1:]}]?|{TENS[1]}{DIGIT[1]}?) ?{one_of('bare_day')}",
        left=rf"(?<![\d{ORDINAL}.:{MONTH}{DIGIT[1:]}])"
        rf"{words.behind('counted_days', ('', ' '), negative=True)}{_COUNTED_VERB}",
    ),
    # 工资15号发: a day and no house, where what follows is done on one
    Kind(
        "day_number",
        "digit",
        rf"(?P<day>[12]?\d|3[01]) ?{one_of('day_sign', value='')}(?<!{DAY})",
        left=rf"(?<![\d.:{MONTH}-]){words.behind('address', ('', ' '), negative=True)}",
        right=rf"(?= ?{one_of('on_day')})",
    ),
    Kind(
        "year_end",
        "",
        rf"(?<![\d大])(?<!\d ){YEAR}(?P<part>{one_of('part')})(?![会{NUMERAL}])"
        rf"|{MONTH}(?!末)(?P<of_month>{one_of('part')})|(?P<middle>{one_of('middle_alone', begins=True)})",
        begins=words.joined((YEAR, MONTH), words.forms("part")) + words.forms("middle_alone"),
    ),
)
