"""Hedges: how sure a number is, by the words around it in its sentence."""

import re
from datetime import date

from .. import lexicon
from ..mention import Mention
from .attributions import Attribution
from .cues import CUE, hedge_of_cue, noun
from .paragraphs import LINK, Paragraph
from .places import CLAUSE_BREAK, GAP, HAN, SENTENCE_BREAK, Places
from .words import one_of

HEDGES = ("none", "reported", "expected", "disputed")

_REACH = 200  # characters that a cue reaches forward within its sentence
_HEARD_REACH = 30  # characters that 听说 reaches forward within what somebody says
_DATE_REACH = 60  # characters that a date to come makes expected behind it
_PRICE_REACH = 12  # characters between 目标价 and its amount
_COMPARED = 12  # characters before a number in which what it is compared with stands
_LABEL_REACH = 10  # characters before a number in which its own label stands: 前值, 去年同期为
_NOUN_REACH = 20  # characters before the old figure of a forecast in which the forecast is named
_CONSEQUENCE_REACH = 20  # characters behind a number in which its consequence stands
_CUE_BEHIND = 4  # characters between whom a forecast is about and its word: 3亿个岗位可能受到影响
_LATER_BEHIND = 10  # characters behind a number in which a later time may stand
_CUES_TRIED = 3  # forecasting words before a number that may cover it
_VERB_AFTER_DATE = 12  # characters between a date and the 将 behind it

_LONGEST_NAME = 10  # characters of a name in quotation marks
_NAME_TAIL = 4  # characters of it behind 计划: “繁星计划2.0”

_NEVER = "9999"  # the day of publication where it is not known: nothing lies ahead of it
_CUE = re.compile(CUE)
_CHANGE, _AIM = one_of("change"), one_of("aim")
# 将 as 把: 将基准利率下调25个基点 tells what was done, unless a target was moved
_TAKEN = re.compile(
    f"将(?!{one_of('not_taken')}|{_CHANGE})(?![^，。；;]{{0,10}}{one_of('price_target')})"
    f"[^，。；;]{{2,16}}?{one_of('change', 'changed')}"
)
_LATER = re.compile(rf"{one_of('later')}[^。！？!?\n；;]{{0,8}}?{one_of('later_verb')}")
_CARRIER = re.compile(f"[^，。；;：:“”「」]{{0,6}}{one_of('carrier')}[，,]")
_CLOSED = re.compile(r"[^()]*\)")
_PART = re.compile(f"[；;](?!{one_of('and_also')})")
_STATED = re.compile(one_of("stated"))
_FACT = re.compile(one_of("fact"))
_OWN_LABEL = re.compile(f"{one_of('own_label')}{LINK}$")
_NOUN_USE = re.compile(rf"[ ，,。；;、！？!?)”」』》】\n]|$|{one_of('noun_use')}")
_PAUSE = re.compile("[，,。；;、]")
_DATE_BREAK = re.compile(rf"{CLAUSE_BREAK.pattern}|{GAP}|\|")
_MAY = re.compile(one_of("may"))
_CONSEQUENCE = re.compile(one_of("consequence"))
_BY, _SINCE = re.compile(one_of("by_then")), re.compile(one_of("since_then"))
_DEADLINE = re.compile(f"{one_of('by_then')}{one_of('deadline')}")
_CONDITION = re.compile(one_of("condition"))
_ON = re.compile(f"{one_of('on')}$")
_COMPARED_AT = re.compile(f"{one_of('compared')}$")
_DUE = re.compile(f" ?{one_of('due')}")
_WILL_FROM = re.compile(f"{one_of('will_from')}{one_of('from')}[^，。；;]{{2,14}}?[到至为]$")
_FORMERLY = re.compile(f"{one_of('former')}$")
_GAVE = re.compile(f"{one_of('gave')}的")
_YEAR_ON_YEAR = re.compile(one_of("year_on_year"))
_ANSWERED = re.compile(f"[^，。；;]{{0,6}}?{one_of('answering', 'denying')}")
_LISTED = re.compile(f" ?(?:[、/]|{one_of('listing')}) ?")
_SAME_TIME = re.compile(one_of("year_before"))
_BEFORE_A_DAY = re.compile(f"{one_of('soonest', 'will_at')}$")
_STOP_LOSS = re.compile(f"[^，。；;]{{0,6}}?{one_of('stop_loss')}")
_UNTIL = re.compile(f"{one_of('until')}$")
_BREAK = re.compile("[。！？!?\n；;…]")
_AIM_BEFORE = re.compile(_AIM)
_SET_OUT = re.compile(f"{one_of('from')}{one_of('original')}?(?:{one_of('per')}.{{1,2}})? ?$")
_ORIGINAL = re.compile(f"{one_of('original')}$")
_REACHED = re.compile(f"{one_of('fact')}[^，。；;]{{0,2}}$")
_RAISED = re.compile(f"[^，。；;]{{0,3}}?{one_of('raised')}")
_FORECAST_NOUN = re.compile(one_of("forecast_noun"))
_FORMER = re.compile(f"(?<!{HAN}){one_of('former')}{one_of('forecast_noun')}?{LINK}$")
_REVISED = re.compile(f"[^，。；;]{{0,3}}?{one_of('revised')}")
_ARRIVES = re.compile("[^，。；;]{0,9}?[至到为]")
_COMPARED_WITH = re.compile(
    f"{one_of('compared')}{one_of('year_before')}(?:(?!{one_of('differs')})[^，。；;,]){{0,6}}$"
)
_HEARD = re.compile(one_of("heard"))
_RENAMED = re.compile(f"[^，。；;、]{{0,8}}?{one_of('renamed')}")
_AIMED = re.compile(rf"的?[^，。；;、,为是\d]{{0,9}}{one_of('aimed')}")
_ROOM = re.compile(f" ?的?[^，。；;、,]{{0,2}}{one_of('room')}")
_GUIDANCE = re.compile(rf" *(?:[-•·*▪■] *)?[^，。:\n]{{0,4}}{one_of('guidance')} ?:")
_TARGET_PRICE = re.compile(f"{one_of('price_target')}[^，。；;,、]{{0,8}}$")
_AT_NUMBER = re.compile(one_of("aimed", "room", "price_target"))
_HEARSAY_AFTER = re.compile(f"[，,] ?{lexicon.any_of('hedges', hedge='reported')}| ?的?{one_of('rumoured')}")


