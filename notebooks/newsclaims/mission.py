"""Mission: the coded evidence on why people come, stay or leave, and the explanations that compete for it.

A *passage* is a claim of the article that bears on a motive; a *voice* is whoever it comes from, and a *merged* voice is the one
person who may stand behind several voices that the article names by the same words. An *item* is a claim or an outside fact, rated
against each hypothesis in the manner of Heuer's analysis of competing hypotheses: CC, C, N, I or II. Only inconsistency counts, for
what fits every explanation tells them not apart.
"""

from itertools import product

import pandas as pd

from .errors import DataError

# What a rating counts against a hypothesis: nothing, once, or as often as a strong inconsistency does.
RATINGS = ("CC", "C", "N", "I", "II")


def evidence(coding, claims, passages, voices):
    """The ``coding`` (slug, motive ...) with the place and the quote of each passage and with whose word it is, in text order.

    ``passages``: item and voice; ``voices``: voice, basis and merged. DataError where a coded passage has no voice.
    """
    return with_voices(coding.merge(claims, on="slug"), "slug", passages, voices).sort_values(["start", "motive"], ignore_index=True)


def with_voices(frame, column, passages, voices):
    """``frame`` with voice, basis and merged voice of the item that ``column`` names; DataError where one has no voice."""
    silent = sorted(set(frame[column]) - set(passages["item"]))
    if silent:
        raise DataError(f"nobody is named for {silent[0]}: say in data/curated/passage_voices.csv whose word it is")
    whose = passages[["item", "voice"]].merge(voices[["voice", "basis", "merged"]], on="voice")
    return frame.merge(whose.rename(columns={"item": column}), on=column)


def share_by(frame, column):
    """Passages of ``frame`` (DataFrame with ``slug``) by ``column``: counts of distinct passages, most first (Series)."""
    return frame.drop_duplicates(["slug", column]).groupby(column)["slug"].nunique().sort_values(ascending=False, kind="stable")


def leave_one_out(frame, column, measure):
    """``measure`` (function of a DataFrame) of ``frame`` without each value of ``column`` in turn: dict of left-out to result."""
    return {left_out: measure(frame[frame[column] != left_out]) for left_out in sorted(set(frame[column]))}


def standing(frame, conclusions, column):
    """How each of the ``conclusions`` stands, and what is left of it without any one value of ``column`` (DataFrame).

    ``conclusions``: conclusion, statement and two queries on ``frame``, ``more`` and ``than``; one holds where the first finds more
    passages. Columns besides conclusion and statement: ``more`` and ``than`` (counts), ``holds`` (bool), ``left_out`` (how many were
    left out in turn), ``overturned_by`` (those without which it no longer holds, where it did), ``survives`` (bool).
    """
    lines = []
    for row in conclusions.itertuples():
        def margin(rest, row=row):
            return rest.query(row.more)["slug"].nunique() - rest.query(row.than)["slug"].nunique()

        margins = leave_one_out(frame, column, margin)
        holds = margin(frame) > 0
        lost = [name for name, left in margins.items() if holds and left <= 0]
        lines.append({
            "conclusion": row.conclusion, "statement": row.statement, "more": frame.query(row.more)["slug"].nunique(),
            "than": frame.query(row.than)["slug"].nunique(), "holds": holds, "left_out": len(margins),
            "overturned_by": " ".join(lost), "survives": holds and not lost})
    return pd.DataFrame(lines)


def matrix(ratings, facts, passages, voices):
    """The ``ratings`` (item, hypothesis, consistency, reason) with voice, basis, merged voice and ``later``, in their order.

    ``later`` is "yes" for a fact (``facts``: fact_id, after_article) that was known only after the article. DataError for a
    consistency that is none and for an item that is not rated against every hypothesis.
    """
    strange = ratings[~ratings["consistency"].isin(RATINGS)]
    if len(strange):
        raise DataError(f"{strange['item'].iloc[0]}: {strange['consistency'].iloc[0]!r} is no rating; the ratings are {', '.join(RATINGS)}")
    rated = ratings.groupby("item")["hypothesis"].nunique()
    if rated.nunique() > 1:
        raise DataError(f"{rated.idxmin()} is not rated against every hypothesis: complete data/curated/hypothesis_evidence.csv")
    later = set(facts.loc[facts["after_article"] == "yes", "fact_id"])
    cells = ratings.assign(later=["yes" if item in later else "no" for item in ratings["item"]])
    return with_voices(cells, "item", passages, voices)


