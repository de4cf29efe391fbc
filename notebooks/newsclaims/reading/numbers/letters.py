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
_IN_LETTERS = re.compile("[kKwW]\\d?$")
# behind the first part of 58.5+30w
_PARTED = re.compile(r"(?:\+\d{1,4}(?:\.\d{1,2})?){0,3}\+\d{1,4}(?:\.\d{1,2})?[wW](?![A-Za-z])")
_TIMES = tuple("*×xX÷")
_PACKAGE = 10, 500  # of how many 万 a year people speak: 总包才28个
_WATT, _WATT_IN_W = "W", 1e-4  # the numeral was read with w as 万
_FACTORS = ("money", "multiple", "percent")  # what a number is multiplied with: 1,310.34÷8×214×150%
_PAID = 12, 36  # how many times a year a salary is paid, by the offers that people post
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
    return re.compile(rf" ?(?:[·*×xX/] ?\d\d ?{grammar.words('salary')}|[*×xX] ?1\d(?:\.5)?(?![\d.]))")


@cache
def _package() -> dict[str, re.Pattern[str]]:
    return {
        "before": re.compile(rf"{grammar.words('package')}[^，。\d]{{0,4}}$"),
        "after": re.compile(rf" ?(?:[,，。；;、!！?？)）\n]|$|{grammar.words('still')})"),
    }


def settle(reading: Reading, amount: Amount) -> None:
    """Say what a number without a unit measures: 65W in watts, 58.5 of 58.5+30w in money, 16 of 35k*16."""
    if reading.before(amount.start, 1) in _TIMES:
        factor = reading.found and reading.found[-1].end == amount.start - 1
        if factor and reading.found[-1].kind in _FACTORS and not amount.second:
            paid = _IN_LETTERS.search(reading.found[-1].text) and _PAID[0] <= amount.lo <= _PAID[1]
            amount.measure(*(("count", "items") if paid else ("multiple", "x")))
    elif not amount.second and _PARTED.match(reading.folded, amount.end) and amount.arabic:
        amount.measure("money", "LOCAL", 1.0 if _letter(amount) else 1 / _WATT_IN_W)
    elif _letter(amount) in ("w", _WATT) and _is_watts(reading, amount):
        amount.measure("other", _WATT, _WATT_IN_W)
        amount.word = _WATT


def settle_package(reading: Reading, amount: Amount) -> None:
    """Read 总包才28个 as 280,000."""
    low, high = _PACKAGE
    if not (amount.arabic and low <= amount.lo and amount.hi <= high):
        return
    around = _package()
    follows = around["after"].match(reading.folded, amount.end)
    if not follows:
        return
    left, _ = reading.clause(amount.start, amount.end)
    answers = not left and follows[0] in grammar.forms("still") and _is_about_pay(reading)  # 60个还少？
    if answers or around["before"].search(left):
        amount.measure("money", "LOCAL", 1 / _WATT_IN_W)


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
    return measured[0] == "money" if measured else _is_about_pay(reading)


def pay(reading: Reading, amount: Amount) -> Measure:
    """Money where a number in K stands behind a job and not before people: 工程师 12-18K."""
    if _letter(amount) not in ("k", "K") or not _is_pay(reading, amount):
        return None
    _, right = reading.clause(amount.start, amount.end)
    return None if nouns.beside("", right) else ("money", "LOCAL")


def _is_about_pay(reading: Reading) -> bool:
    """Whether the text speaks of salaries at all."""
    if reading.about_pay is None:
        reading.about_pay = any(word in reading.folded for word in grammar.forms("pay"))
    return reading.about_pay


def measure(reading: Reading, amount: Amount) -> Measure:
    """What a number with k or w measures where no noun says it: money."""
    return ("money", "LOCAL") if is_scale(reading, amount) else None
