"""Compensation: against closed forms and published values, and what must hold for any offer."""

import doctest
from functools import partial
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from conftest import ROOT
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from newsclaims.analysis import compensation, retention, sensitivity
from newsclaims.analysis.compensation import TIMINGS, vesting, worth
from newsclaims.analysis.formulas import FORMULAS
from newsclaims.errors import DataError
from newsclaims.ledger import Ledger

faces = st.floats(1e3, 1e9)
rates = st.floats(0, 40)
shares = st.floats(1, 100)
amounts = st.lists(st.floats(0, 100), min_size=1, max_size=6).filter(lambda each: sum(each) > 1)
schedules = st.builds(vesting, amounts, st.sampled_from(list(TIMINGS)))
wealths = st.floats(1e4, 1e9)
aversions = st.floats(0, 6)


@settings(deadline=None)
@given(schedules)
def test_a_schedule_pays_the_whole_and_nothing_before_the_start(schedule):
    times, parts = schedule
    assert parts.sum() == pytest.approx(1) and (parts >= 0).all() and (times >= 0).all()


def test_timings_pay_when_they_say():
    assert vesting([1, 1])[0].tolist() == [0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2]
    assert vesting([1, 1], "cliff")[0].tolist() == [1, 1, 1, 1, 1.25, 1.5, 1.75, 2]
    assert vesting([1, 1], "at once")[0].tolist() == [0, 0, 0, 0, 1.25, 1.5, 1.75, 2]
    assert vesting([1, 1], "yearly")[0].tolist() == [1, 1, 1, 1, 2, 2, 2, 2]
    assert vesting([4, 3, 2, 1])[1].reshape(4, 4).sum(axis=1) == pytest.approx([0.4, 0.3, 0.2, 0.1])


@settings(deadline=None)
@given(faces, schedules)
def test_without_risk_and_time_an_offer_is_worth_its_face(face, schedule):
    assert worth(face, schedule) == pytest.approx(face)


@settings(deadline=None)
@given(st.integers(1, 10), st.floats(0.1, 40))
def test_a_level_package_is_the_annuity_of_the_textbooks(years, discount):
    quarterly = (1 + discount / 100) ** 0.25 - 1
    annuity = (1 - (1 + quarterly) ** (-4 * years)) / quarterly / (4 * years)
    assert worth(1, vesting(np.ones(years)), discount=discount) == pytest.approx(annuity)


@settings(deadline=None)
@given(schedules, st.floats(-50, 40), rates, shares, shares, shares, st.floats(0.1, 1))
def test_worth_falls_with_discount_leaving_and_ratings_and_rises_with_growth(
    schedule, growth, discount, there, at_risk, miss, less
):
    rates = {"growth": growth, "discount": discount, "retention": there, "at_risk": at_risk, "miss": miss}
    for worse in (
        {"growth": growth - less},
        {"discount": discount + less},
        {"retention": there * (1 - less / 2)},
        {"at_risk": min(100, at_risk + less)},
        {"miss": min(100, miss + less)},
    ):
        assert worth(1, schedule, **(rates | worse)) <= worth(1, schedule, **rates) * (1 + 1e-12)


def test_worth_takes_arrays_of_unknowns():
    there = np.array([64.0, 80.0])
    each = [
        worth(5, vesting([2, 1]), growth=3, discount=8, retention=share, at_risk=30, miss=10)
        for share in there
    ]
    assert worth(
        5, vesting([2, 1]), growth=3, discount=8, retention=there, at_risk=30, miss=10
    ) == pytest.approx(each)


@settings(deadline=None)
@given(shares, st.floats(0.5, 5), st.floats(0.3, 3))
def test_the_chance_of_being_there_is_the_survival_curve_of_retention(share, span, shape):
    once = (np.array([3.0]), np.array([1.0]))
    assert 100 * worth(1, once, retention=share, span=span, shape=shape) == pytest.approx(
        float(retention.survival(share, span, 3, shape))
    )


