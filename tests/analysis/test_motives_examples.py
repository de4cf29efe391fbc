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


# Conclusions, counted in sentences.

CODES = pd.DataFrame(
    [
        (1, "pay", "moves", "p", "x"),
        (1, "value", "moves", "p", "x"),
        (2, "pay", "moves", "q", "x"),
        (3, "pay", "fails", "r", "r"),
    ],
    columns=["sentence", "motive", "effect", "voice", "merged"],
).assign(direction="come", company="any")
TRIED = pd.DataFrame(
    [
        ("pay-first", "effect == 'moves' and motive == 'pay'", "effect == 'moves' and motive == 'value'"),
        ("q-more-than-r", "voice == 'q'", "voice == 'r'"),
    ],
    columns=["conclusion", "more", "than"],
)


def test_margins_count_sentences_in_every_run():
    twice = pd.concat([CODES, CODES[:1]]).assign(run="twice")  # a code that stands twice counts once
    runs = pd.concat([twice, CODES[3:].assign(run="r alone")], ignore_index=True)
    assert motives.margins(runs, TRIED).values.tolist() == [
        ["pay-first", "twice", 1],
        ["pay-first", "r alone", 0],
        ["q-more-than-r", "twice", 0],
        ["q-more-than-r", "r alone", -1],
    ]


def test_each_voice_and_each_merged_voice_is_left_out_once():
    found = motives.margins(motives.without_each(CODES, "voice"), TRIED)
    assert found.values.tolist()[:3] == [["pay-first", "p", 1], ["pay-first", "q", 0], ["pay-first", "r", 1]]
    assert set(motives.without_each(CODES, "merged")["run"]) == {"x", "r"}
    assert motives.leave_one_out(CODES, "merged", lambda rest: list(rest["sentence"])) == {
        "r": [1, 1, 2],
        "x": [3],
    }


# At the boundary of pay the codebook names value; the second pass has fun in sentence 2, and in 4.
BOUNDARIES = {"pay": "A cause is value, and payment is none.", "value": "", "fun": ""}
SECOND = pd.DataFrame(
    [(1, "pay", "moves"), (2, "fun", "moves"), (4, "fun", "fails")], columns=["sentence", "motive", "effect"]
).assign(voice="s", merged="s", direction="come", company=["A", "any", "any"])


def test_a_code_is_dropped_reversed_recoded_or_redirected_and_what_the_second_pass_alone_has_is_added():
    ways = motives.flips(CODES, BOUNDARIES, SECOND)

    def of(code):
        return ways[ways["code"] == code][["kind", "motive", "effect"]].values.tolist()

    assert of(0)[:2] == [["dropped", "pay", "moves"], ["reversed", "pay", "fails"]]
    assert of(0)[2:] == [["recoded", "value", "moves"], ["redirected", "pay", "moves"]]
    assert ways[ways["company"] == "A"]["kind"].tolist() == ["redirected"]
    assert of(1) == [["dropped", "value", "moves"], ["reversed", "value", "fails"]]
    assert of(2)[2:] == [["recoded", "value", "moves"], ["recoded", "fun", "moves"]]
    assert of(-1) == [["added", "fun", "moves"], ["added", "fun", "fails"]]


def test_the_boundaries_may_be_a_column_of_a_table():
    ways = motives.flips(CODES, pd.Series(BOUNDARIES), SECOND)
    assert ways.equals(motives.flips(CODES, BOUNDARIES, SECOND)) and "recoded" in set(ways["kind"])


def test_a_run_for_each_flip_changes_that_code_alone():
    ways = motives.flips(CODES, BOUNDARIES, SECOND)
    runs = motives.each_flipped(CODES, ways)
    assert runs["run"].nunique() == len(ways)
    left = [set(run["sentence"]) for _, run in runs.groupby("run")]
    codes = [len(run) for _, run in runs.groupby("run")]
    assert [codes[at] for at in ways.index[ways["kind"] == "dropped"]] == [3] * 4
    assert [codes[at] for at in ways.index[ways["kind"] == "added"]] == [5] * 2 and 4 in left[-1]
    held = motives.margins(runs, TRIED.head(1)).assign(kind=ways["kind"])
    # pay in 1 and 2 against value in 1; the first code dropped, reversed or made value leaves pay in 2 alone
    assert held["margin"].tolist()[:3] == [0, 0, 0]  # and no less where it speaks of A


def test_random_flips_change_as_many_codes_as_they_say_and_are_fixed_by_their_seed():
    codes = pd.concat([CODES] * 50, ignore_index=True)
    ways = motives.flips(codes, {"pay": "", "value": ""}, SECOND[:0]).query("kind == 'reversed'")
    runs = motives.flipped_at_random(codes, ways, 0.2, 20, 5)
    changed = sum(
        (run["effect"].to_numpy() != codes["effect"].to_numpy()).sum() for _, run in runs.groupby("run")
    )
    assert abs(changed / (20 * len(codes)) - 0.2) < 0.02  # three standard errors of 4,000 draws
    assert runs.equals(motives.flipped_at_random(codes, ways, 0.2, 20, 5))
    none = motives.flipped_at_random(CODES, motives.flips(CODES, BOUNDARIES, SECOND), 0, 1, 5)
    assert none[["sentence", "motive", "effect"]].equals(CODES[["sentence", "motive", "effect"]])


def test_flips_are_drawn_by_kind_where_each_kind_has_its_own_chance():
    ways = motives.flips(CODES, BOUNDARIES, SECOND)
    runs = motives.flipped_at_random(CODES, ways, {"dropped": 0.25, "reversed": 0.5, "added": 0.5}, 2000, 5)
    first = runs[(runs["sentence"] == 1) & (runs["voice"] == "p")].groupby(["motive", "effect"]).size() / 2000
    assert first[("pay", "moves")] == pytest.approx(0.25, abs=0.04)  # four standard errors of 2,000 draws
    assert first[("pay", "fails")] == pytest.approx(0.5, abs=0.04)
    assert not len(runs[runs["company"] == "A"])  # nothing is redirected, for that kind has no chance
    assert len(runs[runs["sentence"] == 4]) / 2000 == pytest.approx(0.5, abs=0.04)


def test_survival_counts_the_runs_of_each_kind_in_which_a_conclusion_holds():
    found = pd.DataFrame(
        {"conclusion": "a", "kind": ["voice", "voice", "voice", "code"], "margin": [2, 0, -1, 1]}
    )
    assert motives.survival_of_conclusions(found).values.tolist() == [
        ["a", "voice", 3, 1, pytest.approx(100 / 3), -1, 2],
        ["a", "code", 1, 1, 100, 1, 1],
    ]
