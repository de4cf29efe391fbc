"""Places in a text: clauses, sentences and spans, found once and asked often."""

import re
from bisect import bisect_left
from collections.abc import Iterable

from ..numerals import DIGITS
from ..text import HAN

TITLE = r"《[^》\n]{0,60}》"  # words in a title neither attribute nor hedge
GAP = f"(?<={HAN}) +(?={HAN})"  # between the parts of a headline
NUMERAL = f"[{DIGITS}十百千几数多]"
# but not the comma of 4,000
CLAUSE_BREAK = re.compile(r"[，。；;！？!?、,\n：:“”「」『』‘’()〔〕【】\[\]…—](?!(?<=\d,)\d{3}(?!\d))")
_UP_TO_CLAUSE = re.compile(f"(?s:.*){CLAUSE_BREAK.pattern}")
SENTENCE_BREAK = re.compile("[。！？!?\n】]")
_CLAUSE_REACH = 60  # no clause is longer: a verb does not look for its subject before it


_NO_SPAN = (-1, -1)


class Places:
    """Where an expression stands in a text.

    Found once, so that each question about a place costs no search of its own.
    """

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self.spans = list(spans)
        self.starts = [start for start, _ in self.spans] if self.spans else []

    def before(self, position: int) -> tuple[int, int]:
        """(start, end) of the last that begins before ``position``; (-1, -1) where none does."""
        if not self.starts:
            return _NO_SPAN
        index = bisect_left(self.starts, position)
        return self.spans[index - 1] if index else _NO_SPAN

    def after(self, position: int) -> tuple[int, int]:
        """(start, end) of the first that begins at or after ``position``; (-1, -1) where none does."""
        if not self.starts or self.starts[-1] < position:
            return _NO_SPAN
        return self.spans[bisect_left(self.starts, position)]

    def between(self, left: int, right: int) -> bool:
        """Whether one stands within ``left`` and ``right``."""
        start, end = self.after(left)
        return start >= 0 and end <= right

    def near(self, position: int) -> list[tuple[int, int]]:
        """Those around ``position``: two that begin before it, two after."""
        index = bisect_left(self.starts, position)
        return self.spans[max(0, index - 2) : index + 2]


NOWHERE = Places(())


def places(spans: list[tuple[int, int]]) -> Places:
    """The places of ``spans``, of which most paragraphs have none."""
    return Places(spans) if spans else NOWHERE


class Sentences:
    """The stops of a text, which tell where the sentence around a place starts and ends.

    They are looked for when somebody asks.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._stops: list[int] | None = None

    @property
    def stops(self) -> list[int]:
        """Where the sentences stop."""
        if self._stops is None:
            self._stops = [match.start() for match in SENTENCE_BREAK.finditer(self.text)]
        return self._stops

    def start(self, position: int) -> int:
        """Where the sentence around ``position`` starts."""
        stops = self.stops
        index = bisect_left(stops, position)
        return stops[index - 1] + 1 if index else 0

    def end(self, position: int) -> int:
        """Where the sentence around ``position`` ends."""
        stops = self.stops
        index = bisect_left(stops, position)
        return stops[index] if index < len(stops) else len(self.text)


def clause_start(text: str, position: int) -> int:
    """Where the clause around ``position`` starts."""
    left = max(0, position - _CLAUSE_REACH)
    other = _UP_TO_CLAUSE.match(text, left, position)
    return other.end() if other else left
