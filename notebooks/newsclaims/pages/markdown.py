"""Markdown of the notebooks as HTML.

Formulas become MathML, and each link to an entry gets a name of its own.
"""

import re
from collections import Counter
from html import escape
from typing import Any

from latex2mathml.converter import convert
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath


class Renderer(IPythonRenderer):
    """nbconvert's renderer; ``counts``: how often a link to each entry stood on the page so far.

    ``listing``: whether the cell lists entries; nothing leads back to the links of a list.
    """

    counts: Counter[str]
    listing: bool

    def link(self, text: str, url: str, title: str | None = None) -> str:
        """A link; one to an entry has an id to return to: ``from-ENTRY-1``, ``from-ENTRY-2`` ..."""
        html, id = super().link(text, url, title), url.partition("#")[2]
        if not id or re.match(r"[a-z]+:", url):
            return html
        self.counts[id] += 1
        if self.listing:
            return html
        return html.replace("<a ", f'<a id="from-{escape(id)}-{self.counts[id]}" ', 1)

    def block_html(self, html: str) -> str:
        """A block of HTML, which may open what a later one closes; nbconvert would close it at once."""
        return super().block_html(html) if "<img" in html else f"{html}\n"

    def inline_html(self, html: str) -> str:
        """A tag within a line; as above."""
        return super().inline_html(html) if "<img" in html else html

    def inline_math(self, body: str) -> str:
        """A formula within a line."""
        return mathml(body, "inline")

    def block_math(self, body: str) -> str:
        """A formula on lines of its own."""
        return mathml(body, "block")

    def latex_environment(self, name: str, body: str) -> str:
        """A formula as an environment of LaTeX."""
        return mathml(rf"\begin{{{name}}}{body}\end{{{name}}}", "block")


def rendered(source: str, cell: dict[str, Any], resources: dict[str, Any]) -> str:
    """Render Markdown ``source`` of ``cell``.

    ``resources`` are nbconvert's, and keep the counts of a page.
    """
    path = resources["metadata"].get("path") or ""
    renderer = Renderer(escape=False, attachments=cell.get("attachments", {}), embed_images=True, path=path)
    renderer.listing = bool(cell.get("metadata", {}).get("ledger"))
    renderer.counts = resources.setdefault("counts", Counter())
    return MarkdownWithMath(renderer=renderer).render(source)


def mathml(tex: str, display: str) -> str:
    """``tex`` as MathML; ``display`` is inline or block.

    What latex2mathml cannot read is shown as it was written.
    """
    try:
        made = convert(tex.strip(), display=display)
    except Exception:  # it raises a dozen kinds for bad input
        return f"<code>{escape(tex)}</code>"
    if display == "inline":
        return made
    return f'<div class="wide" role="group" tabindex="0" aria-label="Formula">{made}</div>'
