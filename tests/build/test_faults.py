"""What is broken or gone is told in one line, with what to do, before anything runs."""

import shutil

import pytest
from conftest import ROOT, run


@pytest.fixture
def collection(tmp_path):
    """What a build reads, to break things in."""
    for part in ("dodo.py", "requirements.txt", "notebooks", "data"):
        source, skip = ROOT / part, shutil.ignore_patterns("__pycache__", "gold", ".ipynb_checkpoints")
        shutil.copytree(source, tmp_path / part, ignore=skip) if source.is_dir() else shutil.copy2(
            source, tmp_path
        )
    return tmp_path


@pytest.mark.parametrize(
    ["change", "words"],
    [
        (lambda path: path.unlink(), "is missing"),
        (lambda path: path.write_bytes(path.read_bytes()[:3000]), "is no readable notebook"),
    ],
    ids=["missing", "cut off"],
)
def test_a_notebook_that_cannot_be_read_is_named_and_nothing_runs(collection, change, words):
    change(collection / "notebooks/03-retention.ipynb")
    done = run(["python", "-m", "doit"], collection)
    path = "notebooks/03-retention.ipynb"
    assert done.stderr == f"{path} {words}: restore it with `git checkout {path}`\n" and done.returncode
    assert done.stdout == "" and not (collection / "html").exists()


@pytest.mark.parametrize("name", ["units", "cues"], ids=["needed at once", "needed later"])
def test_a_lexicon_file_that_is_gone_is_named(collection, name):
    (collection / f"notebooks/newsclaims/reading/lexicon/{name}.csv").unlink()
    (collection / "text.txt").write_text("据报道,公司裁员 300 人。", encoding="utf-8")
    done = run(["python", "-m", "newsclaims", "text.txt"], collection, PYTHONPATH="notebooks")
    assert done.returncode == 1 and done.stdout == ""
    assert done.stderr == (
        f"newsclaims: newsclaims/reading/lexicon/{name}.csv cannot be read (No such file or directory): "
        "restore it with git, or install the package again\n"
    )
