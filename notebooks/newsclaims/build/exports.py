"""Exports: what plain `jupyter nbconvert` does in our environment.

``CONFIG`` is handed to it by jupyter/jupyter_nbconvert_config.py. The functions are preprocessors of
nbconvert: they take a notebook and its resources and return both. Those that ask for a program end the
command with one line before anything is written.
"""

import os
import shutil
import subprocess
import sys
from typing import Any

import nbformat
from nbconvert.preprocessors import Preprocessor

from ..evidence.escaping import escape_markdown
from ..pages import html
from .notebooks import LANGUAGE

Parts = tuple[nbformat.NotebookNode, dict[str, Any]]


def keep_language(notebook: nbformat.NotebookNode, resources: dict[str, Any]) -> Parts:
    """Take back the version of Python that running ``notebook`` has put into it."""
    if notebook.metadata.get("language_info", {}).get("name") == LANGUAGE["name"]:
        notebook.metadata["language_info"] = dict(LANGUAGE)
    return notebook, resources


def need_pandoc(notebook: nbformat.NotebookNode, resources: dict[str, Any]) -> Parts:
    """End where there is no pandoc, which turns Markdown into LaTeX, reStructuredText and AsciiDoc."""
    if not shutil.which("pandoc"):
        sys.exit("This format needs pandoc: apt install pandoc, brew install pandoc or conda install pandoc")
    return notebook, resources


def need_latex(notebook: nbformat.NotebookNode, resources: dict[str, Any]) -> Parts:
    """End where there is no xelatex."""
    if not shutil.which("xelatex"):
        sys.exit("--to pdf needs xelatex: apt install texlive-xetex, or take --to webpdf or --to latex")
    return notebook, resources


class NeedBrowser(Preprocessor):
    """End where Playwright or its Chromium is not installed, or that may not run."""

    enabled = True

    def preprocess(self, nb: nbformat.NotebookNode, resources: dict[str, Any]) -> Parts:
        """Leave ``nb`` as it is."""
        exporter: Any = self.parent
        if not (exporter.allow_chromium_download or _chromium()):
            get = "python -m pip install playwright && python -m playwright install chromium"
            sys.exit(f"--to webpdf needs Playwright and its Chromium: {get}; or print the page of --to html")
        if not exporter.disable_sandbox and getattr(os, "geteuid", lambda: 1)() == 0:
            sys.exit("--to webpdf runs no browser as root: add --WebPDFExporter.disable_sandbox=True")
        return nb, resources


def _chromium() -> bool:
    """Whether there is a Chromium that Playwright would start."""
    return subprocess.run([sys.executable, "-c", _LOOK], stderr=subprocess.DEVNULL).returncode == 0


_LOOK = """
import os, playwright.sync_api
with playwright.sync_api.sync_playwright() as started:
    raise SystemExit(not os.path.exists(started.chromium.executable_path))
"""  # apart from here, as the environment has no need of Playwright for anything else
CONFIG: dict[str, dict[str, Any]] = {
    "ExecutePreprocessor": {"record_timing": False},
    "CoalesceStreamsPreprocessor": {"enabled": True},
    "TemplateExporter": {"extra_template_basedirs": [str(html.TEMPLATES)]},
    "HTMLExporter": {"template_name": "postmoney", "filters": html.FILTERS},
    "SlidesExporter": {"template_name": "reveal"},
    "MarkdownExporter": {
        "template_name": "postmoney-markdown",
        "filters": {"alternative": html.alternative, "escape_markdown": escape_markdown},
    },
    "NotebookExporter": {"preprocessors": [keep_language]},
    "LatexExporter": {"preprocessors": [need_pandoc]},
    "PDFExporter": {"preprocessors": [need_pandoc, need_latex]},
    "RSTExporter": {"preprocessors": [need_pandoc]},
    "ASCIIDocExporter": {"preprocessors": [need_pandoc]},
    "WebPDFExporter": {"preprocessors": [NeedBrowser]},
}
