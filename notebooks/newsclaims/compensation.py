"""Compensation: what an offer of pay is worth once time, leaving, ratings, hours and wealth are counted.

Units: money in USD, rates and shares in percent (0 to 100), time in years, hours a week, weeks a year. A *schedule* is a pair
of arrays (times, shares): years after the start at which parts of a package vest, and the part of the whole that each is (sum 1).
The chance of still being there is the curve of a constant hazard, as in ``retention``. Formulas are the textbook ones: present
value as in Brealey, Myers & Allen, *Principles of Corporate Finance*; utility of constant relative risk aversion as in Pratt
(1964) and Arrow (1965); Sobol' indices as in Saltelli et al. (2010).
"""

import numpy as np
import pandas as pd
from scipy.special import logsumexp

from .errors import DataError
from .quantities import date_ends, formula, plain

QUARTERS = 4
TIMINGS = {
    "quarterly": "each quarter", "cliff": "nothing in the first year until its end, then each quarter",
    "at once": "the first year's part on the first day, then each quarter", "yearly": "at the end of each year",
}


def vesting(amounts, timing="quarterly"):
    """The schedule of a package that pays ``amounts`` (one number a year, in any unit: ``(4, 3, 2, 1)``) at the ``timing`` of TIMINGS.

    Raises DataError for a timing that is none, a negative amount, or nothing to pay.
    """
    weights = np.asarray(amounts, dtype=float)
    if timing not in TIMINGS:
        raise DataError(f"{timing!r} is no timing: choose one of {', '.join(TIMINGS)}")
    if weights.ndim != 1 or not np.isfinite(weights).all() or (weights < 0).any() or weights.sum() <= 0:
        raise DataError(f"the yearly amounts {amounts} are no schedule: give one number a year, none below zero and not all zero, as in 1 1 1 1")
    shares = np.repeat(weights / weights.sum() / QUARTERS, QUARTERS)
    times = np.arange(1, len(shares) + 1) / QUARTERS
    if timing == "yearly":
        times = np.ceil(times)
    elif timing != "quarterly":
        times[:QUARTERS] = 1 if timing == "cliff" else 0
    return times, shares


def _there(retention, span, times, shape=1.0):
    return (retention / 100) ** ((times / span) ** shape)  # retention.survival, for arrays of shares and shapes too


def worth(face, schedule, growth=0, discount=0, retention=100, span=2, at_risk=0, miss=0, shape=1):
    """Expected value today, USD, of a package of ``face`` USD that vests by ``schedule``.

    ``growth``: yearly rise of the stock it is paid in, percent; ``discount``: yearly rate, percent; ``retention``: percent still
    there after ``span`` years, on the Weibull curve of that ``shape`` (1: a constant hazard); ``at_risk``: percent of each payment that
    a missed rating takes away; ``miss``: percent chance of one. Numbers, or arrays of one length, which the result has too. What vests
    after leaving is lost; nothing replaces it.
    """
    times, shares = schedule
    growth, discount, retention, shape = (np.asarray(each, dtype=float)[..., None] for each in (growth, discount, retention, shape))
    today = shares * ((100 + growth) / (100 + discount)) ** times * _there(retention, span, times, shape)
    return face * today.sum(axis=-1) * (1 - np.asarray(at_risk) * np.asarray(miss) / 1e4)


def year_there(discount, retention, years, span=2):
    """Expected discounted years of service within ``years`` (whole number): what 1 USD a year, paid quarterly while there, is worth."""
    times, shares = vesting(np.ones(years))
    return years * float(worth(1, (times, shares), discount=discount, retention=retention, span=span))


def outcomes(face, schedule, discount=0, retention=100, span=2):
    """(amounts, chances): discounted USD that a leaver takes along, and the chance of leaving then; the last one stays to the end."""
    times, shares = schedule
    amounts = face * np.concatenate([[0], np.cumsum(shares * (1 + discount / 100) ** -times)])
    there = np.concatenate([[1], _there(retention, span, times), [0]])
    return amounts, there[:-1] - there[1:]


def schedules(years, first):
    """What "over ``years``" (whole number) may mean: dict of name to schedule, from the latest to the earliest.

    "front-loaded": yearly parts fall by the sum of the years' digits (4, 3, 2, 1 tenths over four years). "first-year-heavy":
    ``first`` percent on the first day, the rest in equal parts each quarter after the first year.
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


def _share(name, years, discount, retention, span, first=0):
    return 100 * float(worth(1, schedules(years, first)[name], discount=discount, retention=retention, span=span))


_OF_SCHEDULE = {"years": "year ?", "discount": "percent/year -", "retention": "percent +", "span": "year +"}


@formula("percent", **_OF_SCHEDULE)
def level_worth(years, discount, retention, span):
    """Expected value today, percent of the face value, of a package that vests in equal parts each quarter."""
    return _share("level", years, discount, retention, span)


@formula("percent", **_OF_SCHEDULE)
def cliff_worth(years, discount, retention, span):
    """The same where the first year's part vests at its end."""
    return _share("cliff", years, discount, retention, span)


