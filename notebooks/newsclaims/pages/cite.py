"""Tables in which the name of each entry of the ledger leads to it."""

from collections.abc import Mapping
from textwrap import shorten
from typing import Any

import pandas as pd

from ..evidence.escaping import escape_html
from ..ledger import Ledger
from . import views


def table(
    frame: pd.DataFrame,
    caption: str,
    ledger: Ledger,
    head: Mapping[str, str] | None = None,
    folded: bool = False,
) -> views.Html:
    """``views.table`` of ``frame``, in which each cell that holds nothing but ids of ``ledger`` has links.

    What was derived in the notebook of ``ledger`` is taken to be listed there.
    """

    def linked(text: str) -> str:
        words = text.split(" ")
        if not all(word in ledger for word in words):
            return escape_html(text)
        return " ".join(f'<a href="{ledger.address(word)}">{escape_html(word)}</a>' for word in words)

    return views.table(frame, caption, head, linked, folded)


def fact_sheet(sheet: pd.DataFrame, facts: pd.DataFrame, caption: str, ledger: Ledger) -> views.Html:
    """The sheet of a fact-checker: the claim wide, its verdict as a badge, its sources in a fold.

    Parameters
    ----------
    sheet : DataFrame
        Rows of data/derived/fact_sheet.csv.
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
        badge = f'<span class="verdict {row.verdict.replace(" ", "-")}">{escape_html(row.verdict)}</span>'
        summary = escape_html(row.by or ("searched" if row.searched else "what would settle it"))
        found = bearing.get(row.slug, facts[:0])
        told = [(one.effect, _source(one, ledger)) for one in found.sort_values("after_article").itertuples()]
        told += [
            (name, escape_html(text))
            for name, text in (
                ("to be settled by", row.settled_by),
                ("held by", row.holder),
                ("searched", row.searched),
                ("beside the English article, the Chinese", row.fidelity),
            )
            if text
        ]
        listed = "".join(f"<dt>{escape_html(name)}</dt><dd>{text}</dd>" for name, text in told)
        slug = f'<a href="{ledger.address(row.slug)}">{escape_html(row.slug)}</a>'
        lines.append(
            f'<tr><th scope="row">{escape_html(row.statement)} <small>{slug}</small></th><td>{badge}</td>'
            f"<td><details><summary>{summary}</summary><dl>{listed}</dl></details></td></tr>"
        )
    head = "".join(f'<th scope="col">{name}</th>' for name in ("what the article says", "verdict", "sources"))
    html = (
        f'<table class="data sheet mathjax_ignore"><caption>{escape_html(caption)}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n" + "\n".join(lines) + "\n</tbody></table>"
    )
    return views.Html(html, f"{caption} ({len(sheet)} rows)")


def _source(fact: Any, ledger: Ledger) -> str:
    """The origin of ``fact``, its words or else our note, and the way to it, as HTML."""
    words = f"<q>{escape_html(fact.words)}</q>" if fact.words else escape_html(shorten(fact.note, 160))
    later = ", later" if fact.after_article == "yes" else ""
    link = f'<a href="{ledger.address(fact.fact_id)}">{fact.fact_id}</a>'
    return f"{escape_html(fact.origin)}{later}: {words} {link}"
