"""Formulas: functions of numbers that take quantities too, counts of tables, and the text of formulas.

A formula is arithmetic over ids (a minus sign stands between blanks), functions that ``accepts_quantities``
marks, and counts of tables: ``rows('claims', "type == 'value'")``.
"""

from __future__ import annotations

import ast
import inspect
import math
import operator
import re
from collections.abc import Callable, Mapping
from functools import partial, wraps
from pathlib import Path
from typing import Any, Protocol, cast

import pandas as pd

from .. import tables
from ..errors import DataError
from .entry import Entry
from .quantity import End, Quantity, Undefined, Undetermined, corners

# Functions that take quantities


class QuantityFunction(Protocol):
    """A function that ``accepts_quantities`` made.

    ``plain`` is the function of numbers; ``unit`` and ``arguments`` are as given.
    """

    __name__: str
    plain: Callable[..., Any]
    unit: str
    arguments: dict[str, str]

    def __call__(self, *args: Any, **keywords: Any) -> Any:
        """The result: a number, a pair, a Quantity or an Entry."""


def accepts_quantities(unit: str, **arguments: str) -> Callable[[Callable[..., Any]], QuantityFunction]:
    """Make a function of numbers one that takes quantities and entries too, and may stand in a formula.

    The function is evaluated at the ends of the intervals, which is exact where it only rises or only falls
    in each argument. With numbers alone it is what it was.

    Parameters
    ----------
    unit : str
        Unit of the result.
    **arguments : str
        For each argument its unit, in which the function gets it, and how the result moves with it:
        ``"percent +"`` rises, ``"year -"`` falls, ``"one ?"`` does either, so that the argument must be a
        single number; ``one`` stands for no unit.

    Returns
    -------
    callable
        A decorator for a function that returns a number, or a pair (low, high), of which quantities make one
        interval. Quantities give a Quantity; entries give an Entry with the call as its formula.

    Examples
    --------
    >>> @accepts_quantities("percent", share="percent +", span="year +")
    ... def kept_a_year(share, span):
    ...     return 100 * (share / 100) ** (1 / span)
    >>> kept_a_year(81, 2)
    90.0
    >>> kept_a_year(Quantity.of(64, 81, "percent"), Quantity.of(24, 24, "month"))
    <80 to 90%>
    """

    def make(function: Callable[..., Any]) -> QuantityFunction:
        signature = inspect.signature(function)

        @wraps(function)
        def lifted(*args: Any, **keywords: Any) -> Any:
            given = signature.bind(*args, **keywords).arguments
            if any(isinstance(value, Entry) for value in given.values()):
                return _over_entries(made, given)
            if any(isinstance(value, Quantity) for value in given.values()):
                sides = {
                    name: value if isinstance(value, Quantity) else Quantity.number(value)
                    for name, value in given.items()
                }
                return _over_quantities(
                    made, sides, f"{made.__name__}({', '.join(map(str, sides.values()))})"
                )
            return function(*args, **keywords)

        made = cast(Any, lifted)
        made.plain, made.unit, made.arguments = function, unit, arguments
        return cast(QuantityFunction, made)

    return make


def _over_entries(function: QuantityFunction, given: Mapping[str, Any]) -> Entry:
    sides = {name: Entry.of(value) for name, value in given.items()}
    formula = f"{function.__name__}({', '.join(side.term for side in sides.values())})"
    quantity = _over_quantities(function, {name: side.quantity for name, side in sides.items()}, formula)
    return Entry.unnamed(quantity, formula, tuple(id for side in sides.values() for id in side.sources))


def _over_quantities(function: QuantityFunction, sides: dict[str, Quantity], said: str) -> Quantity:
    """The interval of ``function`` over ``sides`` (by argument); ``said``: how an error names the call."""
    if any(side.is_undetermined for side in sides.values()):
        return Quantity.undetermined()
    scaled = {}
    for name, side in sides.items():
        unit, _, moves = function.arguments[name].partition(" ")
        if not side.has_value:
            raise Undefined(f"{name} states no value, so {said} cannot be computed")
        if moves == "?" and not side.single:
            raise DataError(f"{said}: {name} must be a single number, it is {side}")
        what = f"{said} takes {name} in {unit}:"
        scaled[name] = side if side.plain else side.scaled(unit.replace("one", "x"), what)

    def at(place: int, *values: float) -> float:
        found = function.plain(**dict(zip(scaled, values, strict=True)))
        return float(found[place] if isinstance(found, tuple) else found)

    try:
        low, high = (corners(partial(at, place), *scaled.values())[place] for place in (0, -1))
    except DataError as error:
        raise Undefined(f"{said}: {error}") from None
    return Quantity(low, high, function.unit.replace("one", "x"), any(side.approx for side in sides.values()))


# Counts of tables


