"""Words, worked by hand on a few sentences: counts, keyness and concordance."""

import math

import pandas as pd
import pytest

from newsclaims.analysis import words

SENTENCES = pd.DataFrame(
    [
        (1, 0, "公司有使命，使命重要。"),
        (2, 20, "薪酬不如使命！"),
        (3, 40, "员工要薪酬。"),
        (4, 60, "他走了。"),
    ],
    columns=["sentence", "start", "text"],
)

# Words.


@pytest.fixture(scope="module")
def cut():
    return words.Segmenter({"Scale AI": "nt", "The Verge": "nt", "后金钱": "n"}).cut


def test_names_with_blanks_stay_whole_and_punctuation_goes(cut):
    found = cut("Scale AI的使命，The Verge 3年！Scale AI")
    assert found == ["Scale AI", "的", "使命", "The Verge", "3", "年", "Scale AI"]
    assert cut("后金钱的公司") == ["后金钱", "的", "公司"], "a word of one's own"


def test_words_are_counted_most_frequent_first_and_ties_by_their_spelling():
    assert words.frequencies(["使命", "与", "公司", "使命", "与", "员工", "公司"]) == [
        ("与", 2),
        ("使命", 2),
        ("公司", 2),
        ("员工", 1),
    ]


def test_content_leaves_out_what_is_dropped(cut):
    assert words.content_words(["公司的使命", "使命，公司"], cut, {"的", "公司"}) == ["使命", "使命"]


def test_keywords_weigh_the_share_of_a_word_by_its_rarity():
    # jieba's idf.txt: 公司 3.50346994358, 员工 7.14723973338; others count as its median, 11.9547675029
    found = words.keywords(["公司", "公司", "公司", "员工", "后金钱", "的", "的", "2025"], 2)
    assert found["word"].tolist() == ["后金钱", "公司"], (
        "of five words of more than one character that are no number"
    )
    assert found["weight"].tolist() == pytest.approx([11.9547675029 / 5, 3 * 3.50346994358 / 5])
    assert words.keywords(["乙乙甲", "甲乙乙"], 9)["word"].tolist() == ["乙乙甲", "甲乙乙"], (
        "ties by their spelling"
    )


# Keyness.

HERE, THERE = ["x"] * 20 + ["y"] * 75 + ["z"] * 5, ["x"] * 5 + ["y"] * 45


def g2(*cells):
    """Dunning (1993): twice the sum of O ln(O / E) over the cells, pairs of observed and expected."""
    return 2 * sum(observed * math.log(observed / expected) for observed, expected in cells if observed)


def test_keyness_is_the_log_likelihood_of_the_table_of_a_word_against_all_others():
    # of 150 words 100 are here and 50 there
    # x: 25 in all, 16.67 and 8.33 expected; y: 120, 80 and 40; z: 5, 3.33 and 1.67
    expected = {
        "x": g2((20, 50 / 3), (5, 25 / 3), (80, 250 / 3), (45, 125 / 3)),
        "y": g2((75, 80), (45, 40), (25, 20), (5, 10)),
        "z": g2((5, 10 / 3), (0, 5 / 3), (95, 290 / 3), (50, 145 / 3)),
    }
    found = words.keyness(HERE, THERE, 5)
    assert found["word"].tolist() == sorted(expected, key=expected.get, reverse=True) == ["y", "z", "x"]
    assert found["g2"].tolist() == pytest.approx([expected[word] for word in found["word"]])
    # chance of as much: erfc(sqrt(G2 / 2)), times three words
    assert found["p"].tolist() == pytest.approx(
        [3 * math.erfc(math.sqrt(value / 2)) for value in found["g2"]]
    )
    counts = found.set_index("word")
    assert counts[["here", "there"]].values.tolist() == [[75, 45], [5, 0], [20, 5]]
    # 0.2 against 0.1; 0.75 against 0.9; 0.05 against half an occurrence in 50
    assert counts.loc[["x", "y", "z"], "log_ratio"].tolist() == pytest.approx(
        [1, math.log2(0.75 / 0.9), math.log2(5)]
    )


