"""Glossary: each term of the collection explained where it first stands on a page, and all in one list.

A term on a page is a button; it opens its explanation without any script, by pointer, key and finger. The
terms are in data/curated/glossary.csv.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from lxml import html as tree
from lxml.html import HtmlElement

from .. import tables
from ..evidence.escaping import escape_markdown

PLACES = ".//div[@class='text']/*[self::p or self::ul or self::ol or self::blockquote]"
PASSED = {"a", "button", "code", "math", "pre", "details", "table", "svg", "i"}  # nothing in these is a term


def explain(body: HtmlElement, folder: Path) -> None:
    """Explain each term of the collection in ``folder`` at its first place in the text of ``body``.

    Links, code, headings, tables, Chinese text and items that begin in bold, which are entries of a list,
    are passed over. A term in italics is one that the text itself explains; it is left alone from there on.
    """
    if not (folder / "data/curated/glossary.csv").is_file():
        return
    known = {form.lower(): row for row in _rows(folder) for form in filter(None, row.forms.split("|"))}
    longest = sorted(known, key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest))})(?![\w-])", re.I)
    seen: set[str] = set()
    for block in body.xpath(PLACES):
        for parent, before in list(_texts(block)):
            _mark(parent, before, pattern, known, seen)


def listed(folder: Path = tables.ROOT) -> str:
    """All terms as a list in Markdown, in the order of the alphabet, each with its anchor ``term-...``."""
    rows = sorted(_rows(folder), key=lambda row: row.term.lower())
    shown = [(_id(row.term), escape_markdown(row.term), escape_markdown(row.explanation)) for row in rows]
    return "\n".join(f'- <a id="term-{id}"></a>**{term}.** {words}' for id, term, words in shown)


def _rows(folder: Path) -> Iterable[Any]:
    return tables.read("glossary", folder).itertuples()


def _id(term: str) -> str:
    return re.sub(r"\W+", "-", term.lower())


def _texts(element: HtmlElement) -> Iterator[tuple[HtmlElement, HtmlElement | None]]:
    """(parent, the child that it follows or None) of each text below ``element``, in order."""
    entry = element.tag == "li" and len(element) and not (element.text or "").strip()
    if element.get("lang") == "zh" or element.tag in PASSED or entry and element.find("strong") is not None:
        return
    yield element, None
    for child in element:
        yield from _texts(child)
        yield element, child


def _mark(
    parent: HtmlElement,
    before: HtmlElement | None,
    pattern: re.Pattern[str],
    known: dict[str, Any],
    seen: set[str],
) -> None:
    """Make the terms of one text that are not in ``seen`` buttons, each with its explanation behind it."""
    text = (parent.text if before is None else before.tail) or ""
    at = 0 if before is None else parent.index(before) + 1
    start, last = 0, before
    for found in pattern.finditer(text):
        row = known[found[0].lower()]
        if row.term in seen:
            continue
        seen.add(row.term)
        if parent.tag == "em":
            continue
        _set_text(parent, last, text[start : found.start()])
        id = f"gloss-{_id(row.term)}"
        term = tree.Element("button", {"class": "term", "popovertarget": id, "interestfor": id})
        words = tree.Element("span", {"class": "gloss", "id": id, "popover": ""})
        term.text, words.text = found[0], row.explanation
        parent.insert(at, term)
        parent.insert(at + 1, words)
        at, start, last = at + 2, found.end(), words
    if last is not before:
        _set_text(parent, last, text[start:])


def _set_text(parent: HtmlElement, before: HtmlElement | None, text: str) -> None:
    if before is None:
        parent.text = text
    else:
        before.tail = text
