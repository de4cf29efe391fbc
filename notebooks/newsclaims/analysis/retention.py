"""Retention: what the share of a cohort that is still employed says of leaving, and of whom it says so.

A *share* is in percent (0 to 100), a *span* in years. A published share is taken as it is printed: the
count behind it need not be a whole number. The functions marked with ``accepts_quantities`` take quantities
of the ledger too.
"""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import brentq
from scipy.special import exprel

from ..ledger import accepts_quantities
from .checks import check, check_share, check_span

# From one share to time: curves through one point.


def weibull_survival(
    share: ArrayLike,
    span: float | NDArray[np.float64],
    years: ArrayLike,
    shape: float | NDArray[np.float64],
) -> NDArray[np.float64]:
    """As ``survival``, for arrays of shares and shapes too, and without its checks.

    Parameters
    ----------
    share, span, years, shape : float or array of float
        Percent still employed after `span` years, years since joining, and shape of the curve, which numpy
        spreads over each other.

    Returns
    -------
    float or array of float
        Percent still employed.

    Examples
    --------
    >>> weibull_survival([64, 81], 2, 1, 1)
    array([80., 90.])
    """
    share, years = np.asarray(share, dtype=float), np.asarray(years, dtype=float)
    return 100 * (share / 100) ** ((years / span) ** shape)


@accepts_quantities("percent", share="percent +", span="year +", years="year -", shape="one ?")
def survival(share: float, span: float, years: ArrayLike, shape: float = 1.0) -> NDArray[np.float64]:
    """Percent still employed after a time, on the Weibull curve through one share.

    S(t) = share^((t / span)^shape), which is scipy's ``weibull_min`` with the one scale that meets the
    share.

    Parameters
    ----------
    share : float
        Percent still employed after `span`.
    span : float
        Years from joining to the count.
    years : float or array of float
        Years from joining at which the curve is read, 0 or more.
    shape : float
        1 for a constant hazard (the exponential curve), less for early leaving that slows down, more for
        leaving that speeds up.

    Returns
    -------
    float or array of float
        Percent still employed, of the shape of `years`.

    Raises
    ------
    DataError
        For a share beyond 0 to 100, a span or a shape that is not positive, or years before joining.

    Examples
    --------
    Of 80% after two years, at an even rate 64% are left after four:

    >>> survival(80, 2, [0, 2, 4]).round(6)
    array([100.,  80.,  64.])
    """
    check_share(share)
    check_span(span)
    check(np.asarray(years) >= 0, "a curve starts at joining: give years from 0 on")
    check(shape > 0, f"a Weibull curve of shape {shape:g} is none: give a positive number")
    return weibull_survival(share, span, years, shape)


@accepts_quantities(
    "percent", share="percent +", span="year ?", years="year -", part="percent ?", cliff="year ?"
)
def cliff_survival(
    share: float, span: float, years: ArrayLike, part: float, cliff: float = 1.0
) -> NDArray[np.float64]:
    """Percent still employed after a time, where many leave on one day, as when the first stock has vested.

    Of the cumulative hazard -ln(share) that the first `span` years hold, `part` percent falls on that
    day, the rest evenly on the time before and after; it goes on at that even rate beyond `span`.

    Parameters
    ----------
    share : float
        Percent still employed after `span`.
    span : float
        Years from joining to the count.
    years : float or array of float
        Years from joining at which the curve is read, 0 or more.
    part : float
        Percent of the cumulative hazard that falls on the day of the cliff.
    cliff : float
        Years from joining to that day, more than 0 and no more than `span`.

    Returns
    -------
    float or array of float
        Percent still employed, of the shape of `years`.

    Raises
    ------
    DataError
        For a share or a part beyond 0 to 100, a span that is not positive, a cliff outside it, or years
        before joining.

    Examples
    --------
    Half of the leaving falls on the day one year after joining:

    >>> cliff_survival(64, 2, [0.99, 1, 2], part=50).round(1)
    array([89.5, 71.6, 64. ])
    """
    check_share(share, part)
    check_span(span)
    years = np.asarray(years, dtype=float)
    check(years >= 0, "a curve starts at joining: give years from 0 on")
    check(
        (cliff > 0) & (cliff <= span), f"a cliff after {cliff:g} years does not lie within the first {span:g}"
    )
    return 100 * (share / 100) ** ((1 - part / 100) * years / span + part / 100 * (years >= cliff))


