"""Compensation, worked by hand: each formula with all its arguments at work, and the edges."""

import math
import re

import numpy as np
import pandas as pd
import pytest

from newsclaims.analysis import compensation
from newsclaims.errors import DataError

# Two payments, three quarters after half a year and a quarter after eight.
TWICE = (np.array([0.5, 8.0]), np.array([0.75, 0.25]))


def paid(schedule):
    """Time to the part that is paid then (dict)."""
    parts = pd.Series(schedule[1]).groupby(schedule[0]).sum()
    return dict(zip(parts.index, parts))


# Schedules.


@pytest.mark.parametrize(
    "timing, expected",
    [
        ("quarterly", {0.25: 3, 0.5: 3, 0.75: 3, 1: 3, 1.25: 1, 1.5: 1, 1.75: 1, 2: 1}),
        ("cliff", {1: 12, 1.25: 1, 1.5: 1, 1.75: 1, 2: 1}),
        ("at once", {0: 12, 1.25: 1, 1.5: 1, 1.75: 1, 2: 1}),
        ("yearly", {1: 12, 2: 4}),
    ],
)
def test_three_to_one_over_two_years_is_paid_in_sixteenths(timing, expected):
    assert paid(compensation.vesting([3, 1], timing)) == pytest.approx(
        {time: part / 16 for time, part in expected.items()}
    )


def test_a_package_vests_each_quarter_where_no_timing_is_given():
    times, shares = compensation.vesting([3, 1])
    assert (
        times.tolist() == [0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2]
        and shares.tolist() == [3 / 16] * 4 + [1 / 16] * 4
    )


def test_what_three_years_may_mean():
    plans = {name: paid(plan) for name, plan in compensation.schedules(3, 40).items()}
    quarters = [quarter / 4 for quarter in range(1, 13)]
    later = quarters[4:]
    assert list(plans) == ["at the end", "cliff", "level", "front-loaded", "first-year-heavy"]
    assert plans["at the end"] == pytest.approx({1: 0, 2: 0, 3: 1})
    assert plans["cliff"] == pytest.approx({1: 1 / 3} | dict.fromkeys(later, 1 / 12))
    assert plans["level"] == pytest.approx(dict.fromkeys(quarters, 1 / 12))
    # digits 3, 2, 1 of 6, four quarters each
    assert plans["front-loaded"] == pytest.approx(
        dict(zip(quarters, [3 / 24] * 4 + [2 / 24] * 4 + [1 / 24] * 4))
    )
    # 40% at once, 60% in the eight quarters of the second and third year
    assert plans["first-year-heavy"] == pytest.approx({0: 0.4} | dict.fromkeys(later, 0.6 / 8))


def test_one_year_that_is_heavy_in_the_first_is_all_at_once():
    assert paid(compensation.schedules(1, 40)["first-year-heavy"]) == pytest.approx({0: 1})


# What a package is worth.


def test_worth_grows_is_discounted_and_lost_by_leaving_and_by_ratings():
    # 1.08 / 1.2 = 0.9 a year; a half at risk of 40%: 0.8
    # 80% after 2 years, shape 1/2: (0.5 / 2)^(1/2) = 1/2, (8 / 2)^(1/2) = 2
    expected = 1000 * (0.75 * 0.9**0.5 * 0.8**0.5 + 0.25 * 0.9**8 * 0.8**2) * 0.8
    found = compensation.worth(
        1000, TWICE, growth=8, discount=20, retention=80, span=2, at_risk=50, miss=40, shape=0.5
    )
    assert found == pytest.approx(expected)


def test_what_is_not_given_of_a_worth_takes_nothing_and_80_percent_are_of_two_years_at_an_even_rate():
    assert compensation.worth(1000, TWICE) == pytest.approx(1000)
    assert compensation.worth(1000, TWICE, retention=80) == pytest.approx(
        1000 * (0.75 * 0.8**0.25 + 0.25 * 0.8**4)
    )
    assert (
        compensation.worth(1000, TWICE, at_risk=50)
        == compensation.worth(1000, TWICE, miss=50)
        == pytest.approx(1000)
    )
    assert compensation.worth(1000, TWICE, growth=44) == pytest.approx(1000 * (0.75 * 1.2 + 0.25 * 1.44**8))
    assert compensation.worth(1000, TWICE, discount=44) == pytest.approx(1000 * (0.75 / 1.2 + 0.25 / 1.44**8))


