"""Counts: where a number with a classifier counts, and what; 一家, 三本 and 几家？ do not."""

import re
from functools import cache

from . import grammar
from .amount import Amount
from .grammar import COUNTING
from .state import Reading

_QUESTION = re.compile("[^，。；;！!\n]{0,20}[？?]")
# 三本, 两地 are words, two thousand is a number whatever it counts
_SPELLED_OUT = re.compile(
    f"[{COUNTING}][十百千万]|十[{COUNTING.replace('两', '')}几]|百零|[{COUNTING[1:].replace('两', '')}]{{2}}$"
)
_CUE = 16  # characters before 一 in which a word says that it counts
_COMPANY = 6  # characters on each side of 间 in which a word says that it counts companies
_AMONG = re.compile("[^，。；;]{0,4}[中里][^，。；;]{0,7}")


def settle(reading: Reading, amount: Amount) -> bool:
    """Whether the amount counts; says of what, where the classifier leaves it to the words around."""
    numeral = amount.numeral
    if numeral == "几" and _QUESTION.match(reading.folded, amount.end):
        return False
    if amount.by_digits and not amount.arabic and not _SPELLED_OUT.search(amount.first.numeral):
        return False
    if numeral == "一" and not _is_counted(reading, amount.start):
        return False
    if amount.unit in ("items", "companies"):
        amount.unit = _counted(reading, amount)
    return True


def _is_counted(reading: Reading, start: int) -> bool:
    """Whether 一 before a classifier is a number, because a cue says so: 每五套就有一套, 仅一家."""
    before = reading.before(start, _CUE)
    if before.endswith("就有") and "每" in before:
        return True
    return before.endswith(grammar.forms("counted_one"))


@cache
def _company() -> re.Pattern[str]:
    return re.compile(grammar.words("company"))


def _counted(reading: Reading, amount: Amount) -> str:
    """The unit of what is counted, by the classifier, the noun behind it, or the count before it."""
    start, end, word = amount.start, amount.end, amount.word
    if word == "间":
        around = reading.before(start, _COMPANY) + reading.after(end, _COMPANY)
        return "companies" if _company().search(around) else amount.unit
    last = reading.found[-1] if reading.found else None
    if word == "个" and last and last.unit == "people" and _AMONG.fullmatch(reading.folded, last.end, start):
        return "people"  # 十个人里有七八个
    if word in ("个", "组", "批"):
        noun, meaning = grammar.nouns()
        follows = noun.match(reading.folded, end)
        kind, unit = meaning[follows[0]] if follows else ("", "")
        if kind == "count":
            return unit
    return amount.unit
