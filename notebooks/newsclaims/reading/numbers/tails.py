"""Digits behind a unit: 一米87, 四块八, 1块1毛2, 8毛6."""

import re
from functools import cache

from .. import numerals
from . import grammar
from .amount import Amount, rate_pattern
from .grammar import CLASSIFIER, COUNTING, DIGITS, SCALES
from .state import Reading, clean

_CENTS = re.compile(rf"([{COUNTING}\d])(?![\d{SCALES[:5]}.,%{CLASSIFIER}])")
_METRE, _YUAN, _MAO = "米块毛"
_TALLEST = 1000  # metres: what is longer has no centimetres


@cache
def _tenths() -> re.Pattern[str]:
    coin = grammar.words("tenth")
    return re.compile(rf"([{COUNTING}\d])({coin})?([{COUNTING}\d])?(?![\d{SCALES[:5]}.,%{CLASSIFIER}])")


@cache
def _centimetres() -> re.Pattern[str]:
    own_unit = grammar.characters("own_unit")
    return re.compile(
        rf" ?(\d{{1,2}}|[{COUNTING}])(?![\d{DIGITS}{SCALES[:3]}.,{own_unit}%{SCALES[3:5]}]| ?[{own_unit}])"
    )


@cache
def _rate() -> re.Pattern[str]:
    return re.compile(rate_pattern())


def settle(reading: Reading, amount: Amount) -> None:
    """Add the digits that stand behind the unit, and the rate behind them."""
    if amount.second or amount.side.half or amount.rate:
        return
    if amount.word == _METRE and amount.lo < _TALLEST:
        tail = _centimetres().match(reading.folded, amount.end)
        if tail:
            amount.lo = amount.hi = clean(amount.lo + _digit(tail[1]) / 10 ** len(tail[1]))
            amount.end = tail.end()
    elif amount.word in (_YUAN, _MAO):
        (_add_tenths if amount.word == _YUAN else _add_cents)(reading, amount)
        rate = _rate().match(reading.folded, amount.end)
        if rate:
            amount.rate, amount.end = rate[0], rate.end()


def _digit(numeral: str) -> float:
    value = numerals.parse(numeral)
    return value[0] if value else 0.0


def _add_cents(reading: Reading, amount: Amount) -> None:
    """Add the digit behind 毛, which is one of 分: 8毛6."""
    tail = _CENTS.match(reading.folded, amount.end)
    if tail:
        amount.lo, amount.hi = (clean(value + _digit(tail[1]) / 10) for value in (amount.lo, amount.hi))
        amount.end = tail.end()


def _add_tenths(reading: Reading, amount: Amount) -> None:
    """Add the digits behind 块: 四块八, 1块1毛2, and of two neighbours a range, 一块三四."""
    tail = _tenths().match(reading.folded, amount.end)
    if not tail:
        return
    tenths, coin, last = tail.groups()
    first, second = _digit(tenths), _digit(last) if last else 0.0
    lo = amount.lo + first / 10
    if last and not coin and second == first + 1:
        amount.lo, amount.hi, amount.end = clean(lo), clean(amount.hi + second / 10), tail.end()
    elif last and not coin:  # 四块五一路降
        amount.lo, amount.hi, amount.end = clean(lo), clean(amount.hi + first / 10), tail.start(3)
    else:
        amount.lo = amount.hi = clean(lo + second / 100)
        amount.end = tail.end()
