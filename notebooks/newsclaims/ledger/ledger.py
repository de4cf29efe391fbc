"""Ledger: every number of the collection under one name, with what it rests on.

    ledger = Ledger.load("04-compensation", formulas=FORMULAS)
    ledger["package-total"]                                a claim, an outside fact, an assumption ...
    ledger.derive("package-per-year", "Package a year, paid evenly", "package-total / package-years")
    ledger.holds("anthropic-retention > openai-retention") true for every value that the evidence allows?
    ledger.save("compensation-numbers")                    writes what was derived here

A formula is what is computed, and it is what the table of derived numbers holds.
"""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from .. import tables
from ..errors import DataError
from . import formulas as texts
from . import sources
from .entry import Entry
from .quantity import End, Quantity, Undefined, Undetermined

HOLDS, FAILS, UNDECIDED = "holds", "fails", "not decided"  # what becomes of a condition


class Ledger:
    """Entries by id, and those derived from them.

    Parameters
    ----------
    entries : mapping
        Id to Entry.
    formulas : mapping, optional
        Name to function, of all that formulas may call besides those of the ledger itself.
    notebook : str
        Name of the notebook that derives here, "" for none.
    root : Path
        Folder of the collection.

    Attributes
    ----------
    entries : dict
        Id to Entry, derived ones included.
    derived : list of str
        Ids of those derived here, in order.

    Examples
    --------
    >>> term = Entry("term", "Term", "claim", Quantity.of(4, 4, "year"), "02-claims")
    >>> ledger = Ledger({"term": term}, notebook="04-compensation")
    >>> ledger.derive("half-term", "Half of the term", "term / 2")
    <half-term: 2 years>
    >>> ledger.holds("half-term < term")
    True
    >>> ledger.address("term"), ledger.address("half-term")
    ('02-claims.ipynb#term', '#half-term')
    """

    def __init__(
        self,
        entries: Mapping[str, Entry],
        formulas: Mapping[str, Callable[..., Any]] | None = None,
        notebook: str = "",
        root: Path = tables.ROOT,
    ):
        self.entries, self.formulas = dict(entries), dict(formulas or {})
        self.notebook, self.root = notebook, root
        self.derived: list[str] = []

    @classmethod
    def load(
        cls,
        notebook: str = "",
        formulas: Mapping[str, Callable[..., Any]] | None = None,
        made_by: Iterable[str] | None = (),
        claims: bool = True,
        root: Path = tables.ROOT,
    ) -> Ledger:
        """The ledger of claims, outside facts and assumptions, and of numbers that notebooks derived.

        Parameters
        ----------
        notebook, formulas, root
            As for `Ledger`.
        made_by : iterable of str, optional
            Names of the notebooks whose derived numbers are in it; None for all.
        claims : bool
            False leaves out what notebook 02 makes.

        Returns
        -------
        Ledger

        Raises
        ------
        DataError
            Where a table is missing or does not fit its description, or an id stands in two of them.

        Examples
        --------
        >>> Ledger.load()["anthropic-retention"].kind
        'claim'
        """
        evidence = [sources.claims, sources.facts, sources.absent] if claims else []
        found = [sources.article, *evidence, sources.assumptions]
        wanted = None if made_by is None else set(made_by)
        for resource in sources.derived_tables(root):
            if wanted is None or resource["made_by"] in wanted:
                found.append(partial(sources.derived, resource))
        entries: dict[str, Entry] = {}
        for entry in (entry for source in found for entry in source(root)):
            if entry.id in entries:
                both = f"a number of {entries[entry.id].notebook} and one of {entry.notebook}"
                raise DataError(f"the id {entry.id!r} stands for {both}: rename one")
            entries[entry.id] = entry
        return cls(entries, formulas, notebook, root)

    def __contains__(self, id: object) -> bool:
        return id in self.entries

    def __getitem__(self, id: str) -> Entry:
        if id not in self.entries:
            near = difflib.get_close_matches(id, self.entries, 1)
            raise DataError(f"the ledger has no entry {id!r}" + (f"; is it {near[0]!r}?" if near else ""))
        return self.entries[id]

    def evaluate(self, text: str) -> Entry | bool:
        """What a formula or a condition gives, as `formulas.evaluate` does.

        Examples
        --------
        >>> term = Entry("term", "Term", "claim", Quantity.of(4, 4, "year"))
        >>> Ledger({"term": term}).evaluate("to(term, 'month')")
        <to(term, 'month'): 48 months>
        """
        return texts.evaluate(text, self.__getitem__, self.formulas, self.root)

    def attempt(self, formula: str) -> Entry:
        """As ``evaluate``, but an entry without a value where the formula has no answer.

        Raises
        ------
        DataError
            Where the text is no formula, or is a condition.

        Examples
        --------
        >>> gain = Entry("gain", "Gain", "claim", Quantity.of(-1, 1, "USD"))
        >>> Ledger({"gain": gain}).attempt("1 / gain")
        <1 / gain: an unstated amount>
        """
        try:
            found = self.evaluate(formula)
        except Undefined:
            nothing = End(math.nan)
            inputs = tuple(word for word in texts.words(formula) if word in self.entries)
            return Entry.unnamed(Quantity(nothing, nothing), formula, inputs)
        if isinstance(found, bool):
            raise DataError(f"{formula!r} is a condition and no number: ask whether it holds")
        return found

    def derive(self, id: str, label: str, formula: str | Entry) -> Entry:
        """Enter the result of a formula; without a value, where it has no answer for those of its inputs.

        Parameters
        ----------
        id : str
            Small letters, digits and hyphens; one that was derived here before is derived anew.
        label : str
            What the number is.
        formula : str or Entry
            The formula, or what arithmetic on entries gave.

        Returns
        -------
        Entry

        Raises
        ------
        DataError
            Where the id is taken or is none, and for a condition or what rests on nothing or says nothing.

        Examples
        --------
        >>> ledger = Ledger({"term": Entry("term", "Term", "claim", Quantity.of(4, 4, "year"))})
        >>> ledger.derive("twice", "Twice the term", 2 * ledger["term"]).inputs
        ('term',)
        """
        if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", id):
            raise DataError(f"{id!r} is no id: use small letters, digits and hyphens, as in package-per-year")
        if id in self.entries and id not in self.derived:
            raise DataError(f"the id {id!r} is taken: {self.entries[id].label}")
        made = self.attempt(formula) if isinstance(formula, str) else Entry.of(formula)
        if not made.sources:
            raise DataError(f"{id}: {formula} rests on nothing; enter the number as an assumption first")
        made.quantity.check(id)
        quantity = made.quantity
        if not quantity.is_undetermined:
            quantity = replace(quantity, given_bound="", date="")
        entry = Entry(id, label, "derived", quantity, self.notebook, None, made.term, made.sources)
        self.entries[id] = entry
        self.derived = [one for one in self.derived if one != id] + [id]
        return entry

    def holds(self, condition: str) -> bool:
        """Whether a condition is true for every value that the evidence allows.

        Parameters
        ----------
        condition : str
            ``a > b``, ``a > 2 * b and c < d``.

        Returns
        -------
        bool
            False also where its values allow no answer.

        Raises
        ------
        DataError
            Where the text is no condition, or its units do not go together.

        Examples
        --------
        >>> share = Entry("share", "Share", "claim", Quantity.of(40, 60, "percent"))
        >>> Ledger({"share": share}).holds("share > 40")
        False
        """
        return self.outcome(condition) == HOLDS

    def outcome(self, condition: str) -> str:
        """What becomes of a condition: ``HOLDS``, ``FAILS`` or ``UNDECIDED``.

        It fails also where its values allow no answer, and is not decided where evidence is absent on which
        its truth rests. The parameters and errors are those of `holds`.

        Examples
        --------
        >>> known = Entry("share", "Share", "claim", Quantity.of(40, 60, "percent"))
        >>> gone = Entry("gone", "Gone", "claim", Quantity.undetermined())
        >>> ledger = Ledger({"share": known, "gone": gone})
        >>> [ledger.outcome(asked) for asked in ("share > 30", "gone > share", "gone > 1 and share > 90")]
        ['holds', 'not decided', 'fails']
        """
        try:
            found = self.evaluate(condition)
        except Undetermined:
            return UNDECIDED
        except Undefined:
            return FAILS
        if not isinstance(found, bool):
            raise DataError(f"{condition!r} is no condition: compare two sides with > < >= <= or ==")
        return HOLDS if found else FAILS

    def address(self, id: str) -> str:
        """Target of a link to an entry from the notebook that derives here; DataError where there is none."""
        home = self[id].notebook
        return f"#{id}" if home == self.notebook else f"{home}.ipynb#{id}"

    def cite(self, frame: pd.DataFrame) -> pd.DataFrame:
        """A frame with what leads from each row to its evidence.

        Parameters
        ----------
        frame : DataFrame
            With a column ``id``; "" for a row that has no entry.

        Returns
        -------
        DataFrame
            ``frame`` with the columns ``address``, as of the method of that name, and ``verdict``, what other
            sources do to the claim by the table ``cross-check``; "" for none.

        Raises
        ------
        DataError
            Where an id has no entry.

        Examples
        --------
        >>> cited = Ledger.load("03-retention").cite(pd.DataFrame({"id": ["anthropic-retention", ""]}))
        >>> list(cited["address"])
        ['02-claims.ipynb#anthropic-retention', '']
        """
        verdicts = tables.read("cross-check", self.root).set_index("slug")["verdict"]
        addresses = [self.address(id) if id else "" for id in frame["id"]]
        return frame.assign(address=addresses, verdict=frame["id"].map(verdicts).fillna(""))

    def frame(self, ids: Iterable[str] | None = None) -> pd.DataFrame:
        """Entries as a table.

        Parameters
        ----------
        ids : iterable of str, optional
            Those that were derived here, if not given.

        Returns
        -------
        DataFrame
            With the columns of a table of derived numbers (``sources.COLUMNS``), a row for each id.

        Examples
        --------
        >>> ledger = Ledger({"term": Entry("term", "Term", "claim", Quantity.of(4, 4, "year"))})
        >>> ledger.frame(["term"])[["id", "lo", "hi", "unit", "bound"]].values.tolist()
        [['term', 4.0, 4.0, 'year', 'exact']]
        """
        found = [self[id] for id in (self.derived if ids is None else ids)]
        lines = [(one.id, one.label, one.formula, " ".join(one.inputs), *one.row()) for one in found]
        return pd.DataFrame(lines, columns=list(sources.COLUMNS))

    def save(self, name: str) -> pd.DataFrame:
        """Write what was derived here as the table ``name``, as `tables.write` does, and return it."""
        return tables.write(self.frame(), name, self.root)

    def ancestors(self, id: str) -> set[str]:
        """Ids of all that an entry is computed from, directly or not; ``table:NAME`` for a table.

        Examples
        --------
        >>> ledger = Ledger({"term": Entry("term", "Term", "claim", Quantity.of(4, 4, "year"))})
        >>> made = ledger.derive("half", "Half", "term / 2"), ledger.derive("quarter", "Quarter", "half / 2")
        >>> sorted(ledger.ancestors("quarter"))
        ['half', 'term']
        """
        found: set[str] = set()
        new = {id}
        while new:
            found |= new
            new = {one for each in new for one in self._inputs(each)} - found
        return found - {id}

    def _inputs(self, id: str) -> Iterable[str]:
        """What ``id`` is computed from directly; for a table what ``rests_on`` in its description names."""
        if id.startswith("table:"):
            return tables.resource(id.removeprefix("table:"), self.root).get("rests_on", ())
        return self.entries[id].inputs if id in self.entries else ()

    def dependants(self, id: str) -> set[str]:
        """Ids of all entries that are computed from the entry ``id``, directly or not.

        Examples
        --------
        >>> ledger = Ledger({"term": Entry("term", "Term", "claim", Quantity.of(4, 4, "year"))})
        >>> made = ledger.derive("half", "Half", "term / 2"), ledger.derive("quarter", "Quarter", "half / 2")
        >>> sorted(ledger.dependants("term"))
        ['half', 'quarter']
        """
        return {one for one in self.entries if id in self.ancestors(one)}
