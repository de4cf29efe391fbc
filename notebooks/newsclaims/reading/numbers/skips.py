"""What holds digits or numerals and is no mention: codes, clock times, list markers, addresses."""

from .grammar import COUNTING, words

ADDRESS = r"https?://[^\s，。）)一-鿿]+|www\.[^\s，。）)一-鿿]+"
# A word in Latin letters with what is glued to it: GPT-4, iPhone15, C++
LATIN = r"(?>[A-Za-z](?:[A-Za-z0-9]|[-_.+/&'’](?=[A-Za-z0-9]))*)\+*"

_LINE_START = r"(?:(?<=\n)|(?<=\n )|(?<=\n\()|(?<=\n \()|(?<![\s\S]))"
_NUMERAL = f"[{COUNTING.replace('两', '')}十]"
_DOTTED_DATE = r"(?:19|20)\d\d\.(?:1[0-2]|0?[1-9])\.(?:3[01]|[12]\d|0?[1-9])(?!\.?\d)"


def codes() -> str:
    """The expression for versions, numbers of documents, 7×24, 24K金, telephone numbers and list markers."""
    return "|".join(
        (
            rf"(?<![\d.])(?:(?<=[A-Za-z] )|(?<=版本)|(?!{_DOTTED_DATE}))\d+(?:\.\d+){{2,}}(?!\d|\.\d)",
            r"(?<=[〔\[(【])(?:19|20)\d\d(?=[〕\])】] ?第?\d+ ?号)",
            r"7 ?[×xX*] ?24(?: ?小时)?|\d{1,2}[Kk]金",
            r"(?<![\d.])(?:0\d{2,3}-\d{7,8}|[48]00-\d{3,4}-?\d{3,4}|\d{3,4}-\d{4}-\d{4}|1[3-9]\d{9})(?!\d)",
            rf"{_LINE_START}\d{{1,3}}(?:、|\)|\. |\.(?![0-9 ]))",
        )
    )


def markers() -> str:
    """The expression for list markers in words: 一、 at the start of a line, (二)."""
    return rf"{_LINE_START}{_NUMERAL}{{1,3}}(?:、|\)|\.)|(?<=\(){_NUMERAL}{{1,2}}(?=\))"


def clock() -> str:
    """The expression for times of the day: 14:30, 下午3点, 八点半, 9时许."""
    hour = rf"(?:[01]?\d|2[0-4]|[{COUNTING}十]{{1,3}})"
    minute = rf"(?:\d{{1,2}}|{_NUMERAL}{{1,3}})"
    return (
        r"(?<![\d:])\d{1,2}:\d\d(?::\d\d)?(?!\d)"
        rf"|{words('part_of_day')} ?{hour} ?[点时](?: ?{minute}分?|{words('after_hour')})?"
        rf"|(?<![\d第个.,]){hour} ?(?:[点时] ?(?:{minute}分(?!之)|{words('after_hour')})|点(?:前后?|后)"
        r"|时(?=[,，。、;；)至到起-]))"
    )
