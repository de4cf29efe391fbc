"""Retention: what a share still employed says of leaving, how much noise it may hold, and what a flow between employers is.

A *share* is in percent (0 to 100), a *span* in years, *people* is the base of a share, a *level* is in percent. Functions
marked with ``formula`` take quantities of the ledger too. A published share is taken as it is printed: the count behind it
need not be a whole number. All functions raise DataError for input that cannot be.
"""

import math
from functools import lru_cache
from itertools import combinations, permutations

import numpy as np
import pandas as pd
from scipy.optimize import brentq
from scipy.special import exprel, gamma
from scipy.stats import binom, kendalltau, permutation_test, rankdata
from statsmodels.stats import proportion

from ..errors import DataError
from ..ledger.quantities import formula


def _check(fine, message):
    if not np.all(fine):
        raise DataError(message)


def _check_share(*shares):
    for share in shares:
        _check((share >= 0) & (share <= 100), f"{share:g}% is no share: give a percentage from 0 to 100")


def _check_span(span):
    _check((span > 0) & (span < math.inf), f"a span of {span:g} years is none: give a positive number")


def _check_people(*bases):
    for people in bases:
        _check(
            (people >= 1) & (people < math.inf), f"{people:g} people are no base of a share: give at least 1"
        )


def _check_level(level):
    _check(
        (level > 0) & (level < 100),
        f"an interval at {level:g}% is none: give a level of more than 0 and less than 100",
    )


# From one share to time: curves through one point.


def weibull_survival(share, span, years, shape):
    """As ``survival``, for arrays of shares and shapes too, and without its checks.

    Parameters
    ----------
    share, span, years, shape
        Percent still employed after ``span`` years, years since joining, and shape of the curve: numbers, or
        arrays that numpy can spread over each other.

    Returns
    -------
    float or array
        Percent.

    Examples
    --------
    >>> round(weibull_survival(64, 2, 1, 1), 2)
    80.0
    """
    return 100 * (share / 100) ** ((years / span) ** shape)


@formula("percent", share="percent +", span="year +", years="year -", shape="one ?")
def survival(share, span, years, shape=1.0):
    """Percent still employed after ``years`` (number or array), on the Weibull curve through ``share`` after ``span`` years.

    S(t) = share^((t / span)^shape): ``shape`` 1 is a constant hazard (the exponential curve), less than 1 early leaving that
    slows down, more than 1 leaving that speeds up. It is scipy's ``weibull_min`` with the one scale that meets the point.
    """
    _check_share(share)
    _check_span(span)
    _check(np.asarray(years) >= 0, "a curve starts at joining: give years from 0 on")
    _check(shape > 0, f"a Weibull curve of shape {shape:g} is none: give a positive number")
    return weibull_survival(share, span, np.asarray(years, dtype=float), shape)


@formula("percent", share="percent +", span="year ?", years="year -", part="percent ?", cliff="year ?")
def cliff_survival(share, span, years, part, cliff=1.0):
    """Percent still employed after ``years`` (number or array) where many leave at once ``cliff`` years after joining.

    Of the cumulative hazard -ln(share) that the first ``span`` years hold, ``part`` percent falls on that day (as when the
    first stock has vested), the rest evenly on the time before and after; it goes on at that even rate beyond ``span``.
    """
    _check_share(share, part)
    _check_span(span)
    years = np.asarray(years, dtype=float)
    _check(years >= 0, "a curve starts at joining: give years from 0 on")
    _check(
        (cliff > 0) & (cliff <= span), f"a cliff after {cliff:g} years does not lie within the first {span:g}"
    )
    return 100 * (share / 100) ** ((1 - part / 100) * years / span + part / 100 * (years >= cliff))


@formula("percent/year", share="percent -", span="year -")
def annual_attrition(share, span):
    """Percent of those present that leave in a year, at a constant hazard."""
    return 100 - float(survival(share, span, 1))


@formula("x/year", share="percent -", span="year -")
def hazard(share, span):
    """Rate of leaving per person and year, -ln(share) / span, at a constant hazard; DataError for a share of 0."""
    _check_share(share)
    _check_span(span)
    _check(share > 0, "a share of 0% has no finite hazard")
    return -math.log(share / 100) / span


