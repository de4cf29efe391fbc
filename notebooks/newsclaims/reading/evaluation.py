"""Evaluation: how well the reading engine agrees with annotated texts, mention by mention and in all."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .find import read_mentions
from .mention import Mention

MEASURES = ("span", "span + kind", "span + value", "value + unit", "date")
ACCURACIES = ("bound", "hedge", "speaker")


@dataclass(frozen=True, slots=True)
class GoldMention:
    """What an annotator wrote of a mention; ``lo`` and ``hi`` are NaN where there is no value."""

    start: int
    end: int
    kind: str
    lo: float
    hi: float
    unit: str
    date: str
    bound: str
    hedge: str
    speaker: str


@dataclass(slots=True)
class Agreement:
    """A mention that the annotator or the engine found, and, where both did, in which fields they agree.

    ``kind`` is the annotator's where he has one. The fields from ``same_kind`` to ``speaker`` are False
    where only one found it. ``name`` and ``genre`` of the text are filled in by who knows them.
    """

    kind: str
    gold: bool
    found: bool
    same_kind: bool = False
    value: bool = False
    unit: bool = False
    date: bool = False
    bound: bool = False
    hedge: bool = False
    speaker: bool = False
    name: str = ""
    genre: str = ""


def compare(text: str, gold: Iterable[GoldMention], published: str | None = None) -> list[Agreement]:
    """Read ``text`` and set what is found beside the ``gold`` mentions of it, in text order.

    Two mentions are the same if their spans are. A speaker agrees where its span overlaps a place at
    which the annotated words stand.
    """
    wanted: dict[tuple[int, int], GoldMention] = {(row.start, row.end): row for row in gold}
    found: dict[tuple[int, int], Mention] = {
        (row.start, row.end): row for row in read_mentions(text, published)
    }
    return [
        _agreement(wanted[span], found[span], text)
        if span in wanted and span in found
        else Agreement((wanted | found)[span].kind, span in wanted, span in found)
        for span in sorted({*wanted, *found})
    ]


def _agreement(gold: GoldMention, found: Mention, text: str) -> Agreement:
    return Agreement(
        kind=gold.kind,
        gold=True,
        found=True,
        same_kind=found.kind == gold.kind,
        value=_same(found.lo, gold.lo) and _same(found.hi, gold.hi),
        unit=found.unit == gold.unit,
        date=found.date == gold.date,
        bound=found.bound == gold.bound,
        hedge=found.hedge == gold.hedge,
        speaker=_overlaps(found, gold.speaker, text),
    )


def _same(found: float | None, gold: float) -> bool:
    """Whether two values are within 1e-9 of each other (relative), or both none."""
    if found is None or math.isnan(gold):
        return found is None and math.isnan(gold)
    return abs(found - gold) <= 1e-9 * max(abs(found), abs(gold))


def _overlaps(found: Mention, speaker: str, text: str) -> bool:
    """Whether the span of the speaker overlaps one of the places where the gold speaker's words stand."""
    if not speaker or found.speaker_start is None or found.speaker_end is None:
        return not speaker and found.speaker_start is None
    start = text.find(speaker)
    while start >= 0:
        if start < found.speaker_end and found.speaker_start < start + len(speaker):
            return True
        start = text.find(speaker, start + 1)
    return False


def scores(agreements: Sequence[Agreement]) -> dict[str, float]:
    """Score agreements: precision, recall and F1 of MEASURES, and the share right of ACCURACIES.

    Keys are ``span P``, ``span R`` and ``span`` for precision, recall and F1; all are 0 to 1. Accuracies are
    over the mentions with the same span, NaN where there is none; the measure ``date`` is over dates alone.

    Examples
    --------
    >>> right = Agreement("money", *[True] * 9)
    >>> missed = Agreement("money", gold=True, found=False)
    >>> found = scores([right, missed])
    >>> found["span P"], found["span R"], found["hedge"]
    (1.0, 0.5, 1.0)
    """
    both = [one for one in agreements if one.gold and one.found]
    dates = [one for one in agreements if one.kind == "date"]
    hits = {
        "span": len(both),
        "span + kind": sum(one.same_kind for one in both),
        "span + value": sum(one.value for one in both),
        "value + unit": sum(one.value and one.unit for one in both),
        "date": sum(one.date for one in both if one.kind == "date"),
    }
    result: dict[str, float] = {}
    for measure in MEASURES:
        of = dates if measure == "date" else agreements
        found, gold = sum(one.found for one in of), sum(one.gold for one in of)
        precision, recall = hits[measure] / found if found else 0.0, hits[measure] / gold if gold else 0.0
        both_ways = precision + recall
        f1 = 2 * precision * recall / both_ways if both_ways else 0.0
        result |= {f"{measure} P": precision, f"{measure} R": recall, measure: f1}
    for field in ACCURACIES:
        result[field] = sum(getattr(one, field) for one in both) / len(both) if both else math.nan
    return result