@accepts_quantities("percent/year", share="percent -", span="year -")
def annual_attrition(share: float, span: float) -> float:
    """Percent of those present that leave in a year, at a constant hazard.

    Parameters
    ----------
    share : float
        Percent still employed after `span`.
    span : float
        Years from joining to the count.

    Returns
    -------
    float
        Percent a year.

    Raises
    ------
    DataError
        For a share beyond 0 to 100 or a span that is not positive.

    Examples
    --------
    >>> round(annual_attrition(64, 2), 6)
    20.0
    """
    return 100 - float(survival(share, span, 1))


@accepts_quantities("x/year", share="percent -", span="year -")
def hazard(share: float, span: float) -> float:
    """Rate of leaving per person and year, -ln(share) / span, at a constant hazard.

    Parameters
    ----------
    share : float
        Percent still employed after `span`, more than 0.
    span : float
        Years from joining to the count.

    Returns
    -------
    float
        Leavers per person and year.

    Raises
    ------
    DataError
        For a share of 0, which has no finite hazard, or beyond 0 to 100, or a span that is not positive.

    Examples
    --------
    >>> round(hazard(80, 2), 3)
    0.112
    """
    check_share(share)
    check_span(span)
    check(share > 0, "a share of 0% has no finite hazard")
    return -math.log(share / 100) / span


@accepts_quantities("year", share="percent +", span="year +", shape="one ?")
def half_life(share: float, span: float, shape: float = 1.0) -> float:
    """Years until half have left, on the curve that ``survival`` draws.

    Parameters
    ----------
    share : float
        Percent still employed after `span`, more than 0.
    span : float
        Years from joining to the count.
    shape : float
        Shape of the Weibull curve, as for ``survival``.

    Returns
    -------
    float
        Years; infinite where nobody leaves.

    Raises
    ------
    DataError
        For a share of 0 or beyond 0 to 100, or a span or a shape that is not positive.

    Examples
    --------
    >>> half_life(25, 2)
    1.0
    """
    rate = hazard(share, span) * span
    check(shape > 0, f"a Weibull curve of shape {shape:g} is none: give a positive number")
    return math.inf if rate == 0 else span * (math.log(2) / rate) ** (1 / shape)


@accepts_quantities("one", share="percent +", span="year ?", later_share="percent -", later_span="year ?")
def weibull_shape(share: float, span: float, later_share: float, later_span: float) -> float:
    """The shape of the one Weibull curve through two shares: 1 where the hazard is constant.

    Parameters
    ----------
    share, later_share : float
        Percent still employed at the earlier and at the later count.
    span, later_span : float
        Years from joining to either count.

    Returns
    -------
    float
        The shape, as ``survival`` takes it.

    Raises
    ------
    DataError
        For counts that are not in order, and for shares that no falling curve goes through.

    Examples
    --------
    >>> round(weibull_shape(80, 2, 64, 4), 6)
    1.0
    """
    check_share(share, later_share)
    check(
        0 < span < later_span < math.inf,
        f"the points lie at {span:g} and {later_span:g} years: give the earlier first",
    )
    check(
        0 < later_share < share < 100, f"no falling curve goes through {share:g}% and later {later_share:g}%"
    )
    return math.log(math.log(later_share / 100) / math.log(share / 100)) / math.log(later_span / span)


# Whose retention: what another reading of the same printed share would mean.


def _mean_stay(leaving: float, growing: float) -> float:
    """Mean of exp(-leaving u) over u from 0 to 1, weighted by exp(-growing u); rates times the span."""
    return float(exprel(-(leaving + growing)) / exprel(-growing))