@formula("percent", **_OF_SCHEDULE)
def front_loaded_worth(years, discount, retention, span):
    """The same where the yearly parts fall by the sum of the years' digits."""
    return _share("front-loaded", years, discount, retention, span)


@formula("percent", **_OF_SCHEDULE)
def end_worth(years, discount, retention, span):
    """The same where all vests on the last day: the least generous schedule there is."""
    return _share("at the end", years, discount, retention, span)


@formula("percent", **_OF_SCHEDULE, first="percent +")
def first_year_heavy_worth(years, discount, retention, span, first):
    """The same where ``first`` percent vest on the first day and the rest in equal parts each quarter after the first year."""
    return _share("first-year-heavy", years, discount, retention, span, first)


def _leaves_pay(pay, premium):
    if np.any(np.greater_equal(premium, pay)):
        raise DataError("a premium as large as the pay leaves no pay to compare with: give a smaller one")


@formula("percent", pay="USD/year -", premium="USD/year +", at_risk="percent -")
def break_even_miss(pay, premium, at_risk):
    """Chance of a missed rating, percent a year, at which the expected pay has lost its whole ``premium``; above 100: none does.

    ``at_risk``: percent of ``pay`` that a miss takes away. From pay * (1 - at_risk * miss) = pay - premium.
    """
    return 1e4 * premium / (pay * at_risk)


@formula("hour/week", pay="USD/year -", premium="USD/year +", hours="hour/week +")
def break_even_hours(pay, premium, hours):
    """Extra hours a week at which an hour pays what it does now, with ``hours`` a week at ``pay`` less ``premium``.

    From pay / (hours + extra) = (pay - premium) / hours. Raises DataError for a premium that is not below the pay.
    """
    _leaves_pay(pay, premium)
    return hours * premium / (pay - premium)


@formula("USD/hour", pay="USD/year +", hours="hour/week -", weeks="week/year -")
def hourly_pay(pay, hours, weeks):
    """USD an hour."""
    return pay / hours / weeks


@formula("percent", pay="USD/year -", premium="USD/year +", at_risk="percent -", miss="percent -", hours="hour/week +", hours_there="hour/week -")
def hourly_gain(pay, premium, at_risk, miss, hours, hours_there):
    """Percent by which an expected hour under an offer of ``pay`` pays more than one of ``hours`` a week at ``pay`` less ``premium``.

    Numbers, or arrays of one shape. Raises DataError for a premium that is not below the pay.
    """
    _leaves_pay(pay, premium)
    return 100 * (pay * (1 - at_risk * miss / 1e4) / hours_there / ((pay - premium) / hours) - 1)


@formula("percent/year", multiple="one +", span="year -")
def yearly_growth(multiple, span):
    """Percent a year that compounds to ``multiple`` (not below 1) over ``span`` years."""
    if multiple < 1:
        raise DataError(f"a price that fell to {multiple:g} times itself did not grow")
    return 100 * (multiple ** (1 / span) - 1)


@formula("x", multiple="one +", held="year -", term="year +")
def forfeited(multiple, held, term):
    """Today's value of what is left behind, per USD granted: the part not yet vested after ``held`` of ``term`` years, times the price ``multiple``.

    A counter-offer of that much, for each USD of the grant, makes the holder indifferent as far as the grant goes. Numbers or arrays.
    """
    return multiple * np.clip(1 - held / term, 0, 1)


@formula("USD", one="USD +", other="USD +")
def either(one, other):
    """(low, high) USD that hold both numbers, where two sources give two."""
    return min(one, other), max(one, other)


def certainty_equivalent(amounts, chances, wealth, aversion):
    """The sure gain, USD, that is worth as much as the gains ``amounts`` with ``chances`` (sum 1) to one who owns ``wealth`` USD.

    ``wealth``: number or array; ``aversion``: constant relative risk aversion; 0 counts money alone, 1 is logarithmic utility.
    """
    wealth, power = np.asarray(wealth, dtype=float), 1 - aversion
    logs = np.log1p(amounts / wealth[..., None])
    mean = logs @ chances if power == 0 else logsumexp(power * logs, b=chances, axis=-1) / power
    return wealth * np.expm1(mean)


@formula("USD", face="USD +", years="year ?", discount="percent/year -", retention="percent +", span="year +", wealth="USD +", aversion="one -")
def level_certain_worth(face, years, discount, retention, span, wealth, aversion):
    """Certainty equivalent, USD, of a package that vests in equal parts each quarter, when leaving is the only risk."""
    return float(certainty_equivalent(*outcomes(face, schedules(years, 0)["level"], discount, retention, span), wealth, aversion))


