"""Numbers without a unit: an amount only where the words around say what it measures.

``read`` asks in order: is it a label (a code, a name, a version), is it one side of a score, a year, a
number of victims; then which noun, sum or number before it gives it a unit; then whether a verb or a cue
says that it states an amount at all.
"""

import re
from functools import cache

from ..mention import Mention
from . import bounds, carried, columns, grammar, labels, letters, lists, nouns, regions, stocks
from .amount import Amount, expression
from .grammar import CLASSIFIER, PLUS
from .nouns import Measure
from .state import Reading, clean

_POSTED = "kKwW"  # scales of posts, whose money is that of the region
_SCORE_REACH = 8  # characters before the second side of a score
_SUM_REACH = 24  # characters before 一共 in which a noun says what is summed
_CHANGE_REACH = 12  # characters between 由8.4分 and 至7.9
_MONEY_AMONG = 4  # mentions back in which money gives a number with a scale its currency
_TIMES = ("date", "duration", "rank")  # what may stand between the two numbers of a change: 上映第三天
_LARGE_COUNT = 1e4  # what is counted in 万 is seldom named twice: 旅客84.7万人次；其中2日达22.3万
_COUNT_AMONG = 2  # mentions back in which a count gives a number in words its unit
_YEARS = 1900, 2099

_TIMES_SIGNS = "×*xX"
_WORDS_BEFORE = re.compile(f"[{grammar.COUNTING}{grammar.SCALES[0]}]比$")
_WORDS_BEHIND = re.compile(f"比[{grammar.COUNTING}{grammar.SCALES[0]}](?![{grammar.CLASSIFIER}])")
_VERSUS = "[比:–-]"
_SECOND_SIDE = re.compile(rf"\d ?{_VERSUS} ?$")
_CLAUSE_ENDS = re.compile("[，。；;、！？）)]|$")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    own_unit = grammar.characters("own_unit")
    return {
        "first_side": re.compile(rf" ?{_VERSUS} ?\d{{1,5}}(?:\.\d{{1,3}})?(?![\d.%-]| ?[{own_unit}])"),
        "harm": re.compile(grammar.words("harm")),
        "states": re.compile(f"{grammar.words('states')}$"),
        # 7300×2%=146人
        "product": re.compile(rf" ?[{_TIMES_SIGNS}] ?\d[\d.]*% ?= ?(?P<result>\d)"),
        "sum": re.compile(f"(?:{grammar.words('sum')}|{grammar.lexicon.any_of('cues', place='before')})+"),
    }


def read(reading: Reading, amount: Amount) -> int:
    """Put down a number without a unit, if it is an amount; returns where to read on."""
    cell = columns.measure(reading, amount)
    if cell:
        amount.lo, amount.hi = clean(amount.lo * cell.factor), clean(amount.hi * cell.factor)
        _add(reading, amount, cell.kind, regions.currency(cell.unit, reading.region))
        return amount.end
    if _is_ratio_in_words(reading, amount):
        _add(reading, amount, "count", "items")
        return amount.end
    if labels.is_label(reading, amount):
        return amount.end
    if _is_score(reading, amount):
        _add(reading, amount, "count", "items")
    elif _is_year(reading, amount):
        reading.add(amount.start, amount.end, "date", None, None, edtf=amount.numeral)
    elif amount.arabic and _patterns()["harm"].match(reading.folded, amount.end):
        _add(reading, amount, "count", "people")
    elif stocks.counts_shares(reading, amount):
        _add(reading, amount, "count", "items")
    elif not labels.is_padded(amount):
        _read_measured(reading, amount)
    return amount.end


def _add(reading: Reading, amount: Amount, kind: str, unit: str, bound: str = "exact") -> None:
    reading.add(amount.start, amount.end, kind, amount.lo, amount.hi, unit, bound=bound)


# --- what a number without a unit can be


def _is_score(reading: Reading, amount: Amount) -> bool:
    """Whether the number is one side of a score or ratio: 4比2, 8:1."""
    if not amount.arabic or amount.second:
        return False
    if _patterns()["first_side"].match(reading.folded, amount.end):
        return True
    start = amount.start
    return (
        bool(reading.found)
        and reading.found[-1].kind == "count"
        and bool(_SECOND_SIDE.search(reading.folded, max(0, start - _SCORE_REACH), start))
    )


def _is_ratio_in_words(reading: Reading, amount: Amount) -> bool:
    """Whether the number is one side of 三比一."""
    if amount.arabic or amount.second or len(amount.numeral) > 2:
        return False
    before, after = reading.before(amount.start, 3), reading.after(amount.end, 3)
    return bool(_WORDS_BEFORE.search(before) or _WORDS_BEHIND.match(after))


def _is_year(reading: Reading, amount: Amount) -> bool:
    numeral = amount.numeral
    return (
        len(numeral) == 4
        and amount.arabic
        and not amount.second
        and not amount.more
        and not amount.rate
        and "." not in numeral
        and _YEARS[0] <= amount.lo <= _YEARS[1]
        and not _states_or_pays(reading.clause(amount.start, amount.end)[0])
    )


def _states_or_pays(left: str) -> bool:
    return bool(_patterns()["states"].search(left) or carried.is_paid(left))


