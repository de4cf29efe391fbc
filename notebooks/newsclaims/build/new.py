"""A new collection: one Chinese article as a folder that builds, checks and tests itself.

    python -m newsclaims new ARTICLE --published YYYY-MM-DD --to FOLDER [--title TITLE] [--region CN|TW|HK]

The folder holds the article, drafts of its claims, three notebooks, descriptions of all tables and what
builds them; the code is that of the installed package. It is there whole or not at all.
"""

import argparse
import csv
import io
import json
import os
import re
import shutil
import sys
import tempfile
import tomllib
from importlib import metadata, resources
from importlib.abc import Traversable
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from .. import __version__, tables
from ..errors import DataError
from ..evaluation import beside
from ..evidence import claims, drafts
from ..evidence.article import Article, page_blocks
from ..evidence.escaping import escape_markdown
from ..ledger.wording import shown_date
from ..pages import dictionary
from ..reading import numbers
from ..reading.find import find_mentions
from ..reading.folding import fold
from ..reading.numbers.regions import region_of

LARGEST = 300_000  # bytes of an article; a long one has a tenth
CHINESE = 0.2  # share of Han characters among the letters of a Chinese article, at the least
_LETTER, _HAN, _KANA = (re.compile(one) for one in (r"[^\W\d_]", "[\u3400-\u9fff]", "[\u3040-\u30ff]"))
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


class Reading(NamedTuple):
    """What is read in an article: ``mentions`` of its ``body`` (start, end), and its ``coding`` in drafts.

    ``headline`` is "" for none.
    """

    headline: str
    mentions: pd.DataFrame
    body: tuple[int, int]
    coding: drafts.Coding


def read(text: str, published: str, region: str | None, furniture: pd.DataFrame) -> Reading:
    """Read an article and draft its claims.

    Parameters
    ----------
    text : str
        The page.
    published : str
        Day of publication.
    region : str, optional
        CN, TW or HK.
    furniture : DataFrame
        As for ``page_blocks``.

    Returns
    -------
    Reading

    Raises
    ------
    DataError
        For a text that is not Chinese, has no body, or states no number.
    """
    letters, han, kana = (len(kind.findall(text)) for kind in (_LETTER, _HAN, _KANA))
    if not letters:
        raise DataError("holds no letters: give the text of an article")
    if han < CHINESE * letters or kana > CHINESE * han:
        what = f"{kana} are kana" if kana > CHINESE * han else f"{han} of its {letters} letters are Han"
        raise DataError(f"is not Chinese ({what}): newsclaims reads Chinese only")
    blocks = page_blocks(text, furniture)
    lines = blocks[blocks["role"] == "body"]
    if lines.empty:
        raise DataError(
            "has no body: each line is the headline or what a page puts around an article, such as counters "
            "and links; give the text of the article, each paragraph on a line"
        )
    found = find_mentions(text, published=published, region=region)
    inside = pd.IntervalIndex.from_arrays(lines["start"].astype(int), lines["end"].astype(int), closed="left")
    mentions = found[inside.get_indexer(found["start"]) >= 0].reset_index(drop=True)
    if mentions.empty:
        raise DataError("states no number, date or length of time in its body: there is nothing to draft")
    body = int(lines["start"].min()), int(lines["end"].max())
    headline = "".join(blocks.loc[blocks["role"] == "headline", "text"])
    return Reading(headline, mentions, body, drafts.draft(text, mentions, body))


