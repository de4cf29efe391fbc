"""Analysis of competing hypotheses: what is inconsistent with each, and how far that can be trusted.

An *item* of evidence is rated against each hypothesis: CC, C (consistent), N (neither), I or II
(inconsistent). Only inconsistency counts, for what fits every hypothesis does not tell them apart. An item
weighs as much as the basis of its word.

Source: R. J. Heuer, Psychology of Intelligence Analysis (1999), chapter 8.
"""

from collections.abc import Iterable, Mapping
from itertools import product

import pandas as pd

from ..errors import DataError
from .motives import leave_one_out, with_voices

RATINGS = ("CC", "C", "N", "I", "II")
_LEVEL = 1e-9  # scores that differ by less are level: the weights are decimals


def matrix(
    ratings: pd.DataFrame, facts: pd.DataFrame, passages: pd.DataFrame, voices: pd.DataFrame
) -> pd.DataFrame:
    """The ratings with whose word each item is, and whether it was known only later.

    Parameters
    ----------
    ratings : DataFrame
        A row a cell of the matrix: ``item``, ``hypothesis``, ``consistency`` (one of ``RATINGS``),
        ``reason``.
    facts : DataFrame
        ``fact_id`` and ``after_article``: "yes" for a fact that was known only after the text.
    passages, voices : DataFrame
        As for ``motives.with_voices``.

    Returns
    -------
    DataFrame
        ``ratings`` in their order, with ``later`` ("yes" or "no"), ``voice``, ``basis`` and ``merged``.

    Raises
    ------
    DataError
        For a consistency that is none, an item that is not rated against every hypothesis, and one without a
        voice.

    Examples
    --------
    >>> ratings = pd.DataFrame({"item": "a", "hypothesis": ["sun", "rain"], "consistency": ["I", "C"],
    ...                         "reason": ["it was wet", "it was wet"]})
    >>> facts = pd.DataFrame({"fact_id": ["a"], "after_article": ["yes"]})
    >>> passages = pd.DataFrame({"item": ["a"], "voice": ["ann"]})
    >>> voices = pd.DataFrame({"voice": ["ann"], "basis": ["named"], "merged": ["ann"]})
    >>> matrix(ratings, facts, passages, voices)[["hypothesis", "later", "basis"]].values.tolist()
    [['sun', 'yes', 'named'], ['rain', 'yes', 'named']]
    """
    strange = ratings[~ratings["consistency"].isin(RATINGS)]
    if len(strange):
        item, rating = strange.iloc[0][["item", "consistency"]]
        raise DataError(f"{item}: {rating!r} is no rating; the ratings are {', '.join(RATINGS)}")
    rated = ratings.groupby("item")["hypothesis"].nunique()
    if rated.nunique() > 1:
        raise DataError(f"{rated.idxmin()} is not rated against every hypothesis: complete its ratings")
    later = set(facts.loc[facts["after_article"] == "yes", "fact_id"])
    cells = ratings.assign(later=["yes" if item in later else "no" for item in ratings["item"]])
    return with_voices(cells, "item", passages, voices)


def matrix_in_words(cells: pd.DataFrame, items: pd.DataFrame, hypotheses: Iterable[str]) -> pd.DataFrame:
    """The matrix to be read: a row an item, a column a hypothesis with the rating and its reason.

    Parameters
    ----------
    cells : DataFrame
        The result of ``matrix``.
    items : DataFrame
        ``item`` and ``label``; it gives the order of the rows.
    hypotheses : iterable of str
        The columns, in order.

    Returns
    -------
    DataFrame
        ``item``, ``label``, ``basis``, ``later``, and a column for each hypothesis.

    Examples
    --------
    >>> cells = pd.DataFrame({"item": ["a"], "hypothesis": ["sun"], "consistency": ["I"],
    ...                       "reason": ["it was wet"], "basis": ["named"], "later": ["no"]})
    >>> items = pd.DataFrame({"item": ["a"], "label": ["A shower"]})
    >>> matrix_in_words(cells, items, ["sun"]).values.tolist()
    [['a', 'A shower', 'named', 'no', 'I. it was wet']]
    """
    written = cells.assign(cell=cells["consistency"] + ". " + cells["reason"])
    written = written.pivot(index="item", columns="hypothesis", values="cell")[list(hypotheses)]
    known = cells.drop_duplicates("item")[["item", "basis", "later"]]
    return items.merge(known, on="item").join(written, on="item")


