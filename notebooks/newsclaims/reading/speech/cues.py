"""Cues: the words that tell how sure a number is, and where they stand in a paragraph."""

import re
from collections.abc import Iterable
from datetime import date
from functools import cached_property

from .. import lexicon
from ..mention import Mention
from .paragraphs import Paragraph
from .places import NOWHERE, Places, places
from .words import one_of

HEDGES = ("none", "reported", "expected", "disputed")

_LONGEST_NAME = 10  # characters of a name in quotation marks
_NAME_TAIL = 4  # characters of it behind 计划: “繁星计划2.0”

_CALENDAR = re.compile(r"\d{4}-(?:0\d|1[0-2])")  # a month or a day of it, no quarter
_MONTH, _DAY = 7, 10  # characters of a date to the month, to the day
_MONTHS_AHEAD = 4  # a bare month farther ahead is as often the last one
_NEVER = "9999"  # the day of publication where it is not known: nothing lies ahead of it
_CHANGE = one_of("change")
# 将 as 把: 将基准利率下调25个基点 tells what was done, unless a target was moved
_TAKEN = re.compile(
    f"将(?!{one_of('not_taken')}|{_CHANGE})(?![^，。；;]{{0,10}}{one_of('price_target')})"
    f"[^，。；;]{{2,16}}?{one_of('change', 'changed')}"
)
# 将一审确定的违约金86.4万元调减为32万元
_RULED = re.compile(f"将[^，。；;]{{2,40}}?{one_of('ruled')}")
_WITHIN = re.compile(rf"{one_of('within_time')}\s?$")
_LATER = re.compile(rf"{one_of('later')}[^。！？!?\n；;]{{0,8}}?{one_of('later_verb')}")
# a post that goes round, and no words of it: 疯传一则讯息，影片长4分钟
CARRIED = re.compile(f"[^，。；;：:“”「」]{{0,6}}{one_of('carrier')}[，,]")
IF = re.compile(one_of("if"))
_MAY = re.compile(one_of("may"))
_BY, _SINCE = re.compile(one_of("by_then")), re.compile(one_of("since_then"))
_DEADLINE = re.compile(f"{one_of('by_then')}[^，。；;]{{0,8}}?{one_of('deadline')}")
_CONDITION = re.compile(one_of("condition"))
_ON = re.compile(f"{one_of('on')}$")
_COMPARED_AT = re.compile(f"{one_of('compared')}$")
_UNTIL = re.compile(f"{one_of('until')}$")
_GUIDANCE = re.compile(rf" *(?:[-•·*▪■] *)?[^，。:\n]{{0,8}}{one_of('guidance')} ?[:：]")
_REVISED = re.compile(one_of("revised"))
_WILL_FROM = re.compile(one_of("will_from") + one_of("from"))
_AT_NUMBER = re.compile(one_of("aimed", "held", "room", "price_target"))

_ROWS = {row["form"]: row for row in lexicon.rows("hedges")}
DISPUTING = lexicon.guarded(row for row in _ROWS.values() if row["hedge"] == "disputed")
_CUE = re.compile(lexicon.guarded(_ROWS.values()))


