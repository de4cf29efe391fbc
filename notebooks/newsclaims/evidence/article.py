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
        if self._skip not in (0, 3):
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


# What the publisher's page puts around the article: the lines that show it. From the first line of the
# footer on, everything is furniture.
_FURNITURE = re.compile(r"\d+次阅读|没有评论|共计 ?\d+ ?个字符.*")
_FOOTER = re.compile("正文完")


def page_blocks(text: str) -> pd.DataFrame:
    """The lines of a reposted page with their role.

    Parameters
    ----------
    text : str
        The page.

    Returns
    -------
    DataFrame
        Rows of ``Block``, numbered from 0; ``start`` and ``end`` are code points, without blanks at the
        edges. Empty lines are left out.
    """
    found: list[Block] = []
    offset, headline, in_footer = 0, "", False
    for line in text.splitlines(keepends=True):
        shown, plain = line.strip(), re.sub(r"\s", "", line)
        start = offset + line.find(shown)
        offset += len(line)
        if not shown:
            continue
        in_footer = in_footer or bool(_FOOTER.fullmatch(plain))
        if not headline:
            role, headline = "headline", plain
        elif in_footer or _FURNITURE.fullmatch(shown):
            role = "furniture"
        else:
            role = "repeated-headline" if plain == headline else "body"
        found.append(Block(len(found), role, start, start + len(shown), shown))
    return pd.DataFrame(found, columns=list(Block._fields))
