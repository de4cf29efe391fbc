"""The maths of the notebooks, against values worked out apart from the code, and the tables that follow from it."""

import pandas as pd
import pytest

from newsclaims import compensation, crosscheck, mission, tables


def test_intervals_take_the_ends_that_contain_every_result():
    over, under = (2.0, 3.0), (4.0, 5.0)
    low, high = compensation.quotient(over, under)
    results = [a / b for a in over for b in under]
    assert (low, high) == (min(results), max(results))
    assert compensation.product(over, under) == (8, 15)
    with pytest.raises(ValueError):
        compensation.quotient((1, 2), (0, 1))


def test_growth_compounds_to_its_multiple():
    low, high = compensation.yearly_growth((4.0, 4.0), (1.0, 2.0))
    assert (low, high) == pytest.approx((100, 300))


def test_compensation_follows_from_the_claims():
    claims, sums = tables.read("claims").set_index("slug"), tables.read("compensation").set_index("id")
    value = lambda slug: (claims.loc[slug, "lo"], claims.loc[slug, "hi"])
    assert sums.loc["package-per-year", "hi"] == value("package-total")[1] / value("package-years")[0]
    assert sums.loc["package-over-offer", "hi"] == pytest.approx(sums.loc["package-per-year", "hi"] / value("offer-annual-pay")[0])
    assert sums.loc["scale-implied-value", "lo"] == pytest.approx(value("scale-price")[0] / value("scale-stake")[0] * 100)
    assert sums.loc["unit-price-multiple", "lo"] == pytest.approx(value("unit-price-later")[0] / value("unit-price-tender")[0])
    assert sums.loc["expected-unit-price", "hi"] == pytest.approx(value("window-unit-price")[1] * value("expected-multiple")[1])
    assert sums.loc[sums["bound"] == "up_to", "lo"].isna().all(), "an upper bound has no lower end"


FACTS = pd.DataFrame(
    [("A", "x", "no", "supports"), ("B", "x", "no", "supports"), ("C", "y", "no", "contradicts"), ("D", "z", "yes", "contradicts"), ("E", "z", "no", "supports")],
    columns=["fact_id", "original_source", "after_article", "verdict"],
)


def test_relays_count_once_and_later_facts_give_no_verdict():
    joins = pd.DataFrame({"fact_id": list("ABCDE"), "slug": ["one", "one", "one", "two", ""]})
    verdicts = crosscheck.verdicts(FACTS, joins).set_index("slug")
    assert verdicts.loc["one", ["facts", "supports", "contradicts", "verdict"]].tolist() == [3, 1, 1, "contradicted"]
    assert verdicts.loc["two", ["facts", "supports", "contradicts", "after_article", "verdict"]].tolist() == [1, 0, 0, 1, "later sources only"]
    assert list(verdicts.index) == ["one", "two"]


def test_cross_check_follows_from_the_facts():
    pd.testing.assert_frame_equal(
        tables.read("cross-check"), crosscheck.verdicts(tables.read("outside-facts"), tables.read("fact-claims")), check_dtype=False)


def test_leaving_one_out_can_change_the_leader():
    evidence = pd.DataFrame({"slug": list("abcde"), "who": ["p", "p", "q", "q", "r"], "motive": ["pay", "pay", "value", "value", "pay"]})
    assert mission.share_by(evidence, "motive").to_dict() == {"pay": 3, "value": 2}
    assert mission.leave_one_out(evidence, "who", "motive") == {"p": "value", "q": "pay", "r": "pay = value"}
