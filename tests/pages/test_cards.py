"""Evidence cards: what they say of each kind of entry, which links have one, and where a claim is used."""

import re

import pytest
from lxml import html as tree
from test_pages import HOSTILE

from newsclaims.ledger import Ledger, Quantity
from newsclaims.ledger.entry import AssumptionEvidence, ClaimEvidence, Entry, FactEvidence
from newsclaims.pages import cards, trace

SENTENCE = "据报道，公司去年有 80% 的人留下。"


def claim(quote="80%", start=110, said="报告", label="80% stayed.", hedge="reported"):
    evidence = ClaimEvidence("", "", "", quote, 3, start, start + len(quote), said, "report", hedge, "", "")
    return Entry("stayed", label, "claim", Quantity.of(80, 80, "percent"), "02-claims", evidence)


def fact(text="Firm (relaying Paper)", url="https://example.org/a?b=1&c=2"):
    evidence = FactEvidence("F001", "nuances", "high", "2025-05", "2025-06-03", "yes", text, text, url)
    return Entry("base", text, "outside", Quantity.of(160, 160, "people"), "07-ledger", evidence)


def assumption(text="A convention"):
    evidence = AssumptionEvidence(2, text, text)
    return Entry("span", text, "assumption", Quantity.of(1, 3, "year"), "07-ledger", evidence)


def known(*entries, **more):
    """What cards are made from: ``entries``, and numbers that rest on them, in the page of notebook 03."""
    ledger = Ledger({entry.id: entry for entry in entries}, notebook="03-retention")
    if {"stayed", "span"} <= ledger.entries.keys():
        ledger.derive("yearly", "Stayed a year", "2 * stayed / span - stayed / base(span)")
    return cards.Known(ledger, {3: (100, SENTENCE)}, **more)


def read(card):
    """The text of a card, and the targets of its links."""
    shown = tree.fragment_fromstring(card, create_parent="div")
    return shown.text_content(), [link.get("href") for link in shown.iter("a")]


def test_a_claim_shows_its_sentence_with_the_value_marked_who_says_it_and_what_others_say():
    card = cards.card("stayed", known(claim(), verdicts={"stayed": ("nuanced", "Firm; Paper")}))
    assert '<p lang="zh">据报道，公司去年有 <mark>80%</mark> 的人留下。</p>' in card
    text, _ = read(card)
    assert "80% stayed." in text
    assert "Said by: report, 报告; reported. Other sources: nuanced by Firm; Paper." in text
    rendered, _ = read(cards.card("stayed", known(claim(), renderings={"stayed": "80% of them stayed."})))
    assert "80% of them stayed." in rendered and "80% stayed." not in rendered
    assert "Other sources: not checked." in rendered


def test_a_derived_number_shows_its_formula_with_each_input_linked_and_valued_once():
    text, links = read(cards.card("yearly", known(claim(), assumption())))
    assert text.startswith("Stayed a year: ")
    assert text.endswith("= 2 × stayed 80% ÷ span 1 to 3 years − stayed ÷ span")
    assert links == ["02-claims.ipynb#stayed", "07-ledger.ipynb#span"]
    alone = Ledger({"span": assumption()}, notebook="03-retention")
    alone.derive("half", "Half", "base(span) / 2")
    alone.derive("quarter", "Quarter", "half / 2")
    assert read(cards.card("half", cards.Known(alone)))[0].endswith("= span 2 years ÷ 2")
    assert read(cards.card("quarter", cards.Known(alone)))[1] == ["#half"]


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("rows('claims')", "rows of claims"),
        ("rows('claims', \"topic == 'pay' and not open\")", "rows of claims where topic = pay and not open"),
        (
            "cell('score', 'value', \"measure == 'span + value'\")",
            "value in score where measure = span + value",
        ),
        ("to(total('sentences', 'characters'), 'month')", "sum of characters in sentences"),
        ("2 * distinct('a-b', 'slug', 'x > 1')", "2 × (different slug in a-b where x > 1)"),
        ("share_difference(1, 2)", "share difference(1, 2)"),
    ],
)
def test_what_a_formula_takes_from_a_table_is_said_in_words(formula, said):
    entry = Entry("made", "Made", "derived", Quantity.of(1, 1), "03-retention", formula=formula)
    assert read(cards.card("made", known(entry)))[0] == f"Made: 1= {said}"


def test_a_long_formula_ends_early_and_says_so():
    formula = " + ".join(["stayed / span"] * 30)
    entry = Entry("sum", "Sum", "derived", Quantity.of(1, 1), formula=formula, inputs=("stayed", "span"))
    text, _ = read(cards.card("sum", known(claim(), assumption(), entry)))
    assert text.endswith(" … 2 inputs in all") and len(text) < cards.LONGEST + 60


def test_an_assumption_shows_base_case_range_reason_and_who_could_know():
    text, _ = read(cards.card("span", known(assumption("A convention"))))
    assert text == "A convention: 2 years (1 to 3 years)A convention.Who could know: A convention."


