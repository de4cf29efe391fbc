"""Sensitivity, worked by hand."""

import pytest

from newsclaims.analysis import sensitivity


def test_each_unknown_goes_to_its_ends_while_the_others_stay():
    def model(price, units, fee):
        return price * units - fee

    base, ranges = {"price": 10, "units": 3, "fee": 5}, {"fee": (0, 20), "price": (8, 12), "units": (1, 4)}
    found = sensitivity.one_at_a_time(model, base, ranges).set_index("unknown")
    # 10 * 1 - 5 and 10 * 4 - 5; 30 - 0 and 30 - 20; 8 * 3 - 5 and 12 * 3 - 5
    assert found.index.tolist() == ["units", "fee", "price"]
    assert found[["at_low", "at_high"]].to_numpy().tolist() == [[5, 35], [30, 10], [19, 31]]
    assert found["swing"].tolist() == [30, 20, 12]
    assert found.loc["fee", ["low", "high"]].tolist() == [0, 20]


def test_what_has_no_range_stays_at_its_base_and_equal_swings_in_the_order_given():
    found = sensitivity.one_at_a_time(
        lambda a, b, c: a + b + c, dict(a=1, b=1, c=100), dict(b=(0, 2), a=(1, 3))
    )
    assert found["unknown"].tolist() == ["b", "a"] and found["at_high"].tolist() == pytest.approx([103, 104])
