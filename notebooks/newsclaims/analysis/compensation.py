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

from ..errors import DataError
from ..ledger import accepts_quantities
from ..ledger.edtf import years_since_1970
from ..ledger.wording import shown_number

QUARTERS = 4
TIMINGS = {
    "quarterly": "each quarter",
    "cliff": "nothing in the first year until its end, then each quarter",
    "at once": "the first year's part on the first day, then each quarter",
    "yearly": "at the end of each year",
}


def vesting(amounts, timing="quarterly"):
    """The schedule of a package that pays ``amounts`` (one number a year, in any unit: ``(4, 3, 2, 1)``) at the ``timing`` of TIMINGS.

    Raises DataError for a timing that is none, a negative amount, or nothing to pay.
    """
    weights = np.asarray(amounts, dtype=float)
    if timing not in TIMINGS:
        raise DataError(f"{timing!r} is no timing: choose one of {', '.join(TIMINGS)}")
    if weights.ndim != 1 or not np.isfinite(weights).all() or (weights < 0).any() or weights.sum() <= 0:
        raise DataError(
            f"the yearly amounts {amounts} are no schedule: give one number a year, none below zero and not all zero, as in 1 1 1 1"
        )
    shares = np.repeat(weights / weights.sum() / QUARTERS, QUARTERS)
    times = np.arange(1, len(shares) + 1) / QUARTERS
    if timing == "yearly":
        times = np.ceil(times)
    elif timing != "quarterly":
        times[:QUARTERS] = 1 if timing == "cliff" else 0
    return times, shares


def _there(retention, span, times, shape=1.0):
    return (retention / 100) ** (
        (times / span) ** shape
    )  # retention.survival, for arrays of shares and shapes too


def worth(face, schedule, growth=0, discount=0, retention=100, span=2, at_risk=0, miss=0, shape=1):
    """Expected value today, USD, of a package of ``face`` USD that vests by ``schedule``.

    ``growth``: yearly rise of the stock it is paid in, percent; ``discount``: yearly rate, percent; ``retention``: percent still
    there after ``span`` years, on the Weibull curve of that ``shape`` (1: a constant hazard); ``at_risk``: percent of each payment that
    a missed rating takes away; ``miss``: percent chance of one. Numbers, or arrays of one length, which the result has too. What vests
    after leaving is lost; nothing replaces it.
    """
    times, shares = schedule
    growth, discount, retention, shape = (
        np.asarray(each, dtype=float)[..., None] for each in (growth, discount, retention, shape)
    )
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
    return 100 * float(
        worth(1, schedules(years, first)[name], discount=discount, retention=retention, span=span)
    )


_OF_SCHEDULE = {"years": "year ?", "discount": "percent/year -", "retention": "percent +", "span": "year +"}


@accepts_quantities("percent", **_OF_SCHEDULE)
def level_worth(years, discount, retention, span):
    """Expected value today, percent of the face value, of a package that vests in equal parts each quarter."""
    return _share("level", years, discount, retention, span)


@accepts_quantities("percent", **_OF_SCHEDULE)
def cliff_worth(years, discount, retention, span):
    """The same where the first year's part vests at its end."""
    return _share("cliff", years, discount, retention, span)


@accepts_quantities("percent", **_OF_SCHEDULE)
def front_loaded_worth(years, discount, retention, span):
    """The same where the yearly parts fall by the sum of the years' digits."""
    return _share("front-loaded", years, discount, retention, span)


@accepts_quantities("percent", **_OF_SCHEDULE)
def end_worth(years, discount, retention, span):
    """The same where all vests on the last day: the least generous schedule there is."""
    return _share("at the end", years, discount, retention, span)


@accepts_quantities("percent", **_OF_SCHEDULE, first="percent +")
def first_year_heavy_worth(years, discount, retention, span, first):
    """The same where ``first`` percent vest on the first day and the rest in equal parts each quarter after the first year."""
    return _share("first-year-heavy", years, discount, retention, span, first)


def _leaves_pay(pay, premium):
    if np.any(np.greater_equal(premium, pay)):
        raise DataError("a premium as large as the pay leaves no pay to compare with: give a smaller one")


