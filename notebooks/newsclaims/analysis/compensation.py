"""Compensation: what an offer of pay is worth once time, leaving, ratings, hours and wealth are counted.

Units: money in USD, rates and shares in percent (0 to 100), time in years, hours a week, weeks a year. What
vests after leaving is lost; the chance of still being there is the curve of ``retention``. Functions that a
formula of the ledger may call take single numbers, or quantities; the others take arrays too, as they say.

References
----------
Brealey, Myers & Allen, *Principles of Corporate Finance*: present value and annuities. Pratt (1964),
Econometrica 32, 122-136, and Arrow (1965), *Aspects of the Theory of Risk-Bearing*: constant relative risk
aversion and certainty equivalents.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import logsumexp

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


def vesting(amounts: Sequence[float] | npt.NDArray, timing: str = "quarterly") -> Schedule:
    """The schedule of a package that pays ``amounts`` at a ``timing``.

    Parameters
    ----------
    amounts
        A number for each year, in any unit: ``(4, 3, 2, 1)`` pays four tenths in the first of four years.
    timing
        One of TIMINGS.

    Returns
    -------
    Schedule
        Four payments for each year, also where they fall on one day.

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
    shares = np.repeat(weights / weights.sum() / QUARTERS, QUARTERS)
    times = np.arange(1, len(shares) + 1) / QUARTERS
    if timing == "yearly":
        times = np.ceil(times)
    elif timing != "quarterly":
        times[:QUARTERS] = 1 if timing == "cliff" else 0
    return Schedule(times, shares)


def schedules(years: float, first: float) -> dict[str, Schedule]:
    """What "over so many years" may mean, from the latest schedule to the earliest.

    Parameters
    ----------
    years
        Term of the package; a whole number.
    first
        Percent of the package that vests on the first day of ``first-year-heavy``.

    Returns
    -------
    dict
        Name to Schedule. ``at the end``: all on the last day. ``cliff``: equal parts, the first year's at its
        end. ``level``: equal parts each quarter. ``front-loaded``: yearly parts that fall by the sum of the
        years' digits (4, 3, 2, 1 tenths over four years). ``first-year-heavy``: ``first`` percent on the
        first day and the rest in equal parts each quarter after the first year; all at once over one year.

    Raises
    ------
    DataError
        For a term that is no whole number of years from 1 on.

    Examples
    --------
    >>> [name for name in schedules(4, 40)]
    ['at the end', 'cliff', 'level', 'front-loaded', 'first-year-heavy']
    >>> schedules(2, 40)["first-year-heavy"].times.tolist()
    [0.0, 0.0, 0.0, 0.0, 1.25, 1.5, 1.75, 2.0]
    """
    if years < 1 or years != int(years):
        raise DataError(f"a schedule of {years:g} years cannot be drawn up: give whole years")
    years = int(years)
    later = [(100 - first) / (years - 1)] * (years - 1) if years > 1 else []
    return {
        "at the end": vesting([*[0] * (years - 1), 1], "yearly"),
        "cliff": vesting(np.ones(years), "cliff"),
        "level": vesting(np.ones(years)),
        "front-loaded": vesting(np.arange(years, 0, -1)),
        "first-year-heavy": vesting([first, *later] if later else [1], "at once"),
    }


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
        Percent a year by which the stock rises that is paid out, and at which later pay is discounted.
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


def outcomes(
    face: float,
    schedule: tuple[Array, Array],
    discount: float = 0.0,
    retention: float = 100.0,
    span: float = 2.0,
) -> tuple[Array, Array]:
    """What has vested when somebody leaves, before, between and after payments, and how likely each is.

    Parameters
    ----------
    face, schedule, discount, retention, span
        As for ``worth``, single numbers, at a constant hazard.

    Returns
    -------
    (amounts, chances)
        Arrays, one longer than the schedule: present value, USD, of what a leaver takes along, and the chance
        (0 to 1, sum 1) of leaving then. The last one stays to the end.

    Examples
    --------
    >>> amounts, chances = outcomes(100, vesting([3, 1], "yearly"), retention=64)
    >>> amounts[[0, 4, 8]].tolist(), chances[[0, 4, 8]].round(2).tolist()
    ([0.0, 75.0, 100.0], [0.2, 0.16, 0.64])
    """
    times, shares = (np.asarray(each, dtype=float) for each in schedule)
    amounts = face * np.concatenate([[0], np.cumsum(shares * (1 + discount / 100) ** -times)])
    there = np.concatenate([[1], weibull_survival(retention, span, times, 1.0) / 100, [0]])
    return amounts, there[:-1] - there[1:]


