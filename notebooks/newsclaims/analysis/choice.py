"""Choice: who accepts an offer, what premium makes up for what, and how many answers a survey needs to see it.

A random-utility model: a person compares an offer with the present job; pay counts by its logarithm, and each drawback as the share
of pay that one would give up to be rid of it. What is left unsaid is logistic, so that with the relative value v of the offer

    v = (1 + premium) / (1 + forgone) * (1 - misfit) * (1 - balance) * (1 - moving)
    accepted = v ** sensitivity / (1 + v ** sensitivity)

The shares are in percent; ``sensitivity`` is the rise of the log-odds with the log of pay.
"""

import math
from functools import lru_cache

import numpy as np
import pandas as pd
from scipy.special import expit, logit, ndtr, ndtri

from ..errors import DataError
from ..ledger import accepts_quantities


def _value(premium, misfit, balance, moving, forgone):
    return (
        (1 + premium / 100)
        / (1 + forgone / 100)
        * (1 - misfit / 100)
        * (1 - balance / 100)
        * (1 - moving / 100)
    )


@accepts_quantities(
    "percent",
    premium="percent +",
    misfit="percent -",
    balance="percent -",
    moving="percent -",
    forgone="percent -",
    sensitivity="one ?",
)
def acceptance(premium, misfit, balance, moving, forgone, sensitivity):
    """Percent who accept an offer of ``premium`` percent more pay, with the drawbacks as shares of pay (percent)."""
    value = _value(premium, misfit, balance, moving, forgone)
    return 100 * float(expit(sensitivity * math.log(value))) if value > 0 else 0.0


@accepts_quantities(
    "percent", misfit="percent +", balance="percent +", moving="percent +", forgone="percent +"
)
def compensating_premium(misfit, balance, moving, forgone):
    """Percent more pay at which one in two accepts; it does not depend on how strongly pay moves people. Infinite at a share of 100."""
    value = _value(0, misfit, balance, moving, forgone)
    return 100 * (1 / value - 1) if value > 0 else math.inf


@accepts_quantities("x", one="percent +", other="percent -")
def log_odds_gap(one, other):
    """Log-odds of the share ``one`` less those of ``other``; infinite where one of them is 0 or 100 percent."""
    return float(logit(one / 100) - logit(other / 100))


@accepts_quantities("percent", gap="one +", sensitivity="one -")
def pay_equivalent(gap, sensitivity):
    """Percent more pay that moves the log-odds by ``gap``, which is not negative."""
    return 100 * math.expm1(gap / sensitivity)


def acceptance_curves(premiums, worth, sensitivity):
    """Percent who accept (DataFrame): a row for each of ``premiums`` (percent), a column for each of four offers.

    ``worth``: values of the assumptions ``DRAWBACKS``.
    """
    misfit, *_, forgone = worth
    offers = {
        "nothing against it": (0, 0, 0, 0),
        "a misfit": (misfit, 0, 0, 0),
        "a gain forgone": (0, 0, 0, forgone),
        "all four drawbacks": worth,
    }
    return pd.DataFrame(
        {"premium": premiums}
        | {
            name: [acceptance(premium, *drawbacks, sensitivity) for premium in premiums]
            for name, drawbacks in offers.items()
        }
    )


def splits(gap, sensitivities, mission):
    """What all else must be worth (percent of pay, DataFrame) beside each worth of ``mission`` so that together they make ``gap``.

    ``gap``: in log-odds; a column for each of ``sensitivities``. Two worths a and b together are worth (1 + a) * (1 + b) - 1.
    """
    both = {f"sensitivity {one:g}": 1 + pay_equivalent(gap, one) / 100 for one in sensitivities}
    return pd.DataFrame(
        {"mission": mission} | {name: 100 * (whole / (1 + mission / 100) - 1) for name, whole in both.items()}
    )


@lru_cache(8)
def _pairs(others, levels, top):
    """(differences, chance) of all pairs of profiles: two-level attributes (the one tested first), then the log of pay."""
    if not (0 <= others <= 6 and 2 <= levels <= 9 and top > 1):
        raise DataError(
            "a survey design has up to 6 other drawbacks, 2 to 9 levels of pay, and a highest pay above the lowest"
        )
    rungs = np.linspace(0, math.log(top), levels)
    either = np.array([-1.0, 0.0, 1.0]), np.array([0.25, 0.5, 0.25])
    pay = np.subtract.outer(rungs, rungs).ravel(), np.full(levels**2, 1 / levels**2)
    values, chances = zip(*[either] * (1 + others), pay)
    differences = np.stack([axis.ravel() for axis in np.meshgrid(*values, indexing="ij")], axis=1)
    return differences, math.prod(np.meshgrid(*chances, indexing="ij")).ravel()


def _coefficients(worth, beside, others, sensitivity):
    return np.array([math.log(1 - worth / 100), *[math.log(1 - beside / 100)] * others, 1.0]) * sensitivity


@lru_cache(1024)
def _error(worth, beside, others, sensitivity, levels, top):
    """Standard error of the tested coefficient from a single choice: root of its entry in the inverse of the information matrix."""
    differences, chance = _pairs(int(others), int(levels), float(top))
    taken = expit(differences @ _coefficients(worth, beside, int(others), sensitivity))
    information = (differences * (chance * taken * (1 - taken))[:, None]).T @ differences
    return math.sqrt(np.linalg.inv(information)[0, 0])


# The assumptions behind the drawbacks of an offer, in the order in which ``acceptance`` takes them.
DRAWBACKS = ("misfit-worth", "balance-worth", "moving-worth", "equity-forgone")
# The assumptions behind the survey, in the order in which ``respondents`` and ``power`` take them after the worth.
SURVEY = (
    "balance-worth",
    "survey-others",
    "pay-sensitivity",
    "survey-pay-levels",
    "survey-top-pay",
    "survey-tasks",
    "answer-correlation",
    "survey-error",
)


