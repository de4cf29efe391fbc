"""Names: which words of a clause name a speaker, and what the name tells of how sure he is."""

import re

from .. import lexicon
from .paragraphs import Paragraph, Speaker
from .places import GAP, HAN, NUMERAL, TITLE
from .words import first_characters, last_characters, one_of

_LONGEST = 30  # a name with what stands before it; of a longer one the end counts
_TAIL = 8  # characters in which the word stands that tells what a name is
_LONGEST_PLAIN = 14  # a longer name ends in a word for a person, an organisation or a document

_MARKS = "*_#>•·▪■ -"  # of a list or of Markdown, at the edge of a clause
_PREFACE = re.compile(
    rf"(?:\d{{1,3}}[.、] ?|\([^()]{{0,40}}\)"
    rf"|(?:[这一]家)?{one_of('seat')}.{{1,6}}?的|{one_of('preface')}|的|[{_MARKS}])+"
)
_PREFACE_FIRSTS = first_characters("seat", "preface").union("0123456789(这一的", _MARKS)
_ADVERBS = {row["form"]: row for row in lexicon.rows("speech_words") if row["role"] == "adverb"}
_ADVERB_LASTS = frozenset(form[-1] for form in _ADVERBS)
_ADVERB_SIZES = sorted({len(form) for form in _ADVERBS}, reverse=True)
_ADJUNCT = re.compile(f"{one_of('with')}(?={one_of('hearer')})|{one_of('preposition')}")
_ACT = re.compile(one_of("act"))
_PERSON_NAME = re.compile(f"{one_of('surname')}{HAN}{{1,2}}$")
_GAP = re.compile(GAP)
_TITLE = re.compile(TITLE)
_SOME, _SOME_FIRSTS = re.compile(one_of("certain")), first_characters("certain")
_PASSIVE = re.compile(f"{one_of('passive')}(?=..)")
_HE = re.compile(one_of("he"))
_BARELY = re.compile(one_of("adverb"))

_SOURCES = lexicon.rows("sources")
SOURCE = re.compile(lexicon.guarded(_SOURCES))
_UNNAMED = re.compile(lexicon.guarded(row for row in _SOURCES if row["kind"] == "unnamed"))
SOURCE_END = re.compile(f"{SOURCE.pattern}$")
_ANONYMOUS = re.compile(
    rf"(?:{one_of('some')}|(?:^|的){NUMERAL}+)"
    rf"[^，。]{{0,14}}?{one_of('person_end')}$"
)
# 某高管, 有中介
_CERTAIN = re.compile(
    f"^{one_of('certain')}[^，。的]{{0,8}}?{one_of('person_end', 'acquaintance')}(?:$|{one_of('adverb')})"
)
_NAMED_AFTER = re.compile(f"{one_of('circle')}{one_of('surname')}{HAN}{{1,2}}$")  # 证券界人士黎志远
_PRESS = re.compile(
    f"^《(?![^》]*{one_of('work_end')}》)[^》]+》$|^{one_of('same')}{one_of('paper')}$|{one_of('press')}$"
)


# a name that does not begin or end with one of these needs no search
_PERSON_LASTS, _PRESS_LASTS = last_characters("person_end"), last_characters("paper", "press").union("》")
_CAN_SPEAK = re.compile(f"[A-Za-z0-9》”」]$|{one_of('organisation_end', 'person_end')}$|{SOURCE_END.pattern}")
_TITLED = re.compile(f"{one_of('person_end')}{HAN}{{2,4}}$")
_MEASURE = re.compile(f"{one_of('measure_end')}$")
_NO_SPEAKER = re.compile(f"{one_of('measure_end', 'clause_end')}$")
_NO_FORECASTER = re.compile(f"{one_of('event_end')}$")
_MODAL = re.compile(one_of("modal"))
_PREDICATE = re.compile(one_of("predicate"))
_NO_SUBJECT = re.compile(rf"{one_of('no_subject')}|自\d")
_NO_SUBJECT_FIRSTS = first_characters("no_subject").union("自")
_LETTER = re.compile(f"[A-Za-z]|{HAN}")


def is_titled(words: str) -> bool:
    """Whether ``words`` end in a title and a name: 发言人赖志明."""
    return _TITLED.search(words) is not None


def can_speak(words: str) -> bool:
    """Whether ``words`` end as the name of a person, an organisation or a document does."""
    return _CAN_SPEAK.search(words, max(0, len(words) - _TAIL)) is not None


def is_measure(words: str) -> bool:
    """Whether ``words`` end in what is measured: 失业率, 净利润."""
    return _MEASURE.search(words.rstrip()) is not None


def is_speaker(words: str, strict: bool = False) -> bool:
    """Whether ``words`` can name somebody: no measure or time, no bare mark, no clause.

    ``strict``: nor an event or a clause with a verb, as they stand before 预计 and after 根据.
    """
    tail = max(0, len(words) - _TAIL)
    if not _LETTER.search(words) or _NO_SPEAKER.search(words, tail):
        return False
    if words[0] in _NO_SUBJECT_FIRSTS and _NO_SUBJECT.match(words):
        return False
    if not strict:
        return not _MODAL.search(words) or can_speak(words)
    if _NO_FORECASTER.search(words, tail):
        return False
    return can_speak(words) or len(words) <= _LONGEST_PLAIN and not _PREDICATE.search(words)