def _percent_of_face(
    name: str, years: float, discount: float, retention: float, span: float, first: float = 0.0
) -> float:
    plan = schedules(years, first)[name]
    return 100 * float(worth(1, plan, discount=discount, retention=retention, span=span))


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
    return _percent_of_face("level", years, discount, retention, span)


@accepts_quantities("percent", **_OF_SCHEDULE)
def cliff_worth(years: float, discount: float, retention: float, span: float) -> float:
    """``level_worth`` of a package whose first year's part vests at the end of that year.

    Parameters, returns and errors are those of ``level_worth``.

    Examples
    --------
    >>> round(cliff_worth(2, 25, 64, 2), 2)
    56.4
    """
    return _percent_of_face("cliff", years, discount, retention, span)


@accepts_quantities("percent", **_OF_SCHEDULE)
def front_loaded_worth(years: float, discount: float, retention: float, span: float) -> float:
    """``level_worth`` of a package whose yearly parts fall by the sum of the years' digits.

    Parameters, returns and errors are those of ``level_worth``.

    Examples
    --------
    >>> round(front_loaded_worth(2, 25, 64, 2), 2)
    67.1
    """
    return _percent_of_face("front-loaded", years, discount, retention, span)


@accepts_quantities("percent", **_OF_SCHEDULE)
def end_worth(years: float, discount: float, retention: float, span: float) -> float:
    """``level_worth`` of a package that vests on its last day: the least generous schedule there is.

    Parameters, returns and errors are those of ``level_worth``.

    Examples
    --------
    >>> round(end_worth(2, 25, 64, 2), 2)
    40.96
    """
    return _percent_of_face("at the end", years, discount, retention, span)


