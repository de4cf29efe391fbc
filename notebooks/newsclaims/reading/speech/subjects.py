"""Subjects: who stands before a verb of speech."""

import re
from dataclasses import replace

from . import people
from .citations import POINTER
from .names import (
    SOURCE,
    SOURCE_END,
    can_speak,
    hedge_of,
    is_measure,
    is_preface,
    is_speaker,
    is_titled,
    name,
)
from .paragraphs import Paragraph, Speaker
from .places import CLAUSE_BREAK, NUMERAL
from .verbs import VERB, Verb
from .words import last_characters, one_of, whole_words

_LONGEST_NAME = 30  # a sentence that goes on longer before its first verb or comma does not begin with a name
_LONGEST_DOCUMENT = 40  # 衡才咨询7月发布的报告
_LONGEST_QUOTED_NAME = 10
_NEAR_NOUN = 10  # characters before 指 within a clause in which its subject stands: 有官员指
_BEFORE_TOLD = 8  # characters before 说 in which a source stands
_UNWILLING_REACH = 4  # characters of 拒绝 and the like before a verb
_BEFORE_WITHIN = 20  # characters before 其中写道 in which the document stands

_BYLINE = re.compile(one_of("byline"))
_FIGURE, _LETTER = re.compile("[0-9%]"), re.compile("[A-Za-z]")
_HEAD_END = re.compile(rf"\d|{one_of('head_end')}")
_NO_NAME = re.compile(one_of("no_name"))
_TO_SOMEBODY = re.compile(f"{one_of('with')}{one_of('hearer')}$")
_SAID_TO_BE = re.compile(one_of("said_to_be"))
_SAY = whole_words("say_plainly")
_RUMOUR = whole_words("rumour")
_RUMOUR_MILL = re.compile(f"{one_of('rumour_mill')}{one_of('adverb')}?$")
_WITHIN, _WITHIN_LASTS = re.compile(f"{one_of('within')}$"), last_characters("within")
_IN_PAPER = re.compile(f"(?P<paper>.{{0,8}}(?:{one_of('paper_end')}|{SOURCE.pattern})){one_of('inside')}$")
_INSIDE_LASTS = last_characters("inside")
_NOUN_USE = re.compile(one_of("noun_use"))
_ACQUAINTANCE = re.compile(f"(?P<who>{one_of('acquaintance')}){one_of('manner', 'adverb')}*$")
_FAMILIAR = re.compile(
    f"{one_of('self')}?(?:{one_of('of_mine')})*{one_of('acquaintance')}{one_of('particle')}?"
)
_HEARS = re.compile(one_of("hears"))
_OFFERS = whole_words("offers")
_HR = re.compile("(?i:HR)")
_SAME = re.compile(one_of("same"))
_UNWILLING = re.compile(f"{one_of('unwilling')}$")
_PERFORMATIVE = frozenset(whole_words("performative"))
_DUTY = re.compile(f"{one_of('may_act')}[^，。；;：:]{{0,12}}$")
_TOWARDS = re.compile(f"{one_of('preposition')}$")
_AFTERWARDS = re.compile(f"{one_of('afterwards')}$")
_HOUSE, _ABOUT_IT = re.compile(one_of("house")), re.compile(one_of("about_it"))
OF_THEM = re.compile(f"{NUMERAL}{{1,3}}{one_of('of_them')}")
_OF_THEM_LASTS = last_characters("of_them")


def subject(paragraph: Paragraph, verb: Verb) -> Speaker | None:
    """The words that name the speaker of ``verb``; None where it attributes nothing."""
    text, begin = paragraph.plain, paragraph.clause_start(verb.start)
    if verb.word in _PERFORMATIVE and _DUTY.search(text, begin + 1, verb.start):
        return None  # 股东可以书面请求
    quoted = _quoted_name(paragraph, begin) if begin == verb.start else None
    if quoted is None and verb.kind == "say":
        quoted = _acquaintance(paragraph, begin, verb)
    if quoted:
        return quoted
    if verb.word.startswith(_OFFERS):
        return None  # 我报的是20K
    if _attributes_nothing(paragraph, begin, verb):
        return None
    found = _subject(paragraph, begin, verb)
    if found and paragraph.in_thread and found.end - found.start > 2 and _HEARS.match(text, found.start):
        return Speaker(found.start + 1, found.end, "reported")  # 听隔壁组说要裁人
    if found and paragraph.in_thread and _FAMILIAR.fullmatch(paragraph.words(found)):
        return replace(found, hedge="reported")  # 房东呢，还跟我说要涨租
    return found


