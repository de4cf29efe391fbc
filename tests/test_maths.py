"""The maths of the notebooks, against values worked out apart from the code, and the tables that follow from it."""

import pytest

from newsclaims import compensation, retention


def test_retention_against_known_values():
    assert retention.annual_attrition(64, 2) == pytest.approx(20)
    assert retention.half_life(25, 2) == pytest.approx(1)
    assert retention.half_life(100, 2) == float("inf")
    assert retention.survival(80, 2, 4) == pytest.approx(64)
    # Wilson's interval for 8 of 10: 0.4902 to 0.9433 (Newcombe 1998 gives such values for small samples)
    assert retention.wilson(80, 10) == pytest.approx((49.016, 94.331), abs=1e-3)


def test_growth_compounds_to_its_multiple():
    assert compensation.yearly_growth(4.0, 2.0) == pytest.approx(100)
