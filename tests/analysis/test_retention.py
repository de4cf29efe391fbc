"""Retention: against published values, against other implementations, and what must hold for any input."""

import doctest
import math
from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import binomtest, expon, kendalltau, weibull_min

from newsclaims.analysis import checks, flows, proportions, ranking, retention
from newsclaims.errors import DataError

shares = st.floats(1, 99)
spans = st.floats(0.25, 10)
shapes = st.floats(0.3, 3)


def test_one_share_gives_the_rates_that_textbooks_give():
    assert retention.annual_attrition(64, 2) == pytest.approx(20)
    assert retention.survival(80, 2, 4) == pytest.approx(64)
    assert retention.half_life(25, 2) == pytest.approx(1)
    assert retention.half_life(100, 2) == math.inf
    years = np.linspace(0, 6, 13)
    assert retention.survival(80, 2, years) == pytest.approx(
        100 * expon.sf(years, scale=1 / retention.hazard(80, 2))
    )


@settings(deadline=None)
@given(shares, spans, shapes)
def test_the_curve_is_the_weibull_curve_of_scipy(share, span, shape):
    same = weibull_min(shape, scale=span / (-math.log(share / 100)) ** (1 / shape))
    years = np.linspace(0, 3 * span, 7)
    assert retention.survival(share, span, years, shape) == pytest.approx(100 * same.sf(years))
    assert retention.half_life(share, span, shape) == pytest.approx(same.median())


@settings(deadline=None)
@given(shares, spans, shapes, st.floats(0, 100), st.floats(0.01, 1))
def test_each_curve_starts_full_meets_its_point_and_never_rises(share, span, shape, part, cliff):
    years = np.linspace(0, 3 * span, 61)
    for curve in (
        lambda years: retention.survival(share, span, years, shape),
        lambda years: retention.cliff_survival(share, span, years, part, cliff * span),
    ):
        assert curve(0) == 100 and curve(span) == pytest.approx(share)
        assert (np.diff(curve(years)) <= 1e-9).all()


def test_a_cliff_takes_its_part_of_the_leaving_at_once():
    before, after = retention.cliff_survival(64, 2, [0.999999, 1], 50)
    assert (before, after) == pytest.approx((100 * 0.64**0.25, 100 * 0.64**0.75), rel=1e-5)
    assert retention.cliff_survival(64, 2, 4, 50) == pytest.approx(100 * 0.64**1.5)


@settings(deadline=None)
@given(shares, spans, shapes, st.floats(1.1, 5))
def test_two_points_give_back_the_shape(share, span, shape, times):
    later = float(retention.survival(share, span, times * span, shape))
    assume(1e-6 < later < share - 1e-6)
    assert retention.weibull_shape(share, span, later, times * span) == pytest.approx(shape, rel=1e-4)


# Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3
@pytest.mark.parametrize(
    "count, people, low, high",
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_the_published_intervals(count, people, low, high):
    found = proportions.wilson(100 * count / people, people)
    assert found == pytest.approx((100 * low, 100 * high), abs=0.005)
    assert found == pytest.approx(
        [100 * end for end in binomtest(count, people).proportion_ci(method="wilson")]
    )


# Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10
@pytest.mark.parametrize(
    "left, people, right, others, low, high",
    [(56, 70, 48, 80, 0.0524, 0.3339), (9, 10, 3, 10, 0.1705, 0.8090), (10, 10, 0, 10, 0.6075, 1)],
)
def test_differences_have_the_published_intervals(left, people, right, others, low, high):
    found = proportions.share_difference(100 * left / people, 100 * right / others, people, others)
    assert found == pytest.approx((100 * low, 100 * high), abs=0.005)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 100), st.integers(0, 100), st.sampled_from([0.5, 1, 3]))
def test_the_base_is_the_least_at_which_the_interval_leaves_zero_out(left, right, ratio):
    assume(left != right)
    people = proportions.base_to_separate(left, right, ratio)

    def apart(people):
        low, high = proportions.share_difference(left, right, people, max(1, ratio * people))
        return low > 0 or high < 0

    assert apart(people) and (people == 1 or not apart(people - 1))


def test_power_needs_the_base_that_textbooks_give():
    # 50% against 60%, two-sided 5%, power 80%, no continuity correction
    assert proportions.base_to_detect(60, 50) == 388


def test_staying_ahead_is_what_counting_every_redraw_gives():
    def chance(share, people):
        return [math.comb(people, n) * share**n * (1 - share) ** (people - n) for n in range(people + 1)]

    ahead = sum(
        p * q * (1.0 if 6 * a > 4 * b else 0.5 if 6 * a == 4 * b else 0)
        for (a, p), (b, q) in product(enumerate(chance(0.7, 4)), enumerate(chance(0.5, 6)))
    )
    assert ranking.stays_ahead(70, 50, 4, 6) == pytest.approx(100 * ahead)


def test_resampled_ranks_agree_with_the_exact_chance():
    ranks = ranking.resampled_ranks((80, 75), (160, 375))
    ahead = 100 * (ranks[:, 0] < ranks[:, 1]).mean()
    four_errors = 1.2  # of the share of 20,000 redraws
    assert ahead == pytest.approx(ranking.stays_ahead(80, 75, 160, 375), abs=four_errors)
    assert (ranks.sum(axis=1) == 3).all()


