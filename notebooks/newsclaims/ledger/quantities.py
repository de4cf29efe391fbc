"""Quantities: numbers with a range, a bound and a unit that arithmetic keeps, and the formula they come from.

A quantity is an interval ``[lo, hi]`` of real numbers that surely holds the value. An end that nobody stated ("up to 300"
says nothing of the least) is kept apart from one that was, and a result says which of its ends are stated:

    total = Quantity("package-total", 300e6, 300e6, "USD", "up_to")
    years = Quantity("package-years", 4, 4, "year")
    str(total / years)        -> 'up to $75 million a year'
    (total / years).formula   -> 'package-total / package-years'
    total + years             -> DataError: package-total + package-years adds USD and year

Every result holds each value that single values of its inputs give (interval arithmetic; a quantity that stands in a formula
twice counts as two, so the interval may be wider than need be, and never too narrow). No middle is ever taken.
"""

import inspect
import math
import operator
import re
from datetime import date, timedelta
from functools import cache, wraps
from itertools import product
from typing import NamedTuple

import pandas as pd

from ..errors import DataError

BOUNDS = ("exact", "approx", "at_least", "at_most", "up_to", "more_than", "less_than")
DAYS_IN_YEAR = 365.25


class Undefined(DataError):
    """What is asked of these values has no answer: a ratio over what may be zero, a curve through points that allow none."""


class End(NamedTuple):
    """One end of an interval: ``stated`` where the evidence says it, ``strict`` where the value itself lies inside it."""

    value: float
    stated: bool = True
    strict: bool = False


@cache
def _registry():
    import pint

    units = pint.UnitRegistry(None)
    for line in (
        "percent = 0.01",
        "pp = 0.01",
        "x = 1",
        "year = [time]",
        "month = year / 12",
        "week = day * 7",
        "day = year / 365.25",
        "hour = day / 24",
        "minute = hour / 60",
        "date = [date]",
        "people = [people]",
    ):
        units.define(line)
    return units


@cache
def parse_unit(text):
    """The pint unit that ``text`` (``USD/year``, ``percent``, ``people``, "" for none) names; a word not known yet is a unit of its own."""
    units = _registry()
    if not re.fullmatch(r"(?:[A-Za-z_]\w*(?:[*/][A-Za-z_]\w*)*)?", text):
        raise DataError(f"{text!r} is no unit: write words with * or / between them, as in USD/year")
    for word in re.findall(r"[A-Za-z_]\w*", text):
        if word not in units:
            units.define(f"{word} = [{word}]")
    return units.Unit(text.replace("*", " * ").replace("/", " / "))


@cache
def _reduced(unit):
    """(factor, unit text) of ``unit`` (pint) with shares, factors and twice-named dimensions multiplied out."""
    one = (1 * unit).to_reduced_units()
    factor, over, under = one.magnitude, [], []
    for name, power in sorted(one.units._units.items()):
        if name in ("percent", "pp", "x"):
            factor *= _registry().Quantity(1, name).to("").magnitude ** power
        elif power != int(power):
            raise DataError(f"{unit} has a broken power of {name}")
        else:
            (over if power > 0 else under).extend([name] * abs(int(power)))
    if not over and not under:
        return factor, "x"
    return factor, "/".join(["*".join(over) or "x", *under])


def _factor(source, target, what):
    """What turns a number in unit ``source`` into one in unit ``target``."""
    import pint

    try:
        return (1 * parse_unit(source)).to(parse_unit(target)).magnitude
    except pint.DimensionalityError:
        raise DataError(f"{what} {source or 'a plain number'} and {target or 'a plain number'}") from None


