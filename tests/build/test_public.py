"""The public edition: the claims' sentences as quotations, no more of the article, and no link to nothing."""

import csv
import re
from itertools import pairwise

import pytest
from conftest import ROOT

from newsclaims.build import public
from newsclaims.pages import html


def rows(name):
    with open(ROOT / f"data/derived/{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def han(text):
    """The Han characters of ``text`` without tags, whatever stands between them."""
    return "".join(re.findall("[\u4e00-\u9fff]", re.sub(r"<sup\b.*?</sup>|<[^>]+>", "", text)))


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    """Path to text of each file of an edition of two pages, "" for a picture; the tables left out."""
    root = tmp_path_factory.mktemp("collection")
    for folder in ("data", "figures", "notebooks"):
        (root / folder).symlink_to(ROOT / folder, target_is_directory=True)
    for name in ("00-overview", "02-claims"):
        html.export(
            ROOT / f"notebooks/{name}.ipynb", ["00-overview", "02-claims", "03-retention"], root / "html"
        )
    page = root / "html/index.html"
    article = (
        '<a href="../data/raw/article.txt">The article</a> <a href="../figures/03-retention.csv">Data</a>'
    )
    page.write_text(
        page.read_text(encoding="utf-8").replace("</main>", f"{article}</main>"), encoding="utf-8"
    )
    files, left_out = public.edition(root)
    return {name: "" if name.endswith(".png") else data.decode() for name, data in files.items()}, left_out


def test_no_file_has_a_sentence_that_no_claim_rests_on_nor_such_neighbours(edition):
    spans = [(int(row["start"]), int(row["end"])) for row in rows("claims")]
    sentences = [
        (han(row["text"]), any(int(row["start"]) < end and start < int(row["end"]) for start, end in spans))
        for row in rows("sentences")
    ]
    alone = [text for text, claims in sentences if not claims and len(text) > public.RUN]
    neighbours = [
        one + other for (one, ours), (other, theirs) in pairwise(sentences) if not (ours and theirs)
    ]
    assert alone and neighbours
    for name, text in edition[0].items():
        shown = han(text)
        assert [one for one in (*alone, *neighbours) if one in shown] == [], name


def test_the_article_is_found_wherever_it_stands_and_a_claim_is_no_fault():
    sentences = [row["text"] for row in rows("sentences")]
    assert public.holds_more((ROOT / "data/raw/article.txt").read_text(encoding="utf-8"))
    assert public.holds_more(f"<td>{sentences[16]}</td>"), "a sentence without a claim"
    assert public.holds_more(sentences[6] + "<b>" + sentences[7][:20] + "</b>"), (
        "from one sentence into the next"
    )
    assert not public.holds_more(sentences[6]), "the sentence of a claim"


def test_the_marked_article_keeps_claims_notes_and_anchors(edition):
    page = edition[0]["02-claims.html"]
    assert "This public edition shows the words of each claim" in page
    for slug in (row["slug"] for row in rows("claims")):
        assert f'id="{slug}"' in page, slug
    assert 'id="note-anthropic-retention"' in page and "80%" in page


def test_tables_with_all_sentences_are_left_out_and_the_raw_article_too(edition):
    files, left_out = edition
    tables = ["curated/second_pass", "derived/blocks", "derived/sentences"]
    assert left_out == [f"data/{name}.csv" for name in tables]
    assert not [name for name in files if name in left_out or name.startswith("data/raw")]


def test_links_lead_to_what_is_there(edition):
    files, _ = edition
    for name in ("index.html", "02-claims.html"):
        for address in re.findall(r'href="([^"]*)"', files[name]):
            path, _, id = address.partition("#")
            if not re.match(r"[a-z]+:", address):
                assert not path or path in files, (name, address)
                assert not id or path.endswith(".ipynb") or f'id="{id}"' in files[path or name], (
                    name,
                    address,
                )
    assert '<a>The article</a> <a href="figures/03-retention.csv">' in files["index.html"]