class Cues:
    """The words of a paragraph that tell how sure its numbers are.

    Attributes
    ----------
    denials : list of (int, int)
        Where the words stand that dispute something.
    headed : bool
        Whether the paragraph is a line such as 指引：, all of it a forecast.
    """

    def __init__(self, paragraph: Paragraph, published: date | None) -> None:
        self.paragraph, self.text, self.sentences = paragraph, paragraph.text, paragraph.sentences
        marks: dict[str, list[tuple[int, int]]] = {hedge: [] for hedge in HEDGES}
        self.nouns: dict[int, str] = {}
        for match in _CUE.finditer(self.text):
            start = match.start()
            if not (paragraph.in_title(start) or self._is_of_a_post(match) or self._is_name(match)):
                marks[hedge_of_cue(match[0])].append(match.span())
                if noun(match[0]):
                    self.nouns[start] = noun(match[0])
        self.denials, self.headed = marks["disputed"], bool(_GUIDANCE.match(self.text))
        self.denied = Places(self.denials)
        self.reported = Places(marks["reported"])
        self.ahead = Places(marks["expected"])
        self.expected = Places(mark for mark in marks["expected"] if not _TAKEN.match(self.text, mark[0]))
        today = published.isoformat() if published else _NEVER
        coming, past, later = [], [], []
        for mention in paragraph.mentions:
            if mention.date:
                span = mention.start - paragraph.offset, mention.end - paragraph.offset
                if self._is_coming(mention, today):
                    coming.append(span)
                elif mention.date[:4] < today[:4] != _NEVER and not self._is_compared(span[0]):
                    past.append(span)
                if not coming or coming[-1] != span:
                    if "/" not in mention.date and mention.date.rstrip("~") > today:
                        later.append(span)
        self.numbers = Places(
            (m.start - paragraph.offset, m.end - paragraph.offset) for m in paragraph.mentions
        )
        self.coming, self.past = Places(coming), Places(past)
        self.to_come = Places(sorted(coming + later))  # also those behind which nothing is yet to happen
        self.possible = Places(match.span() for match in _MAY.finditer(self.text))
        self.later = Places(match.span() for match in _LATER.finditer(self.text))
        self.has_aims = _AT_NUMBER.search(self.text) is not None

    def _is_of_a_post(self, cue: re.Match[str]) -> bool:
        """Whether ``cue`` tells that a post went round, and no more: 疯传一则讯息，影片长4分钟."""
        return hedge_of_cue(cue[0]) == "reported" and _CARRIER.match(self.text, cue.end()) is not None

    def _is_name(self, cue: re.Match[str]) -> bool:
        """Whether ``cue`` is a noun in a short name in quotation marks: “繁星计划2.0”."""
        if not noun(cue[0]):
            return False
        left, right = self.paragraph.quotes.before(cue.start())
        return left < cue.start() < right <= min(left + _LONGEST_NAME, cue.end() + _NAME_TAIL)

    def _is_compared(self, start: int) -> bool:
        """Whether a date at ``start`` is what a change is measured against: 比上年的2亿元增长50%."""
        return _COMPARED_AT.search(self.text, max(0, start - 1), start) is not None

    def _is_coming(self, mention: Mention, today: str) -> bool:
        """Whether a date lies ahead of ``today``, so that what is said of it is yet to happen."""
        day = mention.date.rstrip("~")
        start, end = mention.start - self.paragraph.offset, mention.end - self.paragraph.offset
        if "/" in day or not day[:4].isdigit() or day[:4] < today[:4]:
            return False
        if _DEADLINE.match(self.text, end) or _ON.search(self.text, max(0, start - 2), start):
            return False
        if _CONDITION.search(self.text, self.sentences.start(start), start):
            return False
        if day[:4] > today[:4]:
            return True
        if len(day) < 7 or day[5:7] > "12" or day <= today[: len(day)]:
            return False
        if _BY.match(self.text, end) or _UNTIL.search(self.text, max(0, start - 2), start):
            return True
        return _SINCE.match(self.text, end) is not None and day[:7] > today[:7]


