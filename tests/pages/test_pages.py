"""What the exported pages hold: languages, tables, formulas, ids and links.

And article text as nothing but text.
"""

import base64
import html.parser
import io
import re
import shutil

import nbformat
import pandas as pd
import pytest
from conftest import ROOT, run
from fontTools.ttLib import TTFont
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from newsclaims import figures, find_mentions
from newsclaims.pages import html as pages
from newsclaims.pages import views
from newsclaims.pages.body import HAN
from newsclaims.pages.drawing import TEMPLATES, drawing

HOSTILE = (
    '<script>window.hit=1</script>据报道，<img src=x onerror="window.hit=2">共有 300 人\u202e被裁，约 '
    "5 亿美元。[点](javascript:window.hit=3)"
    " $x^2$ `</p></td></table></div>` <a href='javascript:window.hit=4'>20%</a>\u2066也是。<!-- <b>"
)


class Page(html.parser.HTMLParser):
    """A page: ``tags`` as (name, attributes), ``text``, and ``under``, the language of each piece of text."""

    def __init__(self, made):
        super().__init__()
        self.tags, self.text, self.under, self.open = [], "", [], [("html", "")]
        self.feed(made)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags.append((tag, attrs))
        if tag not in ("meta", "img", "br", "link", "input"):
            self.open.append((tag, attrs.get("lang", self.open[-1][1])))

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag, f"</{tag}> closes something else"

    def handle_data(self, data):
        if self.open[-1][0] not in ("script", "style"):
            self.text += data
            self.under.append((self.open[-1][1], data))


def code(*outputs):
    return new_code_cell(
        "1",
        execution_count=1,
        outputs=[
            new_output("execute_result", view._repr_mimebundle_(), execution_count=1) for view in outputs
        ],
    )


@pytest.fixture
def page(tmp_path):
    """A function that makes a notebook of cells (str for Markdown) and gives its page as HTML."""

    def make(*cells):
        cells = [new_markdown_cell(cell) if isinstance(cell, str) else cell for cell in cells]
        path = tmp_path / "notebooks/01-test.ipynb"
        path.parent.mkdir(exist_ok=True)
        nbformat.write(new_notebook(cells=cells), path)
        return pages.render(path, ["01-test"])

    return make


def hostile_cells():
    """Cells whose outputs show ``HOSTILE`` in each way that the collection shows text of an article."""
    found = find_mentions(HOSTILE)
    assert len(found) >= 3
    paragraphs = pd.DataFrame({"start": [0], "end": [len(HOSTILE)]})
    claims = found.assign(
        slug=[f"claim-{place}" for place in range(len(found))],
        statement=HOSTILE,
        disputed_by="",
        type="value",
    )
    claims = claims.assign(speaker_type=HOSTILE, speaker=HOSTILE, rendering=HOSTILE)
    frame = pd.DataFrame({"slug": [HOSTILE, "other"], "lo": [1.5, 2.0], "quote": ["$1 to $2", HOSTILE]})
    printed = new_code_cell(
        "1", execution_count=1, outputs=[new_output("stream", name="stdout", text=HOSTILE)]
    )
    return [
        code(views.table(frame, HOSTILE, head={"quote": HOSTILE})),
        code(views.article(HOSTILE, claims, dict.fromkeys(claims["slug"], HOSTILE), paragraphs, HOSTILE)),
        printed,
    ]


def test_text_of_an_article_stays_text(page):
    plain, hostile = Page(page("# Title", code())), Page(page("# Title", *hostile_cells()))
    names = [[tag for tag, _ in each.tags if tag in ("script", "img")] for each in (plain, hostile)]
    assert names[0] == names[1] == ["script"]
    addresses = [{attrs.get("href") for tag, attrs in each.tags if tag == "a"} for each in (plain, hostile)]
    assert all(re.match("#(note-)?claim-", address) for address in addresses[1] - addresses[0])
    assert not [
        attrs
        for _, attrs in hostile.tags
        for key in attrs
        if key.startswith("on") or "javascript:" in str(attrs.get("href"))
    ]
    assert hostile.text.count("<script>window.hit=1</script>") >= 5
    shown = views.table(pd.DataFrame({"a": [HOSTILE]}), HOSTILE).html
    assert "[U+202E]" in shown and not re.search("[\u202a-\u202e\u2066-\u2069]", shown)


def test_a_page_lets_no_script_run_but_its_own(page):
    made = page("# Title\n\n<script>window.hit=1</script>")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', made)[1]
    allowed = re.findall(r"script-src ([^;]*)", policy)
    scripts = re.findall(r"<script>(.*?)</script>", made, re.S)
    assert policy.startswith("default-src 'none'") and [f"'{pages.checksum(scripts[-1])}'"] == allowed
    assert pages.checksum(scripts[0]) != pages.checksum(scripts[-1])


