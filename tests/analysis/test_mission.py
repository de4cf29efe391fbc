"""Motives, explanations, words, choices and verdicts: against values worked out apart, and the tables."""

import math

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit
from statsmodels.discrete.discrete_model import Logit

from newsclaims import tables
from newsclaims.analysis import agreement, choice, hypotheses, motives, survey, words
from newsclaims.analysis.formulas import FORMULAS
from newsclaims.errors import DataError
from newsclaims.evidence import verdicts as crosscheck
from newsclaims.evidence.article import Article
from newsclaims.ledger import Ledger
from newsclaims.pages import cite


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


# Choices


def test_acceptance_is_even_at_the_compensating_premium_whatever_the_sensitivity():
    drawbacks = (20, 15, 10, 50)
    premium = choice.compensating_premium(*drawbacks)
    for sensitivity in (1, 3, 6):
        assert choice.acceptance(premium, *drawbacks, sensitivity) == pytest.approx(50)


def test_a_gap_in_odds_is_worth_pay():
    gap = choice.log_odds_gap(80, 50)
    assert choice.acceptance(choice.pay_equivalent(gap, 3), 0, 0, 0, 0, 3) == pytest.approx(80)


def test_every_split_of_a_gap_makes_the_gap():
    found = choice.splits(math.log(4), (1, 3), [0.0, 20.0, 300.0]).set_index("worth")
    for worth, row in found.iterrows():
        for sensitivity, rest in zip((1, 3), row, strict=True):
            odds = ((1 + worth / 100) * (1 + rest / 100)) ** sensitivity
            assert odds == pytest.approx(4)


DESIGN = {
    "worth": 10,
    "other_worth": 15,
    "others": 5,
    "sensitivity": 3,
    "levels": 4,
    "top_pay": 2,
    "tasks": 8,
}


def share_of_surveys_that_see(people, design, significance, runs, seed):
    """Percent of ``runs`` surveys, with independent answers, in which Wald's test sees the drawback."""
    generator, seen = np.random.default_rng(seed), 0
    worths = [design["worth"], *[design["other_worth"]] * design["others"]]
    coefficients = design["sensitivity"] * np.append(np.log1p(-np.array(worths) / 100), 1)
    levels = np.linspace(0, math.log(design["top_pay"]), design["levels"])

    def jobs(number):
        drawbacks = generator.integers(0, 2, (number, len(worths)))
        return np.column_stack([drawbacks, generator.choice(levels, number)])

    for _ in range(runs):
        apart = jobs(people * design["tasks"]) - jobs(people * design["tasks"])
        chosen = generator.random(len(apart)) < expit(apart @ coefficients)
        seen += Logit(chosen, apart).fit(disp=0).pvalues[0] < significance / 100
    return 100 * seen / runs


def test_a_survey_of_the_computed_size_has_its_power():
    people = survey.respondents(**DESIGN, correlation=0, significance=5, power=80)
    enough, fewer = (
        survey.power(number, **DESIGN, correlation=0, significance=5) for number in (people, people - 1)
    )
    assert enough >= 80 > fewer
    # 200 runs: two standard errors are under six points, and about three where nothing is there to see
    assert share_of_surveys_that_see(int(people), DESIGN, 5, 200, 5) == pytest.approx(80, abs=5.7)
    nothing = DESIGN | {"worth": 0}
    assert share_of_surveys_that_see(int(people), nothing, 5, 200, 5) == pytest.approx(5, abs=3.1)


# Verdicts


def facts(*rows):
    columns = ["fact_id", "original_source", "after_article", "verdict", "as_of", "published", "confidence"]
    return pd.DataFrame(rows, columns=columns)


FACTS = facts(
    ("A", "x", "no", "supports", "2025-06-30", "", "high"),
    ("B", "x", "no", "supports", "2025-06", "2025-07-01", "medium"),
    ("C", "y", "no", "contradicts", "2025-07-02", "", "high"),
    ("D", "z", "yes", "contradicts", "2025-08", "", "high"),
    ("E", "z", "no", "supports", "", "", "high"),
)
JOINS = pd.DataFrame({"fact_id": list("ABCDE"), "slug": ["one", "one", "one", "two", ""]})