def hedge(cues: Cues, mention: Mention, start: int, end: int, said: Attribution | None) -> tuple[str, bool]:
    """The hedge of the ``mention`` from ``start`` to ``end``, and whether nobody in particular says it.

    ``said``: the attribution around it, if its speaker leaves the hedge open.
    """
    found, nobody = _by_words(cues, mention, start, end, said)
    if found == "none" and _is_ahead(cues, start, end):
        found = "expected"
    if found == "expected" and (_is_base(cues.text, start, end) or _STOP_LOSS.match(cues.text, end)):
        found = "none"
    if found == "expected" and said and _is_given_instead(cues, start, said):
        found = "none"
    return found, nobody


def _is_given_instead(cues: Cues, start: int, said: Attribution) -> bool:
    """Whether who denies a number gives another behind it: 3000人的说法不属实，明年不到500人受影响."""
    left, right = cues.denied.before(start)
    between = cues.text[right:start]
    return left > said.start and "," in between.replace("，", ",") and not SENTENCE_BREAK.search(between)


def is_old_figure(cues: Cues, mention: Mention, previous: Mention | None) -> bool:
    """Whether ``mention`` is the old figure of the forecast ``previous``: 指引45亿元（原42亿元）."""
    if previous is None or previous.hedge != "expected" or mention.unit != previous.unit:
        return False
    start = mention.start - cues.paragraph.offset
    former = _FORMER.search(cues.text, max(0, start - _LABEL_REACH), start)
    return former is not None and not _BREAK.search(cues.text, previous.end - cues.paragraph.offset, start)


def is_listed(cues: Cues, mention: Mention, previous: Mention | None) -> bool:
    """Whether ``mention`` stands in a list behind the forecast ``previous``: 每股盈利预测1.68、2.05及2.41元."""
    if previous is None or previous.hedge != "expected" or previous.kind == "date":
        return False
    offset = cues.paragraph.offset
    return _LISTED.fullmatch(cues.text, previous.end - offset, mention.start - offset) is not None


