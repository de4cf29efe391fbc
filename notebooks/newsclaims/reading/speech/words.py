"""The words of speech from the lexicon, as regular expressions that heed what stands beside them."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from .. import lexicon


def guarded(rows: Iterable[Mapping[str, str]]) -> str:
    """A regular expression of the forms of ``rows``, none after a character of its ``not_after``.

    Nor before one of its ``not_before``. The forms stand by their first character, and what may not stand
    before it is asked behind it: a search then skips from one first character to the next.
    """
    by_first: dict[str, dict[str, list[Mapping[str, str]]]] = {}
    for row in rows:
        by_first.setdefault(row["form"][0], {}).setdefault(row["not_after"], []).append(row)
    branches = []
    for first, by_guard in sorted(by_first.items()):
        tails = []
        for guard, same in sorted(by_guard.items()):
            before = f"(?<![{guard}]{first})" if guard else ""
            following = {row["form"]: row["not_before"] for row in same}
            tails.append(before + lexicon.trie(following, following)[1:])
        branches.append(f"{re.escape(first)}(?:{'|'.join(tails)})")
    return f"(?:{'|'.join(branches)})"


@cache
def one_of(*roles: str) -> str:
    """A regular expression of the words of speech that have one of ``roles``, in a group of its own."""
    rows = [row for row in lexicon.rows("speech_words") if row["role"] in roles]
    missing = set(roles) - {row["role"] for row in rows}
    if missing:
        raise LookupError(f"lexicon/speech_words.csv has no row with role {', '.join(sorted(missing))}")
    return guarded(rows)
