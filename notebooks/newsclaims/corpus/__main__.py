"""Command line: the numeric mentions of a corpus, in a folder of Parquet files.

python -m newsclaims.corpus INPUT... --output FOLDER [--text NAME] [--id NAME] [--published NAME|DAY|path]
                            [--region NAME|CN|TW|HK] [--encoding NAME] [--workers N | --scheduler ADDRESS]
                            [--limit N] [--part-documents N]
"""

import argparse
import signal
import sys

from ..errors import DataError

try:
    from .run import PART_DOCUMENTS, read_corpus
    from .sources import KINDS, Columns
except ModuleNotFoundError as error:
    sys.exit(f"newsclaims: reading a corpus needs {error.name}: pip install 'newsclaims[corpus]'")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m newsclaims.corpus",
        description="Find every numeric mention of a corpus. Given again, it goes on where it stopped.",
    )
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help=f"files and folders: {', '.join(KINDS)}")
    parser.add_argument(
        "--output", required=True, metavar="FOLDER", help="where mentions, errors, documents go"
    )
    parser.add_argument("--text", metavar="NAME", help="the column with the text (default: text)")
    parser.add_argument(
        "--id", metavar="NAME", help="the column with the id (default: id; else file and row)"
    )
    parser.add_argument(
        "--published",
        metavar="NAME",
        help="the column with the day of publication (default: published), a day for all documents, "
        "or path: the day that the path of a text file names",
    )
    parser.add_argument(
        "--region", metavar="NAME", help="a column (default: region), or CN, TW or HK for all"
    )
    parser.add_argument(
        "--encoding", metavar="NAME", help="encoding of texts, CSV and JSON Lines: gb18030, big5"
    )
    parser.add_argument("--limit", type=int, metavar="N", help="read the first N documents only, to try it")
    parser.add_argument(
        "--part-documents", type=int, default=PART_DOCUMENTS, metavar="N", help=argparse.SUPPRESS
    )
    crew = parser.add_mutually_exclusive_group()
    crew.add_argument("--workers", type=int, metavar="N", help="processes that read (default: one a core)")
    crew.add_argument("--scheduler", metavar="ADDRESS", help="a Dask scheduler whose workers are to read")
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit code: 0, or 1 where the corpus could not be read to its end."""
    given = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    columns = Columns(given.text, given.id, given.published, given.region)
    try:
        found = read_corpus(
            given.inputs,
            given.output,
            columns,
            given.encoding,
            given.workers,
            given.scheduler,
            given.limit,
            given.part_documents,
        )
    except DataError as error:
        print(f"newsclaims: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nnewsclaims: stopped; the same command goes on from here", file=sys.stderr)
        return 130
    counted = ", ".join(f"{count:,} {name}" for name, count in found.items())
    print(f"{given.output}: {counted}" + (f"; see {given.output}/errors" if found["errors"] else ""))
    return 0


if __name__ == "__main__":
    sys.exit(main())
