"""Reading by itself: with nothing but the standard library it reads, and it says what is missing."""

import os
import subprocess
import sys

from conftest import ROOT

SENTENCE = "据报道，两家公司去年裁员3000多人。"


def alone(*arguments, given=""):
    """Run Python with the package and without anything that pip installed."""
    environment = {"PYTHONPATH": str(ROOT / "notebooks"), "PYTHONUTF8": "1", "PATH": os.environ["PATH"]}
    command = [sys.executable, "-S", *arguments]
    return subprocess.run(
        command, env=environment, input=given, capture_output=True, text=True, encoding="utf-8"
    )


def test_the_command_line_needs_no_other_package():
    done = alone("-m", "newsclaims", "-", "--published", "2025-07-11", given=SENTENCE)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count('"text"') == 3 and '"lo": 3000.0' in done.stdout


def test_find_mentions_without_pandas_gives_mentions_and_says_so():
    done = alone("-c", f"import newsclaims; print([m.lo for m in newsclaims.find_mentions({SENTENCE!r})])")
    assert (done.returncode, done.stdout) == (0, "[2.0, None, 3000.0]\n")
    assert "pip install 'newsclaims[frame]' for a DataFrame" in done.stderr


def test_the_evaluation_needs_no_other_package():
    done = alone("-m", "newsclaims.evaluation")
    assert done.returncode == 0 and "span + kind" in done.stdout, done.stderr


def test_what_needs_more_says_which_extra_brings_it():
    done = alone("-c", "from newsclaims import Ledger")
    assert done.returncode == 1 and "pip install 'newsclaims[analysis]'" in done.stderr.splitlines()[-1]
    done = alone("-c", "from newsclaims import read_batch")
    assert done.returncode == 1 and "pip install 'newsclaims[corpus]'" in done.stderr.splitlines()[-1]
    done = alone("-m", "newsclaims", "a.parquet", "--format", "parquet", "--output", "out")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1) and "'newsclaims[corpus]'" in done.stderr
