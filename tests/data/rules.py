"""What binds the columns of the curated tables: a check for each ``rule`` that data/datapackage.json names.

A check takes a table and a column and yields (row, what is wrong there); a row is named by its key. None
of them compares a cell with a copy of it: each reads the article, another column or another table, and
says what the cell would have to be. Here are the checks of keys and of assumptions; those of the
article's claims, the outside facts, the motives and the gold set lie in the files beside this one.
"""

import json
import math
import re
from collections import Counter
from functools import cache
from itertools import product

from conftest import NOTEBOOKS

from newsclaims import tables
from newsclaims.ledger.sources import derived_tables

CHECKS = {}


def rule(check):
    """Enter ``check`` under its name, with hyphens."""
    CHECKS[check.__name__.replace("_", "-")] = check
    return check


def rows(name):
    """(key, row) of each row of table ``name``."""
    keys = tables.resource(name)["schema"]["primaryKey"]
    keys = [keys] if isinstance(keys, str) else keys
    return [(" ".join(str(getattr(row, key)) for key in keys), row) for row in tables.read(name).itertuples()]


def close(one, other):
    return math.isclose(one, other, rel_tol=1e-9)


@rule
def key(name, column):
    """Another curated table names every row by this column."""
    named = set()
    for entry in tables.resources():
        for foreign in entry.get("schema", {}).get("foreignKeys", []):
            if "made_by" not in entry and foreign["reference"] == {"resource": name, "fields": [column]}:
                named |= set(tables.read(entry["name"])[foreign["fields"][0]])
    for row in sorted(set(tables.read(name)[column]) - named):
        yield row, "is named by no row of another table"


@rule
def reference(name, column):
    """Each row of the table that it refers to, once where it is the key."""
    foreign = next(one for one in tables.resource(name)["schema"]["foreignKeys"] if one["fields"] == [column])
    there = set(tables.read(foreign["reference"]["resource"])[foreign["reference"]["fields"][0]])
    here = Counter(tables.read(name)[column])
    alone = tables.resource(name)["schema"]["primaryKey"] in (column, [column])
    for row in sorted(there | set(here)):
        if not here[row] or alone and here[row] != 1 or row not in there:
            yield row, f"stands here {here[row]} times, and there {'once' if row in there else 'never'}"


@rule
def grid(name, column):
    """Each row of one table that the key refers to with each row of the other, once."""
    foreign = {one["fields"][0]: one["reference"] for one in tables.resource(name)["schema"]["foreignKeys"]}
    axes = [set(tables.read(target["resource"])[target["fields"][0]]) for target in foreign.values()]
    here = Counter(zip(*(tables.read(name)[one] for one in foreign)))
    for row in sorted(set(product(*axes)) | set(here)):
        if here[row] != 1:
            yield " ".join(row), f"stands here {here[row]} times"


@rule
def used(name, column):
    """An assumption is named in the code or in a formula of its notebook, the first to do so."""
    named = {notebook: _names(code) for notebook, code in _code().items()}
    for row, entry in rows(name):
        first = next((notebook for notebook, names in named.items() if row in names), "no notebook")
        if entry.notebook != first:
            yield row, f"holds {entry.notebook}, but it is named in {first} first"


def _code():
    """Notebook to its code and its formulas, in the order of reading; the overview last."""
    found = {}
    for path in sorted(NOTEBOOKS, key=lambda path: (path.stem.startswith("00"), path.stem)):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        found[path.stem] = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    for table in derived_tables():
        found[table["made_by"]] += "\n".join(["", *tables.read(table["name"])["formula"]])
    return found


def _names(code):
    """The ids that ``code`` names; ``f"weight-{kind}"`` names weight-company if a schema allows company."""
    begun = re.findall(r"""["']([\w-]+-)\{\w+\}["']""", code)
    return {*re.findall(r"[\w-]+", code), *(before + kind for before in begun for kind in _kinds())}


@cache
def _kinds():
    """The values that the schemas of the tables allow."""
    fields = [field for entry in tables.resources() for field in entry.get("schema", {}).get("fields", [])]
    return {value for field in fields for value in field.get("constraints", {}).get("enum", [])}


@rule
def interval(name, column):
    """The value lies between lo and hi."""
    for row, entry in rows(name):
        if not entry.lo <= entry.value <= entry.hi:
            yield row, f"has the value {entry.value:g} outside {entry.lo:g} to {entry.hi:g}"


@rule
def label(name, column):
    """The code in words."""
    for row, entry in rows(name):
        if re.sub(r"\W+", "-", getattr(entry, column).lower()) != row:
            yield row, f"holds {getattr(entry, column)!r}, which is not {row} in words"
