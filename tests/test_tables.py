"""The tables: each is described, fits its description, and stands where it says in the article."""

import csv

import frictionless
import pandas as pd
import pytest

from newsclaims import claims, dates, retention, tables, text

ROOT = tables.root
ARTICLE = text.Article((ROOT / "data/raw/article.txt").read_bytes())
NAMES = [entry["name"] for entry in tables.resources() if "schema" in entry]


def test_every_table_is_described_and_every_description_has_its_table():
    described = {entry["path"] for entry in tables.resources() if "schema" in entry}
    there = {path.relative_to(ROOT / "data").as_posix() for path in (ROOT / "data").rglob("*.csv")}
    assert described == there


@pytest.mark.parametrize("name", NAMES)
def test_table_fits_its_schema(name):
    assert len(tables.read(name)) > 0


def test_package_is_valid_for_others():
    report = frictionless.validate(str(ROOT / "data/datapackage.json"))
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])[:5]


def test_article_is_the_one_that_was_received():
    assert "sha256:" + ARTICLE.sha256 == tables.resource("article")["hash"]


@pytest.mark.parametrize("name, quote", [("blocks", "text"), ("sentences", "text"), ("mentions", "text"), ("claims", "quote")])
def test_quotes_stand_at_their_offsets(name, quote):
    for row in tables.read(name).to_dict("records"):
        assert ARTICLE.text[row["start"]:row["end"]] == row[quote], row
        if "byte_start" in row:
            assert ARTICLE.raw[row["byte_start"]:row["byte_end"]].decode() == row[quote], row


def test_claims_can_be_found_again_by_their_selectors():
    for claim in tables.read("claims").itertuples():
        assert ARTICLE.text.count(claim.prefix + claim.quote + claim.suffix) == 1, claim.slug


def test_sentence_numbers_lead_to_the_sentence_that_holds_the_mention():
    sentences = tables.read("sentences").set_index("sentence")
    for name in ("mentions", "claims"):
        for row in tables.read(name).itertuples():
            holder = sentences.loc[row.sentence]
            assert holder["start"] <= row.start and (name == "claims" or row.end <= holder["end"]), row


def test_every_mention_is_claimed_or_set_aside():
    mentions, aside = tables.read("mentions"), tables.read("set-aside")
    unclaimed = mentions[mentions["claim"] == ""]
    assert len(unclaimed) == len(aside)
    values = tables.read("claims").query("type == 'value'").set_index("slug")
    for mention in mentions[mentions["claim"] != ""].itertuples():
        assert values.loc[mention.claim, "start"] == mention.start, mention


def test_coding_holds_no_value_that_the_article_states():
    from newsclaims import find_mentions

    for row in tables.read("claims-coding").query("type == 'value'").itertuples():
        assert find_mentions(row.anchor, region="CN").empty, row.slug


def test_intervals_are_ordered_and_dates_are_edtf():
    for name in ("mentions", "claims", "gold-mentions"):
        frame = tables.read(name)
        assert (frame["lo"].isna() == frame["hi"].isna()).all()
        assert not (frame["lo"] > frame["hi"]).any()
        assert [value for value in set(frame["date"]) - {""} if not dates.valid(value)] == []


def test_gold_mentions_stand_in_their_texts_without_overlap():
    gold = tables.read("gold-mentions")
    for source in tables.read("gold-texts").itertuples():
        content = text.decode((ROOT / source.path).read_bytes(), source.path)
        rows = gold[gold["name"] == source.name].sort_values("start")
        assert len(rows) > 0
        assert [content[row.start:row.end] for row in rows.itertuples()] == list(rows["text"])
        assert (rows["start"].iloc[1:].to_numpy() >= rows["end"].iloc[:-1].to_numpy()).all(), source.name


def test_facts_quote_the_article_as_often_as_they_say():
    for fact in tables.read("outside-facts").itertuples():
        assert ARTICLE.text.count(fact.article_snippet) == fact.article_snippet_hits, fact.fact_id


def test_every_fact_is_joined_to_a_claim_or_says_why_not():
    joins = tables.read("fact-claims")
    assert set(joins["fact_id"]) == set(tables.read("outside-facts")["fact_id"])
    assert ((joins["slug"] == "") == (joins["why_none"] != "")).all()


def test_retention_follows_from_the_claims():
    values = tables.read("claims").set_index("slug")
    for row in tables.read("retention").itertuples():
        share = values.loc[row.slug, "lo"]
        assert row.retention == share
        assert row.annual_attrition == pytest.approx(100 * (1 - (share / 100) ** (1 / row.years)))
        assert 100 * 0.5 ** (row.years / row.half_life) == pytest.approx(share)
        assert row.four_years == pytest.approx(share**2 / 100)


def test_a_table_that_is_missing_or_broken_says_so_in_one_line(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "root", tmp_path)
    (tmp_path / "data/derived").mkdir(parents=True)
    (tmp_path / "data/datapackage.json").write_bytes((ROOT / "data/datapackage.json").read_bytes())
    target = tmp_path / "data/derived/words.csv"
    with pytest.raises(tables.DataError, match="words.csv is missing: run notebook 01-article first"):
        tables.read("words")
    for content, message in [
        (b"word,count\nx,1\n", "lacks column characters"),
        (b"word,count,characters,stopword\nx,many,1,no\n", "line 2: column count holds 'many', not an integer"),
        (b"word,count,characters,stopword\nx,1,1,no\nx,1,1,no\n", "line 3: word=x stands there twice"),
        (b"word,count,characters,stopword\n\xff,1,1,no\n", "is not UTF-8"),
        (b"", "is not a readable CSV table"),
    ]:
        target.write_bytes(content)
        with pytest.raises(tables.DataError, match=message) as caught:
            tables.read("words")
        assert "\n" not in str(caught.value)


def test_written_tables_read_back_the_same(tmp_path, monkeypatch):
    words = tables.read("words")
    monkeypatch.setattr(tables, "root", tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "data/datapackage.json").write_bytes((ROOT / "data/datapackage.json").read_bytes())
    pd.testing.assert_frame_equal(tables.write(words, "words"), words)
    assert list(csv.reader(open(tmp_path / "data/derived/words.csv", encoding="utf-8", newline="")))[0] == list(words.columns)
    assert not list(tmp_path.rglob(".~*"))