@accepts_quantities("percent", pay="USD/year -", premium="USD/year +", at_risk="percent -")
def break_even_miss(pay, premium, at_risk):
    """Chance of a missed rating, percent a year, at which the expected pay has lost its whole ``premium``; above 100: none does.

    ``at_risk``: percent of ``pay`` that a miss takes away. From pay * (1 - at_risk * miss) = pay - premium.
    """
    return 1e4 * premium / (pay * at_risk)


@accepts_quantities("hour/week", pay="USD/year -", premium="USD/year +", hours="hour/week +")
def break_even_hours(pay, premium, hours):
    """Extra hours a week at which an hour pays what it does now, with ``hours`` a week at ``pay`` less ``premium``.

    From pay / (hours + extra) = (pay - premium) / hours. Raises DataError for a premium that is not below the pay.
    """
    _leaves_pay(pay, premium)
    return hours * premium / (pay - premium)


@accepts_quantities("USD/hour", pay="USD/year +", hours="hour/week -", weeks="week/year -")
def hourly_pay(pay, hours, weeks):
    """USD an hour."""
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
def hourly_gain(pay, premium, at_risk, miss, hours, hours_there):
    """Percent by which an expected hour under an offer of ``pay`` pays more than one of ``hours`` a week at ``pay`` less ``premium``.

    Numbers, or arrays of one shape. Raises DataError for a premium that is not below the pay.
    """
    _leaves_pay(pay, premium)
    return 100 * (pay * (1 - at_risk * miss / 1e4) / hours_there / ((pay - premium) / hours) - 1)


@accepts_quantities("percent/year", multiple="one +", span="year -")
def yearly_growth(multiple, span):
    """Percent a year that compounds to ``multiple`` (not below 1) over ``span`` years."""
    if multiple < 1:
        raise DataError(f"a price that fell to {multiple:g} times itself did not grow")
    return 100 * (multiple ** (1 / span) - 1)


@accepts_quantities("x", multiple="one +", held="year -", term="year +")
def forfeited(multiple, held, term):
    """Today's value of what is left behind, per USD granted: the part not yet vested after ``held`` of ``term`` years, times the price ``multiple``.

    A counter-offer of that much, for each USD of the grant, makes the holder indifferent as far as the grant goes. Numbers or arrays.
    """
    return multiple * np.clip(1 - held / term, 0, 1)


@accepts_quantities("USD", one="USD +", other="USD +")
def either(one, other):
    """(low, high) USD that hold both numbers, where two sources give two."""
    return min(one, other), max(one, other)


def certainty_equivalent(amounts, chances, wealth, aversion):
    """The sure gain, USD, that is worth as much as the gains ``amounts`` with ``chances`` (sum 1) to one who owns ``wealth`` USD.

    ``wealth``: number or array; ``aversion``: constant relative risk aversion; 0 counts money alone, 1 is logarithmic utility.
    """
    wealth, power = np.asarray(wealth, dtype=float), 1 - aversion
    logs = np.log1p(amounts / wealth[..., None])
    powers = power * logs
    far = logsumexp(powers, b=chances, axis=-1)
    near = np.log1p(
        np.expm1(np.clip(powers, -0.1, 0.1)) @ chances
    )  # keeps the digits that the other loses next to 1
    mean = logs @ chances if power == 0 else np.where(np.abs(powers).max(axis=-1) < 0.1, near, far) / power
    return wealth * np.expm1(mean)


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
def level_certain_worth(face, years, discount, retention, span, wealth, aversion):
    """Certainty equivalent, USD, of a package that vests in equal parts each quarter, when leaving is the only risk."""
    return float(
        certainty_equivalent(
            *outcomes(face, schedules(years, 0)["level"], discount, retention, span), wealth, aversion
        )
    )


