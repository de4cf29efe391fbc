"""Compensation: against closed forms and published values, and what must hold for any offer."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from newsclaims.analysis import compensation, retention
from newsclaims.analysis.compensation import TIMINGS, vesting, worth
from newsclaims.errors import DataError

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
        compensation.cliff_worth(*given, 4),
        level,
        compensation.first_year_heavy_worth(*given, 100 / years),
    ]
    assert all(later <= sooner * (1 + 1e-12) for later, sooner in pairwise(order))
    assert compensation.cliff_worth(*given, 4) <= compensation.cliff_worth(*given, 12) * (1 + 1e-12)
    assert compensation.first_year_heavy_worth(*given, 100) == pytest.approx(100)


@settings(deadline=None)
@given(st.integers(1, 6), rates, shares)
def test_a_level_package_is_level_pay_while_there(years, discount, share):
    service = compensation.discounted_service(discount, share, years)
    level = worth(years, vesting(np.ones(years)), discount=discount, retention=share)
    assert level / service == pytest.approx(1)


@settings(deadline=None)
@given(st.floats(1e5, 1e7), st.floats(0.01, 0.99), st.floats(1, 100), st.floats(20, 80))
def test_break_evens_break_even(pay, part, at_risk, hours):
    premium = part * pay
    miss = compensation.break_even_miss(pay, premium, at_risk)
    assert pay * (1 - at_risk / 100 * miss / 100) == pytest.approx(pay - premium)
    assert compensation.hourly_gain(pay, premium, at_risk, miss, hours, hours) == pytest.approx(0, abs=1e-6)


@settings(deadline=None)
@given(st.floats(1, 50), st.floats(0.1, 10))
def test_growth_compounds_to_its_multiple(multiple, span):
    assert (1 + compensation.yearly_growth(multiple, span) / 100) ** span == pytest.approx(multiple)


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
