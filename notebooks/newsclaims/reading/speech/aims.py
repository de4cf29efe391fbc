"""Aims: what stands right at a number and makes it a forecast, or the figure from which one sets out."""

import re

from ..mention import Mention
from .cues import Cues
from .paragraphs import LINK
from .places import CLAUSE_BREAK, GAP, HAN
from .words import one_of

LABEL_REACH = 10  # characters before a number in which its own label stands: 前值, 去年同期为
_PRICE_REACH = 12  # characters between 目标价 and its amount
_COMPARED = 12  # characters before a number in which what it is compared with stands
_NOUN_REACH = 20  # characters before the old figure of a forecast in which the forecast is named
_CUE_BEHIND = 4  # characters between whom a forecast is about and its word: 3亿个岗位可能受到影响
_CLOSING_REACH = 10  # characters before a day in which 截止时间 stands
_VERB_AFTER_DATE = 12  # characters between a date and the 将 behind it

FACT = re.compile(one_of("fact"))
CONSEQUENCE = re.compile(one_of("consequence"))
BREAK = re.compile("[。！？!?\n；;…]")
_DATE_BREAK = re.compile(rf"{CLAUSE_BREAK.pattern}|{GAP}|\|")
_DEADLINE = re.compile(f"[)]?{one_of('by_then', 'closes')}")
_CLOSES = re.compile(f"{one_of('closes')}[^，。；;]*$|{one_of('until')}$")
_WITHIN = re.compile(rf"{one_of('within_time')}\s?")
_DUE = re.compile(f" ?{one_of('due')}")
_ARRIVING = "到至为"  # before what a change comes to
_TO = tuple(_ARRIVING)
_WILL_FROM = re.compile(f"{one_of('will_from')}{one_of('from')}[^，。；;]{{2,14}}?[{_ARRIVING}]$")
GAVE = re.compile(f"{one_of('gave')}的")
_LISTED = re.compile(f" ?(?:[、/]|{one_of('listing')}) ?")
_MOVED_TO = re.compile("[^，。；;、]{0,3}[至到→]")
_SAME_TIME = re.compile(one_of("year_before"))
_DUE_BEFORE = re.compile(f"{one_of('due')}日{LINK}$")
_BEFORE_A_DAY = re.compile(f"{one_of('soonest', 'will_at')}$")
_AIM_BEFORE = re.compile(one_of("aim"))
# 由原先的25元, 由第1季的72%
_SET_OUT = re.compile(
    f"{one_of('from')}(?:{one_of('original')}|[^，。；;由从]{{1,6}}的)?(?:{one_of('per')}.{{1,2}})? ?$"
)
_RAISED = re.compile(f"[^，。；;]{{0,3}}?{one_of('raised')}")
_FORECAST_NOUN = re.compile(one_of("forecast_noun"))
_FORMER = re.compile(f"(?<!{HAN}){one_of('former')}{one_of('forecast_noun')}?{LINK}$")
_REVISED = re.compile(f"[^，。；;]{{0,3}}?{one_of('revised')}")
_ARRIVES = re.compile(f"[^，。；;]{{0,9}}?[{_ARRIVING}]")
_COMPARED_WITH = re.compile(
    f"{one_of('compared')}{one_of('year_before')}(?:(?!{one_of('differs')})[^，。；;,]){{0,6}}$"
)
_AIMED = re.compile(rf"的?[^，。；;、,为是\d]{{0,9}}{one_of('aimed')}")
_HELD = re.compile(f"的{one_of('held')}")
_ROOM = re.compile(f" ?的?[^，。；;、,]{{0,2}}{one_of('room')}")
_TARGET_PRICE = re.compile(f"{one_of('price_target')}[^，。；;,、]{{0,8}}$")


def is_old_figure(cues: Cues, mention: Mention, previous: Mention) -> bool:
    """Whether ``mention`` is the old figure of the forecast ``previous``: 指引45亿元（原42亿元）."""
    if mention.unit != previous.unit:
        return False
    start = mention.start - cues.paragraph.offset
    if not cues.has["former"] or not _FORMER.search(cues.text, max(0, start - LABEL_REACH), start):
        return False
    return not BREAK.search(cues.text, previous.end - cues.paragraph.offset, start)


def is_listed(cues: Cues, mention: Mention, previous: Mention) -> bool:
    """Whether ``mention`` goes on with the forecast ``previous``: 预测1.68及2.05元, 目标价由60元升至66元."""
    if previous.kind == "date":
        return False
    between = previous.end - cues.paragraph.offset, mention.start - cues.paragraph.offset
    moved = previous.unit == mention.unit and _MOVED_TO.fullmatch(cues.text, *between)
    return bool(moved or _LISTED.fullmatch(cues.text, *between))


