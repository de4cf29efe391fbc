"""Tables of the collection: where they lie, how they are read, checked and written.

Every table is a UTF-8 CSV file below ``data/`` and described in ``data/datapackage.json``. What its schema
says of a column is enforced whenever a table is read or written; what a column *rests on* (its ``rule``) is
tested in ``tests/data/test_tables.py``. ``root``, wherever it is asked for, is the folder of a collection.
"""

import csv
import errno
import json
import math
import os
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from .errors import DataError

SETTINGS = "data/collection.toml"  # what a collection says of itself; the folder that has it is one


def _root() -> Path:
    """The collection that the working folder lies in, else the one that this package lies in."""
    try:
        here = Path.cwd().resolve()
    except OSError:  # it was removed
        here = Path(os.sep)
    return next(
        (folder for folder in (here, *here.parents) if (folder / SETTINGS).is_file()),
        Path(__file__).resolve().parents[2],
    )


ROOT = _root()

_DTYPES: dict[str, Any] = {
    "string": "str",
    "integer": "Int64",
    "number": "float64",
    "boolean": "boolean",
    "date": "str",
    "year": "Int64",
}
_FORMS = {
    "integer": r"[+-]?\d+",
    "year": r"\d{4}",
    "number": r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?",
    "boolean": "true|false",
    "date": r"\d{4}-\d\d-\d\d",
}
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"  # the rdfType of a field that holds dates


def write_bytes(path: Path, data: bytes, root: Path = ROOT) -> bool:
    """Make ``data`` the content of the file at ``path``, whole or not at all.

    A file that holds ``data`` already is left alone, and keeps its date.

    Returns
    -------
    bool
        Whether that changed anything.

    Raises
    ------
    DataError
        Where the folder cannot be written.
    """
    try:
        if path.is_file() and path.read_bytes() == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".~{path.name}")
        part.write_bytes(data)
        os.replace(part, path)
    except OSError as error:
        what = "make room on the disk" if error.errno == errno.ENOSPC else "make the folder writable"
        raise DataError(f"cannot write {shown(path, root)} ({error.strerror}): {what}") from None
    return True