def collection(
    raw: bytes, name: str, published: str, title: str = "", region: str | None = None
) -> dict[str, bytes]:
    """The files of a new collection.

    Parameters
    ----------
    raw : bytes
        The article.
    name : str
        What it is called in messages, and the title where neither ``title`` nor a headline gives one.
    published : str
        Day of publication, YYYY-MM-DD.
    title : str
        Title of the collection.
    region : str, optional
        CN, TW or HK; told from the text if not given.

    Returns
    -------
    dict
        Path below the folder to content.

    Raises
    ------
    DataError
        With one line that begins with ``name``, where no collection can be made of the article.
    """
    if len(raw) > LARGEST:
        raise DataError(f"{name} has {len(raw) / 1e6:.1f} MB: a collection is for one article, up to 0.3 MB")
    article = Article(raw, name)
    parts = dict(_templates(resources.files(__package__) / "collection"))
    furniture = pd.read_csv(io.BytesIO(parts["data/curated/furniture.csv"]), dtype=str, keep_default_na=False)
    region = region or region_of(article.text, fold(article.text))
    try:
        reading = read(article.text, published, region, furniture)
    except DataError as error:
        raise DataError(f"{name} {error}") from None
    title = _CONTROLS.sub(" ", title or reading.headline or Path(name).stem).strip() or "Article"
    package = described(tomllib.loads(parts.pop("data/descriptions.toml").decode()))
    package.update(name="collection", title=title, created=f"{published}T00:00:00Z")
    about = next(entry for entry in package["resources"] if entry["name"] == "article")
    about.update(title=title, bytes=len(raw), hash=f"sha256:{article.sha256}", published=published)
    about["region"] = region
    coded = {"claims-coding": reading.coding.claims, "set-aside": reading.coding.aside}
    for entry in package["resources"]:
        path = f"data/{entry['path']}"
        if entry["path"].startswith("curated/") and path not in parts:
            columns = [field["name"] for field in entry["schema"]["fields"]]
            parts[path] = _csv(coded.get(entry["name"], pd.DataFrame(columns=columns))[columns])
    parts["data/raw/article.txt"] = raw
    parts["data/datapackage.json"] = _json(package)
    parts["data/README.md"] = dictionary.written(parts["data/README.md"].decode(), package).encode()
    parts["data/collection.toml"] = parts["data/collection.toml"].replace(
        b'"{title}"', json.dumps(title, ensure_ascii=False).encode()
    )
    parts["README.md"] = parts["README.md"].replace(b"{title}", escape_markdown(title).encode())
    parts["requirements.txt"] = requirements().encode()
    parts[".gitignore"] = parts.pop("gitignore")
    example = _example(article.text, reading)
    slots = {
        "title": {"{published}": shown_date(published), "{title}": escape_markdown(title)},
        "sum": {"{one}": example.one, "{other}": example.other},
        "figure": {'"{unit}"': example.unit and f'"{example.unit}"'},
    }
    for path in [path for path in parts if path.endswith(".ipynb")]:
        parts[path] = _notebook(parts[path], slots)
    return parts


def described(changes: dict[str, Any]) -> dict[str, Any]:
    """What data/datapackage.json of a collection holds, from the one of Post-Money.

    Parameters
    ----------
    changes : dict
        Name of each table to what is other there: collection/data/descriptions.toml.

    Raises
    ------
    DataError
        Where the package was installed without that file.
    """
    path = beside("data/datapackage.json")
    if path is None:
        raise DataError("this newsclaims has no descriptions of tables: install it again, by pip")
    package = json.loads(path.read_text(encoding="utf-8"))
    ours = {entry["name"]: entry for entry in package["resources"]}
    resources = []
    for name, change in changes.items():
        source = ours[change.pop("like", name)]
        without, columns = change.pop("without", ()), change.pop("columns", {})
        entry = {key: value for key, value in source.items() if key != "licenses"} | {"name": name} | change
        if "schema" in entry:
            fields = {
                field["name"]: {key: value for key, value in field.items() if key not in ("rule", "partly")}
                for field in source["schema"]["fields"]
                if field["name"] not in without
            }
            entry["schema"] = source["schema"] | {"fields": _changed(fields, columns)}
        resources.append(entry)
    return {"$schema": package["$schema"], "name": "", "title": "", "created": "", "resources": resources}


