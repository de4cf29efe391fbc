"""Disputes: which numbers somebody contests, where they are first told and where he repeats them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..mention import Mention
from .checks import claims
from .cues import DISPUTING
from .places import NUMERAL, SENTENCE_BREAK
from .transcripts import Transcript
from .words import one_of

_BACK = 8  # mentions that a denial reaches back
_AHEAD = 4  # mentions that it reaches forward: 否认将裁员5000人
_MATTER = 16  # characters before a denial in which 的说法 stands
_NAMED = 12  # characters behind a denial in which it names what it denies
_REPEATED = (6, 200)  # mentions and characters behind a denial in which the denied value may come again
_BEFORE = 12  # mentions before a denied one in which the same value may have been told
_BEFORE_IN_THREAD = 60  # the same, where posts of others stand between
_FORMER_REACH = 6  # characters behind 否认 in which 前一说法 stands
_HARDLY = 6  # characters behind 哪有
_TOLD_BEFORE = 40  # mentions before 并非 in which another has told the value
_TOLD_BY = 30  # mentions before a denial among which another has told the denied value
_NOT_SO_REACH = 18  # characters between 并非 and the value
_QUESTION = (6, 200)  # mentions and characters before the end of a question that a plain no denies

_TOLD_OF = re.compile(f"的?{one_of('claim')}[^，。；;]{{0,4}}$|{one_of('claim_end')}$")
_NOT_SO = re.compile(rf"{one_of('not_so')}(?:(?!{NUMERAL})[^，。；;！？!?\n\d]){{0,10}}$")
_NOT_SO_WORD = re.compile(one_of("not_so"))
_DENYING = re.compile(one_of("denying"))
_CONTESTING = re.compile(one_of("denying", "contesting"))
_DISBELIEF = re.compile(one_of("disbelief"))
_CLAUSE_END = re.compile("[，,；;]")
_ELSEWHERE = re.compile(one_of("elsewhere"))
_HARDLY_ANY = re.compile(one_of("hardly_any"))
_AFTER_DENIAL = re.compile("[，,。；;！？!?\n]|$")
_THIS = re.compile(f"{one_of('this')}{one_of('figure')}")
_FORMER_CLAIM = re.compile(one_of("former_claim"))
_ALL_OF_THEM, _LETTER = re.compile(one_of("all_of_them")), re.compile(one_of("letter"))
_DISCOUNT = re.compile(one_of("discount"))  # 打三折 is not the 三成 that is denied
_NO = re.compile(f"{one_of('quite')}?(?:{one_of('no')}|{DISPUTING})[，。！!,]")
_ASKING = re.compile(f"(?:[?？]|{one_of('asking')})$")


@dataclass(slots=True)
class Denial:
    """A denying word from ``start`` to ``end``, where its sentence starts, and the one before it."""

    start: int
    end: int
    sentence: int
    before: int


class Disputes:
    """The mentions of a text, and what is disputed of them."""

    def __init__(self, folded: str, mentions: Sequence[Mention]) -> None:
        self.folded, self.mentions = folded, mentions
        self.starts = [mention.start for mention in mentions]

    def mark(self, denials: Iterable[Denial], transcript: Transcript) -> None:
        """Set the hedge of the disputed mentions."""
        for denial in denials:
            self._deny(denial, bool(transcript.turns))
        for i, hedge in claims(self.folded, self.mentions):
            self.mentions[i].hedge = hedge
        self._answer(transcript)
        self._contradict()

    def _deny(self, denial: Denial, thread: bool) -> None:
        """What a denial in the same or the next sentence reaches back to.

        In a ``thread`` the value may have been told several posts before.
        """
        last = bisect_right(self.starts, denial.start)
        own = self._own(denial, last)
        clause = self._clause(denial)
        self._forget_teller([i for i in own if self.starts[i] >= clause], denial)
        own = own + self._ahead(denial, last)
        if own:
            said = self._values(own)
            ends = {hi for _, _, hi, _ in said}
            first = min(own)
            before = range(max(0, first - (_BEFORE_IN_THREAD if thread else _BEFORE) + 1), first)
            also = [
                i
                for i in before
                if self.mentions[i].hi in ends
                and said & {_value(self.mentions[i]), _upper(self.mentions[i])}
                and not _DISCOUNT.match(self.folded, self.mentions[i].end - 1)
            ]
            self._dispute([*own, *also])
            return
        told = self._told_before(denial, last)
        self._dispute(i for i in told if self._is_told(self.mentions[i]))
        said, (most, reach) = self._values(told), _REPEATED
        for i in range(last, min(last + most, len(self.mentions))):
            start = self.mentions[i].start
            if start - denial.end > reach or SENTENCE_BREAK.search(self.folded, denial.end, start):
                break
            if _value(self.mentions[i]) in said:
                self._dispute([i])

    def _clause(self, denial: Denial, marks: str = "，,；;") -> int:
        """Where the clause of ``denial`` starts behind the last of ``marks`` in its sentence, else 0."""
        return 1 + max(self.folded.rfind(mark, denial.sentence, denial.start) for mark in marks)

    def _own(self, denial: Denial, last: int) -> list[int]:
        """Indices of what stands before a denial in its own sentence and is denied by it."""
        folded, mentions = self.folded, self.mentions
        word = folded[denial.start : denial.end]
        if (
            last < len(mentions)
            and mentions[last].start - denial.end <= _HARDLY
            and _HARDLY_ANY.fullmatch(word)
        ):
            return [last]
        own = [i for i in self._back(last, denial.sentence) if self._is_told(mentions[i])]
        own = self._doubted(own, denial)
        if _TOLD_OF.search(folded, max(denial.sentence, denial.start - _MATTER), denial.start):
            clause = self._clause(denial, "，,；;：:")
            # 月入6千元，“三块二”的说法与事实不符
            return [i for i in own if mentions[i].end >= clause] or own
        return own

    def _is_told(self, mention: Mention) -> bool:
        """Whether it can be denied: no date, and no count of what is denied (4项均不实, 六个字：“…”)."""
        tally = mention.kind == "count" and (
            _ALL_OF_THEM.match(self.folded, mention.end) or _LETTER.match(self.folded, mention.end - 1)
        )
        return mention.kind != "date" and not tally

    def _doubted(self, own: list[int], denial: Denial) -> list[int]:
        """``own`` without what a named speaker says in an earlier clause.

        Where the denial has a number in its own clause, or names what is told elsewhere (网传内容不实), he
        gives that instead: 台电回应，电价为3元，“每度12元”是谣言.
        """
        mentions, folded = self.mentions, self.folded
        clause = self._clause(denial)
        if not clause:  # there is no earlier clause
            return own
        doubted = [i for i in own if not self._is_given(i, denial)]
        in_clause = any(mentions[i].end > clause for i in doubted)
        named = self._values(i for i in doubted if mentions[i].start >= clause)
        if any(mentions[i].start < clause and _value(mentions[i]) in named for i in own):
            return [i for i in own if _value(mentions[i]) in named]  # 质押95%、追加3亿元，“95%”是误读
        if _DISBELIEF.search(folded, clause, denial.start):
            return [i for i in own if mentions[i].end > clause]  # 只停2小时，别信谣言
        return doubted if in_clause or _ELSEWHERE.search(folded, clause, denial.start) else own

    def _is_given(self, i: int, denial: Denial) -> bool:
        """Whether a named speaker gives the mention ``i`` in the sentence of ``denial``, a clause before."""
        mention, folded = self.mentions[i], self.folded
        if mention.start < denial.sentence or mention.speaker_start is None or mention.hedge != "none":
            return False
        return _CLAUSE_END.search(folded, mention.end, denial.start) is not None

    def _ahead(self, denial: Denial, last: int) -> list[int]:
        """Indices of what stands behind 否认 in its clause; whoever denies it is not who says so."""
        folded, mentions = self.folded, self.mentions
        if not _DENYING.fullmatch(folded, denial.start, denial.end):
            return []
        colon = folded[denial.end : denial.end + 1] in (":", "：")
        after = _AFTER_DENIAL.search(folded, denial.end + colon, denial.end + 60)
        stop = after.start() if after else denial.end + 60
        ahead = [
            i
            for i in range(last, min(last + _AHEAD, len(mentions)))
            if mentions[i].end <= stop and mentions[i].kind != "date"
        ]
        if not colon:
            self._forget_teller(ahead, denial)
        return ahead

    def _forget_teller(self, indices: list[int], denial: Denial) -> None:
        """Whoever denies what nobody has told before is not who says so: 厂方否认裁员300人."""
        if not indices or not _CONTESTING.search(self.folded, denial.start, denial.end):
            return
        first = min(indices)
        told = self._values(range(max(0, first - _TOLD_BY), first))
        for i in indices:
            if _value(self.mentions[i]) not in told:
                self.mentions[i].speaker_start = self.mentions[i].speaker_end = None

    def _told_before(self, denial: Denial, last: int) -> list[int]:
        """Indices of what the sentence before told, or the question before an answer."""
        mentions = self.mentions
        reach = [i for i in self._back(last, denial.before) if not self._is_given(i, denial)]
        behind = range(last, min(last + 3, len(mentions)))
        named = self._values(i for i in behind if mentions[i].start - denial.end <= _NAMED)
        reach = [i for i in reach if _value(mentions[i]) in named] or reach
        reach = [i for i in reach if mentions[i].kind != "rank"] or reach  # 这只是第一刀
        if _FORMER_CLAIM.search(self.folded, denial.end, denial.end + _FORMER_REACH):
            return reach[-1:]
        if _THIS.search(self.folded, denial.sentence, denial.end):
            reach = [i for i in reach if mentions[i].kind not in ("date", "duration")][:1]
        return reach

    def _answer(self, transcript: Transcript) -> None:
        """The number at the end of a question that is answered with 没有 or 不属实."""
        folded, mentions, (most, reach) = self.folded, self.mentions, _QUESTION
        for asked, answer in pairwise(transcript.turns):
            if not _NO.match(folded, answer.start):
                continue
            if not _ASKING.search(folded[asked.start : asked.end].rstrip()):
                continue
            last = bisect_left(self.starts, asked.end)
            self._dispute(
                i
                for i in range(max(bisect_left(self.starts, asked.start), last - most), last)
                if mentions[i].kind != "date"
                and asked.end - mentions[i].end < reach
                and not SENTENCE_BREAK.search(folded, mentions[i].end, asked.end - 1)
            )

    def _contradict(self) -> None:
        """A value told by another before, now with 并非, 并无 or 远低于 before it."""
        behind = {  # the mentions within reach of such a word
            i
            for word in _NOT_SO_WORD.finditer(self.folded)
            for i in range(
                bisect_right(self.starts, word.start()),
                bisect_right(self.starts, word.start() + _NOT_SO_REACH),
            )
        }
        for i in sorted(behind):
            mention = self.mentions[i]
            near = max(0, mention.start - _NOT_SO_REACH)
            if mention.lo is None or not _NOT_SO.search(self.folded, near, mention.start):
                continue
            told = [
                j
                for j in range(max(0, i - _TOLD_BEFORE), i)
                if _value(self.mentions[j]) == _value(mention)
                and self.mentions[j].speaker_start != mention.speaker_start
            ]
            heard = _ELSEWHERE.search(self.folded, near, mention.start)  # 并非网传的8%
            self._dispute([*told, i] if told or heard else [])

    def _dispute(self, indices: Iterable[int]) -> None:
        for i in indices:
            self.mentions[i].hedge = "disputed"

    def _back(self, last: int, stop: int) -> Iterator[int]:
        """Indices of the mentions before ``last`` that start at or after ``stop``, latest first."""
        for i in range(last - 1, max(-1, last - 1 - _BACK), -1):
            if self.starts[i] < stop:
                return
            yield i

    def _values(self, indices: Iterable[int]) -> set[tuple[str, float | None, float | None, str]]:
        """The values of the mentions at ``indices`` that have one."""
        return {_value(self.mentions[i]) for i in indices if self.mentions[i].lo is not None}


def _value(mention: Mention) -> tuple[str, float | None, float | None, str]:
    return mention.kind, mention.lo, mention.hi, mention.unit


def _upper(mention: Mention) -> tuple[str, float | None, float | None, str]:
    """The upper end of ``mention`` as a value: 3000人 of 2000至3000人."""
    return mention.kind, mention.hi, mention.hi, mention.unit
