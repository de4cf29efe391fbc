"""The body of a page, as a tree: languages, table headers, ids, links, and the places that use each claim.

``arranged`` is the way in. Figures, scripts and styles are finished when they come here, and are set
aside while the tree is worked on: an HTML parser would take the short tags of SVG apart.
"""

import re
from collections import Counter
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree
from lxml import html as tree
from lxml.html import HtmlElement

from . import cards, glossary, site, trace

WIDE = 3  # columns from which on a table gets a box to scroll in
HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_CHINESE = re.compile(rf"[“‘《「（]*[{HAN}](?:[{HAN}\u3000-\u303f\uff00-\uffef“”‘’…—·]|[ \d%]+(?=[{HAN}]))*")
_FINISHED = re.compile(r"<(svg|script|style)\b.*?</\1>", re.S)
_SET_ASIDE = re.compile(r'<i data-finished="(\d+)"></i>')
_PLAIN = {"n", "nn", "nb", "nf", "bp", "fm", "nc", "o", "p", "w", "err", "sa", "si"}  # code without a colour
_STRING = {"s", "s1", "s2"}


class Body(NamedTuple):
    """The body of a page: its ``html``, and (id, HTML) of each heading that its list of contents names."""

    html: str
    headings: list[tuple[str, str]]


def arranged(html: str, resources: dict[str, Any]) -> Body:
    """Finish the ``html`` of a page's cells; ``resources`` are nbconvert's."""
    finished: list[str] = []

    def set_aside(found: re.Match[str]) -> str:
        finished.append(found[0])
        return f'<i data-finished="{len(finished) - 1}"></i>'

    body = tree.fragment_fromstring(_FINISHED.sub(set_aside, html), create_parent="div")
    move_ids(body)
    number_ids(body)
    box_tables(body)
    trace.link_marks(body)
    cards.attach(body, finished, resources)
    folder = Path(resources["metadata"].get("path") or ".")
    if body.find(".//span[@data-uses]") is not None:
        trace.fill_uses(body, trace.uses(sorted(folder.glob("[0-9][0-9]-*.ipynb"))))
    mark_blocks(body)
    mark_passages(body)
    glossary.explain(body, site.root(resources))
    lead_to_pages(body, resources)
    lighten(body)
    inner = escape(body.text or "", quote=False) + "".join(
        tree.tostring(one, encoding="unicode") for one in body
    )
    return Body(_SET_ASIDE.sub(lambda found: finished[int(found[1])], inner), headings(body))


def move_ids(body: HtmlElement) -> None:
    """Give the id of an empty anchor of Markdown, <a id="x"></a>, to the first element with data-entry="x".

    JupyterLab reaches ids in Markdown alone, a page can lead to the very mark or row. Paragraphs that are
    left empty go, and so do comments.
    """
    etree.strip_tags(body, etree.Comment)
    entries: dict[str, HtmlElement] = {}
    for entry in body.iterfind(".//*[@data-entry]"):
        entries.setdefault(entry.get("data-entry"), entry)
    for anchor in body.findall(".//a[@id]"):
        entry = entries.get(anchor.get("id"))
        if len(anchor.attrib) == 1 and not len(anchor) and not anchor.text and entry is not None:
            attributes = dict(entry.attrib)
            entry.attrib.clear()
            entry.attrib.update({"id": anchor.get("id"), **attributes})
            anchor.drop_tree()
    for paragraph in body.findall(".//p"):
        if not paragraph.attrib and not len(paragraph) and not (paragraph.text or "").strip():
            paragraph.drop_tree()
    for fold in body.findall(".//details[@data-folded='page']"):  # its entries stand elsewhere on the page
        del fold.attrib["data-folded"], fold.attrib["open"]


def number_ids(body: HtmlElement) -> None:
    """Let each id stand once: a later one of the same name gets a number."""
    seen: Counter[str] = Counter()
    for element in body.iterfind(".//*[@id]"):
        name = element.get("id")
        seen[name] += 1
        if seen[name] > 1:
            element.set("id", f"{name}-{seen[name]}")


