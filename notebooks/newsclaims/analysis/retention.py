"""Retention: what the share of a cohort that is still employed says of leaving, and of whom it says so.

A *share* is in percent (0 to 100), a *span* in years. A published share is taken as it is printed: the
count behind it need not be a whole number. The functions marked with ``accepts_quantities`` take quantities
of the ledger too.
"""

import math
from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import brentq
from scipy.special import exprel
from scipy.stats import norm
from statsmodels.duration.survfunc import SurvfuncRight

from ..ledger import accepts_quantities
from .checks import check, check_level, check_share, check_span

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
    check(~(np.asarray(years) < 0), "a curve starts at joining: give years from 0 on")
    check(shape > 0, f"a Weibull curve of shape {shape:g} is none: give a positive number")
    return weibull_survival(share, span, years, shape)


@accepts_quantities("percent", share="percent +", span="year +", years="year -", shape="one -")
def later_survival(share: float, span: float, years: float, shape: float) -> float:
    """As ``survival`` for a time after the count, so that ranges of shapes can be given.

    Parameters
    ----------
    share, span, shape : float
        As for ``survival``.
    years : float
        Years from joining, no less than `span`: from there on a higher shape leaves fewer people.

    Returns
    -------
    float
        Percent still employed.

    Raises
    ------
    DataError
        As ``survival``, and for a time before the count.

    Examples
    --------
    >>> later_survival(80, 2, 4, 1)
    64.0
    """
    check(years >= span, f"{years:g} years lie before the count at {span:g}")
    return float(survival(share, span, years, shape).round(10))


@accepts_quantities("one", number="one +")
def ln(number: float) -> float:
    """Natural logarithm, for rates: -ln(share) / span is a constant hazard, ln(last / first) / span a growth.

    Parameters
    ----------
    number : float
        More than 0; a quantity in percent is taken as a fraction.

    Returns
    -------
    float

    Raises
    ------
    DataError
        For a number that is not positive: a share of 0 has no finite hazard.

    Examples
    --------
    >>> round(-ln(0.8) / 2, 3)
    0.112
    """
    check(number > 0, f"{number:g} has no logarithm")
    return math.log(number)


@accepts_quantities("one", number="one +")
def exp(number: float) -> float:
    """The inverse of ``ln``: exp(growth * years) is how many times as large a growing staff is then.

    Parameters
    ----------
    number : float

    Returns
    -------
    float

    Raises
    ------
    DataError
        Where the result is no finite number.

    Examples
    --------
    >>> round(exp(ln(8) / 3 * 2), 6)
    4.0
    """
    check(number < 700, f"growth by a factor of e^{number:g} is none")
    return math.exp(number)


# Whose retention: what another reading of the same printed share would mean.


# Gauss-Legendre nodes on 0 to 1, cubed: a curve of a low shape falls steeply at the start.
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(100)
_PARTS = ((1 + _NODES) / 2) ** 3
_WEIGHTS = _WEIGHTS / 2 * 3 * ((1 + _NODES) / 2) ** 2


def _window_mean(scale: float, shape: float, growth: float, since: float = 0.0) -> float:
    """Mean of exp(-scale (since + u)^shape), u from 0 to 1 by weights exp(-growth u); times in windows."""
    # the time since which a part of all was hired, so that no growth is too steep to integrate
    even = abs(growth) < 1e-9  # a smaller one would be lost in the last digits of a float
    ages = _PARTS if even else -np.log1p(_PARTS * math.expm1(-growth)) / growth
    return float(_WEIGHTS @ np.exp(-scale * (since + ages) ** shape))


def _double_window_mean(scale: float, shape: float, growth: float, before: float) -> float:
    """As ``_window_mean`` for all hired in two windows, by the growth of the later and of the earlier one."""
    earlier = math.exp(-growth) * float(exprel(-before) / exprel(-growth))  # hires for each one later on
    means = (_window_mean(scale, shape, growth), _window_mean(scale, shape, before, 1))
    return (means[0] + earlier * means[1]) / (1 + earlier)


def _check_window(share: float, span: float, growth: float, shape: float) -> None:
    check_share(share)
    check_span(span)
    check(not share <= 0, "a share of 0% has no finite hazard")
    check(not abs(growth * span) > 20, f"hiring that grows by {growth:g} a year over {span:g} years is none")
    check(shape > 0, f"a Weibull curve of shape {shape:g} is none: give a positive number")


def _scale_behind(share: float, span: float, growth: float, shape: float) -> float:
    """The hazard summed over the span, if the printed share is of everyone hired over it; see below."""
    _check_window(share, span, growth, shape)
    if share == 100:
        return 0.0
    if math.isnan(share + span + growth):
        return math.nan
    top = 1.0
    while _window_mean(top, shape, growth * span) > share / 100:
        top *= 2
    low = top / 2 if top > 1 else 0
    return float(brentq(lambda scale: _window_mean(scale, shape, growth * span) - share / 100, low, top))


