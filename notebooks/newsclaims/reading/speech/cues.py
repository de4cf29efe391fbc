"""Cues: the words that tell how sure a number is."""

from .. import lexicon

_ROWS = {row["form"]: row for row in lexicon.rows("hedges")}
DISPUTING = lexicon.guarded(row for row in _ROWS.values() if row["hedge"] == "disputed")
CUE = lexicon.guarded(_ROWS.values())


def is_cue(word: str) -> bool:
    """Whether ``word`` tells how sure the numbers behind it are."""
    return word in _ROWS


def hedge_of_cue(word: str) -> str:
    """The hedge that the cue ``word`` gives."""
    return _ROWS[word]["hedge"]


def noun(word: str) -> str:
    """Whether the cue ``word`` is a noun: empty for no, ``yes`` for sometimes, ``mostly``."""
    return _ROWS[word]["noun"]