def test_worth_takes_arrays_of_each_rate():
    found = compensation.worth(
        10,
        TWICE,
        growth=np.array([8, 0]),
        discount=np.array([20, 25]),
        retention=np.array([80, 64]),
        span=2,
        at_risk=np.array([50, 100]),
        miss=np.array([40, 10]),
        shape=np.array([0.5, 2]),
    )
    assert found == pytest.approx(
        [
            8 * (0.75 * 0.9**0.5 * 0.8**0.5 + 0.25 * 0.9**8 * 0.8**2),
            9 * (0.75 * 0.8**0.5 * 0.64 ** (1 / 16) + 0.25 * 0.8**8 * 0.64**16),
        ]
    )


# Two years at 25% a year (1 / 1.25 = 0.8) and 65.61% left after four (0.9 a year): a year keeps 0.72.
GIVEN, QUARTER = (2, 25, 65.61, 4), 0.72**0.25
FIRST, SECOND = sum(QUARTER**n for n in (1, 2, 3, 4)), sum(QUARTER**n for n in (5, 6, 7, 8))


@pytest.mark.parametrize(
    "name, more, expected",
    [
        ("level_worth", (), 100 * (FIRST + SECOND) / 8),
        ("cliff_worth", (), 100 * (4 * 0.72 + SECOND) / 8),
        ("front_loaded_worth", (), 100 * (FIRST * 2 / 3 + SECOND / 3) / 4),
        ("end_worth", (), 100 * 0.72**2),
        ("first_year_heavy_worth", (40,), 40 + 60 * SECOND / 4),
    ],
)
def test_each_schedule_is_worth_the_sum_of_its_quarters(name, more, expected):
    assert getattr(compensation, name)(*GIVEN, *more) == pytest.approx(expected)


def test_a_dollar_a_year_is_worth_the_years_there():
    assert compensation.discounted_service(25, 65.61, 2, 4) == pytest.approx((FIRST + SECOND) / 4)
    assert compensation.discounted_service(25, 81, 2) == pytest.approx((FIRST + SECOND) / 4), (
        "81% are of two years where no span is given"
    )


def test_a_leaver_takes_along_what_has_vested():
    # a quarter off each year; 0.4096 after 4 years is 0.8 after one, 0.64 after two
    schedule = (np.array([1.0, 2.0]), np.array([0.75, 0.25]))
    amounts, chances = compensation.outcomes(100, schedule, 25, 40.96, 4)
    assert amounts == pytest.approx([0, 75 / 1.25, 75 / 1.25 + 25 / 1.5625])
    assert chances == pytest.approx([0.2, 0.16, 0.64])
    amounts, chances = compensation.outcomes(100, schedule)
    assert amounts == pytest.approx([0, 75, 100]) and chances == pytest.approx([0, 0, 1])
    # 64% are of two years where no span is given
    assert compensation.outcomes(100, schedule, retention=64)[1] == pytest.approx([0.2, 0.16, 0.64])


# Ratings and hours.


def test_break_evens_use_up_the_premium():
    # a fifth of the pay is 40% of it at 50%
    assert compensation.break_even_miss(500, 100, 40) == pytest.approx(50)
    assert compensation.break_even_hours(500, 100, 60) == pytest.approx(15)  # 500 / 75 = 400 / 60
    assert compensation.break_even_hours(500, 499, 1) == pytest.approx(499)