@accepts_quantities(
    "percent", share="percent +", span="year ?", growth="x/year -", shape="one -", times="one -"
)
def share_behind_window(
    share: float, span: float, growth: float = 0.0, shape: float = 1.0, times: float = 1.0
) -> float:
    """Percent that stay for the whole span, if the printed share is of everyone hired over it.

    Leaving follows a Weibull curve and hiring grows at a constant rate, so that those hired a years ago are
    as exp(-growth a). The printed share is the mean of the curve over them; scipy's ``brentq`` finds the
    curve whose mean it is.

    Parameters
    ----------
    share : float
        Percent still employed of all who were hired within `span`, more than 0.
    span : float
        Years over which they were hired.
    growth : float
        Continuous growth of hiring per year, below 0 where it shrinks.
    shape : float
        Shape of the curve, as for ``survival``.
    times : float
        Where the curve is read, in spans from joining, 1 or more.

    Returns
    -------
    float
        Percent still employed `times` spans after joining.

    Raises
    ------
    DataError
        For a share of 0 or beyond 0 to 100, a span or a shape that is not positive, growth without end
        (a factor of e^20 in the span), or a time within the span.

    Examples
    --------
    Most of those hired over two years have not had two years in which to leave:

    >>> round(share_behind_window(80, 2), 1)
    62.9
    """
    scale = _scale_behind(share, span, growth, shape)
    check(times >= 1, f"{times:g} spans after joining lie within the span")
    return round(100 * math.exp(-scale * times**shape), 8)  # more digits the growth of a staff does not give


_TWO_SPANS = {
    "share": "percent +",
    "span": "year ?",
    "growth": "x/year +",
    "before": "x/year +",
    "low": "one ?",
    "high": "one ?",
}


def _over_shapes(
    share: float,
    span: float,
    growth: float,
    before: float,
    low: float,
    high: float,
    scale: Callable[[float], float],
) -> tuple[float, float]:
    """Least and greatest percent still employed of all hired over two spans; a shape has its own scale."""
    for rate, shape in ((growth, low), (before, high)):
        _check_window(share, span, rate, shape)
    found = [
        100 * _double_window_mean(scale(shape), shape, growth * span, before * span)
        for shape in np.linspace(low, high, 33)
    ]
    return min(found), max(found)


@accepts_quantities("percent", **_TWO_SPANS)
def share_of_two_windows(
    share: float, span: float, growth: float, before: float, low: float, high: float
) -> tuple[float, float]:
    """Percent still employed of everyone hired over two spans, from the share that stays for one.

    Parameters
    ----------
    share : float
        Percent still employed `span` years after joining, more than 0.
    span : float
        Years of either span.
    growth, before : float
        Continuous growth of hiring per year, in the later span and in the one before.
    low, high : float
        Ends of a range of shapes, as for ``survival``. The result neither rises nor falls throughout it.

    Returns
    -------
    tuple of two floats
        Least and greatest percent over 33 shapes from `low` to `high`.

    Raises
    ------
    DataError
        As ``share_behind_window``.

    Examples
    --------
    At an even rate and with even hiring over four years, of whom 80% stay for two:

    >>> [round(end, 1) for end in share_of_two_windows(80, 2, 0, 0, 1, 1)]
    [80.7, 80.7]
    """
    return _over_shapes(share, span, growth, before, low, high, lambda _: -math.log(share / 100))


@accepts_quantities("percent", **_TWO_SPANS)
def share_of_double_window(
    share: float, span: float, growth: float, before: float, low: float, high: float
) -> tuple[float, float]:
    """Percent still employed of everyone hired over two spans, if the printed share is of those of one.

    Parameters
    ----------
    share : float
        Percent still employed of all who were hired within the later span, more than 0.
    span, growth, before, low, high : float
        As for ``share_of_two_windows``.

    Returns
    -------
    tuple of two floats
        Least and greatest percent over 33 shapes from `low` to `high`.

    Raises
    ------
    DataError
        As ``share_behind_window``.

    Examples
    --------
    >>> [round(end, 1) for end in share_of_double_window(80, 2, 0, 0, 1, 1)]
    [65.1, 65.1]
    """
    return _over_shapes(
        share, span, growth, before, low, high, lambda shape: _scale_behind(share, span, growth, shape)
    )


