"""Grids: each mark stands in its row and column."""

import pandas as pd
from matplotlib.colors import to_hex

from newsclaims import figures


def test_tiles_stand_in_the_order_of_the_table_and_small_ones_stay_empty():
    frame = pd.DataFrame(
        {"who": ["B", "B", "A", "A"], "rank": ["1st", "2nd", "1st", "2nd"], "percent": [99.7, 0.3, 20, 80]}
    )
    _, ax = figures.figure()
    figures.heatmap(ax, frame, "who", "rank", "percent")
    names = [[tick.get_text() for tick in ticks] for ticks in (ax.get_yticklabels(), ax.get_xticklabels())]
    assert names == [["B", "A"], ["1st", "2nd"]] and ax.yaxis_inverted()
    assert {text.get_position(): text.get_text() for text in ax.texts if text.get_text()} == {
        (0.5, 0.5): "100%",
        (0.5, 1.5): "20%",
        (1.5, 1.5): "80%",
    }
    tiles = [to_hex(shade) for shade in ax.collections[0].get_facecolors()]
    assert tiles == [figures.COLOURS[shade] for shade in ("muted", "paper", "soft", "muted")]
    inks = [text.get_color() for text in ax.texts if text.get_text()]
    assert inks == [figures.COLOURS[shade] for shade in ("paper", "ink", "paper")]


def test_what_speaks_against_is_red_and_the_name_of_a_row_leads_to_its_evidence():
    frame = pd.DataFrame(
        {
            "item": ["two", "two", "one", "one"],
            "view": ["A", "B", "A", "B"],
            "sign": [-2, 1, 0, -1],
            "text": ["II", "C", "", "I"],
            "address": ["02-claims.ipynb#two", "02-claims.ipynb#two", "#one", "#one"],
        }
    )
    _, ax = figures.figure()
    figures.signed_heatmap(ax, frame, "item", "view", "sign", "text")
    shades = figures.VERDICT_COLOURS
    assert [to_hex(shade) for shade in ax.collections[0].get_facecolors()] == [
        shades["contradicted"],
        shades["nuanced"],
        figures.COLOURS["paper"],
        shades["not reproduced"],
    ]
    assert [text.get_text() for text in ax.texts] == ["II", "C", "", "I"]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["two", "one"]
    assert [label.get_url() for label in ax.get_yticklabels()] == ["02-claims.ipynb#two", "#one"]


def test_the_dates_of_a_claim_stand_above_those_of_others_and_a_day_is_a_dot():
    days = pd.to_datetime(["2023-05-01", "2023-05-31", "2023-04-01", "2023-06-30"]).to_list()
    first, last, earliest, latest = days
    frame = pd.DataFrame(
        [
            (
                "tender-date",
                "claim",
                first,
                last,
                earliest,
                latest,
                "2023-05~",
                "the article",
                "#tender-date",
            ),
            ("tender-date", "outside", first, first, first, first, "2023-05-01", "a paper", ""),
        ],
        columns=["slug", "kind", "first", "last", "earliest", "latest", "edtf", "label", "address"],
    )
    fig, ax = figures.figure()
    span, day = figures.timeline(ax, frame)
    assert span.get_ydata()[0] < 0 < day.get_ydata()[0] and ax.yaxis_inverted()
    assert list(span.get_xdata()) == [first, last] and list(day.get_xdata()) == [first]
    assert (day.get_marker(), span.get_url(), day.get_url()) == ("o", "#tender-date", None)
    assert list(ax.lines[0].get_xdata()) == [earliest, latest]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Tender date"]


def test_a_square_of_a_unit_chart_stands_in_the_block_of_its_part_and_leads_to_its_evidence():
    told = pd.DataFrame(
        {
            "part": ["start", "end", "start"],
            "verdict": ["opinion", "nuanced", "nuanced"],
            "label": list("abc"),
        }
    ).assign(address=["#a", "", "#c"])
    colours = {"nuanced": "#000000", "opinion": "#ffffff"}
    _, ax = figures.figure()
    figures.unit_chart(ax, told, "part", "verdict", colours, wide=1)
    squares = [(square.get_xy(), to_hex(square.get_facecolor()), square.get_url()) for square in ax.patches]
    assert squares == [
        ((0, 0), "#000000", "#c"),
        ((0, 1), "#ffffff", "#a"),
        ((2, 0), "#000000", None),
    ]
    assert [text.get_text() for text in ax.get_xticklabels()] == ["start", "end"]
