"""Dependencies: which files of the package a notebook needs, read from import statements."""

import ast
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


def behind(code: str) -> list[Path]:
    """List the files of the package that Python ``code`` needs: what it imports, and what that imports.

    A module needs the ``__init__`` of each package around it too. Imports within functions count.
    """
    found: set[Path] = set()
    new = _imported(code, ())
    while new:
        found |= new
        new = set().union(*map(_needs, new)) - found
    return sorted(found)


@cache
def _needs(path: Path) -> set[Path]:
    return _imported(path.read_text(encoding="utf-8"), path.relative_to(PACKAGE).parts[:-1])


def _imported(code: str, rooms: tuple[str, ...]) -> set[Path]:
    """The files that ``code``, of a module in the sub-packages ``rooms`` (tuple), imports itself."""
    names: set[tuple[str, ...]] = set()
    try:
        tree = ast.parse(code)
    except SyntaxError:  # whoever runs it will be told
        return set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {tuple(alias.name.split(".")) for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            outside: tuple[str, ...] = ()
            if node.level:
                outside = (PACKAGE.name, *rooms)[: len(rooms) + 2 - node.level]
            module = (*outside, *(node.module or "").split(".")) if node.module else outside
            names |= {module, *((*module, alias.name) for alias in node.names)}
    return {path for name in names if name[0] == PACKAGE.name for path in _files(name[1:])}


def _files(parts: tuple[str, ...]) -> set[Path]:
    """The module that ``parts`` (names below the package) name, and each ``__init__`` on the way."""
    inits = [PACKAGE.joinpath(*parts[:depth], "__init__.py") for depth in range(len(parts) + 1)]
    module = PACKAGE.joinpath(*parts).with_suffix(".py") if parts else inits[0]
    return {path for path in (*inits, module) if path.is_file()}
