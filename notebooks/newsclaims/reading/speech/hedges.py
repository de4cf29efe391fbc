"""Hedges: how sure a number is, by the words around it in its sentence."""

import re

from .. import lexicon
from ..mention import Mention
from .aims import BREAK, CONSEQUENCE, FACT, LABEL_REACH, is_aim, is_base, is_scheduled
from .attributions import Attribution
from .cues import IF, Cues
from .paragraphs import LINK
from .places import CLAUSE_BREAK, SENTENCE_BREAK
from .words import one_of

_REACH = 200  # characters that a cue reaches forward within its sentence
_HEARD_REACH = 30  # characters that 听说 reaches forward within what somebody says
_DATE_REACH = 60  # characters that a date to come makes expected behind it
_CONSEQUENCE_REACH = 20  # characters behind a number in which its consequence stands
_LATER_BEHIND = 10  # characters behind a number in which a later time may stand
_AGAINST_REACH = 8  # characters between 优于 and the forecast
_RELEASE_REACH = 3  # characters of 公布 before the date of what is published
_ON_THE_DAY = 8  # characters between a day ahead and what is to happen on it
_CUES_TRIED = 3  # forecasting words before a number that may cover it
_MONTH_OF_DATE = 7  # characters of 2025-10
_LONGEST_MONTH = 4  # characters of a month or quarter without its year
_CLOSED = re.compile(r"[^()]*\)")
_PART = re.compile(f"[；;](?!{one_of('and_also')})")
_STATED = re.compile(one_of("stated"))
_OWN_LABEL = re.compile(f"{one_of('own_label')}{LINK}$")
_NOUN_USE = re.compile(rf"[ ，,。；;、！？!?)”」』》】\n]|$|{one_of('noun_use')}")
_PAUSE = re.compile("[，,。；;、]")
_FORMERLY = re.compile(f"{one_of('former')}$")
_YEAR_ON_YEAR = re.compile(one_of("year_on_year"))
_ANSWERED = re.compile(f"[^，。；;]{{0,6}}?{one_of('answering', 'denying')}")
_NEXT_QUOTE = re.compile("[”」][^“「]*[“「]")
# behind a number: 跌穿25元就要止蚀, 规划面积的三成已经平整
_SETTLED = re.compile(f"[^，。；;]{{0,6}}?{one_of('stop_loss')}|{one_of('done')}")
_ORIGINAL = re.compile(f"{one_of('original')}$")
_REACHED = re.compile(f"{one_of('fact')}[^，。；;]{{0,2}}$")
_AGAINST = re.compile(f"{one_of('against')}[^，。；;]*$")
_NOT_THAT_DAY = re.compile(f"[，,。；;、:： 的]|{one_of('fact')}")
_RELEASED = re.compile(f"{one_of('act')}$")
_HEARD = re.compile(one_of("heard"))
_RENAMED = re.compile(f"[^，。；;、]{{0,8}}?{one_of('renamed')}")
_HEARSAY_AFTER = re.compile(f"[，,] ?{lexicon.any_of('hedges', hedge='reported')}| ?的?{one_of('rumoured')}")


def hedge(cues: Cues, mention: Mention, start: int, end: int, said: Attribution | None) -> tuple[str, bool]:
    """The hedge of the ``mention`` from ``start`` to ``end``, and whether nobody in particular says it.

    ``said``: the attribution around it, if its speaker leaves the hedge open.
    """
    found, nobody = _by_words(cues, mention, start, end, said)
    if found == "none" and (
        cues.coming.spans
        and _is_ahead(cues, start, end)
        or cues.days.spans
        and (is_scheduled(cues, start, end) or _is_on_the_day(cues, mention, start))
    ):
        found = "expected"
    if found == "expected" and (
        is_base(cues, start, end)
        or (cues.has["stop_loss"] or cues.has["done"])
        and _SETTLED.match(cues.text, end)
        or mention.kind == "date"
        and _is_released(cues, mention, start)
        or said
        and _is_given_instead(cues, start, said)
    ):
        found = "none"
    return found, nobody


def _is_released(cues: Cues, mention: Mention, start: int) -> bool:
    """Whether a date that lies behind is that of figures to come: 周五将公布10月工业增加值.

    A month or a quarter without its year is one that is over.
    """
    bare = len(mention.date) == _MONTH_OF_DATE and mention.end - mention.start <= _LONGEST_MONTH
    if not bare and cues.to_come.before(start + 1)[0] == start:
        return False
    return _RELEASED.search(cues.text, max(0, start - _RELEASE_REACH), start) is not None


