"""Mission: the coded evidence on why people come, stay or leave, and the explanations that compete for it.

A *passage* is a claim of the article that bears on a motive; a *voice* is whoever it comes from, and a *merged* voice is the one
person who may stand behind several voices that the article names by the same words. An *item* is a claim or an outside fact, rated
against each hypothesis in the manner of Heuer's analysis of competing hypotheses: CC, C, N, I or II. Only inconsistency counts, for
what fits every explanation tells them not apart.
"""

from itertools import product

import pandas as pd

from ..errors import DataError

# What a rating counts against a hypothesis: nothing, once, or as often as a strong inconsistency does.
RATINGS = ("CC", "C", "N", "I", "II")


def evidence(coding, claims, passages, voices):
    """The ``coding`` (slug, motive ...) with the place and the quote of each passage and with whose word it is, in text order.

    ``passages``: item and voice; ``voices``: voice, basis and merged. DataError where a coded passage has no voice.
    """
    return with_voices(coding.merge(claims, on="slug"), "slug", passages, voices).sort_values(
        ["start", "motive"], ignore_index=True
    )


def with_voices(frame, column, passages, voices):
    """``frame`` with voice, basis and merged voice of the item that ``column`` names; DataError where one has no voice."""
    silent = sorted(set(frame[column]) - set(passages["item"]))
    if silent:
        raise DataError(
            f"nobody is named for {silent[0]}: say in data/curated/passage_voices.csv whose word it is"
        )
    whose = passages[["item", "voice"]].merge(voices[["voice", "basis", "merged"]], on="voice")
    return frame.merge(whose.rename(columns={"item": column}), on=column)


def share_by(frame, column):
    """Passages of ``frame`` (DataFrame with ``slug``) by ``column``: counts of distinct passages, most first (Series)."""
    return (
        frame.drop_duplicates(["slug", column])
        .groupby(column)["slug"]
        .nunique()
        .sort_values(ascending=False, kind="stable")
    )


def count(query):
    """The number of passages of the table ``evidence`` that fulfil ``query``, as a formula of the ledger (str)."""
    return f"distinct('evidence', 'slug', \"{query}\")"


def derive_counts(ledger, labels, bases):
    """Enter in ``ledger`` how many passages the table ``evidence`` has: in all, by basis, and by motive (``labels``: motive to label)."""
    ledger.derive("passages-coded", "Passages on motives", "distinct('evidence', 'slug')")
    for basis in bases:
        ledger.derive(f"passages-{basis}", f"Passages, basis: {basis}", count(f"basis == '{basis}'"))
    for motive, label in labels.items():
        moves = f"motive == '{motive}' and effect == 'moves'"
        ledger.derive(f"moves-{motive}", f"{label}: moves people", count(moves))
        ledger.derive(
            f"moves-{motive}-anonymous",
            f"{label}: of these, anonymous",
            count(f"{moves} and basis == 'anonymous'"),
        )
    ledger.derive("fails-pay", "Pay: is said to fail", count("motive == 'pay' and effect == 'fails'"))
    ledger.derive("share-anonymous", "Anonymous", "to(passages-anonymous / passages-coded, 'percent')")
    ledger.derive("voices-heard", "Voices behind the passages", "distinct('evidence', 'voice')")


def grid(evidence, labels):
    """Passages in which a motive moves people, by motive and basis (DataFrame), the motive named most often first.

    ``labels``: motive to label (Series). Columns: ``label``, ``basis``, ``passages``, ``all`` (of the motive), ``id`` of the latter.
    """
    moving = evidence[evidence["effect"] == "moves"]
    counts = moving.groupby(["motive", "basis"])["slug"].nunique().rename("passages").reset_index()
    counts["all"] = counts["motive"].map(share_by(moving, "motive"))
    counts["label"], counts["id"] = counts["motive"].map(labels), "moves-" + counts["motive"]
    counts = counts.sort_values(["all", "label", "basis"], ascending=[False, True, True], ignore_index=True)
    return counts[["label", "basis", "passages", "all", "id"]]


