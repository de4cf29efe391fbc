"""Compensation, worked by hand: each formula with all its arguments at work, and the edges."""

import math
import re

import numpy as np
import pytest

from newsclaims.analysis import compensation
from newsclaims.errors import DataError

# Two payments, three quarters after half a year and a quarter after eight.
TWICE = np.zeros(97)
TWICE[6], TWICE[96] = 0.75, 0.25


# What a package is worth.


def test_refreshers_vest_as_far_as_the_horizon_goes():
    # grants after one and two years, over two years each: the last has a half to go after three
    found = {month: part for month, part in enumerate(compensation.refreshers(3, 2).tolist()) if part}
    assert found == pytest.approx(
        dict.fromkeys((15, 18, 21, 24), 1 / 8) | dict.fromkeys((27, 30, 33, 36), 2 / 8)
    )
    assert not compensation.refreshers(1, 4).any()


def test_worth_grows_is_discounted_and_lost_by_leaving():
    # 1.08 / 1.2 = 0.9 a year; 80% after 2 years, shape 1/2: (0.5 / 2)^(1/2) = 1/2, (8 / 2)^(1/2) = 2
    expected = 0.75 * 0.9**0.5 * 0.8**0.5 + 0.25 * 0.9**8 * 0.8**2
    found = compensation.worth(TWICE, growth=8, discount=20, retention=80, span=2, shape=0.5)
    assert found == pytest.approx(expected)


def test_what_is_not_given_of_a_worth_takes_nothing_and_80_percent_are_of_two_years_at_an_even_rate():
    assert compensation.worth(TWICE) == pytest.approx(1)
    assert compensation.worth(TWICE, retention=80) == pytest.approx(0.75 * 0.8**0.25 + 0.25 * 0.8**4)
    assert compensation.worth(TWICE, growth=44) == pytest.approx(0.75 * 1.2 + 0.25 * 1.44**8)
    assert compensation.worth(TWICE, discount=44) == pytest.approx(0.75 / 1.2 + 0.25 / 1.44**8)


def test_worth_takes_arrays_of_each_rate():
    found = compensation.worth(
        TWICE,
        growth=np.array([8, 0]),
        discount=np.array([20, 25]),
        retention=np.array([80, 64]),
        span=2,
        shape=np.array([0.5, 2]),
    )
    assert found == pytest.approx(
        [
            0.75 * 0.9**0.5 * 0.8**0.5 + 0.25 * 0.9**8 * 0.8**2,
            0.75 * 0.8**0.5 * 0.64 ** (1 / 16) + 0.25 * 0.8**8 * 0.64**16,
        ]
    )


# Equity.


def test_growth_compounds():
    assert compensation.yearly_growth(1.44, 2) == pytest.approx(20) and compensation.yearly_growth(1, 3) == 0


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
        ("yearly_growth", (2, 0), "the time of growth is divided by"),
        ("unvested", (3, 0, 4), "the term or the steps of a grant is divided by"),
        ("unvested", (3, 4, 0), "the term or the steps of a grant is divided by"),
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
    assert compensation.matching_sum(300, 100, 133, 2) == pytest.approx(1 / (1 / 133 - 0.0075) - 133)
