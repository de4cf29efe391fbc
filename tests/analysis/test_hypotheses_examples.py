"""Competing hypotheses, worked by hand: the scores of a small matrix, and how far they move."""

import re
from itertools import product
from random import Random

import pandas as pd
import pytest

from newsclaims.analysis import hypotheses
from newsclaims.errors import DataError

# Item 4 was known only later.

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
FACTS = pd.DataFrame({"fact_id": ["i4", "i1"], "after_article": ["yes", "no"]})
WHOSE = pd.DataFrame({"item": ["i1", "i2", "i3", "i4", "i5"], "voice": list("pqrps")})
SPEAKERS = pd.DataFrame(
    {"voice": list("pqrs"), "basis": ["seen", "told", "told", "told"], "merged": ["x", "x", "r", "r"]}
)
WEIGHTS = {"seen": 1.0, "told": 0.5}


@pytest.fixture
def cells():
    return hypotheses.matrix(RATINGS, FACTS, WHOSE, SPEAKERS)


@pytest.fixture
def timely(cells):
    return cells[cells["later"] == "no"]


def test_the_matrix_knows_what_was_known_later(cells):
    assert cells[["item", "hypothesis", "consistency"]].values.tolist() == RATINGS.iloc[:, :3].values.tolist()
    assert dict(zip(cells["item"], cells["later"])) == {
        "i1": "no",
        "i2": "no",
        "i3": "no",
        "i4": "yes",
        "i5": "no",
    }


def test_the_matrix_is_read_an_item_a_row(cells):
    items = pd.DataFrame({"item": ["i4", "i1"], "label": ["Four", "One"]})
    assert hypotheses.matrix_in_words(cells, items, ["wind", "sun"]).values.tolist() == [
        ["i4", "Four", "seen", "yes", "CC. why 4 wind", "II. why 4 sun"],
        ["i1", "One", "seen", "no", "N. why 1 wind", "CC. why 1 sun"],
    ]


@pytest.mark.parametrize(
    "ratings, says",
    [
        (RATINGS.assign(consistency="c"), "i1: 'c' is no rating; the ratings are CC, C, N, I, II"),
        (
            RATINGS[:-1],
            "i5 is not rated against every hypothesis: complete its ratings",
        ),
    ],
)
def test_a_matrix_with_other_ratings_or_gaps_is_refused(ratings, says):
    with pytest.raises(DataError, match="^" + re.escape(says)):
        hypotheses.matrix(ratings, FACTS, WHOSE, SPEAKERS)


def test_inconsistency_is_the_weighted_sum_of_what_speaks_against(cells, timely):
    # sun: two I told, 0.5 each; rain: a II seen, 3; wind: a I and a II told, 0.5 * (1 + 3)
    found = hypotheses.inconsistency(timely, WEIGHTS, 3)
    assert list(found.items()) == [("sun", 1), ("rain", 3), ("wind", 2)]
    # with item 4, seen: II against sun, I against rain
    assert hypotheses.inconsistency(cells, WEIGHTS, 3).to_dict() == {"sun": 4, "rain": 4, "wind": 2}


RANGES, STRONG = {"seen": (0.5, 1), "told": (0.25, 0.5)}, (2, 4)


def test_corners_hold_the_least_and_the_greatest_score(timely):
    # sun 2 told; rain strong * seen; wind told * (1 + strong)
    # sun leads at all eight; at seen 0.5, told 0.5 and strong 2 rain has 1 too
    found = hypotheses.corners(timely, RANGES, STRONG)
    assert found.index.name == "hypothesis" and found.reset_index().values.tolist() == [
        ["sun", 0.5, 1, 8, 8],
        ["rain", 1, 4, 1, 8],
        ["wind", 0.75, 2.5, 0, 8],
    ]


def matrix_of(sun, rain, bases=("seen", "told", "told")):
    cells = [
        (name, rating, basis)
        for name, row in (("sun", sun), ("rain", rain))
        for rating, basis in zip(row, bases)
    ]
    return pd.DataFrame(cells, columns=["hypothesis", "consistency", "basis"])


