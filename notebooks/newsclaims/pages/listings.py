"""Listings: Markdown cells that list entries of the ledger, each with the anchor that links to it name.

A Markdown cell whose metadata hold ``{"ledger": KIND}`` is written by the build, after its notebook ran, from
the tables: JupyterLab follows a link to an id in a Markdown cell and to none in an output. Kinds are

    sentences                     the claims of notebook 02, below the sentences that they stand in
    derived                       the numbers that the cells above derived, by their ``ids``
    claims, facts, assumptions    all of a kind, with the places that use each
    numbers                       the numbers that another ``notebook`` derived, with the same
    glossary                      the terms of the collection
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any
from urllib.parse import quote

from nbformat import NotebookNode

from .. import tables
from ..errors import DataError
from ..evidence.claims import in_short
from ..evidence.escaping import escape_markdown
from ..ledger import Entry, Ledger, sources
from ..ledger.entry import AbsentEvidence, AssumptionEvidence, ClaimEvidence, FactEvidence
from . import glossary, site, trace

Uses = Mapping[str, list[tuple[str, str]]]  # as trace.uses gives them


def _rows(name: str) -> Iterable[Any]:
    """The rows of the table ``name``, each with its columns as attributes."""
    return tables.read(name).itertuples()


def _web_address(url: str) -> str:
    """``url`` as the target of a Markdown link, or "" where it is none of the web."""
    return quote(url, safe=":/?&=#%.,;@+!*'~-_") if re.match(r"https?://", url) else ""


def _anchor(id: str) -> str:
    return f'<a id="{id}"></a>'


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    rows = list(rows)
    if not rows:
        return f"No {head[0]} yet."
    lines = ["| " + " | ".join(cells) + " |" for cells in (head, *rows)]
    return "\n".join([lines[0], "|" + "---|" * len(head), *lines[1:]])


def _folded(markdown: str, summary: str, how: str = "") -> str:
    """``markdown`` in a fold; ``how``: attributes of it."""
    return f"<details{how}><summary>{summary}</summary>\n\n{markdown}\n\n</details>"


# Where entries are at home


def _sentences() -> str:
    """The claims below the sentences that they stand in, or their own words in a headline.

    Each sentence with its English, each claim with its statement, and who says it.
    """
    sentences = {row.sentence: (row.start, row.text) for row in _rows("sentences")}
    claims = list(tables.read("claims").fillna({"sentence": -1}).itertuples())
    lines = []
    for number, group in groupby(claims, lambda claim: claim.sentence):
        found = list(group)
        start, text = sentences.get(number, (found[0].start, found[0].quote))
        english = dict.fromkeys(claim.rendering for claim in found if claim.rendering)
        lines.append("<br>".join([f"- {_marked(start, text, found)}", *map(escape_markdown, english)]))
        for claim in found:
            words, who = escape_markdown(in_short(claim)), trace.said_by(claim, escape_markdown)
            wait = f"; {claim.status}" if getattr(claim, "status", "") == "draft" else ""
            lines.append(f"    - {_anchor(claim.slug)}**{claim.slug}.** {words} ({who}{wait})")
    lines += _gone("claim")
    how = ' data-folded="page" open'  # a page has them in the marked article
    return _folded("\n".join(lines), f"{len(claims)} claims, below the sentences that they stand in", how)


def _gone(kind: str) -> list[str]:
    """What a what-if took away of that kind of entries, an item each; nothing in a collection as it is."""
    return [
        f"- {_anchor(one.id)}**{one.id}.** "
        + escape_markdown(f"{one.label.rstrip('.')}: {one}; {one.evidence.reason}")
        for one in sources.absent(tables.ROOT)
        if one.kind == kind and isinstance(one.evidence, AbsentEvidence)
    ]


def _marked(start: int, text: str, claims: Sequence[Any]) -> str:
    """``text``, which begins at ``start``, with the quotes of ``claims`` in bold, also what follows it."""
    bold = {place for claim in claims for place in range(claim.start, claim.end)}
    parts, end = [], start + len(text)
    for marked, run in groupby(enumerate(text, start), lambda one: one[0] in bold):
        words = escape_markdown("".join(letter for _, letter in run))
        parts.append(f"<b>{words}</b>" if marked else words)
    rest = (claim.quote[max(end - claim.start, 0) :] for claim in claims if claim.end > end)
    shown = "".join([*parts, *(f"<b>{escape_markdown(words)}</b>" for words in rest)])
    return f'<span lang="zh">{shown}</span>'


def _derived(ledger: Ledger, ids: Iterable[str]) -> str:
    """The anchors of numbers that cells above derived, and a row for each in a fold; "" for none.

    The anchors stand before the fold, where JupyterLab reaches them; a page leads to the row.
    """
    entries = [ledger.entries[id] for id in ids if id in ledger]
    if not entries:
        return ""
    rows = [
        [f'<span data-entry="{one.id}">{one.id}</span>', *_told(one), _formula(one, ledger)]
        for one in entries
    ]
    several = (
        "numbers derived here, with their formulas"
        if len(rows) > 1
        else "number derived here, with its formula"
    )
    anchors = "".join(_anchor(one.id) for one in entries)
    table = _table(["number", "what it is", "value", "formula"], rows)
    return f"{anchors}\n\n{_folded(table, f'{len(rows)} {several}')}"


def _told(entry: Entry) -> list[str]:
    return [escape_markdown(entry.label), escape_markdown(str(entry))]


def _formula(entry: Entry, ledger: Ledger) -> str:
    """The formula of ``entry`` with each id a link to it."""
    parts = re.split(r"""('[^']*'|"[^"]*"|[A-Za-z]\w*(?:-\w+)*)""", entry.formula)
    return "".join(
        f"[{part}]({ledger.address(part)})" if part in ledger else escape_markdown(part) for part in parts
    )


