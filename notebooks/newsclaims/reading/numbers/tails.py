"""What stands behind a unit and belongs to it: 一米87, 四块八, 三元五角, 8毛6; the plus of 3年+."""

import re
from functools import cache

from .. import lexicon, numerals, words
from . import grammar
from .amount import Amount, rate_pattern
from .grammar import CLASSIFIER, COUNTING, DIGITS, ONE, PLAIN_DIGITS, SCALES
from .state import Reading, clean

_METRE, _SECOND = "米", "秒"
_YUAN, _TENTH = "元块圆", "角毛"
_WITH_COINS = frozenset(_YUAN + _TENTH)
_ENDS_NUMBER = rf"(?![\d{SCALES[:5]}.,%{CLASSIFIER}])"
_NOT_PAY = ("money", "percent")  # kinds whose plus adds what follows: 8000元+提成, 固定70%+浮动30%
_TALLEST = 1000  # metres: what is longer has no centimetres


@cache
def _tenths() -> re.Pattern[str]:
    a_unit = f"(?!{ONE}{lexicon.trie(grammar.units())})"  # 300块一天
    return re.compile(rf"{a_unit}([{COUNTING}\d])([{COUNTING}\d])?{_ENDS_NUMBER}")


@cache
def _coins() -> re.Pattern[str]:
    """三角, 六角五分, 零五分, 五毛钱: coins behind 元."""
    digit, cent = f"([{COUNTING}\\d])", grammar.words("cent")
    tenths = rf"{digit}[{_TENTH}](?:{digit}(?:{cent}|{_ENDS_NUMBER}))?"
    return re.compile(rf"{DIGITS[0]}?(?:{tenths}|{digit}{cent})钱?")


@cache
def _cents() -> re.Pattern[str]:
    return re.compile(rf"([{COUNTING}\d])(?:{grammar.words('cent')}钱?|{_ENDS_NUMBER})")


@cache
def _only_cents() -> re.Pattern[str]:
    return re.compile(rf"{DIGITS[0]}([{COUNTING}]){_ENDS_NUMBER}")


@cache
def _plus() -> dict[bool, re.Pattern[str]]:
    """What can stand behind the plus of a number with a unit, for money and shares and for all else."""
    ends = r"$|[,，。；;、:：)）!！?？\n|｜/]"
    added = rf"\d|[{DIGITS}{SCALES[:2]}+]|{grammar.words('added')}"
    return {True: re.compile(rf"\+(?:{ends})"), False: re.compile(rf"\+(?!{added})")}


@cache
def _centimetres() -> re.Pattern[str]:
    own_unit = grammar.characters("own_unit")
    return re.compile(
        rf" ?(\d{{1,2}}|[{PLAIN_DIGITS[1:]}])"
        rf"(?![\d{DIGITS}{SCALES[:3]}.,{own_unit}%{SCALES[3:5]}]| ?[{own_unit}])"
    )


@cache
def _hundredths() -> re.Pattern[str]:
    """54秒98; the digits are of no other number: 3秒20米."""
    return re.compile(rf"(\d\d)(?![\d.,%{SCALES}]| ?{lexicon.trie(grammar.units())})")


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
    elif amount.word == _SECOND and amount.arabic and "." not in amount.numeral:
        tail = _hundredths().match(reading.folded, amount.end)
        if tail:
            amount.lo = amount.hi = clean(amount.lo + int(tail[1]) / 100)
            amount.end = tail.end()
    elif amount.word in _WITH_COINS and amount.kind == "money":
        if amount.word in _TENTH:
            _add_cents(reading, amount)
        elif not _add_coins(reading, amount) and amount.word == _YUAN[1]:
            _add_tenths(reading, amount)
        rate = _rate().match(reading.folded, amount.end)
        if rate:
            amount.rate, amount.end = rate[0], rate.end()


def _digit(numeral: str) -> float:
    value = numerals.parse(numeral)
    return value[0] if value else 0.0


def _add_cents(reading: Reading, amount: Amount) -> None:
    """Add the digit behind 毛, which is one of 分: 8毛6."""
    tail = _cents().match(reading.folded, amount.end)
    if tail:
        amount.lo, amount.hi = (clean(value + _digit(tail[1]) / 10) for value in (amount.lo, amount.hi))
        amount.end = tail.end()


def _add_coins(reading: Reading, amount: Amount) -> bool:
    """Add the coins behind 元, unless they begin a word: 三元三角, but 20元 and 三角梅."""
    tail = _coins().match(reading.folded, amount.end)
    if not tail or _is_word(reading, amount.end, tail.end()):
        return False
    tenths, cents, only = tail.groups()
    coins = _digit(tenths or "零") / 10 + _digit(cents or only or "零") / 100
    amount.lo, amount.hi = clean(amount.lo + coins), clean(amount.hi + coins)
    amount.end = tail.end()
    return True


def _is_word(reading: Reading, start: int, end: int) -> bool:
    """Whether a word that is longer begins where coins seem to: 20元|三角梅, 18块|六边形镜片."""
    word_end = words.numberless_end(reading.folded, start)
    return word_end is not None and word_end > end


def plus_follows(reading: Reading, amount: Amount) -> bool:
    """Whether a plus behind the unit says that it is more: 3个月+, 5年+经验."""
    return (
        amount.word != "" and _plus()[amount.kind in _NOT_PAY].match(reading.folded, amount.end) is not None
    )


def _add_tenths(reading: Reading, amount: Amount) -> None:
    """Add the digits behind 块: 四块八, 一块零五, and of two neighbours a range, 一块三四."""
    cents = _only_cents().match(reading.folded, amount.end)
    if cents:
        amount.lo = amount.hi = clean(amount.lo + _digit(cents[1]) / 100)
        amount.end = cents.end()
        return
    tail = _tenths().match(reading.folded, amount.end)
    if not tail or _is_word(reading, amount.end, tail.end()):
        return
    tenths, last = tail.groups()
    first, second = _digit(tenths), _digit(last) if last else 0.0
    lo = amount.lo + first / 10
    if last and second == first + 1:
        amount.lo, amount.hi, amount.end = clean(lo), clean(amount.hi + second / 10), tail.end()
    elif last:  # 四块五一路降
        amount.lo, amount.hi, amount.end = clean(lo), clean(amount.hi + first / 10), tail.start(2)
    else:
        amount.lo = amount.hi = clean(lo)
        amount.end = tail.end()
