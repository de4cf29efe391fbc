"""Speech: who says a number, and how sure it is.

``label`` goes through a text in these steps.

1. ``paragraphs`` cuts the text into the parts that hold mentions, ``transcripts`` finds the turns of an
   interview.
2. ``attributions`` finds in each part the stretches that somebody answers for: at each verb of speech
   (``verbs``) it asks ``subjects`` who stands before it (``names``, ``people``) and ``scopes`` what it
   covers; ``citations`` are those without a verb (据…, 在…看来), quotations that no verb took come last.
3. A mention gets the speaker of the innermost attribution around it, or of its turn.
4. ``hedges`` tells by the words around a mention (``cues``, ``aims``) whether it is reported or expected,
   where the speaker leaves it open.
5. ``headlines`` names whom 他 means and who speaks in the headline.
6. ``disputes`` marks what somebody contests, here or a sentence later, ``checks`` what a fact check takes up.

The words are in the lexicon: reporting.csv (verbs), sources.csv (documents and unnamed people), hedges.csv
(cues) and speech_words.csv (all others, by their role).
"""

from collections.abc import Sequence
from datetime import date

from ..failures import warn
from ..mention import Mention
from . import aims, headlines, hedges
from .attributions import Attribution, attributions
from .cues import HEDGES, Cues
from .disputes import Denial, Disputes
from .paragraphs import Paragraph, Speaker, parts, unwrap
from .transcripts import Transcript

__all__ = ["HEDGES", "label"]

_PART = "who says it"


def label(text: str, folded: str, mentions: Sequence[Mention], published: date | None = None) -> None:
    """Set the hedge and the speaker of each of ``mentions`` (in text order), in place.

    They come without: what the narrator tells as a fact is not touched. What raises in a paragraph costs
    that paragraph its labels, and a warning names it.
    """
    transcript, denials = Transcript(folded), []
    folded = unwrap(folded)
    for part in parts(folded, mentions):
        try:
            paragraph = Paragraph(
                folded[part.start : part.end], part.start, part.mentions, in_thread=bool(transcript.turns)
            )
            denials += _label(paragraph, transcript, published)
        except Exception as error:
            for mention in part.mentions:
                mention.hedge, mention.speaker_start, mention.speaker_end = "none", None, None
            warn(_PART, part.start, part.end, error)
    try:
        headlines.resolve(folded, mentions)
        headlines.headline(folded, mentions)
        headlines.narrate(folded, mentions)
        Disputes(folded, mentions).mark(denials, transcript)
    except Exception as error:
        warn(_PART, 0, len(text), error)
    for mention in mentions:
        if mention.speaker_end:
            mention.speaker = text[mention.speaker_start : mention.speaker_end]


def _label(paragraph: Paragraph, transcript: Transcript, published: date | None) -> list[Denial]:
    """Label the mentions of ``paragraph``; the denials in it are for later."""
    cues = Cues(paragraph, published)
    waiting = attributions(paragraph)[::-1]
    offset, mentions = paragraph.offset, paragraph.mentions
    denials = [_denial(left, right, paragraph, transcript) for left, right in cues.denials]
    turns = paragraph.in_thread and transcript.has_turn(mentions[0].start, mentions[-1].start)
    if cues.silent and not waiting and not turns:
        return denials  # as the mentions are given, the narrator tells them as facts
    previous: Mention | None = None
    around: list[Attribution] = []  # those that have begun, the innermost last
    for mention in mentions:
        start, end = mention.start - offset, mention.end - offset
        while waiting and waiting[-1].start <= start:
            around.append(waiting.pop())
        while around and around[-1].end < end:
            around.pop()
        said = around[-1] if around else None
        turn = transcript.turn(mention.start) if turns and not said else None
        if said:
            _set(mention, said.speaker, offset)
            mention.hedge = said.hedge
        elif turn:
            _set(mention, turn.speaker, 0)
        if mention.hedge == "none":
            nobody = False
            if not cues.silent:
                mention.hedge, nobody = hedges.hedge(cues, mention, start, end, said)
            if mention.hedge == "none" and turn and transcript.asks_for_aim(mention.start):
                mention.hedge = "expected"
            if nobody and not turn:
                _set(mention, None, 0)
            if previous and previous.hedge == "expected" and mention.hedge == "none":
                if aims.is_old_figure(cues, mention, previous) or aims.is_listed(cues, mention, previous):
                    mention.hedge = "expected"
        previous = mention
    return denials


def _set(mention: Mention, speaker: Speaker | None, offset: int) -> None:
    named = speaker is not None and speaker.end > speaker.start
    mention.speaker_start = speaker.start + offset if speaker and named else None
    mention.speaker_end = speaker.end + offset if speaker and named else None


def _denial(left: int, right: int, paragraph: Paragraph, transcript: Transcript) -> Denial:
    """The denial at a denying word; in an answer it reaches back to the question."""
    offset = paragraph.offset
    sentence = paragraph.sentences.start(left)
    before = offset + (paragraph.sentences.start(sentence - 1) if sentence else 0)
    turn, question = transcript.turn(left + offset), transcript.question_before(left + offset)
    if before <= offset + 2 and turn and turn.start >= offset and question:
        before = question.start
    return Denial(left + offset, right + offset, sentence + offset, before)
