"""How long it takes from an article to the pages of its collection, and how many drafts need no edit.

    python benchmarks/bench_new.py [article ...]

The articles are those of tests/build/articles, all of them if none is named. Each is made into a collection
in a folder of its own, built, checked and tested, with the package of this clone; a page is put before axe in
light and dark. Where one of this fails, it says so and ends with 1. The drafts are set beside what a person
would code (tests/build/articles/gold.csv). Aim: 60 s with a ready environment. Seconds of the processor are
told too, as they depend less on what else the machine does.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "notebooks"), str(ROOT / "tests/build")]

import draft_scores

# by what the rules of the drafts had seen; each was coded before its drafts were looked at
SEEN = {
    "rules made with these": ("sports", "earnings", "local", "policy", "science"),
    "rules mended after a look at these": ("film", "weather", "court", "survey"),
    "not seen when the rules stood": ("rail",),
}


def timed(command, folder):
    """(seconds, seconds of the processor) that ``command`` takes in ``folder``; ends where it fails."""
    before, began = os.times(), time.perf_counter()
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT / "notebooks")}
    done = subprocess.run(
        command, cwd=folder, env=surroundings, capture_output=True, text=True, encoding="utf-8"
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr}")
    after = os.times()
    used = sum(after[2:4]) - sum(before[2:4])
    return time.perf_counter() - began, used


def objections(browser, folder):
    """What axe finds on the pages of the collection in ``folder``: (page, scheme, rule) each."""
    found = []
    for scheme in ("light", "dark"):
        window = browser.new_page(color_scheme=scheme)
        for page in sorted(folder.glob("html/*.html")):
            window.goto(page.as_uri())
            told = Axe().run(window, options={"resultTypes": ["violations"]}).response["violations"]
            found += [(page.name, scheme, one["id"]) for one in told]
        window.close()
    return found


def built(name, browser):
    """Seconds from the article ``name`` to the pages of its collection; ends where they are not good."""
    make = f"PYTHON={sys.executable}"
    with tempfile.TemporaryDirectory(prefix="newsclaims-bench-") as place:
        article, folder = draft_scores.ARTICLES / f"{name}.txt", Path(place, "collection")
        day = ["--published", draft_scores.PUBLISHED]
        new, used_new = timed(
            [sys.executable, "-m", "newsclaims", "new", str(article), *day, "--to", str(folder)], place
        )
        whole, used = timed(["make", make], folder)
        held, _ = timed(["make", "check", "test", make], folder)
        if found := objections(browser, folder):
            sys.exit(f"{name}: axe objects: {found}")
    print(f"{name:10}{new:5.1f}{whole:7.1f}{used_new + used:12.1f}{held:17.1f}", flush=True)
    return new + whole


def main(names):
    with sync_playwright() as playwright:
        place = shutil.which("chromium") or playwright.chromium.executable_path
        if not Path(place).exists():
            sys.exit("no Chromium here: `apt install chromium`, or `python -m playwright install chromium`")
        browser = playwright.chromium.launch(executable_path=place)
        print("article     new   make   processor   check and test")
        seconds = [built(name, browser) for name in names or draft_scores.gold()]
    print(f"from article to pages: {statistics.median(seconds):.0f} s, the median of {len(seconds)}")
    table = draft_scores.score(names or None)
    for label, articles in SEEN.items():
        part = table[table["article"].isin(articles)]
        if len(part):
            told = ", ".join(f"{field} {share:.0%}" for field, share in draft_scores.summary(part).items())
            print(f"{label}: {len(part)} mentions: {told}")


if __name__ == "__main__":
    main(sys.argv[1:])
