"""Lines: what is drawn along a number: curves with their names, bands, dots that count, notes."""

from collections.abc import Mapping, Sequence
from itertools import cycle
from textwrap import fill
from typing import Any, Literal

import numpy as np
import pandas as pd
import seaborn
from matplotlib import ticker
from matplotlib.axes import Axes

from .layout import label_ends
from .style import COLOURS, SIZES
from .svg import link

_LINES = (("muted", "-"), ("accent", "-"), ("ink", "--"), ("ink", "-"))
_MOST = 450.0  # area of the largest dot of a figure, in square points


def curves(ax: Axes, frame: pd.DataFrame, x: str, **settings: Any) -> None:
    """Draw a line against the column ``x`` for every other column of ``frame``, its name at its end.

    Parameters
    ----------
    ax : Axes
    frame : DataFrame, one row a point
        At most four columns besides ``x`` look different.
    x : str
        The column with the numbers along the axis.
    **settings
        As for ``Axes.set``.
    """
    for name, (shade, style) in zip(frame.columns.drop(x), cycle(_LINES), strict=False):
        ax.plot(frame[x], frame[name], color=COLOURS[shade], linestyle=style, label=name, clip_on=False)
    ax.set(xlim=(frame[x].min(), frame[x].max()), **settings)
    label_ends(ax)


def dot_stacks(ax: Axes, frame: pd.DataFrame, at: str, count: str, notes: Sequence[str]) -> None:
    """Draw a stack of dots at each number.

    Parameters
    ----------
    ax : Axes
    frame : DataFrame, one row a stack
    at, count : str
        Its columns: where a stack stands, and how many dots it has.
    notes : list of str
        A text for each of the first stacks, whose lowest dot is dark; that of the very first has the accent
        colour.
    """
    for place, (x, dots) in enumerate(zip(frame[at], frame[count], strict=True)):
        shades = [COLOURS["soft"]] * dots
        if place < len(notes):
            shades[0] = COLOURS["ink" if place else "accent"]
            offset: dict[str, Any] = {"textcoords": "offset points", "ha": "center", "color": shades[0]}
            ax.annotate(notes[place], (x, dots), (0, 12), **offset)
        ax.scatter([x] * dots, range(1, dots + 1), s=110, c=shades)
    ax.set(ylim=(0.3, frame[count].max() + 1), yticks=[], frame_on=False)


def band(
    ax: Axes,
    frame: pd.DataFrame,
    x: str,
    low: str,
    high: str,
    title: str,
    xticks: Sequence[float],
    yticks: Sequence[float],
) -> None:
    """Draw a grey band on a logarithmic axis, and a line at zero.

    Parameters
    ----------
    ax : Axes
    frame : DataFrame, one row a point
    x, low, high : str
        Its columns: numbers above zero along the axis, and the lower and upper edge there.
    title : str
        Stands above the left end.
    xticks, yticks : list of float
        Ticks; the last of ``xticks`` bears the name of ``x`` too.
    """
    ax.fill_between(frame[x], frame[low], frame[high], color=COLOURS["soft"], zorder=0)
    ax.set_xscale("log")
    ax.set_xticks(xticks, [f"{tick:,.0f}" for tick in xticks[:-1]] + [f"{xticks[-1]:,.0f} {x}"])
    ax.xaxis.set_minor_locator(ticker.NullLocator())
    ax.axhline(0, color=COLOURS["muted"], linewidth=0.8)
    ax.set_yticks(yticks)
    ax.margins(x=0.02, y=0.22)
    ax.set_title(title, loc="left", size=SIZES["text"])


def counted_runs(
    ax: Axes,
    frame: pd.DataFrame,
    x: str,
    row: str,
    change: str,
    names: Mapping[str, str],
    marks: Mapping[str, float],
    shades: Mapping[str, str],
    ids: str,
    legend: Literal["lower right", "upper right"] = "lower right",
) -> None:
    """Draw runs of a test in the row of what it tests, as dots whose area is how many runs end there.

    A bar stands at the value without a change. Each kind of change has a lane of its own in the row.

    Parameters
    ----------
    ax : Axes
    frame : DataFrame, one row for runs that end alike
        A column ``runs`` has their number, at least 1.
    x, row, change : str
        Its columns: where a dot stands, in which row, and what was changed in the runs.
    names, marks : mapping
        Row to its name and to its value without a change, in the order of ``names``.
    shades : mapping
        What was changed to its colour, in the order in which they are drawn.
    ids : str
        The name of a row leads to the entry of the ledger whose id is this and the row.
    legend : str
        Its corner, where no dots are.
    """
    places = {key: place for place, key in enumerate(names)}
    lanes = dict(zip(shades, np.linspace(-0.3, 0.3, len(shades)), strict=True))
    most = frame["runs"].max()
    drawn = frame.assign(lane=frame[row].map(places) + frame[change].map(lanes))
    seaborn.scatterplot(
        drawn, x=x, y="lane", hue=change, hue_order=[*shades], palette=shades, legend=False, clip_on=False,
        size="runs", sizes=(0, _MOST), size_norm=(0, most), linewidth=0.4,
        edgecolor=COLOURS["paper"], ax=ax,
    )  # fmt: skip
    bars = [marks[key] for key in names], [*places.values()]
    for shade, line, area in (("paper", 4, 300), ("ink", 2, 240)):  # seen on dark dots too
        ax.scatter(*bars, marker="|", s=area, linewidth=line, zorder=3, color=COLOURS[shade])
    lines = [fill(name, 40) for name in names.values()]
    ax.set_yticks([*places.values()], lines, size=SIZES["text"] - 1, color=COLOURS["ink"])
    for text, (key, name) in zip(ax.get_yticklabels(), names.items(), strict=True):
        link(text, f"#{ids}{key}", f"{name}: evidence")
    ax.set(ylabel="", ylim=(len(names) - 0.5, -0.5))
    ax.grid(True, axis="y")
    for name, shade in shades.items():
        ax.scatter([], [], s=60, color=shade, label=name)
    third = max(2, round(most / 3))
    for runs in (1, round(third, 1 - len(str(third)))):
        ax.scatter(
            [],
            [],
            s=_MOST * runs / most,
            color=COLOURS["soft"],
            label=f"{runs} runs" if runs > 1 else "1 run",
        )
    ax.legend(loc=legend, frameon=False, labelspacing=0.2, borderpad=0)


def note(ax: Axes, text: str, point: tuple[float, float], place: tuple[float, float]) -> None:
    """Write ``text`` at ``place`` with an arrow to ``point`` (both in data units)."""
    ax.annotate(text, point, place, ha="center", arrowprops={"arrowstyle": "->", "color": COLOURS["ink"]})
