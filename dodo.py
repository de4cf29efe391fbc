"""The build: notebooks in the order in which they need each other, then a page for each.

    python -m doit                            all that is not up to date
    python -m doit notebook:03-retention      one notebook and what it needs
    python -m doit -s notebook:03-retention   that notebook alone
    python -m doit list --all                 what there is to do

A notebook is run again when its text changed, or a module it imports, a table it reads, the font, the
pinned packages or Python itself; or when something it wrote was edited or removed. Contents are compared,
not dates.
"""

import os
import shutil
import sys

ROOM = 100  # MB; where the disk is full, doit cannot keep its notes and ends in a traceback

if not (3, 11) <= sys.version_info[:2] <= (3, 14):
    sys.exit(f"Post-Money needs Python 3.11 to 3.14; this one is {sys.version_info[0]}.{sys.version_info[1]}")
for folder in (".", "notebooks", "data/derived", "figures", "html"):
    if os.path.exists(folder) and not os.access(folder, os.W_OK):
        place = os.path.abspath(folder)
        sys.exit(f"cannot write into {place}: make it writable, or copy the collection to a folder of yours")
if (free := shutil.disk_usage(".").free // 10**6) < ROOM:
    sys.exit(f"the disk has {free} MB free, and a build needs up to {ROOM}: make room, then run it again")

import hashlib
import json
import re
import signal
import time
from functools import cache
from importlib import util
from pathlib import Path

sys.path.insert(0, "notebooks")
sys.modules["rfc3987_syntax"] = None  # jsonschema can do without; importing it takes a second

from doit import get_var
from doit.exceptions import TaskFailed
from doit.reporter import ZeroReporter
from doit.tools import config_changed

from newsclaims.build import dependencies
from newsclaims.errors import DataError
from newsclaims.pages import site

# Each notebook and those that must have run before it; of equals the one that takes longest comes first.
NEEDS = {
    "01-article": [],
    "02-claims": ["01-article"],
    "05-mission": ["01-article", "02-claims"],
    "04-compensation": ["01-article", "02-claims"],
    "03-retention": ["01-article", "02-claims"],
    "06-cross-check": ["01-article", "02-claims"],
    "00-overview": [
        "01-article",
        "02-claims",
        "03-retention",
        "04-compensation",
        "05-mission",
        "06-cross-check",
    ],
}
NEEDS["07-ledger"] = [*NEEDS]  # it counts the uses of each entry in all others
READING = sorted(NEEDS)
PACKAGE = Path("notebooks/newsclaims")
WORK = Path(".build")
PAGES = Path("html")
WHAT_IF = get_var("whatif") == "yes"  # what cannot be computed without what is absent stops nothing


class Reporter(ZeroReporter):
    """A line for each task that ran, a line for what went wrong, and where to look in the end."""

    def __init__(self, out, options):
        super().__init__(out, options)
        self.begun, self.failed, self.count = {}, False, 0
        self.since = time.perf_counter()

    def say(self, line):
        self.write(line + "\n")
        self.outstream.flush()

    def execute_task(self, task):
        if ":" in task.name and not any(":" in name for name in self.begun):
            self.say("Running what changed; a line for each notebook and page when it is done")
        self.begun[task.name] = time.perf_counter()

    def add_success(self, task):
        kind, _, name = task.name.partition(":")
        if name and task.actions:
            self.count += 1
            self.say(f"{kind:9}{name:18}{time.perf_counter() - self.begun[task.name]:5.1f} s")

    def add_failure(self, task, fail):
        self.failed = True
        sys.stderr.write("\n".join([fail.message, "".join(fail.traceback)]).rstrip() + "\n")

    def complete_run(self):
        if not self.failed:
            did = (
                f"{self.count} tasks in {time.perf_counter() - self.since:.1f} s"
                if self.count
                else "Nothing to do"
            )
            self.say(f"{did}; the collection begins at {PAGES / site.href(site.FIRST)}")


def stop(*_):
    """End at once on Ctrl-C: files are whole at any moment, and the kernels end with the build."""
    print("stopped; no file is half-written", file=sys.stderr)
    os._exit(130)


signal.signal(signal.SIGINT, stop)
WORK.mkdir(exist_ok=True)
DOIT_CONFIG = {
    "backend": "sqlite3",
    "dep_file": str(WORK / "doit.db"),
    "default_tasks": ["check", "notebook", "page"],
    "num_process": 2,
    "par_type": "thread",
    "verbosity": 2,
    "reporter": Reporter,
}


def task_check():
    """The article and the curated tables are there, and the article is the one that was studied"""
    return {"actions": [check]}


def task_notebook():
    """Run a notebook and keep its outputs in it"""
    for name, needs in NEEDS.items():
        yield {
            "name": name,
            "actions": [(run, [name])],
            "task_dep": ["check", *(f"notebook:{need}" for need in needs)],
            "file_dep": [
                notebook(name),
                *([notebook(need) for need in needs] if name == site.LEDGER else ()),
                *modules(name),
                font(),
                "requirements.txt",
                "data/datapackage.json",
            ],
            "uptodate": [
                config_changed({"python": sys.version, **versions()}),
                unchanged(lambda name=name: reads(name) + writes(name)),
            ],
        }


def task_page():
    """Export a notebook to HTML"""
    parts = [*behind("import newsclaims.pages.html"), *PACKAGE.glob("pages/templates/*/*")]
    # evidence cards show what all notebooks made that 00 sums up
    before = NEEDS[site.FIRST]
    evidence = [*Path("data/curated").glob("*.csv"), *(path for need in before for path in tables(need))]
    parts += [*Path().glob("CHANGELOG.md"), *Path("data").glob("datapackage.json")]
    for place, name in enumerate(READING):
        beside = {near: site.title(notebook(near)) for near in READING[max(place - 1, 0) : place + 2]}
        # the marked article leads back to all places that use a claim
        shown = READING if name == "02-claims" else [name]
        yield {
            "name": name,
            "actions": [(export, [name])],
            "task_dep": [f"notebook:{one}" for one in sorted({*shown, *before})],
            "file_dep": [*map(notebook, shown), *parts, "requirements.txt"],
            "uptodate": [
                config_changed({**beside, **versions()}),
                unchanged(
                    lambda name=name, shown=shown: [PAGES / site.href(name), *drawings(shown), *evidence]
                ),
            ],
        }


def run(name):
    """Run notebook ``name``; TaskFailed where it cannot be run, or does not write what it should."""
    from newsclaims.build import (
        kernels,
    )  # imported here, as a build with nothing to do should not wait for it

    kernels.start(notebook(name).parent.resolve(), (WORK / "matplotlib").resolve())
    from newsclaims.build import notebooks

    try:
        notebooks.run(notebook(name), tolerant=WHAT_IF)
    except (notebooks.NotebookError, DataError) as error:
        return TaskFailed(str(error))
    lacking = [table.as_posix() for table in tables(name) if not table.exists()]
    if lacking and not WHAT_IF:
        said = "which data/datapackage.json says it makes"
        return TaskFailed(f"{notebook(name).name} ran, but did not write {lacking[0]}, {said}")


def export(name):
    """Write the page of notebook ``name``."""
    from newsclaims.pages import html  # as above

    try:
        html.export(notebook(name), READING, PAGES)
    except DataError as error:
        return TaskFailed(str(error))


def check():
    """Remove what a killed build left, and see that the article and the curated tables are there."""
    for folder in ("notebooks", "data/derived", "figures", PAGES):
        for left in Path(folder).glob(".~*"):
            left.unlink(missing_ok=True)
    for entry in package():
        fault = "" if "made_by" in entry else fault_of(Path("data", entry["path"]), entry.get("hash", ""))
        if fault:
            path = f"data/{entry['path']}"
            return TaskFailed(f"{path} {fault}: restore it with `git checkout {path}`")


def fault_of(path, pinned):
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


def notebook(name):
    return Path("notebooks", f"{name}.ipynb")


@cache
def package():
    """The entries of data/datapackage.json."""
    try:
        return json.loads(Path("data/datapackage.json").read_text(encoding="utf-8"))["resources"]
    except (OSError, ValueError, KeyError) as error:
        restore = "restore it with `git checkout data/datapackage.json`"
        sys.exit(f"data/datapackage.json cannot be read ({error}): {restore}")


@cache
def code(name):
    """The code cells of notebook ``name`` as one text; ends the build where it is missing or broken."""
    path = notebook(name)
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    except (OSError, ValueError, KeyError, TypeError):
        fault = "is no readable notebook" if path.exists() else "is missing"
        sys.exit(f"{path.as_posix()} {fault}: restore it with `git checkout {path.as_posix()}`")


@cache
def source(path):
    return path.read_text(encoding="utf-8")


def behind(text):
    """The files of newsclaims that ``text`` (Python) needs, as paths from here: a folder may be moved."""
    return [path.relative_to(Path.cwd().resolve()) for path in dependencies.behind(text)]


@cache
def modules(name):
    """The files of newsclaims behind notebook ``name``: what it imports, what that imports, what runs it."""
    lexicon = PACKAGE.glob("reading/lexicon/*")
    return sorted({*behind(code(name)), *behind("import newsclaims.build.notebooks"), *lexicon})


def tables(name):
    """The tables that notebook ``name`` makes."""
    return [Path("data", entry["path"]) for entry in package() if entry.get("made_by") == name]


def writes(name):
    """What notebook ``name`` wrote, besides itself: its tables, and the figures that bear its number."""
    return tables(name) + sorted(Path("figures").glob(f"{name[:3]}*.*"))


def drawings(names):
    """The SVGs of the figures that the notebooks ``names`` show."""
    texts = [notebook(name).read_text(encoding="utf-8") for name in names if notebook(name).is_file()]
    found = {figure for text in texts for figure in re.findall(r'^ *"name": "([a-z0-9-]+)",?$', text, re.M)}
    return [path for path in sorted(Path("figures").glob("*.svg")) if path.stem in found]


def reads(name):
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
    return own + [path for need in NEEDS[name] for path in writes(need)]


@cache
def quoted(text):
    return set(re.findall(r"[\"']([\w-]+)[\"']", text))


def unchanged(paths):
    """A check for doit: the files that ``paths()`` lists are as they were when the task last ran."""

    def digest():
        return {
            str(path): hashlib.md5(path.read_bytes()).hexdigest() if path.is_file() else ""
            for path in paths()
        }

    def same(task, values):
        task.value_savers.append(lambda: {"files": digest()})
        return values.get("files") == digest()

    return same


@cache
def font():
    """The font of the figures."""
    return Path(util.find_spec("pylopdf_fonts_zh_cn").origin).with_name("NotoSansSC-Regular.otf")


@cache
def versions():
    """Package to version, as installed, for what requirements.txt pins."""
    pinned = set(re.findall(r"^([\w.-]+)==", Path("requirements.txt").read_text(encoding="utf-8"), re.M))
    places = Path(util.find_spec("doit").origin).parents[1].glob("*.dist-info")
    found = (place.name.removesuffix(".dist-info").rsplit("-", 1) for place in places)
    named = {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in found}
    return {name: named[name] for name in sorted(pinned & named.keys())}