@formula("year", share="percent +", span="year +", shape="one ?")
def half_life(share, span, shape=1.0):
    """Years until half have left, on the curve that ``survival`` draws; infinite where nobody leaves."""
    rate = hazard(share, span) * span
    _check(shape > 0, f"a Weibull curve of shape {shape:g} is none: give a positive number")
    return math.inf if rate == 0 else span * (math.log(2) / rate) ** (1 / shape)


@formula("one", share="percent +", span="year ?", later_share="percent -", later_span="year ?")
def weibull_shape(share, span, later_share, later_span):
    """The ``shape`` of the one Weibull curve through two shares: 1 where the hazard is constant; DataError where none passes."""
    _check_share(share, later_share)
    _check(
        0 < span < later_span < math.inf,
        f"the points lie at {span:g} and {later_span:g} years: give the earlier first",
    )
    _check(
        0 < later_share < share < 100, f"no falling curve goes through {share:g}% and later {later_share:g}%"
    )
    return math.log(math.log(later_share / 100) / math.log(share / 100)) / math.log(later_span / span)


# Noise: intervals, bases and order.


@formula("percent", share="percent +", people="people ?", level="percent ?")
def wilson(share, people, level=95):
    """(low, high) percent: Wilson's score interval of a share seen among ``people`` (statsmodels)."""
    _check_share(share)
    _check_people(people)
    _check_level(level)
    low, high = proportion.proportion_confint(share / 100 * people, people, 1 - level / 100, method="wilson")
    return 100 * float(low), 100 * float(high)


@formula(
    "pp", one="percent +", other="percent -", people="people ?", other_people="people ?", level="percent ?"
)
def share_difference(one, other, people, other_people, level=95):
    """(low, high) percentage points: Newcombe's interval of ``one`` - ``other``, each seen among its people (statsmodels).

    Newcombe (1998), Statistics in Medicine 17, 873-890, method 10: Wilson's intervals of both shares, put together.
    """
    _check_share(one, other)
    _check_people(people, other_people)
    _check_level(level)
    low, high = proportion.confint_proportions_2indep(
        one / 100 * people,
        people,
        other / 100 * other_people,
        other_people,
        method="newcomb",
        alpha=1 - level / 100,
    )
    return 100 * float(low), 100 * float(high)


@formula("people", one="percent ?", other="percent ?", ratio="one -", level="percent ?")
def base_to_separate(one, other, ratio=1.0, level=95):
    """Least people behind ``one``, and ``ratio`` times as many behind ``other``, at which ``share_difference`` leaves zero out.

    DataError for two equal shares, which no base tells apart.
    """
    _check_share(one, other)
    _check((ratio > 0) & (ratio < math.inf), f"{ratio:g} times as many people are no base")
    _check(one != other, f"two shares of {one:g}% are told apart by no base")

    def distance(people):
        """How far the interval lies from zero, negative where it holds zero."""
        low, high = share_difference(one, other, people, max(1.0, ratio * people), level)
        return max(low, -high)

    top = 1
    while distance(top) <= 0:
        top *= 2
    if top == 1:
        return 1
    near = math.floor(brentq(distance, top / 2, top, xtol=1e-6))
    return next(people for people in range(max(near, 1), top + 1) if distance(people) > 0)


@formula("people", one="percent ?", other="percent ?", power="percent +", level="percent ?")
def base_to_detect(one, other, power=80, level=95):
    """People needed behind each of two true shares so that ``power`` percent of reports tell them apart (statsmodels, normal)."""
    _check_share(one, other)
    _check(0 < power < 100, f"no base gives a power of {power:g}%: give more than 0 and less than 100")
    _check(one != other, f"two shares of {one:g}% are told apart by no base")
    _check_level(level)
    return math.ceil(
        proportion.samplesize_proportions_2indep_onetail(
            (one - other) / 100, other / 100, power / 100, alpha=1 - level / 100
        )
    )


