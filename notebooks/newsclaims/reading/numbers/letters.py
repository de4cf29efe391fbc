"""Latin letters that scale a number in job posts and chats: 15-25K, 30w, 9k6; and where W is watts.

Small w is 万 unless the words around are of power (30w快充); a capital one is watts unless they are of money,
people or views (总包100W). K is pay where the words say so, in a range, and before a number of salaries.
"""

import re
from functools import cache

from . import grammar, nouns
from .amount import Amount
from .nouns import Measure
from .state import Reading

_LETTER = re.compile(r"([kKwW])\d?$")
_TEN_THOUSAND, _THOUSAND, _WATT = "wW", "kK", "W"
_WATTS_IN_W = 1e-4  # the numeral was read with w as 万
_SALARIES = 4  # characters behind 15-25K in which ·16薪 begins


def _letter(amount: Amount) -> str:
    found = _LETTER.search(amount.side.numeral)
    return found[1] if found else ""


@cache
def _power() -> re.Pattern[str]:
    return re.compile(grammar.words("power"))


@cache
def _salaries() -> re.Pattern[str]:
    return re.compile(rf" ?[·*×xX/] ?\d\d ?{grammar.words('salary')}")


def settle(reading: Reading, amount: Amount) -> None:
    """Measure 65W in watts, where the letter is no scale."""
    if amount.kind or _letter(amount) not in tuple(_TEN_THOUSAND):
        return
    left, right = reading.clause(amount.start, amount.end)
    power = _power().search(left) or _power().match(right.lstrip(" "))
    if power or _letter(amount) == _WATT and not nouns.measure(reading, amount.start, amount.end):
        amount.measure("other", _WATT, _WATTS_IN_W)
        amount.word = _WATT


def is_pay(reading: Reading, amount: Amount) -> bool:
    """Whether the number in K is a salary, and no screen of 4K."""
    if _letter(amount) not in tuple(_THOUSAND):
        return False
    if amount.second or len(amount.first.numeral) > 1 and amount.first.numeral[-1].isdigit():
        return True
    if _salaries().match(reading.folded, amount.end, amount.end + _SALARIES + 1):
        return True
    measure = nouns.measure(reading, amount.start, amount.end)
    return measure is not None and measure[0] == "money"


def measure(reading: Reading, amount: Amount) -> Measure:
    """What a number with k or w measures where no noun says it: money."""
    if _letter(amount) in tuple(_TEN_THOUSAND) or is_pay(reading, amount):
        return "money", "LOCAL"
    return None