def _attributes_nothing(paragraph: Paragraph, begin: int, verb: Verb) -> bool:
    """Whether ``verb`` is used as a noun or in passing."""
    text = paragraph.plain
    if verb.at_clause_end and not verb.ends_clause and not _told(paragraph, begin, verb):
        return True
    if text[verb.start - 1 : verb.start] == "的" and (
        verb.noun or verb.at_clause_end or verb.kind == "forecast"
    ):
        return True  # 对政策力度的担忧
    # 公布业绩预告后
    return verb.kind == "forecast" and _NOUN_USE.match(text, verb.end) is not None


def _subject(paragraph: Paragraph, begin: int, verb: Verb) -> Speaker | None:
    text = paragraph.plain
    named = _before(paragraph, begin, verb)
    words = paragraph.words(named)
    if named:
        if _points_back(words):
            return _pointed_at(paragraph, named, begin, verb)
        if people.SELF.fullmatch(words) or _BYLINE.search(words):
            return None
        paper = _IN_PAPER.fullmatch(words) if words[-1] in _INSIDE_LASTS else None
        if paper:  # 信中说
            return Speaker(named.start, named.start + paper.end("paper"), hedge_of(paper["paper"]))
    if is_preface(words):
        named = None
    if verb.kind == "report" and text[verb.end : verb.end + 1] == " " and begin == 0:
        return None
    if verb.word in _RUMOUR:
        mill = named and _RUMOUR_MILL.search(text[begin : verb.start])
        return replace(named, hedge="reported") if named and mill else None
    across = _across_quote(paragraph, begin, verb)
    if across or not named:
        return across or _carried_on(paragraph, begin, verb)
    return named if _is_named(paragraph, named, verb) else None


def _points_back(words: str) -> bool:
    """Whether ``words`` are 他, 两人 or 其中, which stand for somebody else."""
    last = words[-1]
    return bool(
        people.is_pronoun(words)
        or people.he_in(words)
        or last in _OF_THEM_LASTS
        and OF_THEM.fullmatch(words)
        or last in _WITHIN_LASTS
        and _WITHIN.search(words)
    )


def _pointed_at(paragraph: Paragraph, named: Speaker, begin: int, verb: Verb) -> Speaker | None:
    """Whom the pronoun ``named`` stands for: the last speaker, those before, the document around it."""
    words, last = paragraph.words(named), paragraph.last
    if OF_THEM.fullmatch(words):
        if not last or last.hedge != "reported":
            return named
        apart = last.start < paragraph.sentences.start(verb.start)
        return last if apart else replace(named, hedge="reported")  # 三人说，…；其中两人表示
    he = people.he_in(words)
    if he:
        named = Speaker(named.start + he[0], named.start + he[1])
    if he or people.is_pronoun(words):
        return paragraph.whom(named, last)
    return _container(paragraph, begin)


def _across_quote(paragraph: Paragraph, begin: int, verb: Verb) -> Speaker | None:
    """Who stands before a word in quotation marks in the clause of ``verb``.

    厂方对“三倍”表示异议: 厂方. 民调机构「观察」访问千人后指出: 观察.
    """
    text = paragraph.plain
    if begin == 0 or text[begin - 1] not in "”」" or begin == verb.start and verb.kind != "deny":
        return None
    for left, right in paragraph.quotes.near(begin):
        if (
            right != begin - 1
            or right - left > _LONGEST_QUOTED_NAME
            or CLAUSE_BREAK.search(text, left, right)
        ):
            continue
        start = paragraph.clause_start(left - 1)
        if _TOWARDS.search(text, start, left - 1):
            return name(paragraph, start, left - 1)
        if _AFTERWARDS.search(text, begin, verb.start):
            return Speaker(left, right)
    return None


