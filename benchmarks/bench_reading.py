"""How fast numeric mentions are read: beside other tools, from short to very long texts, on hostile ones.

    python benchmarks/bench_reading.py [--quick] [--against REVISION]

1. All gold texts joined together, warm: mentions only and with who says them, beside two tools in
   environments made for them under `.build/`. JioNLP is asked for all that it types, money and times
   (`jio.ner.extract_money`, `jio.ner.extract_time`); counts, percentages, ranks and speakers it has not.
   recognizers-text is asked for numbers, ordinals, percentages, currencies, dates, ages and dimensions,
   one call each, so that it may find a number twice. Both read the text line by line, which is faster for
   them than the whole of it at once, and with their error log off. Below stands how right each is on the
   open gold texts; ours were written with these texts at hand, so that its figures flatter (the first
   scores on texts that it had not seen are in data/curated/gold/first_scores.csv).
2. Gold texts repeated, each copy followed by a line end, with who says them: 4 thousand to 40 million
   characters, and the longest also as one line without a line end. Short ones are read
   in series until 120 thousand characters are read, so that all hold about the
   same mixture; seconds are of one. A process for each text, whose peak memory is shown.
3. A million characters of one sign or of a few in turn, with who says them.

`--against REVISION` runs the engine of an earlier revision of this repository beside it in part 1 and shows
the ratio of speeds; the earlier one is taken out of git into `.build/`.

Seconds are processor time of one thread, which a busy machine spoils less than the clock. The texts and
tools are tried in turn, round by round, and the best round counts (of the longest texts there is one).
`--quick` stops at 4 million characters.
"""

import csv
import io
import json
import math
import os
import subprocess
import sys
import tarfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "notebooks"))
from newsclaims.reading import folding, numbers, read_mentions  # noqa: E402
from newsclaims.reading.text import decode  # noqa: E402

SIZES = (4_000, 40_000, 400_000, 4_000_000, 40_000_000)
HOSTILE = {
    name: name
    for name in (
        *"1,2, 3至 2023年 万 “ “” 1234567890 7 一 半 第 据 1. 明年 3人否认 3、 1:1 3到5元 据称3".split(),
        *"1/ 一百 3％ H1 3万5 &nbsp;3 三分之 《3 (3) 3人， 王五说，“3元。”".split(),
    )
} | {"blanks": " ", "3 and a blank": "3 ", "3 and a line end": "3\n", "甲：3人 and a line end": "甲：3人\n"}
PATIENCE = 60, 1200  # seconds until a hostile text, and a long one, is given up

