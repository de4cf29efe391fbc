"""Competing hypotheses, worked by hand: the scores of a small matrix, and in which runs they lead."""

import re
from itertools import product
from random import Random

import pandas as pd
import pytest

from newsclaims.analysis import hypotheses
from newsclaims.errors import DataError

# Item 4 was known only later; wind is not charged with item 1.

HYPOTHESES = ("sun", "rain", "wind")
RATED = {
    1: ("CC", "II", "N"),
    2: ("I", "N", "I"),
    3: ("I", "C", "II"),
    4: ("II", "I", "CC"),
    5: ("N", "C", "CC"),
}
RATINGS = pd.DataFrame(
    [
        (f"i{item}", name, rating, f"why {item} {name}")
        for item, row in RATED.items()
        for name, rating in zip(HYPOTHESES, row)
    ],
    columns=["item", "hypothesis", "consistency", "reason"],
)
ITEMS = pd.DataFrame({"item": ["i1", "i2", "i3", "i4", "i5"], "about": ["wet", *["sky"] * 4]})
CLAIMED = pd.DataFrame({"hypothesis": HYPOTHESES, "explains": ["wet sky", "sky wet", "sky"]})
FACTS = pd.DataFrame({"fact_id": ["i4", "i1"], "after_article": ["yes", "no"]})
WHOSE = pd.DataFrame({"item": ["i1", "i2", "i3", "i4", "i5"], "voice": list("pqrps")})
SPEAKERS = pd.DataFrame(
    {"voice": list("pqrs"), "basis": ["seen", "told", "told", "told"], "merged": ["x", "x", "r", "r"]}
)
WEIGHTS = {"seen": 1.0, "told": 0.5}


def matrix(ratings=RATINGS):
    return hypotheses.matrix(ratings, ITEMS, CLAIMED, FACTS, WHOSE, SPEAKERS)


@pytest.fixture
def cells():
    return matrix()


@pytest.fixture
def own(cells):
    return cells.query("later == 'no' and charged == 'yes'")


def test_the_matrix_knows_what_was_known_later_and_what_each_is_charged_with(cells):
    assert cells[["item", "hypothesis", "consistency"]].values.tolist() == RATINGS.iloc[:, :3].values.tolist()
    assert set(cells.loc[cells["later"] == "yes", "item"]) == {"i4"}
    not_charged = cells.loc[cells["charged"] == "no", ["item", "hypothesis"]]
    assert not_charged.values.tolist() == [["i1", "wind"]]


def test_the_matrix_is_read_an_item_a_row(cells):
    items = pd.DataFrame({"item": ["i4", "i1"], "label": ["Four", "One"]})
    assert hypotheses.matrix_in_words(cells, items, ["wind", "sun"]).values.tolist() == [
        ["i4", "Four", "seen", "yes", "CC. why 4 wind", "II. why 4 sun"],
        ["i1", "One", "seen", "no", "(N). why 1 wind", "CC. why 1 sun"],
    ]


@pytest.mark.parametrize(
    "ratings, says",
    [
        (RATINGS.assign(consistency="c"), "i1: 'c' is no rating; the ratings are CC, C, N, I, II"),
        (RATINGS[:-1], "i5 is not rated against every hypothesis: complete its ratings"),
    ],
)
def test_a_matrix_with_other_ratings_or_gaps_is_refused(ratings, says):
    with pytest.raises(DataError, match="^" + re.escape(says)):
        matrix(ratings)


def test_inconsistency_is_the_part_of_the_weight_that_speaks_against(own):
    # sun: two I told of 1 + 3 * 0.5; rain: a II seen of the same; wind: a I and a II told of 3 * 0.5
    found = hypotheses.inconsistency(own, WEIGHTS, 3)
    assert found.to_dict() == pytest.approx({"sun": 100 / 2.5, "rain": 300 / 2.5, "wind": 200 / 1.5})


def test_an_item_tells_apart_by_the_spread_of_its_ratings(cells):
    # i1: 2, -2 and, not charged, 0, seen; i2: -1, 0, -1 told; i5: 0, 1, 2 told; i4: -2, -1, 2 seen
    found = hypotheses.diagnosticity(cells, WEIGHTS)
    assert found["i1"] == pytest.approx((8 / 3) ** 0.5)
    assert found["i2"] == pytest.approx(0.5 * (2 / 9) ** 0.5)
    assert found["i5"] == pytest.approx(0.5 * (2 / 3) ** 0.5)
    assert list(found.index)[:2] == ["i4", "i1"] and found.is_monotonic_decreasing


RANGES, STRONG = {"seen": (0.5, 1), "told": (0.25, 0.5)}, (2, 4)


def test_every_run_is_there_and_says_who_scores_lowest(cells, own):
    found = hypotheses.runs(cells, WEIGHTS, RANGES, 3, STRONG)
    kinds = found.groupby("kind")["run"].nunique().to_dict()
    # a rating at an end of the scale moves one way, any other both
    at_end = own["consistency"].isin(["CC", "II"]).sum()
    assert kinds == {
        "as rated": 1,
        "without a voice": 4,
        "without a merged voice": 2,  # no run without an item: each item that was known is a voice's only one
        "a rating one step off": 2 * len(own) - at_end,
        "weights at their ends": 8,
        "over items that take a side": 1,
        "with later items": 1,
        "charged with everything": 1,
    }
    score = found.set_index(["kind", "run", "hypothesis"])["score"]
    # without p (item 1): two I of three told for sun, none for rain
    assert score["without a voice", "p", "sun"] == pytest.approx(200 / 3)
    assert score["without a voice", "p", "rain"] == 0
    # wind is charged with item 1 too: 2 * told of 1 + 3 * told
    assert score["charged with everything", "", "wind"] == pytest.approx(200 / 2.5)
    assert score["a rating one step off", "i2 sun N", "sun"] == pytest.approx(50 / 2.5)
    leads = found[found["lowest"]].set_index(["kind", "run"])["hypothesis"]
    assert leads["as rated", ""] == "sun" and leads["without a voice", "p"] == "rain"


