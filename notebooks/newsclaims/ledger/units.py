"""Units: words such as ``USD/year``, ``percent``, ``people``, and the factors between them."""

import re
from functools import cache
from typing import Any

import pint

from ..errors import DataError

TIMES = ("year", "month", "week", "day", "hour", "minute")  # the words for lengths of time
_REGISTRY: pint.UnitRegistry[Any] = pint.UnitRegistry(None)
for _line in (
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
    _REGISTRY.define(_line)


@cache
def parse_unit(text: str) -> pint.Unit:
    """The unit that a text names; a word that is not known yet becomes a unit of its own.

    Parameters
    ----------
    text : str
        Words with ``*`` or ``/`` between them, "" for no unit.

    Returns
    -------
    pint.Unit

    Raises
    ------
    DataError
        Where the text is not of that form.

    Examples
    --------
    >>> str(parse_unit("USD/year"))
    'USD / year'
    """
    if not re.fullmatch(r"(?:[A-Za-z_]\w*(?:[*/][A-Za-z_]\w*)*)?", text):
        raise DataError(f"{text!r} is no unit: write words with * or / between them, as in USD/year")
    for word in re.findall(r"[A-Za-z_]\w*", text):
        if word not in _REGISTRY:
            _REGISTRY.define(f"{word} = [{word}]")
    return _REGISTRY.Unit(text.replace("*", " * ").replace("/", " / "))


def conversion_factor(source: str, target: str, what: str = "there is no factor between") -> float:
    """What turns a number in the unit ``source`` into one in the unit ``target``.

    Parameters
    ----------
    source, target : str
        Units, as for `parse_unit`.
    what : str
        How an error begins; the two units follow.

    Returns
    -------
    float

    Raises
    ------
    DataError
        Where the two measure different things.

    Examples
    --------
    >>> conversion_factor("year", "month")
    12.0
    >>> conversion_factor("USD", "year", "nobody can add")
    Traceback (most recent call last):
    newsclaims.errors.DataError: nobody can add USD and year
    """
    try:
        return float((1 * parse_unit(source)).to(parse_unit(target)).magnitude)
    except pint.DimensionalityError:
        raise DataError(f"{what} {source or 'a plain number'} and {target or 'a plain number'}") from None


def product(left: str, right: str) -> tuple[float, str]:
    """(factor, unit) of a product of numbers in the units ``left`` and ``right``, as `reduced` gives them.

    Examples
    --------
    >>> product("USD/year", "month")
    (0.08333333333333333, 'USD')
    """
    return reduced(parse_unit(left) * parse_unit(right))


def ratio(left: str, right: str) -> tuple[float, str]:
    """(factor, unit) of a ratio of numbers in the units ``left`` and ``right``, as `reduced` gives them.

    Examples
    --------
    >>> ratio("USD", "percent")
    (100.0, 'USD')
    """
    return reduced(parse_unit(left) / parse_unit(right))


def power(unit: str, exponent: float) -> tuple[float, str]:
    """(factor, unit) of a number in ``unit`` raised to ``exponent``, as `reduced` gives them.

    Examples
    --------
    >>> power("year", 2)
    (1, 'year*year')
    """
    return reduced(parse_unit(unit) ** exponent)


@cache
def reduced(unit: pint.Unit) -> tuple[float, str]:
    """(factor, text) of a unit with shares, factors and twice-named dimensions multiplied out.

    Raises
    ------
    DataError
        Where a word stands in it to a power that is no whole number.
    """
    one = (1 * unit).to_reduced_units()
    factor = one.magnitude
    over: list[str] = []
    under: list[str] = []
    for name, exponent in sorted(one.units._units.items()):
        if name in ("percent", "pp", "x"):
            factor *= _REGISTRY.Quantity(1, name).to("").magnitude ** exponent
        elif exponent != int(exponent):
            raise DataError(f"{unit} has a broken power of {name}")
        else:
            (over if exponent > 0 else under).extend([name] * abs(int(exponent)))
    if not over and not under:
        return factor, "x"
    return factor, "/".join(["*".join(over) or "x", *under])
