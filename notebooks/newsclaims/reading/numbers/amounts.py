"""Amounts: the steps that make a number with its unit a mention, or find that it is none.

``read`` goes through them in order: the ends of a range are settled, then what is measured, then whether
the words around say that it is an amount at all, then what stands behind it, its rate and its bound.
"""

import re

from . import (
    bare,
    bounds,
    columns,
    counts,
    durations,
    grammar,
    headings,
    labels,
    letters,
    lists,
    regions,
    senses,
    splitting,
    tails,
)
from .amount import Amount, Side, with_shared_scale
from .grammar import ABOUT, CLASSIFIER, HALF, MORE, ONE, PLUS, VAGUE, units
from .state import Reading, clean

_SCALED = re.compile(f"[{grammar.SCALES[1:]}]")
_DONE = "了"
_WHOLE = 100  # percent
_PRICE = 10  # a smaller number before 一天 or 一次 is more often another's
_FAR = 5  # times: the ends of a range are seldom so far from each other
_MORE_SIGNS = (MORE[0], PLUS)
_MORE_FOLLOWS = ("duration", "multiple", "other", "percent")  # kinds of units that 多 can follow: 三年多


def read(reading: Reading, match: re.Match[str]) -> int:
    """Put down the amount that ``match`` found, if it is one; returns where to read on."""
    start, end = match.span()
    if end - start == 1 and labels.is_lone_digit(reading.folded, start):
        return end
    amount = Amount.of(match)
    if amount is None:
        return match.end("a")
    if amount.first.numeral[0] == VAGUE[1] and _is_noun(reading, amount):
        return amount.start + 1
    lists.leave_tail(reading, amount)
    if amount.second:
        _settle_range(reading, amount, amount.first, amount.second)
    _settle_kind(reading, amount)
    if not amount.kind:
        return bare.read(reading, amount)
    if amount.first.numeral.strip(grammar.SCALES) == "" and headings.is_heading(
        reading, amount.start, amount.end
    ):
        return amount.end
    if amount.kind == "duration":
        year = durations.calendar_year(reading, amount)
        if year:
            reading.add(amount.start, amount.end, "date", None, None, edtf=year)
            return amount.end
    counts_list = lists.settle_tail(reading, amount)
    if not counts_list and not (_is_amount(reading, amount) and senses.settle(reading, amount)):
        return amount.end
    tails.settle(reading, amount)
    if amount.kind == "money":
        amount.unit = regions.currency(amount.unit, reading.region)
    if amount.rate:
        _settle_rate(amount)
    bound = _bound(reading, amount)
    if amount.factor != 1.0:
        amount.lo, amount.hi = clean(amount.lo * amount.factor), clean(amount.hi * amount.factor)
    reading.add(amount.start, amount.end, amount.kind, amount.lo, amount.hi, amount.unit, bound=bound)
    return amount.end


def _settle_kind(reading: Reading, amount: Amount) -> None:
    """Say what is measured by the unit, or without one by a letter behind the number or a rate."""
    _settle_measure(reading, amount)
    if amount.kind:
        splitting.give_up_rest(amount)
        splitting.give_up_unit(reading, amount)
    if amount.word == CLASSIFIER:
        letters.settle_package(reading, amount)
    if not amount.kind:
        letters.settle(reading, amount)
    if not amount.kind and amount.arabic and _is_price(amount):
        amount.measure("money", "LOCAL")


def _is_price(amount: Amount) -> bool:
    """Whether what a bare number is said of makes it one: 2000/月, 3200一个月."""
    named = amount.numeral in grammar.names("itself")  # 996一周72小时
    return "/" in amount.rate or amount.rate[:1] == ONE and amount.lo >= _PRICE and not named


def _is_noun(reading: Reading, amount: Amount) -> bool:
    """Whether 数 ends a noun: 中位数来到9万元."""
    noun = reading.folded[max(0, amount.first.start - 1) : amount.first.start + 1]
    return noun in grammar.forms("number_noun")


def _settle_range(reading: Reading, amount: Amount, first: Side, second: Side) -> None:
    """Give both ends of a range its scale and unit, or leave the second number to be read by itself."""
    if columns.is_next_cell(reading, first, second):
        amount.keep_first()
        return
    if second.word and second.word[0] == first.numeral[-1] and len(first.numeral) > 1:
        first.give_up_scale()  # 两千到三千瓦 is 2 to 3 千瓦, as the second number says
        amount.numeral = first.numeral + second.numeral
    unit = units().get(second.word or first.word, grammar.NO_UNIT)
    other = units().get(first.word, unit)
    value = with_shared_scale(first, second)
    if other.factor != unit.factor:  # 18月龄至3岁, 5角至2元
        lo, hi = value
        value = clean(lo * other.factor / unit.factor), clean(hi * other.factor / unit.factor)
    raised = _is_change(reading, amount, first, second) or _is_level(first, second)
    labels = not first.word and not second.word and not amount.mark and _is_label(first.numeral)
    if other[:2] != unit[:2] or value[0] > second.value[1] or labels or raised:
        amount.keep_first()
    else:
        first.value = value


