"""Analysis of competing hypotheses: what is inconsistent with each, and how far that can be trusted.

An *item* of evidence is rated against each hypothesis: CC, C (consistent), N (neither), I or II
(inconsistent). Only inconsistency counts, for what fits every hypothesis does not tell them apart. An item
weighs as much as the basis of its word. A hypothesis is *charged* with the items that bear on what it claims
to explain, and its inconsistency is a share of their weight, so that hypotheses that claim much and little
can stand on one scale.

Source: R. J. Heuer, Psychology of Intelligence Analysis (1999), chapter 8; the charge is ours.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

import numpy as np
import pandas as pd

from ..errors import DataError
from .motives import leave_one_out, with_voices

RATINGS = ("CC", "C", "N", "I", "II")
_LEVEL = 1e-9  # scores that differ by less are level: the weights are decimals


def matrix(
    ratings: pd.DataFrame,
    items: pd.DataFrame,
    hypotheses: pd.DataFrame,
    facts: pd.DataFrame,
    passages: pd.DataFrame,
    voices: pd.DataFrame,
) -> pd.DataFrame:
    """The ratings with whose word each item is, what each hypothesis is charged with, and what came later.

    Parameters
    ----------
    ratings : DataFrame
        A row a cell of the matrix: ``item``, ``hypothesis``, ``consistency`` (one of ``RATINGS``),
        ``reason``.
    items : DataFrame
        ``item`` and ``about``, what it bears on.
    hypotheses : DataFrame
        ``hypothesis`` and ``explains``: what it claims to explain, parted by blanks.
    facts : DataFrame
        ``fact_id`` and ``after_article``: "yes" for a fact that was known only after the text.
    passages, voices : DataFrame
        As for ``motives.with_voices``.

    Returns
    -------
    DataFrame
        ``ratings`` in their order, with ``charged`` and ``later`` ("yes" or "no"), ``voice``, ``basis`` and
        ``merged``.

    Raises
    ------
    DataError
        For a consistency that is none, an item that is not rated against every hypothesis, and one without a
        voice.

    Examples
    --------
    >>> ratings = pd.DataFrame({"item": "a", "hypothesis": ["sun", "rain"], "consistency": ["I", "C"],
    ...                         "reason": ["it was wet", "it was wet"]})
    >>> items = pd.DataFrame({"item": ["a"], "about": ["wet"]})
    >>> hypotheses = pd.DataFrame({"hypothesis": ["sun", "rain"], "explains": ["warm", "wet cold"]})
    >>> facts = pd.DataFrame({"fact_id": ["a"], "after_article": ["yes"]})
    >>> passages = pd.DataFrame({"item": ["a"], "voice": ["ann"]})
    >>> voices = pd.DataFrame({"voice": ["ann"], "basis": ["named"], "merged": ["ann"]})
    >>> found = matrix(ratings, items, hypotheses, facts, passages, voices)
    >>> found[["hypothesis", "charged", "later", "basis"]].values.tolist()
    [['sun', 'no', 'yes', 'named'], ['rain', 'yes', 'yes', 'named']]
    """
    strange = ratings[~ratings["consistency"].isin(RATINGS)]
    if len(strange):
        item, rating = strange.iloc[0][["item", "consistency"]]
        raise DataError(f"{item}: {rating!r} is no rating; the ratings are {', '.join(RATINGS)}")
    rated = ratings.groupby("item")["hypothesis"].nunique()
    if rated.nunique() > 1:
        raise DataError(f"{rated.idxmin()} is not rated against every hypothesis: complete its ratings")
    later = set(facts.loc[facts["after_article"] == "yes", "fact_id"])
    about = items.set_index("item")["about"]
    explains = hypotheses.set_index("hypothesis")["explains"].str.split()
    pairs = list(zip(ratings["item"], ratings["hypothesis"], strict=True))
    cells = ratings.assign(
        charged=["yes" if about[item] in explains[hypothesis] else "no" for item, hypothesis in pairs],
        later=["yes" if item in later else "no" for item, _ in pairs],
    )
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
        ``item``, ``label``, ``basis``, ``later``, and a column for each hypothesis; a rating that it is not
        charged with stands in brackets.

    Examples
    --------
    >>> cells = pd.DataFrame({"item": ["a"], "hypothesis": ["sun"], "consistency": ["I"], "charged": ["no"],
    ...                       "reason": ["it was wet"], "basis": ["named"], "later": ["no"]})
    >>> items = pd.DataFrame({"item": ["a"], "label": ["A shower"]})
    >>> matrix_in_words(cells, items, ["sun"]).values.tolist()
    [['a', 'A shower', 'named', 'no', '(I). it was wet']]
    """
    rating = cells["consistency"].where(cells["charged"] == "yes", "(" + cells["consistency"] + ")")
    written = cells.assign(cell=rating + ". " + cells["reason"])
    written = written.pivot(index="item", columns="hypothesis", values="cell")[list(hypotheses)]
    known = cells.drop_duplicates("item")[["item", "basis", "later"]]
    return items[["item", "label"]].merge(known, on="item").join(written, on="item")