def leave_one_out(frame, column, measure):
    """``measure`` (function of a DataFrame) of ``frame`` without each value of ``column`` in turn: dict of left-out to result."""
    return {left_out: measure(frame[frame[column] != left_out]) for left_out in sorted(set(frame[column]))}


def margins(frame, conclusions, column):
    """By how many passages each of the ``conclusions`` holds, as it stands and without each value of ``column`` (DataFrame).

    ``conclusions``: conclusion and two queries on ``frame``, ``more`` and ``than``; one holds where the first finds more passages.
    Columns: conclusion, ``left_out`` ("" for nobody), ``margin`` (passages that ``more`` finds less those that ``than`` finds).
    """
    lines = []
    for row in conclusions.itertuples():
        more, than = frame.eval(row.more), frame.eval(row.than)
        for name in ["", *sorted(set(frame[column]))]:
            left = frame[column] != name
            margin = frame.loc[more & left, "slug"].nunique() - frame.loc[than & left, "slug"].nunique()
            lines.append((row.conclusion, name, margin))
    return pd.DataFrame(lines, columns=["conclusion", "left_out", "margin"])


def standing(found):
    """What is left of each conclusion, from ``found`` (DataFrame of ``margins``), in its order (DataFrame).

    Columns: conclusion, ``margin``, ``least`` (the smallest without one), ``holds`` and ``survives`` (bool), ``overturned_by`` (those
    without which it holds no more, where it did).
    """
    lines = []
    for conclusion, group in found.groupby("conclusion", sort=False):
        margin, without = group.loc[group["left_out"] == "", "margin"].iloc[0], group[group["left_out"] != ""]
        lost = list(without.loc[without["margin"] <= 0, "left_out"]) if margin > 0 else []
        lines.append(
            (conclusion, margin, without["margin"].min(), margin > 0, margin > 0 and not lost, " ".join(lost))
        )
    return pd.DataFrame(
        lines, columns=["conclusion", "margin", "least", "holds", "survives", "overturned_by"]
    )


def fates(found, names):
    """The rows of ``found`` (DataFrame of the table ``standing``) in words: a row a conclusion, a column for what is left out.

    ``names``: id to label of those that are left out (mapping); an id that it has not is shown as it is.
    """

    def fate(row):
        without = ", ".join(names.get(one, one) for one in row.overturned_by.split())
        return (
            "does not hold"
            if not row.holds
            else f"falls without: {without}"
            if without
            else f"survives, least margin {row.least}"
        )

    words = found.assign(fate=[fate(row) for row in found.itertuples()])
    table = words.pivot(index="conclusion", columns="by", values="fate")[list(dict.fromkeys(found["by"]))]
    margin = found.drop_duplicates("conclusion").set_index("conclusion")["margin"]
    return table.assign(margin=margin).loc[margin.index].reset_index()


def spreads(found, conclusions):
    """The margins of each conclusion over single voices, those that survive first (DataFrame): ``statement``, ``least``, ``margin``, ``id``.

    ``found``: DataFrame of the table ``standing``.
    """
    voices = found[found["by"] == "voice"].merge(conclusions[["conclusion", "statement"]], on="conclusion")
    voices = voices.sort_values(["survives", "holds", "margin"], ascending=False)
    return voices.assign(id="margin-" + voices["conclusion"])[["statement", "least", "margin", "id"]]


