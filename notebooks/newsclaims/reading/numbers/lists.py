"""Lists of numbers: a unit that is said once, at the end or the head, and a tail that counts the members.

12、15和18岁 and 人民币3.2亿、4.75亿及6.18亿元 have one unit; 三档 in 10万、30万、60万三档 is none of the
numbers. A number that nothing beside it measures waits in ``Reading.loose`` until its list is known.
"""

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise
from operator import attrgetter

from .. import numerals
from ..mention import Mention
from . import amount as amounts
from . import regions
from .amount import Amount, with_shared_scale
from .grammar import SCALES, characters, forms, units, words
from .state import Reading, clean

SLASH = "/"  # between the figures of two years: 10.2/12.5亿元
_LONGEST = 9  # members: so many can be counted by one digit behind them
_MARKER = 20  # a smaller number that begins a clause and is followed by one other is a list marker
_BEGINNING = ("", "\n", ":", ";", "；", "。")
_WITH_UNIT = ("money", "count", "other", "duration", "percent", "multiple")
_COUNTED = ("count", "rank", "other")  # kinds that the words behind a tail have: 三档, 三级
_ARROW = re.compile(" ?(?:→|->|=>) ?")


@cache
def _gap() -> re.Pattern[str]:
    return re.compile(f" ?(?:{words('and')}|、|,(?!\\d))+ ?{words('and')}? ?|{SLASH}")


@cache
def _change() -> re.Pattern[str]:
    return re.compile(f"[{characters('change')}]{{1,3}}{words('change_to')}")


@cache
def _joints() -> frozenset[str]:
    """The characters with which the signs and words between members begin and end."""
    return frozenset(f"、,{SLASH}" + "".join(form[0] + form[-1] for form in forms("and")))


def is_change(reading: Reading, start: int, end: int) -> bool:
    """Whether only a change stands from ``start`` to ``end``: 20个人砍到12个."""
    return _change().fullmatch(reading.folded, start, end) is not None


def _listed(reading: Reading, left: Mention, right: Mention) -> bool:
    return _gap().fullmatch(reading.folded, left.end, right.start) is not None


def can_hold(reading: Reading, start: int, end: int) -> bool:
    """Whether a number from ``start`` to ``end`` stands beside a sign or word that joins a list."""
    before, after = reading.before(start, 2).rstrip(" "), reading.after(end, 2).lstrip(" ")
    return before[-1:] in _joints() or after[:1] in _joints()


# --- a tail that counts the members


def leave_tail(reading: Reading, amount: Amount) -> None:
    """Take from the last member the digit that counts the list: 五千三级 behind 一千、三千 is 五千."""
    side = amount.side
    if amount.second or len(side.numeral) < 2 or side.numeral[-2] not in SCALES:
        return
    counted = numerals.DIGIT_VALUES.get(side.numeral[-1], 0)
    if counted < 2:
        return
    counts = side.word in units() and units()[side.word].kind in _COUNTED
    counts = counts or reading.folded.startswith(forms("tier"), side.number_end)
    if not counts or len(_members(reading, amount.start)) != counted - 1:
        return
    amount.cut(len(side.numeral) - 1)


def settle_tail(reading: Reading, amount: Amount) -> bool:
    """Say of 三级 that it counts, where so many numbers stand right before it, and note these numbers."""
    counted = numerals.DIGIT_VALUES.get(amount.numeral, 0) if amount.kind in _COUNTED else 0
    if counted < 2:
        return False
    members = _members(reading, amount.start, behind="")
    if len(members) != counted or any(one.kind == "date" for one in members):
        return False
    reading.tallied.update(one.start for one in members)
    amount.measure("count", "items")
    return True


def _members(reading: Reading, start: int, behind: str = "、") -> list[Mention]:
    """The members of the list that goes on at ``start``, the last first; ``behind`` follows its last."""
    last = reading.found[-1:] + reading.loose[-1:]
    if not last or reading.folded[max(one.end for one in last) : start].strip(" ") != behind:
        return []
    near = reading.found[-_LONGEST:] + reading.loose[-_LONGEST:]
    back = sorted(near, key=attrgetter("start"), reverse=True)
    members = back[:1]
    for right, left in pairwise(back):
        if not _listed(reading, left, right):
            break
        members.append(left)
    return members


# --- one unit for all


def with_unit_of_list(reading: Reading, found: list[Mention]) -> list[Mention]:
    """``found`` and the loose numbers, each with the unit that is said once in its list.

    So for the end of a change: 由六万八加到九万元. Loose numbers without such a list are left out.
    """
    return _Lists(reading, found).measured() if reading.bare else found


