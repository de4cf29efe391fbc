"""Survey: how many answers a choice experiment needs to see what a drawback of a job is worth.

Each respondent answers a number of tasks, each a choice between two jobs drawn at random from all profiles:
the drawback that is tested and others, each there or not, and levels of pay, evenly spaced in logs.

The answers follow a random-utility model: pay counts by its logarithm, a drawback as the share of pay that
one would give up to be rid of it, and what is not observed is logistic. ``sensitivity`` is the rise of the
log-odds of a choice with the log of pay.

Source: D. McFadden, Conditional logit analysis of qualitative choice behavior (1974).
"""

import math
from functools import lru_cache

import numpy as np
from scipy.optimize import brentq
from scipy.special import expit, ndtr, ndtri

from ..errors import DataError
from ..ledger import accepts_quantities

_DESIGN = {
    "worth": "percent ?",
    "other_worth": "percent ?",
    "others": "one ?",
    "sensitivity": "one ?",
    "levels": "one ?",
    "top_pay": "one ?",
    "tasks": "one ?",
    "correlation": "one ?",
    "significance": "percent ?",
}


@lru_cache(8)
def _pairs(others: int, levels: int, top_pay: float) -> tuple[np.ndarray, np.ndarray]:
    """All pairs of profiles: differences (pairs by attributes, tested one first, pay last) and chances."""
    if not (0 <= others <= 6 and 2 <= levels <= 9 and top_pay > 1):
        raise DataError(
            "a survey design has up to 6 other drawbacks, 2 to 9 levels of pay, "
            "and a highest pay above the lowest"
        )
    pay = np.linspace(0, math.log(top_pay), levels)
    two_levels = np.array([-1.0, 0.0, 1.0]), np.array([0.25, 0.5, 0.25])
    all_levels = np.subtract.outer(pay, pay).ravel(), np.full(levels**2, 1 / levels**2)
    values, chances = zip(*[two_levels] * (1 + others), all_levels, strict=True)
    differences = np.stack([axis.ravel() for axis in np.meshgrid(*values, indexing="ij")], axis=1)
    chance = np.asarray(math.prod(np.meshgrid(*chances, indexing="ij")))
    return differences, chance.ravel()


def _coefficients(worth: float, other_worth: float, others: int, sensitivity: float) -> np.ndarray:
    return (
        np.array([math.log(1 - worth / 100), *[math.log(1 - other_worth / 100)] * others, 1.0]) * sensitivity
    )


@lru_cache(1024)
def _standard_error(
    worth: float, other_worth: float, others: float, sensitivity: float, levels: float, top_pay: float
) -> float:
    """Standard error of the tested coefficient from one choice, by the inverse of the information matrix."""
    differences, chance = _pairs(int(others), int(levels), float(top_pay))
    taken = expit(differences @ _coefficients(worth, other_worth, int(others), sensitivity))
    information = (differences * (chance * taken * (1 - taken))[:, None]).T @ differences
    return math.sqrt(np.linalg.inv(information)[0, 0])


@accepts_quantities("people", **_DESIGN, power="percent ?")
def respondents(
    worth: float,
    other_worth: float,
    others: float,
    sensitivity: float,
    levels: float,
    top_pay: float,
    tasks: float,
    correlation: float,
    significance: float,
    power: float,
) -> float:
    """People who have to answer so that the survey sees a drawback.

    Parameters
    ----------
    worth : float
        What the drawback is worth, percent of pay.
    other_worth : float
        What each of the others is worth, percent of pay.
    others : float
        Number of other drawbacks, 0 to 6.
    sensitivity : float
        Rise of the log-odds with the log of pay.
    levels : float
        Number of levels of pay, 2 to 9.
    top_pay : float
        Highest pay as a multiple of the lowest, above 1.
    tasks : float
        Choices put to each respondent.
    correlation : float
        Correlation of the answers of one respondent beyond the model, 0 to 1: it multiplies the number of
        people by 1 + (tasks - 1) * correlation.
    significance : float
        Chance of a false alarm, percent, two-sided.
    power : float
        Chance that the drawback is seen, percent.

    Returns
    -------
    float
        Number of people, whole.

    Raises
    ------
    DataError
        For a design out of the bounds above.

    Notes
    -----
    E. W. de Bekker-Grob and others, Sample size requirements for discrete-choice experiments in healthcare,
    The Patient 8 (2015), equation 5, with the information taken over all pairs of profiles.

    Examples
    --------
    >>> respondents(10, 15, 5, 3, 4, 2, 8, 0.1, 5, 80)
    185.0
    """
    wanted = ndtri(power / 100) - ndtri(significance / 200)
    effect = abs(_coefficients(worth, other_worth, 0, sensitivity)[0])
    single = (
        wanted * _standard_error(worth, other_worth, others, sensitivity, levels, top_pay) / effect
    ) ** 2
    return float(math.ceil(single / tasks * (1 + (tasks - 1) * correlation)))


@accepts_quantities("percent", people="people +", **_DESIGN)
def power(
    people: float,
    worth: float,
    other_worth: float,
    others: float,
    sensitivity: float,
    levels: float,
    top_pay: float,
    tasks: float,
    correlation: float,
    significance: float,
) -> float:
    """Chance that a survey sees a drawback.

    Parameters
    ----------
    people : float
        Number of respondents.
    worth, other_worth, others, sensitivity, levels, top_pay, tasks, correlation, significance
        As for ``respondents``.

    Returns
    -------
    float
        Percent.

    Raises
    ------
    DataError
        As for ``respondents``.

    Examples
    --------
    >>> round(power(185, 10, 15, 5, 3, 4, 2, 8, 0.1, 5))
    80
    """
    answers = people * tasks / (1 + (tasks - 1) * correlation)
    effect = abs(_coefficients(worth, other_worth, 0, sensitivity)[0])
    spread = _standard_error(worth, other_worth, others, sensitivity, levels, top_pay)
    return 100 * float(ndtr(ndtri(significance / 200) + effect * math.sqrt(answers) / spread))


@accepts_quantities(
    "percent", people="people -", **{k: v for k, v in _DESIGN.items() if k != "worth"}, chance="percent ?"
)
def detectable_worth(
    people: float,
    other_worth: float,
    others: float,
    sensitivity: float,
    levels: float,
    top_pay: float,
    tasks: float,
    correlation: float,
    significance: float,
    chance: float,
) -> float:
    """Least worth of a drawback that a survey of so many people sees.

    Parameters
    ----------
    people : float
        Number of respondents.
    other_worth, others, sensitivity, levels, top_pay, tasks, correlation, significance
        As for ``respondents``.
    chance : float
        Chance that the drawback is seen, percent.

    Returns
    -------
    float
        Percent of pay; 0 below 0.01.

    Raises
    ------
    DataError
        For a design out of the bounds of ``respondents``, and where even a worth of half of pay would not be
        seen: beyond that a drawback is hardly ever chosen, and a survey sees it worse, not better.

    Examples
    --------
    >>> round(detectable_worth(185, 15, 5, 3, 4, 2, 8, 0.1, 5, 80), 1)
    10.0
    """
    design = (other_worth, others, sensitivity, levels, top_pay, tasks, correlation, significance)

    def lacking(worth: float) -> float:
        return power(people, worth, *design) - chance

    if lacking(50) < 0:
        raise DataError(f"{people:g} people are too few to see a worth of even half of pay")
    return float(brentq(lacking, 0.01, 50)) if lacking(0.01) < 0 else 0.0
