"""Citations, attributions without a verb of their own: 据…报道, 根据…的数据, 在…看来, 听邻居说."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from . import people
from .names import can_speak, hedge_of, is_speaker, name, preface_end
from .paragraphs import Paragraph, Speaker
from .places import HAN, TITLE
from .words import one_of

_INSIDE = r"[^，。！？!?\n；;：:,“”"  # what can stand inside of 在…看来: no break of a clause, nor …
# an expression that begins with one group is searched for by its first characters, one of several is not
_WHO = r"(?P<who>[^，。！？!?\n；;：:,]{0,40})"
_ACCORDING = re.compile(one_of("according") + _WHO)
_BY_TITLE = re.compile(f"{one_of('by_title')}(?=《|“?{one_of('court')}){_WHO}")
_NOBODY = re.compile(f"{one_of('hearsay')}称?")
_CITED = re.compile(
    f"的?{one_of('newest')}?{one_of('cited', 'cited_verb')}+(?:的.{{0,12}})?$|的{one_of('plan')}$"
)
_CITED_FIGURES = re.compile(f"(?:的|{one_of('newest')})[^的]{{0,8}}{one_of('figures')}$")
_CITED_VERB = re.compile(one_of("cited_verb"))
_DOCUMENT = re.compile(one_of("cited_document"))
_IN_LINE = re.compile(one_of("in_line"))
_RELAYED = re.compile(f"{one_of('relayed')}|{one_of('relayed_end')}$")
POINTER = re.compile(one_of("pointer"))
_TITLE = re.compile(TITLE)
_COURT = re.compile(f"“?{one_of('court')}”?")
PLAN = re.compile(f"{one_of('plan')}$")
_HIS_ACCOUNT = f"{one_of('himself')}?{one_of('account', 'account_verb')}(?=[，,：:])"
_SEEN = re.compile(rf"在(?P<seen>{_INSIDE}在]{{1,16}}?){one_of('view')}")
_HEARD = re.compile(rf"听(?P<heard>{_INSIDE}听]{{2,10}}?){one_of('told')}(?=[，,：:])")
_BY = re.compile(rf"{one_of('by')}(?P<by>{_INSIDE}据]{{1,12}}?)的?{one_of('account')}(?=[，,：:])")
_BY_HIM = re.compile(f"据(?P<he>{people.PERSON.pattern}){_HIS_ACCOUNT}")
# 《劳动合同法》第四十七条规定
_NO_LAW = one_of("according", "by_title", "preface")
_ACT = rf"(?!{_NO_LAW}){HAN}{{1,10}}?{one_of('act_end')}(?={one_of('ordinal')})"  # 社会保险法
_ARTICLE = r"第[^，。；;:\n《]{1,16}"
_ACT_NAME = re.compile(_ACT)
_LAW = re.compile(
    rf"(?P<law>{TITLE}|{one_of('law_end')}|{_ACT})(?:\([^()\n]{{0,20}}\))?(?:{_ARTICLE})?"
    rf"{one_of('adverb')}?{one_of('law_says')}(?!了)"
    rf"|(?P<article>{TITLE}){_ARTICLE}:"
)
# what a paragraph must hold for one to be looked for: 规定 or 》第, and 《, 劳动法 or 法第
_LAW_SAYS = re.compile(one_of("law_says"))
_LAW_NAME = re.compile(f"《|{one_of('law_end', 'act_end')}")
_FEWEST, _MOST = 2, 12  # characters of whom 在…看来 names


@dataclass(slots=True)
class Citation:
    """What stands from ``start`` to ``end`` names ``speaker`` (None: nobody) for the rest of the sentence."""

    start: int
    end: int
    speaker: Speaker | None
    hedge: str


def citations(paragraph: Paragraph) -> Iterator[re.Match[str]]:
    """Where a citation may stand; ``cited`` tells whom it names."""
    text, has = paragraph.plain, paragraph.has
    if has["according"]:
        yield from _ACCORDING.finditer(text)
    if has["by_title"]:
        yield from _BY_TITLE.finditer(text)
    if ("》第" in text or has["law_says"] and _LAW_SAYS.search(text)) and _LAW_NAME.search(text):
        yield from _LAW.finditer(text)
    if has["view"]:
        yield from _SEEN.finditer(text)
    if "听" in text:
        yield from _HEARD.finditer(text)
    if has["account"]:
        yield from _BY.finditer(text)
    if has["according"]:
        yield from _BY_HIM.finditer(text)


def cited(paragraph: Paragraph, match: re.Match[str]) -> Citation | None:
    """The citation at ``match``; None where there is none. A pronoun means the last speaker."""
    if match.re is _LAW:
        return Citation(match.start(), match.end(), Speaker(*match.span(match.lastgroup or "law")), "none")
    return _according(paragraph, match) if match.lastgroup == "who" else _view(paragraph, match)


def _according(paragraph: Paragraph, match: re.Match[str]) -> Citation | None:
    """据X报道, 根据X的数据: the speaker X; 据悉 and 据报道 name nobody."""
    who, left = match["who"], match.start("who")
    if not who or people.he_at(who, 0):
        return None
    nobody = Citation(match.start(), match.end(), None, "reported")
    if _NOBODY.fullmatch(who):
        return nobody
    tail = _CITED.search(who) or _CITED_FIGURES.search(who) or _CITED_VERB.search(who)
    cut, reach, said = (tail.start(), tail.end(), tail[0]) if tail else (len(who), len(who), "")
    start = preface_end(who, cut)
    date = paragraph.date_within(left + start + _FEWEST, left + cut)
    if date >= 0:  # 根据研究所7月8日发布的数据
        said, cut = said or who[date - left : cut], date - left
    words = who[start:cut].rstrip("的 ")
    if PLAN.search(said) and not can_speak(words):
        words = who[start:reach]  # 批复的方案, but 公司 of 公司的规划
    if POINTER.fullmatch(words):
        return None  # 依照前述规定
    if len(words) < _FEWEST:
        document = _DOCUMENT.match(said)
        if document:  # 根据公告
            return Citation(
                match.start(), match.end(), Speaker(left + cut, left + cut + document.end()), "none"
            )
        return nobody if _RELAYED.search(said) else None
    title = _TITLE.match(words) or _COURT.match(words) or _ACT_NAME.match(words)
    if title and not tail:  # 依照《劳动法》第四十七条, 按“两高”法释〔2024〕4号
        words = title[0]
    if not is_speaker(words, strict=True) or (
        _IN_LINE.match(match[0]) and not tail and not title and not can_speak(words)
    ):
        return None  # 根据当前形势, 按照省里的要求
    hedge = hedge_of(words)
    if _RELAYED.search(said):
        hedge = "reported"
    elif PLAN.search(said or words):
        hedge = "expected"
    speaker = Speaker(left + start, left + start + len(words), hedge)
    return Citation(match.start(), left + reach, speaker, hedge)


def _view(paragraph: Paragraph, match: re.Match[str]) -> Citation | None:
    """在她看来, 按他的说法, 据她回忆, 听邻居说."""
    kind = match.lastgroup or ""
    named = name(paragraph, *match.span(kind))
    if named is None or not is_speaker(paragraph.words(named)):
        return None
    words = paragraph.words(named).rstrip("的 ")
    if people.is_pronoun(words):
        named = paragraph.whom(named, paragraph.last)
    elif kind == "heard":
        named = replace(named, hedge="reported")
    elif kind == "seen" and _FEWEST <= len(words) <= _MOST and not people.SELF.match(words):
        pass  # nothing but a speaker stands in 在…看来
    elif len(words) < _FEWEST or people.SELF.fullmatch(words):
        return None
    elif not can_speak(words) and words not in paragraph.words(paragraph.last):
        return None
    return Citation(match.start(), match.end(), named, named.hedge)
