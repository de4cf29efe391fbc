"""People: pronouns, and whom a text introduces before it says 他 or 她."""

import re
from collections.abc import Iterator

from .places import HAN, NUMERAL
from .words import one_of

_SURNAME = one_of("surname")
_AGED = rf"(?:\d{{1,3}}|{NUMERAL}{{1,3}}) ?岁"

# 老魏, 芳姐, 吴先生, 陈默，34岁; Hana Wirth at the head of a sentence
_INTRODUCED = re.compile(
    rf"{one_of('familiar')}{_SURNAME}|{_SURNAME}{one_of('address')}|{HAN}{one_of('kin')}"
    rf"|{_SURNAME}{HAN}{{1,2}}(?=[，,(]?{one_of('age')}? ?{_AGED})"
    r"|(?:^|(?<=[。！？\n])) ?(?:[^，。；：:“”！？\n]{0,24}?的 ?)?(?P<latin>[A-Z][a-z]+(?: [A-Z][a-z]+)+)"
)
_ANY = re.compile(one_of("he", "they"))
_HE = re.compile(f"{one_of('he')}{one_of('plural')}?|{one_of('they')}(?={one_of('account_verb')})")
# 她想了想说; the guards of the rows keep out 他妈妈 and 他的律师
_HE_FIRST = re.compile(f"(?P<he>{one_of('he_first')}).{{2,8}}$")
_HE_LAST = re.compile(f"{one_of('time_end')}(?P<he>{one_of('he')})$")
PERSON = re.compile(f"{one_of('he')}{one_of('plural')}?|{one_of('they')}")
SELF = re.compile(f"{one_of('self')}{one_of('plural')}?{one_of('adverb')}?")
_THING = re.compile(f"{one_of('thing')}$")


def introduced(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of the names with which ``text`` introduces people."""
    if _ANY.search(text):  # otherwise nobody asks
        for match in _INTRODUCED.finditer(text):
            yield match.span("latin") if match["latin"] else match.span()


def he_in(name: str) -> tuple[int, int] | None:
    """(start, end) of the pronoun at either end of ``name``: 她想了想, 半年后他; None where none stands."""
    match = _HE_LAST.search(name) or _HE_FIRST.match(name)
    return match.span("he") if match else None


def he_at(text: str, position: int) -> tuple[int, int] | None:
    """(start, end) of the pronoun of a person at ``position``; None where none stands."""
    match = _HE.match(text, position)
    return match.span() if match else None


def is_thing(name: str) -> bool:
    """Whether ``name`` is a firm or a document, which no 他 means."""
    return _THING.search(name) is not None
