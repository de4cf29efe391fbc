"""Views: tables and the marked article as HTML that is the same on each run and shows article text as text: never as markup,
never as a formula, and never with characters that change the order of those around them.
"""

import pandas as pd

from ..evidence.escaping import escape_html
from ..ledger.quantities import shown_value
from . import trace

_NAME = {
    "money": "money",
    "percent": "share",
    "multiple": "multiple",
    "count": "count",
    "rank": "rank",
    "duration": "length of time",
    "date": "date",
    "other": "measure",
}

_LEFT, _RIGHT = ' style="text-align:left"', ' style="text-align:right"'  # JupyterLab puts all cells right


class Html:
    """HTML for the notebook's output, with its plain text beside it for readers who see no HTML."""

    def __init__(self, html, plain):
        self.html, self.plain = html, plain

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/html": self.html, "text/plain": self.plain}


def _cell(value, places=None):
    if value is None or value is pd.NA or value != value:
        return ""
    if isinstance(value, float):
        if places is None and value == round(value) and abs(value) < 1e15:
            return f"{value:,.0f}"
        return f"{value:,.10g}" if places is None else f"{value:.{places}f}"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def _places(column):
    """How many decimals all numbers of ``column`` get, so that their points stand below each other; None for none in common."""
    if not pd.api.types.is_float_dtype(column) or not column.abs().max() < 1000:
        return None
    texts = [f"{value:.10g}" for value in column.dropna()]
    return None if any("e" in text for text in texts) else max(len(text.partition(".")[2]) for text in texts)


def _is_chinese(text):
    return any("\u4e00" <= c <= "\u9fff" for c in text)


def table(frame, caption, head=None):
    """``frame`` as an HTML table with ``caption``; the first column names the row. ``head``: column name to shown name.

    Numbers stand right, Chinese cells carry ``lang="zh"``, and every cell is escaped.
    """
    head = head or {}
    numeric = [pd.api.types.is_numeric_dtype(frame[column]) for column in frame]
    places = [_places(frame[column]) for column in frame]
    titles = "".join(
        f'<th scope="col"{_side(is_number)}>{escape_html(str(head.get(column, column)))}</th>'
        for column, is_number in zip(frame.columns, numeric)
    )
    lines = []
    for row in frame.itertuples(index=False):
        cells = []
        for position, (value, is_number) in enumerate(zip(row, numeric)):
            text = _cell(value, places[position])
            tag, scope = ("th", ' scope="row"') if position == 0 else ("td", "")
            lang = ' lang="zh"' if _is_chinese(text) else ""
            cells.append(f"<{tag}{scope}{lang}{_side(is_number)}>{escape_html(text)}</{tag}>")
        lines.append("<tr>" + "".join(cells) + "</tr>")
    html = (
        f'<table class="data mathjax_ignore"><caption>{escape_html(caption)}</caption>\n<thead><tr>{titles}</tr></thead>\n<tbody>\n'
        + "\n".join(lines)
        + "\n</tbody></table>"
    )
    return Html(html, f"{caption} ({len(frame)} rows)")


def _side(is_number):
    return _RIGHT if is_number else _LEFT


def marked(text, spans, paragraphs, caption):
    """The ``paragraphs`` (DataFrame with start, end) of ``text`` as HTML, with the ``spans`` in them marked.

    ``spans``: DataFrame with ``start``, ``end``, ``kind`` and what ``find_mentions`` gives besides; each mark names its kind
    in words behind it and its reading in a title.
    """
    lines = []
    for paragraph in paragraphs.itertuples():
        inside = spans[(spans["start"] >= paragraph.start) & (spans["end"] <= paragraph.end)]
        position, parts = paragraph.start, []
        for span in inside.sort_values("start").itertuples():
            parts.append(escape_html(text[position : span.start]))
            reading = shown_value(
                span.lo, span.hi, "" if span.kind == "rank" else span.unit, span.bound, span.date
            )
            title = f"{_NAME[span.kind]}: {reading}" + (f"; {span.hedge}" if span.hedge != "none" else "")
            title += f"; says {span.speaker}" if span.speaker else ""
            parts.append(
                f'<mark class="{span.kind}" title="{escape_html(title)}">{escape_html(text[span.start : span.end])}</mark><sup lang="en">{_NAME[span.kind]}</sup>'
            )
            position = span.end
        parts.append(escape_html(text[position : paragraph.end]))
        lines.append("<p>" + "".join(parts) + "</p>")
    html = (
        f'<figure class="marked mathjax_ignore"><figcaption>{escape_html(caption)}</figcaption><div lang="zh">\n'
        + "\n".join(lines)
        + "\n</div></figure>"
    )
    return Html(html, f"{caption} ({len(spans)} marks)")


def article(text, claims, verdicts, paragraphs, caption):
    """The article with its claims marked and noted, as ``trace.article`` makes it, for the notebook's output."""
    return Html(
        trace.article(text, claims, verdicts, paragraphs, caption, escape_html),
        f"{caption} ({len(claims)} claims)",
    )
