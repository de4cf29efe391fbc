"""Quantity: a number with a range, a bound and a unit that arithmetic keeps.

A quantity is an interval of real numbers that surely holds the value. An end that nobody stated ("up to 300"
says nothing of the least) is kept apart from one that was, and a result says which of its ends are stated:

>>> total = Quantity.of(hi=300e6, unit="USD", bound="up_to")
>>> years = Quantity.of(4, 4, "year")
>>> str(total / years)
'up to $75 million a year'
>>> total + years
Traceback (most recent call last):
newsclaims.errors.DataError: up to $300 million + 4 years adds year and USD

What rested on evidence that was taken away is *undetermined*: arithmetic goes on with it, and gives the same.

Every result holds each value that single values of its parts give (interval arithmetic; a quantity that
stands in a formula twice counts as two, so that the interval may be wider than need be, and never too
narrow). No middle is ever taken.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import product
from typing import Any, NamedTuple, Self

from ..errors import DataError
from . import units
from .edtf import years_since_1970
from .wording import shown_value

BOUNDS = ("exact", "approx", "at_least", "at_most", "up_to", "more_than", "less_than")
UNDETERMINED = "undetermined"  # stands for a bound where evidence was taken away: there is no value at all


class Undefined(DataError):  # noqa: N818
    """These values allow no answer: a ratio over what may be zero, a curve through points that allow none."""


class Undetermined(Undefined):
    """A condition is not decided, since evidence that it rests on was taken away."""


class End(NamedTuple):
    """One end of an interval: ``stated`` where evidence says it, ``strict`` where the value lies inside."""

    value: float
    stated: bool = True
    strict: bool = False


class Signs:
    """Signs of arithmetic and comparison, handed to ``_combined`` and ``_compared`` of what has values."""

    @classmethod
    def _combined(cls, left: Any, sign: str, right: Any) -> Self:
        raise NotImplementedError

    def _compared(self, sign: str, other: Any) -> bool:
        raise NotImplementedError

    def __add__(self, other: Any) -> Self:
        return self._combined(self, "+", other)

    def __radd__(self, other: Any) -> Self:
        return self._combined(other, "+", self)

    def __sub__(self, other: Any) -> Self:
        return self._combined(self, "-", other)

    def __rsub__(self, other: Any) -> Self:
        return self._combined(other, "-", self)

    def __mul__(self, other: Any) -> Self:
        return self._combined(self, "*", other)

    def __rmul__(self, other: Any) -> Self:
        return self._combined(other, "*", self)

    def __truediv__(self, other: Any) -> Self:
        return self._combined(self, "/", other)

    def __rtruediv__(self, other: Any) -> Self:
        return self._combined(other, "/", self)

    def __pow__(self, other: Any) -> Self:
        return self._combined(self, "**", other)

    def __rpow__(self, other: Any) -> Self:
        return self._combined(other, "**", self)

    def __gt__(self, other: Any) -> bool:
        return self._compared(">", other)

    def __lt__(self, other: Any) -> bool:
        return self._compared("<", other)

    def __ge__(self, other: Any) -> bool:
        return self._compared(">=", other)

    def __le__(self, other: Any) -> bool:
        return self._compared("<=", other)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, (type(self), int, float)):
            return NotImplemented
        return self._compared("==", other)

    __hash__ = None  # type: ignore[assignment]  # what compares by value and unit is no key


@dataclass(frozen=True, eq=False, repr=False)
class Quantity(Signs):
    """An interval with a unit; arithmetic and comparison keep ends, units and bounds.

    Plain numbers may stand beside quantities: ``2 * share``. A comparison is true where it is true of every
    value of both sides; a plain number is compared in the unit of the other side.

    Parameters
    ----------
    low, high : End
        The ends, in ``unit``; NaN in both for a value that is not stated. An infinite end is never stated.
    unit : str
        As for `units.parse_unit`.
    approx : bool
        Whether the ends are approximate.
    given_bound : str
        The word of ``BOUNDS`` that the evidence has; "" for a result, whose ends tell its bound.
    date : str
        The date in EDTF that the interval is, "" for none.
    plain : bool
        Whether it is a plain number of a formula: twice 40% is 80%, not 0.8.

    Raises
    ------
    DataError
        Where the last value lies below the first.
    """

    low: End
    high: End
    unit: str = ""
    approx: bool = False
    given_bound: str = ""
    date: str = ""
    plain: bool = False

    def __post_init__(self) -> None:
        for name in ("low", "high"):
            end = getattr(self, name)
            if math.isinf(end.value) and end.stated:
                object.__setattr__(self, name, end._replace(stated=False))
        if self.lo > self.hi:
            raise DataError(f"{self.lo:g} to {self.hi:g} is no interval: its end lies below its start")

    @classmethod
    def of(
        cls, lo: float = math.nan, hi: float = math.nan, unit: str = "", bound: str = "exact", date: str = ""
    ) -> Self:
        """The quantity that a row of a table describes.

        Parameters
        ----------
        lo, hi : float
            Ends, in ``unit``. Under ``up_to``, ``at_most`` and ``less_than`` only ``hi`` counts, and the
            value is taken not to be negative; under ``at_least`` and ``more_than`` only ``lo`` counts.
        unit : str
            As for `units.parse_unit`.
        bound : str
            One of ``BOUNDS``.
        date : str
            A date in EDTF, which is taken instead of ends and unit.

        Returns
        -------
        Quantity

        Raises
        ------
        DataError
            For ends that are no interval, a bound that is none, and a date that has no days.

        Examples
        --------
        >>> Quantity.of(0.4, 0.6, "x").row()
        (0.4, 0.6, 'x', 'exact')
        >>> str(Quantity.of(date="2023-05"))
        'May 2023'
        """
        lo, hi = float(lo), float(hi)
        if bound == UNDETERMINED:
            return cls.undetermined()
        if date:
            (lo, hi), unit = years_since_1970(date), "date"
        if bound in ("up_to", "at_most", "less_than"):
            low, high = End(0.0, stated=False), End(hi, strict=bound == "less_than")
        elif bound in ("at_least", "more_than"):
            low, high = End(lo, strict=bound == "more_than"), End(math.inf, stated=False)
        elif bound in ("exact", "approx"):
            low, high = End(lo), End(hi)
        else:
            raise DataError(f"{bound!r} is no bound; the bounds are {', '.join(BOUNDS)}")
        return cls(low, high, unit, bound == "approx", bound, date)

    @classmethod
    def undetermined(cls) -> Self:
        """What is not known any more; with it every result is undetermined.

        Examples
        --------
        >>> 2 * Quantity.undetermined() + 1
        <undetermined>
        """
        nothing = End(math.nan, stated=False)
        return cls(nothing, nothing, given_bound=UNDETERMINED)

    @classmethod
    def number(cls, number: float) -> Self:
        """A plain number, as a part of a formula that needs no evidence: 1, 2, 100.

        Raises
        ------
        DataError
            For what is no number.
        """
        if isinstance(number, bool) or not isinstance(number, (int, float)):
            raise DataError(f"{number!r} is neither a quantity nor a number")
        return cls(End(float(number)), End(float(number)), "x", plain=True)

    @property
    def lo(self) -> float:
        """Least value, infinite or zero where none was stated."""
        return self.low.value

    @property
    def hi(self) -> float:
        """Greatest value, infinite where none was stated."""
        return self.high.value

    @property
    def has_value(self) -> bool:
        """Whether it states a value at all."""
        return not math.isnan(self.lo)

    @property
    def is_undetermined(self) -> bool:
        """Whether it is not known any more, as `undetermined` gives it."""
        return self.given_bound == UNDETERMINED

    @property
    def single(self) -> bool:
        """Whether it is one number, or none, and not a range."""
        return self.lo == self.hi or not self.has_value

    @property
    def bound(self) -> str:
        """One of ``BOUNDS``: which ends are stated, and how; DataError where none is.

        ``UNDETERMINED`` for what is.
        """
        self.check()
        if self.given_bound:
            return self.given_bound
        if self.low.stated and self.high.stated:
            return "approx" if self.approx else "exact"
        if self.high.stated:
            return "less_than" if self.high.strict else "up_to"
        return "more_than" if self.low.strict else "at_least"

    @property
    def says_something(self) -> bool:
        """Whether one of its ends is stated."""
        return self.low.stated or self.high.stated

    def check(self, name: str = "a quantity") -> None:
        """Raise a DataError, with ``name`` before it, where neither end is known."""
        if not self.says_something and not self.is_undetermined:
            raise DataError(f"{name}: neither end of the result is known, so it says nothing")

    @property
    def value(self) -> float:
        """The one number that it is, NaN where it states none; DataError for a range or a bound."""
        if not self.single:
            raise DataError(f"{self} is not one number: use its lo and hi")
        return self.lo

    def row(self) -> tuple[float, float, str, str]:
        """(lo, hi, unit, bound) as tables hold them: an end that is not stated is NaN."""
        lo, hi = (end.value if end.stated else math.nan for end in (self.low, self.high))
        return lo, hi, self.unit, self.bound

    def to(self, unit: str) -> Self:
        """The same in another unit of its kind.

        Raises
        ------
        DataError
            For a unit that measures something else.

        Examples
        --------
        >>> Quantity.of(2, 3, "year").to("month").row()
        (24.0, 36.0, 'month', 'exact')
        """
        try:
            return self.scaled(unit, "cannot be turned:")
        except DataError as error:
            raise DataError(f"{self} {error}") from None

    def scaled(self, unit: str, what: str) -> Self:
        """The same in ``unit``; ``what``: as for `units.conversion_factor`."""
        if self.is_undetermined:
            return self
        factor = units.conversion_factor(self.unit, unit, what)
        low, high = (end._replace(value=end.value * factor) for end in (self.low, self.high))
        return replace(self, low=low, high=high, unit=unit, given_bound="", date="")

    def text(self, digits: int | None = None, readable: bool = False) -> str:
        """The value in English words, with so many significant ``digits`` (all, if not given).

        ``readable``: rounded by the rule of its unit instead (see `wording`), as ``str`` gives it.
        """
        if self.is_undetermined:
            return UNDETERMINED
        if not self.says_something:
            return "an unknown amount"
        lo, hi, unit, bound = self.row()
        lo, hi = (hi if math.isnan(lo) else lo), (lo if math.isnan(hi) else hi)
        return shown_value(lo, hi, unit, bound, self.date, digits, readable)

    def __str__(self) -> str:
        return self.text(readable=True)

    def __repr__(self) -> str:
        return f"<{self}>"

    @classmethod
    def _combined(cls, left: Any, sign: str, right: Any) -> Self:
        sides = [side if isinstance(side, Quantity) else cls.number(side) for side in (left, right)]
        return combine(sides[0], sign, sides[1])  # type: ignore[return-value]

    def _compared(self, sign: str, other: Any) -> bool:
        return compare(self, sign, other if isinstance(other, Quantity) else self.number(other))


def combine(left: Quantity, sign: str, right: Quantity, said: str = "") -> Quantity:
    """The result of one step of arithmetic.

    Parameters
    ----------
    left, right : Quantity
    sign : str
        One of ``+ - * / **``; after ``**`` stands a single plain number.
    said : str
        How an error names the step; by the values themselves, if not given.

    Returns
    -------
    Quantity

    Raises
    ------
    DataError
        For units that do not go together.
    Undefined
        For values that allow no answer: not stated, or a divisor that may be zero.

    Examples
    --------
    >>> combine(Quantity.of(1, 2, "USD"), "-", Quantity.of(0.5, 0.5, "USD")).row()
    (0.5, 1.5, 'USD', 'exact')
    """
    try:
        if left.is_undetermined or right.is_undetermined:
            return Quantity.undetermined()
        if not (left.has_value and right.has_value):
            raise Undefined("cannot be computed: a side of it states no value")
        return _ARITHMETIC[sign](left, right)
    except DataError as error:
        raise type(error)(f"{said or f'{left} {sign} {right}'} {error}") from None


def compare(left: Quantity, sign: str, right: Quantity, said: str = "") -> bool:
    """Whether a comparison is true of every value of both sides; never where one is undetermined.

    Parameters
    ----------
    left, right : Quantity
    sign : str
        One of ``> < >= <= ==``; equal are those with equal ends.
    said : str
        How an error names the two sides.

    Returns
    -------
    bool

    Raises
    ------
    DataError
        For units that do not go together.

    Examples
    --------
    >>> compare(Quantity.of(1, 2, "year"), ">", Quantity.of(10, 11, "month"))
    True
    >>> compare(Quantity.of(1, 2, "year"), ">", Quantity.of(10, 12, "month"))
    False
    >>> compare(Quantity.of(1, 2, "year"), ">", Quantity.of(hi=12, unit="month", bound="less_than"))
    True
    """
    if left.is_undetermined or right.is_undetermined:
        return False
    factor = 1.0
    if not (left.plain or right.plain):
        try:
            factor = units.conversion_factor(right.unit, left.unit, "cannot be compared: they are in")
        except DataError as error:
            raise DataError(f"{said or f'{left} and {right}'} {error}") from None
    lo, hi = right.lo * factor, right.hi * factor
    return {
        ">": left.lo > hi or (left.lo == hi and (left.low.strict or right.high.strict)),
        "<": left.hi < lo or (left.hi == lo and (left.high.strict or right.low.strict)),
        ">=": left.lo >= hi,
        "<=": left.hi <= lo,
        "==": (left.lo, left.hi) == (lo, hi),
    }[sign]


def corners(function: Callable[..., float], *sides: Quantity) -> tuple[End, End]:
    """The least and greatest value of a function over the ends of intervals.

    Exact where the function only rises or only falls in each argument. An end of the result is stated where
    one of the corners that give it has stated ends alone, and strict where each of them has a strict one.

    Parameters
    ----------
    function : callable
        Takes as many numbers as there are sides and gives a number.
    *sides : Quantity

    Returns
    -------
    tuple of End

    Examples
    --------
    >>> low, high = corners(lambda a, b: a - b, Quantity.of(5, 6), Quantity.of(hi=2, bound="up_to"))
    >>> low, high.stated
    (End(value=3.0, stated=True, strict=False), False)
    """
    ends = []
    for corner in product(*(dict.fromkeys((side.low, side.high)) for side in sides)):
        value = function(*(end.value for end in corner))
        ends.append(End(value, all(end.stated for end in corner), any(end.strict for end in corner)))
    low, high = (_extreme(pick(end.value for end in ends), ends) for pick in (min, max))
    return low, high


def _extreme(value: float, ends: list[End]) -> End:
    there = [end for end in ends if end.value == value]
    return End(value, any(end.stated for end in there), all(end.strict for end in there))


def _result(left: Quantity, right: Quantity, function: Callable[..., float], unit: str) -> Quantity:
    low, high = corners(function, left, right)
    return Quantity(low, high, unit, left.approx or right.approx, plain=left.plain and right.plain)


def _sum(left: Quantity, right: Quantity) -> Quantity:
    if "date" in (left.unit, right.unit):
        when, span = (left, right) if left.unit == "date" else (right, left)
        return _result(when, span.scaled("year", "adds a date and"), operator.add, "date")
    unit = "percent" if {left.unit, right.unit} == {"percent", "pp"} else left.unit
    return _result(left, right.scaled(left.unit, "adds"), operator.add, unit)


def _difference(left: Quantity, right: Quantity) -> Quantity:
    if left.unit == right.unit == "date":
        return _result(left, right, operator.sub, "year")
    if left.unit == "date":
        return _result(left, right.scaled("year", "subtracts from a date"), operator.sub, "date")
    unit = "pp" if left.unit == "percent" and right.unit != "pp" else left.unit
    return _result(left, right.scaled(left.unit, "subtracts"), operator.sub, unit)


def _product(left: Quantity, right: Quantity) -> Quantity:
    if left.plain or right.plain:
        factor, unit = 1.0, right.unit if left.plain else left.unit
    else:
        factor, unit = units.product(left.unit, right.unit)
    return _result(left, right, lambda a, b: (0.0 if a == 0 or b == 0 else a * b) * factor, unit)


def _ratio(left: Quantity, right: Quantity) -> Quantity:
    touches = (right.low.stated and right.lo == 0) or (right.high.stated and right.hi == 0)
    if touches or right.lo < 0 < right.hi:
        raise Undefined(f"divides by what may be zero, {right.lo:g} to {right.hi:g}")
    factor, unit = (1.0, left.unit) if right.plain else units.ratio(left.unit, right.unit)

    def divide(a: float, b: float) -> float:
        if b == 0:
            return math.copysign(math.inf, a if right.hi > 0 else -a) if a else 0.0
        return 0.0 if math.isinf(b) else a / b * factor

    return _result(left, right, divide, unit)


def _power(left: Quantity, right: Quantity) -> Quantity:
    if not right.single or right.unit not in ("", "x"):
        raise DataError("raises to what is no plain single number")
    if left.lo < 0 or (left.lo == 0 and right.lo < 0):
        raise Undefined(f"raises a number that may be {'zero' if left.lo == 0 else 'negative'}")
    factor, unit = (1.0, "x") if left.unit in ("", "x") else units.power(left.unit, right.lo)
    return _result(left, right, lambda a, b: a**b * factor, unit)


_ARITHMETIC = {"+": _sum, "-": _difference, "*": _product, "/": _ratio, "**": _power}
