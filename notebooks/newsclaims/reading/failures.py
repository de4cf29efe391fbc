"""What happens where a part of a text cannot be read: it is passed over and told, and the rest is read."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from ..errors import DataError

_collected: ContextVar[list["ReadingWarning"] | None] = ContextVar("collected", default=None)


class ReadingWarning(UserWarning):
    """A part of a text, from ``start`` to ``end``, was passed over."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.start, self.end = start, end


def warn(part: str, start: int, end: int, error: Exception) -> None:
    """Tell that ``part``, what was being read from ``start`` to ``end``, was passed over.

    A DataError is raised on: a lexicon that cannot be read is no fault of one part.
    """
    if isinstance(error, DataError):
        raise error
    told = ReadingWarning(
        f"characters {start} to {end} ({part}) could not be read and were passed over: "
        f"{type(error).__name__}: {error}",
        start,
        end,
    )
    collected = _collected.get()
    if collected is None:
        warnings.warn(told, stacklevel=4)
    else:
        collected.append(told)


@contextmanager
def collecting() -> Iterator[list[ReadingWarning]]:
    """Within it the warnings of this thread go into the list that it gives, and to nobody else.

    ``warnings.catch_warnings`` would mix up those of texts that are read in several threads at once.
    """
    collected: list[ReadingWarning] = []
    token = _collected.set(collected)
    try:
        yield collected
    finally:
        _collected.reset(token)
