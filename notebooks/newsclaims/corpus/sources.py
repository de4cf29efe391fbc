"""Sources: the documents that files hold, one after the other, as they come out of them.

A file that cannot be opened, or lacks a column, is told before anything is read. What is wrong with one
document, or with the rest of a file, becomes a ``Document`` that carries its error.
"""

import codecs
import csv
import gzip
import hashlib
import io
import json
import os
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from ..errors import DataError
from ..reading.numbers import REGIONS
from ..reading.text import decode
from .batch import ROLES, Document, day, document, documents

KINDS = (".parquet", ".csv", ".csv.gz", ".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz", ".txt")
_ROWS = 256  # documents that are taken out of a Parquet file at one time
_BUFFER = 1 << 20  # bytes of a column of it that are read at one time, however large its row groups are
_LOOKED_AT = 100  # rows from the beginning of a CSV or JSON Lines file that tell which columns it has
_BROKEN = (OSError, EOFError, zlib.error, pa.ArrowException, csv.Error, UnicodeError)


@dataclass(frozen=True)
class Columns:
    """Which column of the files is what; None is the usual name, where a file has it.

    ``published`` may be a day, and ``region`` CN, TW or HK, for all documents. A text file has the columns
    ``path`` and ``text``: ``published="path"`` takes the first day that its path names.
    """

    text: str | None = None
    id: str | None = None
    published: str | None = None
    region: str | None = None

    def fixed(self) -> dict[str, str]:
        """What is the same for all documents (role to value)."""
        found = {"published": str(given)} if (given := day(self.published or "")) else {}
        return found | ({"region": self.region} if self.region in REGIONS else {})

    def among(self, columns: Iterable[str], name: str) -> dict[str, str]:
        """Role to name, of those that are among the ``columns`` of file ``name``.

        DataError where one that was asked for is not.
        """
        present, found = [one for one in columns if one], {}
        for role in ROLES:
            wanted = getattr(self, role)
            if role in self.fixed():
                continue
            if (wanted or role) in present:
                found[role] = wanted or role
            elif wanted or role == "text":
                raise DataError(
                    f"{name} has no column {wanted or role!r}: it has {', '.join(present)}; "
                    f"name the one with the {role} by --{role}"
                )
        return found


USUAL = Columns()


@dataclass(frozen=True, slots=True)  # there may be a million
class Source:
    """A file: where it lies, how its documents are called, and how many there are (None: not known).

    ``given`` is the input that it was found by: itself, or the folder above it.
    """

    given: str
    path: str
    name: str
    columns: Columns
    encoding: str | None = None
    roles: tuple[tuple[str, str], ...] = ()
    count: int | None = None

    def __iter__(self) -> Iterator[Document]:
        """The documents; an error in the middle of the file is the last of them."""
        row, fixed = 0, self.columns.fixed()
        try:
            for row, one in enumerate(_READERS[_kind(self.path)](self), start=1):
                yield one._replace(id=f"{self.name}#{row}" if one.id is None else one.id, **fixed)
        except _BROKEN as error:
            yield Document(self.name, None, error=f"nothing behind row {row} can be read: {_said(error)}")


class Hash:
    """What an input was: its files, their bytes, and a SHA-256 of them.

    That of a file is its own; that of a folder is of the lines that ``sha256sum`` prints for its files, in
    the order in which they are read.
    """

    def __init__(self) -> None:
        self._files = self._bytes = 0
        self._digest = ""
        self._lines = hashlib.sha256()

    def add(self, source: Source) -> None:
        """Count a file that was read to its end."""
        try:
            with open(source.path, "rb") as file:
                self._digest = hashlib.file_digest(file, "sha256").hexdigest()
                self._bytes += file.tell()
        except OSError:  # an error of the document says so
            return
        self._files += 1
        self._lines.update(f"{self._digest}  {source.name}\n".encode("utf-8", "surrogateescape"))
        if source.path != source.given:
            self._digest = self._lines.hexdigest()

    def told(self) -> dict[str, Any]:
        """The entry of the manifest; without digest where no file was read to its end."""
        return {"files": self._files, "bytes": self._bytes, "sha256": self._digest or None}


def open_sources(
    inputs: Sequence[str], columns: Columns, encoding: str | None = None, apart: Path | None = None
) -> list[Source]:
    """The files below ``inputs`` (files and folders), in the order of their names, each looked at.

    What lies in the folder ``apart``, and hidden files, are no sources.

    Raises
    ------
    DataError
        For a file that is missing, of a kind that is not read, or without a column that is wanted.
    """
    try:
        codecs.lookup(encoding or "utf-8")
    except LookupError:
        raise DataError(f"unknown encoding {encoding!r}; try utf-8, gb18030, big5 or utf-16") from None
    found = [Source(*file, columns, encoding) for file in _files(inputs, apart)]
    if not found:
        raise DataError(f"there is no file to read in {', '.join(inputs)}: wanted are {', '.join(KINDS)}")
    if len({one.name for one in found}) < len(found):
        raise DataError("two of the inputs hold files of the same name: name the folder above them instead")
    return [_checked(one) for one in found]


def _kind(path: str) -> str:
    suffixes = Path(path.lower()).suffixes
    return next((end for end in ("".join(suffixes[-2:]), "".join(suffixes[-1:])) if end in KINDS), "")


