"""Saving: a figure as files in figures/ and as what Jupyter shows, the same bytes on every run."""

import base64
import io
import re
import struct
import sys
import xml.etree.ElementTree as ET
import zlib
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image

from .. import tables
from ..errors import DataError
from ..evidence.escaping import escape_markdown
from .layout import overlaps
from .style import COLOURS, COMPANY_COLOURS, PIXELS, strict
from .svg import SPACE, to_svg

DENSITY = 1.5  # pixels of a PNG beside one of the screen


@dataclass(frozen=True)
class SavedFigure:
    """A finished figure, as Jupyter displays it.

    Parameters
    ----------
    data, metadata : dict
        By kind of content: image/png, the one picture, and text/plain, its alt text. The metadata of the
        picture are ``alt``, ``name``, ``title`` and ``width`` (of the screen, in pixels), and where the
        figure has them ``caption``, ``finding``, ``chinese`` and ``holds`` (see ``headline``) and
        ``problems``: a line for each text that cannot be read.
    svg : str
        The same picture as SVG with its links as seen from notebooks/. Pages take it from figures/.
    """

    data: dict
    metadata: dict
    svg: str

    def _ipython_display_(self) -> None:
        # figures can be saved where there is no IPython; where this is called there is
        from IPython.display import display

        display(self.data, metadata=self.metadata, raw=True)
        if text := self.text_below():
            name = self.metadata["image/png"]["name"]
            display(
                {"text/markdown": text, "text/plain": ""},
                metadata={"text/markdown": {"below": name}},
                raw=True,
            )

    def text_below(self) -> str:
        """Return what stands below the figure in JupyterLab, as Markdown; "" where there is nothing to say.

        First what is to be mended; then, since a PNG has neither, the caption and the links of its marks,
        each once.
        """
        about = self.metadata["image/png"]
        name, problems = about["name"], about.get("problems", ())
        parts = [f"**{escape_markdown(f'figures/{name}: {problem}')}.**" for problem in problems]
        links = dict(re.findall(r'<a href="([^"]*)" aria-label="([^"]*)"', self.svg))
        listed = " · ".join(
            f"[{escape_markdown(unescape(words).removesuffix(': evidence'))}]({address})"
            for address, words in links.items()
        )
        return " ".join(filter(None, [*parts, about.get("caption"), listed and f"Evidence: {listed}."]))


def save_figure(
    fig: Figure,
    name: str,
    table: pd.DataFrame,
    alt: str,
    row: str = "",
    caption: str | None = None,
    root: Path = tables.ROOT,
) -> SavedFigure:
    """Save a figure as figures/NAME.svg and .png, and what it was drawn from as .csv.

    Texts that overlap or leave the canvas do not stop the run: a run on another article, whose numbers may
    move a label onto another, has to go to its end. They are recorded with the figure instead. JupyterLab
    says so in bold below it, and ``newsclaims.build.check``, and with it the tests, fail on them.

    Parameters
    ----------
    fig : Figure
    name : str
        Small letters, digits and hyphens; it begins with the number of the notebook that draws the figure.
    table : DataFrame
        What the figure was drawn from.
    alt : str
        Says what a reader sees; ``{rows}`` in it stands for all rows of ``table``.
    row : str
        Template of a row in ``alt``: "{company} {percent:.0f}%".
    caption : str, optional
        Markdown, shown below the figure.
    root : Path
        Folder of the collection.

    Returns
    -------
    SavedFigure
        To be the last value of a cell.

    Raises
    ------
    DataError
        For another name, empty alt text or table, a character that the font lacks, and a link to nothing.
    """
    what = f"figures/{name}"
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        raise DataError(
            f"{what}: a figure is named in small letters, digits and hyphens, such as 03-retention"
        )
    if not alt.strip():
        raise DataError(f"{what}: the alt text is empty: say what the figure shows to one who cannot see it")
    if table.empty:
        raise DataError(f"{what}: the table is empty, there is nothing to draw")
    if any(level is not None for level in table.index.names):
        table = table.reset_index()
    if row:
        alt = alt.replace("{rows}", "; ".join(map(row.format_map, table.to_dict("records"))))
    if lacking := _undrawn(table):
        caption = f"{caption or ''} Not drawn, as nothing states its value: {lacking}.".strip()
    alt = _NAN.sub("not stated", alt)
    for text in fig.findobj(Text):
        if _NAN.search(text.get_text()):
            text.set_text(_NAN.sub("not stated", text.get_text()))
    own = next((path.stem for path in sorted((root / "notebooks").glob(f"{name[:3]}*.ipynb"))), name)
    with strict(what):
        problems = [
            f"the text {text!r} {f'overlaps {other!r}' if other else 'leaves the canvas'}: "
            "make the figure larger or the text shorter"
            for text, other in overlaps(fig)
        ]
        svg, png = to_svg(fig, name, alt, own), _to_png(fig)
    filed = re.sub(r'(<a href=")(?=[^":/#]+\.ipynb)', r"\1../notebooks/", svg)
    for ending, data in (("svg", filed.encode()), ("png", png), ("csv", tables.to_csv(table).encode())):
        tables.write_bytes(root / f"{what}.{ending}", data)
    if "matplotlib.pyplot" in sys.modules:  # a figure made there would be drawn a second time below the cell
        sys.modules["matplotlib.pyplot"].close(fig)
    about = {"name": name, "title": fig.get_label(), **getattr(fig, "claim", {})}
    return _saved(svg, png, alt, caption, about | ({"problems": problems} if problems else {}))


