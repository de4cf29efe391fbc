"""Lines: as many and as high as the table says, each with its name."""

import pandas as pd
from matplotlib.colors import to_hex

from newsclaims import figures


def test_each_column_is_a_curve_with_its_name_at_its_end():
    frame = pd.DataFrame({"people": [10, 20, 30], "low": [1, 2, 3], "high": [2, 5, 9]})
    _, ax = figures.figure()
    figures.curves(ax, frame, "people", xlabel="people asked")
    assert [list(line.get_ydata()) for line in ax.lines] == [[1, 2, 3], [2, 5, 9]]
    assert {text.get_text(): tuple(text.xy) for text in ax.texts} == {"low": (30, 3), "high": (30, 9)}
    assert ax.get_xlabel() == "people asked" and ax.get_xlim() == (10, 30)


def test_stacks_are_as_high_as_their_count_and_the_first_is_marked():
    frame = pd.DataFrame({"swaps": [0, 1, 2], "orders": [1, 3, 5]})
    _, ax = figures.figure()
    figures.dot_stacks(ax, frame, "swaps", "orders", ["one", "two"])
    assert [len(stack.get_offsets()) for stack in ax.collections] == [1, 3, 5]
    assert [text.get_text() for text in ax.texts] == ["one", "two"]
    lowest = [to_hex(stack.get_facecolor()[0]) for stack in ax.collections]
    assert lowest == [figures.COLOURS[shade] for shade in ("accent", "ink", "soft")]


def test_a_band_names_its_axis_once_and_holds_its_note():
    frame = pd.DataFrame({"people": [40.0, 400, 4000], "low": [-9.0, -2, 1], "high": [12.0, 6, 4]})
    fig, ax = figures.figure()
    figures.band(ax, frame, "people", "low", "high", "A minus B", [100, 1000], [0, 10])
    figures.note(ax, "apart", (2000, 0), (2000, -8))
    fig.draw_without_rendering()
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["100", "1,000 people"]
    assert ax.get_ylim()[0] < -9 and figures.overlaps(fig) == []
    edge = ax.collections[0].get_paths()[0].vertices
    assert {(40, -9), (40, 12), (4000, 1), (4000, 4)} <= {tuple(point) for point in edge}


def test_runs_that_end_alike_are_one_dot_with_their_number_as_its_area():
    ends = pd.DataFrame(
        {"score": [1, 2, 3], "row": ["b", "a", "a"], "change": ["x", "x", "y"], "runs": [1, 8, 2]}
    )
    names, marks = {"a": "First", "b": "Second"}, {"b": 5, "a": 4}
    _, ax = figures.figure()
    figures.counted_runs(
        ax, ends, "score", "row", "change", names, marks, {"x": "#000000", "y": "#ffffff"}, "score-"
    )
    dots, bars, *_ = ax.collections
    drawn = zip(dots.get_offsets().tolist(), dots.get_facecolors(), dots.get_sizes(), strict=True)
    unit = dots.get_sizes()[0]
    assert {x: (round(y), to_hex(colour), round(size / unit)) for (x, y), colour, size in drawn} == {
        1: (1, "#000000", 1), 2: (0, "#000000", 8), 3: (0, "#ffffff", 2),
    }  # fmt: skip
    assert bars.get_offsets().tolist() == [[4, 0], [5, 1]]
    labels = [(text.get_text(), text.get_url()) for text in ax.get_yticklabels()]
    assert labels == [("First", "#score-a"), ("Second", "#score-b")]
