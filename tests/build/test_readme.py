"""The README: its examples run as they stand, from another folder."""

import re

import pytest
from conftest import ROOT, run

EXAMPLES = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S)


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_examples_run_from_another_folder(tmp_path, number):
    (tmp_path / "post-money").symlink_to(ROOT, target_is_directory=True)
    done = run(["python", "-c", EXAMPLES[number]], tmp_path, PYTHONPATH=str(ROOT / "notebooks"))
    assert done.returncode == 0 and done.stderr == "", done.stderr
    assert "print(" not in EXAMPLES[number] or done.stdout.strip()
