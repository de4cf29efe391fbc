"""EDTF: the days that a date stands for (Extended Date/Time Format, ISO 8601-2)."""

import math
import warnings
from datetime import date, timedelta
from functools import cache

import pandas as pd

from ..errors import DataError

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its grammar is not as pyparsing would like it, where that is asked
    from edtf import parse_edtf

DAYS_IN_YEAR = 365.25


@cache
def days(edtf: str) -> tuple[date, date]:
    """First and last day that a date states; an approximate one counts as it is stated.

    Parameters
    ----------
    edtf : str
        A date in EDTF.

    Returns
    -------
    tuple of datetime.date

    Raises
    ------
    DataError
        For what is no date with days.

    Examples
    --------
    >>> [str(day) for day in days("2024-02")]
    ['2024-02-01', '2024-02-29']
    """
    try:
        parsed = parse_edtf(edtf)
        first, last = (date(*day[:3]) for day in (parsed.lower_strict(), parsed.upper_strict()))
    except Exception:  # the package raises many kinds, some of them its own bugs
        raise DataError(
            f"{edtf!r} is no date that can be placed in time: write it in EDTF, as in 2023-05"
        ) from None
    return first, last


def possible_days(edtf: str) -> tuple[date, date]:
    """Earliest and latest day that a date may stand for.

    An approximate date reaches one unit of its precision to either side: ``2024-12~`` may be November or
    January. Others reach no farther than they state.

    Parameters
    ----------
    edtf : str
        A date in EDTF.

    Returns
    -------
    tuple of datetime.date

    Raises
    ------
    DataError
        For what is no date with days.

    Examples
    --------
    >>> [str(day) for day in possible_days("2024-12~")]
    ['2024-11-01', '2025-01-31']
    """
    first, last = days(edtf)
    if not edtf.endswith("~"):
        return first, last
    reach = (pd.DateOffset(years=1), pd.DateOffset(months=1), pd.DateOffset(days=1))[edtf.count("-")]
    day = pd.Timedelta(days=1)
    return (pd.Timestamp(first) - reach).date(), (pd.Timestamp(last) + day + reach - day).date()


def years_since_1970(edtf: str) -> tuple[float, float]:
    """First and last moment that a date states, as fractional years since 1970.

    Parameters
    ----------
    edtf : str
        A date in EDTF; "" for one that is not known, which gives NaN twice.

    Returns
    -------
    tuple of float

    Raises
    ------
    DataError
        For what is no date with days.

    Examples
    --------
    >>> [round(moment, 3) for moment in years_since_1970("1971")]
    [0.999, 1.999]
    """
    if not edtf:
        return math.nan, math.nan
    first, last = days(edtf)
    begin, end = (
        (day - date(1970, 1, 1)) / timedelta(days=1) / DAYS_IN_YEAR
        for day in (first, last + timedelta(days=1))
    )
    return begin, end