def diagnosticity(cells: pd.DataFrame, weights: Mapping[str, float]) -> pd.Series:
    """How far each item tells the hypotheses apart: the spread of its ratings, times its weight.

    Parameters
    ----------
    cells : DataFrame
        ``item``, ``consistency``, ``charged`` and ``basis`` of each cell; a rating that a hypothesis is not
        charged with counts as N.
    weights : mapping
        Basis to weight.

    Returns
    -------
    Series
        Item to the standard deviation of its ratings (CC 2, C 1, N 0, I -1, II -2) times its weight, the
        largest first.

    Examples
    --------
    >>> cells = pd.DataFrame({"item": ["a", "a", "b", "b"], "consistency": ["C", "I", "C", "C"],
    ...                       "charged": "yes", "basis": "named"})
    >>> diagnosticity(cells, {"named": 0.5}).to_dict()
    {'a': 0.5, 'b': 0.0}
    """
    number = signed(cells)
    spread = number.groupby(cells["item"], sort=False).std(ddof=0)
    weight = cells.drop_duplicates("item").set_index("item")["basis"].map(weights)
    return (spread * weight).sort_values(ascending=False, kind="stable")


def signed(cells: pd.DataFrame) -> pd.Series:
    """The rating of each cell as a number, from 2 for CC to -2 for II, 0 where it is not charged.

    Examples
    --------
    >>> signed(pd.DataFrame({"consistency": ["CC", "II", "I"], "charged": ["yes", "yes", "no"]})).tolist()
    [2, -2, 0]
    """
    places = {rating: 2 - place for place, rating in enumerate(RATINGS)}
    return cells["consistency"].map(places).where(cells["charged"] == "yes", 0)


def inconsistency(cells: pd.DataFrame, weights: Mapping[str, float], strong: float) -> pd.Series:
    """How much of the weight of its evidence speaks against each hypothesis.

    Parameters
    ----------
    cells : DataFrame
        ``hypothesis``, ``consistency`` and ``basis`` of each cell that it is charged with.
    weights : mapping
        Basis to weight, from 0 (nothing) to 1 (a measurement).
    strong : float
        What a strong inconsistency (II) counts, beside a plain one (I).

    Returns
    -------
    Series
        Hypothesis to percent, in their order. Lower means that less speaks against it, and not that it is
        true.

    Examples
    --------
    >>> cells = pd.DataFrame({"hypothesis": ["sun", "rain", "sun"], "consistency": ["II", "I", "C"],
    ...                       "basis": "named"})
    >>> inconsistency(cells, {"named": 0.5}, 2).to_dict()
    {'sun': 100.0, 'rain': 100.0}
    """
    # of no cells pandas makes text, which is no factor where pyarrow is installed
    counted = cells["consistency"].map({"I": 1.0, "II": float(strong)}).astype(float).fillna(0.0)
    weight = cells["basis"].map(weights).astype(float)
    sums = pd.DataFrame({"against": counted * weight, "all": weight}).groupby(cells["hypothesis"], sort=False)
    total = sums.sum()
    return 100 * total["against"] / total["all"]


def _lowest(scores: pd.DataFrame) -> pd.DataFrame:
    """Whether each hypothesis (column) scores lowest in each run (row), alone or level with others."""
    return scores.sub(scores.min(axis=1), axis=0) < _LEVEL


