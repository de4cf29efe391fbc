"""The lexicon of the reading engine: small CSV tables beside this module, and what is made from them.

Forms are stored in Simplified characters and ASCII digits and signs, to which ``folding.fold`` brings a text.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ..errors import DataError

_FOLDER = Path(__file__).with_name("lexicon")


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Rows of ``lexicon/NAME.csv`` as a tuple of dicts (all values are text); DataError if it is missing."""
    try:
        with open(_FOLDER / f"{name}.csv", encoding="utf-8", newline="") as file:
            return tuple(csv.DictReader(file))
    except OSError as error:
        raise DataError(
            f"newsclaims/reading/lexicon/{name}.csv cannot be read ({error.strerror}): "
            f"restore it with git, or install the package again"
        ) from None


@cache
def forms(table: str, **where: str) -> tuple[str, ...]:
    """The forms (tuple of str) of the rows of ``table`` whose columns hold the values in ``where``."""
    return tuple(
        row["form"] for row in rows(table) if all(row[column] == value for column, value in where.items())
    )


def any_of(table: str, **where: str) -> str:
    """A regular expression that matches the longest of ``forms(table, **where)``, in a group of its own."""
    found = forms(table, **where)
    if not found:
        raise LookupError(f"lexicon/{table}.csv has no row with {where}")
    return f"(?:{trie(found)})"


def guarded(rows: Iterable[Mapping[str, str]]) -> str:
    """A regular expression of the forms of ``rows``, none after a character of its ``not_after``.

    Nor before one of its ``not_before``. The forms stand by their first character, and what may not stand
    before it is asked behind it: a search then skips from one first character to the next.
    """
    by_first: dict[str, dict[str, list[Mapping[str, str]]]] = {}
    for row in rows:
        by_first.setdefault(row["form"][0], {}).setdefault(row["not_after"], []).append(row)
    branches = []
    for first, by_guard in sorted(by_first.items()):
        tails = []
        for guard, same in sorted(by_guard.items()):
            before = f"(?<![{guard}]{first})" if guard else ""
            following = {row["form"]: row["not_before"] for row in same}
            tails.append(before + trie(following, following)[1:])
        branches.append(f"{re.escape(first)}(?:{'|'.join(tails)})")
    return f"(?:{'|'.join(branches)})"


def behind(forms: Iterable[str], gaps: Iterable[str] = ("",), negative: bool = False) -> str:
    """A look-behind for one of ``forms`` with one of ``gaps`` between; for none of them if ``negative``."""
    places = [f"(?<{'!' if negative else '='}{form}{gap})" for form in forms for gap in gaps]
    if negative:
        return "".join(places)
    return f"(?:{'|'.join(places)})" if places else "(?!)"  # nothing stands behind one of no forms


def trie(
    forms: Iterable[str], guards: Mapping[str, str] | None = None, assertions: Mapping[str, str] | None = None
) -> str:
    """A regular expression that matches the longest of ``forms``; its cost does not grow with their number.

    ``guards`` maps a form to the characters that may not follow it (``名`` before ``义`` is no classifier),
    ``assertions`` to any look-ahead or look-behind that must hold where it ends.
    """
    guards, assertions = guards or {}, assertions or {}
    root: dict[str, Any] = {}
    for form in forms:
        node = root
        for character in form:
            node = node.setdefault(character, {})
        characters = guards.get(form)
        node[""] = f"(?![{characters}])" if characters else assertions.get(form, "")
    return _pattern(root)


def _pattern(node: dict[str, Any]) -> str:
    """Branches of one node, longest match first: characters that end it alike share a class."""
    alike: dict[str, list[str]] = {}
    branches = []
    for character, child in sorted(node.items()):
        if not character:
            continue
        if child.keys() == {""}:
            alike.setdefault(child[""], []).append(character)
        else:
            branches.append(re.escape(character) + _pattern(child))
    for guard, ends in alike.items():
        signs = "".join(map(re.escape, ends))
        branches.append((f"[{signs}]" if len(ends) > 1 else signs) + guard)
    if "" in node:
        branches.append(node[""])
    return branches[0] if len(branches) == 1 else "(?:" + "|".join(branches) + ")"