# How a missing number comes out of any form for numbers, with its sign and its unit.
_NAN = re.compile(r"(?<![A-Za-z])[+$]?nan(?![A-Za-z])%?")


def _undrawn(table: pd.DataFrame) -> str:
    """The names of the rows of ``table`` that have no number at all, or else of such columns."""
    numbers, names = table.select_dtypes("floating"), table.select_dtypes(exclude="number")
    unknown = numbers.isna()
    if not numbers.empty and not names.empty and unknown.all(axis=1).any():
        return ", ".join(dict.fromkeys(names.iloc[:, 0][unknown.all(axis=1)].astype(str)))
    return ", ".join(str(column) for column in numbers if unknown[column].all())


def reuse_figure(name: str, caption: str | None = None, root: Path = tables.ROOT) -> SavedFigure:
    """Return the figure that another notebook saved as figures/NAME, to show it once more.

    Raises
    ------
    DataError
        Where it is missing.
    """
    paths = [root / f"figures/{name}.{ending}" for ending in ("svg", "png")]
    for path in paths:
        if not path.exists():
            raise DataError(f"{tables.shown(path)} is missing: run the notebook that draws it, or `make`")
    svg = paths[0].read_text(encoding="utf-8").replace('<a href="../notebooks/', '<a href="')
    title, alt = (ET.fromstring(svg).findtext(SPACE + tag, "") for tag in ("title", "desc"))
    return _saved(svg, paths[1].read_bytes(), alt, caption, {"name": name, "title": title})


def _to_png(fig: Figure) -> bytes:
    """Return ``fig`` as PNG, denser than the screen, with a palette of its own colours."""
    out = io.BytesIO()
    fig.savefig(out, format="png", dpi=DENSITY * PIXELS, pil_kwargs={"compress_level": 1})
    picture = Image.open(out).convert("RGB")
    palette = _palette(picture)
    quantized = picture.quantize(palette=palette, dither=Image.Dither.NONE)
    return _packed(quantized, palette.getpalette() or [])


def _packed(picture: Image.Image, palette: list[int]) -> bytes:
    """Return ``picture``, of mode P, as PNG.

    Pillow filters the lines of a picture of few colours, as photographs like it; ours are a fifth smaller
    as they are.
    """
    bits = 4 if len(palette) <= 3 * 16 else 8
    stride = -(-picture.width * bits // 8)
    data = picture.tobytes("raw", "P;4" if bits == 4 else "P")
    lines = b"".join(b"\0" + data[at : at + stride] for at in range(0, len(data), stride))
    header = struct.pack(">IIBBBBB", *picture.size, bits, 3, 0, 0, 0)
    chunks = {b"IHDR": header, b"PLTE": bytes(palette), b"IDAT": zlib.compress(lines, 9), b"IEND": b""}
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(part)) + kind + part + struct.pack(">I", zlib.crc32(kind + part))
        for kind, part in chunks.items()
    )


def _palette(picture: Image.Image) -> Image.Image:
    """Return a palette for ``picture``: the colours of its areas and letters, and a grey that smooths edges.

    Pillow's own palettes spend themselves on edges and take the colour of a small mark from it. Letters have
    no areas: theirs are the colours of the style that occur in it. The lines of a grid are so thin that no
    pixel may have their colour alone, and paler than that grey they would be lost.
    """
    pixels = np.asarray(picture.convert("RGBX")).view(">u4")[..., 0] >> 8
    beside, below = pixels[:, 1:] == pixels[:, :-1], pixels[1:] == pixels[:-1]
    three = beside[:, 1:] & beside[:, :-1]
    flat = three[:-2] & three[1:-1] & three[2:] & below[:-1, 1:-1] & below[1:, 1:-1]
    areas = pd.Series(pixels[1:-1, 1:-1][flat]).value_counts()
    inside = [int(rgb) for rgb in sorted(areas.index, key=lambda rgb: (-areas[rgb], rgb))]
    paper, ink, grid, *others = (
        int(colour[1:], 16)
        for colour in (
            *(COLOURS[name] for name in ("paper", "ink", "grid")),
            *COLOURS.values(),
            *COMPANY_COLOURS.values(),
        )
    )
    drawn = set(pd.unique(pixels.ravel()))
    parts = [(light + dark) // 2 for light, dark in zip(paper.to_bytes(3), ink.to_bytes(3), strict=True)]
    colours = [int.from_bytes(parts), grid, *inside, *(rgb for rgb in others if rgb in drawn)]
    palette = Image.new("P", (1, 1))
    palette.putpalette(b"".join(rgb.to_bytes(3) for rgb in list(dict.fromkeys(colours))[:256]))
    return palette


def _saved(svg: str, png: bytes, alt: str, caption: str | None, about: dict) -> SavedFigure:
    about = {"alt": alt, **({"caption": caption} if caption else {}), **about}
    width = round(struct.unpack(">I", png[16:20])[0] / DENSITY)
    return SavedFigure(
        {"image/png": base64.b64encode(png).decode(), "text/plain": alt},
        {"image/png": about | {"width": width}},
        svg,
    )
