"""The build: notebooks in the order in which they need each other, then a page for each.

    python -m doit                            all that is not up to date
    python -m doit notebook:03-retention      one notebook and what it needs
    python -m doit -s notebook:03-retention   that notebook alone
    python -m doit list --all                 what there is to do

A notebook is run again when its text changed, or a module it imports, a table it reads, the font, the pinned packages
or Python itself; or when something it wrote was edited or removed. Contents are compared, not dates.
"""

import os
import sys

if not (3, 11) <= sys.version_info[:2] <= (3, 13):
    sys.exit("Post-Money needs Python 3.11, 3.12 or 3.13; this one is %d.%d" % sys.version_info[:2])
for folder in (".", "notebooks", "data/derived", "figures", "html"):
    if os.path.exists(folder) and not os.access(folder, os.W_OK):
        sys.exit(
            f"cannot write into {os.path.abspath(folder)}: make it writable, or copy the collection to a folder of yours"
        )

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

from doit.exceptions import TaskFailed
from doit.reporter import ZeroReporter
from doit.tools import config_changed

from newsclaims.build import dependencies
from newsclaims.build import notebooks as build
from newsclaims.errors import DataError
from newsclaims.pages import html as pages

# Each notebook and those that must have run before it.
NEEDS = {
    "01-article": [],
    "02-claims": ["01-article"],
    "03-retention": ["01-article", "02-claims"],
    "04-compensation": ["01-article", "02-claims"],
    "05-mission": ["01-article", "02-claims"],
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
READING = sorted(NEEDS)
PACKAGE = dependencies.PACKAGE
WORK = Path(".build")
PAGES = Path("html")


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
            self.say(f"{did}; the collection begins at {PAGES / pages.href(pages.FIRST)}")


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
            "file_dep": [notebook(name), *modules(name), font(), "requirements.txt", "data/datapackage.json"],
            "uptodate": [
                config_changed({"python": sys.version, **versions()}),
                unchanged(lambda name=name: reads(name) + writes(name)),
            ],
        }


def task_page():
    """Export a notebook to HTML"""
    parts = [*dependencies.behind("import newsclaims.pages.html"), *PACKAGE.glob("pages/templates/*/*")]
    for place, name in enumerate(READING):
        beside = {near: pages.title(notebook(near)) for near in READING[max(place - 1, 0) : place + 2]}
        shown = (
            READING if name == "02-claims" else [name]
        )  # the marked article leads back to all places that use a claim
        yield {
            "name": name,
            "actions": [(export, [name])],
            "task_dep": [f"notebook:{one}" for one in shown],
            "file_dep": [*map(notebook, shown), *parts, "requirements.txt"],
            "uptodate": [
                config_changed({**beside, **versions()}),
                unchanged(lambda name=name: [PAGES / pages.href(name)]),
            ],
        }


def run(name):
    try:
        build.run(notebook(name), WORK / "matplotlib")
    except (build.NotebookError, DataError) as error:
        return TaskFailed(str(error))
    except OSError as error:
        return TaskFailed(f"cannot write {error.filename}: {error.strerror}")
    for table in tables(name):
        if not table.exists():
            return TaskFailed(
                f"{notebook(name).name} ran, but did not write {table}, which data/datapackage.json says it makes"
            )


def export(name):
    try:
        pages.export(notebook(name), READING, PAGES)
    except DataError as error:
        return TaskFailed(str(error))
    except OSError as error:
        return TaskFailed(f"cannot write {error.filename}: {error.strerror}")


def check():
    for left in (
        left
        for folder in ("notebooks", "data/derived", "figures", PAGES)
        for left in Path(folder).glob(".~*")
    ):
        left.unlink(missing_ok=True)  # by a build that was killed
    for entry in package():
        path = Path("data", entry["path"])
        restore = f"restore it with `git checkout {path.as_posix()}`"
        if "made_by" in entry:
            continue
        if not path.is_file():
            return TaskFailed(f"{path} is missing: {restore}")
        if "hash" in entry:
            data = path.read_bytes()
            if not data:
                return TaskFailed(f"{path} is empty: {restore}")
            try:
                data.decode("utf-8")
            except UnicodeDecodeError as error:
                return TaskFailed(f"{path} is not UTF-8 (byte {error.start}): {restore}")
            found = hashlib.sha256(data).hexdigest()
            if f"sha256:{found}" != entry["hash"]:
                return TaskFailed(
                    f"{path} was altered (SHA-256 {found[:12]}…, data/datapackage.json pins {entry['hash'][7:19]}…): {restore}"
                )


def notebook(name):
    return Path("notebooks", f"{name}.ipynb")


@cache
def package():
    """The entries of data/datapackage.json."""
    try:
        return json.loads(Path("data/datapackage.json").read_text(encoding="utf-8"))["resources"]
    except (OSError, ValueError, KeyError) as error:
        sys.exit(
            f"data/datapackage.json cannot be read ({error}): restore it with `git checkout data/datapackage.json`"
        )


@cache
def code(name):
    """The code cells of notebook ``name`` as one text."""
    cells = json.loads(notebook(name).read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


@cache
def source(path):
    return path.read_text(encoding="utf-8")


@cache
def modules(name):
    """The files of newsclaims behind notebook ``name``: what it imports, what that imports, and what runs it."""
    return sorted(
        {
            *dependencies.behind(code(name)),
            *dependencies.behind("import newsclaims.build.notebooks"),
            *PACKAGE.glob("reading/lexicon/*"),
        }
    )


def tables(name):
    """The tables that notebook ``name`` makes."""
    return [Path("data", entry["path"]) for entry in package() if entry.get("made_by") == name]


def writes(name):
    """What notebook ``name`` wrote, besides itself: its tables, and the figures that bear its number."""
    return tables(name) + sorted(Path("figures").glob(f"{name[:3]}*.*"))


def reads(name):
    """What notebook ``name`` may read: all that those before it wrote, the article, and curated tables that it names."""
    texts = [code(name), *(source(path) for path in modules(name) if path.suffix == ".py")]
    named = {word for text in texts for word in quoted(text)}
    own = [
        Path("data", entry["path"])
        for entry in package()
        if "made_by" not in entry and ("hash" in entry or name == pages.FIRST or entry["name"] in named)
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
