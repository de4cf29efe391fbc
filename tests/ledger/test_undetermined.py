"""Undetermined: what rests on absent evidence has no value, and whatever rests on it has none either."""

import pytest

from newsclaims.analysis.retention import survival
from newsclaims.ledger import Entry, Ledger, Quantity, accepts_quantities
from newsclaims.ledger.entry import AbsentEvidence


@accepts_quantities("percent", share="percent +", span="year +")
def kept_a_year(share, span):
    return 100 * (share / 100) ** (1 / span)


def entry(id, kind="claim", **quantity):
    return Entry(id, id.title(), kind, Quantity.of(**quantity), "02-claims")


@pytest.fixture
def ledger():
    gone = Entry(
        "gone", "Gone", "claim", Quantity.undetermined(), "02-claims", AbsentEvidence("its sentence is gone")
    )
    there = [entry("kept", lo=80, hi=80, unit="percent"), entry("span", lo=2, hi=2, unit="year")]
    return Ledger({one.id: one for one in (gone, *there)}, {"kept_a_year": kept_a_year}, "03-test")


@pytest.mark.parametrize(
    "formula",
    [
        "gone + kept",
        "2 * gone",
        "kept / gone",
        "gone ** 2",
        "to(gone, 'month')",
        "to(1 - gone, 'percent')",
        "kept_a_year(gone, span)",
        "kept_a_year(kept, gone)",
        "kept_a_year(kept, span) - gone",
        "kept_a_year(gone, nan)",
    ],
)
def test_every_result_that_an_absent_claim_enters_is_undetermined_and_names_it(ledger, formula):
    made = ledger.derive("made", "Made", formula)
    assert str(made) == "undetermined" and "gone" in made.inputs
    assert str(ledger.derive("more", "More", "made - 1")) == "undetermined"
    assert made.row()[2:] == ("", "undetermined")


def test_what_does_not_rest_on_it_goes_on(ledger):
    assert str(ledger.derive("a-year", "A year", "kept_a_year(kept, span)")) == "89.4%"
    assert str(ledger["gone"]) == "not claimed"


@pytest.mark.parametrize(
    ["condition", "outcome"],
    [
        ("gone > 1", "not decided"),
        ("not gone > 1", "not decided"),
        ("gone == gone", "not decided"),
        ("gone > 1 and kept > 70", "not decided"),
        ("gone > 1 and kept > 90", "fails"),
        ("kept > 90 and gone > 1", "fails"),
        ("gone > 1 or kept > 70", "holds"),
        ("gone > 1 or kept > 90", "not decided"),
        ("kept > 70", "holds"),
    ],
)
def test_a_condition_is_decided_only_by_what_is_there(ledger, condition, outcome):
    assert ledger.outcome(condition) == outcome
    assert ledger.holds(condition) == (outcome == "holds")


def test_functions_of_plain_numbers_give_nothing_for_what_is_not_known():
    assert survival(float("nan"), 2, 1) != survival(80, 2, 1)
    assert str(survival(float("nan"), 2, 1)) == "nan"
