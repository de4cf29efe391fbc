"""HTML pages of the notebooks: one file each, that asks nothing of the network and comes out the same every time.

The page of 00-overview is index.html. What a page looks like is in templates/postmoney: index.html.j2, page.css and
page.js. The functions in ``FILTERS`` are what the template calls; jupyter/jupyter_nbconvert_config.py hands them to
plain `jupyter nbconvert --to html`, which knows of no other pages and names each after its notebook.
"""

import base64
import hashlib
import io
import json
import re
import threading
from functools import cache, partial
from html import escape, unescape
from pathlib import Path

from .. import files
from .site import href, page, place

TEMPLATES = Path(__file__).with_name("templates")
WIDE = 3  # columns from which on a table gets a box to scroll in


def prose(source, cell, resources):
    """Markdown ``source`` of ``cell`` as HTML: without its comments, with math as MathML, and with Chinese blocks marked."""
    counts = resources.setdefault("counts", {})  # how often a link to each entry stood on the page so far
    html = _markdown()(cell.get("attachments", {}), resources["metadata"].get("path") or "", counts).render(
        source
    )
    return boxed(re.sub(r"<!--.*?-->", "", html, flags=re.S))


@cache
def _markdown():
    """A maker of Markdown renderers; nbconvert takes half a second to import and is not always needed."""
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    class Renderer(IPythonRenderer):
        counts = {}

        def link(self, text, url, title=None):
            html, id = super().link(text, url, title), url.partition("#")[2]
            if not id or re.match(r"[a-z]+:", url):
                return html
            self.counts[id] = self.counts.get(id, 0) + 1
            return html.replace("<a ", f'<a id="from-{escape(id)}-{self.counts[id]}" ', 1)

        def inline_math(self, body):
            return mathml(body, "inline")

        def block_math(self, body):
            return mathml(body, "block")

        def latex_environment(self, name, body):
            return mathml(rf"\begin{{{name}}}{body}\end{{{name}}}", "block")

        def paragraph(self, text):
            return _block(super().paragraph(text))

        def list_item(self, text):
            return _block(super().list_item(text))

    def made(attachments, path, counts):
        renderer = Renderer(escape=False, attachments=attachments, embed_images=True, path=path)
        renderer.counts = counts
        return MarkdownWithMath(renderer=renderer)

    return made


def mathml(tex, display):
    """``tex`` as MathML; ``display`` is inline or block. What latex2mathml cannot read is shown as it was written."""
    from latex2mathml.converter import convert

    try:
        made = convert(tex.strip(), display=display)
    except Exception:  # it raises a dozen kinds for bad input
        return f"<code>{escape(tex)}</code>"
    return (
        made
        if display == "inline"
        else f'<div class="wide" role="group" tabindex="0" aria-label="Formula">{made}</div>'
    )


HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_CHINESE = re.compile(rf"[“‘《「（]*[{HAN}](?:[{HAN}\u3000-\u303f\uff00-\uffef“”‘’…—·]|[ \d%]+(?=[{HAN}]))*")


def _block(html):
    """``html`` of one element, marked as Chinese if it has more Han characters than Latin letters."""
    text = re.sub(r"<[^>]*>", "", html)
    return html.replace(">", f"{_language(text)}>", 1)


def _language(text):
    """The attribute that marks ``text`` as Chinese; "" where Latin letters are as many."""
    return ' lang="zh"' if len(re.findall(f"[{HAN}]", text)) > len(re.findall("[A-Za-z]", text)) else ""


def spoken(html):
    """``html`` with ``lang="zh"`` on each Chinese passage that is not inside an element that has it already."""
    # a figure is one step: `drawing` has said what of it is Chinese
    parts, inside = (
        re.split(r"(<style\b.*?</style>|<script\b.*?</script>|<svg\b.*?</svg>|<[^>]*>)", html, flags=re.S),
        [],
    )
    for at, part in enumerate(parts):
        if part.startswith("</"):
            if inside and part[2:-1].strip() == inside[-1]:
                inside.pop()
        elif part.startswith("<"):
            tag = re.match(r"<(\w*)", part)[1]
            if inside and tag == inside[-1] and not part.endswith("/>") or 'lang="zh"' in part:
                inside.append(tag)
        elif not inside:
            parts[at] = _CHINESE.sub(r'<span lang="zh">\g<0></span>', part)
    return "".join(parts)