# What each tool is: packages to install, and lines that make `asks`, the calls that get a line of text, and
# `reads`, which gives (start, end, lowest, highest, unit) of what it finds with a value in a line.
TOOLS = {
    "JioNLP": (
        ["jionlp==1.5.29"],
        """
import jionlp
asks = jionlp.ner.extract_money, jionlp.ner.extract_time
CODES = {"元": "CNY", "人民币": "CNY", "美元": "USD", "港元": "HKD", "欧元": "EUR", "日元": "JPY",
         "英镑": "GBP", "韩元": "KRW", "新台币": "TWD", "台币": "TWD", "澳元": "AUD", "加元": "CAD"}
def reads(line):
    found = []
    for one in jionlp.ner.extract_money(line, with_parsing=True):
        value = one["detail"]["num"]
        ends = [float(end) for end in (value if isinstance(value, list) else [value]) if end]
        if ends:
            found.append((*one["offset"], ends[0], ends[-1], CODES.get(one["detail"]["case"], "")))
    for one in jionlp.ner.extract_time(line, with_parsing=True):
        length = one["detail"]["time"] if one["type"] == "time_delta" else None
        ends = length if isinstance(length, list) else [length]
        ends = [end for end in ends if end and "infinite" not in end]
        if ends and all(len(end) == 1 for end in ends):
            (unit, low), (_, high) = (*ends[0].items(),)[0], (*ends[-1].items(),)[0]
            if isinstance(low, (int, float)) and isinstance(high, (int, float)):
                found.append((*one["offset"], low, high, unit))
    return found
""",
    ),
    "recognizers-text": (
        ["recognizers-text-suite==1.0.2a2", "emoji<2"],  # it imports a name that emoji 2 dropped
        """
import re
import recognizers_suite as suite
names = "currency", "percentage", "age", "dimension", "datetime", "ordinal", "number"
calls = [getattr(suite, "recognize_" + name) for name in names]
asks = [lambda line, call=call: call(line, suite.Culture.Chinese) for call in calls]
CODES = {"Square meter": "m2", "Meter": "m", "Kilometer": "km", "Centimeter": "cm", "Millimeter": "mm",
         "Kilogram": "kg", "Gram": "g", "Ton": "t", "Liter": "L", "Celsius": "celsius", "C": "celsius"}
TIMES = {"PY": "year", "PM": "month", "PW": "week", "PD": "day",
         "PTH": "hour", "PTM": "minute", "PTS": "second"}
def reads(line):
    found = []
    for name, ask in zip(names, asks):
        for one in ask(line):
            start, end, told = one.start, one.end + 1, one.resolution or {}
            if any(start < right and left < end for left, right, *_ in found):
                continue  # what an earlier, more telling one has
            if name == "datetime":
                timex = (told.get("values") or [{}])[0].get("timex", "")
                timex = re.fullmatch(r"(PT?)([0-9.]+)([A-Z])", timex)
                value, unit = (timex[2], TIMES.get(timex[1] + timex[3], "")) if timex else ("", "")
            else:
                value = told.get("value") or ""
                unit = told.get("isoCurrency") or CODES.get(told.get("unit"), "")
                unit = {"percentage": "percent", "age": "age"}.get(name, unit)
            if re.fullmatch(r"-?[0-9.]+%?", value):
                number = float(value.strip("%"))
                found.append((start, end, number, number, unit))
    return found
""",
    ),
}
WORKER = """
import json, logging, sys, time
out, sys.stdout = sys.stdout, sys.stderr  # JioNLP greets on standard output
logging.disable(logging.CRITICAL)
{}
lines = json.loads(sys.stdin.readline())
for task in sys.stdin:
    began = time.process_time()
    scored = task.strip() == "read"
    found = [reads(line) if scored else sum(len(ask(line)) for ask in asks) for line in lines]
    answer = [time.process_time() - began, found if scored else sum(found)]
    print(json.dumps(answer), file=out, flush=True)
"""


def rows(name):
    with open(ROOT / f"data/curated/gold/{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def gold():
    """All gold texts, joined by line ends."""
    paths = [ROOT / row["path"] for row in rows("texts")]
    return "\n".join(decode(path.read_bytes(), path.name) for path in paths)


def timed(read, *texts):
    """Seconds of processor time that ``read`` takes for ``texts``, and the number of mentions in the last."""
    began = time.process_time()
    for text in texts:
        found = read(text)
    return time.process_time() - began, len(found)


# --- beside other tools


def environment(name, packages):
    """The Python of an environment under .build/ that holds ``packages``, made where it is missing.

    OSError where it cannot be.
    """
    folder = ROOT / f".build/bench-{name.lower()}"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    mark, wanted = folder / "installed.txt", f"Python {sys.version.split()[0]}, {', '.join(packages)}\n"
    if not mark.is_file() or mark.read_text(encoding="utf-8") != wanted:
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages]
        for command in ([sys.executable, "-m", "venv", "--clear", str(folder)], pip):
            done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace")
            if done.returncode:
                raise OSError(last_line(done.stderr, "ERROR"))
        mark.write_text(wanted, encoding="utf-8")
    return python


def last_line(log, start=""):
    lines = (
        [line for line in log.strip().splitlines() if line.startswith(start)]
        or log.strip().splitlines()
        or ["no reason given"]
    )
    return lines[-1]


def earlier(revision):
    """The folder under .build/ that holds the package as it was at ``revision``."""
    done = subprocess.run(
        ["git", "archive", "--format=tar", revision, "notebooks/newsclaims"], cwd=ROOT, capture_output=True
    )
    if done.returncode:
        raise SystemExit(f"{revision} is no revision of this repository: {done.stderr.decode().strip()}")
    folder = ROOT / f".build/bench-{revision}"
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return folder / "notebooks"


# Our engine at another revision, in the layouts that it has had
OURS = """
import sys
sys.path.insert(0, {folder!r})
from newsclaims import reading
if {speech}:
    asks = [reading.read_mentions]
else:
    try:
        from newsclaims.reading import folding, numbers
        asks = [lambda text: numbers.Reader(text, folding.fold(text)).read()]
    except ImportError:
        from newsclaims.reading import lexicon, mentions
        asks = [lambda text: mentions.Reader(text, lexicon.fold(text)).read()]
"""


