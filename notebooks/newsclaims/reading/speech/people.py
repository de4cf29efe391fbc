"""People: pronouns, and whom a text introduces before it says 他 or 她."""

import re

from .places import HAN, NUMERAL
from .words import first_characters, last_characters, one_of

_SURNAME = one_of("surname")
_AGED = rf"(?:\d{{1,3}}|{NUMERAL}{{1,3}}) ?岁"

# 老魏, 吴先生, 陈默，34岁
_NAMED = re.compile(
    rf"{one_of('familiar')}{_SURNAME}|{_SURNAME}{one_of('address')}"
    rf"|{_SURNAME}{HAN}{{1,2}}(?=[，,(]?{one_of('age')}? ?{_AGED})"
)
_KIN = re.compile(one_of("kin"))  # the character before it is the name: 芳姐
_HAN = re.compile(HAN)
_LATIN = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+)+")
# Hana Wirth at the head of a sentence, or behind 的
_BEFORE_LATIN = re.compile(r"(?:^|[。！？\n]) ?(?:[^，。；：:“”！？\n]{0,24}?的 ?)?$")
_LATIN_REACH = 28  # characters before a Latin name in which its sentence may begin
_ANY = re.compile(one_of("he", "they"))
_HE = re.compile(f"{one_of('he')}{one_of('plural')}?|{one_of('they')}(?={one_of('account_verb')})")
# 她想了想说; the guards of the rows keep out 他妈妈 and 他的律师
_HE_FIRST = re.compile(f"(?P<he>{one_of('he_first')}).{{2,8}}$")
_HE_LAST = re.compile(f"{one_of('time_end')}(?P<he>{one_of('he')})$")
_HE_FIRSTS, _HE_LASTS = first_characters("he_first"), last_characters("he")
PERSON = re.compile(f"{one_of('he')}{one_of('plural')}?|{one_of('they')}")
SELF = re.compile(f"{one_of('self')}{one_of('plural')}?{one_of('adverb')}?")
_PERSON_FIRSTS = first_characters("he", "they")
_THING = re.compile(f"{one_of('thing')}$")


def introduced(text: str) -> list[tuple[int, int]]:
    """(start, end) of the names with which ``text`` introduces people, in text order."""
    if not _ANY.search(text):
        return []  # nobody asks
    found = [match.span() for match in _NAMED.finditer(text)]
    for match in _KIN.finditer(text):
        if match.start() and _HAN.match(text, match.start() - 1):
            found.append((match.start() - 1, match.end()))
    for match in _LATIN.finditer(text):
        if _BEFORE_LATIN.search(text[max(0, match.start() - _LATIN_REACH) : match.start()]):
            found.append(match.span())
    return sorted(found)


def he_in(name: str) -> tuple[int, int] | None:
    """(start, end) of the pronoun at either end of ``name``: 她想了想, 半年后他; None where none stands."""
    match = _HE_LAST.search(name) if name[-1:] in _HE_LASTS else None
    if match is None and name[:1] in _HE_FIRSTS:
        match = _HE_FIRST.match(name)
    return match.span("he") if match else None


def is_pronoun(words: str) -> bool:
    """Whether ``words`` are a pronoun of a person: 他, 她们."""
    return words[:1] in _PERSON_FIRSTS and PERSON.fullmatch(words) is not None


def he_at(text: str, position: int) -> tuple[int, int] | None:
    """(start, end) of the pronoun of a person at ``position``; None where none stands."""
    match = _HE.match(text, position)
    return match.span() if match else None


def is_thing(name: str) -> bool:
    """Whether ``name`` is a firm or a document, which no 他 means."""
    return _THING.search(name) is not None
