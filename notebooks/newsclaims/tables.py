"""Tables of the collection: where they lie, how they are read, checked and written.

Every table is a UTF-8 CSV file below ``data/`` and described in ``data/datapackage.json``. What its schema says of a column is
enforced whenever a table is read or written; what a column *rests on* (its ``rule``) is tested in ``tests/data/test_tables.py``.
"""

import csv
import json
import math
import os
import re
from datetime import date
from functools import cache
from io import StringIO
from pathlib import Path

import numpy as np
import pandas as pd

from . import files
from .errors import DataError

root = Path(os.environ.get("POST_MONEY_ROOT") or Path(__file__).resolve().parents[2])

_DTYPES = {
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


def write_bytes(path, data):
    """Write ``data`` (bytes) to ``path``, whole or not at all; DataError where the folder cannot be written."""
    try:
        files.write(path, data)
    except OSError as error:
        raise DataError(f"cannot write {shown(path)} ({error.strerror}): make the folder writable") from None


def shown(path):
    """``path`` as a reader knows it: relative to the collection where it lies inside."""
    path = Path(path)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


@cache
def _package(path, stamp):
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise DataError(
            f"{shown(path)} is not readable JSON ({error}): restore it with `git checkout {shown(path)}`"
        ) from None


def resources():
    """The entries of ``data/datapackage.json`` (list of dict with name, path, schema, made_by ...)."""
    path = root / "data/datapackage.json"
    if not path.exists():
        raise DataError(
            "data/datapackage.json is missing: restore it with `git checkout data/datapackage.json`"
        )
    return _package(path, path.stat().st_mtime_ns)["resources"]


def resource(name):
    """The entry of table ``name`` in ``data/datapackage.json``."""
    for entry in resources():
        if entry["name"] == name:
            return entry
    raise DataError(f"table {name!r} is not described in data/datapackage.json: add it there first")


def read(name):
    """Table ``name`` as a DataFrame with the columns and types of its schema; text columns hold ``""`` for empty.

    Raises DataError with the table, line and column where the file is missing, is not UTF-8, or does not fit its schema.
    """
    return check(_text(resource(name)), name)


def _text(entry):
    """The text of the file of the table ``entry``."""
    path = root / "data" / entry["path"]
    label, maker = shown(path), entry.get("made_by")
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


def _columns(text, entry):
    """(column to its cells, line of each row) of ``text`` (CSV) as the table ``entry``; all cells are text."""
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
    for row, line in zip(rows, lines):
        if len(row) < len(head):
            raise _error(
                entry, line, head[len(row)], f"is not there: the line has {len(row)} fields, not {len(head)}"
            )
        if len(row) > len(head):
            raise _error(
                entry, line, head[-1], f"is followed by more: the line has {len(row)} fields, not {len(head)}"
            )
    return dict(zip(head, zip(*rows[1:]) if rows[1:] else [()] * len(head))), lines[1:]


def check(text, name):
    """``text`` (CSV) as the table ``name``, a DataFrame with the types of its schema; DataError where it does not fit.

    Enforced are the columns and their order, types (no NaN, no infinity), the constraints ``required``, ``unique``, ``enum``,
    ``pattern``, ``minimum`` and ``maximum``, dates in EDTF where the ``rdfType`` of a field says so, the primary key, and that
    whatever a foreign key names is there.
    """
    entry = resource(name)
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
        there = set(_tuples(columns, other) if target == name else _keys(target, other))
        for row, value in enumerate(_tuples(columns, own)):
            if any(value) and value not in there:
                what = f"holds {', '.join(value)!r}, which is not in data/{resource(target)['path']}"
                raise _error(entry, lines[row], " and ".join(own), what)
    return pd.DataFrame(
        {field["name"]: _typed(columns[field["name"]], field["type"]) for field in schema["fields"]}
    )


def _listed(names):
    return [names] if isinstance(names, str) else names


def _tuples(columns, names):
    return list(zip(*(columns[name] for name in names)))


def _error(entry, line, column, what):
    """DataError: file, line and column (None where it is no matter of one), what is wrong there, what to do."""
    label = f"data/{entry['path']}"
    where = label + (f" line {line}" if line else "") + (f": column {column}" if column else "")
    todo = f"mend it, or restore it with `git checkout {label}`"
    if "made_by" in entry:
        todo = f"run notebook {entry['made_by']} again, or `make`"
    return DataError(f"{where} {what}: {todo}")


def _faults(cells, field):
    """(row, what is wrong there) of the first of ``cells`` (text) that each constraint of ``field`` forbids."""
    kind, rules, values = field["type"], field.get("constraints", {}), set(cells)

    def but(allowed, say):
        bad = {value for value in values if value and not allowed(value)}
        if bad:
            yield next(
                (row, say.replace("{}", repr(value), 1)) for row, value in enumerate(cells) if value in bad
            )

    if rules.get("required") and "" in values:
        yield cells.index(""), "is empty"
    if kind in _FORMS:
        yield from but(
            re.compile(_FORMS[kind]).fullmatch,
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


def _again(values):
    """Rows of ``values`` (list) that hold what an earlier one does."""
    if len(set(values)) < len(values):
        seen = set()
        for row, value in enumerate(values):
            if value in seen:
                yield row
            seen.add(value)


@cache
def is_date(text):
    """Whether ``text`` is a date in EDTF; an interval must not end before it begins."""
    plain = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?~?", text)
    if plain:
        try:
            return bool(date(*(int(part or 1) for part in plain.groups())))
        except ValueError:
            pass  # 2025-34 is a quarter
    first, _, last = text.partition("/")
    if first and last:
        shared = min(len(first), len(last))
        return is_date(first) and is_date(last) and first[:shared] <= last[:shared]
    from .reading import dates  # takes a while to import; plain dates do without

    return dates.valid(text)


def _keys(name, columns):
    """What stands in ``columns`` of table ``name``, as a list of tuples of text; its other columns are not looked at."""
    path = root / "data" / resource(name)["path"]
    return _read_keys(name, tuple(columns), path, path.stat().st_mtime_ns if path.exists() else 0)


@cache
def _read_keys(name, columns, path, stamp):
    return _tuples(_columns(_text(resource(name)), resource(name))[0], columns)


def _typed(cells, kind):
    """``cells`` (text, checked) as an array of the type that ``kind`` of the schema has in a DataFrame."""
    dtype = _DTYPES[kind]
    if dtype == "float64":
        return np.array([float(cell) if cell else math.nan for cell in cells])
    if dtype == "Int64":
        return pd.array([int(cell) if cell else None for cell in cells], dtype=dtype)
    if dtype == "boolean":
        return pd.array([cell == "true" if cell else None for cell in cells], dtype=dtype)
    return pd.array(cells, dtype=dtype)


def to_csv(frame):
    """``frame`` as CSV text: LF, UTF-8, whole numbers without a point, floats at ten significant digits."""

    def cell(value):
        if value is None or value is pd.NA or value != value:
            return ""
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, float):
            return f"{value:.10g}"
        return str(value)

    return frame.map(cell).to_csv(index=False, lineterminator="\n")


def write(frame, name):
    """Write ``frame`` as the derived table ``name`` after checking it against its schema; returns the typed frame."""
    entry = resource(name)
    text = to_csv(frame)
    typed = check(text, name)
    write_bytes(root / "data" / entry["path"], text.encode("utf-8"))
    return typed


def write_json(data, name):
    """Write ``data`` (dict or list) as the JSON file that the resource ``name`` names."""
    write_bytes(
        root / "data" / resource(name)["path"],
        (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8"),
    )
