"""What several tests need: the collection's folder, its notebooks, and copies to try things on."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

HOW = "no Chromium here: `apt install chromium`, or `.venv/bin/python -m playwright install chromium`"
ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="session")
def root():
    """The folder of the collection (Path)."""
    return ROOT


def run(command, folder, **environment):
    """Run ``command`` (list; "python" is ours) in ``folder``; the finished process with its text."""
    command = [sys.executable if part == "python" else part for part in command]
    ours = ("POST_MONEY_KERNELS", "PYTHONPATH", "MAKEFLAGS", "MAKELEVEL", "MFLAGS")
    surroundings = {key: value for key, value in os.environ.items() if key not in ours}
    return subprocess.run(
        command,
        cwd=folder,
        env={**surroundings, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
    )


def git(folder, *words):
    """What git says to ``words`` in ``folder`` (str), without regard to anybody's settings."""
    done = run(
        ["git", "-c", "safe.directory=*", "-c", "core.quotepath=off", *words],
        folder,
        GIT_CONFIG_GLOBAL=os.devnull,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def copies():
    """A function that makes a folder with a clone of the collection as it lies here, edits included."""
    places = []

    def copy(name="copy"):
        place = Path(tempfile.mkdtemp(prefix="post-money-test-"))
        place.chmod(0o755)  # other users may look in, as the test of a read-only folder needs
        places.append(place)
        folder = place / name
        for line in git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0"):
            if line and (ROOT / line).is_file():
                (folder / line).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / line, folder / line)
        git(folder, "init", "-q")
        git(folder, "add", "-A")
        git(
            folder,
            "-c",
            "user.name=test",
            "-c",
            "user.email=test@example.org",
            "commit",
            "-q",
            "-m",
            "as it lies here",
        )
        return folder

    yield copy
    for place in places:
        for folder in [place, *place.rglob("*/")]:
            if not folder.is_symlink():
                folder.chmod(0o755)
        shutil.rmtree(place)


@pytest.fixture(scope="module")  # its event loop would disturb what other files run
def chromium():
    """A running Chromium; without one these tests are skipped, except where CI is set."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        place = (
            shutil.which("chromium") or shutil.which("google-chrome") or playwright.chromium.executable_path
        )
        if not os.path.exists(place):
            (pytest.fail if os.environ.get("CI") else pytest.skip)(HOW)
        browser = playwright.chromium.launch(executable_path=place)
        yield browser
        browser.close()
