"""What happens where a part of a text cannot be read: it is passed over and told, and the rest is read."""

import warnings

from ..errors import DataError


class ReadingWarning(UserWarning):
    """A part of a text was passed over."""


def warn(part: str, start: int, end: int, error: Exception) -> None:
    """Tell that ``part``, what was being read from ``start`` to ``end``, was passed over.

    A DataError is raised on: a lexicon that cannot be read is no fault of one part.
    """
    if isinstance(error, DataError):
        raise error
    warnings.warn(
        f"characters {start} to {end} ({part}) could not be read and were passed over: "
        f"{type(error).__name__}: {error}",
        ReadingWarning,
        stacklevel=4,
    )