class _Lists:
    """The mentions of a text with its loose numbers, while units pass from one member to the next."""

    def __init__(self, reading: Reading, found: list[Mention]) -> None:
        self.reading = reading
        self.whole = sorted(found + reading.loose, key=attrgetter("start"))
        self.unitless = {*reading.unitless, *(one.start for one in reading.loose)}
        self.bare = set(reading.bare)  # numbers that no unit word measures, so far
        self.source: dict[int, int] = {}  # where the number stands whose unit a member has

    def measured(self) -> list[Mention]:
        """The mentions, each with its unit: that of a rank before it, of a member behind it or before it."""
        whole = self.whole
        places = [i for i, one in enumerate(whole) if one.start in self.bare]
        for i in places:
            self._rank(i)
        for i in reversed(places):
            self._measure(i, i + 1)
        for i in places:
            self._measure(i, i - 1)
        for i, one in enumerate(whole):
            if not one.kind and one.start in self.reading.tallied:
                whole[i] = replace(one, kind="count", unit="items")
        return [one for one in whole if one.kind]

    def _rank(self, i: int) -> None:
        """Make a loose number behind a rank a rank: 第1、3、5条."""
        number = self.whole[i]
        head = self.whole[i - 1] if i else None
        if head and head.kind == "rank" and not number.kind and _listed(self.reading, head, number):
            self.whole[i] = replace(number, kind="rank")
            self.unitless.discard(number.start)
            self.bare.discard(number.start)

    def _measure(self, i: int, j: int) -> None:
        """Give a number the unit of its neighbour at ``j``, if it has none and both are of one list."""
        if not 0 <= j < len(self.whole):
            return
        number, other, before = self.whole[i], self.whole[j], i < j
        if other.start in self.unitless or other.kind not in _WITH_UNIT:
            return
        # a unit word at the end of the list says more than a noun before the number does
        overruled = before and number.start in self.bare and other.start not in self.bare
        if not overruled and number.start not in self.unitless:
            return
        left, right = (number, other) if before else (other, number)
        changes = before and is_change(self.reading, left.end, right.start)
        if not changes and not _listed(self.reading, left, right):
            return
        if not number.kind and not self._is_member(number, other, before):
            return
        source = self.source[number.start] = self.source.get(other.start, other.start)
        lo, hi = _value(self.reading, number, source, before)
        self.whole[i] = replace(number, kind=other.kind, unit=other.unit.split("/")[0], lo=lo, hi=hi)
        self.unitless.discard(number.start)
        if before:
            self.bare.discard(number.start)

    def _is_member(self, number: Mention, other: Mention, before: bool) -> bool:
        """Whether a loose number has the unit of ``other``, behind it or a head without a unit word.

        It has none where it only says which point of a list begins: 理由：1、300元押金未退.
        """
        if not before:
            return other.start in self.reading.bare
        small = number.lo is not None and number.lo < _MARKER
        begins = self.reading.before(number.start, 2).strip(" ")[-1:] in _BEGINNING
        return not (small and begins) and "," not in self.reading.folded[number.end : other.start]


def _value(reading: Reading, number: Mention, source: int, before: bool) -> tuple[float | None, float | None]:
    """The ends of ``number`` in the unit said at ``source``, which lends its scale to those before."""
    mine, theirs = (amounts.expression().match(reading.folded, start) for start in (number.start, source))
    first, second = (Amount.of(match) if match else None for match in (mine, theirs))
    if not first or not second or number.lo is None or number.hi is None:
        return number.lo, number.hi
    lo, hi = number.lo, number.hi
    if before and not first.second:
        lo, hi = with_shared_scale(first.first, second.first)
    factor = units()[second.side.word].factor if second.side.word else 1.0
    return clean(lo * factor), clean(hi * factor)


def with_currency_of_first(reading: Reading, found: list[Mention]) -> list[Mention]:
    """Give the money of a list or a change the currency in front of its first: US$3亿、5亿元; HK$52→46."""
    marked = set(reading.marked)
    local = regions.currency("LOCAL", reading.region)
    for i in range(1, len(found)):
        head, mention = found[i - 1], found[i]
        if (
            mention.kind == head.kind == "money"
            and head.start in marked
            and mention.unit == local != head.unit
            and (_listed(reading, head, mention) or _ARROW.fullmatch(reading.folded, head.end, mention.start))
        ):
            found[i] = replace(mention, unit=head.unit)
            marked.add(mention.start)
    return found