class Tool:
    """Another tool in a process of its own: ``timed()`` has it read the lines once."""

    def __init__(self, name, lines, setup=None):
        self.name, self.lines = name, lines
        python, folder = Path(sys.executable), ROOT / ".build"
        if setup is None:
            packages, setup = TOOLS[name]
            python = environment(name, packages)
            folder = python.parents[1]
        self.log = folder / "worker.log"
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                [str(python), "-c", WORKER.format(setup)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                encoding="utf-8",
            )
        self.say(json.dumps(lines))

    def say(self, line):
        try:
            print(line, file=self.process.stdin, flush=True)
        except BrokenPipeError:  # its log says why it ended
            pass

    def timed(self):
        return self.asked("")

    def read(self):
        """What it finds with a value, as (start, end, lowest, highest, unit) for each line."""
        return self.asked("read")[1]

    def readings(self, text, published):
        """What it finds with a value in ``text``, which is among its lines."""
        if not hasattr(self, "found"):
            self.found = dict(zip(self.lines, self.read()))
        found, at = [], 0
        for line in text.split("\n"):
            found += [(at + start, at + end, *rest) for start, end, *rest in self.found[line]]
            at += len(line) + 1
        return found

    def asked(self, task):
        self.say(task)
        answer = self.process.stdout.readline()
        if not answer:
            self.process.wait()
            raise OSError(last_line(self.log.read_text(encoding="utf-8", errors="replace")))
        return json.loads(answer)

    def close(self):
        self.process.kill()
        self.process.communicate()


def beside(rounds, revision):
    text = gold()
    ways = {
        "mentions only": lambda: timed(lambda text: numbers.Reader(text, folding.fold(text)).read(), text),
        "with speech": lambda: timed(read_mentions, text),
    }
    ours, tools, old = tuple(ways), [], []
    for way in ours if revision else ():
        setup = OURS.format(folder=str(earlier(revision)), speech=way == "with speech")
        old.append(Tool(f"{revision}: {way}", [text], setup))
        old[-1].timed()
        ways[old[-1].name] = old[-1].timed
    for name in TOOLS:
        try:
            tools.append(Tool(name, text.split("\n")))
            tools[-1].timed()  # loads it
            ways[name] = tools[-1].timed
        except OSError as error:
            print(f"{name} is left out: {error}")
    best = {way: (math.inf, 0) for way in ways}
    for turn in range(rounds + 1):
        for way, read in ways.items():
            if turn:
                best[way] = min(best[way], tuple(read()))
            else:
                read()  # warms
    scored = {"with speech": score(own_readings)} | {tool.name: score(tool.readings) for tool in tools}
    for tool in tools + old:
        tool.close()

    for way, tool in zip(ours, old):
        print(f"speed beside {tool.name:40}{best[tool.name][0] / best[way][0]:8.2f}")
    others = [tool.name for tool in tools]
    print(
        f"{f'{len(text):,} characters, best of {rounds}':32}{'seconds':>9}{'characters/s':>14}{'found':>7}"
        + "".join(f"{'x ' + name:>20}" for name in others)
    )
    for way, (seconds, found) in best.items():
        ratios = "".join(f"{best[name][0] / seconds:20.2f}" for name in others)
        print(f"{way:32}{seconds:9.3f}{len(text) / seconds:14,.0f}{found:7}{ratios}")
    print(
        f"\n{'open gold texts, F1 of':32}{'value':>9}{'value + unit':>14}{'money':>9}"
        "   (spans that overlap; a bare number is right for counts, ranks and multiples)"
    )
    for way, (value, unit, money) in scored.items():
        print(f"{way:32}{value:9.3f}{unit:14.3f}{money:9.3f}")


# --- how right it is, by a measure that other tools can meet


def own_readings(text, published):
    return [
        (one.start, one.end, one.lo, one.hi, one.unit)
        for one in read_mentions(text, published)
        if one.lo is not None
    ]


