"""A figure as an element of a page.

Letters that can be searched and copied, colours that a dark page can change.
"""

import base64
import io
import re
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
from fontTools import subset
from lxml import etree
from pylopdf_fonts_zh_cn import sans_path

from . import pictures, site
from .body import language

TEMPLATES = Path(__file__).with_name("templates")
_SVG = "{http://www.w3.org/2000/svg}"
_INK = "fill: #22262b"  # the style of letters that `.drawing` of page.css has already


def drawing(svg: str, alternative: str, resources: dict[str, Any]) -> str:
    """Make ``svg`` an element of a page; one that does not name itself gets the text ``alternative``.

    Its links lead to pages; ``resources`` are nbconvert's. Its colours become properties that page.css
    sets anew for a dark page; a colour that page.css does not know stays. Letters drawn as shapes become
    text, in the type of ``lettering``.
    """
    root = etree.fromstring(svg.encode("utf-8"), etree.XMLParser(remove_blank_text=True))
    for letters in root.findall(f".//{_SVG}g[@data-text]"):
        letters.getparent().replace(letters, _text(letters))
    for element in root.iter(etree.Element):
        if "href" in element.attrib:
            element.set("href", site.address(element.get("href"), resources))
        if "style" in element.attrib:
            element.set("style", re.sub(r"#([0-9a-f]{6})\b", _property, element.get("style")))
    if "aria-label" not in root.attrib and "aria-labelledby" not in root.attrib:
        root.attrib.update({"role": "img", "aria-label": alternative})
    return etree.tostring(root, encoding="unicode")


def _text(letters: etree._Element) -> etree._Element:
    """An SVG text for a group of shapes."""
    x, y = _numbers("translate", letters)
    turn, (size, _) = re.search(r"rotate\(\S+\)", letters.get("transform")), _numbers("scale", letters)
    points = f"{size * 100:.1f}".removesuffix(".0")
    x_text, y_text = (f"{number:.1f}".removesuffix(".0") for number in (x, y))
    text = etree.Element(f"{_SVG}text")
    if turn:
        text.set("transform", f"translate({x_text} {y_text}) {turn[0]}")
    else:
        text.attrib.update({"x": x_text, "y": y_text})
    if points != "11":
        text.set("font-size", points)
    if letters.get("style", _INK) != _INK:
        text.set("style", letters.get("style"))
    words = letters.get("data-text")
    if language(words):
        text.set("lang", "zh")
    text.text = words
    text.tail = letters.tail
    return text


def _numbers(name: str, element: etree._Element) -> list[float]:
    """The numbers of the transformation ``name`` of ``element``, two of them."""
    found = re.findall(rf"{name}\((\S+) (\S+)\)", element.get("transform", ""))
    return [float(number) for number in found[0]]


def _property(colour: re.Match[str]) -> str:
    """The property of page.css for a colour of a figure; the colour itself where there is none."""
    return f"var(--x{colour[1]})" if colour[1] in _colours() else colour[0]


@cache
def _colours() -> set[str]:
    css = (TEMPLATES / "postmoney/page.css").read_text(encoding="utf-8")
    return set(re.findall(r"--x([0-9a-f]{6}):", css))


def drawn(output: dict[str, Any], resources: dict[str, Any]) -> str:
    """The figure that ``output`` shows as an element of a page; "" where figures/ does not hold it."""
    svg = pictures.svg(output, _folder(resources))
    return drawing(svg, pictures.about(output).get("alt", ""), resources) if svg else ""


def below_drawing(output: dict[str, Any], resources: dict[str, Any]) -> bool:
    """Whether ``output`` says below a figure what its drawing on the page says itself."""
    return pictures.is_below(output, _folder(resources))


def _folder(resources: dict[str, Any]) -> Path:
    """The folder of the notebook that ``resources`` of nbconvert are about."""
    return Path(resources.get("metadata", {}).get("path") or ".")


def lettering(notebook: nbformat.NotebookNode, resources: dict[str, Any]) -> str:
    """The type of the figures in ``notebook``, cut down to the letters in them, as a rule of CSS.

    "" for none.
    """
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    svgs = [
        output.get("data", {}).get("image/svg+xml") or pictures.svg(output, _folder(resources))
        for output in outputs
    ]
    words = [
        letters
        for svg in svgs
        if svg
        for letters in etree.fromstring(svg.encode("utf-8")).xpath("//@data-text")
    ]
    if not words:
        return ""
    options: Any = subset.Options(
        flavor="woff",
        layout_features=["kern"],
        hinting=False,
        name_IDs=[],
        drop_tables=["BASE", "DSIG", "VORG", "vhea", "vmtx"],
    )
    file, cut = io.BytesIO(), subset.Subsetter(options)
    cut.populate(text="".join(words))
    with subset.load_font(sans_path(), options) as font:
        cut.subset(font)
        subset.save_font(font, file, options)
    data = base64.b64encode(file.getvalue()).decode()
    return f"@font-face {{ font-family: figures; src: url(data:font/woff;base64,{data}); }}"
