"""The recipes of docs/corpus.md, each run as it stands there: how long it is, and whether its rows are right.

    python benchmarks/run_recipes.py

The open gold texts are the articles. The tools are installed under `.build/`; Spark needs Java.
"""

import csv
import os
import re
import subprocess
import sys
import time

import pyarrow as pa
import pyarrow.parquet as pq
from bench_reading import ROOT, environment

PACKAGES = ["datasets", "duckdb", "matplotlib", "pandas", "polars", "pyarrow", "pyspark"]
PLACE = ROOT / ".build/recipes"


def articles(path):
    with open(ROOT / "data/curated/gold/texts.csv", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["held_out"] == "no"]
    table = {"id": [row["name"] for row in rows], "published": [row["published"] for row in rows]}
    texts = [(ROOT / row["path"]).read_bytes().decode() for row in rows]
    pq.write_table(pa.table(table | {"text": texts}), path)


def main():
    python = environment("recipes", PACKAGES)
    subprocess.run(["rm", "-rf", str(PLACE)], check=True)
    PLACE.mkdir(parents=True)
    articles(PLACE / "articles.parquet")
    surroundings = os.environ | {"PYTHONPATH": str(ROOT / "notebooks"), "PYSPARK_PYTHON": str(python)}
    surroundings |= {"HF_HUB_OFFLINE": "1", "MPLBACKEND": "agg"}

    def run(*words):
        began = time.monotonic()
        subprocess.run([str(python), *words], cwd=PLACE, env=surroundings, check=True)
        return time.monotonic() - began

    run("-m", "newsclaims.corpus", "articles.parquet", "--output", "read")
    wanted = pq.read_table(PLACE / "read/mentions").to_pylist()
    page = (ROOT / "docs/corpus.md").read_text(encoding="utf-8")
    lines, right = [], True
    for code in re.findall(r"```python\n(.*?)```", page, re.S):
        seconds = run("-c", code)
        name = re.search(r"(\w+)(\.parquet)?['\"]+\)\n$|hedges", code)
        length = sum(bool(line.strip()) for line in code.splitlines())
        right = right and length <= 10
        said = f"{name[1] or name[0]:10}{length:3} lines {seconds:7.1f} s"
        if name[1]:
            rows = pq.read_table(PLACE / f"{name[1]}{name[2] or ''}").to_pylist()
            same = sorted(rows, key=repr) == sorted(wanted, key=repr)
            said += f"  {len(rows):,} rows, {'as' if same else 'NOT as'} by the command"
            right = right and same
        lines.append(said)
    print("\n".join(lines))
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
