"""HTML pages of the notebooks: one file each, that asks nothing of the network and comes out the same every time.

The page of 00-overview is index.html. What a page looks like is in templates/postmoney: index.html.j2 and page.css.
"""

import json
import re
from pathlib import Path

from . import files

TEMPLATES = Path(__file__).with_name("templates")
FIRST = "00-overview"


def href(name):
    """File name of the page of notebook ``name``."""
    return "index.html" if name == FIRST else f"{name}.html"


def title(path):
    """Text of the first heading of the notebook at ``path``, or its name."""
    for cell in json.loads(Path(path).read_text(encoding="utf-8"))["cells"]:
        heading = re.search(r"^# +(.+)$", "".join(cell["source"]), re.M) if cell["cell_type"] == "markdown" else None
        if heading:
            return re.sub(r"[*_`]|\[([^]]*)\]\([^)]*\)", r"\1", heading[1]).strip()
    return Path(path).stem


def links(html):
    """``html`` with links to notebooks turned into links to their pages, fragments kept."""
    return re.sub(
        r'(<a\b[^>]*?\bhref=")(?![a-z]+:)([^"#?]*?)([^"#?/]+)\.ipynb(?=[#?"])',
        lambda found: found[1] + found[2] + href(found[3]), html)


def headings(html):
    """(id, HTML text) of each h2 of ``html``, in order."""
    found = re.findall(r'<h2[^>]* id="([^"]*)"[^>]*>(.*?)</h2>', html, re.S)
    return [(key, re.sub(r"<a\b.*?</a>|<[^>]+>", "", text).strip()) for key, text in found]


def alternative(output):
    """Alt text that the metadata of ``output`` holds, "" where it holds none."""
    about = output.get("metadata", {})
    return next((about[kind]["alt"] for kind in ("image/svg+xml", "image/png") if "alt" in about.get(kind, {})), "")


def drawing(svg, output):
    """``svg`` (text) as an element of a page; one that does not name itself gets the alt text of ``output``."""
    from markupsafe import escape

    svg = re.sub(r"^.*?(?=<svg\b)", "", svg, flags=re.S)
    if "aria-label" in svg[: svg.find(">")]:
        return svg
    return svg.replace("<svg", f'<svg role="img" aria-label="{escape(alternative(output))}"', 1)


def render(path, names):
    """The notebook at ``path`` as HTML (str); ``names`` are all notebooks of the collection in reading order."""
    import nbformat
    from nbconvert.exporters import HTMLExporter, TemplateExporter
    from nbconvert.filters import Highlight2HTML
    from nbconvert.filters.widgetsdatatypefilter import WidgetsDataTypeFilter

    path = Path(path)
    notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
    exporter = HTMLExporter(template_name="postmoney", extra_template_basedirs=[str(TEMPLATES)])
    for each in (headings, alternative, drawing):
        exporter.register_filter(each.__name__, each)
    exporter.register_filter("highlight_code", Highlight2HTML(pygments_lexer="python", parent=exporter))
    exporter.register_filter("filter_data_type", WidgetsDataTypeFilter(notebook_metadata=notebook.metadata, parent=exporter))
    pages = [
        {
            "href": href(name), "title": title(path.with_name(f"{name}.ipynb")), "short": name[3:].replace("-", " "),
            "here": name == path.stem,
        }
        for name in names
    ]
    place = names.index(path.stem)
    page = {
        "title": pages[place]["title"], "all": pages, "before": pages[place - 1] if place else None,
        "after": pages[place + 1] if place + 1 < len(pages) else None,
    }
    # HTMLExporter's own last step rewrites the page with BeautifulSoup, which spoils inline SVG
    html, _ = TemplateExporter.from_notebook_node(exporter, notebook, {"page": page, "metadata": {"path": str(path.parent)}})
    return links(html).rstrip() + "\n"


def export(path, names, folder):
    """Write the page of the notebook at ``path`` into ``folder``; True if it changed."""
    return files.write(Path(folder) / href(Path(path).stem), render(path, names).encode("utf-8"))