@accepts_quantities("percent", **_OF_SCHEDULE, first="percent +")
def first_year_heavy_worth(
    years: float, discount: float, retention: float, span: float, first: float
) -> float:
    """``level_worth`` of a package of which a part vests on the first day.

    The rest vests in equal parts each quarter after the first year.

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
    return _percent_of_face("first-year-heavy", years, discount, retention, span, first)


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


@accepts_quantities("hour/week", pay="USD/year -", premium="USD/year +", hours="hour/week +")
def break_even_hours(pay: float, premium: float, hours: float) -> float:
    """Extra hours a week at which an hour under the offer pays what it does now.

    From pay / (hours + extra) = (pay - premium) / hours.

    Parameters
    ----------
    pay, premium
        USD a year offered, and how much of it is above the present pay.
    hours
        Present hours a week.

    Returns
    -------
    float
        Hours a week.

    Raises
    ------
    DataError
        For a premium that is not below the pay.

    Examples
    --------
    >>> break_even_hours(500, 100, 60)
    15.0
    """
    _check_premium(pay, premium)
    return hours * premium / (pay - premium)


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


@accepts_quantities("x", multiple="one +", held="year -", term="year +")
def forfeited(multiple: Number, held: Number, term: float) -> Number:
    """Present value of what a leaver leaves behind of a grant that vests evenly, per USD granted.

    A counter-offer of that much for each USD makes the holder indifferent, as far as the grant goes.

    Parameters
    ----------
    multiple
        Price at leaving over the price of the grant.
    held, term
        Years since the grant, and years over which it vests.

    Returns
    -------
    float or array
        The part not yet vested, times ``multiple``; 0 after the term. Arrays of one shape give an array.

    Raises
    ------
    DataError
        For a grant without a term.

    Examples
    --------
    >>> float(forfeited(2.5, 1, 4))
    1.875
    >>> forfeited(np.array([3, 1]), np.array([3, 1]), 4).tolist()
    [0.75, 0.75]
    """
    _check_positive("the term of a grant", term)
    return multiple * np.clip(1 - held / term, 0, 1)


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


# Wealth: utility u(w) = w^(1 - aversion) / (1 - aversion), ln w at an aversion of 1.


def certainty_equivalent(amounts: Array, chances: Array, wealth: npt.ArrayLike, aversion: float) -> Number:
    """The sure gain that is worth as much as a gamble, under constant relative risk aversion.

    Parameters
    ----------
    amounts, chances
        Arrays of one length: gains, USD, and the chance of each (0 to 1, sum 1), as ``outcomes`` gives them.
    wealth
        USD owned beside the gamble, above zero; a number or an array.
    aversion
        Coefficient of relative risk aversion; 0 counts money alone, 1 is logarithmic utility.

    Returns
    -------
    float or array
        USD, of the shape of ``wealth``.

    References
    ----------
    Pratt (1964), Arrow (1965).

    Examples
    --------
    At an aversion of 2 the mean of utility is the harmonic mean of wealth: of 1 and 2 million, 1.33 million.

    >>> round(float(certainty_equivalent(np.array([0, 1e6]), np.array([0.5, 0.5]), 1e6, 2)))
    333333
    """
    owned, power = np.asarray(wealth, dtype=float), 1 - aversion
    logs = np.log1p(amounts / owned[..., None])
    powers = power * logs
    far = logsumexp(powers, b=chances, axis=-1)
    # keeps the digits that the other loses next to an aversion of 1
    near = np.log1p(np.expm1(np.clip(powers, -0.1, 0.1)) @ chances)
    mean = logs @ chances if power == 0 else np.where(np.abs(powers).max(axis=-1) < 0.1, near, far) / power
    return owned * np.expm1(mean)


@accepts_quantities(
    "USD",
    face="USD +",
    years="year ?",
    discount="percent/year -",
    retention="percent +",
    span="year +",
    wealth="USD +",
    aversion="one -",
)
def level_certain_worth(
    face: float,
    years: float,
    discount: float,
    retention: float,
    span: float,
    wealth: float,
    aversion: float,
) -> float:
    """``certainty_equivalent`` of a package in equal parts each quarter, when leaving is the only risk.

    Parameters
    ----------
    face
        Face value of the package, USD.
    years, discount, retention, span
        As for ``level_worth``.
    wealth, aversion
        As for ``certainty_equivalent``, single numbers.

    Returns
    -------
    float
        USD.

    Raises
    ------
    DataError
        For a term that is no whole number of years from 1 on.

    Examples
    --------
    Who counts money alone asks for the mean, ``level_worth``; who shuns risk takes less.

    >>> [round(level_certain_worth(1000, 2, 25, 64, 2, 500, aversion), 1) for aversion in (0, 2)]
    [625.2, 538.8]
    """
    gamble = outcomes(face, schedules(years, 0)["level"], discount, retention, span)
    return float(certainty_equivalent(*gamble, wealth, aversion))


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


def matching_sums(amount: float, wealth: float, others: Iterable[float], aversion: float) -> Array:
    """``matching_sum`` for each of ``others``.

    Parameters
    ----------
    amount, wealth, aversion
        As for ``matching_sum``.
    others
        USD that each owner has.

    Returns
    -------
    array
        USD, of the length of ``others``; NaN where no sum does.

    Raises
    ------
    DataError
        For an aversion above 1 and below 1.1, as for ``out_of_reach``.

    Examples
    --------
    >>> matching_sums(300, 100, [50, 80, 150], 2).round().tolist()
    [30.0, 120.0, nan]
    """
    reach = out_of_reach(amount, wealth, aversion) if aversion > 1 else np.inf
    return np.array(
        [matching_sum(amount, wealth, other, aversion) if other < reach else np.nan for other in others]
    )
