"""Posts: the heads under which people write in a thread, where no name need come back."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .words import one_of

_FEWEST_FLOORS = 2  # a single 3楼 is a flat
_NAME = r"[^\s，。：:“”「」!?()@#｜|]{1,20}"
_REPLY = rf"(?: {one_of('reply')} [^:\n]{{1,24}})?"
# what a head says of its post besides the name: when, from where
_STAMP = r"(?: +[^:\n]{0,16}\d{1,2}:\d{2}[^:\n]{0,30})"
_FLOOR = re.compile(
    rf"(?m)^ *[\[【(]?(?:#\d{{1,4}}|\d{{1,4}} ?{one_of('floor')}"
    rf"|(?={one_of('poster')})(?!{one_of('poster')}[:｜|]))"
    rf"[\]】)]?[ .·]*(?:{one_of('poster')} )?@?(?P<name>{_NAME}){_REPLY}(?:{_STAMP}?(?: *$|: ?))"
)
_DATED = re.compile(rf"(?m)^[ ↳]*@(?P<name>{_NAME})(?:{_STAMP}| *$)")
# ▲瑞岭：, 点评｜周之予：, 网友“小熊”：, 楼主：
_MARKED = re.compile(
    rf"(?m)^ *(?:[▲△▼]|{one_of('poster')}[｜|·“「@])(?P<name>{_NAME})[”」]?[:] ?(?=\S)"
    rf"|^ *(?P<poster>{one_of('poster')}): ?(?=\S)"
)
_COUNTER = re.compile(rf" *(?:{one_of('counter')}|👍) ?:? ?\d")


@dataclass(slots=True)
class Post:
    """A post: where its head begins and ends, and the name in it. ``lines``: it goes on to the next head."""

    start: int
    body: int
    name: tuple[int, int]
    lines: bool


def posts(folded: str) -> Iterator[Post]:
    """The posts of ``folded``, by their heads."""
    floors = list(_FLOOR.finditer(folded))
    for match in floors if len(floors) >= _FEWEST_FLOORS else []:
        yield Post(match.start(), match.end(), match.span("name"), True)
    for match in _DATED.finditer(folded) if "@" in folded else ():
        yield Post(match.start(), match.end(), match.span("name"), True)
    for match in _MARKED.finditer(folded):
        yield Post(match.start(), match.end(), match.span(match.lastgroup or "name"), False)


def lines(folded: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """(start, end) of the lines of a post up to a blank one, without those that count its readers."""
    while start < stop:
        end = folded.find("\n", start, stop)
        end = stop if end < 0 else end
        if not _COUNTER.match(folded, start):
            yield start, end
        start = end + 1
        if folded[start : start + 1] == "\n":
            return