class Quantity:
    """A number of the ledger, or one derived from some: ``low`` and ``high`` (End), ``unit`` (str), ``formula`` and ``inputs``.

    ``Quantity(id, lo, hi, unit, bound)`` takes a row of a table: under ``up_to``, ``at_most`` and ``less_than`` only ``hi`` counts,
    under ``at_least`` and ``more_than`` only ``lo``. ``date`` is an EDTF date instead of ends. Raises DataError for ends that are no interval.
    """

    kind, label, date, evidence = "derived", "", "", None

    def __init__(self, id, lo=math.nan, hi=math.nan, unit="", bound="exact", date="", **more):
        lo, hi = (math.nan if end is None or end is pd.NA else float(end) for end in (lo, hi))
        if date:
            lo, hi = date_ends(date)
            unit = "date"
        if bound in ("up_to", "at_most", "less_than"):
            low, high = End(0.0, stated=False), End(hi, strict=bound == "less_than")
        elif bound in ("at_least", "more_than"):
            low, high = End(lo, strict=bound == "more_than"), End(math.inf, stated=False)
        elif bound in ("exact", "approx"):
            low, high = End(lo), End(hi)
        else:
            raise DataError(
                f"{id or 'a quantity'}: {bound!r} is no bound; the bounds are {', '.join(BOUNDS)}"
            )
        if low.value > high.value:
            raise DataError(
                f"{id or 'a quantity'}: {low.value:g} to {high.value:g} is no interval: its end lies below its start"
            )
        self._set(low, high, unit, bound == "approx", id, (id,) if id else ())
        self.id, self.date, self.word = id, date, bound
        self.__dict__.update(more)

    def _set(self, low, high, unit, approx, formula, inputs):
        self.id, self.low, self.high, self.unit, self.approx = "", low, high, unit, approx
        self.formula, self.inputs, self.word = formula, inputs, ""

    @classmethod
    def _made(cls, low, high, unit, approx, formula, inputs):
        made = cls.__new__(cls)
        if math.isinf(low.value):
            low = low._replace(stated=False)
        if math.isinf(high.value):
            high = high._replace(stated=False)
        made._set(low, high, unit, approx, formula, tuple(dict.fromkeys(inputs)))
        return made

    @property
    def lo(self):
        """Least value (float), infinite or zero where none was stated."""
        return self.low.value

    @property
    def hi(self):
        """Greatest value (float), infinite where none was stated."""
        return self.high.value

    @property
    def bound(self):
        """One of BOUNDS: which ends are stated, and how."""
        if self.word:
            return self.word
        if self.low.stated and self.high.stated:
            return "approx" if self.approx else "exact"
        if self.high.stated:
            return "less_than" if self.high.strict else "up_to"
        if self.low.stated:
            return "more_than" if self.low.strict else "at_least"
        raise DataError(f"{self.name}: neither end of the result is known, so it says nothing")

    @property
    def name(self):
        return self.id or self.formula or "a quantity"

    @property
    def value(self):
        """The one number (float) that this quantity is, NaN where it states none; DataError where it is a range or one-sided."""
        if self.lo != self.hi and self.lo == self.lo:
            raise DataError(f"{self.name} is {self}, not one number: use its lo and hi")
        return self.lo

    def base(self):
        """The base case of an assumption: the one value in its range that its table names (Quantity)."""
        if self.kind != "assumption":
            raise DataError(f"base({self.name}): only an assumption has a base case")
        value = End(float(self.evidence.value))
        return self._made(value, value, self.unit, False, f"base({self.id})", (self.id,))

    def row(self):
        """(lo, hi, unit, bound) as tables hold them: an end that is not stated is empty (NaN)."""
        lo, hi = (end.value if end.stated else math.nan for end in (self.low, self.high))
        return lo, hi, self.unit, self.bound

    def to(self, unit):
        """The same quantity in another ``unit`` of its kind: ``to("percent")``, ``to("month")``."""
        factor = _factor(self.unit, unit, f"{self.name} cannot be turned:")
        low, high = (end._replace(value=end.value * factor) for end in (self.low, self.high))
        formula = f"to({self.formula}, '{unit}')"
        return self._made(low, high, unit, self.approx, formula, self.inputs)

    def text(self, digits=None):
        """In English words: ``up to $75 million a year``; ``digits``: significant digits to keep, None for all."""
        lo, hi, unit, bound = self.row()
        lo, hi = (hi if lo != lo else lo), (lo if hi != hi else hi)
        return shown_value(lo, hi, unit, bound, self.date, digits)

    def __str__(self):
        return self.text(None if self.id and self.kind != "derived" else 3)

    def __repr__(self):
        return f"<{self.name}: {self}>"

    def _with(self, other, sign, turn):
        """The quantity ``self sign other`` whose unit and scaled ends ``turn`` gives."""
        other = other if isinstance(other, Quantity) else _plain_number(other)
        formula = f"{_inside(self, sign)} {sign} {_inside(other, sign, right=True)}"
        for side in (self, other):
            if side.lo != side.lo:
                raise Undefined(f"{side.name} states no value, so {formula} cannot be computed")
        return turn(self, other, formula)

    def _swapped(self, other, method):
        return getattr(_plain_number(other), method)(self)

    def __add__(self, other):
        return self._with(other, "+", _sum)

    def __sub__(self, other):
        return self._with(other, "-", _difference)

    def __mul__(self, other):
        return self._with(other, "*", _product)

    def __truediv__(self, other):
        return self._with(other, "/", _ratio)

    def __pow__(self, power):
        if isinstance(power, Quantity):
            if power.lo != power.hi or power.unit not in ("", "x"):
                raise DataError(f"{power.name} is no plain single number, so nothing can be raised to it")
            power = power.value
        return self._with(power, "**", _power)

    def __radd__(self, other):
        return self._swapped(other, "__add__")

    def __rsub__(self, other):
        return self._swapped(other, "__sub__")

    def __rmul__(self, other):
        return self._swapped(other, "__mul__")

    def __rtruediv__(self, other):
        return self._swapped(other, "__truediv__")

    def _compared(self, other):
        other = other if isinstance(other, Quantity) else _plain_number(other)
        factor = (
            1
            if not other.inputs
            else _factor(
                other.unit, self.unit, f"{self.name} and {other.name} cannot be compared: they are in"
            )
        )
        return other.lo * factor, other.hi * factor

    def __gt__(self, other):
        """True where every value of this quantity is greater than every one of ``other``; a plain number is in this one's unit."""
        lo, hi = self._compared(other)
        return self.lo > hi or (self.lo == hi and self.low.strict)

    def __lt__(self, other):
        lo, hi = self._compared(other)
        return self.hi < lo or (self.hi == lo and self.high.strict)

    def __ge__(self, other):
        return self.lo >= self._compared(other)[1]

    def __le__(self, other):
        return self.hi <= self._compared(other)[0]

    def __eq__(self, other):
        if not isinstance(other, (Quantity, int, float)):
            return NotImplemented
        return (self.lo, self.hi) == self._compared(other)

    __hash__ = None