# All of a kind, with the places that use each


def _used(id: str, uses: Uses) -> str:
    """The notebooks that use the entry ``id``: each leads to the first place and tells how many there are."""
    found = []
    addresses = (address for address, _ in uses.get(id, ()))
    for name, places in groupby(addresses, lambda address: address.partition(".")[0]):
        first, *rest = places
        shown = site.short(name).replace(" ", "\u00a0")
        found.append(f"[{shown}]({first})" + (f"\u00a0×\u00a0{len(rest) + 1}" if rest else ""))
    return ", ".join(found)


def _linked(entry: Entry, ledger: Ledger) -> str:
    return f"[{entry.id}]({ledger.address(entry.id)})"


def _claims(ledger: Ledger, uses: Uses) -> str:
    """A row for each claim: what the article says, who says it there, what other sources do to it."""
    verdicts = {row.slug: row.verdict for row in _rows("cross-check")}
    rows = [
        [
            _linked(one, ledger),
            escape_markdown(one.label),
            trace.said_by(one.evidence, escape_markdown),
            verdicts[one.id],
            _used(one.id, uses),
        ]
        for one in ledger.entries.values()
        if isinstance(one.evidence, ClaimEvidence)
    ]
    return _table(["claim", "what the article says", "who says it", "other sources", "used in"], rows)


def _facts(ledger: Ledger, uses: Uses) -> str:
    """A row for each received fact: what it bears on and how, its words, the values in them, its source."""
    values: dict[str, list[str]] = {}
    for entry in ledger.entries.values():
        if isinstance(entry.evidence, FactEvidence) and entry.id != entry.evidence.fact_id:
            used = _used(entry.id, uses)
            shown = f"{_anchor(entry.id)}{entry.id}: {escape_markdown(str(entry))}" + (
                f" ({used})" if used else ""
            )
            values.setdefault(entry.evidence.fact_id, []).append(shown)
    bears: dict[str, list[str]] = {}
    for row in _rows("fact-claims"):
        claim = f"[{row.slug}]({ledger.address(row.slug)}): {row.effect}" if row.slug else "none"
        bears.setdefault(row.fact_id, []).append(
            claim + (f" ({escape_markdown(row.why)})" if row.why else "")
        )
    rows = []
    for fact in _rows("outside-facts"):
        address = _web_address(fact.url)
        source, origin = escape_markdown(fact.source), escape_markdown(fact.origin)
        source = f"[{source}]({address})" if address else source
        relayed = "" if fact.read_as == "original" else f"{fact.read_as} of {origin}"
        quoted = f"“{escape_markdown(fact.words)}”" if fact.words else ""
        day = " ".join(filter(None, (fact.published, "(later)" if fact.after_article == "yes" else "")))
        rows.append(
            [
                _anchor(fact.fact_id) + fact.fact_id,
                "<br>".join(bears[fact.fact_id]),
                "<br>".join(filter(None, (quoted, escape_markdown(fact.note)))),
                "<br>".join(values.get(fact.fact_id, [])),
                ", ".join(filter(None, (source, relayed, escape_markdown(day)))),
                _used(fact.fact_id, uses),
            ]
        )
    head = [
        "fact",
        "claims, and what it does to them",
        "words of the source, and our comment",
        "values read from it",
        "source",
        "used in",
    ]
    return "\n\n".join([_table(head, rows), *filter(None, ["\n".join(_gone("outside"))])])