def _read_measured(reading: Reading, amount: Amount) -> None:
    """Put down a number that the words around give a kind and a unit."""
    start, end = amount.start, amount.end
    left, right = reading.clause(start, end)
    said = (
        _by_hundred_millions(amount)
        or _by_factor(left)
        or _by_product(reading, amount)
        or letters.pay(reading, amount)
        or nouns.measure(reading, start, end)
        or _by_sum(reading, start, left)
        or _by_change(reading, start, left)
        or letters.measure(reading, amount)
        or carried.measure(reading, amount, left, right, labels.is_scaled(amount))
    )
    measure = said or _by_mentions(reading, amount, left)
    if not measure and not lists.can_hold(reading, start, end):
        return
    reading.bare.add(start)
    if measure and not said:
        reading.unitless.add(start)
    kind, unit = (measure[0], regions.currency(measure[1], reading.region)) if measure else ("", "")
    if said and kind == "money" and amount.side.numeral[-1] not in _POSTED:
        unit = _foreign(reading, start, unit)
    more = amount.more
    if more:
        bound = "approx" if more == grammar.ABOUT else "more_than"
    else:
        bound = bounds.of(reading, start, end, kind, unit)
    if kind == "money" and amount.rate:
        unit = "/".join([unit.split("/")[0], *grammar.said_of(amount.rate)])
    elif amount.rate:
        amount.end = amount.side.end
    _add(reading, amount, kind, unit, bound)


def _foreign(reading: Reading, start: int, unit: str) -> str:
    """The currency said before in the sentence: 以1.2亿英镑估值融了3400万; else ``unit``."""
    last = reading.last("money", start, _MONEY_AMONG)
    return last.unit.split("/")[0] if last else unit


# --- what it measures: each gives (kind, unit), or None where it cannot tell


def _by_factor(left: str) -> Measure:
    """What something is multiplied with or divided by: 乘以3."""
    return ("multiple", "x") if left.rstrip(" ").endswith(grammar.forms("factor")) else None


def _by_product(reading: Reading, amount: Amount) -> Measure:
    """The unit of what a number makes that is multiplied with a share: 7300×2%=146人."""
    if reading.after(amount.end, 2).lstrip(" ")[:1] not in tuple(_TIMES_SIGNS):
        return None
    product = _patterns()["product"].match(reading.folded, amount.end)
    result = expression().match(reading.folded, product.start("result")) if product else None
    unit = grammar.units().get((result["a_unit"] or "").strip(" ")) if result else None
    return (unit.kind, unit.unit) if unit else None


def _by_hundred_millions(amount: Amount) -> Measure:
    return ("money", "LOCAL") if CLASSIFIER in amount.first.numeral else None


def _by_sum(reading: Reading, start: int, left: str) -> Measure:
    """What is summed: 欠他七个月工资，一共三万一千五; 受访12城的新生儿，2016年合计178.6万."""
    day = reading.found[-1] if reading.found and reading.found[-1].kind == "date" else None
    begins = start - len(left)
    dated = day is not None and day.start == begins and day.end <= start
    if not _patterns()["sum"].fullmatch(left[day.end - begins :] if day and dated else left):
        return None
    summed, _ = reading.clause(max(0, begins - 1), start, _SUM_REACH)
    measure = nouns.beside(summed, "")
    return measure if measure and (dated or measure[0] == "money") else None


def _by_change(reading: Reading, start: int, left: str) -> Measure:
    """The unit of the number that a change begins with: 由8.4分回落至7.9."""
    if not left.endswith(tuple(grammar.TO_WORDS)) or not reading.found:
        return None
    base = next((one for one in reversed(reading.found[-_MONEY_AMONG:]) if one.kind not in _TIMES), None)
    if not base or not base.unit or start - base.end >= _CHANGE_REACH:
        return None
    return (base.kind, base.unit) if reading.joined(base, start) else None


def _by_mentions(reading: Reading, amount: Amount, left: str) -> Measure:
    """What a number that only states an amount is likely to measure, by the mentions before it."""
    start, scaled = amount.start, labels.is_scaled(amount)
    if scaled and stocks.is_index(reading, amount, left):
        return "other", "point"
    if scaled and amount.lo in reading.told:
        kind, unit = reading.told[amount.lo]
        return kind, unit.split("/")[0]
    said = _said_before(reading, start, left) if scaled else None
    if said:
        return said.kind, said.unit.split("/")[0]
    decimal = "." in amount.first.numeral
    if not (scaled or amount.second or decimal or _states_amount(reading, amount, left)):
        return None
    if stocks.IN_MONEY.search(amount.numeral):
        return "money", "LOCAL"  # what else is counted in so large numbers is seldom left unsaid
    if amount.arabic or scaled:
        return ("count", "items") if scaled or not decimal else ("other", "")
    if not _CLAUSE_ENDS.match(reading.folded, amount.end):
        return None
    count = reading.last("count", start, _COUNT_AMONG)  # 有一百一十个骑手，上线的不到七十
    return ("count", count.unit) if count else None


def _said_before(reading: Reading, start: int, left: str) -> Mention | None:
    """The last mention of the sentence that a large number may carry on.

    That is money, or a large count unless a word of money stands before the number: 营业额1.3亿.
    """
    of_money = not frozenset(grammar.forms("of_money")).isdisjoint(left)
    for one in reversed(reading.found[-_MONEY_AMONG:]):
        counted = one.kind == "count" and one.lo and one.lo >= _LARGE_COUNT and not of_money
        if one.kind == "money" or counted:
            return one if reading.joined(one, start) else None
    return None


def _states_amount(reading: Reading, amount: Amount, left: str) -> bool:
    """Whether a verb (达, 降至) or a cue (约) before the number, or a cue behind it, makes it an amount."""
    if amount.more == PLUS or _patterns()["states"].search(left.rstrip(" ")):
        return True
    return bounds.of(reading, amount.start, amount.end, "", "") != "exact"
