"""The derived tables made anew, from the article and the curated tables alone."""

import ast
import csv
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from io import StringIO
from pathlib import Path

from conftest import NOTEBOOKS

from newsclaims import tables

WRITERS = {"tables.write", "tables.write_json", "ledger.save"}
SHOWN = {"figures", "views", "display"}  # what only draws or shows


def differences(name):
    """Where the file of the derived table ``name`` is not what its notebook makes (list of str)."""
    path = tables.resource(name)["path"]
    found = (tables.ROOT / "data" / path).read_bytes().decode("utf-8")
    made = _made(_state())
    if isinstance(made, Exception):
        raise made
    wanted = made[path]
    if path.endswith(".csv"):
        found, wanted = (list(csv.reader(StringIO(text, newline=""))) for text in (found, wanted))
    else:
        found, wanted = ([[line] for line in text.split("\n")] for text in (found, wanted))
    if found[0] != wanted[0] or len(found) != len(wanted):
        return [f"data/{path}: {len(found)} rows of {found[0]}, made anew {len(wanted)} rows of {wanted[0]}"]
    cells = ((row, *cell) for row, rows in enumerate(zip(found, wanted), 1) for cell in zip(wanted[0], *rows))
    return [
        f"data/{path} row {row} column {column}: {one!r}, made anew {other!r}"
        for row, column, one, other in cells
        if one != other
    ]


def _state():
    """A digest of all that the derived tables rest on but code of the package."""
    data = tables.ROOT / "data"
    parts = [
        path for folder in ("raw", "curated") for path in sorted((data / folder).rglob("*")) if path.is_file()
    ]
    return hashlib.sha256(
        b"".join(path.read_bytes() for path in [data / "datapackage.json", *parts, *NOTEBOOKS])
    ).hexdigest()


@cache
def _made(state):
    """Path below data/ to text of each derived file, made in an empty folder by the notebooks.

    Or the error that stopped them.
    """
    with tempfile.TemporaryDirectory(prefix="post-money-test-") as place:
        for folder, skip in (("data", "derived"), ("notebooks/newsclaims", "__pycache__")):
            shutil.copytree(tables.ROOT / folder, Path(place, folder), ignore=shutil.ignore_patterns(skip))
        for notebook in NOTEBOOKS:  # whose text says where each number is used
            shutil.copy(notebook, Path(place, "notebooks"))
        derived = Path(place, "data/derived")
        derived.mkdir()
        # in a process of its own, whose package is the copy, so that all paths are those of the copy
        done = subprocess.run(
            [sys.executable, Path(__file__).resolve()],
            cwd=Path(place, "notebooks"),
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join([".", str(Path(__file__).resolve().parents[1])]),
            },
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        if done.returncode:
            return RuntimeError(done.stderr)
        return {f"derived/{path.name}": path.read_bytes().decode("utf-8") for path in derived.iterdir()}


def run_all():
    """Run the ``steps`` of all notebooks, in the order in which they need one another."""
    for notebook in sorted(NOTEBOOKS, key=lambda path: (path.stem.startswith("00"), path.stem)):
        exec(compile(ast.Module(steps(notebook), []), notebook.name, "exec"), {})


def steps(notebook):
    """The statements of a notebook without which it would write other tables (list of ast nodes)."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    body = ast.parse("\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")).body
    imports = [node for node in body if isinstance(node, (ast.Import, ast.ImportFrom))]
    for node in imports:
        node.names = [alias for alias in node.names if alias.name not in SHOWN]
    for node in imports:
        body.remove(node)
    dropped = set(SHOWN)  # names that nobody can use, as what gives them a value only draws
    while True:
        kept = [node for node in body if not _uses(node) & dropped]
        more = (
            set().union(*(_binds(node) for node in body if node not in kept))
            - set().union(*map(_binds, kept))
            - dropped
        )
        if not more:
            break
        dropped |= more
    modules = set().union(*map(_binds, imports))
    taken = {
        node
        for node in kept
        if WRITERS & {ast.unparse(one.func) for one in ast.walk(node) if isinstance(one, ast.Call)}
    }
    more = taken
    while more:
        needed = set().union(*map(_uses, taken)) - modules
        needed |= {name for node in kept for name in _hands_on(node, needed)}
        more = {node for node in kept if node not in taken and _changes(node) & needed}
        taken |= more
    return (
        [node for node in imports if node.names] + [node for node in kept if node in taken] if taken else []
    )


def _names(node, context):
    return {
        part.id for part in ast.walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, context)
    }


def _uses(node):
    return _names(node, ast.Load)


def _binds(node):
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return {(alias.asname or alias.name).split(".")[0] for alias in node.names}
    return {node.name} if isinstance(node, (ast.FunctionDef, ast.ClassDef)) else _names(node, ast.Store)


def _hands_on(node, needed):
    """Names that ``node`` gives to what may alter the ``needed``.

    A function, or ``derive = ledger.derive``.
    """
    if isinstance(node, ast.FunctionDef):
        return {node.name} if _uses(node) & needed else set()
    if not isinstance(node, ast.Assign):
        return set()
    called = {id(part.func) for part in ast.walk(node.value) if isinstance(part, ast.Call)}
    parts = [
        part for part in ast.walk(node.value) if isinstance(part, ast.Attribute) and id(part) not in called
    ]
    return _binds(node) if any(_uses(part) & needed for part in parts) else set()


def _changes(node):
    """The names that ``node`` may give a value or alter.

    A call alone on its line alters whatever it names.
    """
    if isinstance(node, ast.Assert):
        return set()
    if isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
        targets = getattr(node, "targets", None) or [node.target]
        return set().union(*(_names(target, (ast.Store, ast.Load)) for target in targets))
    return _binds(node) if isinstance(node, (ast.FunctionDef, ast.ClassDef)) else _binds(node) | _uses(node)


if __name__ == "__main__":
    run_all()
