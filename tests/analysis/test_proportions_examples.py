"""Proportions, worked by hand: intervals, bases and redraws by published formulas, and the edges."""

import math
import re

import pytest
from scipy.stats import binom

from newsclaims.analysis import proportions
from newsclaims.errors import DataError

# Quantiles of the normal distribution that leave 5%, 2.5% and 0.5% above them.
Z90, Z95, Z99 = 1.6448536, 1.9599640, 2.5758293


def wilson_by_hand(p, n, z):
    """Wilson (1927): (p + z²/2n ± z sqrt(pq/n + z²/4n²)) / (1 + z²/n)."""
    middle, reach = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return (middle - reach) / (1 + z * z / n), (middle + reach) / (1 + z * z / n)


def newcombe_by_hand(p, n, q, m, z):
    """Newcombe (1998), method 10: the distances of both shares from the ends of their Wilson intervals."""
    (low, high), (other_low, other_high) = wilson_by_hand(p, n, z), wilson_by_hand(q, m, z)
    return p - q - math.hypot(p - low, other_high - q), p - q + math.hypot(high - p, q - other_low)


def percent(pair):
    return pytest.approx([100 * end for end in pair], abs=1e-4)


@pytest.mark.parametrize("share, people, level, z", [(80, 10, 90, Z90), (30, 40, 95, Z95), (0, 20, 99, Z99)])
def test_wilson_gives_the_interval_of_its_formula(share, people, level, z):
    assert proportions.wilson(share, people, level) == percent(wilson_by_hand(share / 100, people, z))


@pytest.mark.parametrize(
    "one, people, other, others, level, z", [(80, 10, 60, 40, 90, Z90), (20, 50, 70, 30, 99, Z99)]
)
def test_a_difference_has_the_interval_of_newcombes_formula(one, people, other, others, level, z):
    expected = newcombe_by_hand(one / 100, people, other / 100, others, z)
    assert proportions.share_difference(one, other, people, others, level) == percent(expected)


def test_intervals_are_at_95_percent_where_no_level_is_given():
    # Newcombe (1998), Statistics in Medicine 17: 81 of 263 on 857-872, table I, method 3
    # and 56 of 70 less 48 of 80 on 873-890, table II, method 10
    assert proportions.wilson(100 * 81 / 263, 263) == pytest.approx((25.53, 36.62), abs=0.005)
    assert proportions.share_difference(80, 60, 70, 80) == pytest.approx((5.24, 33.39), abs=0.005)


# All of n against none of r n: the low end of the interval is 1 - sqrt((z²/(n + z²))² + (z²/(r n + z²))²).
# For r = 1 it is above 0 from n > 0.41421 z² on; z² is 3.8415 at 95% and 10.8276 at 99.9%.
# For other r it is above 0 where the sum of the two squares, which stands beside each row, is less than 1.
@pytest.mark.parametrize(
    "ratio, level, people",
    [
        (1, 95, 2),  # more than 1.59
        (1, 99.9, 5),  # more than 4.48
        (1, 50, 1),  # z² = 0.4549: more than 0.19
        (3, 99.9, 3),  # 2: 0.712 + 0.414 = 1.126; 3: 0.613 + 0.298 = 0.911
        (0.5, 99.9, 7),  # 6: 0.414 + 0.613 = 1.027; 7: 0.369 + 0.571 = 0.940
        (0.1, 95, 3),  # never less than one person: 2: 0.432 + 0.630 = 1.062; 3: 0.315 + 0.630 = 0.945
    ],
)
def test_all_and_none_are_told_apart_from_this_many_people_on(ratio, level, people):
    assert proportions.base_to_separate(100, 0, ratio, level) == people
    assert proportions.base_to_separate(0, 100, ratio, level) == people


