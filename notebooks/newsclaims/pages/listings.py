"""Listings: Markdown cells that list entries of the ledger, each with the anchor that links to it name.

A Markdown cell whose metadata hold ``{"ledger": "claims value"}`` is written by the build, after its
notebook ran, from the tables. JupyterLab follows a link to an id in a Markdown cell and to none in an
output, which is why the evidence is listed here.
"""

import re
from urllib.parse import quote

from .. import tables
from ..evidence.claims import stated
from ..evidence.escaping import escape_markdown
from ..ledger import Ledger


def address(url):
    """``url`` as the target of a Markdown link, or "" where it is none of the web."""
    return quote(url, safe=":/?&=#%.,;@+!*'~-_") if re.match(r"https?://", url) else ""


def href(entry, here):
    """Target of a link from notebook ``here`` to ``entry`` (Entry)."""
    home = entry.notebook or here
    return f"#{entry.id}" if home == here else f"{home}.ipynb#{entry.id}"


def _anchor(id):
    return f'<a id="{id}"></a>'


def _zh(text):
    return f'<span lang="zh">{escape_markdown(text)}</span>'


def _claims(ledger, here, type):
    """A line for each claim.

    Statement with its value as a link, who says it, and the sentence of the article.
    """
    coding = {row.slug: row for row in tables.read("claims-coding").itertuples()}
    sentences = tables.read("sentences").set_index("sentence")
    lines = []
    for claim in tables.read("claims").query("type == @type").itertuples():
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
        who = claim.speaker_type + (f", {_zh(claim.speaker)}" if claim.speaker else "")
        who += "" if claim.hedge == "none" else f"; {claim.hedge}"
        who += f"; disputed by {escape_markdown(claim.disputed_by)}" if claim.disputed_by else ""
        lines.append(
            f"- {_anchor(claim.slug)}**{claim.slug}.** {said} "
            f"*({who})*<br>{_quoted(sentences.loc[claim.sentence], claim)}"
        )
    return "\n".join(lines)


def _quoted(sentence, claim):
    """The words of ``sentence`` (row) with the quote of ``claim`` in bold."""
    at = claim.start - sentence["start"]
    before, after = sentence["text"][:at], sentence["text"][at + len(claim.quote) :]
    return f'<span lang="zh">{escape_markdown(before)}<b>{escape_markdown(claim.quote)}</b>{escape_markdown(after)}</span>'


def _table(head, rows):
    return "\n".join(
        [
            "| " + " | ".join(head) + " |",
            "|" + "---|" * len(head),
            *("| " + " | ".join(row) + " |" for row in rows),
        ]
    )


def _formula(entry, ledger, here):
    """The formula of ``entry`` with each id a link to it."""
    parts = re.split(r"""('[^']*'|"[^"]*"|[A-Za-z]\w*(?:-\w+)*)""", entry.formula)
    return "".join(
        f"[{part}]({href(ledger[part], here)})" if part in ledger else escape_markdown(part) for part in parts
    )


def _derived(ledger, here):
    """A row for each number that notebook ``here`` derived."""
    own = [entry for entry in ledger.entries.values() if entry.kind == "derived" and entry.notebook == here]
    return _table(
        ["number", "what it is", "value", "formula"],
        [
            [
                _anchor(entry.id) + entry.id,
                escape_markdown(entry.label),
                escape_markdown(str(entry)),
                _formula(entry, ledger, here),
            ]
            for entry in own
        ],
    )


def _assumptions(ledger, here):
    """A row for each assumption that notebook ``here`` argues with."""
    own = [
        entry for entry in ledger.entries.values() if entry.kind == "assumption" and entry.notebook == here
    ]
    return _table(
        ["assumption", "what it is", "base case", "range", "why", "who could know"],
        [
            [
                _anchor(entry.id) + entry.id,
                escape_markdown(entry.label),
                escape_markdown(entry.base().text()),
                escape_markdown(str(entry)),
                escape_markdown(entry.evidence.reason),
                escape_markdown(entry.evidence.who_could_know),
            ]
            for entry in own
        ],
    )


def _facts(ledger, here):
    """A row for each received fact.

    What it bears on, the values read from it, its note, verdict and source.
    """
    values = {}
    for entry in ledger.entries.values():
        if entry.kind == "outside" and entry.id != entry.evidence.fact_id:
            values.setdefault(entry.evidence.fact_id, []).append(
                f"{_anchor(entry.id)}{entry.id}: {escape_markdown(str(entry))}"
            )
    claims = tables.read("fact-claims").set_index("fact_id")["slug"]
    lines = []
    for fact in tables.read("outside-facts").itertuples():
        claim = claims[fact.fact_id]
        source = (
            f"[{escape_markdown(fact.source)}]({address(fact.url)})"
            if address(fact.url)
            else escape_markdown(fact.source)
        )
        original = (
            "" if fact.original_source == fact.source else f", after {escape_markdown(fact.original_source)}"
        )
        lines.append(
            [
                f"{_anchor(fact.fact_id)}{fact.fact_id}",
                f"[{claim}](02-claims.ipynb#{claim})" if claim else "",
                "<br>".join(values.get(fact.fact_id, [])),
                escape_markdown(fact.note),
                fact.verdict + (" (later)" if fact.after_article == "yes" else ""),
                source + original,
                escape_markdown(fact.published),
            ]
        )
    return _table(["fact", "claim", "value", "what the source says", "verdict", "source", "published"], lines)


_LISTS = {
    "claims value": lambda ledger, here: _claims(ledger, here, "value"),
    "claims passage": lambda ledger, here: _claims(ledger, here, "passage"),
    "derived": _derived,
    "assumptions": _assumptions,
    "facts": _facts,
}


def refresh(notebook, name):
    """Write the listing cells of ``notebook`` (NotebookNode named ``name``) anew from the tables.

    True if there are any.
    """
    cells = [cell for cell in notebook.cells if cell.cell_type == "markdown" and cell.metadata.get("ledger")]
    if cells:
        ledger = Ledger.load(
            made_by=None if name.startswith("00") else [name], claims=not name.startswith("01")
        )
        for cell in cells:
            cell.source = _LISTS[cell.metadata["ledger"]](ledger, name)
    return bool(cells)
