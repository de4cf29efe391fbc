"""Trace: from a number to its sentence and back, to the places that use it.

The article is shown with its claims marked and numbered. A link to a claim lands on its mark; beside the
paragraph, the note of that number gives its sentence in English, says who states the claim, how surely, what
other sources say, and leads back to the places of the collection that use it. When pages are exported the
marks become links to the notes, and the places are filled in.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import pandas as pd
from lxml import html as tree
from lxml.html import HtmlElement

from ..evidence.claims import in_short
from ..evidence.escaping import escape_html
from . import pictures
from .prose import links


def article(
    text: str,
    claims: pd.DataFrame,
    verdicts: Mapping[str, str],
    paragraphs: pd.DataFrame,
    caption: str,
) -> str:
    """The ``paragraphs`` of ``text`` (DataFrame with start, end) as HTML, each with the notes of its claims.

    ``claims``: DataFrame with the columns of data/derived/claims.csv; ``verdicts``: slug to verdict. A mark
    and its note have the same number; marks that cross one another are cut where they do.
    """
    parts = [f'<section class="article mathjax_ignore"><p class="caption">{escape_html(caption)}</p>']
    count = 0
    paragraph: Any
    for paragraph in paragraphs.itertuples():
        inside = claims[(claims["start"] >= paragraph.start) & (claims["end"] <= paragraph.end)]
        rows: list[Any] = sorted(inside.itertuples(), key=_place)
        numbers = {row.slug: number for number, row in enumerate(rows, count + 1)}
        count += len(rows)
        shown = _marked(text, rows, numbers, paragraph.start, paragraph.end)
        notes = f'\n<div class="notes">{"".join(_notes(rows, numbers, verdicts))}</div>' if rows else ""
        parts.append(f'<div class="paragraph"><p lang="zh">{shown}</p>{notes}</div>')
    return "\n".join([*parts, "</section>"])


def _place(row: Any) -> tuple[int, int, int]:
    """Where the note of a claim stands among those of its paragraph.

    By sentence, then where its mark ends, since its number stands there.
    """
    return (-1 if pd.isna(row.sentence) else row.sentence, row.end, -row.start)


def _marked(text: str, rows: Iterable[Any], numbers: Mapping[str, int], start: int, end: int) -> str:
    """``text[start:end]`` with a mark around the stretch of each of ``rows``.

    Where two cross, the one that began first is cut.
    """
    rows = sorted(rows, key=lambda row: (row.start, -row.end))
    edges = sorted({start, end, *(row.start for row in rows), *(row.end for row in rows)})
    out: list[str] = []
    begun: list[Any] = []
    for left, right in pairwise(edges):
        here = [row for row in rows if row.start <= left and right <= row.end]
        keep = 0
        while keep < len(begun) and keep < len(here) and begun[keep] is here[keep]:
            keep += 1
        out += _closed(begun, keep, left, numbers)
        for row in here[keep:]:
            first = f' data-entry="{escape_html(row.slug)}"' if row.start == left else ""
            out.append(f'<mark class="{escape_html(row.type)}"{first}>')
        begun = here
        out.append(escape_html(text[left:right]))
    return "".join([*out, *_closed(begun, 0, end, numbers)])


def _closed(begun: Sequence[Any], keep: int, at: int, numbers: Mapping[str, int]) -> Iterator[str]:
    """The ends of the marks ``begun[keep:]``, innermost first.

    One that ends for good at ``at`` has the number of its note, which leads there.
    """
    for row in reversed(begun[keep:]):
        yield "</mark>"
        if row.end == at:
            slug, number = escape_html(row.slug), numbers[row.slug]
            label = f"{number}: note on {slug}"
            yield f'<sup lang="en"><a href="#note-{slug}" aria-label="{label}">{number}</a></sup>'


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


def _notes(rows: Iterable[Any], numbers: Mapping[str, int], verdicts: Mapping[str, str]) -> Iterator[str]:
    """The notes of ``rows``: each sentence in English, where it has a rendering, and below it its claims.

    Who says several claims of a sentence alike stands beside it, once.
    """
    for (_, rendering), group in groupby(rows, lambda row: (str(row.sentence), row.rendering)):
        found = list(group)
        voices = [f'<span class="who">({said_by(row)})</span>' for row in found]
        shared = voices[0] if len(found) > 1 == len(set(voices)) else ""
        if rendering or shared:
            yield f"<p>{escape_html(rendering)} {shared}</p>"
        yield f'<ol start="{numbers[found[0].slug]}">'
        for row, voice in zip(found, voices, strict=True):
            yield _note(row, "" if shared else f" {voice}", verdicts.get(row.slug, ""))
        yield "</ol>"


def _note(row: Any, voice: str, verdict: str) -> str:
    slug, kind = escape_html(row.slug), escape_html(re.sub(r"\W+", "-", verdict))
    judged = f' <b class="verdict {kind}">{escape_html(verdict)}</b>' if verdict else ""
    return (
        f'<li id="note-{slug}"><a href="#{slug}">{slug}</a> {escape_html(in_short(row))}{voice}{judged} '
        f'<span data-uses="{slug}"></span></li>'
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
    """Make the marks of the article below ``body`` links to their notes, each one link with its number.

    A mark that holds others stays as it is, and its number leads to its note.
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

    Those of a notebook stand together; a span without any goes.
    """
    for place in body.findall(".//span[@data-uses]"):
        used = found.get(place.attrib.pop("data-uses"), [])
        if not used:
            place.drop_tree()
            continue
        place.set("class", "uses")
        place.text = "used in "
        for name, of_notebook in groupby(used, lambda use: use[0].partition(".")[0]):
            if len(place):
                place[-1].tail = "; "
            place.extend(_uses_in(name, list(of_notebook)))


def _uses_in(name: str, used: Sequence[tuple[str, str]]) -> Iterator[HtmlElement]:
    """Links to the places ``used`` in the notebook ``name``, each with its words for a title.

    The name leads to the first place in the text, numbers to the others, and the formulas have one link.
    """
    kinds: dict[str, list[tuple[str, str]]] = {"text": [], "figure": [], "formula": []}
    for address, words in used:
        kind = words.split()[0]
        kinds[kind if kind in kinds else "text"].append((address, words))
    texts, figures, formulas = kinds.values()
    several = f"{len(formulas)} formulas" if len(formulas) > 1 else "formula"
    shown = [
        *zip([_short(name), *map(str, range(2, len(texts) + 1))], texts, strict=False),
        *(("figure", place) for place in figures),
        *((several, place) for place in formulas[:1]),
    ]
    if not texts:
        plain = tree.Element("span")
        plain.text, plain.tail = _short(name), " "
        yield plain
    for number, (label, (address, words)) in enumerate(shown, 1):
        link = tree.Element("a", {"href": address, "title": words})
        link.text, link.tail = label, " " if number < len(shown) else None
        yield link
