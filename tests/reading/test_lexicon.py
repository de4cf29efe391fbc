"""The lexicon: each row is there for a reading, which its example shows; words stand in no expression."""

import ast
import csv
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from newsclaims import reading
from newsclaims.reading import folding, lexicon, read_mentions

READING = Path(reading.__file__).parent
TABLES = sorted(path.stem for path in (READING / "lexicon").glob("*.csv"))
GENERATED = ("unit_words", "words_with_numerals")  # made by newsclaims.build.words, which tries each row


@pytest.mark.parametrize("table", sorted({*TABLES} - {*GENERATED}))
def test_each_row_has_an_example(table):
    with open(READING / f"lexicon/{table}.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row for row in rows if not row["example"]] == []
    assert [row for row in rows if not read_mentions(row["example"], "2025-07-11")] == [] or table in (
        "idioms",
        "names",
        "regions",
        "unit_senses",
        "context_words",
        "date_words",
        "variants",
    )


@pytest.mark.slow
def test_rows_that_are_deleted_change_a_reading():
    bench = [sys.executable, "benchmarks/bench_lexicon.py", "--together", "30"]
    done = subprocess.run(bench, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    told = re.search(r"(\d+) of (\d+) rows change a reading", done.stdout)
    assert told, done.stderr
    assert int(told[1]) >= 0.9 * int(told[2]), done.stdout


def test_words_stand_in_the_lexicon_and_in_no_expression():
    """Han characters in strings outside docstrings: particles, digits and connecting signs alone."""
    found = {}
    for path in READING.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
        docstrings = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
        }
        found[path.relative_to(READING).as_posix()] = sum(
            len(re.findall("[\u4e00-\u9fff]", node.value))
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
        )
    assert sum(found.values()) <= 300, {name: count for name, count in found.items() if count}


def test_the_page_on_reading_names_every_table():
    page = (ROOT / "docs/reading.md").read_text(encoding="utf-8")
    assert [table for table in TABLES if f"`{table}.csv`" not in page] == []


def test_variants_are_one_character_each_and_fold_to_forms_in_use():
    rows = lexicon.rows("variants")
    assert {len(row[key]) for row in rows for key in ("variant", "form")} == {1}
    assert [row for row in rows if folding.fold(row["variant"]) != row["form"]] == []


@pytest.mark.parametrize("form, guard", [("预计", "收"), ("成", "员")])
def test_trie_takes_the_longest_form_and_heeds_guards(form, guard):
    pattern = re.compile(lexicon.trie([form, form + "额"], {form: guard}))
    assert pattern.match(form + "额x")[0] == form + "额"
    assert pattern.match(form + guard) is None
