"""The road from the raw article to the pages.

Same bytes anywhere, whatever interrupts it, and plain refusals.
"""

import csv
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time

import psutil
import pytest
from conftest import git, run

pytestmark = pytest.mark.slow

DOIT = ["python", "-m", "doit"]


def state(folder):
    """What a build makes in ``folder``: path to bytes."""
    made = ("notebooks/*.ipynb", "data/derived/*", "figures/*", "html/*")
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for pattern in made
        for path in folder.glob(pattern)
    }


def differing(one, other):
    """Names of the files that are not the same in both states."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def ran(done):
    """Tasks that a build ran, as it says itself."""
    return {
        ":".join(line.split()[:2]) for line in done.stdout.splitlines() if re.match(r"(notebook|page) ", line)
    }


@pytest.fixture(scope="module")
def built(copies):
    """A copy of the collection, built in the usual way."""
    folder = copies("built")
    done = run(DOIT, folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def again(built, tmp_path):
    """A copy of the built copy, to break things in."""
    return shutil.copytree(built, tmp_path / "again", symlinks=True)


def test_a_build_leaves_everything_as_committed(built):
    assert git(built, "status", "--porcelain") == ""
    pages = {path.name for path in (built / "html").iterdir()}
    assert pages == {"index.html"} | {
        path.stem + ".html" for path in built.glob("notebooks/*.ipynb") if path.stem != "00-overview"
    }


def test_pages_ask_nothing_of_the_network_and_lead_to_each_other(built):
    pages = {path.name: path.read_text(encoding="utf-8") for path in (built / "html").iterdir()}
    for name, text in pages.items():
        assert not re.search(
            r"<(?:script [^>]*src|link|iframe)\b|\bsrc=\"(?!data:)|url\((?!['\"]?[#d])|@import", text
        ), name
        assert not re.search(r"<a [^>]*href=\"(?!\w+:)[^\"]*\.ipynb(?!\" download)", text), name
        for target in re.findall(r"<a [^>]*href=\"([\w-]+\.html)", text):
            assert target in pages, (name, target)


def test_the_public_edition_of_all_pages_leads_to_what_is_in_it(again):
    done = run(["python", "-m", "newsclaims.build.public"], again, PYTHONPATH="notebooks")
    assert done.returncode == 0, done.stderr
    folder = again / "public"
    pages = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.html")}
    assert pages.keys() == {path.name for path in (again / "html").iterdir()}
    for name, text in pages.items():
        for address in re.findall(r' href="(?![a-z]+:)([^"]*)"', text):
            path, _, id = address.partition("#")
            assert not path or (folder / path).is_file(), (name, address)
            assert not id or f'id="{id}"' in pages.get(path or name, f'id="{id}"'), (name, address)


def test_only_what_changed_is_run_again(again):
    assert ran(run(DOIT, again)) == set()

    path = again / "notebooks/03-retention.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace('"# ', '"# A word more: ', 1), encoding="utf-8")
    figure = next(again.glob("figures/04-*.svg"))
    was = figure.read_bytes()
    figure.write_bytes(was + b"<!-- by hand -->")
    next(again.glob("figures/02-*.png")).unlink()
    done = run([*DOIT, "notebook"], again)
    assert done.returncode == 0, done.stderr
    # of 03 only the prose changed, which 07 reads to say where each number is used
    assert ran(done) == {"notebook:02-claims", "notebook:04-compensation", "notebook:07-ledger"}
    assert figure.read_bytes() == was


def test_a_killed_build_leaves_whole_files_and_no_process_and_ends_elsewhere_in_the_same_bytes(
    built, copies, tmp_path
):
    folder = copies("后 金钱")
    for lines, kill in ((1, os.kill), (4, os.killpg)):
        for place in (".build", "html"):
            shutil.rmtree(folder / place, ignore_errors=True)
        for path in (*folder.glob("data/derived/*.csv"), *folder.glob("figures/*")):
            path.unlink()
        for path in folder.glob("notebooks/*.ipynb"):
            bare = json.loads(path.read_text(encoding="utf-8"))
            bare["cells"] = [cell | {"outputs": []} if "outputs" in cell else cell for cell in bare["cells"]]
            path.write_text(json.dumps(bare), encoding="utf-8")
        build = subprocess.Popen(
            [sys.executable, "-m", "doit"],
            cwd=folder,
            start_new_session=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(lines):
            build.stdout.readline()
        time.sleep(0.4)
        assert build.poll() is None, "the build was over before it could be killed"
        kill(build.pid, signal.SIGKILL)  # with all it started, or alone
        build.communicate()
        deadline = time.monotonic() + 10
        while left := processes_in(folder):
            assert time.monotonic() < deadline, left
            time.sleep(0.1)
        for path in folder.glob("notebooks/*.ipynb"):
            assert json.loads(path.read_text(encoding="utf-8"))["cells"]
        for path in (*folder.glob("data/derived/[!.]*.csv"), *folder.glob("figures/[!.]*.csv")):
            widths = {len(row) for row in csv.reader(path.open(encoding="utf-8", newline=""))}
            assert len(widths) == 1 and path.read_bytes().endswith(b"\n"), path
        assert git(folder, "ls-files", "--others", "--exclude-standard") == ""
    elsewhere = {
        "TZ": "Asia/Shanghai",
        "LANG": "zh_CN.UTF-8",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "4034",
        "COLUMNS": "40",
        "HOME": str(tmp_path),
        "POST_MONEY_KERNELS": "plain",
    }
    done = run([*DOIT, "-n", "1"], folder, **elsewhere)
    assert done.returncode == 0, done.stderr
    assert differing(state(folder), state(built)) == []
    assert git(folder, "status", "--porcelain") == ""
    assert not [path for path in folder.rglob(".~*")]


def processes_in(folder):
    """Processes that work in ``folder`` or below it."""
    found = []
    for process in psutil.process_iter(["cwd", "cmdline", "status"]):
        if (process.info["cwd"] or "").startswith(str(folder)) and process.info[
            "status"
        ] != psutil.STATUS_ZOMBIE:
            found.append(process.info)
    return found


def test_plain_jupyter_commands_work_from_both_folders_and_running_in_place_changes_nothing(again, tmp_path):
    config = again / ".venv/etc/jupyter"
    config.mkdir(parents=True)
    shutil.copy(again / "jupyter/jupyter_nbconvert_config.py", config)
    plain = {}
    for place, prefix in ((again, "notebooks/"), (again / "notebooks", "")):
        notebook, out = prefix + "01-article.ipynb", str(tmp_path / f"out of {place.name}")
        nbconvert = ["python", "-m", "nbconvert", "--output-dir", out]
        cwd = ["--cwd", "notebooks"] if prefix else []
        plain |= {
            f"{place.name} html": ([*nbconvert, "--to", "html", notebook], place),
            f"{place.name} execute": (
                ["python", "-m", "nbconvert", "--to", "notebook", "--execute", "--inplace", notebook],
                place,
            ),
            f"{place.name} papermill": (["python", "-m", "papermill", *cwd, notebook, out + ".ipynb"], place),
        }
    for name, (command, place) in plain.items():
        done = run(command, place, PYTHONHASHSEED="4034", TZ="Asia/Shanghai", JUPYTER_CONFIG_DIR=str(config))
        assert done.returncode == 0, f"{name}: {done.stderr}"
    assert git(again, "status", "--porcelain") == ""


def refusal(done, code=1):
    """The one line with which a command refused."""
    assert done.returncode == code, (done.returncode, done.stdout, done.stderr)
    lines = [line for line in done.stderr.splitlines() if not line.startswith("make: ***")]
    assert len(lines) == 1, done.stderr
    return lines[0]


ARTICLE = "data/raw/article.txt"


@pytest.mark.parametrize(
    ["change", "words"],
    [
        (lambda path: path.unlink(), "is missing"),
        (lambda path: path.write_bytes(b""), "is empty"),
        (lambda path: path.write_bytes(path.read_bytes().decode().encode("gb18030")), "is not UTF-8"),
        (lambda path: path.write_bytes(path.read_bytes().replace(b"80%", b"81%")), "was altered"),
    ],
    ids=["missing", "empty", "not UTF-8", "altered"],
)
def test_a_bad_article_is_refused(again, change, words):
    before = (again / ARTICLE).read_bytes()
    change(again / ARTICLE)
    assert not (again / ARTICLE).exists() or (again / ARTICLE).read_bytes() != before
    line = refusal(run(DOIT, again))
    assert line.startswith(f"{ARTICLE} {words}") and "git checkout" in line


@pytest.mark.parametrize(
    ["change", "words"],
    [
        (lambda path: path.unlink(), "data/derived/claims.csv is missing: run notebook 02-claims"),
        (
            lambda path: path.write_text("claim,oddity\n1,2\n", encoding="utf-8"),
            "data/derived/claims.csv lacks column",
        ),
        (
            lambda path: path.write_bytes(path.read_bytes()[:-40] + b"\xff\n"),
            "data/derived/claims.csv is not UTF-8",
        ),
    ],
    ids=["missing", "other columns", "not UTF-8"],
)
def test_a_bad_table_is_refused_by_the_notebook_that_reads_it(again, change, words):
    change(again / "data/derived/claims.csv")
    before = (again / "notebooks/03-retention.ipynb").read_bytes()
    line = refusal(run([*DOIT, "-s", "notebook:03-retention"], again))
    assert re.match(r"03-retention\.ipynb, code cell \d+ \(id \S+\): DataError: " + re.escape(words), line)
    assert (again / "notebooks/03-retention.ipynb").read_bytes() == before


@pytest.mark.parametrize(
    ["code", "words"],
    [
        ("import warnings; warnings.warn('mind the gap')", "UserWarning: mind the gap"),
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("1 +", "SyntaxError: "),
        ("import os; os._exit(1)", "the kernel died"),
    ],
)
def test_a_notebook_that_warns_or_fails_stops_the_build_and_stays_as_it_was(again, code, words):
    path = again / "notebooks/03-retention.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cell = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"][1]
    cell["source"] = code
    path.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")
    before = path.read_bytes()
    line = refusal(run([*DOIT, "notebook:03-retention"], again))
    assert line.startswith(f"03-retention.ipynb, code cell 2 (id {cell['id']}): {words}")
    assert path.read_bytes() == before


def test_a_python_too_old_or_too_new_is_refused(copies, tmp_path):
    folder = copies("old")
    for version in ((3, 10, 13), (3, 15, 0)):
        old = tmp_path / "python{}.{}".format(*version)
        pretend = f"import sys; sys.version_info = {version}; $2"
        old.write_text(
            f'#!/bin/sh\n[ "$1" = -c ] && exec \'{sys.executable}\' -c "{pretend}"\n', encoding="utf-8"
        )
        old.chmod(0o755)
        shown = "{}.{}".format(*version)
        assert f"needs Python 3.11 to 3.14, and {old} is {shown}" in refusal(
            run(["make", f"PYTHON={old}"], folder), code=2
        )
        assert f"this one is {shown}" in refusal(
            run([str(old), "-c", "exec(open('dodo.py').read())"], folder)
        )
    assert not (folder / ".venv").exists()


def ordinary():
    """A prefix that runs a command as a user without special rights, who may read what we may.

    None if that cannot be had.
    """
    if os.getuid() != 0:
        return []
    prefix = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    for more in ([], ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]):
        try:
            if (
                subprocess.run(
                    [*prefix, *more, sys.executable, "-c", "import doit"], capture_output=True
                ).returncode
                == 0
            ):
                return prefix + more
        except OSError:
            pass
    return None


def test_a_folder_that_may_not_be_written_is_refused(copies):
    prefix = ordinary()
    if prefix is None:
        pytest.skip("this is root, and setpriv cannot make it an ordinary user who may run this Python")
    folder = copies("read only")
    for path in [folder, *folder.rglob("*/")]:
        path.chmod(0o555)
    assert "make it writable" in refusal(run([*prefix, sys.executable, "-m", "doit"], folder))
    assert "make it writable" in refusal(run([*prefix, "make", f"PYTHON={sys.executable}"], folder), code=2)
    assert git(folder, "status", "--porcelain") == ""
