"""Motives, worked by hand: passages, their voices, and conclusions without each of them."""

import pandas as pd
import pytest

from newsclaims.analysis import motives
from newsclaims.errors import DataError

# Passages and whose word they are. One passage is coded with two motives, and one twice with the same.

CODING = pd.DataFrame(
    [
        ("b", "pay", "moves"),
        ("a", "value", "moves"),
        ("a", "pay", "moves"),
        ("c", "value", "moves"),
        ("d", "pay", "fails"),
        ("b", "pay", "moves"),
    ],
    columns=["slug", "motive", "effect"],
)
CLAIMS = pd.DataFrame({"slug": list("abcde"), "start": [5, 20, 1, 30, 40]})
SAID = pd.DataFrame({"item": list("abcd"), "voice": ["p", "p", "q", "r"]})
VOICES = pd.DataFrame({"voice": list("pqr"), "basis": ["seen", "told", "told"], "merged": ["x", "x", "r"]})


@pytest.fixture
def passages():
    return motives.coded_passages(CODING, CLAIMS, SAID, VOICES)


def test_passages_stand_in_text_order_with_their_voices(passages):
    found = passages[["slug", "motive", "start", "voice", "basis", "merged"]].values.tolist()
    assert found == [
        ["c", "value", 1, "q", "told", "x"],
        ["a", "pay", 5, "p", "seen", "x"],
        ["a", "value", 5, "p", "seen", "x"],
        ["b", "pay", 20, "p", "seen", "x"],
        ["b", "pay", 20, "p", "seen", "x"],
        ["d", "pay", 30, "r", "told", "r"],
    ]


def test_items_are_joined_to_their_voices_by_the_column_that_names_them():
    found = motives.with_voices(pd.DataFrame({"what": ["d", "a"]}), "what", SAID, VOICES)
    assert found.values.tolist() == [["d", "r", "told", "r"], ["a", "p", "seen", "x"]]
    with pytest.raises(
        DataError, match="^nobody is named for e: add whose word it is to the table of voices"
    ):
        motives.with_voices(pd.DataFrame({"what": ["z", "e", "a"]}), "what", SAID, VOICES)


# Conclusions.

TRIED = pd.DataFrame(
    [
        ("pay-first", "motive == 'pay'", "motive == 'value'"),
        ("q-more-than-r", "voice == 'q'", "voice == 'r'"),
        ("value-at-all", "motive == 'value'", "motive == 'love'"),
    ],
    columns=["conclusion", "more", "than"],
)


def test_margins_count_passages_with_everybody_and_without_each(passages):
    # pay in a, b, d and value in a, c; without p d and c; without q a, b, d and a; without r a, b and a, c
    found = motives.margins(passages, TRIED, "voice")
    assert found.values.tolist() == [
        ["pay-first", "", 1],
        ["pay-first", "p", 0],
        ["pay-first", "q", 2],
        ["pay-first", "r", 0],
        ["q-more-than-r", "", 0],
        ["q-more-than-r", "p", 0],
        ["q-more-than-r", "q", -1],
        ["q-more-than-r", "r", 1],
        ["value-at-all", "", 2],
        ["value-at-all", "p", 1],
        ["value-at-all", "q", 1],
        ["value-at-all", "r", 2],
    ]


def test_a_conclusion_stands_if_it_holds_without_each(passages):
    found = motives.robustness(motives.margins(passages, TRIED, "voice"))
    assert found.columns.tolist() == ["conclusion", "margin", "least", "holds", "survives", "overturned_by"]
    assert found.values.tolist() == [
        ["pay-first", 1, 0, True, False, "p r"],
        ["q-more-than-r", 0, -1, False, False, ""],
        ["value-at-all", 2, 1, True, True, ""],
    ]


@pytest.fixture
def both_ways(passages):
    return pd.concat(
        [motives.robustness(motives.margins(passages, TRIED, by)).assign(by=by) for by in ("voice", "merged")]
    )


def test_the_fate_of_a_conclusion_in_words(both_ways):
    # without the merged voice x only d is left: one passage for pay, none for value
    found = motives.robustness_in_words(both_ways, {"p": "Peter", "x": "the source"})
    assert found.columns.tolist() == ["conclusion", "voice", "merged", "margin"]
    assert found.values.tolist() == [
        ["pay-first", "falls without: Peter, r", "falls without: r", 1],
        ["q-more-than-r", "does not hold", "does not hold", 0],
        ["value-at-all", "survives, least margin 1", "falls without: the source", 2],
    ]


def test_leaving_one_out_measures_the_rest(passages):
    assert motives.leave_one_out(passages, "merged", lambda rest: list(rest["slug"])) == {
        "r": ["c", "a", "a", "b", "b"],
        "x": ["d"],
    }
