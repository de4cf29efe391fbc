"""Marks: what is drawn where neither a bar nor a range says it: tiles, arrows, stacks of dots, bands and notes.

Like ``charts.bars`` each function draws into axes of ``charts.figure``; ``charts.headline`` and ``charts.show`` finish the figure.
"""

from matplotlib import ticker

from .charts import company, link, size, tone

_SHADES = (
    (60, "muted", "paper"),
    (20, "soft", "ink"),
    (0.5, "grid", "ink"),
)  # least percentage, tone of the tile and of its text


def tiles(ax, frame, row, column, value):
    """A tile per line of ``frame``, the darker the greater its ``value`` (percent), which is written in it from 0.5 on.

    ``row`` and ``column`` name the columns with the labels of both sides, in the order in which they are to stand.
    """
    rows, columns = ([*dict.fromkeys(frame[side])] for side in (row, column))
    for line in frame.to_dict("records"):
        down, right = rows.index(line[row]), columns.index(line[column])
        for least, shade, ink in _SHADES:
            if line[value] >= least:
                ax.bar(right, 0.94, 0.96, down - 0.47, color=tone[shade])
                ax.text(right, down, f"{line[value]:.0f}%", ha="center", va="center", color=tone[ink])
                break
    ax.set_xticks(range(len(columns)), columns)
    ax.set_yticks(range(len(rows)), rows, color=tone["ink"])
    ax.set(xlim=(-0.5, len(columns) - 0.5), ylim=(len(rows) - 0.5, -0.5))
    ax.grid(False)


def arrows(ax, frame, label, count, back):
    """For each line of ``frame`` as many arrows as ``count`` (whole numbers) says, and below them one that points ``back`` (str).

    The column ``label`` names a line; its colour is that of the company named in it. A column ``id`` links it to its evidence.
    """
    ticks = []
    for place, line in enumerate(frame.to_dict("records")):
        shade = next((company[name] for name in company if line[label].startswith(name)), tone["accent"])
        there = ax.plot(range(line[count]), [place] * line[count], ">", color=shade, markersize=11)[0]
        ax.plot(
            0, place + 0.36, "<", color=tone["paper"], markeredgecolor=shade, markeredgewidth=2, markersize=11
        )
        if line.get("id"):
            link(there, line["id"], f"{line[label]}: evidence")
        ticks += [(place, line[label]), (place + 0.36, back)]
    ax.set(frame_on=False, xticks=[], ylim=(len(frame) - 0.4, -0.3))
    ax.set_yticks(*zip(*ticks), color=tone["ink"])
    ax.grid(False)


def stacks(ax, frame, at, count, notes):
    """A stack of ``count`` dots at each ``at`` (numbers) of ``frame``.

    ``notes``: a text for each of the first stacks; the lowest dot of those is dark, of the very first in the accent colour.
    """
    for place, (x, dots) in enumerate(zip(frame[at], frame[count])):
        shades = [tone["soft"]] * dots
        if place < len(notes):
            shades[0] = tone["ink" if place else "accent"]
            ax.annotate(
                notes[place], (x, dots), (0, 12), textcoords="offset points", ha="center", color=shades[0]
            )
        ax.scatter([x] * dots, range(1, dots + 1), s=110, c=shades)
    ax.set(ylim=(0.3, frame[count].max() + 1), yticks=[], frame_on=False)


def band(ax, frame, x, low, high, title, xticks, yticks):
    """A grey band from ``low`` to ``high`` along ``x`` (columns of ``frame``) on a logarithmic axis, and a line at zero.

    ``title`` stands above its left end; the last of ``xticks`` bears the name of ``x`` too.
    """
    ax.fill_between(x, low, high, data=frame, color=tone["soft"], zorder=0)
    ax.set_xscale("log")
    ax.set_xticks(xticks, [f"{tick:,.0f}" for tick in xticks[:-1]] + [f"{xticks[-1]:,.0f} {x}"])
    ax.xaxis.set_minor_locator(ticker.NullLocator())
    ax.axhline(0, color=tone["muted"], linewidth=0.8)
    ax.set_yticks(yticks)
    ax.margins(x=0.02, y=0.22)
    ax.set_title(title, loc="left", size=size["text"])


def note(ax, text, point, place):
    """Write ``text`` at ``place`` with an arrow to ``point`` (both in data units)."""
    ax.annotate(text, point, place, ha="center", arrowprops={"arrowstyle": "->", "color": tone["ink"]})
