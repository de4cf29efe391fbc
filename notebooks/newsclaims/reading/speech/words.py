"""The words of speech from the lexicon, as regular expressions that heed what stands beside them."""

from functools import cache

from .. import lexicon


@cache
def one_of(*roles: str) -> str:
    """A regular expression of the words of speech that have one of ``roles``, in a group of its own."""
    rows = [row for row in lexicon.rows("speech_words") if row["role"] in roles]
    missing = set(roles) - {row["role"] for row in rows}
    if missing:
        raise LookupError(f"lexicon/speech_words.csv has no row with role {', '.join(sorted(missing))}")
    return lexicon.guarded(rows)
