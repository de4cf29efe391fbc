"""Figures: files are the same on every machine, speak to those who cannot see them, and fail loudly."""

import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pandas as pd
import pytest

from newsclaims import tables
from newsclaims.errors import DataError
from newsclaims.figures import charts

SVG = "{http://www.w3.org/2000/svg}"
ALT = 'Bars: Meta <64%> & "OpenAI" 67%'


@pytest.fixture
def shares():
    return pd.DataFrame({"company": ["OpenAI 两年后仍在职", "Meta"], "percent": [67.5, 64]})


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(charts, "_homes", lambda: {"openai-stays": "02-claims"})
    monkeypatch.setattr(charts, "_verdicts", lambda: {"openai-stays": "nuanced", "meta-stays": "supported"})
    return tmp_path / "figures"


def drawn(shares):
    fig, ax = charts.figure(rows=len(shares))
    bar, _ = charts.bars(ax, shares, "company", "percent", unit="%")
    charts.link(bar, "openai-stays", 'Evidence for "67%" & more')
    charts.headline(fig, "Meta keeps the fewest", "Meta 留住的人最少")
    return fig


def test_files_and_display_hold_the_figure_its_alt_text_and_its_table(shares, folder):
    shown = charts.show(
        drawn(shares), "03-stay", shares, ALT, caption="Two years after joining", root=folder.parent
    )
    assert (folder / "03-stay.csv").read_text(encoding="utf-8") == tables.to_csv(shares)
    data, metadata = shown.data, shown.metadata
    assert data["text/plain"] == metadata["image/png"]["alt"] == metadata["image/svg+xml"]["alt"] == ALT
    assert metadata["image/png"]["width"] == 614
    assert len((folder / "03-stay.png").read_bytes()) < 120_000
    root = ET.fromstring(data["image/svg+xml"])
    assert root.find(f"{SVG}desc").text == ALT
    assert root.find(f"{SVG}desc").get("id") == root.get("aria-labelledby")
    assert root.find(f"{SVG}title").text == "Meta keeps the fewest"


def test_bars_link_to_their_evidence(shares, folder):
    svg = charts.show(drawn(shares), "03-stay", shares, ALT, root=folder.parent).data["image/svg+xml"]
    (link,) = ET.fromstring(svg).iter(f"{SVG}a")
    assert link.attrib == {"href": "02-claims.ipynb#openai-stays", "aria-label": 'Evidence for "67%" & more'}
    assert link.find(f".//{SVG}path") is not None
    assert 'href="../notebooks/02-claims.ipynb#openai-stays"' in (folder / "03-stay.svg").read_text(
        encoding="utf-8"
    )


def test_jupyterlab_has_caption_and_links_below_the_picture(shares, folder, monkeypatch):
    told = []
    monkeypatch.setattr("IPython.display.display", lambda data, **_: told.append(data))
    charts.show(
        drawn(shares), "03-stay", shares, ALT, caption="Two years after joining.", root=folder.parent
    )._ipython_display_()
    assert [*told[0]] == ["image/svg+xml", "image/png", "text/plain"]
    assert (
        told[1]["text/markdown"]
        == 'Two years after joining. Evidence: [Evidence for "67%" &amp; more](02-claims.ipynb#openai-stays).'
    )


def test_what_other_sources_take_away_stands_behind_the_value(shares, folder):
    fig, ax = charts.figure(rows=len(shares))
    charts.bars(ax, shares.assign(id=["openai-stays", "meta-stays"]), "company", "percent", unit="%")
    assert [text.get_text() for text in ax.texts] == ["67.5% (nuanced)", "64%"]


def test_two_figures_on_a_page_share_no_id_and_all_references_hold(shares, folder):
    pages = [
        charts.show(drawn(shares), name, shares, ALT, root=folder.parent).data["image/svg+xml"]
        for name in ("03-stay", "04-pay")
    ]
    ids = [re.findall(r' id="([^"]+)"', page) for page in pages]
    assert len(set(ids[0] + ids[1])) == len(ids[0]) + len(ids[1])
    for page, known in zip(pages, ids):
        assert set(re.findall(r'(?:<use[^>]* href="|url\()#([^")]+)', page)) <= set(known)
        assert "<style" not in page


