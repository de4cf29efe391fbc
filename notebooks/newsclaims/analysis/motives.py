"""Coded passages: whose word they are, what outnumbers what, and in which runs of a test that stays so.

A *passage* is a stretch of text that is coded with one or more motives. A *voice* is whoever it comes from;
a *merged* voice is whoever may stand behind several voices that the text names alike. The *basis* says what
kind of voice it is. A *run* is the coding with something changed: a voice left out, a code flipped. Margins
are counted over many runs at once, each a copy of the codes under a name of its own.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from ..errors import DataError


def coded_passages(
    coding: pd.DataFrame, claims: pd.DataFrame, passages: pd.DataFrame, voices: pd.DataFrame
) -> pd.DataFrame:
    """The coding of passages with their place in the text and with whose word they are.

    Parameters
    ----------
    coding : DataFrame
        A row a code: ``slug`` of the passage, ``motive``, and whatever else was coded.
    claims : DataFrame
        A row a passage: ``slug``, ``start`` (offset in the text), and whatever else is known of it.
    passages, voices : DataFrame
        As for ``with_voices``.

    Returns
    -------
    DataFrame
        A row a code, in text order and then by motive; the columns of ``coding`` and ``claims``, and those of
        ``with_voices``.

    Raises
    ------
    DataError
        Where a coded passage has no voice.

    Examples
    --------
    >>> coding = pd.DataFrame({"slug": ["b", "a"], "motive": ["pay", "values"]})
    >>> claims = pd.DataFrame({"slug": ["a", "b"], "start": [3, 40]})
    >>> passages = pd.DataFrame({"item": ["a", "b"], "voice": ["ann", "ben"]})
    >>> voices = pd.DataFrame({"voice": ["ann", "ben"], "basis": ["named", "anonymous"],
    ...                        "merged": ["ann", "ben"]})
    >>> coded_passages(coding, claims, passages, voices)[["slug", "voice", "basis"]].values.tolist()
    [['a', 'ann', 'named'], ['b', 'ben', 'anonymous']]
    """
    placed = coding.merge(claims, on="slug")
    return with_voices(placed, "slug", passages, voices).sort_values(["start", "motive"], ignore_index=True)


def with_voices(
    frame: pd.DataFrame, column: str, passages: pd.DataFrame, voices: pd.DataFrame
) -> pd.DataFrame:
    """A table of items with whose word each item is.

    Parameters
    ----------
    frame : DataFrame
        Any table that names an item in ``column``.
    column : str
        The column of ``frame`` that names the item.
    passages : DataFrame
        A row an item: ``item`` and ``voice``.
    voices : DataFrame
        A row a voice: ``voice``, ``basis`` and ``merged``.

    Returns
    -------
    DataFrame
        ``frame`` with the columns ``voice``, ``basis`` and ``merged``, in its order.

    Raises
    ------
    DataError
        Where an item has no voice.

    Examples
    --------
    >>> said = pd.DataFrame({"item": ["a"], "voice": ["ann"]})
    >>> voices = pd.DataFrame({"voice": ["ann"], "basis": ["named"], "merged": ["ann"]})
    >>> with_voices(pd.DataFrame({"what": ["a", "a"]}), "what", said, voices)["basis"].tolist()
    ['named', 'named']
    """
    silent = sorted(set(frame[column]) - set(passages["item"]))
    if silent:
        raise DataError(f"nobody is named for {silent[0]}: add whose word it is to the table of voices")
    whose = passages[["item", "voice"]].merge(voices[["voice", "basis", "merged"]], on="voice")
    return frame.merge(whose.rename(columns={"item": column}), on=column)


def leave_one_out(frame: pd.DataFrame, column: str, measure: Callable[[pd.DataFrame], Any]) -> dict[str, Any]:
    """A measure of a table without each value of a column in turn.

    Parameters
    ----------
    frame : DataFrame
        Any table.
    column : str
        The column whose values are left out one by one.
    measure : callable
        Takes what is left of ``frame``.

    Returns
    -------
    dict
        Value that was left out to the measure of the rest, values sorted.

    Examples
    --------
    >>> leave_one_out(pd.DataFrame({"voice": ["ann", "ben", "ben"]}), "voice", len)
    {'ann': 2, 'ben': 1}
    """
    return {left_out: measure(frame[frame[column] != left_out]) for left_out in sorted(set(frame[column]))}


def without_each(codes: pd.DataFrame, column: str) -> pd.DataFrame:
    """A run for each value of a column: the codes without it.

    Parameters
    ----------
    codes : DataFrame
        A row a code.
    column : str
        The column whose values are left out one by one: ``voice``, ``merged``, ``basis``.

    Returns
    -------
    DataFrame
        The codes of all runs, with ``run``, the value that is left out.

    Examples
    --------
    >>> without_each(pd.DataFrame({"voice": ["ann", "ben"], "sentence": [1, 2]}), "voice").values.tolist()
    [['ben', 2, 'ann'], ['ann', 1, 'ben']]
    """
    runs = leave_one_out(codes, column, lambda rest: rest)
    return pd.concat([rest.assign(run=left_out) for left_out, rest in runs.items()], ignore_index=True)


def flips(
    codes: pd.DataFrame, boundaries: Mapping[str, str] | pd.Series, second: pd.DataFrame
) -> pd.DataFrame:
    """What a second coder might reasonably have written instead of each code, or beside them.

    A code may be *dropped*; its effect may be *reversed*; its motive may be another, *recoded*, where the
    codebook names that at the boundary of the motive or the second pass has it in the same sentence; it may
    speak of another decision or employer, *redirected*, where the second pass has that; and a code that the
    second pass alone has may be *added*.

    Parameters
    ----------
    codes, second : DataFrame
        A row a code of a sentence in the first and in the second pass: ``sentence``, ``motive``, ``effect``
        ("moves" or "fails"), ``direction``, ``company``, and whatever else is asked of a code. The index of
        ``codes`` is 0, 1, 2 ...
    boundaries : mapping or Series
        Motive to the text that says where it ends and names its neighbours.

    Returns
    -------
    DataFrame
        A row a flip: ``kind``; ``code``, the index of the code that it changes, -1 where it adds one; and the
        columns of ``codes`` as they are after it.

    Examples
    --------
    >>> codes = pd.DataFrame({"sentence": [1], "motive": ["pay"], "effect": ["moves"], "direction": ["come"],
    ...                       "company": ["any"]})
    >>> second = codes.assign(sentence=2, motive="vision")
    >>> found = flips(codes, {"pay": "Stock that is held is equity.", "equity": "", "vision": ""}, second)
    >>> found["kind"].tolist()
    ['dropped', 'reversed', 'recoded', 'added']
    >>> found[["code", "sentence", "motive", "effect"]].values.tolist()[1:]
    [[0, 1, 'pay', 'fails'], [0, 1, 'equity', 'moves'], [-1, 2, 'vision', 'moves']]
    """
    aims = ["direction", "company"]
    joined = codes.merge(second, how="left", on=["sentence", "motive"], suffixes=("", "_second"))
    known = second.merge(codes[["sentence", "motive"]], how="left", indicator=True)
    only_second = known[known["_merge"] == "left_only"]
    found = []
    for at, code in enumerate(codes.to_dict("records")):
        ends = boundaries[code["motive"]]
        near = [other for other in boundaries.keys() if re.search(rf"\b{re.escape(other)}\b", ends)]
        near += list(only_second.loc[only_second["sentence"] == code["sentence"], "motive"])
        other = {"moves": "fails", "fails": "moves"}[code["effect"]]
        found += [code | {"kind": "dropped", "code": at}]
        found += [code | {"kind": "reversed", "code": at, "effect": other}]
        found += [code | {"kind": "recoded", "code": at, "motive": motive} for motive in dict.fromkeys(near)]
        aimed = {aim: joined.loc[at, f"{aim}_second"] for aim in aims}
        if not any(pd.isna(aim) for aim in aimed.values()) and code | aimed != code:
            found += [code | aimed | {"kind": "redirected", "code": at}]
    found += [code | {"kind": "added", "code": -1} for code in only_second[codes.columns].to_dict("records")]
    return pd.DataFrame(found)


def each_flipped(codes: pd.DataFrame, ways: pd.DataFrame) -> pd.DataFrame:
    """A run for each flip, alone.

    Parameters
    ----------
    codes : DataFrame
        A row a code; its index is 0, 1, 2 ...
    ways : DataFrame
        The result of ``flips``.

    Returns
    -------
    DataFrame
        The codes of all runs, with ``run``, the row of ``ways``.

    Examples
    --------
    >>> codes = pd.DataFrame({"sentence": [1, 2], "motive": "pay", "effect": "moves", "direction": "come",
    ...                       "company": "any"})
    >>> ways = flips(codes, {"pay": ""}, codes[:0]).query("kind == 'dropped'").reset_index(drop=True)
    >>> each_flipped(codes, ways)[["run", "sentence"]].values.tolist()
    [[0, 2], [1, 1]]
    """
    runs = []
    for run, way in enumerate(ways.to_dict("records")):
        kept = codes.drop(index=way["code"]) if way["code"] >= 0 else codes
        new = ways.loc[[run], codes.columns] if way["kind"] != "dropped" else ways.loc[[], codes.columns]
        runs.append(pd.concat([kept, new]).assign(run=run))
    return pd.concat(runs, ignore_index=True)


def flipped_at_random(
    codes: pd.DataFrame, ways: pd.DataFrame, chance: float | Mapping[str, float], runs: int, seed: int
) -> pd.DataFrame:
    """Runs in which codes are flipped by chance, each in one of its ways at most.

    Parameters
    ----------
    codes, ways
        As for ``each_flipped``.
    chance : float or mapping
        From 0 to 1: of each code to be flipped, its ways as likely as each other, and of each code that may
        be added to be added. Or the kind of a flip to the chance of each flip of that kind, 0 where a kind is
        not named; those of one code may not exceed 1 together.
    runs, seed : int
        Number of runs, and what fixes them.

    Returns
    -------
    DataFrame
        The codes of all runs, with ``run``, from 0 on.

    Examples
    --------
    >>> codes = pd.DataFrame({"sentence": [1, 2], "motive": "pay", "effect": "moves", "direction": "come",
    ...                       "company": "any"})
    >>> ways = flips(codes, {"pay": ""}, codes[:0]).query("kind == 'reversed'")
    >>> flipped_at_random(codes, ways, 1, 1, 5)["effect"].tolist()
    ['fails', 'fails']
    """
    lots = np.random.default_rng(seed)
    own = [np.flatnonzero(ways["code"] == code) for code in range(len(codes))]
    added = np.flatnonzero(ways["code"] == -1)
    if isinstance(chance, Mapping):
        chances = ways["kind"].map(chance).fillna(0).to_numpy(float)
    else:
        shared = ways.groupby("code")["code"].transform("size").where(ways["code"] >= 0, 1)
        chances = (chance / shared).to_numpy(float)
    # of each code the ends of its ways on a line from 0 to 1; what is left of the line keeps the code
    line = [np.cumsum(chances[flips_of]) for flips_of in own]
    choices = [np.append(len(codes) + flips_of, at) for at, flips_of in enumerate(own)]
    pool = pd.concat([codes.assign(kind="kept"), ways[[*codes.columns, "kind"]]], ignore_index=True)
    chosen = []
    for _ in range(runs):
        lot = lots.random(len(codes))
        drawn = [
            choice[np.searchsorted(ends, at, "right")]
            for choice, ends, at in zip(choices, line, lot, strict=True)
        ]
        extra = len(codes) + added[lots.random(len(added)) < chances[added]]
        chosen.append(np.concatenate([np.array(drawn, int), extra]))
    all_runs = pool.iloc[np.concatenate(chosen)].assign(
        run=np.repeat(np.arange(runs), [len(run) for run in chosen])
    )
    return all_runs.query("kind != 'dropped'").drop(columns="kind").reset_index(drop=True)


def margins(runs: pd.DataFrame, conclusions: pd.DataFrame) -> pd.DataFrame:
    """By how many sentences each conclusion holds in each run.

    A conclusion says that one kind of sentence outnumbers another; it holds where its margin is above zero.

    Parameters
    ----------
    runs : DataFrame
        A row a code in a run: ``run``, ``sentence``, and the columns that the queries name. A sentence that
        is coded twice in a run counts once.
    conclusions : DataFrame
        A row a conclusion: ``conclusion`` and two queries on ``runs`` in pandas' query language, ``more`` and
        ``than``.

    Returns
    -------
    DataFrame
        A row a conclusion and run: ``conclusion``, ``run``, ``margin``: sentences that ``more`` finds less
        those that ``than`` finds.

    Examples
    --------
    >>> runs = pd.DataFrame({"run": 0, "sentence": [1, 2, 2], "motive": ["pay", "pay", "values"]})
    >>> conclusions = pd.DataFrame({"conclusion": ["pay-first"], "more": ["motive == 'pay'"],
    ...                             "than": ["motive == 'values'"]})
    >>> margins(runs, conclusions).values.tolist()
    [['pay-first', 0, 1]]
    """
    names = runs["run"].drop_duplicates()

    def sentences(query: str) -> pd.Series:
        return runs.query(query).groupby("run")["sentence"].nunique().reindex(names, fill_value=0)

    found = []
    row: Any
    for row in conclusions.itertuples():
        margin = (sentences(row.more) - sentences(row.than)).rename("margin")
        found.append(margin.reset_index().assign(conclusion=row.conclusion))
    return pd.concat(found, ignore_index=True)[["conclusion", "run", "margin"]]


def survival_of_conclusions(found: pd.DataFrame) -> pd.DataFrame:
    """In how many runs of each kind each conclusion holds.

    Parameters
    ----------
    found : DataFrame
        ``conclusion``, ``kind`` of run and ``margin``.

    Returns
    -------
    DataFrame
        A row a conclusion and kind, in their order: ``conclusion``, ``kind``, ``runs``, ``held`` (runs in
        which it holds), ``percent`` of runs in which it does, ``least`` and ``greatest`` margin.

    Examples
    --------
    >>> found = pd.DataFrame({"conclusion": "pay-first", "kind": "voice", "margin": [2, 0]})
    >>> survival_of_conclusions(found).values.tolist()
    [['pay-first', 'voice', 2, 1, 50.0, 0, 2]]
    """
    held = found.assign(held=found["margin"] > 0)
    found = held.groupby(["conclusion", "kind"], sort=False, as_index=False).agg(
        runs=("margin", "size"), held=("held", "sum"), least=("margin", "min"), greatest=("margin", "max")
    )
    found.insert(4, "percent", 100 * found["held"] / found["runs"])
    return found
