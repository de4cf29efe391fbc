"""Text: bytes to characters, and sentences. Offsets are code points into the text as given, half-open."""

import codecs
import re

from ..errors import DataError

HAN = "[\u4e00-\u9fff]"  # a Han character, as an expression
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def decode(raw: bytes, name: str = "the text", encoding: str | None = None) -> str:
    """The text in ``raw`` (bytes): UTF-8, UTF-16 with a byte order mark, or the ``encoding`` that is named.

    A byte order mark is not part of the text. Line ends, NUL and other controls stay, so that offsets hold.
    Raises DataError that names the file and the byte where it cannot be read.
    """
    if not raw:
        raise DataError(f"{name} is empty: give a file with text in it")
    skip = 0
    if encoding is None:
        encoding = "utf-8"
        if raw.startswith(codecs.BOM_UTF32_LE) or raw.startswith(codecs.BOM_UTF32_BE):
            raise DataError(f"{name} is UTF-32: save it as UTF-8 or name its encoding with --encoding")
        for bom, found in _BOMS:
            if raw.startswith(bom):
                encoding, skip = found, len(bom)
                break
    try:
        text = raw[skip:].decode(encoding)
    except LookupError:
        raise DataError(
            f"{name}: unknown encoding {encoding!r}; try utf-8, gb18030, big5 or utf-16"
        ) from None
    except UnicodeError as error:
        place = getattr(error, "start", 0) + skip
        raise DataError(
            f"{name} is not {encoding.upper()} (byte {place}): save it as UTF-8 or name its encoding "
            f"with --encoding"
        ) from None
    text = text.removeprefix("\ufeff")
    if not text:
        raise DataError(f"{name} is empty but for a byte order mark: give a file with text in it")
    return text


_END = re.compile(r"[。！？!?…]+[”’」』）)》〉\"]*|\n")


def sentence_ends(text: str) -> list[int]:
    """Offsets at which sentences of ``text`` end (list of int, rising; the last is its length)."""
    ends = [match.end() for match in _END.finditer(text)]
    if not ends or ends[-1] != len(text):
        ends.append(len(text))
    return ends


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """(start, end) of each sentence of ``text[start:end]``, without blanks at the edges; no empty ones."""
    part = text[start:end]
    found, left = [], 0
    for right in sentence_ends(part):
        inner = part[left:right]
        stripped = inner.strip()
        if stripped:
            lead = inner.index(stripped[0])
            found.append((start + left + lead, start + left + lead + len(stripped)))
        left = right
    return found