@accepts_quantities("USD", amount="USD +", wealth="USD -", other="USD +", aversion="one ?")
def matching_sum(amount, wealth, other, aversion):
    """USD that move one who owns ``other`` as much as ``amount`` moves one who owns ``wealth``.

    Equal gains of utility of constant relative risk ``aversion``. Raises DataError where no sum does (see ``out_of_reach``).
    """
    power = 1 - aversion
    if power == 0:
        return float(other * np.expm1(np.log1p(amount / wealth)))
    scale, gain = power * np.log(wealth / other), np.expm1(power * np.log1p(amount / wealth))
    if power < 0 and scale + np.log(-gain) >= 0:
        raise DataError(
            f"no sum moves an owner of {other:g} USD as much at a risk aversion of {aversion:g}: give a smaller wealth"
        )
    return float(other * np.expm1(np.log1p(np.exp(scale) * gain) / power))


@accepts_quantities("USD", amount="USD -", wealth="USD +", aversion="one ?")
def out_of_reach(amount, wealth, aversion):
    """The wealth, USD, from which on no sum moves its owner as much as ``amount`` moves one who owns ``wealth``; ``aversion`` of 1.1 or more.

    Above 1 utility is bounded: there the owner's whole utility left to gain, other^(1 - aversion), equals the gain of the first.
    """
    if aversion < 1.1:
        raise DataError(
            f"at a risk aversion of {aversion:g} some sum moves everybody, or nearly: give 1.1 or more"
        )
    power = 1 - aversion
    return float(wealth * (-np.expm1(power * np.log1p(amount / wealth))) ** (1 / power))


def matching_sums(amount, wealth, others, aversion):
    """``matching_sum`` for each of ``others`` (array of USD), NaN where no sum does."""
    reach = out_of_reach(amount, wealth, aversion) if aversion > 1 else np.inf
    return np.array(
        [matching_sum(amount, wealth, other, aversion) if other < reach else np.nan for other in others]
    )


def by_wealth(wealths, gains, chances, amount, aversions):
    """What the gamble of ``gains`` with ``chances``, and the sum ``amount``, are to owners of ``wealths`` (list of USD, least first).

    ``aversions``: least, base and greatest. Columns: ``owner``, in words; ``wealth``; ``sure_lo``, ``sure_base`` and ``sure_hi``, the certainty equivalents
    (the greatest aversion gives the least); ``same_lo`` and ``same_hi``, what moves an owner as much as ``amount`` moves the first, at the
    least aversion and the base one (NaN where no sum does).
    """
    least, base, greatest = aversions
    sure = lambda aversion: np.round(certainty_equivalent(gains, chances, wealths, aversion))
    same = lambda aversion: matching_sums(amount, wealths[0], wealths, aversion)
    return pd.DataFrame(
        {
            "owner": [f"owns ${shown_number(wealth, 3)}" for wealth in wealths],
            "wealth": wealths,
            "sure_lo": sure(greatest),
            "sure_base": sure(base),
            "sure_hi": sure(least),
            "same_lo": same(least),
            "same_hi": same(base),
        }
    )


def dated(ledger, id):
    """(first, last) moment, as years AD, of the date that entry ``id`` is or that its evidence, or that of its first input, bears."""
    entry = ledger[id]
    if entry.unit != "date":
        evidence = entry.evidence or ledger[entry.inputs[0]].evidence
        return tuple(
            1970 + end for end in years_since_1970(getattr(evidence, "period", "") or evidence.as_of)
        )
    return 1970 + entry.lo, 1970 + entry.hi


def sensitivity(model, ranges, samples=4096, seed=1):
    """Sobol' indices of ``model``: which unknown its result hangs on, for independent unknowns spread evenly over ``ranges``.

    ``model`` takes one array for each unknown, by name; ``ranges``: name to (low, high); ``samples``: a power of two; ``seed``: a
    whole number from 1 on (SALib takes 0 for none). One row for each unknown, most important first: ``first`` and ``total`` share of the variance (0 to 1), with half-widths of their 95% intervals.
    """
    from SALib.analyze import sobol as analysis
    from SALib.sample import sobol as sampling

    problem = {
        "num_vars": len(ranges),
        "names": list(ranges),
        "bounds": [list(ends) for ends in ranges.values()],
    }
    drawn = sampling.sample(problem, samples, calc_second_order=False, seed=seed)
    results = model(**dict(zip(ranges, drawn.T)))
    found = analysis.analyze(problem, results, calc_second_order=False, seed=seed)
    frame = pd.DataFrame(
        {
            "unknown": list(ranges),
            "first": found["S1"],
            "first_error": found["S1_conf"],
            "total": found["ST"],
            "total_error": found["ST_conf"],
        }
    )
    return frame.sort_values("total", ascending=False, ignore_index=True)


