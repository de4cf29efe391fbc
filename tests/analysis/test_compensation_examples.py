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


def test_a_cliff_and_then_each_month():
    # a half after a year, and twelve parts of the other half
    expected = {1: 1 / 2} | {month / 12: 1 / 24 for month in range(13, 25)}
    assert paid(compensation.vesting([1, 1], "cliff", 12)) == pytest.approx(expected)


def test_refreshers_vest_as_far_as_the_horizon_goes():
    # grants after one and two years, over two years each: the last has a half to go after three
    found = paid(compensation.refreshers(3, 2))
    assert found == pytest.approx(
        dict.fromkeys((1.25, 1.5, 1.75, 2), 1 / 8) | dict.fromkeys((2.25, 2.5, 2.75, 3), 2 / 8)
    )
    assert not len(compensation.refreshers(1, 4).times)


def test_a_package_vests_each_quarter_where_no_timing_is_given():
    times, shares = compensation.vesting([3, 1])
    assert (
        times.tolist() == [0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2]
        and shares.tolist() == [3 / 16] * 4 + [1 / 16] * 4
    )


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
        ("cliff_worth", (4,), 100 * (4 * 0.72 + SECOND) / 8),
        ("cliff_worth", (12,), 100 * (12 * 0.72 + sum(0.72 ** (n / 12) for n in range(13, 25))) / 24),
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


# Ratings and hours.


def test_a_missed_rating_uses_up_the_premium():
    # a fifth of the pay is 40% of it at 50%
    assert compensation.break_even_miss(500, 100, 40) == pytest.approx(50)


def test_an_hour_of_pay_and_what_it_gains():
    assert compensation.hourly_pay(120_000, 50, 48) == pytest.approx(50)
    # 500 less a tenth over 60 hours is 7.5, 400 over 50 hours is 8
    assert compensation.hourly_gain(500, 100, 40, 25, 50, 60) == pytest.approx(-6.25)
    both = compensation.hourly_gain(500, np.array([100, 300]), 40, np.array([25, 50]), 50, np.array([60, 40]))
    assert both == pytest.approx([-6.25, 100 * (10 / 4 - 1)])


# Equity.


def test_growth_compounds_and_so_does_a_price_between_two():
    assert compensation.yearly_growth(1.44, 2) == pytest.approx(20) and compensation.yearly_growth(1, 3) == 0
    # 4 times in two years: twice after one, eight times the eighth root of two after a half
    assert compensation.price_between(100, 400, 1, 2) == pytest.approx(200)
    assert compensation.price_between(100, 1600, 0.5, 2) == pytest.approx(200)
    assert [compensation.price_between(67, 210, elapsed, 2) for elapsed in (0, 2)] == pytest.approx([67, 210])


@pytest.mark.parametrize(
    "held, per_year, expected",
    [(0, 4, 100), (0.99, 12, 100), (1, 4, 75), (1.49, 4, 68.75), (1.5, 12, 62.5), (4, 4, 0), (5, 4, 0)],
)
def test_units_vest_in_steps_after_a_year(held, per_year, expected):
    assert compensation.unvested(held, 4, per_year) == pytest.approx(expected)


def test_two_numbers_for_one_thing_make_an_interval():
    assert compensation.either(3, 2) == compensation.either(2, 3) == (2, 3)
    assert compensation.between(-30, 100) == (-30, 100)


# Wealth. Utility of wealth w at an aversion of 0, 1/2, 1, 2, 3: w, sqrt(w), ln w, -1/w, -1/w².


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
    # 1/100 - 1/200 = 1/200: an owner of 200 would need all there is
    assert compensation.out_of_reach(100, 100, 2) == pytest.approx(200)
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
        ("hourly_gain", (500, 500, 40, 25, 50, 60), "a premium as large as the pay leaves no pay"),
        (
            "hourly_gain",
            (500, np.array([1, 501]), 40, 25, 50, 60),
            "a premium as large as the pay leaves no pay",
        ),
        ("level_worth", (3.5, 0, 100, 2), "a schedule of 3.5 years cannot be drawn up"),
        ("cliff_worth", (0, 0, 100, 2, 4), "a schedule of 0 years cannot be drawn up"),
        ("first_year_heavy_worth", (1.5, 0, 100, 2, 40), "a schedule of 1.5 years cannot be drawn up"),
        ("break_even_miss", (500, 100, 0), "the pay at risk is divided by"),
        ("hourly_pay", (500, 0, 48), "a number of hours or weeks is divided by"),
        ("hourly_pay", (500, 40, 0), "a number of hours or weeks is divided by"),
        ("hourly_gain", (500, 100, 40, 25, 0, 60), "a number of hours is divided by"),
        ("hourly_gain", (500, 100, 40, 25, 50, 0), "a number of hours is divided by"),
        ("yearly_growth", (2, 0), "the time of growth is divided by"),
        ("unvested", (3, 0, 4), "the term or the steps of a grant is divided by"),
        ("unvested", (3, 4, 0), "the term or the steps of a grant is divided by"),
        ("price_between", (2, 1, 1, 2), "give a later price not below the earlier one"),
        ("price_between", (1, 2, 3, 2), "give a later price not below the earlier one"),
        ("price_between", (1, 2, 0, 0), "give a later price not below the earlier one"),
        ("between", (2, 1), "an interval from 2 to 1 ends below its start"),
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
    assert compensation.first_year_heavy_worth(1, 25, 64, 2, 40) == pytest.approx(100), "all at once"
    assert compensation.matching_sum(300, 100, 133, 2) == pytest.approx(1 / (1 / 133 - 0.0075) - 133)
