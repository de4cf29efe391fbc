"""What-if: a changed article moves what rests on the change, and nothing else."""

import csv

import pytest

from newsclaims import tables
from newsclaims.analysis.formulas import FORMULAS
from newsclaims.build import whatif
from newsclaims.errors import DataError
from newsclaims.ledger import Ledger

CHANGED = "anthropic-retention"


def ids_of(path):
    """The ids of the ledger that the table of a figure names."""
    with path.open(encoding="utf-8", newline="") as lines:
        return {row.get("id", "") for row in csv.DictReader(lines)}


@pytest.mark.slow
def test_one_retention_number_moves_its_dependants_and_nothing_else(tmp_path):
    article = (tables.ROOT / "data/raw/article.txt").read_bytes()
    said, instead = "员工中有 80% 在第二年".encode(), "员工中有 60% 在第二年".encode()
    assert article.count(said) == 1
    whatif.prepare(article.replace(said, instead), tmp_path / "what-if")
    prose = whatif.run(tmp_path / "what-if")
    found = whatif.moved(tables.ROOT, tmp_path / "what-if")

    ledger = Ledger.load(made_by=None, formulas=FORMULAS)
    dependants, numbers = ledger.dependants(CHANGED), {name for name, *_ in found["derived numbers"]}
    assert found["claims"] == [(CHANGED, "80%", "60%")]
    assert numbers <= dependants and CHANGED.replace("retention", "half-life") in numbers
    still = {
        id for id in dependants - numbers if not any(one.startswith("table:") for one in ledger[id].inputs)
    }
    assert all(ledger[id].row()[:2] == (0, 0) for id in still), (
        "only a chance of zero, or another row of a table, may stay what it was"
    )
    figures, drawn = {name for name, *_ in found["figures"]}, sorted((tables.ROOT / "figures").glob("*.csv"))
    assert figures == {
        path.stem
        for path in drawn
        if path.read_bytes() != (tmp_path / "what-if/figures" / path.name).read_bytes()
    }
    assert {path.stem for path in drawn if CHANGED in ids_of(path) and path.stem.startswith("03")} <= figures
    assert {name[:2] for name in figures} <= {ledger[id].notebook[:2] for id in numbers}, (
        "figures of notebooks whose numbers moved"
    )
    assert len(found["sentences of the article"]) == 1
    crowded = {line.partition(": figures/")[2].partition(":")[0] for line in prose if ": figures/" in line}
    assert crowded <= figures, "labels that came to lie on others are told, and stop nothing"
    told = [line for line in prose if ": figures/" not in line]
    assert told and all(any(id in line for id in (CHANGED, *dependants)) for line in told)


@pytest.mark.slow
def test_an_article_that_lost_a_claim_is_told_in_one_line(tmp_path):
    article = (
        (tables.ROOT / "data/raw/article.txt")
        .read_bytes()
        .replace("紧随其后,为".encode(), "也不差,是".encode())
    )
    whatif.prepare(article, tmp_path / "what-if")
    with pytest.raises(DataError, match="stops the collection: .*deepmind-retention.*anchor"):
        whatif.run(tmp_path / "what-if")
