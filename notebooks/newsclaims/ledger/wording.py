"""Wording: how a value is written in English words."""

import math
import re

import pandas as pd

from .units import TIMES

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
SCALES = ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"))
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


def shown_number(value: float, digits: int | None = None) -> str:
    """A number as people write it, with words for millions and more.

    Parameters
    ----------
    value : float
    digits : int, optional
        Significant digits to keep; all, if not given.

    Returns
    -------
    str

    Examples
    --------
    >>> [shown_number(value) for value in (80, 2.5, 14.3e9, 4034)]
    ['80', '2.5', '14.3 billion', '4,034']
    >>> shown_number(1234.5, 2)
    '1,200'
    """
    for size, name in SCALES:
        if abs(value) >= size:
            return _rounded(value / size, digits) + name
    return _rounded(value, digits)


def _rounded(value: float, digits: int | None) -> str:
    places = 4 if digits is None or not value else min(4, digits - 1 - math.floor(math.log10(abs(value))))
    if digits is None and abs(value) < 0.001 and value:
        places = 2 - math.floor(math.log10(abs(value)))
    text = f"{round(value, places):,.{max(places, 0)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown_date(edtf: str) -> str:
    """A date in EDTF in English words; forms other than year, month and day stay as they are.

    Parameters
    ----------
    edtf : str

    Returns
    -------
    str

    Examples
    --------
    >>> [shown_date(edtf) for edtf in ("2023-05", "2024-12~", "2025-07-09", "2025-34")]
    ['May 2023', 'about December 2024', '9 July 2025', '2025-34']
    """
    whole = re.fullmatch(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?(~?)", edtf)
    if not whole:
        return edtf
    year, month, day, about = whole.groups()
    words = [str(int(day))] if day else []
    words += [MONTHS[int(month) - 1]] if month else []
    return ("about " if about else "") + " ".join([*words, year])


def shown_value(
    lo: float, hi: float, unit: str, bound: str = "exact", date: str = "", digits: int | None = None
) -> str:
    """A value in English words.

    Parameters
    ----------
    lo, hi : float
        Its ends, in ``unit``; the same number twice for a single one. NaN for a value that is not stated.
    unit : str
        As for `units.parse_unit`, "" for none.
    bound : str
        A key of ``BOUND_WORDS``.
    date : str
        A date in EDTF, which is shown instead of the ends.
    digits : int, optional
        Significant digits to keep; all, if not given.

    Returns
    -------
    str

    Examples
    --------
    >>> shown_value(3e8, 3e8, "USD", "up_to")
    'up to $300 million'
    >>> shown_value(1e6, 1.4e6, "USD/year")
    '$1 million to $1.4 million a year'
    >>> shown_value(2, 9, "hour")
    'a few hours'
    """
    if date:
        return shown_date(date)
    if pd.isna(lo):
        return "an unstated amount"
    unit, _, below = unit.partition("/")
    per = "".join(map(_per, filter(None, below.split("/"))))
    if lo / 2 in _VAGUE and hi == lo * 4.5:
        return _vague(lo, unit, bound) + per
    return BOUND_WORDS[bound] + _ends(lo, hi, unit, digits) + per


def _per(unit: str) -> str:
    return f" an {unit}" if unit[0] in "aeiou" or unit == "hour" else f" a {unit}"


def _vague(lo: float, unit: str, bound: str) -> str:
    """几小时 is "a few hours": the interval of a vague amount is a convention and not what was said."""
    noun = {"USD": "dollars", "x": "times"}.get(unit, unit + ("s" if unit in TIMES else ""))
    return f"{BOUND_WORDS[bound]}{_VAGUE[lo / 2]} {noun}".rstrip()


def _ends(lo: float, hi: float, unit: str, digits: int | None) -> str:
    """One number or two, with their unit."""
    sign = SIGN.get(unit, "")
    low, high = shown_number(lo, digits), shown_number(hi, digits)
    number = sign + low
    if low != high:
        scale = high.partition(" ")[2]
        low = low.removesuffix(f" {scale}") if scale and low.endswith(scale) and not sign else low
        number = f"{sign}{low} to {sign}{high}"
    if unit == "rank":
        return "rank " + number
    special = {"percent": "%", "pp": " percentage points", "x": " times"}
    if unit in special or sign or not unit:
        return number + special.get(unit, "")
    return f"{number} {unit}" + ("s" if high != "1" and unit in TIMES else "")
