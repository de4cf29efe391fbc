"""What notebook 05 says of its tables and figures, counted another way."""

import pandas as pd
import pytest

from newsclaims import tables
from newsclaims.analysis import agreement, hypotheses, motives, words
from newsclaims.analysis.formulas import FORMULAS
from newsclaims.evidence.article import Article
from newsclaims.ledger import Ledger


def coded():
    """The coded passages of the article as notebook 05 has them."""
    return motives.coded_passages(
        *(tables.read(name) for name in ("motive-coding", "claims", "passage-voices", "voices"))
    )


def cells():
    """The matrix of the article's evidence as notebook 05 has it."""
    return hypotheses.matrix(
        *(tables.read(name) for name in ("hypothesis-evidence", "outside-facts", "passage-voices", "voices"))
    )


# Passages and who carries them


def test_the_figure_of_motives_counts_the_passages_that_the_ledger_counts():
    drawn = pd.read_csv(tables.ROOT / "figures/05-motives.csv").set_index(["id", "basis"])
    ledger, passages = Ledger.load(made_by=["05-mission"], formulas=FORMULAS), {}
    for row in coded().itertuples():
        if row.effect == "moves":
            passages.setdefault((f"moves-{row.motive}", row.basis), set()).add(row.slug)
    assert drawn["passages"].to_dict() == {place: len(slugs) for place, slugs in passages.items()}
    for (id, basis), row in drawn.iterrows():
        assert row["all"] == ledger[id].value
        if basis == "anonymous":
            assert row["passages"] == ledger[f"{id}-anonymous"].value


# Competing explanations


def test_the_formulas_of_the_scores_give_the_scores():
    ledger, found = Ledger.load(made_by=["05-mission"], formulas=FORMULAS), cells()
    kept = {basis: ledger[f"credibility-{basis}"] for basis in set(found["basis"])}
    weights = {basis: weight.base().value for basis, weight in kept.items()}
    ranges = {basis: (weight.lo, weight.hi) for basis, weight in kept.items()}
    twice = ledger["strong-inconsistency"]
    scores = hypotheses.explanations(found, weights, ranges, twice.base().value, (twice.lo, twice.hi))
    for row in scores.itertuples():
        score, ends = ledger[f"against-{row.hypothesis}-base"], ledger[f"against-{row.hypothesis}"]
        assert (score.value, ends.lo, ends.hi) == pytest.approx((row.score, row.lo, row.hi)), row.hypothesis
    later = found[found["later"] == "yes"]
    assert (scores["later_score"] - scores["score"]).sum() == pytest.approx(
        hypotheses.inconsistency(later, weights, twice.base().value).sum()
    )
    for least, runs in (
        ("least_at", "corners"),
        ("voices_least", "voices"),
        ("merged_least", "merged"),
        ("items_least", "items"),
    ):
        assert scores[least].sum() >= scores[runs].iloc[0], "in each run one or more score least"


# Words


def test_a_concordance_leads_back_to_the_article():
    article = Article((tables.ROOT / "data/raw/article.txt").read_bytes())
    sentences, claims = tables.read("sentences"), tables.read("claims")
    for word in ("使命", "价值观", "安全"):
        found = words.concordance(sentences, word, 12, claims)
        assert len(found) == sum(sentence.count(word) for sentence in sentences["text"]) > 0
        for row in found.itertuples():
            assert (
                article.text[row.start - len(row.left) : row.start + len(word + row.right)]
                == row.left + word + row.right
            )
    by_claim = words.concordance(sentences, "使命", 12, claims).set_index("claim")["right"]
    assert list(by_claim.index) == ["openai-turmoil", "mission-keeps-people"]


def test_the_two_codings_are_of_the_same_sentences():
    sentences, lexicon = tables.read("sentences"), tables.read("motive-lexicon")
    motives = list(tables.read("motives")["motive"])
    evidence = coded()
    hand = agreement.coded_by_hand(evidence, sentences, motives)
    codes = agreement.paired_codes(hand, agreement.coded_by_words(sentences, lexicon, motives))
    assert codes.query("motive != 'any'")["hand"].sum() == len(
        evidence.drop_duplicates(["sentence", "motive"])
    )
    assert codes.query("motive == 'any'")["hand"].sum() == evidence["sentence"].nunique()
    found = agreement.agreement_by_motive(codes, 95).set_index("motive")
    assert (found[["both", "hand_only", "words_only", "neither"]].sum(axis=1) == len(sentences)).all()
    parted = agreement.disagreements(codes, sentences, lexicon).set_index("motive")
    for motive in motives:
        assert parted.loc[motive, "words_only"].count("(") == found.loc[motive, "words_only"]
        assert len(parted.loc[motive, "hand_only"].split()) == found.loc[motive, "hand_only"]
    one = agreement.coded_by_words(
        pd.DataFrame({"sentence": [7], "text": ["加薪不如使命"]}), lexicon, motives
    ).loc[7]
    assert sorted(one.index[one]) == ["pay", "values-and-safety"]


def test_kappa_without_later_passages_takes_their_sentences_as_uncoded():
    later = ["balance-over-premium", "catching-up-hard", "money-doubted", "pay-good-everywhere"]
    evidence = coded()
    others = evidence[~evidence["slug"].isin(later)]
    codes = tables.read("word-codes").query("motive == 'any'")
    codes["hand"] = codes["sentence"].isin(others["sentence"])
    expected = agreement.agreement_by_motive(codes, 95).iloc[0]
    ledger = Ledger.load(made_by=["05-mission"], formulas=FORMULAS)
    assert ledger["kappa-any-before"].value == pytest.approx(expected["kappa"])
    interval = ledger["kappa-any-before-interval"]
    assert (interval.lo, interval.hi) == pytest.approx((expected["lo"], expected["hi"]))
