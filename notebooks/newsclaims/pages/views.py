"""Views: tables and the marked article as HTML that is the same on each run and shows article text as text.

Never as markup, never as a formula, and never with characters that change the order of those around them.
"""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from ..evidence.escaping import escape_html
from . import trace


class Html:
    """HTML for the notebook's output, with its plain text beside it for readers who see no HTML."""

    def __init__(self, html: str, plain: str) -> None:
        self.html, self.plain = html, plain

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Any:
        return {"text/html": self.html, "text/plain": self.plain}


def table(
    frame: pd.DataFrame,
    caption: str,
    head: Mapping[str, str] | None = None,
    cell: Callable[[str], str] = escape_html,
    folded: bool = False,
) -> Html:
    """``frame`` as an HTML table with ``caption``; the first column names the row.

    ``head``: column name to shown name. ``cell`` turns the text of a cell into HTML. Numbers stand right,
    Chinese cells carry ``lang="zh"``. ``folded``: the caption unfolds the table, which is long.
    """
    names = {column: (head or {}).get(str(column), str(column)) for column in frame}
    styles = [_side(frame[column]) for column in frame]
    places = [_places(frame[column]) for column in frame]
    titles = [
        f'<th scope="col"{style}>{escape_html(name)}</th>'
        for name, style in zip(names.values(), styles, strict=True)
    ]
    lines = []
    for row in frame.itertuples(index=False):
        texts = [_text(value, digits) for value, digits in zip(row, places, strict=True)]
        tags = [("th", ' scope="row"'), *[("td", "")] * (len(texts) - 1)]
        cells = [
            f"<{tag}{scope}{_language(text)}{style}>{cell(text)}</{tag}>"
            for (tag, scope), text, style in zip(tags, texts, styles, strict=True)
        ]
        lines.append("<tr>" + "".join(cells) + "</tr>")
    named, plain = escape_html(caption), f"{caption} ({len(frame)} rows)"
    html = "\n".join(
        [
            f'<table class="data mathjax_ignore" aria-label="{named}">'
            if folded
            else f'<table class="data mathjax_ignore"><caption>{named}</caption>',
            f"<thead><tr>{''.join(titles)}</tr></thead>",
            "<tbody>",
            *lines,
            "</tbody></table>",
        ]
    )
    if folded:
        html = f"<details><summary>{escape_html(plain)}</summary>\n{html}\n</details>"
    return Html(html, plain)


def _side(column: pd.Series) -> str:
    """The style of a column: JupyterLab puts all cells right."""
    return f' style="text-align:{"right" if pd.api.types.is_numeric_dtype(column) else "left"}"'


def _places(column: pd.Series) -> int | None:
    """How many decimals all numbers of ``column`` get, so that their points stand below each other.

    As many as three digits of each need; None where they have none in common, or are in the thousands.
    """
    if not pd.api.types.is_float_dtype(column) or not column.abs().max() < 1000:
        return None
    texts = [f"{float(f'{value:.3g}'):.10g}" for value in column.dropna()]
    return None if any("e" in text for text in texts) else max(len(text.partition(".")[2]) for text in texts)


def _text(value: Any, places: int | None = None) -> str:
    """A cell as text: "" for no value, thousands apart, ``places`` decimals."""
    if pd.isna(value):
        return ""
    if isinstance(value, float):
        if places is None and 1000 <= abs(value) < 1e15:
            return f"{value:,.0f}"
        return f"{value:,.3g}" if places is None else f"{value:.{places}f}"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def _language(text: str) -> str:
    return ' lang="zh"' if any("\u4e00" <= letter <= "\u9fff" for letter in text) else ""


def article(
    text: str, claims: pd.DataFrame, verdicts: Mapping[str, str], paragraphs: pd.DataFrame, caption: str
) -> Html:
    """The article with its claims marked and noted, for the output of a notebook (see ``trace.article``)."""
    html = trace.article(text, claims, verdicts, paragraphs, caption)
    return Html(html, f"{caption} ({len(claims)} claims)")
