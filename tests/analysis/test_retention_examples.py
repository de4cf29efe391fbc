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


def test_after_the_count_a_higher_shape_leaves_fewer():
    # 64% after 4 years; after 16 the time is 4 times as long: 0.64^(4^(1/2)) = 0.64², 0.64^4
    assert retention.later_survival(64, 4, 16, 0.5) == pytest.approx(40.96)
    assert retention.later_survival(64, 4, 16, 1) == pytest.approx(16.777216)
    assert retention.later_survival(64, 4, 4, 3) == pytest.approx(64)


def test_the_logarithm_makes_rates():
    assert -retention.ln(0.25) / 4 == pytest.approx(2 * 0.69314718 / 4)
    assert retention.exp(math.log(8) * 2 / 3) == pytest.approx(4) and retention.exp(-700) > 0
    assert retention.ln(1) == 0 and retention.ln(8) == pytest.approx(3 * 0.69314718)


def test_a_window_of_hiring_hides_a_lower_share():
    # hiring doubled over 4 years, half stay for 4: the mean of 2^-2u over that of 2^-u, u from 0 to 1, is
    # (1 - 1/4) / (2 ln 2) over (1 - 1/2) / ln 2 = 3/4; three times as long there is 1/8
    growth = math.log(2) / 4
    assert retention.share_behind_window(75, 4, growth) == pytest.approx(50)
    assert retention.share_behind_window(75, 4, growth, 1, 3) == pytest.approx(12.5)
    # even hiring, a quarter stay: (1 - 1/4) / ln 4 = 0.541011; e^-8 stay: (1 - 0.000335) / 8
    assert retention.share_behind_window(100 * 0.75 / 1.38629436, 3) == pytest.approx(25)
    assert retention.share_behind_window(100 * (1 - 0.00033546263) / 8, 3) == pytest.approx(0.033546263)
    assert retention.share_behind_window(100, 3, 0.5) == 100


def test_a_window_knows_the_shape_of_leaving():
    # even hiring, shape 1/2, 1/e stay: with v = sqrt(u) the mean is that of 2 v e^-v, 2 (1 - 2/e) = 0.5284822
    assert retention.share_behind_window(52.84822, 3, 0, 0.5) == pytest.approx(36.787944, rel=1e-6)
    # after four spans the time is bent to twice the hazard: e^-2
    assert retention.share_behind_window(52.84822, 3, 0, 0.5, 4) == pytest.approx(13.533528, rel=1e-6)


def test_two_windows_grow_each_at_its_own_rate():
    # a quarter stay for a span, even hiring over two: (1 - 1/16) / ln 16
    even = 100 * 0.9375 / 2.77258872
    assert retention.share_of_two_windows(25, 3, 0, 0, 1, 1) == pytest.approx((even, even))
    # hiring that doubles in each span: the mean of 2^-6u over that of 2^-2u is (1 - 1/64) / 6 over
    # (1 - 1/4) / 2 = 7/16; of the later span alone (1 - 1/8) / 3 over (1 - 1/2) = 7/12 are there
    doubling = math.log(2) / 3
    assert retention.share_of_two_windows(25, 3, doubling, doubling, 1, 1) == pytest.approx((43.75, 43.75))
    found = retention.share_of_double_window(700 / 12, 3, doubling, doubling, 1, 1)
    assert found == pytest.approx((43.75, 43.75))
    # doubling in the later span, even before: 1 / (2 ln 2) hired of whom 7/12 are there, and 1/2 of whom
    # 1/4 (1 - 1/4) / ln 4 are
    mixed = 100 * (0.7213475 * 7 / 12 + 0.5 * 0.1352527) / (0.7213475 + 0.5)
    assert retention.share_of_two_windows(25, 3, doubling, 0, 1, 1) == pytest.approx((mixed, mixed))
    assert retention.share_of_double_window(700 / 12, 3, doubling, 0, 1, 1) == pytest.approx((mixed, mixed))
    # shape 1/2, even hiring: a scale of sqrt(2) over two spans, 2 (1 - (1 + s) e^-s) / s² with s = 1.4142136
    low, high = retention.share_of_double_window(52.84822, 3, 0, 0, 0.5, 1)
    assert low < high == pytest.approx(41.30643, rel=1e-5)


def test_two_windows_give_the_least_and_the_greatest_of_the_shapes():
    # with even hiring and a quarter that stay, 33.8% at a shape of 1 is above the 30.8% at 1/2, where
    # s = 2 ln 4 over two spans bent to sqrt(2) ln 4
    scale = 1.4142136 * 1.38629436
    bent = 200 * (1 - (1 + scale) * math.exp(-scale)) / scale**2
    low, high = retention.share_of_two_windows(25, 3, 0, 0, 0.5, 1)
    assert (low, high) == pytest.approx(sorted((bent, 100 * 0.9375 / 2.77258872)), rel=1e-4)
    assert retention.share_of_two_windows(25, 3, 0, 0, 1, 0.5) == pytest.approx((low, high))


def test_hires_per_loss_follow_from_a_share_of_all_hired():
    # half of those hired stay for 4 years and hiring doubled: 75% of all hired are there, growth is hazard
    assert retention.hires_per_loss(75, 4, math.log(2) / 4) == pytest.approx(2)
    assert retention.hires_per_loss(40, 3, 0) == 1, "a steady staff replaces those who leave"


