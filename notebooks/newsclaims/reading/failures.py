"""Failures: what could not be read is passed over, and a warning names the place."""

import sys
import warnings
from pathlib import Path

_PACKAGE = str(Path(__file__).resolve().parents[1])


class ReadingWarning(UserWarning):
    """A part of a text was passed over because reading it raised."""


def warn(part: str, start: int, end: int, error: Exception) -> None:
    """Warn, at the caller of the package, that ``part`` of the text from ``start`` to ``end`` is not read."""
    frame, level = sys._getframe(1), 2
    while frame.f_back is not None and frame.f_code.co_filename.startswith(_PACKAGE):
        frame, level = frame.f_back, level + 1
    warnings.warn(
        f"characters {start} to {end} ({part}) could not be read and were passed over: "
        f"{type(error).__name__}: {error}",
        ReadingWarning,
        stacklevel=level,
    )