def _assumptions(ledger: Ledger, uses: Uses) -> str:
    """A row for each assumption: its base case and range, why, and who could know."""
    rows = [
        [
            _anchor(one.id) + one.id,
            escape_markdown(one.label),
            escape_markdown(one.base().text()),
            escape_markdown(str(one)),
            *map(escape_markdown, (one.evidence.reason, one.evidence.who_could_know)),
            _used(one.id, uses),
        ]
        for one in ledger.entries.values()
        if isinstance(one.evidence, AssumptionEvidence)
    ]
    head = ["assumption", "what it is", "base case", "range", "why", "who could know", "used in"]
    return _table(head, rows)


def _numbers(ledger: Ledger, notebook: str, uses: Uses) -> str:
    """A row for each number that ``notebook`` derived."""
    rows = [
        [_linked(one, ledger), *_told(one), _formula(one, ledger), _used(one.id, uses)]
        for one in ledger.entries.values()
        if one.kind == "derived" and one.notebook == notebook
    ]
    return _table(["number", "what it is", "value", "formula", "used in"], rows)


_LISTS: dict[str, Callable[[Ledger, Mapping[str, Any], Uses], str]] = {
    "sentences": lambda ledger, about, uses: _sentences(),
    "derived": lambda ledger, about, uses: _derived(ledger, about.get("ids", ())),
    "claims": lambda ledger, about, uses: _claims(ledger, uses),
    "facts": lambda ledger, about, uses: _facts(ledger, uses),
    "assumptions": lambda ledger, about, uses: _assumptions(ledger, uses),
    "numbers": lambda ledger, about, uses: _numbers(ledger, about["notebook"], uses),
    "glossary": lambda ledger, about, uses: glossary.listed(),
}
_OWN = ("sentences", "derived")  # what needs to know nothing of other notebooks


def cells(notebook: NotebookNode, kind: str = "") -> Iterator[NotebookNode]:
    """The listing cells of ``notebook``; those of one ``kind``, where it is given."""
    for cell in notebook.cells:
        listed = cell.metadata.get("ledger") if cell.cell_type == "markdown" else None
        if listed and kind in ("", listed):
            yield cell


def refresh(notebook: NotebookNode, name: str) -> None:
    """Write the listing cells of a notebook anew from the tables.

    Parameters
    ----------
    notebook : NotebookNode
        Changed in place.
    name : str
        "03-retention".

    Raises
    ------
    DataError
        Where a cell asks for a list that is none.
    """
    listed = list(cells(notebook))
    if not listed:
        return
    whole = any(cell.metadata["ledger"] not in _OWN for cell in listed)
    ledger = Ledger.load(name, made_by=None if whole else [name], claims=not name.startswith("01"))
    uses = trace.uses(sorted((tables.ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb"))) if whole else {}
    for cell in listed:
        kind = cell.metadata["ledger"]
        if kind not in _LISTS:
            raise DataError(
                f"{name}.ipynb, cell {cell.id}: no list is called {kind!r}: use {', '.join(_LISTS)}"
            )
        cell.source = _LISTS[kind](ledger, cell.metadata, uses)
