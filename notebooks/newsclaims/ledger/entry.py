"""Entry: a number of the ledger under its name, with what it rests on; arithmetic writes formulas.

>>> total = Entry("package-total", "Face value", "claim", Quantity.of(hi=300e6, unit="USD", bound="up_to"))
>>> years = Entry("package-years", "Term", "claim", Quantity.of(4, 4, "year"))
>>> a_year = total / years
>>> a_year
<package-total / package-years: up to $75 million a year>
>>> a_year.inputs
('package-total', 'package-years')
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np

from ..errors import DataError
from .quantity import End, Quantity, Signs, Undefined, combine, compare


@dataclass(frozen=True)
class ClaimEvidence:
    """Where the article makes a claim, and whose word it is (columns of the table ``claims``)."""

    subject: str
    measure: str
    object: str
    quote: str
    sentence: int | None  # None in a headline
    start: int
    end: int
    speaker: str
    speaker_type: str
    checkability: str
    hedge: str
    disputed_by: str
    period: str
    rendering: str = ""


@dataclass(frozen=True)
class FactEvidence:
    """Who else says it, and when (columns that the tables ``facts`` and ``outside-facts`` share)."""

    fact_id: str
    confidence: str
    as_of: str
    published: str
    after_article: str
    source: str
    origin: str
    url: str


@dataclass(frozen=True)
class AssumptionEvidence:
    """Why a range was chosen (columns of the table ``assumptions``).

    ``value`` is its base case, in the unit of the range.
    """

    value: float
    reason: str
    who_could_know: str


@dataclass(frozen=True)
class ArticleEvidence:
    """The article itself: its title, and the day on which it was published (EDTF)."""

    title: str
    published: str


@dataclass(frozen=True)
class AbsentEvidence:
    """Why there is no evidence any more (column of the table ``absent`` of a what-if).

    Its days are "": they are not known.
    """

    reason: str
    as_of: str = ""
    published: str = ""


Evidence = ClaimEvidence | FactEvidence | AssumptionEvidence | ArticleEvidence | AbsentEvidence


@dataclass(frozen=True, eq=False, repr=False)
class Entry(Signs):
    """A number with its name and what it rests on.

    Arithmetic gives entries without a name that hold formula and inputs.

    Parameters
    ----------
    id : str
        Small letters, digits and hyphens; "" for a result that is not entered in a ledger.
    label : str
        What the number is.
    kind : str
        source (of the article as a whole), claim, outside, assumption or derived.
    quantity : Quantity
    notebook : str
        Name of the notebook that lists it: "03-retention".
    evidence : Evidence, optional
        None for what is derived.
    formula : str
        What was evaluated; "" for what is not derived.
    inputs : tuple of str
        Ids that the formula names directly, and ``table:NAME`` for tables that it counts.
    """

    id: str
    label: str
    kind: str
    quantity: Quantity
    notebook: str = ""
    evidence: Evidence | None = None
    formula: str = ""
    inputs: tuple[str, ...] = ()

    @classmethod
    def unnamed(cls, quantity: Quantity, formula: str, inputs: tuple[str, ...]) -> Self:
        """The result ``quantity`` of a ``formula`` over ``inputs``, each of which is kept once."""
        return cls("", "", "derived", quantity, formula=formula, inputs=tuple(dict.fromkeys(inputs)))

    @classmethod
    def of(cls, part: Any) -> Entry:
        """``part`` of a formula, an entry or a plain number, as an entry; DataError for anything else.

        NaN, a number that is not known, is undetermined.
        """
        if isinstance(part, Entry):
            return part
        if isinstance(part, Quantity):
            raise DataError(f"{part!r} has neither name nor evidence: enter it as an assumption first")
        if isinstance(part, float) and np.isnan(part):
            return cls.unnamed(Quantity.undetermined(), "nan", ())
        return cls.unnamed(Quantity.number(part), np.format_float_positional(part, trim="-"), ())

    @property
    def term(self) -> str:
        """How it stands in a formula: its id, or its own formula."""
        return self.id or self.formula

    @property
    def sources(self) -> tuple[str, ...]:
        """What a formula that names it rests on directly: its id, or its own inputs."""
        return (self.id,) if self.id else self.inputs

    @property
    def lo(self) -> float:
        """Least value, as of `Quantity`."""
        return self.quantity.lo

    @property
    def hi(self) -> float:
        """Greatest value, as of `Quantity`."""
        return self.quantity.hi

    @property
    def unit(self) -> str:
        """Unit, as of `Quantity`."""
        return self.quantity.unit

    @property
    def bound(self) -> str:
        """Which ends are stated, and how, as of `Quantity`."""
        self.quantity.check(self.term)
        return self.quantity.bound

    @property
    def date(self) -> str:
        """The date in EDTF that it is, "" for none."""
        return self.quantity.date

    @property
    def value(self) -> float:
        """The one number that it is, NaN where it states none; DataError for a range or a bound."""
        if not self.quantity.single:
            raise DataError(f"{self.term} is {self}, not one number: use its lo and hi")
        return self.quantity.value

    def row(self) -> tuple[float, float, str, str]:
        """(lo, hi, unit, bound) as tables hold them: an end that is not stated is NaN."""
        self.quantity.check(self.term)
        return self.quantity.row()

    def text(self, digits: int | None = None) -> str:
        """The value in English words, as ``str`` gives it.

        Evidence in full, what was computed by the rule of its unit (see `wording`); with so many significant
        ``digits`` where they are given. A factor is "8 times" where a source says so, and a plain number
        where it is ours, since shares and coefficients are factors too.
        """
        shown = self.quantity
        if isinstance(self.evidence, AbsentEvidence):
            return {"claim": "not claimed", "outside": "taken out"}.get(self.kind, "undetermined")
        if self.kind in ("derived", "assumption"):
            shown = replace(shown, unit=re.sub(r"^x(?=/|$)", "", shown.unit))
        return shown.text(digits, readable=self.kind == "derived" and digits is None)

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<{self.term}: {self}>"

    def base(self) -> Entry:
        """The base case of an assumption: the one value in its range that its table names.

        Raises
        ------
        DataError
            For what is no assumption.

        Examples
        --------
        >>> chosen = AssumptionEvidence(0.5, "halfway", "nobody")
        >>> part = Entry("part", "Part", "assumption", Quantity.of(0.2, 0.8, "x"), evidence=chosen)
        >>> part.base()
        <base(part): 0.5>
        """
        if not isinstance(self.evidence, AssumptionEvidence):
            raise DataError(f"base({self.term}): only an assumption has a base case")
        value = End(float(self.evidence.value))
        return Entry.unnamed(Quantity(value, value, self.unit), f"base({self.id})", (self.id,))

    def to(self, unit: str) -> Entry:
        """The same in another unit of its kind.

        Raises
        ------
        DataError
            For a unit that measures something else.

        Examples
        --------
        >>> Entry("term", "Term", "claim", Quantity.of(2, 2, "year")).to("month")
        <to(term, 'month'): 24 months>
        """
        try:
            quantity = self.quantity.scaled(unit, "cannot be turned:")
        except DataError as error:
            raise DataError(f"{self.term} {error}") from None
        return Entry.unnamed(quantity, f"to({self.term}, '{unit}')", self.sources)

    @classmethod
    def _combined(cls, left: Any, sign: str, right: Any) -> Entry:
        left, right = cls.of(left), cls.of(right)
        formula = f"{_bracketed(left.term, sign)} {sign} {_bracketed(right.term, sign, right=True)}"
        sides = left.quantity, right.quantity
        for side in (left, right):
            if not side.quantity.has_value and not any(one.is_undetermined for one in sides):
                raise Undefined(f"{side.term} states no value, so {formula} cannot be computed")
        quantity = combine(sides[0], sign, sides[1], formula)
        return cls.unnamed(quantity, formula, (*left.sources, *right.sources))

    def _compared(self, sign: str, other: Any) -> bool:
        other = self.of(other)
        return compare(self.quantity, sign, other.quantity, f"{self.term} and {other.term}")


_BINDS = {"+": 1, "-": 1, "*": 2, "/": 2, "**": 3}


def _bracketed(term: str, sign: str, right: bool = False) -> str:
    """``term`` beside ``sign``, left of it or right, in brackets where it needs them."""
    within = term
    while within != (less := re.sub(r"\([^()]*\)", "", within)):
        within = less
    signs = re.findall(r"(?<= )(?:\*\*|[-+*/])(?= )", within)
    weakest = min((_BINDS[one] for one in signs), default=9)
    grouped = weakest == _BINDS[sign] and (
        right or sign == "**"
    )  # ** groups from the right, others from the left
    return f"({term})" if weakest < _BINDS[sign] or grouped else term
