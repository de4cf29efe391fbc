"""Figures of the collection: one style, Chinese type, direct labels, alt text and byte-identical files.

    fig, ax = figure(rows=len(shares))
    bars(ax, shares, "company", "percent", unit="%")
    headline(fig, "Anthropic keeps more than OpenAI", "Anthropic 的留存率高于 OpenAI", holds="anthropic-retention > openai-retention")
    show(fig, "03-retention", shares, alt="Bar chart of the share still employed: {rows}.", row="{company} {percent:.0f}%")

A table with a column ``id`` (ids of the ledger) has its bars, ranges and points linked to their evidence in the SVG, and the verdict
of other sources behind the value of a claim that they nuance, contest or contradict.

Sizes are inches, type sizes points. Nothing here needs pyplot, a system font or a display.
"""

import base64
import hashlib
import io
import logging
import os
import re
import struct
import sys
import warnings
import xml.etree.ElementTree as ET
from contextlib import contextmanager
from dataclasses import dataclass, replace
from html import unescape

import pylopdf_fonts_zh_cn

logging.getLogger("matplotlib.font_manager").setLevel(
    logging.ERROR
)  # quiet while it lists fonts for the first time

import matplotlib as mpl
from matplotlib import font_manager, ticker
from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image

from .. import tables
from ..errors import DataError
from ..evidence.verdicts import WEAKENING

FONT = "newsclaims"  # a name of its own, so that no installed Noto of another version is taken instead
PIXELS = 96  # screen pixels per inch; the PNG has twice as many
PAD = 0.14

# Lightness 12, 27, 37, 48 (CIE L*): told apart in grey and by colour-blind readers, all dark enough for text.
company = {"Anthropic": "#c24e00", "DeepMind": "#004b33", "Meta": "#005b99", "OpenAI": "#30123a"}
tone = {
    "ink": "#22262b",
    "muted": "#5b6168",
    "soft": "#c4c8cd",
    "grid": "#e4e5e3",
    "paper": "#fcfcfa",
    "accent": "#9a2f6b",
}
size = {"finding": 14, "chinese": 12, "text": 11}


def use_style():
    """Set matplotlib's defaults, whatever a matplotlibrc says, to the style of the collection."""
    if FONT not in (entry.name for entry in font_manager.fontManager.ttflist):
        path = str(pylopdf_fonts_zh_cn.sans_path())
        entry = font_manager.ttfFontProperty(font_manager.get_font(path))
        font_manager.fontManager.ttflist.append(replace(entry, name=FONT))
    mpl.rcdefaults()
    mpl.rcParams.update(
        {
            "font.family": [FONT],
            "font.size": size["text"],
            "text.parse_math": False,
            "text.hinting": "none",
            "text.color": tone["ink"],
            "axes.labelcolor": tone["muted"],
            "axes.edgecolor": tone["muted"],
            "xtick.color": tone["muted"],
            "ytick.color": tone["muted"],
            "ytick.major.pad": 7,
            "xtick.labelsize": size["text"],
            "ytick.labelsize": size["text"],
            "axes.labelsize": size["text"],
            "xtick.major.size": 0,
            "ytick.major.size": 0,
            "xtick.minor.size": 0,
            "ytick.minor.size": 0,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.spines.left": False,
            "axes.grid": True,
            "axes.grid.axis": "y",
            "axes.axisbelow": True,
            "grid.color": tone["grid"],
            "grid.linewidth": 0.8,
            "axes.prop_cycle": mpl.cycler(color=[tone["accent"], *company.values()]),
            "lines.linewidth": 2.2,
            "figure.facecolor": tone["paper"],
            "axes.facecolor": tone["paper"],
            "savefig.facecolor": tone["paper"],
            "figure.dpi": PIXELS,
            "figure.constrained_layout.w_pad": PAD,
            "figure.constrained_layout.h_pad": PAD,
            "svg.fonttype": "path",
            "svg.hashsalt": FONT,
        }
    )


use_style()


def figure(width=6.4, height=3.4, rows=None, **panels):
    """A figure and its axes; ``rows`` fits the height to that many rows of bars; ``panels`` as for Figure.subplots.

    ``headline`` adds its own height on top.
    """
    if rows:
        height = 0.5 + 0.52 * rows
    fig = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(fig)
    return fig, fig.subplots(**panels)


