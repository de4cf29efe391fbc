"""Checks of input that several modules of the analysis share: what cannot be is refused in one line.

NaN, a number that is not known, is let through, and what is computed from it is NaN.
"""

import numpy as np
from numpy.typing import ArrayLike

from ..errors import DataError


def check(fine: ArrayLike, message: str) -> None:
    """Raise DataError with ``message`` unless ``fine`` (bool, or an array of them) is true throughout.

    Examples
    --------
    >>> check([True, False], "give positive numbers")
    Traceback (most recent call last):
        ...
    newsclaims.errors.DataError: give positive numbers
    """
    if not np.all(fine):
        raise DataError(message)


def check_share(*shares: ArrayLike) -> None:
    """Raise DataError unless all ``shares`` (numbers or arrays) lie from 0 to 100 percent.

    Examples
    --------
    >>> check_share(80, [0, 101])
    Traceback (most recent call last):
        ...
    newsclaims.errors.DataError: 101% is no share: give a percentage from 0 to 100
    """
    _check_each(shares, 0, 100, "{:g}% is no share: give a percentage from 0 to 100")


def check_people(*bases: ArrayLike) -> None:
    """Raise DataError unless all ``bases`` (numbers or arrays of people) are finite and at least 1.

    Examples
    --------
    >>> check_people(160, 0.5)
    Traceback (most recent call last):
        ...
    newsclaims.errors.DataError: 0.5 people are no base of a share: give at least 1
    """
    _check_each(bases, 1, np.finfo(float).max, "{:g} people are no base of a share: give at least 1")


def check_span(span: float) -> None:
    """Raise DataError unless ``span`` (years) is finite and more than 0.

    Examples
    --------
    >>> check_span(0)
    Traceback (most recent call last):
        ...
    newsclaims.errors.DataError: a span of 0 years is none: give a positive number
    """
    check(
        np.isnan(span) | (span > 0) & (span < np.inf),
        f"a span of {span:g} years is none: give a positive number",
    )


def check_level(level: float) -> None:
    """Raise DataError unless ``level`` (percent, of an interval) lies between 0 and 100.

    Examples
    --------
    >>> check_level(100)
    Traceback (most recent call last):
        ...
    newsclaims.errors.DataError: an interval at 100% is none: give a level of more than 0 and less than 100
    """
    check(
        (level > 0) & (level < 100),
        f"an interval at {level:g}% is none: give a level of more than 0 and less than 100",
    )


def _check_each(given: tuple[ArrayLike, ...], least: float, most: float, message: str) -> None:
    for numbers in given:
        numbers = np.atleast_1d(numbers)
        wrong = numbers[(numbers < least) | (numbers > most)]  # what is not known gives what is not known
        if wrong.size:
            raise DataError(message.format(wrong[0]))