def shown(path: Path, root: Path = ROOT) -> str:
    """``path`` as a reader knows it: relative to the collection where it lies inside."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


@cache
def _package(path: Path, label: str, stamp: int) -> list[dict[str, Any]]:
    try:
        return json.loads(path.read_text(encoding="utf-8"))["resources"]
    except ValueError as error:
        raise DataError(
            f"{label} is not readable JSON ({error}): restore it with `git checkout {label}`"
        ) from None


def collection(root: Path = ROOT) -> dict[str, Any]:
    """What data/collection.toml says; that of a nameless collection where there is none.

    ``title``, ``address``, ``contact`` and ``rights`` stand on every page. ``notebooks`` has the names of the
    notebooks, each with those that must have run before it; of equals the one that takes longest comes first.
    ``start`` is the notebook whose page is index.html, ``lists`` the one that lists facts and assumptions.
    ``published`` and ``page`` say what the page around the article tells of it, see `ledger.sources.article`.

    Raises
    ------
    DataError
        Where it is not TOML, or a notebook that it names is not among its notebooks.
    """
    path = root / SETTINGS
    return _settings(path, path.stat().st_mtime_ns) if path.is_file() else dict(_NAMELESS)


_NAMELESS = {
    "title": "",
    "address": "",
    "contact": "",
    "rights": "",
    "notebooks": {},
    "start": "",
    "lists": "",
}


@cache
def _settings(path: Path, stamp: int) -> dict[str, Any]:
    try:
        said = _NAMELESS | tomllib.loads(path.read_text(encoding="utf-8"))
    except (ValueError, TypeError) as error:
        raise DataError(f"{SETTINGS} is not readable TOML ({error}): mend it") from None
    for name in (
        said["start"],
        said["lists"],
        *(need for needs in said["notebooks"].values() for need in needs),
    ):
        if name and name not in said["notebooks"]:
            raise DataError(f"{SETTINGS} names the notebook {name!r} and does not list it: mend it")
    return said


def resources(root: Path = ROOT) -> list[dict[str, Any]]:
    """The entries of ``data/datapackage.json``: name, path, schema, made_by and more."""
    path, label = root / "data/datapackage.json", "data/datapackage.json"
    if not path.exists():
        raise DataError(
            f"{label} is missing: restore it with `git checkout {label}`, "
            f"or name the folder of the collection, as in Ledger.load(root=...)"
        )
    return _package(path, label, path.stat().st_mtime_ns)


def resource(name: str, root: Path = ROOT) -> dict[str, Any]:
    """The entry of table ``name`` in ``data/datapackage.json``; DataError where there is none."""
    for entry in resources(root):
        if entry["name"] == name:
            return entry
    raise DataError(f"table {name!r} is not described in data/datapackage.json: add it there first")


def read(name: str, root: Path = ROOT) -> pd.DataFrame:
    """Table ``name`` with the columns and types of its schema; text columns hold ``""`` for empty.

    Raises
    ------
    DataError
        With table, line and column where the file is missing, is not UTF-8, or does not fit its schema.
    """
    return check(_text(resource(name, root), root), name, root)


def _text(entry: Mapping[str, Any], root: Path) -> str:
    """The text of the file of the table ``entry``."""
    path = root / "data" / entry["path"]
    label, maker = shown(path, root), entry.get("made_by")
    if not path.exists():
        todo = (
            f"run notebook {maker} first, or `make`" if maker else f"restore it with `git checkout {label}`"
        )
        raise DataError(f"{label} is missing: {todo}")
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise DataError(f"{label} is not UTF-8 (byte {error.start}): save it as UTF-8 without BOM") from None
    if text.startswith("\ufeff"):
        raise DataError(f"{label} begins with a byte order mark: save it as UTF-8 without BOM")
    return text


def _columns(text: str, entry: Mapping[str, Any]) -> tuple[dict[str, Sequence[str]], list[int]]:
    """(column to its cells, line of each row) of ``text`` as the table ``entry``; all cells are text."""
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    rows, lines, last = [], [], 0
    try:
        for row in reader:
            rows.append(row)
            lines.append(last + 1)
            last = reader.line_num
    except csv.Error as error:
        raise _error(entry, reader.line_num, None, f"is not readable as CSV ({error})") from None
    if not rows:
        raise _error(entry, None, None, "is not a readable CSV table (it is empty)")
    head, expected = rows[0], [field["name"] for field in entry["schema"]["fields"]]
    if head != expected:
        lacking = [f"lacks column {column}" for column in expected if column not in head]
        unknown = [f"has an unknown column {column!r}" for column in head if column not in expected]
        what = (lacking + unknown + ["has its columns in another order"])[0]
        raise _error(entry, None, None, f"{what} (data/datapackage.json names {', '.join(expected)})")
    for row, line in zip(rows, lines, strict=True):
        if len(row) < len(head):
            raise _error(
                entry, line, head[len(row)], f"is not there: the line has {len(row)} fields, not {len(head)}"
            )
        if len(row) > len(head):
            raise _error(
                entry, line, head[-1], f"is followed by more: the line has {len(row)} fields, not {len(head)}"
            )
    columns = zip(*rows[1:], strict=True) if rows[1:] else [()] * len(head)
    return dict(zip(head, columns, strict=True)), lines[1:]


def check(text: str, name: str, root: Path = ROOT) -> pd.DataFrame:
    """A text of CSV as the table ``name``, with the types of its schema.

    Enforced are the columns and their order, types (no NaN, no infinity), the constraints ``required``,
    ``unique``, ``enum``, ``pattern``, ``minimum`` and ``maximum``, dates in EDTF where the ``rdfType`` of a
    field says so, the primary key, and that whatever a foreign key names is there.

    Raises
    ------
    DataError
        Where the text does not fit, with line and column.
    """
    entry = resource(name, root)
    columns, lines = _columns(text, entry)
    schema = entry["schema"]
    for field in schema["fields"]:
        for row, what in _faults(columns[field["name"]], field):
            raise _error(entry, lines[row], field["name"], what)
    key = _listed(schema.get("primaryKey", []))
    for row in _again(_tuples(columns, key)) if key else ():
        raise _error(
            entry,
            lines[row],
            " and ".join(key),
            f"holds {', '.join(columns[k][row] for k in key)!r} a second time",
        )
    for foreign in schema.get("foreignKeys", []):
        own, target = _listed(foreign["fields"]), foreign["reference"].get("resource") or name
        other = _listed(foreign["reference"]["fields"])
        there = set(_tuples(columns, other) if target == name else _keys(target, other, root))
        for row, value in enumerate(_tuples(columns, own)):
            if any(value) and value not in there:
                what = f"holds {', '.join(value)!r}, which is not in data/{resource(target, root)['path']}"
                raise _error(entry, lines[row], " and ".join(own), what)
    return pd.DataFrame(
        {field["name"]: _typed(columns[field["name"]], field["type"]) for field in schema["fields"]}
    )


def _listed(names: str | list[str]) -> list[str]:
    return [names] if isinstance(names, str) else names


def _tuples(columns: Mapping[str, Sequence[str]], names: Iterable[str]) -> list[tuple[str, ...]]:
    return list(zip(*(columns[name] for name in names), strict=True))


def _error(entry: Mapping[str, Any], line: int | None, column: str | None, what: str) -> DataError:
    """File, line and column (None where it is no matter of one), what is wrong there, what to do."""
    label = f"data/{entry['path']}"
    where = label + (f" line {line}" if line else "") + (f": column {column}" if column else "")
    todo = f"mend it, or restore it with `git checkout {label}`"
    if "made_by" in entry:
        todo = f"run notebook {entry['made_by']} again, or `make`"
    return DataError(f"{where} {what}: {todo}")


def _faults(cells: Sequence[str], field: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """(row, what is wrong there) of the first of ``cells`` that each constraint of ``field`` forbids."""
    kind, rules, values = field["type"], field.get("constraints", {}), set(cells)

    def but(allowed: Callable[[str], Any], say: str) -> Iterator[tuple[int, str]]:
        bad = {value for value in values if value and not allowed(value)}
        if bad:
            yield next(
                (row, say.replace("{}", repr(value), 1)) for row, value in enumerate(cells) if value in bad
            )

    if rules.get("required") and "" in values:
        yield cells.index(""), "is empty"
    if kind in _FORMS:
        yield from but(
            re.compile(_FORMS[kind], re.ASCII).fullmatch,
            f"holds {{}}, not {'an' if kind[0] in 'aeiou' else 'a'} {kind}",
        )
    if "enum" in rules:
        allowed = [str(one) for one in rules["enum"]]
        yield from but(allowed.__contains__, f"holds {{}}, not one of {', '.join(allowed)}")
    if "pattern" in rules:
        yield from but(
            re.compile(rules["pattern"]).fullmatch, f"holds {{}}, which is not of the form {rules['pattern']}"
        )
    if field.get("rdfType") == EDTF:
        yield from but(is_date, "holds {}, not a date in EDTF such as 2025-07 or 2025-07-11")
    if "minimum" in rules:
        yield from but(
            lambda value: float(value) >= rules["minimum"], f"holds {{}}, less than {rules['minimum']}"
        )
    if "maximum" in rules:
        yield from but(
            lambda value: float(value) <= rules["maximum"], f"holds {{}}, more than {rules['maximum']}"
        )
    if rules.get("unique"):
        yield from ((row, f"holds {cells[row]!r} a second time") for row in _again(cells))


def _again(values: Sequence[Any]) -> Iterator[int]:
    """Rows of ``values`` (list) that hold what an earlier one does."""
    if len(set(values)) < len(values):
        seen = set()
        for row, value in enumerate(values):
            if value in seen:
                yield row
            seen.add(value)


@cache
def is_date(text: str) -> bool:
    """Whether ``text`` is a date in EDTF, of the forms that tables hold.

    Years, months and days, with ``~`` or ``?`` behind them; seasons, quarters and halves (2025-34), decades
    (199X) and centuries (19XX); years and centuries before Christ, where 0000 is 1 BC (-0220, -04XX);
    intervals of these that do not end before they begin, also with an open end (2025/).
    """
    first, slash, last = text.partition("/")
    if slash and last not in ("", ".."):
        return is_date(first) and is_date(last) and _in_order(first, last)
    if re.fullmatch(r"\d{4}-(?:2[1-9]|3\d|4[01])|\d{3}X|-?\d\dXX", first, re.ASCII):
        return True
    plain = re.fullmatch(r"(-(?!0000))?(\d{4})(?:-(\d\d)(?:-(\d\d))?)?[~?]?", first, re.ASCII)
    if not plain:
        return False
    sign, year, *rest = plain.groups()
    if sign or year == "0000":
        year = 400 + -int(year) % 400  # the calendar repeats, and date() knows no year before 1
    try:
        return bool(date(int(year), *(int(part or 1) for part in rest)))
    except ValueError:
        return False


def _in_order(first: str, last: str) -> bool:
    """Whether an interval does not end before it begins, as far as both ends say it."""
    if first.startswith("-"):
        years = [int(re.sub("X", "0", end)[: 5 if end.startswith("-") else 4]) for end in (first, last)]
        return years[0] <= years[1]
    shared = min(len(first), len(last))
    return first[:shared] <= last[:shared]


def _keys(name: str, columns: Iterable[str], root: Path) -> list[tuple[str, ...]]:
    """What stands in ``columns`` of table ``name``, as text; its other columns are not looked at."""
    path = root / "data" / resource(name, root)["path"]
    return _read_keys(name, tuple(columns), root, path.stat().st_mtime_ns if path.exists() else 0)


@cache
def _read_keys(name: str, columns: tuple[str, ...], root: Path, stamp: int) -> list[tuple[str, ...]]:
    entry = resource(name, root)
    return _tuples(_columns(_text(entry, root), entry)[0], columns)


def _typed(cells: Sequence[str], kind: str) -> Any:
    """``cells`` (text, checked) as an array of the type that ``kind`` of the schema has in a DataFrame."""
    dtype = _DTYPES[kind]
    if dtype == "float64":
        return np.array([float(cell) if cell else math.nan for cell in cells])
    if dtype == "Int64":
        return pd.array([int(cell) if cell else None for cell in cells], dtype=dtype)
    if dtype == "boolean":
        return pd.array([cell == "true" if cell else None for cell in cells], dtype=dtype)
    return pd.array(cells, dtype=dtype)


def to_csv(frame: pd.DataFrame) -> str:
    """``frame`` as text of CSV: LF, whole numbers without a point, floats at ten significant digits."""

    def cell(value: Any) -> str:
        if pd.isna(value):
            return ""
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, float):
            return f"{value:.10g}"
        return str(value)

    return frame.map(cell).to_csv(index=False, lineterminator="\n")


def write(frame: pd.DataFrame, name: str, root: Path = ROOT) -> pd.DataFrame:
    """Write ``frame`` as the derived table ``name``, and return it with the types of its schema.

    Raises
    ------
    DataError
        Where it does not fit the schema, or the folder cannot be written.
    """
    text = to_csv(frame)
    typed = check(text, name, root)
    write_bytes(root / "data" / resource(name, root)["path"], text.encode("utf-8"), root)
    return typed


def write_json(data: dict[str, Any] | list[Any], name: str, root: Path = ROOT) -> None:
    """Write ``data`` as the JSON file of the resource ``name``; DataError where that cannot be done."""
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    write_bytes(root / "data" / resource(name, root)["path"], text.encode("utf-8"), root)