def _plain_number(number):
    """A number of a formula, that needs no evidence: 1, 2, 100."""
    if isinstance(number, bool) or not isinstance(number, (int, float)):
        raise DataError(f"{number!r} is neither a quantity nor a number")
    return Quantity._made(End(float(number)), End(float(number)), "x", False, f"{number:g}", ())


_BINDS = {"+": 1, "-": 1, "*": 2, "/": 2, "**": 3}


def _inside(side, sign, right=False):
    """The formula of ``side`` as a part of one with ``sign``, in brackets where it needs them."""
    within = re.sub(r"\([^()]*\)", "", side.formula)
    while within != (less := re.sub(r"\([^()]*\)", "", within)):
        within = less
    signs = re.findall(r"(?<= )(?:\*\*|[-+*/])(?= )", within)
    weakest = min((_BINDS[one] for one in signs), default=9)
    return (
        f"({side.formula})" if weakest < _BINDS[sign] or (right and weakest == _BINDS[sign]) else side.formula
    )


def _corners(function, *sides):
    """(low, high): the least and greatest value of ``function`` over the ends of the intervals ``sides``, as Ends."""
    ends = []
    for corner in product(*(dict.fromkeys((side.low, side.high)) for side in sides)):
        value = function(*(end.value for end in corner))
        ends.append(End(value, all(end.stated for end in corner), any(end.strict for end in corner)))
    found = []
    for pick in (min, max):
        value = pick(end.value for end in ends)
        there = [end for end in ends if end.value == value]
        found.append(End(value, any(end.stated for end in there), all(end.strict for end in there)))
    return found


def _scaled(side, unit, formula, verb):
    factor = _factor(side.unit, unit, f"{formula} {verb}")
    ends = (end._replace(value=end.value * factor) for end in (side.low, side.high))
    return Quantity._made(*ends, unit, side.approx, side.formula, side.inputs)


def _result(one, other, ends, unit, formula):
    return Quantity._made(*ends, unit, one.approx or other.approx, formula, (*one.inputs, *other.inputs))


def _sum(one, other, formula):
    if "date" in (one.unit, other.unit):
        when, span = (one, other) if one.unit == "date" else (other, one)
        one, other, unit = when, _scaled(span, "year", formula, "adds a date and"), "date"
    else:
        other, unit = _scaled(other, one.unit, formula, "adds"), one.unit
    return _result(one, other, _corners(operator.add, one, other), unit, formula)


