"""Choice: who accepts an offer, and what premium makes up for what.

A random-utility model: a person compares an offer with the present job; pay counts by its logarithm, and each
drawback as the share of pay that one would give up to be rid of it. What is not observed is logistic, so that
with the relative value v of the offer

    v = (1 + premium) / (1 + forgone) * (1 - misfit) * (1 - balance) * (1 - moving)
    accepted = v ** sensitivity / (1 + v ** sensitivity)

The shares are in percent; ``sensitivity`` is the rise of the log-odds with the log of pay.

Source: D. McFadden, Conditional logit analysis of qualitative choice behavior (1974).
"""

import math
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
from scipy.special import expit, logit

from ..ledger import accepts_quantities


def _value(premium: float, misfit: float, balance: float, moving: float, forgone: float) -> float:
    kept = (1 - misfit / 100) * (1 - balance / 100) * (1 - moving / 100)
    return (1 + premium / 100) / (1 + forgone / 100) * kept


@accepts_quantities(
    "percent",
    premium="percent +",
    misfit="percent -",
    balance="percent -",
    moving="percent -",
    forgone="percent -",
    sensitivity="one ?",
)
def acceptance(
    premium: float, misfit: float, balance: float, moving: float, forgone: float, sensitivity: float
) -> float:
    """Share of people who accept an offer.

    Parameters
    ----------
    premium : float
        Percent more pay than at present.
    misfit, balance, moving : float
        What the loss of fit, of balance and the effort of moving are worth, percent of pay.
    forgone : float
        Gain given up by leaving, percent of a year's pay.
    sensitivity : float
        Rise of the log-odds with the log of pay.

    Returns
    -------
    float
        Percent; 0 where a drawback is worth all pay.

    Examples
    --------
    >>> round(acceptance(100, 0, 0, 0, 0, 3), 1)  # at 3 a doubled offer multiplies the odds by 8
    88.9
    """
    value = _value(premium, misfit, balance, moving, forgone)
    return 100 * float(expit(sensitivity * math.log(value))) if value > 0 else 0.0


@accepts_quantities(
    "percent", misfit="percent +", balance="percent +", moving="percent +", forgone="percent +"
)
def compensating_premium(misfit: float, balance: float, moving: float, forgone: float) -> float:
    """Premium at which one in two accepts; it does not depend on how strongly pay moves people.

    Parameters
    ----------
    misfit, balance, moving, forgone : float
        As for ``acceptance``, percent.

    Returns
    -------
    float
        Percent more pay; infinite where a drawback is worth all of it.

    Examples
    --------
    >>> compensating_premium(20, 0, 0, 0)
    25.0
    """
    value = _value(0, misfit, balance, moving, forgone)
    return 100 * (1 / value - 1) if value > 0 else math.inf


@accepts_quantities("x", share="percent +", reference="percent -")
def log_odds_gap(share: float, reference: float) -> float:
    """Log-odds of one share less those of another.

    Parameters
    ----------
    share, reference : float
        Percent.

    Returns
    -------
    float
        A natural logarithm; infinite where one of them is 0 or 100 percent.

    Examples
    --------
    >>> round(log_odds_gap(80, 50), 3)  # odds of 4 to 1 beside even odds
    1.386
    """
    return float(logit(share / 100) - logit(reference / 100))


@accepts_quantities("percent", gap="one +", sensitivity="one -")
def pay_equivalent(gap: float, sensitivity: float) -> float:
    """Premium that moves the log-odds of acceptance by a gap.

    Parameters
    ----------
    gap : float
        In log-odds, not negative.
    sensitivity : float
        As for ``acceptance``.

    Returns
    -------
    float
        Percent more pay.

    Examples
    --------
    >>> round(pay_equivalent(math.log(9), 2))  # three times the pay, squared
    200
    """
    return 100 * math.expm1(gap / sensitivity)


def acceptance_curves(
    premiums: Iterable[float], offers: Mapping[str, Sequence[float]], sensitivity: float
) -> pd.DataFrame:
    """Share of people who accept, against the premium, for several offers.

    Parameters
    ----------
    premiums : iterable of float
        Percent more pay.
    offers : mapping
        Name of an offer to its drawbacks: misfit, balance, moving, forgone, as for ``acceptance``.
    sensitivity : float
        As for ``acceptance``.

    Returns
    -------
    DataFrame
        A row a premium: ``premium`` and a column for each offer, percent.

    Examples
    --------
    >>> acceptance_curves([25], {"a misfit": (20, 0, 0, 0)}, 3).round(6).values.tolist()
    [[25.0, 50.0]]
    """
    premiums = list(premiums)
    curves = {
        name: [acceptance(premium, *drawbacks, sensitivity) for premium in premiums]
        for name, drawbacks in offers.items()
    }
    return pd.DataFrame({"premium": premiums} | curves)


def splits(gap: float, sensitivities: Iterable[float], worths: Iterable[float]) -> pd.DataFrame:
    """What all else must be worth, beside each worth of one cause, so that together they make a gap.

    Two worths a and b together are worth (1 + a) * (1 + b) - 1.

    Parameters
    ----------
    gap : float
        In log-odds.
    sensitivities : iterable of float
        As for ``acceptance``; each has a curve of its own.
    worths : iterable of float
        What the one cause is worth, percent of pay.

    Returns
    -------
    DataFrame
        A row a worth: ``worth`` and a column for each sensitivity, percent of pay.

    Examples
    --------
    >>> splits(math.log(4), [1], [0, 100]).round(6).values.tolist()  # odds of 4: 1 * 4 or 2 * 2
    [[0.0, 300.0], [100.0, 100.0]]
    """
    worth = pd.Series(worths)
    made = {f"sensitivity {one:g}": 1 + pay_equivalent(gap, one) / 100 for one in sensitivities}
    return pd.DataFrame(
        {"worth": worth} | {name: 100 * (whole / (1 + worth / 100) - 1) for name, whole in made.items()}
    )
