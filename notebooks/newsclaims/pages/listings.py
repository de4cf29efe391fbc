"""Listings: Markdown cells that list entries of the ledger, each with the anchor that links to it name.

A Markdown cell whose metadata hold ``{"ledger": "claims value"}`` is written by the build, after its
notebook ran, from the tables. JupyterLab follows a link to an id in a Markdown cell and to none in an
output, which is why the evidence is listed here.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any
from urllib.parse import quote

from nbformat import NotebookNode

from .. import tables
from ..evidence.claims import stated
from ..evidence.escaping import escape_markdown
from ..ledger import Entry, Ledger
from ..ledger.entry import AssumptionEvidence, FactEvidence


def _web_address(url: str) -> str:
    """``url`` as the target of a Markdown link, or "" where it is none of the web."""
    return quote(url, safe=":/?&=#%.,;@+!*'~-_") if re.match(r"https?://", url) else ""


def _named(id: str) -> str:
    """``id`` with the anchor that links to it name."""
    return f'<a id="{id}"></a>{id}'


def _chinese(text: str) -> str:
    return f'<span lang="zh">{escape_markdown(text)}</span>'


def _claims(ledger: Ledger, type: str) -> str:
    """A line for each claim.

    Statement with its value as a link, who says it, and the sentence of the article.
    """
    coding = {row.slug: row for row in _rows("claims-coding")}
    sentences = {row.sentence: row for row in _rows("sentences")}
    lines = []
    for claim in (row for row in _rows("claims") if row.type == type):
        row = coding[claim.slug]
        said = escape_markdown(claim.statement)
        if type == "value":
            value = stated(claim, row)
            before, after = (escape_markdown(part) for part in row.statement.split("{value}"))
            value = value if before else value[0].upper() + value[1:]
            said = (
                f"{before} [{escape_markdown(value)}](#{claim.slug})".lstrip()
                + ("" if after[:1] in ".,:;" else " ")
                + after
            )
        who = claim.speaker_type + (f", {_chinese(claim.speaker)}" if claim.speaker else "")
        who += "" if claim.hedge == "none" or claim.disputed_by else f"; {claim.hedge}"
        who += f"; disputed by {escape_markdown(claim.disputed_by)}" if claim.disputed_by else ""
        lines.append(
            f'- <a id="{claim.slug}"></a>**{claim.slug}.** {said} '
            f"*({who})*<br>{_quoted(sentences[claim.sentence], claim)}"
        )
    return "\n".join(lines)


def _quoted(sentence: Any, claim: Any) -> str:
    """The words of ``sentence`` (row) with the quote of ``claim`` (row) in bold."""
    at = claim.start - sentence.start
    before, after = sentence.text[:at], sentence.text[at + len(claim.quote) :]
    words = f"{escape_markdown(before)}<b>{escape_markdown(claim.quote)}</b>{escape_markdown(after)}"
    return f'<span lang="zh">{words}</span>'


def _rows(name: str) -> Iterable[Any]:
    """The rows of the table ``name``, each with its columns as attributes."""
    return tables.read(name).itertuples()


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(cells) + " |" for cells in (head, *rows)]
    return "\n".join([lines[0], "|" + "---|" * len(head), *lines[1:]])


def _formula(entry: Entry, ledger: Ledger) -> str:
    """The formula of ``entry`` with each id a link to it."""
    parts = re.split(r"""('[^']*'|"[^"]*"|[A-Za-z]\w*(?:-\w+)*)""", entry.formula)
    return "".join(
        f"[{part}]({ledger.address(part)})" if part in ledger else escape_markdown(part) for part in parts
    )


def _own(ledger: Ledger, kind: str) -> Iterator[Entry]:
    """The entries of ``kind`` that the notebook of ``ledger`` lists."""
    return (one for one in ledger.entries.values() if one.kind == kind and one.notebook == ledger.notebook)


def _derived(ledger: Ledger) -> str:
    """A row for each number that the notebook of ``ledger`` derived."""
    return _table(
        ["number", "what it is", "value", "formula"],
        [
            [
                _named(entry.id),
                escape_markdown(entry.label),
                escape_markdown(str(entry)),
                _formula(entry, ledger),
            ]
            for entry in _own(ledger, "derived")
        ],
    )


def _assumptions(ledger: Ledger) -> str:
    """A row for each assumption that the notebook of ``ledger`` argues with."""
    return _table(
        ["assumption", "what it is", "base case", "range", "why", "who could know"],
        [
            [
                _named(entry.id),
                *map(escape_markdown, (entry.label, entry.base().text(), str(entry))),
                *map(escape_markdown, (entry.evidence.reason, entry.evidence.who_could_know)),
            ]
            for entry in _own(ledger, "assumption")
            if isinstance(entry.evidence, AssumptionEvidence)
        ],
    )


def _facts(ledger: Ledger) -> str:
    """A row for each received fact.

    What it bears on, the values read from it, its note, verdict and source.
    """
    values: dict[str, list[str]] = {}
    for entry in ledger.entries.values():
        if isinstance(entry.evidence, FactEvidence) and entry.id != entry.evidence.fact_id:
            shown = f"{_named(entry.id)}: {escape_markdown(str(entry))}"
            values.setdefault(entry.evidence.fact_id, []).append(shown)
    claims = {row.fact_id: row.slug for row in _rows("fact-claims")}
    lines = []
    for fact in _rows("outside-facts"):
        claim, address = claims[fact.fact_id], _web_address(fact.url)
        source, original = escape_markdown(fact.source), escape_markdown(fact.original_source)
        lines.append(
            [
                _named(fact.fact_id),
                f"[{claim}](02-claims.ipynb#{claim})" if claim else "",
                "<br>".join(values.get(fact.fact_id, [])),
                escape_markdown(fact.note),
                fact.verdict + (" (later)" if fact.after_article == "yes" else ""),
                (f"[{source}]({address})" if address else source)
                + ("" if fact.original_source == fact.source else f", after {original}"),
                escape_markdown(fact.published),
            ]
        )
    return _table(["fact", "claim", "value", "what the source says", "verdict", "source", "published"], lines)


_LISTS: dict[str, Callable[[Ledger], str]] = {
    "claims value": partial(_claims, type="value"),
    "claims passage": partial(_claims, type="passage"),
    "derived": _derived,
    "assumptions": _assumptions,
    "facts": _facts,
}


def refresh(notebook: NotebookNode, name: str) -> bool:
    """Write the listing cells of a notebook anew from the tables.

    Parameters
    ----------
    notebook : NotebookNode
        Changed in place.
    name : str
        "03-retention".

    Returns
    -------
    bool
        Whether it has any.
    """
    cells = [cell for cell in notebook.cells if cell.cell_type == "markdown" and cell.metadata.get("ledger")]
    if cells:
        made_by = None if name.startswith("00") else [name]
        ledger = Ledger.load(name, made_by=made_by, claims=not name.startswith("01"))
        for cell in cells:
            cell.source = _LISTS[cell.metadata["ledger"]](ledger)
    return bool(cells)
