"""Figures: one style, the kinds of figures, and saving them so that each run gives the same bytes.

    from newsclaims import figures

    fig, ax = figures.figure(rows=len(shares))
    figures.bars(ax, ledger.cite(shares), "company", "percent", unit="%")
    title, holds = "Anthropic keeps more than OpenAI", "anthropic-retention > openai-retention"
    figures.headline(fig, title, "Anthropic 的留存率高于 OpenAI", holds)
    alt, row = "Bar chart of the share still employed: {rows}.", "{company} {percent:.0f}%"
    figures.save_figure(fig, "03-retention", shares, alt, row)

A frame that ``Ledger.cite`` gave its columns ``address`` and ``verdict`` has its marks linked to their
evidence; behind a value stands the verdict of other sources where that takes something away from it.
"""

from .grids import heatmap, signed_heatmap, timeline, unit_chart
from .layout import decimals, headline, label_ends, overlaps, short_number, wrap, write_beside
from .lines import band, counted_runs, curves, dot_stacks, note
from .rows import arrows, bars, ranges
from .saving import SavedFigure, reuse_figure, save_figure
from .style import COLOURS, COMPANY_COLOURS, SIZES, VERDICT_COLOURS, company_colour, figure
from .svg import link

__all__ = [
    "COLOURS",
    "COMPANY_COLOURS",
    "SIZES",
    "SavedFigure",
    "VERDICT_COLOURS",
    "arrows",
    "band",
    "bars",
    "company_colour",
    "curves",
    "decimals",
    "dot_stacks",
    "figure",
    "headline",
    "heatmap",
    "label_ends",
    "link",
    "note",
    "overlaps",
    "ranges",
    "reuse_figure",
    "save_figure",
    "short_number",
    "signed_heatmap",
    "counted_runs",
    "timeline",
    "unit_chart",
    "wrap",
    "write_beside",
]
