"""Choice, worked by hand: each formula with all its arguments at work, and the edges of what it takes."""

import math

import numpy as np
import pytest

from newsclaims.analysis import choice

# 150% more pay, 25% forgone: 2.5 / 1.25 = 2; drawbacks of 20%, 25% and 40%: 2 * 0.8 * 0.75 * 0.6 = 0.72
DRAWBACKS = (20, 25, 40, 25)


def test_acceptance_is_the_logistic_of_the_logarithm_of_the_relative_value():
    assert choice.acceptance(150, *DRAWBACKS, 2) == pytest.approx(100 * 0.72**2 / (1 + 0.72**2))
    assert choice.acceptance(150, *DRAWBACKS, 0.5) == pytest.approx(
        100 * math.sqrt(0.72) / (1 + math.sqrt(0.72))
    )


def test_the_compensating_premium_makes_the_relative_value_one():
    assert choice.compensating_premium(*DRAWBACKS) == pytest.approx(100 * (1.25 / (0.8 * 0.75 * 0.6) - 1))


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_drawback_worth_all_pay_is_made_up_for_by_nothing(place):
    drawbacks = [20, 25, 40, 25]
    drawbacks[place] = 100
    assert choice.acceptance(150, *drawbacks, 2) == 0
    assert choice.compensating_premium(*drawbacks) == math.inf


def test_a_drawback_worth_nearly_all_pay_is_made_up_for_by_much():
    assert choice.compensating_premium(99, 0, 0, 0) == pytest.approx(9900)
    assert choice.acceptance(0, 99, 0, 0, 0, 1) == pytest.approx(100 * 0.01 / 1.01)


def test_gaps_in_log_odds_and_the_pay_that_moves_them():
    assert choice.log_odds_gap(80, 60) == pytest.approx(math.log(4) - math.log(1.5))
    assert choice.log_odds_gap(20, 60) == pytest.approx(-math.log(4) - math.log(1.5))
    assert choice.log_odds_gap(100, 60) == math.inf == -choice.log_odds_gap(0, 60)
    assert choice.pay_equivalent(math.log(9), 2) == pytest.approx(200)  # 9^(1/2) = 3 times the pay


def test_curves_of_acceptance_each_have_their_drawbacks():
    offers = {"nothing against it": (0, 0, 0, 0), "a misfit": (20, 0, 0, 0), "all four": DRAWBACKS}
    found = choice.acceptance_curves([0, 150], offers, 2)
    shares = {
        "nothing against it": 2.5**2 / (1 + 2.5**2),
        "a misfit": 2**2 / (1 + 2**2),  # 2.5 * 0.8
        "all four": 0.72**2 / (1 + 0.72**2),
    }
    assert found.loc[1].to_dict() == pytest.approx(
        {"premium": 150} | {name: 100 * share for name, share in shares.items()}
    )
    assert found.loc[0, "nothing against it"] == pytest.approx(50)


def test_what_one_cause_leaves_of_a_gap_is_for_all_else():
    # odds of 9 to 1: 9 times the pay at a sensitivity of 1, 3 times at 2
    # a cause worth 50% leaves 9 / 1.5 and 3 / 1.5
    found = choice.splits(math.log(9), (1, 2), np.array([0.0, 50.0]))
    assert found.to_dict("list") == {
        "worth": [0, 50],
        "sensitivity 1": pytest.approx([800, 500]),
        "sensitivity 2": pytest.approx([200, 100]),
    }
