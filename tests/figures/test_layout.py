"""Layout: texts are short, fit their place and keep apart."""

import pytest

from newsclaims import figures


def test_lines_wrap_within_the_width_and_no_line_starts_with_a_closing_mark():
    fig, _ = figures.figure()
    text = (
        "\u5dee\u8ddd\u4e3a\u5341\u516d\u4e2a\u767e\u5206\u70b9\uff0c\u6837\u672c\u91cf\uff08\u4e0d\u8be6\uff09\u3002"
        * 3
    )
    for inches in (0.8, 0.9, 1, 1.1, 1.2):
        lines = figures.wrap(fig, text, 12, inches).split("\n")
        assert "".join(lines) == text
        assert max(map(len, lines)) <= inches * 72 / 12 + 1
        assert not any(line[0] in "\uff0c\uff09\u3002" for line in lines)


def test_wrapped_lines_are_about_equally_long():
    fig, _ = figures.figure()
    first, second = figures.wrap(fig, "a title with one word too many for its line", 12, 2.9).split("\n")
    assert abs(len(first) - len(second)) < 8


@pytest.mark.parametrize(
    "value, text",
    [(0, "0"), (1 / 3, "0.333"), (12.5, "12.5"), (4034, "4,034"), (1.4e6, "1.4m"), (14.3e9, "14.3bn")]
    + [(-2.5e12, "-2.5tn"), (1234.5, "1,234")],
)
def test_numbers_are_short_and_plain(value, text):
    assert figures.short_number(value) == text


def test_decimals_have_a_minus_sign_that_no_dash_is_taken_for():
    assert [figures.decimals(1)(value) for value in (-0.25, 2)] == ["−0.2", "2.0"]


def test_the_figure_grows_by_its_headline_and_nothing_of_it_is_cut_off():
    fig, ax = figures.figure(height=2)
    figures.headline(
        ax, "A finding that is long enough to need a second line on a figure of this width", "差距"
    )
    assert fig.get_figheight() > 2.6 and fig.claim["chinese"] == "差距"
    assert figures.overlaps(fig) == []
    fig.draw_without_rendering()
    assert ax.get_window_extent().height / fig.dpi > 1.4


def test_labels_of_lines_that_end_together_are_moved_apart():
    fig, ax = figures.figure()
    for name, end in (("first", 3.0), ("second", 3.01), ("third", 3.02)):
        ax.plot([1, 2], [1, end], label=name)
    figures.label_ends(ax)
    assert [text.get_text() for text in ax.texts] == ["first", "second", "third"]
    assert figures.overlaps(fig) == []


def test_texts_on_each_other_and_beyond_the_canvas_are_found():
    fig, ax = figures.figure()
    ax.text(0.5, 0.5, "first")
    ax.text(0.51, 0.5, "second")
    ax.text(0.9, 0.8, "a label much too long for its place").set_in_layout(False)
    ax.text(0.1, 0.1, "elsewhere")
    assert figures.overlaps(fig) == [("a label much too long for its place", ""), ("first", "second")]
