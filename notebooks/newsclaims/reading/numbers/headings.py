"""Headings that say the unit of a table: 单位：万元 is no mention, but the scale of the numbers below it.

A table ends at a blank line, a line of prose, a note, or the next heading. Its cells have the unit of the
heading, unless the label of their line says another: 每股收益（元/股） 0.26 1.05.
"""

import re
from bisect import bisect_right
from functools import cache

from .. import lexicon, numerals
from . import grammar
from .grammar import SCALES, Unit, units
from .state import Reading, Table

_HEADER_LINES = 4  # between a heading and the first row
_ROW = 200  # characters: what is longer is prose
_LABEL = 120  # characters before a cell in which the label of its line stands
_REACH = 12  # characters before a unit in which the word 单位 stands

_PROSE = re.compile("[。；;！？!?]|，[^，]*，")
_CELLS = re.compile(r"[-+\d.,%() *|—–]*")
_NUMBER = re.compile(r"\d")
_EDGES = ("", "\n", " ", "\t", "|")


def measured(name: str = "") -> str:
    """A unit with its scale and the currency in front: 人民币千元, 百万美元, 万人次.

    ``name`` is added to the names of its groups.
    """
    currency = lexicon.trie(grammar.mapping("currencies"))
    return (
        rf"(?:(?P<currency{name}>{currency}) ?)?(?P<scale{name}>[{SCALES}]{{0,3}})"
        rf"(?P<unit{name}>{lexicon.trie(units())})"
    )


@cache
def _heading() -> re.Pattern[str]:
    return re.compile(
        rf"{grammar.words('unit_label')}(?: ?[:为]| ?均为) ?{measured()}(?:/\w{{1,3}})?"
        r"(?:[、,，] ?%)?(?!\w|[、,，])"
    )


@cache
def _column() -> re.Pattern[str]:
    return re.compile(rf"(?:\(|(?<![^ \n])){measured()}(?:\)|(?![^ \n]))")


@cache
def _heads() -> re.Pattern[str]:
    """A line without digits in which the unit of a column stands: 期末余额（万元）, 人民币千元."""
    return re.compile(rf"^(?=[^\d\n]{{1,{_ROW}}}$)[^\n]*[{SCALES}]\w{{1,4}}\)?(?: [^\n]*)?$", re.MULTILINE)


@cache
def _own_unit() -> re.Pattern[str]:
    return re.compile(rf"[^\n]{{0,40}}\({measured()}(?:/\w{{1,3}})?\)")


@cache
def _as_unit() -> re.Pattern[str]:
    return re.compile(rf"{grammar.words('unit_label')}(?: ?[:为]| ?均为) ?$")


def unit_of(match: re.Match[str], name: str = "") -> Unit:
    """The unit that a match of ``measured`` names."""
    unit = units()[match[f"unit{name}"]]
    said = match[f"scale{name}"]
    scale = numerals.parse(said) if said else None
    currency = grammar.mapping("currencies").get(match[f"currency{name}"] or "", "")
    return unit._replace(
        unit=currency if currency and unit.kind == "money" else unit.unit,
        factor=unit.factor * (scale[0] if scale else 1.0),
    )


def is_heading(reading: Reading, start: int, end: int) -> bool:
    """Whether a scale with its unit, without a number, stands where a table has its units."""
    before, after = reading.before(start, _REACH), reading.after(end, 2)
    opens, closes = before[-1:], after[:1]
    if _as_unit().search(before) or opens == "(" and closes in tuple("),，;；/"):
        return True
    return opens in _EDGES and closes in _EDGES and (opens != "" or closes != "")


def tables(folded: str) -> list[Table]:
    """The tables whose unit a heading or the heads of all their columns say, in text order."""
    found = [(match.end(), unit_of(match)) for match in _heading().finditer(folded)]
    for line in _heads().finditer(folded):
        columns = {unit_of(match) for match in _column().finditer(line[0]) if match["scale"]}
        if len(columns) == 1:
            found.append((line.end(), columns.pop()))
    found.sort()
    stops = [start for start, _ in found[1:]] + [len(folded)]
    return [
        Table(start, end_of_table(folded, start, stop), unit)
        for (start, unit), stop in zip(found, stops, strict=False)
    ]


def end_of_table(folded: str, start: int, stop: int) -> int:
    """Where the table ends whose heading ends at ``start``, at ``stop`` at the latest."""
    line = folded.find("\n", start, stop) + 1
    headers = 0
    begun = False
    while line:
        after = folded.find("\n", line, stop)
        text = folded[line : after if after >= 0 else stop]
        begun = begun or _NUMBER.search(text) is not None
        headers += not begun
        if len(text) > _ROW or _PROSE.search(text) or begun and not text.strip() or headers > _HEADER_LINES:
            return line
        line = after + 1
    return stop


def of_table(reading: Reading, start: int) -> Unit | None:
    """What a cell at ``start`` measures by the heading of its table, or None where it is no cell."""
    if reading.tables is None:
        reading.tables = tables(reading.folded)
    place = bisect_right(reading.tables, start, key=lambda table: table.start) - 1
    if place < 0 or reading.tables[place].end <= start:
        return None
    return reading.tables[place].unit


def of_line(reading: Reading, start: int) -> Unit | None:
    """The unit that the label of the line says, if nothing but cells stands between it and ``start``."""
    line = reading.before(start, _LABEL).rpartition("\n")[2]
    if ")" not in line:
        return None
    label = _own_unit().match(line)
    return unit_of(label) if label and _CELLS.fullmatch(line, label.end()) else None
