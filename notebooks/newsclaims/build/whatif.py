"""What if the article said something else? Run the collection on a changed article, and say what moved.

    python -m newsclaims.build.whatif path/to/changed-article.txt [--folder FOLDER]

The run takes place in a folder of its own (.build/whatif); the collection stays as it is. Gold texts and
outside facts belong to the article as received and stay too.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd

from .. import tables
from ..errors import DataError
from ..ledger import Quantity
from ..ledger.sources import derived_tables
from ..reading import text

Moved = dict[str, list[tuple[str, ...]]]  # kind to (name, was, is)
PARTS = ("data", "notebooks", "figures", "README.md", "requirements.txt", "dodo.py")
# where a row stands, and the English of its whole sentence, which moves with each number in it
PLACE = (
    "start",
    "end",
    "byte_start",
    "byte_end",
    "speaker_start",
    "speaker_end",
    "prefix",
    "suffix",
    "rendering",
)


def prepare(article: bytes, folder: Path) -> None:
    """Copy the collection to ``folder`` (Path) with ``article`` (bytes) for its article, pinned anew."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for part in PARTS:
        source = tables.ROOT / part
        skip = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints", ".~*")
        shutil.copytree(source, folder / part, ignore=skip) if source.is_dir() else shutil.copy2(
            source, folder / part
        )
    package = json.loads((folder / "data/datapackage.json").read_text(encoding="utf-8"))
    entry = next(entry for entry in package["resources"] if entry["name"] == "article")
    entry.update(bytes=len(article), hash=f"sha256:{hashlib.sha256(article).hexdigest()}")
    (folder / "data" / entry["path"]).write_bytes(article)
    (folder / "data/datapackage.json").write_text(
        json.dumps(package, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


def run(folder: Path) -> list[str]:
    """Build the collection in ``folder``; the lines of its check (list of str).

    DataError where a notebook cannot run.
    """
    surroundings = dict(os.environ)
    build = subprocess.run(
        [sys.executable, "-m", "doit"],
        cwd=folder,
        env=surroundings,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    if build.returncode:
        raise DataError(
            "the changed article stops the collection: "
            + (build.stderr.strip().splitlines() or ["no reason given"])[0]
        )
    check = subprocess.run(
        [sys.executable, "-m", "newsclaims.build.check"],
        cwd=folder,
        env={**surroundings, "PYTHONPATH": str(folder / "notebooks")},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    return check.stderr.strip().splitlines()


def _table(folder: Path, name: str, key: str) -> pd.DataFrame:
    frame = pd.read_csv(folder / "data" / tables.resource(name)["path"], dtype=str, keep_default_na=False)
    return frame.drop(columns=[column for column in PLACE if column in frame]).set_index(key)


def _changed(before: pd.DataFrame, after: pd.DataFrame) -> list[str]:
    """Keys of rows that differ or that only one of the tables has, in the order of ``before``."""
    keys = [*before.index, *after.index.difference(before.index)]
    return [
        key
        for key in keys
        if key not in before.index or key not in after.index or not before.loc[key].equals(after.loc[key])
    ]


def _value(frame: pd.DataFrame, key: str) -> str:
    """The value in the row ``key`` in words."""
    if key not in frame.index:
        return "not there"
    row = frame.loc[key]
    if not row["lo"] and not row["hi"] and not row.get("date", ""):
        return row.get("quote", "")
    lo, hi = (float(row[end]) if row[end] else float("nan") for end in ("lo", "hi"))
    quantity = Quantity.of(lo, hi, row["unit"], row["bound"], row.get("date", ""))
    return quantity.text(6)


def moved(before: Path, after: Path) -> Moved:
    """What differs between the collections in two folders: dict of kind to list of (name, was, is)."""
    claims = [_table(folder, "claims", "slug") for folder in (before, after)]
    out = {"claims": [(slug, *(_value(frame, slug) for frame in claims)) for slug in _changed(*claims)]}
    out["derived numbers"] = []
    for entry in derived_tables():
        numbers = [_table(folder, entry["name"], "id") for folder in (before, after)]
        out["derived numbers"] += [
            (id, *(_value(frame, id) for frame in numbers)) for id in _changed(*numbers)
        ]
    out["figures"] = [
        (path.stem, "", "")
        for path in sorted((before / "figures").glob("*.svg"))
        if not (after / "figures" / path.name).exists()
        or path.read_bytes() != (after / "figures" / path.name).read_bytes()
    ]
    sentences = [_table(folder, "sentences", "sentence") for folder in (before, after)]
    out["sentences of the article"] = [
        (key, *(frame["text"].get(key, "not there") for frame in sentences)) for key in _changed(*sentences)
    ]
    return out


def report(found: Moved, prose: list[str]) -> list[str]:
    """The lines that tell what ``moved`` found and, after the lines of the check (``prose``), what broke."""
    lines = []
    for kind, rows in found.items():
        lines.append(f"{kind}: {len(rows) or 'none'} moved")
        for name, was, now in rows:
            lines.append(_visible(f"  {name}" + (f": {was} -> {now}" if was or now else "")))
    lines.append(f"prose and figures that no longer hold: {len(prose) or 'none'}")
    return lines + [f"  {_visible(line)}" for line in prose]


def _visible(text: str) -> str:
    """``text`` (of an article) without characters that steer a terminal."""
    return "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in str(text))


def main(arguments: list[str] | None = None) -> int:
    """Run the collection on another article and print what moved; 1 where it cannot be run."""
    parser = argparse.ArgumentParser(
        prog="python -m newsclaims.build.whatif",
        description="Run the collection on a changed article and say what moved.",
    )
    parser.add_argument("article", type=Path, help="the changed article, a text file in UTF-8")
    parser.add_argument(
        "--folder",
        type=Path,
        default=tables.ROOT / ".build/whatif",
        help="where to run it; what lies there is replaced",
    )
    options = parser.parse_args(arguments)
    try:
        try:
            article = options.article.read_bytes()
        except OSError as error:
            raise DataError(
                f"{options.article} cannot be read ({error.strerror}): name a text file"
            ) from None
        text.decode(article, str(options.article))
        if (
            options.folder.exists()
            and not (options.folder / "dodo.py").exists()
            and any(options.folder.iterdir())
        ):
            raise DataError(f"{options.folder} is not empty: name a new folder")
        prepare(article, options.folder)
        prose = run(options.folder)
        print("\n".join(report(moved(tables.ROOT, options.folder), prose)))
    except DataError as error:
        print(f"whatif: {str(error).removesuffix(' or name its encoding with --encoding')}", file=sys.stderr)
        return 1
    print(
        f"the changed collection lies in {tables.shown(options.folder)}; it begins at html/index.html there"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
