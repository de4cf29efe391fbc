"""Verdicts: the strongest effect of a contemporary, independent fact, the same in every table."""

import pandas as pd
import pytest

from newsclaims import tables
from newsclaims.errors import DataError
from newsclaims.evidence import verdicts as crosscheck

FACTS = pd.DataFrame(
    [
        ("A", "x", "no", "2025-06-30", "", "high"),
        ("B", "x", "no", "2025-06", "2025-07-01", "medium"),
        ("C", "y", "no", "2025-07-02", "", "high"),
        ("D", "z", "yes", "2025-08", "", "high"),
    ],
    columns=["fact_id", "origin", "after_article", "as_of", "published", "confidence"],
)
CLAIMS = pd.DataFrame({"slug": ["one", "two", "view"], "checkability": ["record", "record", "opinion"]})
CHECKS = pd.DataFrame(
    [("one", "its papers", "there", ""), ("two", "", "", "one"), ("view", "nothing", "", "")],
    columns=["slug", "settled_by", "searched", "same_as"],
)
TRANSLATIONS = pd.DataFrame({"slug": ["view"], "agrees": ["no"]})


def judged(*joins, checks=CHECKS):
    """The verdicts where the facts have the effects of ``joins``: (fact, claim, effect) each."""
    frame = pd.DataFrame(joins, columns=["fact_id", "slug", "effect"])
    found = crosscheck.verdicts(CLAIMS, FACTS, frame, checks, TRANSLATIONS)
    return found.set_index("slug")


@pytest.mark.parametrize(
    "effects, verdict, by",
    [
        ({"A": "supports", "B": "supports"}, "supported", "x"),
        ({"A": "supports", "B": "nuances"}, "nuanced", "x"),
        ({"A": "nuances", "C": "not reproduced"}, "not reproduced", "y"),
        ({"A": "not reproduced", "C": "disputes"}, "disputed", "y"),
        ({"C": "contradicts"}, "contradicted", "y"),
        ({"D": "contradicts"}, "unverified", ""),
        ({"A": "context", "C": "fidelity"}, "unverified", ""),
    ],
)
def test_the_strongest_effect_of_a_contemporary_fact_is_the_verdict(effects, verdict, by):
    found = judged(*((fact, "one", effect) for fact, effect in effects.items()))
    assert found.loc["one", ["verdict", "by"]].tolist() == [verdict, by]
    assert found.loc["two", "verdict"] == verdict, "it says the same as the other"
    assert found.loc["view", ["verdict", "fidelity"]].tolist() == ["opinion", "differs"]


def test_one_origin_counts_once_and_two_that_part_make_a_dispute():
    found = judged(("A", "one", "supports"), ("B", "one", "supports"), ("C", "one", "contradicts"))
    assert found.loc["one", ["supports", "contradicts", "verdict"]].tolist() == [1, 1, "disputed"]


def test_an_open_claim_says_what_was_searched_and_no_fact_judges_an_opinion():
    with pytest.raises(DataError, match="claim one has no verdict: fill searched in data"):
        judged(checks=CHECKS.assign(searched=""))
    with pytest.raises(DataError, match="claim view is opinion"):
        judged(("A", "one", "supports"), ("A", "view", "supports"))
    with pytest.raises(DataError, match="'proves' is no effect"):
        judged(("A", "one", "proves"))


def test_what_goes_back_to_one_origin_is_one_row_with_its_earliest_day():
    joins = [
        ("A", "one", "supports"),
        ("B", "one", "supports"),
        ("C", "one", "disputes"),
        ("D", "two", "context"),
    ]
    found = crosscheck.independent_sources(FACTS, pd.DataFrame(joins, columns=["fact_id", "slug", "effect"]))
    shown = found[["slug", "effect", "origin", "facts", "as_of", "published", "later"]]
    assert shown.values.tolist() == [
        ["one", "disputes", "y", 1, "2025-07-02", "", "no"],
        ["one", "supports", "x", 2, "2025-06", "2025-07-01", "no"],
        ["two", "context", "z", 1, "2025-08", "", "yes"],
    ]


def test_no_source_is_the_publisher_of_the_article_and_the_sheet_has_the_same_verdicts():
    checked, sheet = tables.read("cross-check"), tables.read("fact-sheet")
    facts, joins = tables.read("outside-facts"), tables.read("fact-claims")
    assert sheet[["slug", "verdict", "by"]].equals(checked[["slug", "verdict", "by"]])
    own = facts.loc[facts["origin"].str.contains("this article"), "fact_id"]
    assert len(own) and set(joins.loc[joins["fact_id"].isin(own) & (joins["slug"] != ""), "effect"]) == {
        "fidelity"
    }
    assert not checked["by"].str.contains("this article").any()


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
    with pytest.raises(DataError, match="no date"):
        crosscheck.span("soon")


def test_the_timeline_sets_dates_of_contemporary_facts_beside_the_claims_they_date():
    claims = pd.DataFrame(
        {"slug": ["late", "one"], "statement": ["L", "O"], "date": ["2025-07", "2025-06-30"]}
    )
    rows = [(fact, "one", "supports", "yes") for fact in "ABC"] + [("D", "late", "context", "yes")]
    rows += [("C", "late", "supports", "")]
    joins = pd.DataFrame(rows, columns=["fact_id", "slug", "effect", "dates"])
    found = crosscheck.timeline(claims, FACTS, joins)
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