def _is_ahead(cues: Cues, start: int, end: int) -> bool:
    """Whether a date to come stands before, with no break and no fact between, or right behind."""
    if end <= cues.coming.after(end)[0] <= end + cues.text.startswith(" ", end):
        return True  # 首期10GWh明年投产
    coming, _ = cues.coming.before(start + 1)
    if coming == start and _REACHED.search(cues.text, max(0, start - _LABEL_REACH), start):
        return False  # 订单已排到2027年
    return (
        coming >= max(0, start - _DATE_REACH)
        and not _BREAK.search(cues.text, coming, start)
        and not _FACT.search(cues.text, coming, start)
    )


def _is_base(text: str, start: int, end: int) -> bool:
    """Whether a number is there already: where a change sets out from, what a forecast is compared with."""
    near = max(0, start - _COMPARED)
    if _REVISED.match(text, end):
        return False
    if _GAVE.match(text, end) or _SAME_TIME.match(text, end):
        return True  # 5月给出的指引, 上年同期
    if _RAISED.match(text, end) and _FORECAST_NOUN.search(text, max(0, start - _NOUN_REACH), start):
        return False  # 上调收入指引，由30亿元上调至36亿元
    if _SET_OUT.search(text, near, start) and _ARRIVES.match(text, end):
        if not _AIM_BEFORE.search(text, max(near, text.rfind("，", near, start)), start):
            return True
    return _COMPARED_WITH.search(text, near, start) is not None


def _by_words(
    cues: Cues, mention: Mention, start: int, end: int, said: Attribution | None
) -> tuple[str, bool]:
    sentence = cues.sentences.start(start)
    if cues.reported.spans:
        heard = cues.reported.before(start)
        near = max(said.start, start - _HEARD_REACH, sentence) if said else start
        if heard[0] >= near and _HEARD.match(cues.text, heard[0]):
            return "reported", False
        if said is None and _HEARSAY_AFTER.match(cues.text, end):
            return "reported", True
    if _is_aim(cues, mention.kind, start, end):
        return "expected", False
    reach = max(sentence, start - _REACH, said.start - 2 if said else 0)
    reported = cues.reported.before(end)
    if mention.kind == "date" and reported[0] >= 0 and _ANSWERED.match(cues.text, end):
        return "none", False  # 有传其裁员，公司昨晚回应
    if said is None and reported[1] >= reach and not CLAUSE_BREAK.search(cues.text, reported[1], start):
        return "reported", True  # 有传其拟发债20亿元
    after = -1 if said else reported[0]
    if cues.expected.spans and _is_forecast(cues, start, end, reach, after, said.start if said else -1):
        return "expected", False
    if said is None and reported[1] >= reach:
        return "reported", True
    if cues.later.spans:
        part = max(sentence, cues.text.rfind("；", sentence, start) + 1)
        if cues.later.between(part, end + _LATER_BEHIND) and not _FACT.search(cues.text, part, start):
            return "expected", False
    if cues.possible.spans and _is_possible(cues, start, end, reach):
        return "expected", False
    return "none", False


def _is_aim(cues: Cues, kind: str, start: int, end: int) -> bool:
    """Whether what stands right at the number makes it a target or a forecast."""
    text = cues.text
    if cues.headed and text.rfind("(", 0, start) <= text.rfind(")", 0, start):
        return True
    if _REVISED.match(text, end) and _SET_OUT.search(text, max(0, start - _COMPARED), start):
        if not _FACT.search(text, cues.paragraph.clause_start(start), start):
            return True  # 资本支出由150亿元上修至200亿元, but GDP初值由3%
    if cues.has_aims and (
        _AIMED.match(text, end)
        or kind == "percent"
        and _ROOM.match(text, end)
        or kind == "money"
        and _TARGET_PRICE.search(text, max(0, start - _PRICE_REACH), start)
    ):
        return True
    if kind == "count" and _is_affected(cues, end):
        return True
    if text[start - 1 : start] in ("到", "至", "为") and _WILL_FROM.search(text, max(0, start - 20), start):
        return True  # 成本要从18万元压到10万元
    if kind == "date":
        if cues.to_come.before(start + 1)[0] == start and (
            _DUE.match(text, end) or _BEFORE_A_DAY.search(text, max(0, start - 2), start)
        ):
            return True
        ahead, _ = cues.ahead.after(end)
        return 0 <= ahead - end <= _VERB_AFTER_DATE and not _DATE_BREAK.search(text, end, ahead)
    return False