@accepts_quantities("percent", share="percent +", span="year ?", growth="x/year -")
def share_behind_window(share: float, span: float, growth: float = 0.0) -> float:
    """Percent that stay for the whole span, if the printed share is of everyone hired over it.

    Hazard and growth of hiring are constant, so that those hired a years ago are as exp(-growth a), and
    the printed share is the mean of exp(-hazard a) over them; the hazard that gives it is found by
    scipy's ``brentq``.

    Parameters
    ----------
    share : float
        Percent still employed of all who were hired within `span`, more than 0.
    span : float
        Years over which they were hired.
    growth : float
        Continuous growth of hiring per year, below 0 where it shrinks.

    Returns
    -------
    float
        Percent still employed `span` years after joining.

    Raises
    ------
    DataError
        For a share of 0 or beyond 0 to 100, a span that is not positive, or growth without end.

    Examples
    --------
    Most of those hired over two years have not had two years in which to leave:

    >>> round(share_behind_window(80, 2), 1)
    62.9
    """
    check_share(share)
    check_span(span)
    check(share > 0, "a share of 0% has no finite hazard")
    check(math.isfinite(growth), "growth must be a finite number per year")
    if share == 100:
        return 100.0
    top = 1.0
    while _mean_stay(top, growth * span) > share / 100:
        top *= 2
    leaving = brentq(lambda leaving: _mean_stay(leaving, growth * span) - share / 100, 0, top, xtol=1e-12)
    return 100 * math.exp(-leaving)


@accepts_quantities("year", rate="x/year -", growth="x/year -")
def median_tenure(rate: float, growth: float) -> float:
    """Median years since joining of those employed: ln 2 / (rate + growth), both constant.

    Parameters
    ----------
    rate : float
        Hazard of leaving, per person and year.
    growth : float
        Continuous growth of staff per year.

    Returns
    -------
    float
        Years.

    Raises
    ------
    DataError
        Where leaving and growth together are not more than zero.

    Examples
    --------
    >>> round(median_tenure(0.1, 1.0), 2)
    0.63
    """
    check(rate + growth > 0, "tenure settles only where leaving and growth together are more than zero")
    return math.log(2) / (rate + growth)


@accepts_quantities("percent", share="percent +", part="percent -")
def without_stale_profiles(share: float, part: float) -> float:
    """Percent truly there, if some of those who left still look employed in public profiles.

    Parameters
    ----------
    share : float
        Percent that look employed.
    part : float
        Percent of the leavers whose profile still names the old employer, less than 100 and no more than
        `share`.

    Returns
    -------
    float
        Percent still employed.

    Raises
    ------
    DataError
        For a share or a part beyond 0 to 100, or a part that the share cannot hold.

    Examples
    --------
    Of 100 people 50 are there, and 40% of the other 50 are still listed, so that 70 look employed:

    >>> without_stale_profiles(70, 40)
    50.0
    """
    check_share(share, part)
    check(
        part <= share,
        f"with {part:g}% of leavers still listed, at least so many look employed: {share:g}% cannot be",
    )
    check(part < 100, "if every leaver is still listed, the share says nothing")
    return 100 * (share - part) / (100 - part)


@accepts_quantities("percent", pooled="percent +", group="percent -", part="percent ?")
def rest_of_pool(pooled: float, group: float, part: float) -> float:
    """Share of the rest, if a group has a share of its own and all together have the pooled one.

    Parameters
    ----------
    pooled : float
        Percent still employed of all.
    group : float
        Percent still employed of the group.
    part : float
        Percent of all that the group is, less than 100.

    Returns
    -------
    float
        Percent still employed of those outside the group.

    Raises
    ------
    DataError
        For a percentage beyond 0 to 100, or a group that cannot belong to such a whole.

    Examples
    --------
    >>> round(rest_of_pool(64, 80, 20), 6)
    60.0
    """
    check_share(pooled, group, part)
    check(part < 100, "a group that is all leaves no rest")
    rest = (pooled - part / 100 * group) / (1 - part / 100)
    check(
        -1e-9 <= rest <= 100 + 1e-9,
        f"a group of {part:g}% at {group:g}% cannot belong to a whole at {pooled:g}%",
    )
    return min(max(rest, 0.0), 100.0)
