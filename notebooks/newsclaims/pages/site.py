"""The site: which pages there are, what they are called, what stands around them and what can be taken away.

What is the same for all pages is in data/collection.toml: the collection's ``title``, the web ``address``
where it is published, the ``contact`` for errors (a web or mail address) and the ``rights``. They may be
empty, and then nothing is shown. The version and its date are those of CHANGELOG.md.
"""

import ast
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from .. import tables
from ..errors import DataError

FIRST = tables.collection()["start"]  # its page is index.html


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


def short(name: str) -> str:
    """What notebook ``name`` is called where its number says nothing: "cross check"."""
    return name[3:].replace("-", " ")


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
            "short": short(other),
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


def root(resources: dict[str, Any]) -> Path:
    """Folder of the collection whose notebook nbconvert's ``resources`` name: the one above its own."""
    return Path(resources["metadata"].get("path") or ".").resolve().parent


def about(resources: dict[str, Any]) -> dict[str, Any]:
    """What the head and the foot of a page say, for the template.

    Title of the collection, version, date ("28 November 2026"), address, contact, guide (to those who
    contribute), and data, the tables that the notebook writes: (href, file name, title) of each. A notebook
    that writes none is shown all.
    """
    folder, name = root(resources), resources["metadata"]["name"]
    version, day = release(folder)
    known = [one for one in _described(folder) if "made_by" in one]
    own = [one for one in known if one["made_by"] == name] or known
    return settings(folder) | {
        "version": version,
        "date": f"{day.day} {day:%B %Y}" if day else "",
        "guide": "../CONTRIBUTING.md" if (folder / "CONTRIBUTING.md").is_file() else "",
        "data": [(f"../data/{one['path']}", Path(one["path"]).name, one["title"]) for one in own],
    }


def settings(folder: Path = tables.ROOT) -> dict[str, str]:
    """What data/collection.toml says: title, address, rights, contact (a link's target), reached (to read).

    Raises
    ------
    DataError
        Where an address is neither empty nor one.
    """
    known = tables.collection(folder)
    said = {key: str(known[key]) for key in ("title", "address", "contact", "rights")}
    contact = said["contact"]
    mail = "mailto:" * bool(re.fullmatch(r"[^\s@:/]+@[^\s@:/]+", contact))
    for key, link in (("address", said["address"]), ("contact", mail + contact)):
        if link and not re.match(r"https?://[^\s/]|mailto:", link):
            what = "an address that begins with https://" + " or a mail address" * (key == "contact")
            raise DataError(f"{tables.SETTINGS}: {key} is {said[key]!r}: write {what}, or leave it empty")
    return said | {"contact": mail + contact, "reached": contact}


def release(folder: Path) -> tuple[str, date | None]:
    """(version, day) of the first release in CHANGELOG.md of ``folder``, ("", None) where there is none.

    A release has a heading such as "## 0.2.0 (2026-11-28)".
    """
    path = folder / "CHANGELOG.md"
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    found = re.search(r"^## (\d\S*) \((\d{4}-\d\d-\d\d)\)$", text, re.M)
    if not found:
        return "", None
    try:
        return found[1], date.fromisoformat(found[2])
    except ValueError:
        raise DataError(f"CHANGELOG.md: {found[2]} is no date: correct the heading {found[0]!r}") from None


def files_of_figure(name: str, resources: dict[str, Any]) -> list[tuple[str, str]]:
    """(CSV, SVG or PNG; href) of each file of the figure ``name`` that lies in figures/."""
    paths = [root(resources) / f"figures/{name}.{ending}" for ending in ("csv", "svg", "png")]
    return [(path.suffix[1:].upper(), f"../figures/{path.name}") for path in paths if name and path.is_file()]


def files_of_table(cell: dict[str, Any], resources: dict[str, Any]) -> list[tuple[str, str]]:
    """(file name, href) of the tables that a code ``cell`` shows: those it writes, or the only one it reads.

    None for a cell that shows no table.
    """
    if not any("<table" in "".join(one.get("data", {}).get("text/html", "")) for one in cell["outputs"]):
        return []
    calls = list(_calls("".join(cell["source"])))
    names = [name for verb, name in calls if verb == "write"]
    if not names and len(calls) == 1:
        names = [calls[0][1]]
    paths = {one["name"]: one["path"] for one in _described(root(resources))}
    return [(Path(paths[name]).name, f"../data/{paths[name]}") for name in names if name in paths]


def _calls(code: str) -> Iterator[tuple[str, str]]:
    """(read or write, name of the table) of each call such as tables.read("claims") in ``code``."""
    try:
        nodes = list(ast.walk(ast.parse(code)))
    except SyntaxError:
        return  # a cell with commands of IPython
    for node in nodes:
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("tables.read", "tables.write"):
            named = [str(one.value) for one in node.args if isinstance(one, ast.Constant)]
            yield from ((ast.unparse(node.func).removeprefix("tables."), name) for name in named[:1])


def _described(folder: Path) -> list[dict[str, Any]]:
    """The entries of datapackage.json of the collection in ``folder``; none where it has no such file."""
    return tables.resources(folder) if (folder / "data/datapackage.json").is_file() else []