def test_four_equal_shares_have_every_rank_and_order_equally_often():
    four = (60, 60, 60, 60, 50, 50, 50, 50)
    assert ranking.order_kept(*four) == pytest.approx(100 / 24, abs=0.6)
    assert [ranking.rank_chance(place, 2, *four) for place in (1, 2, 3, 4)] == pytest.approx(
        [25] * 4, abs=1.3
    )
    assert ranking.rank_chance(4, 1, 10, 20, 30, 90, 50, 50, 50, 50) == 100


@settings(deadline=None)
@given(shares, spans, st.floats(-1, 2))
def test_a_window_is_the_mean_over_everyone_hired_in_it(share, span, growth):
    rate = retention.hazard(share, span)
    hired = quad(lambda age: math.exp(-growth * age), 0, span)[0]
    there = quad(lambda age: math.exp(-(rate + growth) * age), 0, span)[0]
    assert retention.share_behind_window(100 * there / hired, span, growth) == pytest.approx(share)


@settings(deadline=None)
@given(st.floats(1, 99), st.floats(0, 99))
def test_stale_profiles_and_pools_are_undone(there, part):
    printed = there + part / 100 * (100 - there)
    assert retention.without_stale_profiles(printed, part) == pytest.approx(there, abs=1e-6)
    pooled = part / 100 * 80 + (1 - part / 100) * there
    assert retention.rest_of_pool(pooled, 80, part) == pytest.approx(there, abs=1e-6)


def test_tenure_under_growth_is_the_median_of_those_present():
    ages = np.linspace(0, 60, 600_001)
    present = np.exp(-(0.11 + 1.1) * ages).cumsum()
    assert retention.median_tenure(0.11, 1.1) == pytest.approx(
        ages[np.searchsorted(present, present[-1] / 2)], abs=1e-3
    )
    assert flows.staff_growth(100, 200, 1) == pytest.approx(math.log(2))


def test_flows_per_head_are_even_at_parity():
    assert flows.per_head(8, 400, 100) == 2
    assert flows.per_head(8, flows.parity_staff(8, 100), 100) == 1
    assert flows.per_head(8, np.array([200, 400]), 100).tolist() == [4, 2]
    ends = binomtest(8, 9).proportion_ci(method="wilson")
    assert flows.flow_interval(8, 9) == pytest.approx([end / (1 - end) for end in ends])


def test_every_order_has_the_exact_p_value_of_kendalls_tau():
    by_swaps = ranking.kendall_distances(4).set_index("swaps")
    assert by_swaps["orders"].tolist() == [1, 3, 5, 6, 5, 3, 1]
    for order in permutations((80, 78, 67, 64)):
        found = kendalltau(order, (4, 3, 2, 1), method="exact", alternative="greater")
        assert ranking.permutation_p(*order) == pytest.approx(100 * found.pvalue)
        assert by_swaps.loc[round((1 - found.statistic) * 3), "p"] == pytest.approx(100 * found.pvalue)
    assert (
        ranking.least_p(4) == pytest.approx(ranking.permutation_p(80, 78, 67, 64)) == pytest.approx(100 / 24)
    )
    assert ranking.permutation_p(80, 80, 67, 67) == pytest.approx(100 / 6)


@pytest.mark.parametrize(
    "call, says",
    [
        (lambda: retention.survival(101, 2, 1), "101% is no share"),
        (lambda: retention.survival(80, 0, 1), "span of 0 years"),
        (lambda: retention.survival(80, 2, -1), "from 0 on"),
        (lambda: retention.hazard(0, 2), "no finite hazard"),
        (lambda: retention.cliff_survival(80, 2, 1, 50, 3), "within the first 2"),
        (lambda: retention.weibull_shape(66, 2, 80, 4), "no falling curve"),
        (lambda: proportions.wilson(float("nan"), 100), "no share"),
        (lambda: proportions.wilson(80, 0), "no base"),
        (lambda: proportions.share_difference(80, 78, 100, 100, 100), "level"),
        (lambda: proportions.base_to_separate(80, 80), "told apart by no base"),
        (lambda: retention.without_stale_profiles(5, 10), "still listed"),
        (lambda: retention.rest_of_pool(64, 0, 90), "cannot belong"),
        (lambda: flows.per_head(8, 0, 100), "no base"),
        (lambda: flows.per_head(8, np.array([400, 0.5]), 100), "0.5 people are no base"),
        (lambda: ranking.permutation_p(80, 80, 80, 80), "no order"),
    ],
)
def test_impossible_input_is_told_in_one_line(call, says):
    with pytest.raises(DataError, match=says) as told:
        call()
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    "module", [checks, retention, proportions, ranking, flows], ids=lambda one: one.__name__
)
def test_every_public_function_has_an_example_that_holds(module):
    for name, function in vars(module).items():
        if getattr(function, "__module__", "") == module.__name__ and not name.startswith("_"):
            (examples,) = doctest.DocTestFinder(recurse=False).find(function, name, globs=dict(vars(module)))
            assert examples.examples, f"{name} has no example"
            assert doctest.DocTestRunner().run(examples).failed == 0
