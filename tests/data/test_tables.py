"""The tables: each is described, fits its description, and follows from what it rests on."""

import csv
import json

import frictionless
import pandas as pd
import pytest
import rederive
import rules
import rules_article  # noqa: F401
import rules_facts  # noqa: F401
import rules_gold  # noqa: F401
import rules_motives  # noqa: F401

from newsclaims import tables
from newsclaims.errors import DataError
from newsclaims.evidence.article import Article

RESOURCES = tables.resources()
TABLES = [entry["name"] for entry in RESOURCES if "schema" in entry]
DERIVED = [entry["name"] for entry in RESOURCES if "made_by" in entry]
FIELDS = [(entry, field) for entry in RESOURCES for field in entry.get("schema", {}).get("fields", [])]
BOUND = [
    (entry["name"], field["name"], field[kind])
    for entry, field in FIELDS
    for kind in ("rule", "partly")
    if field.get(kind, "derived") not in ("derived", "transcribed")
]


def article():
    return Article((tables.ROOT / "data/raw/article.txt").read_bytes())


def package():
    return json.loads((tables.ROOT / "data/datapackage.json").read_text(encoding="utf-8"))


def test_every_table_is_described_and_every_description_has_its_table():
    described = {entry["path"] for entry in RESOURCES if "schema" in entry}
    there = {
        path.relative_to(tables.ROOT / "data").as_posix() for path in (tables.ROOT / "data").rglob("*.csv")
    }
    assert described == there


@pytest.mark.parametrize("name", TABLES)
def test_table_fits_its_schema(name):
    assert len(tables.read(name)) > 0


def test_package_is_valid_for_others():
    report = frictionless.validate(str(tables.ROOT / "data/datapackage.json"))
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])[:5]


def test_article_is_the_one_that_was_received():
    assert "sha256:" + article().sha256 == tables.resource("article")["hash"]


@pytest.mark.parametrize("name", DERIVED)
def test_derived_file_is_what_its_notebook_makes_of_the_article_and_the_curated_tables(name):
    assert rederive.differences(name)[:5] == []


def test_every_column_names_what_binds_it():
    vocabulary = package()["rules"]
    without = [
        f"{entry['name']}.{field['name']}" for entry, field in FIELDS if field.get("rule") not in vocabulary
    ]
    assert without == [], "run what sets `rule`, or call them transcribed"
    assert {field["rule"] == "derived" for entry, field in FIELDS if "made_by" in entry} == {True}
    named = {field.get(kind) for _, field in FIELDS for kind in ("rule", "partly")} - {None}
    assert named == set(vocabulary) <= {"derived", "transcribed", *rules.CHECKS}


@pytest.mark.parametrize("name, column, rule", BOUND)
def test_column_keeps_its_rule(name, column, rule):
    label = f"data/{tables.resource(name)['path']}"
    wrong = [f"{label} row {row}: column {column} {what}" for row, what in rules.CHECKS[rule](name, column)]
    assert wrong[:5] == []


@pytest.mark.parametrize(
    "name, quote", [("blocks", "text"), ("sentences", "text"), ("mentions", "text"), ("claims", "quote")]
)
def test_quotes_stand_at_their_offsets(name, quote):
    received = article()
    for row in tables.read(name).to_dict("records"):
        assert received.text[row["start"] : row["end"]] == row[quote], row
        if "byte_start" in row:
            assert received.raw[row["byte_start"] : row["byte_end"]].decode() == row[quote], row


def test_claims_can_be_found_again_by_their_selectors():
    received = article()
    for claim in tables.read("claims").itertuples():
        assert received.text.count(claim.prefix + claim.quote + claim.suffix) == 1, claim.slug


def test_sentence_numbers_lead_to_the_sentence_that_holds_the_mention():
    sentences = tables.read("sentences")
    for name in ("mentions", "claims"):
        for row in tables.read(name).itertuples():
            holders = sentences[(sentences["start"] <= row.start) & (row.start < sentences["end"])]
            numbers = [] if pd.isna(row.sentence) else [row.sentence]
            assert list(holders["sentence"]) == numbers, row
            assert name == "claims" or row.end <= holders["end"].iloc[0], row


