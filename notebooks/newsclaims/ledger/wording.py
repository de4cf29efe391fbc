"""Wording: how a value is written in English words, and in how many digits.

What a source states is written as the source states it. What was computed is rounded by the rule of its unit:

    people, items and other counts    whole; one decimal below ten, three digits from a million on
    percent, points, ranks, times     one decimal, at most three digits
    money, plain numbers              two decimals, at most three digits
    all of these below one            two digits
"""

import math
import re
from collections.abc import Collection

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
_SINGULAR = {"people": "person", "items": "item", "points": "point"}
_PLACES = {"percent": 1, "pp": 1, "rank": 1, "x": 2, "": 2} | dict.fromkeys(TIMES, 1) | dict.fromkeys(SIGN, 2)
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


def spelled(slug: str, names: Collection[str]) -> str:
    """A slug as words, with the ``names`` of employers and others as they write themselves.

    Examples
    --------
    >>> spelled("openai-turmoil", ["OpenAI", "Meta AI"]), spelled("meta-ai-part", ["OpenAI", "Meta AI"])
    ('OpenAI turmoil', 'Meta AI part')
    """
    words = slug.replace("-", " ")
    for name in sorted(filter(None, names), key=len):
        words = re.sub(rf"\b{re.escape(name)}\b", name, words, flags=re.I)
    return words


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


def readable_digits(value: float, unit: str) -> int:
    """How many significant digits of a computed number the rule of its unit keeps.

    Parameters
    ----------
    value : float
    unit : str
        As for `units.parse_unit`, without what it is per.

    Returns
    -------
    int

    Examples
    --------
    >>> [readable_digits(value, "people") for value in (2.8, 375.2, 10971)]
    [2, 3, 5]
    >>> [readable_digits(value, "percent") for value in (0.0333, 4.1667, 63.925, 1008.9)]
    [2, 2, 3, 3]
    """
    size = 1 + math.floor(math.log10(abs(value))) if value else 1
    if unit in _PLACES:
        return min(3, max(2, size + _PLACES[unit]))
    return 3 if size > 6 else max(2, size)


def _rounded(value: float, digits: int | None) -> str:
    size = math.floor(math.log10(abs(value))) if value else 0
    places = 4 if size >= -3 else 2 - size  # below 0.001 three digits
    if digits is not None:
        places = min(places, digits - 1 - size)
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
    lo: float,
    hi: float,
    unit: str,
    bound: str = "exact",
    date: str = "",
    digits: int | None = None,
    readable: bool = False,
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
    readable : bool
        Whether to round by the rule of the unit instead, as a fraction without end always is.

    Returns
    -------
    str

    Examples
    --------
    >>> shown_value(3e8, 3e8, "USD", "up_to")
    'up to $300 million'
    >>> shown_value(1e6, 1.4e6, "USD/year")
    '$1 million to $1.4 million a year'
    >>> shown_value(100 / 3, 100 / 3, "percent")
    '33.3%'
    >>> shown_value(2, 9, "hour")
    'a few hours'
    >>> shown_value(375.2, 375.2, "people", readable=True), shown_value(1, 1, "people")
    ('375 people', '1 person')
    """
    if date:
        return shown_date(date)
    if pd.isna(lo):
        return "an unstated amount"
    unit, _, below = unit.partition("/")
    per = "".join(map(_per, filter(None, below.split("/"))))
    if lo / 2 in _VAGUE and hi == lo * 4.5:
        return _vague(lo, unit, bound) + per
    readable = readable or unit == "percent" and digits is None and round(lo, 4) != lo  # 三分之一
    low, high = (shown_number(end, readable_digits(end, unit) if readable else digits) for end in (lo, hi))
    return BOUND_WORDS[bound] + _ends(low, high, unit) + per


def _per(unit: str) -> str:
    unit = _SINGULAR.get(unit, unit)
    return f" an {unit}" if re.match("[aeio]|u(?!ni|s)|hour", unit) else f" a {unit}"


def _vague(lo: float, unit: str, bound: str) -> str:
    """几小时 is "a few hours": the interval of a vague amount is a convention and not what was said."""
    noun = {"USD": "dollars", "x": "times"}.get(unit, unit + ("s" if unit in TIMES else ""))
    return f"{BOUND_WORDS[bound]}{_VAGUE[lo / 2]} {noun}".rstrip()


def _ends(low: str, high: str, unit: str) -> str:
    """One number or two, with their unit."""
    sign = SIGN.get(unit, "")
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
    if high == "1":
        return f"{number} {_SINGULAR.get(unit, unit)}"
    return f"{number} {unit}" + ("s" if unit in TIMES else "")