def boxed(html):
    """``html`` with the headers of its tables scoped, and each table of ``WIDE`` columns or more in a box that scrolls."""

    def box(found):
        nameless = r'<th((?:(?! scope=)[^>])*)(?: scope="\w+")?([^>]*)>\s*</th>'  # a header without a name heads nothing
        table = re.sub(nameless, r"<td\1\2></td>", found[0])
        head, end, body = table.partition("</thead>")
        head = re.sub(r"<th\b(?![^>]*\bscope=)", '<th scope="col"', head)
        body = re.sub(r"<th\b(?![^>]*\bscope=)", '<th scope="row"', body)
        columns = re.search(r"<tr\b.*?</tr>", table, re.S)
        if not columns or len(re.findall(r"<t[hd]\b", columns[0])) < WIDE:
            return head + end + body
        caption = re.search(r"<caption\b[^>]*>(.*?)</caption>", table, re.S)
        name = re.sub(r"<[^>]*>", "", caption[1]).strip() if caption else "Table"
        return f'<div class="wide" role="group" tabindex="0" aria-label="{name}">{head}{end}{body}</div>'

    return re.sub(r"<table\b.*?</table>", box, html, flags=re.S)


def alternative(output):
    """Alt text that the metadata of ``output`` holds, "" where it holds none."""
    return _about(output, "alt")


def drawn(output):
    """Name of the figure that ``output`` shows, "" where it has none."""
    return _about(output, "name")


def caption(output):
    """Caption (Markdown) that the metadata of ``output`` holds, "" where it holds none."""
    return _about(output, "caption")


def _about(output, what):
    about = output.get("metadata", {})
    return next(
        (about[kind][what] for kind in ("image/svg+xml", "image/png") if what in about.get(kind, {})), ""
    )


def drawing(svg, output):
    """``svg`` (text) as an element of a page; one that does not name itself gets the alt text of ``output``.

    Its colours become properties that page.css sets anew for a dark page; a colour that page.css does not know stays. Letters
    drawn as shapes become text, which can be searched and copied, in the type of ``lettering``.
    """
    svg = re.sub(r"^.*?(?=<svg\b)", "", svg, flags=re.S)
    svg = _LETTERS.sub(_text, svg).replace(">\n<", "><")
    svg = re.sub(r"(style=\"[^\"]*\")", lambda m: re.sub(r"#([0-9a-f]{6})\b", _property, m[1]), svg)
    if "aria-label" in svg[: svg.find(">")]:
        return svg
    return svg.replace("<svg", f'<svg role="img" aria-label="{escape(alternative(output))}"', 1)


_LETTERS = re.compile(
    r'<g (?:style="([^"]*)" )?transform="translate\((\S+) (\S+)\) (rotate\(\S+\) )?scale\((\S+) \S+\)" data-text="([^"]*)">.*?</g>',
    re.S,
)
_INK = "fill: #22262b"


def _text(letters):
    """An SVG text for a group of shapes (match); what `.drawing` of page.css says already is left out."""
    style, x, y, turn, scale, text = letters.groups()
    x, y, points = (f"{float(number):.1f}".removesuffix(".0") for number in (x, y, float(scale) * 100))
    at = f'transform="translate({x} {y}) {turn.strip()}"' if turn else f'x="{x}" y="{y}"'
    size = "" if points == "11" else f' font-size="{points}"'
    ink = "" if style == _INK else f' style="{style}"'
    return f"<text {at}{size}{ink}{_language(text)}>{text}</text>"


