"""Saving: files are the same everywhere, speak to those who cannot see, and tell what cannot be read."""

import base64
import io
import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pandas as pd
import pytest
from PIL import Image, ImageColor

from newsclaims import figures, tables
from newsclaims.build import check
from newsclaims.errors import DataError
from newsclaims.figures.svg import SPACE

ALT = 'Bars: Meta <64%> & "OpenAI" 67%'


@pytest.fixture
def shares():
    return pd.DataFrame({"company": ["OpenAI 两年后仍在职", "Meta"], "percent": [67.5, 64]})


def drawn(shares):
    fig, ax = figures.figure(rows=len(shares))
    bar, _ = figures.bars(ax, shares, "company", "percent", unit="%")
    figures.link(bar, "02-claims.ipynb#openai-stays", 'Evidence for "67%" & more')
    figures.headline(fig, "Meta keeps the fewest", "Meta 留住的人最少")
    return fig


def crowded():
    fig, ax = figures.figure()
    ax.text(0.5, 0.5, "*first*")
    ax.text(0.51, 0.5, "second")
    return fig


def test_files_and_display_hold_the_figure_its_alt_text_and_its_table(shares, tmp_path):
    shown = figures.save_figure(
        drawn(shares), "03-stay", shares, ALT, caption="Two years after joining", root=tmp_path
    )
    folder = tmp_path / "figures"
    assert (folder / "03-stay.csv").read_text(encoding="utf-8") == tables.to_csv(shares)
    data, metadata = shown.data, shown.metadata
    assert [*data] == ["image/png", "text/plain"] and [*metadata] == ["image/png"]
    assert data["text/plain"] == metadata["image/png"]["alt"] == ALT
    assert base64.b64decode(data["image/png"]) == (folder / "03-stay.png").read_bytes()
    root = ET.fromstring((folder / "03-stay.svg").read_text(encoding="utf-8"))
    assert root.find(f"{SPACE}desc").text == ALT
    assert root.find(f"{SPACE}desc").get("id") == root.get("aria-labelledby")
    assert root.find(f"{SPACE}title").text == "Meta keeps the fewest"


def test_the_picture_is_denser_than_the_screen_and_small_marks_keep_their_colours(tmp_path):
    colours = [figures.COLOURS["accent"], *figures.COMPANY_COLOURS.values()]
    fig, ax = figures.figure()
    ax.scatter(range(5), [1] * 5, s=60, c=colours)
    ax.text(0, 1.01, "many letters, whose edges have a hundred shades\n" * 6)
    shown = figures.save_figure(fig, "03-marks", pd.DataFrame({"x": range(5)}), ALT, root=tmp_path)
    picture = Image.open(io.BytesIO(base64.b64decode(shown.data["image/png"])))
    assert picture.width == 1.5 * shown.metadata["image/png"]["width"] == 9 * 144
    found = {color for _, color in picture.convert("RGB").getcolors()}
    assert {ImageColor.getrgb(colour) for colour in colours} <= found
    assert len(found) <= 1 + 3 * 10  # the paper, five marks, ink, lines of the axes and the grid


def test_letters_have_no_areas_and_keep_their_colour(tmp_path):
    fig, ax = figures.figure()
    ax.barh([0], [1], color=figures.COLOURS["accent"])
    ax.text(0, 0.6, "said more quietly 轻声", color=figures.COLOURS["muted"])
    shown = figures.save_figure(fig, "03-letters", pd.DataFrame({"x": [1]}), ALT, root=tmp_path)
    picture = Image.open(io.BytesIO(base64.b64decode(shown.data["image/png"]))).convert("RGB")
    assert ImageColor.getrgb(figures.COLOURS["muted"]) in {color for _, color in picture.getcolors()}


