"""The site: which pages there are, what they are called, and which stands before and after another."""

import json
import re
from pathlib import Path
from typing import Any

FIRST = "00-overview"  # its page is index.html
LEDGER = "07-ledger"  # reads the others, to say where each entry is used


def href(name: str) -> str:
    """File name of the page of notebook ``name``."""
    return "index.html" if name == FIRST else f"{name}.html"


def title(path: Path) -> str:
    """Text of the first heading of the notebook at ``path``, or its name."""
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        heading = re.search(r"^# +(.+)$", "".join(cell["source"]), re.M)
        if cell["cell_type"] == "markdown" and heading:
            return re.sub(r"[*_`]|\[([^]]*)\]\([^)]*\)", r"\1", heading[1]).strip()
    return path.stem


def place(resources: dict[str, Any]) -> dict[str, Any]:
    """Where a page stands, for the template: title, all, before, after, source.

    ``resources`` are nbconvert's; ``resources["names"]`` are the notebooks of the collection in reading
    order, and without it the numbered ones beside it.
    """
    name, folder = resources["metadata"]["name"], Path(resources["metadata"].get("path") or ".")
    names = resources.get("names") or sorted(path.stem for path in folder.glob("[0-9][0-9]-*.ipynb"))
    names = names if name in names else [name] * (folder / f"{name}.ipynb").is_file()
    known = [
        {
            "href": page(other, resources),
            "title": title(folder / f"{other}.ipynb"),
            "short": other[3:].replace("-", " "),
            "here": other == name,
        }
        for other in names
    ]
    here = names.index(name) if known else 0
    return {
        "title": known[here]["title"] if known else name,
        "all": known if len(known) > 1 else [],
        "before": known[here - 1] if here else None,
        "after": known[here + 1] if here + 1 < len(known) else None,
        "source": f"{'../notebooks/' if 'names' in resources else ''}{name}.ipynb",
    }


def address(href: str, resources: dict[str, Any]) -> str:
    """``href`` of a link; one to a notebook leads to its page, fragment kept."""
    found = re.fullmatch(r"(?![a-z]+:)([^#?]*?)([^#?/]+)\.ipynb([#?].*)?", href)
    return found[1] + page(found[2], resources) + (found[3] or "") if found else href


def page(name: str, resources: dict[str, Any]) -> str:
    """File name of the page of notebook ``name``: plain nbconvert names each after its notebook."""
    return href(name) if "names" in resources else f"{name}.html"
