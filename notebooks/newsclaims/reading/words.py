"""Words that only look as if a number or a unit stood in them.

A unit is none where a word begins with it (``人`` in ``人参``, ``成`` in ``成本``), unless the text behind
it goes on with a word that ends later (``人|参加``, ``成|本科``): ``unit_words.csv``. A numeral is none in a
name or an idiom (``五台山``, ``瞬息万变``): ``words_with_numerals.csv``, made from a
dictionary, and ``idioms.csv``, kept by hand.
"""

import re
from functools import cache

from . import lexicon, numerals

_TRIGGERS = frozenset(numerals.NUMERALS + "半第")


@cache
def unit_words() -> dict[str, list[tuple[str, str, str]]]:
    """Words that begin with a unit, by the last character of that unit and the next.

    Each is (unit, rest, characters that lift the block).
    """
    units = {*lexicon.forms("units"), *lexicon.forms("classifiers")}
    table: dict[str, list[tuple[str, str, str]]] = {}
    for row in lexicon.rows("unit_words"):
        word, unless = row["word"], row["unless"]
        for end in range(1, len(word)):
            if word[:end] in units:
                table.setdefault(word[end - 1 : end + 1], []).append((word[:end], word[end:], unless))
    return table


def goes_on(folded: str, unit: str, end: int) -> bool:
    """Whether a word begins with ``unit``, which ends at ``end``, or with what follows its 个 (个|月饼)."""
    for head, rest, unless in unit_words().get(folded[end - 1 : end + 1], ()):
        after = end + len(rest)
        if unit in (head, "个" + head) and folded.startswith(rest, end):
            if not (folded[after : after + 1] and folded[after] in unless):
                return True
    return False


def shortened(match: re.Match[str], *groups: str) -> re.Match[str] | None:
    """``match`` so that no word goes on with a unit that one of its ``groups`` holds.

    Where one does, the text is cut within that unit and matched again: a shorter unit may stand there.
    """
    folded, begins = match.string, unit_words()
    for group in groups:
        end = match.end(group)
        if end > 0 and folded[end - 1 : end + 1] in begins and goes_on(folded, match[group].lstrip(), end):
            shorter = match.re.match(folded, match.start(), end - 1)
            return shorter and shortened(shorter, *groups)
    return match


@cache
def numberless() -> dict[str, list[tuple[str, int, str]]]:
    """Words without a number, longest first, by two characters at the place where a number would begin.

    Each is (word, how far it reaches back from there, characters that may not follow it).
    """
    index: dict[str, list[tuple[str, int, str]]] = {}
    words = {row["form"]: "" for row in lexicon.rows("words_with_numerals")}
    words |= {row["form"]: row["not_before"] for row in lexicon.rows("idioms")}
    for word, not_before in sorted(words.items(), key=lambda item: (-len(item[0]), item[0])):
        at = next(place for place, character in enumerate(word) if character in _TRIGGERS)
        for place in {0, at} if at == 1 else {at}:  # a date may begin with the word: 周一良
            key = word[place : place + 2] if place + 1 < len(word) else word[place - 1 :]
            index.setdefault(key, []).append((word, place, not_before))
    return index


@cache
def triggers() -> frozenset[str]:
    """The characters at which ``numberless_end`` can find a word: numerals, and what a date begins with."""
    begun = {word[0] for words in numberless().values() for word, place, _ in words if not place}
    return _TRIGGERS | begun


@cache
def _scale_cues() -> frozenset[str]:
    """Single characters before which a bare scale is a number: 近, 上, 逾."""
    places = ("before", "before_scale")
    return frozenset(
        form for place in places for form in lexicon.forms("cues", place=place) if len(form) == 1
    )


def numberless_end(folded: str, start: int) -> int | None:
    """Where the word without a number ends that has its first numeral at ``start``, or None."""
    index = numberless()
    for key in (folded[start : start + 2], folded[start - 1 : start + 1] if start else ""):
        for word, back, not_before in index.get(key, ()):
            end = start - back + len(word)
            if not folded.startswith(word, start - back):
                continue
            if (
                len(word) == 2
                and not back
                and word[0] in numerals.SCALES
                and folded[start - 1 : start] in _scale_cues()
            ):
                continue  # 近亿利润, 上万科研人员
            if not (not_before and folded[end : end + 1] and folded[end] in not_before):
                return end
    return None
