"""Check that every number in the prose agrees with the ledger, and that every finding holds.

python -m newsclaims.build.check          names each place that does not, and fails
python -m newsclaims.build.check --fix    rewrites stale link texts, their titles and listings first
"""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import nbformat

from .. import tables
from ..analysis.formulas import FORMULAS
from ..errors import DataError
from ..ledger import Ledger
from ..pages import dictionary, listings, pictures, prose, titles
from .notebooks import normal


def notebooks() -> list[Path]:
    """Paths of the notebooks of the collection, in reading order."""
    return sorted((tables.ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb"))


def _read(path: Path) -> nbformat.NotebookNode:
    try:
        return nbformat.read(path, as_version=4)
    except (OSError, ValueError, nbformat.ValidationError) as error:
        raise DataError(
            f"{tables.shown(path)} is no readable notebook ({str(error).splitlines()[0][:60]}): "
            f"restore it from git"
        ) from None


def of_text(text: str, here: str, ledger: Ledger, homes: set[str], where: str) -> list[str]:
    """A line for each problem in the Markdown ``text``, with ``where`` it stands."""
    return [f"{where}: {one.text!r} {one.reason}" for one in prose.problems(text, here, ledger, homes)]


def of_titles(
    texts: Iterable[str], here: str, ledger: Ledger, homes: set[str], more: Mapping[str, str], where: str
) -> list[str]:
    """A line where links of Markdown ``texts`` have not the titles of the ledger, with what they lead to.

    ``more`` is what `titles.known` says.
    """
    stale = []
    for text in texts:
        again = titles.titled(text, here, ledger, homes, more)
        for was, now in zip(prose.link_matches(text), prose.link_matches(again), strict=True):
            if was["title"] != now["title"]:
                stale.append(was["target"].partition("#")[2])
    ids = list(dict.fromkeys(stale))
    if not ids:
        return []
    named = ", ".join(ids[:5]) + (f" and {len(ids) - 5} more" if len(ids) > 5 else "")
    return [f"{where}: links to {named} have not the title that the ledger has for them: run `make fix`"]


def of_figures(cell: nbformat.NotebookNode, ledger: Ledger, where: str) -> list[str]:
    """A line for each fault of a figure of ``cell``.

    Texts that cannot be read, and findings that do not hold or need a condition.
    """
    out = []
    for output in cell.get("outputs", ()):
        about = pictures.about(output)
        out += [f"{where}: figures/{about['name']}: {problem}" for problem in about.get("problems", ())]
        if "finding" not in about:
            continue
        if prose.COMPARING.search(about["finding"] + about["chinese"]) and not about["holds"]:
            out.append(
                f"{where}: the title {about['finding']!r} compares and names no condition: "
                f'figures.headline(..., holds="a > b")'
            )
        try:
            if about["holds"] and (reason := prose.unmet(about["holds"], ledger)):
                out.append(f"{where}: the title {about['finding']!r} {reason}")
        except DataError as error:
            out.append(f"{where}: the title {about['finding']!r}: {error}")
    return out


def of_notebook(path: Path, ledger: Ledger, homes: set[str], more: Mapping[str, str]) -> list[str]:
    """A line for each problem in the notebook at ``path``; ``more`` as in `of_titles`."""
    notebook, out = _read(path), []
    for cell in notebook.cells:
        where = f"{path.name}, cell {cell.id}"
        if cell.cell_type != "markdown":
            out += of_figures(cell, ledger, where)
        elif not cell.metadata.get("ledger"):
            out += of_text(cell.source, path.stem, ledger, homes, where)
    ids = {id for cell in listings.cells(notebook, "derived") for id in cell.metadata.get("ids", ())}
    out += [
        f"{path.name}: {entry.id} is derived there and stands in no list: put an empty Markdown cell "
        f'with the metadata {{"ledger": "derived"}} behind the cell that derives it, and run `make`'
        for entry in ledger.entries.values()
        if entry.kind == "derived" and entry.notebook == path.stem and entry.id not in ids
    ]
    out += of_titles(_prose(notebook), path.stem, ledger, homes, more, path.name)
    listed = nbformat.from_dict(json.loads(json.dumps(notebook)))
    listings.refresh(listed, path.stem)
    out += [
        f"{path.name}, cell {was.id}: the list of {was.metadata['ledger']} is not what the tables say: "
        f"run `make fix`"
        for was, now in zip(notebook.cells, listed.cells, strict=True)
        if was.source != now.source
    ]
    return out


def _prose(notebook: nbformat.NotebookNode) -> list[str]:
    """The Markdown of ``notebook`` that people write."""
    cells = (cell for cell in notebook.cells if cell.cell_type == "markdown")
    return [cell.source for cell in cells if not cell.metadata.get("ledger")]


def everything() -> list[str]:
    """A line for each number, finding or listing of notebooks and README that the ledger does not support."""
    ledger, paths = Ledger.load(made_by=None, formulas=FORMULAS), notebooks()
    homes, more = {path.stem for path in paths}, titles.known(ledger.root)
    readme = (tables.ROOT / "README.md").read_text(encoding="utf-8")
    out = of_text(readme, "", ledger, homes, "README.md")
    out += of_titles([readme], "", ledger, homes, more, "README.md")
    for path in paths:
        out += of_notebook(path, ledger, homes, more)
    path, text = dictionary.current()
    if path.read_text(encoding="utf-8") != text:
        out.append("data/README.md is not what data/datapackage.json says: run `make fix`")
    return out


def fix() -> list[str]:
    """Rewrite stale link texts, titles and listings; names of the files that changed."""
    ledger, paths = Ledger.load(made_by=None, formulas=FORMULAS), notebooks()
    homes, more = {path.stem for path in paths}, titles.known(ledger.root)
    changed: list[str] = []

    def mended(text: str, here: str) -> str:
        return titles.titled(prose.mended(text, here, ledger, homes), here, ledger, homes, more)

    for path in paths:
        notebook = _read(path)
        for cell in notebook.cells:
            if cell.cell_type == "markdown" and not cell.metadata.get("ledger"):
                cell.source = mended(cell.source, path.stem)
        listings.refresh(notebook, path.stem)
        if tables.write_bytes(path, normal(notebook)):
            changed.append(path.name)
    readme = tables.ROOT / "README.md"
    if tables.write_bytes(readme, mended(readme.read_text(encoding="utf-8"), "").encode("utf-8")):
        changed.append(readme.name)
    path, text = dictionary.current()
    if tables.write_bytes(path, text.encode("utf-8")):
        changed.append("data/README.md")
    return changed


def main(arguments: list[str] | None = None) -> int:
    """Run the check; 0 where all holds, 1 where something does not."""
    parser = argparse.ArgumentParser(
        prog="python -m newsclaims.build.check",
        description="Compare the numbers in prose and titles with the ledger.",
    )
    parser.add_argument(
        "--fix", action="store_true", help="rewrite stale link texts, titles and listings first"
    )
    options = parser.parse_args(arguments)
    try:
        for name in fix() if options.fix else ():
            print(f"rewrote {name}")
        found = everything()
    except DataError as error:
        found = [str(error)]
    for line in found:
        print(line, file=sys.stderr)
    if not found:
        print("every number and every finding agrees with the ledger")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
