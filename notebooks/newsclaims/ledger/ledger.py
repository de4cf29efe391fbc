"""The ledger: every number of the collection under one name, with what it rests on.

    ledger = Ledger.load()
    ledger["package-total"]                                   a claim, an outside fact, an assumption or a derived number
    ledger.derive("package-per-year", "Package a year, paid evenly", "package-total / package-years")
    ledger.holds("anthropic-retention > openai-retention")    true for every value that the evidence allows?
    ledger.save("compensation")                               writes what was derived here

A formula is arithmetic over ids (a minus sign stands between blanks), functions marked with ``quantities.formula``, and counts of
tables: ``rows('claims', "type == 'value'")``. It is what is computed, and it is what the table of derived numbers holds.
"""

import ast
import difflib
import math
import operator
import re

import pandas as pd

from .. import tables
from ..errors import DataError
from .quantities import End, Quantity, Undefined

COLUMNS = ("id", "label", "formula", "inputs", "lo", "hi", "unit", "bound")
_TOKEN = re.compile(r"""'[^']*'|"[^"]*"|[A-Za-z]\w*(?:-\w+)*|\s+|.""", re.S)
_OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
    ast.Gt: operator.gt,
    ast.Lt: operator.lt,
    ast.GtE: operator.ge,
    ast.LtE: operator.le,
    ast.Eq: operator.eq,
}


def derived_tables():
    """The entries of ``data/datapackage.json`` whose tables hold derived numbers."""
    return [
        entry
        for entry in tables.resources()
        if "schema" in entry and tuple(field["name"] for field in entry["schema"]["fields"]) == COLUMNS
    ]


def _looked_up(value, name, table, *words):
    text = f"{name}({', '.join([repr(table), *(repr(word) if chr(39) not in word else chr(34) + word + chr(34) for word in words if word)])})"
    return Quantity._made(
        End(float(value)),
        End(float(value)),
        "items" if name != "cell" else "x",
        False,
        text,
        (f"table:{table}",),
    )


def rows(table, query=""):
    """How many rows of ``table`` fulfil ``query`` (pandas' query language), as a Quantity in items."""
    frame = tables.read(table)
    return _looked_up(len(frame.query(query) if query else frame), "rows", table, query)


def distinct(table, column, query=""):
    """How many different values ``column`` of ``table`` has in the rows that fulfil ``query``, as a Quantity in items."""
    frame = tables.read(table)
    return _looked_up(
        (frame.query(query) if query else frame)[column].nunique(), "distinct", table, column, query
    )


def total(table, column, query=""):
    """The sum of ``column`` over the rows of ``table`` that fulfil ``query``, as a Quantity in items."""
    frame = tables.read(table)
    return _looked_up((frame.query(query) if query else frame)[column].sum(), "total", table, column, query)


def cell(table, column, query):
    """The number in ``column`` of the one row of ``table`` that fulfils ``query``, as a Quantity without unit; DataError for none or more rows."""
    found = tables.read(table).query(query)[column]
    if len(found) != 1:
        raise DataError(f"cell({table!r}, {column!r}, {query!r}): {len(found)} rows fulfil it, not one")
    return _looked_up(found.iloc[0], "cell", table, column, query)


def _base(quantity):
    return quantity.base()


def _to(quantity, unit):
    return quantity.to(unit)