def test_an_hour_of_pay_and_what_it_gains():
    assert compensation.hourly_pay(120_000, 50, 48) == pytest.approx(50)
    # 500 less a tenth over 60 hours is 7.5, 400 over 50 hours is 8
    assert compensation.hourly_gain(500, 100, 40, 25, 50, 60) == pytest.approx(-6.25)
    both = compensation.hourly_gain(500, np.array([100, 300]), 40, np.array([25, 50]), 50, np.array([60, 40]))
    assert both == pytest.approx([-6.25, 100 * (10 / 4 - 1)])


# Equity.


def test_growth_compounds_and_grants_are_left_behind():
    assert compensation.yearly_growth(1.44, 2) == pytest.approx(20) and compensation.yearly_growth(1, 3) == 0
    assert compensation.forfeited(2.5, 1, 4) == pytest.approx(1.875)  # three quarters at 2.5
    assert compensation.forfeited(2.5, np.array([-1, 0, 3, 4, 5]), 4) == pytest.approx(
        [2.5, 2.5, 0.625, 0, 0]
    )
    assert compensation.either(3, 2) == compensation.either(2, 3) == (2, 3)


# Wealth. Utility of wealth w at an aversion of 0, 1/2, 1, 2, 3: w, sqrt(w), ln w, -1/w, -1/w².


@pytest.mark.parametrize(
    "aversion, expected",
    [
        (0, 0.25 * 0 + 0.75 * 300),
        (0.5, (0.25 * 10 + 0.75 * 20) ** 2 - 100),
        (1, 100**0.25 * 400**0.75 - 100),
        (2, 1 / (0.25 / 100 + 0.75 / 400) - 100),
        (3, 1 / math.sqrt(0.25 / 100**2 + 0.75 / 400**2) - 100),
    ],
)
def test_a_sure_sum_has_the_mean_utility_of_the_gamble(aversion, expected):
    gains, chances = np.array([0, 300]), np.array([0.25, 0.75])
    assert compensation.certainty_equivalent(gains, chances, 100, aversion) == pytest.approx(expected)


def test_a_small_gamble_is_worth_nearly_its_mean_and_a_list_of_wealths_gives_a_list():
    gains, chances = np.array([0, 2]), np.array([0.25, 0.75])
    found = compensation.certainty_equivalent(gains, chances, np.array([4, 100, 1e12]), 2)
    assert found[:2] == pytest.approx([1 / (0.25 / 4 + 0.75 / 6) - 4, 1 / (0.25 / 100 + 0.75 / 102) - 100])
    assert found[2] == pytest.approx(1.5, rel=1e-9), "no digits are lost beside a great wealth"


def test_a_level_package_at_risk_of_leaving_has_its_sure_sum():
    # four quarters of 100, each worth 1/1.1 of the one before (1.1^4 = 1.4641)
    # 0.9 there after each (0.81 after two, which are half a year)
    first, second, third, fourth = 100 / 1.1, 100 / 1.21, 100 / 1.331, 100 / 1.4641
    utility = (
        0.1 / 200
        + 0.09 / (200 + first)
        + 0.081 / (200 + first + second)
        + 0.0729 / (200 + first + second + third)
        + 0.6561 / (200 + first + second + third + fourth)
    )
    assert compensation.level_certain_worth(400, 1, 46.41, 81, 0.5, 200, 2) == pytest.approx(
        1 / utility - 200
    )


@pytest.mark.parametrize(
    "aversion, other, expected",
    [
        (0, 250, 300),
        (0.5, 225, 25**2 - 225),  # sqrt(400) - sqrt(100) = 10 above sqrt(225)
        (1, 250, 750),  # four times the wealth
        (2, 50, 30),
        (2, 80, 120),  # 1/100 - 1/400 = 0.0075 below 1/50 is 1/80, below 1/80 is 1/200
        (3, 80, 1 / math.sqrt(1 / 80**2 - (1 / 100**2 - 1 / 400**2)) - 80),
    ],
)
def test_two_owners_are_moved_as_much_by_the_same_gain_of_utility(aversion, other, expected):
    assert compensation.matching_sum(300, 100, other, aversion) == pytest.approx(expected)


