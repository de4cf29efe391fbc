"""The house: imports run one way, nothing gets round that, and every package that is imported is named."""

import ast
import json
import re
from importlib import metadata

import pytest
from conftest import NOTEBOOKS, ROOT
from importlinter.cli import lint_imports

PACKAGE = ROOT / "notebooks/newsclaims"
MODULES = sorted(PACKAGE.rglob("*.py"))
BESIDE_THE_ROOMS = {"__init__", "__main__", "errors", "evaluation", "tables"}


def code_of(notebook):
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


def imported(code):
    """The top-level packages that ``code`` imports from outside, relative imports left out."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.split(".")[0]


def test_imports_run_one_way_through_the_rooms(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert lint_imports(config_filename="pyproject.toml", no_cache=True) == 0


def test_few_modules_lie_beside_the_rooms():
    assert {path.stem for path in PACKAGE.glob("*.py")} == BESIDE_THE_ROOMS


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_nothing_of_ours_is_imported_by_a_string_or_inside_a_function(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {
        node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "") for node in ast.walk(tree)
    }
    assert not names & {"import_module", "__import__"}
    inside = [
        ast.unparse(node)
        for function in ast.walk(tree)
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)) and function.name != "__getattr__"
        for node in ast.walk(function)
        if isinstance(node, ast.ImportFrom) and (node.level or (node.module or "").startswith("newsclaims"))
    ]
    assert inside == []


# What a list of packages calls otherwise than Python does; what is called by a command or another package.
NAMES = {
    "importlinter": "import-linter",
    "PIL": "pillow",
    "fontTools": "fonttools",
    "IPython": "ipython",
    "yaml": "pyyaml",
}
COMMANDS = {
    "requirements.in": {"jupyterlab", "lxml"},
    "requirements-dev.in": {"dask", "mypy", "papermill", "pytest-xdist", "ruff"},
}


# The room of corpora is not for those who build the collection: they do without its packages.
CORPUS = set((PACKAGE / "corpus").glob("*.py"))


@pytest.mark.parametrize(
    "file, paths",
    [
        ("requirements.in", {ROOT / "dodo.py", *MODULES} - CORPUS),
        ("requirements-dev.in", {*ROOT.glob("tests/**/*.py"), *ROOT.glob("benchmarks/*.py")} | CORPUS),
    ],
)
def test_what_is_imported_is_named_and_what_is_named_is_used(file, paths):
    listed = {
        line for line in (ROOT / file).read_text(encoding="utf-8").splitlines() if re.match("[a-z]", line)
    }
    codes = [path.read_text(encoding="utf-8") for path in sorted(paths)]
    codes += [code_of(path) for path in NOTEBOOKS if file == "requirements.in"]
    used = {NAMES.get(name, name.replace("_", "-")) for code in codes for name in imported(code)}
    known = {re.sub(r"[-_.]+", "-", found.name).lower() for found in metadata.distributions()}
    assert (used & known) - listed - named_elsewhere(file) == set(), "name these"
    assert listed - used - COMMANDS[file] == set(), "these are named and used nowhere"


def named_elsewhere(file):
    """What ``requirements.in`` names need not stand in ``requirements-dev.in`` again."""
    text = (ROOT / "requirements.in").read_text(encoding="utf-8") if file != "requirements.in" else ""
    return {line for line in text.splitlines() if re.match("[a-z]", line)}


def test_no_module_of_the_reading_engine_is_too_long_to_be_read_at_once():
    package = ROOT / "notebooks/newsclaims/reading"
    lines = {path.name: path.read_text(encoding="utf-8").count("\n") for path in package.rglob("*.py")}
    assert {name: count for name, count in lines.items() if count > 350} == {}