def test_the_base_that_separates_is_the_first_at_which_newcombes_interval_leaves_zero_out():
    first = next(n for n in range(2, 99) if newcombe_by_hand(0.6, n, 0.3, 2 * n, Z90)[0] > 0)
    assert first > 10
    assert proportions.base_to_separate(60, 30, 2, 90) == proportions.base_to_separate(40, 70, 2, 90) == first
    equal = next(n for n in range(2, 99) if newcombe_by_hand(0.6, n, 0.3, n, Z95)[0] > 0)
    assert proportions.base_to_separate(60, 30) == equal, (
        "as many behind both, and at 95%, if neither is given"
    )


def test_the_base_that_detects_is_that_of_the_textbook_formula():
    # Fleiss, Levin & Paik (2003), chapter 4: (z sqrt(2 p q) + z' sqrt(p1 q1 + p2 q2))² / (p1 - p2)²
    # here sqrt(2 * 0.55 * 0.45) = 0.703562 and sqrt(0.6 * 0.4 + 0.5 * 0.5) = 0.7
    # 95% and 80%: (1.95996 * 0.703562 + 0.841621 * 0.7)² / 0.01 = 387.3
    assert proportions.base_to_detect(60, 50) == proportions.base_to_detect(50, 60) == 388
    # 99% and 90%: (2.57583 * 0.703562 + 1.281552 * 0.7)² / 0.01 = 734.04
    assert proportions.base_to_detect(60, 50, 90, 99) == 735
    # 95% and 60%, 0.9 against 0.5: (1.95996 * sqrt(0.42) + 0.253347 * sqrt(0.34))² / 0.16 = 12.58
    assert proportions.base_to_detect(90, 50, 60) == 13


def test_a_ratio_of_hazards_puts_both_intervals_together_on_the_scale_of_their_logarithms():
    (low, high), (other_low, other_high) = wilson_by_hand(0.6, 40, Z90), wilson_by_hand(0.8, 30, Z90)
    # the higher the share, the lower the hazard: log(-ln) of the upper end is the lower end
    a, a_low, a_high = (math.log(-math.log(share)) for share in (0.6, high, low))
    b, b_low, b_high = (math.log(-math.log(share)) for share in (0.8, other_high, other_low))
    expected = (
        math.exp(a - b - math.sqrt((a - a_low) ** 2 + (b_high - b) ** 2)),
        math.exp(a - b + math.sqrt((a_high - a) ** 2 + (b - b_low) ** 2)),
    )
    assert proportions.hazard_ratio(60, 80, 40, 30, 90) == pytest.approx(expected, rel=1e-6)
    # turned round, the ends are one over each other
    turned = proportions.hazard_ratio(80, 60, 30, 40, 90)
    assert turned == pytest.approx((1 / expected[1], 1 / expected[0]), rel=1e-6)


def test_rounding_widens_and_narrows_a_gap():
    def first(left, right):
        return next(n for n in range(2, 999) if newcombe_by_hand(left, n, right, n, Z95)[0] > 0)

    expected = first(0.605, 0.395), first(0.595, 0.405)
    assert expected[0] < expected[1]
    assert proportions.base_if_rounded(60, 40) == proportions.base_if_rounded(40, 60) == expected
    assert proportions.base_if_rounded(60, 40, 5) == (first(0.65, 0.35), first(0.55, 0.45))
    # the people on the right may be three for each one on the left
    apart = [proportions.base_to_separate(*ends, 3) for ends in ((60.5, 39.5), (59.5, 40.5))]
    assert proportions.base_if_rounded(60, 40, 0.5, 95, 3) == tuple(apart)
    assert proportions.base_if_rounded(60, 40, 0, 90)[0] == proportions.base_to_separate(60, 40, 1, 90)


# Of 2 people at 75% none, one or both stay with chances 1/16, 6/16 and 9/16; of 1 at 20% none or one with
# 0.8 and 0.2. Ahead: (6/16 + 9/16) * 0.8 = 0.75; tied: 1/16 * 0.8 + 9/16 * 0.2 = 0.1625.
AHEAD = 75 + 16.25 / 2