def inconsistency(cells, weights, strong):
    """Weighted inconsistency of each hypothesis (Series, in their order): the sum over its inconsistent items of their weights.

    ``cells``: DataFrame of ``matrix``; ``weights``: basis to weight (mapping); ``strong``: what II counts beside I. Lower means that
    less speaks against it, and not that it is true.
    """
    counts = cells["consistency"].map({"I": 1.0, "II": float(strong)}).fillna(0.0) * cells["basis"].map(weights)
    return counts.groupby(cells["hypothesis"], sort=False).sum()


def least(scores):
    """Name of the lowest of ``scores`` (Series); names that tie within a billionth are joined by `` = ``."""
    return " = ".join(sorted(scores.index[scores - scores.min() < 1e-9])) if len(scores) else "nothing left"


def inconsistency_formula(cells, hypothesis, table="matrix"):
    """The weighted inconsistency of ``hypothesis`` as a formula of the ledger, over counts of ``table`` and the weights (str)."""
    mine = cells[(cells["hypothesis"] == hypothesis) & (cells["later"] == "no")]
    terms = []
    for basis, rating in sorted({(row.basis, row.consistency) for row in mine.itertuples() if row.consistency in ("I", "II")}):
        count = f"rows('{table}', \"hypothesis == '{hypothesis}' and basis == '{basis}' and consistency == '{rating}' and later == 'no'\")"
        terms.append(f"{count} * credibility-{basis}" + (" * strong-inconsistency" if rating == "II" else ""))
    return " + ".join(terms)


def corners(cells, ranges, strong):
    """What each hypothesis can score while the weights move in their ``ranges``, and how often it scores least (DataFrame).

    ``ranges``: basis to (lo, hi); ``strong``: (lo, hi). A score is a sum of products of weights and so is least and greatest at
    corners of the ranges; ``least_at`` counts the corners at which no other hypothesis scores less, out of ``corners``.
    """
    bases, found = list(ranges), []
    for *ends, twice in product(*(ranges[basis] for basis in bases), strong):
        found.append(inconsistency(cells, dict(zip(bases, ends)), twice))
    scores = pd.DataFrame(found)
    leads = scores.sub(scores.min(axis=1), axis=0) < 1e-9
    return pd.DataFrame({"lo": scores.min(), "hi": scores.max(), "least_at": leads.sum(), "corners": len(scores)}).rename_axis("hypothesis")


def steps_to_lead(cells, weights, strong):
    """How many cells an opponent has to rate a step otherwise, one step each, until each hypothesis scores no more than the least.

    A step: CC, C, N, I, II in this order. Series of integers, missing where no such steps suffice. For the hypothesis that scores
    least it is the number until another joins it.
    """
    scores = inconsistency(cells, weights, strong)
    first = scores.idxmin()
    raised = {"N": 1.0, "I": strong - 1.0}
    lowered = {"I": 1.0, "II": strong - 1.0}
    needed = {}
    for rival in scores.index.drop(first):
        moves = []
        for name, gains in ((first, raised), (rival, lowered)):
            own = cells[cells["hypothesis"] == name]
            moves += list((own["consistency"].map(gains) * own["basis"].map(weights)).dropna())
        gap, steps = scores[rival] - scores[first], 0
        for gain in sorted(moves, reverse=True):
            if gap < 1e-9:
                break
            gap, steps = gap - gain, steps + 1
        needed[rival] = steps if gap < 1e-9 else pd.NA
    needed[first] = min((steps for steps in needed.values() if steps is not pd.NA), default=pd.NA)
    return pd.Series(needed, dtype="Int64").reindex(scores.index)


def telling(cells):
    """How far each item tells the hypotheses apart (Series, most first): the highest less the lowest of its ratings, in steps."""
    place = cells["consistency"].map({rating: step for step, rating in enumerate(RATINGS)})
    spread = place.groupby(cells["item"], sort=False).agg(lambda steps: steps.max() - steps.min())
    return spread.sort_values(ascending=False, kind="stable")
