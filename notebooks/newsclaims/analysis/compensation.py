"""Compensation: what a package is worth once time and leaving are counted, and what equity comes to.

Units: money in USD, rates and shares in percent (0 to 100), time in years. What vests after leaving is lost;
the chance of still being there is the curve of ``retention``. When a grant vests is told by the month, as
``offer.vesting_by_month`` gives it. Functions that a formula of the ledger may call take single numbers, or
quantities; the others take arrays too, as they say.

Cash, and a grant of a fixed sum, are discounted. Units whose number is fixed at the grant are not: their
price today already counts what they may be worth later, so that only a rise beyond the discount rate is
entered as ``growth``, with a discount of 0. At a fair price it is 0.

References
----------
Brealey, Myers & Allen, *Principles of Corporate Finance*: present value and annuities. Pratt (1964),
Econometrica 32, 122-136, and Arrow (1965), *Aspects of the Theory of Risk-Bearing*: constant relative risk
aversion.
"""

import numpy as np
import numpy.typing as npt

from ..errors import DataError
from ..ledger import accepts_quantities
from .offer import vesting_by_month
from .retention import weibull_survival

Array = npt.NDArray[np.float64]
Number = float | Array


def _check_positive(what: str, value: Number) -> None:
    if not np.all(np.greater(value, 0)):
        raise DataError(f"{what} is divided by: give a number above zero")


# What a package is worth that vests by a schedule.


def worth(
    shares: npt.ArrayLike,
    growth: Number = 0.0,
    discount: Number = 0.0,
    retention: Number = 100.0,
    span: float = 2.0,
    shape: Number = 1.0,
) -> Number:
    """Expected present value of a package of 1 USD.

    Parameters
    ----------
    shares
        The part that vests after each month, the first on the first day, at the price of the first day.
    growth, discount
        Percent a year by which what is paid out rises, and at which later pay is discounted. For units fixed
        at the grant: their rise beyond the discount rate, and 0.
    retention, span, shape
        Percent still there after ``span`` years, on the Weibull curve of that ``shape`` (1: constant hazard).

    Returns
    -------
    float or array
        USD. Arrays, all of one length, give an array of that length; ``span`` is a single number.

    Examples
    --------
    1 USD on one day, half a year from now; 64% are left after two years, so 0.64^(1/4) by then.

    >>> float(worth([0, 0, 0, 0, 0, 0, 1], discount=21, retention=64).round(4))
    0.8131
    """
    parts = np.asarray(shares, dtype=float)
    times = np.arange(len(parts)) / 12
    growth, discount, retention, shape = (
        np.asarray(each, dtype=float)[..., None] for each in (growth, discount, retention, shape)
    )
    today = parts * ((100 + growth) / (100 + discount)) ** times
    total: Number = (today * weibull_survival(retention, span, times, shape) / 100).sum(axis=-1)
    return total


def refreshers(years: int, term: int) -> Array:
    """What vests of refreshers within ``years``: a grant of 1 at the end of each year but the last.

    Parameters
    ----------
    years
        Horizon, a whole number of years; what vests later is left out.
    term
        Years over which each grant vests, in equal parts each quarter.

    Returns
    -------
    array
        12 * years + 1 parts of one grant, as for ``worth``, so that their sum is no 1.

    Examples
    --------
    Of a first grant of 1 three quarters vest within four years, of the next a half, of the last a quarter.

    >>> float(refreshers(4, 4).sum().round(9))
    1.5
    """
    months = 12 * years
    total = np.zeros(months + 1)
    for start in range(12, months, 12):
        total[start:] += vesting_by_month([1] * term, "quarterly", months - start)
    return total


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


@accepts_quantities("one", low="one +", high="one +")
def between(low: float, high: float) -> tuple[float, float]:
    """The interval from one quantile of a draw to another.

    Parameters
    ----------
    low, high
        Without a unit, as a table of quantiles has them.

    Returns
    -------
    (low, high)
        The same.

    Raises
    ------
    DataError
        Where the second lies below the first.

    Examples
    --------
    >>> between(-0.3, 1)
    (-0.3, 1)
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