def derive_standing(ledger, conclusions):
    """Enter in ``ledger`` how many of ``conclusions`` stand, and the margins of each, from the table ``standing``."""
    ledger.derive("conclusions-tried", "Conclusions that are tried", "rows('conclusions')")
    for id, label, query in (
        ("holding", "hold as they stand", "by == 'voice' and holds"),
        ("surviving", "survive without any one voice", "by == 'voice' and survives"),
        ("surviving-merged", "survive without any one merged voice", "by == 'merged' and survives"),
    ):
        ledger.derive(f"conclusions-{id}", f"Conclusions that {label}", f"rows('standing', \"{query}\")")
    for row in conclusions.itertuples():
        for id, label, by, column in (
            ("margin", "margin", "voice", "margin"),
            ("without", "smallest margin without one voice", "voice", "least"),
            ("merged", "smallest margin without one merged voice", "merged", "least"),
        ):
            query = f"by == '{by}' and conclusion == '{row.conclusion}'"
            ledger.derive(
                f"{id}-{row.conclusion}",
                f"{row.statement}: {label}",
                f"cell('standing', '{column}', \"{query}\")",
            )


def derive_rates(ledger):
    """Enter in ``ledger`` the hires of Meta as a share of each lab's staff, and how many shares and explanations there are."""
    for name in ("openai", "anthropic", "deepmind"):
        share = f"to({name}-hires / {name}-staff-2025, 'percent')"
        ledger.derive(f"{name}-hires-share", f"Hired by Meta as a share of staff, {name}", share)
    ledger.derive(
        "hires-rate-ratio", "OpenAI's share beside Anthropic's", "openai-hires-share / anthropic-hires-share"
    )
    shares = """rows('claims', "measure == 'share of the cohort still employed'")"""
    ledger.derive("shares-known", "Shares of a cohort that the article gives", shares)
    ledger.derive("explanations-weighed", "Explanations", "rows('hypotheses')")


def matrix(ratings, facts, passages, voices):
    """The ``ratings`` (item, hypothesis, consistency, reason) with voice, basis, merged voice and ``later``, in their order.

    ``later`` is "yes" for a fact (``facts``: fact_id, after_article) that was known only after the article. DataError for a
    consistency that is none and for an item that is not rated against every hypothesis.
    """
    strange = ratings[~ratings["consistency"].isin(RATINGS)]
    if len(strange):
        raise DataError(
            f"{strange['item'].iloc[0]}: {strange['consistency'].iloc[0]!r} is no rating; the ratings are {', '.join(RATINGS)}"
        )
    rated = ratings.groupby("item")["hypothesis"].nunique()
    if rated.nunique() > 1:
        raise DataError(
            f"{rated.idxmin()} is not rated against every hypothesis: complete data/curated/hypothesis_evidence.csv"
        )
    later = set(facts.loc[facts["after_article"] == "yes", "fact_id"])
    cells = ratings.assign(later=["yes" if item in later else "no" for item in ratings["item"]])
    return with_voices(cells, "item", passages, voices)


def reasoned(cells, items, hypotheses):
    """The matrix to be read (DataFrame): a row an item, a column for each of ``hypotheses`` with the rating and its reason.

    ``cells``: DataFrame of ``matrix``; ``items``: item and label.
    """
    said = cells.assign(cell=cells["consistency"] + ". " + cells["reason"])
    said = said.pivot(index="item", columns="hypothesis", values="cell")[list(hypotheses)]
    return items.merge(cells.drop_duplicates("item")[["item", "basis", "later"]], on="item").join(
        said, on="item"
    )


def credibility(ledger, ids):
    """What ``explanations`` takes beside the matrix, from the assumptions of ``ledger``: base cases and ranges by basis, and ``strong``.

    ``ids``: basis to the id of its weight.
    """
    kept, strong = {basis: ledger[id] for basis, id in ids.items()}, ledger["strong-inconsistency"]
    base = {basis: weight.base().value for basis, weight in kept.items()}
    return (
        base,
        {basis: (weight.lo, weight.hi) for basis, weight in kept.items()},
        (strong.base().value, strong.lo, strong.hi),
    )