class Ledger:
    """Entries by id (Quantity). ``entries``: dict; ``derived``: ids of those derived by this ledger, in order.

    ``formulas``: name to function, of all that formulas may call besides those of the ledger itself.
    """

    def __init__(self, entries, formulas=None):
        self.entries, self.derived, self.formulas = dict(entries), [], dict(formulas or {})

    @classmethod
    def load(cls, made_by=(), claims=True, formulas=None):
        """The ledger of claims, outside facts and assumptions, and of what the notebooks ``made_by`` (names; None: all) derived.

        ``claims=False`` leaves out what notebook 02 makes. Raises DataError where a table is missing or an id stands in two of them.
        """
        sources = [_article, *([_claims, _facts] if claims else []), _assumptions]
        sources += [
            lambda entry=entry: _derived(entry)
            for entry in derived_tables()
            if made_by is None or entry["made_by"] in made_by
        ]
        entries = {}
        for source in sources:
            for quantity in source():
                if quantity.id in entries:
                    other = entries[quantity.id]
                    raise DataError(
                        f"the id {quantity.id!r} stands for a number of {other.home} and one of {quantity.home}: rename one"
                    )
                entries[quantity.id] = quantity
        return cls(entries, formulas)

    def __contains__(self, id):
        return id in self.entries

    def __getitem__(self, id):
        if id not in self.entries:
            near = difflib.get_close_matches(id, self.entries, 1)
            raise DataError(f"the ledger has no entry {id!r}" + (f"; is it {near[0]!r}?" if near else ""))
        return self.entries[id]

    def address(self, id):
        """Where the entry ``id`` is listed, as seen from a notebook: "02-claims.ipynb#id", or "#id" in its own."""
        home = self[id].home
        return f"{home}.ipynb#{id}" if home else f"#{id}"

    def cite(self, frame):
        """``frame`` with the ``address`` of the entry in its column ``id``, and the ``verdict`` of table cross-check on it.

        Both are "" where there is none.
        """
        verdicts = tables.read("cross-check").set_index("slug")["verdict"]
        return frame.assign(
            address=[self.address(id) if isinstance(id, str) and id else "" for id in frame["id"]],
            verdict=frame["id"].map(verdicts).fillna(""),
        )

    def evaluate(self, text):
        """What the formula ``text`` gives (Quantity, or bool for a condition); DataError where it cannot be read or computed."""
        names, parts = {}, []
        tokens = _TOKEN.findall(text)
        for place, token in enumerate(tokens):
            after = "".join(tokens[place + 1 :]).lstrip()
            called = after.startswith("(") or (after.startswith("=") and not after.startswith("=="))
            if re.match(r"[A-Za-z]", token) and not called and token not in ("and", "or", "not"):
                names[f"_{place}"] = token
                token = f"_{place}"
            parts.append(token)
        try:
            tree = ast.parse("".join(parts).strip(), mode="eval")
        except SyntaxError:
            raise DataError(
                f"{text!r} is no formula: write ids, numbers and + - * / ** between blanks"
            ) from None
        return self._node(tree.body, names, text)

    def _node(self, node, names, text):
        match node:
            case ast.Name(id=name) if name in names:
                return self[names[name]]
            case ast.Constant(value=value) if isinstance(value, (int, float, str)):
                return value
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
                return _OPERATORS[type(op)](self._node(left, names, text), self._node(right, names, text))
            case ast.UnaryOp(op=ast.USub(), operand=inner):
                return -1 * self._node(inner, names, text)
            case ast.UnaryOp(op=ast.Not(), operand=inner):
                return not self._node(inner, names, text)
            case ast.BoolOp(op=op, values=values):
                return (all if isinstance(op, ast.And) else any)(
                    self._node(value, names, text) for value in values
                )
            case ast.Compare(left=left, ops=ops, comparators=others) if all(
                type(op) in _OPERATORS for op in ops
            ):
                sides = [self._node(side, names, text) for side in (left, *others)]
                return all(_OPERATORS[type(op)](one, other) for op, one, other in zip(ops, sides, sides[1:]))
            case ast.Call(func=ast.Name(id=name), args=args, keywords=keywords):
                known = {
                    "rows": rows,
                    "distinct": distinct,
                    "total": total,
                    "cell": cell,
                    "base": _base,
                    "to": _to,
                }
                known |= self.formulas
                if name not in known:
                    raise DataError(
                        f"{text!r} calls {name}, which is no function of this ledger: hand it over in Ledger.load(formulas=...)"
                    )
                given = {keyword.arg: self._node(keyword.value, names, text) for keyword in keywords}
                return known[name](*(self._node(arg, names, text) for arg in args), **given)
        raise DataError(f"{text!r} is no formula: write ids, numbers and + - * / ** between blanks")

    def derive(self, id, label, quantity):
        """Enter ``quantity`` (a Quantity, or a formula as text) under ``id`` with its ``label`` (str); returns it.

        A formula that has no answer for the values of its inputs is entered without a value. Raises DataError where the id is taken or is
        none (small letters, digits, hyphens), and for a result without evidence.
        """
        if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", id):
            raise DataError(f"{id!r} is no id: use small letters, digits and hyphens, as in package-per-year")
        if id in self.entries and id not in self.derived:
            raise DataError(f"the id {id!r} is taken: {self.entries[id].label}")
        made = self.attempt(quantity) if isinstance(quantity, str) else quantity
        if not made.inputs:
            raise DataError(f"{id}: {made.formula} rests on nothing; enter the number as an assumption first")
        entry = Quantity._made(made.low, made.high, made.unit, made.approx, id, (id,))
        entry.__dict__.update(
            id=id, label=label, kind="derived", home=None, written=made.formula, rests_on=made.inputs
        )
        if entry.lo == entry.lo:
            entry.bound  # a result that says nothing is told here
        self.entries[id] = entry
        self.derived = [one for one in self.derived if one != id] + [id]
        return entry

    def attempt(self, formula):
        """As ``evaluate``, but a quantity without a value where ``formula`` has no answer for the values of its inputs."""
        try:
            return self.evaluate(formula)
        except Undefined:
            none = End(math.nan)
            named = [token for token in _TOKEN.findall(formula) if token in self.entries]
            return Quantity._made(none, none, "", False, formula, named)

    def holds(self, condition):
        """Whether ``condition`` (str: ``a > b``, ``a > 2 * b and c < d``) is true for every value that the evidence allows."""
        try:
            found = self.evaluate(condition)
        except Undefined:
            return False
        if not isinstance(found, bool):
            raise DataError(f"{condition!r} is no condition: compare two sides with > < >= <= or ==")
        return found

    def frame(self, ids=None):
        """The entries ``ids`` (all derived here, if None) as a DataFrame with COLUMNS."""
        lines = []
        for id in self.derived if ids is None else ids:
            entry = self[id]
            lines.append((id, entry.label, entry.written, " ".join(entry.rests_on), *entry.row()))
        return pd.DataFrame(lines, columns=list(COLUMNS))

    def save(self, name):
        """Write what this ledger derived as the table ``name``; returns it as a DataFrame."""
        return tables.write(self.frame(), name)

    def rests_on(self, id):
        """Ids of all entries that ``id`` is computed from, directly or not (set)."""
        found, new = set(), {id}
        while new:
            found |= new
            new = {one for each in new for one in self._inputs(each)} - found
        return found - {id}

    def _inputs(self, id):
        """What ``id`` is computed from directly; for a table (``table:name``) what ``rests_on`` in its description names."""
        if id.startswith("table:"):
            return tables.resource(id.removeprefix("table:")).get("rests_on", ())
        return getattr(self.entries.get(id), "rests_on", ())

    def dependants(self, id):
        """Ids of all entries that are computed from ``id``, directly or not (set)."""
        return {one for one in self.entries if id in self.rests_on(one)}


