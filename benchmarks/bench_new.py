"""How long it takes from an article to the pages of its collection, and how many drafts need no edit.

    python benchmarks/bench_new.py [article ...]

The articles are those of tests/build/articles, all of them if none is named. Each is made into a collection
in a folder of its own, built, checked and tested, with the package of this clone. The drafts are set beside
what a person would code (tests/build/articles/gold.csv). Aim: 60 s with a ready environment. Seconds of the
processor are told too, as they depend less on what else the machine does.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "notebooks"), str(ROOT / "tests/build")]

import draft_scores

LATER = ("film", "weather")  # written when the rules of the drafts stood


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


def main(names):
    make = f"PYTHON={sys.executable}"
    print("article     new   make   processor   check and test")
    for name in names or draft_scores.gold():
        with tempfile.TemporaryDirectory(prefix="newsclaims-bench-") as place:
            article, folder = draft_scores.ARTICLES / f"{name}.txt", Path(place, "collection")
            day = ["--published", draft_scores.PUBLISHED]
            new, used_new = timed(
                [sys.executable, "-m", "newsclaims", "new", str(article), *day, "--to", str(folder)], place
            )
            built, used = timed(["make", make], folder)
            held, _ = timed(["make", "check", "test", make], folder)
            print(f"{name:10}{new:5.1f}{built:7.1f}{used_new + used:12.1f}{held:17.1f}")
    table = draft_scores.score(names or None)
    early = table[~table["article"].isin(LATER)]
    for label, part in (
        ("rules made with these", early),
        ("rules stood", table[table["article"].isin(LATER)]),
    ):
        if len(part):
            told = ", ".join(f"{field} {share:.0%}" for field, share in draft_scores.summary(part).items())
            print(f"{label}: {len(part)} mentions: {told}")


if __name__ == "__main__":
    main(sys.argv[1:])
