"""Proportions: the noise of a share, of a ratio of hazards, of an order, and the people behind them.

A *share* is in percent (0 to 100), *people* is the base of a share, a *level* of an interval is in
percent. A published share is taken as it is printed: the count behind it need not be a whole number. The
functions marked with ``accepts_quantities`` take quantities of the ledger too.
"""

import math

import numpy as np
from scipy.optimize import brentq
from scipy.stats import binom
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


@accepts_quantities(
    "x",
    left="percent -",
    right="percent +",
    left_people="people ?",
    right_people="people ?",
    level="percent ?",
)
def hazard_ratio(
    left: float, right: float, left_people: float, right_people: float, level: float = 95
) -> tuple[float, float]:
    """Interval of the ratio of two constant hazards, ln(left) / ln(right), from the shares that stayed.

    Wilson's intervals of both shares, as log(-ln share), put together as Newcombe does for a difference
    (the method of variance estimates recovery).

    Parameters
    ----------
    left, right : float
        Percent that stayed for the same time, more than 0 and less than 100.
    left_people, right_people : float
        How many each was seen among, at least 1.
    level : float
        Level of the interval, percent.

    Returns
    -------
    tuple of two floats
        Its ends, how many times as fast people leave `left` as they leave `right`.

    Raises
    ------
    DataError
        For a share beyond 0 to 100 or at an end of it, a base below 1, or a level that is none.

    References
    ----------
    Zou & Donner (2008), Statistics in Medicine 27, 1693-1702.

    Examples
    --------
    >>> [round(end, 2) for end in hazard_ratio(64, 80, 400, 400)]
    [1.52, 2.63]
    """
    check_share(left, right)
    for share in (left, right):
        check(0 < share < 100, f"a share of {share:g}% has no hazard to compare")
    scales = []
    for share, people in ((left, left_people), (right, right_people)):
        ends = wilson(share, people, level)
        # the higher the share, the lower the hazard
        scales.append([math.log(-math.log(one / 100)) for one in (share, ends[1], ends[0])])
    (a, a_low, a_high), (b, b_low, b_high) = scales
    return (
        math.exp(a - b - math.hypot(a - a_low, b_high - b)),
        math.exp(a - b + math.hypot(a_high - a, b - b_low)),
    )


@accepts_quantities(
    "x",
    left="people +",
    right="people -",
    left_people="people -",
    right_people="people +",
    level="percent ?",
)
def rate_ratio(
    left: float, right: float, left_people: float, right_people: float, level: float = 95
) -> tuple[float, float]:
    """Exact interval of the ratio of two rates of rare events, each a count beside a number of people.

    Given their sum, the first of two Poisson counts is binomial, so that Clopper and Pearson's interval of
    its share gives that of the ratio.

    Parameters
    ----------
    left, right : float
        Whole numbers of events, not both 0.
    left_people, right_people : float
        People among whom they were counted, at least 1.
    level : float
        Level of the interval, percent.

    Returns
    -------
    tuple of two floats
        Its ends, how many times the rate of `right` that of `left` is; infinite above where `right` is 0.

    Raises
    ------
    DataError
        For a count that is none, none at all, a base below 1, or a level that is not between 0 and 100.

    References
    ----------
    Przyborowski & Wilenski (1940), Biometrika 31, 313-323; Clopper & Pearson (1934).

    Examples
    --------
    >>> [round(end, 2) for end in rate_ratio(10, 2, 3350, 1035)]
    [0.33, 14.5]
    """
    for count in (left, right):
        check(count >= 0 and count == round(count), f"{count:g} is no count of events")
    check(left + right > 0, "no event on either side gives no ratio")
    check_people(left_people, right_people)
    check_level(level)
    ends = proportion.proportion_confint(left, left + right, 1 - level / 100, method="beta")
    low, high = (float(end) for end in ends)
    scale = right_people / left_people
    return scale * low / (1 - low), scale * high / (1 - high) if high < 1 else math.inf


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


@accepts_quantities(
    "people", left="percent ?", right="percent ?", rounding="pp ?", level="percent ?", ratio="one -"
)
def base_if_rounded(
    left: float, right: float, rounding: float = 0.5, level: float = 95, ratio: float = 1.0
) -> tuple[int, int]:
    """``base_to_separate`` at the widest and at the narrowest gap that rounding allows.

    Parameters
    ----------
    left, right : float
        Percent as printed, further apart than twice the `rounding`.
    rounding : float
        Percentage points by which each may be off.
    level : float
        Level of the interval, percent.
    ratio : float
        People behind `right` for each one behind `left`.

    Returns
    -------
    tuple of two ints
        Fewest and most people behind `left`.

    Raises
    ------
    DataError
        For two shares that may be equal before rounding, or past 0 or 100 by it.

    Examples
    --------
    >>> base_if_rounded(80, 67)
    (77, 105)
    """
    high, low = max(left, right), min(left, right)
    check(high - low > 2 * rounding, f"{high:g}% and {low:g}% may be the same share before rounding")
    apart = math.copysign(rounding, left - right)
    wide = base_to_separate(left + apart, right - apart, ratio, level)
    return wide, base_to_separate(left - apart, right + apart, ratio, level)


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


@accepts_quantities(
    "percent", left="percent +", right="percent -", left_people="people ?", right_people="people ?"
)
def stays_ahead(left: float, right: float, left_people: float, right_people: float) -> float:
    """Percent of redraws in which one share is ahead of another, a tie counted as half; exact.

    Parameters
    ----------
    left, right : float
        Percent; `left` is the one that may be ahead.
    left_people, right_people : float
        How many stand behind each, at least 1; rounded to whole people.

    Returns
    -------
    float
        Percent of redraws.

    Raises
    ------
    DataError
        For a share beyond 0 to 100 or a base below 1.

    Examples
    --------
    >>> round(stays_ahead(80, 78, 160, 1000), 1)
    72.4
    """
    check_share(left, right)
    check_people(left_people, right_people)
    left_people, right_people = round(left_people), round(right_people)
    count = np.arange(left_people + 1)
    same = count * right_people  # where both shares are the same: the other's count, times left_people
    behind = [
        binom.cdf(most, right_people, right / 100)
        for most in ((same - 1) // left_people, same // left_people)
    ]
    return 100 * float(binom.pmf(count, left_people, left / 100) @ sum(behind)) / 2
