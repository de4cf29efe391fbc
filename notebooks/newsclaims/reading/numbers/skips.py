"""What holds digits or numerals and is no mention: codes, documents, addresses, times, list markers."""

from .. import dates, lexicon
from ..text import HAN
from .grammar import (
    CLASSIFIER,
    COUNTING,
    DIGITS,
    ORDINAL,
    PLAIN_DIGITS,
    SCALES,
    TO_WORDS,
    characters,
    forms,
    words,
)

ADDRESS = "(?:https?://|www\\.)[!-(*-~]+"
# A word in Latin letters with what is glued to it: GPT-4, iPhone15, C++; but not YoY+41%
_CHANGE = r"\d[\d.]{0,6} ?(?:%|bp|pct)"
_GLUED = rf"[_./&'’](?=[A-Za-z0-9])|[-+](?=[A-Za-z0-9])(?!{_CHANGE})"
LATIN = rf"(?>[A-Za-z](?:[A-Za-z0-9]|{_GLUED})*)\+*"

_LINE_START = r"(?:(?<=\n)|(?<=\n )|(?<=\n\()|(?<=\n \()|(?<![\s\S]))"
_NUMERAL = f"[{PLAIN_DIGITS[1:]}{SCALES[0]}]"
_BEHIND_CODES = "building", "floor", "half_hour", "evening", "off_duty", "o_clock", "hour"
_MOST_LISTED = 40  # numbers that a sentence lists: more, with nothing but signs between, are data
_ROW_OF_DATA = (
    rf"(?<![\d.])(?:\d{{1,12}}(?:\.\d{{1,12}})?[,、;|/{TO_WORDS}~-]){{{_MOST_LISTED},}}+(?:\d+(?:\.\d+)?)?"
)
_DOTTED_DATE = r"(?:19|20)\d\d\.(?:1[0-2]|0?[1-9])\.(?:3[01]|[12]\d|0?[1-9])(?!\.?\d)"


def codes() -> str:
    """The expression for what begins with a digit and is no mention.

    Versions, numbers of documents, 7×24, 24K金, telephone numbers, list markers, rows of data and times of
    the day.
    """
    # the longest are telephone numbers; behind others stands a sign, a letter or one of few words
    behind = "年" + TO_WORDS + "".join(form[0] for role in _BEHIND_CODES for form in forms(role))
    begins = rf"(?=\d{{1,10}}+(?:[.,]\d+)?+(?:[^\d{HAN[1:-1]}%]|[{behind}]|$)|\d{{11}})"
    return (
        f"{begins}(?:"
        + "|".join(
            (
                rf"(?<![\d.])(?:(?<=[A-Za-z] )|{lexicon.behind(forms('version'))}|(?!{_DOTTED_DATE}))"
                r"\d+(?:\.\d+){2,}(?!\d|\.\d)",
                _documents(),
                _buildings(),
                _shifts(),
                rf"7 ?[×xX*] ?24|\d{{1,2}}[Kk]{words('gold')}",
                dates.NO_DATE,
                r"(?<![\d.])(?:0\d{2,3}-\d{7,8}|[48]00-\d{3,4}-?\d{3,4}|\d{3,4}-\d{4}-\d{4}|1[3-9]\d{9})(?!\d)",
                r"(?<![\d.-])\d{1,2}(?:-\d{1,3}){2,4}(?![\d-])(?<!\d\d-\d\d-\d\d)",  # page 1-1-87
                rf"{_LINE_START}\d{{1,4}} ?{words('floor')} ?:",
                r"(?<=\n#)\d{1,4}(?= )",  # the floor in the head of a post: #6 B厂打工人
                rf"{_LINE_START}\d{{1,3}}(?:、|\)|\. |\.(?![0-9 ]))",
                _ROW_OF_DATA,
                clock(),
            )
        )
        + ")"
    )


def markers() -> str:
    """The expression for what begins with a numeral in words and is none: (二), 一、 at a line, 早九晚六."""
    return (
        rf"{_LINE_START}{_NUMERAL}{{1,3}}(?:、|\)|\.)|(?<=\(){_NUMERAL}{{1,2}}(?=\))"
        rf"|{_shifts()}|{_case_of_year(_NUMERAL)}"
    )


