"""Flows, worked by hand: growth of a staff, and moves for each move back."""

import math
import re

import numpy as np
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


def test_a_staff_grows_by_the_logarithm_of_its_multiple_a_year():
    assert flows.staff_growth(50, 400, 4) == pytest.approx(3 * 0.69314718 / 4)  # ln 8 = 3 ln 2
    assert flows.staff_growth(7, 7, 2) == 0


def test_flows_per_head():
    # 8 moves for each one back, from 400 people to 100: 8/400 against 1/100
    assert flows.per_head(8, 400, 100) == 2 and flows.per_head(0.5, 1, 3) == 1.5
    assert flows.per_head(8, np.array([200, 400]), 100).tolist() == [4, 2]
    assert flows.parity_staff(8, 250) == 2000 and flows.parity_staff(0.5, 1) == 0.5
    # 4 for each one back are 80% of all
    assert flows.flow_interval(4, 10) == pytest.approx(odds_by_hand(0.8, 10, Z95)), "at 95% if none is given"
    odds = odds_by_hand(0.8, 10, Z90)
    assert flows.flow_interval(4, 10, 90) == pytest.approx(odds, rel=1e-6)
    assert flows.flow_interval(0.25, 10, 90) == pytest.approx([1 / odds[1], 1 / odds[0]], rel=1e-6)


@pytest.mark.parametrize(
    "name, given, says",
    [
        ("staff_growth", (0.5, 100, 2), "0.5 people are no base"),
        ("staff_growth", (100, 99, 2), "from 100 to 99 people there is no growth"),
        ("staff_growth", (100, 200, 0), "a span of 0 years"),
        ("per_head", (0, 10, 10), "0 moves for each move back are no ratio"),
        ("per_head", (8, np.array([400, 0.5]), 10), "0.5 people are no base"),
        ("per_head", (8, 0.5, 10), "0.5 people are no base"),
        ("parity_staff", (0, 10), "0 moves for each move back are no ratio"),
        ("parity_staff", (8, 0.5), "0.5 people are no base"),
        ("flow_interval", (0, 10), "0 moves for each move back are no ratio"),
    ],
)
def test_what_lies_past_an_edge_is_refused(name, given, says):
    with pytest.raises(DataError, match="^" + re.escape(says)) as refused:
        getattr(flows, name)(*given)
    assert "\n" not in str(refused.value)
