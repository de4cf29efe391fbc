"""Escaping: whatever an article or a source says is shown, and does nothing."""

from html.parser import HTMLParser

import pytest
from nbconvert.filters.markdown import markdown2html

from newsclaims.evidence.escaping import escape_html, escape_markdown, escape_title
from newsclaims.pages.prose import dollars, link_matches

FOREIGN = [
    '<script>hit()</script> <img src=x onerror="hit()">',
    "[点](javascript:hit) ![x](x.png)",
    "**不是粗体** _nor this_ `code` ~~struck~~ | cell |",
    "$5 to $10, 5 < 6 & 7 > 6, \\(x\\)",
    "a\nb\n# no heading",
]


class Shown(HTMLParser):
    """The text and the tags of some HTML."""

    def __init__(self, html):
        super().__init__()
        self.text, self.tags = "", set()
        self.feed(html)

    def handle_data(self, data):
        self.text += data

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)


@pytest.mark.parametrize("text", FOREIGN)
def test_markdown_shows_foreign_text_as_it_is_and_on_one_line(text):
    shown = Shown(markdown2html("Said: " + escape_markdown(text)))
    assert shown.text.strip() == "Said: " + " ".join(text.split()) and shown.tags <= {"p", "span"}
    assert dollars("Said: " + escape_markdown(text)) == []


@pytest.mark.parametrize("text", [*FOREIGN, 'He said "yes', "(a_b * c ** 2) [d](e) $f_g$"])
def test_a_title_is_one_title_whatever_it_says(text):
    link = f'**Of [7](a.ipynb#b "{escape_title(text)}") $1 of** *it*'
    assert [found["target"] for found in link_matches(link)] == ["a.ipynb#b"] and dollars(link) == []
    shown = Shown(markdown2html(link))
    assert shown.text.strip() == "Of 7 $1 of it" and shown.tags == {"p", "strong", "em", "a"}


def test_a_title_holds_no_sign_that_markdown_reads():
    said = escape_title('2 * a_b(c) is "$3" | `d` _e_')
    assert said == r"2 \* a_b(c) is “\$3” \| 'd' \_e\_"


@pytest.mark.parametrize("text", FOREIGN)
def test_html_shows_foreign_text_as_it_is(text):
    shown = Shown(f'<p title="{escape_html(text)}">{escape_html(text)}</p>')
    assert shown.text == text and shown.tags == {"p"}


@pytest.mark.parametrize("escape", [escape_html, escape_markdown])
def test_what_turns_the_text_around_it_is_shown_by_its_number(escape):
    assert escape("300 人\u202e被裁").replace("\\", "") == "300 人[U+202E]被裁"
