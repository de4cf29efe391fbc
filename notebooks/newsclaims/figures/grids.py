"""Grids: rows against columns: tiles of shares and of ratings, and spans of time on a row for each claim.

A frame that ``Ledger.cite`` gave a column ``address`` has its marks linked to their evidence.
"""

from collections.abc import Callable, Mapping, Sequence
from textwrap import fill

import numpy as np
import pandas as pd
import seaborn
from matplotlib import dates
from matplotlib.axes import Axes
from matplotlib.colors import BoundaryNorm, ListedColormap
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from ..ledger.wording import shown_date
from .style import COLOURS, VERDICT_COLOURS, figure_of
from .svg import link

# Number of a rating, from strongly against to fits very well, to the colour of its tile and of its letters.
SIGNS: dict[float, tuple[str, str]] = {
    -2: (VERDICT_COLOURS["contradicted"], COLOURS["paper"]),
    -1: (VERDICT_COLOURS["not reproduced"], COLOURS["ink"]),
    0: (COLOURS["paper"], COLOURS["muted"]),
    1: (VERDICT_COLOURS["nuanced"], COLOURS["ink"]),
    2: (VERDICT_COLOURS["supported"], COLOURS["paper"]),
}
# Least percentage of a tile to its colour in COLOURS.
SHADES = {0: "paper", 0.5: "grid", 20: "soft", 60: "muted"}


def signed_heatmap(
    ax: Axes, frame: pd.DataFrame, row: str, column: str, rating: str, text: str, width: int = 48
) -> None:
    """Draw a tile for each line of ``frame``, red for what speaks against and blue for what fits.

    Parameters
    ----------
    ax : Axes
    frame : DataFrame, one line a tile
        Rows and columns of tiles stand in the order in which it names them. The name of a row is linked to
        its ``address``, if the frame has one.
    row, column : str
        Its columns with the names of both sides.
    rating, text : str
        Its columns with a number from -2 to 2, and what stands in the tile.
    width : int
        Characters in a line of a row's name.
    """
    rows, columns = frame[row].unique(), frame[column].unique()
    table, texts = (_table(frame, row, column, of) for of in (rating, text))
    _tiles(ax, table, texts, SIGNS, linewidths=2)
    ax.xaxis.tick_top()
    ax.set_xticks(ax.get_xticks(), columns, color=COLOURS["ink"], rotation=0, va="baseline")
    names = [fill(name, width) for name in rows]
    ax.set_yticks(ax.get_yticks(), names, color=COLOURS["ink"], rotation=0, va="center")
    if "address" in frame:
        addresses = dict(zip(frame[row], frame["address"], strict=True))
        for label, name in zip(ax.get_yticklabels(), rows, strict=True):
            link(label, addresses[name], f"{name}: evidence")


def heatmap(
    ax: Axes,
    frame: pd.DataFrame,
    row: str,
    column: str,
    value: str,
    shades: Mapping[float, str] = SHADES,
    form: Callable[[float], str] = lambda value: f"{value:.0f}%" if value >= 0.5 else "",
) -> None:
    """Draw a tile for each line of ``frame`` with its number in it, in the colour of the number.

    Parameters
    ----------
    ax : Axes
    frame : DataFrame, one line a tile
        Rows and columns of tiles stand in the order in which it names them.
    row, column : str
        Its columns with the names of both sides.
    value : str
        Its column with numbers.
    shades : mapping
        Least number of a tile to its colour, a key of COLOURS, rising. Letters on the dark ones are those of
        the paper.
    form : callable
        Number to text; a percentage, from 0.5 on, where it is left out.
    """
    inks = {
        least: (COLOURS[shade], COLOURS["paper" if shade in ("muted", "accent") else "ink"])
        for least, shade in shades.items()
    }
    table = _table(frame, row, column, value)
    _tiles(ax, table, table.map(form), inks, linewidths=3)
    ax.set_yticks(ax.get_yticks(), table.index, color=COLOURS["ink"], rotation=0, va="center_baseline")


def _table(frame: pd.DataFrame, row: str, column: str, of: str) -> pd.DataFrame:
    """Rows against columns, both in the order of ``frame``."""
    table = frame.pivot(index=row, columns=column, values=of)
    return table.reindex(index=frame[row].unique(), columns=frame[column].unique())


def _tiles(
    ax: Axes,
    table: pd.DataFrame,
    texts: pd.DataFrame,
    inks: Mapping[float, tuple[str, str]],
    linewidths: float,
) -> None:
    """Draw a tile for each number with its text; ``inks`` is least number to colours of tile and letters."""
    seaborn.heatmap(
        table,
        ax=ax,
        cmap=ListedColormap([tile for tile, _ in inks.values()]),
        norm=BoundaryNorm([*inks, np.inf], len(inks)),
        annot=texts,
        fmt="",
        cbar=False,
        linewidths=linewidths,
        linecolor=COLOURS["paper"],
    )
    for text, number in zip(ax.texts, table.to_numpy()[table.notna()], strict=True):
        text.set_color(next(ink for least, (_, ink) in reversed([*inks.items()]) if number >= least))
    ax.set(xlabel="", ylabel="")
    ax.grid(False)