def _one_step_otherwise(cells: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """The cells with each rating moved a step up or down in turn, by the name of what was moved."""
    for at, cell in cells.iterrows():
        place = RATINGS.index(cell["consistency"])
        for other in (place - 1, place + 1):
            if 0 <= other < len(RATINGS):
                moved = cells.copy()
                moved.loc[at, "consistency"] = RATINGS[other]
                yield f"{cell['item']} {cell['hypothesis']} {RATINGS[other]}", moved


def runs(
    cells: pd.DataFrame,
    weights: Mapping[str, float],
    ranges: Mapping[str, tuple[float, float]],
    strong: float,
    strong_range: tuple[float, float],
) -> pd.DataFrame:
    """The inconsistency of each hypothesis in every run of a test.

    Parameters
    ----------
    cells : DataFrame
        The result of ``matrix``.
    weights, strong
        Base case, as for ``inconsistency``.
    ranges : mapping
        Basis to the least and the greatest weight.
    strong_range : tuple of float
        The least and the most that a strong inconsistency counts.

    Returns
    -------
    DataFrame
        A row a hypothesis in a run: ``kind``, ``run``, ``hypothesis``, ``score`` (percent), ``lowest`` (bool:
        no other scores less). The kinds: "as rated"; "without a voice", "without a merged voice", "without an
        item"; "a rating one step off"; "weights at their ends" (all corners of the ranges); "over items that
        take a side" (an N is no part of the weight); "with later items"; "charged with everything". Runs that
        leave out the same ratings are one.

    Examples
    --------
    >>> cells = pd.DataFrame({"item": ["a", "a"], "hypothesis": ["sun", "rain"], "consistency": ["I", "C"],
    ...                       "basis": "told", "later": "no", "charged": "yes", "voice": "ann",
    ...                       "merged": "ann"})
    >>> found = runs(cells, {"told": 0.5}, {"told": (0.5, 1)}, 2, (1, 2))
    >>> found.query("kind == 'as rated'")[["hypothesis", "score", "lowest"]].values.tolist()
    [['sun', 100.0, False], ['rain', 0.0, True]]
    """
    known = cells[cells["later"] == "no"]
    own = known[known["charged"] == "yes"]
    scores: dict[tuple[str, str], pd.Series] = {}

    def score(frame: pd.DataFrame) -> pd.Series:
        return inconsistency(frame, weights, strong)

    scores["as rated", ""] = score(own)
    tried = set()  # a voice with a single item is that item: one run, not two
    for column, kind in (("voice", "a voice"), ("merged", "a merged voice"), ("item", "an item")):
        for name, rest in leave_one_out(own, column, lambda rest: rest).items():
            if frozenset(rest.index) not in tried:
                tried.add(frozenset(rest.index))
                scores[f"without {kind}", name] = score(rest)
    for name, moved in _one_step_otherwise(own):
        scores["a rating one step off", name] = score(moved)
    twices = strong_range if (own["consistency"] == "II").any() else (strong,)
    for at, (*ends, twice) in enumerate(product(*ranges.values(), twices)):
        corner = inconsistency(own, dict(zip(ranges, ends, strict=True)), twice)
        scores["weights at their ends", str(at)] = corner
    scores["over items that take a side", ""] = score(own[own["consistency"] != "N"])
    scores["with later items", ""] = score(cells[cells["charged"] == "yes"])
    scores["charged with everything", ""] = score(known)
    order = list(dict.fromkeys(cells["hypothesis"]))
    table = pd.DataFrame(scores).T.rename_axis(["kind", "run"])[order]
    long = table.rename_axis("hypothesis", axis=1).stack().rename("score").reset_index()
    return long.assign(lowest=_lowest(table).stack().to_numpy())


def ratings_to_tie(cells: pd.DataFrame, weights: Mapping[str, float], strong: float) -> pd.Series:
    """How many ratings have to be one step otherwise until no other hypothesis scores less than each.

    A step leads from a rating to its neighbour in the order of ``RATINGS``; a rating moves by one at most.

    Parameters
    ----------
    cells, weights, strong
        As for ``inconsistency``.

    Returns
    -------
    Series of Int64
        Hypothesis to number of ratings: 0 where it scores lowest, missing where no such steps suffice.

    Notes
    -----
    A hypothesis is compared with all its rivals at once. Steps in its own ratings bring it nearer to each of
    them, steps in a rival's to that rival alone. So for every number of its own steps, the largest first, the
    rivals that are still ahead take the fewest of theirs, and the least sum is the answer.

    Examples
    --------
    >>> cells = pd.DataFrame({"hypothesis": ["sun", "rain", "rain"], "consistency": ["I", "I", "I"],
    ...                       "basis": "told"})
    >>> ratings_to_tie(cells.assign(consistency=["C", "I", "C"]), {"told": 0.5}, 2).to_dict()
    {'sun': 0, 'rain': 1}
    """
    scores = inconsistency(cells, weights, strong)
    weight = cells["basis"].map(weights)
    part = 100 * weight / weight.groupby(cells["hypothesis"]).transform("sum")

    def gains(hypothesis: str, steps: Mapping[str, float]) -> list[float]:
        own = cells["hypothesis"] == hypothesis
        found = (cells.loc[own, "consistency"].map(steps) * part[own]).dropna()
        return sorted(found, reverse=True)

    lowered = {"I": 1.0, "II": strong - 1.0}
    raised = {name: gains(name, {"N": 1.0, "I": strong - 1.0}) for name in scores.index}
    needed = {}
    for name in scores.index:
        reach, least = np.concatenate([[0.0], np.cumsum(gains(name, lowered))]), []
        for own_steps, gained in enumerate(reach):
            target = scores[name] - gained
            theirs = [_fewest(target - scores[rival], raised[rival]) for rival in scores.index.drop(name)]
            if None not in theirs:
                least.append(own_steps + sum(steps for steps in theirs if steps))
        needed[name] = min(least, default=pd.NA)
    return pd.Series(needed, dtype="Int64")


def _fewest(gap: float, gains: list[float]) -> int | None:
    """How many of ``gains``, largest first, fill ``gap``; None where all together do not."""
    filled = np.concatenate([[0.0], np.cumsum(gains)])
    enough = np.flatnonzero(filled > gap - _LEVEL)
    return int(enough[0]) if len(enough) else None


def explanations(
    cells: pd.DataFrame, tried: pd.DataFrame, weights: Mapping[str, float], strong: float
) -> pd.DataFrame:
    """How each hypothesis fares by what was known at the time, and in how many runs it scores lowest.

    Parameters
    ----------
    cells : DataFrame
        The result of ``matrix``.
    tried : DataFrame
        The result of ``runs``.
    weights, strong
        As for ``inconsistency``.

    Returns
    -------
    DataFrame
        A row a hypothesis: ``hypothesis``; ``items`` that it is charged with, without later ones; ``score``,
        ``lo``, ``hi`` over all runs; ``lowest`` of ``runs``, and in how many of these it is so ``alone``;
        ``unmoved``, the runs that change no hypothesis's score; ``everything``, the score where all are
        charged with everything; ``later``, with the items known only later; ``sided``, over the items that
        take a side; ``to_tie``, of ``ratings_to_tie``.

    Examples
    --------
    >>> cells = pd.DataFrame({"item": ["a", "a"], "hypothesis": ["sun", "rain"], "consistency": ["I", "C"],
    ...                       "basis": "told", "later": "no", "charged": "yes", "voice": "ann",
    ...                       "merged": "ann"})
    >>> tried = runs(cells, {"told": 0.5}, {"told": (0.5, 1)}, 2, (1, 2))
    >>> found = explanations(cells, tried, {"told": 0.5}, 2)
    >>> found[["hypothesis", "items", "score", "to_tie"]].values.tolist()
    [['sun', 1, 100.0, 1], ['rain', 1, 0.0, 0]]
    """
    own = cells[(cells["later"] == "no") & (cells["charged"] == "yes")]
    by = tried.groupby("hypothesis", sort=False)
    alone = tried["lowest"] & (tried.groupby(["kind", "run"])["lowest"].transform("sum") == 1)
    wide = tried.pivot(index=["kind", "run"], columns="hypothesis", values="score")
    single = {
        name: tried[tried["kind"] == kind].set_index("hypothesis")["score"]
        for name, kind in (
            ("score", "as rated"),
            ("everything", "charged with everything"),
            ("later", "with later items"),
            ("sided", "over items that take a side"),
        )
    }
    found = pd.DataFrame(
        {
            "items": own.groupby("hypothesis", sort=False).size(),
            "score": single["score"],
            "lo": by["score"].min(),
            "hi": by["score"].max(),
            "lowest": by["lowest"].sum(),
            "alone": tried[alone].groupby("hypothesis").size(),
            "unmoved": (wide - single["score"]).abs().max(axis=1).lt(_LEVEL).sum(),
            "runs": by.size(),
            "everything": single["everything"],
            "later": single["later"],
            "sided": single["sided"],
            "to_tie": ratings_to_tie(own, weights, strong),
        }
    )
    order = list(dict.fromkeys(cells["hypothesis"]))
    found["alone"] = found["alone"].fillna(0).astype(int)
    return found.loc[order].rename_axis("hypothesis").reset_index()
