"""Sources: the entries that tables of the collection hold, each with its evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from .. import tables
from ..errors import DataError
from .entry import AbsentEvidence, ArticleEvidence, AssumptionEvidence, ClaimEvidence, Entry, FactEvidence
from .quantity import Quantity

COLUMNS = ("id", "label", "formula", "inputs", "lo", "hi", "unit", "bound")  # of a table of derived numbers
ABSENT = "absent"  # the table of a what-if that names what is gone
_Kind = TypeVar("_Kind", ClaimEvidence, FactEvidence, AssumptionEvidence)


def derived_tables(root: Path = tables.ROOT) -> list[dict[str, Any]]:
    """The entries of ``data/datapackage.json`` below ``root`` whose tables hold derived numbers."""
    return [
        resource
        for resource in tables.resources(root)
        if "schema" in resource and tuple(field["name"] for field in resource["schema"]["fields"]) == COLUMNS
    ]


def article(root: Path) -> Iterator[Entry]:
    """What the page says of the article as a whole.

    The day of publication, and the numbers in the lines around the article that ``page`` of
    data/collection.toml finds by a pattern, the number being its first group. One that is not there has an
    entry without a value, which in a what-if is undetermined.
    """
    said, resource = tables.collection(root), tables.resource("article", root)
    evidence = ArticleEvidence(resource["title"], resource["published"])
    if about := said.get("published"):
        day = Quantity.of(date=evidence.published)
        yield Entry(about["id"], about["label"], "source", day, "01-article", evidence)
    asked = said.get("page", ())
    lines = "\n".join(tables.read("blocks", root).query("role == 'furniture'")["text"]) if asked else ""
    for about in asked:
        found = re.search(about["pattern"], lines)
        stated = int(found[1]) if found else float("nan")
        number = Quantity.of(stated, stated, about["unit"])
        if not found and _is_whatif(root):
            number = Quantity.undetermined()
        yield Entry(about["id"], about["label"], "source", number, "01-article", evidence)


def claims(root: Path) -> Iterator[Entry]:
    """The claims of the article."""
    for row in _rows("claims", root):
        evidence = _evidence(ClaimEvidence, row)
        yield Entry(row.slug, row.statement, "claim", _quantity(row.slug, row), "02-claims", evidence)


def facts(root: Path) -> Iterator[Entry]:
    """The values of outside facts, then the facts themselves, which have none."""
    listed = tables.collection(root)["lists"]
    for row in _rows("facts", root):
        evidence = _evidence(FactEvidence, row)
        yield Entry(row.id, row.label, "outside", _quantity(row.id, row), listed, evidence)
    for row in _rows("outside-facts", root):
        label, evidence = f"{row.source}, {row.topic}", _evidence(FactEvidence, row)
        yield Entry(row.fact_id, label, "outside", Quantity.of(), listed, evidence)


def absent(root: Path) -> Iterator[Entry]:
    """The claims and facts that a what-if took away, each undetermined; none in a collection as it is."""
    if _is_whatif(root):
        for row in _rows(ABSENT, root):
            evidence = AbsentEvidence(row.reason)
            yield Entry(row.id, row.label, row.kind, Quantity.undetermined(), row.notebook, evidence)


def assumptions(root: Path) -> Iterator[Entry]:
    """The assumptions, each with its range."""
    listed = tables.collection(root)["lists"]
    for row in _rows("assumptions", root):
        evidence = _evidence(AssumptionEvidence, row)
        yield Entry(row.id, row.label, "assumption", _quantity(row.id, row), listed, evidence)


def derived(resource: dict[str, Any], root: Path) -> Iterator[Entry]:
    """The numbers in the table of derived numbers that ``resource`` describes."""
    for row in _rows(resource["name"], root):
        quantity, inputs = _quantity(row.id, row), tuple(row.inputs.split())
        yield Entry(
            row.id, row.label, "derived", quantity, resource["made_by"], formula=row.formula, inputs=inputs
        )


def _is_whatif(root: Path) -> bool:
    return any(resource["name"] == ABSENT for resource in tables.resources(root))


def _rows(name: str, root: Path) -> Iterator[Any]:
    yield from tables.read(name, root).itertuples()


def _quantity(id: str, row: Any) -> Quantity:
    """What ``row`` states; DataError with ``id`` where that is none."""
    bound, date = getattr(row, "bound", "exact"), getattr(row, "date", "")
    try:
        return Quantity.of(row.lo, row.hi, row.unit, bound, date)
    except DataError as error:
        raise DataError(f"{id}: {error}") from None


def _evidence(kind: type[_Kind], row: Any) -> _Kind:
    cells: dict[str, Any] = {field.name: getattr(row, field.name) for field in fields(kind)}
    return kind(**cells | {name: None for name, cell in cells.items() if cell is pd.NA})
