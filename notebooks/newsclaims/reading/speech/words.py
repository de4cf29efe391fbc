"""The words of speech from the lexicon, as regular expressions that heed what stands beside them."""

import re
from collections.abc import Mapping
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


# Roles of which most paragraphs hold no word, so that what needs one is looked for in few of them
_RARE = (
    "account",
    "according",
    "adviser_end",
    "aimed",
    "by_title",
    "compared",
    "done",
    "former",
    "from",
    "gave",
    "guidance",
    "held",
    "law_says",
    "later",
    "may",
    "own_label",
    "price_target",
    "raised",
    "rates",
    "rating_noun",
    "renamed",
    "revised",
    "room",
    "stance",
    "stop_loss",
    "view",
    "will_from",
)
_ABSENT = dict.fromkeys(_RARE, False)


@cache
def _rare_words() -> tuple[re.Pattern[str], dict[str, list[tuple[str, str]]]]:
    """An expression that matches the first character of each rare word, and the (word, role) by that."""
    by_first: dict[str, list[tuple[str, str]]] = {}
    for row in lexicon.rows("speech_words"):
        if row["role"] in _ABSENT:
            by_first.setdefault(row["form"][0], []).append((row["form"], row["role"]))
    # a word is asked for by a look-ahead, for the next may begin within it: 目标, 标价
    branches = [
        re.escape(first) + f"(?={lexicon.trie(word[1:] for word, _ in words)})"
        for first, words in sorted(by_first.items())
    ]
    return re.compile("|".join(branches)), by_first


def rare_roles(text: str) -> Mapping[str, bool]:
    """Whether a word of each of the rare roles stands in ``text``, whatever stands beside it."""
    expression, by_first = _rare_words()
    found: dict[str, bool] = {}
    for match in expression.finditer(text):
        start = match.start()
        for word, role in by_first[match[0]]:
            if role not in found and text.startswith(word, start):
                found[role] = True
    return _ABSENT | found if found else _ABSENT