def _is_change(reading: Reading, amount: Amount, first: Side, second: Side) -> bool:
    """Whether 至 leads to what something has become: 增12.6亿至1.86万亿, but 增5%至8%."""
    if not reading.before(amount.start, 2).removesuffix(_DONE).endswith(grammar.forms("change")):
        return False
    both_scaled = _SCALED.search(first.numeral) and first.value[1] * _FAR < second.value[0]
    return bool(both_scaled) and reading.folded[first.end] in grammar.TO_WORDS


def _is_level(first: Side, second: Side) -> bool:
    """Whether a number without a unit is no share, but what a share has led to: 涨0.9%至20,585."""
    return (
        bool(first.word and not second.word)
        and first.value[1] <= _WHOLE < second.value[0]
        and (units()[first.word].kind == "percent")
    )


def _is_label(numeral: str) -> bool:
    """Whether a number without a unit is written as codes, scores and telephone numbers are."""
    return numeral.startswith("0") and len(numeral) > 1 and "." not in numeral


def _settle_measure(reading: Reading, amount: Amount) -> None:
    """Say what is measured, by the unit and the currency, and how much, with 半 behind the unit."""
    first, side = amount.first, amount.side
    word = amount.word = side.word or first.word
    unit = units().get(word, grammar.NO_UNIT)
    amount.kind, amount.unit, amount.factor, amount.by_digits = unit
    amount.lo, amount.hi = first.value[0], side.value[1]
    if HALF in word:
        amount.lo, amount.hi = amount.lo + 0.5, amount.hi + 0.5
    if side.half and word:
        amount.lo, amount.hi = amount.lo if amount.second else amount.lo + 0.5, amount.hi + 0.5
    elif side.half:
        amount.end, amount.rate = side.end - 1, ""
    if amount.mark:
        _settle_currency(reading, amount)


def _settle_currency(reading: Reading, amount: Amount) -> None:
    """Take the currency in front, where the word behind is not a share: $5亿, but not ¥5%."""
    reading.marked.add(amount.start)
    if amount.kind in ("percent", "multiple"):
        amount.start = amount.first.start
        return
    if amount.kind not in ("", "money"):  # the word behind counts something else: US$3 一张
        amount.end, amount.rate, amount.word, amount.factor = amount.side.number_end, "", "", 1.0
    currency = grammar.mapping("currencies")[amount.mark]
    amount.measure("money", regions.currency(currency, reading.region), amount.factor)


def _is_amount(reading: Reading, amount: Amount) -> bool:
    """Whether number and unit are meant as such, and not as an article or a word."""
    if amount.first.numeral == VAGUE[0] and counts.is_asked(reading, amount):
        return False
    if amount.kind == "count":
        return counts.settle(reading, amount)
    return amount.kind != "duration" or durations.is_length(reading, amount)


def _settle_rate(amount: Amount) -> None:
    """Join to the unit what the amount is said of: 25元/小时, 8毛一斤."""
    rate = amount.rate
    can_be_said_of = ("money",) if rate[0] == ONE else ("money", "other")
    said_of = grammar.said_of(rate)
    known = amount.kind == "money" or grammar.THING not in said_of
    if known and ("/" in rate or amount.kind in can_be_said_of):
        amount.unit += "".join(f"/{unit}" for unit in said_of)
    else:
        amount.end -= len(rate)


def _bound(reading: Reading, amount: Amount) -> str:
    """The bound by a 多 in or behind the amount, else by the cues around it."""
    if reading.folded[amount.end : amount.end + 1] in _MORE_SIGNS and _more_follows(reading, amount):
        amount.end += 1
        return "more_than"
    if MORE[0] in amount.word:
        return "more_than"
    more = amount.more
    if more:
        return "approx" if more == ABOUT else "more_than"
    return bounds.of(reading, amount.start, amount.end, amount.kind, amount.unit)


def _more_follows(reading: Reading, amount: Amount) -> bool:
    """Whether the 多 or the plus behind the unit says that it is more."""
    if reading.folded[amount.end] == PLUS:
        return tails.plus_follows(reading, amount)
    return amount.kind in _MORE_FOLLOWS and durations.more_follows(reading, amount.end)
