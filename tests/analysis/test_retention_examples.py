"""Retention, worked by hand: each formula with all its arguments at work, and the edges of what it takes."""

import math
import re

import numpy as np
import pytest

from newsclaims.analysis import retention
from newsclaims.errors import DataError


def test_a_weibull_curve_takes_the_share_to_the_power_of_its_bent_time():
    # 64% after 4 years, shape 1/2: after 1 year (1/4)^(1/2) = 1/2, and sqrt(0.64) = 0.8
    # after 16 years 4^(1/2) = 2, and 0.64² = 0.4096
    assert retention.survival(64, 4, 1, 0.5) == pytest.approx(80)
    assert retention.survival(64, 4, [0, 1, 4, 16], 0.5) == pytest.approx([100, 80, 64, 40.96])
    assert retention.survival(64, 4, 2) == pytest.approx(80), "an even rate where no shape is given"


def test_the_curve_spreads_shares_times_and_shapes_over_each_other():
    # a quarter of the span holds half of the hazard at a shape of 1/2, a quarter at a shape of 1
    found = retention.weibull_survival([[64], [81]], 4, 1, [0.5, 1])
    assert found == pytest.approx(np.array([[80, 100 * 0.64**0.25], [90, 100 * 0.81**0.25]]))
    # each share with the time and the shape beside it: 0.64^((1/4)^(1/2)) = 0.8, 0.9^((4/2)^1) = 0.81
    found = retention.weibull_survival([64, 90], np.array([4, 2]), [1, 4], np.array([0.5, 1]))
    assert found == pytest.approx([80, 81])


@pytest.mark.parametrize(
    "years, power",
    [
        (1, 0.75 * 1 / 4),
        (1.999, 0.75 * 1.999 / 4),
        (2, 0.75 * 2 / 4 + 0.25),
        (4, 1),
        (8, 0.75 * 8 / 4 + 0.25),
    ],
)
def test_a_quarter_of_the_leaving_falls_on_the_day_of_a_cliff_after_two_years(years, power):
    assert retention.cliff_survival(64, 4, years, 25, 2) == pytest.approx(100 * 0.64**power)


def test_a_cliff_comes_after_one_year_where_none_is_given_and_may_come_as_late_as_the_span():
    assert retention.cliff_survival(64, 4, [0.5, 1], 25) == pytest.approx(
        [100 * 0.64 ** (0.75 / 8), 100 * 0.64 ** (0.75 / 4 + 0.25)]
    )
    assert retention.cliff_survival(64, 4, [3, 4], 25, 4) == pytest.approx([100 * 0.64 ** (0.75 * 3 / 4), 64])


def test_one_share_gives_yearly_attrition_hazard_and_half_life():
    assert retention.annual_attrition(51.2, 3) == pytest.approx(20)  # 0.8³ = 0.512
    assert retention.hazard(25, 4) == pytest.approx(2 * 0.69314718 / 4)  # -ln(1/4) = 2 ln 2
    assert retention.half_life(25, 4) == pytest.approx(2)
    # shape 1/2: 4 * (ln 2 / ln 4)² = 4 / 4; shape 2: 4 * sqrt(1/2)
    assert retention.half_life(25, 4, 0.5) == pytest.approx(1)
    assert retention.half_life(25, 4, 2) == pytest.approx(4 * 0.70710678)
    assert retention.half_life(100, 4, 2) == math.inf and retention.hazard(100, 4) == 0


def test_two_shares_give_the_shape():
    # 0.8^4 = 0.4096: four times the hazard in 16 / 2 = 8 times the years: ln 4 / ln 8 = 2/3
    assert retention.weibull_shape(80, 2, 40.96, 16) == pytest.approx(2 / 3)
    assert retention.weibull_shape(80, 2, 40.96, 4) == pytest.approx(2)  # ln 4 / ln 2
    # ln 2 / ln 1.5 = 0.6931472 / 0.4054651
    assert retention.weibull_shape(80, 0.5, 64, 0.75) == pytest.approx(1.7095113)


def test_a_window_of_hiring_hides_a_lower_share():
    # hiring doubled over 4 years, half stay for 4: the mean of 2^-2u over that of 2^-u, u from 0 to 1, is
    # (1 - 1/4) / (2 ln 2) over (1 - 1/2) / ln 2 = 3/4
    assert retention.share_behind_window(75, 4, 0.69314718 / 4) == pytest.approx(50)
    # even hiring, a quarter stay: (1 - 1/4) / ln 4 = 0.541011; e^-8 stay: (1 - 0.000335) / 8
    assert retention.share_behind_window(100 * 0.75 / 1.38629436, 3) == pytest.approx(25)
    assert retention.share_behind_window(100 * (1 - 0.00033546263) / 8, 3) == pytest.approx(0.033546263)
    assert retention.share_behind_window(100, 3, 0.5) == 100


def test_half_of_a_growing_staff_has_come_within_the_median_tenure():
    assert retention.median_tenure(0.3, 0.4) == pytest.approx(0.69314718 / 0.7)
    assert retention.median_tenure(0.3, -0.2) == pytest.approx(0.69314718 / 0.1)