def test_a_year_of_hiring_is_a_mean_over_unequal_times():
    # S(t) = 4^-t: hired evenly over a year that ended half a year before the count,
    # 4^-0.5 * (1 - 1/4) / ln 4 = 0.2705053 are there; hiring that doubles a year: 0.5 * (1 - 1/8) / (3 ln 2)
    # over (1 - 1/2) / ln 2 = 0.2916667
    assert retention.share_behind_year(27.05053, 2, 0.5) == pytest.approx(6.25, rel=1e-5)
    assert retention.share_behind_year(29.16667, 0.5, 0.5, math.log(2)) == pytest.approx(50, rel=1e-5)
    assert retention.share_behind_year(100, 2, 1) == 100


def test_the_curve_of_a_table_counts_those_who_were_watched():
    # five people: one leaves after 1 year, one was last seen after 2, two leave after 3, one is there after 4
    found = retention.kaplan_meier([3, 1, 2, 3, 4], [True, True, False, True, False])
    # S(1) = 4/5, S(3) = 4/5 * 1/3
    assert found["years"].tolist() == [0, 1, 3] and found["at_risk"].tolist() == [5, 5, 3]
    assert found["percent"].tolist() == pytest.approx([100, 80, 80 / 3])
    # Greenwood: sqrt(1/(5*4)) = 0.223607 and sqrt(1/20 + 2/(3*1)) = 0.846562, over |ln S| = 0.223144 and
    # 1.321756, times 1.959964; the ends are S^exp(+-)
    for row, share, reach in ((1, 0.8, 0.223607 / 0.223144), (2, 4 / 15, 0.846562 / 1.321756)):
        low, high = (100 * share ** math.exp(side * 1.959964 * reach) for side in (1, -1))
        assert found.loc[row, ["low", "high"]].tolist() == pytest.approx([low, high], rel=1e-5)
    narrow = retention.kaplan_meier([1, 2], [True, False], 50)
    reach = 0.6744898 * math.sqrt(1 / 2) / math.log(2)
    assert narrow.loc[1, "low"] == pytest.approx(100 * 0.5 ** math.exp(reach), rel=1e-5)
    everybody = retention.kaplan_meier([1, 1], [True, True])
    assert everybody[["percent", "low", "high"]].iloc[-1].tolist() == [0, 0, 0]


@pytest.mark.parametrize(
    "name, given, says",
    [
        ("survival", (-0.01, 2, 1), "-0.01% is no share"),
        ("survival", (100.01, 2, 1), "100.01% is no share"),
        ("survival", (80, 0, 1), "a span of 0 years is none"),
        ("survival", (80, math.inf, 1), "a span of inf years is none"),
        ("survival", (80, 2, [1, -0.01]), "a curve starts at joining"),
        ("survival", (80, 2, 1, 0), "a Weibull curve of shape 0 is none"),
        ("later_survival", (80, 2, 1.99, 1), "1.99 years lie before the count at 2"),
        ("ln", (0,), "0 has no logarithm"),
        ("share_behind_window", (101, 2), "101% is no share"),
        ("share_behind_window", (0, 2), "a share of 0% has no finite hazard"),
        ("share_behind_window", (50, 0), "a span of 0 years"),
        ("share_behind_window", (50, 2, 10.01), "hiring that grows by 10.01 a year over 2 years is none"),
        ("share_behind_window", (50, 2, -10.01), "hiring that grows by -10.01 a year"),
        ("share_behind_window", (50, 2, 1, 0), "a Weibull curve of shape 0 is none"),
        ("share_behind_window", (50, 2, 1, 1, 0.99), "0.99 spans after joining lie within the span"),
        ("exp", (700,), "growth by a factor of e^700 is none"),
        ("share_of_two_windows", (0, 2, 0, 0, 1, 1), "a share of 0% has no finite hazard"),
        ("share_of_two_windows", (50, 2, 0, 0, 1, 0), "a Weibull curve of shape 0 is none"),
        ("share_of_two_windows", (50, 2, 0, 10.01, 1, 1), "hiring that grows by 10.01 a year"),
        ("share_of_double_window", (50, 2, 0, 10.01, 1, 1), "hiring that grows by 10.01 a year"),
        ("share_of_double_window", (50, 2, 0, 0, 1, 0), "a Weibull curve of shape 0 is none"),
        ("hires_per_loss", (100, 2, 1), "where nobody leaves there are no hires per loss"),
        ("hires_per_loss", (80, 2, -0.1), "a staff that shrinks by 0.1 a year"),
        ("share_behind_year", (0, 2, 1), "a share of 0% has no finite hazard"),
        ("share_behind_year", (80, 2, -0.1), "the count must come after the year of hiring"),
        ("kaplan_meier", ([], []), "a curve needs people"),
        ("kaplan_meier", ([1, -0.01], [True, True]), "a curve starts at joining"),
        ("kaplan_meier", ([1], [True], 100), "an interval at 100% is none"),
    ],
)
def test_what_lies_past_an_edge_is_refused(name, given, says):
    with pytest.raises(DataError, match="^" + re.escape(says)) as refused:
        getattr(retention, name)(*given)
    assert "\n" not in str(refused.value)


def test_what_lies_on_an_edge_is_taken():
    assert retention.survival(0, 2, 1) == 0 and retention.survival(100, 2, 1) == 100
    assert retention.share_behind_window(50, 2, 10) < 1 and retention.share_behind_window(50, 2, -10) < 50
