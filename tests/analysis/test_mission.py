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

PASSAGES = pd.DataFrame(
    {
        "slug": list("abcde"),
        "who": ["p", "p", "q", "q", "r"],
        "motive": ["pay", "pay", "value", "value", "pay"],
    }
)


def test_a_conclusion_that_one_voice_carries_does_not_survive():
    conclusions = pd.DataFrame(
        [
            ("pay-first", "motive == 'pay'", "motive == 'value'"),
            ("q-says-value", "motive == 'value'", "motive == 'love'"),
            ("value-first", "motive == 'value'", "motive == 'pay'"),
            ("tie", "who == 'p'", "who == 'q'"),
        ],
        columns=["conclusion", "more", "than"],
    )
    margins = motives.margins(PASSAGES, conclusions, "who")
    assert margins[margins["conclusion"] == "pay-first"].values.tolist() == [
        ["pay-first", "", 1],
        ["pay-first", "p", -1],
        ["pay-first", "q", 3],
        ["pay-first", "r", 0],
    ]
    found = motives.robustness(margins).set_index("conclusion")
    assert found.loc["pay-first"].tolist() == [1, -1, True, False, "p r"]
    assert found.loc["q-says-value", ["holds", "overturned_by"]].tolist() == [True, "q"]
    for name in ("value-first", "tie"):
        assert found.loc[name, ["holds", "survives", "overturned_by"]].tolist() == [False, False, ""]
    in_words = motives.robustness_in_words(motives.robustness(margins).assign(by="who"), {"p": "Peter"})
    assert in_words[["who", "margin"]].values.tolist()[:2] == [
        ["falls without: Peter, r", 1],
        ["falls without: q", 2],
    ]
    assert in_words["who"].tolist()[2:] == ["does not hold"] * 2
    twice = pd.concat([PASSAGES, PASSAGES.assign(slug=list("fghij"), motive="pay")])
    assert motives.robustness(motives.margins(twice, conclusions[:1], "who"))["survives"].tolist() == [True]


def test_passages_are_counted_once_however_often_they_are_coded():
    conclusions = pd.DataFrame(
        [("pay-first", "motive == 'pay'", "motive == 'value'")], columns=["conclusion", "more", "than"]
    )
    once, twice = (
        motives.margins(coded, conclusions, "who") for coded in (PASSAGES, pd.concat([PASSAGES, PASSAGES]))
    )
    assert once.equals(twice)


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


def test_a_passage_without_a_voice_is_told():
    with pytest.raises(DataError, match="nobody is named for x"):
        motives.with_voices(
            pd.DataFrame({"slug": ["x"]}), "slug", tables.read("passage-voices"), tables.read("voices")
        )


# Competing explanations

MATRIX = pd.DataFrame(
    [
        ("one", "sun", "CC", "seen"),
        ("one", "rain", "II", "seen"),
        ("two", "sun", "I", "told"),
        ("two", "rain", "N", "told"),
        ("three", "sun", "I", "told"),
        ("three", "rain", "C", "told"),
    ],
    columns=["item", "hypothesis", "consistency", "basis"],
).assign(later="no")
WEIGHTS = {"seen": 1.0, "told": 0.5}


def test_only_inconsistency_counts_and_by_its_weight():
    assert hypotheses.inconsistency(MATRIX, WEIGHTS, 2).to_dict() == {"sun": 1.0, "rain": 2.0}
    assert hypotheses.inconsistency(MATRIX, WEIGHTS, 1).to_dict() == {"sun": 1.0, "rain": 1.0}
    without = motives.leave_one_out(
        MATRIX, "item", lambda rest: hypotheses.inconsistency(rest, WEIGHTS, 2).to_dict()
    )
    assert without == {
        "one": {"sun": 1, "rain": 0},
        "two": {"sun": 0.5, "rain": 2},
        "three": {"sun": 0.5, "rain": 2},
    }


def test_corners_hold_what_the_weights_can_do():
    found = hypotheses.corners(MATRIX, {"seen": (0.5, 1), "told": (0.5, 1.5)}, (1, 2))
    assert found.loc["sun", ["lo", "hi"]].tolist() == [1, 3] and found.loc["rain", ["lo", "hi"]].tolist() == [
        0.5,
        2,
    ]
    assert found["corners"].tolist() == [8, 8] and found["least_at"].tolist() == [3, 7], (
        "a tie counts for both"
    )


def test_steps_count_the_cells_that_an_opponent_has_to_move():
    # rain is 1 above sun, and its II, moved to I, gives 1
    assert hypotheses.steps_to_lead(MATRIX, WEIGHTS, 2).to_dict() == {"sun": 1, "rain": 1}
    # 1.5 above: its II gives 1, each I of sun, moved to II, a quarter
    assert hypotheses.steps_to_lead(MATRIX, {"seen": 1, "told": 0.25}, 2).to_dict() == {"sun": 3, "rain": 3}
    assert hypotheses.steps_to_lead(MATRIX, {"seen": 1.5, "told": 0.25}, 2).isna().all()


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