def unit_chart(
    ax: Axes, frame: pd.DataFrame, part: str, kind: str, colours: Mapping[str, str], wide: int = 3
) -> None:
    """Draw a square for each line of ``frame``, in a block for each part, with a legend of the kinds.

    Parameters
    ----------
    ax : Axes
    frame : DataFrame, one line a square
        Blocks stand from left to right in the order in which it names their parts; its column ``label`` names
        a square to a screen reader.
    part, kind : str
        Its columns: the block of a square, whose name stands below it, and what gives it its colour.
    colours : mapping
        Kind to colour, in the order in which a block is filled from below.
    wide : int
        Squares side by side in a block.
    """
    kinds, middles = list(colours), {}
    for place, (name, block) in enumerate(frame.groupby(part, sort=False)):
        left = place * (wide + 1)
        middles[name] = left + wide / 2
        for number, line in enumerate(
            block.sort_values(kind, key=lambda of: of.map(kinds.index)).itertuples()
        ):
            row, column = divmod(number, wide)
            square = ax.add_patch(
                Rectangle((left + column, row), 0.88, 0.88, color=colours[getattr(line, kind)])
            )
            link(square, getattr(line, "address", ""), str(line.label))
    ax.set(xlim=(-0.2, len(middles) * (wide + 1) - 0.8), aspect="equal", yticks=[])
    ax.autoscale_view(scalex=False)
    ax.set_xticks([*middles.values()], [*middles], color=COLOURS["ink"])
    ax.spines["bottom"].set_visible(False)
    ax.grid(False)
    shown = [Patch(color=colours[name], label=name) for name in kinds if name in set(frame[kind])]
    figure_of(ax).legend(
        handles=shown,
        loc="outside lower center",
        ncols=len(shown),
        frameon=False,
        handlelength=0.9,
        columnspacing=1.2,
    )


def timeline(ax: Axes, frame: pd.DataFrame, width: int = 24) -> list[Line2D]:
    """Draw the dates of each claim above those that other sources give for the same, and write them beside.

    A thick line is the stated span, a thin one what an approximate date may reach; up to ten days are a dot.

    Parameters
    ----------
    ax : Axes
    frame : DataFrame, one row a date
        ``slug`` (what is dated; a row of the figure each), ``kind`` ("claim" or another word), ``first`` and
        ``last`` (datetime, the stated span), ``earliest`` and ``latest`` (datetime, what it may reach),
        ``edtf`` and ``label`` (text, for the link), and ``address`` if it is cited.
    width : int
        Characters in a line of a row's name.

    Returns
    -------
    list of Line2D
        The thick lines and dots, one a row of ``frame``.
    """
    slugs, drawn = list(frame["slug"].unique()), []
    _name_sides(ax, [slug.replace("-", " ").capitalize() for slug in slugs], [], width)
    start, end = frame["earliest"].min(), frame["latest"].max()
    ax.set_xlim(start, end + (end - start) / 4)  # room for the last date in words
    for line in frame.to_dict("records"):
        lift, ink = (-0.16, "accent") if line["kind"] == "claim" else (0.16, "ink")
        height, ink = slugs.index(line["slug"]) + lift, COLOURS[ink]
        ax.plot([line["earliest"], line["latest"]], [height, height], color=ink, linewidth=1)
        span = [line["first"], line["last"]]
        if (span[1] - span[0]).days > 10:
            drawn += ax.plot(span, [height, height], color=ink, linewidth=5, solid_capstyle="butt")
        else:
            drawn += ax.plot(span[0], height, "o", color=ink, markersize=6)
        link(drawn[-1], line.get("address", ""), f"{line['slug']}: {line['edtf']}, {line['label']}")
    for (slug, kind), group in frame.groupby(["slug", "kind"], sort=False):
        lift, ink = (-0.16, "accent") if kind == "claim" else (0.16, "ink")
        words = ", ".join(dict.fromkeys(shown_date(edtf) for edtf in sorted(group["edtf"])))
        at = group["latest"].max(), slugs.index(slug) + lift
        ax.annotate(words, at, (7, 0), textcoords="offset points", va="center", size=9, color=COLOURS[ink])
    ax.set_xticks(pd.date_range(f"{start:%Y}-01-01", end, freq="6MS"))
    ax.xaxis.set_major_formatter(dates.DateFormatter("%Y-%m"))
    for kind, shade in (("the article", "accent"), ("other sources", "ink")):
        ax.plot([], [], color=COLOURS[shade], linewidth=5, label=kind)
    figure_of(ax).legend(loc="outside lower center", ncols=2, frameon=False)
    return drawn


def _name_sides(ax: Axes, rows: Sequence[str], columns: Sequence[str], width: int) -> None:
    """Write the names of rows on the left and those of columns, if any, on top."""
    ax.set_yticks(range(len(rows)), [fill(row, width) for row in rows], color=COLOURS["ink"])
    ax.xaxis.tick_top()
    if columns:
        ax.set_xticks(range(len(columns)), columns, color=COLOURS["ink"])
        ax.set_xlim(-0.5, len(columns) - 0.5)
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.spines["bottom"].set_visible(False)
    ax.grid(True, axis="y")
