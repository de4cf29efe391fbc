"""How many changed cells the tests of the data catch.

    python benchmarks/bench_mutation.py [cells of each column] [--all] [--transcribed] [--only TABLE ...]

One cell of one table is changed in a copy of the data, hashes in datapackage.json are brought up to date
as an honest editor would, and the tests that `make test` runs on the data are run on the copy. Nothing is
built anew, so a change of a curated table is also noticed by the derived tables that rest on it; what the
rules and the schemas of the curated tables notice by themselves is counted apart.

Cells are drawn with a fixed seed, as many of each column as is said (12), half as many where a column is
transcribed but a rule catches some errors in it (then only the rules of its table are asked); --all tries
every cell, --transcribed tries the columns that no rule binds too, and all tests on them; --only keeps to
the tables named. A cell is changed in one of the ways that suit it: a digit, the size of a number, a day,
another allowed value, a character, the value of another row, nothing. Ends with 1 if a cell of a derived
table, or of a bound column, was changed and no test noticed.
"""

import argparse
import csv
import gc
import hashlib
import importlib
import json
import multiprocessing
import os
import random
import re
import shutil
import string
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FILES = [f"tests/{name}.py" for name in ("data/test_tables", "data/test_facts", "ledger/test_ledger")]
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"


# Which cells are changed, and how


def changes(each, every, transcribed, only):
    """The changes to try: dicts with table, column, rule, row, was, becomes, how."""
    for entry in json.loads((ROOT / "data/datapackage.json").read_text(encoding="utf-8"))["resources"]:
        if only and entry["name"] not in only:
            continue
        if "schema" in entry:
            table = rows(entry["path"])
            for place, field in enumerate(entry["schema"]["fields"]):
                column = [row[place] for row in table[1:]]
                free = field["rule"] == "transcribed"
                if not free or transcribed or "partly" in field:
                    yield from drawn(
                        entry, field, column, len(column) if every else each // 2 if free else each
                    )
                else:
                    yield {
                        "table": entry["name"],
                        "field": field,
                        "made": False,
                        "cells": len(column),
                        "row": None,
                    }
        elif "made_by" in entry:
            lines = (ROOT / "data" / entry["path"]).read_text(encoding="utf-8").split("\n")
            field = {"name": "(lines)", "type": "line", "rule": "derived"}
            yield from drawn(entry, field, lines, len(lines) if every else each)