def test_the_same_bytes_whatever_the_surroundings(tmp_path):
    program = """
import hashlib, json, pathlib, sys, pandas as pd
from newsclaims.figures.charts import *
table = pd.DataFrame({"what": ["Meta 报价", "b", "c"], "lo": [1e6, 2e8, 3e9], "hi": [1.4e6, None, 3e9]})
fig, ax = figure(rows=3)
ranges(ax, table, "what", "lo", "hi", log=True)
headline(ax, "Sums", "金额")
root = pathlib.Path(sys.argv[1])
show(fig, "04-sums", table, "Ranges", root=root)
fig, ax = figure()
ax.plot([1, 2], [1, 2], label="a"), ax.plot([1, 2], [3, 2.01], label="b")
label_ends(ax)
show(fig, "04-lines", table, "Lines", root=root)
files = sorted((root / "figures").iterdir())
print(json.dumps({file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}))
"""
    package = Path(charts.__file__).parents[2]
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
            [sys.executable, "-c", program, str(tmp_path / seed)],
            env=os.environ | surroundings,
            cwd=folder,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0 and done.stderr == "", done.stderr
        runs.append(json.loads(done.stdout))
    assert len(runs[0]) == 6 and runs[0] == runs[1]


def test_what_cannot_be_read_is_refused(shares, folder):
    fig, ax = charts.figure()
    ax.set_xlabel("years 😀")
    with pytest.raises(DataError, match=r"no '😀' \(U\+1F600\)"):
        charts.show(fig, "03-stay", shares, ALT, root=folder.parent)
    fig, ax = charts.figure()
    ax.text(0.9, 0.5, "a label much too long for its place").set_in_layout(False)
    with pytest.raises(DataError, match="'a label much too long for its place' leaves the canvas"):
        charts.show(fig, "03-stay", shares, ALT, root=folder.parent)
    fig, ax = charts.figure()
    ax.text(0.5, 0.5, "first")
    ax.text(0.51, 0.5, "second")
    with pytest.raises(DataError, match="'first' overlaps 'second'"):
        charts.show(fig, "03-stay", shares, ALT, root=folder.parent)
    with pytest.raises(DataError, match="alt text is empty"):
        charts.show(drawn(shares), "03-stay", shares, " ", root=folder.parent)
    with pytest.raises(DataError, match="table is empty"):
        charts.show(drawn(shares), "03-stay", shares.head(0), ALT, root=folder.parent)
    assert not folder.exists()


def test_lines_wrap_within_the_width_and_no_line_starts_with_a_closing_mark():
    fig, _ = charts.figure()
    text = (
        "\u5dee\u8ddd\u4e3a\u5341\u516d\u4e2a\u767e\u5206\u70b9\uff0c\u6837\u672c\u91cf\uff08\u4e0d\u8be6\uff09\u3002"
        * 3
    )
    for inches in (0.8, 0.9, 1, 1.1, 1.2):
        lines = charts.wrap(fig, text, 12, inches).split("\n")
        assert "".join(lines) == text
        assert max(map(len, lines)) <= inches * 72 / 12 + 1
        assert not any(line[0] in "\uff0c\uff09\u3002" for line in lines)


@pytest.mark.parametrize(
    "value, text", [(0, "0"), (1 / 3, "0.333"), (4034, "4,034"), (1.4e6, "1.4m"), (14.3e9, "14.3bn")]
)
def test_numbers_are_short_and_plain(value, text):
    assert charts.number(value) == text


def test_company_colours_differ_in_grey_and_can_be_read_as_text():
    def luminance(shade):
        parts = [int(shade[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    paper = luminance(charts.tone["paper"])
    shades = sorted(luminance(shade) for shade in charts.company.values())
    assert all((paper + 0.05) / (shade + 0.05) >= 4.5 for shade in shades)
    lightness = [116 * shade ** (1 / 3) - 16 for shade in shades]
    assert all(lighter - darker >= 9 for darker, lighter in zip(lightness, lightness[1:]))