def inconsistency(cells: pd.DataFrame, weights: Mapping[str, float], strong: float) -> pd.Series:
    """Weighted inconsistency of each hypothesis: the weights of the items that speak against it, summed.

    Parameters
    ----------
    cells : DataFrame
        ``hypothesis``, ``consistency`` and ``basis`` of each cell.
    weights : mapping
        Basis to weight, from 0 (nothing) to 1 (a measurement).
    strong : float
        What a strong inconsistency (II) counts, beside a plain one (I).

    Returns
    -------
    Series
        Hypothesis to score, in their order. Lower means that less speaks against it, and not that it is true.

    Examples
    --------
    >>> cells = pd.DataFrame({"hypothesis": ["sun", "rain", "sun"], "consistency": ["II", "I", "C"],
    ...                       "basis": "named"})
    >>> inconsistency(cells, {"named": 0.5}, 2).to_dict()
    {'sun': 1.0, 'rain': 0.5}
    """
    # of no cells pandas makes text, which is no factor where pyarrow is installed
    counted = cells["consistency"].map({"I": 1.0, "II": float(strong)}).astype(float).fillna(0.0)
    weight = cells["basis"].map(weights).astype(float)
    return (counted * weight).groupby(cells["hypothesis"], sort=False).sum()


def _leads(scores: pd.DataFrame) -> pd.DataFrame:
    """Whether each hypothesis (column) scores least in each run (row) of ``scores``, alone or with others."""
    return scores.sub(scores.min(axis=1), axis=0) < _LEVEL


def corners(
    cells: pd.DataFrame, ranges: Mapping[str, tuple[float, float]], strong: tuple[float, float]
) -> pd.DataFrame:
    """What each hypothesis can score while the weights move in their ranges, and how often it scores least.

    A score is a sum of products of weights and so is least and greatest at corners of the ranges.

    Parameters
    ----------
    cells : DataFrame
        As for ``inconsistency``.
    ranges : mapping
        Basis to the least and the greatest weight.
    strong : tuple of float
        The least and the most that a strong inconsistency counts.

    Returns
    -------
    DataFrame
        A row a hypothesis: ``lo``, ``hi``; ``least_at``, the corners at which no other scores less, out of
        ``corners``.

    Examples
    --------
    >>> cells = pd.DataFrame({"hypothesis": ["sun", "rain"], "consistency": ["I", "II"],
    ...                       "basis": ["told", "seen"]})
    >>> corners(cells, {"told": (0.5, 1), "seen": (0.25, 1)}, (1, 2)).loc["sun"].to_dict()
    {'lo': 0.5, 'hi': 1.0, 'least_at': 5.0, 'corners': 8.0}
    """
    found = []
    for *ends, twice in product(*ranges.values(), strong):
        found.append(inconsistency(cells, dict(zip(ranges, ends, strict=True)), twice))
    scores = pd.DataFrame(found)
    columns = {
        "lo": scores.min(),
        "hi": scores.max(),
        "least_at": _leads(scores).sum(),
        "corners": len(scores),
    }
    return pd.DataFrame(columns).rename_axis("hypothesis")


