"""A batch: documents as a table in, their numeric mentions as a table of one schema out."""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from ..errors import DataError
from ..reading import COLUMNS, Mention, as_row, read_mentions
from ..reading.failures import collecting
from ..reading.numbers import REGIONS

_TYPES = dict.fromkeys(("sentence", "start", "end", "speaker_start", "speaker_end"), pa.int32())
_TYPES |= dict.fromkeys(("lo", "hi"), pa.float64())
SCHEMA = pa.schema(
    [(name, _TYPES.get(name, pa.string())) for name in ("id", *COLUMNS, "errors")],
    {"newsclaims.schema": "1"},  # another number once a column is another or means something else
)

ROLES = ("id", "text", "published", "region")  # what a column of documents can be
_ROWS_AT_ONCE = 20_000  # mentions held as Python objects at one time
_DOCUMENTS_AT_ONCE = 1_000  # documents held outside of Arrow at one time
_START, _END = (COLUMNS.index(name) for name in ("start", "end"))
_DAY = re.compile(
    r"(?<!\d)(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d\d)(\d\d))(?!\d)"
)

_SURROGATE = re.compile("[\ud800-\udfff]")
Row = tuple[Any, ...]


class Document(NamedTuple):
    """A document: its text, or an ``error`` that says why there is none."""

    id: str | None
    text: str | None
    published: str | None = None
    region: str | None = None
    error: str | None = None


class Read(NamedTuple):
    """What became of a document: its mentions, and rows of ``SCHEMA`` that say what could not be read."""

    id: str | None
    mentions: list[Mention]
    errors: list[Row]
    published: date | None
    characters: int

    def rows(self) -> Iterator[Row]:
        """The mentions as rows of ``SCHEMA``."""
        return ((self.id, *as_row(one), None) for one in self.mentions)


def read_batch(batch: Any) -> Any:
    """Read the numeric mentions of a batch of documents.

    Parameters
    ----------
    batch : pyarrow.RecordBatch, pyarrow.Table, pandas.DataFrame or dict of lists
        A row a document, with the columns ``id`` and ``text`` and, where there are such, ``published``
        (a day, a time, or text such as 2025-07-11, 20250711 or 2025年7月11日) and ``region`` (CN, TW or HK).
        Other columns are passed over.

    Returns
    -------
    pyarrow.RecordBatch, pyarrow.Table, pandas.DataFrame or dict of lists
        What was given: rows of ``SCHEMA``, those of a document together, documents in order. A row is a
        mention, as ``find_mentions`` gives it, or says in ``errors`` what of a document could not be read,
        with ``start`` and ``end`` where that is a part of it.

    Raises
    ------
    TypeError
        For a batch that is none of these.
    DataError
        Where a column is missing, is shorter than another or, in Arrow, holds no text: no document is to
        blame for that.

    Examples
    --------
    >>> batch = {"id": [7, 8], "text": ["两家公司裁员3000多人。", None]}
    >>> for row in read_batch(pa.table(batch)).to_pylist():
    ...     print(row["id"], row["text"], row["lo"], row["unit"], row["errors"])
    7 两家 2.0 companies None
    7 3000多人 3000.0 people None
    8 None None None there is no text
    >>> read_batch(batch)["errors"]
    [None, None, 'there is no text']
    """
    pandas = sys.modules.get("pandas")  # who gives a frame has imported it
    framed = pandas is not None and isinstance(batch, pandas.DataFrame)
    arrow = isinstance(batch, (pa.RecordBatch, pa.Table))
    if not (arrow or framed or isinstance(batch, Mapping)):
        kind = type(batch).__name__
        raise TypeError(f"a batch is an Arrow or pandas table or a dict of lists, not {kind}")
    names = [str(name) for name in (batch.schema.names if arrow else batch)]
    for role in ("id", "text"):
        if role not in names:
            raise DataError(
                f"a batch needs a column {role!r}, and this one has {', '.join(names)}: rename yours"
            )
    roles = {role: role for role in ROLES if role in names}
    if arrow:
        given = documents(batch, roles)
    elif framed:
        cells = batch[list(roles)]
        given = _listed(cells.astype(object).where(cells.notna(), None))
    else:
        given = _listed({role: batch[role] for role in roles})
    table = as_table(row for one in map(read, given) for row in chain(one.rows(), one.errors))
    if isinstance(batch, pa.RecordBatch):
        return pa.RecordBatch.from_arrays(
            [column.combine_chunks() for column in table.columns], schema=SCHEMA
        )
    if pandas is not None and framed:
        return table.to_pandas(types_mapper={pa.int32(): pandas.Int32Dtype()}.get)
    return table if arrow else table.to_pydict()


def _listed(columns: Any) -> Iterator[Document]:
    """The documents of ``columns`` (a mapping or frame: role to cells)."""
    lengths = {role: len(columns[role]) for role in columns}
    if len({*lengths.values()}) > 1:
        told = ", ".join(f"{role} {length}" for role, length in lengths.items())
        raise DataError(f"the columns of a batch differ in length ({told}): give as many cells in each")
    for cells in zip(*(columns[role] for role in columns), strict=True):
        yield document(**dict(zip(columns, cells, strict=True)))


