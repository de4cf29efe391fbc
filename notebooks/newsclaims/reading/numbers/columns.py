"""Columns: heads that say a unit each, 持股比例（%） 持股数量（股）, and what the cells below them measure.

The columns of a line are divided by wide blanks, tabs or strokes, or else by single blanks. They are counted
from the right, for the label of a row, at its left, may have blanks of its own.
"""

import re
from bisect import bisect_right
from functools import cache

from . import grammar, headings
from .amount import Amount, Side
from .grammar import NO_UNIT, SCALES, Unit, units
from .state import Columns, Reading

_LONGEST = 120  # characters of a line of heads: what is longer is prose
_WIDE = re.compile(r" ?[\t\u3000|][\t\u3000| ]*| {2,}[|\t\u3000 ]*")
# 2024 年 is one head, and 2.5 个百分点 one cell
_NARROW = re.compile(rf" +(?![{grammar.characters('own_unit')}{SCALES[1:]}])|(?<=\D) ")
_DATES = re.compile(r"(?:19|20)\d\d|\d{1,2}(?= ?[月日季-])|[QH]\d")
_DIGIT = re.compile(r"\d")
_CELL = re.compile(r"[-+(]?\d[\d.,]*[)*]?")
_PERCENT = units()["%"]
_OVERRULING = ("percent", "multiple")  # of a column: a share of what the row counts


@cache
def _unit_ends() -> re.Pattern[str]:
    """The unit that ends a head: （万元）, /台, %."""
    rate = r"(?:/\w{1,3})?"
    return re.compile(rf"(?:\((?:{headings.measured()}{rate})\)|/{headings.measured('_said')}|(?P<sign>%))$")


@cache
def _with_unit() -> re.Pattern[str]:
    """Where a head may end with its unit in brackets; a line of heads has at least one such."""
    return re.compile(rf"\({headings.measured()}(?:/\w{{1,3}})?\)(?=[ \n|])")


@cache
def _of_share() -> re.Pattern[str]:
    return re.compile(f"{grammar.words('share_head')}$")


def find(reading: Reading) -> list[Columns]:
    """The tables of a text whose columns have units of their own, in text order."""
    folded = reading.folded
    heads: list[tuple[int, int, tuple[Unit, ...]]] = []
    done = -1
    for match in _with_unit().finditer(folded):
        if match.start() < done:
            continue
        start, done = folded.rfind("\n", 0, match.start()) + 1, folded.find("\n", match.end())
        if done < 0:
            break
        found = _heads(reading, start, done)
        if found:
            heads.append((start, done, found))
    if reading.tables is None:
        reading.tables = headings.tables(folded)
    for table in reading.tables:
        start = folded.find("\n", table.start) + 1
        end = folded.find("\n", start)
        if start and 0 < end < table.end and all(start != other for other, _, _ in heads):
            found = _heads(reading, start, end)
            if found:
                heads.append((start, end, found))
    heads.sort(key=lambda head: head[0])
    stops = [start for start, _, _ in heads[1:]] + [len(folded)]
    return [
        Columns(end, headings.end_of_table(folded, end, stop), found)
        for (_, end, found), stop in zip(heads, stops, strict=False)
    ]


def _heads(reading: Reading, start: int, end: int) -> tuple[Unit, ...]:
    """The units of the columns whose heads stand from ``start`` to ``end``, that of the last first."""
    line = reading.folded[start:end]
    if len(line) > _LONGEST or _DIGIT.search(_DATES.sub("", line)):
        return ()
    cells = _cells(reading, start, end)
    found = tuple(_of_head(reading.folded[left:right]) for left, right in reversed(cells))
    return found if len(cells) > 1 and any(unit.kind for unit in found) else ()


def _of_head(head: str) -> Unit:
    match = _unit_ends().search(head)
    if match is None:
        return _PERCENT if _of_share().search(head) else NO_UNIT
    if match["sign"]:
        return _PERCENT
    return headings.unit_of(match) if match["unit"] else headings.unit_of(match, "_said")


def _cells(reading: Reading, start: int, end: int) -> list[tuple[int, int]]:
    """Where the cells of a line begin and end."""
    text, found = reading.text, []
    divided = _WIDE if _WIDE.search(text, start, end) else _NARROW
    begin = start
    for gap in divided.finditer(text, start, end):
        found.append((begin, gap.start()))
        begin = gap.end()
    found.append((begin, end))
    return [(left, right) for left, right in found if left < right]


def measure(reading: Reading, amount: Amount) -> Unit | None:
    """What a number without a unit measures as a cell: by the head of its column, its line or its table.

    None where it is no cell. A cell whose column has no head with a unit has a decimal or a comma.
    """
    if amount.second or amount.rate:
        return None
    numeral = amount.first.numeral
    written = "." in numeral or "," in numeral
    if not written and reading.columns == []:
        return None
    column = _of_column(reading, amount.start)
    if column and column.kind in _OVERRULING or not written:
        return column
    return headings.of_line(reading, amount.start) or column or headings.of_table(reading, amount.start)


def _of_column(reading: Reading, start: int) -> Unit | None:
    """What the cell at ``start`` measures by the head of its column."""
    if reading.columns is None:
        reading.columns = find(reading)
    place = bisect_right(reading.columns, start, key=lambda table: table.start) - 1
    if place < 0 or reading.columns[place].end <= start:
        return None
    heads, folded = reading.columns[place].units, reading.folded
    line, after = folded.rfind("\n", 0, start) + 1, folded.find("\n", start)
    cells = _cells(reading, line, after if after >= 0 else len(folded))
    behind = sum(left > start for left, _ in cells)
    if len(cells) < len(heads) or behind >= min(len(heads), len(cells) - 1):
        return None
    head = heads[behind]
    return head if head.kind and _CELL.fullmatch(folded, *cells[-1 - behind]) else None


def is_next_cell(reading: Reading, first: Side, second: Side) -> bool:
    """Whether what looks like the second end of a range is a negative number in the next column."""
    if reading.folded[first.end : second.start] != " -" or second.word:
        return False
    return reading.text[first.end] != " " or "." in first.numeral and "." in second.numeral and not first.word