def test_ratings_that_lack_or_are_none_are_told():
    ratings = tables.read("hypothesis-evidence")
    rest = [tables.read(name) for name in ("outside-facts", "passage-voices", "voices")]
    with pytest.raises(DataError, match="not rated against every"):
        hypotheses.matrix(ratings[1:], *rest)
    with pytest.raises(DataError, match="'maybe' is no rating"):
        hypotheses.matrix(ratings.assign(consistency="maybe"), *rest)


# Words


def test_keyness_of_a_known_table():
    # 20 of 100 words against 5 of 100: G2 = 2 * sum O ln(O/E) over the four cells; log ratio 2
    here, there = ["x"] * 20 + ["y"] * 80, ["x"] * 5 + ["y"] * 95
    found = words.keyness(here, there, 3).set_index("word")
    worked = 2 * (
        20 * math.log(20 / 12.5)
        + 5 * math.log(5 / 12.5)
        + 80 * math.log(80 / 87.5)
        + 95 * math.log(95 / 87.5)
    )
    assert found.loc["x", "g2"] == pytest.approx(worked) and found.loc["x", "log_ratio"] == pytest.approx(2)
    assert found.loc["x", "p"] == pytest.approx(2 * math.erfc(math.sqrt(worked / 2)))
    assert words.keyness(["a"] * 4, ["b"] * 4, 3).set_index("word").loc["a", "log_ratio"] == pytest.approx(3)
    assert list(words.keyness(["a", "a", "b"], ["b", "b"], 3)["word"]) == ["b"]


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


def test_kappa_against_known_values():
    # 35 of 50 agreed, 25 of them by chance: 20 against 5 and 10 against 15 gives 0.4
    assert agreement.kappa(20, 5, 10, 15) == pytest.approx(0.4)
    assert agreement.kappa(10, 0, 0, 10) == pytest.approx(1)
    assert agreement.kappa(5, 5, 5, 5) == pytest.approx(0)
    # variance of Fleiss, Cohen and Everitt, worked out by hand for equal margins p:
    # (1 - k) ((1 - k) (1 - 2k) + k (2 - k) / (2 p q)) / n
    k, n, p = 0.6, 100, 0.5
    reach = 1.959964 * math.sqrt((1 - k) * ((1 - k) * (1 - 2 * k) + k * (2 - k) / (2 * p * (1 - p))) / n)
    assert agreement.kappa_interval(40, 10, 10, 40, 95) == pytest.approx((k - reach, k + reach), rel=1e-6)


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
    assert premium == pytest.approx(100 * (1.5 / (0.8 * 0.85 * 0.9) - 1))
    for sensitivity in (1, 3, 6):
        assert choice.acceptance(premium, *drawbacks, sensitivity) == pytest.approx(50)
    assert choice.acceptance(100, 0, 0, 0, 0, 3) == pytest.approx(100 * 8 / 9), (
        "at 3 a doubled offer multiplies the odds by eight"
    )
    assert (
        choice.acceptance(50, 100, 0, 0, 0, 3) == 0 and choice.compensating_premium(100, 0, 0, 0) == math.inf
    )


def test_each_curve_of_acceptance_passes_its_premium_at_one_in_two():
    offers = {"fit": (20, 0, 0, 0), "gain": (0, 0, 0, 50), "all": (20, 15, 10, 50)}
    for name, drawbacks in offers.items():
        curves = choice.acceptance_curves([choice.compensating_premium(*drawbacks)], offers, 3)
        assert curves.loc[0, name] == pytest.approx(50)


def test_a_gap_in_odds_is_worth_pay():
    assert choice.log_odds_gap(80, 50) == pytest.approx(math.log(4))
    assert choice.acceptance(choice.pay_equivalent(math.log(4), 3), 0, 0, 0, 0, 3) == pytest.approx(80)


def test_every_split_of_a_gap_makes_the_gap():
    found = choice.splits(math.log(4), (1, 3), [0.0, 20.0, 300.0]).set_index("worth")
    assert found.loc[0].tolist() == pytest.approx([300, 100 * (4 ** (1 / 3) - 1)])
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


def test_the_size_for_a_single_attribute_follows_from_its_information():
    # no pay and nothing else moves the choice, tiny worth: a quarter of an answer's variance is seen in
    # every second pair
    people = survey.respondents(1, 0, 0, 1, 2, 1.0001, 10, 0, 5, 80)
    effect = -math.log(0.99)
    assert people == pytest.approx((1.959964 + 0.841621) ** 2 / (effect**2 * 0.5 * 0.25) / 10, rel=0.01)
    assert survey.rule_of_thumb(4, 8, 2) == 125
    with pytest.raises(DataError, match="2 to 9 levels of pay"):
        survey.respondents(10, 15, 5, 3, 1, 2, 8, 0, 5, 80)


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
