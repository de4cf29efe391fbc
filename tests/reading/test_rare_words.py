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


@pytest.mark.parametrize("row", [row for row in lexicon.rows("speech_words") if row["role"] in words._RARE])
def test_a_rare_word_is_told_whatever_stands_beside_it(row: dict[str, str]) -> None:
    for before in ("", *words.forms(*words._RARE)):
        cut = next((n for n in range(len(before), 0, -1) if row["form"].startswith(before[-n:])), 0)
        assert words.rare_roles(before + row["form"][cut:])[row["role"]]
