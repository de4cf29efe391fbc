"""A run: the documents of files, read in parts into a folder, by several processes or a Dask cluster.

Whoever reads a part sends back its files as bytes, and this process alone writes them: under another name
first, then in place. So a worker needs no folder of ours, and one that is killed leaves nothing behind. A
part that is there holds a digest of the documents it was read from and of the engine that read it, so that
the next run knows which parts it need not read again.
"""

import io
import json
import os
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from hashlib import blake2b
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from .. import __version__
from ..errors import DataError
from .batch import SCHEMA, Document, as_table, read
from .crew import Crew
from .progress import Progress, nothing_yet
from .sources import USUAL, Columns, Hash, Source, open_sources

TABLES = ("mentions", "errors", "documents")  # written in this order: a part is there once the last is
DOCUMENTS = pa.schema(
    [
        ("id", pa.string()),
        ("published", pa.date32()),
        ("characters", pa.int32()),
        ("mentions", pa.int32()),
        ("failures", pa.int32()),
    ],
    SCHEMA.metadata,
)
PART_DOCUMENTS = 5_000
_PART_CHARACTERS = 500_000  # a few seconds of reading: what a kill costs, and what a worker holds
_PACKAGE = Path(__file__).resolve().parents[1]
_KEY, _COUNTS = "newsclaims", "counts"  # in the metadata of a part
_READ_AT_ONCE = 100  # documents whose mentions are held as Python objects at one time


class Part(NamedTuple):
    """A part that was read: the engine that did, each table as the bytes of its file, and what it counts."""

    engine: str
    files: dict[str, bytes]
    counts: Counter[str]


