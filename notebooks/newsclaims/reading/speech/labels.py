"""Labels: the head of a one-line item that says so itself: 中屹证券：维持买入，目标价36元."""

import re
from collections.abc import Iterator

from .names import hedge_of
from .paragraphs import Paragraph, Speaker
from .places import HAN
from .words import one_of

_LABEL = re.compile(
    r"[ •·▪■●○*#>\-—]*(?:\d{1,2}[.、] ?)?"
    r"(?P<who>[^\s，。；：:、()（）【】“”《》]{2,14})(?:\([^()\n]{1,20}\))?: ?"
)
# only who rates a share begins with the rating, and tells the price or the earnings that he expects
_RATED = re.compile(
    f"{one_of('rates', 'reaffirms')}[^。\n]{{0,40}}?(?:{one_of('price_target', 'rating')}|EPS)"
)
_ADVISER = re.compile(f"{one_of('adviser_end')}$")
_OFFICER = re.compile(rf"(?:C[A-Z]O|{one_of('officer', 'person_end')}){one_of('surname')}{HAN}{{1,2}}$")


_CREDIT = re.compile(
    rf"\({one_of('according')}(?:[^()，。\n]{{1,12}}{one_of('quoting')})?"
    rf"(?P<who>[^()，。\n]{{2,16}}?)(?:{one_of('cited', 'cited_verb')})*\)"
)


def label(paragraph: Paragraph) -> tuple[Speaker, int] | None:
    """Who speaks in the whole paragraph, by the label before its colon, and where his words begin."""
    head = _LABEL.match(paragraph.text)
    if head is None:
        return None
    who = head["who"]
    rated = _RATED.match(paragraph.text, head.end())
    if not (rated or _ADVISER.search(who) or _OFFICER.search(who)):
        return None
    return Speaker(*head.span("who"), hedge_of(who)), head.end()


def credits(paragraph: Paragraph) -> Iterator[tuple[int, int, Speaker]]:
    """(start, end, speaker) of the sentences that a source in brackets closes: …（据外媒援引知情人士）."""
    for match in _CREDIT.finditer(paragraph.text):
        speaker = Speaker(*match.span("who"), hedge_of(match["who"]))
        yield paragraph.sentences.start(match.start()), match.start(), speaker