def _files(inputs: Sequence[str], apart: Path | None) -> Iterator[tuple[str, str, str]]:
    """(input, path, name) of each file; a file in a folder is named by its path from there."""
    hidden = (".", "_")
    for given in inputs:
        if os.path.isdir(given):
            others = 0
            for folder, below, names in os.walk(given):
                below[:] = sorted(
                    one
                    for one in below
                    if not one.startswith(hidden) and (not apart or Path(folder, one).resolve() != apart)
                )
                for name in sorted(names):
                    path = os.path.join(folder, name)
                    if name.startswith(hidden):
                        continue
                    if _kind(path):
                        yield given, path, Path(path).relative_to(given).as_posix()
                    else:
                        others += 1
            if others:
                told = f"other files in {given} ({others}) are passed over: read are {', '.join(KINDS)}"
                print(f"newsclaims: {told}", file=sys.stderr)
        elif not os.path.exists(given):
            raise DataError(f"{given} is missing: check the path")
        elif not _kind(given):
            raise DataError(
                f"{given} is of no kind that is read ({', '.join(KINDS)}): turn it into one of them"
            )
        else:
            yield given, given, Path(given).as_posix()


def _checked(source: Source) -> Source:
    """``source`` with the roles of its columns and, where the file tells, its number of documents."""
    kind, roles, count = _kind(source.path), {}, None
    try:
        if kind == ".txt":
            source.columns.among(("path", "text"), source.name)
            count = 1  # and it is opened when it is its turn
        elif kind == ".parquet":
            with pq.ParquetFile(source.path) as file:
                roles = source.columns.among(file.schema_arrow.names, source.name)
                empty = file.schema_arrow.empty_table().select(list({*roles.values()}))
                list(documents(empty, roles))
                count = file.metadata.num_rows
        else:
            first = list(islice(_records(source), _LOOKED_AT))
            known = [one for one in first if isinstance(one, dict)]
            if first and not known:
                raise DataError(f"{source.path} cannot be read: {first[0]}")
            if first:
                roles = source.columns.among(dict.fromkeys(key for one in known for key in one), source.name)
    except _BROKEN as error:
        raise DataError(f"{source.path} cannot be read ({_said(error)}): mend it or take it away") from None
    return replace(source, roles=tuple(roles.items()), count=count)


def _said(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error).split("\n")[0] or type(error).__name__


def _texts(source: Source) -> Iterator[Document]:
    published = None
    if source.columns.published == "path":
        published = str(day(source.name, anywhere=True) or source.name)
    try:
        text = decode(Path(source.path).read_bytes(), source.name, source.encoding)
    except DataError as error:
        yield Document(source.name, None, error=str(error))
    except OSError as error:
        yield Document(source.name, None, error=f"{source.name} cannot be read ({error.strerror})")
    else:
        yield Document(source.name, text, published)


def _parquet(source: Source) -> Iterator[Document]:
    with pq.ParquetFile(source.path, buffer_size=_BUFFER, pre_buffer=False) as file:
        roles = dict(source.roles)
        for batch in file.iter_batches(_ROWS, columns=list({*roles.values()}), use_threads=False):
            yield from documents(batch, roles)


def _rows(source: Source) -> Iterator[Document]:
    """The documents of a CSV or JSON Lines file."""
    for record in _records(source):
        if isinstance(record, str):
            yield Document(None, None, error=record)
            continue
        cells = {role: record.get(name) for role, name in source.roles}
        yield document(
            **{"id": None} | {role: cell for role, cell in cells.items() if cell != "" or role == "text"}
        )


def _records(source: Source) -> Iterator[dict[str, Any] | str]:
    """The rows of a CSV or JSON Lines file, and what is wrong where a row cannot be read."""
    kind = _kind(source.path)
    opened: Any = gzip.open if kind.endswith(".gz") else open
    with opened(source.path, "rb") as file:
        yield from (_csv_records if kind.startswith(".csv") else _json_records)(file, source.encoding)


def _csv_records(file: IO[bytes], encoding: str | None) -> Iterator[dict[str, Any] | str]:
    csv.field_size_limit(2**31 - 1)
    ended = False

    def lines() -> Iterator[str]:
        nonlocal ended
        yield from words
        ended = True

    with io.TextIOWrapper(file, encoding or "utf-8-sig", "surrogateescape", newline="") as words:
        for record in csv.DictReader(lines()):
            if ended:  # it asked for another line, although a whole row ends with its own
                yield "the file ends within quotation marks: it was cut off here"
            elif any(isinstance(cell, str) and not _is_text(cell) for cell in record.values()):
                yield f"the row is not {(encoding or 'utf-8').upper()}: name its encoding by --encoding"
            else:
                yield record


def _is_text(cell: str) -> bool:
    """Whether all bytes of ``cell`` could be decoded."""
    try:
        cell.encode()
    except UnicodeEncodeError:
        return False
    return True


def _json_records(file: IO[bytes], encoding: str | None) -> Iterator[dict[str, Any] | str]:
    for line in filter(bytes.strip, file):
        try:
            record = json.loads(line.decode(encoding or "utf-8-sig"))
        except UnicodeDecodeError as error:
            yield f"the line is not {error.encoding.upper()} (byte {error.start})"
        except (ValueError, RecursionError) as error:
            yield f"the line is no JSON ({error})"
        else:
            yield record if isinstance(record, dict) else "the line holds no JSON object"


_READERS = {kind: _rows for kind in KINDS} | {".parquet": _parquet, ".txt": _texts}
