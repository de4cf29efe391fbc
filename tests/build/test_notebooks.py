"""The notebooks as committed: run through, silent, well formed, and the same on every machine."""

import csv
import re

import nbformat
import pytest
from conftest import NOTEBOOKS

from newsclaims.analysis.formulas import FORMULAS
from newsclaims.ledger import Ledger


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    return nbformat.read(request.param, as_version=nbformat.NO_CONVERT)


def outputs(notebook):
    return [output for cell in notebook.cells for output in cell.get("outputs", ())]


def test_all_eight_are_there():
    assert [path.stem for path in NOTEBOOKS] == [
        "00-overview",
        "01-article",
        "02-claims",
        "03-retention",
        "04-compensation",
        "05-mission",
        "06-cross-check",
        "07-ledger",
    ]


def test_is_valid_and_its_cells_keep_ids(notebook):
    nbformat.validate(notebook)
    ids = [cell.id for cell in notebook.cells]
    assert (notebook.nbformat, notebook.nbformat_minor) >= (4, 5) and len(ids) == len(set(ids))


def test_names_its_kernel_and_nothing_of_the_machine(notebook):
    assert notebook.metadata.kernelspec == {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    }
    assert notebook.metadata.language_info == {
        "name": "python",
        "file_extension": ".py",
        "nbconvert_exporter": "python",
    }
    assert not any("execution" in cell.metadata for cell in notebook.cells)


def test_ran_from_top_to_bottom(notebook):
    codes = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in codes] == list(range(1, len(codes) + 1))
    for cell in codes:
        counts = {output.execution_count for output in cell.outputs if output.output_type == "execute_result"}
        assert counts <= {cell.execution_count}


def test_ran_in_silence(notebook):
    assert not [
        output
        for output in outputs(notebook)
        if output.output_type == "error" or output.get("name") == "stderr"
    ]


def test_outputs_hold_no_path_and_no_address_in_memory(notebook):
    ours = (
        r"(?<![\w/.:<])/(?:home|root|tmp|usr|work|Users|private|opt|var)/|[A-Z]:\\\w|site-packages"
        r"|\bat 0x[0-9a-f]{6,}"
    )
    for output in outputs(notebook):
        texts = [
            output.get("text", ""),
            *(data for kind, data in output.get("data", {}).items() if kind != "image/png"),
        ]
        found = [(text, one.span()) for text in map(str, texts) for one in re.finditer(ours, text)]
        assert [text[max(start - 40, 0) : end + 40] for text, (start, end) in found] == []


def test_has_one_title_and_it_comes_first(notebook):
    prose = [
        (place, cell.source) for place, cell in enumerate(notebook.cells) if cell.cell_type == "markdown"
    ]
    titles = [
        place
        for place, text in prose
        for _ in re.findall(r"^# ", re.sub(r"```.*?```", "", text, flags=re.S), re.M)
    ]
    assert titles == [0]


def test_every_picture_can_be_read_out(notebook):
    for output in outputs(notebook):
        for kind in output.get("data", {}):
            if kind.startswith("image/"):
                assert output.metadata.get(kind, {}).get("alt", "").strip()
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            assert not re.search(r"!\[\s*\]\(", cell.source)
            assert all(
                re.search(r"\balt=\"[^\"]+\"", tag) for tag in re.findall(r"<img\b[^>]*>", cell.source)
            )


FIGURES = sorted((NOTEBOOKS[0].parent.parent / "figures").glob("*.csv"))


def forms(number):
    """How a figure may write ``number``."""
    value = float(number)
    return {
        f"{value:g}",
        f"{value:.0f}",
        f"{value:,.0f}",
        f"{value:.1f}",
        f"{value:.2f}",
        f"{value:.3g}",
        f"{value:.1%}",
        f"{value:.0%}",
        *(f"{value / size:.3g}" for size in (1e3, 1e6, 1e9) if value >= size),
    }


@pytest.mark.parametrize("path", FIGURES, ids=lambda path: path.stem)
def test_alt_text_tells_the_numbers_of_the_table_that_the_figure_was_drawn_from(path):
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    alt = re.search(r"<desc[^>]*>(.*?)</desc>", path.with_suffix(".svg").read_text(encoding="utf-8"), re.S)[1]
    numbers = [
        cell
        for row in rows
        for cell in row.values()
        if re.fullmatch(r"-?\d+(\.\d+)?(e[+-]?\d+)?", cell or "")
    ]
    told = {word.strip(".,;:%$") for word in re.split(r"[\s–]+", alt.replace("$", ""))}
    if len(rows) <= 12:
        assert [number for number in numbers if not forms(number) & told] == []
    else:  # a curve or a distribution: its alt text sums it up
        assert re.search(r"\d", alt)


@pytest.fixture(scope="module")
def ledger():
    return Ledger.load(made_by=None, formulas=FORMULAS)


@pytest.mark.parametrize("path", FIGURES, ids=lambda path: path.stem)
def test_links_of_a_figure_lead_to_entries_and_have_names(path, ledger):
    svg = path.with_suffix(".svg").read_text(encoding="utf-8")
    links = re.findall(r'<a href="([^"]*)" aria-label="([^"]*)"', svg)
    assert len(links) == svg.count("<a ") and all(name.strip() for _, name in links)
    for href, _ in links:
        home, _, id = href.removeprefix("../notebooks/").partition(".ipynb#")
        assert ledger[id].notebook == home, href