@pytest.mark.parametrize(
    "sun, rain, steps",
    [
        (("CC", "I", "I"), ("II", "N", "C"), 1),  # 1 against 3: the II of rain, one step less, gives 2
        (("CC", "N", "N"), ("I", "I", "I"), 3),  # 0 against 2: the I that was seen gives 1, any other 0.5
        (("N", "N", "N"), ("I", "I", "C"), 2),  # 0 against 1.5: a step at what was seen gives 1, one more 0.5
        (("CC", "CC", "CC"), ("II", "II", "N"), None),  # 0 against 4.5: two II become I, which gives 3
        (("CC", "C", "C"), ("C", "I", "N"), 1),  # 0 against 0.5: its I becomes N
    ],
)
def test_steps_are_the_fewest_cells_that_draw_level(sun, rain, steps):
    found = hypotheses.steps_to_lead(matrix_of(sun, rain), WEIGHTS, 3)
    assert found.index.tolist() == ["sun", "rain"] and found.dtype == "Int64"
    assert [None if pd.isna(step) else step for step in found] == [steps, steps]


def test_scores_that_only_rounding_parts_are_tied():
    # 0.1 + 0.1 + 0.1 is a little more than 0.3
    bases = ("told", "told", "told", "seen", "told")
    cells = matrix_of(("I", "I", "I", "N", "N"), ("N", "N", "N", "I", "N"), bases)
    cells = cells.assign(
        item=[1, 2, 3, 4, 5] * 2, voice=list("ppppq") * 2, merged=list("ppppq") * 2, later="no"
    )
    weights, ranges = {"told": 0.1, "seen": 0.3}, {"told": (0.1, 0.1), "seen": (0.3, 0.3)}
    assert hypotheses.corners(cells, ranges, (2, 2))["least_at"].tolist() == [8, 8]
    assert hypotheses.steps_to_lead(cells, weights, 2).tolist() == [0, 0]
    assert hypotheses.explanations(cells, weights, ranges, 2, (2, 2))["voices_least"].tolist() == [2, 2]


def fewest_by_trying(sun, rain, bases, strong):
    """The fewest cells which, each moved a step, bring rain to no more than sun; None where no steps do."""
    counts, names = [0, 0, 0, 1, strong], ["CC", "C", "N", "I", "II"]
    places = [names.index(rating) for rating in (*sun, *rain)]
    weights = [sign * WEIGHTS[basis] for sign in (-1, 1) for basis in bases]
    found = []
    for steps in product((-1, 0, 1), repeat=len(places)):
        moved = [place + step for place, step in zip(places, steps)]
        if all(0 <= place <= 4 for place in moved):
            gap = sum(weight * counts[place] for weight, place in zip(weights, moved))
            if gap < 1e-9:
                found.append(sum(step != 0 for step in steps))
    return min(found, default=None)


@pytest.mark.parametrize("seed", range(12))
def test_steps_of_two_explanations_are_what_trying_all_of_them_gives(seed):
    lots, bases = Random(seed), ("seen", "told", "told")
    sun = lots.choices(["CC", "C", "N", "I"], k=3)
    rain = lots.choices(["N", "I", "II"], k=2) + ["II"]
    scores = hypotheses.inconsistency(matrix_of(sun, rain), WEIGHTS, 2.5)
    if scores["sun"] > scores["rain"]:
        sun, rain = rain, sun
    expected = fewest_by_trying(sun, rain, bases, 2.5)
    found = hypotheses.steps_to_lead(matrix_of(sun, rain), WEIGHTS, 2.5)
    assert [None if pd.isna(step) else step for step in found] == [expected, expected]


def test_explanations_are_tried_without_each_voice_and_each_item(cells):
    # without p (item 1) 1, 0, 2; without q (item 2) 0.5, 3, 1.5; without r (item 3) 0.5, 3, 0.5
    # without s (item 5) as they stand
    # without x (items 1 and 2) 0.5, 0, 1.5; without r and s (items 3 and 5) 0.5, 3, 0.5
    # steps: the II of rain gives 2; sun's I, made II, gives 1, as the II of wind does
    found = hypotheses.explanations(cells, WEIGHTS, RANGES, 3, STRONG).set_index("hypothesis")
    assert found.loc["sun"].to_dict() == {
        "score": 1,
        "lo": 0.5,
        "hi": 1,
        "least_at": 8,
        "corners": 8,
        "later_score": 4,
        "steps": 1,
        "voices_least": 3,
        "voices": 4,
        "merged_least": 1,
        "merged": 2,
        "items_least": 3,
        "items": 4,
    }
    assert found.loc["rain"].tolist() == [3, 1, 4, 1, 8, 4, 1, 1, 4, 1, 2, 1, 4]
    assert found.loc["wind"].tolist() == [2, 0.75, 2.5, 0, 8, 2, 1, 1, 4, 1, 2, 1, 4]