def as_table(rows: Iterable[Row], schema: pa.Schema = SCHEMA) -> pa.Table:
    """The ``rows`` (tuples in the order of ``schema``) as a table of one chunk; few are held as tuples."""
    chunks, some = [], []
    for row in rows:
        some.append(row)
        if len(some) == _ROWS_AT_ONCE:
            chunks.append(_arrow(some, schema))
            some = []
    chunks.append(_arrow(some, schema))
    return pa.Table.from_batches(chunks, schema).combine_chunks()


def _arrow(rows: Sequence[Row], schema: pa.Schema) -> pa.RecordBatch:
    columns: Iterable[Sequence[Any]] = zip(*rows, strict=True) if rows else [()] * len(schema)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def read(document: Document) -> Read:
    """Read a document; nothing that is in it makes this fail."""
    name, text, errors = document.id, document.text, []

    def fails(what: str, start: int | None = None, end: int | None = None) -> None:
        without: list[Any] = [None] * len(COLUMNS)
        without[_START], without[_END] = start, end
        errors.append((name, *without, what))

    if document.error or not text:
        fails(document.error or ("there is no text" if text is None else "the text is empty"))
        return Read(name, [], errors, None, 0)
    published, region = None, document.region or None
    if document.published:
        published = day(document.published)
        if not published:
            fails(
                f"published is {document.published!r}, which is no day: write it as YYYY-MM-DD; read without"
            )
    if region not in (None, *REGIONS):
        fails(f"region is {region!r}, which is none of {', '.join(REGIONS)}; read without")
        region = None
    mentions: list[Mention] = []
    with collecting() as passed:
        try:
            mentions = read_mentions(text, published, region)
        except Exception as error:  # a fault of ours, which may not take the other documents along
            fails(f"could not be read: {type(error).__name__}: {error}")
    for one in passed:
        fails(str(one), one.start, one.end)
    return Read(name, mentions, errors, published, len(text))


def day(written: str, anywhere: bool = False) -> date | None:
    """The day that ``written`` begins with (2025-07-11, 2025/7/11 08:30, 20250711), or None.

    ``anywhere`` takes the first that stands in it, as in the path of a file.
    """
    match = _DAY.search(written) if anywhere else _DAY.match(written.strip())
    try:
        return date(*(int(part) for part in match.groups() if part and part.isdigit())) if match else None
    except ValueError:
        return None


def documents(batch: pa.RecordBatch | pa.Table, names: Mapping[str, str]) -> Iterator[Document]:
    """The documents of ``batch``; ``names`` says which of its columns is what (role to name)."""
    for start in range(0, batch.num_rows or 1, _DOCUMENTS_AT_ONCE):
        part = batch.slice(start, _DOCUMENTS_AT_ONCE)
        columns = [_values(part[name], role, name) for role, name in names.items()]
        for cells in zip(*columns, strict=True):
            yield document(**dict(zip(names, cells, strict=True)))


def document(id: Any, text: Any = None, published: Any = None, region: Any = None) -> Document:
    """The document of a row; bytes are UTF-8, or were to be, and what is no text becomes its error."""
    name, day, place = (None if cell is None else _words(cell) for cell in (id, published, region))
    if isinstance(text, bytes):
        try:
            return Document(name, text.decode(), day, place)
        except UnicodeDecodeError as error:
            return Document(name, None, day, place, f"the text is not UTF-8 (byte {error.start})")
    if text is None or isinstance(text, str):
        return Document(name, None if text is None else _words(text), day, place)
    return Document(name, None, day, place, f"the text is {_words(repr(text))[:40]}, which is none")


def _words(cell: Any) -> str:
    """A cell as text that UTF-8 can hold."""
    if isinstance(cell, bytes):
        return cell.decode("utf-8", "replace")
    # half of a pair, as where somebody cut a text within an emoji: one character for another
    return _SURROGATE.sub("\ufffd", str(cell))


def _values(column: pa.Array | pa.ChunkedArray, role: str, name: str) -> list[bytes | None]:
    """The cells of a column as UTF-8."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        column, kind = column.cast(kind.value_type), kind.value_type
    if role == "published" and pa.types.is_temporal(kind):
        column, kind = pc.strftime(column, "%Y-%m-%d"), pa.string()  # the day at the place of its time zone
    words = pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view, pa.types.is_null
    raw = pa.types.is_binary, pa.types.is_large_binary, pa.types.is_binary_view
    try:
        if not any(test(kind) for test in (*words, *raw)):
            if role == "text":
                raise pa.ArrowNotImplementedError
            column = column.cast(pa.string())
        return column.cast(pa.large_binary()).to_pylist()
    except (pa.ArrowNotImplementedError, pa.ArrowInvalid):
        raise DataError(f"the column {name!r} holds {kind} and cannot be the {role}: name another") from None
