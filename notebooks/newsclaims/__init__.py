"""Post-Money's reading of Chinese news: numeric mentions, who says them, claims and where they lead."""

from importlib import import_module

__version__ = "0.1.0"
__all__ = ["find_mentions", "DataError", "Ledger"]

_HOME = {"find_mentions": ".reading.find", "DataError": ".errors", "Ledger": ".ledger"}


def __getattr__(name):
    # pandas takes 0.3 s to import; the pieces below it should not wait for it
    if name in _HOME:
        return getattr(import_module(_HOME[name], __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
