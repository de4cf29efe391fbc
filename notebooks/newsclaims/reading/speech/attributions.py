"""Attributions: stretches of text that somebody answers for.

The words after X表示 up to the end of the sentence, the inside of a quotation, the sentence that a trailing
消息人士说 closes. A number belongs to the innermost attribution around it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter

from . import people
from .citations import PLAN, citations, cited
from .cues import is_cue
from .labels import credits, given, label
from .names import SOURCE_END, hedge_of, name
from .paragraphs import Paragraph, Speaker
from .places import CLAUSE_BREAK, HAN, NUMERAL
from .scopes import scopes
from .subjects import acquaintance, is_same, is_unwilling, subject
from .verbs import CONSENSUS, Verb, is_shown, verbs
from .words import one_of, whole_words

_HAN = re.compile(HAN)
_SHORTEST_QUOTE = 12  # a shorter quotation without a verb is a word in quotation marks, not speech
_LONGEST_NAME = 14  # characters of who stands beside a quotation without a verb
_HOLDERS = 4  # so many attributions that began before a quotation are asked whether they cover it

# A 引述 B 的数字指: B says so
_QUOTED = re.compile(
    rf"{one_of('quoting')}(?P<who>[^，。！？!?\n；;：:,“”]{{2,30}}?)(?:的{one_of('quoted')})?{one_of('figures')}?"
    rf"{one_of('quoted_verb')}(?=[，,：:]|(?<={one_of('introducing')}))"
)
_STATISTICS = re.compile(f"{one_of('according')}{one_of('cited', 'cited_verb')}+")  # 据调查统计 names nobody
_RELAYS = re.compile(rf"{one_of('relays')}|{one_of('press', 'relays_end')}$|报》$|[A-Za-z]$")
_ACTUAL = re.compile(f"[，,；;]{one_of('actual')}")
_PROPOSES = whole_words("proposes")
OWN_COMPANY = re.compile(one_of("own_company"))
_SITE = re.compile(f"{one_of('site_end')}$")
_RULES = re.compile(one_of("rules"))
_ANSWERS = whole_words("answering")
_COPULA = re.compile(one_of("copula"))
_ABOUT = re.compile(one_of("preposition"))
_NO_SPEAKER = re.compile(rf"\d|{NUMERAL}|{one_of('no_quoter_in')}|{one_of('time_end', 'no_quoter')}$")


_order = attrgetter("start", "end")


@dataclass(slots=True)
class Attribution:
    """Text from ``start`` to ``end`` that ``speaker`` answers for; None where nobody is named."""

    start: int
    end: int
    speaker: Speaker | None
    hedge: str


def attributions(paragraph: Paragraph) -> list[Attribution]:
    """The attributions of ``paragraph``, in the order in which they begin."""
    found: list[Attribution] = []
    claimed: set[int] = set()
    taken = 0
    events: list[re.Match[str] | Verb] = [*citations(paragraph), *verbs(paragraph)]
    if len(events) > 1:
        events.sort(key=_start)  # where both begin at one place, the citation stays first
    for event in events:
        if isinstance(event, Verb):
            if event.start >= taken:
                new, taken = _by_verb(paragraph, event, claimed, taken)
                if new and (event.kind == "deny" or event.word.startswith(_ANSWERS)):
                    found = _cut_short(found, new[0].speaker, paragraph.clause_start(event.start))
                found += new
        elif (citation := cited(paragraph, event)) is None:
            nothing = _STATISTICS.match(paragraph.plain, event.start())
            taken = nothing.end() if nothing else taken
        else:
            stop = _citation_end(paragraph, event.end(), found)
            found.append(Attribution(citation.end, stop, citation.speaker, citation.hedge))
            taken = event.end()
            paragraph.last = citation.speaker or paragraph.last
    labelled = label(paragraph)
    if labelled:
        speaker, start = labelled
        found.append(Attribution(start, len(paragraph.plain), speaker, speaker.hedge))
    if paragraph.has["according"]:
        found += [Attribution(start, end, who, who.hedge) for start, end, who in credits(paragraph)]
    if paragraph.has["gave"]:
        found += [
            Attribution(start, end, who, who.hedge if who.hedge != "none" else "expected")
            for start, end, who in given(paragraph)
        ]
    if paragraph.quotes.spans:
        found += _unclaimed_quotes(paragraph, sorted(found, key=_order))
    if len(found) > 1:
        if "该" in paragraph.plain:
            found += _continued(paragraph, sorted(found, key=_order))
        found.sort(key=attrgetter("start"))
    return found


def _cut_short(found: Sequence[Attribution], other: Speaker | None, clause: int) -> list[Attribution]:
    """``found``, where hearsay ends at the clause in which another answers it: 有传裁员，公司昨晚否认."""
    return [
        replace(one, end=clause)
        if one.hedge == "reported" and one.start < clause < one.end and one.speaker != other
        else one
        for one in found
    ]


def _citation_end(paragraph: Paragraph, start: int, found: Sequence[Attribution]) -> int:
    """The end of the sentence, or of its part where somebody cites within what he says."""
    stop = paragraph.sentences.end(start)
    ruling = _RULES.search(paragraph.plain, start, stop)
    if ruling:
        return ruling.start()  # 依照《民法典》，判决如下
    if any(one.start <= start < one.end and one.speaker for one in found[-_HOLDERS:]):
        part = paragraph.plain.find("；", start, stop)
        return part if part >= 0 else stop
    return stop


def _start(event: re.Match[str] | Verb) -> int:
    return event.start if isinstance(event, Verb) else event.start()


def _by_verb(
    paragraph: Paragraph, verb: Verb, claimed: set[int], taken: int
) -> tuple[list[Attribution], int]:
    """The attributions that ``verb`` makes, and where its words end."""
    if verb.kind == "report" and (quoted := _QUOTED.match(paragraph.plain, verb.start)):
        return [_quoted(paragraph, quoted)], quoted.end()
    if verb.kind == "forecast" and (consensus := _consensus(paragraph, verb)):
        return [consensus], taken
    speaker, last = subject(paragraph, verb), paragraph.last
    if speaker is None:
        return [], taken
    if is_unwilling(paragraph, verb):
        paragraph.last = speaker
        return [], taken
    said = max(last.start, paragraph.last_said) if last else -1
    if verb.kind == "forecast" and last and said >= paragraph.sentences.start(verb.start):
        words = paragraph.words(speaker)
        if OWN_COMPANY.fullmatch(words) or _SITE.search(words):
            speaker = last  # 董秘陆遥表示，公司预计
    if speaker.hedge == "none" and last and last.hedge == "reported" and is_same(paragraph, speaker, last):
        speaker = replace(speaker, hedge="reported")  # 该合伙人还称
    paragraph.last, paragraph.last_said = speaker, verb.start
    hedge = "reported" if verb.kind == "report" else speaker.hedge
    covered = scopes(paragraph, verb, None if verb.kind == "deny" else claimed, hedge == "reported")
    if verb.word in _PROPOSES and PLAN.search(paragraph.words(speaker)):
        hedge = "expected"  # 预算案提出
    if verb.kind == "forecast" and CONSENSUS.search(paragraph.words(speaker)):
        covered = [(left, _before_actual(paragraph, left, right)) for left, right in covered]
    if paragraph.quotes.spans:
        claimed.update(left for left, _ in covered)
    about = _ABOUT.search(paragraph.plain, speaker.end, verb.start) if verb.kind == "deny" else None
    if about:  # 对280万美元表示异议
        covered.append((about.end(), verb.start))
    # what stands right behind 预计 is as sure as its own words make it
    ahead = "expected" if verb.kind == "forecast" and hedge == "none" else hedge
    behind = hedge if is_cue(verb.word) else ahead
    return [
        Attribution(left, right, speaker, behind if left == verb.end else ahead) for left, right in covered
    ], taken


def _before_actual(paragraph: Paragraph, left: int, right: int) -> int:
    """The end of what the market expects: …，实际亏损1亿元 is not its word."""
    actual = _ACTUAL.search(paragraph.plain, left, right)
    return actual.start() if actual else right


def _consensus(paragraph: Paragraph, verb: Verb) -> Attribution | None:
    """The forecast ``verb`` of the number at it: 市场预期3.7万亿元，前值2.3万亿元; 低于一致预期的2亿元."""
    text = paragraph.plain
    behind = verb.end + text.startswith("的", verb.end)
    if paragraph.number_at(behind) < 0:
        return None
    who = CONSENSUS.search(text, max(0, verb.start - _LONGEST_NAME), verb.start)
    if not who:
        return None
    outer = paragraph.last
    if outer and outer.start >= paragraph.sentences.start(verb.start) and is_shown(text, outer.end):
        return Attribution(verb.end, paragraph.sentences.end(verb.end), outer, "expected")  # Wind统计，…
    start, end = who.span("who") if who["who"] else (who.start(), verb.end)
    pause = CLAUSE_BREAK.search(text, paragraph.number_end(behind))
    return Attribution(verb.end, pause.start() if pause else len(text), Speaker(start, end), "expected")


def _quoted(paragraph: Paragraph, match: re.Match[str]) -> Attribution:
    """A 引述 B 的数字指: B says so, and it is reported where A is a newspaper. A 他 behind it means A."""
    begin = paragraph.clause_start(match.start())
    outer = paragraph.plain[begin : match.start()]
    hedge = "reported" if _RELAYS.search(outer) else hedge_of(match["who"])
    paragraph.last = name(paragraph, begin, match.start()) or paragraph.last
    stop = paragraph.sentences.end(match.end())
    return Attribution(match.end(), stop, Speaker(*match.span("who"), hedge), hedge)


def _unclaimed_quotes(paragraph: Paragraph, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Quotations that no verb of the lexicon took.

    Their speaker is whom the clause before them names, or the one before.
    """
    speaker: Speaker | None = None
    starts = [attribution.start for attribution in found]
    for left, right in paragraph.quotes.spans:
        index = bisect_right(starts, left)
        around = [one for one in found[max(0, index - _HOLDERS) : index] if right <= one.end and one.speaker]
        if around:
            speaker = around[-1].speaker
        elif right - left >= _SHORTEST_QUOTE:
            speaker = _beside(paragraph, left, right, speaker) or speaker
            if speaker:
                yield Attribution(left, right, speaker, speaker.hedge)


