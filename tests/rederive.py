"""The derived tables made anew, from the article and the curated tables alone."""

import ast
import csv
import hashlib
import json
import shutil
import tempfile
from functools import cache
from io import StringIO
from pathlib import Path

from conftest import NOTEBOOKS
from newsclaims import tables, words

WRITERS = {"tables.write", "tables.write_json", "ledger.save"}
SHOWN = {"charts", "views"}  # what only draws or shows


def differences(name):
    """Where the file of the derived table ``name`` is not what its notebook makes (list of str)."""
    path = tables.resource(name)["path"]
    found = (tables.root / "data" / path).read_bytes().decode("utf-8")
    wanted = _made(_state())[path]
    if path.endswith(".csv"):
        found, wanted = (list(csv.reader(StringIO(text, newline=""))) for text in (found, wanted))
    else:
        found, wanted = ([[line] for line in text.split("\n")] for text in (found, wanted))
    if found[0] != wanted[0] or len(found) != len(wanted):
        return [f"data/{path}: {len(found)} rows of {found[0]}, made anew {len(wanted)} rows of {wanted[0]}"]
    return [
        f"data/{path} row {row} column {column}: {is_!r}, made anew {should!r}"
        for row, (left, right) in enumerate(zip(found, wanted), 1) for column, is_, should in zip(wanted[0], left, right) if is_ != should
    ]


def _state():
    """A digest of all that the derived tables rest on but code."""
    parts = [path for folder in ("raw", "curated") for path in sorted((tables.root / "data" / folder).rglob("*")) if path.is_file()]
    return hashlib.sha256(b"".join(path.read_bytes() for path in [tables.root / "data/datapackage.json", *parts])).hexdigest()


@cache
def _made(state):
    """Path below data/ to text of each derived file, made in an empty folder by the notebooks in their order."""
    here = tables.root
    with tempfile.TemporaryDirectory(prefix="post-money-test-") as place:
        shutil.copytree(here / "data", Path(place, "data"), ignore=shutil.ignore_patterns("derived"))
        derived = Path(place, "data/derived")
        derived.mkdir()
        words.tokenizer.cache_clear()
        try:
            tables.root = Path(place)
            for notebook in sorted(NOTEBOOKS, key=lambda path: (path.stem.startswith("00"), path.stem)):
                exec(compile(ast.Module(steps(notebook), []), notebook.name, "exec"), {})
        finally:
            tables.root = here
        return {f"derived/{path.name}": path.read_bytes().decode("utf-8") for path in derived.iterdir()}


def steps(notebook):
    """The statements of a notebook without which it would write other tables (list of ast nodes)."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    body = ast.parse("\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")).body
    imports = [node for node in body if isinstance(node, (ast.Import, ast.ImportFrom))]
    for node in imports:
        node.names = [alias for alias in node.names if alias.name not in SHOWN]
    modules = set().union(*map(_binds, imports))
    taken = {node for node in body if any(isinstance(part, ast.Call) and ast.unparse(part.func) in WRITERS for part in ast.walk(node))}
    if not taken:
        return []
    more = taken
    while more:
        needed = set().union(*map(_uses, taken)) - modules
        more = {node for node in body if node not in taken and not _uses(node) & SHOWN and _changes(node) & needed}
        taken |= more
    return [node for node in body if node in taken or (node in imports and node.names)]


def _names(node, context):
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, context)}


def _uses(node):
    return _names(node, ast.Load)


def _binds(node):
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return {(alias.asname or alias.name).split(".")[0] for alias in node.names}
    return {node.name} if isinstance(node, (ast.FunctionDef, ast.ClassDef)) else _names(node, ast.Store)


def _changes(node):
    """The names that ``node`` may give a value or alter: a call alone on its line alters whatever it names."""
    if isinstance(node, ast.Assert):
        return set()
    if isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
        targets = getattr(node, "targets", None) or [node.target]
        return set().union(*(_names(target, (ast.Store, ast.Load)) for target in targets))
    return _binds(node) if isinstance(node, (ast.FunctionDef, ast.ClassDef)) else _binds(node) | _uses(node)
