"""The words of speech from the lexicon, as regular expressions that heed what stands beside them."""

import re
from collections.abc import Mapping
from functools import cache

from .. import lexicon


def _rows(*roles: str) -> list[dict[str, str]]:
    rows = [row for row in lexicon.rows("speech_words") if row["role"] in roles]
    missing = set(roles) - {row["role"] for row in rows}
    if missing:
        raise LookupError(f"lexicon/speech_words.csv has no row with role {', '.join(sorted(missing))}")
    return rows


@cache
def one_of(*roles: str) -> str:
    """A regular expression of the words of speech that have one of ``roles``, in a group of its own."""
    return lexicon.guarded(_rows(*roles))


def whole_words(role: str) -> tuple[str, ...]:
    """The words of speech that have ``role``, to compare a word with; LookupError where one has guards.

    Guards say what may stand beside a word, which nobody looks at who has only the word.
    """
    rows = _rows(role)
    guarded = [row["form"] for row in rows if row["not_after"] or row["not_before"]]
    if guarded:
        raise LookupError(
            f"lexicon/speech_words.csv: {guarded[0]}, {role}, has guards, and words of this role are "
            f"compared without those beside them: leave not_after and not_before empty"
        )
    return tuple(row["form"] for row in rows)


def forms(*roles: str) -> list[str]:
    """The words of speech that have one of ``roles``, whatever may stand beside them."""
    return [row["form"] for row in _rows(*roles)]


def first_characters(*roles: str) -> frozenset[str]:
    """The characters with which the words of speech begin that have one of ``roles``."""
    return frozenset(form[0] for form in forms(*roles))


def last_characters(*roles: str) -> frozenset[str]:
    """The characters with which the words of speech end that have one of ``roles``."""
    return frozenset(form[-1] for form in forms(*roles))


# Roles of which most paragraphs hold no word, so that what needs one is looked for in few of them
_RARE = (
    "account",
    "according",
    "act",
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
    "passive",
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
)
_ABSENT = dict.fromkeys(_RARE, False)


@cache
def _rare_words() -> tuple[re.Pattern[str], dict[str, dict[str, bool]]]:
    """An expression of the rare words, and by each word the roles that can stand where it does.

    These are its own and those of the words that may begin within it, which the expression passes over.
    """
    by_first: dict[str, list[tuple[str, str]]] = {}
    for row in _rows(*_RARE):
        by_first.setdefault(row["form"][0], []).append((row["form"], row["role"]))
    roles = {
        word: {
            role: True
            for cut, character in enumerate(word)
            for other, role in by_first.get(character, ())
            if other.startswith(word[cut:]) or word.startswith(other, cut)
        }
        for word in forms(*_RARE)
    }
    unguarded = [{"form": word, "not_after": "", "not_before": ""} for word in roles]
    return re.compile(lexicon.guarded(unguarded)), roles


def rare_roles(text: str) -> Mapping[str, bool]:
    """Whether a word of each of the rare roles can stand in ``text``, whatever stands beside it."""
    expression, roles = _rare_words()
    words = expression.findall(text)
    if not words:
        return _ABSENT
    found = _ABSENT.copy()
    for word in words:
        found.update(roles[word])
    return found
