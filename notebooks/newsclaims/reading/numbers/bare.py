"""Numbers without a unit: an amount only where the words around say what it measures.

``read`` asks in order: is it a label (a code, a name, a version), is it one side of a score, a year, a
number of victims; then which noun, sum or number before it gives it a unit; then whether a verb or a cue
says that it states an amount at all.
"""

import re
from functools import cache

from ..mention import Mention
from . import bounds, carried, columns, grammar, letters, lists, nouns, regions, stocks
from .amount import Amount, expression
from .grammar import CLASSIFIER, COUNTING, LARGE_SCALES, PLUS
from .nouns import Measure
from .state import Reading, clean

_NAME = 12  # characters beside a number in which a name that it belongs to stands
_POSTED = "kKwW"  # scales of posts, whose money is that of the region
_BESIDE = 4  # characters beside 996 in which a noun makes it a price
_ABBREVIATION = 5  # letters of PMI and a blank
_CODE = 6  # digits in a row, without a comma or a scale, that are a code
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
_JOINED = frozenset("比*×xX")
_VERSUS = "[比:–-]"
_SCALE_IN_WORDS = re.compile(f"[{grammar.SCALES[:3]}]")
_RESOLUTION = re.compile("[248]K|[48]k")  # of a screen
_LARGE = re.compile(f"[{LARGE_SCALES}]|[kKwW]\\d?$")
_NO_DIGIT = re.compile(r"\D")
_SECOND_SIDE = re.compile(rf"\d ?{_VERSUS} ?$")
_CLAUSE_ENDS = re.compile("[，。；;、！？）)]|$")


@cache
def _abbreviations() -> tuple[str, ...]:
    return tuple(form for form in grammar.nouns()[1] if form.isascii())


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    own_unit = grammar.characters("own_unit")
    return {
        "first_side": re.compile(rf" ?{_VERSUS} ?\d{{1,5}}(?:\.\d{{1,3}})?(?![\d.%-]| ?[{own_unit}])"),
        "harm": re.compile(grammar.words("harm")),
        "states": re.compile(f"{grammar.words('states')}$"),
        # 10.2/12.5亿元: the figures of two years or three, with one unit
        "slashed": re.compile(
            rf"(?:/\d{{1,5}}(?:,\d{{3}})*(?:\.\d+)?){{1,4}}(?![\d/])"
            rf" ?[{grammar.SCALES}]{{0,2}}{grammar.lexicon.trie(grammar.units())}"
        ),
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
    if _is_label(reading, amount):
        return amount.end
    if _is_score(reading, amount):
        _add(reading, amount, "count", "items")
    elif _is_year(reading, amount):
        reading.add(amount.start, amount.end, "date", None, None, edtf=amount.numeral)
    elif amount.arabic and _patterns()["harm"].match(reading.folded, amount.end):
        _add(reading, amount, "count", "people")
    elif stocks.counts_shares(reading, amount):
        _add(reading, amount, "count", "items")
    elif not _is_padded(amount):
        _read_measured(reading, amount)
    return amount.end


def is_word(folded: str, start: int, end: int) -> bool:
    """Whether what stands there is one digit in words with no unit, and no side of a ratio or factor."""
    if end - start > 1 or folded[start] not in COUNTING:
        return False
    return folded[start - 1 : start] not in _JOINED and folded[end : end + 1] not in _JOINED


def _add(reading: Reading, amount: Amount, kind: str, unit: str, bound: str = "exact") -> None:
    reading.add(amount.start, amount.end, kind, amount.lo, amount.hi, unit, bound=bound)


def _is_scaled(amount: Amount) -> bool:
    """Whether the number is written as large amounts are: with 万 or 亿, a comma, a k."""
    return _LARGE.search(amount.numeral) is not None or "," in amount.first.numeral


# --- what is no amount


def _is_label(reading: Reading, amount: Amount) -> bool:
    """Whether the number belongs to a name, a code or a word."""
    if not _is_scaled(amount) and (_is_word(amount) or _is_code(reading, amount)):
        return True
    if letters.is_scale(reading, amount):
        return False
    return (
        _is_lettered(amount.first.numeral)
        or _is_named(reading, amount)
        or _is_lone_scale(reading, amount)
        or _goes_on_in_latin(reading, amount.end)
        or reading.after(amount.end, _NAME).lstrip(" ").startswith(grammar.names("after"))
        or reading.before(amount.start, _NAME).rstrip(" :#").endswith(grammar.names("before"))
    )


def _is_word(amount: Amount) -> bool:
    """Whether the number is a digit in words: 一, 三."""
    numeral = amount.first.numeral
    return not amount.arabic and not (len(numeral) > 1 and _SCALE_IN_WORDS.search(numeral))


def _is_code(reading: Reading, amount: Amount) -> bool:
    """Whether the digits are glued to Latin letters, or so many that they are a code."""
    if amount.second or not amount.arabic:
        return False
    before = reading.before(amount.start, 2)
    letter = before.rstrip(" ")[-1:]
    glued = letter.isascii() and letter.isalnum() or before.endswith(("-", "_", "#"))
    if glued and reading.before(amount.start, _ABBREVIATION).rstrip(" ").endswith(_abbreviations()):
        return False  # PMI 49.7
    return glued or len(_NO_DIGIT.sub("", amount.first.numeral)) >= _CODE


def _is_lettered(numeral: str) -> bool:
    """Whether a letter behind the digits is no scale without a unit: 5M, a screen of 4K."""
    return numeral[-1] in "MB" or _RESOLUTION.fullmatch(numeral) is not None


def _is_lone_scale(reading: Reading, amount: Amount) -> bool:
    """Whether 亿 or 兆 begins a name, for no cue makes it an amount: 亿通, but 上亿."""
    if amount.numeral not in tuple(LARGE_SCALES[1:]):
        return False
    return bounds.of(reading, amount.start, amount.end, "", "") == "exact"


def _is_named(reading: Reading, amount: Amount) -> bool:
    """Whether the digits are a name by themselves: 996, 985, 12306."""
    if amount.numeral not in grammar.names("itself"):
        return False
    measure = nouns.measure(reading, amount.start, amount.end, _BESIDE)
    return measure is None or measure[0] != "money"


def _goes_on_in_latin(reading: Reading, end: int) -> bool:
    """Whether a Latin letter or a joined word follows: 3D, 4-bit."""
    following = reading.after(end, 2)
    letter = following[:1]
    if letter == lists.SLASH and _patterns()["slashed"].match(reading.folded, end):
        return False
    return letter.isascii() and (letter.isalpha() or letter in tuple("-_/") and following[1:].isalnum())


def _is_padded(amount: Amount) -> bool:
    """Whether the number is written as versions and codes are: 3.0, 007."""
    numeral = amount.first.numeral
    return not amount.second and (numeral.endswith(".0") or numeral[0] == "0" and numeral[1:2].isdigit())


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
        or carried.measure(reading, amount, left, right, _is_scaled(amount))
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
    start, scaled = amount.start, _is_scaled(amount)
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