def test_coding_holds_no_value_that_the_article_states():
    from newsclaims import find_mentions

    for row in tables.read("claims-coding").query("type == 'value'").itertuples():
        assert find_mentions(row.anchor, region="CN").empty, row.slug


def test_intervals_are_ordered():
    for name in ("mentions", "claims", "gold-mentions"):
        frame = tables.read(name)
        assert (frame["lo"].isna() == frame["hi"].isna()).all()
        assert not (frame["lo"] > frame["hi"]).any()


# Tables that are not as they should be


@pytest.fixture
def scratch(tmp_path):
    """A function that writes bytes as the file of a table in a folder of its own.

    ``items`` refers to ``words`` and to itself.
    """
    fields = [
        {"name": "id", "type": "integer", "constraints": {"required": True, "unique": True}},
        {"name": "kind", "type": "string", "constraints": {"enum": ["a", "b"]}},
        {"name": "code", "type": "string", "constraints": {"pattern": "[a-z]+-[0-9]{2}", "unique": True}},
        {"name": "share", "type": "number", "constraints": {"minimum": 0, "maximum": 1}},
        {"name": "when", "type": "string", "rdfType": tables.EDTF},
        {"name": "word", "type": "string"},
        {"name": "parent", "type": "integer"},
        {"name": "sure", "type": "boolean"},
    ]
    foreign = [
        {"fields": ["word"], "reference": {"resource": "words", "fields": ["word"]}},
        {"fields": ["parent"], "reference": {"resource": "", "fields": ["id"]}},
    ]
    words = [{"name": "word", "type": "string"}, {"name": "note", "type": "string"}]
    resources = [
        {
            "name": "items",
            "path": "derived/items.csv",
            "made_by": "02-claims",
            "schema": {"fields": fields, "primaryKey": ["id"], "foreignKeys": foreign},
        },
        {
            "name": "words",
            "path": "curated/words.csv",
            "schema": {"fields": words, "primaryKey": ["word", "note"]},
        },
    ]

    def put(content, path="derived/items.csv"):
        (tmp_path / "data" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "data" / path).write_bytes(content)

    put(json.dumps({"resources": resources}).encode(), "datapackage.json")
    put("word,note\n词,\n".encode(), "curated/words.csv")
    return put


HEAD = "id,kind,code,share,when,word,parent,sure\n"
GOOD = HEAD + '1,a,x-01,0.5,2025-07~,词,,true\n2,,,,2025-34,"",1,\n'


def test_a_good_table_has_the_types_of_its_schema(scratch, tmp_path):
    scratch(GOOD.encode())
    frame = tables.read("items", tmp_path)
    assert list(frame["share"])[0] == 0.5 and frame["share"].isna()[1] and frame["parent"].dtype == "Int64"
    assert (
        frame["sure"].dtype == "boolean"
        and frame["sure"][0]
        and pd.isna(frame["sure"][1])
        and frame["word"][1] == ""
    )


