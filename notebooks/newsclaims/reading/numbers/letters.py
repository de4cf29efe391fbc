"""Latin letters that scale a number in job posts and chats: 15-25K, 30w, 9k6; and where W is watts.

Small w is 万 unless the words around are of power (30w快充); a capital one is watts unless they are of money,
people or views (总包100W). K is pay where the words say so, in a range, and before a number of salaries
(15K·14薪, 30k*15).
"""

import re
from functools import cache

from . import grammar, nouns
from .amount import Amount
from .nouns import Measure
from .state import Reading

_LETTERS = tuple("kKwW")
_PARTED = re.compile(r"\+\d{1,4}(?:\.\d{1,2})?[wW](?![A-Za-z])")  # behind the first part of 58.5+30w
_WATT, _WATT_IN_W = "W", 1e-4  # the numeral was read with w as 万
_SALARIES = 5  # characters behind 15-25K in which ·16薪 stands
_MONEY_AMONG = 3  # mentions back in which money makes W 万


def _letter(amount: Amount) -> str:
    """The k, K, w or W that scales the number, or an empty string."""
    last, before = amount.side.numeral[-1], amount.side.numeral[-2:-1]
    return last if last in _LETTERS else before if before in _LETTERS else ""


@cache
def _power() -> re.Pattern[str]:
    return re.compile(grammar.words("power"))


@cache
def _salaries() -> re.Pattern[str]:
    return re.compile(rf" ?(?:[·*×xX/] ?\d\d ?{grammar.words('salary')}|[*×xX] ?1\d(?![\d.]))")


def settle(reading: Reading, amount: Amount) -> None:
    """Say what a number without a unit measures: 65W in watts, 58.5 of 58.5+30w in money."""
    if not amount.second and _PARTED.match(reading.folded, amount.end) and amount.arabic:
        amount.measure("money", "LOCAL", 1.0 if _letter(amount) else 1 / _WATT_IN_W)
    elif _letter(amount) in ("w", _WATT) and _is_watts(reading, amount):
        amount.measure("other", _WATT, _WATT_IN_W)
        amount.word = _WATT


def _is_watts(reading: Reading, amount: Amount) -> bool:
    left, right = reading.clause(amount.start, amount.end)
    if _power().search(left) or _power().match(right.lstrip(" ")):
        return True
    if _letter(amount) != _WATT or nouns.measure(reading, amount.start, amount.end):
        return False
    return reading.last("money", amount.start, _MONEY_AMONG) is None


def is_scale(reading: Reading, amount: Amount) -> bool:
    """Whether the letter scales the number and makes no word of it, such as a screen of 4K."""
    return _letter(amount) in ("w", _WATT) or _is_pay(reading, amount)


def _is_pay(reading: Reading, amount: Amount) -> bool:
    """Whether the number in K is a salary."""
    if _letter(amount) not in ("k", "K"):
        return False
    if amount.second or amount.first.numeral[-1].isdigit():
        return True
    if _salaries().match(reading.folded, amount.end, amount.end + _SALARIES):
        return True
    measured = nouns.measure(reading, amount.start, amount.end)
    return measured is not None and measured[0] == "money"


def measure(reading: Reading, amount: Amount) -> Measure:
    """What a number with k or w measures where no noun says it: money."""
    return ("money", "LOCAL") if is_scale(reading, amount) else None