def _difference(one, other, formula):
    if one.unit == other.unit == "date":
        unit = "year"
    elif one.unit == "date":
        other, unit = _scaled(other, "year", formula, "subtracts from a date"), "date"
    else:
        other, unit = _scaled(other, one.unit, formula, "subtracts"), one.unit
        unit = "pp" if unit == "percent" else unit
    return _result(one, other, _corners(operator.sub, one, other), unit, formula)


def _times(a, b):
    return 0.0 if a == 0 or b == 0 else a * b


def _product(one, other, formula):
    if not other.inputs or not one.inputs:  # twice 40% is 80%, not 0.8
        factor, unit = 1, one.unit if one.inputs else other.unit
    else:
        factor, unit = _reduced(parse_unit(one.unit) * parse_unit(other.unit))
    return _result(one, other, _corners(lambda a, b: _times(a, b) * factor, one, other), unit, formula)


def _ratio(one, other, formula):
    if (
        other.lo < 0 < other.hi
        or (other.low.stated and other.lo == 0)
        or (other.high.stated and other.hi == 0)
    ):
        raise Undefined(
            f"{formula} divides by what may be zero: {other.name} is {other.lo:g} to {other.hi:g}"
        )
    if not other.inputs:
        factor, unit = 1, one.unit
    else:
        factor, unit = _reduced(parse_unit(one.unit) / parse_unit(other.unit))

    def divide(a, b):
        if b == 0:
            return math.copysign(math.inf, a) if a else 0.0
        return 0.0 if math.isinf(b) else a / b * factor

    return _result(one, other, _corners(divide, one, other), unit, formula)


def _power(one, other, formula):
    power = other.value
    if one.lo < 0 or (one.lo == 0 and power < 0):
        raise Undefined(f"{formula} raises a number that may be {'zero' if one.lo == 0 else 'negative'}")
    factor, unit = (1, "x") if one.unit in ("", "x") else _reduced(parse_unit(one.unit) ** power)
    return _result(one, other, _corners(lambda a, b: a**b * factor, one, other), unit, formula)


def formula(unit, **arguments):
    """Make a function of numbers one that takes quantities too, and may stand in a formula.

    ``arguments``: for each one its unit and how the result moves with it: ``share="percent +"``, ``span="year -"``, ``rate="percent ?"``.
    The function is evaluated at the ends of the intervals, which is exact where it only rises or only falls (tested for every
    function); an argument marked ``?`` must be a single number. A function that returns a pair (low, high) gives an interval.
    With numbers the function is what it was.
    """

    def make(function):
        names = list(inspect.signature(function).parameters)

        @wraps(function)
        def lifted(*args, **keywords):
            bound = inspect.signature(function).bind(*args, **keywords)
            if not any(isinstance(value, Quantity) for value in bound.arguments.values()):
                return function(*args, **keywords)
            return _apply(function, unit, arguments, names, bound.arguments)

        lifted.unit, lifted.arguments, lifted.plain = unit, arguments, function
        return lifted

    return make


def _apply(function, unit, arguments, names, given):
    sides = {
        name: value if isinstance(value, Quantity) else _plain_number(value) for name, value in given.items()
    }
    whole = f"{function.__name__}({', '.join(sides[name].formula for name in names if name in sides)})"
    for name, side in sides.items():
        wanted, _, moves = arguments[name].partition(" ")
        if side.lo != side.lo:
            raise Undefined(f"{side.name} states no value, so {whole} cannot be computed")
        if moves == "?" and side.lo != side.hi:
            raise DataError(f"{whole}: {side.name} must be a single number, it is {side}")
        if side.inputs:
            sides[name] = _scaled(side, wanted.replace("one", "x"), whole, f"takes {name} in {wanted}:")
    parts = []
    for pick in (0, -1):

        def at(*values, pick=pick):
            found = function(**dict(zip(sides, map(float, values))))
            return float(found[pick] if isinstance(found, tuple) else found)

        try:
            parts.append(_corners(at, *sides.values()))
        except DataError as error:
            raise Undefined(f"{whole}: {error}") from None
    inputs = [one for side in sides.values() for one in side.inputs]
    return Quantity._made(
        parts[0][0], parts[1][1], unit, any(side.approx for side in sides.values()), whole, inputs
    )


@formula("year", quantity="year +")
def years(quantity):
    """A length of time in years."""
    return quantity


