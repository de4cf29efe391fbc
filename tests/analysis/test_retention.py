"""Retention and proportions: against published values and other implementations, and what always holds."""

import math
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import binomtest, weibull_min

from newsclaims.analysis import proportions, retention

shares = st.floats(1, 99)
spans = st.floats(0.25, 10)
shapes = st.floats(0.3, 3)


@settings(deadline=None)
@given(shares, spans, shapes)
def test_the_curve_is_the_weibull_curve_of_scipy(share, span, shape):
    same = weibull_min(shape, scale=span / (-math.log(share / 100)) ** (1 / shape))
    years = np.linspace(0, 3 * span, 7)
    assert retention.survival(share, span, years, shape) == pytest.approx(100 * same.sf(years))


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
    assert proportions.stays_ahead(70, 50, 4, 6) == pytest.approx(100 * ahead)


@settings(max_examples=40, deadline=None)
@given(shares, spans, st.floats(-1, 2), st.floats(-1, 2), shapes)
def test_windows_are_the_mean_over_everyone_hired_in_them(share, span, growth, before, shape):
    def hired(age):
        return math.exp(-growth * min(age, span) - before * max(age - span, 0))

    def printed(window):
        def stays(age):
            return hired(age) * (share / 100) ** ((age / span) ** shape)

        edges = [0, *([span] if window > span else []), window]  # hiring bends at the end of the first one
        there, all_hired = (
            sum(quad(of, *ends)[0] for ends in zip(edges, edges[1:], strict=False)) for of in (stays, hired)
        )
        return there / all_hired

    both = retention.share_of_two_windows(share, span, growth, before, shape, shape)
    assert both == pytest.approx([100 * printed(2 * span)] * 2, rel=1e-3)
    assume(printed(span) < 0.95)  # of those who came just now hardly anybody has left, whatever the share
    behind = 100 * printed(span)
    assert retention.share_behind_window(behind, span, growth, shape) == pytest.approx(share, rel=1e-3)
    double = retention.share_of_double_window(behind, span, growth, before, shape, shape)
    assert double == pytest.approx(both, rel=1e-3)


def test_ratios_of_hazards_have_the_interval_that_redraws_give():
    lots = np.random.default_rng(5)
    left, right = lots.binomial(400, 0.64, 200_000) / 400, lots.binomial(300, 0.8, 200_000) / 300
    redrawn = np.quantile(np.log(left) / np.log(right), (0.025, 0.975))
    assert proportions.hazard_ratio(64, 80, 400, 300) == pytest.approx(redrawn, rel=0.03)
