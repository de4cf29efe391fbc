"""Nouns beside a number without a unit, which say what it measures: 年包280万, 3万员工, 规模：7.42亿."""

import re
from collections import deque
from functools import cache

from .. import lexicon
from . import grammar
from .state import CLAUSE, Reading

Measure = tuple[str, str] | None  # kind and unit

POINTS = "other", "point"  # of an index, which is named before them
_ATTRIBUTE = 3  # characters between a number and the people that it counts
_LABEL_REACH = 8  # characters before a colon in which a noun labels the number behind it


@cache
def _label() -> re.Pattern[str]:
    noun, _ = grammar.nouns()
    return re.compile(f"({noun.pattern}): ?$")


def beside(left: str, right: str) -> Measure:
    """What the noun behind or before the number in its clause measures."""
    noun, meaning = grammar.nouns()
    follows = noun.match(right.lstrip(grammar.characters("before_noun") + " "))
    last = deque(noun.finditer(left), maxlen=1)
    told = meaning[last[0][0]] if last else None
    if follows and meaning[follows[0]] != POINTS:
        paid = told and told[0] == "money" and last[0].end() == len(left)
        attributed = right[:1] in grammar.forms("before_noun")  # 月领5万的劳工
        return told if paid and attributed else meaning[follows[0]]
    return told


@cache
def _near_people() -> re.Pattern[str]:
    """A noun of people behind the words that tell which: 120万农村人口."""
    people = lexicon.any_of("nouns", unit="people")
    return re.compile(rf"[^\d的和与及了在是为被给]{{1,{_ATTRIBUTE}}}{people}")


def _people(right: str) -> Measure:
    return ("count", "people") if _near_people().match(right) else None


def measure(reading: Reading, start: int, end: int, reach: int = CLAUSE) -> Measure:
    """What a noun in the clause, or the label before it, measures."""
    left, right = reading.clause(start, end, reach)
    found = beside(left, right) or _people(right)
    if found:
        return found
    before = reading.before(start, _LABEL_REACH)
    label = ":" in before[-2:] and _label().search(before)
    return grammar.nouns()[1][label[1]] if label else None