@pytest.mark.parametrize(
    "content, message",
    [
        (
            HEAD.replace("share,", ""),
            "data/derived/items.csv lacks column share .*: run notebook 02-claims again",
        ),
        (HEAD.replace("share", "shares"), "lacks column share "),
        (HEAD.replace("sure", "sure,extra"), "has an unknown column .extra"),
        (HEAD.replace("id,kind", "kind,id"), "has its columns in another order"),
        (
            HEAD + ",a,,,,,,\n",
            "data/derived/items.csv line 2: column id is empty: run notebook 02-claims again, or `make`$",
        ),
        (HEAD + "x,a,,,,,,\n", "line 2: column id holds 'x', not an integer"),
        (HEAD + "1.0,a,,,,,,\n", "column id holds '1.0', not an integer"),
        (HEAD + "1,c,,,,,,\n", "line 2: column kind holds 'c', not one of a, b"),
        (HEAD + "1,a,x-1,,,,,\n", "column code holds 'x-1', which is not of the form"),
        (HEAD + "1,a,,NaN,,,,\n", "column share holds 'NaN', not a number"),
        (HEAD + "1,a,,inf,,,,\n", "column share holds 'inf', not a number"),
        (HEAD + "1,a,,-0.1,,,,\n", "column share holds '-0.1', less than 0"),
        (HEAD + "1,a,,1.5,,,,\n", "column share holds '1.5', more than 1"),
        (HEAD + "1,a,,,2025-02-30,,,\n", "column when holds '2025-02-30', not a date in EDTF"),
        (HEAD + "1,a,,,2025-05/2025-04,,,\n", "column when holds '2025-05/2025-04', not a date"),
        (HEAD + "1,a,,,,,,yes\n", "column sure holds 'yes', not a boolean"),
        (HEAD + '1,a,,,,,,\n2,"",,,,,,\n1,a,,,,,,\n', "line 4: column id holds '1' a second time"),
        (HEAD + "1,a,x-01,,,,,\n2,,,,,,,\n3,,x-01,,,,,\n", "line 4: column code holds 'x-01' a second time"),
        (HEAD + "1,a,,,,字,,\n", "line 2: column word holds '字', which is not in data/curated/words.csv"),
        (HEAD + "1,a,,,,,9,\n", "line 2: column parent holds '9', which is not in data/derived/items.csv"),
        (HEAD + "1,a,,\n", "line 2: column when is not there: the line has 4 fields, not 8"),
        (HEAD + "1,a,,,,,,,\n", "line 2: column sure is followed by more: the line has 9 fields"),
        (HEAD + '1,"a\n', "is not readable as CSV"),
        (HEAD + '1,a,,,,"x\ny",,\n2,c,,,,,,\n', "line 4: column kind holds 'c'"),
        ("", "is not a readable CSV table"),
        ("\ufeff" + HEAD, "begins with a byte order mark: save it as UTF-8 without BOM"),
    ],
)
def test_a_bad_table_is_told_in_one_line_with_table_row_and_column(scratch, tmp_path, content, message):
    scratch(content.encode())
    with pytest.raises(DataError, match=message) as caught:
        tables.read("items", tmp_path)
    assert "\n" not in str(caught.value)


def test_a_missing_table_or_a_wrong_encoding_is_told_in_one_line(scratch, tmp_path):
    with pytest.raises(DataError, match="items.csv is missing: run notebook 02-claims first"):
        tables.read("items", tmp_path)
    scratch(GOOD.encode("gb18030"))
    with pytest.raises(DataError, match=r"items.csv is not UTF-8 \(byte \d+\)"):
        tables.read("items", tmp_path)
    scratch(GOOD.encode())
    scratch("word,note\n词,\n词,\n".encode(), "curated/words.csv")
    with pytest.raises(
        DataError,
        match="line 3: column word and note holds '词, ' a second time: mend it, or restore it with",
    ):
        tables.read("words", tmp_path)
    (tmp_path / "data/curated/words.csv").unlink()
    with pytest.raises(
        DataError, match="curated/words.csv is missing: restore it with `git checkout data/curated/words.csv`"
    ):
        tables.read("items", tmp_path)


def test_dates_are_told_from_other_words():
    for edtf in (
        "2025",
        "2025-07",
        "2025-07-11",
        "2025-07~",
        "2025-34",
        "199X",
        "2025/",
        "2025-04-01/2025-05-30",
        "2024-12~/2025",
    ):
        assert tables.is_date(edtf), edtf
    for words in ("", "hello", "2025-13", "2025-02-30", "2025-7", "2025-07-11T", "2025-7/2025-08", "07/2025"):
        assert not tables.is_date(words), words


def test_written_tables_read_back_the_same(tmp_path):
    words = tables.read("words")
    (tmp_path / "data").mkdir()
    (tmp_path / "data/datapackage.json").write_bytes((tables.ROOT / "data/datapackage.json").read_bytes())
    pd.testing.assert_frame_equal(tables.write(words, "words", tmp_path), words)
    assert list(csv.reader(open(tmp_path / "data/derived/words.csv", encoding="utf-8", newline="")))[
        0
    ] == list(words.columns)
    assert not list(tmp_path.rglob(".~*"))