@settings(deadline=None)
@given(st.integers(1, 6), rates, shares)
def test_the_sooner_it_vests_the_more_it_is_worth(years, discount, share):
    given = years, discount, share, 2
    level = compensation.level_worth(*given)
    order = [
        compensation.end_worth(*given),
        compensation.cliff_worth(*given),
        level,
        compensation.front_loaded_worth(*given),
    ]
    assert all(later <= sooner * (1 + 1e-12) for later, sooner in pairwise(order))
    assert compensation.first_year_heavy_worth(*given, 100) == pytest.approx(100)
    assert compensation.first_year_heavy_worth(*given, 100 / years) >= level * (1 - 1e-12)


@settings(deadline=None)
@given(st.integers(1, 6), rates, shares)
def test_a_level_package_is_level_pay_while_there(years, discount, share):
    service = compensation.discounted_service(discount, share, years)
    level = worth(years, vesting(np.ones(years)), discount=discount, retention=share)
    assert level / service == pytest.approx(1)


@settings(deadline=None)
@given(faces, schedules, rates, shares)
def test_what_leavers_take_along_averages_to_the_worth(face, schedule, discount, share):
    gains, chances = compensation.outcomes(face, schedule, discount, share)
    assert chances.sum() == pytest.approx(1) and (chances >= -1e-12).all()
    assert np.dot(gains, chances) == pytest.approx(worth(face, schedule, discount=discount, retention=share))


@settings(deadline=None)
@given(st.floats(1e5, 1e7), st.floats(0.01, 0.99), st.floats(1, 100), st.floats(20, 80))
def test_break_evens_break_even(pay, part, at_risk, hours):
    premium = part * pay
    miss = compensation.break_even_miss(pay, premium, at_risk)
    assert pay * (1 - at_risk / 100 * miss / 100) == pytest.approx(pay - premium)
    assert compensation.hourly_gain(pay, premium, at_risk, miss, hours, hours) == pytest.approx(0, abs=1e-6)
    longer = hours + compensation.break_even_hours(pay, premium, hours)
    assert compensation.hourly_pay(pay, longer, 48) == pytest.approx(
        compensation.hourly_pay(pay - premium, hours, 48)
    )


@settings(deadline=None)
@given(st.floats(1, 50), st.floats(0.1, 10))
def test_growth_compounds_to_its_multiple(multiple, span):
    assert (1 + compensation.yearly_growth(multiple, span) / 100) ** span == pytest.approx(multiple)


def test_who_leaves_early_forfeits_the_most():
    assert [compensation.forfeited(3, held, 4) for held in (0, 1, 4, 9)] == [3, 2.25, 0, 0]


def test_certainty_equivalents_of_textbook_gambles():
    gains, chances, owned = np.array([0, 1e6]), np.array([0.5, 0.5]), np.array([1e6, 1e12])
    assert compensation.certainty_equivalent(gains, chances, 1e6, 1) == pytest.approx(
        1e6 * (2**0.5 - 1)
    )  # the geometric mean of wealth
    assert compensation.certainty_equivalent(gains, chances, owned, 2) == pytest.approx(
        [1e6 / 3, 5e5], rel=1e-5
    )  # the harmonic mean


@settings(deadline=None)
@given(faces, schedules, rates, shares, wealths, aversions)
@example(face=1e3, schedule=vesting([1]), discount=0, share=1, wealth=74193234, aversion=0.99999)
def test_a_risky_offer_is_worth_no_more_than_its_mean_and_more_to_the_rich(
    face, schedule, discount, share, wealth, aversion
):
    gains, chances = compensation.outcomes(face, schedule, discount, share)
    sure = partial(compensation.certainty_equivalent, gains, chances)
    slack = 1e-6 * face
    assert sure(wealth, 0) == pytest.approx(np.dot(gains, chances), rel=1e-6, abs=1e-3)
    assert (
        sure(wealth, aversion + 0.5) <= sure(wealth, aversion) + slack <= np.dot(gains, chances) + 2 * slack
    )
    assert sure(wealth, aversion) <= sure(2 * wealth, aversion) + slack


