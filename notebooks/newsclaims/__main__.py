"""Command line: numeric mentions of text files as JSON lines or CSV.

    python -m newsclaims FILE... [--published YYYY-MM-DD] [--region CN|TW|HK] [--encoding NAME] [--format jsonl|csv] [--output FILE]
"""

import argparse
import csv
import io
import json
import os
import sys
from pathlib import Path

from . import mentions, reading, text
from .errors import DataError

FIELDS = ("file", *reading.COLUMNS)


def _parser():
    parser = argparse.ArgumentParser(prog="python -m newsclaims", description="Find every numeric mention of Chinese news texts, with its value and who says it.")
    parser.add_argument("files", nargs="+", metavar="FILE", help="text files, UTF-8 or UTF-16 with a byte order mark; - for standard input")
    parser.add_argument("--published", metavar="YYYY-MM-DD", help="day of publication, the anchor of relative dates")
    parser.add_argument("--region", choices=mentions.REGIONS, help="whose 元 a bare 元 is; told from each text if not given")
    parser.add_argument("--encoding", metavar="NAME", help="encoding of the files, such as gb18030 or big5")
    parser.add_argument("--format", choices=("jsonl", "csv"), default="jsonl")
    parser.add_argument("--output", metavar="FILE", help="write here instead of standard output")
    return parser


def _raw(name):
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except FileNotFoundError:
        raise DataError(f"{name} is missing: check the path") from None
    except OSError as error:
        raise DataError(f"{name} cannot be read ({error.strerror}): give a readable text file") from None


def _lines(name, options):
    """The output lines (bytes) for one file, one at a time; DataError before the first where the file cannot be read."""
    content = text.decode(_raw(name), "standard input" if name == "-" else name, options.encoding)
    rows = reading.read(content, options.published, options.region)
    if not rows:
        print(f"newsclaims: {name} holds no numeric mention", file=sys.stderr)
    if options.format == "jsonl":
        for row in rows:
            yield (json.dumps(dict(zip(FIELDS, (name, *row))), ensure_ascii=False, allow_nan=False) + "\n").encode("utf-8", "backslashreplace")
        return
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    for row in rows:
        writer.writerow((name, *row))
        yield buffer.getvalue().encode("utf-8", "backslashreplace")
        buffer.seek(0)
        buffer.truncate()


def main(arguments=None):
    """Run the command line; returns the exit code: 0, or 1 where a file could not be read."""
    options = _parser().parse_args(arguments)
    names, failed = options.files, False
    try:
        options.published = mentions.published_day(options.published)
        part = None
        if options.output:
            target = Path(options.output)
            part = target.with_name(f".~{target.name}")
            try:
                sink = open(part, "wb")
            except OSError as error:
                raise DataError(f"cannot write {options.output} ({error.strerror}): choose a writable place") from None
        else:
            sink = sys.stdout.buffer
    except DataError as error:
        print(f"newsclaims: {error}", file=sys.stderr)
        return 1
    if len(names) > 1 and sys.stderr.isatty():
        from tqdm import tqdm

        names = tqdm(names, unit="file")
    try:
        if options.format == "csv":
            sink.write((",".join(FIELDS) + "\n").encode())
        for name in names:
            try:
                sink.writelines(_lines(name, options))
            except DataError as error:
                failed = True
                print(f"newsclaims: {error}", file=sys.stderr)
        sink.flush()
        if part:
            sink.close()
            os.replace(part, target)
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    finally:
        if part and part.exists():
            sink.close()
            part.unlink()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