def derive_premiums(ledger):
    """Enter in ``ledger`` the premium that makes up for a misfit, lost balance, a gain forgone and all of it: over the ranges, and ``-base``."""
    sets = {"misfit": DRAWBACKS[:1], "balance": DRAWBACKS[1:2], "equity": DRAWBACKS[3:], "all": DRAWBACKS}
    for name, ids in sets.items():
        for end, words, form in (("", "", "{}"), ("-base", ", base case", "base({})")):
            given = ", ".join(form.format(id) if id in ids else "0" for id in DRAWBACKS)
            ledger.derive(
                f"{name}-premium{end}",
                f"Premium that offsets: {name}{words}",
                f"compensating_premium({given})",
            )


def derive_survey(ledger):
    """Enter in ``ledger`` the respondents that a survey needs, by ``respondents`` and by ``rule_of_thumb``, and the power of the latter."""
    rest = ", ".join(f"base({id})" for id in SURVEY)
    for end, words, part in (("", "as assumed", ""), ("-small", "of half that", "0.5 * ")):
        asked = f"respondents({part}base(worth-to-detect), {rest}, base(survey-power))"
        ledger.derive(f"survey-people{end}", f"Respondents needed for a worth {words}", asked)
    rule = "rule_of_thumb(base(survey-pay-levels), base(survey-tasks), 2)"
    ledger.derive("survey-people-rule", "Respondents by the rule of thumb", rule)
    ledger.derive(
        "survey-power-rule",
        "Power at the rule of thumb",
        f"power(survey-people-rule, base(worth-to-detect), {rest})",
    )


_DESIGN = {
    "worth": "percent ?",
    "beside": "percent ?",
    "others": "one ?",
    "sensitivity": "one ?",
    "levels": "one ?",
    "top": "one ?",
    "tasks": "one ?",
    "correlation": "one ?",
    "error": "percent ?",
}


@accepts_quantities("people", **_DESIGN, power="percent ?")
def respondents(worth, beside, others, sensitivity, levels, top, tasks, correlation, error, power):
    """People who have to answer so that the survey sees a drawback of ``worth`` percent of pay with the chance ``power`` (percent).

    Each answers ``tasks`` choices between two jobs drawn at random from all profiles of the drawback, ``others`` more two-level
    drawbacks worth ``beside`` percent each, and ``levels`` of pay up to ``top`` times the lowest, evenly spaced in logs. The formula is
    de Bekker-Grob et al. (2015), two-sided, with 1 + (tasks - 1) * correlation for answers of one person that resemble each other.
    """
    wanted = ndtri(power / 100) - ndtri(error / 200)
    effect = abs(_coefficients(worth, beside, 0, sensitivity)[0])
    single = (wanted * _error(worth, beside, others, sensitivity, levels, top) / effect) ** 2
    return float(math.ceil(single / tasks * (1 + (tasks - 1) * correlation)))


@accepts_quantities("percent", people="people +", **_DESIGN)
def power(people, worth, beside, others, sensitivity, levels, top, tasks, correlation, error):
    """Chance (percent) that a survey of ``people`` sees the drawback; the rest as for ``respondents``."""
    answers = people * tasks / (1 + (tasks - 1) * correlation)
    effect = abs(_coefficients(worth, beside, 0, sensitivity)[0])
    return 100 * float(
        ndtr(
            ndtri(error / 200)
            + effect * math.sqrt(answers) / _error(worth, beside, others, sensitivity, levels, top)
        )
    )


def power_curves(people, worths, design):
    """Chance to see a drawback (percent, DataFrame): a row for each number of ``people``, a column for each of ``worths``.

    ``design``: values of the assumptions ``SURVEY``.
    """
    return pd.DataFrame(
        {"people": people}
        | {f"worth {worth:g}% of pay": [power(n, worth, *design) for n in people] for worth in worths}
    )


@accepts_quantities("people", levels="one +", tasks="one -", alternatives="one -")
def rule_of_thumb(levels, tasks, alternatives):
    """People that the rule of Johnson and Orme asks for: 500 times the largest number of levels, by tasks and alternatives."""
    return 500 * levels / (tasks * alternatives)


def simulated_power(people, worth, beside, others, sensitivity, levels, top, tasks, error, runs, seed):
    """Percent of ``runs`` surveys of ``people``, drawn with ``seed`` and fitted by maximum likelihood, that see the drawback.

    Answers of one person do not resemble each other here; the test is Wald's.
    """
    generator = np.random.default_rng(seed)
    differences, chance = _pairs(int(others), int(levels), float(top))
    truth, bar = _coefficients(worth, beside, int(others), sensitivity), -ndtri(error / 200)
    seen = 0
    for _ in range(runs):
        drawn = differences[generator.choice(len(differences), size=int(people * tasks), p=chance)]
        chosen = generator.random(len(drawn)) < expit(drawn @ truth)
        found, spread = _fitted(drawn, chosen)
        seen += abs(found[0]) > bar * spread[0]
    return 100 * seen / runs


def _fitted(drawn, chosen):
    """(coefficients, standard errors) of a logit without a constant, by Newton's method."""
    found = np.zeros(drawn.shape[1])
    for _ in range(25):
        taken = expit(drawn @ found)
        information = (drawn * (taken * (1 - taken))[:, None]).T @ drawn
        step = np.linalg.solve(information, drawn.T @ (chosen - taken))
        found += step
        if np.abs(step).max() < 1e-9:
            break
    return found, np.sqrt(np.diag(np.linalg.inv(information)))
