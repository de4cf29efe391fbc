"""Rows: marks are as long as their numbers, an open end runs to the right edge, evidence is a link away."""

import pandas as pd
import pytest

from newsclaims import figures
from newsclaims.errors import DataError


@pytest.fixture
def cited():
    return pd.DataFrame(
        {
            "company": ["OpenAI 两年后仍在职", "Meta", "a start-up"],
            "percent": [67.5, 64, None],
            "address": ["02-claims.ipynb#openai-stays", "#meta-stays", ""],
            "verdict": ["nuanced", "supported", ""],
        }
    )


def texts(ax):
    return [text.get_text() for text in ax.texts]


def test_bars_begin_at_zero_end_at_their_value_and_say_it(cited):
    _, ax = figures.figure()
    drawn = figures.bars(ax, cited.drop(columns=["address", "verdict"]), "company", "percent", unit="%")
    assert [(bar.get_x(), bar.get_width()) for bar in drawn][:2] == [(0, 67.5), (0, 64)]
    assert texts(ax) == ["67.5%", "64%", "not stated"]
    assert ax.yaxis_inverted() and ax.get_yticklabels()[0].get_text().startswith("OpenAI")


def test_what_other_sources_take_away_stands_behind_the_value(cited):
    _, ax = figures.figure()
    figures.bars(ax, cited, "company", "percent", unit="%")
    assert texts(ax) == ["67.5% (nuanced)", "64%", "not stated"]
    _, ax = figures.figure()
    figures.ranges(ax, cited.assign(hi=70), "company", "percent", "hi", unit="%")
    assert texts(ax) == ["67.5–70% (nuanced)", "64–70%", "≤ 70%"]


def test_a_column_of_verdicts_that_is_counted_by_is_no_mark():
    tally = pd.DataFrame({"verdict": ["contradicted", "nuanced"], "claims": [3, 9]})
    _, ax = figures.figure()
    figures.bars(ax, tally, "verdict", "claims")
    assert texts(ax) == ["3", "9"]


@pytest.mark.parametrize("kind", [figures.bars, figures.ranges, figures.arrows])
def test_marks_lead_to_the_address_of_their_row_and_to_none_where_it_is_empty(cited, kind):
    _, ax = figures.figure()
    last = {figures.bars: [], figures.ranges: ["percent"], figures.arrows: ["back"]}[kind]
    drawn = kind(ax, cited.assign(percent=[3, 4, 5]), "company", "percent", *last)
    assert [mark.get_url() for mark in drawn] == ["02-claims.ipynb#openai-stays", "#meta-stays", None]


@pytest.mark.parametrize("log", [False, True])
def test_an_open_range_runs_to_the_edge_on_its_open_side_and_no_other(log):
    frame = pd.DataFrame(
        {"what": ["at most", "at least", "between"], "lo": [None, 20, 10], "hi": [30, None, 40]}
    )
    _, ax = figures.figure()
    most, least, between = figures.ranges(ax, frame, "what", "lo", "hi", log=log)
    left, right = ax.get_xlim()
    assert left < 10 and right > 40
    assert list(most.get_xdata()) == [left, 30] and (most.get_marker(), most.get_markevery()) == ("<", [0])
    assert list(least.get_xdata()) == [20, right] and (least.get_marker(), least.get_markevery()) == (
        ">",
        [1],
    )
    assert list(between.get_xdata()) == [10, 40] and between.get_marker() == "|"
    assert texts(ax) == ["≤ 30", "≥ 20", "10–40"]
    places = [text.xy for text in ax.texts]
    assert places == [(30, 0), (right, 1), (40, 2)]


def test_a_range_of_one_value_is_a_dot_and_the_ring_lies_at_the_value_inside():
    frame = pd.DataFrame({"what": ["Meta", "b"], "lo": [2, -3], "hi": [2, 5], "mid": [2, 1]})
    _, ax = figures.figure()
    dot, line = figures.ranges(ax, frame, "what", "lo", "hi", mid="mid")
    assert dot.get_marker() == "o" and texts(ax) == ["2", "-3 to 5"]
    rings = [drawn for drawn in ax.lines if drawn not in (dot, line)]
    assert [(list(ring.get_xdata()), list(ring.get_ydata())) for ring in rings] == [([1], [1])]
    assert (
        dot.get_color() == figures.COMPANY_COLOURS["Meta"] and line.get_color() == figures.COLOURS["accent"]
    )


@pytest.mark.parametrize(
    "lo, hi, log, said",
    [
        ([3], [2], False, "ends below its start"),
        ([0], [2], True, "cannot show 0"),
    ],
)
def test_ranges_that_cannot_be_drawn_are_refused(lo, hi, log, said):
    frame = pd.DataFrame({"what": ["a"], "lo": pd.Series(lo, dtype=float), "hi": pd.Series(hi, dtype=float)})
    _, ax = figures.figure()
    with pytest.raises(DataError, match=said):
        figures.ranges(ax, frame, "what", "lo", "hi", log=log)


@pytest.mark.parametrize("log", [False, True])
@pytest.mark.parametrize("others", [[], [2.0]], ids=["alone", "among others"])
def test_a_range_without_ends_has_no_line_and_says_so(others, log):
    ends = pd.Series([None, *others], dtype=float)
    frame = pd.DataFrame({"what": ["a", "b"][: len(ends)], "lo": ends, "hi": ends})
    _, ax = figures.figure()
    first, *_ = figures.ranges(ax, frame, "what", "lo", "hi", log=log)
    assert first.get_linestyle() == "None" and texts(ax)[0] == "not stated"


def test_there_are_as_many_arrows_as_moves_and_one_back():
    frame = pd.DataFrame({"move": ["OpenAI to X", "Y to X"], "moves": [3, 5]})
    _, ax = figures.figure()
    drawn = figures.arrows(ax, frame, "move", "moves", "back")
    assert [(line.get_marker(), len(line.get_xdata())) for line in ax.lines] == [
        (">", 3), ("<", 1), (">", 5), ("<", 1)
    ]  # fmt: skip
    assert [line.get_color() for line in drawn] == [
        figures.COMPANY_COLOURS["OpenAI"],
        figures.COLOURS["accent"],
    ]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["OpenAI to X", "back", "Y to X", "back"]
