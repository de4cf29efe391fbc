"""Which rows of the lexicon earn their place: each is deleted in turn, and what it changes is counted.

    python benchmarks/bench_lexicon.py                          200 rows drawn at random
    python benchmarks/bench_lexicon.py --table cues --all       every row of a table
    python benchmarks/bench_lexicon.py --table cues --all --together 30

A row changes something where its example (its own column in the table; a frame for the two tables that a
script makes) or a sentence of the gold texts that holds its form is read differently without it.
Rows are deleted one at a time; `--together N` deletes N at once and asks for the example of each, which is
quicker and a little too kind: use it while writing.
Every deletion is tried in a process of its own, for the engine makes its grammar once.
"""

import argparse
import csv
import json
import os
import random
import sys
import warnings
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LEXICON = ROOT / "notebooks/newsclaims/reading/lexicon"
GOLD_SENTENCES = 40  # sentences of gold texts that are tried for a row: the shortest that hold its form


def rows_of(table):
    with open(LEXICON / f"{table}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def key(row):
    return tuple(value for column, value in row.items() if column != "example")


def gold_sentences():
    """Sentences of the gold texts, as (sentence, published)."""
    with open(ROOT / "data/curated/gold/texts.csv", encoding="utf-8", newline="") as file:
        texts = [row for row in csv.DictReader(file) if row["held_out"] == "no"]
    found = []
    for row in texts:
        content = (ROOT / row["path"]).read_text(encoding="utf-8-sig")
        found += [
            (line.strip(), row["published"])
            for paragraph in content.split("\n")
            for line in paragraph.replace("。", "。\n").split("\n")
            if line.strip()
        ]
    return found


# Tables that a script made have no examples: these frames stand for them
FRAMES = {"unit_words": ("共376{}，", "共三{}，", "共三百{}，"), "words_with_numerals": ("说，{}，好",)}


def witnesses(table, row, gold):
    """What is read with and without ``row``: its own example and sentences that hold its form."""
    own = [(row["example"], "2025-07-11")] if row.get("example") else []
    own += [(frame.format(next(iter(row.values()))), "2025-07-11") for frame in FRAMES.get(table, ())]
    form = next(iter(row.values()))
    return own + sorted((one for one in gold if form in one[0]), key=lambda one: len(one[0]))[:GOLD_SENTENCES]


def readings(task):
    """The readings of ``sentences`` by an engine whose ``table`` has lost the rows in ``deleted``."""
    table, deleted, sentences = task

    class WithoutRows(csv.DictReader):
        def __init__(self, file, *arguments, **options):
            super().__init__(file, *arguments, **options)
            self.edited = Path(getattr(file, "name", "")).stem == table

        def __next__(self):
            row = super().__next__()
            while self.edited and key(row) in deleted:
                row = super().__next__()
            return row

    csv.DictReader = WithoutRows
    warnings.simplefilter("ignore")  # a part that misses its only word is passed over, which is a change
    sys.path.insert(0, str(ROOT / "notebooks"))
    try:
        from newsclaims.reading import as_row, read_mentions

        return [[as_row(one) for one in read_mentions(*sentence)] for sentence in sentences]
    except Exception as error:  # an engine that cannot start without the row needs it
        return repr(error)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--table", action="append", help="only this table (may be given again)")
    parser.add_argument("--all", action="store_true", help="every row instead of a sample")
    parser.add_argument("--count", type=int, default=200, help="rows to draw (default 200)")
    parser.add_argument("--seed", type=int, default=14)
    parser.add_argument("--together", type=int, default=1, help="rows deleted at once")
    parser.add_argument("--own", action="store_true", help="ask the examples alone, not the gold texts")
    options = parser.parse_args()
    tables = options.table or sorted(path.stem for path in LEXICON.glob("*.csv"))
    drawn = [(table, row) for table in tables for row in rows_of(table)]
    if not options.all:
        drawn = random.Random(options.seed).sample(drawn, min(options.count, len(drawn)))
    gold = [] if options.own else gold_sentences()
    groups = {}
    for table, row in drawn:
        parts = groups.setdefault(table, [[]])
        if len(parts[-1]) == options.together:
            parts.append([])
        parts[-1].append(row)
    tasks, asked = [], []
    for table, parts in groups.items():
        for part in parts:
            found = [witnesses(table, row, gold) for row in part]
            tasks.append((table, {key(row) for row in part}, [one for few in found for one in few]))
            asked.append((table, part, [len(few) for few in found]))
    whole = sorted({sentence for _, _, sentences in tasks for sentence in sentences})
    with get_context("spawn").Pool(min(2, os.cpu_count() or 1), maxtasksperchild=1) as pool:
        complete = pool.apply(readings, (("", set(), whole),))
        if isinstance(complete, str):
            sys.exit(f"the engine does not start: {complete}")
        complete = dict(zip(whole, complete))
        changed, idle = 0, []
        for (table, part, counts), (_, _, sentences), found in zip(
            asked, tasks, pool.imap(readings, tasks, chunksize=1)
        ):
            at = 0
            for row, count in zip(part, counts):
                differs = isinstance(found, str) or any(
                    found[i] != complete[sentences[i]] for i in range(at, at + count)
                )
                at += count
                changed += differs
                if not differs:
                    idle.append((table, row))
    for table, row in idle:
        print(f"changes nothing: {table} {json.dumps(row, ensure_ascii=False)}")
    print(f"{changed} of {len(drawn)} rows change a reading ({changed / len(drawn):.1%})")


if __name__ == "__main__":
    main()