def test_relays_count_once_and_later_facts_give_no_verdict():
    verdicts = crosscheck.verdicts(FACTS, JOINS).set_index("slug")
    assert verdicts.loc["one", ["facts", "supports", "contradicts", "verdict"]].tolist() == [
        3,
        1,
        1,
        "contested",
    ]
    assert verdicts.loc["two", ["facts", "supports", "contradicts", "after_article", "verdict"]].tolist() == [
        1,
        0,
        0,
        1,
        "later sources only",
    ]
    against = crosscheck.verdicts(FACTS, JOINS[JOINS["fact_id"] == "C"]).set_index("slug")
    assert against.loc["one", "verdict"] == "contradicted"


def test_independent_sources_group_relays_and_keep_the_earliest_day():
    found = crosscheck.independent_sources(FACTS, JOINS)
    assert found[
        ["slug", "verdict", "original_source", "relays", "as_of", "published", "later"]
    ].values.tolist() == [
        ["one", "contradicts", "y", 1, "2025-07-02", "", "no"],
        ["one", "supports", "x", 2, "2025-06", "2025-07-01", "no"],
        ["two", "contradicts", "z", 1, "2025-08", "", "yes"],
    ]


def test_the_sheet_lists_every_claim_and_says_what_would_settle_the_rest():
    claims, joins, received, checks = (
        tables.read(name) for name in ("claims", "fact-claims", "outside-facts", "open-checks")
    )
    checked, found = crosscheck.verdicts(received, joins), crosscheck.independent_sources(received, joins)
    sheet = crosscheck.fact_sheet(claims, checked, found, checks).set_index("slug")
    assert list(sheet.index) == list(claims["slug"])
    settled = sheet["verdict"].isin(["supported", "nuanced", "contradicted", "contested"])
    assert (sheet.loc[~settled & (sheet["verdict"] != "opinion"), "settled_by"] != "").all()
    for repeat in checks[checks["same_as"] != ""].itertuples():
        assert (
            sheet.loc[repeat.slug, ["verdict", "for"]].tolist()
            == sheet.loc[repeat.same_as, ["verdict", "for"]].tolist()
        )
    with pytest.raises(DataError, match="has no verdict"):
        crosscheck.fact_sheet(claims, checked, found, checks[1:])


def test_spans_of_dates_and_days_of_the_week():
    assert [f"{day}" for day in crosscheck.span("2023-05")[:2]] == ["2023-05-01", "2023-05-31"]
    assert [f"{day}" for day in crosscheck.span("2024-12~")] == [
        "2024-12-01",
        "2024-12-31",
        "2024-11-01",
        "2025-01-31",
    ]
    assert [f"{day}" for day in crosscheck.span("2023~")] == [
        "2023-01-01",
        "2023-12-31",
        "2022-01-01",
        "2024-12-31",
    ]
    assert [f"{day}" for day in crosscheck.span("2025-04-17/2025-04-23")[2:]] == ["2025-04-17", "2025-04-23"]
    assert crosscheck.weekday("2025-07-09") == "Wednesday" and crosscheck.weekday("2025-07-08") == "Tuesday"
    with pytest.raises(DataError, match="no single day"):
        crosscheck.weekday("2025-07")
    with pytest.raises(DataError, match="no date"):
        crosscheck.span("soon")


def test_the_timeline_sets_facts_of_the_time_beside_the_claims_they_date():
    claims = pd.DataFrame(
        {"slug": ["late", "one"], "statement": ["L", "O"], "date": ["2025-07", "2025-06-30"]}
    )
    found = crosscheck.timeline(claims, FACTS, JOINS, {"late": "two"})
    assert found[["slug", "kind", "id"]].values.tolist() == [
        ["one", "claim", "one"],
        ["one", "outside", "B"],
        ["one", "outside", "A"],
        ["one", "outside", "C"],
        ["late", "claim", "late"],
    ]
    assert found["label"].tolist() == ["O", "x", "x", "y", "L"]
    assert found["apart"].tolist() == [False, False, False, True, False], (
        "C is of 2 July, the claim of 30 June"
    )


def test_cells_that_are_names_of_entries_lead_to_them():
    frame = pd.DataFrame({"item": ["scale-price", "F008 F010", "scale-price, they say", "<b>"]})
    html = cite.table(frame, "Cells", Ledger.load("06-cross-check", FORMULAS)).html
    assert '><a href="02-claims.ipynb#scale-price">scale-price</a></th>' in html
    assert '><a href="#F008">F008</a> <a href="#F010">F010</a></th>' in html
    assert html.count("<a ") == 3 and "&lt;b&gt;" in html
