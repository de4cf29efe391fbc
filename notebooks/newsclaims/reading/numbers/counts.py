"""Counts: where a number with a classifier counts, and what; 一家, 三本 and 几家？ do not."""

import re
from functools import cache

from . import grammar, lists
from .amount import Amount
from .grammar import CLASSIFIER, COUNTING, DIGITS, EACH, ONE, PLAIN_DIGITS, SCALES, VAGUE
from .state import Reading

_QUESTION = re.compile("[^，。；;！!\n]{0,20}[？?]")
# 三本, 两地 are words, two thousand is a number whatever it counts
_TENS = SCALES[0]
_PERSON = "位"
_SPELLED_OUT = re.compile(
    f"[{COUNTING}][{SCALES[:4]}]|{_TENS}[{PLAIN_DIGITS[1:]}{VAGUE[0]}]|{SCALES[1]}{DIGITS[0]}"
    f"|[{PLAIN_DIGITS[2:]}]{{2}}$"
)
_TALLY = 4  # characters in which a word says that 九段 are so many, and no level or name
_CUE = 16  # characters before 一 in which a word says that it counts
_PEOPLE = 12  # characters between 的人 and the number of them
_COMPANY = 6  # characters on each side of 间 in which a word says that it counts companies


def is_asked(reading: Reading, amount: Amount) -> bool:
    """Whether 几 asks for a number: 几家？, 是几个月工资？."""
    return amount.kind in ("count", "duration") and bool(_QUESTION.match(reading.folded, amount.end))


def settle(reading: Reading, amount: Amount) -> bool:
    """Whether the amount counts; says of what, where the classifier leaves it to the words around."""
    numeral = amount.numeral
    if numeral == VAGUE[1] and amount.word == _PERSON and _is_digital(reading, amount):
        return False
    if amount.by_digits and not amount.arabic and not _SPELLED_OUT.search(amount.first.numeral):
        if not reading.before(amount.start, _TALLY).endswith(grammar.forms("tally")):
            return False
    if numeral == ONE and not _is_counted(reading, amount.start, amount.end):
        return False
    if amount.unit in ("items", "companies"):
        amount.unit = _counted(reading, amount)
    return True


def _is_counted(reading: Reading, start: int, end: int) -> bool:
    """Whether 一 before a classifier is a number, because a cue says so: 每五套就有一套, 仅一家.

    Or because it is all of an answer: 方野：一家。
    """
    before = reading.before(start, _CUE)
    if before.endswith((":", ": ")):
        return reading.after(end, 1) in ("。", "\n", "")
    if before.endswith(grammar.forms("in_each")) and EACH in before:
        return True
    return before.endswith(grammar.forms("counted_one"))


@cache
def _person() -> re.Pattern[str]:
    return re.compile(f"[^，。、；;\n]{{0,4}}[{grammar.characters('person')}]")


def _is_digital(reading: Reading, amount: Amount) -> bool:
    """Whether 数位 is "digital", as always in Taiwan where nobody is named: 数位帐户, 兩位数位講師."""
    if reading.before(amount.start, 1) in (_PERSON, CLASSIFIER):
        return True
    return reading.region == "TW" and not _person().match(reading.folded, amount.end)


@cache
def _among() -> re.Pattern[str]:
    return re.compile(f"，?[^，。；;]{{0,4}}{grammar.words('among')}[^，。；;]{{0,7}}")


@cache
def _company() -> re.Pattern[str]:
    return re.compile(grammar.words("company"))


@cache
def _staff() -> dict[str, re.Pattern[str]]:
    verb = grammar.words("staff_verb")
    return {
        "ends": re.compile(rf" ?(?:[^\w ]|$|{verb})"),
        "verb": re.compile(f"{verb} ?{grammar.lexicon.any_of('cues', place='before')}?$"),
        "people": re.compile(f"{grammar.words('of_people')}[^。！？!?\n]{{0,{_PEOPLE}}}$"),
    }


def _are_people(reading: Reading, start: int, end: int) -> bool:
    """Whether so many 个, with no noun behind, are people: 走了5个, 全组就1个."""
    patterns = _staff()
    if not patterns["ends"].match(reading.folded, end):
        return False
    before = reading.before(start, _PEOPLE + _CUE)
    return bool(patterns["verb"].search(before) or patterns["people"].search(before))


def _counted(reading: Reading, amount: Amount) -> str:
    """The unit of what is counted, by the classifier, the noun behind it, or the count before it."""
    start, end, word = amount.start, amount.end, amount.word
    if word in grammar.forms("room_or_firm"):
        around = reading.before(start, _COMPANY) + reading.after(end, _COMPANY)
        return "companies" if _company().search(around) else amount.unit
    last = reading.found[-1] if reading.found else None
    if word not in grammar.forms("of_noun"):
        return amount.unit
    if (
        word == CLASSIFIER
        and last
        and last.unit == "people"
        and (_among().fullmatch(reading.folded, last.end, start) or lists.is_change(reading, last.end, start))
    ):
        return "people"  # 十个人里有七八个, 20个人砍到12个
    if word == CLASSIFIER and _are_people(reading, start, end):
        return "people"
    noun, meaning = grammar.nouns()
    follows = noun.match(reading.folded, end)
    kind, unit = meaning[follows[0]] if follows else ("", "")
    return unit if kind == "count" else amount.unit