def lettering(notebook):
    """The type of the figures in ``notebook``, cut down to the letters in them, as a rule of CSS; "" where there is none."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    drawings = [
        output["data"]["image/svg+xml"] for output in outputs if "image/svg+xml" in output.get("data", {})
    ]
    text = unescape("".join(re.findall(r'data-text="([^"]*)"', "".join(drawings))))
    if not text:
        return ""
    from fontTools import subset
    from pylopdf_fonts_zh_cn import sans_path

    options = subset.Options(
        flavor="woff",
        layout_features=["kern"],
        hinting=False,
        name_IDs=[],
        drop_tables=["BASE", "DSIG", "VORG", "vhea", "vmtx"],
    )
    file, cut = io.BytesIO(), subset.Subsetter(options)
    cut.populate(text=text)
    with subset.load_font(sans_path(), options) as font:
        cut.subset(font)
        subset.save_font(font, file, options)
    return f"@font-face {{ font-family: figures; src: url(data:font/woff;base64,{base64.b64encode(file.getvalue()).decode()}); }}"


def _property(colour):
    """The property of page.css for a colour (match) of a figure; the colour itself where there is none."""
    return f"var(--x{colour[1]})" if colour[1] in _colours() else colour[0]


@cache
def _colours():
    return set(
        re.findall(r"--x([0-9a-f]{6}):", (TEMPLATES / "postmoney/page.css").read_text(encoding="utf-8"))
    )


def traced(html):
    """``html`` in which an empty anchor of Markdown, <a id="x"></a>, gave its id to the first element with data-entry="x".

    JupyterLab reaches ids in Markdown alone, a page can lead to the very mark or row.
    """
    entries = set(re.findall(r'(?<=\s)data-entry="([^"]*)"(?=[^<>]*>)', html))
    moved = entries.intersection(re.findall(r'<a id="([^"]*)"></a>', html))

    def give(found):
        if found[1] not in moved:
            return found[0]
        moved.remove(found[1])
        return f'id="{found[1]}" {found[0]}'

    if moved:
        html = re.sub(r'<a id="([^"]*)"></a>', lambda found: "" if found[1] in entries else found[0], html)
        html = re.sub(r'(?<=\s)data-entry="([^"]*)"(?=[^<>]*>)', give, html)
    return re.sub(r"<p>\s*</p>\s*", "", html)


def unique(html):
    """``html`` in which each id stands once: a later one of the same name gets a number."""
    seen = {}

    def once(found):
        count = seen[found[2]] = seen.get(found[2], 0) + 1
        return found[0] if count == 1 else f'{found[1]}{found[2]}-{count}"'

    return re.sub(r'(<[^<>]*?\sid=")([^"]*)"', once, html)


def headings(html):
    """(id, text as HTML) of each h2 of ``html``, in order."""
    found = re.findall(r'<h2[^>]* id="([^"]*)"[^>]*>(.*?)</h2>', html, re.S)
    return [(key, re.sub(r"<a\b.*?</a>|<[^>]+>", "", text).strip()) for key, text in found]


def links(html, page=href):
    """``html`` with links to notebooks turned into links to their pages, fragments kept; ``page`` names the file."""
    return re.sub(
        r'(<a\b(?![^>]*\bdownload\b)[^>]*?\bhref=")(?![a-z]+:)([^"#?]*?)([^"#?/]+)\.ipynb(?=[#?"])',
        lambda found: found[1] + found[2] + page(found[3]),
        html,
    )


_PLAIN = re.compile(r'<span class="(?:n|nn|nb|nf|bp|fm|nc|o|p|w|err|sa|si)">([^<]*)</span>')


def light(html):
    """``html`` without what page.css does by itself: spans of code that it does not colour, and cells that begin on the left."""
    return _PLAIN.sub(r"\1", re.sub(r'(<t[hd]\b[^>]*) style="text-align:left"', r"\1", html))


def finished(html, resources):
    """The body of a page (str), its languages marked, its claims with the places that use them, its links leading to pages."""
    if "data-uses=" in html:
        from . import trace

        folder = Path(resources["metadata"].get("path") or ".")
        html = trace.filled(html, trace.uses(sorted(folder.glob("[0-9][0-9]-*.ipynb"))))
    return links(light(spoken(html)), partial(page, resources=resources))


def checksum(script):
    """The name under which a page's security policy lets the inline ``script`` run."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


FILTERS = {
    each.__name__: each
    for each in (
        alternative,
        boxed,
        caption,
        checksum,
        drawing,
        drawn,
        finished,
        headings,
        lettering,
        place,
        prose,
        traced,
        unique,
    )
}


def render(path, names):
    """The notebook at ``path`` as HTML (str); ``names`` are all notebooks of the collection in reading order."""
    import nbformat
    from nbconvert.exporters import TemplateExporter

    path = Path(path)
    notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
    resources = {"names": names, "metadata": {"path": str(path.parent), "name": path.stem}}
    with _one:
        # HTMLExporter's own last step parses the page once more and writes it anew, which takes longer than all the rest
        html, _ = TemplateExporter.from_notebook_node(_exporter(), notebook, resources)
    return html.strip() + "\n"


_one = threading.Lock()  # the exporter is made once and keeps notes while it works


@cache
def _exporter():
    from nbconvert.exporters import HTMLExporter
    from nbconvert.filters import Highlight2HTML
    from nbconvert.filters.widgetsdatatypefilter import WidgetsDataTypeFilter

    exporter = HTMLExporter(
        template_name="postmoney", extra_template_basedirs=[str(TEMPLATES)], filters=FILTERS
    )
    exporter.register_filter("highlight_code", Highlight2HTML(pygments_lexer="python", parent=exporter))
    exporter.register_filter("filter_data_type", WidgetsDataTypeFilter(notebook_metadata={}, parent=exporter))
    return exporter


def export(path, names, folder):
    """Write the page of the notebook at ``path`` into ``folder``; True if it changed."""
    return files.write(Path(folder) / href(Path(path).stem), render(path, names).encode("utf-8"))
