"""Offer: what a job that one has and a job that is offered come to today, and what would flip it.

Units: money in USD, rates and shares in percent (0 to 100), time in years where nothing else is said. Money
that is fixed in dollars is discounted. Units of stock whose number is fixed at the grant are not: a fair
price has the future in it, so they grow only by what their rise exceeds a fair one, and what cannot be sold
or spread takes a haircut of its own. Months are the steps of time.

With D(t) = (1 + discount)^-t, G(t) = (1 + growth)^t, S(t) = (1 - leaving)^t, the chance of being there, and
k = 1 - miss * lost, what ratings leave of bonus and stock, the parts of a job are

    base         base / 12 * sum of S(t) D(t) over the months
    bonus        bonus * k * sum of S(t) D(t) over the years
    sign-on      sign-on * (1 - sum of (S(t - 1/12) - S(t)) D(t) u(t)), u: the part not yet earned
    grant        stock * k * (1 - haircut) * sum of w(t) S(t) G(t), w: the part that vests; D for G in dollars
    refreshers   one after each year y, in 16 quarters: k * (1 - haircut) * S(t) D(y) G(t - y) for each
    left behind  unvested * k * (1 - haircut) * mean of S(t) G(t) over the quarters that are left
    elsewhere    elsewhere / 12 * sum of (1 - S(t)) D(t) over the months: what leavers earn in another job
    tax          -tax * the sum of the parts above
    hours        -(hours - hours of the job one has) * weeks / 12 * value of an hour * sum of S(t) D(t)

What falls after the last year that is compared does not count.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from ..errors import DataError

Array = npt.NDArray[np.float64]
Number = float | Array

TIMINGS = {
    "cliff, monthly": "1-year cliff, then monthly",
    "cliff, quarterly": "1-year cliff, quarterly",
    "monthly": "monthly",
    "quarterly": "quarterly",
    "yearly": "yearly",
    "at once": "year 1 on day 1, quarterly",
}
PARTS = ("base", "bonus", "sign_on", "grant", "refreshers", "unvested", "elsewhere", "tax", "hours")
REFRESHER_QUARTERS = 16

# What bends the difference is looked for on a grid; in all other inputs the difference is a straight line.
CURVED = ("growth", "leaving", "discount")
GRID, STEPS = 32, 12
NOISE = 1e-9

# 1,021 draws, so that the 5th and the 95th percentile are the 52nd and the 970th. Of all multipliers this one
# keeps the points farthest apart in the planes of any two inputs (shortest vector 9.2, of at most 34 there).
DRAWS, MULTIPLIER = 1021, 814
LEVEL = 5


@dataclass(frozen=True)
class Job:
    """One column: money in USD (a year for base, bonus and refreshers), percent, hours a week.

    ``clawback``: months after which a sign-on is earned. ``vests``: parts of the grant, one a year, in any
    unit. ``in_dollars``: the grant is turned into units when it vests. ``unvested`` vests in equal quarters
    over ``unvested_years``. Numbers may be arrays of one length.
    """

    base: Number = 0.0
    bonus: Number = 0.0
    sign_on: Number = 0.0
    clawback: int = 12
    stock: Number = 0.0
    vests: Sequence[float] = (1, 1, 1, 1)
    timing: str = "cliff, quarterly"
    in_dollars: bool = False
    growth: Number = 0.0
    haircut: Number = 0.0
    refreshers: Number = 0.0
    unvested: Number = 0.0
    unvested_years: float = 2.0
    miss: Number = 0.0
    lost: Number = 0.0
    leaving: Number = 0.0
    tax: Number = 0.0
    hours: Number = 40.0


@dataclass(frozen=True)
class Setting:
    """What both columns share: whole ``years`` compared, USD a year elsewhere, USD for an hour of one's own.

    ``weeks``: weeks worked in a year.
    """

    years: int = 4
    discount: Number = 0.0
    elsewhere: Number = 0.0
    hour_value: Number = 0.0
    weeks: Number = 48.0


@dataclass(frozen=True)
class Choice:
    """Stay or go. An input is named by its column and field: ``go.base``, ``both.discount``.

    ``on_top``: fields of ``go`` that say how much there is beyond what ``stay`` has, so that what is not
    known of the one is not known of the other in the same way.
    """

    stay: Job = field(default_factory=Job)
    go: Job = field(default_factory=Job)
    both: Setting = field(default_factory=Setting)
    on_top: frozenset[str] = frozenset()

    def value(self, name: str) -> Number:
        """The input ``name``."""
        column, _, of = name.partition(".")
        return getattr(getattr(self, column), of)

    def having(self, values: Mapping[str, Number]) -> "Choice":
        """The same choice with other ``values`` of some inputs, single numbers or arrays of one length."""
        columns = {}
        for column in ("stay", "go", "both"):
            own = {name.partition(".")[2]: v for name, v in values.items() if name.startswith(column + ".")}
            columns[column] = replace(getattr(self, column), **own)
        return Choice(**columns, on_top=self.on_top)


def vesting_by_month(amounts: Sequence[float], timing: str, months: int) -> Array:
    """Which part of a grant vests at the end of each month.

    Parameters
    ----------
    amounts
        One number a year, in any unit.
    timing
        One of TIMINGS.
    months
        Months that are looked at; what vests later is cut off.

    Returns
    -------
    array
        Months + 1 shares of the whole, the first for the first day.

    Raises
    ------
    DataError
        For a timing that is none, a negative amount, or nothing to vest.

    Examples
    --------
    >>> (vesting_by_month([3, 1], "cliff, quarterly", 24) * 16)[[11, 12, 13, 15, 24]].tolist()
    [0.0, 12.0, 0.0, 1.0, 1.0]
    """
    if timing not in TIMINGS:
        raise DataError(f"{timing!r} is no timing: choose one of {'; '.join(TIMINGS)}")
    parts = np.asarray(amounts, dtype=float)
    if not len(parts) or not np.isfinite(parts).all() or (parts < 0).any() or parts.sum() <= 0:
        raise DataError("the yearly parts are no schedule: give one number a year, as in 25 25 25 25")
    step = {"cliff, monthly": 1, "monthly": 1, "yearly": 12}.get(timing, 3)
    shares = np.zeros(max(months, 12 * len(parts)) + 1)
    for month in range(1, 12 * len(parts) + 1):
        paid = -(-month // step) * step
        if month <= 12 and timing.startswith("cliff"):
            paid = 12
        if month <= 12 and timing == "at once":
            paid = 0
        shares[paid] += parts[(month - 1) // 12] / parts.sum() / 12
    return shares[: months + 1]


_shares = lru_cache(vesting_by_month)


def _rows(number: Number) -> Array:
    return np.atleast_1d(np.asarray(number, dtype=np.float64))[:, None]


def _powers(year: Array, months: int) -> Array:
    """What is left of 1 after each month, where ``year`` is left after a year: a row for each of ``year``."""
    steps: Array = np.repeat(year ** (1 / 12), months + 1, axis=1)
    steps[:, 0] = 1
    return np.cumprod(steps, axis=1, dtype=np.float64)


def parts(job: Job, both: Setting, hours_now: Number) -> dict[str, Array]:
    """Expected present value of each part of a ``job``, USD.

    Parameters
    ----------
    job, both
        The job and what it shares with the other one.
    hours_now
        Hours a week of the job that one has: only what goes beyond them costs.

    Returns
    -------
    dict
        A name of PARTS to an array, one value for each row of the inputs.

    Examples
    --------
    100 a month for a year, nobody leaves, time costs nothing, a third is tax:

    >>> found = parts(Job(base=1200, tax=25), Setting(years=1), 40)
    >>> found["base"].tolist(), found["tax"].tolist()
    ([1200.0], [-300.0])
    """
    months = 12 * both.years
    there = _powers((100 - _rows(job.leaving)) / 100, months)
    today = _powers(100 / (100 + _rows(both.discount)), months)
    rise = _powers((100 + _rows(job.growth)) / 100, months)
    kept = 1 - _rows(job.miss) * _rows(job.lost) / 1e4
    stock = kept * (1 - _rows(job.haircut) / 100)
    paid = there * today
    served = paid[:, 1:].sum(axis=1, keepdims=True) / 12

    held = there * (today if job.in_dollars else rise)
    shares = _shares(tuple(job.vests), job.timing, months)
    quarters = round(4 * job.unvested_years)
    left = np.arange(3, min(3 * quarters, months) + 1, 3)
    found = {
        "base": _rows(job.base) * served,
        "bonus": _rows(job.bonus) * kept * paid[:, 12::12].sum(axis=1, keepdims=True),
        "sign_on": _rows(job.sign_on) * (1 - _paid_back(job.clawback, there, today)),
        "grant": _rows(job.stock) * stock * (held @ shares)[:, None],
        "refreshers": _rows(job.refreshers) * stock * _refreshed(job.in_dollars, there, today, rise),
        "unvested": _rows(job.unvested)
        * stock
        * (there * rise)[:, left].sum(axis=1, keepdims=True)
        / quarters,
        "elsewhere": _rows(both.elsewhere) * ((1 - there) * today)[:, 1:].sum(axis=1, keepdims=True) / 12,
    }
    found["tax"] = -_rows(job.tax) / 100 * sum(found.values())
    more = _rows(job.hours) - _rows(hours_now)
    found["hours"] = -more * _rows(both.weeks) * _rows(both.hour_value) * served
    rows = max(map(len, found.values()))
    return {name: np.broadcast_to(value[:, 0], rows) for name, value in found.items()}


def _paid_back(clawback: int, there: Array, today: Array) -> Array:
    """The part of a sign-on that is paid back: leavers return what they have not earned before the month."""
    rows = max(len(there), len(today))
    months = np.arange(1, min(clawback, there.shape[1] - 1) + 1)
    if not len(months):
        return np.zeros((rows, 1))
    unearned = 1 - (months - 1) / clawback
    lost = (there[:, months - 1] - there[:, months]) * today[:, months]
    return (lost * unearned).sum(axis=1, keepdims=True)


def _refreshed(in_dollars: bool, there: Array, today: Array, rise: Array) -> Array:
    """Value of refreshers of 1 USD, one at the end of each year but the last, which vest over four years."""
    months, rows = there.shape[1] - 1, max(map(len, (there, today, rise)))
    total = np.zeros((rows, 1))
    for granted in range(12, months, 12):
        vest = np.arange(granted + 3, min(granted + 3 * REFRESHER_QUARTERS, months) + 1, 3)
        value = today[:, vest] if in_dollars else today[:, [granted]] * rise[:, vest - granted]
        total = total + (there[:, vest] * value).sum(axis=1, keepdims=True) / REFRESHER_QUARTERS
    return total


def worths(choice: Choice) -> tuple[dict[str, Array], dict[str, Array]]:
    """``parts`` of both columns.

    Examples
    --------
    >>> stay, go = worths(Choice(Job(base=100), Job(base=120), Setting(years=2)))
    >>> go["base"].tolist()
    [240.0]
    >>> stay, go = worths(Choice(Job(base=100), Job(base=20), Setting(years=2), frozenset({"base"})))
    >>> go["base"].tolist()
    [240.0]
    """
    now = choice.stay.hours
    whole = {name: getattr(choice.stay, name) + getattr(choice.go, name) for name in choice.on_top}
    return parts(choice.stay, choice.both, now), parts(replace(choice.go, **whole), choice.both, now)


def difference(choice: Choice) -> Array:
    """By how much going is worth more than staying, today, USD; below zero where staying is.

    Examples
    --------
    >>> difference(Choice(Job(base=100), Job(base=120), Setting(years=2))).tolist()
    [40.0]
    """
    stay, go = worths(choice)
    return np.sum([*go.values()], axis=0) - np.sum([*stay.values()], axis=0)


def even_draws(inputs: int) -> Array:
    """Points that fill a box evenly: a row for each input, of 1,021 numbers between 0 and 1.

    Point i of input j is (i * 814^j mod 1021 + 1/2) / 1021, a lattice after Korobov (Niederreiter 1992,
    *Random Number Generation and Quasi-Monte Carlo Methods*, ch. 5): whole numbers, alike in any language.

    Examples
    --------
    >>> (even_draws(2)[:, :3] * 1021 - 0.5).round().tolist()
    [[0.0, 1.0, 2.0], [0.0, 814.0, 607.0]]
    """
    steps = [pow(MULTIPLIER, power, DRAWS) for power in range(inputs)]
    return (np.outer(steps, np.arange(DRAWS)) % DRAWS + 0.5) / DRAWS


def joint_range(choice: Choice, ranges: Mapping[str, tuple[float, float]]) -> tuple[float, float]:
    """5th and 95th percentile of the difference when all doubtful inputs are drawn together.

    Parameters
    ----------
    choice
        The inputs that are known.
    ranges
        Name of a doubtful input to its ends; it is spread evenly between them, independently of the others.

    Returns
    -------
    (low, high)
        USD. The draws are those of ``even_draws``, the same in each call.

    Examples
    --------
    >>> low, high = joint_range(Choice(), {"go.base": (0, 1000)})
    >>> round(low, -2), round(high, -2)  # 5% and 95% of four years of 0 to 1,000
    (200.0, 3800.0)
    """
    columns = zip(even_draws(len(ranges)), ranges.items(), strict=True)
    drawn = {name: low + (high - low) * column for column, (name, (low, high)) in columns}
    found = np.sort(difference(choice.having(drawn)))
    end = (DRAWS - 1) * LEVEL // 100
    return float(found[end]), float(found[DRAWS - 1 - end])


def swings(choice: Choice, ranges: Mapping[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """The difference with one doubtful input at its low and at its high end, the others as in ``choice``.

    Examples
    --------
    >>> swings(Choice(), {"go.base": (0, 1000)})
    {'go.base': (0.0, 4000.0)}
    """
    names = [name for name in ranges for _ in range(2)]
    found = _alone(choice, names, [end for ends in ranges.values() for end in ends]).tolist()
    return dict(zip(ranges, zip(found[::2], found[1::2], strict=True), strict=True))


def _alone(choice: Choice, names: Sequence[str], values: Sequence[float] | Array) -> Array:
    """The difference for each of ``names`` changed alone to its value, in one pass."""
    if not len(names):
        return np.empty(0)
    columns = {name: np.full(len(names), float(choice.value(name))) for name in names}
    for row, (name, value) in enumerate(zip(names, values, strict=True)):
        columns[name][row] = value
    return difference(choice.having(columns))


def flips(choice: Choice, domains: Mapping[str, tuple[float, float]]) -> dict[str, float]:
    """The value of each input at which the difference is zero, the other inputs as in ``choice``.

    Parameters
    ----------
    choice
        Single numbers.
    domains
        Name of an input to the least and the greatest value that it may have.

    Returns
    -------
    dict
        Name to value, the nearest to that of ``choice`` where there are several; NaN where none in the domain
        does. All are NaN where the two are worth the same.

    Examples
    --------
    >>> flips(Choice(Job(base=100), Job(base=150)), {"go.base": (0, 1e9), "go.tax": (0, 100)})
    {'go.base': 100.0, 'go.tax': 33.333333333333336}
    """
    stay, go = (float(np.sum(list(column.values()))) for column in worths(choice))
    scale, now = abs(stay) + abs(go), go - stay
    if abs(now) < max(1.0, NOISE * scale):
        return dict.fromkeys(domains, np.nan)
    straight = {name: ends for name, ends in domains.items() if name.partition(".")[2] not in CURVED}
    curved = {name: ends for name, ends in domains.items() if name not in straight}
    found = _straight_roots(choice, straight, now, scale) | _curved_roots(choice, curved, NOISE * scale)
    return {name: found.get(name, np.nan) for name in domains}


def _straight_roots(
    choice: Choice, domains: Mapping[str, tuple[float, float]], now: float, scale: float
) -> dict[str, float]:
    """Where the straight line through two points of the difference is zero, if it is within the domain."""
    steps = {}
    for name, (low, high) in domains.items():
        here = float(choice.value(name))
        step = min(high - low, max(abs(here), scale, 1.0))
        steps[name] = -step if here + step > high else step
    ends = _alone(choice, [*steps], [float(choice.value(name)) + step for name, step in steps.items()])
    found = {}
    for (name, step), end in zip(steps.items(), ends.tolist(), strict=True):
        slope = (end - now) / step
        if abs(slope * step) > NOISE * scale:
            root = float(choice.value(name)) - now / slope
            if domains[name][0] <= root <= domains[name][1]:
                found[name] = root
    return found


def _curved_roots(
    choice: Choice, domains: Mapping[str, tuple[float, float]], noise: float
) -> dict[str, float]:
    """The zeros nearest to the values of ``choice``: by a grid, then by false position (Illinois).

    Differences within ``noise`` count as none, so that what hangs on nothing crosses nowhere.
    """
    grids = {name: low + (high - low) * np.arange(GRID + 1) / GRID for name, (low, high) in domains.items()}
    names = [name for name in grids for _ in range(GRID + 1)]
    heights = _alone(choice, names, [point for grid in grids.values() for point in grid]) - noise
    brackets = {}
    for (name, grid), gaps in zip(grids.items(), heights.reshape(-1, GRID + 1), strict=True):
        crossed = np.flatnonzero((gaps[1:] > 0) != (gaps[:-1] > 0))
        if len(crossed):
            middles = (grid[crossed] + grid[crossed + 1]) / 2
            best = crossed[np.argmin(np.abs(middles - float(choice.value(name))))]
            brackets[name] = [*grid[best : best + 2].tolist(), *gaps[best : best + 2].tolist()]
    for _ in range(STEPS):
        new = [one - near * (one - other) / (near - far) if near else one
               for one, other, near, far in brackets.values()]  # fmt: skip
        values = (_alone(choice, [*brackets], new) - noise).tolist()
        for (name, (one, other, near, far)), point, value in zip(
            [*brackets.items()], new, values, strict=True
        ):
            if near:
                same = (value > 0) == (near > 0)
                brackets[name] = [point, other, value, far / 2] if same else [point, one, value, near]
    return {name: bracket[0] for name, bracket in brackets.items()}