# What notebook 04 enters in the ledger and draws.

# Entry of the ledger to its name in the figure, from base pay to the package; the second line says what the figure includes.
PAY = {
    "software-engineer-base-salary": "Engineers, visa filings:\nbase",
    "senior-engineer-annual-pay": "One senior engineer:\nall pay",
    "levels-mean-annual-pay": "Grade E7, Levels.fyi:\nall pay, mean",
    "ai-engineer-annual-pay": "AI engineers, self-reports:\nall pay",
    "openai-example-annual-pay": "OpenAI's example offer:\nbase and units",
    "refused-annual-pay": "Refused offers, an investor:\nall pay",
    "refused-premium": "Article, extra pay refused:\nall pay",
    "offer-annual-pay": "Article, pay offered:\nbase, bonus, stock",
    "pang-per-year": "Ruoming Pang, reported:\nstock, with milestones",
    "package-per-year": "Article, the package:\nwith equity, disputed",
}
READINGS = {
    "end": "all on the last day",
    "cliff": "equal, none in the first year",
    "level": "equal parts each quarter",
    "front-loaded": "falling from year to year",
    "first-year-heavy": "first year at once",
}
LEAVING_AS_AT = ("Meta", "Anthropic")
# Unknown of a sensitivity analysis to its name in the figure.
UNKNOWNS = {
    "face": "face value",
    "growth": "rise of the stock",
    "discount": "discount rate",
    "retention": "rate of leaving",
    "shape": "when people leave",
    "pay": "pay offered",
    "miss": "chance of a missed rating",
    "at_risk": "pay at risk in a rating",
    "premium": "extra pay",
    "hours": "hours now",
    "hours_there": "hours there",
}


def _ends(ledger, ids):
    """Name to (low, high) of the entry that ``ids`` (name to id) gives it."""
    return {name: (ledger[id].lo, ledger[id].hi) for name, id in ids.items()}


def pay_scale(ledger):
    """The pay figures of PAY (DataFrame): ``id``, ``what``, ``pay`` (in words), ``lo`` and ``hi`` (USD a year, NaN for an open end)."""
    rows = [(id, what, str(ledger[id]), *ledger[id].row()[:2]) for id, what in PAY.items()]
    pay = pd.DataFrame(rows, columns=["id", "what", "pay", "lo", "hi"])
    between = pay["lo"] < pay["hi"]
    pay.loc[between, "pay"] = [
        f"${row.lo:,.0f} to ${row.hi:,.0f} a year" for row in pay[between].itertuples()
    ]
    return pay


def derive_worths(ledger):
    """Enter in ``ledger`` the worth today of the package by each of READINGS and each rate of leaving, as percent of its face value."""
    for name, words in READINGS.items():
        for firm in LEAVING_AS_AT:
            given = f"package-years, discount-rate, {firm.lower()}-retention, cohort-span"
            given += ", base(first-year-share)" * name.startswith("first")
            label = f"Worth today, {words}, leaving as at {firm}"
            ledger.derive(f"{name}-{firm.lower()}-worth", label, f"{name.replace('-', '_')}_worth({given})")


def worths(ledger):
    """What ``derive_worths`` entered (DataFrame): ``schedule``, ``firm``, ``id``, ``lo`` and ``hi`` (percent), ``what`` (name of the row)."""
    found = pd.DataFrame(
        [(name, firm) for name in READINGS for firm in LEAVING_AS_AT], columns=["schedule", "firm"]
    )
    found["id"] = found["schedule"] + "-" + found["firm"].str.lower() + "-worth"
    found[["lo", "hi"]] = [(ledger[id].lo, ledger[id].hi) for id in found["id"]]
    first = found["firm"] == LEAVING_AS_AT[0]
    found["what"] = "leaving as at " + found["firm"]
    found.loc[first, "what"] = found["schedule"].map(READINGS) + ":\n" + found["what"]
    return found


