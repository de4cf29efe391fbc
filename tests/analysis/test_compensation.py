"""Compensation: against closed forms and published values, and what must hold for any offer."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from newsclaims.analysis import compensation, retention
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
    value = lambda **other: worth(
        1,
        schedule,
        **(
            {"growth": growth, "discount": discount, "retention": there, "at_risk": at_risk, "miss": miss}
            | other
        ),
    )
    for worse in (
        {"growth": growth - less},
        {"discount": discount + less},
        {"retention": there * (1 - less / 2)},
        {"at_risk": min(100, at_risk + less)},
        {"miss": min(100, miss + less)},
    ):
        assert value(**worse) <= value() * (1 + 1e-12)


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
    of = lambda function, *more: function(years, discount, share, 2, *more)
    level = of(compensation.level_worth)
    order = [
        of(compensation.end_worth),
        of(compensation.cliff_worth),
        level,
        of(compensation.front_loaded_worth),
    ]
    assert all(later <= sooner * (1 + 1e-12) for later, sooner in zip(order, order[1:]))
    assert of(compensation.first_year_heavy_worth, 100) == pytest.approx(100)
    assert of(compensation.first_year_heavy_worth, 100 / years) >= level * (1 - 1e-12)


@settings(deadline=None)
@given(st.integers(1, 6), rates, shares)
def test_a_level_package_is_level_pay_while_there(years, discount, share):
    there = compensation.year_there(discount, share, years)
    assert worth(years, vesting(np.ones(years)), discount=discount, retention=share) / there == pytest.approx(
        1
    )


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
    sure = lambda wealth, aversion: compensation.certainty_equivalent(gains, chances, wealth, aversion)
    slack = 1e-6 * face
    assert sure(wealth, 0) == pytest.approx(np.dot(gains, chances), rel=1e-6, abs=1e-3)
    assert (
        sure(wealth, aversion + 0.5) <= sure(wealth, aversion) + slack <= np.dot(gains, chances) + 2 * slack
    )
    assert sure(wealth, aversion) <= sure(2 * wealth, aversion) + slack


@settings(deadline=None)
@given(st.floats(1e3, 1e7), wealths, wealths, st.floats(0, 4).filter(lambda each: abs(each - 1) > 0.01))
def test_matching_sums_give_the_same_utility(amount, wealth, other, aversion):
    utility = lambda owned: owned ** (1 - aversion) / (1 - aversion)
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


def test_the_table_by_wealth_holds_both_sums():
    gains, chances, owners = np.array([0, 1e6]), np.array([0.5, 0.5]), [1e6, 4e6]
    found = compensation.by_wealth(owners, gains, chances, 1e6, (1, 2, 4))
    assert found["sure_base"].to_list() == pytest.approx(
        [1e6 / 3, 4e6 / 9], abs=1
    )  # harmonic means of wealth
    assert (found["sure_lo"] < found["sure_base"]).all() and (found["sure_base"] < found["sure_hi"]).all()
    assert found["same_lo"].to_list() == pytest.approx(owners)
    assert found["same_hi"].isna().to_list() == [False, True]


def test_numbers_are_placed_in_time_by_their_evidence():
    ledger = Ledger.load(formulas=FORMULAS)
    assert compensation.dated(ledger, "tender-date") == pytest.approx(
        (2023 + 4 / 12, 2023 + 5 / 12), abs=0.01
    )
    assert compensation.dated(ledger, "unit-price-tender") == compensation.dated(ledger, "tender-date")
    assert compensation.dated(ledger, "unit-cost-fund") == pytest.approx((2024, 2025), abs=0.01)


def test_bands_of_an_hours_pay_hold_both_ends():
    found = compensation.hour_bands([40, 80], (1e6, 1.4e6), (2e5, 9e5), 40, 50)
    assert found["offer_low"].to_list() == [500, 250] and found["offer_high"].to_list() == [700, 350]
    now = found.iloc[1][["smallest_low", "smallest_high", "largest_low", "largest_high"]]
    assert now.to_list() == [400, 600, 50, 250]
    assert compensation.told_bands(found) == (
        "Under the offer 500 to 700 at 40 hours and 250 to 350 at 80 hours; now 400 to 600 or 50 to 250, by the size of the extra pay."
    )


def test_what_is_left_behind_is_the_unvested_part_at_the_price_of_the_grant():
    ledger = Ledger.load(made_by=None, formulas=FORMULAS)
    found = compensation.left_behind(ledger)
    assert found.iloc[0].tolist()[1:] == [0, 0] and found.iloc[-1].tolist()[1:] == pytest.approx([1, 1]), (
        "all vested; granted that day"
    )
    unvested = 1 - (found["granted"].max() - found["granted"]) / ledger["grant-term"].base().value
    old = found["granted"] <= compensation.dated(ledger, "window-date")[1]
    assert (found["least"] / unvested)[old][1:].to_list() == pytest.approx(
        [ledger["unit-price-multiple"].value] * (old.sum() - 1)
    )
    assert (found["least"] / unvested)[~old].to_list() == pytest.approx([1] * (~old).sum())


def test_sobol_indices_of_the_function_of_ishigami():
    model = lambda a, b, c: np.sin(a) + 7 * np.sin(b) ** 2 + 0.1 * c**4 * np.sin(a)
    found = compensation.sensitivity(model, dict.fromkeys("abc", (-np.pi, np.pi)), samples=4096).set_index(
        "unknown"
    )
    pd.testing.assert_frame_equal(
        found,
        compensation.sensitivity(model, dict.fromkeys("abc", (-np.pi, np.pi)), samples=4096).set_index(
            "unknown"
        ),
    )
    # Saltelli et al. (2008), Global Sensitivity Analysis: The Primer
    assert found.loc[list("abc"), "first"].to_list() == pytest.approx([0.3139, 0.4424, 0], abs=0.02)
    assert found.loc[list("abc"), "total"].to_list() == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.02)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: vesting([1, -1]),
        lambda: vesting([0, 0]),
        lambda: vesting([1], "weekly"),
        lambda: vesting([float("nan")]),
        lambda: compensation.level_worth(3.5, 0, 100, 2),
        lambda: compensation.break_even_hours(1e6, 1e6, 40),
        lambda: compensation.yearly_growth(0.5, 1),
        lambda: compensation.out_of_reach(1e6, 1e6, 1),
    ],
)
def test_what_cannot_be_computed_is_said(wrong):
    with pytest.raises(DataError):
        wrong()