def is_base(cues: Cues, start: int, end: int) -> bool:
    """Whether a number is there already: where a change sets out from, what a forecast is compared with."""
    text, has, near = cues.text, cues.has, max(0, start - _COMPARED)
    if cues.has_revisions and _REVISED.match(text, end):
        return False
    if has["gave"] and GAVE.match(text, end) or _SAME_TIME.match(text, end):
        return True  # 5月给出的指引, 上年同期
    if has["raised"] and _RAISED.match(text, end):
        if _FORECAST_NOUN.search(text, max(0, start - _NOUN_REACH), start):
            return False  # 上调收入指引，由30亿元上调至36亿元
    if has["from"] and _SET_OUT.search(text, near, start) and _ARRIVES.match(text, end):
        if not _AIM_BEFORE.search(text, max(near, text.rfind("，", near, start)), start):
            return True
    return has["compared"] and _COMPARED_WITH.search(text, near, start) is not None


def is_aim(cues: Cues, kind: str, start: int, end: int) -> bool:
    """Whether what stands right at the number makes it a target or a forecast."""
    text, has = cues.text, cues.has
    if cues.headed and text.rfind("(", 0, start) <= text.rfind(")", 0, start):
        return True
    if (
        cues.has_revisions
        and _REVISED.match(text, end)
        and _SET_OUT.search(text, max(0, start - _COMPARED), start)
    ):
        if not FACT.search(text, cues.paragraph.clause_start(start), start):
            return True  # 资本支出由150亿元上修至200亿元, but GDP初值由3%
    if cues.has_aims and (
        has["held"]
        and _HELD.match(text, end)
        or has["aimed"]
        and _AIMED.match(text, end)
        or has["room"]
        and kind == "percent"
        and _ROOM.match(text, end)
        or has["price_target"]
        and kind == "money"
        and _TARGET_PRICE.search(text, max(0, start - _PRICE_REACH), start)
    ):
        return True
    if kind == "count" and (cues.ahead.spans or cues.possible.spans) and _is_affected(cues, end):
        return True
    if cues.expected.spans:
        if kind == "duration" and _is_period_ahead(cues, end):
            return True  # 五年内将占比提高到三成
        if _is_right_behind(cues, end):
            return True  # 其中四成将于明年交付
    if (
        cues.has_will_from
        and text[start - 1 : start] in _TO
        and _WILL_FROM.search(text, max(0, start - 20), start)
    ):
        return True  # 成本要从18万元压到10万元
    if kind == "date":
        if cues.to_come.before(start + 1)[0] == start and (
            _DUE.match(text, end)
            or _DUE_BEFORE.search(text, max(0, start - 6), start)
            or _BEFORE_A_DAY.search(text, max(0, start - 2), start)
        ):
            return True
        ahead, _ = cues.ahead.after(end)
        return 0 <= ahead - end <= _VERB_AFTER_DATE and not _DATE_BREAK.search(text, end, ahead)
    return False


def is_scheduled(cues: Cues, start: int, end: int) -> bool:
    """Whether the date from ``start`` to ``end`` is a day ahead on which something takes place.

    A deadline is none: 周五前, 9月30日截止, 截止时间为10月20日.
    """
    if not cues.days.spans or cues.days.before(start + 1)[0] != start or _DEADLINE.match(cues.text, end):
        return False
    return _CLOSES.search(cues.text, max(0, start - _CLOSING_REACH), start) is None


def _is_period_ahead(cues: Cues, end: int) -> bool:
    """Whether 内将 stands right behind a duration."""
    ahead, _ = cues.expected.after(end)
    return 0 < ahead - end <= 3 and _WITHIN.fullmatch(cues.text, end, ahead) is not None


def _is_right_behind(cues: Cues, end: int) -> bool:
    """Whether a verb of what is to come stands right behind a number."""
    ahead, _ = cues.expected.after(end)
    if not 0 <= ahead - end <= cues.text.startswith(" ", end) or ahead in cues.nouns:
        return False
    return not (cues.has_revisions and _REVISED.match(cues.text, end))


def _is_affected(cues: Cues, end: int) -> bool:
    """Whether a consequence is forecast of whom the number that ends at ``end`` counts: 300人料将失业."""
    for cue in (cues.ahead.after(end), cues.possible.after(end)):
        if 0 <= cue[0] - end <= _CUE_BEHIND and not CLAUSE_BREAK.search(cues.text, end, cue[0]):
            if CONSEQUENCE.match(cues.text, cue[1]):
                return True
    return False
