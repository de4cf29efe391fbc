"""Facts: the received outside facts as quantities, each with an id, a unit and what its ends mean."""

import re
from typing import Any

import pandas as pd

from ..errors import DataError

NO_LOWER_END, NO_UPPER_END = ("up_to", "at_most", "less_than"), ("at_least", "more_than")
COLUMNS = (
    "id",
    "fact_id",
    "label",
    "measure",
    "lo",
    "hi",
    "unit",
    "bound",
    "as_of",
    "published",
    "after_article",
    "confidence",
    "source",
    "origin",
    "url",
)


def source_id(name: str) -> str:
    """The id of a source, by the name that ``origin`` has for it.

    Examples
    --------
    >>> [source_id(name) for name in ("SignalFire", "The Verge, this article", "Spyglass (M.G. Siegler)")]
    ['signalfire', 'verge', 'spyglass']
    >>> source_id("Zuckerberg's memo of 30 June 2025")
    'zuckerberg'
    """
    plain = re.sub(r"^The |, this article$|'s .*| \(.*\)", "", name)
    return re.sub(r"\W+", "-", plain.lower()).strip("-")


def normalise(facts: pd.DataFrame, units: pd.DataFrame, ids: pd.DataFrame) -> pd.DataFrame:
    """The quantities that facts hold: the received value times the factor of its unit, in base units.

    Parameters
    ----------
    facts : DataFrame
        Rows of data/curated/outside_facts.csv.
    units : DataFrame
        Rows of data/curated/fact_units.csv: how each received unit is read. A row with a ``fact_id`` goes
        before one without.
    ids : DataFrame
        Rows of data/curated/fact_ids.csv: ``id`` and ``label`` by ``fact_id`` and ``part``.

    Returns
    -------
    DataFrame
        A row a quantity, with COLUMNS. A bound without a lower end leaves ``lo`` empty, one without an upper
        end ``hi``. Facts without a value give no row.

    Raises
    ------
    DataError
        Where a value has no reading, does not fit its reading or has no id, and where an id stands twice or
        names no quantity.
    """
    if ids["id"].duplicated().any():
        twice = ids[ids["id"].duplicated()].iloc[0]
        what = f"id {twice['id']!r} stands there twice: give each quantity its own"
        raise _error("fact_ids", twice["fact_id"], what)
    readings = {key: list(group.itertuples()) for key, group in units.groupby(["unit_received", "fact_id"])}
    names: dict[Any, Any] = {(row.fact_id, row.part): row for row in ids.itertuples()}
    fact: Any
    reading: Any
    rows = []
    for fact in facts[facts["value_lo"].notna() | facts["value_hi"].notna()].itertuples():
        found = readings.get((fact.unit, fact.fact_id)) or readings.get((fact.unit, ""))
        if not found:
            what = f"unit {fact.unit!r} has a value but no reading: add a row to data/curated/fact_units.csv"
            raise _error("outside_facts", fact.fact_id, what)
        for reading in found:
            lo, hi = _ends(fact, reading)
            name = names.pop((fact.fact_id, reading.part), None)
            if name is None:
                where = f" (part {reading.part})" if reading.part else ""
                what = f"{reading.measure}{where} has no id: add a row to data/curated/fact_ids.csv"
                raise _error("outside_facts", fact.fact_id, what)
            quantity = {
                "id": name.id,
                "label": name.label,
                "measure": reading.measure,
                "lo": lo * reading.factor,
                "hi": hi * reading.factor,
                "unit": reading.unit,
                "bound": reading.bound,
            }
            rows.append(fact._asdict() | quantity)
    for left in names.values():
        what = f"id {left.id!r} names no quantity of this fact: remove the row or mend its part"
        raise _error("fact_ids", left.fact_id, what)
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _ends(fact: Any, reading: Any) -> tuple[float, float]:
    """The ends of ``fact`` as received, NaN for one that the bound of ``reading`` leaves open."""
    lo, hi = fact.value_lo, fact.value_hi
    open_ends = (reading.bound in NO_LOWER_END, reading.bound in NO_UPPER_END)
    if reading.part:  # one number, whose bound says which end it is
        number = lo if reading.part == "lo" else hi
        lo, hi = (float("nan") if is_open else number for is_open in open_ends)
    if (pd.isna(lo), pd.isna(hi)) != open_ends:
        held = "both ends"
        if pd.isna(fact.value_lo) or pd.isna(fact.value_hi):
            held = "value_lo only" if pd.isna(fact.value_hi) else "value_hi only"
        what = (
            f"holds {held}, but unit {fact.unit!r} is read as {reading.bound}: "
            f"add a row for {fact.fact_id} to data/curated/fact_units.csv"
        )
        raise _error("outside_facts", fact.fact_id, what)
    if lo > hi:
        what = (
            f"value_lo {lo:g} is above value_hi {hi:g}: "
            "two quantities take a row each in data/curated/fact_units.csv"
        )
        raise _error("outside_facts", fact.fact_id, what)
    return lo, hi


def _error(table: str, fact_id: str, what: str) -> DataError:
    return DataError(f"data/curated/{table}.csv: {fact_id}: {what}")