def is_unwilling(paragraph: Paragraph, verb: Verb) -> bool:
    """Whether somebody does not say it: 拒绝透露, 未回应."""
    near = max(0, verb.start - _UNWILLING_REACH)
    return verb.kind in ("say", "show") and _UNWILLING.search(paragraph.plain, near, verb.start) is not None


def _quoted_name(paragraph: Paragraph, begin: int) -> Speaker | None:
    """平台“飞途”称: the name stands in quotation marks right before the verb, which begins the clause."""
    text = paragraph.plain
    if begin and text[begin - 1] in "”」":
        for left, right in paragraph.quotes.near(begin):
            short = right == begin - 1 and right - left <= _LONGEST_QUOTED_NAME
            if short and text[left:right].strip() and not CLAUSE_BREAK.search(text, left, right):
                return Speaker(left, right)
    return None


def _acquaintance(paragraph: Paragraph, begin: int, verb: Verb) -> Speaker | None:
    """Whom a post quotes, HR, a boss or a friend: it is hearsay, and 说 needs no comma behind it."""
    known = _ACQUAINTANCE.search(paragraph.plain, max(begin, verb.start - _BEFORE_TOLD), verb.start)
    if not known or not (paragraph.in_thread or _HR.fullmatch(known["who"])):
        return None
    return Speaker(*known.span("who"), "reported")


def acquaintance(paragraph: Paragraph, named: Speaker) -> Speaker | None:
    """Somebody without a name with whom the words before a quotation begin in a thread: HR刚来电话."""
    known = _FAMILIAR.match(paragraph.plain, named.start, named.end) if paragraph.in_thread else None
    return Speaker(*known.span(), "reported") if known else None


def _told(paragraph: Paragraph, begin: int, verb: Verb) -> bool:
    """Whether somebody says something though the clause goes on behind 说."""
    text = paragraph.plain
    if verb.word not in _SAY:
        return len(verb.word) == 1 and verb.start - begin <= _NEAR_NOUN
    return bool(
        SOURCE_END.search(text, max(begin, verb.start - _BEFORE_TOLD), verb.start)
        or _TO_SOMEBODY.search(text, begin, verb.start)
        or verb.start == begin > paragraph.sentences.start(begin)
        or _SAID_TO_BE.match(text, verb.end)
    )


def _before(paragraph: Paragraph, begin: int, verb: Verb) -> Speaker | None:
    """What names somebody in the clause from ``begin`` to ``verb``."""
    named = name(paragraph, begin, verb.start)
    if verb.kind == "show" and SOURCE_END.search(paragraph.plain, begin, verb.start):
        # 衡才咨询7月发布的报告显示: the whole, for both the firm and its report say so
        start = named.start if named else begin
        hedge = hedge_of(paragraph.plain[start : verb.start])
        return Speaker(max(start, verb.start - _LONGEST_DOCUMENT), verb.start, hedge)
    return named


def _container(paragraph: Paragraph, begin: int) -> Speaker | None:
    """发布了一篇博客文章，其中写道: the document before the clause, or the subject of the sentence."""
    text = paragraph.plain
    left = max(paragraph.sentences.start(begin), begin - _BEFORE_WITHIN)
    source = SOURCE.search(text, left, begin)
    if source:
        return Speaker(*source.span(), hedge_of(source[0]))
    return sentence_subject(paragraph, begin) or paragraph.last


def _carried_on(paragraph: Paragraph, begin: int, verb: Verb) -> Speaker | None:
    """Who goes on speaking where nobody stands before the verb: …，并预计."""
    start = paragraph.sentences.start(verb.start)
    if verb.kind == "forecast" and paragraph.number_at(verb.end) >= 0:
        return None  # 失业率6.4%，预期6.5%
    last = paragraph.last
    if last and last.start < start and verb.noun and begin == start:
        return None  # …。周五将公布10月数据
    if begin > start and (verb.rates or verb.kind == "say" and last and last.start < start):
        named = sentence_subject(paragraph, begin)
        if named and (verb.rates or can_speak(paragraph.words(named))):
            return named  # 分析师周之予在报告中，将目标价…; 公司不予认可，辩称…
    if last and (last.start >= start or verb.kind == "say"):
        return last
    first = sentence_subject(paragraph, begin) if begin > start else None
    if first and paragraph.in_thread and verb.kind == "forecast" and not can_speak(paragraph.words(first)):
        return None  # 后端名额还剩3个，预计4月招满: the poster
    return first


