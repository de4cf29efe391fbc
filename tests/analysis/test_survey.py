"""Survey: its power, found by simulation."""

import math

import numpy as np
import pytest
from scipy.special import expit
from statsmodels.discrete.discrete_model import Logit

from newsclaims.analysis import survey

DESIGN = {
    "worth": 10,
    "other_worth": 15,
    "others": 5,
    "sensitivity": 3,
    "levels": 4,
    "top_pay": 2,
    "tasks": 8,
}


def share_of_surveys_that_see(people, design, significance, runs, seed):
    """Percent of ``runs`` surveys, with independent answers, in which Wald's test sees the drawback."""
    generator, seen = np.random.default_rng(seed), 0
    worths = [design["worth"], *[design["other_worth"]] * design["others"]]
    coefficients = design["sensitivity"] * np.append(np.log1p(-np.array(worths) / 100), 1)
    levels = np.linspace(0, math.log(design["top_pay"]), design["levels"])

    def jobs(number):
        drawbacks = generator.integers(0, 2, (number, len(worths)))
        return np.column_stack([drawbacks, generator.choice(levels, number)])

    for _ in range(runs):
        apart = jobs(people * design["tasks"]) - jobs(people * design["tasks"])
        chosen = generator.random(len(apart)) < expit(apart @ coefficients)
        seen += Logit(chosen, apart).fit(disp=0).pvalues[0] < significance / 100
    return 100 * seen / runs


def test_a_survey_of_the_computed_size_has_its_power():
    people = survey.respondents(**DESIGN, correlation=0, significance=5, power=80)
    enough, fewer = (
        survey.power(number, **DESIGN, correlation=0, significance=5) for number in (people, people - 1)
    )
    assert enough >= 80 > fewer
    # 200 runs: two standard errors are under six points, and about three where nothing is there to see
    assert share_of_surveys_that_see(int(people), DESIGN, 5, 200, 5) == pytest.approx(80, abs=5.7)
    nothing = DESIGN | {"worth": 0}
    assert share_of_surveys_that_see(int(people), nothing, 5, 200, 5) == pytest.approx(5, abs=3.1)