@formula("percent", one="percent +", other="percent -", people="people ?", other_people="people ?")
def stays_ahead(one, other, people, other_people):
    """Percent of binomial redraws of both shares in which ``one`` is ahead of ``other``, a tie counted as half; exact."""
    _check_share(one, other)
    _check_people(people, other_people)
    people, other_people = round(people), round(other_people)
    count = np.arange(people + 1)
    level = count * other_people  # the same share as count / people, in whole numbers
    behind = [binom.cdf(most, other_people, other / 100) for most in ((level - 1) // people, level // people)]
    return 100 * float(binom.pmf(count, people, one / 100) @ sum(behind)) / 2


@lru_cache(maxsize=8)
def resampled_ranks(shares, bases, draws=20_000, seed=2025):
    """Ranks (1 the highest) of ``shares`` seen among ``bases`` (tuples) in binomial redraws: array (``draws``, employers).

    Ties are broken by lot. ``seed`` starts numpy's Generator, so that the same call gives the same ranks.
    """
    shares, bases = np.asarray(shares, dtype=float), np.asarray(bases, dtype=float)
    for share, people in zip(shares, bases, strict=True):
        _check_share(share)
        _check_people(people)
    lots = np.random.default_rng(seed)
    seen = lots.binomial(bases.round().astype(int), shares / 100, size=(draws, len(shares))) / bases.round()
    return rankdata(-(seen + lots.random(seen.shape) * 1e-9), axis=1).astype(int)


_FOUR = dict.fromkeys(("first", "second", "third", "fourth"), "percent ?") | dict.fromkeys(
    ("first_people", "second_people", "third_people", "fourth_people"), "people ?"
)


@formula("percent", **_FOUR)
def order_kept(first, second, third, fourth, first_people, second_people, third_people, fourth_people):
    """Percent of redraws (``resampled_ranks``) in which four shares come in the order in which they are given."""
    ranks = resampled_ranks(
        (first, second, third, fourth), (first_people, second_people, third_people, fourth_people)
    )
    return 100 * float((ranks == (1, 2, 3, 4)).all(axis=1).mean())


@lru_cache(maxsize=8)
def _rank_table(shares, bases):
    ranks = resampled_ranks(shares, bases)
    return [[100 * float((ranks[:, place] == rank).mean()) for rank in (1, 2, 3, 4)] for place in range(4)]


@formula("percent", place="one ?", rank="one ?", **_FOUR)
def rank_chance(
    place, rank, first, second, third, fourth, first_people, second_people, third_people, fourth_people
):
    """Percent of redraws (``resampled_ranks``) in which the share at ``place`` (1 to 4) has ``rank`` (1 the highest)."""
    _check(
        {place, rank} <= {1, 2, 3, 4}, f"places and ranks of four go from 1 to 4: not {place:g} and {rank:g}"
    )
    chances = _rank_table(
        (first, second, third, fourth), (first_people, second_people, third_people, fourth_people)
    )
    return chances[int(place) - 1][int(rank) - 1]


# Whose retention: what another reading of the same printed share would mean.


@formula("x/year", first="people -", last="people +", span="year -")
def staff_growth(first, last, span):
    """Continuous growth per year that leads from ``first`` to ``last`` people in ``span`` years: ln(last / first) / span."""
    _check_people(first, last)
    _check_span(span)
    _check(last >= first, f"from {first:g} to {last:g} people there is no growth")
    return math.log(last / first) / span


def _mean_stay(leaving, growing):
    """Mean of exp(-leaving u) over u from 0 to 1 weighted by exp(-growing u); both are rates times the span."""
    return float(exprel(-(leaving + growing)) / exprel(-growing))


@formula("percent", share="percent +", span="year ?", growth="x/year -")
def share_behind_window(share, span, growth=0.0):
    """Percent that stay for all of ``span`` years, if the printed ``share`` is of everyone hired over them.

    Hazard and ``growth`` of hiring are constant, so that those hired a years ago are as exp(-growth a), and the printed share
    is the mean of exp(-hazard a) over them; the hazard that gives it is found by scipy's ``brentq``.
    """
    _check_share(share)
    _check_span(span)
    _check(share > 0, "a share of 0% has no finite hazard")
    _check(math.isfinite(growth), "growth must be a finite number per year")
    if share == 100:
        return 100.0
    top = 1.0
    while _mean_stay(top, growth * span) > share / 100:
        top *= 2
    leaving = brentq(lambda leaving: _mean_stay(leaving, growth * span) - share / 100, 0, top, xtol=1e-12)
    return 100 * math.exp(-leaving)


@formula("year", rate="x/year -", growth="x/year -")
def median_tenure(rate, growth):
    """Median years since joining of those employed, if leaving (``rate``) and ``growth`` are constant: ln 2 / (rate + growth)."""
    _check(rate + growth > 0, "tenure settles only where leaving and growth together are more than zero")
    return math.log(2) / (rate + growth)


@formula("percent", share="percent +", part="percent -")
def without_stale_profiles(share, part):
    """Percent truly there, if of those who left ``part`` percent still look employed in the ``share`` that is printed."""
    _check_share(share, part)
    _check(
        part <= share,
        f"with {part:g}% of leavers still listed, at least so many look employed: {share:g}% cannot be",
    )
    _check(part < 100, "if every leaver is still listed, the share says nothing")
    return 100 * (share - part) / (100 - part)


@formula("percent", pooled="percent +", group="percent -", part="percent ?")
def rest_of_pool(pooled, group, part):
    """Share of the rest, if a ``group`` that is ``part`` percent of all has its own share and all together have ``pooled``."""
    _check_share(pooled, group, part)
    _check(part < 100, "a group that is all leaves no rest")
    rest = (pooled - part / 100 * group) / (1 - part / 100)
    _check(
        -1e-9 <= rest <= 100 + 1e-9,
        f"a group of {part:g}% at {group:g}% cannot belong to a whole at {pooled:g}%",
    )
    return min(max(rest, 0.0), 100.0)


# Flows between two employers.


@formula("x", moves="x +", origin="people -", destination="people +")
def per_head(moves, origin, destination):
    """Moves per move back, each divided by the people at the employer left: chance to go against chance to come back."""
    _check(moves > 0, f"{moves:g} moves for each move back are no ratio")
    _check_people(origin, destination)
    return moves * destination / origin


@formula("people", moves="x +", destination="people +")
def parity_staff(moves, destination):
    """People at the origin with whom ``per_head`` is one: more, and the way back is the likelier one for a person."""
    _check(moves > 0, f"{moves:g} moves for each move back are no ratio")
    _check_people(destination)
    return moves * destination


@formula("x", moves="x +", people="people ?", level="percent ?")
def flow_interval(moves, people, level=95):
    """(low, high) of moves per move back, if ``people`` moved in all, either way: Wilson's interval of their share, as odds."""
    _check(moves > 0, f"{moves:g} moves for each move back are no ratio")
    ends = (end / 100 for end in wilson(100 * moves / (moves + 1), people, level))
    return tuple(end / (1 - end) for end in ends)


# Four points and a story.


@formula("percent", first="percent ?", second="percent ?", third="percent ?", fourth="percent ?")
def permutation_p(first, second, third, fourth):
    """One-sided p-value of four shares given in the order that a story puts them, the best first.

    Percent of all orders that agree with the story (Kendall's tau) at least as well; exact, by scipy's ``permutation_test``.
    """
    shares = np.array([first, second, third, fourth], dtype=float)
    _check_share(*shares)
    _check(len(set(shares)) > 1, "four equal shares agree with no order")
    found = permutation_test(
        (shares,),
        lambda given: kendalltau(given, [4, 3, 2, 1]).statistic,
        permutation_type="pairings",
        alternative="greater",
        n_resamples=np.inf,
    )
    return 100 * float(found.pvalue)


@formula("percent", employers="items -")
def least_p(employers):
    """Least one-sided p-value that an order of so many ``employers`` can have, when every order is as likely: 1 / n!."""
    _check(employers >= 1, f"{employers:g} employers have no order")
    return 100 / float(gamma(employers + 1))


def orders(employers):
    """Every order of ``employers`` by the pairs in which it differs from a story's: DataFrame with ``swaps``, ``orders`` and ``p``.

    ``p``: percent of all orders that differ in as many pairs or fewer, which is the one-sided p-value of such an order.
    """
    swaps = [
        sum(one > other for one, other in combinations(order, 2)) for order in permutations(range(employers))
    ]
    counts = pd.Series(swaps).value_counts().sort_index()
    return pd.DataFrame(
        {
            "swaps": counts.index,
            "orders": counts.to_numpy(),
            "p": 100 * counts.cumsum().to_numpy() / counts.sum(),
        }
    )


def heads(moves, destination, staff):
    """``per_head`` of one ratio of ``moves`` for each size of the origin in ``staff``: DataFrame with staff and moves."""
    return pd.DataFrame({"staff": staff, "moves": [per_head(moves, people, destination) for people in staff]})


def differences(pairs, bases):
    """``share_difference`` of each of ``pairs`` (dict of name to two shares), both resting on each number of people in ``bases``.

    DataFrame with pair, people, low and high (percentage points).
    """
    found = [
        (pair, people, *share_difference(*shares, people, people))
        for pair, shares in pairs.items()
        for people in bases
    ]
    return pd.DataFrame(found, columns=["pair", "people", "low", "high"])


def curves(share, span, years, early, late, part):
    """Four curves through ``share`` after ``span`` years at the times ``years`` (array): DataFrame with a column for each.

    ``early`` and ``late`` are shapes for ``survival``, ``part`` is the percentage for ``cliff_survival`` with a cliff after one year.
    """
    return pd.DataFrame(
        {
            "years": years,
            "early leaving": survival(share, span, years, early),
            "a cliff": cliff_survival(share, span, years, part),
            "even rate": survival(share, span, years),
            "speeding up": survival(share, span, years, late),
        }
    )


# What notebook 03 enters in the ledger.

# Name in the ledger to the employer's name, in the order in which the report prints the shares.
LABS = {"anthropic": "Anthropic", "deepmind": "DeepMind", "openai": "OpenAI", "meta": "Meta"}
_LEVEL = "base(confidence-level)"


def derive_rates(ledger):
    """Enter in ``ledger`` what each share says of time at an even rate of leaving, and the ratio of the two furthest apart."""
    for name, lab in LABS.items():
        point = f"{name}-retention, cohort-span"
        for id, words, formula_of in (
            ("hazard", "leaving per person", f"hazard({point})"),
            ("annual-attrition", "leave in a year", f"annual_attrition({point})"),
            ("half-life", "half gone", f"half_life({point})"),
            ("four-years", "there after four years", f"survival({point}, 2 * cohort-span)"),
        ):
            ledger.derive(f"{name}-{id}", f"{lab}: {words}, even rate", formula_of)
    ledger.derive(
        "hazard-ratio", "Rate of leaving, Meta's over Anthropic's", "meta-hazard / anthropic-hazard"
    )


def derive_shapes(ledger):
    """Enter in ``ledger`` Anthropic's share after four years on other curves, and the shape of the one through both of its shares."""
    point = "anthropic-retention, cohort-span, 2 * cohort-span"
    for id, words, curve in (
        ("early", "leaving early", f"survival({point}, base(shape-early))"),
        ("late", "leaving late", f"survival({point}, base(shape-late))"),
        ("cliff", "cliff", f"cliff_survival({point}, base(cliff-part))"),
    ):
        ledger.derive(f"anthropic-four-years-{id}", f"Anthropic: four years, {words}", curve)
    first, second = "anthropic-retention + share-rounding", "anthropic-four-year-retention + share-rounding"
    shape = f"weibull_shape({first}, cohort-span, {second}, 2 * cohort-span)"
    ledger.derive("anthropic-shape", "Shape of the curve through both of Anthropic's shares", shape)


def derive_intervals(ledger, bases):
    """Enter in ``ledger`` the interval of each share at each of ``bases`` (lab to a formula for the people behind its share)."""
    people = {name: int(ledger.evaluate(base).value) for name, base in bases.items()}
    for name, lab in LABS.items():
        for other in sorted(LABS, key=people.get):
            interval = f"wilson({name}-retention, {bases[other]}, {_LEVEL})"
            ledger.derive(
                f"{name}-of-{people[other]}", f"{lab}: interval, if of {people[other]} people", interval
            )


def derive_order(ledger, pairs, bases):
    """Enter in ``ledger`` what tells the shares of ``pairs`` (of names in LABS) apart, and the chances of each rank in redraws."""
    for one, other in pairs:
        pair, both, words = (
            f"{one}-{other}",
            f"{one}-retention, {other}-retention",
            f"{LABS[one]} and {LABS[other]}:",
        )
        people = f"{bases[one]}, {bases[other]}"
        ledger.derive(
            f"{pair}-difference", f"{words} difference", f"share_difference({both}, {people}, {_LEVEL})"
        )
        ledger.derive(
            f"{pair}-base",
            f"{words} people who tell the shares apart",
            f"base_to_separate({both}, 1, {_LEVEL})",
        )
        ledger.derive(
            f"{pair}-detect",
            f"{words} people who mostly would",
            f"base_to_detect({both}, base(test-power), {_LEVEL})",
        )
        ledger.derive(f"{pair}-ahead", f"{words} order kept in redraws", f"stays_ahead({both}, {people})")
    four = ", ".join([*(f"{name}-retention" for name in LABS), *bases.values()])
    ledger.derive("order-kept", "All four in the printed order in redraws", f"order_kept({four})")
    for place, name in enumerate(LABS, 1):
        for rank in (1, 2, 3, 4):
            ledger.derive(
                f"{name}-rank-{rank}",
                f"{LABS[name]}: rank {rank} in redraws",
                f"rank_chance({place}, {rank}, {four})",
            )


def derive_readings(ledger):
    """Enter in ``ledger`` what other readings of the printed shares would mean."""
    ledger.derive("counted-after", "Time since joining when counted", "report-month - cohort-start")
    for id, words, share in (
        (
            "counted",
            "counted in the report's month",
            "survival(anthropic-retention, counted-after, cohort-span)",
        ),
        (
            "late",
            "profiles change late",
            "survival(anthropic-retention, cohort-span - profile-lag, cohort-span)",
        ),
        ("stale", "some profiles never change", "without_stale_profiles(anthropic-retention, stale-part)"),
        ("even", "hired over two years, evenly", "share_behind_window(anthropic-retention, cohort-span)"),
    ):
        ledger.derive(f"anthropic-if-{id}", f"Anthropic, if {words}", share)
    for name in ("anthropic", "openai"):
        growth = f"staff_growth({name}-staff-2023, {name}-staff-2025, {name}-staff-gap)"
        ledger.derive(f"{name}-growth", "Growth of staff", growth)
    for name, lab in LABS.items():
        window = f"share_behind_window({name}-retention, cohort-span, {name}-growth)"
        ledger.derive(f"{name}-if-hired-over", f"{lab}, if hired over two years, with growth", window)


def derive_flows(ledger):
    """Enter in ``ledger`` the parts of Meta's share, Anthropic's tenure, and the flows to Anthropic per head."""
    ledger.derive(
        "meta-ai-part",
        "Part of Meta's staff that works on AI",
        "to(meta-ai-staff-2025 / meta-staff-2025, 'percent')",
    )
    still = "to(llama-authors-still-at-meta / llama-authors, 'percent')"
    ledger.derive("llama-share", "Share of the first Llama's authors still at Meta", still)
    for id, lab, group in (
        ("anthropic", "Anthropic", "anthropic-retention"),
        ("llama", "Llama", "llama-share"),
    ):
        rest = f"rest_of_pool(meta-retention, {group}, meta-ai-part)"
        ledger.derive(f"meta-rest-{id}", f"Rest of Meta, if AI is as {lab}", rest)
    tenure = "to(median_tenure(anthropic-hazard, anthropic-growth), 'month')"
    ledger.derive("anthropic-tenure", "Anthropic: median tenure", tenure)
    for name in ("openai", "deepmind"):
        lab, moves, staff = LABS[name], f"{name}-anthropic-moves", "anthropic-staff-2025"
        ledger.derive(
            f"{name}-per-head", f"{lab}: ratio per head", f"per_head({moves}, {name}-staff-2025, {staff})"
        )
        ledger.derive(
            f"{name}-parity-staff",
            f"{lab}: staff at which both ways are even",
            f"parity_staff({moves}, {staff})",
        )
        interval = f"flow_interval({name}-anthropic-flow, base(movers), {_LEVEL})"
        ledger.derive(f"{name}-flow-interval", f"{lab}: interval of the ratio", interval)
    equal = "openai-staff-2025 * deepmind-anthropic-moves / openai-anthropic-moves"
    ledger.derive("equal-staff", "DeepMind's staff at equal ratios", equal)


def derive_story(ledger):
    """Enter in ``ledger`` how well chance alone fits a story about the order of four, and the reciprocals that were printed as turnover."""
    for id, words, names in (
        (
            "article-order-p",
            "Chance of a fit as good as the article's order",
            ("anthropic", "deepmind", "openai", "meta"),
        ),
        ("size-order-p", "Chance of a fit as good as by staff", ("anthropic", "openai", "deepmind", "meta")),
        ("tied-p", "Least chance with ties in both pairs", ("anthropic", "anthropic", "openai", "openai")),
    ):
        ledger.derive(id, words, f"permutation_p({', '.join(f'{name}-retention' for name in names)})")
    shares = "rows('claims', \"topic == 'retention' and unit == 'percent'\")"
    ledger.derive("least-p", "Least chance for four", f"least_p({shares})")
    ledger.derive("least-p-five", "Least chance for five", "least-p / 5")
    ledger.derive("orders-of-four", "Orders in which four employers can stand", "1 / least-p")
    for name in ("anthropic", "openai", "meta", "google"):
        ledger.derive(
            f"{name}-reciprocal",
            f"{name.title()}: lost for each one hired",
            f"to(1 / {name}-hires-per-loss, 'percent')",
        )
