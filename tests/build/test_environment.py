"""The files that name packages agree: .in files, lock files, environment.yml, pyproject.toml."""

import re
import tomllib
from importlib import metadata

import pytest
import yaml

import newsclaims


def names(root, file):
    """Package names in ``file``, one a line, as pip normalises them."""
    lines = (root / file).read_text(encoding="utf-8").splitlines()
    found = (re.match(r"[A-Za-z0-9][\w.-]*", line) for line in lines)
    return {re.sub(r"[-_.]+", "-", match[0]).lower() for match in found if match}


def pins(root, file):
    """(name, version) of each entry of a lock file, in order."""
    return re.findall(r"^([\w.-]+)==(\S+)", (root / file).read_text(encoding="utf-8"), re.M)


@pytest.mark.parametrize("stem", ["requirements", "requirements-dev"])
def test_every_wanted_package_is_pinned(root, stem):
    assert names(root, f"{stem}.in") <= dict(pins(root, f"{stem}.txt")).keys()


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_a_lock_holds_each_package_once_with_hashes_and_no_address(root, file):
    text = (root / file).read_text(encoding="utf-8")
    found = [name for name, _ in pins(root, file)]
    assert len(found) == len(set(found))
    assert "://" not in text and not re.search(r"^-", text, re.M)
    entries = re.split(r"^(?=[\w.-]+==)", text, flags=re.M)[1:]
    assert all("--hash=sha256:" in entry for entry in entries)


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_what_is_installed_is_what_is_pinned(root, file):
    installed = {
        re.sub(r"[-_.]+", "-", found.name).lower(): found.version for found in metadata.distributions()
    }
    assert [
        (name, installed[name], version)
        for name, version in pins(root, file)
        if installed.get(name, version) != version
    ] == []


def test_both_locks_share_their_versions(root):
    ours = dict(pins(root, "requirements.txt"))
    shared = [(name, version) for name, version in pins(root, "requirements-dev.txt") if name in ours]
    assert shared == [(name, ours[name]) for name, _ in shared]


def test_environment_yml_points_at_the_lock_and_at_our_pythons(root):
    entries = yaml.safe_load((root / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    assert {"pip": ["-r requirements.txt"]} in entries and "pip" in entries
    python = next(entry for entry in entries if isinstance(entry, str) and entry.startswith("python "))
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert python.removeprefix("python ") == project["requires-python"]


def test_all_that_choose_a_python_take_the_same(root):
    wanted = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "requires-python"
    ]
    first, beyond = re.fullmatch(r">=3\.(\d+),<3\.(\d+)", wanted).groups()
    last = int(beyond) - 1
    for file in ("dodo.py", "Makefile", ".ci/run"):
        text = (root / file).read_text(encoding="utf-8")
        assert set(re.findall(r"\(3, (\d+)\) <= .*? <= \(3, (\d+)\)", text)) == {(first, str(last))}, file
    matrix = yaml.safe_load((root / ".github/workflows/ci.yml").read_text(encoding="utf-8"))["jobs"]["all"]
    tried = [int(one["python"].removeprefix("3.")) for one in matrix["strategy"]["matrix"]["include"]]
    assert tried == list(range(int(first), last + 1))
    assert f"Python 3.{first} to 3.{last}" in (root / "README.md").read_text(encoding="utf-8")


def test_binder_has_a_python_that_repo2docker_reads_and_the_lock(root):
    python, *_, packages = yaml.safe_load((root / ".binder/environment.yml").read_text(encoding="utf-8"))[
        "dependencies"
    ]
    assert re.fullmatch(r"python=3\.\d+", python)
    assert [(root / ".binder" / one.removeprefix("-r ")).resolve() for one in packages["pip"]] == [
        root / "requirements.txt"
    ]


def test_the_version_is_told_alike(root):
    cited = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    heading = re.search(r"^## (.+)$", (root / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)[1]
    assert heading == f"{cited['version']} ({cited['date-released']})"
    assert cited["version"] == newsclaims.__version__


def test_the_package_needs_nothing_that_is_not_pinned(root):
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["dependencies"] == [], "reading needs the standard library alone"
    extras = project["optional-dependencies"]
    corpus = set(extras.pop("corpus"))
    wanted = {name for extra in extras.values() for name in extra}
    pinned = dict(pins(root, "requirements.txt"))
    assert {name for name in wanted if not name.startswith("newsclaims[")} <= pinned.keys()
    assert corpus <= dict(pins(root, "requirements-dev.txt")).keys() - pinned.keys()
