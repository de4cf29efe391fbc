"""Transcripts: the turns of who speaks, where names come back at line starts."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from .. import lexicon
from .paragraphs import Speaker
from .places import HAN, SENTENCE_BREAK
from .posts import lines, posts
from .words import one_of

_NAME_SIZES = (4, 3, 2)  # characters of a name behind a role: 主持人小鹿
_TURN = re.compile(
    rf"(?m)^[ ↳]*(?P<post>@)?(?:{one_of('answer')}\d{{0,2}} ?\()?(?P<name>[^\s，。：:“”!?()]{{1,12}})\)?"
    rf"(?: {one_of('reply')} @[^\s:：]{{1,20}})?[：:] ?(?=\S)"
)
_QUESTION = re.compile(rf"{one_of('question')}\d{{0,2}}")
_LETTER = re.compile(f"[A-Za-z]|{HAN}")
_AIM_ASKED = re.compile(f"{one_of('aim_asked')}[^。\n]*[?？]")
_ASKERS = frozenset(lexicon.forms("speech_words", role="asker"))
_INTERVIEWERS = frozenset(lexicon.forms("speech_words", role="interviewer"))
_PARTIES = frozenset(lexicon.forms("speech_words", role="party"))


@dataclass(slots=True)
class Turn:
    """What somebody says in a transcript, to the end of his line; the speaker of a question is None."""

    start: int
    end: int
    speaker: Speaker | None


class Transcript:
    """The turns of a folded text; none where no name comes back."""

    def __init__(self, folded: str) -> None:
        self.folded, self.turns = folded, list(_turns(folded))
        self.starts = [turn.start for turn in self.turns]

    def turn(self, position: int) -> Turn | None:
        """The turn around ``position``."""
        index = bisect_right(self.starts, position) - 1
        return self.turns[index] if index >= 0 and position < self.turns[index].end else None

    def has_turn(self, start: int, end: int) -> bool:
        """Whether there is a turn around a place from ``start`` to ``end``."""
        index = bisect_right(self.starts, end) - 1
        return index >= 0 and (self.starts[index] > start or start < self.turns[index].end)

    def asks_for_aim(self, position: int) -> bool:
        """Whether ``position`` is in the first sentence that answers a question for an aim."""
        turn, asked = self.turn(position), self.question_before(position)
        if turn is None or asked is None or asked.speaker is not None:
            return False
        if not _AIM_ASKED.search(self.folded, asked.start, asked.end):
            return False
        return SENTENCE_BREAK.search(self.folded, turn.start, position) is None

    def question_before(self, position: int) -> Turn | None:
        """The turn before the one around ``position``."""
        index = bisect_right(self.starts, position) - 1
        return self.turns[index - 1] if index > 0 and position < self.turns[index].end else None


def _turns(folded: str) -> Iterator[Turn]:
    """The turns of posts and of an interview, in text order; where both begin, the post counts."""
    heads = sorted(posts(folded), key=lambda post: post.start)
    turns: dict[int, Turn] = {}
    starts = [*(post.start for post in heads), len(folded)]
    for post, limit in zip(heads, starts[1:], strict=True):
        stop = folded.find("\n", post.body)
        if post.lines or stop < 0 or stop > limit:
            stop = limit
        for start, end in lines(folded, post.body, stop):
            turns[start] = Turn(start, end, Speaker(*post.name))
    for turn in _named(folded):
        turns.setdefault(turn.start, turn)
    yield from sorted(turns.values(), key=lambda turn: turn.start)


def _named(folded: str) -> Iterator[Turn]:
    """The turns of names that come back.

    A name counts with its role in front (主持人小鹿 and 小鹿), and in brackets: A（罗庭）.
    """
    found = list(_TURN.finditer(folded))
    bracketed = [folded[match.start("name") - 1 : match.start("name")] == "(" for match in found]
    names = Counter(match["name"] for match in found)
    tails = Counter(name[-size:] for name in names for size in _NAME_SIZES if len(name) > size)
    again = {name for name, times in names.items() if times + tails[name] >= 2}
    interview = sum(bracketed) >= 2
    asked = {match.start(): _next_line(folded, match.end()) for match in found if _is_interviewer(match)}
    for match, answer in zip(found, bracketed, strict=True):
        start, end = match.span("name")
        name = match["name"]
        size = next((size for size in _NAME_SIZES if len(name) > size and name[-size:] in again), 0)
        question = _QUESTION.fullmatch(name)
        if not _LETTER.search(name) or name in _PARTIES and names[name] < 2:
            continue  # 10:00; 申请人:许某 and 被申请人:, who do not speak
        answers = match.start() in asked or match.start() in asked.values()
        if not (match["post"] or name in again or size or answers or interview and (answer or question)):
            continue
        stop = folded.find("\n", match.end())
        speaker = None if name in _ASKERS or question else Speaker(end - size if size else start, end)
        yield Turn(match.end(), stop if stop >= 0 else len(folded), speaker)


def _is_interviewer(match: re.Match[str]) -> bool:
    """Whether the line of ``match`` is a question of a 记者 or 主持人, so that the next one answers it."""
    stop = match.string.find("\n", match.end())
    return match["name"] in _INTERVIEWERS and match.string[stop - 1] in "?？"


def _next_line(folded: str, position: int) -> int:
    """Where the next line with words begins behind the one around ``position``."""
    stop = folded.find("\n", position)
    while 0 <= stop < len(folded) and folded[stop] in "\n ":
        stop += 1
    return stop
