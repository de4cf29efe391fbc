"""HTML pages of the notebooks: one file each, that asks nothing of the network and is the same every time.

The page of 00-overview is index.html. What a page looks like is in templates/postmoney: index.html.j2,
page.css and page.js. The functions in ``FILTERS`` are what the template calls;
jupyter/jupyter_nbconvert_config.py hands them to plain `jupyter nbconvert --to html`, which knows of no
other pages and names each after its notebook.
"""

import base64
import hashlib
import threading
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import HTMLExporter, TemplateExporter
from nbconvert.filters import Highlight2HTML
from nbconvert.filters.widgetsdatatypefilter import WidgetsDataTypeFilter

from ..tables import write_bytes
from . import pictures
from .body import arranged
from .drawing import TEMPLATES, below_drawing, drawing, drawn, lettering
from .markdown import rendered
from .site import about, files_of_figure, files_of_table, href, place


def alternative(output: dict[str, Any]) -> str:
    """Alt text that the metadata of ``output`` holds, "" where it holds none."""
    return pictures.about(output).get("alt", "")


def figure_name(output: dict[str, Any]) -> str:
    """Name of the figure that ``output`` shows, "" where it has none."""
    return pictures.about(output).get("name", "")


def caption(output: dict[str, Any]) -> str:
    """Caption (Markdown) that the metadata of ``output`` holds, "" where it holds none."""
    return pictures.about(output).get("caption", "")


def checksum(script: str) -> str:
    """The name under which a page's security policy lets the inline ``script`` run."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


FILTERS = {
    each.__name__: each
    for each in (
        about,
        alternative,
        arranged,
        below_drawing,
        caption,
        checksum,
        drawing,
        drawn,
        figure_name,
        files_of_figure,
        files_of_table,
        lettering,
        place,
        rendered,
    )
}


def render(path: Path, names: list[str]) -> str:
    """The notebook at ``path`` as HTML; ``names`` are all notebooks of the collection in reading order."""
    notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
    resources = {"names": names, "metadata": {"path": str(path.parent), "name": path.stem}}
    with _one_at_a_time:
        # HTMLExporter's own last step parses the page once more and writes it anew, and ours has done so
        html, _ = TemplateExporter.from_notebook_node(_exporter(), notebook, resources)
    return html.strip() + "\n"


_one_at_a_time = threading.Lock()  # the exporter is made once and keeps notes while it works


@cache
def _exporter() -> HTMLExporter:
    exporter = HTMLExporter(
        template_name="postmoney", extra_template_basedirs=[str(TEMPLATES)], filters=FILTERS
    )
    exporter.register_filter("highlight_code", Highlight2HTML(pygments_lexer="python", parent=exporter))
    exporter.register_filter("filter_data_type", WidgetsDataTypeFilter(notebook_metadata={}, parent=exporter))
    return exporter


def export(path: Path, names: list[str], folder: Path) -> bool:
    """Write the page of the notebook at ``path`` into ``folder``; True if it changed."""
    return write_bytes(folder / href(path.stem), render(path, names).encode("utf-8"))
