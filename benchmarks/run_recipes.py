"""The recipes of docs/corpus.md, each run as it stands there: how long it is, and whether its rows are right.

    python benchmarks/run_recipes.py

The open gold texts are the articles. The tools are installed under `.build/`; Spark needs Java.
"""

import csv
import os
import re
import shutil
import subprocess
import sys
import time

import pyarrow as pa
import pyarrow.parquet as pq
from bench_reading import ROOT, environment

PACKAGES = ["datasets", "duckdb", "pandas", "polars", "pyarrow", "pyspark", "seaborn"]
PLACE = ROOT / ".build/recipes"


def gold():
    """(name, day, text) of each open gold text."""
    with open(ROOT / "data/curated/gold/texts.csv", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["held_out"] == "no"]
    return [(row["name"], row["published"], (ROOT / row["path"]).read_bytes().decode()) for row in rows]


def main():
    python = environment("recipes", PACKAGES)
    shutil.rmtree(PLACE, ignore_errors=True)
    (PLACE / "texts").mkdir(parents=True)
    names, days, texts = zip(*gold())
    pq.write_table(pa.table({"id": names, "published": days, "text": texts}), PLACE / "articles.parquet")
    for name, day, text in gold():
        (PLACE / f"texts/{day}-{name}.txt").write_text(text, encoding="utf-8", newline="")
    surroundings = os.environ | {"PYTHONPATH": str(ROOT / "notebooks"), "PYSPARK_PYTHON": str(python)}
    surroundings |= {"HF_HUB_OFFLINE": "1", "MPLBACKEND": "agg"}

    def run(*words):
        began = time.monotonic()
        command = [str(python), *words]
        done = subprocess.run(command, cwd=PLACE, env=surroundings, check=True, stdout=subprocess.PIPE)
        return time.monotonic() - began, done.stdout.decode()

    page = (ROOT / "docs/corpus.md").read_text(encoding="utf-8")
    (demonstration,) = re.findall(r"^python (-m newsclaims .* --output demo)$", page, re.M)
    print(run(*demonstration.split())[1], end="")
    run("-m", "newsclaims", "articles.parquet", "--format", "parquet", "--output", "read")
    wanted = sorted(pq.read_table(PLACE / "read/mentions").to_pylist(), key=repr)
    first, *recipes = re.findall(r"```python\n(.*?)```", page, re.S)
    print(run("-c", first)[1])
    shutil.copy(PLACE / "hedges.png", ROOT / "docs/corpus-hedges.png")
    right = True
    for code in (first, *recipes):
        name, length = (
            re.findall(r"['\"]([\w.]+)['\"]", code)[-1],
            sum(bool(line.strip()) for line in code.splitlines()),
        )
        if code is not first:
            seconds, _ = run("-c", code)
            found = sorted(pq.read_table(PLACE / name).to_pylist(), key=repr)
            same, right = found == wanted, right and found == wanted
            said = f"{len(found):,} rows, {'as' if same else 'NOT as'} by the command"
            print(f"{name:18}{length:3} lines {seconds:6.1f} s  {said}")
        right = right and length <= 10
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
