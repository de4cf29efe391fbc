"""An amount: the groups of a match of ``pattern``, which the steps in ``amounts`` refine in turn."""

import re
from dataclasses import dataclass, field
from functools import cache

from .. import lexicon, numerals
from ..text import HAN
from . import grammar
from .grammar import ABOUT, DIGITS, EACH, MORE, NUMBER, ONE, SCALES, TO, VAGUE, units

# A letter behind a number scales it: $3.5B, 20k, 9k6; m is metres where no currency stands in front
_LETTERS = (
    rf"(?: ?(?:[KkMBwW]|bn|mn|million|billion|trillion)(?![A-Za-z0-9])|[kw]\d(?![\d.A-Za-z])"
    rf"|[{MORE[0]}{ABOUT}][wWkK](?![A-Za-z0-9])|(?(mark) ?m(?![A-Za-z0-9])|(?!)))"
)
_LETTER_SCALES = "KkMBwW"
_SCALE_AT_END = re.compile(f"[{SCALES[3:]}]+$|[{SCALES[:3]}]+$")
_VAGUE_TENS = re.compile(f"[{SCALES[:3]}]{VAGUE[0]}$")  # 十几到三十人 are 11 to 30
_MORE = re.compile(rf"[{MORE}{ABOUT}](?=[{SCALES}wWkK ])")
_DIGIT = re.compile("[0-9]")
_RATES = 3  # that are chained: 元/人/月
_FULL = 1000  # a number that is seldom said in 万


def _neighbours() -> str:
    """The sign 、 between two digits that follow each other, which makes them one vague number: 6、7个月."""
    chinese = DIGITS[2] + DIGITS[4:]  # 二三四五六七八九
    arabic = "|".join(f"(?<={a}、)(?={a + 1}(?!\\d))" for a in range(1, 9))
    spelled = "|".join(f"(?<={a}、)(?={b})" for a, b in zip(chinese, chinese[1:], strict=False))
    unit = lexicon.trie(units())
    return (
        rf"、(?=\d ?{unit})(?<!\d、\d、)(?:{arabic})"
        rf"|、(?=[{chinese[1:]}][{SCALES[:4]}]?{unit})(?:{spelled})"
    )


def pattern(marked: bool) -> str:
    """The expression for a number with what belongs to it: currency, scale, unit, range, rate.

    ``marked``: a currency may stand in front.
    """
    currency = lexicon.trie(grammar.mapping("currencies"))
    unit = rf"(?: ?{lexicon.trie(units())}(?:(?<![A-Za-z])|(?![A-Za-z0-9])))"
    half = grammar.words("and_a_half")
    plus = rf"\+(?![\d+]|{grammar.words('added')})"

    def side(name: str, more: str) -> str:
        return (
            rf"(?P<{name}>{NUMBER}{_LETTERS}?)(?P<{name}_more> ?[{more}]|{plus})?"
            rf"(?P<{name}_unit>{unit})?(?P<{name}_half>{half})?"
        )

    in_front = rf"(?<![A-Za-z])(?:{currency}) ?" if marked else "(?!)"
    return (
        rf"(?P<mark>{in_front})?{side('a', MORE + VAGUE[0] + ABOUT)}"
        rf"(?P<a_rate>{rate_pattern()})?"
        rf"(?:(?:{TO}{grammar.words('before_second')}?|{_neighbours()})"
        rf"(?:(?:{currency}) ?)?{side('b', MORE)}(?P<rate>{rate_pattern()})?)?"
    )


@cache
def expression() -> re.Pattern[str]:
    """``pattern``, compiled once, for it is large; the whole is the group ``amount``."""
    return re.compile(f"(?P<amount>{pattern(marked=True)})")


def rate_pattern() -> str:
    """The expression for what an amount is said of: /小时, /人/月, 每人, 一斤; any word between signs."""
    known = rf"{lexicon.trie(grammar.mapping('rates'))}(?![A-Za-z])"
    any_word = rf"(?:{HAN}{{1,3}}|[A-Za-z]{{1,8}})(?=[/,，。；;、）)\n]|$)"
    chained = rf"(?: ?/ ?(?:{known}|{any_word}))"
    first = rf" ?(?:/ ?(?:{known}|{any_word})|{EACH} ?{known})"
    return rf"(?=[ /{EACH}{ONE}])(?:{first}{chained}{{0,{_RATES - 1}}}|{grammar.words('per_one')})"


_GROUPS = 11  # of ``pattern``, from the currency to the rate; they are the last of any expression with it