def _spans(expression: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [match.span() for match in expression.finditer(text)]


def is_cue(word: str) -> bool:
    """Whether ``word`` tells how sure the numbers behind it are."""
    return word in _ROWS


class Cues:
    """The words of a paragraph that tell how sure its numbers are.

    Attributes
    ----------
    denials : list of (int, int)
        Where the words stand that dispute something.
    nouns : dict of int to str
        Whether the cue that stands there is also a noun: ``yes`` for sometimes, ``mostly``.
    headed : bool
        Whether the paragraph is a line such as 指引：, all of it a forecast.
    silent : bool
        Whether nothing in the paragraph can make a number reported or expected.
    """

    def __init__(self, paragraph: Paragraph, published: date | None) -> None:
        self.paragraph, self.text, self.sentences = paragraph, paragraph.text, paragraph.sentences
        self.has = has = paragraph.has
        self.nouns: dict[int, str] = {}
        self.denied = self.reported = self.ahead = self.expected = NOWHERE
        found = list(_CUE.finditer(self.text))
        if found:
            self._place_cues(found)
        self.denials = self.denied.spans
        self.headed = has["guidance"] and _GUIDANCE.match(self.text) is not None
        self.coming = self.past = self.to_come = self.days = NOWHERE
        dated = [mention for mention in paragraph.mentions if mention.date]
        if dated:
            self._place_dates(dated, published.isoformat() if published else _NEVER)
        self.possible = places(_spans(_MAY, self.text)) if has["may"] else NOWHERE
        self.later = places(_spans(_LATER, self.text)) if has["later"] else NOWHERE
        self.has_revisions = has["revised"] and _REVISED.search(self.text) is not None
        self.has_conditions = bool(self.possible.spans) and IF.search(self.text) is not None
        aims = has["aimed"] or has["held"] or has["room"] or has["price_target"]
        self.has_aims = aims and _AT_NUMBER.search(self.text) is not None
        self.has_will_from = has["from"] and _WILL_FROM.search(self.text) is not None
        self.silent = not (
            self.ahead.spans
            or self.reported.spans
            or self.to_come.spans
            or self.days.spans
            or self.possible.spans
            or self.later.spans
            or self.has_aims
            or self.has_revisions
            or self.has_will_from
            or self.headed
        )

    def _place_cues(self, found: Iterable[re.Match[str]]) -> None:
        """Tell the cues that are ``found`` by their hedges, without those that are part of a name."""
        marks: dict[str, list[tuple[int, int]]] = {hedge: [] for hedge in HEDGES}
        for match in found:
            start, row = match.start(), _ROWS[match[0]]
            if self.paragraph.in_title(start) or row["noun"] and self._is_name(match):
                continue
            if row["hedge"] == "reported" and CARRIED.match(self.text, match.end()):
                continue  # a post goes round, and no more: 疯传一则讯息，影片长4分钟
            marks[row["hedge"]].append(match.span())
            if row["noun"]:
                self.nouns[start] = row["noun"]
        self.denied = places(marks["disputed"])
        self.reported = places(marks["reported"])
        self.ahead = places(marks["expected"])
        self.expected = places([mark for mark in marks["expected"] if not self._is_taken(mark[0])])

    def _place_dates(self, dated: Iterable[Mention], today: str) -> None:
        """Tell those of the ``dated`` mentions that lie ahead of ``today`` from those behind it."""
        coming, past, later, days = [], [], [], []
        for mention in dated:
            day = mention.date
            span = mention.start - self.paragraph.offset, mention.end - self.paragraph.offset
            if self._is_coming(mention, today):
                coming.append(span)
            else:
                if day[:4] < today[:4] != _NEVER and not self._is_compared(span[0]):
                    past.append(span)
                if "/" not in day and day.rstrip("~") > today:
                    later.append(span)
            if day[:_MONTH] > today[:_MONTH] or day[:_DAY] > today:
                if _CALENDAR.match(day) and self._is_fixed(day, today, span):
                    days.append(span)
        self.coming, self.past = places(coming), places(past)
        # also those behind which nothing is yet to happen
        self.to_come = places(sorted(coming + later) if coming and later else coming or later)
        self.days = places(days)  # days ahead on which something will take place

    @cached_property
    def numbers(self) -> Places:
        """All mentions of the paragraph."""
        offset = self.paragraph.offset
        return Places((one.start - offset, one.end - offset) for one in self.paragraph.mentions)

    def _is_taken(self, start: int) -> bool:
        """Whether the cue at ``start`` is 将 in the sense of 把; 五年内将占比提高到三成 is yet to come."""
        text = self.text
        if text[start] != "将":
            return False
        taken = _TAKEN.match(text, start) and not _WITHIN.search(text, max(0, start - 3), start)
        return bool(taken or _RULED.match(text, start))

    def _is_name(self, cue: re.Match[str]) -> bool:
        """Whether the noun ``cue`` stands in a short name in quotation marks: “繁星计划2.0”."""
        left, right = self.paragraph.quotes.before(cue.start())
        return left < cue.start() < right <= min(left + _LONGEST_NAME, cue.end() + _NAME_TAIL)

    def _is_compared(self, start: int) -> bool:
        """Whether a date at ``start`` is what a change is measured against: 比上年的2亿元增长50%."""
        return _COMPARED_AT.search(self.text, max(0, start - 1), start) is not None

    def _is_fixed(self, day: str, today: str, span: tuple[int, int]) -> bool:
        """Whether a date is that of an event, no part of a name, no condition and no month of last year."""
        if len(day) == _MONTH:
            ahead = 12 * (int(day[:4]) - int(today[:4])) + int(day[5:7]) - int(today[5:7])
            bare = span[1] - span[0] <= len("12月")
            if bare and ahead > _MONTHS_AHEAD or self.text.startswith("的", span[1]):
                return False
        return not (
            _ON.search(self.text, max(0, span[0] - 2), span[0])
            or _CONDITION.search(self.text, self.sentences.start(span[0]), span[0])
        )

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
