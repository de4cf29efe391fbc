"""The crew: what a process that was killed had is read by another."""

import os
import signal
import subprocess
import sys
import time

import psutil
import pytest
from conftest import ROOT

from newsclaims.corpus import crew
from newsclaims.errors import DataError

SURROUNDINGS = os.environ | {"PYTHONPATH": str(ROOT / "notebooks")}


def dies_once(mark):
    """Read nothing but once kill the process that does."""
    if not os.path.exists(mark):
        open(mark, "w").close()
        os.kill(os.getpid(), signal.SIGKILL)
    return mark


def dies(_):
    os.kill(os.getpid(), signal.SIGKILL)


def test_what_a_killed_process_had_is_read_by_another(tmp_path):
    with crew.Crew(dies_once, workers=2) as ours:
        for number in range(4):
            ours.submit(number, str(tmp_path / "mark"))
        assert sorted(number for number, _ in ours.finished(everything=True)) == [0, 1, 2, 3]


def test_processes_end_with_the_one_that_started_them_even_if_that_was_killed():
    code = """
from time import sleep
from newsclaims.corpus.crew import Crew
if __name__ == "__main__":
    with Crew(eval, workers=2) as crew:
        crew.submit(0, "__import__('os').getpid()")
        crew.submit(1, "__import__('os').getpid()")
        print(*{pid for _, pid in crew.finished(everything=True)}, flush=True)
        sleep(60)
"""
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env=SURROUNDINGS)
    workers = [int(pid) for pid in parent.stdout.readline().split()]
    parent.kill()
    parent.communicate()
    for _ in range(100):
        if not any(psutil.pid_exists(pid) for pid in workers):
            break
        time.sleep(0.1)
    assert workers and not any(psutil.pid_exists(pid) for pid in workers)


def test_processes_that_die_again_and_again_end_the_run(monkeypatch):
    monkeypatch.setattr(crew, "_DEATHS", 0)
    with crew.Crew(dies, workers=2) as ours, pytest.raises(DataError, match="fewer --workers"):
        ours.submit(0, None)
        list(ours.finished(everything=True))