@accepts_quantities("x", share="percent +", span="year ?", growth="x/year +")
def hires_per_loss(share: float, span: float, growth: float) -> float:
    """Hires for each one who leaves, if a printed share is of everyone hired over some time.

    Staff grows and leaves at constant rates, so that hires make up for both: (growth + hazard) / hazard. The
    hazard is the one behind the share, as for ``share_behind_window``.

    Parameters
    ----------
    share : float
        Percent still employed of all who were hired within `span`, more than 0 and less than 100.
    span : float
        Years over which they were hired.
    growth : float
        Continuous growth of staff per year, 0 or more.

    Returns
    -------
    float
        Hires per loss.

    Raises
    ------
    DataError
        As ``share_behind_window``, for a staff that shrinks, and where nobody leaves.

    Examples
    --------
    A steady staff hires one for each one who leaves:

    >>> hires_per_loss(80, 2, 0), round(hires_per_loss(80, 2, 1), 2)
    (1.0, 3.87)
    """
    scale = _scale_behind(share, span, growth, 1)
    check(share < 100, "where nobody leaves there are no hires per loss")
    check(growth >= 0, f"a staff that shrinks by {-growth:g} a year does not hire for its growth")
    return 1 + growth * span / scale


@accepts_quantities("percent", share="percent +", span="year -", since="year +", growth="x/year -")
def share_behind_year(share: float, span: float, since: float, growth: float = 0.0) -> float:
    """Percent that stay for a time, if all who were hired within one year were counted on one day.

    People leave at an even rate and hiring grows at a constant one, so that the printed share is the mean
    over some who had a year more in which to leave than others.

    Parameters
    ----------
    share : float
        Percent still employed of all hired within the year, more than 0.
    span : float
        Years from joining at which the curve is read.
    since : float
        Years from the end of the year of hiring to the count.
    growth : float
        Continuous growth of hiring per year.

    Returns
    -------
    float
        Percent still employed.

    Raises
    ------
    DataError
        As ``share_behind_window``, and for a count within the year of hiring.

    Examples
    --------
    Hired in a year and counted a year after its end, they had been there for a year and a half on average:

    >>> round(share_behind_year(80, 1.5, 1), 1)
    79.9
    """
    _check_window(share, span, growth, 1)
    check(since >= 0, "the count must come after the year of hiring")

    def beyond(hazard: float) -> float:
        there = math.exp(-hazard * since) * _window_mean(hazard, 1, growth)
        return there - share / 100

    hazard = 0.0 if share == 100 else brentq(beyond, 0, 2 - 2 * math.log(share / 100) / max(since, 0.1))
    return round(100 * math.exp(-hazard * span), 8)


# From a table of people: a curve.


def kaplan_meier(years: ArrayLike, left: ArrayLike, level: float = 95) -> pd.DataFrame:
    """The Kaplan-Meier curve of people of whom some were still employed when they were counted.

    The curve and Greenwood's errors are statsmodels'; the interval is on the scale of log(-log), so that it
    stays within 0 and 100.

    Parameters
    ----------
    years : array of float
        Years from joining to leaving, or to the count for those who were still there.
    left : array of bool
        Whether somebody had left.
    level : float
        Level of the interval at each time, percent.

    Returns
    -------
    DataFrame
        A row for the start and for each time at which somebody left: ``years``, ``at_risk`` (people who
        were there just before), ``percent`` still employed, and its interval ``low`` to ``high``.

    Raises
    ------
    DataError
        Where nobody is given, a time is negative, or the level is none.

    References
    ----------
    Kaplan & Meier (1958), Journal of the American Statistical Association 53, 457-481; Kalbfleisch &
    Prentice (2002), The Statistical Analysis of Failure Time Data, chapter 1.

    Examples
    --------
    >>> kaplan_meier([1, 2, 3, 4], [True, False, True, True])["percent"].tolist()
    [100.0, 75.0, 37.5, 0.0]
    """
    times, status = np.asarray(years, dtype=float), np.asarray(left, dtype=bool)
    check(times.size > 0, "a curve needs people")
    check(times >= 0, "a curve starts at joining: give years from 0 on")
    check_level(level)
    curve = SurvfuncRight(times, status)
    there = np.asarray(curve.surv_prob)
    inside = (there > 0) & (there < 1)
    reach = np.zeros_like(there)
    slope = there[inside] * np.log(there[inside])
    reach[inside] = norm.ppf((1 + level / 100) / 2) * np.asarray(curve.surv_prob_se)[inside] / slope
    steps = pd.DataFrame(
        {
            "years": curve.surv_times,
            "at_risk": np.asarray(curve.n_risk).astype(int),
            "percent": 100 * there,
            "low": 100 * there ** np.exp(-reach),
            "high": 100 * there ** np.exp(reach),
        }
    )
    start = pd.DataFrame([[0.0, times.size, 100.0, 100.0, 100.0]], columns=steps.columns)
    return pd.concat([start, steps], ignore_index=True).astype({"at_risk": int})
