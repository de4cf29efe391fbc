"""Paragraphs: the parts in which a text is read, and what is known of one while it is read."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..mention import Mention
from . import people
from .places import NOWHERE, SENTENCE_BREAK, TITLE, Places, Sentences, clause_start, places
from .words import one_of, rare_roles

_LONGEST = (
    3000  # a longer paragraph is read in parts, so that the work stays linear in the length of the text
)
LINK = "[ :：-]*(?:[为是在约] ?-?)?"  # between a label and its number
_LINK = re.compile(LINK)
# what stands in brackets is passed over, but (市场预期3%)
_ASIDE = re.compile(rf"\((?!{one_of('consensus', 'unanimous')})[^()。！？\n]{{1,20}}\)")
_TITLE = re.compile(TITLE)
_WRAPPED = 24  # characters of a line that can have been cut to a width; mending has joined others
_COMMA = re.compile("[，、；]")
_LABEL = r"[^\n，。]{1,12}[:：]"  # 公司：…, as the items of a list begin
_WRAP = re.compile(rf"\n(?<=[\w%，、]\n)(?=[\w“「《(])(?!\d{{1,2}}[.、)]|{_LABEL})")
_LABELLED = re.compile(_LABEL)
_QUOTE = re.compile("[“”「」『』]")


@dataclass(slots=True)
class Speaker:
    """The words from ``start`` to ``end`` that name somebody, and the hedge of what he says."""

    start: int
    end: int
    hedge: str = "none"


_AMOUNTS = frozenset(("percent", "money", "multiple"))


class _Figures:
    """Where the mentions of a paragraph stand, by what they are.

    Attributes
    ----------
    dates : Places
        The dates.
    date_ends, date_starts : dict
        Ends of dates and ages by their starts, starts of dates by their ends.
    numbers : dict
        Ends of all but dates and durations by their starts.
    amount_ends : set
        Where shares and amounts end, no counts.
    """

    def __init__(self, mentions: Sequence[Mention], offset: int) -> None:
        self.date_ends: dict[int, int] = {}
        self.date_starts: dict[int, int] = {}
        self.numbers: dict[int, int] = {}
        self.amount_ends: set[int] = set()
        dates = []
        for mention in mentions:
            start, end, kind = mention.start - offset, mention.end - offset, mention.kind
            if kind == "date":
                dates.append((start, end))
                self.date_ends[start], self.date_starts[end] = end, start
                continue
            if mention.unit == "age":
                self.date_ends[start] = end
            if kind != "duration":
                self.numbers[start] = end
            if kind in _AMOUNTS:
                self.amount_ends.add(end)
        self.dates = places(dates)


class Paragraph:
    """A part of the folded text, from ``offset`` on, with the mentions inside.

    ``text`` is what stands there, ``plain`` the same with blanks for what stands in brackets. All places are
    counted from its beginning. ``in_thread``: the text has turns or posts. ``has`` tells of the rare roles
    of the words of speech whether a word of theirs stands in it. ``last`` is the last speaker while the
    attributions are found, ``last_said`` where his verb stands.
    """

    def __init__(
        self, text: str, offset: int = 0, mentions: Sequence[Mention] = (), in_thread: bool = False
    ) -> None:
        self.text, self.offset, self.mentions, self.in_thread = text, offset, mentions, in_thread
        self.plain = _ASIDE.sub(lambda match: " " * len(match[0]), text) if "(" in text else text
        self.has = rare_roles(text)
        self.sentences = Sentences(text)
        # the insides of the quotation marks
        quoted = "“" in text or "「" in text or "『" in text
        self.quotes = places(list(_quotations(self.plain))) if quoted else NOWHERE
        self._titles = Places(match.span() for match in _TITLE.finditer(text)) if "《" in text else None
        self._placed: _Figures | None = None
        self._clauses: dict[int, int] = {}
        self.last: Speaker | None = None
        self.last_said = -1

    @cached_property
    def people(self) -> Places:
        """The names with which the paragraph introduces people."""
        return Places(people.introduced(self.plain))

    def in_title(self, position: int) -> bool:
        """Whether ``position`` is inside of 《…》, where words neither attribute nor hedge."""
        return self._titles is not None and self._titles.before(position)[1] > position

    def clause_start(self, position: int) -> int:
        """Where the clause around ``position`` starts; several ask it of one verb."""
        start = self._clauses.get(position)
        if start is None:
            start = self._clauses[position] = clause_start(self.plain, position)
        return start

    @property
    def _figures(self) -> _Figures:
        if self._placed is None:
            self._placed = _Figures(self.mentions, self.offset)
        return self._placed

    def after_date(self, position: int) -> int:
        """The end of a date or an age that begins at ``position``, else ``position``."""
        return self._figures.date_ends.get(position, position)

    def before_date(self, position: int) -> int:
        """The start of a date that ends at ``position``, else ``position``."""
        return self._figures.date_starts.get(position, position)

    def date_within(self, start: int, end: int) -> int:
        """Where the first date from ``start`` to ``end`` begins; -1 where none does."""
        date, _ = self._figures.dates.after(start)
        return date if date < end else -1

    def number_end(self, position: int) -> int:
        """The end of the number at ``position`` or behind 为 there, else ``position``."""
        return self._figures.numbers.get(self.number_at(position), position)

    def ends_with_number(self, position: int) -> bool:
        """Whether a share or an amount, no count of people, ends at ``position``."""
        return position in self._figures.amount_ends

    def number_at(self, position: int) -> int:
        """Where a number, no date or duration, stands at ``position`` or behind 为 there, else -1."""
        link = _LINK.match(self.text, position)
        start = link.end() if link else position
        return start if start in self._figures.numbers else -1

    def words(self, speaker: Speaker | None) -> str:
        """What names ``speaker``; empty for none."""
        return self.plain[speaker.start : speaker.end] if speaker else ""

    def whom(self, pronoun: Speaker, last: Speaker | None) -> Speaker:
        """Whom a pronoun means: the last speaker, or whom the text introduced since, else the pronoun."""
        introduced = self.people.before(pronoun.start)
        if last and last.end >= introduced[0] and not people.is_thing(self.words(last)):
            return last
        return Speaker(*introduced) if introduced[0] >= 0 else Speaker(pronoun.start, pronoun.end)


def _is_prose(folded: str, begin: int, end: int) -> bool:
    return _COMMA.search(folded, begin, end) is not None and not _LABELLED.match(folded, begin)


def unwrap(folded: str) -> str:
    """``folded`` with a tab for each end of a line within a sentence, as they fall out of a PDF.

    So does a line that is long, has a comma and stops at no mark, in a paragraph that ends with a full stop.
    """
    wraps: set[int] = set()
    for match in reversed(list(_WRAP.finditer(folded))):
        end = match.start()
        stop = folded.find("\n", end + 1)
        stop = stop if stop >= 0 else len(folded)
        if folded[stop - 1] == "。" or stop in wraps:
            begin = folded.rfind("\n", 0, end) + 1
            if end - begin >= _WRAPPED and _is_prose(folded, begin, end):
                wraps.add(end)
    if not wraps:
        return folded
    pieces, begin = [], 0
    for end in sorted(wraps):
        pieces.append(folded[begin:end])
        begin = end + 1
    return "\t".join([*pieces, folded[begin:]])


def _quotations(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of the insides of quotation marks, outermost only; an unclosed one runs to the end."""
    depth = left = 0
    for match in _QUOTE.finditer(text):
        if match[0] in "“「『":
            if depth == 0:
                left = match.end()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield left, match.start()
    if depth:
        yield left, len(text)


