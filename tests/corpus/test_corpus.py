"""A run: files in, a folder of parts out, whoever reads them and however often it is stopped."""

import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
import time

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import ROOT

from newsclaims import SCHEMA, __main__
from newsclaims.corpus import run
from newsclaims.corpus.run import read_corpus
from newsclaims.errors import DataError

TEXTS = [f"公司第{number}年裁员{number}人。" for number in range(1, 8)]


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(TEXTS)
    return tmp_path


def write(texts):
    pq.write_table(pa.table({"id": list(range(len(texts))), "text": texts}), "a.parquet")


def command(arguments):
    return __main__.main(["--format", "parquet", *arguments])


def mentions(folder):
    return pq.read_table(f"{folder}/mentions").to_pylist()


def test_a_folder_holds_mentions_errors_documents_and_what_was_read(corpus):
    write([*TEXTS, None])
    counts = read_corpus(["a.parquet"], "out", workers=1, part_documents=2)
    assert counts == {
        "documents": 8,
        "characters": sum(map(len, TEXTS)),
        "mentions": 14,
        "failures": 1,
        "repeated": 0,
    }
    assert [row["lo"] for row in mentions("out") if row["kind"] == "count"] == [1, 2, 3, 4, 5, 6, 7]
    documents = pq.read_table("out/documents").to_pylist()
    assert [row["mentions"] for row in documents] == [2] * 7 + [0] and documents[7]["failures"] == 1
    assert [row["errors"] for row in pq.read_table("out/errors").to_pylist()] == ["there is no text"]
    told = json.loads((corpus / "out/manifest.json").read_text(encoding="utf-8"))
    assert told["complete"] and told["parts"] == 4 and told["failures"] == 1
    assert told["schema"] == {"version": "1", "columns": {one.name: str(one.type) for one in SCHEMA}}
    content = (corpus / "a.parquet").read_bytes()
    file = {"files": 1, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    assert told["hashes"] == [{"input": "a.parquet"} | file]
    assert pq.read_schema("out/mentions/part-000000.parquet").metadata[b"newsclaims.schema"] == b"1"


def test_rows_do_not_depend_on_workers_or_parts(corpus):
    read_corpus(["a.parquet"], "one", workers=1)
    read_corpus(["a.parquet"], "two", workers=2, part_documents=2)
    assert mentions("one") == mentions("two") and len(mentions("one")) == 14


def test_every_kind_of_file_gives_the_same_documents(corpus):
    (corpus / "texts/2025").mkdir(parents=True)
    rows = [{"no": str(number), "body": text, "day": "2025-07-11"} for number, text in enumerate(TEXTS)]
    for row in rows:
        (corpus / f"texts/2025/{row['no']}.txt").write_text(row["body"], encoding="gb18030")
    lines = "\n".join(json.dumps(row) for row in rows)
    (corpus / "a.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    table = "\n".join(["no,body,day", *(f'{row["no"]},"{row["body"]}",{row["day"]}' for row in rows)])
    (corpus / "a.csv").write_text(table, encoding="utf-8-sig")
    columns = ["--text", "body", "--id", "no", "--published", "day"]
    assert command(["a.csv", "--output", "csv", "--workers", "1", *columns]) == 0
    assert command(["a.jsonl.gz", "--output", "jsonl", "--workers", "1", *columns]) == 0
    assert command(["texts", "--output", "txt", "--workers", "1", "--encoding", "gb18030"]) == 0
    assert mentions("csv") == mentions("jsonl") and len(mentions("csv")) == 14
    bare = [row | {"id": ""} for row in mentions("csv")]
    assert [row | {"id": ""} for row in mentions("txt")] == bare
    assert mentions("txt")[0]["id"] == "2025/0.txt"


def test_the_path_of_a_text_may_name_its_day(corpus):
    (corpus / "texts").mkdir()
    (corpus / "texts/人民日报_20190312_01.txt").write_text("去年", encoding="utf-8")
    assert command(["texts", "--output", "out", "--workers", "1", "--published", "path"]) == 0
    assert mentions("out")[0]["date"] == "2018"


def test_what_is_wrong_in_the_middle_of_a_file_is_an_error_and_the_rest_is_read(corpus):
    lines = ['{"text": "3人"}', "{", '["4人"]', '{"text": 5}', '{"text": "6人\\ud83d"}']
    (corpus / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    cut = gzip.compress("\n".join(json.dumps({"text": f"{n}人"}) for n in range(5000)).encode())
    (corpus / "b.jsonl.gz").write_bytes(cut[: len(cut) // 2])
    (corpus / "c.jsonl").write_bytes(b"")
    (corpus / "d.csv").write_text('text\n7人\n"8人\n裁', encoding="utf-8")
    read_corpus(["a.jsonl", "b.jsonl.gz", "c.jsonl", "d.csv"], "out", workers=1)
    errors = {row["id"]: row["errors"] for row in pq.read_table("out/errors").to_pylist()}
    assert list(errors) == ["a.jsonl#2", "a.jsonl#3", "a.jsonl#4", "b.jsonl.gz", "d.csv#2"]
    assert "no JSON" in errors["a.jsonl#2"] and "the text is 5" in errors["a.jsonl#4"]
    assert "can be read: Compressed file ended" in errors["b.jsonl.gz"] and "cut off" in errors["d.csv#2"]
    assert [row["text"] for row in mentions("out")][:2] == ["3人", "6人"]
    assert len(mentions("out")) > 100 and mentions("out")[-1]["text"] == "7人"


def test_a_run_goes_on_where_it_was_stopped(corpus, monkeypatch):
    whole, read = run.read_part, []

    def stopped(documents):
        if len(read) == 2:
            raise KeyboardInterrupt
        read.append(documents)
        return whole(documents)

    monkeypatch.setattr(run, "read_part", stopped)
    arguments = ["a.parquet", "--output", "out", "--workers", "1", "--part-documents", "2"]
    assert command(arguments) == 130
    assert len(mentions("out")) == 8 and not list(corpus.rglob(".~*"))
    monkeypatch.setattr(run, "read_part", lambda documents: read.append(documents) or whole(documents))
    assert command(arguments) == 0
    assert [[one.id for one in part] for part in read] == [["0", "1"], ["2", "3"], ["4", "5"], ["6"]]
    assert len(mentions("out")) == 14


def test_only_parts_whose_documents_changed_are_read_again(corpus, monkeypatch):
    read_corpus(["a.parquet"], "out", workers=1, part_documents=2)
    write([*TEXTS[:2], "裁员80人。", TEXTS[3]])
    whole, read = run.read_part, []
    monkeypatch.setattr(run, "read_part", lambda documents: read.append(documents) or whole(documents))
    assert read_corpus(["a.parquet"], "out", workers=1, part_documents=2)["documents"] == 4
    assert [[one.id for one in part] for part in read] == [["2", "3"]]
    assert [row["lo"] for row in mentions("out") if row["kind"] == "count"] == [1, 2, 80, 4]


def test_a_part_is_written_whole_or_not_at_all(corpus, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(run.os, "fsync", full)
    with pytest.raises(DataError, match="No space left on device"):
        read_corpus(["a.parquet"], "out", workers=1, part_documents=2)
    assert [path.name for path in corpus.rglob("*") if path.is_file()] == ["a.parquet"]


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["none.parquet"], "none.parquet is missing"),
        (["broken.parquet"], "broken.parquet cannot be read"),
        (["a.docx"], "is of no kind that is read"),
        (["empty"], "there is no file to read in empty"),
        (["a.parquet", "--text", "content"], "a.parquet has no column 'content': it has id, text;"),
        (["a.parquet", "--published", "soon"], "has no column 'soon'"),
        (["a.parquet", "--text", "id"], "holds int64 and cannot be the text"),
        (["a.json.jsonl"], "the line holds no JSON object"),
        (["a.parquet", "--encoding", "klingon"], "unknown encoding 'klingon'"),
        (["a.parquet", "--workers", "0"], "0 is too few"),
        (["a.parquet", "--part-documents", "0"], "0 is too few"),
        (["a.parquet", "--limit", "-1"], "-1 is too few"),
        (["a.parquet", "--output", "."], "holds other files: name a new folder"),
        (["a.parquet", "--output", ""], "needs a folder to write into: add --output FOLDER"),
        (["-"], "reads files and folders, and - is standard input"),
        (["a.parquet", "--format", "csv"], "a.parquet is a table: --format parquet --output FOLDER reads"),
        (["empty", "--format", "csv"], "empty is a folder: --format parquet"),
        (["a.docx", "--format", "csv", "--workers", "2"], "--workers is for a corpus: add --format parquet"),
        (["a.docx", "--format", "csv", "--region", "MO"], "region 'MO' is unknown: choose one of CN, TW, HK"),
        (["a.parquet", "--output", "a.parquet"], "cannot write"),
        (["a.parquet", "--scheduler", "nowhere"], "no Dask scheduler answers at nowhere"),
    ],
)
def test_bad_input_is_told_in_a_line_and_nothing_is_written(corpus, capsys, arguments, message):
    (corpus / "empty").mkdir()
    for name, content in {"broken.parquet": "PAR1", "a.docx": "", "a.json.jsonl": '["3人"]'}.items():
        (corpus / name).write_text(content, encoding="utf-8")
    before = sorted(corpus.rglob("*"))
    assert command(["--output", "out", *arguments]) == 1
    told = capsys.readouterr()
    assert message in told.err and told.err.count("\n") == 1 and told.out == ""
    assert sorted(corpus.rglob("*")) == before


def test_another_run_does_not_write_into_the_folder(corpus, capsys):
    assert command(["a.parquet", "--output", "out", "--workers", "1"]) == 0
    assert command(["a.parquet", "--output", "out", "--workers", "1", "--region", "HK"]) == 1
    assert "out is from a run with columns" in capsys.readouterr().err
    assert command(["a.parquet", "--output", "out", "--workers", "1", "--limit", "2"]) == 1
    assert len(mentions("out")) == 14


@pytest.mark.parametrize("name", ["version", "engine", "schema"])
def test_a_folder_of_another_version_is_left_as_it_is(corpus, capsys, name):
    assert command(["a.parquet", "--output", "out", "--workers", "1"]) == 0
    manifest = corpus / "out/manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {name: "another"}))
    before = {path: path.read_bytes() for path in corpus.rglob("*.*") if path.is_file()}
    assert command(["a.parquet", "--output", "out", "--workers", "1"]) == 1
    told = capsys.readouterr().err
    assert f"out is from a run with {name} 'another'" in told and told.count("\n") == 1
    assert {path: path.read_bytes() for path in corpus.rglob("*.*") if path.is_file()} == before


def test_documents_with_one_id_are_all_read_and_told(corpus, capsys):
    table = pa.table({"id": ["a", "b", "a", "a"], "text": ["1人", "2人", "3人", "4人"]})
    pq.write_table(table, "a.parquet")
    assert command(["a.parquet", "--output", "out", "--workers", "1", "--part-documents", "2"]) == 0
    assert [(row["id"], row["lo"]) for row in mentions("out")] == [("a", 1), ("b", 2), ("a", 3), ("a", 4)]
    assert "documents whose id an earlier one has: 2; all were read" in capsys.readouterr().err
    assert json.loads((corpus / "out/manifest.json").read_text())["repeated"] == 2


def test_the_page_on_corpora_names_every_column_option_and_kind_of_file(capsys):
    page = (ROOT / "docs/corpus.md").read_text(encoding="utf-8")
    with pytest.raises(SystemExit):
        command(["--help"])
    options = set(re.findall(r"--[a-z]+", capsys.readouterr().out)) - {"--help"}
    kinds = {"Parquet", "CSV", "JSON Lines", ".txt", ".gz"}
    wanted = kinds | options | {f"`{name}`" for name in (*SCHEMA.names, *run.DOCUMENTS.names)}
    assert {one for one in wanted if one not in page} == set()


@pytest.mark.slow
def test_a_dask_cluster_that_loses_a_worker_loses_no_row(corpus):
    write(TEXTS * 400)
    read_corpus(["a.parquet"], "here", workers=1, part_documents=50)
    surroundings = os.environ | {"PYTHONPATH": str(ROOT / "notebooks")}
    started = []

    def start(*words):
        started.append(subprocess.Popen([sys.executable, "-m", *words], env=surroundings))
        return started[-1]

    try:
        file = corpus / "scheduler.json"
        ours = ["--no-dashboard", "--scheduler-file", str(file)]
        start("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", *ours)
        until(file.exists)
        workers = [start("distributed.cli.dask_worker", "--no-nanny", "--nthreads", "1", *ours) for _ in "ab"]
        address = json.loads(file.read_text())["address"]
        given = ["a.parquet", "--output", "out", "--part-documents", "50", "--scheduler", address]
        reading = start("newsclaims", *given, "--format", "parquet")
        until(lambda: list(corpus.glob("out/documents/*")))
        assert all(one.poll() is None for one in workers)
        workers[0].kill()
        assert reading.poll() is None and reading.wait(120) == 0
    finally:
        for one in started:
            one.kill()
            one.wait()
    assert mentions("out") == mentions("here")


def until(holds):
    """Wait until ``holds()``."""
    for _ in range(600):
        if holds():
            return
        time.sleep(0.1)
    raise TimeoutError