def test_the_lines_of_a_grid_are_not_lost(tmp_path):
    fig, ax = figures.figure()
    ax.barh([0], [1], color=figures.COLOURS["accent"])
    ax.grid(axis="x")
    shown = figures.save_figure(fig, "03-grid", pd.DataFrame({"x": [1]}), ALT, root=tmp_path)
    picture = Image.open(io.BytesIO(base64.b64decode(shown.data["image/png"]))).convert("RGB")
    counts = {color: count for count, color in picture.getcolors()}
    assert counts[ImageColor.getrgb(figures.COLOURS["grid"])] > 3 * picture.height


def test_rows_of_the_table_are_read_out_in_the_alt_text(shares, tmp_path):
    alt, row = "Bars: {rows}.", "{company} {percent:.0f}%"
    shown = figures.save_figure(drawn(shares), "03-stay", shares, alt, row, root=tmp_path)
    assert shown.data["text/plain"] == "Bars: OpenAI 两年后仍在职 68%; Meta 64%."


def test_links_lead_to_the_notebooks_from_either_folder_and_a_figure_used_again_is_the_same(shares, tmp_path):
    first = figures.save_figure(drawn(shares), "03-stay", shares, ALT, root=tmp_path)
    filed = (tmp_path / "figures/03-stay.svg").read_text(encoding="utf-8")
    assert '<a href="02-claims.ipynb#openai-stays"' in first.svg
    assert '<a href="../notebooks/02-claims.ipynb#openai-stays"' in filed
    again = figures.reuse_figure("03-stay", root=tmp_path)
    assert (again.data, again.svg) == (first.data, first.svg)
    with pytest.raises(DataError, match="04-stay.svg is missing: run the notebook that draws it"):
        figures.reuse_figure("04-stay", root=tmp_path)


def test_an_address_without_a_file_is_one_of_the_notebook_whose_number_the_figure_bears(shares, tmp_path):
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks/03-retention.ipynb").touch()
    cited = shares.assign(address=["#openai-stays", ""], verdict="")
    fig, ax = figures.figure(rows=2)
    figures.bars(ax, cited, "company", "percent")
    svg = figures.save_figure(fig, "03-stay", shares, ALT, root=tmp_path).svg
    (link,) = ET.fromstring(svg).iter(SPACE + "a")
    assert link.attrib == {
        "href": "03-retention.ipynb#openai-stays",
        "aria-label": "OpenAI 两年后仍在职: evidence",
    }


def displayed(shown, monkeypatch):
    told = []
    monkeypatch.setattr("IPython.display.display", lambda data, **_: told.append(data))
    shown._ipython_display_()
    return told


def test_jupyterlab_has_caption_and_links_below_the_picture(shares, tmp_path, monkeypatch):
    caption = "Two years after joining."
    shown = figures.save_figure(drawn(shares), "03-stay", shares, ALT, caption=caption, root=tmp_path)
    picture, below = displayed(shown, monkeypatch)
    assert [*picture] == ["image/png", "text/plain"]
    said = 'Evidence: [Evidence for "67%" &amp; more](02-claims.ipynb#openai-stays).'
    assert below["text/markdown"] == f"{caption} {said}"


def test_texts_that_overlap_are_told_below_the_picture_and_by_the_check(shares, tmp_path, monkeypatch):
    shown = figures.save_figure(crowded(), "03-stay", shares, ALT, root=tmp_path)
    told = "figures/03-stay: the text '{}' overlaps 'second': make the figure larger or the text shorter"
    _, below = displayed(shown, monkeypatch)
    assert below["text/markdown"] == "**" + told.format(r"\*first\*") + ".**"
    cell = {"outputs": [{"metadata": shown.metadata}]}
    assert check.of_figures(cell, None, "cell x") == [f"cell x: {told.format('*first*')}"]


def test_a_figure_that_can_be_read_says_nothing_of_problems(shares, tmp_path):
    shown = figures.save_figure(drawn(shares), "03-stay", shares, ALT, root=tmp_path)
    assert not any("problems" in about for about in shown.metadata.values())