def test_what_changes_nothing_else_is_no_run_of_its_own(cells):
    two_of_p = cells.assign(voice=cells["voice"].replace("q", "p")).replace({"consistency": {"II": "I"}})
    kinds = hypotheses.runs(two_of_p, WEIGHTS, RANGES, 3, STRONG).groupby("kind")["run"].nunique()
    assert kinds["without a voice"] == 3 and kinds["without an item"] == 2  # items 1 and 2 are both p's
    assert kinds["weights at their ends"] == 4  # nothing is II, so what an II counts moves no score


def cells_of(rows, bases):
    """Cells of hypotheses a, b, c ... whose ratings are given."""
    table = [(name, rating, basis) for name, row in zip("abc", rows) for rating, basis in zip(row, bases)]
    return pd.DataFrame(table, columns=["hypothesis", "consistency", "basis"])


def fewest_by_trying(rows, bases, strong):
    """For each hypothesis the fewest ratings that, a step otherwise, leave no other with a lower score."""
    counts = {"CC": 0, "C": 0, "N": 0, "I": 1, "II": strong}
    names = list(counts)
    flat = [names.index(rating) for row in rows for rating in row]
    weights, size, best = [WEIGHTS[basis] for basis in bases], len(bases), [None] * len(rows)
    # above N no step changes a score
    ways = [[0, *(step for step in (-1, 1) if place >= 2 and 2 <= place + step <= 4)] for place in flat]
    for steps in product(*ways):
        moved = [counts[names[place + step]] for place, step in zip(flat, steps)]
        scores = [
            sum(weight * count for weight, count in zip(weights, moved[at * size :]))
            for at in range(len(rows))
        ]
        cost = sum(step != 0 for step in steps)
        for at, score in enumerate(scores):
            if score < min(scores) + 1e-9 and (best[at] is None or cost < best[at]):
                best[at] = cost
    return best


def test_ratings_to_tie_compare_with_all_who_are_ahead_ties_too():
    # a and b have 0, c has 1: raising a alone leaves b ahead, so one step in c and one in a are not enough
    rows = [("C", "N", "C"), ("C", "C", "N"), ("I", "N", "I")]
    found = hypotheses.ratings_to_tie(cells_of(rows, ["told"] * 3), WEIGHTS, 3)
    assert found.to_dict() == {"a": 0, "b": 0, "c": 2}
    assert found.tolist() == fewest_by_trying(rows, ["told"] * 3, 3)
    # nothing that moves: two strong ones become plain, and neither of the others can rise
    stuck = [("C", "C"), ("CC", "C"), ("II", "II")]
    assert pd.isna(hypotheses.ratings_to_tie(cells_of(stuck, ["told"] * 2), WEIGHTS, 3)["c"])


@pytest.mark.parametrize("seed", range(12))
def test_ratings_to_tie_are_what_trying_all_of_them_gives(seed):
    lots, bases = Random(seed), ("seen", "told", "told")
    rows = [lots.choices(["C", "N", "I", "II"], k=3) for _ in range(3)]
    if seed % 2:
        rows[1] = rows[0]  # a tie
    found = hypotheses.ratings_to_tie(cells_of(rows, bases), WEIGHTS, 2.5)
    assert [None if pd.isna(count) else count for count in found] == fewest_by_trying(rows, bases, 2.5)


def test_explanations_count_the_runs_in_which_each_scores_lowest(cells, own):
    tried = hypotheses.runs(cells, WEIGHTS, RANGES, 3, STRONG)
    found = hypotheses.explanations(cells, tried, WEIGHTS, 3).set_index("hypothesis")
    assert found["items"].to_dict() == {"sun": 4, "rain": 4, "wind": 3}
    assert (found["runs"] == len(tried) / 3).all() and found["lowest"].sum() >= len(tried) / 3
    assert found.loc["sun", ["score", "to_tie"]].tolist() == [pytest.approx(40), 0]
    # with item 4, seen: II against sun, I against rain, of 2 + 3 * 0.5
    assert found["later"].to_dict() == pytest.approx({"sun": 400 / 3.5, "rain": 400 / 3.5, "wind": 200 / 2.5})
    by = tried.groupby("hypothesis")["score"]
    levels = tried[tried["lowest"]].groupby(["kind", "run"])["hypothesis"].agg(list)
    alone = {name: sum(level == [name] for level in levels) for name in found.index}
    assert found["alone"].to_dict() == alone
    assert (found["lo"] == by.min()[found.index]).all() and (found["hi"] == by.max()[found.index]).all()


def test_an_item_that_takes_no_side_lowers_a_score_and_can_be_left_out_of_it():
    cells = cells_of([["I", "N", "C"], ["N", "N", "I"]], ("seen", "seen", "told"))
    cells = cells.assign(item=[*"xyzxyz"], later="no", charged="yes", voice=[*"vwwvww"], merged="v")
    tried = hypotheses.runs(cells, WEIGHTS, RANGES, 2, STRONG)
    found = hypotheses.explanations(cells, tried, WEIGHTS, 2)
    assert found["score"].tolist() == pytest.approx([100 / 2.5, 50 / 2.5])  # of 1 + 1 + 0.5
    assert found["sided"].tolist() == pytest.approx([100 / 1.5, 100])  # of 1 + 0.5, and of 0.5 alone
