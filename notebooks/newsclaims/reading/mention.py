"""What a reading gives: one numeric mention of a text."""

from dataclasses import dataclass, fields
from operator import attrgetter


@dataclass(slots=True)
class Mention:
    """One numeric mention of a text, as docs/mentions.md says.

    Attributes
    ----------
    sentence : int
        Number of its sentence in the text, from 0.
    start, end : int
        Code points, half-open: ``text[start:end]`` is the mention.
    text : str
        The mention, character for character.
    kind : str
        money, percent, multiple, count, rank, duration, date or other.
    lo, hi : float or None
        The number said, in base units; None where the words leave no value.
    unit, date, bound, hedge : str
        As in docs/mentions.md; the date is EDTF.
    speaker : str
        The words that name who says so, empty for the narrator.
    speaker_start, speaker_end : int or None
        Where these words stand, None for the narrator.
    """

    sentence: int
    start: int
    end: int
    text: str
    kind: str
    lo: float | None
    hi: float | None
    unit: str
    date: str = ""
    bound: str = "exact"
    hedge: str = "none"
    speaker: str = ""
    speaker_start: int | None = None
    speaker_end: int | None = None


COLUMNS = tuple(field.name for field in fields(Mention))
as_row = attrgetter(*COLUMNS)  # a mention as a tuple in the order of COLUMNS
