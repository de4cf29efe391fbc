"""Alignment: two versions of an article, and where what was coded in the first stands in the second.

Sentences are paired by their words, never by their numbers, so that one that is put in moves no other. A
claim is looked for by the words beside it; where these stand more than once, in the sentence that is paired
with its own.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, NamedTuple

import pandas as pd

from ..errors import DataError
from ..reading import find_mentions
from ..reading.text import sentence_ends
from . import claims
from .article import page_blocks

ALIKE = 0.5  # part of their letters that two sentences share, at least, to be versions of one


class Pairing(NamedTuple):
    """Numbers of sentences: ``pairs`` of both texts, and those that only the one or the other has."""

    pairs: list[tuple[int, int]]
    gone: list[int]
    new: list[int]


def paired(before: Sequence[str], after: Sequence[str]) -> Pairing:
    """The sentences of two versions of a text, paired in order, equal ones first.

    Examples
    --------
    >>> paired(["One.", "Two.", "A third."], ["One.", "New, and long.", "Two.", "A bird."])
    Pairing(pairs=[(0, 0), (1, 2), (2, 3)], gone=[], new=[1])
    """
    pairs: list[tuple[int, int]] = []
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for kind, first, last, start, end in blocks:
        if kind == "equal":
            pairs += zip(range(first, last), range(start, end), strict=True)
        elif kind == "replace":
            pairs += _similar(before, after, range(first, last), range(start, end))
    old, new = {pair[0] for pair in pairs}, {pair[1] for pair in pairs}
    gone = [number for number in range(len(before)) if number not in old]
    return Pairing(sorted(pairs), gone, [number for number in range(len(after)) if number not in new])


def _similar(
    before: Sequence[str], after: Sequence[str], first: range, second: range
) -> list[tuple[int, int]]:
    """The pairs of ``first`` and ``second`` that are alike, the most alike first, none across another."""
    ratios = [
        (SequenceMatcher(None, before[left], after[right], autojunk=False).ratio(), left, right)
        for left in first
        for right in second
    ]
    found: list[tuple[int, int]] = []
    for ratio, left, right in sorted(ratios, key=lambda one: (-one[0], one[1:])):
        if ratio >= ALIKE and all((left - a) * (right - b) > 0 for a, b in found):
            found.append((left, right))
    return found


@dataclass
class Version:
    """One version of an article, with what is looked for in it.

    Attributes
    ----------
    text : str
    body : tuple of int
        Start and end of its body.
    ends : list of int
        Offsets at which its sentences end.
    mentions : DataFrame
        Those of the body, as ``find_mentions`` gives them.
    """

    text: str
    body: tuple[int, int]
    ends: list[int]
    mentions: pd.DataFrame

    @classmethod
    def read(cls, text: str, source: Mapping[str, Any], furniture: pd.DataFrame) -> "Version":
        """The version with this text; DataError where it has no body.

        ``source`` has ``published`` and ``region``, as for ``find_mentions``; ``furniture`` as for
        ``page_blocks``.
        """
        blocks = page_blocks(text, furniture)
        body = blocks[blocks["role"] == "body"]
        if body.empty:
            raise DataError("the article has no body: put its text below its headline")
        found = find_mentions(text, published=source["published"], region=source["region"])
        lines = pd.IntervalIndex.from_arrays(
            body["start"].astype(int), body["end"].astype(int), closed="left"
        )
        inside = found[lines.get_indexer(found["start"]) >= 0].reset_index(drop=True)
        return cls(text, (int(body["start"].min()), int(body["end"].max())), sentence_ends(text), inside)

    @property
    def sentences(self) -> list[str]:
        """Its sentences, of the whole page."""
        return [self.text[start:end] for start, end in zip([0, *self.ends], self.ends, strict=False)]

    def count(self, words: str) -> int:
        """How often ``words`` stand in the body."""
        return self.text.count(words, *self.body)


@dataclass
class Relocated:
    """What the coding of one version says of another.

    Attributes
    ----------
    coding, aside, renderings : DataFrame
        Their rows that hold for the other version, with longer anchors where they need them.
    lost : dict
        Slug of each claim that the other version does not make to why.
    new : DataFrame
        The mentions of the other version that neither a claim nor a row of ``aside`` leads to.
    """

    coding: pd.DataFrame
    aside: pd.DataFrame
    renderings: pd.DataFrame
    lost: dict[str, str]
    new: pd.DataFrame


def relocated(
    before: Version,
    after: Version,
    coding: pd.DataFrame,
    aside: pd.DataFrame,
    renderings: pd.DataFrame,
) -> Relocated:
    """Find what was coded in one version of an article in another.

    Parameters
    ----------
    before, after : Version
    coding, aside, renderings : DataFrame
        Rows of data/curated/claims.csv, set_aside.csv and renderings.csv, which fit ``before``.

    Returns
    -------
    Relocated
    """
    place = _places(before, after)
    lost: dict[str, str] = {}
    kept = []
    for row in coding.to_dict("records"):
        forward = row["type"] == "passage" or row["direction"] == "previous"
        anchor, reason = _anchored(row["anchor"], forward, after, place(row["anchor"]))
        row |= {"anchor": anchor}
        reason = reason or _fault(row, after)
        if reason:
            lost[row["slug"]] = reason
        else:
            kept.append(row)
    found = {}
    for name, frame in (("aside", aside), ("renderings", renderings)):
        rows = []
        for row in frame.to_dict("records"):
            forward = row.get("direction") != "next"
            anchor, reason = _anchored(row["anchor"], forward, after, place(row["anchor"]))
            if not reason and not (name == "aside" and _unled(row | {"anchor": anchor}, after)):
                rows.append(row | {"anchor": anchor})
        found[name] = pd.DataFrame(rows, columns=list(frame.columns))
    claimed = pd.DataFrame(kept, columns=list(coding.columns))
    new = left_over(after, claimed, found["aside"])
    return Relocated(claimed, found["aside"], found["renderings"], lost, new)


def left_over(version: Version, coding: pd.DataFrame, aside: pd.DataFrame) -> pd.DataFrame:
    """The mentions of ``version`` that neither a claim of ``coding`` nor a row of ``aside`` leads to."""
    values = pd.concat([coding[coding["type"] == "value"], aside])
    led = {_led_to(row, version).start for row in values.itertuples()}
    return version.mentions[~version.mentions["start"].isin(led)]


def pointer(mention: Any, version: Version) -> tuple[str, str] | None:
    """(anchor, direction) that lead to ``mention`` and to no other, None where no words do."""
    start, end = version.body
    sides = (
        ("next", lambda length: (max(mention.start - length, start), mention.start)),
        ("previous", lambda length: (mention.end, min(mention.end + length, end))),
    )
    for length in range(2, 80):
        for direction, span in sides:
            words = version.text[slice(*span(length))]
            row = {"slug": "new", "anchor": words, "direction": direction, "kind": mention.kind}
            if words.strip() and version.count(words) == 1 and not _unled(row, version, mention.start):
                return words, direction
    return None


def _places(before: Version, after: Version) -> Callable[[str], tuple[int, int] | None]:
    """A function from words that stand once in ``before`` to the sentence of ``after`` paired with theirs."""
    pairs = dict(paired(before.sentences, after.sentences).pairs)
    starts = [0, *after.ends]

    def place(words: str) -> tuple[int, int] | None:
        at = before.text.find(words, *before.body)
        number = pairs.get(bisect_right(before.ends, at)) if at >= 0 else None
        return None if number is None else (starts[number], starts[number + 1])

    return place


def _anchored(
    words: str, forward: bool, version: Version, sentence: tuple[int, int] | None
) -> tuple[str, str]:
    """(``words``, made longer where they do not stand once; "") or ("", why they lead nowhere)."""
    times = version.count(words)
    if times == 1:
        return words, ""
    if not times:
        return "", f"the words “{words.strip()}” are gone"
    if sentence is None or version.text.count(words, *sentence) != 1:
        return "", f"the words “{words.strip()}” stand there {times} times"
    at = version.text.find(words, *sentence)
    start, end = at, at + len(words)
    while version.count(version.text[start:end]) > 1 and version.body[0] < start and end < version.body[1]:
        start, end = (start, end + 1) if forward else (start - 1, end)
    return version.text[start:end], ""


def _fault(row: dict[str, Any], version: Version) -> str:
    """Why the claim that ``row`` codes is not in ``version``, "" where it is."""
    alone = pd.DataFrame([row | {"period": ""}])
    try:
        claim = claims.build(alone, version.text, version.mentions, version.body).iloc[0]
    except DataError as error:
        return re.sub(r"^claim \S+: |; mend .*$", "", str(error))
    if "\n" in claim["quote"]:
        return f"the words “{row['until']}” do not end the passage any more"
    return ""


def _led_to(row: Any, version: Version) -> Any:
    return claims.find_value(version.text, version.ends, version.mentions.itertuples(), row, *version.body)


def _unled(row: dict[str, Any], version: Version, start: int | None = None) -> bool:
    """Whether ``row`` leads to no mention of ``version``, or to another than the one at ``start``."""
    try:
        found = _led_to(next(pd.DataFrame([row]).itertuples()), version)
    except DataError:
        return True
    return start is not None and found.start != start
