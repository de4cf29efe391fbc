"""Retention and ranking: against published values and other implementations, and what always holds."""

import math
from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import binomtest, kendalltau, weibull_min

from newsclaims.analysis import proportions, ranking, retention

shares = st.floats(1, 99)
spans = st.floats(0.25, 10)
shapes = st.floats(0.3, 3)


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


def test_staying_ahead_is_what_counting_every_redraw_gives():
    def chance(share, people):
        return [math.comb(people, n) * share**n * (1 - share) ** (people - n) for n in range(people + 1)]

    ahead = sum(
        p * q * (1.0 if 6 * a > 4 * b else 0.5 if 6 * a == 4 * b else 0)
        for (a, p), (b, q) in product(enumerate(chance(0.7, 4)), enumerate(chance(0.5, 6)))
    )
    assert ranking.stays_ahead(70, 50, 4, 6) == pytest.approx(100 * ahead)


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


def test_every_order_has_the_exact_p_value_of_kendalls_tau():
    by_swaps = ranking.kendall_distances(4).set_index("swaps")
    assert by_swaps["orders"].tolist() == [1, 3, 5, 6, 5, 3, 1]
    for order in permutations((80, 78, 67, 64)):
        found = kendalltau(order, (4, 3, 2, 1), method="exact", alternative="greater")
        assert ranking.permutation_p(*order) == pytest.approx(100 * found.pvalue)
        assert by_swaps.loc[round((1 - found.statistic) * 3), "p"] == pytest.approx(100 * found.pvalue)