def headings(body: HtmlElement) -> list[tuple[str, str]]:
    """(id, text as HTML) of each h2, in order; the sign that leads to a heading is left out."""
    found = []
    for heading in body.iterfind(".//h2[@id]"):
        words = "".join(heading.xpath(".//text()[not(ancestor::a)]")).strip()
        found.append(
            (heading.get("id"), _CHINESE.sub(r'<span lang="zh">\g<0></span>', escape(words, quote=False)))
        )
    return found


def box_tables(body: HtmlElement) -> None:
    """Give headers of tables their scope, and each table of ``WIDE`` columns or more a box that scrolls."""
    for table in body.findall(".//table"):
        for header in table.iterfind(".//th"):
            if not "".join(header.itertext()).strip():
                header.tag = "td"  # a header without a name heads nothing
                header.attrib.pop("scope", None)
            elif "scope" not in header.attrib:
                rows = table.find("thead") is not None and next(header.iterancestors("thead"), None) is None
                header.set("scope", "row" if rows else "col")
        first = table.find(".//tr")
        if first is not None and len(first) >= WIDE:
            caption, name = table.find("caption"), table.get("aria-label", "Table")
            name = name if caption is None else "".join(caption.itertext()).strip()
            box = tree.Element("div", {"class": "wide", "role": "group", "tabindex": "0", "aria-label": name})
            table.addprevious(box)
            box.tail, table.tail = table.tail, None
            box.append(table)


def language(text: str) -> str:
    """``zh`` for a ``text`` with more Han characters than Latin letters, "" for others."""
    return "zh" if len(re.findall(f"[{HAN}]", text)) > len(re.findall("[A-Za-z]", text)) else ""


def mark_blocks(body: HtmlElement) -> None:
    """Mark as Chinese the paragraphs and list items of Markdown that have more Han than Latin letters."""
    for block in body.xpath(".//*[@class='text' or self::figcaption]//*[self::p or self::li]"):
        if language("".join(block.itertext())):
            block.set("lang", "zh")


def mark_passages(element: HtmlElement) -> None:
    """Put each Chinese passage below ``element`` that is not in an element marked as Chinese into one."""
    if element.get("lang") == "zh":
        return
    for child in list(element):
        if isinstance(child.tag, str):
            mark_passages(child)
        _insert_passages(element, child)
    _insert_passages(element, None)


def _insert_passages(parent: HtmlElement, before: HtmlElement | None) -> None:
    """Mark the passages of the text behind ``before``, a child of ``parent``.

    None for the text at its beginning.
    """
    text = (parent.text if before is None else before.tail) or ""
    passages = list(_CHINESE.finditer(text))
    if not passages:
        return
    at = 0 if before is None else parent.index(before) + 1
    ends = [found.start() for found in passages[1:]] + [len(text)]
    lead = text[: passages[0].start()]
    if before is None:
        parent.text = lead
    else:
        before.tail = lead
    for place, (found, end) in enumerate(zip(passages, ends, strict=True)):
        span = tree.Element("span", {"lang": "zh"})
        span.text, span.tail = found[0], text[found.end() : end]
        parent.insert(at + place, span)


def lead_to_pages(body: HtmlElement, resources: dict[str, Any]) -> None:
    """Turn links to notebooks into links to their pages; the notebook itself can still be downloaded."""
    for link in body.iterfind(".//a[@href]"):
        if "download" not in link.attrib:
            link.set("href", site.address(link.get("href"), resources))


def lighten(body: HtmlElement) -> None:
    """Take away what page.css does by itself.

    Spans of code that it does not colour, cells that begin on the left. Strings, of which code has most,
    become the shorter ``<i>``.
    """
    for cell in body.iter("th", "td"):
        if cell.get("style") == "text-align:left":
            del cell.attrib["style"]
    for span in body.findall(".//pre//span[@class]"):
        if span.get("class") in _PLAIN and not len(span):
            span.drop_tag()
        elif span.get("class") in _STRING:
            span.tag = "i"
            del span.attrib["class"]
