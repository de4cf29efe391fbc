"""Compensation: what an offer of pay is worth once time, leaving, ratings and hours are counted.

Units: money in USD, rates and shares in percent (0 to 100), time in years, hours a week, weeks a year. What
vests after leaving is lost; the chance of still being there is the curve of ``retention``. Functions that a
formula of the ledger may call take single numbers, or quantities; the others take arrays too, as they say.

Cash, and a grant of a fixed sum, are discounted. Units whose number is fixed at the grant are not: their
price today already counts what they may be worth later, so that only a rise beyond the discount rate is
entered as ``growth``, with a discount of 0. At a fair price it is 0.

References
----------
Brealey, Myers & Allen, *Principles of Corporate Finance*: present value and annuities. Pratt (1964),
Econometrica 32, 122-136, and Arrow (1965), *Aspects of the Theory of Risk-Bearing*: constant relative risk
aversion.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..errors import DataError
from ..ledger import accepts_quantities
from .retention import weibull_survival

Array = npt.NDArray[np.float64]
Number = float | Array

QUARTERS = 4
TIMINGS = {
    "quarterly": "each quarter",
    "cliff": "nothing in the first year until its end, then each quarter",
    "at once": "the first year's part on the first day, then each quarter",
    "yearly": "at the end of each year",
}


class Schedule(NamedTuple):
    """When a package vests: ``times``, years after the start, and ``shares`` of the whole (sum 1)."""

    times: Array
    shares: Array


def _check_positive(what: str, value: Number) -> None:
    if not np.all(np.greater(value, 0)):
        raise DataError(f"{what} is divided by: give a number above zero")


def _check_premium(pay: Number, premium: Number) -> None:
    if np.any(np.greater_equal(premium, pay)):
        raise DataError("a premium as large as the pay leaves no pay to compare with: give a smaller one")


# Schedules, and what a package is worth that vests by one.


def vesting(
    amounts: Sequence[float] | npt.NDArray, timing: str = "quarterly", per_year: int = QUARTERS
) -> Schedule:
    """The schedule of a package that pays ``amounts`` at a ``timing``.

    Parameters
    ----------
    amounts
        A number for each year, in any unit: ``(4, 3, 2, 1)`` pays four tenths in the first of four years.
    timing
        One of TIMINGS.
    per_year
        Payments in a year: 12 where it vests each month and not each quarter.

    Returns
    -------
    Schedule
        ``per_year`` payments for each year, also where they fall on one day.

    Raises
    ------
    DataError
        For a timing that is none, a negative amount, or nothing to pay.

    Examples
    --------
    >>> times, shares = vesting([3, 1], "cliff")
    >>> times.tolist(), (16 * shares).tolist()
    ([1.0, 1.0, 1.0, 1.0, 1.25, 1.5, 1.75, 2.0], [3.0, 3.0, 3.0, 3.0, 1.0, 1.0, 1.0, 1.0])
    """
    weights = np.asarray(amounts, dtype=float)
    if timing not in TIMINGS:
        raise DataError(f"{timing!r} is no timing: choose one of {', '.join(TIMINGS)}")
    if weights.ndim != 1 or not np.isfinite(weights).all() or (weights < 0).any() or weights.sum() <= 0:
        raise DataError(
            f"the yearly amounts {amounts} are no schedule: "
            "give one number a year, none below zero and not all zero, as in 1 1 1 1"
        )
    shares = np.repeat(weights / weights.sum() / per_year, per_year)
    times = np.arange(1, len(shares) + 1) / per_year
    if timing == "yearly":
        times = np.ceil(times)
    elif timing != "quarterly":
        times[:per_year] = 1 if timing == "cliff" else 0
    return Schedule(times, shares)


def worth(
    face: Number,
    schedule: tuple[Array, Array],
    growth: Number = 0.0,
    discount: Number = 0.0,
    retention: Number = 100.0,
    span: float = 2.0,
    at_risk: Number = 0.0,
    miss: Number = 0.0,
    shape: Number = 1.0,
) -> Number:
    """Expected present value, USD, of a package of ``face`` USD that vests by ``schedule``.

    Parameters
    ----------
    face
        Sum of all payments, USD, at the price of the stock on the first day.
    schedule
        Schedule, or its two arrays.
    growth, discount
        Percent a year by which what is paid out rises, and at which later pay is discounted. For units fixed
        at the grant: their rise beyond the discount rate, and 0.
    retention, span, shape
        Percent still there after ``span`` years, on the Weibull curve of that ``shape`` (1: constant hazard).
    at_risk, miss
        Percent of each payment that a missed rating takes away, and percent chance of one.

    Returns
    -------
    float or array
        Arrays, all of one length, give an array of that length; ``span`` is a single number.

    Examples
    --------
    100 USD on one day, half a year from now; 64% are left after two years, so 0.64^(1/4) by then.

    >>> float(worth(100, ([0.5], [1.0]), discount=21, retention=64).round(2))
    81.31
    >>> float(worth(100, ([0.5], [1.0]), at_risk=30, miss=10).round(2))
    97.0
    """
    times, shares = (np.asarray(each, dtype=float) for each in schedule)
    growth, discount, retention, shape = (
        np.asarray(each, dtype=float)[..., None] for each in (growth, discount, retention, shape)
    )
    today = shares * ((100 + growth) / (100 + discount)) ** times
    today = today * weibull_survival(retention, span, times, shape) / 100
    return face * today.sum(axis=-1) * (1 - np.asarray(at_risk) * np.asarray(miss) / 1e4)


def refreshers(years: int, term: int) -> Schedule:
    """When refreshers vest within ``years``: a grant of 1 at the end of each year but the last.

    Parameters
    ----------
    years
        Horizon, a whole number of years; what vests later is left out.
    term
        Years over which each grant vests, in equal parts each quarter.

    Returns
    -------
    Schedule
        Its shares are parts of one grant, so that their sum is no 1.

    Examples
    --------
    Of a first grant of 1 three quarters vest within four years, of the next a half, of the last a quarter.

    >>> float(refreshers(4, 4).shares.sum())
    1.5
    """
    steps = np.arange(1, QUARTERS * term + 1) / QUARTERS
    times = np.concatenate([start + steps for start in range(1, years)] or [np.empty(0)])
    times = times[times <= years]
    return Schedule(times, np.full(len(times), 1 / (QUARTERS * term)))


def discounted_service(discount: float, retention: float, years: int, span: float = 2.0) -> float:
    """Expected discounted years of service within ``years``: what 1 USD a year is worth, paid while there.

    Parameters
    ----------
    discount
        Percent a year.
    retention, span
        Percent still there after ``span`` years, at a constant hazard.
    years
        Whole number; the pay comes each quarter.

    Returns
    -------
    float
        Years; the annuity factor where nobody leaves.

    Examples
    --------
    >>> discounted_service(0, 100, 4)
    4.0
    >>> round(discounted_service(25, 64, 2), 3)
    1.25
    """
    level = vesting(np.ones(years))
    return years * float(worth(1, level, discount=discount, retention=retention, span=span))


def _percent_of_face(plan: Schedule, discount: float, retention: float, span: float) -> float:
    return 100 * float(worth(1, plan, discount=discount, retention=retention, span=span))


def _evenly(years: float) -> Array:
    """A part for each of ``years``; DataError unless they are a whole number from 1 on."""
    if years < 1 or years != int(years):
        raise DataError(f"a schedule of {years:g} years cannot be drawn up: give whole years")
    return np.ones(int(years))


_OF_SCHEDULE = {"years": "year ?", "discount": "percent/year -", "retention": "percent +", "span": "year +"}


@accepts_quantities("percent", **_OF_SCHEDULE)
def level_worth(years: float, discount: float, retention: float, span: float) -> float:
    """Expected present value, percent of the face value, of a package that vests in equal parts each quarter.

    Parameters
    ----------
    years
        Term of the package; a whole number.
    discount
        Percent a year.
    retention, span
        Percent still there after ``span`` years, at a constant hazard.

    Returns
    -------
    float
        Percent, 0 to 100.

    Raises
    ------
    DataError
        For a term that is no whole number of years from 1 on.

    Examples
    --------
    With 64% there after two years, and at 25% a year, a year keeps 0.8 * 0.8 of a payment.

    >>> round(level_worth(2, 25, 64, 2), 2)
    62.52
    >>> round(100 * sum(0.64 ** (quarter / 4) for quarter in range(1, 9)) / 8, 2)
    62.52
    """
    return _percent_of_face(vesting(_evenly(years)), discount, retention, span)


@accepts_quantities("percent", **_OF_SCHEDULE, per_year="one ?")
def cliff_worth(years: float, discount: float, retention: float, span: float, per_year: float) -> float:
    """``level_worth`` of a package whose first year's part vests at the end of that year.

    Parameters
    ----------
    years, discount, retention, span
        As for ``level_worth``.
    per_year
        Payments in each year after the first: 4 each quarter, 12 each month.

    Returns
    -------
    float
        Percent, 0 to 100.

    Raises
    ------
    DataError
        For a term that is no whole number of years from 1 on.

    Examples
    --------
    >>> round(cliff_worth(2, 25, 64, 2, 4), 2)
    56.4
    """
    return _percent_of_face(vesting(_evenly(years), "cliff", int(per_year)), discount, retention, span)


@accepts_quantities("percent", **_OF_SCHEDULE, first="percent +")
def first_year_heavy_worth(
    years: float, discount: float, retention: float, span: float, first: float
) -> float:
    """``level_worth`` of a package of which a part vests on the first day.

    The rest vests in equal parts each quarter after the first year; all at once over one year.

    Parameters
    ----------
    years, discount, retention, span
        As for ``level_worth``.
    first
        Percent of the package that vests on the first day.

    Returns
    -------
    float
        Percent, 0 to 100.

    Raises
    ------
    DataError
        For a term that is no whole number of years from 1 on.

    Examples
    --------
    >>> round(first_year_heavy_worth(2, 25, 64, 2, 40), 2)
    69.28
    """
    amounts = (100 - first) / max(years - 1, 1) * _evenly(years)
    amounts[0] = first if years > 1 else 100
    return _percent_of_face(vesting(amounts, "at once"), discount, retention, span)


# Ratings and hours.


@accepts_quantities("percent", pay="USD/year -", premium="USD/year +", at_risk="percent -")
def break_even_miss(pay: float, premium: float, at_risk: float) -> float:
    """Chance of a missed rating at which the expected pay has lost its whole ``premium``.

    From pay * (1 - at_risk * miss) = pay - premium.

    Parameters
    ----------
    pay, premium
        USD a year offered, and how much of it is above the present pay.
    at_risk
        Percent of ``pay`` that a missed rating takes away.

    Returns
    -------
    float
        Percent a year; above 100 no chance does.

    Raises
    ------
    DataError
        Where no pay, or none at risk, is given.

    Examples
    --------
    >>> break_even_miss(500, 100, 40)
    50.0
    """
    _check_positive("the pay at risk", pay * at_risk)
    return 1e4 * premium / (pay * at_risk)


@accepts_quantities("USD/hour", pay="USD/year +", hours="hour/week -", weeks="week/year -")
def hourly_pay(pay: Number, hours: Number, weeks: Number) -> Number:
    """Pay for an hour of work.

    Parameters
    ----------
    pay
        USD a year.
    hours, weeks
        Hours a week and weeks a year.

    Returns
    -------
    float or array
        USD an hour; arrays of one shape give an array.

    Raises
    ------
    DataError
        For no hours or no weeks.

    Examples
    --------
    >>> hourly_pay(120_000, 50, 48)
    50.0
    """
    _check_positive("a number of hours or weeks", np.minimum(hours, weeks))
    return pay / hours / weeks


@accepts_quantities(
    "percent",
    pay="USD/year -",
    premium="USD/year +",
    at_risk="percent -",
    miss="percent -",
    hours="hour/week +",
    hours_there="hour/week -",
)
def hourly_gain(
    pay: Number, premium: Number, at_risk: Number, miss: Number, hours: Number, hours_there: Number
) -> Number:
    """Percent by which an expected hour under an offer pays more than an hour now.

    Parameters
    ----------
    pay, premium
        USD a year offered, and how much of it is above the present pay.
    at_risk, miss
        Percent of ``pay`` that a missed rating takes away, and percent chance of one in a year.
    hours, hours_there
        Hours a week now and under the offer, in as many weeks.

    Returns
    -------
    float or array
        Percent; arrays of one shape give an array.

    Raises
    ------
    DataError
        For a premium that is not below the pay, or no hours.

    Examples
    --------
    Of 500 a tenth is expected to be lost, over 60 hours; now 400 are paid for 50.

    >>> hourly_gain(500, 100, 40, 25, 50, 60)
    -6.25
    """
    _check_premium(pay, premium)
    _check_positive("a number of hours", np.minimum(hours, hours_there))
    return 100 * (pay * (1 - at_risk * miss / 1e4) / hours_there / ((pay - premium) / hours) - 1)


# Equity, and sources that differ.


@accepts_quantities("percent/year", multiple="one +", span="year -")
def yearly_growth(multiple: float, span: float) -> float:
    """Percent a year that compounds to ``multiple`` over ``span`` years.

    Parameters
    ----------
    multiple
        Later price over the earlier one, not below 1.
    span
        Years between them.

    Returns
    -------
    float
        Percent a year.

    Raises
    ------
    DataError
        For a multiple below 1, with which the result would not fall with ``span``, or no time.

    Examples
    --------
    >>> round(yearly_growth(1.44, 2), 2)
    20.0
    """
    if multiple < 1:
        raise DataError(f"a price that fell to {multiple:g} times itself did not grow")
    _check_positive("the time of growth", span)
    return 100 * (multiple ** (1 / span) - 1)


@accepts_quantities("percent", held="year -", term="year ?", per_year="one ?")
def unvested(held: float, term: float, per_year: float) -> float:
    """Part of a grant that a leaver leaves behind; nothing vests in the first year, then it catches up.

    Parameters
    ----------
    held, term
        Years since the grant, and years over which it vests.
    per_year
        Steps in a year: 4 each quarter, 12 each month.

    Returns
    -------
    float
        Percent of the grant; 100 before the end of the first year, 0 after the term.

    Raises
    ------
    DataError
        For a grant without a term, or without steps.

    Examples
    --------
    After 17 months of 48 five quarters of sixteen have vested.

    >>> unvested(17 / 12, 4, 4)
    68.75
    """
    _check_positive("the term or the steps of a grant", min(term, per_year))
    steps = np.floor(held * per_year + 1e-9) if held >= 1 else 0
    return float(100 * np.clip(1 - steps / (term * per_year), 0, 1))


@accepts_quantities("USD/unit", earlier="USD/unit +", later="USD/unit +", elapsed="year +", span="year -")
def price_between(earlier: float, later: float, elapsed: float, span: float) -> float:
    """Price at a moment between two known ones, if it rose at an even rate.

    Parameters
    ----------
    earlier, later
        USD a unit, the later one not below the earlier one.
    elapsed, span
        Years from the earlier price to the moment, and to the later price.

    Returns
    -------
    float
        USD a unit.

    Raises
    ------
    DataError
        For a price that fell, or a moment that does not lie between the two.

    Examples
    --------
    >>> round(price_between(100, 400, 1, 2), 9)
    200.0
    """
    if later < earlier or not 0 <= elapsed <= span or not span:
        raise DataError("give a later price not below the earlier one, and a moment between the two")
    return earlier * (later / earlier) ** (elapsed / span)


@accepts_quantities("USD", first="USD +", second="USD +")
def either(first: float, second: float) -> tuple[float, float]:
    """Least interval that holds both of two numbers for one thing.

    Parameters
    ----------
    first, second
        USD, as two sources have it.

    Returns
    -------
    (low, high)
        USD.

    Examples
    --------
    >>> either(3, 2)
    (2, 3)
    """
    return min(first, second), max(first, second)


@accepts_quantities("percent", low="percent +", high="percent +")
def between(low: float, high: float) -> tuple[float, float]:
    """The interval from one quantile of a draw to another.

    Parameters
    ----------
    low, high
        Percent.

    Returns
    -------
    (low, high)
        Percent.

    Raises
    ------
    DataError
        Where the second lies below the first.

    Examples
    --------
    >>> between(-30, 100)
    (-30, 100)
    """
    if high < low:
        raise DataError(f"an interval from {low:g} to {high:g} ends below its start")
    return low, high


# Wealth: utility u(w) = w^(1 - aversion) / (1 - aversion), ln w at an aversion of 1.


@accepts_quantities("USD", amount="USD +", wealth="USD -", other="USD +", aversion="one ?")
def matching_sum(amount: float, wealth: float, other: float, aversion: float) -> float:
    """The gain that moves one owner as much as ``amount`` moves another: equal gains of utility.

    Parameters
    ----------
    amount, wealth
        Gain, USD, and what its owner has before it.
    other
        USD that the owner has whose gain is asked for.
    aversion
        Coefficient of relative risk aversion of both; 1 is logarithmic utility.

    Returns
    -------
    float
        USD.

    Raises
    ------
    DataError
        Where no sum does; from which wealth on that is so, ``out_of_reach`` tells.

    References
    ----------
    Pratt (1964), Arrow (1965).

    Examples
    --------
    >>> round(matching_sum(1e6, 1e6, 30e6, 1))
    30000000
    >>> round(matching_sum(300, 100, 80, 2))
    120
    """
    power = 1 - aversion
    if power == 0:
        return float(other * np.expm1(np.log1p(amount / wealth)))
    scale, gain = power * np.log(wealth / other), np.expm1(power * np.log1p(amount / wealth))
    if power < 0 and scale + np.log(-gain) >= 0:
        raise DataError(
            f"no sum moves an owner of {other:g} USD as much at a risk aversion of {aversion:g}: "
            "give a smaller wealth"
        )
    return float(other * np.expm1(np.log1p(np.exp(scale) * gain) / power))


@accepts_quantities("USD", amount="USD -", wealth="USD +", aversion="one ?")
def out_of_reach(amount: float, wealth: float, aversion: float) -> float:
    """The wealth from which on no sum moves its owner as much as ``amount`` moves one who owns ``wealth``.

    Above an aversion of 1 utility is bounded: from there on all the utility that an owner has left to gain,
    other^(1 - aversion), is no more than the gain of the first.

    Parameters
    ----------
    amount, wealth
        Gain, USD, and what its owner has before it.
    aversion
        Coefficient of relative risk aversion, 1.1 or more.

    Returns
    -------
    float
        USD.

    Raises
    ------
    DataError
        For an aversion below 1.1: utility without a bound, or a wealth beyond all counting.

    Examples
    --------
    >>> round(out_of_reach(1e6, 1e6, 2))
    2000000
    """
    if aversion < 1.1:
        raise DataError(
            f"at a risk aversion of {aversion:g} some sum moves everybody, or nearly: give 1.1 or more"
        )
    power = 1 - aversion
    return float(wealth * (-np.expm1(power * np.log1p(amount / wealth))) ** (1 / power))
