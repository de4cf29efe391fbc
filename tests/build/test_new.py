"""A new collection: what is drafted of an article, what is refused, and that what is made holds."""

import json
import os
import re
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from itertools import repeat
from pathlib import Path

import draft_scores
import nbformat
import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import ROOT, run

from newsclaims import tables
from newsclaims.__main__ import main
from newsclaims.build import new, scenario
from newsclaims.errors import DataError
from newsclaims.evidence import claims, verdicts
from newsclaims.evidence.article import page_blocks

TEMPLATES = Path(new.__file__).with_name("collection")
PUBLISHED = draft_scores.PUBLISHED
BUILT = ("hostile", "earnings", "sports", "policy", "film", "court")  # as a whole; the benchmark builds all
HOSTILE = (
    "<script>alert(1)</script> **营收** {title} $1 | {published}公司财报\n\n"
    "公司称，<img src=x onerror=alert(1)>去年营收为12亿元，{sentence} {value} 成本约为`3`亿元，"
    "裁员[20人](x)。\n"
)


@pytest.mark.parametrize("name", draft_scores.gold())
def test_each_mention_of_an_article_is_led_to_once(name):
    text = draft_scores.text_of(name)
    reading = new.read(text, PUBLISHED, "CN", draft_scores.FURNITURE)
    found = claims.build(reading.coding.claims, text, reading.mentions, reading.body)
    aside = claims.set_aside(reading.coding.aside, text, reading.mentions, reading.body)
    assert sorted([*found["start"], *aside["start"]]) == sorted(reading.mentions["start"])
    anchors = [*reading.coding.claims["anchor"], *reading.coding.aside["anchor"]]
    assert all(text[slice(*reading.body)].count(anchor) == 1 for anchor in anchors)
    assert not [anchor for anchor in anchors if re.search(r"\d", anchor)], "an anchor holds no number"
    assert set(found["status"]) == {"draft"} and all(found["measure"])


def test_numbers_among_the_same_words_are_counted_off_from_others():
    text = "甲队得分为12、13和14分，乙队得分为12、13和14分。\n"
    reading = new.read(text, PUBLISHED, "CN", draft_scores.FURNITURE)
    found = claims.build(reading.coding.claims, text, reading.mentions, reading.body)
    assert found["start"].tolist() == reading.mentions["start"].tolist()
    assert "next 2" in set(reading.coding.claims["direction"])


def test_a_share_of_the_drafts_needs_no_edit():
    shares = draft_scores.summary(draft_scores.score())
    assert shares["all"] > 0.5 and shares["value"] > 0.85, shares


# What is refused


@pytest.mark.parametrize(
    ["raw", "words"],
    [
        (b"", "is empty"),
        (b"\n \n", "holds no letters"),
        ((draft_scores.ARTICLES / "english.txt").read_bytes(), "is not Chinese"),
        ("换帅\n公司宣布更换首席执行官，原因未说明。\n".encode(), "states no number"),
        ("换帅\n来源：某网\n阅读 15308\n责任编辑：甲\n相关阅读：\n裁员300人\n".encode(), "has no body"),
        ("公司裁员300人。\n".encode("gb18030"), "is not UTF-8"),
        ("公司裁员300人。\n".encode("utf-16"), "is not UTF-8"),
        ("公司裁员300人。\n".encode() * 250_000, "MB: a collection is for one article"),
        ("标题\n公司裁员300人。\n公司裁员300人。\n公司裁员300人。\n".encode(), "among the same words"),
    ],
    ids="empty blank english no-number furniture gb18030 utf-16 large repeated".split(),
)
def test_a_text_of_which_nothing_can_be_made_is_refused_in_one_line(raw, words, tmp_path, capsys):
    article, folder = tmp_path / "article.txt", tmp_path / "new"
    article.write_bytes(raw)
    assert main(["new", str(article), "--published", PUBLISHED, "--to", str(folder)]) == 1
    said = capsys.readouterr()
    assert words in said.err and said.err.count("\n") == 1 and not said.out
    assert list(tmp_path.iterdir()) == [article]


@pytest.mark.parametrize(
    ["day", "folder", "words"],
    [
        ("2025-13-01", "new", "is not a day"),
        (PUBLISHED, ".", "not empty"),
        (PUBLISHED, "article.txt", "not empty"),
    ],
)
def test_a_day_that_is_none_and_a_folder_in_use_are_refused(day, folder, words, tmp_path, capsys):
    article = tmp_path / "article.txt"
    article.write_text("公司裁员300人。", encoding="utf-8")
    assert main(["new", str(article), "--published", day, "--to", str(tmp_path / folder)]) == 1
    assert words in capsys.readouterr().err and list(tmp_path.iterdir()) == [article]


