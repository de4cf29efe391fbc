"""Pictures: what an output of a notebook says of its figure, and the figure's SVG in figures/.

A notebook holds each figure once, as PNG; the SVG, with the links of its marks, lies beside the notebooks.
"""

import re
from pathlib import Path
from typing import Any


def about(output: dict[str, Any]) -> dict[str, Any]:
    """What ``output`` says of its picture (see ``figures.SavedFigure``); {} where it says nothing."""
    said = output.get("metadata", {})
    return said.get("image/png") or said.get("image/svg+xml") or {}


def svg(output: dict[str, Any], notebooks: Path) -> str:
    """The SVG of the figure that ``output`` shows, its links as seen from the folder ``notebooks``.

    "" where the output shows no figure that was saved, or figures/ does not hold it.
    """
    path = _path(about(output).get("name", ""), notebooks)
    return path.read_text(encoding="utf-8").replace('<a href="../notebooks/', '<a href="') if path else ""


def is_below(output: dict[str, Any], notebooks: Path) -> bool:
    """Whether ``output`` is the caption and links below a figure whose SVG has them itself."""
    name = output.get("metadata", {}).get("text/markdown", {}).get("below", "")
    return _path(name, notebooks) is not None


def _path(name: str, notebooks: Path) -> Path | None:
    """Where the SVG of the figure ``name`` is; None where it is not, and for what is no name."""
    path = notebooks.resolve().parent / f"figures/{name}.svg"
    return path if re.fullmatch(r"[a-z0-9-]+", name) and path.is_file() else None