def derive_doubts(ledger):
    """Enter in ``ledger`` what ratings and hours take from the pay offered, beside the extra pay that was refused."""
    both = "offer-annual-pay, refused-premium"
    ledger.derive(
        "refused-share",
        "Extra pay refused, part of the pay offered",
        "to(refused-premium / offer-annual-pay, 'percent')",
    )
    ledger.derive(
        "break-even-miss",
        "Chance of a missed rating that uses up the extra pay",
        f"break_even_miss({both}, rating-share)",
    )
    ledger.derive(
        "even-extra-hours", "Extra hours that use up the extra pay", f"break_even_hours({both}, hours-now)"
    )
    doubts = "rating-share, miss-rate, hours-now, hours-there"
    ledger.derive("hour-gain", "Gain of an hour's pay, all doubts together", f"hourly_gain({both}, {doubts})")


def hour_bands(hours, pay, premium, hours_now, weeks):
    """USD an hour under an offer and now (DataFrame): a row for each of ``hours`` a week under the offer.

    ``pay`` and ``premium``: (low, high) USD a year; now is ``hours_now`` a week at ``pay`` less ``premium``. Columns: ``hours``, and ``offer``,
    ``smallest`` and ``largest`` (now, by the size of the premium), each with ``_low`` and ``_high`` for the ends of ``pay``.
    """
    found = pd.DataFrame({"hours": hours})
    for end, offered in zip(("low", "high"), pay):
        found[f"offer_{end}"] = hourly_pay(offered, found["hours"], weeks)
        for size, extra in zip(("smallest", "largest"), premium):
            found[f"{size}_{end}"] = hourly_pay(offered - extra, hours_now, weeks)
    return found


def told_bands(bands):
    """The ends of ``bands`` (DataFrame of ``hour_bands``) in words."""
    first, last = bands.iloc[0], bands.iloc[-1]
    offer = " and ".join(
        "{offer_low:.0f} to {offer_high:.0f} at {hours:.0f} hours".format(**end) for end in (first, last)
    )
    now = "{smallest_low:.0f} to {smallest_high:.0f} or {largest_low:.0f} to {largest_high:.0f}".format(
        **first
    )
    return f"Under the offer {offer}; now {now}, by the size of the extra pay."


def derive_equity(ledger):
    """Enter in ``ledger`` how the unit price and the valuation rose, and what leaving in the month of the lab's start leaves behind."""
    ledger.derive(
        "unit-price-multiple", "Later unit price over the tender's", "unit-price-later / unit-price-tender"
    )
    ledger.derive(
        "unit-price-years", "From the tender to the later price", "unit-price-later-date - tender-date"
    )
    ledger.derive(
        "unit-price-growth",
        "Growth of the unit price in a year",
        "yearly_growth(unit-price-multiple, unit-price-years)",
    )
    ledger.derive(
        "expected-unit-price",
        "Unit price that the expected multiple implies",
        "window-unit-price * expected-multiple",
    )
    rounds = {
        "tender-valuation-november-2023": "round-valuation-april-2023",
        "tender-valuation-february-2024": "valuation-year-earlier",
    }
    for after, before in rounds.items():
        label = f"Valuation, {after} over {before}"
        ledger.derive(f"valuation-multiple-{after[-4:]}", label, f"openai-{after} / openai-{before}")
    for grant in ("window", "tender"):
        left = f"forfeited(unit-price-multiple, lab-start - {grant}-date, grant-term)"
        ledger.derive(f"left-by-{grant}", f"Left behind for each dollar granted at the {grant}", left)


def rises(ledger, names):
    """Prices and valuations over their level in spring 2023, placed in time (DataFrame): ``start``, ``end`` (years AD), ``id``, ``what``, ``times``.

    ``names``: id to name; what is no multiple is set beside the unit price of the tender.
    """
    first = ledger["unit-price-tender"].value
    times = [ledger[id].lo / (1 if ledger[id].unit == "x" else first) for id in names]
    found = pd.DataFrame([dated(ledger, id) for id in names], columns=["start", "end"])
    return found.assign(id=list(names), what=names.values(), times=times)


