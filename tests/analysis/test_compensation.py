"""Compensation: against closed forms and published values, and what must hold for any offer."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from newsclaims.analysis import compensation, retention
from newsclaims.analysis.compensation import worth
from newsclaims.analysis.offer import TIMINGS, vesting_by_month
from newsclaims.errors import DataError

rates = st.floats(0, 40)
shares = st.floats(1, 100)
amounts = st.lists(st.floats(0, 100), min_size=1, max_size=6).filter(lambda each: sum(each) > 1)
schedules = st.builds(vesting_by_month, amounts, st.sampled_from(list(TIMINGS)), st.just(72))
wealths = st.floats(1e4, 1e9)
aversions = st.floats(0, 6)


@settings(deadline=None)
@given(schedules)
def test_without_risk_and_time_a_package_is_worth_its_face(schedule):
    assert (schedule >= 0).all() and worth(schedule) == pytest.approx(1)


@settings(deadline=None)
@given(st.integers(1, 10), st.floats(0.1, 40))
def test_a_level_package_is_the_annuity_of_the_textbooks(years, discount):
    quarterly = (1 + discount / 100) ** 0.25 - 1
    annuity = (1 - (1 + quarterly) ** (-4 * years)) / quarterly / (4 * years)
    level = vesting_by_month([1] * years, "quarterly", 12 * years)
    assert worth(level, discount=discount) == pytest.approx(annuity)


@settings(deadline=None)
@given(schedules, st.floats(-50, 40), rates, shares, st.floats(0.1, 1))
def test_worth_falls_with_discount_and_leaving_and_rises_with_growth(schedule, growth, discount, there, less):
    rates = {"growth": growth, "discount": discount, "retention": there}
    for worse in (
        {"growth": growth - less},
        {"discount": discount + less},
        {"retention": there * (1 - less / 2)},
    ):
        assert worth(schedule, **(rates | worse)) <= worth(schedule, **rates) * (1 + 1e-12)


@settings(deadline=None)
@given(shares, st.floats(0.5, 5), st.floats(0.3, 3))
def test_the_chance_of_being_there_is_the_survival_curve_of_retention(share, span, shape):
    once = np.eye(37)[36]
    assert 100 * worth(once, retention=share, span=span, shape=shape) == pytest.approx(
        float(retention.survival(share, span, 3, shape))
    )


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