def inconsistency(cells, weights, strong):
    """Weighted inconsistency of each hypothesis (Series, in their order): the sum over its inconsistent items of their weights.

    ``cells``: DataFrame of ``matrix``; ``weights``: basis to weight (mapping); ``strong``: what II counts beside I. Lower means that
    less speaks against it, and not that it is true.
    """
    counts = cells["consistency"].map({"I": 1.0, "II": float(strong)}).fillna(0.0) * cells["basis"].map(
        weights
    )
    return counts.groupby(cells["hypothesis"], sort=False).sum()


def inconsistency_formula(cells, hypothesis, base):
    """The weighted inconsistency of ``hypothesis`` as a formula of the ledger, over counts of the table ``matrix`` (str).

    Items known only later are left out. ``base``: with the base cases of the weights; else over their ranges.
    """
    mine = cells[
        (cells["hypothesis"] == hypothesis)
        & (cells["later"] == "no")
        & cells["consistency"].isin(["I", "II"])
    ]
    terms = []
    for basis, rating in sorted(set(zip(mine["basis"], mine["consistency"]))):
        query = f"hypothesis == '{hypothesis}' and basis == '{basis}' and consistency == '{rating}' and later == 'no'"
        weights = [f"credibility-{basis}"] + ["strong-inconsistency"] * (rating == "II")
        factors = [f"base({weight})" if base else weight for weight in weights]
        terms.append(" * ".join([f"rows('matrix', \"{query}\")", *factors]))
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
    return pd.DataFrame(
        {"lo": scores.min(), "hi": scores.max(), "least_at": leads.sum(), "corners": len(scores)}
    ).rename_axis("hypothesis")


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


def explanations(cells, weights, ranges, strong):
    """How each hypothesis fares, and how that moves (DataFrame), from what was known at the time.

    ``weights``: basis to base case; ``ranges``: basis to (lo, hi); ``strong``: base case, lo, hi. Columns: hypothesis, ``score``,
    ``lo``, ``hi``, ``least_at`` of ``corners``, ``later_score`` (with items known only later), ``steps`` (of ``steps_to_lead``), and in
    how many runs without one voice, one merged voice, one item it scores least, alone or with others: ``voices_least`` of ``voices`` ...
    """
    timely = cells[cells["later"] == "no"]
    found = corners(timely, ranges, strong[1:])
    found.insert(0, "score", inconsistency(timely, weights, strong[0]))
    found["later_score"] = inconsistency(cells, weights, strong[0])
    found["steps"] = steps_to_lead(timely, weights, strong[0])
    for column, name in (("voice", "voices"), ("merged", "merged"), ("item", "items")):
        runs = leave_one_out(timely, column, lambda rest: inconsistency(rest, weights, strong[0]))
        leads = pd.DataFrame({left_out: scores - scores.min() < 1e-9 for left_out, scores in runs.items()})
        found[f"{name}_least"], found[name] = leads.sum(axis=1), len(runs)
    return found.reset_index()


def derive_explanations(ledger, cells, labels):
    """Enter in ``ledger`` the scores of the explanations (``labels``: hypothesis to label) and how they move, from ``explanations``."""
    for hypothesis, label in labels.items():
        for end, words, base in (
            ("-base", "at the base case of the weights", True),
            ("", "over their ranges", False),
        ):
            ledger.derive(
                f"against-{hypothesis}{end}",
                f"{label}: inconsistency {words}",
                inconsistency_formula(cells, hypothesis, base),
            )
        for id, column, words in (
            ("least", "least_at", "corners of the weights at which none scores less"),
            ("voices", "voices_least", "runs without one voice in which none does"),
            ("items", "items_least", "runs without one item in which none does"),
            ("steps", "steps", "cells to rate otherwise to draw level"),
        ):
            query = f"hypothesis == '{hypothesis}'"
            ledger.derive(
                f"{id}-{hypothesis}", f"{label}: {words}", f"cell('explanations', '{column}', \"{query}\")"
            )
