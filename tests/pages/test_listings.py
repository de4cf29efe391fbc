"""Lists of entries: each number has its anchor where links lead, and the places that use it are counted."""

import re

import nbformat
import pytest
from conftest import NOTEBOOKS
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from newsclaims import tables
from newsclaims.analysis.formulas import FORMULAS
from newsclaims.build import check
from newsclaims.ledger import Ledger
from newsclaims.pages import listings, titles, trace


@pytest.fixture(scope="module")
def ledger():
    return Ledger.load(made_by=None, formulas=FORMULAS)


def test_each_entry_has_its_anchor_once_and_where_links_to_it_lead(ledger):
    anchors = []
    for path in NOTEBOOKS:
        cells = nbformat.read(path, as_version=4).cells
        terms = [cell.id for cell in listings.cells(nbformat.v4.new_notebook(cells=cells), "glossary")]
        prose = "\n".join(
            cell.source for cell in cells if cell.cell_type == "markdown" and cell.id not in terms
        )
        anchors += [(id, path.stem) for id in re.findall(r'<a id="([^"]+)"></a>', prose)]
    assert sorted(anchors) == sorted((one.id, one.notebook) for one in ledger.entries.values())


def test_a_derived_number_that_stands_in_no_list_is_told(ledger, tmp_path):
    notebook = nbformat.read(NOTEBOOKS[1], as_version=4)
    dropped = next(listings.cells(notebook, "derived")).metadata["ids"].pop(0)
    listings.refresh(notebook, "01-article")
    nbformat.write(notebook, tmp_path / "01-article.ipynb")
    homes = {path.stem for path in NOTEBOOKS}
    (told,) = check.of_notebook(tmp_path / "01-article.ipynb", ledger, homes, titles.known())
    assert told.startswith(f"01-article.ipynb: {dropped} is derived there and stands in no list")


def test_uses_are_links_of_the_prose_marks_of_figures_and_terms_of_formulas(tmp_path):
    row = '| <span data-entry="half">half</span> | Half | 2 years | [term](02-claims.ipynb#term) / 2 |'
    shown = [
        new_output(
            "display_data", {"image/png": ""}, metadata={"image/png": {"name": "03-pay", "title": "Pay"}}
        ),
        new_output(
            "display_data",
            {"text/markdown": "Evidence: [four](02-claims.ipynb#term) · [page](https://example.org/#other)."},
            metadata={"text/markdown": {"below": "03-pay"}},
        ),
    ]
    cells = [
        new_markdown_cell("# Pay\n\n[4 years](02-claims.ipynb#term), again [4 years](02-claims.ipynb#term)"),
        new_markdown_cell("## Half of it\n\n`[no](02-claims.ipynb#term)` [2 years](#half)"),
        new_code_cell("1", outputs=shown),
        new_markdown_cell(row, metadata={"ledger": "derived", "ids": ["half"]}),
        new_markdown_cell("[term](02-claims.ipynb#term)", metadata={"ledger": "numbers"}),
    ]
    nbformat.write(new_notebook(cells=cells), tmp_path / "03-pay.ipynb")
    assert trace.uses([tmp_path / "03-pay.ipynb"]) == {
        "term": [
            ("03-pay.ipynb#from-term-1", "“Pay”"),
            ("03-pay.ipynb#from-term-2", "“Pay”"),
            ("03-pay.ipynb#figure-03-pay", "figure “Pay”"),
            ("03-pay.ipynb#half", "formula of half"),
        ],
        "half": [("03-pay.ipynb#from-half-1", "“Half of it”")],
    }


def test_the_ledger_of_other_people_says_what_the_formulas_say():
    rows = tables.read("ledger").set_index("id")
    named = rows["inputs"].str.split().explode().value_counts()
    ids = rows.index.intersection(named.index)
    assert len(ids) > 100 and (rows.loc[ids, "uses"] >= named[ids]).all()
    assert rows.loc["package-per-year", "inputs"] == "package-total package-years"
    assert rows.loc["anthropic-retention", ["quote", "speaker_type", "verdict"]].tolist() == [
        "80%",
        "report",
        "nuanced",
    ]