@dataclass(slots=True)
class _Part:
    start: int
    end: int
    mentions: Sequence[Mention]


def parts(folded: str, mentions: Sequence[Mention]) -> Iterator[_Part]:
    """The paragraphs of ``folded`` that hold mentions, or parts of those that are too long."""
    starts = [mention.start for mention in mentions]
    first = end = 0
    while first < len(mentions):
        start, end = _around(folded, mentions[first], end)
        last = bisect_left(starts, end, first + 1)
        yield _Part(start, end, mentions[first:last])
        first = last


def _around(folded: str, mention: Mention, done: int) -> tuple[int, int]:
    """(start, end) of the part around ``mention``; what stands before ``done`` is in parts already."""
    start = folded.rfind("\n", done, mention.start) + 1 or done
    while mention.start - start > _LONGEST:
        start = _cut(folded, start, mention.start)
    end = folded.find("\n", mention.end, start + _LONGEST)
    if end < 0:
        end = min(len(folded), start + _LONGEST)
        if end < len(folded) and folded[end] != "\n":
            end = max(_cut(folded, start, end), mention.end)
    return start, end


def _cut(folded: str, start: int, limit: int) -> int:
    """Where to cut a paragraph that begins at ``start``: after its last sentence within _LONGEST."""
    stop, limit = start, min(limit, start + _LONGEST)
    for match in SENTENCE_BREAK.finditer(folded, start, limit):
        stop = match.end()
    return stop if stop > start else limit
