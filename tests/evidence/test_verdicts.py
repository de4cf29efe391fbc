"""Verdicts: relays count once, later facts give none, and dates are set beside those of the claims."""

import pandas as pd
import pytest

from newsclaims import tables
from newsclaims.errors import DataError
from newsclaims.evidence import verdicts as crosscheck


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