def ordinals() -> str:
    """The expression for numbers of documents and articles of a law: 字第1386号, 《刑法》第十条."""
    number = rf"{ORDINAL} ?[\d{PLAIN_DIGITS}{SCALES[:3]}.-]{{1,12}} ?"
    part = words("article_part")
    clause = rf"{number}{part}(?:之[\d{COUNTING}])?(?:{ORDINAL}\([\d{COUNTING}{SCALES[0]}]{{1,3}}\){part})?"
    # So high a number is one of an article, whether a law is named or not: 勿与第一百三十三条混淆
    tens = f"[{COUNTING[3:]}]{SCALES[0]}[{COUNTING}]?"
    late = rf"(?:[{COUNTING}]?{SCALES[1]}[{COUNTING}{DIGITS[0]}{SCALES[0]}]{{1,4}}|{tens}|[3-9]\d|\d{{3,4}})"
    law = f"[{characters('law_end')}]"
    return (
        rf"(?={ORDINAL} ?[\d{PLAIN_DIGITS}{SCALES[:3]}])"
        rf"(?:{lexicon.behind(forms('document_before'))} ?{number}{words('document')}"
        rf"|{number}{words('document')}(?={words('document_kind')})"
        rf"|(?:(?<={law})|(?<={law} ))(?:{clause}[、,和及与至]?)+"
        rf"|{ORDINAL} ?{late} ?{words('article')}(?=[^\w ]|{words('article_next')})"
        rf"|{_LINE_START}{number}(?:{part}|{words('division')})(?= {HAN})"
        rf"|{number}{words('article')}(?:之[\d{COUNTING}]|(?={number}{part}|{words('stipulates')})))"
    )


def _documents() -> str:
    """〔2021〕33号, (2023)京03民终5678号, 113年度上字第456号."""
    court = rf"(?:{HAN}{{1,4}} ?\d{{0,6}} ?{HAN}{{1,6}}|{ORDINAL})"
    number = rf"\d{{1,8}}(?:[-、]\d{{1,8}}){{0,4}} ?{words('document')}"
    return (
        rf"(?<=[〔\[(【])(?:19|20)\d\d ?[〕\])】] ?{court}? ?{number}(?:之[\d{COUNTING}])?"
        rf"|{_case_of_year(chr(92) + 'd')}"
    )


def _case_of_year(digit: str) -> str:
    number = rf"{ORDINAL} ?{digit}{{1,8}} ?{words('document')}"
    return rf"(?<!{digit}){digit}{{2,3}} ?年度?{HAN}{{1,6}}(?<=字){number}"


def _buildings() -> str:
    """2栋903室, 88弄3号楼502."""
    part = words("building")
    ends = rf"(?:{words('room')}|(?=[,，。;；) \n]|$))"
    return rf"(?<![\d.])\d{{1,4}}{part}(?:\d{{1,3}}{part}){{0,2}}\d{{1,5}}{ends}"


def _shifts() -> str:
    """朝九晚五, 早10晚7, 做六休一."""
    hour = rf"(?:\d{{1,2}}|{_NUMERAL}{{1,2}}){words('half_hour')}?"
    rest = rf"(?:\d{{1,2}}|{_NUMERAL})"
    return (
        rf"(?<=[{characters('morning')}]){hour}{words('evening')}{hour}"
        rf"|(?<=[{characters('on_duty')}]){rest}{words('off_duty')}{rest}"
    )


def clock() -> str:
    """The expression for times of the day: 14:30, 下午3点, 八点半, 9时许; a ratio or a score is none."""
    hour = rf"(?:[01]?\d|2[0-4]|[{COUNTING}{SCALES[0]}]{{1,3}})"
    o_clock, after_hour = words("o_clock"), words("after_hour")
    minute = rf"(?:\d{{1,2}}|{_NUMERAL}{{1,3}})"
    alone = rf"(?<![\d{ORDINAL}{CLASSIFIER}.,]){hour} ?"
    ratio = "".join(rf"(?<!{form})(?<!{form} )" for form in forms("ratio"))
    further = r"|(?:[、,] ?\d\d?:\d\d){0,4} ?"  # 以21:15、21:18获胜
    return (
        rf"(?<![\d:.]){ratio}(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\d:.]{further}{words('of_ratio')})"
        rf"|{words('part_of_day')} ?{hour} ?{o_clock}(?: ?{minute}{words('minute')}?|{after_hour})?"
        rf"|{alone}{o_clock}(?: ?(?:{minute}{words('minute')}|{after_hour})|{words('around_hour')})"
        rf"|{alone}{words('hour')}(?=[,，。、;；){TO_WORDS}-]|{words('onwards')})"
    )
