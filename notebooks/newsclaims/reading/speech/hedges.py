"""Hedges: how sure a number is, by the words around it in its sentence."""

import re
from datetime import date
from functools import cached_property

from .. import lexicon
from ..mention import Mention
from .attributions import Attribution
from .paragraphs import Paragraph
from .places import CLAUSE_BREAK, Places
from .words import guarded, one_of

HEDGES = ("none", "reported", "expected", "disputed")

_REACH = 200  # characters that a cue reaches forward within its sentence
_HEARD_REACH = 30  # characters that 听说 reaches forward within what somebody says
_DATE_REACH = 60  # characters that a date to come makes expected behind it
_PRICE_REACH = 12  # characters between 目标价 and its amount
_COMPARED = 12  # characters before a number in which what it is compared with stands
_VERB_AFTER_DATE = 12  # characters between a date and the 将 behind it

_HEDGE_OF = {row["form"]: row["hedge"] for row in lexicon.rows("hedges")}
_HEDGE = re.compile(guarded(lexicon.rows("hedges")))
_CHANGE, _AIM = one_of("change"), one_of("aim")
# 将 as 把: 将基准利率下调25个基点 tells what was done, unless a target was moved
_TAKEN = re.compile(
    f"将(?!{one_of('not_taken')}|{_CHANGE})(?![^，。；;]{{0,10}}{_AIM})"
    f"[^，。；;]{{2,10}}?{one_of('change', 'changed')}"
)
_LATER = re.compile(rf"{one_of('later')}[^。！？!?\n；;]{{0,8}}?{one_of('later_verb')}")
_FACT = re.compile(one_of("fact"))
_BREAK = re.compile("[。！？!?\n；;]")
_AIM_BEFORE = re.compile(_AIM)
_SET_OUT = re.compile(f"{one_of('from')}$")
_ARRIVES = re.compile("[^，。；;]{0,9}?[至到为]")
_COMPARED_WITH = re.compile(f"{one_of('compared')}{one_of('year_before')}[^，。；;,]{{0,6}}$")
_RENAMED = re.compile(one_of("renamed"))
_AIMED = re.compile(rf"的?[^，。；;、,为是\d]{{0,9}}{one_of('aimed')}")
_HEARD = re.compile(one_of("heard"))
_ROOM = re.compile(f" ?的?[^，。；;、,]{{0,2}}{one_of('room')}")
_GUIDANCE = re.compile(rf" *(?:[-•·*▪■] *)?[^，。:\n]{{0,4}}{one_of('guidance')} ?:")
_TARGET_PRICE = re.compile(f"{one_of('price_target')}[^，。；;,、]{{0,8}}$")
_AT_NUMBER = re.compile(one_of("aimed", "room", "price_target"))
_HEARSAY_AFTER = re.compile(
    f"[，,] ?{lexicon.any_of('hedges', hedge='reported')}| ?[的之]?{one_of('rumoured')}"
)


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
        self.text, self.sentences = paragraph.text, paragraph.sentences
        marks: dict[str, list[tuple[int, int]]] = {hedge: [] for hedge in HEDGES}
        for match in _HEDGE.finditer(self.text):
            marks[_HEDGE_OF[match[0]]].append(match.span())
        self.denials, self.headed = marks["disputed"], bool(_GUIDANCE.match(self.text))
        self.reported = Places(marks["reported"])
        self.ahead = Places(marks["expected"])
        self.expected = Places(mark for mark in marks["expected"] if not _TAKEN.match(self.text, mark[0]))
        today = published.isoformat() if published else "9999"
        offset, spans = paragraph.offset, []
        for mention in paragraph.mentions:
            if mention.date and _is_coming(mention.date, today, self.text, mention.end - offset):
                spans.append((mention.start - offset, mention.end - offset))
        self.coming = Places(spans)
        self.has_aims = _AT_NUMBER.search(self.text) is not None

    @cached_property
    def later(self) -> Places:
        """Where a time to come stands with a verb of the future."""
        return Places(match.span() for match in _LATER.finditer(self.text))

    @cached_property
    def facts(self) -> Places:
        """Where words stand that tell of what is or was."""
        return Places(match.span() for match in _FACT.finditer(self.text))


