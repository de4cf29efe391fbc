"""Post-Money's reading of Chinese news: numeric mentions, who says them, claims and where they lead."""

from typing import Any

from .errors import DataError

try:
    from .reading import Mention, find_mentions, read_mentions
except DataError as error:  # a part of the package is gone, and no command of it can say so later
    raise SystemExit(f"newsclaims: {error}") from None

__version__ = "0.3.0"
__all__ = ["SCHEMA", "DataError", "Ledger", "Mention", "find_mentions", "read_batch", "read_mentions"]


def __getattr__(name: str) -> Any:
    """``Ledger``, ``read_batch`` and ``SCHEMA``, which need what an extra brings; reading does without."""
    extras = {"Ledger": "analysis", "SCHEMA": "corpus", "read_batch": "corpus"}
    if name not in extras:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        if name == "Ledger":
            from .ledger import Ledger

            return Ledger
        from .corpus import batch

        return getattr(batch, name)
    except ModuleNotFoundError as error:
        raise ImportError(f"{name} needs {error.name}: pip install 'newsclaims[{extras[name]}]'") from None
