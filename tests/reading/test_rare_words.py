"""Speech looks for what needs a rare word only where one stands, and loses nothing by that."""

import pytest

from newsclaims.reading import lexicon, read_mentions
from newsclaims.reading.speech import paragraphs, words


def _examples() -> list[str]:
    """The examples of the lexicon, some to a text, for that is read sooner."""
    tables = ("speech_words", "reporting", "sources", "hedges")
    found = sorted({row["example"] for table in tables for row in lexicon.rows(table) if row["example"]})
    return ["\n".join(found[start : start + 20]) for start in range(0, len(found), 20)]


def test_asking_everywhere_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    examples = _examples()
    asked = [read_mentions(text, "2025-07-11") for text in examples]
    monkeypatch.setattr(paragraphs, "rare_roles", lambda text: dict.fromkeys(words._RARE, True))
    assert [read_mentions(text, "2025-07-11") for text in examples] == asked


def test_a_rare_word_is_told_whatever_stands_beside_it() -> None:
    lost = []
    for row in (row for row in lexicon.rows("speech_words") if row["role"] in words._RARE):
        for before in ("", *words.forms(*words._RARE)):
            cut = next((n for n in range(len(before), 0, -1) if row["form"].startswith(before[-n:])), 0)
            joined = before + row["form"][cut:]
            if not words.rare_roles(joined)[row["role"]]:
                lost.append((joined, row["role"]))
    assert not lost


def test_a_word_that_is_compared_whole_has_no_guards(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"form": "传", "role": "rumour", "not_after": "", "not_before": "真", "example": "坊间传。"}
    monkeypatch.setattr(lexicon, "rows", lambda name: [row])
    with pytest.raises(LookupError, match="传, rumour, has guards"):
        words.whole_words("rumour")