@dataclass(slots=True)
class Side:
    """One number of an amount, as it stands in the text."""

    numeral: str
    value: tuple[float, float]
    more: str  # 多, 余, 几 or 来 behind it
    word: str  # its unit
    half: str  # 半 behind the unit
    number_end: int
    end: int

    @classmethod
    def of(cls, numeral: str, more: str, word: str, half: str, number_end: int) -> "Side | None":
        """The side that the groups of a match say, or None where its numeral has no value."""
        value = numerals.parse(numeral)
        if value is None:
            return None
        end = number_end + len(more + word + half)
        return cls(numeral, value, more.strip(), word.strip(), half, number_end, end)

    @property
    def start(self) -> int:
        """Where the numeral begins."""
        return self.number_end - len(self.numeral)

    def give_up_scale(self) -> None:
        """Let the scale that ends the numeral belong to the unit."""
        self.numeral = self.numeral[:-1]
        self.value = numerals.parse(self.numeral) or self.value


@dataclass(slots=True)
class Amount:
    """A number, or a range of two, with all that belongs to it; ``lo`` and ``hi`` are in the unit as said."""

    start: int
    end: int
    mark: str  # the currency in front
    first: Side
    second: Side | None
    side: Side  # the number that ends the amount
    rate: str
    first_rate: str  # of the first number of a range
    numeral: str = field(init=False)  # the numerals as said, one behind the other
    # what is measured, which the steps say
    word: str = field(init=False)  # the unit as said, at the end or, for a range, at its first number
    lo: float = field(init=False)
    hi: float = field(init=False)
    kind: str = field(init=False)
    unit: str = field(init=False)
    factor: float = field(init=False)
    by_digits: bool = field(init=False)  # whether the unit counts behind digits alone

    @classmethod
    def of(cls, match: re.Match[str]) -> "Amount | None":
        """The amount that a match of ``pattern`` found, or None where it has no value."""
        mark, a, a_more, a_unit, a_half, a_rate, b, b_more, b_unit, b_half, rate = match.groups("")[-_GROUPS:]
        first = Side.of(a, a_more, a_unit, a_half, match.end("a"))
        if first is None:
            return None
        start, end = match.span()
        mark = mark.strip()
        if not b:
            amount = cls(start, end, mark, first, None, first, a_rate, a_rate)
            amount.numeral = a
            return amount
        second = Side.of(b, b_more, b_unit, b_half, match.end("b"))
        amount = cls(start, end, mark, first, second, second or first, rate, a_rate)
        amount.numeral = a + b
        if not second or a_rate and a_rate != rate:
            amount.keep_first()
        return amount

    @property
    def arabic(self) -> bool:
        """Whether an Arabic digit is in it."""
        return self.first.numeral[0].isdecimal() or _DIGIT.search(self.numeral) is not None

    @property
    def more(self) -> str:
        """The 多, 余, 几 or 来 in or behind its numbers, the 零 that ends 百零, or an empty string."""
        behind, numeral = self.first.more or self.side.more, self.numeral
        if behind or numeral.isascii():
            return behind
        if numeral[-1] == DIGITS[0] and len(self.side.numeral) > 1:
            return MORE[0] if numeral[-2] in SCALES else ""
        inside = _MORE.search(numeral)
        return inside[0] if inside else behind

    def keep_first(self) -> None:
        """Leave the second number to be read by itself."""
        self.second, self.side, self.rate = None, self.first, self.first_rate
        self.numeral = self.first.numeral
        self.end = self.first.end + len(self.rate)

    def cut(self, length: int) -> None:
        """Leave all behind the first ``length`` characters of its one numeral to be read by itself."""
        side = self.side
        numeral = self.numeral = side.numeral[:length]
        side.number_end = side.end = self.end = side.start + length
        side.numeral, side.value = numeral, numerals.parse(numeral) or side.value
        side.more = side.word = side.half = self.rate = ""

    def measure(self, kind: str, unit: str, factor: float = 1.0) -> None:
        """Say what the amount measures."""
        self.kind, self.unit, self.factor = kind, unit, factor


def with_shared_scale(first: Side, second: Side) -> tuple[float, float]:
    """The value of ``first`` with the scale that ``second`` alone says: 3-5万 is 30,000 to 50,000."""
    theirs = _SCALE_AT_END.search(second.numeral)
    if _SCALE_AT_END.search(first.numeral) or _VAGUE_TENS.search(first.numeral):
        scale = ""
    elif theirs:
        scale = theirs[0]
    else:
        last = second.numeral[-1]
        scale = last if last in _LETTER_SCALES and first.numeral[-1].isdigit() else ""
    raised = numerals.parse(first.numeral + scale) if scale else None
    if not raised or raised[0] > second.value[1]:
        return first.value
    if first.value[0] >= _FULL and raised[0] > second.value[0]:
        return first.value  # 5000至数千万
    lo, hi = raised
    return lo, hi
