"""Where the numeral ends and something else begins: 16万|3年, 35w|起."""

import re
from functools import cache

from .. import numerals
from . import grammar
from .amount import Amount
from .grammar import DIGITS, LARGE_SCALES
from .state import Reading

_REST = re.compile(r"(?<=万)\d$|(?<=亿)\d{1,3}$")
_LARGE = LARGE_SCALES + "kKwW"
_POINTS = "分"


@cache
def _loose_unit() -> re.Pattern[str]:
    """起 at the end of a clause is "from", 分 before a number "divided into"."""
    return re.compile(rf"{grammar.words('from_price')}(?=[,，。；;、）)\n]|$)|{_POINTS}(?=[\d{DIGITS}])")


def give_up_unit(reading: Reading, amount: Amount) -> None:
    """Read 35w起 and 30w分4年 as numbers without a unit: nobody counts so many 起 or 分."""
    side = amount.side
    if side.numeral[-1] in _LARGE and _loose_unit().match(reading.folded, side.number_end):
        _leave_bare(amount, side.number_end)


def give_up_rest(amount: Amount) -> None:
    """Read 16万3年 as 16万 and 3年: the rest of a number in 万 is of money, or has no unit."""
    side = amount.side
    if amount.second or amount.kind == "money" or side.numeral.isascii():
        return
    rest = _REST.search(side.numeral)
    if rest:
        side.numeral, side.number_end = side.numeral[: rest.start()], side.number_end - len(rest[0])
        side.value = numerals.parse(side.numeral) or side.value
        amount.lo, amount.hi = side.value
        _leave_bare(amount, side.number_end)


def _leave_bare(amount: Amount, end: int) -> None:
    """Leave all behind ``end`` to be read by itself."""
    side = amount.side
    side.more = side.word = side.half = amount.rate = amount.word = ""
    side.end = amount.end = end
    amount.measure("", "")
