"""Draw: the charts that charts.py has not: grids in which a dot is a number or a rating, and curves with their names at the end."""

from itertools import cycle
from textwrap import fill

from matplotlib import dates

from . import charts

# Rating to marker, its size in points, and whether it is filled: what speaks against stands out, what fits stays quiet.
_MARKS = {
    "CC": ("o", 10, False),
    "C": ("o", 6, False),
    "N": ("_", 5, False),
    "I": ("s", 8, True),
    "II": ("s", 13, True),
}
_RATED = {"CC": "fits well", "C": "fits", "N": "neither", "I": "speaks against", "II": "strongly against"}
_LINES = (("muted", "-"), ("accent", "-"), ("ink", "--"), ("ink", "-"))


def _laid_out(ax, rows, columns, width):
    ax.set_yticks(range(len(rows)), [fill(row, width) for row in rows], color=charts.tone["ink"])
    ax.xaxis.tick_top()
    if columns:
        ax.set_xticks(range(len(columns)), columns, color=charts.tone["ink"])
        ax.set_xlim(-0.5, len(columns) - 0.5)
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.spines["bottom"].set_visible(False)
    ax.grid(True, axis="y")


def decimals(places):
    """A writer of numbers with ``places`` decimals and a minus sign that no dash is taken for."""
    return lambda number: f"{number:.{places}f}".replace("-", "−")


def sized(ax, frame, row, column, number, rows, columns, width=16):
    """A dot for each line of ``frame`` at its ``row`` and ``column``, its area by ``number``, which is written beside it.

    ``rows`` and ``columns``: labels in order (lists); ``width``: characters in a line of a row label. A column ``id``, if there is one, links dots to the ledger.
    """
    _laid_out(ax, rows, columns, width)
    for line in frame.to_dict("records"):
        place, root = (columns.index(line[column]), rows.index(line[row])), line[number] ** 0.5
        (dot,) = ax.plot(*place, "o", markersize=6 * root, color=charts.tone["accent"])
        ax.annotate(line[number], place, (5 + 3 * root, 0), textcoords="offset points", va="center")
        if "id" in line:
            charts.link(dot, line["id"], f"{line[row]}, {line[column]}: evidence")


def rated(ax, frame, row, column, rating, rows, columns, width=35):
    """A mark for each line of ``frame`` by its ``rating`` (CC, C, N, I, II), with a legend; the rest as for ``sized``.

    It is the label of a row that leads to the ledger, since all its marks have the same evidence.
    """
    _laid_out(ax, rows, columns, width)
    ax.tick_params("x", rotation=90)
    for name, words in _RATED.items():
        here = frame[frame[rating] == name]
        _mark(ax, here[column].map(columns.index), here[row].map(rows.index), name).set_label(words)
    ids = dict(zip(frame[row], frame["id"]))
    for text, label in zip(ax.get_yticklabels(), rows):
        charts.link(text, ids[label], f"{label}: evidence")
    fig = ax.get_figure(root=True)
    fig.legend(loc="outside lower center", ncols=3, frameon=False, handletextpad=0.1)


def _mark(ax, x, y, rating):
    shape, points, filled = _MARKS[rating]
    ink = charts.tone["accent" if filled else "muted"]
    return ax.plot(
        x, y, shape, markersize=points, color=ink, markerfacecolor=ink if filled else "none", mew=1.4
    )[0]


def curves(ax, frame, x, **settings):
    """A line against the column ``x`` for every other column of ``frame``, its name at its end; ``settings`` as for ``ax.set``."""
    for name, (shade, style) in zip(frame.columns.drop(x), cycle(_LINES)):
        ax.plot(frame[x], frame[name], color=charts.tone[shade], linestyle=style, label=name, clip_on=False)
    ax.set(xlim=(frame[x].min(), frame[x].max()), **settings)
    charts.label_ends(ax)


def timeline(ax, frame, width=24):
    """The spans of ``frame`` (DataFrame of ``crosscheck.timeline``): for each slug the claim's above, those of other sources below.

    A thick line is the stated span, a thin one what an approximate date may reach; a day is a dot.
    """
    slugs = list(frame["slug"].unique())
    _laid_out(ax, [slug.replace("-", " ").capitalize() for slug in slugs], [], width)
    ax.set_xlim(frame["earliest"].min(), frame["latest"].max())
    for line in frame.itertuples():
        is_claim = line.kind == "claim"
        at, ink = (
            slugs.index(line.slug) + (-0.16 if is_claim else 0.16),
            charts.tone["accent" if is_claim else "ink"],
        )
        ax.plot([line.earliest, line.latest], [at, at], color=ink, linewidth=1)
        if (line.last - line.first).days > 10:
            (mark,) = ax.plot(
                [line.first, line.last], [at, at], color=ink, linewidth=5, solid_capstyle="butt"
            )
        else:
            (mark,) = ax.plot(line.first, at, "o", color=ink, markersize=6)
        charts.link(mark, line.id, f"{line.slug}: {line.edtf}, {line.label}")
    ax.xaxis.set_major_locator(dates.MonthLocator(bymonth=(1, 7)))
    ax.xaxis.set_major_formatter(dates.DateFormatter("%Y-%m"))
    for kind, shade in (("the article", "accent"), ("other sources", "ink")):
        ax.plot([], [], color=charts.tone[shade], linewidth=5, label=kind)
    ax.get_figure(root=True).legend(loc="outside lower center", ncols=2, frameon=False)
