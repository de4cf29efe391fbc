"""The crew: what a process that was killed had is read by another."""

import os
import signal

import pytest

from newsclaims.corpus import crew
from newsclaims.errors import DataError


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


def test_processes_that_die_again_and_again_end_the_run(monkeypatch):
    monkeypatch.setattr(crew, "_DEATHS", 0)
    with crew.Crew(dies, workers=2) as ours, pytest.raises(DataError, match="fewer --workers"):
        ours.submit(0, None)
        list(ours.finished(everything=True))
