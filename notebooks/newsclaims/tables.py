"""Tables of the collection: where they lie, how they are read, checked and written.

Every table is a UTF-8 CSV file below ``data/`` and described in ``data/datapackage.json``.
"""

import json
import os
from functools import cache
from io import StringIO
from pathlib import Path

import pandas as pd

from . import files
from .errors import DataError

root = Path(os.environ.get("POST_MONEY_ROOT") or Path(__file__).resolve().parents[2])

_DTYPES = {
    "string": "str", "integer": "Int64", "number": "float64", "boolean": "boolean", "date": "str", "year": "Int64",
}


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
        raise DataError(f"{shown(path)} is not readable JSON ({error}): restore it with `git checkout {shown(path)}`") from None


def resources():
    """The entries of ``data/datapackage.json`` (list of dict with name, path, schema, made_by ...)."""
    path = root / "data/datapackage.json"
    if not path.exists():
        raise DataError("data/datapackage.json is missing: restore it with `git checkout data/datapackage.json`")
    return _package(path, path.stat().st_mtime_ns)["resources"]


def resource(name):
    """The entry of table ``name`` in ``data/datapackage.json``."""
    for entry in resources():
        if entry["name"] == name:
            return entry
    raise DataError(f"table {name!r} is not described in data/datapackage.json: add it there first")


def read(name):
    """Table ``name`` as a DataFrame with the columns and types of its schema; text columns hold ``""`` for empty.

    Raises DataError with the table, row and column where the file is missing, is not UTF-8, lacks a column,
    or holds a value that its column does not allow.
    """
    entry = resource(name)
    path = root / "data" / entry["path"]
    label = shown(path)
    if not path.exists():
        maker = entry.get("made_by")
        todo = f"run notebook {maker} first, or `make`" if maker else f"restore it with `git checkout {label}`"
        raise DataError(f"{label} is missing: {todo}")
    try:
        frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    except UnicodeDecodeError as error:
        raise DataError(f"{label} is not UTF-8 (byte {error.start}): save it as UTF-8 without BOM") from None
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise DataError(f"{label} is not a readable CSV table ({' '.join(str(error).split())})") from None
    return check(frame, name)


def check(frame, name):
    """``frame`` (all text) with the types of the schema of table ``name``; DataError where it does not fit."""
    entry = resource(name)
    label = f"data/{entry['path']}"
    fields = entry["schema"]["fields"]
    expected = [field["name"] for field in fields]
    if list(frame.columns) != expected:
        missing = [column for column in expected if column not in frame.columns]
        extra = [column for column in frame.columns if column not in expected]
        what = f"lacks column {missing[0]}" if missing else f"has an unknown column {extra[0]}" if extra else "has its columns in another order"
        raise DataError(f"{label} {what}; data/datapackage.json names {', '.join(expected)}")
    typed = {}
    for field in fields:
        column = frame[field["name"]]
        required = field.get("constraints", {}).get("required")
        if required and (column == "").any():
            row = int((column == "").to_numpy().argmax()) + 2
            raise DataError(f"{label} line {row}: column {field['name']} is empty")
        typed[field["name"]] = _typed(column, field, label)
    frame = pd.DataFrame(typed)
    key = entry["schema"].get("primaryKey", [])
    key = [key] if isinstance(key, str) else key
    if key and frame.duplicated(key).any():
        row = int(frame.duplicated(key).to_numpy().argmax())
        raise DataError(f"{label} line {row + 2}: {', '.join(f'{k}={frame[k].iloc[row]}' for k in key)} stands there twice")
    return frame


def _typed(column, field, label):
    dtype = _DTYPES[field["type"]]
    if dtype == "str":
        return column
    if dtype == "boolean":
        values = column.map({"true": True, "false": False, "": pd.NA})
        bad = values.isna() & (column != "")
    else:
        values = pd.to_numeric(column.replace("", pd.NA), errors="coerce")
        bad = values.isna() & (column != "")
        if dtype == "Int64":
            bad |= values.notna() & (values % 1 != 0)
    if bad.any():
        row = int(bad.to_numpy().argmax())
        raise DataError(f"{label} line {row + 2}: column {field['name']} holds {column.iloc[row]!r}, not {'an' if field['type'][0] in 'aeiou' else 'a'} {field['type']}")
    return values.astype(dtype)


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
    typed = check(pd.read_csv(StringIO(text), dtype=str, keep_default_na=False), name)
    write_bytes(root / "data" / entry["path"], text.encode("utf-8"))
    return typed


def write_json(data, name):
    """Write ``data`` (dict or list) as the JSON file that the resource ``name`` names."""
    write_bytes(root / "data" / resource(name)["path"], (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))