def date_ends(edtf):
    """(first, last) moment of an EDTF date as fractional years since 1970 (floats); an approximate date counts as stated."""
    from edtf import parse_edtf

    try:
        parsed = parse_edtf(edtf)
        first, last = (date(*day[:3]) for day in (parsed.lower_strict(), parsed.upper_strict()))
    except Exception:
        raise DataError(
            f"{edtf!r} is no date that can be placed in time: write it in EDTF, as in 2023-05"
        ) from None
    since = [
        (day - date(1970, 1, 1)) / timedelta(days=1) / DAYS_IN_YEAR
        for day in (first, last + timedelta(days=1))
    ]
    return since[0], since[1]


# How a value is written in English words.

SIGN = {"USD": "$", "EUR": "€", "GBP": "£", "CNY": "CN¥", "HKD": "HK$", "TWD": "NT$", "JPY": "JP¥"}
BOUND_WORDS = {
    "exact": "",
    "approx": "about ",
    "at_least": "at least ",
    "at_most": "at most ",
    "up_to": "up to ",
    "more_than": "more than ",
    "less_than": "less than ",
}
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_TIMES = ("year", "month", "week", "day", "hour", "minute")
_VAGUE = {
    1: "a few",
    10: "tens of",
    100: "hundreds of",
    1e3: "thousands of",
    1e4: "tens of thousands of",
    1e5: "hundreds of thousands of",
    1e6: "millions of",
    1e7: "tens of millions of",
    1e8: "hundreds of millions of",
    1e9: "billions of",
}
SCALES = ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"))


def plain(value, digits=None):
    """``value`` as people write it: 80, 2.5, 14.3 billion, 300 million, 4,034; ``digits``: significant digits to keep."""
    for size, name in SCALES:
        if abs(value) >= size:
            return _digits(value / size, digits) + name
    return _digits(value, digits)


def _digits(value, digits):
    places = 4 if digits is None or not value else min(4, digits - 1 - math.floor(math.log10(abs(value))))
    if digits is None and abs(value) < 0.001 and value:
        places = 2 - math.floor(math.log10(abs(value)))
    text = f"{round(value, places):,.{max(places, 0)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown_date(edtf):
    """An EDTF date in English words: ``May 2023``, ``about December 2024``, ``9 July 2025``; other forms stay as they are."""
    whole = re.fullmatch(r"(\d{4})(?:-(0[1-9]|1[0-2]))?(?:-(\d\d))?(~?)", edtf)
    if not whole:
        return edtf
    year, month, day, about = whole.groups()
    words = [str(int(day))] if day else []
    words += [MONTHS[int(month) - 1]] if month else []
    return ("about " if about else "") + " ".join([*words, year])


def _vague(lo, unit, bound):
    """几小时 is "a few hours", 几百名 "hundreds of people": the interval of a vague amount is a convention and not what was said."""
    noun = {"USD": "dollars", "x": "times"}.get(unit, unit + ("s" if unit in _TIMES else ""))
    return f"{BOUND_WORDS[bound]}{_VAGUE[lo / 2]} {noun}".rstrip()


def shown_value(lo, hi, unit, bound="exact", date="", digits=None):
    """A value in English words: ``up to $300 million``, ``80%``, ``2.5 times``, ``May 2023``, ``$75 million a year``."""
    if date:
        return shown_date(date)
    if pd.isna(lo):
        return "an unstated amount"
    unit, _, per = unit.partition("/")
    per = "".join(
        f" an {one}" if one[0] in "aeiou" or one == "hour" else f" a {one}" for one in per.split("/") if one
    )
    if lo / 2 in _VAGUE and hi == lo * 4.5:
        return _vague(lo, unit, bound) + per
    sign = SIGN.get(unit, "")
    low, high = plain(lo, digits), plain(hi, digits)
    if low != high:
        scale = high.partition(" ")[2]
        low = low.removesuffix(f" {scale}") if scale and low.endswith(scale) and not sign else low
        number = f"{sign}{low} to {sign}{high}"
    else:
        number = sign + low
    if unit == "percent":
        number += "%"
    elif unit == "pp":
        number += " percentage points"
    elif unit == "x":
        number += " times"
    elif unit == "rank":
        number = "rank " + number
    elif unit and not sign:
        number += f" {unit}" + ("s" if high != "1" and unit in _TIMES else "")
    return BOUND_WORDS[bound] + number + per
