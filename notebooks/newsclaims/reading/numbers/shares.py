"""Shares of a whole: 百分之五, 三分之一, 七成五, 八折, 2/3, 一半, ½. Their value is in percent, exactly."""

import re
import unicodedata
from fractions import Fraction
from functools import lru_cache

from .. import numerals
from . import bounds
from .grammar import DIGITS, FRACTIONS, HALF, MORE, NUMBER, PLAIN_DIGITS, SCALES, TO, forms, words
from .state import Reading, clean

Value = tuple[float, float] | None

_PARTS, _TENTH, _AND = "分之", "成", "又"
_PER = dict(zip(SCALES[1:4], (1.0, 0.1, 0.01), strict=True))  # percent in one 百分之, 千分之, 万分之
_MOST = 10  # times the whole: what is more is no share (一分之百)
_PER_HUNDRED = f"(?:[{SCALES[1:4]}]{_PARTS})"
_IN_TENTHS = re.compile(rf"([{DIGITS}\d]){_TENTH}([{DIGITS}\d{HALF}]?)")
_RANGE = re.compile(TO)
_DIGIT = {DIGITS[3]: 2} | {digit: value for value, digit in enumerate(PLAIN_DIGITS)}


def pattern() -> str:
    """The expression for a share."""
    ten, hundred, to_ten_thousand = SCALES[0], SCALES[:2], SCALES[:4]
    first = rf"(?<![\d{DIGITS}{ten}])"  # no digit of a longer numeral stands before it
    last = rf"(?![\d{to_ten_thousand}{_TENTH}])"  # nor behind it
    tenths = rf"[{DIGITS}\d]{_TENTH}"
    under, over = DIGITS[4:8] + DIGITS[9] + ten, DIGITS[1:3] + DIGITS[4:7]
    signs = f"{_PARTS[0]}{_TENTH}{_AND}/" + "".join(form[0] for form in forms("discount"))
    shares = "|".join(
        (
            # 百分之五, 千分之三至五
            rf"{_PER_HUNDRED} ?{NUMBER}[{MORE}]?(?:{TO}(?:{_PER_HUNDRED} ?)?{NUMBER})?",
            # 三分之一
            rf"(?<![\d{DIGITS}{to_ten_thousand}])[\d{DIGITS}{SCALES[:5]}]{{1,6}}(?:{_AND}[\d{DIGITS}]+)?"
            rf"{_PARTS}[\d{DIGITS}{hundred}]{{1,6}}",
            # 三分二, as written in Hong Kong
            rf"(?<![\d{DIGITS}{hundred}])[{under}]{_PARTS[0]}[{over}](?![{_PARTS[1]}\d{DIGITS}{ten}])",
            # 三成至三成五
            rf"{first}{tenths}[{DIGITS}{HALF}]?{TO}{tenths}[{DIGITS}{HALF}]{last}",
            # 八折, 7.5折
            rf"{first}(?:[{DIGITS}]{{1,2}}|\d(?:\.\d)?|\d\d) ?{words('discount')}",
            # 七成五, 7成5
            rf"{first}(?:{tenths}[{DIGITS}{HALF}]|\d{_TENTH}\d){last}"
            rf"(?:{TO}{tenths}[{DIGITS}{HALF}]?(?![\d{to_ten_thousand}]))?",
            rf"(?<![\d/.A-Za-z-])[1-9]/(?:[2-9]|10)(?![\d/.A-Za-z]|{words('month')})",
        )
    )
    # one of the signs stands behind the first number: most numbers are passed over by this
    begins = rf"(?=[\d.{DIGITS}{SCALES[:5]}]++ ?[{signs}])"
    return f"{begins}(?:{shares})|{words('half')}|[{FRACTIONS}]"


def read(reading: Reading, match: re.Match[str]) -> None:
    """Put down the share that ``match`` found, if it has a value."""
    start, end = match.span()
    found = value(match[0].replace(" ", ""))
    if found:
        bound = bounds.of(reading, start, end, "percent", "percent")
        reading.add(start, end, "percent", *found, "percent", bound=bound)


@lru_cache(maxsize=4096)
def value(share: str) -> Value:
    """The lower and upper end of ``share`` (without blanks) in percent, or None where it has no value."""
    if share == HALF + _TENTH:
        return 5.0, 5.0
    if share in forms("half"):
        return 50.0, 50.0
    if len(share) == 1:
        ratio = Fraction(unicodedata.numeric(share)).limit_denominator(10)  # ⅓ is no binary number
        return _part(ratio.numerator, ratio.numerator, ratio.denominator)
    if share.endswith(forms("discount")):
        return _discount(share[:-1])
    if _TENTH in share:
        return _in_tenths(share)
    return _per_hundred(share) if share[1:].startswith(_PARTS) and share[0] in _PER else _fraction(share)


def _discount(numeral: str) -> Value:
    """七折 and 七五折 are the digits of what is left to pay: 70, 75."""
    said = numerals.parse("".join(str(_DIGIT.get(c, c)) for c in numeral))
    if not said:
        return None
    percent = clean(said[0] * 10 if said[0] < 10 else said[0])
    return percent, percent


def _in_tenths(share: str) -> Value:
    ends = [_digit(whole) * 10 + _digit(part) for whole, part in _IN_TENTHS.findall(share)]
    return ends[0], ends[-1]


def _digit(digit: str) -> float:
    if digit == HALF:
        return 5.0
    value = numerals.parse(digit)
    return value[0] if value else 0.0


def _per_hundred(share: str) -> Value:
    """百分之五; 百分之百 is the whole."""
    factor = _PER[share[0]]
    low, *_, high = 2 * [numerals.parse(end.rpartition(_PARTS)[2]) for end in _RANGE.split(share)]
    return (clean(low[0] * factor), clean(high[1] * factor)) if low and high else None


def _fraction(share: str) -> Value:
    """三分之一, 三分二 and 2/3, exactly; 2又三分之一 has no value."""
    if _AND in share:
        return None
    if "/" in share:
        over, under = share.split("/")
    else:
        under, over = re.split(f"{_PARTS[0]}{_PARTS[1]}?", share)
    top, bottom = numerals.parse(over), numerals.parse(under)
    if not top or not bottom or not bottom[0] or top[0] > bottom[0] * (1 if "/" in share else _MOST):
        return None
    return _part(top[0], top[1], bottom[0])


def _part(lo: float, hi: float, whole: float) -> Value:
    return 100 * lo / whole, 100 * hi / whole
