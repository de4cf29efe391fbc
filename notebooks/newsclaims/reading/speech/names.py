"""Names: which words of a clause name a speaker, and what the name tells of how sure he is."""

import re

from .. import lexicon
from .paragraphs import Paragraph, Speaker
from .words import one_of

_LONGEST = 30  # a name with what stands before it; of a longer one the end counts

WEEKDAY = "[上本下]?周[一二三四五六日]"
_DAY = r"(?=\d)(?:\d{4} ?年 ?)?(?:\d{1,2} ?月 ?)?(?:\d{1,2} ?日)?"
_PREFACE = re.compile(
    rf"(?:\d{{1,3}}[.、] ?|{WEEKDAY}|{one_of('byline_start')}[^，。,]{{0,8}}?{one_of('byline_end')}"
    rf"|{one_of('seat')}.{{1,6}}?的|{one_of('preface')}|{_DAY}(?!\d)|\d+岁的|的| )+"
)
_ADVERBS = re.compile(rf"(?:{one_of('adverb')}|{WEEKDAY}|\d{{1,2}}月\d{{1,2}}日| )+$")
_ADJUNCT = re.compile(
    rf"{one_of('with')}(?={one_of('hearer')})|{one_of('preposition')}"
    rf"|[昨今] *[日天]|\d{{1,2}} ?[月日时点]|{WEEKDAY}"
)
_PASSIVE = re.compile(f"{one_of('passive')}(?=..)")
_HE = re.compile(one_of("he"))
_BARELY = re.compile(one_of("adverb"))

SOURCE = re.compile(lexicon.any_of("sources"))
_UNNAMED = re.compile(lexicon.any_of("sources", kind="unnamed"))
SOURCE_END = re.compile(f"{SOURCE.pattern}$")
_ANONYMOUS = re.compile(
    rf"(?:有[个位名些]|(?:^|的|{one_of('some')})(?:[一两三四五六七八九十几数多]+|{one_of('some')})[名位个些]?)"
    rf"[^，。]{{0,14}}?{one_of('person_end')}$"
)
_PRESS = re.compile(
    f"^《(?![^》]*{one_of('work_end')}》)[^》]+》$|^{one_of('same')}{one_of('paper')}$|{one_of('press')}$"
)


def hedge_of(name: str) -> str:
    """``reported`` for the words of somebody unnamed or of the press, else ``none``."""
    if _UNNAMED.search(name) or _ANONYMOUS.search(name) or _PRESS.search(name):
        return "reported"
    return "none"


def _without_adverbs(paragraph: Paragraph, start: int, end: int) -> int:
    """The end of what stands from ``start`` to ``end`` without adverbs and blanks behind it."""
    words = paragraph.plain[start:end]
    adverbs = _ADVERBS.search(words)
    return start + len((words[: adverbs.start()] if adverbs else words).rstrip())


def name(paragraph: Paragraph, start: int, end: int) -> Speaker | None:
    """The naming words of a clause, adverbs at both ends cut off; None where nothing is left."""
    text = paragraph.plain
    preface = _PREFACE.match(text, start, end)
    if preface and preface.end() < end:
        start = preface.end()
    passive = _PASSIVE.search(text, start, end)
    if passive:
        start = passive.end()
    end = _without_adverbs(paragraph, start, end)
    adjunct = _ADJUNCT.search(text[start:end])
    if adjunct:
        at = adjunct.start()
        relative = text.rfind("的", start, end - 1) if at == 0 else -1
        if relative > 0:  # 在公司工作了七年的工程师乔岩
            return name(paragraph, relative + 1, end)
        if at == 0 or at == 1 and _BARELY.match(text, start):
            return None
        if at == 1 and _HE.match(text, start):
            end = start + 1
        if at >= 2:
            end = _without_adverbs(paragraph, start, start + at)
    start = max(start, end - _LONGEST)
    return Speaker(start, end, hedge_of(text[start:end])) if end > start else None


def preface_end(words: str, limit: int) -> int:
    """Where the adverbs and dates end with which ``words`` begin; 0 where they reach ``limit``."""
    preface = _PREFACE.match(words)
    return preface.end() if preface and preface.end() < limit else 0