def _entry(quantity, kind, label, home, evidence):
    quantity.__dict__.update(kind=kind, label=label, home=home, evidence=evidence)
    return quantity


def _article():
    source = tables.resource("article")
    yield _entry(
        Quantity("article-reposted", date=source["published"]),
        "source",
        "Day on which the article was reposted",
        "01-article",
        source,
    )
    page = "\n".join(tables.read("blocks").query("role == 'furniture'")["text"])
    for id, label, unit, pattern in (
        ("characters-stated", "Characters that the page says the article has", "items", r"共计 (\d+) 个字符"),
        ("minutes-stated", "Minutes that the page says reading takes", "minute", r"预计需要花费 (\d+) 分钟"),
    ):
        stated = re.search(pattern, page)
        yield _entry(
            Quantity(id, *([int(stated[1])] * 2 if stated else []), unit),
            "source",
            label,
            "01-article",
            source,
        )


def _claims():
    for row in tables.read("claims").itertuples():
        yield _entry(
            Quantity(row.slug, row.lo, row.hi, row.unit, row.bound, row.date),
            "claim",
            row.statement,
            "02-claims",
            row,
        )


def _facts():
    numbered = {}
    for row in tables.read("facts").itertuples():
        numbered.setdefault(row.fact_id, row)
        yield _entry(
            Quantity(row.id, row.lo, row.hi, row.unit, row.bound), "outside", row.label, "06-cross-check", row
        )
    for row in tables.read("outside-facts").itertuples():
        yield _entry(Quantity(row.fact_id), "outside", f"{row.source}, {row.topic}", "06-cross-check", row)


def _assumptions():
    for row in tables.read("assumptions").itertuples():
        yield _entry(Quantity(row.id, row.lo, row.hi, row.unit), "assumption", row.label, row.notebook, row)


def _derived(table):
    for row in tables.read(table["name"]).itertuples():
        quantity = Quantity(row.id, row.lo, row.hi, row.unit, row.bound)
        quantity.__dict__.update(written=row.formula, rests_on=tuple(row.inputs.split()), word="")
        yield _entry(quantity, "derived", row.label, table["made_by"], row)
