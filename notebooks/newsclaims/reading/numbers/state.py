"""What is known of a text while it is walked through: the text itself and the mentions found so far."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from ..mention import Mention
from .grammar import Unit

_LARGE = 1e4  # a number so large is the same one where a text repeats it
CLAUSE = 14  # characters on each side of a number in which its clause is looked at

_CLAUSE_SIGNS = "[，。；;！？!?、,\n：:“”（）()]"
_CLAUSE_END = re.compile(_CLAUSE_SIGNS)
_UP_TO_CLAUSE = re.compile(f"(?s:.*){_CLAUSE_SIGNS}")
SENTENCE_END = re.compile("[。！？!?\n]")


class Table(NamedTuple):
    """The lines below a heading that says a unit, and what the numbers in them measure."""

    start: int
    end: int
    unit: Unit


class Columns(NamedTuple):
    """The lines below heads that say a unit each, and these units, that of the last column first."""

    start: int
    end: int
    units: tuple[Unit, ...]


@dataclass(slots=True)
class Reading:
    """A text with its mentions so far; offsets are the same in ``text`` and ``folded``."""

    text: str
    folded: str
    published: date | None
    region: str
    found: list[Mention] = field(default_factory=list)
    bare: set[int] = field(default_factory=set)  # starts of numbers without a unit word
    unitless: set[int] = field(default_factory=set)  # of these, those whose unit nothing beside them says
    loose: list[Mention] = field(default_factory=list)  # numbers of no kind, unless a list gives them one
    tallied: set[int] = field(default_factory=set)  # starts of the members of a list that is counted
    tables: list[Table] | None = None  # None until a number that may be a cell is read
    columns: list[Columns] | None = None
    about_pay: bool | None = None  # whether salaries are spoken of; None until somebody asks
    marked: set[int] = field(default_factory=set)  # starts of amounts with a currency in front
    told: dict[float, tuple[str, str]] = field(default_factory=dict)  # what large numbers measured

    def add(
        self,
        start: int,
        end: int,
        kind: str,
        lo: float | None,
        hi: float | None,
        unit: str = "",
        edtf: str = "",
        bound: str = "exact",
    ) -> None:
        """Put down a mention, or, without a kind, a number that may become one."""
        mention = Mention(0, start, end, self.text[start:end], kind, lo, hi, unit, edtf, bound)
        (self.found if kind else self.loose).append(mention)
        if lo is not None and lo >= _LARGE and kind in ("money", "count"):
            self.told[lo] = kind, unit

    def before(self, at: int, reach: int) -> str:
        """The ``reach`` characters before ``at``."""
        return self.folded[max(0, at - reach) : at]

    def after(self, at: int, reach: int) -> str:
        """The ``reach`` characters from ``at`` on."""
        return self.folded[at : at + reach]

    def clause(self, start: int, end: int, reach: int = CLAUSE) -> tuple[str, str]:
        """What stands in the same clause before ``start`` and after ``end``, within ``reach``."""
        folded, begin, stop = self.folded, max(0, start - reach), end + reach
        other = _UP_TO_CLAUSE.match(folded, begin, start)
        following = _CLAUSE_END.search(folded, end, stop)
        return (
            folded[other.end() if other else begin : start],
            folded[end : following.start() if following else stop],
        )

    def last(self, kind: str, start: int, among: int) -> Mention | None:
        """The last mention of ``kind`` among so many before ``start``, if it is in the same sentence."""
        mention = next((one for one in reversed(self.found[-among:]) if one.kind == kind), None)
        return mention if mention and self.joined(mention, start) else None

    def joined(self, mention: Mention, start: int) -> bool:
        """Whether no sentence ends between ``mention`` and ``start``."""
        return not SENTENCE_END.search(self.folded, mention.end, start)


def clean(value: float) -> float:
    """``value`` at 12 significant digits, without binary dust."""
    return float(f"{value:.12g}")
