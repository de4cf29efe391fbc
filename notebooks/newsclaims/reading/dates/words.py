"""The words of dates: ``lexicon/date_words.csv`` and ``lexicon/eras.csv``.

A row of ``date_words`` has a ``role`` and what it means in this role: ``value`` is a shift in years, months,
weeks or days, a month (年底 12), a number of a season or half, as ROLES says; ``base`` is what a shift counts
from: the day of publication, the date said before, or that one where there is one (either). ``not_after``
and ``not_before`` are words, divided by ``|``, beside which the form is another word.
"""

import re
import string
from collections.abc import Iterable
from functools import cache
from itertools import product

from .. import folding, lexicon, numerals

TABLE = "date_words"
# the signs of the calendar and of numerals, from which expressions are built
YEAR, MONTH, DAY, QUARTER, WEEK, CENTURY = "年", "月", "日", "季", "周", "世纪"
ORDINAL, PIECE, TEN, TENS, HALF, VAGUE, MIDDLE = "第", "个", "十", "廿卅", "半", "多余", "中"
DIGIT = numerals.PLAIN_DIGITS
NUMBER_BEGINS = f" {string.digits}{numerals.NUMERALS}"  # what can stand before a number, or begin it
_SPELLED = re.compile(f"[{DIGIT}]{{2,}}")


@cache
def one_of(role: str, begins: bool = False, **where: str) -> str:
    """A regular expression for the words of ``role``, the longest first, in a group of its own.

    What may not stand before a word counts only where the word ``begins`` the date.
    """
    found = [
        row
        for row in lexicon.rows(TABLE)
        if row["role"] == role and all(row[column] == value for column, value in where.items())
    ]
    if not found:
        raise LookupError(f"lexicon/{TABLE}.csv has no {role} with {where}")
    found.sort(key=lambda row: -len(row["form"]))
    return "(?:" + "|".join(_guarded(row, begins) for row in found) + ")"


def _guarded(row: dict[str, str], begins: bool) -> str:
    before = "".join(f"(?<!{word})" for word in row["not_after"].split("|") if word and begins)
    after = f"(?!{row['not_before']})" if row["not_before"] else ""
    return f"{before}{row['form']}{after}"


@cache
def row(role: str, form: str) -> dict[str, str]:
    """The row of a word in a role."""
    return next(one for one in lexicon.rows(TABLE) if (one["role"], one["form"]) == (role, form))


def value(role: str, form: str) -> int:
    """The ``value`` of a word in a role."""
    return int(row(role, form)["value"])


def forms(role: str) -> tuple[str, ...]:
    """The words of a role."""
    return lexicon.forms(TABLE, role=role)


def openings(*roles: str) -> tuple[str, ...]:
    """The words of ``roles``."""
    return tuple(form for role in roles for form in forms(role))


def joined(*parts: Iterable[str]) -> tuple[str, ...]:
    """Each word of the first part with each of the next, and so on."""
    return tuple(map("".join, product(*parts)))


def first_characters(found: Iterable[str]) -> str:
    """The characters with which words begin, for a class in an expression."""
    return "".join(sorted({form[0] for form in found}))


def starts(*roles: str) -> str:
    """The characters with which the words of ``roles`` begin."""
    return first_characters(openings(*roles))


def known(role: str, form: str) -> bool:
    """Whether a word has a role."""
    return form in forms(role)


@cache
def behind(role: str, separators: tuple[str, ...] = ("",), negative: bool = False) -> str:
    """A look-behind for a word of ``role``, with one of ``separators`` between."""
    return lexicon.behind(forms(role), separators, negative)


@cache
def eras() -> dict[str, int]:
    """The first year of each era."""
    return {folding.fold(one["form"]): int(one["first_year"]) for one in lexicon.rows("eras")}


def number(text: str | None) -> int | None:
    """The value of a numeral, digit by digit where it is spelled so (一一三 is 113)."""
    if not text:
        return None
    text = text.strip()
    if _SPELLED.fullmatch(text):
        return int("".join(str(DIGIT.index(digit)) for digit in text))
    value = numerals.parse(text)
    return int(value[0]) if value else None
