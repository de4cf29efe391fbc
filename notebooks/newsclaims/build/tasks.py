"""The build of a collection: its notebooks in the order in which they need each other, then a page for each.

A dodo.py takes the tasks from here:

    from newsclaims.build import tasks

    DOIT_CONFIG = tasks.begin()
    task_check, task_notebook, task_page = tasks.task_check, tasks.task_notebook, tasks.task_page

A notebook is run again when it changed in more than its prose, or a module it imports, a table it reads, the
font, the pinned packages or Python itself; or when something it wrote was edited or removed. Contents are
compared, not dates. All paths are relative to the collection, in whose folder doit works.

With ``fill = true`` in data/collection.toml, and ``task_prose`` in its dodo.py, the numbers in the prose are
brought up to date before the pages are made, as by ``make fix``.
"""

import hashlib
import json
import os
import re
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from importlib import util
from pathlib import Path
from typing import Any

from doit import get_var
from doit.exceptions import TaskFailed
from doit.reporter import ZeroReporter
from doit.tools import config_changed

from .. import tables as described
from ..errors import DataError
from ..evidence.escaping import LINK
from ..pages import site
from . import dependencies

ROOM = 100  # MB; where the disk is full, doit cannot keep its notes and ends in a traceback
PACKAGE = dependencies.PACKAGE
WORK = Path(".build")
PAGES = Path("html")


