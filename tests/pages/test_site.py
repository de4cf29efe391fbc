"""What stands around a page, what can be taken from it, and terms explained where they first stand."""

import pytest
from lxml import html as tree
from nbformat.v4 import new_code_cell, new_output

from newsclaims import tables
from newsclaims.errors import DataError
from newsclaims.pages import glossary, site

HERE = {"metadata": {"name": "06-cross-check", "path": str(tables.ROOT / "notebooks")}}


def shown(code):
    """The files that the page offers for a cell of ``code`` that shows a table."""
    output = new_output("display_data", {"text/html": "<table></table>"})
    return [name for name, _ in site.files_of_table(new_code_cell(code, outputs=[output]), HERE)]


def test_a_page_says_the_newest_release_of_the_changelog(tmp_path):
    assert site.release(tmp_path) == ("", None)
    log = tmp_path / "CHANGELOG.md"
    log.write_text(
        "# Changes\n\n## Soon\n\n## 1.10.0 (2027-02-03)\n\n## 1.9.0 (2026-01-01)\n", encoding="utf-8"
    )
    version, day = site.release(tmp_path)
    assert (version, day.isoformat()) == ("1.10.0", "2027-02-03")
    log.write_text("## 2.0.0 (2027-02-30)\n", encoding="utf-8")
    with pytest.raises(DataError, match="2027-02-30 is no date"):
        site.release(tmp_path)


@pytest.mark.parametrize(
    "contact, link",
    [
        ("", ""),
        ("errors@example.org", "mailto:errors@example.org"),
        ("https://example.org/x", "https://example.org/x"),
    ],
)
def test_a_contact_is_an_address_or_nothing(tmp_path, contact, link):
    settings(tmp_path, f'title = "T"\ncontact = "{contact}"')
    said = {"title": "T", "address": "", "rights": "", "contact": link, "reached": contact}
    assert site.settings(tmp_path) == said


@pytest.mark.parametrize("contact", ["call us", "javascript:alert(1)", "https://", "a@b@c"])
def test_a_contact_that_leads_nowhere_is_refused(tmp_path, contact):
    settings(tmp_path, f'contact = "{contact}"')
    with pytest.raises(DataError, match="data/collection.toml: contact is"):
        site.settings(tmp_path)


def test_settings_that_cannot_be_read_are_named(tmp_path):
    settings(tmp_path, "title = ")
    with pytest.raises(DataError, match="data/collection.toml is not readable TOML"):
        site.settings(tmp_path)
    settings(tmp_path / "other", 'start = "00-overview"')
    with pytest.raises(DataError, match="names the notebook '00-overview' and does not list it"):
        site.settings(tmp_path / "other")


def settings(folder, text):
    """Make ``folder`` a collection that says ``text`` (TOML) of itself."""
    (folder / "data").mkdir(parents=True)
    (folder / "data/collection.toml").write_text(text, encoding="utf-8")


def test_a_table_offers_what_its_cell_writes_or_alone_reads():
    assert shown("x = tables.write(x[tables.read('facts').columns], 'fact-sheet')") == ["fact_sheet.csv"]
    assert shown("table(tables.read('translations'))") == ["translations.csv"]
    assert shown("a, b = tables.read('facts'), tables.read('claims')") == []
    assert shown("%time tables.read('claims')") == []
    assert site.files_of_table(new_code_cell("tables.read('claims')"), HERE) == []


def test_the_data_of_a_page_are_what_its_notebook_writes():
    offered = {name for _, name, _ in site.about(HERE)["data"]}
    assert "fact_sheet.csv" in offered and "claims.csv" not in offered
    every = {
        name for _, name, _ in site.about({"metadata": HERE["metadata"] | {"name": "00-overview"}})["data"]
    }
    assert offered < every and "claims.csv" in every


@pytest.fixture
def explained():
    """A function that explains the terms in a text of a page and gives the page and what was explained."""

    def explain(text):
        body = tree.fragment_fromstring(f'<div><div class="text">{text}</div></div>')
        glossary.explain(body, tables.ROOT)
        return body, [button.text for button in body.iter("button")]

    return explain


def test_a_term_is_explained_once_where_it_first_stands(explained):
    body, terms = explained(
        "<p>A Hedge, and <b>two hedges</b>; a cliff-edge.</p><ul><li>The narrator</li></ul>"
    )
    assert terms == ["Hedge", "narrator"]
    hedge = body.find(".//button")
    words = body.get_element_by_id(hedge.get("popovertarget"))
    assert words.text.startswith("Words that hold a statement") and words.tail == ", and "
    words.drop_tree()
    assert body.text_content().startswith("A Hedge, and two hedges; a cliff-edge.")


def test_the_longest_term_is_taken_and_the_text_stays_as_it_is(explained):
    body, terms = explained("<p>One relay of a flow ratio, a half and a hedge.</p>")
    assert terms == ["relay", "flow ratio", "hedge"]
    for words in body.findall(".//span"):
        words.drop_tree()
    assert body.text_content() == "One relay of a flow ratio, a half and a hedge."


@pytest.mark.parametrize(
    "text",
    [
        "<h2>A hedge</h2>",
        "<p><a href='x'>a hedge</a> <code>hedge</code></p>",
        "<table><tr><td>hedge</td></tr></table>",
        "<p lang='zh'>一个 hedge 而已</p>",
        "<ul><li><a id='x'></a><strong>slug.</strong> A hedge</li></ul>",
        "<p>A <em>hedge</em> is a word. A hedge</p>",
        "<details><p>hedge</p></details>",
    ],
)
def test_links_code_headings_tables_and_entries_are_left_alone(explained, text):
    assert explained(text)[1] == []


def test_no_word_leads_to_two_terms_and_each_term_is_listed():
    rows = list(tables.read("glossary").itertuples())
    forms = [form.lower() for row in rows for form in row.forms.split("|") if form]
    assert len(forms) == len(set(forms))
    listed = glossary.listed().splitlines()
    assert len(listed) == len(rows) and '- <a id="term-half-life"></a>**half-life.** ' in "\n".join(listed)
