"""Crew: whoever reads parts, this process, others on this machine, or the workers of a Dask cluster."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any

from ..errors import DataError

_PATIENCE = 10  # seconds for a scheduler to answer
_DEATHS = 3  # times in a row that workers may die before any part was read


class Crew:
    """Reads parts: ``submit`` hands one out, ``finished`` gives what is done, in no order.

    What is handed out and not yet taken back is bounded, and so is the memory that it takes.
    """

    def __init__(
        self, task: Callable[[Any], Any], workers: int | None = None, scheduler: str | None = None
    ) -> None:
        """Make ready ``workers`` processes (1: this one), or those of a Dask ``scheduler`` (its address).

        DataError where no scheduler answers.
        """
        self._task, self._scheduler = task, scheduler
        self._workers = workers or _cores()
        self._pending: dict[Future[Any], tuple[int, Any]] = {}
        self._deaths = 0
        self._client = _client(scheduler) if scheduler else None
        self._executor = self._made()

    def __enter__(self) -> "Crew":
        return self

    def __exit__(self, *_: object) -> None:
        if self._client:
            self._executor.shutdown(wait=False)  # which cancels what was not read
            self._client.close()
        else:
            self._executor.shutdown(cancel_futures=True)

    def _made(self) -> Executor:
        if self._client:
            return self._client.get_executor(pure=False, retries=2)
        if self._workers == 1:
            return _Here()
        # spawned, not forked: alike on all systems, and no lock that a thread holds is copied
        return ProcessPoolExecutor(self._workers, get_context("spawn"), initializer=_follow)

    def _room(self) -> int:
        if not self._client:
            return 1 if self._workers == 1 else 2 * self._workers
        return 2 * max(1, sum(self._client.nthreads().values()))

    def submit(self, number: int, part: Any) -> None:
        """Hand out ``part``, which is called ``number``; DataError as ``finished``."""
        try:
            self._pending[self._executor.submit(self._task, part)] = number, part
        except BrokenProcessPool:
            self._again()
            self.submit(number, part)

    def finished(self, everything: bool = False) -> Iterator[tuple[int, Any]]:
        """(number, result) of parts that are done; waits for room for one more, or for ``everything``.

        DataError where workers die again and again.
        """
        while self._pending and (everything or len(self._pending) >= self._room()):
            done, _ = wait(self._pending, return_when=FIRST_COMPLETED)
            for future in done:
                if future not in self._pending:
                    continue
                try:
                    result = future.result()
                except BrokenProcessPool:
                    self._again()
                    break
                except Exception as error:
                    raise self._told(error) from error
                number, _ = self._pending.pop(future)
                self._deaths = 0
                yield number, result

    def _again(self) -> None:
        """Make new processes and hand out again what was with those that died."""
        self._deaths += 1
        if self._deaths > _DEATHS:
            raise DataError(
                "processes that read were killed, again and again, as they are where memory runs out: "
                "give fewer --workers"
            )
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = self._made()
        lost, self._pending = self._pending, {}
        for future, (number, part) in lost.items():
            if future.done() and not future.cancelled() and not future.exception():
                self._pending[future] = number, part
            else:
                self.submit(number, part)

    def _told(self, error: Exception) -> Exception:
        if not self._client or isinstance(error, DataError):
            return error
        return DataError(f"a worker of {self._scheduler} cannot read ({type(error).__name__}: {error})")


class _Here(Executor):
    """Does in this process, at once, what it is given."""

    def submit(self, task: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(task(*given, **named))
        return done


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _follow() -> None:
    """Leave it to the process that started this one when to stop, and end where it was killed."""

    def watch() -> None:
        parent = parent_process()
        if parent:
            parent.join()
            os._exit(1)

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=watch, daemon=True).start()


def _client(address: str) -> Any:
    try:
        from distributed import Client  # only who reads on a cluster needs it
    except ModuleNotFoundError as error:
        raise DataError(f"--scheduler needs {error.name}: pip install 'newsclaims[corpus]'") from None
    try:
        client = Client(address, timeout=_PATIENCE)
    except (OSError, ValueError, TypeError) as error:
        raise DataError(f"no Dask scheduler answers at {address}: check the address ({error})") from None
    if not client.nthreads():
        print(f"newsclaims: {address} has no workers yet; they may come later", file=sys.stderr)
    return client