@cache
def engine() -> str:
    """A digest of what turns a text into rows: the modules and the lexicon."""
    digest = blake2b(digest_size=8)
    for path in [_PACKAGE / "corpus/batch.py", *sorted((_PACKAGE / "reading").rglob("*.*"))]:
        if path.suffix in (".py", ".csv"):
            digest.update(path.relative_to(_PACKAGE).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def digest_of(documents: Iterable[Document]) -> str:
    """A digest of ``documents`` and of the engine that is to read them."""
    digest = blake2b(engine().encode(), digest_size=16)
    for document in documents:
        text = (document.text or "").encode("utf-8", "surrogatepass")
        digest.update(repr((document._replace(text=None), len(text))).encode() + text)
    return digest.hexdigest()


def read_part(documents: Sequence[Document]) -> Part:
    """Read ``documents`` into the files of a part."""
    chunks: dict[str, list[pa.Table]] = {name: [] for name in TABLES}
    counts = nothing_yet()
    for start in range(0, len(documents) or 1, _READ_AT_ONCE):
        some = [read(one) for one in documents[start : start + _READ_AT_ONCE]]
        own = [(one.characters, len(one.mentions), len(one.errors)) for one in some]
        chunks["mentions"].append(as_table(chain.from_iterable(one.rows() for one in some)))
        chunks["errors"].append(as_table(chain.from_iterable(one.errors for one in some)))
        told = [(one.id, one.published, *numbers) for one, numbers in zip(some, own, strict=True)]
        chunks["documents"].append(as_table(told, DOCUMENTS))
        sums = (sum(column) for column in zip(*own, strict=True))
        counts.update(
            dict(zip(("characters", "mentions", "failures"), sums, strict=False)), documents=len(some)
        )
    marks = {_KEY: digest_of(documents), _COUNTS: json.dumps(counts)}
    return Part(engine(), {name: _file(tables, marks) for name, tables in chunks.items()}, counts)


def _file(tables: Sequence[pa.Table], marks: Mapping[str, str]) -> bytes:
    sink = io.BytesIO()
    table = pa.concat_tables(tables)
    pq.write_table(table.replace_schema_metadata(table.schema.metadata | marks), sink, compression="zstd")
    return sink.getvalue()


def read_corpus(
    inputs: Sequence[str | Path],
    output: str | Path,
    columns: Columns = USUAL,
    encoding: str | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
    limit: int | None = None,
    part_documents: int = PART_DOCUMENTS,
) -> dict[str, int]:
    """Read the numeric mentions of files into a folder of Parquet files.

    What is there from an earlier run over the same documents is kept, so that the same call goes on where
    another was stopped. The rows do not depend on the workers or on the size of parts.

    Parameters
    ----------
    inputs : sequence of str or Path
        Files and folders, see ``sources.KINDS``.
    output : str or Path
        A folder that is new, empty, or from a run of this version with the same inputs, columns, encoding
        and limit.
    columns : Columns, optional
        Which column of the files is what.
    encoding : str, optional
        Encoding of text, CSV and JSON Lines files; UTF-8 if not given.
    workers : int, optional
        Processes (default: one for each core that we may use); 1 reads in this one. More need a main guard
        (``if __name__ == "__main__":``) in the script that calls this.
    scheduler : str, optional
        Address of a Dask scheduler whose workers are to read instead.
    limit : int, optional
        Documents to read, the first ones; all if not given.
    part_documents : int, optional
        Documents in a part, at most; fewer where they are long.

    Returns
    -------
    dict
        Numbers of documents, characters, mentions and failures, and ``repeated``: how many documents have an
        id that an earlier one has.

    Raises
    ------
    DataError
        For inputs, columns or a folder that will not do, and where workers keep dying.
    """
    for given in (part_documents, limit, workers):
        if given is not None and given < 1:
            raise DataError(f"{given} is too few documents or workers: give 1 or more")
    folder, names = Path(output).resolve(), [os.fspath(one) for one in inputs]
    sources = open_sources(names, columns, encoding, apart=folder)
    known = [one.count for one in sources]
    total = None if None in known else sum(filter(None, known))
    wanted = {"inputs": names, "columns": asdict(columns), "encoding": encoding, "limit": limit}
    _check(folder, wanted)
    hashes = {name: Hash() for name in names}
    documents = islice(_documents(sources, hashes), limit)
    progress, ids = Progress(min(filter(None, (total, limit)), default=None)), Ids()
    parts = 0
    with Crew(read_part, workers, scheduler) as crew:
        _manifest(folder, wanted, complete=False)
        for part in _parts(documents, part_documents):
            ids.add(part)
            kept = _kept(folder, parts, part)
            if kept:
                progress.add(kept, read=False)
            else:
                crew.submit(parts, part)
            parts += 1
            for number, result in crew.finished():
                _write(folder, number, result)
                progress.add(result.counts)
        for number, result in crew.finished(everything=True):
            _write(folder, number, result)
            progress.add(result.counts)
    progress.end()
    _drop(folder, parts)
    counts = dict(progress.counts) | {"repeated": ids.repeated()}
    read = [{"input": name} | one.told() for name, one in hashes.items()]
    _manifest(folder, wanted, complete=True, parts=parts, **counts, hashes=read)
    return counts


def _documents(sources: Iterable[Source], hashes: Mapping[str, Hash]) -> Iterator[Document]:
    """The documents of ``sources``; a source that was read to its end is counted in ``hashes``."""
    for source in sources:
        yield from source
        hashes[source.given].add(source)


class Ids:
    """The ids of all documents, in eight bytes each, to tell how many stand more than once."""

    def __init__(self) -> None:
        self._some = [array("q") for _ in range(64)]  # so that few are compared at one time

    def add(self, documents: Iterable[Document]) -> None:
        """Take note of the ids of ``documents``."""
        for document in documents:
            number = hash(document.id)
            self._some[number % 64].append(number)

    def repeated(self) -> int:
        """How many documents have an id that an earlier one has."""
        return sum(len(some) - len(set(some)) for some in self._some)


def _parts(documents: Iterable[Document], most: int) -> Iterator[list[Document]]:
    """``documents`` in lists of at most ``most``, fewer where they are long; one at least, if empty."""
    part: list[Document] = []
    characters, any_yet = 0, False
    for document in documents:
        part.append(document)
        characters += len(document.text or "")
        if len(part) >= most or characters >= _PART_CHARACTERS:
            yield part
            part, characters, any_yet = [], 0, True
    if part or not any_yet:
        yield part


def _path(folder: Path, table: str, number: int) -> Path:
    return folder / table / f"part-{number:06}.parquet"


def _kept(folder: Path, number: int, documents: Sequence[Document]) -> Counter[str] | None:
    """What a part counts that is there and was read from ``documents`` by this engine; else None."""
    try:
        marks = [pq.read_schema(_path(folder, table, number)).metadata or {} for table in TABLES]
    except (OSError, pa.ArrowException):
        return None
    if {one.get(_KEY.encode()) for one in marks} != {digest_of(documents).encode()}:
        return None
    return Counter(json.loads(marks[-1][_COUNTS.encode()]))


def _write(folder: Path, number: int, part: Part) -> None:
    if part.engine != engine():
        raise DataError(
            "a worker has another version of newsclaims than this machine: install the same on both"
        )
    for table in TABLES:
        _put(_path(folder, table, number), part.files[table])


def _put(path: Path, data: bytes) -> None:
    """Make ``data`` the content of the file at ``path``, whole or not at all."""
    beside = path.with_name(f".~{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with open(beside, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(beside, path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise DataError(
            f"cannot write {path} ({error.strerror}): make room or choose a writable folder, "
            f"then give the same command again"
        ) from None


def _check(folder: Path, wanted: dict[str, Any]) -> None:
    """DataError where ``folder`` is not one that a run of what is ``wanted`` may write into."""
    path = folder / "manifest.json"
    try:
        if not path.is_file():
            if folder.is_dir() and any(folder.iterdir()):
                raise DataError(f"{folder} holds other files: name a new folder")
            return
        there = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(f"{path} cannot be read ({error}): name a new folder") from None
    for name, value in (_made_by() | wanted).items():
        if there.get(name) != value:
            raise DataError(
                f"{folder} is from a run with {name} {there.get(name)!r}, not {value!r}: "
                f"name another folder, or take that one away"
            )


def _made_by() -> dict[str, Any]:
    """What made the rows, as the manifest tells it: another gives others."""
    columns = {field.name: str(field.type) for field in SCHEMA}
    version = SCHEMA.metadata[b"newsclaims.schema"].decode()
    return {"version": __version__, "engine": engine(), "schema": {"version": version, "columns": columns}}


def _manifest(folder: Path, wanted: dict[str, Any], **known: Any) -> None:
    """Write what the rows of ``folder`` were made from."""
    told = _made_by() | wanted | known
    _put(folder / "manifest.json", (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode())


def _drop(folder: Path, parts: int) -> None:
    """Take away parts beyond the last, which are of a run over more documents."""
    for table in TABLES:
        for path in (folder / table).glob("part-*.parquet"):
            number = path.stem.removeprefix("part-")
            if number.isdigit() and int(number) >= parts:
                path.unlink()
