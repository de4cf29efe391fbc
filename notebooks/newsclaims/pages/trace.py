"""Trace: from a number to its sentence and back. The article with its claims marked, and the places that use each of them.

A link to a claim lands on its mark in the article; below the paragraph, the claim's note says who states it, how surely, what other
sources say, and leads back to each place of the collection that uses it. The notes are filled in when pages are exported.
"""

import json
import re
from html import escape as _escaped
from itertools import pairwise

from ..evidence.verdicts import WEAKENING
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


def article(text, claims, verdicts, paragraphs, caption, escape=_escaped):
    """The ``paragraphs`` (DataFrame with start, end) of ``text`` as HTML, each of the ``claims`` in them marked and noted.

    ``claims``: DataFrame with the columns of data/derived/claims.csv and ``kind``, a key of KINDS; ``verdicts``: slug to verdict.
    A mark names its kind in words; marks that cross one another are cut where they do.
    """
    parts = [f'<section class="article mathjax_ignore"><p class="caption">{escape(caption)}</p>']
    for paragraph in paragraphs.itertuples():
        inside = claims[(claims["start"] >= paragraph.start) & (claims["end"] <= paragraph.end)]
        rows = sorted(inside.itertuples(), key=lambda row: (row.start, -row.end))
        parts.append(
            f'<div class="paragraph"><p lang="zh">{_marked(text, rows, verdicts, paragraph.start, paragraph.end, escape)}</p>'
        )
        if rows:
            summary = f"{len(rows)} claims here" if len(rows) > 1 else "1 claim here"
            notes = "\n".join(_note(row, verdicts.get(row.slug, "not checked"), escape) for row in rows)
            parts.append(f'<details class="notes"><summary>{summary}</summary><ul>\n{notes}\n</ul></details>')
        parts.append("</div>")
    return "\n".join([*parts, "</section>"])


def _marked(text, rows, verdicts, start, end, escape):
    """``text[start:end]`` with a mark around the stretch of each of ``rows``; where two cross, the one that began first is cut."""
    edges = sorted({start, end, *(row.start for row in rows), *(row.end for row in rows)})
    out, begun = [], []
    for left, right in pairwise(edges):
        here = [row for row in rows if row.start <= left and right <= row.end]
        keep = 0
        while keep < len(begun) and keep < len(here) and begun[keep] is here[keep]:
            keep += 1
        out += _closed(begun, keep, left, verdicts, escape)
        for row in here[keep:]:
            first = f' data-entry="{escape(row.slug)}"' if row.start == left else ""
            out.append(f'<mark class="{row.kind}"{first}>')
        begun = here
        out.append(escape(text[left:right]))
    return "".join([*out, *_closed(begun, 0, end, verdicts, escape)])


def _closed(begun, keep, at, verdicts, escape):
    """The ends of the marks ``begun[keep:]``, innermost first; one that ends for good at ``at`` leads to its note."""
    for row in reversed(begun[keep:]):
        yield "</mark>"
        if row.end == at:
            verdict = verdicts.get(row.slug, "")
            shown = KINDS[row.kind] + (f", {verdict}" if verdict in WEAKENING else "")
            yield f'<sup lang="en"><a href="#note-{escape(row.slug)}" aria-label="{escape(f"{shown}: note on {row.slug}")}">{shown}</a></sup>'


def _note(row, verdict, escape):
    who = escape(row.speaker_type) + (
        f', <span lang="zh">{escape(row.speaker)}</span>' if row.speaker else ""
    )
    how = "" if row.hedge == "none" else f"; {escape(row.hedge)}"
    how += f"; disputed by {escape(row.disputed_by)}" if row.disputed_by else ""
    return (
        f'<li id="note-{escape(row.slug)}"><b>{escape(row.slug)}.</b> {escape(row.statement)} <i>Said by:</i> {who}{how}. '
        f'<i>Other sources:</i> {escape(verdict)}.<span data-uses="{escape(row.slug)}"></span></li>'
    )


def uses(paths):
    """Where the notebooks at ``paths`` use each entry of the ledger: dict of id to list of (address, words)."""
    found = {}
    for path in paths:
        counts, heading, name = {}, "", path.stem
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            source = "".join(cell["source"])
            if cell["cell_type"] == "markdown":
                listed = cell["metadata"].get("ledger", "")
                heading = (re.findall(r"^#+ +(.+)$", source, re.M) or [heading])[0]
                for start, shown, target in links(source):
                    id = target.partition("#")[2]
                    if not id or re.match(r"[a-z]+:", target):
                        continue
                    counts[id] = counts.get(id, 0) + 1
                    if not listed:
                        found.setdefault(id, []).append(
                            (f"{name}.ipynb#from-{id}-{counts[id]}", f"{_short(name)}, “{_bare(heading)}”")
                        )
                    elif listed == "derived" and (row := re.findall(r'<a id="([^"]+)">', source[:start])):
                        found.setdefault(id, []).append(
                            (f"{name}.ipynb#{row[-1]}", f"{_short(name)}, formula of {row[-1]}")
                        )
            for output in cell.get("outputs", ()):
                about = output.get("metadata", {}).get("image/svg+xml", {})
                svg = "".join(output.get("data", {}).get("image/svg+xml", ""))
                for id in dict.fromkeys(re.findall(r'<a href="[^"#]*#([^"]+)"', svg)):
                    found.setdefault(id, []).append(
                        (
                            f"{name}.ipynb#figure-{about.get('name', '')}",
                            f"{_short(name)}, figure “{about.get('title', '')}”",
                        )
                    )
    return {id: list(dict.fromkeys(places)) for id, places in found.items()}


def _short(name):
    return name[3:].replace("-", " ")


def _bare(heading):
    return re.sub(r"[*_`]|\[([^]]*)\]\([^)]*\)", r"\1", heading).strip()


def filled(html, found):
    """``html`` with each place for the uses of an entry filled from ``found``, as ``uses`` gives it."""

    def places(match):
        used = found.get(match[1], [])
        if not used:
            return ""
        listed = ", ".join(f'<a href="{_escaped(address)}">{_escaped(words)}</a>' for address, words in used)
        return f" <i>Used in:</i> {listed}."

    return re.sub(r'<span data-uses="([^"]*)"></span>', places, html)
