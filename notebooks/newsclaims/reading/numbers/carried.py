"""Money that a number carries on from what stands before it: 早餐60块、午餐120; 300万元。邻盘也要260万."""

import re
from functools import cache

from .. import lexicon
from ..mention import Mention
from . import grammar
from .amount import Amount
from .state import SENTENCE_END, Reading

_AMONG = 6  # mentions back in which the money stands
_REACH = 60  # characters from it to the number
_HEAD = 12  # characters of the words before an amount in a row of such: 午餐
_PRICE = 100  # what costs less is more often a number of something: 要3
_JOINED = "+="  # behind a member of a sum


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    cue = f"(?:{lexicon.any_of('cues', place='before')})?"
    return {
        "paid": re.compile(f"{grammar.words('paid')}{grammar.words('done')}?{cue} ?$"),
        "costs": re.compile(f"{grammar.words('costs')}{cue} ?$"),
        "is": re.compile(f"{grammar.words('is')}{cue} ?$"),
        "months": re.compile(rf" ?[·*×xX]? ?\d\d ?{grammar.words('salary')}"),
    }


def is_paid(left: str) -> bool:
    """Whether a verb of payment stands right before the number: 保险赔2000."""
    return _patterns()["paid"].search(left) is not None


def last_money(reading: Reading, start: int) -> Mention | None:
    """The money before ``start`` that a number there may carry on: in its sentence or the one before."""
    money = next((one for one in reversed(reading.found[-_AMONG:]) if one.kind == "money"), None)
    if money is None or start - money.end > _REACH:
        return None
    return money if len(SENTENCE_END.findall(reading.folded, money.end, start)) < 2 else None


def measure(reading: Reading, amount: Amount, left: str, right: str, scaled: bool) -> tuple[str, str] | None:
    """Money and its unit if the number says money as the last did; ``left`` and ``right`` are its clause."""
    patterns = _patterns()
    if patterns["months"].match(right):
        return "money", "LOCAL"
    money = last_money(reading, amount.start)
    if money is None:
        return None
    last = next(one for one in reversed(reading.found) if one.kind != "date") is money
    costs = patterns["costs"].search(left) and (scaled or last and amount.lo >= _PRICE)
    carried = is_paid(left) or costs
    if last and not carried:
        said = scaled or patterns["is"].search(left) or reading.joined(money, amount.start)
        carried = left.rstrip(" ").endswith("=") or said and _in_row(reading, money, left, right)
    return ("money", money.unit.split("/")[0]) if carried else None


def _in_row(reading: Reading, money: Mention, left: str, right: str) -> bool:
    """Whether the number and ``money`` end clauses alike, each behind its own short head."""
    head = re.split("[+=]", left)[-1].strip(" ")
    before, after = reading.clause(money.start, money.end)
    own = re.split("[+=]", before)[-1].strip(" ")
    alone = all(not behind.strip(" ") or behind.lstrip(" ")[0] in _JOINED for behind in (right, after))
    return alone and bool(head and own) and max(len(head), len(own)) <= _HEAD
