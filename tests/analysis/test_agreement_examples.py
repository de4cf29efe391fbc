"""Agreement, worked by hand on a few sentences: two codings beside each other, and kappa."""

import pandas as pd
import pytest

from newsclaims.analysis import agreement

MOTIVES = ["pay", "values"]


def test_a_motive_is_given_to_a_sentence_once_however_often_it_is_coded():
    codes = pd.DataFrame({"sentence": [2, 2, 4, 2], "motive": ["values", "pay", "pay", "values"]})
    found = agreement.coded_sentences(codes, [1, 2, 4], MOTIVES)
    assert found.columns.tolist() == MOTIVES and found.index.name == "sentence"
    assert dict(zip(found.index, found.values.tolist())) == {
        1: [False, False],
        2: [True, True],
        4: [True, False],
    }


def test_kappa_sets_agreement_beside_chance():
    # of 50, 0.7 agreed; yes 0.5 and 0.6, by chance 0.5 * 0.6 + 0.5 * 0.4 = 0.5
    assert agreement.kappa(20, 5, 10, 15) == pytest.approx(0.4)
    # 0.5 agreed; yes 0.7 and 0.6, by chance 0.42 + 0.12 = 0.54
    assert agreement.kappa(4, 3, 2, 1) == pytest.approx((0.5 - 0.54) / 0.46)


def codings(numbers):
    """Two codings with one motive that have these counts of both, first alone, second alone, neither."""
    pairs = [(True, True), (True, False), (False, True), (False, False)]
    rows = [pair for pair, number in zip(pairs, numbers) for _ in range(number)]
    return (pd.DataFrame({"pay": side}) for side in zip(*rows))


def test_agreement_counts_pairs_of_sentence_and_motive():
    first, second = codings([20, 5, 10, 15])
    found = agreement.agreement(first.assign(values=True), second.assign(values=False), 90, 50, 5)
    assert found["motive"].tolist() == ["all", "pay", "values"]
    assert found.loc[1, "both":"agreed"].tolist() == [20, 5, 10, 15, 70]
    assert found.loc[0, "both":"agreed"].tolist() == [20, 55, 10, 15, 35]
    assert found.loc[1, "kappa"] == pytest.approx(0.4)


def test_the_bootstrap_has_the_spread_of_the_large_sample_variance_and_draws_sentences_whole():
    # Fleiss, Cohen & Everitt (1969) give these 500 pairs a standard error of sqrt(0.016128 / 10) = 0.0402
    first, second = codings([200, 50, 100, 150])
    found = agreement.agreement(first, second, 90, 4000, 5).loc[1]
    assert found["hi"] - found["lo"] == pytest.approx(2 * 1.645 * 0.0402, rel=0.06)
    # the same codes twice in each sentence are no more evidence
    twice = agreement.agreement(first.assign(values=first), second.assign(values=second), 90, 4000, 5)
    assert twice.loc[0, ["kappa", "lo", "hi"]].tolist() == pytest.approx(
        twice.loc[1, ["kappa", "lo", "hi"]].tolist()
    )


def test_redraws_without_a_code_have_no_kappa_and_are_counted():
    first, second = codings([1, 0, 0, 3])
    found = agreement.agreement(first, second, 95, 2000, 5).loc[1]
    assert (found["kappa"], found["lo"], found["hi"]) == (1, 1, 1)
    # the one coded sentence is missed by (3/4)^4 of the redraws, and (1/4)^4 hold no other
    assert found["undefined"] / 2000 == pytest.approx(0.75**4 + 0.25**4, abs=0.03)
