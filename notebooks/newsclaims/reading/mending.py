"""Mending: a text without what cuts its numbers, and where its characters stood.

Zero-width characters are taken out, an HTML entity for a blank becomes one blank, and the end of a line is
taken out where a number goes on in the next: ``营收3⏎亿元``, ``12.⏎5%``. Numbers that stand by themselves at
the ends of lines (lists, columns of a table, headings) are not glued.
"""

import re
import sys
from bisect import bisect_right
from functools import cache

from . import folding, lexicon, numerals, words
from .text import HAN

_INVISIBLE = re.compile(f"[{folding.INVISIBLE}]+")
_ENTITY = re.compile(
    "&(?:(?P<nothing>shy|zwnj|zwj|ZeroWidthSpace|#173|#8203|#65279)"
    "|nbsp|ensp|emsp|thinsp|#160|#x[aA]0|#8194|#8195|#8201);"
)
# How far from the end of a line the longest numbers with their units begin and end
_BEFORE, _BEHIND = 24, 12
# A numeral so near the end of a line may go on in the next; 个百分|点 stands farthest from it
_NEAR = re.compile(
    rf"(?:[\d{folding.with_variants(numerals.NUMERALS)}](?:[.,]| ?\w{{0,5}}/?)|第)[ \t\r\u3000]*\n"
)
_NEAR_END = 7  # characters before the end of the line in which that numeral ends
_CLOCK = re.compile(r"\d[:：]\d\d$")  # 21:52⏎行, as heads of posts end
_OPEN_END = re.compile(r"\n(?<![。！？；…”」）)\n]\n)")  # of a line that may go on
# Lines that were cut to one width differ by a sign or two, counted in halves of a Han character; shorter
# lines are those of lists and tables
_WIDTH, _PLAY = 40, 4
_HALF = re.compile("[ -~]")


