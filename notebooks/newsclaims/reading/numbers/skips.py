"""What holds digits or numerals and is no mention: codes, clock times, list markers, addresses."""

from .. import dates
from .grammar import CLASSIFIER, COUNTING, ORDINAL, PLAIN_DIGITS, SCALES, TO_WORDS, forms, words

ADDRESS = "(?:https?://|www\\.)[!-(*-~]+"
# A word in Latin letters with what is glued to it: GPT-4, iPhone15, C++; YoY+41% and QoQ-8% state a change
LATIN = r"(?>[A-Za-z](?:[A-Za-z0-9]|(?![-+]\d{1,4}(?:\.\d{1,4})?%)[-_.+/&'’](?=[A-Za-z0-9]))*)(?:\+(?!\d))*"

_LINE_START = r"(?:(?<=\n)|(?<=\n )|(?<=\n\()|(?<=\n \()|(?<![\s\S]))"
_NUMERAL = f"[{PLAIN_DIGITS[1:]}{SCALES[0]}]"
_DOTTED_DATE = r"(?:19|20)\d\d\.(?:1[0-2]|0?[1-9])\.(?:3[01]|[12]\d|0?[1-9])(?!\.?\d)"


def codes() -> str:
    """The expression for versions, numbers of documents, 7×24, 24K金, telephones, list markers, 3楼:."""
    version = "|".join(f"(?<={form})" for form in forms("version"))
    return "|".join(
        (
            rf"(?<![\d.])(?:(?<=[A-Za-z] )|{version}|(?!{_DOTTED_DATE}))\d+(?:\.\d+){{2,}}(?!\d|\.\d)",
            rf"(?<=[〔\[(【])(?:19|20)\d\d(?=[〕\])】] ?{ORDINAL}?\d+ ?{words('document')})",
            rf"7 ?[×xX*] ?24|\d{{1,2}}[Kk]{words('gold')}",
            dates.NO_DATE,
            r"(?<![\d.])(?:0\d{2,3}-\d{7,8}|[48]00-\d{3,4}-?\d{3,4}|\d{3,4}-\d{4}-\d{4}|1[3-9]\d{9})(?!\d)",
            rf"{_LINE_START}\d{{1,4}} ?{words('floor')} ?:",
            rf"{_LINE_START}\d{{1,3}}(?:、|\)|\. |\.(?![0-9 ]))",
        )
    )


def markers() -> str:
    """The expression for list markers in words: 一、 at the start of a line, (二)."""
    return rf"{_LINE_START}{_NUMERAL}{{1,3}}(?:、|\)|\.)|(?<=\(){_NUMERAL}{{1,2}}(?=\))"


def clock() -> str:
    """The expression for times of the day: 14:30, 下午3点, 八点半, 9时许."""
    hour = rf"(?:[01]?\d|2[0-4]|[{COUNTING}{SCALES[0]}]{{1,3}})"
    o_clock, after_hour = words("o_clock"), words("after_hour")
    minute = rf"(?:\d{{1,2}}|{_NUMERAL}{{1,3}})"
    alone = rf"(?<![\d{ORDINAL}{CLASSIFIER}.,]){hour} ?"
    return (
        r"(?<![\d:])\d{1,2}:\d\d(?::\d\d)?(?!\d)"
        rf"|{words('part_of_day')} ?{hour} ?{o_clock}(?: ?{minute}{words('minute')}?|{after_hour})?"
        rf"|{alone}{o_clock}(?: ?(?:{minute}{words('minute')}|{after_hour})|{words('around_hour')})"
        rf"|{alone}{words('hour')}(?=[,，。、;；){TO_WORDS}-]|{words('onwards')})"
    )