def left_behind(ledger, points=97):
    """Dollars left behind for each dollar granted, by date of the grant (DataFrame): ``granted`` (years AD), ``least``, ``most``.

    Leaving is on the first day on which the lab may have started. A grant until the window is at the old price, one after the later price at
    that one; between them the price may lie anywhere, so that ``least`` and ``most`` differ.
    """
    edges = ("window-date", "unit-price-later-date", "lab-start")
    (_, known), (later, _), (leave, _) = (dated(ledger, id) for id in edges)
    term = ledger["grant-term"].base().value
    granted, multiple = np.linspace(leave - term, leave, points), ledger["unit-price-multiple"].value
    least, most = (
        forfeited(np.where(granted <= edge, multiple, 1), leave - granted, term) for edge in (known, later)
    )
    return pd.DataFrame({"granted": granted, "least": least, "most": most})


def derive_wealth(ledger):
    """Enter in ``ledger`` what the package, and the extra pay refused, are to the owners of two fortunes."""
    given = "package-years, base(discount-rate), meta-retention, cohort-span"
    ledger.derive(
        "mean-worth",
        "Package today, level, mean over leavers and stayers",
        f"package-total * level_worth({given})",
    )
    for owner in ("wealth-early", "wealth-post-money"):
        sure = f"level_certain_worth(package-total, {given}, base({owner}), base(risk-aversion))"
        ledger.derive(
            owner.replace("wealth", "sure"), f"Sure sum worth as much to the owner of {owner}", sure
        )
    double = "base(wealth-early), base(wealth-early)"
    matching = f"matching_sum({double}, base(wealth-post-money), 1)"
    ledger.derive("matching-double", "Moves the second owner as doubling moves the first", matching)
    ledger.derive(
        "double-reach",
        "Wealth from which no sum moves as much",
        f"out_of_reach({double}, base(risk-aversion))",
    )
    each_hour = "hourly_pay(refused-premium, base(hours-there) - base(hours-now), base(working-weeks))"
    ledger.derive("refused-hour", "Extra pay refused for each extra hour", each_hour)


def indices(ledger, amounts, hours):
    """``sensitivity`` of the package in USD and of the gain of an hour's pay over the ranges in ``ledger`` (DataFrame), four decimals.

    ``amounts`` and ``hours``: name of an unknown to its id, for the package and for the hour; ratings belong to both. The package also
    hangs on leaving and on the schedule, of which one is as likely as the other. Column ``result`` is package or hour.
    """
    plans = list(schedules(ledger["package-years"].value, ledger["first-year-share"].base().value).values())
    ratings = {"at_risk": "rating-share", "miss": "miss-rate"}
    of_package = _ends(ledger, ratings | amounts) | {
        "retention": sorted(ledger[f"{firm.lower()}-retention"].value for firm in LEAVING_AS_AT),
        "shape": tuple(ledger[f"shape-{when}"].base().value for when in ("early", "late")),
        "schedule": (0, len(plans)),
    }

    def value(schedule, face, **rates):
        return face * np.choose(schedule.astype(int), [worth(1, plan, **rates) for plan in plans])

    found = {
        "package": sensitivity(value, of_package),
        "hour": sensitivity(hourly_gain, _ends(ledger, hours | ratings)),
    }
    return pd.concat(found, names=["result"]).reset_index(level=0).round(4)


def index_formula(result, unknown):
    """The total index of ``unknown`` for ``result`` as a formula of the ledger, in percent, over the table ``sensitivity`` (str)."""
    query = f"result == '{result}' and unknown == '{unknown}'"
    return f"to(cell('sensitivity', 'total', \"{query}\"), 'percent')"


def shares(indices):
    """The total indices in percent with the ends of their intervals and names to show: ``indices`` with ``what``, ``lo`` and ``hi``."""
    total, error = 100 * indices["total"], 100 * indices["total_error"]
    return indices.assign(
        what=indices["unknown"].replace(UNKNOWNS), lo=(total - error).clip(0), hi=total + error
    )
