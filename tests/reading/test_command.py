"""The command line, met as its users meet it."""

import csv
import io
import json
import os
import subprocess
import sys

import pytest

from newsclaims import tables

SENTENCE = "据报道，两家公司去年裁员3000多人。"


def run(*arguments, given=b"", cwd=None):
    environment = os.environ | {"PYTHONPATH": str(tables.ROOT / "notebooks"), "PYTHONWARNINGS": "error"}
    return subprocess.run(
        [sys.executable, "-m", "newsclaims", *arguments],
        input=given,
        capture_output=True,
        cwd=cwd,
        env=environment,
    )


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "good.txt").write_text(SENTENCE, encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "big5.txt").write_bytes("三億元".encode("big5"))
    return tmp_path


def test_json_lines(folder):
    done = run("good.txt", "--published", "2025-07-11", cwd=folder)
    assert (done.returncode, done.stderr) == (0, b"")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["text"] for row in rows] == ["两家", "去年", "3000多人"]
    assert [row["date"] for row in rows] == ["", "2024", ""]
    assert all(
        SENTENCE[row["start"] : row["end"]] == row["text"] and row["file"] == "good.txt" for row in rows
    )


def test_csv_from_standard_input_to_a_file(folder):
    done = run("-", "--format", "csv", "--output", "out.csv", given=SENTENCE.encode("utf-16"), cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert [
        row["text"] for row in csv.DictReader(io.StringIO((folder / "out.csv").read_text(encoding="utf-8")))
    ] == ["两家", "去年", "3000多人"]


def test_bad_files_are_named_and_the_others_still_read(folder):
    done = run("empty.txt", "missing.txt", "big5.txt", "good.txt", cwd=folder)
    assert done.returncode == 1
    assert [line.split(":")[0] for line in done.stderr.decode().splitlines()] == ["newsclaims"] * 3
    for name in ("empty.txt is empty", "missing.txt is missing", "big5.txt is not UTF-8"):
        assert name in done.stderr.decode()
    assert len(done.stdout.splitlines()) == 3


def test_a_named_encoding_is_used(folder):
    done = run("big5.txt", "--encoding", "big5", cwd=folder)
    assert json.loads(done.stdout)["text"] == "三億元"


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["good.txt", "--published", "yesterday"], "is not a day: write it as YYYY-MM-DD"),
        (["good.txt", "--output", "no/such/folder.csv"], "cannot write"),
        (["good.txt", "--output", "."], "it is a folder"),
        (["good.txt", "--output", "good.txt"], "would be lost"),
        (["good.txt", "--output", ""], "names no file"),
    ],
)
def test_bad_options_write_nothing(folder, arguments, message):
    done = run(*arguments, cwd=folder)
    assert done.returncode == 1 and done.stdout == b""
    assert message in done.stderr.decode() and len(done.stderr.splitlines()) == 1
    assert sorted(path.name for path in folder.iterdir()) == ["big5.txt", "empty.txt", "good.txt"]


def test_an_earlier_result_stays_where_nothing_could_be_read(folder):
    (folder / "out.jsonl").write_text("earlier\n", encoding="utf-8")
    assert run("missing.txt", "--output", "out.jsonl", cwd=folder).returncode == 1
    assert (folder / "out.jsonl").read_text(encoding="utf-8") == "earlier\n"
    assert not list(folder.glob(".~*"))


def test_a_closed_pipe_is_quiet(folder):
    (folder / "long.txt").write_text(SENTENCE * 20000, encoding="utf-8")
    command = f'"{sys.executable}" -m newsclaims long.txt | head -1'
    environment = os.environ | {"PYTHONPATH": str(tables.ROOT / "notebooks")}
    done = subprocess.run(command, shell=True, capture_output=True, cwd=folder, env=environment)
    assert len(done.stdout.splitlines()) == 1 and done.stderr == b""