def _is_on_the_day(cues: Cues, mention: Mention, start: int) -> bool:
    """Whether an amount stands right behind a date ahead, in its clause: 12月“至多再降25个基点”."""
    if mention.kind not in ("money", "percent", "multiple", "count"):
        return False
    left, right = cues.days.before(start)
    if left < 0 or start - right > _ON_THE_DAY or not is_scheduled(cues, left, right):
        return False
    return _NOT_THAT_DAY.search(cues.text, right, start) is None


def _is_given_instead(cues: Cues, start: int, said: Attribution) -> bool:
    """Whether who denies a number gives another behind it: 3000人的说法不属实，明年不到500人受影响."""
    left, right = cues.denied.before(start)
    between = cues.text[right:start]
    return left > said.start and "," in between.replace("，", ",") and not SENTENCE_BREAK.search(between)


def _is_ahead(cues: Cues, start: int, end: int) -> bool:
    """Whether a date to come stands before, with no break and no fact between, or right behind."""
    if end <= cues.coming.after(end)[0] <= end + cues.text.startswith(" ", end):
        return True  # 首期10GWh明年投产
    coming, _ = cues.coming.before(start + 1)
    if coming == start and _REACHED.search(cues.text, max(0, start - LABEL_REACH), start):
        return False  # 订单已排到2027年
    return (
        coming >= max(0, start - _DATE_REACH)
        and not BREAK.search(cues.text, coming, start)
        and not _NEXT_QUOTE.search(cues.text, coming, start)
        and not FACT.search(cues.text, coming, start)
    )


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
    if is_aim(cues, mention.kind, start, end):
        return "expected", False
    reach = max(sentence, start - _REACH, said.start - 2 if said else 0)
    reported = (-1, -1)
    if cues.reported.spans:
        reported = cues.reported.before(end)
        if mention.kind == "date" and reported[0] >= 0 and _ANSWERED.match(cues.text, end):
            return "none", False  # 有传其裁员，公司昨晚回应
        if cues.denied.spans and cues.denied.between(reported[1], start):
            reported = (-1, -1)  # 网传裁员三成不实，实际不到30人
        if said is None and reported[1] >= reach and not CLAUSE_BREAK.search(cues.text, reported[1], start):
            return "reported", True  # 有传其拟发债20亿元
    after = -1 if said else reported[0]
    if cues.expected.spans and _is_forecast(cues, start, end, reach, after, said.start if said else -1):
        return "expected", False
    if said is None and reported[1] >= reach:
        return "reported", True
    if cues.later.spans:
        part = max(sentence, cues.text.rfind("；", sentence, start) + 1)
        if cues.later.between(part, end + _LATER_BEHIND) and not FACT.search(cues.text, part, start):
            return "expected", False
    if cues.possible.spans and _is_possible(cues, start, end, reach):
        return "expected", False
    return "none", False


def _is_forecast(cues: Cues, start: int, end: int, reach: int, reported: int, said: int) -> bool:
    """Whether a forecasting word behind ``reach`` and ``reported`` covers the number.

    ``said``: where the attribution around it starts; a word right before that is its verb.
    """
    position = end
    for _ in range(_CUES_TRIED):
        left, right = cues.expected.before(position)
        if right < reach or left <= reported:
            return False
        if position == end and cues.has["own_label"]:
            if _OWN_LABEL.search(cues.text, max(reach, start - LABEL_REACH), start):
                return False
        if _reaches(cues, left, right, start, end, right == said):
            return True
        position = left
    return False


def _reaches(cues: Cues, left: int, right: int, start: int, end: int, is_verb: bool) -> bool:
    """Whether the forecasting word from ``left`` to ``right`` covers the number from ``start`` to ``end``."""
    text, between = cues.text, cues.text[right:start]
    if between == "的" and _AGAINST.search(text, max(0, left - _AGAINST_REACH), left):
        return True  # 优于财测的8%
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
    return not FACT.search(text, right, start) and not (cues.has["renamed"] and _RENAMED.match(text, end))


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
    if cues.has_conditions and IF.search(cues.text, cues.sentences.start(left), left):
        return True  # 若客户推迟验收，可能有1.2亿元…
    return not FACT.search(cues.text, clause[0], start) and bool(
        CONSEQUENCE.search(cues.text, right, min(clause[1], end + _CONSEQUENCE_REACH))
    )