def test_what_cannot_be_finished_leaves_nothing(tmp_path, monkeypatch):
    files = new.collection("公司裁员300人。".encode(), "a.txt", PUBLISHED)
    files["data/curated/claims.csv"] = b"slug\n"
    with pytest.raises(DataError, match="lacks column"):
        new.write(files, tmp_path / "new")
    assert list(tmp_path.iterdir()) == []


# What is made


def test_a_folder_holds_the_article_and_drafts_that_fit_their_description(tmp_path, capsys):
    article, folder = draft_scores.ARTICLES / "earnings.txt", tmp_path / "a b/新"
    assert main(["new", str(article), "--published", PUBLISHED, "--to", str(folder)]) == 0
    assert "drafts; set aside" in capsys.readouterr().out
    assert (folder / "data/raw/article.txt").read_bytes() == article.read_bytes()
    for entry in tables.resources(folder):
        if "schema" in entry and "made_by" not in entry:
            assert list(tables.read(entry["name"], folder).columns)
    settings = tables.collection(folder)
    assert settings["title"] == article.read_text(encoding="utf-8").split("\n")[0]
    assert [path.stem for path in sorted(folder.glob("notebooks/*"))] == sorted(settings["notebooks"])
    assert "/" not in (folder / "requirements.txt").read_text(encoding="utf-8"), "no path of this machine"


def test_words_of_an_article_are_data_wherever_they_stand(tmp_path):
    files = new.collection(HOSTILE.encode(), "a.txt", PUBLISHED)
    new.write(files, tmp_path / "new")
    for path in ("notebooks/01-article.ipynb", "README.md"):
        heading = re.search(r"# (.*?)(\\n|\n)", files[path].decode())[1]
        assert "&lt;script&gt;" in heading and "<script" not in heading and "{published}" in heading
    code = [
        cell
        for path in files
        if path.endswith(".ipynb")
        for cell in nbformat.reads(files[path].decode(), 4).cells
    ]
    assert not any("营收" in cell.source for cell in code if cell.cell_type == "code")
    assert tomllib.loads(files["data/collection.toml"].decode())["title"] == HOSTILE.split("\n")[0]
    coding = pd.read_csv(BytesIO(files["data/curated/claims.csv"]), keep_default_na=False)
    assert set(coding["statement"]) == {"{sentence}"}


