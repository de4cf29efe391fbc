"""Ranking, worked by hand: chances counted out over every redraw and every order."""

import re

import pytest

from newsclaims.analysis import ranking
from newsclaims.errors import DataError

# Of 2 people at 75% none, one or both stay with chances 1/16, 6/16 and 9/16; of 1 at 20% none or one with
# 0.8 and 0.2. Ahead: (6/16 + 9/16) * 0.8 = 0.75; tied: 1/16 * 0.8 + 9/16 * 0.2 = 0.1625.
AHEAD = 75 + 16.25 / 2


def test_staying_ahead_counts_a_tie_as_half():
    assert ranking.stays_ahead(75, 20, 2, 1) == pytest.approx(AHEAD)
    assert ranking.stays_ahead(20, 75, 1, 2) == pytest.approx(100 - AHEAD)
    assert ranking.stays_ahead(100, 0, 1, 1) == 100
    assert ranking.stays_ahead(75, 20, 2.4, 0.6 + 0.5) == pytest.approx(AHEAD), "people are whole"


def test_redraws_rank_as_counting_does():
    ranks = ranking.resampled_ranks((75, 20), (2, 1))
    # four standard errors of 20,000 redraws
    assert 100 * (ranks[:, 0] == 1).mean() == pytest.approx(AHEAD, abs=1.1)
    assert ranking.resampled_ranks((100, 0, 50), (9, 9, 99), 5, 1).tolist() == [[1, 3, 2]] * 5
    rounded = ranking.resampled_ranks((75, 20), (2.4, 1.1))
    assert 100 * (rounded[:, 0] == 1).mean() == pytest.approx(AHEAD, abs=1.1)
    one, other = (ranking.resampled_ranks((75, 20), (2, 1), 99, seed) for seed in (1, 2))
    assert (one != other).any()
    with pytest.raises(ValueError, match="shorter"):
        ranking.resampled_ranks((75, 20), (2,))


# All of 1 person, 75% of 2, 50% of 1, none of 3. The third share is 1 or 0, each half of the time; the second
# is 1, 1/2 or 0 with chances 9/16, 6/16 and 1/16. A lot decides among those that are tied:
#   third  second  tied
#   1      1       first, second, third
#   1      1/2     first, third
#   1      0       first, third; second, fourth
#   0      1       first, second; third, fourth
#   0      1/2     third, fourth
#   0      0       second, third, fourth
FOUR = (100, 75, 50, 0, 1, 2, 1, 3)


@pytest.mark.parametrize(
    "place, rank, chance",
    [
        (2, 2, (9 / 16 / 3 + 9 / 16 / 2 + 6 / 16 + 1 / 16 / 3) / 2),
        (3, 3, (9 / 16 / 3 + 9 / 16 / 2 + 6 / 16 / 2 + 1 / 16 / 3) / 2),
        (1, 1, (9 / 16 / 3 + 6 / 16 / 2 + 1 / 16 / 2 + 9 / 16 / 2 + 6 / 16 + 1 / 16) / 2),
        (4, 4, (9 / 16 + 6 / 16 + 1 / 16 / 2 + 9 / 16 / 2 + 6 / 16 / 2 + 1 / 16 / 3) / 2),
        (1, 4, 0),
        (4, 1, 0),
        (3, 1, (9 / 16 / 3 + 6 / 16 / 2 + 1 / 16 / 2) / 2),
    ],
)
def test_each_place_has_each_rank_as_often_as_counting_gives(place, rank, chance):
    assert ranking.rank_chance(place, rank, *FOUR) == pytest.approx(100 * chance, abs=1.4)


def test_the_order_is_kept_as_often_as_counting_gives():
    kept = (9 / 16 / 6 + 9 / 16 / 4 + 6 / 16 / 2 + 1 / 16 / 6) / 2
    assert ranking.order_kept(*FOUR) == pytest.approx(100 * kept, abs=1.2)
    assert ranking.order_kept(100, 67, 33, 0, 50, 900, 900, 50) == 100
    assert ranking.order_kept(0, 33, 67, 100, 50, 900, 900, 50) == 0
    assert ranking.rank_chance(2, 2, 100, 67, 33, 0, 50, 900, 900, 50) == 100


@pytest.mark.parametrize(
    "shares, orders",
    [
        ((80, 78, 67, 64), 1),
        ((78, 80, 67, 64), 4),
        ((80, 67, 64, 78), 9),
        ((64, 67, 78, 80), 24),
        ((80, 80, 67, 64), 2),
        ((80, 80, 67, 67), 4),
    ],
)
def test_of_24_orders_so_many_fit_the_story_at_least_as_well(shares, orders):
    # orders that differ from it in 0, 1, 2 pairs: 1, 3, 5; swapping tied shares makes no other order
    assert ranking.permutation_p(*shares) == pytest.approx(100 * orders / 24)


def test_every_order_of_three_and_the_least_chance():
    # 123; 132, 213; 231, 312; 321
    found = ranking.kendall_distances(3)
    assert found[["swaps", "orders"]].values.tolist() == [[0, 1], [1, 2], [2, 2], [3, 1]]
    assert found["p"].tolist() == pytest.approx([100 / 6, 50, 500 / 6, 100])
    assert ranking.least_p(3) == pytest.approx(100 / 6) and ranking.least_p(1) == 100


@pytest.mark.parametrize(
    "name, given, says",
    [
        ("stays_ahead", (80, -1, 10, 10), "-1% is no share"),
        ("stays_ahead", (80, 70, 10, 0), "0 people are no base"),
        ("resampled_ranks", ((80, 101), (10, 10)), "101% is no share"),
        ("resampled_ranks", ((80, 70), (10, 0)), "0 people are no base"),
        ("rank_chance", (0, 1, *FOUR), "places and ranks of four go from 1 to 4: not 0 and 1"),
        ("rank_chance", (1, 5, *FOUR), "places and ranks of four go from 1 to 4: not 1 and 5"),
        ("permutation_p", (80, 70, 60, 101), "101% is no share"),
        ("permutation_p", (80, 80, 80, 80), "four equal shares agree with no order"),
        ("least_p", (0.99,), "0.99 employers have no order"),
    ],
)
def test_what_lies_past_an_edge_is_refused(name, given, says):
    with pytest.raises(DataError, match="^" + re.escape(says)) as refused:
        getattr(ranking, name)(*given)
    assert "\n" not in str(refused.value)
