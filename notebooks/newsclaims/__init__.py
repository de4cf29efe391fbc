"""Post-Money's reading of Chinese news: numeric mentions, who says them, claims and where they lead."""

from typing import Any

from .errors import DataError

try:
    from .reading import Mention, find_mentions, read_mentions
except DataError as error:  # a part of the package is gone, and no command of it can say so later
    raise SystemExit(f"newsclaims: {error}") from None

__version__ = "0.3.0"
__all__ = ["DataError", "Ledger", "Mention", "find_mentions", "read_mentions"]


def __getattr__(name: str) -> Any:
    """``Ledger``, which needs what the extra ``analysis`` brings; reading does without."""
    if name != "Ledger":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        from .ledger import Ledger
    except ModuleNotFoundError as error:
        raise ImportError(f"Ledger needs {error.name}: pip install 'newsclaims[analysis]'") from None
    return Ledger
