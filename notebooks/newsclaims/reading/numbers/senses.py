"""Units that mean something else beside some words or behind some numerals: 度 of a fever, 三级, 六点.

The rows of ``unit_senses`` for a unit are tried in order; the first whose conditions hold counts. This is
the one place where it matters whether a numeral is written in digits or in words, but for the classifiers
that count by digits alone.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from .. import lexicon
from .amount import Amount
from .grammar import DIGITS, VAGUE
from .state import Reading

_AFTER = 6  # characters behind a unit in which a word that settles its sense begins and ends
_PAIR = DIGITS[3]  # 两, which counts and ranks nothing: 两期, but 二期
_VAGUE = re.compile(f"[{VAGUE}]")


class Sense(NamedTuple):
    """A row: what must hold, and what is measured then; the kind ``none`` is no mention."""

    numerals: str
    below: float
    before: re.Pattern[str] | None
    within: int
    after: re.Pattern[str] | None
    region: str
    kind: str
    unit: str
    factor: str  # where it is another than that of the unit

    def holds(self, reading: Reading, amount: Amount) -> bool:
        """Whether all conditions hold."""
        return (
            (self.numerals == "any" or self.numerals in _numerals(amount))
            and amount.lo < self.below
            and (not self.region or self.region == reading.region)
            and (not self.before or bool(self.before.search(reading.before(amount.start, self.within))))
            and (not self.after or bool(self.after.match(reading.after(amount.end, _AFTER) or "。")))
        )


def _numerals(amount: Amount) -> Iterator[str]:
    """How the number is written: in ``digits`` or ``words``, ``vague``, or ``whole``."""
    if amount.arabic:
        yield "digits"
    elif not amount.more:
        yield "words"
    if _VAGUE.search(amount.numeral):
        yield "vague"
    if amount.numeral == _PAIR:
        yield "pair"
    if amount.lo.is_integer():
        yield "whole"


@cache
def _senses() -> dict[str, list[Sense]]:
    found: dict[str, list[Sense]] = {}
    for row in lexicon.rows("unit_senses"):
        before, after = (re.compile(row[place]) if row[place] else None for place in ("before", "after"))
        below, within = float(row["below"] or "inf"), int(row["within"] or 0)
        measured = row["kind"], row["unit"], row["factor"]
        sense = Sense(row["numerals"], below, before, within, after, row["region"], *measured)
        found.setdefault(row["form"], []).append(sense)
    return found


def settle(reading: Reading, amount: Amount) -> bool:
    """Say what the unit measures here; False where number and unit are no mention."""
    for sense in _senses().get(amount.word, ()):
        if sense.holds(reading, amount):
            if sense.kind == "none":
                return False
            amount.measure(sense.kind, sense.unit, float(sense.factor) if sense.factor else amount.factor)
            break
    return True
