"""Marks: as many as the table says, each where it belongs."""

import pandas as pd
from matplotlib.colors import to_hex

from newsclaims.figures import charts, marks


def texts(ax):
    return [text.get_text() for text in ax.texts if text.get_text()]


def test_tiles_stand_in_the_order_of_the_table_and_small_ones_stay_empty():
    frame = pd.DataFrame(
        {"who": ["B", "B", "A", "A"], "rank": ["1st", "2nd", "1st", "2nd"], "percent": [99.7, 0.3, 20, 80]}
    )
    _, ax = charts.figure()
    marks.tiles(ax, frame, "who", "rank", "percent")
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["B", "A"] and ax.yaxis_inverted()
    assert [(text.get_position(), text.get_text()) for text in ax.texts if text.get_text()] == [
        ((0, 0), "100%"),
        ((0, 1), "20%"),
        ((1, 1), "80%"),
    ]
    assert [to_hex(tile.get_facecolor()) for tile in ax.patches] == [
        charts.tone[shade] for shade in ("muted", "soft", "muted")
    ]


def test_there_are_as_many_arrows_as_moves_and_one_back():
    frame = pd.DataFrame({"move": ["OpenAI to X", "Y to X"], "moves": [3, 5], "id": ["openai-x", ""]})
    _, ax = charts.figure()
    marks.arrows(ax, frame, "move", "moves", "back")
    drawn = [(line.get_marker(), len(line.get_xdata()), line.get_url()) for line in ax.lines]
    assert drawn == [(">", 3, "entry:openai-x"), ("<", 1, None), (">", 5, None), ("<", 1, None)]
    assert ax.lines[0].get_color() == charts.company["OpenAI"]


def test_stacks_are_as_high_as_their_count_and_the_first_is_marked():
    frame = pd.DataFrame({"swaps": [0, 1, 2], "orders": [1, 3, 5]})
    _, ax = charts.figure()
    marks.stacks(ax, frame, "swaps", "orders", ["one", "two"])
    assert [len(stack.get_offsets()) for stack in ax.collections] == [1, 3, 5]
    assert texts(ax) == ["one", "two"]
    lowest = [to_hex(stack.get_facecolor()[0]) for stack in ax.collections]
    assert lowest == [charts.tone["accent"], charts.tone["ink"], charts.tone["soft"]]


def test_a_band_names_its_axis_once_and_holds_its_note():
    frame = pd.DataFrame({"people": [40.0, 400, 4000], "low": [-9.0, -2, 1], "high": [12.0, 6, 4]})
    fig, ax = charts.figure()
    marks.band(ax, frame, "people", "low", "high", "A minus B", [100, 1000], [0, 10])
    marks.note(ax, "apart", (2000, 0), (2000, -8))
    fig.draw_without_rendering()
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["100", "1,000 people"]
    assert ax.get_ylim()[0] < -9 and charts.overlaps(fig) == []
