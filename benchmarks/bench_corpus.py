"""How fast a corpus is read, by whom, in how much memory, and what a stop costs.

    python benchmarks/bench_corpus.py [--part speed|memory|stop|jionlp] [--documents N] [--rounds N]
    python benchmarks/bench_corpus.py --million [--minutes N]

The corpus is made of paragraphs of the open gold texts, drawn with a fixed seed until a document has 500
characters, and the digits of their numbers are drawn anew for each document, those of dates excepted. These
texts were chosen for their numbers: they hold one in about 15 characters, so that ordinary news is read
faster. Without --part all are run, one after the other.

speed    The same documents by a loop over `read_mentions` that keeps nothing, by the command with one process
         and with two, and by Dask clusters of one and two workers. Two loops side by side, each over half of
         the documents, show what the machine itself allows. The ways take turns, round by round. Start
         is told apart: the clock of reading begins once every process has read the first hundred documents,
         so that what it makes when that is first needed is not counted. Seconds of processor are of all
         processes together, start left out; where others work on the machine they tell more than the clock.
memory   Peak of the process that hands out and of its largest worker for 10 thousand documents, with two
         processes; bytes of the Parquet files beside the same rows as JSON lines.
stop     All processes are killed with SIGKILL at about half; then the same command is given again.
jionlp   JioNLP 1.5.29, which is asked for money and times, on the same loop over fewer documents.

`--million`: a million documents at the lowest priority, two processes, for at most so many minutes. Memory is
noted as it goes (.build/bench-corpus/million.csv: seconds, parts, peaks in MB). What was read is counted, and
the rest told as extrapolated. Given again, it goes on.
"""

import argparse
import csv
import gzip
import json
import os
import random
import re
import shutil
import signal
import statistics
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "notebooks"))
import psutil
import pyarrow as pa
import pyarrow.parquet as pq

from newsclaims.corpus import crew, run
from newsclaims.corpus.batch import Document
from newsclaims.corpus.sources import USUAL, open_sources
from newsclaims.reading import read_mentions

PLACE = ROOT / ".build/bench-corpus"
SEED, LENGTH = 20, 500
PARTS = 8  # so that two workers have as much to do, in a corpus that is small
WAYS = {
    "loop, nothing kept": "loop",
    "1 process": "1",
    "Dask, 1 worker": "dask1",
    "2 loops side by side": "loops",
    "2 processes": "2",
    "Dask, 2 workers": "dask2",
}
DIGITS = "123456789", "１２３４５６７８９", "一三四五六七八九"


def paragraphs():
    """(pieces, day) of each paragraph of the open gold texts; every second piece is a number to draw anew."""
    with open(ROOT / "data/curated/gold/texts.csv", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["held_out"] == "no"]
    for row in rows:
        for line in filter(str.strip, (ROOT / row["path"]).read_text(encoding="utf-8").split("\n")):
            pieces, end = [], 0
            for one in read_mentions(line, row["published"]):
                if one.kind != "date" and one.start >= end:
                    pieces += [line[end : one.start], line[one.start : one.end]]
                    end = one.end
            yield [*pieces, line[end:]], row["published"]


def corpus(count):
    """A Parquet file with ``count`` documents (Path), made once."""
    path = PLACE / f"articles-{count}.parquet"
    if path.is_file():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    draw, known = random.Random(SEED), list(paragraphs())
    schema = pa.schema([("id", pa.int64()), ("text", pa.string()), ("published", pa.string())])
    part = path.with_suffix(".part")
    with pq.ParquetWriter(part, schema) as writer:
        for start in range(0, count, 100_000):
            table = {"id": [], "text": [], "published": []}
            for number in range(start, min(start + 100_000, count)):
                anew = {}
                for digits in DIGITS:
                    anew |= str.maketrans(digits, "".join(draw.choices(digits, k=len(digits))))
                lines, length = [], 0
                while length < LENGTH:
                    pieces, published = draw.choice(known)
                    pieces = [piece.translate(anew) if at % 2 else piece for at, piece in enumerate(pieces)]
                    lines.append("".join(pieces))
                    length += len(lines[-1])
                for name, value in zip(table, (number, "\n".join(lines), published)):
                    table[name].append(value)
            writer.write_table(pa.table(table, schema))
    part.rename(path)
    return path


def characters(path):
    batches = pq.ParquetFile(path).iter_batches(1000, columns=["text"])
    return sum(sum(map(len, batch["text"].to_pylist())) for batch in batches)


def clocks():
    """Seconds by the clock, and of processors: of this process, of those below it and of those that ended."""
    spent = os.times()
    below = [one.cpu_times() for one in psutil.Process().children(recursive=True)]
    return time.monotonic(), sum(spent[:4]) + sum(one.user + one.system for one in below)