def test_what_cannot_be_saved_is_refused(shares, tmp_path):
    fig, ax = figures.figure()
    ax.set_xlabel("years 😀")
    with pytest.raises(DataError, match=r"no '😀' \(U\+1F600\)"):
        figures.save_figure(fig, "03-stay", shares, ALT, root=tmp_path)
    with pytest.raises(DataError, match="alt text is empty"):
        figures.save_figure(drawn(shares), "03-stay", shares, " ", root=tmp_path)
    with pytest.raises(DataError, match="table is empty"):
        figures.save_figure(drawn(shares), "03-stay", shares.head(0), ALT, root=tmp_path)
    with pytest.raises(DataError, match="named in small letters"):
        figures.save_figure(drawn(shares), "../stay", shares, ALT, root=tmp_path)
    assert not (tmp_path / "figures").exists()


PROGRAM = """
import hashlib, json, pathlib, sys
import pandas as pd, seaborn
from newsclaims.figures import *

root = pathlib.Path(sys.argv[1])
table = pd.DataFrame({"what": ["Meta 报价", "b", "c"], "lo": [1e6, 2e8, 3e9], "hi": [1.4e6, None, 3e9]})
fig, ax = figure(rows=3)
ranges(ax, table, "what", "lo", "hi", log=True)
headline(ax, "Sums", "金额")
save_figure(fig, "04-sums", table, "Ranges", root=root)
fig, ax = figure()
ax.plot([1, 2], [1, 2], label="a"), ax.plot([1, 2], [3, 2.01], label="b")
label_ends(ax)
save_figure(fig, "04-lines", table, "Lines", root=root)
fig, (left, right) = figure(ncols=2)
tiles = pd.DataFrame({"who": list("AABB"), "rank": list("1212"), "percent": [80, 20, 20, 80]})
heatmap(left, tiles, "who", "rank", "percent")
seaborn.histplot([1, 2, 2, 3], bins=3, ax=right)
save_figure(fig, "04-tiles", tiles, "Tiles", root=root)
files = sorted((root / "figures").iterdir())
print(json.dumps({file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}))
"""


def test_the_same_bytes_whatever_the_surroundings(tmp_path):
    package = Path(figures.__file__).parents[2]
    (tmp_path / "matplotlibrc").write_text("axes.linewidth: 5\nlines.markeredgewidth: 3\n")
    runs = []
    for zone, tongue, seed, folder in (
        ("UTC", "C", "0", package),
        ("Asia/Shanghai", "zh_CN.UTF-8", "7", tmp_path),
    ):
        surroundings = {
            "TZ": zone,
            "LANG": tongue,
            "LC_ALL": tongue,
            "PYTHONHASHSEED": seed,
            "PYTHONPATH": str(package),
            "PYTHONWARNINGS": "error",
            "SOURCE_DATE_EPOCH": "1" + seed,
        }
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(tmp_path / seed)],
            env=os.environ | surroundings,
            cwd=folder,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0 and done.stderr == "", done.stderr
        runs.append(json.loads(done.stdout))
    assert len(runs[0]) == 9 and runs[0] == runs[1]


def test_a_row_without_any_number_is_named_below_the_figure_and_in_its_words(tmp_path):
    fig, ax = figures.figure()
    table = pd.DataFrame({"lab": ["A", "B"], "percent": [80.0, None]})
    figures.bars(ax, table, "lab", "percent", unit="%")
    note = ax.text(1, 1, f"{float('nan'):,.0f} people")
    row = "{lab} {percent:.0f}%"
    saved = figures.save_figure(
        fig, "99-lacking", table, "Bars: {rows}.", row, caption="Two labs.", root=tmp_path
    )
    about = saved.metadata["image/png"]
    assert about["caption"] == "Two labs. Not drawn, as nothing states its value: B."
    assert about["alt"] == "Bars: A 80%; B not stated." and note.get_text() == "not stated people"
