"""The tables that the figures of notebook 04 are drawn from, computed another way beside the ledger."""

import numpy as np
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
    found = drawn("04-hours")
    present, cash, hours, lost, miss = (
        ledger[id].base().value
        for id in ("present-pay", "offer-base", "hours-now", "rating-share", "miss-rate")
    )
    bonus_and_stock = (present + found["extra"] - cash) * (1 - lost * miss / 10_000)
    now = present / hours
    expected = 100 * (((cash + bonus_and_stock) / found["hours"] - now) / now)
    assert found["gain"].to_numpy() == pytest.approx(expected.to_numpy())
    # at the extra pay that the longer week uses up, between two rows of the table, an hour gains nothing
    week = found[found["hours"] == ledger["hours-there"].base().value].set_index("extra")["gain"]
    used_up = week.index[0] - week.iloc[0] * np.diff(week.index)[0] / np.diff(week)[0]
    assert ledger["extra-for-hours"].value == pytest.approx(used_up)


def test_a_half_of_a_range_moves_the_gain_of_an_hour_as_told(ledger):
    chance = np.random.default_rng(11)
    ids = ("offer-annual-pay", "refused-premium", "offer-base", "rating-share", "miss-rate", "hours-now")
    box = {id: chance.uniform(ledger[id].lo, ledger[id].hi, 40_000) for id in (*ids, "hours-there")}
    pay, extra, cash, lost, miss, hours, there = box.values()
    present = pay - extra
    gain = 100 * ((pay - (pay - cash) * lost * miss / 1e4) / there * hours / present - 1)
    usual = (present > ledger["present-pay"].lo) & (present < ledger["present-pay"].hi)
    assert ledger["ruled-out"].value == pytest.approx(100 * (1 - usual.mean()), abs=1)
    assert ledger["present-pay-middle"].value == pytest.approx(np.median(present[usual]), rel=0.01)
    for name, id in (("extra", "refused-premium"), ("there", "hours-there"), ("now", "hours-now")):
        upper = box[id] > (ledger[id].lo + ledger[id].hi) / 2
        for half, part in (("lower", gain[usual & ~upper]), ("upper", gain[usual & upper])):
            assert ledger[f"hour-gain-{name}-{half}"].value == pytest.approx(np.median(part), abs=1.5)
            assert ledger[f"hour-loss-{name}-{half}"].value == pytest.approx(100 * (part < 0).mean(), abs=1.5)


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
    # half a year of the three quarters of a year until it stood where the valuation did, 500 over 157
    sooner = found.loc["price-at-leaving-sooner"]
    assert sooner["lo"] < 210 * (500 / 157) ** (0.5 / 0.79) < sooner["hi"]
    assert found.loc["unit-price-tender-2025", "lo"] == pytest.approx(210 * 500 / 157, rel=1e-3)


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
    # of what is open each quarter vests for those who are still there, at 67% in two years
    for grant, ends in (("window", (10, 11)), ("tender", (8, 8))):
        vest = [sum(0.67 ** (quarter / 8) for quarter in range(1, left + 1)) / 16 for left in ends]
        assert found.loc[f"left-by-{grant}-vests", ["lo", "hi"]].to_list() == pytest.approx(
            [part * price / window for part in vest], abs=1e-3
        )
    # nine draws of ten lie within 5 and 95% of the haircut's range
    assert found.loc["left-by-tender-haircut", ["lo", "hi"]].to_list() == pytest.approx(
        [(1 - part * haircut / 100) * found.loc["left-by-tender", "lo"] for part in (0.95, 0.05)], abs=0.01
    )
    assert found.loc["left-by-window-haircut", "lo"] > (1 - haircut / 100) * found.loc["left-by-window", "lo"]


def test_a_grant_that_vests_is_the_sum_of_what_vests_at_each_date(ledger):
    for lab, share in (("openai", 0.67), ("anthropic", 0.80)):
        there = [share ** (quarter / 4 / 2) for quarter in range(17)]
        later = sum(there[5:])
        expected = {
            "level": sum(there[1:]) / 16,
            "cliff": (4 * there[4] + later) / 16,
            "first-year": 0.333 + 0.667 * later / 12,
        }
        for kind, part in expected.items():
            assert ledger[f"{kind}-{lab}-kept"].value == pytest.approx(100 * part), (kind, lab)


def test_a_dollar_moves_with_each_unknown_as_it_should(ledger):
    found = drawn("04-sensitivity").set_index("unknown")
    assert (found["lo"] < found["hi"]).all() and not found["what"].str.contains("_").any()
    tax = ledger["tax-rate"].hi / 100
    assert found.loc["tax", "lo"] == pytest.approx((1 - tax) * found.loc["tax", "hi"], abs=1e-3)
    assert found.loc["stay", "lo"] < found.loc["stay-printed", "lo"]
    assert found.loc["stay-printed", "hi"] < found.loc["stay", "hi"]
    assert found.loc["schedule", "hi"] < found.loc["schedule-wide", "hi"]