def cells(path):
    return {cell.id: cell.source for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"}


@pytest.mark.parametrize("name", ["01-article", "02-claims"])
def test_code_cells_are_those_of_this_collection(name):
    ours, theirs = cells(ROOT / f"notebooks/{name}.ipynb"), cells(TEMPLATES / f"notebooks/{name}.ipynb")
    assert {id: ours.get(id) for id in theirs} == theirs, f"copy the cells of notebooks/{name}.ipynb over"
    only_here = {"passes", "quality", "scores"} if name == "02-claims" else set()
    assert ours.keys() - theirs.keys() == only_here, "a second coding, and how the engine was tried"


def test_descriptions_of_tables_do_not_speak_of_this_article():
    changes = tomllib.loads((TEMPLATES / "data/descriptions.toml").read_text(encoding="utf-8"))
    package = new.described(changes)
    told = json.dumps(package["resources"][1:])  # the first is the article, of which all is filled in
    assert not re.search(r"\b202\d|docs/|overview|\bMeta\b", told)
    assert not {"rule", "partly", "licenses"} & set(re.findall(r'"(\w+)": ', told))


# How drafts are marked, and corrected


@pytest.mark.parametrize(
    ["status", "checks", "verdict"],
    [
        ("draft", [], "draft"),
        ("reviewed", [], "not checked"),
        ("reviewed", [("a", "papers", "x")], "unverified"),
    ],
)
def test_a_draft_has_no_verdict_and_a_reviewed_claim_none_that_nobody_looked_for(status, checks, verdict):
    claim = pd.DataFrame({"slug": ["a"], "checkability": ["record"], "status": [status]})
    facts = pd.DataFrame(columns=["fact_id", "origin", "after_article"])
    joins = pd.DataFrame(columns=["fact_id", "slug", "effect"])
    searched = pd.DataFrame(checks, columns=["slug", "settled_by", "searched"]).assign(same_as="")
    translated = pd.DataFrame(columns=["slug", "agrees"])
    found = verdicts.verdicts(claim, facts, joins, searched, translated)
    assert found["verdict"].tolist() == [verdict] == verdicts.present(found)


def test_what_a_person_writes_stands_for_what_was_read():
    text = "公司称，营收约为12亿元。\n"
    reading = new.read(text, PUBLISHED, "CN", draft_scores.FURNITURE)

    def built(**cells):
        coding = reading.coding.claims.assign(**cells)
        return claims.build(coding, text, reading.mentions, reading.body).iloc[0]

    draft = built()
    assert (
        draft.statement == "公司称，营收约为12亿元。"
        and claims.in_short(draft) == "营收: about CN¥1.2 billion"
    )
    edited = built(
        status="reviewed", statement="revenue was {value}", unit="HKD", hedge="disputed", speaker="公司称"
    )
    assert (edited.unit, edited.hedge, edited.speaker, edited.lo) == ("HKD", "disputed", "公司称", 1.2e9)
    assert claims.in_short(edited) == "Revenue was about HK$1.2 billion"
    assert built(speaker_type="narrator").speaker == ""


def test_the_first_line_is_a_headline_unless_it_ends_as_a_sentence():
    rules = pd.DataFrame({"pattern": ["来源.*", "完"], "reach": ["line", "rest"]})
    assert page_blocks("来源甲\n标题\n正文\n完\n后", rules)["role"].tolist() == [
        "furniture",
        "headline",
        "body",
        "furniture",
        "furniture",
    ]
    assert page_blocks("正文。\n标题", rules)["role"].tolist() == ["body", "body"]
    with pytest.raises(DataError, match="is no regular expression"):
        page_blocks("正文。", pd.DataFrame({"pattern": ["("], "reach": ["line"]}))


def test_a_source_can_be_taken_out_by_the_words_for_it(tmp_path):
    folder = tmp_path / "new"
    new.write(new.collection(draft_scores.text_of("local").encode(), "a.txt", PUBLISHED), folder)
    coding = tables.read("claims-coding", folder)
    plan, curated = scenario.planned(None, ["施工单位"], folder)
    assert list(plan.lost) == list(coding.loc[coding["speaker"] == "施工单位", "slug"]) != []
    assert len(curated["claims-coding"]) == len(coding) - len(plan.lost)
    with pytest.raises(DataError, match="there is no source 'nobody'; there are .*施工单位"):
        scenario.planned(None, ["nobody"], folder)


# The whole of it


def made(name, place):
    """The folder of a collection of the article ``name``, made, built, checked and tested outside a clone."""
    article, folder = place / f"{name}.txt", place / f"{name} collection"
    article.write_text(HOSTILE if name == "hostile" else draft_scores.text_of(name), encoding="utf-8")
    surroundings = {"PYTHONPATH": os.fspath(ROOT / "notebooks")}
    command = ["python", "-m", "newsclaims", "new", article.name, "--published", PUBLISHED]
    assert run([*command, "--to", folder.name], place, **surroundings).returncode == 0
    done = run(["make", "all", "check", "test", f"PYTHON={sys.executable}"], folder, **surroundings)
    assert done.returncode == 0, f"{name}: {done.stderr}"
    return folder


@pytest.mark.slow
def test_collections_are_made_built_checked_and_tested_outside_a_clone(tmp_path, chromium):
    with ThreadPoolExecutor(2) as pool:
        folders = list(pool.map(made, BUILT, repeat(tmp_path)))
    surroundings = {"PYTHONPATH": os.fspath(ROOT / "notebooks")}
    again = run(["make", f"PYTHON={sys.executable}"], folders[0], **surroundings)
    assert again.stdout.startswith("Nothing to do")
    window, wide = (
        chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        for width, scheme in ((375, "dark"), (1280, "light"))
    )
    for page in (page for folder in folders for page in sorted(folder.glob("html/*.html"))):
        seen = wide if page.is_relative_to(folders[-1]) else window
        seen.goto(page.as_uri())
        violations = Axe().run(seen, options={"resultTypes": ["violations"]}).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"][:90]) for one in violations] == [], page
        assert seen.evaluate("document.documentElement.scrollWidth <= innerWidth"), page
    for folder in folders:
        names = [page.name for page in sorted(folder.glob("html/*.html"))]
        assert names == ["02-claims.html", "03-sums.html", "index.html"]
        assert '<b class="verdict draft">' in (folder / "html/02-claims.html").read_text(encoding="utf-8")