def _changed(fields: dict[str, dict[str, Any]], columns: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """The ``fields`` by name as ``columns`` changes them; a new one stands behind the one it names."""
    order = list(fields)
    for name, change in columns.items():
        if after := change.pop("after", ""):
            order.insert(order.index(after) + 1, name)
        fields[name] = fields.get(name, {"name": name}) | change
    return [fields[name] for name in order]


def _templates(folder: Traversable, path: str = "") -> list[tuple[str, bytes]]:
    """(path, content) of each file below ``folder`` of the package."""
    found = []
    for one in sorted(folder.iterdir(), key=lambda one: one.name):
        if one.is_dir() and one.name != "__pycache__":
            found += _templates(one, f"{path}{one.name}/")
        elif one.is_file():
            found.append((path + one.name, one.read_bytes()))
    return found


def _csv(frame: pd.DataFrame) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([frame.columns, *frame.itertuples(index=False)])
    return out.getvalue().encode("utf-8", "backslashreplace")


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


class _Example(NamedTuple):
    """What notebook 03 begins with: a ``unit`` of values, and two claims in it; "" where there is none."""

    unit: str = ""
    one: str = ""
    other: str = ""


def _example(text: str, reading: Reading) -> _Example:
    """The unit that most values have, money first, and the two single values above zero that are nearest."""
    built = claims.build(reading.coding.claims, text, reading.mentions, reading.body)
    numbered = built[(built["unit"] != "") & (built["unit"] != "rank") & built["hi"].notna()]
    if numbered.empty:
        return _Example()
    counts = numbered["unit"].value_counts()
    money = [unit for unit in counts.index if re.match("[A-Z]{3}(?:/|$)", unit) and counts[unit] > 1]
    unit = money[0] if money else min(counts.index, key=lambda unit: (-counts[unit], unit))
    single = numbered[(numbered["unit"] == unit) & (numbered["lo"] == numbered["hi"]) & (numbered["lo"] > 0)]
    single = single.sort_values("lo", kind="stable")
    steps = (single["lo"] / single["lo"].shift()).reset_index(drop=True)
    if steps.count() == 0:
        return _Example(unit)
    near = int(steps.idxmin())  # a ratio of values of one size looks like one that could be asked for
    return _Example(unit, single["slug"].iloc[near], single["slug"].iloc[near - 1])


def _notebook(content: bytes, slots: dict[str, dict[str, str]]) -> bytes:
    """A notebook of the templates with its slots filled, which ``slots`` names by cell.

    Where a slot stays empty, the cell goes, with its heading and its list.
    """
    notebook = json.loads(content)
    lacking = [cell for cell, words in slots.items() if not all(words.values())]
    kept = [cell for cell in notebook["cells"] if re.sub("-(head|ledger)$", "", cell["id"]) not in lacking]
    for cell in kept:
        source = "".join(cell["source"])
        for slot, word in slots.get(cell["id"], {}).items():
            source = source.replace(slot, word)
        cell["source"] = source.splitlines(keepends=True)
    return _json(notebook | {"cells": kept})


def requirements() -> str:
    """Text of requirements.txt: this version of newsclaims, and what it needs as it is installed here."""
    lines = [f"newsclaims[build]=={__version__}"]
    new = {"newsclaims"}
    seen: set[str] = set()
    while new:
        name = new.pop()
        seen.add(name)
        try:
            needed = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue
        wanted = [one for one in needed if "extra ==" not in one or name == "newsclaims"]
        names = {re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", one)[0]).lower() for one in wanted}  # type: ignore[index]
        new |= names - seen
    for name in sorted(seen - {"newsclaims"}):
        try:
            lines.append(f"{name}=={metadata.version(name)}")
        except metadata.PackageNotFoundError:  # for another system or Python
            continue
    return "\n".join(lines) + "\n"


def write(files: dict[str, bytes], folder: Path) -> None:
    """Make ``folder`` with ``files`` in it, whole or not at all.

    Raises
    ------
    DataError
        Where it is there and not empty, cannot be written, or a draft does not fit its description.
    """
    try:
        if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
            raise DataError(f"{folder} is there and not empty: name a new folder")
        folder.parent.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix=f".~{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise DataError(f"cannot make {folder} ({error.strerror}): name a folder that can be made") from None
    try:
        for path, content in files.items():
            (part / path).parent.mkdir(parents=True, exist_ok=True)
            (part / path).write_bytes(content)
        for name in ("data/derived", "figures"):
            (part / name).mkdir()
        for entry in tables.resources(part):
            if "schema" in entry and "made_by" not in entry:
                tables.read(entry["name"], part)
        part.chmod(0o755)
        if folder.exists():
            folder.rmdir()
        os.replace(part, folder)
    except OSError as error:
        raise DataError(
            f"cannot write {folder} ({error.strerror}): make room, or name another folder"
        ) from None
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m newsclaims new",
        description="Make a collection of one Chinese article: drafts of its claims, notebooks, pages.",
    )
    parser.add_argument("article", help="the article, a text file in UTF-8, each paragraph on a line")
    parser.add_argument("--published", metavar="YYYY-MM-DD", required=True, help="day of publication")
    parser.add_argument("--to", metavar="FOLDER", required=True, type=Path, help="the folder to make")
    parser.add_argument("--title", default="", help="title of the collection; the headline if not given")
    parser.add_argument("--region", choices=numbers.REGIONS, help="whose 元 a bare 元 is; told from the text")
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Make a collection and say what is in it; 1 where that cannot be done."""
    options = _parser().parse_args(arguments)
    try:
        published = numbers.published_day(options.published)
        try:
            raw = Path(options.article).read_bytes()
        except OSError as error:
            raise DataError(
                f"{options.article} cannot be read ({error.strerror}): name a text file"
            ) from None
        files = collection(raw, options.article, str(published), options.title, options.region)
        write(files, options.to)
    except DataError as error:
        print(
            f"newsclaims: {str(error).removesuffix(' or name its encoding with --encoding')}", file=sys.stderr
        )
        return 1
    drafted = files["data/curated/claims.csv"].count(b"\n") - 1
    aside = files["data/curated/set_aside.csv"].count(b"\n") - 1
    print(f"{options.to} holds {drafted} draft{'s' * (drafted != 1)}; set aside: {aside}, mostly dates")
    print(f"next: cd {options.to} && make; then read README.md there")
    return 0


if __name__ == "__main__":
    sys.exit(main())