def _beside(paragraph: Paragraph, left: int, right: int, last: Speaker | None) -> Speaker | None:
    """Who stands beside a quotation; ``last`` is who said the one before."""
    text, named = paragraph.plain, None
    if text[left - 2 : left - 1] in (":", "：", "，", ","):
        begin = paragraph.clause_start(left - 2)
        he = people.he_at(text, begin)
        if he:  # “…，”他把烟掐了，“…”
            return paragraph.whom(Speaker(*he), last)
        named = name(paragraph, begin, left - 2)
        source = SOURCE_END.search(text, begin, left - 2)
        if source:  # 网路流传一则讯息：“…”
            return Speaker(*source.span(), hedge_of(source[0]))
        known = acquaintance(paragraph, named) if named else None
        if known:
            return known
        if named and _NO_SPEAKER.search(text, named.start, named.end):
            return None
    elif _HAN.match(text, right + 1) and not _COPULA.match(text, right + 1):  # “…。”赵满仓掰着指头算，“…”
        he = people.he_at(text, right + 1)
        if he:
            return paragraph.whom(Speaker(*he), last)
        boundary = CLAUSE_BREAK.search(text, right + 1)
        named = name(paragraph, right + 1, boundary.start() if boundary else len(text))
    return named if named and 2 <= named.end - named.start <= _LONGEST_NAME else None


def _continued(paragraph: Paragraph, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """A sentence without a speaker between two of the same report goes on with that report.

    报告…。…。该报告…
    """
    for first, second in pairwise(found):
        if not first.speaker or not second.speaker or first.end >= second.speaker.start:
            continue
        again = paragraph.words(second.speaker)
        if again[0] == "该" and paragraph.words(first.speaker).endswith(again[1:]):
            yield Attribution(first.end, second.speaker.start, first.speaker, first.hedge)
