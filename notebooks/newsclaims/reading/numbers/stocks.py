"""Stocks: numbers that count shares (10派1.2元, 62升23跌), and levels of an index (收5,877.4)."""

import re
from functools import cache

from . import grammar, nouns
from .amount import Amount
from .grammar import LARGE_SCALES
from .state import Reading

IN_MONEY = re.compile(rf"[{LARGE_SCALES}]|[wW]$|千\d$")  # 两百万, 30w, 3千5
_LOT = 10  # shares for which a dividend is told
_LINK = 2  # characters of 送 or 转增 between two numbers of shares
_AMONG = 4  # mentions back in which an index was named
_NEAR = 12  # characters between two levels of one index
_NAMED = 24  # characters before a level in which its index is named


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "dividend": re.compile(rf" ?{grammar.words('dividend')} ?\d"),
        "rises": re.compile(rf"{grammar.words('rises')}\d{{1,4}} ?{grammar.words('falls')}"),
    }


@cache
def _starts() -> frozenset[str]:
    return frozenset(" " + "".join(form[0] for role in ("dividend", "rises") for form in grammar.forms(role)))


def counts_shares(reading: Reading, amount: Amount) -> bool:
    """Whether the number is one of shares: 10派1.2元, 10送3转5, 62升23跌."""
    begins = reading.folded[amount.end : amount.end + 1]
    following = "dividend" if amount.lo == _LOT else "rises"
    if begins in _starts() and _patterns()[following].match(reading.folded, amount.end):
        return True
    last = reading.found[-1] if reading.found else None
    if last is None or last.kind != "count" or not 0 < amount.start - last.end <= _LINK:
        return False
    return reading.folded[last.end : amount.start] in grammar.forms("dividend")


def is_index(reading: Reading, amount: Amount, left: str) -> bool:
    """Whether a large number is one of points: 大盘收27,812点，距2万8不远; 国指跌0.6%，报8,671."""
    start = amount.start
    last = reading.last("other", start, _AMONG)
    points = last is not None and last.unit == "point"
    if last and points and start - last.end < _NEAR:
        return True
    if IN_MONEY.search(amount.numeral) or not left.rstrip(" ").endswith(grammar.forms("quoted")):
        return False
    before, _ = reading.clause(max(0, start - len(left) - 1), start, _NAMED)
    return points or nouns.beside(before, "") == nouns.POINTS