def test_beyond_some_wealth_no_sum_moves_as_much():
    assert compensation.out_of_reach(300, 100, 2) == pytest.approx(1 / 0.0075)
    assert compensation.out_of_reach(300, 100, 3) == pytest.approx(1 / math.sqrt(1 / 100**2 - 1 / 400**2))
    assert compensation.out_of_reach(300, 100, 1.1) == pytest.approx(100 * (1 - 0.25**0.1) ** -10)
    assert compensation.matching_sums(300, 100, np.array([50, 80, 134]), 2) == pytest.approx(
        [30, 120, np.nan], nan_ok=True
    )
    assert compensation.matching_sums(300, 100, np.array([50, 1e9]), 1) == pytest.approx([150, 3e9])
    # 1/100 - 1/200 = 1/200: an owner of 200 would need all there is
    assert np.isnan(compensation.matching_sums(100, 100, [compensation.out_of_reach(100, 100, 2)], 2)).all()
    with pytest.raises(DataError, match="^no sum moves an owner of 200 USD as much at a risk aversion of 2"):
        compensation.matching_sum(100, 100, 200, 2)


# Edges.


@pytest.mark.parametrize(
    "name, given, says",
    [
        (
            "vesting",
            ([1], "weekly"),
            "'weekly' is no timing: choose one of quarterly, cliff, at once, yearly",
        ),
        ("vesting", ([2, -1],), "the yearly amounts [2, -1] are no schedule"),
        ("vesting", ([0, 0],), "the yearly amounts"),
        ("vesting", ([math.nan],), "the yearly amounts"),
        ("vesting", ([1, math.inf],), "the yearly amounts"),
        ("vesting", ([[1, 1]],), "the yearly amounts"),
        ("vesting", ([],), "the yearly amounts"),
        ("schedules", (0, 40), "a schedule of 0 years cannot be drawn up"),
        ("schedules", (1.5, 40), "a schedule of 1.5 years cannot be drawn up"),
        ("break_even_hours", (500, 500, 60), "a premium as large as the pay leaves no pay"),
        ("hourly_gain", (500, 500, 40, 25, 50, 60), "a premium as large as the pay leaves no pay"),
        (
            "hourly_gain",
            (500, np.array([1, 501]), 40, 25, 50, 60),
            "a premium as large as the pay leaves no pay",
        ),
        ("level_worth", (3.5, 0, 100, 2), "a schedule of 3.5 years cannot be drawn up"),
        ("break_even_miss", (500, 100, 0), "the pay at risk is divided by"),
        ("hourly_pay", (500, 0, 48), "a number of hours or weeks is divided by"),
        ("hourly_pay", (500, 40, 0), "a number of hours or weeks is divided by"),
        ("hourly_gain", (500, 100, 40, 25, 0, 60), "a number of hours is divided by"),
        ("hourly_gain", (500, 100, 40, 25, 50, 0), "a number of hours is divided by"),
        ("yearly_growth", (2, 0), "the time of growth is divided by"),
        ("forfeited", (3, 1, 0), "the term of a grant is divided by"),
        ("yearly_growth", (0.999, 2), "a price that fell to 0.999 times itself did not grow"),
        (
            "matching_sum",
            (300, 100, 134, 2),
            "no sum moves an owner of 134 USD as much at a risk aversion of 2",
        ),
        ("out_of_reach", (300, 100, 1.09), "at a risk aversion of 1.09 some sum moves everybody"),
    ],
)
def test_what_lies_past_an_edge_is_refused(name, given, says):
    with pytest.raises(DataError, match="^" + re.escape(says)) as refused:
        getattr(compensation, name)(*given)
    assert "\n" not in str(refused.value)


def test_what_lies_on_an_edge_is_taken():
    assert paid(compensation.vesting([0, 1], "yearly")) == pytest.approx({1: 0, 2: 1})
    assert paid(compensation.vesting([0.5], "yearly")) == pytest.approx({1: 1})
    assert paid(compensation.schedules(1, 40)["at the end"]) == pytest.approx({1: 1})
    assert compensation.matching_sum(300, 100, 133, 2) == pytest.approx(1 / (1 / 133 - 0.0075) - 133)
