"""The article as received: bytes and characters, offsets both ways, and page furniture apart from the body.

Offsets are code points into the text, half-open; byte offsets are into the raw file.
"""

import hashlib
import re
from bisect import bisect_right
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from .. import tables
from ..errors import DataError
from ..reading.text import decode


class Article:
    """A text as received, with its offsets in both countings.

    Attributes
    ----------
    raw : bytes
        The file, byte for byte.
    text : str
        Its characters.
    sha256 : str
        Of ``raw``.
    """

    raw: bytes
    text: str
    sha256: str

    def __init__(self, raw: bytes, name: str = "the article"):
        self.raw = raw
        self.text = decode(raw, name)
        self.sha256 = hashlib.sha256(raw).hexdigest()
        lengths = (len(character.encode("utf-8", "surrogatepass")) for character in self.text)
        self._starts = list(accumulate(lengths, initial=0))
        self._skip = len(raw) - self._starts[-1]  # a byte order mark is no part of the text
        if self._skip not in (0, 3) or raw[self._skip :] != self.text.encode("utf-8", "surrogatepass"):
            raise DataError(f"{name} is not UTF-8: save it as UTF-8 (byte offsets are counted in UTF-8)")

    def byte(self, offset: int) -> int:
        """Byte offset of the character at ``offset`` (0 to the length of the text)."""
        return self._starts[offset] + self._skip

    def character(self, byte: int) -> int:
        """Offset of the character that holds the byte at ``byte``."""
        return bisect_right(self._starts, byte - self._skip) - 1

    def __repr__(self) -> str:
        return f"Article of {len(self.raw)} bytes, {len(self.text)} characters, sha256 {self.sha256[:12]}…"


def read_article(path: str | Path, pinned: str | None = None) -> Article:
    """The article in a file.

    Parameters
    ----------
    path : str or Path
        The file.
    pinned : str, optional
        The SHA-256 that it must have.

    Returns
    -------
    Article

    Raises
    ------
    DataError
        Where the file is missing, empty, not UTF-8 or altered.
    """
    path = Path(path)
    label = tables.shown(path)
    if not path.is_file():
        raise DataError(f"{label} is missing: restore it with `git checkout {label}`")
    article = Article(path.read_bytes(), label)
    if pinned and article.sha256 != pinned:
        raise DataError(
            f"{label} was altered (its SHA-256 is {article.sha256[:12]}…, not {pinned[:12]}…): restore it "
            f"with `git checkout {label}`, or read a changed article with `make whatif ARTICLE=path`"
        )
    return article


class Block(NamedTuple):
    """A line of a page; ``role`` is headline, furniture, repeated-headline or body."""

    block: int
    role: str
    start: int
    end: int
    text: str


def page_blocks(text: str, furniture: pd.DataFrame) -> pd.DataFrame:
    """The lines of a page with their role.

    Parameters
    ----------
    text : str
        The page.
    furniture : DataFrame
        Rows of data/curated/furniture.csv: ``pattern``, an expression that what the page puts around the
        article matches as a whole line; ``reach``, "line", or "rest" where all that follows is furniture too.

    Returns
    -------
    DataFrame
        Rows of ``Block``, numbered from 0; ``start`` and ``end`` are code points, without blanks at the
        edges. Empty lines are left out. The first line that is no furniture is the headline, except where it
        ends as a sentence does.

    Raises
    ------
    DataError
        For a pattern that is no regular expression.
    """
    try:
        rules = [(re.compile(row.pattern), row.reach) for row in furniture.itertuples()]
    except re.error as error:
        raise DataError(
            f"data/curated/furniture.csv: {error.pattern!r} is no regular expression ({error}): mend it"
        ) from None
    found: list[Block] = []
    offset, headline, in_footer = 0, "", False
    for line in text.splitlines(keepends=True):
        shown, plain = line.strip(), re.sub(r"\s", "", line)
        start = offset + line.find(shown)
        offset += len(line)
        if not shown:
            continue
        reaches = {reach for pattern, reach in rules if pattern.fullmatch(shown)}
        in_footer = in_footer or "rest" in reaches
        if in_footer or reaches:
            role = "furniture"
        elif not headline:
            headline = plain
            role = "body" if plain.endswith("。") else "headline"
        else:
            role = "repeated-headline" if plain == headline else "body"
        found.append(Block(len(found), role, start, start + len(shown), shown))
    return pd.DataFrame(found, columns=list(Block._fields))
