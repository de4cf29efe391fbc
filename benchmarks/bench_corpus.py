"""How fast a corpus is read, by whom, and in how much memory.

    python benchmarks/bench_corpus.py [--documents N] [--rounds N]
    python benchmarks/bench_corpus.py --million [--minutes N]

The corpus is made of paragraphs of the open gold texts, drawn with a fixed seed until a document has 500
characters. These texts were chosen for their numbers: they hold one in about 15 characters, so that a corpus
of ordinary news takes less time.

1. The same documents by a loop over `read_mentions` that keeps nothing, by one process, by two, and by two
   of Dask's local cluster. The ways take turns, round by round; "beside" is the median over the rounds of the
   loop's seconds by the clock through those of the way, both of the same round, start of processes included.
   Seconds of processor are of all processes together.
2. Peak memory of the process that hands out and of its largest worker, for so many documents and for four
   times as many, in one row group.
3. `--million`: a million documents at the lowest priority, all cores, for at most so many minutes (30). What
   was read until then is counted, and the rest is told as extrapolated. Given again, it goes on.
"""

import argparse
import csv
import json
import random
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "notebooks"))
import pyarrow as pa
import pyarrow.parquet as pq

from newsclaims.corpus.run import read_corpus
from newsclaims.reading import read_mentions

PLACE = ROOT / ".build/bench-corpus"
SEED, LENGTH = 20, 500
PARTS = 8  # so that two workers have as much to do, in a corpus that is small
WAYS = {
    "loop, nothing kept": "loop",
    "1 process": "1",
    "2 processes": "2",
    "Dask's local cluster": "dask",
}


def corpus(count):
    """A Parquet file with ``count`` documents (Path), made once."""
    path = PLACE / f"articles-{count}.parquet"
    if path.is_file():
        return path
    with open(ROOT / "data/curated/gold/texts.csv", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["held_out"] == "no"]
    paragraphs = [
        (line, row["published"])
        for row in rows
        for line in (ROOT / row["path"]).read_text(encoding="utf-8").split("\n")
        if line.strip()
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    draw = random.Random(SEED)
    schema = pa.schema([("id", pa.int64()), ("text", pa.string()), ("published", pa.string())])
    part = path.with_suffix(".part")
    with pq.ParquetWriter(part, schema) as writer:
        for start in range(0, count, 100_000):
            table = {"id": [], "text": [], "published": []}
            for number in range(start, min(start + 100_000, count)):
                lines, length = [], 0
                while length < LENGTH:
                    line, published = draw.choice(paragraphs)
                    lines.append(line)
                    length += len(line)
                for name, value in zip(table, (number, "\n".join(lines), published)):
                    table[name].append(value)
            writer.write_table(pa.table(table, schema))
    part.rename(path)
    return path


def child(way, path, output):
    """Read ``path`` in one ``way``; prints seconds by the clock, of processors, mentions, peaks in bytes."""
    parts = {} if way == "usual" else {"part_documents": pq.read_metadata(path).num_rows // PARTS}
    began = time.monotonic()
    if way == "loop":
        table = pq.read_table(path)
        rows = zip(table["text"].to_pylist(), table["published"].to_pylist())
        mentions = sum(len(read_mentions(*row)) for row in rows)
    elif way == "dask":
        from distributed import LocalCluster

        with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
            mentions = read_corpus([path], output, scheduler=cluster.scheduler_address, **parts)["mentions"]
    else:
        mentions = read_corpus([path], output, workers=int(way) if parts else 2, **parts)["mentions"]
    clock = time.monotonic() - began
    own, others = (resource.getrusage(of) for of in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    processors = sum(one.ru_utime + one.ru_stime for one in (own, others))
    print(json.dumps([clock, processors, mentions, own.ru_maxrss * 1024, others.ru_maxrss * 1024]))


def asked(way, path, turn):
    output = PLACE / f"out-{path.stem}-{way}-{turn}"
    subprocess.run(["rm", "-rf", str(output)], check=True)
    command = [sys.executable, __file__, "--child", way, str(path), str(output)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, encoding="utf-8")
    return json.loads(done.stdout)


def beside(count, rounds):
    path = corpus(count)
    characters = sum(map(len, pq.read_table(path, columns=["text"])["text"].to_pylist()))
    found = {name: [] for name in WAYS}
    for turn in range(rounds):
        for name, way in WAYS.items():
            found[name].append(asked(way, path, turn))
    first = next(iter(WAYS))
    print(f"{count:,} documents, {characters:,} characters, {rounds} rounds")
    heads = "beside", "characters/s", "seconds by the clock", "of processors", "mentions"
    print(" " * 28 + "".join(f"{head:>{width}}" for head, width in zip(heads, (8, 14, 28, 24, 10))))
    for name, runs in found.items():
        ratio = statistics.median(loop[0] / own[0] for loop, own in zip(found[first], runs))
        clock, processors = (" ".join(f"{run[of]:.1f}" for run in runs) for of in (0, 1))
        speed = characters / min(run[0] for run in runs)
        print(f"{name:28}{ratio:8.2f}{speed:14,.0f}{clock:>28}{processors:>24}{runs[0][2]:10,}")
    print(f"\n{'peak MB, 2 processes':28}{'that hands out':>16}{'largest worker':>16}")
    for size in (count, 4 * count):
        own, others = asked("usual", corpus(size), 0)[3:]
        print(f"{f'{size:,} documents':28}{own / 1e6:16,.0f}{others / 1e6:16,.0f}", flush=True)


def million(minutes):
    path, output = corpus(1_000_000), PLACE / "out-million"
    rows = pq.ParquetFile(path).metadata.num_rows
    characters = sum(
        sum(map(len, batch["text"].to_pylist()))
        for batch in pq.ParquetFile(path).iter_batches(1000, columns=["text"])
    )
    before = [pq.read_metadata(one).num_rows for one in (output / "documents").glob("*.parquet")]
    began = time.monotonic()
    command = [sys.executable, "-m", "newsclaims.corpus", str(path), "--output", str(output)]
    process = subprocess.Popen(["nice", "-n", "19", *command], env={"PYTHONPATH": str(ROOT / "notebooks")})
    try:
        process.wait(60 * minutes)
    except subprocess.TimeoutExpired:
        process.terminate()
        process.wait()
    seconds = time.monotonic() - began
    documents = pq.read_table(output / "documents")
    read = documents.num_rows - sum(before)
    print(f"{rows:,} documents, {characters:,} characters; read in this run in {seconds / 60:.1f} minutes:")
    print(f"{read:,} documents, {read / seconds:,.0f} a second; in all {documents.num_rows:,} documents,")
    for name in ("characters", "mentions", "errors"):
        print(f"{sum(documents[name].to_pylist()):14,} {name}")
    if documents.num_rows < rows:
        print(f"extrapolated: {rows / read * seconds / 3600:.1f} hours for all of them at this speed")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(*sys.argv[2:])
    else:
        parser = argparse.ArgumentParser()
        parser.add_argument("--documents", type=int, default=2_000)
        parser.add_argument("--rounds", type=int, default=3)
        parser.add_argument("--million", action="store_true")
        parser.add_argument("--minutes", type=float, default=30)
        given = parser.parse_args()
        if given.million:
            million(given.minutes)
        else:
            beside(given.documents, given.rounds)
