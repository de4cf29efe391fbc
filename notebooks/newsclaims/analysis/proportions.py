"""Proportions: how much noise a share may hold, and how many people tell two shares apart.

A *share* is in percent (0 to 100), *people* is the base of a share, a *level* of an interval is in
percent. A published share is taken as it is printed: the count behind it need not be a whole number. The
functions marked with ``accepts_quantities`` take quantities of the ledger too.
"""

import math

from scipy.optimize import brentq
from statsmodels.stats import proportion

from ..ledger import accepts_quantities
from .checks import check, check_level, check_people, check_share


@accepts_quantities("percent", share="percent +", people="people ?", level="percent ?")
def wilson(share: float, people: float, level: float = 95) -> tuple[float, float]:
    """Wilson's score interval of a share, by statsmodels.

    Parameters
    ----------
    share : float
        Percent seen.
    people : float
        How many it was seen among, at least 1.
    level : float
        Level of the interval, percent.

    Returns
    -------
    tuple of two floats
        Its ends, percent.

    Raises
    ------
    DataError
        For a share beyond 0 to 100, a base below 1, or a level that is not between 0 and 100.

    References
    ----------
    Wilson (1927), Journal of the American Statistical Association 22, 209-212.

    Examples
    --------
    >>> [round(end, 1) for end in wilson(80, 160)]
    [73.1, 85.5]
    """
    check_share(share)
    check_people(people)
    check_level(level)
    low, high = proportion.proportion_confint(share / 100 * people, people, 1 - level / 100, method="wilson")
    return 100 * float(low), 100 * float(high)


@accepts_quantities(
    "pp",
    left="percent +",
    right="percent -",
    left_people="people ?",
    right_people="people ?",
    level="percent ?",
)
def share_difference(
    left: float, right: float, left_people: float, right_people: float, level: float = 95
) -> tuple[float, float]:
    """Newcombe's interval of the difference of two shares, by statsmodels.

    Wilson's intervals of both shares, put together.

    Parameters
    ----------
    left, right : float
        Percent seen; the difference is `left` - `right`.
    left_people, right_people : float
        How many each was seen among, at least 1.
    level : float
        Level of the interval, percent.

    Returns
    -------
    tuple of two floats
        Its ends, percentage points.

    Raises
    ------
    DataError
        For a share beyond 0 to 100, a base below 1, or a level that is not between 0 and 100.

    References
    ----------
    Newcombe (1998), Statistics in Medicine 17, 873-890, method 10.

    Examples
    --------
    >>> [round(end, 2) for end in share_difference(80, 60, 70, 80)]
    [5.24, 33.39]
    """
    check_share(left, right)
    check_people(left_people, right_people)
    check_level(level)
    low, high = proportion.confint_proportions_2indep(
        left / 100 * left_people,
        left_people,
        right / 100 * right_people,
        right_people,
        method="newcomb",
        alpha=1 - level / 100,
    )
    return 100 * float(low), 100 * float(high)


@accepts_quantities("people", left="percent ?", right="percent ?", ratio="one -", level="percent ?")
def base_to_separate(left: float, right: float, ratio: float = 1.0, level: float = 95) -> int:
    """Least number of people behind a share at which ``share_difference`` to another leaves zero out.

    Parameters
    ----------
    left, right : float
        Percent seen, two different shares.
    ratio : float
        People behind `right` for each one behind `left`; they are never fewer than 1.
    level : float
        Level of the interval, percent.

    Returns
    -------
    int
        People behind `left`.

    Raises
    ------
    DataError
        For two equal shares, which no base tells apart, or a ratio that is not positive.

    Examples
    --------
    >>> base_to_separate(80, 67), base_to_separate(80, 78)
    (89, 3188)
    """
    check_share(left, right)
    check((ratio > 0) & (ratio < math.inf), f"{ratio:g} times as many people are no base")
    check(left != right, f"two shares of {left:g}% are told apart by no base")

    def distance(people: float) -> float:
        """How far the interval lies from zero, negative where it holds zero."""
        low, high = share_difference(left, right, people, max(1.0, ratio * people), level)
        return max(low, -high)

    top = 1
    while distance(top) <= 0:
        top *= 2
    if top == 1:
        return 1
    near = math.floor(brentq(distance, top / 2, top, xtol=1e-6))
    return next(people for people in range(max(near, 1), top + 1) if distance(people) > 0)


@accepts_quantities("people", left="percent ?", right="percent ?", power="percent +", level="percent ?")
def base_to_detect(left: float, right: float, power: float = 80, level: float = 95) -> int:
    """People needed behind each of two true shares so that most reports would tell them apart.

    Statsmodels' normal approximation for two independent proportions, as many people behind both.

    Parameters
    ----------
    left, right : float
        Percent, two different true shares.
    power : float
        Percent of reports that are to tell them apart, more than 0 and less than 100.
    level : float
        Level of the interval that tells them apart, percent.

    Returns
    -------
    int
        People behind each share.

    Raises
    ------
    DataError
        For two equal shares, which no base tells apart, or a power or a level that is not between 0 and
        100.

    References
    ----------
    Fleiss, Levin & Paik (2003), Statistical Methods for Rates and Proportions, chapter 4.

    Examples
    --------
    >>> base_to_detect(60, 50)
    388
    """
    check_share(left, right)
    check(0 < power < 100, f"no base gives a power of {power:g}%: give more than 0 and less than 100")
    check(left != right, f"two shares of {left:g}% are told apart by no base")
    check_level(level)
    return math.ceil(
        proportion.samplesize_proportions_2indep_onetail(
            (left - right) / 100, right / 100, power / 100, alpha=1 - level / 100
        )
    )