def __getattr__(name: str) -> Any:
    """What runs and shows notebooks: a build with nothing to do should not wait for it to load."""
    if name == "kernels":
        from . import kernels

        return kernels
    if name == "notebooks":
        from . import notebooks

        return notebooks
    if name == "html":
        from ..pages import html

        return html
    if name == "agreement":
        from . import check as agreement

        return agreement
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def begin() -> dict[str, Any]:
    """The settings of doit, once the folder is known to be one that a build can work in."""
    for folder in (".", "notebooks", "data/derived", "figures", "html"):
        if os.path.exists(folder) and not os.access(folder, os.W_OK):
            place = os.path.abspath(folder)
            sys.exit(
                f"cannot write into {place}: make it writable, or copy the collection to a folder of yours"
            )
    if (free := shutil.disk_usage(".").free // 10**6) < ROOM:
        sys.exit(f"the disk has {free} MB free, and a build needs up to {ROOM}: make room, then run it again")
    try:
        needs()
    except DataError as error:
        sys.exit(str(error))
    signal.signal(signal.SIGINT, stop)
    WORK.mkdir(exist_ok=True)
    return {
        "backend": "sqlite3",
        "dep_file": str(WORK / "doit.db"),
        "default_tasks": ["check", "notebook", "page"],
        "num_process": 2,
        "par_type": "thread",
        "verbosity": 2,
        "reporter": Reporter,
    }


def needs() -> dict[str, list[str]]:
    """Each notebook and those that must have run before it."""
    return described.collection()["notebooks"]


def reading() -> list[str]:
    """The notebooks in reading order."""
    return sorted(needs())


class Reporter(ZeroReporter):
    """A line for each task that ran, a line for what went wrong, and where to look in the end."""

    def __init__(self, out: Any, options: Any) -> None:
        super().__init__(out, options)
        self.begun: dict[str, float] = {}
        self.failed, self.count = False, 0
        self.since = time.perf_counter()

    def say(self, line: str) -> None:
        """Write a line at once."""
        self.write(line + "\n")
        self.outstream.flush()

    def execute_task(self, task: Any) -> None:
        """Note when a task begins."""
        if ":" in task.name and not any(":" in name for name in self.begun):
            self.say("Running what changed; a line for each notebook and page when it is done")
        self.begun[task.name] = time.perf_counter()

    def add_success(self, task: Any) -> None:
        """Say what was done, and how long it took."""
        kind, _, name = task.name.partition(":")
        if name and task.actions:
            self.count += 1
            self.say(f"{kind:9}{name:18}{time.perf_counter() - self.begun[task.name]:5.1f} s")

    def add_failure(self, task: Any, fail: Any) -> None:
        """Say what went wrong."""
        self.failed = True
        sys.stderr.write("\n".join([fail.message, "".join(fail.traceback)]).rstrip() + "\n")

    def complete_run(self) -> None:
        """Say where to look."""
        if not self.failed:
            did = (
                f"{self.count} tasks in {time.perf_counter() - self.since:.1f} s"
                if self.count
                else "Nothing to do"
            )
            self.say(f"{did}; the collection begins at {PAGES / site.href(site.FIRST)}")


def stop(*_: Any) -> None:
    """End at once on Ctrl-C: files are whole at any moment, and the kernels end with the build."""
    print("stopped; no file is half-written", file=sys.stderr)
    os._exit(130)


def task_check() -> dict[str, Any]:
    """The article and the curated tables are there, and the article is the one that was studied."""
    return {"actions": [check]}


def task_notebook() -> Iterator[dict[str, Any]]:
    """Run a notebook and keep its outputs in it."""
    for name, before in needs().items():
        yield {
            "name": name,
            "actions": [(run, [name])],
            "task_dep": ["check", *(f"notebook:{need}" for need in before)],
            "file_dep": [
                *modules(name),
                font(),
                "requirements.txt",
                "data/datapackage.json",
                described.SETTINGS,
            ],
            "uptodate": [
                config_changed({"python": sys.version, **versions()}),
                unchanged(partial(_around, name), with_prose=_lists(name)),
            ],
        }


def task_prose() -> dict[str, Any]:
    """Write into the prose what the numbers that it links to are now."""
    written = [path for name in reading() for path in (notebook(name), *tables(name))]
    return {
        "actions": [fill],
        "task_dep": [f"notebook:{name}" for name in reading()],
        "file_dep": ["README.md", "data/datapackage.json", *Path("data/curated").glob("*.csv"), *written],
    }


def task_page() -> Iterator[dict[str, Any]]:
    """Export a notebook to HTML."""
    filled = ["prose"] if described.collection().get("fill") else []
    parts = [*behind("import newsclaims.pages.html"), *map(_from_here, PACKAGE.glob("pages/templates/*/*"))]
    # evidence cards show what all notebooks made that 00 sums up
    before = needs()[site.FIRST] or reading()
    evidence = [*Path("data/curated").glob("*.csv"), *(path for need in before for path in tables(need))]
    parts += [*Path().glob("CHANGELOG.md"), *Path("data").glob("datapackage.json"), Path(described.SETTINGS)]
    for place, name in enumerate(reading()):
        beside = {near: site.title(notebook(near)) for near in reading()[max(place - 1, 0) : place + 2]}
        # the marked article leads back to all places that use a claim
        shown = reading() if name == "02-claims" else [name]
        yield {
            "name": name,
            "actions": [(export, [name])],
            "task_dep": [*(f"notebook:{one}" for one in sorted({*shown, *before})), *filled],
            "file_dep": [*map(notebook, shown), *parts, "requirements.txt"],
            "uptodate": [
                config_changed({**beside, **versions()}),
                unchanged(partial(_behind_page, name, shown, evidence)),
            ],
        }


def _around(name: str) -> list[Path]:
    """Notebook ``name``, what it reads, and what it writes."""
    texts = needs()[name] if _lists(name) else []
    return [notebook(name), *map(notebook, texts), *reads(name), *writes(name)]


def _lists(name: str) -> bool:
    """Whether notebook ``name`` lists entries with the places that use them, in the text of all notebooks."""
    return name == described.collection()["lists"]


def _behind_page(name: str, shown: Iterable[str], evidence: Iterable[Path]) -> list[Path]:
    """The page of notebook ``name``, and what it shows: figures of the notebooks ``shown``, and evidence."""
    return [PAGES / site.href(name), *drawings(shown), *evidence]


def run(name: str) -> TaskFailed | None:
    """Run notebook ``name``; TaskFailed where it cannot be run, or does not write what it should."""
    here: Any = sys.modules[__name__]
    here.kernels.start((WORK / "matplotlib").resolve())
    notebooks = here.notebooks
    what_if = get_var("whatif") == "yes"  # what cannot be computed without what is absent stops nothing
    try:
        notebooks.run(notebook(name), tolerant=what_if)
    except (notebooks.NotebookError, DataError) as error:
        return TaskFailed(str(error))
    lacking = [table.as_posix() for table in tables(name) if not table.exists()]
    if lacking and not what_if:
        said = "which data/datapackage.json says it makes"
        return TaskFailed(f"{notebook(name).name} ran, but did not write {lacking[0]}, {said}")
    return None


def export(name: str) -> TaskFailed | None:
    """Write the page of notebook ``name``."""
    html = sys.modules[__name__].html
    try:
        html.export(notebook(name), reading(), PAGES)
    except DataError as error:
        return TaskFailed(str(error))
    return None


def fill() -> TaskFailed | None:
    """Bring numbers, titles of links and lists in the prose up to date."""
    agreement = sys.modules[__name__].agreement
    try:
        agreement.fix()
    except DataError as error:
        return TaskFailed(str(error))
    return None


def check() -> TaskFailed | None:
    """Remove what a killed build left, and see that the article and the curated tables are there."""
    for folder in ("notebooks", "data/derived", "figures", PAGES):
        for left in Path(folder).glob(".~*"):
            left.unlink(missing_ok=True)
    for entry in package():
        fault = "" if "made_by" in entry else fault_of(Path("data", entry["path"]), entry.get("hash", ""))
        if fault:
            path = f"data/{entry['path']}"
            return TaskFailed(f"{path} {fault}: restore it with `git checkout {path}`")
    return None


def fault_of(path: Path, pinned: str) -> str:
    """What is wrong with the file at ``path``, whose SHA-256 is ``pinned`` ("" for none); "" for nothing."""
    if not path.is_file():
        return "is missing"
    if not pinned:
        return ""
    data = path.read_bytes()
    if not data:
        return "is empty"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return f"is not UTF-8 (byte {error.start})"
    found = f"sha256:{hashlib.sha256(data).hexdigest()}"
    if found == pinned:
        return ""
    return f"was altered (SHA-256 {found[7:19]}…, data/datapackage.json pins {pinned[7:19]}…)"


def notebook(name: str) -> Path:
    """Where notebook ``name`` lies."""
    return Path("notebooks", f"{name}.ipynb")


@cache
def package() -> list[dict[str, Any]]:
    """The entries of data/datapackage.json."""
    try:
        return json.loads(Path("data/datapackage.json").read_text(encoding="utf-8"))["resources"]
    except (OSError, ValueError, KeyError) as error:
        restore = "restore it with `git checkout data/datapackage.json`"
        sys.exit(f"data/datapackage.json cannot be read ({error}): {restore}")


@cache
def code(name: str) -> str:
    """The code cells of notebook ``name`` as one text; ends the build where it is missing or broken."""
    path = notebook(name)
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    except (OSError, ValueError, KeyError, TypeError):
        fault = "is no readable notebook" if path.exists() else "is missing"
        sys.exit(f"{path.as_posix()} {fault}: restore it with `git checkout {path.as_posix()}`")


@cache
def source(path: Path) -> str:
    """The text of the file at ``path``."""
    return path.read_text(encoding="utf-8")


def behind(text: str) -> list[Path]:
    """The files of newsclaims that ``text`` (Python) needs."""
    return list(map(_from_here, dependencies.behind(text)))


def _from_here(path: Path) -> Path:
    """``path`` as seen from here, where the package lies within the collection: a folder may be moved."""
    here = Path.cwd().resolve()
    return path.relative_to(here) if path.is_relative_to(here) else path


@cache
def modules(name: str) -> list[Path]:
    """The files of newsclaims behind notebook ``name``: what it imports, what that imports, what runs it."""
    lexicon = map(_from_here, PACKAGE.glob("reading/lexicon/*"))
    return sorted({*behind(code(name)), *behind("import newsclaims.build.notebooks"), *lexicon})


def tables(name: str) -> list[Path]:
    """The tables that notebook ``name`` makes."""
    return [Path("data", entry["path"]) for entry in package() if entry.get("made_by") == name]


def writes(name: str) -> list[Path]:
    """What notebook ``name`` wrote, besides itself: its tables, and the figures that bear its number."""
    return tables(name) + sorted(Path("figures").glob(f"{name[:3]}*.*"))


def drawings(names: Iterable[str]) -> list[Path]:
    """The SVGs of the figures that the notebooks ``names`` show."""
    texts = [notebook(name).read_text(encoding="utf-8") for name in names if notebook(name).is_file()]
    found = {figure for text in texts for figure in re.findall(r'^ *"name": "([a-z0-9-]+)",?$', text, re.M)}
    return [path for path in sorted(Path("figures").glob("*.svg")) if path.stem in found]


def reads(name: str) -> list[Path]:
    """What notebook ``name`` may read.

    All that those before it wrote, the article, and curated tables that it names.
    """
    texts = [code(name), *(source(path) for path in modules(name) if path.suffix == ".py")]
    named = {word for text in texts for word in quoted(text)}
    own = [
        Path("data", entry["path"])
        for entry in package()
        if "made_by" not in entry and ("hash" in entry or name == site.FIRST or entry["name"] in named)
    ]
    return own + [path for need in needs()[name] for path in writes(need)]


@cache
def quoted(text: str) -> set[str]:
    """What stands in quotes in ``text`` (Python) and may be the name of a table."""
    return set(re.findall(r"[\"']([\w-]+)[\"']", text))


def unchanged(
    paths: Callable[[], Iterable[Path]], with_prose: bool = False
) -> Callable[[Any, dict[str, Any]], bool]:
    """A check for doit: the files that ``paths()`` lists are as they were when the task last ran.

    The prose of notebooks may differ, and ``with_prose`` only the words of its links.
    """

    def digest() -> dict[str, str]:
        return {
            str(path): hashlib.md5(_told(path, with_prose)).hexdigest() if path.is_file() else ""
            for path in paths()
        }

    def same(task: Any, values: dict[str, Any]) -> bool:
        task.value_savers.append(lambda: {"files": digest()})
        return values.get("files") == digest()

    return same


def _told(path: Path, with_prose: bool) -> bytes:
    """The content of the file at ``path``; of a notebook without its prose, or without the words of links."""
    content = path.read_bytes()
    if path.suffix != ".ipynb":
        return content
    told = json.loads(content)
    for cell in told["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = LINK.sub(r"\g<target>", "".join(cell["source"])) if with_prose else ""
    kept = [cell for cell in told["cells"] if cell["source"] or cell["metadata"].get("ledger")]
    return json.dumps(told | {"cells": kept}).encode()


@cache
def font() -> Path:
    """The font of the figures."""
    return _origin("pylopdf_fonts_zh_cn").with_name("NotoSansSC-Regular.otf")


def _origin(name: str) -> Path:
    """The file of the installed module ``name``."""
    found = util.find_spec(name)
    assert found and found.origin, name
    return Path(found.origin)


@cache
def versions() -> dict[str, str]:
    """Package to version, as installed, for what requirements.txt pins."""
    pinned = set(re.findall(r"^([\w.-]+)==", Path("requirements.txt").read_text(encoding="utf-8"), re.M))
    places = _origin("doit").parents[1].glob("*.dist-info")
    found = (place.name.removesuffix(".dist-info").rsplit("-", 1) for place in places)
    named = {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in found}
    return {name: named[name] for name in sorted(pinned & named.keys())}
