"""Retention: from a share still employed to attrition, half-life and survival, and the noise in a share.

A *share* is in percent (0 to 100), a *span* in years. With a constant hazard the share still employed after t years is
S(t) = s^(t / span), the exponential survival curve.
"""

import numpy as np
from scipy.stats import binomtest

from .quantities import formula


@formula("percent", share="percent +", span="year +", years="year -")
def survival(share, span, years):
    """Percent still employed after ``years`` (number or array) at the constant hazard that gives ``share`` after ``span`` years."""
    return 100 * (share / 100) ** (np.asarray(years, dtype=float) / span)


@formula("percent/year", share="percent -", span="year -")
def annual_attrition(share, span):
    """Percent of those present that leave in a year, at a constant hazard."""
    return 100 - float(survival.plain(share, span, 1))


@formula("year", share="percent +", span="year +")
def half_life(share, span):
    """Years until half have left, at a constant hazard; infinite where nobody leaves."""
    return float("inf") if share == 100 else float(span * np.log(0.5) / np.log(share / 100))


@formula("percent", share="percent +", people="people ?", level="percent ?")
def wilson(share, people, level=95):
    """(low, high) percent: Wilson's interval of a share seen among ``people``, from scipy's ``binomtest``.

    The count is the nearest whole number of people to ``share`` percent.
    """
    interval = binomtest(round(share / 100 * people), int(people)).proportion_ci(level / 100, method="wilson")
    return 100 * interval.low, 100 * interval.high