class Warm(crew.Crew):
    """A crew whose workers have all read ``some`` documents before the rest; ``began`` is then."""

    some: list[Document] = []
    began = 0, 0

    def __enter__(self):
        wanted = max(1, self._room() // 2)
        for number in range(4 * wanted):
            self._pending[self._executor.submit(run.read_part, self.some)] = number, None
        for _ in self.finished(everything=True):
            pass
        Warm.began = clocks()
        return self


def child(way, path, output):
    """Read ``path`` in one ``way``; prints seconds of start, of reading, of processors, and the mentions."""
    began, _ = clocks()
    options = {"part_documents": pq.read_metadata(path).num_rows // PARTS}
    run.Crew = Warm
    if way == "loops":
        halves = [[sys.executable, __file__, "--child", "loop", path, str(half)] for half in "01"]
        both = [subprocess.Popen(half, stdout=subprocess.PIPE, encoding="utf-8") for half in halves]
        told = [json.loads(one.communicate()[0]) for one in both]
        slowest = max(told, key=lambda one: one[1])
        print(json.dumps([*slowest[:2], sum(one[2] for one in told), sum(one[3] for one in told)]))
        return
    Warm.some = list(islice(open_sources([path], USUAL)[0], 100))
    if way == "loop":
        table = pq.read_table(path)
        rows = list(zip(table["text"].to_pylist(), table["published"].to_pylist()))
        if output in "01":  # this half of them, while another process reads the other
            rows = rows[int(output) :: 2]
        for one in Warm.some:
            read_mentions(one.text, one.published)
        Warm.began = clocks()
        mentions = sum(len(read_mentions(*row)) for row in rows)
        ended = clocks()
    elif way.startswith("dask"):
        os.environ["DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED"] = "False"  # as docs/corpus.md advises
        from distributed import LocalCluster

        workers = int(way[-1])
        with LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as cluster:
            mentions = run.read_corpus([path], output, scheduler=cluster.scheduler_address, **options)[
                "mentions"
            ]
            ended = clocks()
    else:
        mentions = run.read_corpus([path], output, workers=int(way), **options)["mentions"]
        ended = clocks()
    reading = [end - start for start, end in zip(Warm.began, ended)]
    print(json.dumps([Warm.began[0] - began, *reading, mentions]))


def fresh(name):
    """A folder for output, with nothing in it."""
    shutil.rmtree(PLACE / name, ignore_errors=True)
    return PLACE / name


def speed(count, rounds):
    path = corpus(count)
    length = characters(path)
    found = {name: [] for name in WAYS}
    for _ in range(rounds):
        for name, way in WAYS.items():
            command = [sys.executable, __file__, "--child", way, str(path), str(fresh(f"out-{way}"))]
            done = subprocess.run(command, stdout=subprocess.PIPE, check=True, encoding="utf-8")
            found[name].append(json.loads(done.stdout))
    print(
        f"speed: {count:,} documents, {length:,} characters, {found['1 process'][0][3]:,} numbers, "
        f"{rounds} rounds"
    )
    print(
        f"{'':20}{'characters/s':>13}{'seconds by the clock':>34}{'median':>8}{'processor':>11}{'start':>7}"
    )
    medians, spent = [], []
    for name, runs in found.items():
        start, clock, processor = (statistics.median(one[of] for one in runs) for of in (0, 1, 2))
        medians.append(clock)
        spent.append(processor)
        raw = " ".join(f"{one[1]:.2f}" for one in runs)
        print(f"{name:20}{length / clock:13,.0f}{raw:>34}{clock:8.2f}{processor:11.2f}{start:7.1f}")
    assert len({one[3] for runs in found.values() for one in runs}) == 1
    loop, one, _, loops, two, double = medians
    for name, more in zip(list(WAYS)[1:], spent[1:]):
        print(
            f"{name}: {more / spent[0] - 1:+.1%} processor time over the loop, "
            f"{more / spent[1] - 1:+.1%} over 1 process"
        )
    print(f"as fast as one alone: 2 loops {loop / loops:.2f} times, 2 processes {one / two:.2f},", end=" ")
    print(f"Dask with 2 workers {one / double:.2f}")
    hours = 1e9 / length * two / 3600
    print(
        f"extrapolated: a billion characters with 2 processes {hours:.2f} hours, "
        f"with 1 {hours * one / two:.2f}"
    )


def started(path, output, *options):
    """The command that reads ``path`` with two processes, in a group of its own."""
    words = [sys.executable, "-m", "newsclaims", str(path), "--format", "parquet", "--workers", "2"]
    surroundings = os.environ | {"PYTHONPATH": str(ROOT / "notebooks")}
    command = [*options, *words, "--output", str(output)]
    return subprocess.Popen(command, env=surroundings, start_new_session=True, stdout=subprocess.DEVNULL)


def peaks(process):
    """Peak megabytes of a process and of the largest below it, so far."""

    def peak(pid):
        try:
            status = Path(f"/proc/{pid}/status").read_text()
        except OSError:
            return 0
        line = re.search(r"VmHWM:\s+(\d+)", status)
        return int(line[1]) / 1000 if line else 0

    below = [one.pid for one in psutil.Process(process.pid).children(recursive=True)]
    return peak(process.pid), max(map(peak, below), default=0)


def watched(process):
    """The last peaks of a process that runs to its end."""
    last = 0, 0
    while process.poll() is None:
        last = max(last, peaks(process))
        time.sleep(0.2)
    assert process.returncode == 0
    return last


def weight(folder):
    return sum(one.stat().st_size for one in folder.rglob("*.parquet"))


def memory(*_):
    output = fresh("out-memory")
    own, worker = watched(started(corpus(10_000), output))
    print(f"memory: 10,000 documents; hands out {own:,.0f} MB, largest worker {worker:,.0f} MB")
    rows = pq.read_table(output / "mentions").to_pylist()
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    parquet, zipped = weight(output / "mentions"), len(gzip.compress(lines))
    print(f"{len(rows):,} rows: Parquet {parquet:,} bytes, JSON lines {len(lines):,}", end=" ")
    print(f"({len(lines) / parquet:.1f} times), gzipped {zipped:,} ({zipped / parquet:.1f} times)")


def stop(count, _):
    path = corpus(5 * count)
    whole, stopped = fresh("out-whole"), fresh("out-stopped")
    began = time.monotonic()
    assert started(path, whole).wait() == 0
    seconds = time.monotonic() - began
    parts = len(list((whole / "documents").iterdir()))
    began, process = time.monotonic(), started(path, stopped)
    while len(list(stopped.glob("documents/part-*"))) < parts // 2:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    first, left = time.monotonic() - began, len(list(stopped.glob("documents/part-*")))
    began = time.monotonic()
    assert started(path, stopped).wait() == 0
    second = time.monotonic() - began
    same = all(pq.read_table(whole / name).equals(pq.read_table(stopped / name)) for name in run.TABLES)
    print(f"stop: {5 * count:,} documents in {parts} parts; without a stop {seconds:.1f} s")
    print(f"killed after {first:.1f} s with {left} parts there; the rest took {second:.1f} s;", end=" ")
    print(
        f"rows {'are the same' if same else 'DIFFER'}; "
        f"unfinished files left: {len(list(stopped.rglob('.~*')))}"
    )


def jionlp(count, _):
    from bench_reading import Tool

    count = min(count, 200)
    texts = pq.read_table(corpus(2_000))["text"].to_pylist()[:count]
    lines = [line for text in texts for line in text.split("\n")]
    length = sum(map(len, texts))
    tool = Tool("JioNLP", lines)
    seconds = [tool.timed()[0] for _ in range(4)]  # the first loads it, as ours
    ours = []
    for _ in range(4):
        began = time.process_time()
        for line in lines:
            read_mentions(line)
        ours.append(time.process_time() - began)
    tool.close()
    print(f"jionlp: {count:,} documents, {length:,} characters, line by line, seconds of processor")
    for name, each in {"JioNLP, money and times": seconds[1:], "read_mentions": ours[1:]}.items():
        raw = " ".join(f"{one:.2f}" for one in each)
        print(f"{name:24} {raw}: {length / statistics.median(each):,.0f} characters/s")


def million(minutes):
    path, output, log = corpus(1_000_000), PLACE / "out-million", PLACE / "million.csv"
    before = sum(pq.read_metadata(one).num_rows for one in output.glob("documents/*.parquet"))
    began, process = time.monotonic(), started(path, output, "nice", "-n", "19")
    print(f"process group {process.pid}", flush=True)
    with open(log, "a", encoding="utf-8") as file:
        while process.poll() is None and time.monotonic() - began < 60 * minutes:
            time.sleep(10)
            if process.poll() is None:
                parts = len(list(output.glob("documents/*.parquet")))
                own, worker = peaks(process)
                print(f"{time.monotonic() - began:.0f},{parts},{own:.0f},{worker:.0f}", file=file, flush=True)
    if process.poll() is None:
        process.terminate()
        process.wait()
    seconds = time.monotonic() - began
    documents = pq.read_table(output / "documents")
    read = documents.num_rows - before
    print(f"1,000,000 documents, {characters(path):,} characters; in {seconds / 60:.1f} minutes of this run")
    print(f"{read:,} documents, {read / seconds:,.0f} a second; in all {documents.num_rows:,} documents,")
    for name in ("characters", "mentions", "failures"):
        print(f"{sum(documents[name].to_pylist()):14,} {name}")
    if documents.num_rows < 1_000_000:
        print(f"extrapolated: {1_000_000 / read * seconds / 3600:.1f} hours for all of them at this speed")


PIECES = {one.__name__: one for one in (speed, memory, stop, jionlp)}

if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(*sys.argv[2:])
    else:
        parser = argparse.ArgumentParser()
        parser.add_argument("--part", choices=PIECES)
        parser.add_argument("--documents", type=int, default=2_000)
        parser.add_argument("--rounds", type=int, default=5)
        parser.add_argument("--million", action="store_true")
        parser.add_argument("--minutes", type=float, default=600)
        given = parser.parse_args()
        if given.million:
            million(given.minutes)
        for name, piece in PIECES.items():
            if not given.million and given.part in (None, name):
                piece(given.documents, given.rounds)
