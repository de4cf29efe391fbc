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


def test_an_hour_gains_what_its_pay_there_has_above_its_pay_now(ledger):
    found, offer = drawn("04-hours"), ledger["offer-annual-pay"]
    now, at_risk, miss = (ledger[id].base().value for id in ("hours-now", "rating-share", "miss-rate"))
    middle = (offer.lo + offer.hi) / 2
    there = middle * (1 - at_risk * miss / 10_000) / found["hours"]
    expected = 100 * (there / ((middle - found["extra"]) / now) - 1)
    assert found["gain"].to_numpy() == pytest.approx(expected.to_numpy(), abs=0.5)


def test_half_of_the_dots_stand_for_draws_below_the_median(ledger):
    found = drawn("04-gain")["gain"]
    assert found.is_monotonic_increasing and len(found) == 50
    middle = (found[24] + found[25]) / 2
    assert middle == pytest.approx(ledger["hour-gain-middle"].value, abs=1)
    ends = ledger["hour-gain-range"]
    assert found[1] < ends.lo < found[3] and found[46] < ends.hi < found[48]


def test_prices_stand_at_their_dates(ledger):
    found = drawn("04-units").set_index("id")
    for price, month in (("unit-price-tender", "tender-date"), ("window-unit-price", "window-date")):
        dated = 1970 + ledger[month].lo, 1970 + ledger[month].hi
        assert found.loc[price, ["start", "end"]].to_list() == pytest.approx(dated)
    year = int(ledger["unit-cost-fund"].evidence.as_of)
    whole = found.loc["unit-cost-fund", ["start", "end"]].to_list()
    assert whole == pytest.approx((year, year + 1), abs=0.01)
    assert found.loc["unit-price-later", "lo"] == ledger["unit-price-later"].value
    # the even rise passes through the point that lies as far between the two prices as between their dates
    first, last = (found.loc[id] for id in ("unit-price-later", "unit-fair-value-fund"))
    leaving = found.loc["price-at-leaving"]
    middle = (leaving["start"] + leaving["end"]) / 2
    part = (middle - (first["start"] + first["end"]) / 2) / (
        last["end"] - (first["start"] + first["end"]) / 2
    )
    assert leaving["lo"] < first["hi"] * (last["hi"] / first["hi"]) ** part < leaving["hi"]


def test_what_is_left_behind_is_the_unvested_part_at_a_price(ledger):
    found = drawn("04-counter").set_index("id")
    price, haircut = ledger["unit-price-later"].value, ledger["private-haircut"].hi
    # two years and some weeks after the tender: eight quarters of sixteen have vested
    assert found.loc["left-by-tender", "lo"] == pytest.approx(
        8 / 16 * price / ledger["unit-price-tender"].value
    )
    # 17 to 19 months after the window: five or six of them
    window = ledger["window-unit-price"].value
    assert found.loc["left-by-window", ["lo", "hi"]].to_list() == pytest.approx(
        [10 / 16 * price / window, 11 / 16 * price / window]
    )
    assert found.loc["left-by-window-haircut", "lo"] == pytest.approx(
        (1 - haircut / 100) * found.loc["left-by-window", "lo"]
    )


def test_a_dollar_moves_with_each_unknown_as_it_should(ledger):
    found = drawn("04-sensitivity").set_index("unknown")
    assert (found["lo"] < found["hi"]).all() and not found["what"].str.contains("_").any()
    tax = ledger["tax-rate"].hi / 100
    assert found.loc["tax", "lo"] == pytest.approx((1 - tax) * found.loc["tax", "hi"], abs=1e-3)
    assert found.loc["stay", "lo"] < found.loc["stay-printed", "lo"]
    assert found.loc["stay-printed", "hi"] < found.loc["stay", "hi"]
