"""What if the article said something else, or a source were not there? Run it, and say what that costs.

    python -m newsclaims.build.whatif path/to/changed-article.txt [--folder FOLDER]
    python -m newsclaims.build.whatif --without signalfire [--without wired]

The run takes place in a folder of its own (.build/whatif); the collection and the article that is named stay
as they are. What rests on what is absent is undetermined, and the run goes to its end. The report is printed,
and lies in the folder as report.txt, report.md and report.html.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from textwrap import shorten
from typing import Any

from .. import tables
from ..analysis.formulas import FORMULAS
from ..errors import DataError
from ..evidence.escaping import escape_markdown
from ..ledger import Ledger
from ..pages import html, pictures, prose
from ..reading import text
from . import check, moves, reports, scenario
from .dependencies import PACKAGE


def tried(article: bytes | None, without: list[str], folder: Path) -> moves.Changes:
    """Run a scenario in ``folder`` and compare it with the collection.

    Parameters
    ----------
    article : bytes or None
        The changed article, in UTF-8; None for the one of the collection.
    without : list of str
        Ids of sources to take out.
    folder : Path
        Where to run it; what lies there is replaced.

    Returns
    -------
    Changes

    Raises
    ------
    DataError
        For a source that is none, an article of another kind, and where the run cannot go to its end.
    """
    plan, curated = scenario.planned(article, without)
    scenario.prepare(plan, curated, folder)
    run(folder)
    scenario.declare(folder)
    found = moves.compared(plan, folder)
    told = {"txt": reports.as_text, "md": reports.as_markdown, "html": reports.as_page}
    for ending, write in told.items():
        (folder / f"report.{ending}").write_text(write(found), encoding="utf-8")
    return found


def run(folder: Path) -> None:
    """Run all notebooks of the prepared collection in ``folder``; DataError where that cannot be done."""
    _python(folder, "-m", "doit", "notebook", "whatif=yes")


def finish(folder: Path) -> None:
    """Bring the prose of the run in ``folder`` to its numbers, mark what does not hold, make its pages."""
    _python(folder, "-m", "newsclaims.build.whatif", "--finish")


def _python(folder: Path, *arguments: str) -> None:
    own = folder / "notebooks" / PACKAGE.name  # where it is not, what is installed runs the collection
    surroundings = {"PYTHONPATH": str(own.parent)} if own.is_dir() else {}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, **surroundings},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise DataError(f"the scenario stops the collection: {reason}")


def mark(path: Path, ledger: Ledger) -> None:
    """Say in the notebook at ``path`` where a conclusion does not hold by ``ledger``."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown" and not cell["metadata"].get("ledger"):
            for condition in prose.conditions(source):
                if said := _said(condition, ledger):
                    source += f"\n\n> **In this what-if the text above {escape_markdown(said)}.**"
            cell["source"] = source
        for output in cell.get("outputs", ()):
            about: dict[str, Any] = pictures.about(output)
            if about.get("holds") and (said := _said(about["holds"], ledger)):
                words = f"**In this what-if the title {escape_markdown(said)}.**"
                about["caption"] = " ".join(filter(None, [words, about.get("caption")]))
    tables.write_bytes(path, (json.dumps(notebook, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))


def _said(condition: str, ledger: Ledger) -> str:
    """Why ``condition`` is not met, in short; "" where it holds."""
    try:
        return shorten(prose.unmet(condition, ledger), 160, placeholder=" …")
    except DataError as error:
        return f"cannot be decided: {error}"


def _finish() -> None:
    """What `finish` does, in the folder that this package lies in."""
    check.fix()
    paths = check.notebooks()
    ledger = Ledger.load(made_by=None, formulas=FORMULAS)
    for path in paths:
        mark(path, ledger)
    for path in paths:
        html.export(path, [each.stem for each in paths], tables.ROOT / "html")


def main(arguments: list[str] | None = None) -> int:
    """Run a scenario and print what it costs; 1 where it cannot be run."""
    parser = argparse.ArgumentParser(
        prog="python -m newsclaims.build.whatif",
        description="Run the collection on a changed article, or without a source, and say what that costs.",
    )
    parser.add_argument("article", type=Path, nargs="?", help="the changed article, a text file in UTF-8")
    parser.add_argument(
        "--without",
        action="append",
        default=[],
        metavar="SOURCE",
        help="take out a source: its claims, its facts and relays of them; several with a comma between",
    )
    parser.add_argument(
        "--folder",
        type=Path,
        default=tables.ROOT / ".build/whatif",
        help="where to run it; what lies there is replaced",
    )
    parser.add_argument("--finish", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    folder = options.folder
    try:
        if options.finish:
            _finish()
            return 0
        without = [name for names in options.without for name in names.split(",") if name]
        if options.article is None and not without:
            raise DataError("name a changed article, or a source to take out with --without")
        if folder.exists() and not (folder / "dodo.py").exists() and any(folder.iterdir()):
            raise DataError(f"{folder} is not empty: name a new folder")
        found = tried(options.article and _read(options.article), without, folder)
        print(reports.as_text(found))
        finish(folder)
    except DataError as error:
        print(f"whatif: {str(error).removesuffix(' or name its encoding with --encoding')}", file=sys.stderr)
        return 1
    place = tables.shown(folder)
    print(f"All of it: {place}/report.html (and .md); the pages of this run: {place}/html/index.html")
    return 0


def _read(path: Path) -> bytes:
    """The article in the file at ``path``; DataError where there is none, or none in UTF-8."""
    try:
        article = path.read_bytes()
    except OSError as error:
        raise DataError(f"{path} cannot be read ({error.strerror}): name a text file") from None
    text.decode(article, str(path))
    return article


if __name__ == "__main__":
    sys.exit(main())
