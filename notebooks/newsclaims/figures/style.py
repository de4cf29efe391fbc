"""Style: the type, colours and sizes of all figures, and the empty figure that each begins with.

Sizes are inches, type sizes points. Nothing here needs pyplot, a system font or a display.
"""
# ruff: noqa: E402  matplotlib says that it lists fonts while it is imported, so it is quieted before

import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)

import matplotlib as mpl
import pylopdf_fonts_zh_cn
from matplotlib import font_manager, rcsetup
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from ..errors import DataError

# The employers of this collection. They stand here and not in data/curated: a colour is chosen against the
# others and against the paper, not looked up. Lightness 12, 27, 37, 48 (CIE L*), so that they are told apart
# in grey and by colour-blind readers and can all be read as text; page.css has a second value for dark pages.
COMPANY_COLOURS = {"Anthropic": "#c24e00", "DeepMind": "#004b33", "Meta": "#005b99", "OpenAI": "#30123a"}
COLOURS = {
    "ink": "#22262b",
    "muted": "#5b6168",
    "soft": "#c4c8cd",
    "grid": "#e4e5e3",
    "paper": "#fcfcfa",
    "accent": "#9a2f6b",
}
# Blue for what holds, orange to red for what does not, grey for what is no result; told apart in grey too.
VERDICT_COLOURS = {
    "supported": "#1d5f7a",
    "nuanced": "#7db6cc",
    "not reproduced": "#e0a043",
    "disputed": "#b5571f",
    "contradicted": "#7d1616",
    "unverified": "#656b72",
    "testimony": "#a0a6ac",
    "opinion": "#c4c8cd",
}
SIZES = {"finding": 14, "chinese": 12, "text": 11}

FONT = "newsclaims"  # a name of its own, so that no installed Noto of another version is taken instead
PIXELS = 96  # screen pixels per inch
PAD = 0.14


def use_style() -> None:
    """Set matplotlib's defaults, whatever a matplotlibrc says, to the style of the collection."""
    if FONT not in (entry.name for entry in font_manager.fontManager.ttflist):
        path = str(pylopdf_fonts_zh_cn.sans_path())
        entry = font_manager.ttfFontProperty(font_manager.get_font(path))
        font_manager.fontManager.ttflist.append(replace(entry, name=FONT))
    mpl.rcdefaults()
    mpl.rcParams.update(
        {
            "font.family": [FONT],
            "font.size": SIZES["text"],
            "text.parse_math": False,
            "text.hinting": "none",
            "text.color": COLOURS["ink"],
            "axes.labelcolor": COLOURS["muted"],
            "axes.edgecolor": COLOURS["muted"],
            "xtick.color": COLOURS["muted"],
            "ytick.color": COLOURS["muted"],
            "ytick.major.pad": 7,
            "xtick.labelsize": SIZES["text"],
            "ytick.labelsize": SIZES["text"],
            "axes.labelsize": SIZES["text"],
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
            "grid.color": COLOURS["grid"],
            "grid.linewidth": 0.8,
            "axes.prop_cycle": rcsetup.cycler(color=[COLOURS["accent"], *COMPANY_COLOURS.values()]),
            "lines.linewidth": 2.2,
            "figure.facecolor": COLOURS["paper"],
            "axes.facecolor": COLOURS["paper"],
            "savefig.facecolor": COLOURS["paper"],
            "figure.dpi": PIXELS,
            "figure.constrained_layout.w_pad": PAD,
            "figure.constrained_layout.h_pad": PAD,
            "svg.fonttype": "path",
            "svg.hashsalt": FONT,
        }
    )


use_style()


def figure(
    width: float = 9, height: float = 3.4, rows: int | None = None, **panels: Any
) -> tuple[Figure, Any]:
    """Return a figure and its axes.

    Parameters
    ----------
    width, height : float
        Inches of what is drawn; ``headline`` adds its own height on top.
    rows : int, optional
        Fits the height to that many rows of bars or ranges.
    **panels
        As for ``Figure.subplots``: nrows, sharex, height_ratios and so on.

    Returns
    -------
    tuple
        Figure, and Axes or, for several panels, an array of Axes.
    """
    if rows:
        height = 0.5 + 0.52 * rows
    fig = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(fig)
    return fig, fig.subplots(**panels)


def figure_of(on: Figure | Axes) -> Any:
    """Return the Figure that ``on`` is or lies on; its stubs lack half of what is used of it."""
    return on.get_figure(root=True)


def company_colour(text: str) -> str:
    """Return the colour of the employer that ``text`` names first, the accent colour where it names none."""
    named = [name for name in COMPANY_COLOURS if name in text]
    return COMPANY_COLOURS[min(named, key=text.index)] if named else COLOURS["accent"]


@contextmanager
def strict(what: str) -> Iterator[None]:
    """Turn each warning of matplotlib about ``what`` into a DataError; a missing glyph is named."""
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