def rows(table: str, query: str = "", *, root: Path = tables.ROOT) -> Entry:
    """How many rows of a table fulfil a query.

    Parameters
    ----------
    table : str
        Name of the table in ``data/datapackage.json``.
    query : str
        In pandas' query language; "" for all rows.
    root : Path
        Folder of the collection.

    Returns
    -------
    Entry
        In items, without a name.

    Raises
    ------
    DataError
        Where there is no such table.

    Examples
    --------
    >>> print(rows("claims", "type == 'value'").formula)
    rows('claims', "type == 'value'")
    """
    return _looked_up(len(_rows_of(table, query, root)), "rows", table, query)


def distinct(table: str, column: str, query: str = "", *, root: Path = tables.ROOT) -> Entry:
    """How many different values a column of a table has in the rows that fulfil a query.

    Parameters
    ----------
    table, query, root
        As for `rows`.
    column : str

    Returns
    -------
    Entry
        In items, without a name.

    Raises
    ------
    DataError
        Where there is no such table.

    Examples
    --------
    >>> distinct("claims", "speaker").unit
    'items'
    """
    return _looked_up(_rows_of(table, query, root)[column].nunique(), "distinct", table, column, query)


def total(table: str, column: str, query: str = "", *, root: Path = tables.ROOT) -> Entry:
    """The sum of a column of a table over the rows that fulfil a query.

    Parameters
    ----------
    table, query, root
        As for `rows`.
    column : str
        One of numbers.

    Returns
    -------
    Entry
        In items, without a name.

    Raises
    ------
    DataError
        Where there is no such table.

    Examples
    --------
    >>> total("sentences", "characters").inputs
    ('table:sentences',)
    """
    return _looked_up(_rows_of(table, query, root)[column].sum(), "total", table, column, query)


def cell(table: str, column: str, query: str, *, root: Path = tables.ROOT) -> Entry:
    """The number in a column of the one row of a table that fulfils a query.

    Parameters
    ----------
    table, query, root
        As for `rows`.
    column : str
        One of numbers.

    Returns
    -------
    Entry
        In x, without a name.

    Raises
    ------
    DataError
        Where no row or more than one fulfils it.

    Examples
    --------
    >>> cell("assumptions", "value", "id == 'confidence-level'").unit
    'x'
    """
    found = _rows_of(table, query, root)[column]
    if len(found) != 1:
        raise DataError(f"cell({table!r}, {column!r}, {query!r}): {len(found)} rows fulfil it, not one")
    return _looked_up(found.iloc[0], "cell", table, column, query)


def _rows_of(table: str, query: str, root: Path) -> pd.DataFrame:
    frame = tables.read(table, root)
    return frame.query(query) if query else frame


def _looked_up(value: float, name: str, table: str, *words: str) -> Entry:
    said = [repr(table), *(repr(word) if "'" not in word else f'"{word}"' for word in words if word)]
    if pd.isna(value):  # a cell that rests on what is undetermined
        quantity = Quantity.undetermined()
    else:
        quantity = Quantity(End(float(value)), End(float(value)), "x" if name == "cell" else "items")
    return Entry.unnamed(quantity, f"{name}({', '.join(said)})", (f"table:{table}",))


# The text of formulas

