"""What the expressions of all modules are made of: words of the lexicon, numerals, connecting signs."""

import re
from functools import cache
from typing import NamedTuple

from .. import lexicon, numerals
from ..numerals import CLASSIFIER, DIGITS, LARGE_SCALES, PLAIN_DIGITS, SCALES, VAGUE

NUMBER = rf"(?>{numerals.NUMERAL})"  # atomic, for a numeral can be divided in exponentially many ways
COUNTING = DIGITS[1:]  # the digits without zero
NUMERALS = frozenset(numerals.NUMERALS)
HALF = "半"
ONE = DIGITS[1]
ORDINAL = "第"
MORE = numerals.MORE[:2]  # 多 or 余 behind or in a number: it is more than that
ABOUT = numerals.MORE[2]  # 来 in that place: about so much
PLUS = "+"  # glued behind a number: it is more than that
EACH = "每"
FRACTIONS = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"

TO_WORDS = "至到"
TO = rf" ?(?:[{TO_WORDS}\-–―~〜]|——?) ?"  # between the ends of a range


__all__ = [
    "CLASSIFIER",
    "DIGITS",
    "LARGE_SCALES",
    "PLAIN_DIGITS",
    "SCALES",
    "VAGUE",
]  # and what is defined here


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
    return _with_doubled(table)


def _with_doubled(table: dict[str, Unit]) -> dict[str, Unit]:
    """``table`` with currencies behind the word for money of any: 3万元欧元, 500块美金."""
    local = [form for form, unit in table.items() if unit[:3] == ("money", "LOCAL", 1.0)]
    foreign = {
        form: unit
        for form, unit in table.items()
        if unit.kind == "money" and unit.unit != "LOCAL" and not form.isascii()
    }
    doubled = {first + form: unit for first in local for form, unit in foreign.items()}
    return doubled | table


@cache
def mapping(table: str, value: str = "unit", **where: str) -> dict[str, str]:
    """Form to the column ``value`` for the rows of ``table`` that hold ``where``."""
    return {
        row["form"]: row[value]
        for row in lexicon.rows(table)
        if all(row[column] == wanted for column, wanted in where.items())
    }


THING = "item"  # what an amount is said of where the lexicon does not know the word


def said_of(rate: str) -> list[str]:
    """What a rate such as /人/月 or 每人 is said of; a word in Latin letters is its own unit."""
    said = [word.strip() for word in rate.strip(f" /{EACH}{ONE}").split("/")]
    return [mapping("rates").get(word, word if word.isascii() else THING) for word in said]


@cache
def forms(*roles: str) -> tuple[str, ...]:
    """The context words of all ``roles``."""
    return tuple(form for role in roles for form in lexicon.forms("context_words", role=role))


@cache
def characters(role: str) -> str:
    """The context words of a ``role`` that are one character each, for a class in an expression."""
    return "".join(forms(role))


def words(role: str) -> str:
    """A pattern for the longest context word of a ``role``, where its guards let it stand.

    ``not_after`` and ``not_before`` hold the characters that may not stand beside it.
    """
    found = [row for row in lexicon.rows("context_words") if row["role"] == role]
    if not found:
        raise LookupError(f"lexicon/context_words.csv has no row with the role {role}")
    return lexicon.guarded(found)


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