def test_chinese_passages_say_that_they_are(page):
    table = views.table(pd.DataFrame({"word": ["人才"], "english": ["talent"]}), "The word 人才")
    read = Page(
        page(
            "# One\n\nThe word 后金钱 is new.\n\n**发现。** 关于 Meta 的报道，大体成立。\n\n- 一\n- two",
            code(table),
        )
    )
    han = [(lang, text) for lang, text in read.under if re.search(f"[{HAN}]", text)]
    assert han and all(lang == "zh" for lang, _ in han)
    assert ("zh", "后金钱") in han and ("zh", " 关于 Meta 的报道，大体成立。") in han
    assert [text for lang, text in read.under if lang == "zh" and not re.search(f"[{HAN}]", text)] == []


def test_formulas_are_mathml_and_comments_are_gone(page):
    made = page(
        "# One\n\nIf $s = e^{-2h}$ then\n\n$$h = -\\frac{\\ln s}{2}$$\n\n<!-- if: x > 1\n\nand more "
        "-->\n\nand<!-- gone --> `<!-- kept -->` $\\frac{$."
    )
    assert (
        made.count("<math") == 2
        and "<mfrac>" in made
        and not re.search("if: x|and more|gone", made)
        and "&lt;!-- kept --&gt;" in made
    )
    assert "<code>\\frac{</code>" in made


def test_tables_have_scopes_and_wide_ones_a_box_with_a_name(page):
    narrow = views.table(pd.DataFrame({"claim": ["a"], "percent": [80.0]}), "Two columns")
    wide = views.table(pd.DataFrame({"claim": ["a"], "percent": [80.0], "who": ["b"]}), "Three <columns>")

    class Frame:
        def _repr_mimebundle_(self):
            frame = pd.DataFrame({"x": [1], "y": [2]}, index=pd.Index(["r"], name="row"))
            return {"text/html": frame.to_html(), "text/plain": ""}

    read = Page(
        page("# One\n\n| | a | b |\n|---|---|---|\n| 1 | 2 | 3 |", code(narrow), code(wide), code(Frame()))
    )
    assert {attrs.get("scope") for tag, attrs in read.tags if tag == "th"} == {"row", "col"}
    assert [attrs["aria-label"] for tag, attrs in read.tags if attrs.get("role") == "group"] == [
        "Table",
        "Three <columns>",
        "Table",
    ]


def test_numbers_of_a_column_share_their_decimals():
    frame = pd.DataFrame(
        {
            "x": ["a", "b"],
            "score": [1.0, 0.985],
            "usd": [1.43e10, 2.5],
            "tiny": [1e-7, 2.0],
            "none": [None, 1.0],
            "computed": [2 / 3, 12.3456],
            "people": [4330.49, 12.0],
        }
    )
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", views.table(frame, "Numbers").html)
    assert cells == [
        *("1.000", "14,300,000,000", "1e-07", "", "0.667", "4,330"),
        *("0.985", "2.5", "2", "1", "12.346", "12"),
    ]


def test_an_anchor_gives_its_id_to_the_entry_it_stands_for(page):
    marks = (
        '<p><mark data-entry="pay">a</mark> <mark class="x" data-entry="pay">b</mark> data-entry="rank"</p>'
    )
    output = new_code_cell("1", execution_count=1, outputs=[new_output("display_data", {"text/html": marks})])
    made = page('# One\n\n<a id="pay"></a>\n<a id="rank"></a>\n\n## Two\n\n## Two', output)
    assert (
        '<mark id="pay" data-entry="pay">a</mark>' in made
        and '<mark class="x" data-entry="pay">b</mark>' in made
    )
    ids = [attrs["id"] for _, attrs in Page(made).tags if "id" in attrs]
    assert len(ids) == len(set(ids)) and {"pay", "rank", "Two", "Two-2"} <= set(ids)
    assert ("a", {"id": "rank"}) in Page(made).tags and ("a", {"id": "pay"}) not in Page(made).tags


def test_a_link_to_a_row_of_a_fold_finds_the_row_in_it(page):
    fold = "<details{}><summary>2 numbers</summary>\n\n| number | value |\n|---|---|\n{}\n\n</details>"
    rows = '| <span data-entry="pay">pay</span> | 1 |\n| <span data-entry="rank">rank</span> | 2 |'
    other = fold.format(' data-folded="page" open', "| other | 3 |")
    made = page(f'# One\n\n<a id="pay"></a><a id="rank"></a>\n\n{fold.format("", rows)}\n\n{other}')
    folds = re.findall(
        r"<details>(.*?)</details>", made, re.S
    )  # the second one closed: its rows stand elsewhere
    assert (
        len(folds) == 2
        and '<span id="rank" data-entry="rank">rank</span>' in folds[0]
        and "other" in folds[1]
    )
    assert made.count('id="pay"') == made.count('id="rank"') == 1


def test_links_lead_to_pages_and_the_source_to_the_notebook(page):
    read = Page(
        page(
            "# One\n\n[a](02-claims.ipynb#x) [b](00-overview.ipynb) "
            "[c](https://example.org/n.ipynb)\n\n## Two 二"
        )
    )
    found = [
        attrs["href"]
        for tag, attrs in read.tags
        if "href" in attrs and tag == "a" and "anchor-link" not in attrs.get("class", "")
    ]
    assert found == [
        "#main",
        "#report",
        "../notebooks/01-test.ipynb",
        "#Two-%E4%BA%8C",
        "02-claims.html#x",
        "index.html",
        "https://example.org/n.ipynb",
    ]


