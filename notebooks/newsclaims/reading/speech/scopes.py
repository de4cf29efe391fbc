"""Scopes: the stretches of text that a verb of speech covers."""

import re

from .paragraphs import Paragraph
from .verbs import Verb
from .words import one_of

_WORDS = 10  # a shorter quotation before a verb is a word in quotation marks, not what was said
_FIRST_PERSON = re.compile(f"[，,]{one_of('first_person')}")
_OPENING = re.compile("道?[，,：: ]{0,2}[“「『]")


def scopes(
    paragraph: Paragraph, verb: Verb, claimed: set[int] | None, heard: bool = False
) -> list[tuple[int, int]]:
    """The (start, end) of what ``verb`` covers.

    The quotations at it, or the rest of the sentence, or all of it before 消息人士说。

    ``claimed``: where the quotations begin that an earlier verb has taken; None where a verb takes none
    that stands before it. ``heard``: in a thread, its poster has heard it, and goes on with 我.
    """
    text, quotes, position = paragraph.plain, paragraph.quotes, verb.end
    clause = paragraph.clause_start(verb.start)
    opening = _OPENING.match(text, position, position + 5)
    found = []
    if claimed is not None and quotes.spans:
        found = _quoted_before(paragraph, verb.start, clause, claimed)
    stop = paragraph.sentences.end(position)
    if paragraph.in_thread:  # 老板说要降本……房贷还剩27年
        trailing = text.find("……", position, stop)
        stop = trailing if trailing >= 0 else stop
        own = _FIRST_PERSON.search(text, position, stop) if heard or verb.kind == "show" else None
        stop = own.start() if own else stop  # 房东说要涨15%，我谈到了8%
    if found or opening:
        if opening:
            for left, right in quotes.near(position):
                if left == opening.end():
                    found.append((left, right))
                    position = right
                    # who quotes somebody in a thread goes on in his own words
                    ended = heard and paragraph.in_thread or text[right - 1] in "。！？"
                    stop = right if ended else max(right, paragraph.sentences.end(right))
        else:
            found += [(left, right) for left, right in quotes.near(stop) if 0 <= left - stop <= 2]
        return found + ([(position, stop)] if stop > position else [])
    if not text[position:stop].strip("，,。 "):
        return [(paragraph.sentences.start(verb.start), clause)] if verb.closing else []
    if not quotes.spans:
        return [(position, stop)]
    for left, right in quotes.near(verb.start):
        if left <= verb.start <= right:
            stop = min(stop, right)
    for left, right in quotes.near(stop):
        if position <= left < stop < right:
            stop = right
    return [(position, stop)]


def _quoted_before(paragraph: Paragraph, start: int, clause: int, claimed: set[int]) -> list[tuple[int, int]]:
    """The quotations that end right before the clause of a verb: “…，”张岚说."""
    return [
        (left, right)
        for left, right in paragraph.quotes.near(start)
        if right < start
        and clause - right <= 2
        and right - left > _WORDS
        and left not in claimed
        and paragraph.plain[right + 1 : right + 2] not in "。！？"
    ]
