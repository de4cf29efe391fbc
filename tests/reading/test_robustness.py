"""No text is ever lost: whatever is read, nothing is raised, and what a part could not read is told."""

import warnings

from hypothesis import given, settings
from hypothesis import strategies as st
from sentences import CHARACTERS, grammar_made, words

from newsclaims.reading import failures, read_mentions

VOCABULARY = words()


def read_whole(text, published="2025-07-11"):
    """Mentions of ``text``; a part that was passed over fails the test, as does a span that is not there."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", failures.ReadingWarning)
        found = read_mentions(text, published)
    for one in found:
        assert text[one.start : one.end] == one.text
        if one.speaker:
            assert text[one.speaker_start : one.speaker_end] == one.speaker
    return found


@settings(max_examples=1000, deadline=None)
@given(st.randoms(use_true_random=False))
def test_sentences_of_a_grammar_are_read(draw):
    read_whole(grammar_made(draw, VOCABULARY))


@settings(max_examples=500, deadline=None)
@given(
    st.text(st.sampled_from(CHARACTERS), max_size=60),
    st.sampled_from([None, "2025-07-11", "0001-01-01", "9999-12-31"]),
)
def test_mixed_scripts_are_read(text, published):
    read_whole(text, published)


@settings(max_examples=500, deadline=None)
@given(st.text(max_size=80))
def test_any_characters_are_read(text):
    read_whole(text)