@settings(deadline=None)
@given(st.floats(1e3, 1e7), wealths, wealths, st.floats(0, 4).filter(lambda each: abs(each - 1) > 0.01))
def test_matching_sums_give_the_same_utility(amount, wealth, other, aversion):
    def utility(owned):
        return owned ** (1 - aversion) / (1 - aversion)

    assert compensation.matching_sum(amount, wealth, wealth, aversion) == pytest.approx(amount, rel=1e-4)
    assert compensation.matching_sum(amount, wealth, other, 1) == pytest.approx(amount * other / wealth)
    gained = utility(wealth + amount) - utility(wealth)
    assume(aversion < 1 or gained < -0.99 * utility(other))
    assume(abs(gained) > 1e-6 * abs(utility(other)))
    same = compensation.matching_sum(amount, wealth, other, aversion)
    assert utility(other + same) - utility(other) == pytest.approx(gained, rel=1e-3)


@settings(deadline=None)
@given(st.floats(1e4, 1e7), st.floats(1e4, 1e7), st.floats(1.1, 5))
def test_beyond_some_wealth_no_sum_moves_as_much(amount, wealth, aversion):
    edge = compensation.out_of_reach(amount, wealth, aversion)
    assert compensation.matching_sum(amount, wealth, 0.99 * edge, aversion) > 0
    with pytest.raises(DataError):
        compensation.matching_sum(amount, wealth, 1.01 * edge, aversion)
    assert np.isnan(
        compensation.matching_sums(amount, wealth, [0.99 * edge, 1.01 * edge], aversion)
    ).tolist() == [False, True]
    assert compensation.out_of_reach(1e6, 1e6, 2) == pytest.approx(2e6)


def test_sobol_indices_of_the_function_of_ishigami():
    def model(a, b, c):
        return np.sin(a) + 7 * np.sin(b) ** 2 + 0.1 * c**4 * np.sin(a)

    ranges = dict.fromkeys("abc", (-np.pi, np.pi))
    found = sensitivity.sobol_indices(model, ranges).set_index("unknown")
    again = sensitivity.sobol_indices(model, ranges).set_index("unknown")
    pd.testing.assert_frame_equal(found, again)
    # Saltelli et al. (2008), Global Sensitivity Analysis: The Primer
    assert found.loc[list("abc"), "first"].to_list() == pytest.approx([0.3139, 0.4424, 0], abs=0.02)
    assert found.loc[list("abc"), "total"].to_list() == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.02)


@pytest.mark.parametrize("module", [compensation, sensitivity])
def test_the_examples_of_the_docstrings_give_what_they_say(module):
    found = doctest.testmod(module)
    assert found.attempted and not found.failed


# What notebook 04 computes beside the derived numbers: the tables that its figures are drawn from.


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


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: vesting([1, -1]),
        lambda: vesting([0, 0]),
        lambda: vesting([1], "weekly"),
        lambda: vesting([float("nan")]),
        lambda: compensation.level_worth(3.5, 0, 100, 2),
        lambda: compensation.break_even_hours(1e6, 1e6, 40),
        lambda: compensation.break_even_miss(1e6, 1e5, 0),
        lambda: compensation.hourly_pay(1e6, 0, 48),
        lambda: compensation.hourly_gain(1e6, 1e5, 30, 10, 40, 0),
        lambda: compensation.yearly_growth(0.5, 1),
        lambda: compensation.yearly_growth(2, 0),
        lambda: compensation.forfeited(3, 1, 0),
        lambda: compensation.out_of_reach(1e6, 1e6, 1),
    ],
)
def test_what_cannot_be_computed_is_said(wrong):
    with pytest.raises(DataError):
        wrong()