def steps_to_lead(cells: pd.DataFrame, weights: Mapping[str, float], strong: float) -> pd.Series:
    """How many cells to rate a step otherwise until each hypothesis is level with the one that scores least.

    A step leads from a rating to its neighbour in the order of ``RATINGS``; a cell moves by one step at most.

    Parameters
    ----------
    cells, weights, strong
        As for ``inconsistency``.

    Returns
    -------
    Series of Int64
        Hypothesis to number of cells, missing where no such steps suffice. For the hypothesis that scores
        least it is the number until another joins it.

    Notes
    -----
    Each hypothesis is compared with one that scores least, and with no other. Ties at the top: where several
    score least, raising the first of them leaves the others where they are, so that the cells counted here
    need not be enough. The number is then a lower bound of what it takes; so it is where a third hypothesis
    is overtaken on the way.

    Examples
    --------
    >>> cells = pd.DataFrame({"hypothesis": ["sun", "rain", "rain"], "consistency": ["C", "I", "I"],
    ...                       "basis": "told"})
    >>> steps_to_lead(cells, {"told": 0.5}, 2).to_dict()
    {'sun': 2, 'rain': 2}
    """
    scores = inconsistency(cells, weights, strong)
    first = str(scores.idxmin())
    raised = {"N": 1.0, "I": strong - 1.0}
    lowered = {"I": 1.0, "II": strong - 1.0}
    needed = {}
    for rival in scores.index.drop([first]):
        gains: list[float] = []
        for hypothesis, gained in ((first, raised), (rival, lowered)):
            own = cells[cells["hypothesis"] == hypothesis]
            gains += list((own["consistency"].map(gained) * own["basis"].map(weights)).dropna())
        gap, steps = scores[rival] - scores[first], 0
        for gain in sorted(gains, reverse=True):
            if gap < _LEVEL:
                break
            gap, steps = gap - gain, steps + 1
        needed[rival] = steps if gap < _LEVEL else pd.NA
    needed[first] = min((steps for steps in needed.values() if steps is not pd.NA), default=pd.NA)
    return pd.Series(needed, dtype="Int64").reindex(scores.index)


def explanations(
    cells: pd.DataFrame,
    weights: Mapping[str, float],
    ranges: Mapping[str, tuple[float, float]],
    strong: float,
    strong_range: tuple[float, float],
) -> pd.DataFrame:
    """How each hypothesis fares by what was known at the time, and how that moves.

    Parameters
    ----------
    cells : DataFrame
        The result of ``matrix``; cells that were known only later count in ``later_score`` alone.
    weights, strong
        Base case, as for ``inconsistency``.
    ranges, strong_range
        As for ``corners``.

    Returns
    -------
    DataFrame
        A row a hypothesis: ``hypothesis``, ``score``; ``lo``, ``hi``, ``least_at``, ``corners`` as of
        ``corners``; ``later_score``; ``steps`` of ``steps_to_lead``; and the runs without one voice, one
        merged voice, one item in which it scores least, alone or with others: ``voices_least`` of ``voices``,
        ``merged_least`` of ``merged``, ``items_least`` of ``items``.

    Examples
    --------
    >>> cells = pd.DataFrame({"item": ["a", "a", "b", "b"], "hypothesis": ["sun", "rain"] * 2,
    ...                       "consistency": ["I", "C", "C", "II"], "basis": "told", "later": "no",
    ...                       "voice": ["ann", "ann", "ben", "ben"], "merged": "both"})
    >>> found = explanations(cells, {"told": 0.5}, {"told": (0.5, 1)}, 2, (1, 2))
    >>> found[["hypothesis", "score", "lo", "hi", "steps", "items_least"]].values.tolist()
    [['sun', 0.5, 0.5, 1.0, 1, 1], ['rain', 1.0, 0.5, 2.0, 1, 1]]
    """
    timely = cells[cells["later"] == "no"]
    found = corners(timely, ranges, strong_range)
    found.insert(0, "score", inconsistency(timely, weights, strong))
    found["later_score"] = inconsistency(cells, weights, strong)
    found["steps"] = steps_to_lead(timely, weights, strong)
    for column, name in (("voice", "voices"), ("merged", "merged"), ("item", "items")):
        runs = leave_one_out(timely, column, lambda rest: inconsistency(rest, weights, strong))
        found[f"{name}_least"] = _leads(pd.DataFrame(list(runs.values()))).sum()
        found[name] = len(runs)
    return found.reset_index()