def _is_coming(edtf: str, today: str, text: str, end: int) -> bool:
    """Whether a date that ends at ``end`` lies ahead of ``today``: what is said of it is yet to happen."""
    day = edtf.rstrip("~")
    if "/" in day or not day[:4].isdigit() or day[:4] < today[:4]:
        return False
    if day[:4] > today[:4]:
        return True
    if len(day) < 7 or day[5:7] > "12":
        return False
    mark = text[end : end + 1]
    return day[:7] > today[:7] and mark in ("起", "前") or day > today[: len(day)] and mark == "前"


def hedge(cues: Cues, mention: Mention, start: int, end: int, said: Attribution | None) -> tuple[str, bool]:
    """The hedge of the ``mention`` from ``start`` to ``end``, and whether nobody in particular says it.

    ``said``: the attribution around it, if its speaker leaves the hedge open.
    """
    found, nobody = _by_words(cues, mention, start, end, said)
    if found == "none" and _is_ahead(cues, start):
        found = "expected"
    if found == "expected" and _is_base(cues.text, start, end):
        found = "none"
    return found, nobody


def _is_ahead(cues: Cues, start: int) -> bool:
    """Whether a date to come stands before, with no break and no fact between."""
    coming, _ = cues.coming.before(start + 1)
    return (
        coming >= max(0, start - _DATE_REACH)
        and not _BREAK.search(cues.text, coming, start)
        and not _FACT.search(cues.text, coming, start)
    )


def _is_base(text: str, start: int, end: int) -> bool:
    """Whether a number is there already: where a change sets out from, what a forecast is compared with."""
    near = max(0, start - _COMPARED)
    if _SET_OUT.search(text, near, start) and _ARRIVES.match(text, end):
        if not _AIM_BEFORE.search(text, max(near, text.rfind("，", near, start)), start):
            return True
    return _COMPARED_WITH.search(text, near, start) is not None


def _by_words(
    cues: Cues, mention: Mention, start: int, end: int, said: Attribution | None
) -> tuple[str, bool]:
    text, sentence = cues.text, cues.sentences.start(start)
    if said is None and _HEARSAY_AFTER.match(text, end):
        return "reported", True
    if said and _HEARD.search(text, max(said.start, start - _HEARD_REACH, sentence), start):
        return "reported", False
    if _is_aim(cues, mention.kind, start, end):
        return "expected", False
    reach = max(sentence, start - _REACH, said.start - 2 if said else 0)
    expected, reported = cues.expected.before(end), cues.reported.before(end)
    if (
        expected[1] >= reach
        and (said or reported[0] < expected[0])
        and _reaches(text, expected[1], start, end)
    ):
        return "expected", False
    if said is None and reported[1] >= reach:
        return "reported", True
    part = max(sentence, text.rfind("；", sentence, start) + 1)
    if cues.later.between(part, end + 10) and not cues.facts.between(part, start):
        return "expected", False
    return "none", False


def _is_aim(cues: Cues, kind: str, start: int, end: int) -> bool:
    """Whether what stands right at the number makes it a target or a forecast."""
    text = cues.text
    if cues.headed:
        return True
    if cues.has_aims and (
        _AIMED.match(text, end)
        or kind == "percent"
        and _ROOM.match(text, end)
        or kind == "money"
        and _TARGET_PRICE.search(text, max(0, start - _PRICE_REACH), start)
    ):
        return True
    if kind == "date":
        ahead, _ = cues.ahead.after(end)
        return 0 <= ahead - end <= _VERB_AFTER_DATE and not CLAUSE_BREAK.search(text, end, ahead)
    return False


def _reaches(text: str, cue: int, start: int, end: int) -> bool:
    """Whether a forecasting word that ends at ``cue`` reaches the number from ``start`` to ``end``."""
    between = text[cue:start]
    if "；" in between or ";" in between or between.endswith("的"):
        return False
    return not _FACT.search(between) and not _RENAMED.search(text, end, end + 12)
