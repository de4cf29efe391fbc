"""The tables that the figures of notebook 04 are drawn from, computed another way beside the ledger."""

import pandas as pd
import pytest
from conftest import ROOT

from newsclaims.analysis.formulas import FORMULAS
from newsclaims.ledger import Ledger


@pytest.fixture(scope="module")
def ledger():
    return Ledger.load(made_by=None, formulas=FORMULAS)


def drawn(name):
    """The table that figures/NAME was drawn from."""
    return pd.read_csv(ROOT / f"figures/{name}.csv")


def test_an_hours_pay_times_the_hours_of_a_year_is_the_pay_of_a_year(ledger):
    found, offer, extra = drawn("04-hours"), ledger["offer-annual-pay"], ledger["refused-premium"]
    now, weeks = (ledger[id].base().value for id in ("hours-now", "working-weeks"))
    for end, pay in (("low", offer.lo), ("high", offer.hi)):
        assert (found[f"offer_{end}"] * found["hours"] * weeks).to_numpy() == pytest.approx(pay)
        assert (found[f"smallest_{end}"] * now * weeks).to_numpy() == pytest.approx(pay - extra.lo)
        assert (found[f"largest_{end}"] * now * weeks).to_numpy() == pytest.approx(pay - extra.hi)


def test_prices_stand_at_their_dates_beside_the_first_of_them(ledger):
    found = drawn("04-units").set_index("id")
    for price, month in (("unit-price-tender", "tender-date"), ("window-unit-price", "window-date")):
        dated = 1970 + ledger[month].lo, 1970 + ledger[month].hi
        assert found.loc[price, ["start", "end"]].to_list() == pytest.approx(dated)
    year = int(ledger["unit-cost-fund"].evidence.as_of)
    whole = found.loc["unit-cost-fund", ["start", "end"]].to_list()
    assert whole == pytest.approx((year, year + 1), abs=0.01)
    first = ledger["unit-price-tender"].value
    assert found.loc["unit-price-tender", "times"] == 1
    assert found.loc["unit-cost-fund", "times"] == pytest.approx(ledger["unit-cost-fund"].value / first)
    for multiple in ("expected-multiple", "valuation-multiple-2023", "valuation-multiple-2024"):
        assert found.loc[multiple, "times"] == pytest.approx(ledger[multiple].lo)


def test_what_is_left_behind_is_the_unvested_part_at_the_price_of_the_grant(ledger):
    found, term = drawn("04-counter"), ledger["grant-term"].base().value
    granted, multiple = found["granted"], ledger["unit-price-multiple"].value
    unvested = 1 - (granted.max() - granted) / term
    leave, window, later = (
        1970 + ledger[id].lo for id in ("lab-start", "window-date", "unit-price-later-date")
    )
    assert (granted.min(), granted.max()) == pytest.approx((leave - term, leave), abs=1e-4)
    for column, edge in (("least", window + 1 / 12), ("most", later)):
        old = granted < edge - 0.01
        new = granted > edge + 0.01
        assert found[column][old].to_numpy() == pytest.approx((multiple * unvested[old]).to_numpy(), abs=5e-4)
        assert found[column][new].to_numpy() == pytest.approx(unvested[new].to_numpy(), abs=5e-4)


def test_owners_have_the_sums_that_the_ledger_has_for_two_of_them(ledger):
    found = drawn("04-wealth").set_index("wealth")
    early, late = (ledger[f"wealth-{owner}"].base().value for owner in ("early", "post-money"))
    sure = [ledger[f"sure-{owner}"].hi for owner in ("early", "post-money")]
    assert found.loc[[early, late], "sure_base"].to_list() == pytest.approx(sure, abs=1)
    assert (found["sure_lo"] < found["sure_base"]).all() and (found["sure_base"] < found["sure_hi"]).all()
    # at an aversion of 1 everybody is moved as much by a doubling
    assert found["same_lo"].to_list() == pytest.approx(found.index.to_list())
    assert found.loc[late, "same_lo"] == pytest.approx(ledger["matching-double"].value)
    beyond = found.index >= ledger["double-reach"].value
    assert found["same_hi"].isna().to_list() == beyond.tolist()


def test_shown_indices_lie_in_the_middle_of_their_intervals():
    found = drawn("04-sensitivity")
    above = found["hi"] - 100 * found["total"]
    below = 100 * found["total"] - found["lo"]
    assert above.to_numpy() == pytest.approx((100 * found["total_error"]).to_numpy())
    assert below[found["lo"] > 0].to_numpy() == pytest.approx(above[found["lo"] > 0].to_numpy())
    assert (found["lo"] >= 0).all() and not found["what"].str.contains("_").any()