def test_words_that_only_the_reference_has_and_equal_shares():
    found = words.keyness(["a"] * 4 + ["c", "b"], ["b"] * 4 + ["c", "a"], 2)
    assert found["word"].tolist() == ["a", "b", "c"], "the same g2 in the order of the words"
    assert found["g2"][2] == 0 and found["p"][2] == 1 and found["log_ratio"][2] == 0
    alone = words.keyness(["c"] * 8, ["b"] * 4, 1).set_index("word")
    assert alone.loc["b", "log_ratio"] == pytest.approx(-4)  # half of 8 against 4 of 4
    assert alone.loc["b", "g2"] == pytest.approx(g2((4, 4 / 3), (0, 8 / 3), (8, 16 / 3), (0, 8 / 3)))


def test_only_words_that_occur_often_enough_are_compared():
    assert words.keyness(HERE, THERE, 5)["word"].nunique() == 3
    assert sorted(words.keyness(HERE, THERE, 6)["word"]) == ["x", "y"]


def test_groups_are_set_against_all_other_sentences(cut):
    groups = {"使命": pd.Series([True, True, False, False]), "薪酬": pd.Series([False, True, True, False])}
    found = words.keyness_by_group(SENTENCES, groups, cut, {"有", "要", "了", "不如"}, 1, keys=2)
    assert found["group"].tolist() == ["使命"] * 2 + ["薪酬"] * 2
    # here 公司 重要 薪酬, there 员工 薪酬 他 走: 公司, 重要 are of one; 他, 员工, 走 of the other
    first = found[found["group"] == "使命"]
    assert first["word"].tolist() == ["公司", "重要"]
    assert first[["here", "there"]].values.tolist() == [[1, 0], [1, 0]]
    assert first["g2"].tolist() == pytest.approx([g2((1, 3 / 7), (0, 4 / 7), (2, 18 / 7), (4, 24 / 7))] * 2)
    assert first["keywords"].tolist() == ["薪酬 重要"] * 2  # idf 8.48 and 4.01, 公司 3.50
    assert found["keywords"][2].split() == ["使命", "员工"]


# Concordance.

CLAIMS = pd.DataFrame(
    [("whole", 1, 0, 11), ("close", 1, 3, 6), ("late", 1, 6, 10), ("lone", 2, 20, 22)],
    columns=["slug", "sentence", "start", "end"],
)


def test_a_concordance_names_the_shortest_claim_around_a_word():
    # the first sentence has the word at 3 to 5 and 6 to 8; the second at 24 to 26, its claim ends at 22
    found = words.concordance(SENTENCES, "使命", 2, CLAIMS)
    assert found.columns.tolist() == ["sentence", "start", "left", "word", "right", "claim"]
    assert found.values.tolist() == [
        [1, 3, "司有", "使命", "，使", "close"],
        [1, 6, "命，", "使命", "重要", "late"],
        [2, 24, "不如", "使命", "！", "lone"],
    ]


def test_a_word_at_the_start_has_nothing_to_its_left_and_a_sentence_without_claims_none():
    found = words.concordance(SENTENCES, "员工", 9, CLAIMS)
    assert found.values.tolist() == [[3, 40, "", "员工", "要薪酬。", ""]]
    assert words.concordance(SENTENCES, "股票", 9, CLAIMS).empty


@pytest.mark.parametrize("start, end, claim", [(3, 5, "tight"), (4, 5, "first"), (3, 4, "first")])
def test_a_claim_is_around_a_word_that_it_holds_from_end_to_end(start, end, claim):
    claims = pd.DataFrame([("first", 1, 8, 11), ("tight", 1, start, end)], columns=CLAIMS.columns)
    assert words.concordance(SENTENCES, "使命", 2, claims)["claim"][0] == claim