def test_staying_ahead_counts_a_tie_as_half():
    assert proportions.stays_ahead(75, 20, 2, 1) == pytest.approx(AHEAD)
    assert proportions.stays_ahead(20, 75, 1, 2) == pytest.approx(100 - AHEAD)
    assert proportions.stays_ahead(100, 0, 1, 1) == 100
    assert proportions.stays_ahead(75, 20, 2.4, 0.6 + 0.5) == pytest.approx(AHEAD), "people are whole"


@pytest.mark.parametrize(
    "name, given, says",
    [
        ("wilson", (101, 10), "101% is no share"),
        ("wilson", (80, 0.99), "0.99 people are no base"),
        ("wilson", (80, math.inf), "inf people are no base"),
        ("wilson", (80, 10, 0), "an interval at 0% is none"),
        ("wilson", (80, 10, 100), "an interval at 100% is none"),
        ("share_difference", (80, 101, 10, 10), "101% is no share"),
        ("share_difference", (80, 70, 10, 0.5), "0.5 people are no base"),
        ("share_difference", (80, 70, 10, 10, 0), "an interval at 0% is none"),
        ("hazard_ratio", (80, 101, 10, 10), "101% is no share"),
        ("hazard_ratio", (0, 80, 10, 10), "a share of 0% has no hazard to compare"),
        ("hazard_ratio", (80, 100, 10, 10), "a share of 100% has no hazard to compare"),
        ("hazard_ratio", (80, 70, 10, 0.5), "0.5 people are no base"),
        ("base_if_rounded", (80, 81), "81% and 80% may be the same share before rounding"),
        ("base_if_rounded", (100, 80), "100.5% is no share"),
        ("stays_ahead", (80, -1, 10, 10), "-1% is no share"),
        ("stays_ahead", (80, 70, 10, 0), "0 people are no base"),
        ("base_to_separate", (80, 101), "101% is no share"),
        ("base_to_separate", (80, 80), "two shares of 80% are told apart by no base"),
        ("base_to_separate", (80, 70, 0), "0 times as many people are no base"),
        ("base_to_separate", (80, 70, math.inf), "inf times as many people are no base"),
        ("base_to_detect", (101, 80), "101% is no share"),
        ("base_to_detect", (80, 80), "two shares of 80% are told apart by no base"),
        ("base_to_detect", (80, 70, 0), "no base gives a power of 0%"),
        ("base_to_detect", (80, 70, 100), "no base gives a power of 100%"),
        ("base_to_detect", (80, 70, 80, 100), "an interval at 100% is none"),
    ],
)
def test_what_lies_past_an_edge_is_refused(name, given, says):
    with pytest.raises(DataError, match="^" + re.escape(says)) as refused:
        getattr(proportions, name)(*given)
    assert "\n" not in str(refused.value)


def test_intervals_may_be_of_one_person_and_at_any_level_between_the_ends():
    for level in (0.5, 99.5):
        low, high = proportions.wilson(100, 1, level)
        assert 0 < low < high <= 100


@pytest.mark.parametrize("left, right", [(10, 2), (3, 0)])
def test_the_exact_interval_of_a_ratio_of_rates_leaves_its_tails(left, right):
    low, high = proportions.rate_ratio(left, right, 3350, 1035, 90)

    # at an end the counts are as far out as 5% of pairs with the same sum
    def share(ratio):
        return ratio * 3350 / (ratio * 3350 + 1035)

    assert binom.sf(left - 1, left + right, share(low)) == pytest.approx(0.05)
    if right:
        assert binom.cdf(left, left + right, share(high)) == pytest.approx(0.05)
        turned = proportions.rate_ratio(right, left, 1035, 3350, 90)
        assert turned == pytest.approx((1 / high, 1 / low))
    else:
        assert high == math.inf
