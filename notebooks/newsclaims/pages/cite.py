"""Tables in which the name of each entry of the ledger leads to it."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from ..evidence.escaping import escape_html
from ..evidence.verdicts import VERDICTS
from ..ledger import Ledger
from . import views

MISSING = {  # what a row of the fact sheet without a verdict unfolds to, by what could settle it
    "record": "searched",
    "testimony": "what would settle it",
    "opinion": "how to treat it",
}


def table(
    frame: pd.DataFrame,
    caption: str,
    ledger: Ledger,
    head: Mapping[str, str] | None = None,
    folded: bool = False,
) -> views.Html:
    """``views.table`` of ``frame``, in which each cell that holds nothing but ids of ``ledger`` has links.

    What was derived in the notebook of ``ledger`` is taken to be listed there. Words in ⟦⟧ are marked.
    """

    def linked(text: str) -> str:
        words = text.split(" ")
        if not all(word in ledger for word in words):
            return escape_html(text).replace("⟦", "<mark>").replace("⟧", "</mark>")
        return " ".join(f'<a href="{ledger.address(word)}">{escape_html(word)}</a>' for word in words)

    return views.table(frame, caption, head, linked, folded)


def fact_sheet(sheet: pd.DataFrame, facts: pd.DataFrame, caption: str, ledger: Ledger) -> views.Html:
    """The sheet of a fact-checker: the claim wide, its verdict as a badge, its sources in a fold.

    Parameters
    ----------
    sheet : DataFrame
        Rows of data/derived/fact_sheet.csv, each with ``same_as``, the claim that says the same.
    facts : DataFrame
        Rows of data/curated/outside_facts.csv, each with the ``slug`` of a claim and its ``effect`` on it.
    caption : str
    ledger : Ledger
        Where claims and facts are at home.
    """
    bearing = dict(list(facts.groupby("slug")))
    lines = []
    row: Any
    for row in sheet.itertuples():
        claim = f'<a href="{ledger.address(row.slug)}">{escape_html(row.slug)}</a>'
        badge = f'<span class="verdict {row.verdict.replace(" ", "-")}">{escape_html(row.verdict)}</span>'
        listed = "".join(
            f"<dt>{escape_html(name)}</dt><dd>{text}</dd>" for name, text in _told(row, bearing, ledger)
        )
        lines.append(
            f'<tr><th scope="row">{escape_html(row.statement)} <small>{claim}</small></th>'
            f'<td data-place="{VERDICTS.index(row.verdict)}">{badge}</td>'
            f"<td><details><summary>{escape_html(row.by or MISSING[row.checkability])}</summary>"
            f"<dl>{listed}</dl></details></td></tr>"
        )
    names = ("what the article says", "verdict", "decided by, or what is missing")
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    html = (
        f'<table class="data sheet mathjax_ignore"><caption>{escape_html(caption)}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n" + "\n".join(lines) + "\n</tbody></table>"
    )
    return views.Html(html, f"{caption} ({len(sheet)} rows)")


def _told(row: Any, bearing: Mapping[str, pd.DataFrame], ledger: Ledger) -> Iterator[tuple[str, str]]:
    """What the fold of ``row`` says, as (name, HTML); ``bearing``: slug to the facts on that claim."""
    if row.same_as:
        yield "the same as", f'<a href="{ledger.address(row.same_as)}">{escape_html(row.same_as)}</a>'
    if row.slug in bearing:
        for fact in bearing[row.slug].sort_values("after_article").itertuples():
            yield str(fact.effect), _source(fact, ledger)
    settled = "how to treat it" if row.checkability == "opinion" else "would be settled by"
    for name, text in ((settled, row.settled_by), ("held by", row.holder), ("searched", row.searched)):
        if text:
            yield name, escape_html(text)
    if row.fidelity:
        yield "the Chinese beside the English article", escape_html(row.fidelity)


def _source(fact: Any, ledger: Ledger) -> str:
    """The origin of ``fact``, its words, why it has its effect, and the way to it, as HTML."""
    told = fact.why or ("" if fact.words and fact.effect in ("supports", "fidelity") else fact.note)
    words = " ".join(filter(None, (fact.words and f"<q>{escape_html(fact.words)}</q>", escape_html(told))))
    later = ", later" if fact.after_article == "yes" else ""
    link = f'<a href="{ledger.address(fact.fact_id)}">{fact.fact_id}</a>'
    return f"{escape_html(fact.origin)}{later}: {words} {link}"
