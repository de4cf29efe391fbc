"""Headlines: what a text as a whole tells of the speakers of its parts."""

import re
from collections.abc import Sequence

from .. import lexicon
from ..mention import Mention
from . import people
from .attributions import OWN_COMPANY
from .names import hedge_of
from .places import CLAUSE_BREAK, HAN, SENTENCE_BREAK, Places
from .subjects import OF_THEM
from .words import one_of

_HEADLINE = 80  # characters of a first line that can be a headline
_LONGEST_PRONOUN = 3  # characters of 他们, 佢哋
_PRONOUN_REACH = 1500  # characters before 他 in which whom it means was named

_HEADED = re.compile(f"(?:^|[ ，,])((?:{HAN}|[A-Za-z·]){{2,8}}) ?[:：] ?(?=[^ ])")
_SPEAKER = re.compile(f"(?:{one_of('organisation_end', 'person_end', 'unnamed_end', 'circle')}|[A-Z]{{3}})$")
_OWN_ANNOUNCEMENT = re.compile(one_of("own_announcement"))
_ASKERS = frozenset(lexicon.forms("speech_words", role="asker"))
_FORECAST = re.compile(lexicon.any_of("reporting", kind="forecast"))


def resolve(folded: str, mentions: Sequence[Mention]) -> None:
    """Name the 他 that a paragraph begins with: the last speaker, or whom the text introduced since."""
    last, introduced, unnamed = (-1, -1), None, (-1, -1)
    for mention in mentions:
        start, end = mention.speaker_start, mention.speaker_end
        if start is None or end is None:
            continue
        if end - start <= _LONGEST_PRONOUN and people.is_pronoun(folded[start:end]):
            introduced = introduced or Places(people.introduced(folded))
            near = max(last, introduced.before(start))
            if near[0] >= max(0, start - _PRONOUN_REACH):
                mention.speaker_start, mention.speaker_end = near
        elif mention.hedge == "reported":
            if not OF_THEM.fullmatch(folded, start, end):
                unnamed = start, end
            elif unnamed[0] >= max(0, start - _PRONOUN_REACH) and SENTENCE_BREAK.search(
                folded, unnamed[1], start
            ):  # 其中两人
                mention.speaker_start, mention.speaker_end = unnamed
        elif (start, end) != last and not people.is_thing(folded[start:end]):
            last = start, end


def headline(folded: str, mentions: Sequence[Mention]) -> None:
    """Give what stands behind 法人： in the headline to its speaker, where nobody else has said it."""
    stop = folded.find("\n")
    stop = min(len(folded) if stop < 0 else stop, _HEADLINE)
    for head in _HEADED.finditer(folded, 0, stop):
        if not _SPEAKER.search(head[1]) or head[1] in _ASKERS:
            continue
        for mention in mentions:
            if mention.start >= stop:
                break
            said = mention.start >= head.end() and mention.speaker_start is None
            if said and not CLAUSE_BREAK.search(folded, head.end(), mention.start):
                mention.speaker_start, mention.speaker_end = head.span(1)
                mention.hedge = "reported" if hedge_of(head[1]) == "reported" else mention.hedge


def narrate(folded: str, mentions: Sequence[Mention]) -> None:
    """What 公司 expects in its own announcement is told by the narrator, for it has written the text."""
    if not _OWN_ANNOUNCEMENT.search(folded):
        return
    own: dict[tuple[int, int], bool] = {}  # whether it is 公司, by where the speaker stands
    for mention in mentions:
        start, end = mention.speaker_start, mention.speaker_end
        if start is None or end is None:
            continue
        if (start, end) not in own:
            own[start, end] = bool(OWN_COMPANY.fullmatch(folded, start, end) and _FORECAST.match(folded, end))
        if own[start, end]:
            mention.speaker_start = mention.speaker_end = None
