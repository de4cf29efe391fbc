"""Labels: the head of a one-line item that says so itself: 中屹证券：维持买入，目标价36元."""

import re
from collections.abc import Iterator

from .aims import GAVE
from .names import hedge_of, is_speaker, name
from .paragraphs import Paragraph, Speaker
from .places import HAN
from .words import one_of

_LABEL = re.compile(
    rf"[ •·▪■●○*#>▲△▼▽\-—]*(?:\d{{1,2}}[.、] ?)?(?:{one_of('poster')}[|] ?)?"
    r"(?:[^\s，。；：:、()“”《》]{2,10} )?"  # 华岭证券 of 华岭证券 周之予
    r"(?P<who>[^\s，。；：:、()（）【】“”《》]{2,14})(?:\([^()\n]{1,20}\))?: ?"
)
# only who rates a share begins with the rating, and tells the price or the earnings that he expects
_RATED = re.compile(
    f"{one_of('rates', 'reaffirms')}[^。\n]{{0,60}}?(?:{one_of('price_target', 'rating')}|EPS)"
    f"|[“「『]{one_of('rating')}[”」』]"
)
_ADVISER = re.compile(f"{one_of('adviser_end')}$")
_OFFICER = re.compile(
    rf"(?:C[A-Z]O|{one_of('officer', 'person_end', 'circle')}){one_of('surname')}{HAN}{{1,2}}$"
)


_AGAINST = re.compile(one_of("against"))
_AIMED = re.compile(f" ?(?:{one_of('guidance')}|{one_of('forecast_noun')})")
_CREDIT = re.compile(
    rf"\({one_of('according')}(?:[^()，。\n]{{1,12}}{one_of('quoting')})?"
    rf"(?P<who>[^()，。\n]{{2,16}}?)(?:{one_of('cited', 'cited_verb')})*\)"
)


def label(paragraph: Paragraph) -> tuple[Speaker, int] | None:
    """Who speaks in the whole paragraph, by the label before its colon, and where his words begin."""
    head = _LABEL.match(paragraph.text) if ":" in paragraph.text else None
    if head is None:
        return None
    who = head["who"]
    rated = _RATED.match(paragraph.text, head.end())
    if not (rated or _ADVISER.search(who) or _OFFICER.search(who)):
        return None
    return Speaker(*head.span("who"), hedge_of(who)), head.end()


def given(paragraph: Paragraph) -> Iterator[tuple[int, int, Speaker]]:
    """(start, end, speaker) of the figures that somebody gave before: 低于公司5月给出的50亿元指引."""
    for match in GAVE.finditer(paragraph.plain):
        number = paragraph.number_at(match.end())
        if number != match.end():
            continue
        end = paragraph.number_end(number)
        if not _AIMED.match(paragraph.plain, end):
            continue
        start = paragraph.clause_start(match.start())
        against = _AGAINST.search(paragraph.plain, start, match.start())
        named = name(paragraph, against.end() if against else start, match.start())
        if named and is_speaker(paragraph.words(named), strict=True):
            yield number, end, named


def credits(paragraph: Paragraph) -> Iterator[tuple[int, int, Speaker]]:
    """(start, end, speaker) of the sentences that a source in brackets closes: …（据外媒援引知情人士）."""
    for match in _CREDIT.finditer(paragraph.text):
        speaker = Speaker(*match.span("who"), hedge_of(match["who"]))
        yield paragraph.sentences.start(match.start()), match.start(), speaker
