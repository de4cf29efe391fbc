"""A batch: what comes back for each document, and that none takes the others along."""

from datetime import date, datetime

import pandas as pd
import pyarrow as pa
import pytest

import newsclaims
from newsclaims import SCHEMA, DataError, read_batch
from newsclaims.corpus import batch
from newsclaims.reading.failures import warn

SENTENCE = "据报道，两家公司去年裁员3000多人。"


def rows(**columns):
    return read_batch(pa.table(columns)).to_pylist()


def test_a_row_is_a_mention_with_the_id_of_its_document():
    found = rows(id=[7], text=[SENTENCE], published=["2025-07-11"], other=["x"])
    assert [(row["id"], row["text"], row["lo"], row["date"]) for row in found] == [
        ("7", "两家", 2.0, ""),
        ("7", "去年", None, "2024"),
        ("7", "3000多人", 3000.0, ""),
    ]
    assert found[2] | {"sentence": None} == {
        **dict.fromkeys(SCHEMA.names),
        **{"id": "7", "start": 12, "end": 18, "text": "3000多人", "kind": "count", "unit": "people"},
        **{"lo": 3000.0, "hi": 3000.0, "date": "", "bound": "more_than", "hedge": "reported", "speaker": ""},
    }


def test_the_kind_of_table_that_is_given_comes_back_even_if_nothing_is_in_it():
    given = pa.table({"id": ["a"], "text": ["没有数字。"]})
    for found in (read_batch(given), read_batch(given.to_batches()[0])):
        assert found.schema == SCHEMA and found.num_rows == 0
    assert isinstance(found, pa.RecordBatch)
    assert read_batch(given.to_pydict()) == {name: [] for name in SCHEMA.names}
    assert [*read_batch(given.to_pandas()).columns] == SCHEMA.names


def test_a_frame_or_a_dict_gives_the_rows_of_arrow():
    texts = [SENTENCE, None, "两岁\ud83d，3人"]
    given = {"id": [7, 8, 9], "text": texts, "published": [date(2025, 7, 11), None, None], "other": [1, 2, 3]}
    found = read_batch(given)
    assert found["id"] == ["7"] * 3 + ["8"] + ["9"] * 2 and found["lo"] == [2, None, 3000, None, 2, 3]
    frame = read_batch(pd.DataFrame(given | {"text": [SENTENCE, None, "两岁？，3人"]}))
    assert [None if pd.isna(cell) else cell for cell in frame["end"]] == found["end"]
    assert frame["errors"].dropna().tolist() == ["there is no text"] and str(frame["start"].dtype) == "Int32"
    assert frame["date"].dropna().tolist()[:3] == ["", "2024", ""]


def test_a_cell_that_is_no_text_is_an_error_of_its_document():
    found = read_batch({"id": [None, "b", "c"], "text": [5, ["3人"], "3人"]})
    assert found["errors"] == ["the text is 5, which is none", "the text is ['3人'], which is none", None]
    assert found["text"] == [None, None, "3人"]


@pytest.mark.parametrize(
    "published",
    [
        pa.array(["2025-07-11"]).dictionary_encode(),
        pa.array(["2025/7/11 08:30"]),
        pa.array(["2025年7月11日"], pa.large_string()),
        pa.array([20250711]),
        pa.array([date(2025, 7, 11)]),
        pa.array([datetime(2025, 7, 11, 23, 59)]),
        # half past midnight in Shanghai on New Year's Day is still the old year in Greenwich
        pa.array([datetime(2024, 12, 31, 16, 30)], pa.timestamp("us", "Asia/Shanghai")),
    ],
    ids=lambda array: str(array.type),
)
def test_the_day_of_publication_may_be_written_in_many_ways(published):
    assert rows(id=["a"], text=["去年"], published=published)[0]["date"] == "2024"


def test_nothing_in_a_document_fails_the_batch(monkeypatch):
    def falls_over(text, *rest):
        if text == "a fault of ours":
            raise KeyError("x")
        if text == "part of it":
            warn("the share", 2, 5, ValueError("told so"))
        return newsclaims.read_mentions(text, *rest)

    monkeypatch.setattr(batch, "read_mentions", falls_over)
    texts = [None, b"", b"\xff3", b"a fault of ours", b"part of it", "3人".encode(), "4人".encode()]
    days = [None] * 5 + ["soon", None]
    found = rows(id=list("abcdefg"), text=texts, published=days, region=[None] * 6 + ["MO"])
    told = {row["id"]: (row["start"], row["end"], row["errors"]) for row in found if row["errors"]}
    assert told == {
        "a": (None, None, "there is no text"),
        "b": (None, None, "the text is empty"),
        "c": (None, None, "the text is not UTF-8 (byte 0)"),
        "d": (None, None, "could not be read: KeyError: 'x'"),
        "e": (
            2,
            5,
            "characters 2 to 5 (the share) could not be read and were passed over: ValueError: told so",
        ),
        "f": (None, None, "published is 'soon', which is no day: write it as YYYY-MM-DD; read without"),
        "g": (None, None, "region is 'MO', which is none of CN, TW, HK; read without"),
    }
    assert [(row["id"], row["lo"]) for row in found if not row["errors"]] == [("f", 3.0), ("g", 4.0)]


@pytest.mark.parametrize(
    "columns, message",
    [
        ({"id": ["a"], "content": ["3人"]}, "needs a column 'text', and this one has id, content"),
        ({"text": ["3人"]}, "needs a column 'id'"),
        ({"id": ["a"], "text": [3]}, "'text' holds int64 and cannot be the text"),
        ({"id": [["a"]], "text": ["3人"]}, "cannot be the id"),
    ],
)
def test_a_column_that_will_not_do_is_named(columns, message):
    with pytest.raises(DataError, match=message):
        rows(**columns)


def test_a_batch_that_is_none_is_told():
    with pytest.raises(TypeError, match="dict of lists, not list"):
        read_batch([{"id": 1, "text": "3人"}])
    with pytest.raises(DataError, match=r"differ in length \(id 2, text 1\)"):
        read_batch({"id": [1, 2], "text": ["3人"]})
    with pytest.raises(DataError, match="needs a column 'text', and this one has id"):
        read_batch(pd.DataFrame({"id": [1]}))
