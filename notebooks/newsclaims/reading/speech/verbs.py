"""Verbs of speech: where one stands, what the lexicon tells of it, and what it covers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .. import lexicon
from .cues import CARRIED
from .paragraphs import Paragraph
from .places import HAN
from .words import one_of

_WHAT_IS_SAID = re.compile(one_of("what_is_said"))
_BEFORE_A_RATING = 12  # characters before 上调 in which the rater stands: 某某证券今日最新
_VERBS: dict[str, dict[str, str]] = {row["form"]: row for row in lexicon.rows("reporting")}
VERB = re.compile(lexicon.guarded(_VERBS.values()))
# 闵柏舟给出的口径是：
_STATED = re.compile(f"的{one_of('stance')}{one_of('adverb')}?是(?=[，,：:A-Za-z])")
# HR报的是22K
_OFFERED = re.compile(f"{one_of('offers')}{one_of('adverb')}?是")
# 外资报告维持「减码」评等，目标价45元: who rates a share stands before these verbs
_MOVES = re.compile(f"[将把]其?(?={one_of('price_target', 'rating_noun')})")
_RATES = re.compile(f"{one_of('rates')}(?=[^。；;！？\n]{{0,16}}{one_of('rating')})")
# 高岭维持腾远「买入」评级: where the rating follows, whoever begins the clause is the rater
_RATING_BEHIND = re.compile(f"[^。；;，！？\n]{{0,16}}?{one_of('rating_noun', 'price_target')}")
_ANY_RATER = re.compile(f"(?:^|[，。；;:：\n ])(?:{HAN}|[A-Za-z]){{2,6}}$")
CONSENSUS = re.compile(rf"(?P<who>{one_of('consensus')}){one_of('adverb')}*$|{one_of('unanimous')}$")
_RATER = re.compile(f"{one_of('organisation_end', 'rater')}{one_of('adverb')}*$")


@dataclass(slots=True)
class Verb:
    """A verb of speech in a paragraph.

    Attributes
    ----------
    start, end : int
        Where it stands.
    word : str
        The verb, or what stands for one.
    kind : str
        say, show, report, forecast or deny.
    noun : bool
        Whether the word is as often a noun or a plain verb.
    at_clause_end : bool
        Whether it attributes only where its clause ends, for elsewhere it is too common.
    closing : bool
        Whether it can close what was said: …，消息人士说。
    ends_clause : bool
        Whether its clause ends with it.
    rates : bool
        Whether it tells how a share is rated: 将目标价….
    """

    start: int
    end: int
    word: str
    kind: str
    noun: bool
    at_clause_end: bool
    closing: bool
    ends_clause: bool
    rates: bool = False


# (kind, noun, at_clause_end, closing) of each verb; what stands for one says, and is none of these
_TRAITS = {
    form: (row["kind"], row["noun"] == "yes", row["at_clause_end"] == "yes", row["closing"] == "yes")
    for form, row in _VERBS.items()
}
_NO_TRAITS = ("say", False, False, False)
_AFTER_CLAUSE = frozenset("，,：:。“「；; ")


def _verb(match: re.Match[str], rates: bool = False) -> Verb:
    word, (start, end) = match[0], match.span()
    after = match.string[end : end + 1]
    ends_clause = not after or after in _AFTER_CLAUSE
    return Verb(start, end, word, *_TRAITS.get(word, _NO_TRAITS), ends_clause, rates)


def is_shown(text: str, position: int) -> bool:
    """Whether a verb stands at ``position`` behind a document or its figures: 统计, 显示."""
    verb = VERB.match(text, position)
    return verb is not None and _VERBS[verb[0]]["kind"] == "show"


def verbs(paragraph: Paragraph) -> Iterator[Verb]:
    """The verbs of speech of ``paragraph``, each kind in text order."""
    text = paragraph.plain
    for match in VERB.finditer(text):
        verb = _verb(match)
        if paragraph.in_title(verb.start):
            continue
        if verb.kind == "report" and CARRIED.match(text, verb.end):
            continue
        if text.startswith("的", verb.end):  # 我们预测的, but 市场预期的3亿元
            what = _WHAT_IS_SAID.match(text, verb.end)
            if what and verb.kind == "say":
                yield replace(verb, end=what.end())  # HR跟我说的是人均4个月
                continue
            if paragraph.number_at(verb.end + 1) < 0:
                continue
            if not CONSENSUS.search(text, max(0, verb.start - _BEFORE_A_RATING), verb.start):
                continue
        yield verb
    has = paragraph.has
    if has["stance"]:
        yield from map(_verb, _STATED.finditer(text))
    if "的是" in text:
        yield from map(_verb, _OFFERED.finditer(text))
    if has["price_target"] or has["rating_noun"]:
        yield from (_verb(match, rates=True) for match in _MOVES.finditer(text))
    for match in _RATES.finditer(text) if has["rates"] else ():
        near = max(0, match.start() - _BEFORE_A_RATING)
        if _RATER.search(text, near, match.start()) or (
            _RATING_BEHIND.match(text, match.end()) and _ANY_RATER.search(text, near, match.start())
        ):
            yield _verb(match, rates=True)