def sentence_subject(paragraph: Paragraph, position: int) -> Speaker | None:
    """The one whom the sentence began with: 瑞鹏证券将目标价…，并预估; 一份报告分析了…，发现."""
    text = paragraph.plain
    begin, boundary = paragraph.sentences.start(position), None
    while begin < position:
        boundary = CLAUSE_BREAK.search(text, begin, position)
        if not boundary:
            break
        head = paragraph.in_thread and begin == 0 and boundary[0] in "：:"  # 阿岩：我一个朋友…
        if boundary.start() > begin and not head and not _BYLINE.search(text, begin, boundary.start()):
            break
        begin = boundary.end()
    stop = boundary.start() if boundary else position
    source = SOURCE.search(text, begin, min(stop, begin + _LONGEST_NAME))
    verb = VERB.search(text, begin + 1, stop)
    cut = _HEAD_END.search(text, begin + 2, stop)
    date = paragraph.date_within(begin + 2, stop)
    end = min([stop] + [match.start() for match in (verb, cut) if match] + ([date] if date >= 0 else []))
    if source and (not verb or source.end() <= verb.end()):
        end = source.end()
    if end - begin > _LONGEST_NAME:
        return None
    named = name(paragraph, begin, end)
    if not named or named.end - named.start < 2 or _NO_NAME.match(text, named.start, named.end):
        return None
    words = paragraph.words(named)
    if cut and end == cut.start() and cut[0].isdigit() and not can_speak(words):
        return None  # 该行业一年亏掉300亿元，预计…
    return named if is_speaker(words, strict=True) else None


def _is_named(paragraph: Paragraph, named: Speaker, verb: Verb) -> bool:
    """Whether the words before ``verb`` name somebody."""
    text, words = paragraph.plain, paragraph.words(named)
    document = verb.kind == "show" and SOURCE_END.search(words)  # also 指数, otherwise a measure
    if not document and not is_speaker(words, strict=verb.noun or verb.kind == "forecast"):
        return False
    if _NO_NAME.fullmatch(words):
        return False
    if people.SELF.match(words) and not can_speak(words):
        return False  # 我们从2019年写到今天
    if verb.kind == "forecast" and text[verb.end : verb.end + 1] in "。；;" and not can_speak(words):
        return False  # 符合早前预测。
    if verb.kind == "forecast" and len(verb.word) == 1 and paragraph.before_date(verb.start) < verb.start:
        return False  # 联储局12月料减息
    if len(words) == 1 or paragraph.ends_with_number(named.end):
        return False
    if verb.noun and paragraph.number_at(verb.end) >= 0 and is_measure(text[named.start : verb.start]):
        return False  # 瑞士12月失业率公布2.6%
    if verb.kind == "report" and POINTER.fullmatch(words):
        return False
    if verb.noun and not (verb.ends_clause and (len(verb.word) > 1 or verb.kind != "forecast")):
        known = paragraph.words(paragraph.last).endswith(words[-2:])
        # a stock code in brackets stands behind it
        coded = text[named.end : named.end + 4].isspace() and named.end + 4 <= verb.start
        house = _HOUSE.match(words) or _ABOUT_IT.match(text, verb.end)  # 大行北岸料其…
        if not (known or coded or house or can_speak(words) or is_titled(words)):
            return False
    if verb.kind == "show":
        return can_speak(words) or is_titled(words)
    return not _FIGURE.search(words) or _LETTER.search(words) is not None


def is_same(paragraph: Paragraph, named: Speaker, before: Speaker) -> bool:
    """Whether ``named`` points back to ``before``: 一名合伙人 … 该合伙人."""
    if not _SAME.match(paragraph.plain, named.start, named.end):
        return False
    return paragraph.words(before).endswith(paragraph.words(named)[-2:])
