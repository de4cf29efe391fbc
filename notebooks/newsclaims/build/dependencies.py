"""Dependencies: which files of the package a notebook, or a module, needs, read from import statements and not by importing."""

import ast
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


def behind(code):
    """The files of the package (sorted list of Path) that Python ``code`` (str) needs: what it imports, and what that imports.

    A module needs the ``__init__`` of each package around it too. Imports within functions count.
    """
    found, new = set(), _imported(code, ())
    while new:
        found |= new
        new = set().union(*map(_needs, new)) - found
    return sorted(found)


@cache
def _needs(path):
    return _imported(path.read_text(encoding="utf-8"), path.relative_to(PACKAGE).parts[:-1])


def _imported(code, rooms):
    """The files that ``code``, of a module in the sub-packages ``rooms`` (tuple), imports itself."""
    names = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            names |= {tuple(alias.name.split(".")) for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            outside = (PACKAGE.name, *rooms)[: len(rooms) + 2 - node.level] if node.level else ()
            module = (*outside, *(node.module or "").split(".")) if node.module else outside
            names |= {module, *((*module, alias.name) for alias in node.names)}
    return {path for name in names if name[0] == PACKAGE.name for path in _files(name[1:])}


def _files(parts):
    """The module that ``parts`` (tuple of names below the package) name, and each ``__init__`` on the way; none for what is no module."""
    inits = [PACKAGE.joinpath(*parts[:depth], "__init__.py") for depth in range(len(parts) + 1)]
    module = PACKAGE.joinpath(*parts).with_suffix(".py") if parts else inits[0]
    return {path for path in (*inits, module) if path.is_file()}
