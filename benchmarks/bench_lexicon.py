"""Which rows of the lexicon earn their place: each is deleted in turn, and what it changes is counted.

    python benchmarks/bench_lexicon.py                          200 rows drawn at random
    python benchmarks/bench_lexicon.py --table cues --all       every row of a table
    python benchmarks/bench_lexicon.py --table cues --all --together 30
    python benchmarks/bench_lexicon.py --form 顿 --own          the rows of a form, by their own examples

A row changes something where its example (its own column in the table; a frame for the two tables that a
script makes) or a sentence of the gold texts that holds its form is read differently without it.
Rows are deleted one at a time; `--together N` deletes N at once and asks for the sentences of each. None
of these stands in a sentence of another, so that each sentence has lost its own row alone; where the engine
fails without them, they are tried one by one.
Every deletion is tried in a process of its own, for the engine makes its grammar once.
"""

import argparse
import csv
import json
import os
import random
import sys
import warnings
from collections import Counter
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LEXICON = ROOT / "notebooks/newsclaims/reading/lexicon"
OPEN_LOTS = 20  # lots that a row may still join
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


def own_witnesses(table, row):
    """What is read first with and without ``row``: its own example, or the frames of its table."""
    own = [(row["example"], "2025-07-11")] if row.get("example") else []
    return own + [(frame.format(next(iter(row.values()))), "2025-07-11") for frame in FRAMES.get(table, ())]


def gold_witnesses(row, gold):
    """Sentences of the gold texts that hold the form of ``row``: they are asked where its own say nothing."""
    form = next(iter(row.values()))
    return sorted((one for one in gold if form in one[0]), key=lambda one: len(one[0]))[:GOLD_SENTENCES]


def lots(table, asked, size):
    """Lots of up to ``size`` rows of ``table``, each with its sentences; no form stands in those of another.

    No lot has all the rows of a role, for the engine needs one of each.
    """
    roles = Counter(row.get("role") for row in rows_of(table))
    done = []
    for row, sentences in asked:
        role, form = row.get("role"), next(iter(row.values()))
        text = "\n".join(sentence for sentence, _ in sentences)
        for lot in done[-OPEN_LOTS:] if roles[role] > 1 else ():
            taken = sum(one.get("role") == role for one, _, _, _ in lot)
            if len(lot) < size and taken + 1 < roles[role] and roles[lot[0][0].get("role")] > 1:
                if not any(form in other or one in text for _, _, one, other in lot):
                    lot.append((row, sentences, form, text))
                    break
        else:
            done.append([(row, sentences, form, text)])
    return [[(row, sentences) for row, sentences, _, _ in lot] for lot in done]


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
    warnings.simplefilter("error")  # a part that misses its only word is passed over, which is a change
    sys.path.insert(0, str(ROOT / "notebooks"))
    try:
        from newsclaims.reading import as_row, read_mentions

        return [[as_row(one) for one in read_mentions(*sentence)] for sentence in sentences]
    except Exception as error:  # an engine that fails without the row needs it
        return repr(error)


def tried(pool, asked, complete):
    """The rows that change nothing, and lots of one row each of those that stop the engine together."""
    tasks = (
        (table, {key(row) for row, _ in lot}, [sentence for _, found in lot for sentence in found])
        for table, lot in asked
    )
    idle, alone = [], []
    for (table, lot), read in zip(asked, pool.imap(readings, tasks, chunksize=1)):
        if isinstance(read, str):  # a lone row without which the engine fails is needed
            alone += [(table, [one]) for one in lot if len(lot) > 1]
            continue
        read = iter(read)
        for row, found in lot:
            if not any([next(read) != complete[sentence] for sentence in found]):
                idle.append((table, row))
    return idle, alone


def unchanged(pool, asked, together):
    """The rows of ``asked`` (table, row, sentences) without which each sentence is read as with them."""
    of = {}
    for table, row, sentences in asked:
        of.setdefault(table, []).append((row, sentences))
    whole = sorted({sentence for _, _, sentences in asked for sentence in sentences})
    complete = pool.apply(readings, (("", set(), whole),))
    if isinstance(complete, str):
        sys.exit(f"the engine does not start: {complete}")
    complete = dict(zip(whole, complete))
    lotted = [(table, lot) for table, rows in of.items() for lot in lots(table, rows, together)]
    idle, alone = tried(pool, lotted, complete)
    return idle + tried(pool, alone, complete)[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--table", action="append", help="only this table (may be given again)")
    parser.add_argument("--form", action="append", help="every row of this form (may be given again)")
    parser.add_argument("--all", action="store_true", help="every row instead of a sample")
    parser.add_argument("--count", type=int, default=200, help="rows to draw (default 200)")
    parser.add_argument("--seed", type=int, default=14)
    parser.add_argument("--together", type=int, default=1, help="rows deleted at once")
    parser.add_argument("--own", action="store_true", help="ask the examples alone, not the gold texts")
    options = parser.parse_args()
    tables = options.table or sorted(path.stem for path in LEXICON.glob("*.csv"))
    drawn = [(table, row) for table in tables for row in rows_of(table)]
    if options.form:
        drawn = [(table, row) for table, row in drawn if next(iter(row.values())) in options.form]
        if not drawn:
            sys.exit(f"no row of {' or '.join(tables)} has the form {' or '.join(options.form)}")
    elif not options.all:
        drawn = random.Random(options.seed).sample(drawn, min(options.count, len(drawn)))
    gold = [] if options.own else gold_sentences()
    with get_context("spawn").Pool(min(2, os.cpu_count() or 1), maxtasksperchild=1) as pool:
        idle = unchanged(
            pool, [(table, row, own_witnesses(table, row)) for table, row in drawn], options.together
        )
        if gold:
            idle = unchanged(
                pool, [(table, row, gold_witnesses(row, gold)) for table, row in idle], options.together
            )
    changed = len(drawn) - len(idle)
    for table, row in idle:
        print(f"changes nothing: {table} {json.dumps(row, ensure_ascii=False)}")
    print(f"{changed} of {len(drawn)} rows change a reading ({changed / len(drawn):.1%})")


if __name__ == "__main__":
    main()
