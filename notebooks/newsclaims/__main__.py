"""Command line: numeric mentions of text files as JSON lines or CSV, of a corpus as Parquet files.

python -m newsclaims FILE... [--published YYYY-MM-DD] [--region CN|TW|HK] [--encoding NAME]
                             [--format jsonl|csv] [--output FILE]
python -m newsclaims FILE|FOLDER... --format parquet --output FOLDER [--text NAME] [--id NAME]
                             [--published NAME|YYYY-MM-DD|path] [--region NAME|CN|TW|HK] [--encoding NAME]
                             [--workers N | --scheduler ADDRESS] [--limit N]
python -m newsclaims new ARTICLE --published YYYY-MM-DD --to FOLDER [--title TITLE] [--region CN|TW|HK]

The second reads documents out of tables and folders (see ``corpus``). The third makes a collection of an
article (see ``build.new``). A file called new is ./new.
"""

import argparse
import csv
import io
import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from .errors import DataError
from .reading import COLUMNS, as_row, numbers, read_mentions, text

FIELDS = ("file", *COLUMNS)
TABULAR = (".parquet", ".csv", ".jsonl", ".ndjson")  # such files hold documents, and are none
CORPUS = ("text", "id", "workers", "scheduler", "limit", "part_documents")  # options of a corpus alone


def __getattr__(name: str) -> Any:
    """``new`` and ``corpus``, which need what the extras ``build`` and ``corpus`` bring; texts do without."""
    if name == "new":
        from .build import new

        return new
    if name == "corpus":
        from .corpus import run

        return run
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def _brought(name: str, by: str, asked: str) -> Any:
    """The module ``name``; DataError where the extra that it is brought ``by`` is not installed."""
    try:
        return getattr(sys.modules[__name__], name)
    except ModuleNotFoundError as error:
        raise DataError(f"{asked} needs {error.name}: pip install 'newsclaims[{by}]'") from None


def _new(arguments: list[str]) -> int:
    """Make a new collection; 1 where that cannot be done."""
    try:
        new = _brought("new", "build", "`new`")
    except DataError as error:
        print(f"newsclaims: {error}", file=sys.stderr)
        return 1
    return new.main(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m newsclaims",
        description="Find every numeric mention of Chinese news texts, with its value and who says it.",
        epilog="python -m newsclaims new --help: make a collection of one article.",
    )
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="text files, UTF-8 or UTF-16 with a byte order mark; - for standard input; "
        "with --format parquet also Parquet, CSV and JSON Lines files, and folders",
    )
    parser.add_argument(
        "--published",
        metavar="YYYY-MM-DD",
        help="day of publication, the anchor of relative dates; with --format parquet also the column with "
        "it (default: published), or path: the day that the path of a text file names",
    )
    parser.add_argument(
        "--region",
        metavar="CN|TW|HK",
        help="whose 元 a bare 元 is; told from each text if not given; with --format parquet also the column "
        "with it (default: region)",
    )
    parser.add_argument("--encoding", metavar="NAME", help="encoding of the files, such as gb18030 or big5")
    parser.add_argument("--format", choices=("jsonl", "csv", "parquet"), default="jsonl")
    parser.add_argument(
        "--output", metavar="FILE", help="write here instead of standard output; --format parquet: a folder"
    )
    corpus = parser.add_argument_group(
        "a corpus",
        "With --format parquet many documents are read into a folder of Parquet files. The same command, "
        "given again, goes on where it stopped.",
    )
    corpus.add_argument("--text", metavar="NAME", help="the column with the text (default: text)")
    corpus.add_argument(
        "--id", metavar="NAME", help="the column with the id (default: id; else file and row)"
    )
    corpus.add_argument("--limit", type=int, metavar="N", help="read the first N documents only, to try it")
    corpus.add_argument("--part-documents", type=int, metavar="N", help=argparse.SUPPRESS)
    crew = corpus.add_mutually_exclusive_group()
    crew.add_argument("--workers", type=int, metavar="N", help="processes that read (default: one a core)")
    crew.add_argument("--scheduler", metavar="ADDRESS", help="a Dask scheduler whose workers are to read")
    return parser


def _raw(name: str) -> bytes:
    if name == "-":
        if sys.stdin is None:
            raise DataError("there is no standard input to read: name a file")
        return sys.stdin.buffer.read()
    many = "a folder" if os.path.isdir(name) else "a table" if name.lower().endswith(TABULAR) else ""
    if many and os.path.exists(name):
        raise DataError(f"{name} is {many}: --format parquet --output FOLDER reads the documents in it")
    try:
        return Path(name).read_bytes()
    except FileNotFoundError:
        raise DataError(f"{name} is missing: check the path") from None
    except OSError as error:
        raise DataError(f"{name} cannot be read ({error.strerror}): give a readable text file") from None


