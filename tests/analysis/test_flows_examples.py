"""Flows, worked by hand: the mean of a growing staff, and moves for each move back."""

import math
import re

import pytest

from newsclaims.analysis import flows
from newsclaims.errors import DataError

# Quantiles of the normal distribution that leave 5% and 2.5% above them.
Z90, Z95 = 1.6448536, 1.9599640


def odds_by_hand(p, n, z):
    """Odds of the ends of Wilson (1927): (p + z²/2n ± z sqrt(pq/n + z²/4n²)) / (1 + z²/n)."""
    middle, reach = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    ends = ((middle + side * reach) / (1 + z * z / n) for side in (-1, 1))
    return [end / (1 - end) for end in ends]


def test_the_mean_of_a_growing_staff_is_the_logarithmic_one():
    # from 100 to 800 people in 3 years: 700 / ln 8; even: what it is; from 800 down to 100 as well
    assert flows.mean_staff(800, math.log(8) / 3, 3) == pytest.approx(700 / 2.0794415)
    assert flows.mean_staff(100, -math.log(8) / 3, 3) == pytest.approx(700 / 2.0794415)
    assert flows.mean_staff(60, 0, 2) == 60


def test_moves_per_move_back_have_an_interval():
    # 4 for each one back are 80% of all
    assert flows.flow_interval(4, 10) == pytest.approx(odds_by_hand(0.8, 10, Z95)), "at 95% if none is given"
    odds = odds_by_hand(0.8, 10, Z90)
    assert flows.flow_interval(4, 10, 90) == pytest.approx(odds, rel=1e-6)
    assert flows.flow_interval(0.25, 10, 90) == pytest.approx([1 / odds[1], 1 / odds[0]], rel=1e-6)


def test_hires_make_up_for_growth_and_leaving():
    # a staff that doubles each year from 100 is at 200 / sqrt 2 half a year before and after a count of 200;
    # the year from 141.42 to 282.84 needs 141.42 for growth, and a tenth of the mean for those who leave
    growth, mean = math.log(2), 141.42136 / 0.69314718
    assert flows.hired_in_year(200, growth, 0.1) == pytest.approx(141.42136 + 0.1 * mean)
    assert flows.hired_in_year(200, growth, 0.1, -1) == pytest.approx(70.71068 + 0.05 * mean)
    assert flows.hired_in_year(60, 0, 0.5, 3) == pytest.approx(30), "a steady staff replaces those who leave"


def test_movers_are_the_fewest_whose_interval_lies_above():
    low = lambda people: odds_by_hand(0.8, people, Z90)[0]  # noqa: E731
    fewest = next(people for people in range(1, 200) if low(people) > 2)
    assert flows.movers_to_exceed(4, 2, 90) == fewest > 10


@pytest.mark.parametrize(
    "name, given, says",
    [
        ("mean_staff", (0.5, 1, 2), "0.5 people are no base"),
        ("mean_staff", (100, 1, 0), "a span of 0 years"),
        ("mean_staff", (100, math.inf, 2), "growth must be a finite number"),
        ("hired_in_year", (0.5, 1, 1), "0.5 people are no base"),
        ("hired_in_year", (100, -0.1, 1), "rates must be finite numbers"),
        ("hired_in_year", (100, 1.5, 0.5, -0.51), "0.51 years before a count are too many"),
        ("hired_in_year", (100, 10.01, 1, 1), "a growth of 10.01 a year over so long a time is none"),
        ("movers_to_exceed", (8, 8), "8 moves for each move back do not exceed 8"),
        ("flow_interval", (0, 10), "0 moves for each move back are no ratio"),
    ],
)
def test_what_lies_past_an_edge_is_refused(name, given, says):
    with pytest.raises(DataError, match="^" + re.escape(says)) as refused:
        getattr(flows, name)(*given)
    assert "\n" not in str(refused.value)