@formula("USD", amount="USD +", wealth="USD -", other="USD +", aversion="one ?")
def matching_sum(amount, wealth, other, aversion):
    """USD that move one who owns ``other`` as much as ``amount`` moves one who owns ``wealth``.

    Equal gains of utility of constant relative risk ``aversion``. Raises DataError where no sum does (see ``out_of_reach``).
    """
    power = 1 - aversion
    if power == 0:
        return float(other * np.expm1(np.log1p(amount / wealth)))
    scale, gain = power * np.log(wealth / other), np.expm1(power * np.log1p(amount / wealth))
    if power < 0 and scale + np.log(-gain) >= 0:
        raise DataError(f"no sum moves an owner of {other:g} USD as much at a risk aversion of {aversion:g}: give a smaller wealth")
    return float(other * np.expm1(np.log1p(np.exp(scale) * gain) / power))


@formula("USD", amount="USD -", wealth="USD +", aversion="one ?")
def out_of_reach(amount, wealth, aversion):
    """The wealth, USD, from which on no sum moves its owner as much as ``amount`` moves one who owns ``wealth``; ``aversion`` of 1.1 or more.

    Above 1 utility is bounded: there the owner's whole utility left to gain, other^(1 - aversion), equals the gain of the first.
    """
    if aversion < 1.1:
        raise DataError(f"at a risk aversion of {aversion:g} some sum moves everybody, or nearly: give 1.1 or more")
    power = 1 - aversion
    return float(wealth * (-np.expm1(power * np.log1p(amount / wealth))) ** (1 / power))


def matching_sums(amount, wealth, others, aversion):
    """``matching_sum`` for each of ``others`` (array of USD), NaN where no sum does."""
    reach = out_of_reach(amount, wealth, aversion) if aversion > 1 else np.inf
    return np.array([matching_sum(amount, wealth, other, aversion) if other < reach else np.nan for other in others])


def by_wealth(wealths, gains, chances, amount, aversions):
    """What the gamble of ``gains`` with ``chances``, and the sum ``amount``, are to owners of ``wealths`` (list of USD, least first).

    ``aversions``: least, base and greatest. Columns: ``owner``, in words; ``wealth``; ``sure_lo``, ``sure_base`` and ``sure_hi``, the certainty equivalents
    (the greatest aversion gives the least); ``same_lo`` and ``same_hi``, what moves an owner as much as ``amount`` moves the first, at the
    least aversion and the base one (NaN where no sum does).
    """
    least, base, greatest = aversions
    sure = lambda aversion: np.round(certainty_equivalent(gains, chances, wealths, aversion))
    same = lambda aversion: matching_sums(amount, wealths[0], wealths, aversion)
    return pd.DataFrame({
        "owner": [f"owns ${plain(wealth, 3)}" for wealth in wealths], "wealth": wealths, "sure_lo": sure(greatest), "sure_base": sure(base), "sure_hi": sure(least), "same_lo": same(least), "same_hi": same(base)})


def dated(ledger, id):
    """(first, last) moment, as years AD, of the date that entry ``id`` is or that its evidence, or that of its first input, bears."""
    entry = ledger[id]
    if entry.unit != "date":
        evidence = entry.evidence or ledger[entry.rests_on[0]].evidence
        return tuple(1970 + end for end in date_ends(getattr(evidence, "period", "") or evidence.as_of))
    return 1970 + entry.lo, 1970 + entry.hi


def sensitivity(model, ranges, samples=4096, seed=1):
    """Sobol' indices of ``model``: which unknown its result hangs on, for independent unknowns spread evenly over ``ranges``.

    ``model`` takes one array for each unknown, by name; ``ranges``: name to (low, high); ``samples``: a power of two; ``seed``: a
    whole number from 1 on (SALib takes 0 for none). One row for each unknown, most important first: ``first`` and ``total`` share of the variance (0 to 1), with half-widths of their 95% intervals.
    """
    from SALib.analyze import sobol as analysis
    from SALib.sample import sobol as sampling

    problem = {"num_vars": len(ranges), "names": list(ranges), "bounds": [list(ends) for ends in ranges.values()]}
    drawn = sampling.sample(problem, samples, calc_second_order=False, seed=seed)
    results = model(**dict(zip(ranges, drawn.T)))
    found = analysis.analyze(problem, results, calc_second_order=False, seed=seed)
    frame = pd.DataFrame({
        "unknown": list(ranges), "first": found["S1"], "first_error": found["S1_conf"], "total": found["ST"], "total_error": found["ST_conf"],
    })
    return frame.sort_values("total", ascending=False, ignore_index=True)
