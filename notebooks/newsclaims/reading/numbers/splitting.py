"""Where the numeral ends and something else begins: 16万|3年, 35w|起."""

import re
from functools import cache

from . import grammar, nouns
from .amount import Amount
from .grammar import DIGITS, EACH, LARGE_SCALES, SCALES
from .state import Reading

_REST = re.compile(r"(?<=万)\d$|(?<=亿)\d{1,3}$")
_LARGE = LARGE_SCALES + "kKwW"
_POINTS = "分"
_PRICED = 5  # characters before a price in which a noun says that it is one


@cache
def _loose_unit() -> re.Pattern[str]:
    """起 at the end of a clause is "from", 分 before a number "divided into"."""
    return re.compile(rf"{grammar.words('from_price')}(?=[,，。；;、）)\n]|$)|{_POINTS}(?=[\d{DIGITS}])")


@cache
def _and_falls() -> re.Pattern[str]:
    return re.compile(rf"\d{{1,4}} ?{grammar.words('falls')}")


@cache
def _loose_words() -> frozenset[str]:
    return frozenset(grammar.forms("rises", "then", "from_price"))


def give_up_unit(reading: Reading, amount: Amount) -> None:
    """Read 35w起, 30w分4年, 62升23跌, 1.13则 as numbers without a unit: a verb or a link follows."""
    side = amount.side
    if side.numeral[-1] not in _LARGE and side.word not in _loose_words() and not side.word.isascii():
        return
    if side.numeral[-1] in _LARGE:
        loose = bool(_loose_unit().match(reading.folded, side.number_end))
    elif side.word in grammar.forms("rises"):
        loose = bool(_and_falls().match(reading.folded, side.end))
    elif side.word in grammar.forms("then"):
        loose = "." in side.numeral
    elif side.word in grammar.forms("from_price"):
        loose = amount.arabic and _is_from_price(reading, amount)
    else:
        loose = False
    if loose:
        _leave_bare(amount, side.number_end)
    elif amount.kind == "count" and side.word.isascii() and _is_per_scale(reading, amount):
        amount.end = side.end = side.number_end


def _is_from_price(reading: Reading, amount: Amount) -> bool:
    """Whether 起 says from what price on: 首发价3299起, but not 工伤赔偿案3299起."""
    if not _loose_unit().match(reading.folded, amount.side.number_end):
        return False
    measure = nouns.beside(reading.clause(amount.start, amount.end)[0][-_PRICED:], "")
    return measure is not None and measure[0] == "money"


def _is_per_scale(reading: Reading, amount: Amount) -> bool:
    """Whether a scale alone says in which lots a Latin unit is priced: 每百万token."""
    lone = amount.numeral.strip(SCALES) == ""
    return lone and reading.folded[amount.start - 1 : amount.start] == EACH


def give_up_rest(amount: Amount) -> None:
    """Read 16万3年 as 16万 and 3年: the rest of a number in 万 is of money, or has no unit."""
    side = amount.side
    plain = side.numeral.isascii() or not side.numeral[-1].isdecimal()
    if plain or amount.second or amount.kind == "money":
        return
    rest = _REST.search(side.numeral)
    if rest:
        amount.cut(rest.start())
        amount.lo, amount.hi = side.value
        amount.word = ""
        amount.measure("", "")


def _leave_bare(amount: Amount, end: int) -> None:
    """Leave all behind ``end`` to be read by itself."""
    side = amount.side
    side.more = side.word = side.half = amount.rate = amount.word = ""
    side.end = amount.end = end
    amount.measure("", "")