def hedge_of(name: str) -> str:
    """``reported`` for the words of somebody unnamed or of the press, else ``none``."""
    if _UNNAMED.search(name) and not _NAMED_AFTER.search(name):
        return "reported"
    first, last = name[:1], name[-1:]
    if (
        last in _PERSON_LASTS
        and _ANONYMOUS.search(name)
        or first in _SOME_FIRSTS
        and _CERTAIN.search(name)
        or last in _PRESS_LASTS
        and _PRESS.search(name)
    ):
        return "reported"
    return "none"


def _without_preface(paragraph: Paragraph, start: int, end: int) -> int:
    """The start of what stands from ``start`` to ``end`` without conjunctions, marks and dates before it."""
    for _ in range(2):
        begin = start
        if paragraph.plain[start : start + 1] in _PREFACE_FIRSTS:
            preface = _PREFACE.match(paragraph.plain, start, end)
            if preface and preface.end() < end:
                start = preface.end()
        start = paragraph.after_date(start)
        if start == begin:
            break
    return start


def _without_adverbs(paragraph: Paragraph, start: int, end: int) -> int:
    """The end of what stands from ``start`` to ``end`` without adverbs, dates and blanks behind it."""
    text, before = paragraph.plain, -1
    while end > start and end != before:
        before = end
        while end > start and text[end - 1] in _MARKS:
            end -= 1
        end = max(start, paragraph.before_date(end))
        for size in _ADVERB_SIZES if text[end - 1 : end] in _ADVERB_LASTS else ():
            row = _ADVERBS.get(text[end - size : end]) if end - size >= start else None
            if row and (end - size == start or text[end - size - 1] not in row["not_after"]):
                end -= size
                break
    return end


def name(paragraph: Paragraph, start: int, end: int) -> Speaker | None:
    """The naming words of a clause, adverbs at both ends cut off; None where nothing is left."""
    text = paragraph.plain
    if paragraph.text.find(" ", start, end) >= 0:
        for gap in _GAP.finditer(paragraph.text, start, end):
            start = gap.end()
    start = _without_preface(paragraph, start, end)
    passive = _PASSIVE.search(text, start, end) if paragraph.has["passive"] else None
    if passive:
        start = passive.end()
    end = _without_adverbs(paragraph, start, end)
    act = _ACT.search(text, start + 2, end) if paragraph.has["act"] else None
    if act and "的" not in text[act.end() : end]:  # 远山科技发布风险提示公告
        end = _without_adverbs(paragraph, start, act.start())
    # no preposition stands in a title
    words = text[start:end]
    if "《" in words:
        words = _TITLE.sub(lambda match: "·" * len(match[0]), words)
    adjunct = _ADJUNCT.search(words)
    at = adjunct.start() if adjunct else end - start
    date = paragraph.date_within(start + 2, start + at)
    if date >= 0:
        end = _without_adverbs(paragraph, start, date)
    elif (
        adjunct
        and at >= 2
        and _PERSON_NAME.match(text, start + at, end)
        and can_speak(text[start : start + at])
    ):
        pass  # 行长于某
    elif adjunct:
        if at == 0 and _PERSON_NAME.match(text, start, end):  # 于丽
            return Speaker(start, end)
        relative = text.rfind("的", start, end - 1) if at == 0 else -1
        if relative > 0:  # 在公司工作了七年的工程师乔岩
            return name(paragraph, relative + 1, end)
        if at == 0 or at == 1 and _BARELY.match(text, start):
            return None
        if at == 1 and _HE.match(text, start):
            end = start + 1
        if at >= 2:
            end = _without_adverbs(paragraph, start, start + at)
    start = _cut(text, start, end)
    if end <= start:
        return None
    # 有 of 有中介说 is cut off
    some = start > 0 and text[start - 1] in _SOME_FIRSTS and _SOME.match(text, start - 1) is not None
    return Speaker(start, end, hedge_of(text[start - some : end]))


def _cut(text: str, start: int, end: int) -> int:
    """The start of a name that is not too long, and not within a word of Latin letters."""
    if end - start <= _LONGEST:
        return start
    cut = end - _LONGEST
    while cut > max(start, end - 2 * _LONGEST) and text[cut].isascii() and text[cut - 1].isascii():
        if not (text[cut].isalpha() and text[cut - 1].isalpha()):
            break
        cut -= 1
    return cut


def is_preface(words: str) -> bool:
    """Whether ``words`` name nobody: 但 of 但称."""
    return words[:1] in _PREFACE_FIRSTS and _PREFACE.fullmatch(words) is not None


def preface_end(words: str, limit: int) -> int:
    """Where the adverbs and dates end with which ``words`` begin; 0 where they reach ``limit``."""
    preface = _PREFACE.match(words) if words[:1] in _PREFACE_FIRSTS else None
    return preface.end() if preface and preface.end() < limit else 0
