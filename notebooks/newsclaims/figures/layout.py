"""Layout: the texts of a figure: short numbers, lines that fit, headlines, names beside marks."""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text

from .style import COLOURS, PAD, SIZES, figure_of, strict

# A run of Latin letters or one other character, with opening marks before it and closing marks behind it.
_OPENING = r"[(\u201c\u2018\u300a\u300c\uff08]"
_CLOSING = r"[,.;:!?)%\u2019\u201d\u2026\u3001\u3002\u300b\u300d\uff01\uff05\uff09\uff0c\uff1a\uff1b\uff1f]"
_WORD = re.compile(rf"{_OPENING}*(?:[!-~\u00c0-\u024f\u2013\u2014]+|.){_CLOSING}*\s*")


def short_number(value: float) -> str:
    """Return ``value`` as a short text without exponent: 0.333, 4,034, 1.4m, 14.3bn."""
    for step, letters in ((1e12, "tn"), (1e9, "bn"), (1e6, "m")):
        if abs(value) >= step:
            return f"{value / step:.4g}{letters}"
    return f"{value:,.0f}" if value == round(value) or abs(value) >= 1000 else f"{value:.3g}"


def decimals(places: int) -> Callable[[float], str]:
    """Return a writer of numbers with ``places`` decimals and a minus sign that no dash is taken for."""
    return lambda value: f"{value:.{places}f}".replace("-", "−")


def wrap(fig: Figure, text: str, points: float, width: float) -> str:
    """Break ``text`` into lines that fit, of about equal length.

    Chinese breaks between any two characters, but closing marks stay on their line.

    Parameters
    ----------
    fig : Figure
        The figure on which it is to be written.
    text : str
        One paragraph a line.
    points : float
        Size of the type.
    width : float
        Inches that no line exceeds, but for a single word that is longer.

    Raises
    ------
    DataError
        For a character that the font lacks.
    """
    renderer = figure_of(fig).canvas.get_renderer()
    font = FontProperties(size=points)

    def fill(paragraph: str, limit: float) -> list[str]:
        lines = [""]
        for word in _WORD.findall(paragraph):
            wide = renderer.get_text_width_height_descent((lines[-1] + word).rstrip(), font, False)[0]
            if lines[-1] and wide > limit * fig.dpi:
                lines.append("")
            lines[-1] += word
        return [line.rstrip() for line in lines]

    def balanced(paragraph: str) -> list[str]:
        lines, limit = fill(paragraph, width), width * 0.97
        while len(lines) > 1 and limit > 0.29 and len(tighter := fill(paragraph, limit)) == len(lines):
            lines, limit = tighter, limit * 0.97
        return lines

    with strict("text"):
        return "\n".join(line for paragraph in text.split("\n") for line in balanced(paragraph))


def headline(on: Figure | Axes, finding: str, chinese: str, holds: str = "") -> None:
    """Write the finding above the axes, and below it the same in Chinese; the figure grows by both.

    Parameters
    ----------
    on : Figure or Axes
        The figure, or axes on it.
    finding, chinese : str
        What the figure shows, in a line each. The finding becomes the title of the SVG.
    holds : str
        The condition on the ledger, as for ``Ledger.holds``, under which a finding that compares is true.
        It is saved with the figure, and ``newsclaims.build.check`` evaluates it.
    """
    fig = figure_of(on)
    fig.set_label(finding)
    fig.claim = {"finding": finding, "chinese": chinese, "holds": holds}
    inches, top = fig.get_figheight(), PAD
    written = []
    for text, role, ink in ((finding, "finding", "ink"), (chinese, "chinese", "muted")):
        text = wrap(fig, text, SIZES[role], fig.get_figwidth() - 2 * PAD)
        left, colour = PAD / fig.get_figwidth(), COLOURS[ink]
        artist = fig.text(left, 1, text, size=SIZES[role], color=colour, va="top", linespacing=1.25)
        written.append((artist, top))
        top += artist.get_window_extent().height / fig.dpi + 0.05
    top -= PAD / 2
    fig.set_figheight(inches + top)
    for artist, from_top in written:
        artist.set_y(1 - from_top / (inches + top))
    fig.get_layout_engine().set(rect=(0, 0, 1, inches / (inches + top)))


def write_beside(
    ax: Axes, text: str, point: tuple[float, float], lift: float = 0, colour: str = COLOURS["ink"]
) -> None:
    """Write ``text`` to the right of ``point`` (data units), ``lift`` points higher."""
    ax.annotate(
        text,
        point,
        (9, lift),
        textcoords="offset points",
        va="center",
        color=colour,
        annotation_clip=False,
        bbox={"facecolor": COLOURS["paper"], "edgecolor": "none", "pad": 1},
    )


def label_ends(ax: Axes) -> None:
    """Write the label of each line beside its last known point, in its colour; labels do not touch."""
    fig = figure_of(ax)
    with strict("text"):
        fig.draw_without_rendering()
    ends: dict[Any, int] = {}  # the last point of each line that is known
    for line in ax.get_lines():
        known = np.flatnonzero(~np.isnan(line.get_xydata()).any(axis=1))
        if known.size and not str(line.get_label()).startswith("_"):
            ends[line] = int(known[-1])
    points = {line: line.get_xydata()[end] for line, end in ends.items()}
    heights = {line: ax.transData.transform(point)[1] * 72 / fig.dpi for line, point in points.items()}
    lines = sorted(ends, key=lambda line: heights[line])
    places, gap = dict(heights), SIZES["text"] * 1.4
    for _ in range(200):
        for lower, upper in pairwise(lines):
            push = max(0, gap - places[upper] + places[lower]) / 2
            places[lower] -= push
            places[upper] += push
    for line in lines:
        line.set(marker="o", markevery=[ends[line]], markersize=6)
        write_beside(ax, line.get_label(), points[line], places[line] - heights[line], line.get_color())


def overlaps(fig: Figure) -> list[tuple[str, str]]:
    """Return pairs of texts of ``fig`` that cover each other; ``(text, "")`` where one leaves the canvas."""
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