def test_a_fact_shows_value_words_publisher_date_and_leads_to_its_source():
    text, links = read(cards.card("base", known(fact(), notes={"F001": "Some 160 people."})))
    assert text.startswith("Firm (relaying Paper): 160 people")
    assert "Some 160 people." in text
    assert "Firm (relaying Paper), published 3 June 2025, after the article. Nuances the article." in text
    assert links == ["https://example.org/a?b=1&c=2"]
    assert read(cards.card("base", known(fact(url="javascript:alert(1)"))))[1] == []


def test_foreign_text_in_a_card_stays_text():
    hostile = known(
        claim(HOSTILE, 100, HOSTILE, HOSTILE, HOSTILE),
        fact(HOSTILE, f'https://example.org/"><script>{HOSTILE}'),
        assumption(HOSTILE),
        renderings={"stayed": HOSTILE},
        verdicts={"stayed": ("nuanced", HOSTILE)},
        notes={"F001": HOSTILE},
    )._replace(sentences={3: (0, HOSTILE * 2)})
    for id in ("stayed", "base", "span"):
        made = tree.fragment_fromstring(cards.card(id, hostile), create_parent="div")
        assert {each.tag for each in made.iter()} <= {"div", "p", "b", "mark", "span", "a"}
        assert not [key for each in made.iter() for key in each.attrib if key not in ("lang", "href")]
        assert made.text_content().count("<script>window.hit=1</script>") >= 2
        assert "[U+202E]" in made.text_content() and not re.search("[\u202a-\u202e]", made.text_content())


def test_links_in_text_and_figures_have_cards_and_those_in_tables_have_none():
    body = tree.fragment_fromstring(
        '<div><p><a href="02-claims.ipynb#stayed" title="80%; report">80%</a> <a href="#yearly">a</a></p>'
        '<ul><li><a href="02-claims.ipynb#stayed">b</a> <a href="https://example.org/#stayed">c</a></li></ul>'
        '<table><tr><td><a href="07-ledger.ipynb#span">d</a></td></tr></table>'
        '<figcaption><a href="07-ledger.ipynb#base" title="x">e</a> <a href="#other">f</a></figcaption></div>'
    )
    drawings = ['<svg><a href="02-claims.html#stayed" aria-label="x"><path/></a></svg>', "<style>a</style>"]
    cards.deal(body, drawings, known(claim(), fact(), assumption()))
    held = {link.text: link.get("interestfor") for link in body.iterfind(".//a[@href]") if link.text}
    assert held["80%"] == held["b"] and held["80%"] in drawings[0]
    assert [held[name] for name in "cdf"] == [None] * 3
    named = {held[name] for name in ("80%", "a", "e")}
    assert named == {card.get("id") for card in body.iterfind(".//*[@popover='hint']")} and len(named) == 3
    assert [kind.get("class") for kind in body.iterfind("div")] == [
        "cards claim",
        "cards derived",
        "cards outside",
    ]
    assert not body.findall(".//a[@title]")


def test_a_mark_of_the_article_is_a_link_to_its_note_which_is_its_card():
    body = tree.fragment_fromstring(
        '<div><section class="article x"><p><mark>留 <mark data-entry="stayed">80%</mark><sup>'
        '<a href="#note-stayed" aria-label="share: note on stayed">share</a></sup> 下</mark><sup>'
        '<a href="#note-whole">statement</a></sup>'
        '。</p><details class="notes"><summary>2 claims here</summary><ul><li id="note-stayed">Note</li>'
        '<li id="note-whole">Other</li></ul></details></section><p><a href="#stayed">80%</a></p></div>'
    )
    trace.link_marks(body)
    cards.deal(body, [], known(claim()))
    links = [(link.text_content(), link.get("href"), link.get("interestfor")) for link in body.iter("a")]
    assert links == [
        ("80%share", "#note-stayed", "note-stayed"),
        ("statement", "#note-whole", "note-whole"),
        ("80%", "#stayed", "note-stayed"),
    ]
    assert body.find(".//section/p").text_content() == "留 80%share 下statement。"
    assert {note.get("popover") for note in body.iter("li")} == {"hint"} and not body.findall(".//summary")


def test_uses_stand_together_by_notebook_and_formulas_as_one():
    body = tree.fragment_fromstring('<div><p>Note.<span data-uses="stayed"></span></p></div>')
    places = [
        ("03-retention.ipynb#from-stayed-1", "“Shares”"),
        ("03-retention.ipynb#from-stayed-2", "“Shares”"),
        ("03-retention.ipynb#figure-03-a", "figure “All stay”"),
        ("03-retention.ipynb#yearly", "formula of yearly"),
        ("03-retention.ipynb#half", "formula of half"),
        ("06-cross-check.ipynb#from-stayed-1", "“Checked”"),
    ]
    trace.fill_uses(body, {"stayed": places})
    assert body.text_content() == (
        "Note. Used in: retention: “Shares” (2 places), figure “All stay”, 2 formulas; "
        "cross check: “Checked”."
    )
    assert [link.get("href") for link in body.iter("a")] == [places[at][0] for at in (0, 2, 3, 5)]
