"""The public edition: pages and what they offer, with no more of the article than its claims' sentences.

python -m newsclaims.build.public    makes public/ from html/, notebooks/, figures/ and data/

The marked article keeps the words of its claims. A table that holds more is left out, and with it every link
to it. A page, a notebook or a figure that holds more stops the edition.
"""

import argparse
import html
import json
import re
import shutil
import sys
from functools import cache
from pathlib import Path

from lxml import html as tree

from .. import tables
from ..errors import DataError

RUN = 20  # so many letters in a row are a stretch of the article and no accident
EDGE = 4  # of these, as many at each end may be the chance of what stands beside a quotation
HAN = re.compile("[\u4e00-\u9fff]")
ARTICLE = re.compile(r'<section class="article.*?</section>', re.S)
OFFERED = ("notebooks/*.ipynb", "figures/*.*", "data/derived/*.*", "data/curated/*.csv", "data/README.md")


def letters(text: str) -> str:
    """Letters and digits of ``text``, a page or a file of JSON; without tags and the labels of marks."""
    text = re.sub(r"<sup\b.*?</sup>|<[^>]*>", "", text.replace("\\n", "").replace('\\"', '"'), flags=re.S)
    return re.sub(r"[\W_]+", "", html.unescape(text))


@cache
def forbidden(root: Path = tables.ROOT) -> frozenset[str]:
    """The stretches of the body, RUN letters each, that no claim covers: neither its sentence nor its quote.

    ``root`` is the folder of a collection.
    """
    text = (root / "data" / tables.resource("article", root)["path"]).read_text(encoding="utf-8")
    sentences, claims = tables.read("sentences", root), tables.read("claims", root)
    quoted = [False] * len(text)
    for start, end in zip(claims["start"], claims["end"], strict=True):
        quoted[start:end] = [True] * (end - start)
    claimed = sentences["sentence"].isin(claims["sentence"])
    body = [
        (letters(text[place]), row.sentence, quoted[place])
        for row in sentences.itertuples()
        for place in range(row.start, row.end)
        if letters(text[place])
    ]
    allowed = [letters(one) for one in sentences["text"][claimed]]
    of_claims = set(sentences["sentence"][claimed])
    found = set()
    for begin in range(len(body) - RUN + 1):
        run = body[begin : begin + RUN]
        core = run[EDGE:-EDGE]
        places = {sentence for _, sentence, _ in core}
        if (len(places) == 1 and places <= of_claims) or all(quote for _, _, quote in core):
            continue
        words = "".join(letter for letter, _, _ in run)
        if not any(words in one for one in allowed):
            found.add(words)
    return frozenset(found)


def holds_more(text: str, root: Path = tables.ROOT) -> str:
    """A stretch of the article in ``text`` that is more than its claims' sentences; "" for none."""
    shown, runs = letters(text), forbidden(root)
    stretches = (shown[found.start() : found.start() + RUN] for found in HAN.finditer(shown))
    return next((stretch for stretch in stretches if stretch in runs), "")


def reduced(text: str) -> str:
    """``text`` (HTML) with the marked article cut down to its marks and their notes."""
    return ARTICLE.sub(lambda found: _marks_alone(found[0]), text)


def _marks_alone(section: str) -> str:
    body = tree.fragment_fromstring(section)
    for paragraph in body.findall('.//div[@class="paragraph"]/p'):
        if not len(paragraph):  # nothing is marked in it
            paragraph.getparent().drop_tree()
        paragraph.text = "… " if (paragraph.text or "").strip() else paragraph.text
        for part in paragraph:
            part.tail = " … " if (part.tail or "").strip() else part.tail
    note = tree.Element("p", {"class": "note"})
    note.text = "This public edition shows the words of each claim, and leaves out the rest of the article."
    body.insert(1, note)
    return tree.tostring(body, encoding="unicode")


def _notebook(text: str) -> str:
    """A notebook (text of the file) whose outputs show the article reduced."""
    notebook = json.loads(text)
    for cell in notebook["cells"]:
        for output in cell.get("outputs", ()):
            shown = "".join(output.get("data", {}).get("text/html", ""))
            if ARTICLE.search(shown):
                output["data"]["text/html"] = reduced(shown).splitlines(keepends=True)
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def _page(text: str, there: set[str]) -> str:
    """A page as it lies beside the folders that it leads to; links to what is not ``there`` are none."""

    def link(found: re.Match[str]) -> str:
        address = found[1].removeprefix("../")
        path = re.split("[#?]", address)[0]
        return f' href="{address}"' if re.match(r"[a-z]+:", path) or path in {"", *there} else ""

    return re.sub(r' href="([^"]*)"', link, reduced(text))


def edition(root: Path = tables.ROOT) -> tuple[dict[str, bytes], list[str]]:
    """The public edition of the collection in ``root``.

    Returns
    -------
    tuple of dict and list
        Path to content (bytes) of each file, and the tables that were left out.

    Raises
    ------
    DataError
        Where there are no pages, or something else than a table holds more of the article.
    """
    pages = sorted((root / "html").glob("*.html"))
    if not (root / "html/index.html").is_file():
        raise DataError("html/index.html is missing: run `make` first")
    texts, files, left_out = {}, {}, []
    for path in sorted(path for pattern in OFFERED for path in root.glob(pattern)):
        name = path.relative_to(root).as_posix()
        if path.suffix == ".png":
            files[name] = path.read_bytes()
            continue
        text = path.read_text(encoding="utf-8")
        if name.startswith("data/") and holds_more(text, root):
            left_out.append(name)
        else:
            texts[name] = _notebook(text) if path.suffix == ".ipynb" else text
    there = {*texts, *files, *(page.name for page in pages)}
    texts |= {page.name: _page(page.read_text(encoding="utf-8"), there) for page in pages}
    for name, text in texts.items():
        if found := holds_more(text, root):
            raise DataError(f"{name} holds more of the article than its claims' sentences: {found!r}")
    return files | {name: text.encode("utf-8") for name, text in texts.items()}, left_out


def main(arguments: list[str] | None = None) -> int:
    """Make the public edition; 0 where it was made, 1 where it cannot be."""
    parser = argparse.ArgumentParser(
        prog="python -m newsclaims.build.public", description="Make the edition that may go public."
    )
    parser.parse_args(arguments)
    folder = tables.ROOT / "public"
    try:
        files, left_out = edition()
        shutil.rmtree(folder, ignore_errors=True)
        for name, data in files.items():
            tables.write_bytes(folder / name, data)
    except DataError as error:
        print(f"public: {error}", file=sys.stderr)
        return 1
    print(f"left out, as they hold more of the article: {', '.join(left_out)}")
    print(f"{len(files)} files in public/; it begins at public/index.html")
    return 0


if __name__ == "__main__":
    sys.exit(main())
