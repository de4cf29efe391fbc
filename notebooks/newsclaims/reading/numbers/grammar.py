"""What the expressions of all modules are made of: words of the lexicon, numerals, connecting signs."""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from .. import lexicon, numerals

NUMBER = rf"(?>{numerals.NUMERAL})"  # atomic, for a numeral can be divided in exponentially many ways
DIGITS = numerals.DIGITS
COUNTING = DIGITS[1:]  # the digits without zero
PLAIN_DIGITS = DIGITS.replace(DIGITS[3], "")  # without 两
SCALES = "十百千万亿兆"
LARGE_SCALES = SCALES[3:]
VAGUE = "几数"
HALF = "半"
CLASSIFIER = "个"  # the general one; also inside 三个亿
ONE = DIGITS[1]
ORDINAL = "第"
MORE = "多余"  # behind or in a number: it is more than that
ABOUT = "来"  # in that place: about so much
EACH = "每"
NUMERALS = frozenset(DIGITS + SCALES + VAGUE + "廿卅")
FRACTIONS = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"

TO_WORDS = "至到"
TO = rf" ?(?:[{TO_WORDS}\-–―~〜]|——?) ?"  # between the ends of a range


class Unit(NamedTuple):
    """What a word behind a number measures; ``by_digits`` where it counts behind digits alone."""

    kind: str
    unit: str
    factor: float
    by_digits: bool = False


NO_UNIT = Unit("", "", 1.0)


@cache
def units() -> dict[str, Unit]:
    """Form to Unit for every word that can follow a number."""
    table = {
        row["form"]: Unit("count", row["unit"], 1.0, row["numerals"] == "digits")
        for row in lexicon.rows("classifiers")
    }
    for row in lexicon.rows("units"):
        table[row["form"]] = Unit(row["kind"], row["unit"], float(row["factor"]))
    return table


@cache
def mapping(table: str, value: str = "unit", **where: str) -> dict[str, str]:
    """Form to the column ``value`` for the rows of ``table`` that hold ``where``."""
    return {
        row["form"]: row[value]
        for row in lexicon.rows(table)
        if all(row[column] == wanted for column, wanted in where.items())
    }


def unit_pattern(forms: Iterable[str]) -> str:
    """The longest of ``forms`` that what follows lets stand as a unit (名 before 义 is none)."""
    return lexicon.trie(forms, mapping("not_units", "before"))


def words_with_numerals(start: str) -> str:
    """Idioms and names that hold a numeral and begin with a ``numeral``, with 半 (``half``) or a ``word``."""
    guards = mapping("idioms", "not_before")
    return lexicon.trie([form for form in guards if _start(form) == start], guards)


def first_characters() -> set[str]:
    """The characters with which the idioms, names and currencies in words begin."""
    found = [form for form in mapping("idioms", "not_before") if _start(form) == "word"]
    return {form[0] for form in found} | {form[0] for form in mapping("currencies") if not form.isascii()}


def _start(form: str) -> str:
    return "numeral" if form[0] in NUMERALS else "half" if form[0] == HALF else "word"


@cache
def forms(role: str) -> tuple[str, ...]:
    """The context words of a ``role``."""
    found: tuple[str, ...] = lexicon.forms("context_words", role=role)
    return found


@cache
def characters(role: str) -> str:
    """The context words of a ``role`` that are one character each, for a class in an expression."""
    return "".join(forms(role))


def words(role: str) -> str:
    """A pattern for the longest context word of a ``role``, where its guards let it stand.

    ``not_after`` and ``not_before`` hold the characters that may not stand beside it; after a hyphen
    the words that may nevertheless.
    """
    groups: dict[str, dict[str, str]] = {}
    for row in lexicon.rows("context_words"):
        if row["role"] == role:
            groups.setdefault(row["not_after"], {})[row["form"]] = row["not_before"]
    if not groups:
        raise LookupError(f"lexicon/context_words.csv has no row with the role {role}")
    parts = []
    for guard, found in groups.items():
        behind, _, allowed = guard.partition("-")
        guarded = f"(?<![{behind}])" if behind else ""
        if allowed:
            guarded = f"(?:{guarded}|(?<={allowed}))"
        parts.append(guarded + lexicon.trie(found, found))
    return f"(?:{'|'.join(parts)})"


@cache
def names(place: str) -> tuple[str, ...]:
    """Words that make the number beside them (``before``, ``after``) a part of a name."""
    found: tuple[str, ...] = lexicon.forms("names", place=place)
    return found


@cache
def nouns() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    """The expression for nouns that say what a bare number measures, and (kind, unit) by noun."""
    meaning = {row["form"]: (row["kind"], row["unit"]) for row in lexicon.rows("nouns")}
    return re.compile(lexicon.trie(meaning)), meaning