def _is_affected(cues: Cues, end: int) -> bool:
    """Whether a consequence is forecast of whom the number that ends at ``end`` counts: 300人料将失业."""
    for cue in (cues.ahead.after(end), cues.possible.after(end)):
        if 0 <= cue[0] - end <= _CUE_BEHIND and not CLAUSE_BREAK.search(cues.text, end, cue[0]):
            if _CONSEQUENCE.match(cues.text, cue[1]):
                return True
    return False


def _is_forecast(cues: Cues, start: int, end: int, reach: int, reported: int, said: int) -> bool:
    """Whether a forecasting word behind ``reach`` and ``reported`` covers the number.

    ``said``: where the attribution around it starts; a word right before that is its verb.
    """
    if _OWN_LABEL.search(cues.text, max(reach, start - _LABEL_REACH), start):
        return False
    position = end
    for _ in range(_CUES_TRIED):
        left, right = cues.expected.before(position)
        if right < reach or left <= reported:
            return False
        if _reaches(cues, left, right, start, end, right == said):
            return True
        position = left
    return False


def _reaches(cues: Cues, left: int, right: int, start: int, end: int, is_verb: bool) -> bool:
    """Whether the forecasting word from ``left`` to ``right`` covers the number from ``start`` to ``end``."""
    text, between = cues.text, cues.text[right:start]
    if between == "的" and _FORMERLY.search(text, max(0, left - 4), left):
        return True  # 高于此前预计的15亿元
    if between.endswith("的") and not (
        CLAUSE_BREAK.search(between) or _ORIGINAL.search(between) or cues.numbers.between(right, start)
    ):
        return False  # 预计的3亿元, but 拟发行2亿股，价格不低于均价的80%; 拟自15日后的三个月内
    if not is_verb and _PART.search(between):
        return False
    if _CLOSED.match(between):
        return False  # (市场预期3%)
    if left in cues.nouns and not _governs(cues, left, right, start, is_verb):
        return False
    clause = cues.paragraph.clause_start(start)
    if clause > right and (_STATED.search(text, clause, start) or cues.past.between(clause, start)):
        return False  # 将于明年上市，售价20万元; 预计增至3亿元，2019年为2亿元
    if clause > right and _YEAR_ON_YEAR.match(text, clause):
        right = clause  # 预计净利润2亿元，上年同期为1亿元，同比增长100%
    return not _FACT.search(text, right, start) and not _RENAMED.match(text, end)


def _governs(cues: Cues, left: int, right: int, start: int, is_verb: bool) -> bool:
    """Whether a word that can be a noun governs the number at ``start``.

    A number right behind it is its own, and the only one: 预期6.5%，前值6.3%. Otherwise it must not be
    used as a noun (裁员计划，…); what is mostly a noun governs no further than its clause.
    """
    text = cues.text
    number = cues.paragraph.number_at(right)
    if number >= 0:
        return number == start
    if is_verb:
        return True
    if _NOUN_USE.match(text, right):
        return False
    if cues.nouns[left] == "mostly":
        return "的" not in text[right:start] and not _PAUSE.search(text, right, start)
    return True


def _is_possible(cues: Cues, start: int, end: int, reach: int) -> bool:
    """Whether 可能 stands before the number in its clause, with a consequence and no fact beside it."""
    left, right = cues.possible.before(start)
    if right < reach or right < 0 or CLAUSE_BREAK.search(cues.text, right, start):
        return False
    stop = CLAUSE_BREAK.search(cues.text, end)
    clause = cues.paragraph.clause_start(left), stop.start() if stop else len(cues.text)
    return not _FACT.search(cues.text, clause[0], start) and bool(
        _CONSEQUENCE.search(cues.text, right, min(clause[1], end + _CONSEQUENCE_REACH))
    )
