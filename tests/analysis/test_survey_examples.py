"""The survey, worked by hand: what a choice tells, counted over every pair of jobs."""

import math
from itertools import product
from statistics import NormalDist

import numpy as np
import pytest

from newsclaims.analysis import survey
from newsclaims.errors import DataError

# With one more drawback, both worth half of the pay, two levels of pay of which one is twice the other, and
# a sensitivity of 2, each of the three moves the log-odds by 2 ln 2 = ln 4. Signed so that each adds, the
# two jobs of a pair differ in each by a in {-1, 0, 1} with chances 1/4, 1/2, 1/4, and the sum k of the
# three differences gives p = 4^k / (1 + 4^k) and p (1 - p):
NONE, ONCE, TWO, THREE = 1 / 4, 4 / 25, 16 / 289, 64 / 4225
# Information on one of them, mean of a² p (1 - p): a = 1 in a half of the pairs with a sign; the others add
# -2, -1, 0, 1 or 2.
OWN = (ONCE / 16 + NONE / 4 + ONCE * 3 / 8 + TWO / 4 + THREE / 16) / 2
# And on two together, mean of a b p (1 - p): alike in an eighth (the third adds -1, 0, 1), unlike in another.
SHARED = (ONCE / 4 + TWO / 2 + THREE / 4) / 8 - (ONCE / 2 + NONE / 2) / 8
# Entry of the inverse of a matrix of three with OWN on the diagonal and SHARED off it.
VARIANCE = (OWN + SHARED) / ((OWN - SHARED) * (OWN + 2 * SHARED))  # 15.66
Z80, Z95, Z975, Z995 = 0.84162123, 1.6448536, 1.9599640, 2.5758293


def test_respondents_follow_from_the_information_in_a_choice():
    # (1.645 + 2.576)² * 15.66 / (ln 4)² = 145.2 answers
    # 5 tasks of which each repeats a quarter: 145.2 / 5 * (1 + 4 / 4) = 58.1
    needed = (Z95 + Z995) ** 2 * VARIANCE / math.log(4) ** 2 / 5 * 2
    assert survey.respondents(50, 50, 1, 2, 2, 2, 5, 0.25, 1, 95) == math.ceil(needed) == 59
    # (0.842 + 1.960)² * 15.66 / (ln 4)² = 63.95 answers
    # 9 tasks of which each repeats a half: 63.95 / 9 * (1 + 8 / 2) = 35.5
    needed = (Z80 + Z975) ** 2 * VARIANCE / math.log(4) ** 2 / 9 * 5
    assert survey.respondents(50, 50, 1, 2, 2, 2, 9, 0.5, 5, 80) == math.ceil(needed) == 36


def test_power_follows_from_the_information_in_a_choice():
    # 40 people answer 5 tasks of which each repeats a quarter: 40 * 5 / 2 = 100 answers
    # 10 ln 4 / sqrt(15.66) = 3.503
    reach = 10 * math.log(4) / math.sqrt(VARIANCE)
    found = survey.power(40, 50, 50, 1, 2, 2, 2, 5, 0.25, 1)
    assert found == pytest.approx(100 * NormalDist().cdf(reach - Z995)) == pytest.approx(82.31, abs=0.01)
    assert survey.power(40, 50, 50, 1, 2, 2, 2, 5, 0.25, 5) == pytest.approx(
        100 * NormalDist().cdf(reach - Z975)
    )


def variance_by_counting(worth, beside, others, sensitivity, levels, top):
    """The variance of the tested coefficient from one choice: every pair of all jobs, each as likely."""
    jobs = [
        (*has, math.log(top) * rung / (levels - 1))
        for *has, rung in product(*[[0, 1]] * (1 + others), range(levels))
    ]
    moves = [math.log(1 - worth / 100), *[math.log(1 - beside / 100)] * others, 1]
    information = np.zeros((len(moves), len(moves)))
    for one, other in product(jobs, jobs):
        apart = [a - b for a, b in zip(one, other)]
        odds = math.exp(sensitivity * sum(move * far for move, far in zip(moves, apart)))
        information += np.outer(apart, apart) * odds / (1 + odds) ** 2 / len(jobs) ** 2
    return np.linalg.inv(information)[0, 0]


# Two more drawbacks that are worth something else, three levels of pay.
DESIGN = (15, 2, 3, 3, 2.5, 6, 0.3, 1)


def power_by_counting(people, worth):
    beside, others, sensitivity, levels, top, tasks, correlation, _ = DESIGN
    effect = -sensitivity * math.log(1 - worth / 100)
    answers = people * tasks / (1 + (tasks - 1) * correlation)
    return NormalDist().cdf(effect * math.sqrt(answers / variance_by_counting(worth, *DESIGN[:5])) - Z995)


def test_counting_every_pair_of_jobs_gives_the_same():
    assert variance_by_counting(50, 50, 1, 2, 2, 2) == pytest.approx(VARIANCE)
    assert survey.power(30, 20, *DESIGN) == pytest.approx(100 * power_by_counting(30, 20))
    effect, repeated = 3 * math.log(0.8), 1 + 5 * 0.3
    needed = (Z95 + Z995) ** 2 * variance_by_counting(20, *DESIGN[:5]) / effect**2 / 6 * repeated
    assert survey.respondents(20, *DESIGN, 95) == math.ceil(needed)


def test_what_so_many_people_can_see_is_seen_with_the_power_asked_for():
    for people in (60, 120):
        worth = survey.detectable_worth(people, *DESIGN, 90)
        assert power_by_counting(people, worth) == pytest.approx(0.9)
    with pytest.raises(DataError, match="^1 people are too few to see a worth of even half of pay"):
        survey.detectable_worth(1, *DESIGN, 95)


# Edges.


@pytest.mark.parametrize("others, levels, top", [(-1, 4, 2), (7, 4, 2), (2, 1, 2), (2, 10, 2), (2, 4, 1)])
def test_a_design_past_an_edge_is_refused(others, levels, top):
    says = "^a survey design has up to 6 other drawbacks, 2 to 9 levels of pay, and a highest pay above"
    with pytest.raises(DataError, match=says):
        survey.power(30, 20, 15, others, 3, levels, top, 6, 0.3, 5)


@pytest.mark.parametrize("others, levels, top", [(0, 2, 1.5), (6, 2, 2), (0, 9, 2)])
def test_a_design_on_an_edge_is_taken(others, levels, top):
    assert 1 < survey.power(30, 20, 15, others, 3, levels, top, 6, 0.3, 5) < 100