@pytest.fixture
def bar(tmp_path):
    """A cell that shows a figure with a caption and a mark that is a link, saved below tmp_path."""
    table = pd.DataFrame({"who": ["R & D <研发部>"], "percent": [64.0], "address": "02-claims.ipynb#meta"})
    fig, ax = figures.figure(rows=1)
    figures.bars(ax, table.assign(verdict=""), "who", "percent", unit="%")
    figures.headline(fig, "One stays", "留下一个")
    shown = figures.save_figure(fig, "01-one", table, 'One "bar".', caption="Only here.", root=tmp_path)
    picture = new_output("display_data", shown.data, metadata=shown.metadata)
    below = new_output(
        "display_data", {"text/markdown": shown.text_below()}, metadata={"text/markdown": {"below": "01-one"}}
    )
    return new_code_cell("1", execution_count=1, outputs=[picture, below])


def test_letters_of_a_figure_become_text_in_a_type_of_their_own(page, bar):
    made = page("# One", bar)
    read = Page(made)
    assert {"R & D <研发部>", "64%", "One stays"} <= {text for _, text in read.under} and (
        "zh",
        "留下一个",
    ) in read.under
    assert made.count("Only here.") == 1 and "data-text" not in made and "<img" not in made
    font = TTFont(io.BytesIO(base64.b64decode(re.search("base64,([^)]*)", made)[1])))
    letters = {ord(letter) for letter in "R & D <研发部>64%One stays留下一个"}
    assert letters <= font.getBestCmap().keys() and len(font.getBestCmap()) < len(letters) + 20


def test_where_figures_are_gone_a_page_has_the_picture_of_the_notebook_and_its_links(page, bar, tmp_path):
    shutil.rmtree(tmp_path / "figures")
    read = Page(page("# One", bar))
    (picture,) = (attrs for tag, attrs in read.tags if tag == "img")
    assert picture["alt"] == 'One "bar".' and picture["src"].startswith("data:image/png;base64,iVBOR")
    assert "02-claims.html#meta" in {attrs.get("href") for tag, attrs in read.tags if tag == "a"}
    assert read.text.count("Only here.") == 1 and "svg" not in {tag for tag, _ in read.tags}


def luminance(color):
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """Contrast ratio of two colours, as WCAG defines it."""
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def test_every_colour_of_a_figure_has_a_legible_one_for_dark_pages():
    css = (TEMPLATES / "postmoney/page.css").read_text(encoding="utf-8")
    light, dark = (
        dict(re.findall(r"--x([0-9a-f]{6}): (#[0-9a-f]{6})", part)) for part in css.split("@media", 1)
    )
    paper, faint = dark["fcfcfa"], {"fcfcfa", "c4c8cd", "e4e5e3"}  # paper, soft, grid
    used = {
        color
        for path in (ROOT / "figures").glob("*.svg")
        for color in re.findall(r"(?:fill|stroke): #([0-9a-f]{6})", path.read_text())
    }
    assert (
        len(used) > 5
        and used <= dark.keys() == light.keys()
        and all(light[color] == f"#{color}" for color in light)
    )
    assert [color for color in used - faint if contrast(dark[color], paper) < 4.5] == []
    svg = '<svg><path style="fill: #9a2f6b; stroke: #123456"/><use href="#f9a2f6b"/></svg>'
    assert 'fill: var(--x9a2f6b); stroke: #123456"/><use href="#f9a2f6b"/>' in drawing(svg, "", {})


@pytest.mark.slow
def test_plain_nbconvert_of_the_environment_makes_the_same_pages(copies, tmp_path):
    folder = copies("plain")
    done = run(["python", "jupyter/install.py", ".venv"], folder)
    assert done.returncode == 0, done.stderr
    shutil.copy(folder / "notebooks/03-retention.ipynb", tmp_path / "alone.ipynb")
    both = ["notebooks/03-retention.ipynb", str(tmp_path / "alone.ipynb")]
    done = run(
        ["python", "-m", "nbconvert", "--to", "html", *both],
        folder,
        JUPYTER_CONFIG_DIR=str(folder / ".venv/etc/jupyter"),
    )
    assert done.returncode == 0, done.stderr
    theirs = Page((folder / "notebooks/03-retention.html").read_text(encoding="utf-8"))
    ours = Page(
        pages.render(
            folder / "notebooks/03-retention.ipynb",
            [path.stem for path in sorted(folder.glob("notebooks/*.ipynb"))],
        )
    )
    assert theirs.text.split() == ours.text.split()
    leads = [
        {attrs["href"] for tag, attrs in each.tags if tag == "a" and "href" in attrs}
        for each in (theirs, ours)
    ]
    assert leads[0] - leads[1] == {"00-overview.html", "03-retention.ipynb"}
    assert "<script>" in (tmp_path / "alone.html").read_text(encoding="utf-8")