def _lines(name: str, options: argparse.Namespace) -> Iterator[bytes]:
    """The output lines (bytes) for one file, one at a time.

    DataError before the first where the file cannot be read.
    """
    content = text.decode(_raw(name), "standard input" if name == "-" else name, options.encoding)
    rows = read_mentions(content, options.published, options.region)
    if not rows:
        print(f"newsclaims: {name} holds no numeric mention", file=sys.stderr)
    if options.format == "jsonl":
        for row in rows:
            yield (
                json.dumps(
                    dict(zip(FIELDS, (name, *as_row(row)), strict=True)), ensure_ascii=False, allow_nan=False
                )
                + "\n"
            ).encode("utf-8", "backslashreplace")
        return
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    for row in rows:
        writer.writerow((name, *as_row(row)))
        yield buffer.getvalue().encode("utf-8", "backslashreplace")
        buffer.seek(0)
        buffer.truncate()


def _target(options: argparse.Namespace) -> Path | None:
    """The file to write (Path, symbolic links followed), or None for standard output.

    DataError where it will not do.
    """
    if options.output is None:
        return None
    if not options.output:
        raise DataError("--output names no file: give one, or leave it out for standard output")
    target = Path(options.output).resolve()
    if target.is_dir():
        raise DataError(f"cannot write {options.output}: it is a folder; name a file")
    for name in options.files:
        if name != "-" and os.path.exists(name) and target.exists() and os.path.samefile(name, target):
            raise DataError(
                f"--output {options.output} is one of the texts to read and would be lost: name another file"
            )
    return target


def _open(target: Path | None) -> tuple[BinaryIO, Path | None]:
    """(binary sink, path of the part to be moved into place or None)."""
    if target is None:
        if sys.stdout is None:
            raise DataError("there is no standard output to write to: use --output FILE")
        return sys.stdout.buffer, None
    # a device or a pipe is written as it is; a file only when all of it is there
    part = None if target.exists() and not target.is_file() else target.with_name(f".~{target.name}")
    try:
        return open(part or target, "wb"), part
    except OSError as error:
        raise DataError(f"cannot write {target.name} ({error.strerror}): choose a writable place") from None


def _corpus(options: argparse.Namespace) -> int:
    """Read a corpus into a folder; 1 where that cannot be done to its end."""
    try:
        corpus = _brought("corpus", "corpus", "--format parquet")
        if not options.output:
            raise DataError("--format parquet needs a folder to write into: add --output FOLDER")
        if "-" in options.files:
            raise DataError("--format parquet reads files and folders, and - is standard input: name a file")
        chosen = {
            name: getattr(options, name) for name in ("workers", "scheduler", "limit", "part_documents")
        }
        found = corpus.read_corpus(
            options.files,
            options.output,
            corpus.Columns(options.text, options.id, options.published, options.region),
            options.encoding,
            **{name: value for name, value in chosen.items() if value is not None},
        )
    except DataError as error:
        print(f"newsclaims: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nnewsclaims: stopped; the same command goes on from here", file=sys.stderr)
        return 130
    if repeated := found.pop("repeated"):
        told = f"documents whose id an earlier one has: {repeated:,}; all were read"
        print(f"newsclaims: {told}; name another column by --id if they are no copies", file=sys.stderr)
    counted = ", ".join(f"{count:,} {name}" for name, count in found.items())
    print(f"{options.output}: {counted}" + (f"; see {options.output}/errors" if found["failures"] else ""))
    return 0


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit code: 0, or 1 where a file could not be read or written."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments[:1] == ["new"]:
        return _new(arguments[1:])
    options = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if options.format == "parquet":
        return _corpus(options)
    sink = part = target = None
    try:
        for name in CORPUS:
            if getattr(options, name) is not None:
                told = f"--{name.replace('_', '-')}"
                raise DataError(f"{told} is for a corpus: add --format parquet, or leave {told} out")
        numbers.known_region(options.region)
        options.published = numbers.published_day(options.published)
        target = _target(options)
        sink, part = _open(target)
        failed = _write(options, sink)
        sink.flush()
        if part and target and failed < len(options.files):
            sink.close()
            os.replace(part, target)
        return int(failed > 0)
    except DataError as error:
        print(f"newsclaims: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # so that the flush at exit does not fail again
        return 1
    except OSError as error:
        print(f"newsclaims: cannot write the result ({error.strerror})", file=sys.stderr)
        if sink is not None and target is None:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 1
    except KeyboardInterrupt:
        print("newsclaims: stopped", file=sys.stderr)
        return 130
    finally:
        if sink and part and part.exists():
            sink.close()
            part.unlink()


def _write(options: argparse.Namespace, sink: BinaryIO) -> int:
    """Write the mentions of all files to ``sink``; returns how many files could not be read."""
    names, failed = options.files, 0
    if len(names) > 1 and sys.stderr and sys.stderr.isatty():
        try:
            from tqdm import tqdm
        except ImportError:  # no progress is shown then
            pass
        else:
            names = tqdm(names, unit="file")
    if options.format == "csv":
        sink.write((",".join(FIELDS) + "\n").encode())
    for name in names:
        try:
            sink.writelines(_lines(name, options))
        except DataError as error:
            failed += 1
            print(f"newsclaims: {error}", file=sys.stderr)
    return failed


if __name__ == "__main__":
    sys.exit(main())