def test_stale_profiles_and_pools_are_undone():
    # of 100, 50 are there and 40% of the other 50 are still listed: 70
    assert retention.without_stale_profiles(70, 40) == pytest.approx(50)
    assert retention.without_stale_profiles(40, 40) == 0
    # 20% at 80% and 80% at 60% make 64%
    assert retention.rest_of_pool(64, 80, 20) == pytest.approx(60)


def test_a_rest_that_rounding_puts_past_the_ends_is_at_the_end():
    # 10% at 80% make 8% of the whole: a whole at 8% leaves 0% for the rest, one at 98% leaves it 100%
    assert retention.rest_of_pool(8 - 0.9 * 5e-10, 80, 10) == 0
    assert retention.rest_of_pool(98 + 0.9 * 5e-10, 80, 10) == 100


@pytest.mark.parametrize(
    "name, given, says",
    [
        ("survival", (-0.01, 2, 1), "-0.01% is no share"),
        ("survival", (100.01, 2, 1), "100.01% is no share"),
        ("survival", (math.nan, 2, 1), "nan% is no share"),
        ("survival", (80, 0, 1), "a span of 0 years is none"),
        ("survival", (80, math.inf, 1), "a span of inf years is none"),
        ("survival", (80, 2, [1, -0.01]), "a curve starts at joining"),
        ("survival", (80, 2, 1, 0), "a Weibull curve of shape 0 is none"),
        ("cliff_survival", (100.01, 2, 1, 50), "100.01% is no share"),
        ("cliff_survival", (80, 2, 1, 100.01), "100.01% is no share"),
        ("cliff_survival", (80, 0, 1, 50), "a span of 0 years"),
        ("cliff_survival", (80, 2, [1, -0.01], 50), "a curve starts at joining"),
        ("cliff_survival", (80, 2, 1, 50, 0), "a cliff after 0 years does not lie within the first 2"),
        ("cliff_survival", (80, 2, 1, 50, 2.01), "a cliff after 2.01 years"),
        ("hazard", (0, 2), "a share of 0% has no finite hazard"),
        ("hazard", (101, 2), "101% is no share"),
        ("hazard", (50, 0), "a span of 0 years"),
        ("half_life", (50, 2, 0), "a Weibull curve of shape 0 is none"),
        ("weibull_shape", (101, 2, 50, 4), "101% is no share"),
        ("weibull_shape", (80, 2, 80, 4), "no falling curve goes through 80% and later 80%"),
        ("weibull_shape", (100, 2, 80, 4), "no falling curve"),
        ("weibull_shape", (80, 2, 0, 4), "no falling curve"),
        ("weibull_shape", (80, 2, 60, 2), "the points lie at 2 and 2 years"),
        ("weibull_shape", (80, 0, 60, 2), "the points lie at 0 and 2 years"),
        ("weibull_shape", (80, 2, 60, math.inf), "the points lie at 2 and inf years"),
        ("share_behind_window", (101, 2), "101% is no share"),
        ("share_behind_window", (0, 2), "a share of 0% has no finite hazard"),
        ("share_behind_window", (50, 0), "a span of 0 years"),
        ("share_behind_window", (50, 2, math.inf), "growth must be a finite number"),
        ("median_tenure", (0.3, -0.3), "tenure settles only where"),
        ("without_stale_profiles", (101, 10), "101% is no share"),
        (
            "without_stale_profiles",
            (50, 51),
            "with 51% of leavers still listed, at least so many look employed: 50%",
        ),
        ("without_stale_profiles", (100, 100), "if every leaver is still listed"),
        ("rest_of_pool", (64, 101, 20), "101% is no share"),
        ("rest_of_pool", (64, 80, 100), "a group that is all leaves no rest"),
        ("rest_of_pool", (8 - 0.9 * 1.5e-9, 80, 10), "a group of 10% at 80% cannot belong to a whole at 8%"),
        (
            "rest_of_pool",
            (98 + 0.9 * 1.5e-9, 80, 10),
            "a group of 10% at 80% cannot belong to a whole at 98%",
        ),
    ],
)
def test_what_lies_past_an_edge_is_refused(name, given, says):
    with pytest.raises(DataError, match="^" + re.escape(says)) as refused:
        getattr(retention, name)(*given)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "name, given, expected",
    [
        ("survival", (0, 2, 1), 0),
        ("survival", (100, 2, 1), 100),
        ("cliff_survival", (80, 2, 0, 0), 100),
        ("cliff_survival", (80, 2, 2, 100), 80),
        ("hazard", (0.5, 2), 2.6491587),
        ("without_stale_profiles", (50, 0), 50),
        ("rest_of_pool", (64, 0, 0), 64),
    ],
)
def test_what_lies_on_an_edge_is_taken(name, given, expected):
    assert getattr(retention, name)(*given) == pytest.approx(expected)  # -ln(0.005) / 2 = 5.2983174 / 2