class Offsets:
    """Offsets in a mended text as offsets in the text as given."""

    def __init__(self) -> None:
        self._mended, self._given = [0, sys.maxsize], [0]

    def add(self, mended: int, given: int) -> None:
        """From ``mended`` on, characters stood at ``given`` and behind it."""
        self._mended.insert(-1, mended)
        self._given.append(given)

    def given(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters from ``start`` to ``end`` stood, at least one."""
        mended, given = self._mended, self._given
        at = bisect_right(mended, start) - 1
        last = at if end <= mended[at + 1] else bisect_right(mended, end - 1) - 1
        return start + given[at] - mended[at], end + given[last] - mended[last]


def mend(text: str) -> tuple[str, Offsets | None]:
    """``text`` without what cuts its numbers; its offsets, or None where nothing is cut."""
    cuts = [(start, end, "") for start, end in _broken_lines(text)]
    if any(sign in text for sign in folding.INVISIBLE):
        cuts += [(*match.span(), "") for match in _INVISIBLE.finditer(text)]
    if "&" in text:
        cuts += [(*match.span(), "" if match["nothing"] else " ") for match in _ENTITY.finditer(text)]
    if not cuts:
        return text, None
    parts, offsets, length, done = [], Offsets(), 0, 0
    for start, end, instead in sorted(cuts):
        parts += [text[done:start], instead]
        length += start - done
        if instead:
            offsets.add(length, start)
            length += len(instead)
        offsets.add(length, end)
        done = end
    parts.append(text[done:])
    return "".join(parts), offsets


def _broken_lines(text: str) -> list[tuple[int, int]]:
    """(start, end) of each end of a line, with the blanks around it, that stands within a number."""
    found = []
    joined, head = -1, ""  # the end of a line that goes on with the next, and its last words: 1,⏎208⏎人
    for match in _OPEN_END.finditer(text):
        end = match.start()
        begin = text.rfind("\n", 0, end) + 1
        if not _NEAR.search(text, max(begin, end - _NEAR_END), end + 1):
            continue
        if joined != begin - 1:
            head = ""
        after = text.find("\n", end + 1)
        line, following = text[begin:end].rstrip(), text[end + 1 : after if after >= 0 else None]
        behind = following.lstrip()
        if not behind or _CLOCK.search(line):
            continue
        previous = text.rfind("\n", 0, max(0, begin - 1)) + 1
        if _goes_on(head, line, behind, (text[previous : max(previous, begin - 1)], following)):
            found.append((begin + len(line), end + 1 + len(following) - len(behind)))
            joined, head = end, (head + line)[-_BEFORE:]
    return found


def _goes_on(head: str, line: str, behind: str, around: tuple[str, str]) -> bool:
    """Whether a number at the end of ``line`` goes on with ``behind``; ``around`` are the lines beside it.

    ``head`` is the end of the line before, if that goes on with ``line``.
    """
    window = folding.fold((head + (line.lstrip() if head else line))[-_BEFORE:] + "\n" + behind[:_BEHIND])
    surely, wrapped = _joints()
    match = surely.search(window)
    if match:
        return _is_unit(match)
    width = _width(line)
    full = width >= _WIDTH and any(abs(width - _width(other)) <= _PLAY for other in around)
    return full and bool(wrapped.search(window))


def _is_unit(match: re.Match[str]) -> bool:
    """Whether what stands behind the number, if it is no number itself, is a unit and begins no word."""
    if match["halves"] is not None:  # 7个⏎点评
        unit = match["halves"].replace("\n", "")
        rest = match.string[match.end("halves") :]
        return not words.goes_on(unit + rest, unit, len(unit))
    if match["first"] is not None:
        return int(match["cut"]) < int(match["first"]) < int(match["cut"] + match["rest"])
    name = next((name for name in ("unit", "wanted", "long", "apart") if match[name] is not None), None)
    return name is None or words.shortened(match, name) is not None


def _width(line: str) -> int:
    return 2 * len(line) - len(_HALF.findall(line))


@cache
def _joints() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands around the end of a line within a number: for sure, and in lines of one width."""
    units = {*lexicon.forms("units"), *lexicon.forms("classifiers")}
    unit = lexicon.trie(units)
    halves = lexicon.trie(form[:cut] + "\n" + form[cut:] for form in units for cut in range(1, len(form)))
    times = ("duration", "percent")  # with two characters they begin no other words: 36⏎个月
    long = lexicon.trie(
        row["form"] for row in lexicon.rows("units") if row["kind"] in times and len(row["form"]) > 1
    )
    scales, more = numerals.SCALES[:5], numerals.MORE[:2]
    measured = rf" ?(?:[%‰{scales[1:]}]|{unit})"
    digits = r"\d{1,3}(?:,\d{3})*"
    number = rf"(?:\d[\d,.]*|[{numerals.NUMERALS}])[{scales}]{{0,3}}"
    # A sentence leads up to the number; a caption (图3), a list and a column of a table do not
    said = rf"(?<![第图表附章节版款])(?<=[^\n]{HAN})"
    gap = rf"(?<={HAN} )|(?<={HAN}[$¥€£(“~-])|(?<=[^\n][，,、;；:])|(?<=\d[-~–])"
    large, closes = scales[3:], "[，。；、,;)）]"
    surely = (
        rf"(?=[\d{numerals.NUMERALS}第分/])(?:"  # with one of these each begins
        rf"(?:{said}|{gap})(?:{digits}(?:,\n|\n,)\d{{3}}(?![\d,])|\d+(?:\.\n|\n\.)\d+{measured}"
        rf"|{number} ?\n(?:[{scales[1:]}]{{1,2}}[{more}]? ?{unit}|[{large}]{{1,2}}(?={closes})|[%‰])"
        rf"|(?:19|20)\d\d ?\n年|\d+\n0\d*{measured})"
        rf"|{said}{number}[{more}]? ?\n(?P<unit>[{more}]?{unit})"
        # a scale wants its unit, and half a unit the other: 3,600 万⏎元, 2.1 个百分⏎点
        rf"|(?:{said}|{gap})(?:{digits}(?:\.\d+)? ?[{large}]{{1,2}}\n(?P<wanted>{unit})"
        rf"|{number} ?(?P<halves>{halves})|{number} ?\n(?P<long>{long}))"
        # a range that falls in its line and rises with the next: 18-2⏎5K
        r"|(?<![\d.,-])(?P<first>\d{1,4})[-~–—](?P<cut>\d{1,3})\n(?P<rest>\d{1,3})"
        rf"(?:[kKwW](?!\w)|{measured})"
        # an amount that a blank sets off ends its clause: 期限为 5⏎年。
        rf"|(?:{gap}){number}\n(?P<apart>{unit})(?=[，。；、])"
        rf"|(?<={HAN})/\n{lexicon.trie(lexicon.forms('rates'))}"  # 18.50 元/⏎股
        # a comma wants three digits: 47,30⏎5.12
        r"|\d,(?:\d\n\d\d|\d\d\n\d)(?!\d)"
        # a share with two decimals, but no column of whole ones: 41.2⏎0%
        r"|\d\.\d\n\d[%‰]"
        rf"|分之\n[\d{numerals.NUMERALS}]|第 ?\n[\d{numerals.NUMERALS}]"
        rf"|分之[{numerals.NUMERALS}]*[{scales[:2]}]\n[{numerals.PLAIN_DIGITS[1:]}](?=[，。；、]))"
    )
    cut = rf"(?:{said}|{gap}){digits}(?:\.\d+\n\d+|\n\d+(?:\.\d+)?){measured}"
    return re.compile(surely), re.compile(cut)
