"""Shares of a whole: 百分之五, 三分之一, 七成五, 八折, 2/3, 一半, ½. Their value is in percent, exactly."""

import re
import unicodedata
from fractions import Fraction
from functools import lru_cache

from .. import numerals
from . import bounds
from .grammar import DIGITS, FRACTIONS, NUMBER, SCALES, TO, forms, words
from .state import Reading, clean

Value = tuple[float, float] | None

_PER = {"百": 1.0, "千": 0.1, "万": 0.01}  # what one 百分之, 千分之 and 万分之 is in percent
_MOST = 10  # times the whole: what is more is no share (一分之百)
_PARTS_OF = f"(?:[{''.join(_PER)}]分之)"
_PARTS = re.compile(_PARTS_OF)
_TENTHS = re.compile(rf"([{DIGITS}\d])成([{DIGITS}\d半]?)")
_RANGE = re.compile(TO)


def pattern() -> str:
    """The expression for a share."""
    ten, hundred, to_ten_thousand = SCALES[0], SCALES[:2], SCALES[:4]
    first = rf"(?<![\d{DIGITS}{ten}])"  # no digit of a longer numeral stands before it
    last = rf"(?![\d{to_ten_thousand}成])"  # nor behind it
    tenths = rf"[{DIGITS}\d]成"
    return "|".join(
        (
            # 百分之五, 千分之三至五
            rf"{_PARTS_OF} ?{NUMBER}[多余]?(?:{TO}(?:{_PARTS_OF} ?)?{NUMBER})?",
            # 三分之一
            rf"(?<![\d{DIGITS}{to_ten_thousand}])[\d{DIGITS}{SCALES[:5]}]{{1,6}}(?:又[\d{DIGITS}]+)?"
            rf"分之[\d{DIGITS}{hundred}]{{1,6}}",
            # 三分二, as written in Hong Kong
            rf"(?<![\d{DIGITS}{hundred}])[三四五六八十]分[一二三四五](?![之\d{DIGITS}{ten}])",
            # 三成至三成五
            rf"{first}{tenths}[{DIGITS}半]?{TO}{tenths}[{DIGITS}半]{last}",
            # 八折, 7.5折
            rf"{first}(?:[{DIGITS}]{{1,2}}|\d(?:\.\d)?|\d\d) ?{words('discount')}",
            # 七成五, 7成5
            rf"{first}(?:{tenths}[{DIGITS}半]|\d成\d){last}"
            rf"(?:{TO}{tenths}[{DIGITS}半]?(?![\d{to_ten_thousand}]))?",
            words("half"),
            f"[{FRACTIONS}]",
            r"(?<![\d/.A-Za-z-])[1-9]/(?:[2-9]|10)(?![\d/.月A-Za-z])",
        )
    )


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
    if share in forms("half"):
        return 50.0, 50.0
    if len(share) == 1:
        ratio = Fraction(unicodedata.numeric(share)).limit_denominator(10)  # ⅓ is no binary number
        return _part(ratio.numerator, ratio.numerator, ratio.denominator)
    if share.endswith("折"):
        return _discount(share[:-1])
    if "成" in share:
        return _in_tenths(share)
    if _PARTS.match(share):
        return _in_hundredths(share)
    return _fraction(share)


def _discount(numeral: str) -> Value:
    """七折 and 七五折 are the digits of what is left to pay: 70, 75."""
    plain = DIGITS.replace("两", "")
    digits = "".join(str(plain.index(c)) if c in plain else c for c in numeral.replace("两", "二"))
    said = numerals.parse(digits)
    if not said:
        return None
    percent = clean(said[0] * 10 if said[0] < 10 else said[0])
    return percent, percent


def _in_tenths(share: str) -> Value:
    ends = [
        _number(whole) * 10 + (5 if part == "半" else _number(part)) for whole, part in _TENTHS.findall(share)
    ]
    return ends[0], ends[-1]


def _number(digit: str) -> float:
    return numerals.parse(digit)[0] if digit else 0


def _in_hundredths(share: str) -> Value:
    ends = [numerals.parse("一百" if part == "百" else part) for part in _RANGE.split(_PARTS.sub("", share))]
    if None in ends:
        return None
    return clean(ends[0][0] * _PER[share[0]]), clean(ends[-1][1] * _PER[share[0]])


def _fraction(share: str) -> Value:
    """三分之一, 三分二 and 2/3, exactly; 2又三分之一 has no value."""
    if "又" in share:
        return None
    if "/" in share:
        over, under = share.split("/")
    else:
        under, over = re.split("分之?", share)
    top, bottom = numerals.parse(over), numerals.parse(under)
    if not top or not bottom or not bottom[0] or top[0] > bottom[0] * (1 if "/" in share else _MOST):
        return None
    return _part(top[0], top[1], bottom[0])


def _part(lo: float, hi: float, whole: float) -> Value:
    return 100 * lo / whole, 100 * hi / whole
