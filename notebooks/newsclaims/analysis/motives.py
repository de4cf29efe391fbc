"""Coded passages: whose word they are, what outnumbers what, and what is left of it without a voice.

A *passage* is a stretch of text that is coded with one or more motives. A *voice* is whoever it comes from; a
*merged* voice is the one person who may stand behind several voices that the text names by the same words.
The *basis* says what kind of voice it is.
"""

from collections.abc import Callable, Mapping
from typing import Any

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


def margins(evidence: pd.DataFrame, conclusions: pd.DataFrame, column: str) -> pd.DataFrame:
    """By how many passages each conclusion holds, as it stands and without each value of a column.

    A conclusion says that one kind of passage outnumbers another; it holds where its margin is above zero.

    Parameters
    ----------
    evidence : DataFrame
        A row a code, with ``slug`` of the passage; one that is coded twice counts once.
    conclusions : DataFrame
        A row a conclusion: ``conclusion`` and two queries on ``evidence`` in pandas' query language, ``more``
        and ``than``.
    column : str
        The column of ``evidence`` whose values are left out one by one: ``voice``, ``merged``, ``basis``.

    Returns
    -------
    DataFrame
        ``conclusion``; ``left_out``, "" where nobody is; ``margin``: passages that ``more`` finds less those
        that ``than`` finds.

    Examples
    --------
    >>> evidence = pd.DataFrame({"slug": ["a", "b", "c"], "motive": ["pay", "pay", "values"],
    ...                          "voice": ["ann", "ben", "ben"]})
    >>> conclusions = pd.DataFrame({"conclusion": ["pay-first"], "more": ["motive == 'pay'"],
    ...                             "than": ["motive == 'values'"]})
    >>> margins(evidence, conclusions, "voice").values.tolist()
    [['pay-first', '', 1], ['pay-first', 'ann', 0], ['pay-first', 'ben', 1]]
    """
    lines = []
    row: Any
    for row in conclusions.itertuples():
        more, than = evidence.eval(row.more), evidence.eval(row.than)
        for name in ["", *sorted(set(evidence[column]))]:
            left = evidence[column] != name
            found, against = (evidence.loc[kind & left, "slug"].nunique() for kind in (more, than))
            lines.append({"conclusion": row.conclusion, "left_out": name, "margin": found - against})
    return pd.DataFrame(lines, columns=["conclusion", "left_out", "margin"])


def robustness(found: pd.DataFrame) -> pd.DataFrame:
    """What is left of each conclusion when one voice after the other is dropped.

    Parameters
    ----------
    found : DataFrame
        The result of ``margins``.

    Returns
    -------
    DataFrame
        A row a conclusion, in their order: ``conclusion``; ``margin`` with everybody; ``least``, the smallest
        margin without somebody; ``holds`` (bool); ``survives`` (bool), whether it holds without anybody;
        ``overturned_by``, those without whom it holds no more where it did, parted by blanks.

    Examples
    --------
    >>> found = pd.DataFrame({"conclusion": "pay-first", "left_out": ["", "ann", "ben"], "margin": [1, 0, 1]})
    >>> robustness(found).values.tolist()
    [['pay-first', 1, 0, True, False, 'ann']]
    """
    lines = []
    for conclusion, group in found.groupby("conclusion", sort=False):
        everybody = group["left_out"] == ""
        margin, without = group.loc[everybody, "margin"].iloc[0], group[~everybody]
        lost = list(without.loc[without["margin"] <= 0, "left_out"]) if margin > 0 else []
        lines.append(
            {
                "conclusion": conclusion,
                "margin": margin,
                "least": without["margin"].min(),
                "holds": margin > 0,
                "survives": margin > 0 and not lost,
                "overturned_by": " ".join(lost),
            }
        )
    return pd.DataFrame(
        lines, columns=["conclusion", "margin", "least", "holds", "survives", "overturned_by"]
    )


def robustness_in_words(found: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """What is left of each conclusion in words, to be read.

    Parameters
    ----------
    found : DataFrame
        Rows of ``robustness`` with a column ``by``: what was left out one by one, such as "voice".
    names : mapping
        Name of those that are left out to the words for them; one that it lacks is shown as it is.

    Returns
    -------
    DataFrame
        A row a conclusion, in their order: ``conclusion``, a column of words for each value of ``by``, and
        ``margin``.

    Examples
    --------
    >>> found = pd.DataFrame({"conclusion": ["pay-first"], "margin": [1], "least": [0], "holds": [True],
    ...                       "survives": [False], "overturned_by": ["ann"], "by": ["voice"]})
    >>> robustness_in_words(found, {"ann": "Ann"}).to_dict("records")
    [{'conclusion': 'pay-first', 'voice': 'falls without: Ann', 'margin': 1}]
    """

    def told(row: Any) -> str:
        if not row.holds:
            return "does not hold"
        lost = ", ".join(names.get(name, name) for name in row.overturned_by.split())
        return f"falls without: {lost}" if lost else f"survives, least margin {row.least}"

    words = found.assign(told=[told(row) for row in found.itertuples()])
    table = words.pivot(index="conclusion", columns="by", values="told")[list(dict.fromkeys(found["by"]))]
    margin = found.drop_duplicates("conclusion").set_index("conclusion")["margin"]
    return table.assign(margin=margin).loc[margin.index].reset_index()
