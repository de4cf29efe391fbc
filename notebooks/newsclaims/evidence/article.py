"""The article as received: bytes and characters, offsets both ways, and page furniture apart from the body.

Offsets are code points into the text, half-open; byte offsets are into the raw file.
"""

import hashlib
import re
from bisect import bisect_right
from itertools import accumulate
from pathlib import Path

import pandas as pd

from .. import tables
from ..errors import DataError
from ..reading.text import decode


class Article:
    """The article as received: ``raw`` bytes, ``text``, ``sha256``, and its offsets in both countings."""

    def __init__(self, raw, name="the article"):
        self.raw = raw
        self.text = decode(raw, name)
        self.sha256 = hashlib.sha256(raw).hexdigest()
        self._starts = list(
            accumulate((len(c.encode("utf-8", "surrogatepass")) for c in self.text), initial=0)
        )
        self._skip = len(raw) - self._starts[-1]
        if self._skip not in (0, 3):
            raise DataError(f"{name} is not UTF-8: save it as UTF-8 (byte offsets are counted in UTF-8)")

    def byte(self, offset):
        """Byte offset of the character at ``offset`` (0 to the length of the text)."""
        return self._starts[offset] + self._skip

    def character(self, byte):
        """Offset of the character that holds the byte at ``byte``."""
        return bisect_right(self._starts, byte - self._skip) - 1

    def __repr__(self):
        return f"Article of {len(self.raw)} bytes, {len(self.text)} characters, sha256 {self.sha256[:12]}…"


def read_article(path, pinned=None):
    """The article in the file at ``path``; ``pinned`` is the SHA-256 that it must have.

    Raises DataError where the file is missing, empty, not UTF-8 or altered.
    """
    path = Path(path)
    label = tables.shown(path)
    if not path.is_file():
        raise DataError(f"{label} is missing: restore it with `git checkout {label}`")
    article = Article(path.read_bytes(), label)
    if pinned and article.sha256 != pinned:
        raise DataError(
            f"{label} was altered (its SHA-256 is {article.sha256[:12]}…, not {pinned[:12]}…): restore it with "
            f"`git checkout {label}`, or read a changed article with `make whatif ARTICLE=path`"
        )
    return article


# What the publisher's page puts around the article: role, and the line that shows it. From the first
# line of the footer on, everything is furniture.
_FURNITURE = re.compile(r"\d+次阅读|没有评论|共计 ?\d+ ?个字符.*")
_FOOTER = re.compile("正文完")


def page_blocks(text):
    """The lines of a reposted page with their role, as a DataFrame.

    Columns: ``block`` (int, from 0), ``role`` (headline, furniture, repeated-headline, body), ``start``, ``end``
    (code points, without the line end), ``text``. Empty lines are left out.
    """
    found, offset, headline, footer = [], 0, None, False
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        start = offset + (line.index(bare[0]) if bare else 0)
        offset += len(line)
        if not bare:
            continue
        plain = re.sub(r"\s", "", bare)
        footer = footer or bool(_FOOTER.fullmatch(bare))
        if headline is None:
            role, headline = "headline", plain
        elif footer or _FURNITURE.fullmatch(bare):
            role = "furniture"
        else:
            role = "repeated-headline" if plain == headline else "body"
        found.append((len(found), role, start, start + len(bare), bare))
    return pd.DataFrame(found, columns=["block", "role", "start", "end", "text"])
