"""The maths of the notebooks, against values worked out apart from the code, and the tables that follow from it."""

import pandas as pd
import pytest

from newsclaims import compensation, crosscheck, mission, retention


def test_retention_against_known_values():
    assert retention.annual_attrition(64, 2) == pytest.approx(20)
    assert retention.half_life(25, 2) == pytest.approx(1)
    assert retention.half_life(100, 2) == float("inf")
    assert retention.survival(80, 2, 4) == pytest.approx(64)
    # Wilson's interval for 8 of 10: 0.4902 to 0.9433 (Newcombe 1998 gives such values for small samples)
    assert retention.wilson(80, 10) == pytest.approx((49.016, 94.331), abs=1e-3)


def test_growth_compounds_to_its_multiple():
    assert compensation.yearly_growth(4.0, 2.0) == pytest.approx(100)


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


def test_leaving_one_out_can_change_the_leader():
    evidence = pd.DataFrame({"slug": list("abcde"), "who": ["p", "p", "q", "q", "r"], "motive": ["pay", "pay", "value", "value", "pay"]})
    assert mission.share_by(evidence, "motive").to_dict() == {"pay": 3, "value": 2}
    assert mission.leave_one_out(evidence, "who", "motive") == {"p": "value", "q": "pay", "r": "pay = value"}
