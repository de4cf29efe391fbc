"""Rows: figures with a row for each line of a frame, its name on the left: bars, ranges, arrows.

A frame that ``Ledger.cite`` gave its columns ``address`` and ``verdict`` has its marks linked to their
evidence; behind a value stands the verdict of other sources where that takes something away from it.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib import ticker
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.container import BarContainer
from matplotlib.lines import Line2D

from ..errors import DataError
from ..evidence.verdicts import WEAKENING
from .layout import short_number, wrap, write_beside
from .style import COLOURS, SIZES, company_colour, figure_of
from .svg import link


def bars(
    ax: Axes,
    frame: pd.DataFrame,
    label: str,
    value: str,
    color: str | Sequence[str] | None = None,
    unit: str = "",
    form: Callable[[float], str] = short_number,
) -> BarContainer:
    """Draw a bar from zero for each row, its value written at its end; a missing value is "not stated".

    Parameters
    ----------
    ax : Axes
    frame : DataFrame, one row a bar
        The first one is drawn on top.
    label, value : str
        Columns: the name of a row and its number.
    color : str or list of str, optional
        A name in COLOURS, a colour, or one for each row. Without it each row has the colour of the employer
        that its name holds, or the accent colour.
    unit : str
        Written behind each number.
    form : callable
        Number to text.

    Returns
    -------
    BarContainer
        The bars, one a row.
    """
    amounts = _numbers(frame[value])
    shades = _name_rows(ax, frame[label], color)
    # a bar of no length where nothing is stated: matplotlib would leave the text of a missing one empty
    drawn = ax.barh(range(len(frame)), np.nan_to_num(amounts), height=0.62, color=shades)
    marks = _verdict_marks(frame)
    texts = [
        "not stated" if pd.isna(amount) else form(amount) + unit + mark
        for amount, mark in zip(amounts, marks, strict=True)
    ]
    ax.bar_label(drawn, texts, padding=5)
    ax.axvline(0, color=COLOURS["muted"], linewidth=0.8)
    ax.xaxis.set_visible(False)
    ax.spines.bottom.set_visible(False)
    _link_rows(drawn, frame, label)
    return drawn


def ranges(
    ax: Axes,
    frame: pd.DataFrame,
    label: str,
    lo: str,
    hi: str,
    mid: str | None = None,
    log: bool = False,
    color: str | Sequence[str] | None = None,
    unit: str = "",
    form: Callable[[float], str] = short_number,
) -> list[Line2D]:
    """Draw a line from ``lo`` to ``hi`` for each row, or a dot where both are the same.

    An open end, a missing ``lo`` or ``hi``, is an arrow to the edge of the axes: left of what is known for
    "at most", right of it for "at least". Where both are missing there is no line, and "not stated" instead.

    Parameters
    ----------
    ax : Axes
    frame : DataFrame, one row a range
        The first one is drawn on top.
    label, lo, hi : str
        Columns: the name of a row and the ends of its range.
    mid : str, optional
        Column with a value inside, drawn as a ring.
    log : bool
        Whether the axis is logarithmic.
    color, unit, form
        As for ``bars``; ``form`` writes the ticks of the axis too.

    Returns
    -------
    list of Line2D
        The lines, one a row.

    Raises
    ------
    DataError
        Where a range ends below its start, or a logarithmic axis would have to show what is not above zero.
    """
    starts, ends = _numbers(frame[lo]), _numbers(frame[hi])
    known = [amount for amount in (*starts, *ends) if not pd.isna(amount)]
    if (starts > ends).any():
        raise DataError(f"{lo} and {hi} hold an interval that ends below its start: check the table")
    shades = _name_rows(ax, frame[label], color)
    edges = _scale(ax, min(known, default=1), max(known, default=1), log, form)
    drawn, marks = [], _verdict_marks(frame)
    for row, (start, end, shade) in enumerate(zip(starts, ends, shades, strict=True)):
        text, reach, mark = _range(start, end, edges, form)
        at = [row, row]
        drawn += ax.plot(reach, at, color=shade, linewidth=4, solid_capstyle="butt", clip_on=False, **mark)
        if mid and start < end:
            ax.plot(frame[mid].iloc[row], row, "o", markersize=7, color=COLOURS["paper"], mec=shade, mew=2)
        write_beside(ax, text + unit + marks[row], (reach[1], row))
    there = ~(np.isnan(starts) & np.isnan(ends))  # a row without a line has nothing to link
    _link_rows([line for line, shown in zip(drawn, there, strict=True) if shown], frame[there], label)
    return drawn


def arrows(ax: Axes, frame: pd.DataFrame, label: str, count: str, back: str) -> list[Line2D]:
    """Draw as many arrows as ``count`` says for each row, and below them one the other way.

    Parameters
    ----------
    ax : Axes
    frame : DataFrame, one row a direction
        The first one is drawn on top, in the colour of the employer that its name begins with.
    label, count : str
        Columns: the name of a row and its arrows, a whole number.
    back : str
        What is written beside the arrow that points back.

    Returns
    -------
    list of Line2D
        The arrows, one artist a row, without those that point back.
    """
    drawn, ticks = [], []
    for place, line in enumerate(frame.to_dict("records")):
        shade = company_colour(line[label])
        drawn += ax.plot(range(line[count]), [place] * line[count], ">", color=shade, markersize=11)
        hollow: dict[str, Any] = {"color": COLOURS["paper"], "markeredgecolor": shade, "markeredgewidth": 2}
        ax.plot(0, place + 0.36, "<", markersize=11, **hollow)
        ticks += [(place, line[label]), (place + 0.36, back)]
    ax.set(frame_on=False, xticks=[], ylim=(len(frame) - 0.4, -0.3))
    ax.set_yticks(*zip(*ticks, strict=True), color=COLOURS["ink"])
    ax.grid(False)
    _link_rows(drawn, frame, label)
    return drawn


def _numbers(column: pd.Series) -> np.ndarray:
    return column.to_numpy("float64", na_value=float("nan"))


def _name_rows(ax: Axes, names: pd.Series, color: str | Sequence[str] | None) -> list[str]:
    """Write the names of the rows, the first on top; returns a colour a row, as ``bars`` says."""
    fig = figure_of(ax)
    texts = [str(text) for text in names]
    wrapped = [wrap(fig, text, SIZES["text"], fig.get_figwidth() * 0.36) for text in texts]
    ax.set_yticks(range(len(texts)), wrapped, color=COLOURS["ink"], linespacing=1.3)
    ax.set_ylim(len(texts) - 0.45, -0.55)
    ax.grid(False)
    if color is None:
        return [company_colour(text) for text in texts]
    return [COLOURS.get(color, color)] * len(texts) if isinstance(color, str) else list(color)


def _scale(ax: Axes, low: float, high: float, log: bool, form: Callable[[float], str]) -> tuple[float, float]:
    """Make the x axis span ``low`` to ``high`` with some room; returns its edges (data units)."""
    if log and low <= 0:
        raise DataError(f"a logarithmic axis cannot show {low:g}: leave that row out or use log=False")
    if log:
        spare = 1.2 * (high / low) ** 0.06
        edges = low / spare, high * spare
        ax.set_xscale("log")
        ax.xaxis.set_major_locator(ticker.LogLocator(subs=(1,) if high / low > 300 else (1, 2, 5)))
        ax.xaxis.set_minor_locator(ticker.NullLocator())
    else:
        spare = (high - low) * 0.06 or abs(high) * 0.1 or 1
        edges = low - spare, high + spare
        ax.xaxis.set_major_locator(ticker.MaxNLocator(5))
    ax.set_xlim(edges)
    ax.xaxis.set_major_formatter(ticker.FuncFormatter(lambda amount, _: form(amount)))
    ax.grid(True, axis="x")
    return edges


def _range(
    start: float, end: float, edges: tuple[float, float], form: Callable[[float], str]
) -> tuple[str, list[float], dict[str, Any]]:
    """Return the text of a range, the ends of its line, and the mark at them (arguments of ``plot``)."""
    if pd.isna(start) and pd.isna(end):
        return "not stated", [edges[0], edges[0]], {"linestyle": ""}
    if pd.isna(start):
        return f"≤ {form(end)}", [edges[0], end], {"marker": "<", "markevery": [0]}
    if pd.isna(end):
        return f"≥ {form(start)}", [start, edges[1]], {"marker": ">", "markevery": [1]}
    if start == end:
        return form(start), [start, end], {"marker": "o", "markersize": 9}
    text = f"{form(start)} to {form(end)}" if start < 0 else f"{form(start)}–{form(end)}"
    return text, [start, end], {"marker": "|", "markersize": 11, "mew": 2}


def _verdict_marks(frame: pd.DataFrame) -> list[str]:
    """Return for each row of a cited frame what is written behind its value, "" for nothing."""
    if "address" not in frame:  # a frame of our own may count by a column of that name
        return [""] * len(frame)
    return [f" ({verdict})" if verdict in WEAKENING else "" for verdict in frame["verdict"]]


def _link_rows(drawn: Iterable[Artist], frame: pd.DataFrame, label: str) -> None:
    """Link each of ``drawn`` to the address of its row in a cited frame."""
    if "address" in frame:
        for artist, address, name in zip(drawn, frame["address"], frame[label], strict=True):
            link(artist, address, f"{name}: evidence")
