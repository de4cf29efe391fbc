"""Tables in which the name of each entry of the ledger leads to it."""

from collections.abc import Mapping
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


def fact_sheet(frame: pd.DataFrame, caption: str, ledger: Ledger) -> views.Html:
    """The sheet of a fact-checker: the claim wide, its verdict as a badge, all else in a fold.

    ``frame``: rows of data/derived/fact_sheet.csv.
    """
    lines = []
    row: Any
    for row in frame.itertuples():
        claim = f'<a href="{ledger.address(row.slug)}">{escape_html(row.slug)}</a>'
        badge = f'<span class="verdict {row.verdict.replace(" ", "-")}">{escape_html(row.verdict)}</span>'
        summary = escape_html(row.by or ("searched" if row.searched else "what would settle it"))
        told = [
            (name, text)
            for name, text in (
                ("Against it", row.against),
                ("Adds to it", row.nuanced_by),
                ("For it", row.supported_by),
                ("To be settled by", row.settled_by),
                ("Held by", row.holder),
                ("Searched", row.searched),
                ("The Chinese beside the English article", row.fidelity),
                ("Topic", row.topic),
            )
            if text
        ]
        listed = "".join(f"<dt>{name}</dt><dd>{escape_html(text)}</dd>" for name, text in told)
        lines.append(
            f'<tr><th scope="row">{escape_html(row.statement)} <small>{claim}</small></th><td>{badge}</td>'
            f"<td><details><summary>{summary}</summary><dl>{listed}</dl></details></td></tr>"
        )
    head = "".join(f'<th scope="col">{name}</th>' for name in ("what the article says", "verdict", "sources"))
    html = (
        f'<table class="data sheet mathjax_ignore"><caption>{escape_html(caption)}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n" + "\n".join(lines) + "\n</tbody></table>"
    )
    return views.Html(html, f"{caption} ({len(frame)} rows)")