def score(readings):
    """F1 of value, of value with unit, and of that for money alone, on the open gold texts.

    A finding is right where it overlaps a gold mention that no other finding took, with the same ends.
    Gold dates have no value; a finding that overlaps one is neither right nor wrong.
    """
    hits, found, wanted = Counter(), Counter(), Counter()
    gold_rows = rows("mentions")
    for text in rows("texts"):
        if text["held_out"] == "yes":
            continue
        content = decode((ROOT / text["path"]).read_bytes(), text["name"])
        own = [row for row in gold_rows if row["name"] == text["name"]]
        free = [row for row in own if row["lo"]]
        for measure in ("value", "unit"):
            wanted[measure] += len(free)
        wanted["money"] += sum(row["kind"] == "money" for row in free)
        for start, end, low, high, unit in readings(content, text["published"]):
            near = [row for row in own if int(row["start"]) < end and start < int(row["end"])]
            if near and not any(row["lo"] for row in near):
                continue
            met = next((row for row in near if row in free and same(row, low, high)), None)
            money = len(unit) == 3 and unit.isupper()
            found.update({"value": 1, "unit": 1, "money": money})
            if met is None:
                continue
            free.remove(met)
            bare = not unit and met["kind"] in ("count", "rank", "multiple")
            hits["value"] += 1
            hits["unit"] += bare or unit == met["unit"]
            hits["money"] += money and unit == met["unit"]
    return [2 * hits[one] / (found[one] + wanted[one] or 1) for one in ("value", "unit", "money")]


def same(row, low, high):
    pairs = (float(row["lo"]), low), (float(row["hi"]), high)
    return all(abs(wanted - told) <= 1e-6 * max(abs(wanted), abs(told)) for wanted, told in pairs)


# --- long texts and hostile ones, each in a process of its own


def made(name, size):
    """The text to read: ``size`` characters of one line, of gold lines or hostile; and how many in series."""
    if name in HOSTILE:
        unit, series = HOSTILE[name], 1
    else:
        unit, series = gold() + "\n", math.ceil(120_000 / size)
        if name == "one line":
            unit = " ".join(unit.split("\n"))
    whole = (unit * (series * size // len(unit) + 1))[: series * size]
    return [whole[left : left + size] for left in range(0, len(whole), size)]


def child(name, size):
    """Read one text and print seconds, mentions and peak memory in bytes (0 where it is not told)."""
    read_mentions(gold())  # warms
    texts = made(name, size)
    seconds, found = timed(read_mentions, *texts)
    try:
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    except ImportError:
        peak = 0
    print(json.dumps([seconds / len(texts), found, peak]))


def best_of(rounds, cases, patience):
    """Case (name, size) to the best [seconds, mentions, peak memory] of ``rounds``.

    [inf, 0, 0] where none ended in ``patience`` seconds.
    """
    best = {case: [math.inf, 0, 0] for case in cases}
    for turn in range(rounds):
        for name, size in cases:
            if turn and (size > 10_000_000 or best[name, size][0] == math.inf):
                continue
            command = [sys.executable, str(Path(__file__).resolve()), "--child", name, str(size)]
            try:
                done = subprocess.run(
                    command, stdout=subprocess.PIPE, timeout=patience, check=True, encoding="utf-8"
                )
                best[name, size] = min(best[name, size], json.loads(done.stdout))
            except subprocess.TimeoutExpired:
                pass
    return best


def shown(seconds, patience):
    return f"{seconds:10.3f}" if seconds < math.inf else f"{'over ' + str(patience):>10}"


def long_texts(rounds, sizes):
    cases = [("lines", size) for size in sizes] + [("one line", size) for size in sizes[-2:]]
    print(
        f"\n{f'with speech, best of {rounds}':22}{'characters':>12}{'seconds':>10}"
        f"{'characters/s':>14}{'mentions':>11}{'peak MB':>9}"
    )
    for (name, size), (seconds, found, peak) in best_of(rounds, cases, PATIENCE[1]).items():
        print(
            f"{name:22}{size:12,}{shown(seconds, PATIENCE[1])}"
            f"{size / seconds:14,.0f}{found:11,}{peak / 1e6:9,.0f}"
        )


def hostile(rounds):
    size = 1_000_000
    print(
        f"\n{f'{size:,} characters of, best of {rounds}':34}"
        f"{'seconds':>10}{'characters/s':>14}{'mentions':>11}"
    )
    for (name, _), (seconds, found, _) in best_of(
        rounds, [(name, size) for name in HOSTILE], PATIENCE[0]
    ).items():
        print(f"{name:34}{shown(seconds, PATIENCE[0])}{size / seconds:14,.0f}{found:11,}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(sys.argv[2], int(sys.argv[3]))
    else:
        quick = "--quick" in sys.argv[1:]
        revision = sys.argv[sys.argv.index("--against") + 1] if "--against" in sys.argv[:-1] else None
        beside(3 if quick else 7, revision)
        long_texts(2 if quick else 3, SIZES[:-1] if quick else SIZES)
        hostile(2 if quick else 3)
