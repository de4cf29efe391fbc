"""Trace: from a number to its sentence and back, to the places that use it.

The article is shown with its claims marked. A link to a claim lands on its mark; below the paragraph, the
claim's note says who states it, how surely, what other sources say, and leads back to the places of the
collection that use it. When pages are exported the marks become links to the notes, and the notes are filled
in.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import pandas as pd
from lxml import html as tree
from lxml.html import HtmlElement

from ..evidence.escaping import escape_html
from ..evidence.verdicts import WEAKENING
from . import pictures
from .prose import links

KINDS = {
    "money": "money",
    "percent": "share",
    "multiple": "multiple",
    "count": "count",
    "rank": "rank",
    "duration": "length of time",
    "date": "date",
    "other": "measure",
    "passage": "statement",
}


def article(
    text: str,
    claims: pd.DataFrame,
    verdicts: Mapping[str, str],
    paragraphs: pd.DataFrame,
    caption: str,
) -> str:
    """The ``paragraphs`` of ``text`` (DataFrame with start, end) as HTML, their claims marked and noted.

    ``claims``: DataFrame with the columns of data/derived/claims.csv and ``kind``, a key of KINDS;
    ``verdicts``: slug to verdict. A mark names its kind in words; marks that cross one another are cut
    where they do.
    """
    parts = [f'<section class="article mathjax_ignore"><p class="caption">{escape_html(caption)}</p>']
    paragraph: Any
    for paragraph in paragraphs.itertuples():
        inside = claims[(claims["start"] >= paragraph.start) & (claims["end"] <= paragraph.end)]
        rows: list[Any] = sorted(inside.itertuples(), key=lambda row: (row.start, -row.end))
        parts.append(
            f'<div class="paragraph"><p '
            f'lang="zh">{_marked(text, rows, verdicts, paragraph.start, paragraph.end)}</p>'
        )
        if rows:
            summary = f"{len(rows)} claims here" if len(rows) > 1 else "1 claim here"
            notes = "\n".join(_note(row, verdicts.get(row.slug, "not checked")) for row in rows)
            parts.append(f'<details class="notes"><summary>{summary}</summary><ul>\n{notes}\n</ul></details>')
        parts.append("</div>")
    return "\n".join([*parts, "</section>"])


def _marked(text: str, rows: list[Any], verdicts: Mapping[str, str], start: int, end: int) -> str:
    """``text[start:end]`` with a mark around the stretch of each of ``rows``.

    Where two cross, the one that began first is cut.
    """
    edges = sorted({start, end, *(row.start for row in rows), *(row.end for row in rows)})
    out: list[str] = []
    begun: list[Any] = []
    for left, right in pairwise(edges):
        here = [row for row in rows if row.start <= left and right <= row.end]
        keep = 0
        while keep < len(begun) and keep < len(here) and begun[keep] is here[keep]:
            keep += 1
        out += _closed(begun, keep, left, verdicts)
        for row in here[keep:]:
            first = f' data-entry="{escape_html(row.slug)}"' if row.start == left else ""
            out.append(f'<mark class="{row.kind}"{first}>')
        begun = here
        out.append(escape_html(text[left:right]))
    return "".join([*out, *_closed(begun, 0, end, verdicts)])


def _closed(begun: list[Any], keep: int, at: int, verdicts: Mapping[str, str]) -> Iterator[str]:
    """The ends of the marks ``begun[keep:]``, innermost first.

    One that ends for good at ``at`` leads to its note.
    """
    for row in reversed(begun[keep:]):
        yield "</mark>"
        if row.end == at:
            verdict = verdicts.get(row.slug, "")
            shown = KINDS[row.kind] + (f", {verdict}" if verdict in WEAKENING else "")
            label, note = escape_html(f"{shown}: note on {row.slug}"), escape_html(row.slug)
            yield f'<sup lang="en"><a href="#note-{note}" aria-label="{label}">{shown}</a></sup>'


def said_by(claim: Any, escape: Callable[[str], str] = escape_html) -> str:
    """Who makes ``claim`` (with speaker, speaker_type, hedge and disputed_by), and how surely, as HTML.

    As Markdown with ``escape_markdown`` for ``escape``.
    """
    who = escape(claim.speaker_type) + (
        f', <span lang="zh">{escape(claim.speaker)}</span>' if claim.speaker else ""
    )
    if claim.disputed_by:
        return f"{who}; disputed by {escape(claim.disputed_by)}"
    return who if claim.hedge == "none" else f"{who}; {escape(claim.hedge)}"


def _note(row: Any, verdict: str) -> str:
    said = getattr(row, "rendering", "") or row.statement
    return (
        f'<li id="note-{escape_html(row.slug)}"><b>{escape_html(row.slug)}.</b> {escape_html(said)} '
        f"<i>Said by:</i> {said_by(row)}. "
        f'<i>Other sources:</i> {escape_html(verdict)}.<span data-uses="{escape_html(row.slug)}"></span></li>'
    )


def uses(paths: Iterable[Path]) -> dict[str, list[tuple[str, str]]]:
    """Where the notebooks at ``paths`` use each entry of the ledger: id to (address, words) of each place."""
    found: dict[str, list[tuple[str, str]]] = {}
    for path in paths:
        for id, address, words in _uses(path):
            found.setdefault(id, []).append((f"{path.stem}.ipynb#{address}", words))
    return {id: list(dict.fromkeys(places)) for id, places in found.items()}


def _uses(path: Path) -> Iterator[tuple[str, str, str]]:
    """(id, anchor, words) of each use in the notebook at ``path``, in order."""
    counts, heading = Counter[str](), ""
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            heading = (re.findall(r"^#+ +(.+)$", source, re.M) or [heading])[0]
            yield from _linked(source, cell["metadata"].get("ledger", ""), heading, counts)
        yield from _drawn(cell.get("outputs", ()))


def _linked(source: str, listed: str, heading: str, counts: Counter[str]) -> Iterator[tuple[str, str, str]]:
    """The uses in Markdown ``source`` under ``heading``; ``listed``: which entries it lists, "" for prose.

    ``counts``: how many links to each entry stood above, as ``markdown.Renderer`` counts them.
    """
    for start, _, target in links(source):
        id = _entry(target)
        if not id:
            continue
        counts[id] += 1
        if not listed:
            yield id, f"from-{id}-{counts[id]}", f"“{_bare(heading)}”"
        elif listed == "derived" and (row := re.findall(r'data-entry="([^"]+)"', source[:start])):
            yield id, row[-1], f"formula of {row[-1]}"


def _entry(target: str) -> str:
    """The id that a link to ``target`` names, "" for a link out of the collection."""
    return "" if re.match(r"[a-z]+:", target) else target.partition("#")[2]


def _drawn(outputs: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str, str]]:
    """The uses in the figures among ``outputs``; the links of its marks stand in Markdown below each."""
    title = ""
    for output in outputs:
        title = pictures.about(output).get("title", title)
        name = output.get("metadata", {}).get("text/markdown", {}).get("below", "")
        below = "".join(output.get("data", {}).get("text/markdown", "")) if name else ""
        for id in dict.fromkeys(filter(None, (_entry(target) for _, _, target in links(below)))):
            yield id, f"figure-{name}", f"figure “{title}”"


def _short(name: str) -> str:
    return name[3:].replace("-", " ")


def _bare(heading: str) -> str:
    return re.sub(r"[*_`]|\[([^]]*)\]\([^)]*\)", r"\1", heading).strip()


def link_marks(body: HtmlElement) -> None:
    """Make the marks of the article below ``body`` links to their notes, each one link with its label.

    A mark that holds others stays as it is, and its label leads to its note.
    """
    for label in body.xpath(".//section[contains(@class, 'article')]//sup[a]"):
        mark, link = label.getprevious(), label[0]
        if mark is not None and mark.tag == "mark" and not len(mark) and not mark.tail:
            mark.addprevious(link)
            link.attrib.pop("aria-label", None)
            label.text, link.text = link.text, None
            link.tail, label.tail = label.tail, None
            link.extend([mark, label])


def fill_uses(body: HtmlElement, found: Mapping[str, list[tuple[str, str]]]) -> None:
    """Fill each span with data-uses below ``body`` with links to the places that ``uses`` found.

    Those of a notebook stand together.
    """
    for place in body.findall(".//span[@data-uses]"):
        used = found.get(place.get("data-uses"), [])
        if used:
            head = tree.Element("i")
            head.text, place.text = "Used in:", " "
            place.append(head)
            for name, of_notebook in groupby(used, lambda use: use[0].partition(".")[0]):
                place[-1].tail = " " if place[-1] is head else "; "
                place.extend(_uses_in(name, list(of_notebook)))
            place[-1].tail = "."
            place.drop_tag()
        else:
            place.drop_tree()


def _uses_in(name: str, used: list[tuple[str, str]]) -> Iterator[HtmlElement]:
    """The name of a notebook, a link for each heading and figure that ``used`` names, one for its formulas.

    Where several go together the link leads to the first.
    """
    title = tree.Element("b")
    title.text, title.tail = _short(name), ": "
    yield title
    alike: dict[str, list[str]] = {}
    for address, words in used:
        alike.setdefault("formula" if words.startswith("formula of ") else words, []).append(address)
    for words, addresses in alike.items():
        link, times = tree.Element("a", {"href": addresses[0]}), len(addresses)
        if words == "formula":
            link.text = "1 formula" if times == 1 else f"{times} formulas"
        else:
            link.text = words if times == 1 else f"{words} ({times} places)"
        link.tail = ", "
        yield link