_TOKEN = re.compile(r"""'[^']*'|"[^"]*"|[A-Za-z]\w*(?:-\w+)*|\s+|.""", re.S)
_SIGNS: dict[type[ast.AST], Callable[[Any, Any], Any]] = {
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


def words(text: str) -> list[str]:
    """What of a formula may be an id: its words, with the names of functions and arguments.

    Examples
    --------
    >>> words("hazard(meta-retention, span=2 * cohort-span)")
    ['hazard', 'meta-retention', 'span', 'cohort-span']
    """
    return [token for token in _TOKEN.findall(text) if token[0].isalpha()]


def evaluate(
    text: str,
    entry: Callable[[str], Entry],
    functions: Mapping[str, Callable[..., Any]],
    root: Path = tables.ROOT,
) -> Entry | bool:
    """What a formula or a condition gives.

    Parameters
    ----------
    text : str
        The formula.
    entry : callable
        Gives the entry of an id, and raises DataError for what is none.
    functions : mapping
        Name to function, of all that the formula may call besides ``rows``, ``distinct``, ``total``,
        ``cell``, ``base`` and ``to``.
    root : Path
        Folder of the collection, for counts of tables.

    Returns
    -------
    Entry or bool
        An entry without a name, or the truth of a condition.

    Raises
    ------
    DataError
        Where the text is no formula, or its units do not go together.
    Undefined
        Where it has no answer for these values; Undetermined for a condition that is not decided, since
        evidence is absent that its truth rests on.

    Examples
    --------
    >>> known = {"term": Entry("term", "Term", "claim", Quantity.of(2, 4, "year"))}
    >>> evaluate("2 * term", known.__getitem__, {})
    <2 * term: 4 to 8 years>
    >>> evaluate("term > 1 and term < 4", known.__getitem__, {})
    False
    """
    return _Evaluation(text, entry, functions, root).result()


def _base(entry: Any) -> Entry:
    return Entry.of(entry).base()


def _to(entry: Any, unit: str) -> Entry:
    return Entry.of(entry).to(unit)


class _Evaluation:
    """One formula while it is evaluated: its text, and what its words mean."""

    def __init__(
        self,
        text: str,
        entry: Callable[[str], Entry],
        functions: Mapping[str, Callable[..., Any]],
        root: Path,
    ):
        self.text, self.entry = text, entry
        self.functions: dict[str, Callable[..., Any]] = {
            **{one.__name__: partial(one, root=root) for one in (rows, distinct, total, cell)},
            "base": _base,
            "to": _to,
            **functions,
        }
        self.ids: dict[str, str] = {}

    def result(self) -> Entry | bool:
        """The entry or truth that the whole text gives."""
        try:
            tree = ast.parse(self._readable().strip(), mode="eval")
        except SyntaxError:
            raise self._error() from None
        found = self._value(tree.body)
        if isinstance(found, str):
            raise self._error()
        return found if isinstance(found, bool) else Entry.of(found)

    def _error(self) -> DataError:
        return DataError(f"{self.text!r} is no formula: write ids, numbers and + - * / ** between blanks")

    def _readable(self) -> str:
        """The text with a name that Python's grammar takes for each id; ``self.ids`` says for which."""
        parts = []
        for found in _TOKEN.finditer(self.text):
            token, after = found[0], self.text[found.end() :].lstrip()
            called = after.startswith("(") or (after.startswith("=") and not after.startswith("=="))
            if re.match(r"[A-Za-z]", token) and not called and token not in ("and", "or", "not"):
                name = f"_{found.start()}"
                self.ids[name] = token
                token = f" {name} "  # apart from what stands before it: 3k is no number
            parts.append(token)
        return "".join(parts)

    def _value(self, node: ast.AST) -> Any:
        match node:
            case ast.Name(id=name) if name in self.ids:
                if self.ids[name] == "nan":  # a number that a cell put in and that is not known
                    return Entry.of(math.nan)
                return self.entry(self.ids[name])
            case ast.Constant(value=value) if isinstance(value, (int, float, str)):
                return value
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _SIGNS:
                return self._applied(op, self._value(left), self._value(right))
            case ast.UnaryOp(op=ast.USub(), operand=inner):
                return -1 * self._value(inner)
            case ast.UnaryOp(op=ast.Not(), operand=inner):
                return not self._truth(inner)
            case ast.BoolOp(op=op, values=values):
                return self._joined(isinstance(op, ast.Or), values)
            case ast.Compare():
                return self._comparison(node)
            case ast.Call(func=ast.Name()):
                return self._call(node)
        raise self._error()

    def _joined(self, decisive: bool, nodes: list[ast.expr]) -> bool:
        """The truth of parts joined by "or" (one true part is ``decisive``) or by "and" (one false part).

        A part that is not decided matters only where no other decides.
        """
        undecided = None
        for node in nodes:
            try:
                if self._truth(node) == decisive:
                    return decisive
            except Undetermined as error:
                undecided = error
        if undecided:
            raise undecided
        return not decisive

    def _comparison(self, node: ast.Compare) -> bool:
        if not all(type(op) in _SIGNS for op in node.ops):
            raise self._error()
        sides = [self._value(side) for side in (node.left, *node.comparators)]
        steps = zip(node.ops, sides, sides[1:], strict=False)
        return all(self._applied(op, left, right) for op, left, right in steps)

    def _applied(self, op: ast.AST, left: Any, right: Any) -> Any:
        if isinstance(op, ast.cmpop):
            for side in (left, right):
                if isinstance(side, Entry) and side.quantity.is_undetermined:
                    raise Undetermined(f"{self.text!r} is not decided: {side.term} is {side}")
        try:
            return _SIGNS[type(op)](left, right)
        except (ArithmeticError, TypeError) as error:  # 1 / 0, a ** 2000, 1 > 'a'
            raise DataError(f"{self.text!r} cannot be computed: {error}") from None

    def _truth(self, node: ast.AST) -> bool:
        found = self._value(node)
        if not isinstance(found, bool):
            raise DataError(f"{self.text!r} takes a number for a condition: compare it with something")
        return found

    def _call(self, node: ast.Call) -> Any:
        name = cast(ast.Name, node.func).id
        if name not in self.functions:
            raise DataError(
                f"{self.text!r} calls {name}, which is no function of this ledger: "
                "hand it over in Ledger.load(formulas=...)"
            )
        function = self.functions[name]
        keywords = {str(keyword.arg): self._value(keyword.value) for keyword in node.keywords}
        args = [self._value(arg) for arg in node.args]
        try:
            inspect.signature(function).bind(*args, **keywords)
        except TypeError as error:
            raise DataError(f"{self.text!r}: {name} cannot be called so: {error}") from None
        return function(*args, **keywords)