def rows(path):
    with open(ROOT / "data" / path, encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def drawn(entry, field, column, count):
    """``count`` changes of cells of ``column`` (list of text), no cell twice."""
    chance = random.Random(f"{entry['name']} {field['name']}")
    for row in chance.sample(range(len(column)), len(column)):
        ways = {how: way(column[row], column, field, chance) for how, way in WAYS.items()}
        ways = {how: to for how, to in ways.items() if to not in (None, column[row])}
        if ways and count:
            count -= 1
            how = chance.choice(list(ways))
            yield {
                "table": entry["name"],
                "path": entry["path"],
                "field": field,
                "made": "made_by" in entry,
                "cells": len(column),
                "row": row,
                "was": column[row],
                "becomes": ways[how],
                "how": how,
            }


def nudged(cell, column, field, chance):
    """The last digit of a number is another."""
    if cell and field["type"] in ("integer", "number"):
        last = max(found.start() for found in re.finditer(r"\d", cell.partition("e")[0]))
        return cell[:last] + str((int(cell[last]) + chance.randint(1, 9)) % 10) + cell[last + 1 :]


def scaled(cell, column, field, chance):
    """The number is ten times as large, or one where it was nothing."""
    if cell and field["type"] in ("integer", "number"):
        return f"{float(cell) * 10 or 1:.10g}" if field["type"] == "number" else str(int(cell) * 10 or 1)


def moved(cell, column, field, chance):
    """The date is a day, a month or a year later, whichever is its last part."""
    plain = re.match(r"(\d{4})(?:-(0\d|1[0-2])(?:-(\d\d))?)?(?!\d|X|-)", cell)
    if plain and field.get("rdfType") == EDTF:
        parts = [part for part in plain.groups() if part]
        parts[-1] = f"{int(parts[-1]) % (9999, 12, 28)[len(parts) - 1] + 1:0{len(parts[-1])}}"
        return "-".join(parts) + cell[plain.end() :]


def another(cell, column, field, chance):
    """Another of the values that the schema allows."""
    values = field.get("constraints", {}).get("enum") or (
        ["true", "false"] if field["type"] == "boolean" else []
    )
    return chance.choice([value for value in values if value != cell] or [None])


def mistyped(cell, column, field, chance):
    """One character is another."""
    letters = [place for place, sign in enumerate(cell) if sign.isalnum()]
    if letters and field["type"] in ("string", "line") and "enum" not in field.get("constraints", {}):
        place = chance.choice(letters)
        near = (
            string.digits
            if cell[place].isdigit()
            else string.ascii_lowercase
            if cell[place].isascii()
            else "某另它甲乙"
        )
        return (
            cell[:place]
            + chance.choice([sign for sign in near if sign != cell[place].lower()])
            + cell[place + 1 :]
        )


def swapped(cell, column, field, chance):
    """What another row has; fills an empty cell."""
    return chance.choice(sorted(set(column) - {cell, ""}) or [None]) if field["type"] != "line" else None


def emptied(cell, column, field, chance):
    """Nothing, where that may be."""
    return "" if field["type"] != "line" and not field.get("constraints", {}).get("required") else None


WAYS = {way.__name__: way for way in (nudged, scaled, moved, another, mistyped, swapped, emptied)}


# Whether a test notices


def work(place, todo):
    """Try the changes ``todo`` on a copy in ``place``, and write there what came of each (lines of JSON)."""
    for folder in ("data", "notebooks", "tests"):
        shutil.copytree(ROOT / folder, place / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy2(ROOT / "pyproject.toml", place)
    os.chdir(place)
    sys.path[:0] = ["notebooks", "tests"]
    import pytest

    with open(place / "said", "w", encoding="utf-8") as said:
        for stream in (1, 2):
            os.dup2(said.fileno(), stream)
        pytest.main(["-q", "-p", "no:cacheprovider", "-m", "not slow", *FILES], plugins=[Trial(place, todo)])


class Trial:
    """A plugin of pytest: collects the tests once, and runs them for each change in a forked process."""

    def __init__(self, place, todo):
        self.place, self.todo = place, todo

    def pytest_runtestloop(self, session):
        self.items = session.items
        failed = [item.nodeid for item in self.items if self.fails(item)]
        if failed:
            raise RuntimeError(f"{failed[0]} fails before any cell is changed: run `make test`")
        gc.freeze()  # what is at hand need not be looked through in every process
        with open(self.place / "found", "w", encoding="utf-8") as found:
            for change in self.todo:
                found.write(json.dumps(change | self.attempt(change)) + "\n")
        return True

    @staticmethod
    def fails(item):
        from _pytest.runner import runtestprotocol

        return any(report.failed for report in runtestprotocol(item, log=False))

    def attempt(self, change):
        """{"by_rule", "caught"}.

        Whether the rules of the curated tables, whether any test notices ``change``.
        """
        path, package = self.place / "data" / change["path"], self.place / "data/datapackage.json"
        before = path.read_bytes(), package.read_bytes()
        write(path, change)
        refresh(package)
        read, sent = os.pipe()
        child = os.fork()
        if not child:
            try:
                os.write(sent, json.dumps(self.noticed(change)).encode())
            finally:
                os._exit(0)
        os.close(sent)
        with os.fdopen(read, "rb") as answer:
            told = answer.read()
        os.waitpid(child, 0)
        path.write_bytes(before[0])
        package.write_bytes(before[1])
        return json.loads(told)

    def noticed(self, change):
        """First the tests most likely to notice, then the others.

        A curated table is asked for what its own rules notice.
        """
        table, bound = change["table"], change["field"]["rule"] != "transcribed"
        anew = {
            item.callspec.params["name"]: item
            for item in self.items
            if item.name.startswith("test_derived_file")
        }
        if change["made"]:
            return {"by_rule": False, "caught": self.fails(anew[table]) or self.any_fails()}
        about = {item: item.callspec.params for item in self.items if hasattr(item, "callspec")}
        rules = [item for item in about if item.name.startswith("test_column_keeps_its_rule")]
        schemas = [item for item in about if item.name.startswith("test_table_fits_its_schema")]
        curated = [item for item in schemas + rules if about[item]["name"] not in anew]
        own = [item for item in curated if about[item]["name"] == table]
        own.sort(
            key=lambda item: about[item].get("column", change["field"]["name"]) != change["field"]["name"]
        )
        by_rule = any(map(self.fails, own + [item for item in curated if bound and item not in own]))
        return {"by_rule": by_rule, "caught": by_rule or (bound or change["whole"]) and self.any_fails()}

    def any_fails(self):
        try:
            importlib.reload(sys.modules["test_facts"])  # reads tables when it is imported
        except Exception:
            return True
        return any(map(self.fails, self.items))


def write(path, change):
    if change["field"]["type"] == "line":
        lines = path.read_text(encoding="utf-8").split("\n")
        lines[change["row"]] = change["becomes"]
        path.write_text("\n".join(lines), encoding="utf-8")
        return
    table = rows(change["path"])
    table[change["row"] + 1][table[0].index(change["field"]["name"])] = change["becomes"]
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(table)


def refresh(package):
    """Bring sizes and hashes in ``package`` up to date."""
    content = json.loads(package.read_text(encoding="utf-8"))
    for entry in content["resources"]:
        if "hash" in entry:
            data = (package.parent / entry["path"]).read_bytes()
            entry.update(bytes=len(data), hash=f"sha256:{hashlib.sha256(data).hexdigest()}")
    package.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


# What came of it


def kind(change):
    """derived, bound or transcribed: what the column of ``change`` is."""
    return (
        "derived"
        if change["made"]
        else "transcribed"
        if change["field"]["rule"] == "transcribed"
        else "bound"
    )


def tally(changes):
    """(columns, cells changed, changes that a rule or schema of a curated table noticed, changes caught)."""
    tries = [change for change in changes if change["row"] is not None]
    columns = {(change["table"], change["field"]["name"]) for change in changes}
    return len(columns), len(tries), *(sum(change[key] for change in tries) for key in ("by_rule", "caught"))


def grouped(found, key):
    """Key to the changes ``found`` that have it (dict), in their order."""
    groups = defaultdict(list)
    for change in found:
        groups[key(change)].append(change)
    return groups


def report(found):
    """Print what came of each column, each table and each kind.

    Returns the changes unnoticed though a rule binds their column.
    """
    print(
        f"{'table':22}{'column':22}{'rule':36}{'cells':>6}{'tried':>7}{'by rule':>9}{'caught':>8}{'share':>8}"
    )
    for (table, column), here in grouped(
        found, lambda change: (change["table"], change["field"]["name"])
    ).items():
        field, (_, tries, by_rule, caught) = here[0]["field"], tally(here)
        rule = f"{field['rule']}, partly {field['partly']}" if "partly" in field else field["rule"]
        shown = "" if here[0]["made"] else by_rule
        tail = f"{tries:7}{shown:>9}{caught:8}{caught / tries:8.0%}" if tries else f"{'-':>7}"
        print(f"{table:22}{column:22}{rule:36}{here[0]['cells']:6}{tail}")
    print(
        "\n| table | bound columns | cells changed | caught | transcribed columns | cells changed "
        "| caught |\n|---|" + "---:|" * 6
    )
    for table, here in grouped(
        found, lambda change: "derived tables" if change["made"] else change["table"]
    ).items():
        parts = grouped(here, lambda change: kind(change) == "transcribed")
        bound, free = (
            [one for place, one in enumerate(tally(parts[part])) if place != 2] for part in (False, True)
        )
        print(f"| {table} | {' | '.join(map(str, bound))} | {' | '.join(map(str, free))} |")
    print()
    for name, here in grouped(found, kind).items():
        count, tries, by_rule, caught = tally(here)
        rules = (
            "" if name == "derived" else f", {by_rule} by the rules and schemas of the curated tables alone"
        )
        print(f"{name}: {count} columns, {tries} cells changed, {caught} changes caught{rules}")
    missed = [
        change for change in found if change["row"] is not None and change["field"]["rule"] != "transcribed"
    ]
    for change in missed:
        if not change["caught"] or not (change["made"] or change["by_rule"]):
            what = "only derived tables noticed" if change["caught"] else "nothing noticed"
            # of the gold set no text is shown: the held-out part stays unread
            shown = "" if "gold" in change["path"] else f": {change['was']!r} -> {change['becomes']!r}"
            print(
                f"{what}: {change['table']} row {change['row'] + 1} {change['field']['name']} "
                f"{change['how']}{shown}"
            )
    return [change for change in missed if not change["caught"]]


def main():
    parser = argparse.ArgumentParser(description="Count the changed cells that the tests of the data catch.")
    parser.add_argument("each", nargs="?", type=int, default=12, help="cells of each column to try")
    parser.add_argument("--all", action="store_true", help="try every cell")
    parser.add_argument("--transcribed", action="store_true", help="try the columns that no rule binds, too")
    parser.add_argument("--only", nargs="+", metavar="TABLE", help="the tables to change cells of")
    options = parser.parse_args()
    began, workers = time.perf_counter(), os.cpu_count()
    todo = [
        change | {"whole": options.transcribed}
        for change in changes(options.each, options.all, options.transcribed, options.only)
    ]
    tries = [change for change in todo if change["row"] is not None]
    with tempfile.TemporaryDirectory(prefix="post-money-bench-") as folder:
        places = [Path(folder, str(number)) for number in range(workers)]
        fork = multiprocessing.get_context("fork")
        running = [
            fork.Process(target=work, args=(place, tries[number::workers]))
            for number, place in enumerate(places)
        ]
        for one in running:
            one.start()
        for one in running:
            one.join()
        answers = [place / "found" for place in places]
        told = [
            answer.read_text(encoding="utf-8").splitlines() if answer.exists() else [] for answer in answers
        ]
        if sum(map(len, told)) < len(tries):
            sys.exit("the trial broke off: " + (places[0] / "said").read_text(encoding="utf-8"))
    found = {
        (change["table"], change["field"]["name"], change["row"]): change
        for change in map(json.loads, sum(told, []))
    }
    missed = report(
        [found.get((change["table"], change["field"]["name"], change["row"]), change) for change in todo]
    )
    drawn_how = "every cell" if options.all else f"{options.each} cells of a column, drawn with a fixed seed"
    print(f"{drawn_how}; {time.perf_counter() - began:.0f} s")
    return bool(missed)


if __name__ == "__main__":
    sys.exit(main())
