"""Labels: numbers without a unit that belong to a name, a code, a version or a word, and are no amounts."""

import re
from functools import cache

from .. import lexicon
from . import bounds, grammar, letters, lists, nouns
from .amount import Amount
from .grammar import COUNTING, LARGE_SCALES
from .state import Reading

_NAME = 12  # characters beside a number in which a name that it belongs to stands
_BESIDE = 4  # characters beside 996 in which a noun makes it a price
_ABBREVIATION = 5  # letters of PMI and a blank
_CODE = 6  # digits in a row, without a comma or a scale, that are a code
_SCALE_IN_WORDS = re.compile(f"[{grammar.SCALES[:3]}]")
_RESOLUTION = re.compile("[248]K|[48]k")  # of a screen
_LARGE = re.compile(f"[{LARGE_SCALES}]|[kKwW]\\d?$")
_JOINED = frozenset("比*×xX")  # beside a side of a ratio, or a factor
_NO_DIGIT = re.compile(r"\D")


@cache
def _abbreviations() -> tuple[str, ...]:
    return tuple(form for form in grammar.nouns()[1] if form.isascii())


@cache
def _slashed() -> re.Pattern[str]:
    """10.2/12.5亿元: the figures of two years or three, with one unit."""
    return re.compile(
        rf"(?:/\d{{1,5}}(?:,\d{{3}})*(?:\.\d+)?){{1,4}}(?![\d/])"
        rf" ?[{grammar.SCALES}]{{0,2}}{lexicon.trie(grammar.units())}"
    )


def is_scaled(amount: Amount) -> bool:
    """Whether the number is written as large amounts are: with 万 or 亿, a comma, a k."""
    return _LARGE.search(amount.numeral) is not None or "," in amount.first.numeral


def is_lone_digit(folded: str, start: int) -> bool:
    """Whether the one character that is read as a number is a digit in words, and no side of a ratio."""
    if folded[start] not in COUNTING:
        return False
    return folded[start - 1 : start] not in _JOINED and folded[start + 1 : start + 2] not in _JOINED


def is_label(reading: Reading, amount: Amount) -> bool:
    """Whether the number belongs to a name, a code or a word."""
    if not is_scaled(amount) and (_is_word(amount) or _is_code(reading, amount)):
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
    if letter == lists.SLASH and _slashed().match(reading.folded, end):
        return False
    return letter.isascii() and (letter.isalpha() or letter in tuple("-_/") and following[1:].isalnum())


def is_padded(amount: Amount) -> bool:
    """Whether the number is written as versions and codes are: 3.0, 007."""
    numeral = amount.first.numeral
    return not amount.second and (numeral.endswith(".0") or numeral[0] == "0" and numeral[1:2].isdigit())
