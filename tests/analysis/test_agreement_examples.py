"""Agreement, worked by hand on a few sentences: two codings beside each other, and kappa."""

import math

import pandas as pd
import pytest

from newsclaims.analysis import agreement

SENTENCES = pd.DataFrame(
    [
        (1, 0, "公司有使命，使命重要。"),
        (2, 20, "薪酬不如使命！"),
        (3, 40, "员工要薪酬。"),
        (4, 60, "他走了。"),
    ],
    columns=["sentence", "start", "text"],
)
LEXICON = pd.DataFrame(
    [("使命", "values"), ("薪酬", "pay"), ("公司", "firm"), ("员工", "firm"), ("重要", "values")],
    columns=["word", "motive"],
)

MOTIVES = ["pay", "values", "firm"]
EVIDENCE = pd.DataFrame(
    [("a", 1, "values"), ("b", 2, "values"), ("b", 2, "pay"), ("c", 4, "pay"), ("a", 2, "values")],
    columns=["slug", "sentence", "motive"],
)
WORDS = {1: [False, True, True], 2: [True, True, False], 3: [True, False, True], 4: [False, False, False]}
HAND = {1: [False, True, False], 2: [True, True, False], 3: [False, False, False], 4: [True, False, False]}


def test_each_coder_codes_each_sentence():
    assert agreement.lexicon_hits("公司有使命，使命重要。", LEXICON) == {
        "values": ["使命", "重要"],
        "firm": ["公司"],
    }
    by_words, by_hand = (
        agreement.coded_by_words(SENTENCES, LEXICON, MOTIVES),
        agreement.coded_by_hand(EVIDENCE, SENTENCES, MOTIVES),
    )
    for codes, expected in ((by_words, WORDS), (by_hand, HAND)):
        assert codes.index.name == "sentence" and codes.columns.tolist() == MOTIVES
        assert dict(zip(codes.index, codes.values.tolist())) == expected


def frame(codes):
    return pd.DataFrame.from_dict(codes, orient="index", columns=MOTIVES).rename_axis("sentence")


def test_two_codes_are_laid_side_by_side_with_any_motive_at_all():
    found = agreement.paired_codes(frame(HAND), frame(WORDS))
    assert found.columns.tolist() == ["sentence", "motive", "hand", "words"]
    assert found[found["sentence"] == 3].values.tolist() == [
        [3, "pay", False, True],
        [3, "values", False, False],
        [3, "firm", False, True],
        [3, "any", False, True],
    ]
    assert found[found["motive"] == "any"][["hand", "words"]].values.tolist() == [
        [True, True],
        [True, True],
        [False, True],
        [True, False],
    ]


def test_where_two_codes_part():
    parted = agreement.disagreements(agreement.paired_codes(frame(HAND), frame(WORDS)), SENTENCES, LEXICON)
    assert parted.columns.tolist() == ["motive", "hand_only", "words_only"]
    assert parted.values.tolist() == [
        ["pay", "4", "3 (薪酬)"],
        ["values", "", ""],
        ["firm", "", "1 (公司), 3 (员工)"],
    ]


# Agreement.

# Of 50, 20 both yes, 5 only the first, 10 only the second, 15 both no: 0.7 agreed; yes 0.5 and 0.6, by
# chance 0.5 * 0.6 + 0.5 * 0.4 = 0.5; kappa (0.7 - 0.5) / (1 - 0.5) = 0.4.
# Variance of Fleiss, Cohen & Everitt (1969), with 1 - kappa = 0.6:
#   0.4 (1 - 1.1 * 0.6)² + 0.3 (1 - 0.9 * 0.6)² = 0.04624 + 0.06348
#   0.6² (0.1 * 1.1² + 0.2 * 0.9²) - (0.4 - 0.5 * 0.6)² = 0.10188 - 0.01
#   their sum / (50 * (1 - 0.5)²) = 0.2016 / 12.5 = 0.016128
SPREAD = math.sqrt(0.016128)


def test_kappa_sets_agreement_beside_chance():
    assert agreement.kappa(20, 5, 10, 15) == pytest.approx(0.4)
    # 0.5 agreed; yes 0.7 and 0.6, by chance 0.42 + 0.12 = 0.54
    assert agreement.kappa(4, 3, 2, 1) == pytest.approx((0.5 - 0.54) / 0.46)


@pytest.mark.parametrize("level, z", [(90, 1.6448536), (95, 1.9599640), (99, 2.5758293)])
def test_kappa_has_the_interval_of_its_large_sample_variance(level, z):
    assert agreement.kappa_interval(20, 5, 10, 15, level) == pytest.approx(
        (0.4 - z * SPREAD, 0.4 + z * SPREAD), rel=1e-6
    )


def test_the_interval_of_kappa_ends_at_one_and_minus_one():
    low, high = agreement.kappa_interval(4, 0, 1, 4, 99)
    assert 0 < low < 1 and high == 1
    low, high = agreement.kappa_interval(0, 4, 4, 1, 99)
    assert low == -1 and -1 < high < 0


def test_agreement_counts_each_motive_over_the_sentences():
    numbers = {(True, True): 20, (True, False): 5, (False, True): 10, (False, False): 15}
    rows = [(motive, *pair) for motive in ("pay", "any") for pair, n in numbers.items() for _ in range(n)]
    found = agreement.agreement_by_motive(pd.DataFrame(rows, columns=["motive", "hand", "words"]), 90)
    assert found["motive"].tolist() == ["pay", "any"]
    assert found.loc[0, "both":"agreed"].tolist() == [20, 5, 10, 15, 70]
    reach = 1.6448536 * SPREAD
    assert found.loc[1, ["kappa", "lo", "hi"]].tolist() == pytest.approx([0.4, 0.4 - reach, 0.4 + reach])