@contextmanager
def _strict(what):
    """Turn each warning of matplotlib into a DataError; a missing glyph is named."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        try:
            yield
        except UserWarning as warning:
            glyph = re.match(r"Glyph (\d+)", str(warning))
            if not glyph:
                raise DataError(f"{what}: {warning}") from None
            code = int(glyph[1])
            raise DataError(
                f"{what}: the font has no {chr(code)!r} (U+{code:04X}): use another character"
            ) from None


# A run of Latin letters or one other character, with the opening marks before it and the closing marks after it.
_OPENING = r"[(\u201c\u2018\u300a\u300c\uff08]"
_CLOSING = r"[,.;:!?)%\u2019\u201d\u2026\u3001\u3002\u300b\u300d\uff01\uff05\uff09\uff0c\uff1a\uff1b\uff1f]"
_WORD = re.compile(rf"{_OPENING}*(?:[!-~\u00c0-\u024f\u2013\u2014]+|.){_CLOSING}*\s*")


def wrap(fig, text, points, width):
    """``text`` with line breaks so that no line is wider than ``width`` inches at ``points``.

    Chinese breaks between any two characters, but closing marks stay on their line; lines come out about equal.
    """
    renderer = fig.canvas.get_renderer()
    font = font_manager.FontProperties(size=points)

    def fill(paragraph, limit):
        lines = [""]
        for word in _WORD.findall(paragraph):
            wide = renderer.get_text_width_height_descent((lines[-1] + word).rstrip(), font, False)[0]
            if lines[-1] and wide > limit * fig.dpi:
                lines.append("")
            lines[-1] += word
        return [line.rstrip() for line in lines]

    wrapped = []
    with _strict("text"):
        for paragraph in text.split("\n"):
            lines, limit = fill(paragraph, width), width
            while (
                len(lines) > 1
                and limit > 0.3
                and len(tighter := fill(paragraph, limit := limit * 0.97)) == len(lines)
            ):
                lines = tighter
            wrapped += lines
    return "\n".join(wrapped)


def headline(thing, finding, chinese, holds=""):
    """Write ``finding`` and one Chinese line above the axes of ``thing`` (figure or axes); the figure grows by them.

    A finding that compares is checked against the ledger: ``holds`` is the condition, as in ``Ledger.holds``.
    """
    fig = thing.get_figure(root=True)
    fig.set_label(finding)
    fig.claim = {"finding": finding, "chinese": chinese, "holds": holds}
    inches, top = fig.get_figheight(), PAD
    written = []
    for text, role, ink in ((finding, "finding", "ink"), (chinese, "chinese", "muted")):
        text = wrap(fig, text, size[role], fig.get_figwidth() - 2 * PAD)
        artist = fig.text(
            PAD / fig.get_figwidth(), 1, text, size=size[role], color=tone[ink], va="top", linespacing=1.25
        )
        written.append((artist, top))
        top += artist.get_window_extent().height / fig.dpi + 0.05
    top -= PAD / 2
    fig.set_figheight(inches + top)
    for artist, below in written:
        artist.set_y(1 - below / (inches + top))
    fig.get_layout_engine().set(rect=(0, 0, 1, inches / (inches + top)))


def number(value):
    """``value`` as a short text without exponent: 0.333, 4,034, 1.4m, 14.3bn."""
    for step, letters in ((1e12, "tn"), (1e9, "bn"), (1e6, "m")):
        if abs(value) >= step:
            return f"{value / step:.4g}{letters}"
    return f"{value:,.0f}" if value == round(value) or abs(value) >= 1000 else f"{value:.3g}"


def _rows(ax, frame, label, color):
    """Write the row labels, first row on top; returns a colour per row: as in ``color``, else of the company named."""
    fig = ax.get_figure(root=True)
    texts = [str(text) for text in frame[label]]
    wrapped = [wrap(fig, text, size["text"], fig.get_figwidth() * 0.36) for text in texts]
    ax.set_yticks(range(len(texts)), wrapped, color=tone["ink"], linespacing=1.3)
    ax.set_ylim(len(texts) - 0.45, -0.55)
    ax.grid(False)
    if color is None:
        return [next((company[name] for name in company if name in text), tone["accent"]) for text in texts]
    return [tone.get(color, color)] * len(texts) if isinstance(color, str) else list(color)


def bars(ax, frame, label, value, color=None, unit="", form=number):
    """A bar per row of ``frame``, its value written at its end by ``form`` and ``unit``; returns the bars, for ``link``."""
    amounts = frame[value].to_numpy("float64", na_value=float("nan"))
    drawn = ax.barh(range(len(frame)), amounts, height=0.62, color=_rows(ax, frame, label, color))
    marks = _verdict_marks(frame)
    ax.bar_label(
        drawn,
        [
            "not stated" if amount != amount else form(amount) + unit + mark
            for amount, mark in zip(amounts, marks)
        ],
        padding=5,
    )
    ax.axvline(0, color=tone["muted"], linewidth=0.8)
    ax.xaxis.set_visible(False)
    ax.spines.bottom.set_visible(False)
    _link_rows(drawn, frame, label)
    return drawn


def ranges(ax, frame, label, lo, hi, mid=None, log=False, color=None, unit="", form=number):
    """A line from ``lo`` to ``hi`` per row with a ring at ``mid``, or a dot where ``lo`` and ``hi`` are the same.

    An empty ``lo`` or ``hi`` is an open end: an arrow to the edge. Returns the drawn lines, for ``link``.
    """
    starts, ends = (frame[column].to_numpy("float64", na_value=float("nan")) for column in (lo, hi))
    known = [amount for amount in (*starts, *ends) if amount == amount]
    if not known or (starts > ends).any():
        raise DataError(
            f"{lo} and {hi} hold nothing to draw, or an interval that ends below its start: check the table"
        )
    low, high = min(known), max(known)
    if log and low <= 0:
        raise DataError(f"a logarithmic axis cannot show {low:g}: leave that row out or use log=False")
    shades = _rows(ax, frame, label, color)
    if log:
        spare = 1.2 * (high / low) ** 0.06
        left, right = low / spare, high * spare
        ax.set_xscale("log")
        ax.xaxis.set_major_locator(ticker.LogLocator(subs=(1,) if high / low > 300 else (1, 2, 5)))
        ax.xaxis.set_minor_locator(ticker.NullLocator())
    else:
        spare = (high - low) * 0.06 or abs(high) * 0.1 or 1
        left, right = low - spare, high + spare
        ax.xaxis.set_major_locator(ticker.MaxNLocator(5))
    ax.set_xlim(left, right)
    ax.xaxis.set_major_formatter(ticker.FuncFormatter(lambda amount, _: form(amount)))
    ax.grid(True, axis="x")
    drawn, marks = [], _verdict_marks(frame)
    for row, (start, end, shade) in enumerate(zip(starts, ends, shades)):
        mark, reach = {"marker": "|", "markersize": 11, "mew": 2}, [start, end]
        if start != start:
            text, mark, reach[0] = f"≤ {form(end)}", {"marker": "<", "markevery": [0]}, left
        elif end != end:
            text, mark, reach[1] = f"≥ {form(start)}", {"marker": ">", "markevery": [1]}, right
        elif start == end:
            text, mark = form(start), {"marker": "o", "markersize": 9}
        else:
            text = f"{form(start)} to {form(end)}" if start < 0 else f"{form(start)}–{form(end)}"
        drawn += ax.plot(
            reach, [row, row], color=shade, linewidth=4, solid_capstyle="butt", clip_on=False, **mark
        )
        if mid and start < end:
            ax.plot(frame[mid].iloc[row], row, "o", markersize=7, color=tone["paper"], mec=shade, mew=2)
        _beside(ax, text + unit + marks[row], (reach[1], row))
    _link_rows(drawn, frame, label)
    return drawn


def _verdicts():
    """Claim to what other sources of its time do to it."""
    return tables.read("cross-check").set_index("slug")["verdict"].to_dict()


def _verdict_marks(frame):
    """For each row of ``frame`` what is written behind its value: the verdict of its claim, where that takes something away from it."""
    if "id" not in frame:
        return [""] * len(frame)
    found = _verdicts()
    taken = (found.get(id, "") for id in frame["id"])
    return [f" ({verdict})" if verdict in WEAKENING else "" for verdict in taken]


def _link_rows(drawn, frame, label):
    """Link each of ``drawn`` to the entry that its row of ``frame`` names in column ``id``, if there is one."""
    for artist, id, name in zip(drawn, frame.get("id", ()), frame[label]):
        if isinstance(id, str) and id:
            link(artist, id, f"{name}: evidence")


def _beside(ax, text, point, lift=0, color=tone["ink"]):
    """Write ``text`` to the right of ``point`` (data), ``lift`` points higher."""
    ax.annotate(
        text,
        point,
        (9, lift),
        textcoords="offset points",
        va="center",
        color=color,
        annotation_clip=False,
        bbox={"facecolor": tone["paper"], "edgecolor": "none", "pad": 1},
    )


def label_ends(ax):
    """Write the label of each line beside its last point, in its colour, moved apart where they would touch."""
    fig = ax.get_figure(root=True)
    with _strict("text"):
        fig.draw_without_rendering()
    lines = [line for line in ax.get_lines() if not line.get_label().startswith("_")]
    heights = {line: ax.transData.transform(line.get_xydata()[-1])[1] * 72 / fig.dpi for line in lines}
    lines.sort(key=heights.get)
    places, gap = dict(heights), size["text"] * 1.4
    for _ in range(200):
        for below, above in zip(lines, lines[1:]):
            push = max(0, gap - places[above] + places[below]) / 2
            places[below] -= push
            places[above] += push
    for line in lines:
        line.set(marker="o", markevery=[-1], markersize=6)
        _beside(ax, line.get_label(), line.get_xydata()[-1], places[line] - heights[line], line.get_color())


def link(artist, id, label):
    """Make ``artist`` (bar, line, text) a link in the SVG to the entry ``id`` of the ledger; ``label`` (str) names it to a screen reader."""
    artist.set_url(f"entry:{id}")
    artist.set_gid(f"link:{label}")


def _homes():
    """Id of a ledger entry to the notebook in which it is listed; what a notebook derives itself is not in it."""
    from ..ledger import Ledger

    return {entry.id: entry.notebook for entry in Ledger.load().entries.values()}


def _addressed(svg, name, root):
    """``svg`` with ids of entries turned into addresses as seen from notebooks/; unknown ids are of the notebook that ``name`` belongs to."""
    if 'href="entry:' not in svg:
        return svg
    homes = _homes()
    own = next((path.stem for path in sorted((root / "notebooks").glob(f"{name[:3]}*.ipynb"))), name)
    return re.sub(
        r'href="entry:([^"]+)"', lambda found: f'href="{homes.get(found[1], own)}.ipynb#{found[1]}"', svg
    )


def overlaps(fig):
    """Pairs of texts of ``fig`` that cover each other; ``(text, "")`` for one that leaves the canvas."""
    fig.draw_without_rendering()
    unseen = set()
    for axis in fig.findobj(Axis):
        low, high = sorted(axis.get_view_interval())
        for tick in (*axis.get_major_ticks(), *axis.get_minor_ticks()):
            if not axis.get_visible() or not low <= tick.get_loc() <= high:
                unseen.update(tick.findobj(Text))
    texts = [
        text
        for text in fig.findobj(Text)
        if text.get_visible() and text.get_text().strip() and text not in unseen
    ]
    boxes = [(text.get_text(), text.get_window_extent().padded(-1)) for text in texts]
    width, height = fig.bbox.size
    found = [
        (text, "") for text, box in boxes if box.x0 < 0 or box.y0 < 0 or box.x1 > width or box.y1 > height
    ]
    for index, (text, box) in enumerate(boxes):
        found += [(text, other) for other, area in boxes[index + 1 :] if box.overlaps(area)]
    return found


def _relative(d, scale, places):
    """The path ``d`` (absolute M, L, Q, C, z) in relative steps, times ``scale``, at ``places`` decimals; rounding does not add up."""
    out, here = [], (0, 0)
    for command, numbers in re.findall(r"([MLQCz])([^MLQCz]*)", d):
        points = [round(float(number) * scale * 10**places) for number in numbers.split()]
        pairs = list(zip(points[::2], points[1::2]))
        steps = [(x - here[0], y - here[1]) for x, y in pairs]
        here = pairs[-1] if pairs else start
        start = here if command == "M" else start
        texts = [
            f"{step / 10**places:.{places}f}".rstrip("0").rstrip(".") if places else str(step)
            for pair in steps
            for step in pair
        ]
        texts = ["0" if text == "-0" else re.sub(r"^(-?)0(?=\.)", r"\1", text) for text in texts]
        out.append(
            command.lower()
            + "".join(
                text if text.startswith("-") or not place else " " + text for place, text in enumerate(texts)
            )
        )
    return "".join(out)


def _say_texts(root):
    """Give each group of letters below ``root`` (Element) its text as data-text: matplotlib writes it as a comment before the group."""
    for parent in [*root.iter()]:
        for comment, group in [*zip(parent, parent[1:])]:
            if comment.tag is ET.Comment:
                group.set("data-text", unescape(comment.text[1:-1]).replace("- -", "--"))
                parent.remove(comment)


def _lighten(element, space):
    """Take from ``element`` (Element of SVG) groups that say nothing, and say once what all the marks of a group have in common."""
    for child in element:
        _lighten(child, space)
    styles = {child.get("style") if child.tag == space + "use" else None for child in element}
    if len(element) > 1 and len(styles) == 1 and None not in styles and "style" not in element.attrib:
        element.set("style", styles.pop())
        for child in element:
            del child.attrib["style"]
    element[:] = [
        one
        for child in element
        for one in (child if child.tag == space + "g" and not child.attrib else [child])
    ]


def _svg(fig, name, alt):
    """``fig`` as compact SVG text: ids of its own, title and description, one labelled link per linked artist."""
    out, short, stem = io.BytesIO(), {}, "f" + hashlib.sha256(name.encode()).hexdigest()[:6]
    fig.savefig(out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    text = re.sub(
        "<style.*?</style>", "", out.getvalue().decode()
    )  # it would style the page around the figure too
    text = re.sub(
        r'(<use xlink:href="|url\()#([^")]+)',
        lambda m: f"{m[1]}#{short.setdefault(m[2], f'{stem}-{len(short)}')}",
        text,
    )
    space, xlink = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
    ET.register_namespace("", space[1:-1])
    root = ET.fromstring(text, ET.XMLParser(target=ET.TreeBuilder(insert_comments=True)))
    _say_texts(root)
    chosen = {artist.get_gid() for artist in fig.findobj()}
    for element in root.iter():
        element.text, element.tail = None, "\n"
        key = element.attrib.pop("id", "")
        if key.startswith("link:"):
            inner = [*element.iter(space + "a")]
            if not inner:
                raise DataError(
                    f"figures/{name}: nothing is drawn for the link {key[5:]!r}: link a bar, a line or a text"
                )
            element.tag, element.attrib = space + "a", {"href": inner[0].get(xlink), "aria-label": key[5:]}
            for one in inner:
                one.tag, one.attrib = space + "g", {}
        elif key in short or key in chosen:
            element.set("id", short.get(key, key))
        if xlink in element.attrib:
            element.set("href", element.attrib.pop(xlink))
        for key in [key for key in ("d", "x", "y", "width", "height", "transform") if key in element.attrib]:
            letter = (
                key == "d" and element.get("transform") == "scale(0.015625)"
            )  # in sixty-fourths; eighths are fine enough
            if key == "d":
                element.set(key, _relative(element.get(key), 1 / 8 if letter else 1, 0 if letter else 2))
            else:
                element.set(key, re.sub(r"-?\d+\.\d+", lambda m: f"{float(m[0]):.5g}", element.get(key)))
            if letter:
                element.set("transform", "scale(.125)")
        moved = (
            re.fullmatch(r"translate\((\S+) (\S+)\)", element.get("transform", ""))
            if element.tag == space + "use"
            else None
        )
        if moved:  # a letter: x and y say the same in half the space
            del element.attrib["transform"]
            element.attrib |= {
                side: f"{float(at):.0f}" for side, at in zip("xy", moved.groups()) if float(at)
            }
    _lighten(root, space)
    linked = root.find(f".//{space}a") is not None  # the role img would hide links from screen readers
    root.attrib |= {
        "role": "group" if linked else "img",
        "aria-labelledby": f"{stem}-alt",
        "aria-describedby": f"{stem}-title",
        "stroke-linejoin": "round",
        "style": "max-width:100%;height:auto",
    }
    for tag, key, text in (("desc", "alt", alt), ("title", "title", fig.get_label() or alt)):
        element = ET.Element(space + tag, id=f"{stem}-{key}")
        element.text = text
        root.insert(0, element)
    text = re.sub(r"<(?:g|defs) />\n|(?<=[\"\w]) (?=/>)", "", ET.tostring(root, encoding="unicode"))
    for blank in re.findall(r'<path transform="[^"]*" id="([^"]+)"/>', text):  # a letter without a shape
        text = re.sub(rf'<path transform="[^"]*" id="{blank}"/>\n?|<use href="#{blank}"[^>]*/>\n?', "", text)
    return text + "\n"


def _png(fig):
    """``fig`` as PNG bytes at twice the screen density, with a palette of 96 colours."""
    out, small = io.BytesIO(), io.BytesIO()
    fig.savefig(out, format="png", dpi=2 * PIXELS, metadata={"Software": None})
    Image.open(out).convert("RGB").quantize(96, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return small.getvalue()


@dataclass
class Shown:
    """A finished figure, as Jupyter displays it; below it, for JupyterLab, where its links are dead and no caption is shown, both."""

    data: dict
    metadata: dict

    def _ipython_display_(self):
        from IPython.display import display

        display(self.data, metadata=self.metadata, raw=True)
        if below := self.below():
            display(
                {"text/markdown": below, "text/plain": ""},
                metadata={"text/markdown": {"below": self.metadata["image/svg+xml"]["name"]}},
                raw=True,
            )

    def below(self):
        """The caption of the figure and the links of its marks, each once, as Markdown; "" where it has none."""
        from ..pages.listings import prose

        links = dict(re.findall(r'<a href="([^"]*)" aria-label="([^"]*)"', self.data["image/svg+xml"]))
        listed = " · ".join(
            f"[{prose(unescape(words).removesuffix(': evidence'))}]({address})"
            for address, words in links.items()
        )
        return " ".join(
            filter(None, [self.metadata["image/svg+xml"].get("caption"), listed and f"Evidence: {listed}."])
        )


def show(fig, name, table, alt, row="", caption=None, root=tables.ROOT):
    """Save ``fig`` as figures/NAME.svg and .png and ``table``, what it was drawn from, as .csv; returns what to display.

    ``alt`` says what a reader sees; ``{rows}`` in it stands for the rows of ``table``, each written by the template ``row``
    (``"{company} {percent:.0f}%"``). Raises DataError for empty alt text or table, a character that the font lacks, and texts that overlap or are cut off.
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
        alt = alt.replace("{rows}", "; ".join(row.format(**line) for line in table.to_dict("records")))
    with _strict(what):
        for text, other in overlaps(fig):
            if os.environ.get("POST_MONEY_WHAT_IF"):  # what is asked there is what moves
                break
            problem = f"overlaps {other!r}" if other else "leaves the canvas"
            raise DataError(
                f"{what}: the text {text!r} {problem}: make the figure larger or the text shorter"
            )
        svg, png = _addressed(_svg(fig, name, alt), name, root), _png(fig)
    filed = re.sub(r'(<a href=")(?=[^":/#]+\.ipynb)', r"\1../notebooks/", svg)
    for ending, data in (("svg", filed.encode()), ("png", png), ("csv", tables.to_csv(table).encode())):
        tables.write_bytes(root / f"{what}.{ending}", data, root)
    if "matplotlib.pyplot" in sys.modules:  # a figure made there would be drawn a second time below the cell
        sys.modules["matplotlib.pyplot"].close(fig)
    return _shown(
        svg, png, alt, caption, {"name": name, "title": fig.get_label(), **getattr(fig, "claim", {})}
    )


def again(name, caption=None, root=tables.ROOT):
    """The figure that another notebook saved as figures/NAME, to display it once more; DataError where it is missing."""
    paths = [root / f"figures/{name}.{ending}" for ending in ("svg", "png")]
    for path in paths:
        if not path.exists():
            raise DataError(
                f"{tables.shown(path, root)} is missing: run the notebook that draws it, or `make`"
            )
    svg = paths[0].read_text(encoding="utf-8").replace('<a href="../notebooks/', '<a href="')
    title, alt = (
        ET.fromstring(svg).findtext("{http://www.w3.org/2000/svg}" + tag) for tag in ("title", "desc")
    )
    return _shown(svg, paths[1].read_bytes(), alt, caption, {"name": name, "title": title})


def _shown(svg, png, alt, caption, claim):
    about = {"alt": alt, **({"caption": caption} if caption else {}), **claim}
    width = struct.unpack(">I", png[16:20])[0] // 2
    return Shown(
        {"image/svg+xml": svg, "image/png": base64.b64encode(png).decode(), "text/plain": alt},
        {"image/svg+xml": about, "image/png": about | {"width": width}},
    )
