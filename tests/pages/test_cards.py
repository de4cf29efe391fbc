"""Evidence cards: what they say of each kind of entry, which links have one, and where a claim is used."""

import re

import nbformat
import pandas as pd
import pytest
from lxml import html as tree
from test_pages import HOSTILE

from newsclaims import tables
from newsclaims.ledger import Ledger, Quantity
from newsclaims.ledger.entry import AssumptionEvidence, ClaimEvidence, Entry, FactEvidence
from newsclaims.pages import cards, trace

SENTENCE = "据报道，公司去年有 80% 的人留下。"


def claim(quote="80%", start=110, said="报告", label="80% stayed.", hedge="reported"):
    evidence = ClaimEvidence(
        "", "", "", quote, 3, start, start + len(quote), said, "report", "record", hedge, "", ""
    )
    return Entry("stayed", label, "claim", Quantity.of(80, 80, "percent"), "02-claims", evidence)


def fact(text="Firm (relaying Paper)", url="https://example.org/a?b=1&c=2"):
    evidence = FactEvidence("F001", "high", "2025-05", "2025-06-03", "yes", text, text, url)
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
    assert "Said by: report, 报告; reported. Verdict: nuanced (Firm; Paper)." in text
    rendered, _ = read(cards.card("stayed", known(claim(), renderings={"stayed": "80% of them stayed."})))
    assert "80% of them stayed." in rendered and "80% stayed." not in rendered
    assert "Verdict: unverified." in rendered


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
    notes, effects = {"F001": ("some 160 people", "A rough count.")}, {"F001": [("nuances", "stayed")]}
    text, links = read(cards.card("base", known(claim(), fact(), notes=notes, effects=effects)))
    assert text.startswith("Firm (relaying Paper): 160 people")
    assert "some 160 people" in text and "A rough count." in text
    assert "Firm (relaying Paper), published 3 June 2025, after the article. nuances: stayed" in text
    assert links == ["https://example.org/a?b=1&c=2", "02-claims.ipynb#stayed"]
    assert read(cards.card("base", known(fact(url="javascript:alert(1)"))))[1] == []


def test_foreign_text_in_a_card_stays_text():
    hostile = known(
        claim(HOSTILE, 100, HOSTILE, HOSTILE, HOSTILE),
        fact(HOSTILE, f'https://example.org/"><script>{HOSTILE}'),
        assumption(HOSTILE),
        renderings={"stayed": HOSTILE},
        verdicts={"stayed": ("nuanced", HOSTILE)},
        notes={"F001": (HOSTILE, HOSTILE)},
    )._replace(sentences={3: (0, HOSTILE * 2)})
    for id in ("stayed", "base", "span"):
        made = tree.fragment_fromstring(cards.card(id, hostile), create_parent="div")
        assert {each.tag for each in made.iter()} <= {"div", "p", "b", "mark", "span", "a", "blockquote"}
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


def test_a_mark_of_the_article_is_a_link_to_its_note_and_neither_has_a_card():
    body = tree.fragment_fromstring(
        '<div><section class="article x"><p><mark>留 <mark data-entry="stayed">80%</mark><sup>'
        '<a href="#note-stayed" aria-label="1: note on stayed">1</a></sup> 下</mark><sup>'
        '<a href="#note-whole">2</a></sup>'
        '。</p><ol><li id="note-stayed"><a href="#stayed">stayed</a></li></ol></section>'
        '<p><a href="#stayed">80%</a></p></div>'
    )
    trace.link_marks(body)
    cards.deal(body, [], known(claim()))
    links = [(link.text_content(), link.get("href"), link.get("interestfor")) for link in body.iter("a")]
    assert links == [
        ("80%1", "#note-stayed", None),
        ("2", "#note-whole", None),
        ("stayed", "#stayed", None),
        ("80%", "#stayed", "c1"),
    ]
    assert body.find(".//section/p").text_content() == "留 80%1 下2。"


def rows(*claims):
    """Claims of an article, each with what is given of it and else what is the same for all."""
    alike = {"type": "passage", "rendering": "", "speaker": "", "disputed_by": "", "hedge": "none"}
    table = pd.DataFrame([alike | {"statement": f"{one['slug']} is said.", **one} for one in claims])
    return table.astype({"sentence": "Int64"})


def test_a_note_has_the_number_of_its_mark_and_a_sentence_its_english_and_a_shared_voice_once():
    text = "难吗？甲说八成留下，两成离开。"
    whole = {
        "slug": "whole",
        "sentence": 0,
        "start": 5,
        "end": 14,
        "speaker_type": "named person",
        "speaker": "甲",
    }
    stayed = whole | {"slug": "stayed", "start": 5, "end": 7, "type": "value", "hedge": "reported"}
    claims = rows(
        {"slug": "asked", "sentence": None, "start": 0, "end": 3, "speaker_type": "narrator"}, whole, stayed
    ).assign(rendering=["", "Jia says so.", "Jia says so."])
    paragraphs = pd.DataFrame({"start": [0, 3], "end": [3, 15]})
    shown = tree.fragment_fromstring(
        trace.article(text, claims, {"stayed": "not reproduced"}, paragraphs, "A")
    )
    marks = [(mark.get("data-entry"), mark.get("class"), mark.text_content()) for mark in shown.iter("mark")]
    assert marks == [
        ("asked", "passage", "难吗？"),
        ("whole", "passage", "八成2留下，两成离开"),
        ("stayed", "value", "八成"),
    ]
    assert [sup.text_content() for sup in shown.iter("sup")] == ["1", "2", "3"]
    notes = [
        (list_.get("start"), [" ".join(note.text_content().split()) for note in list_])
        for list_ in shown.iter("ol")
    ]
    assert notes == [
        ("1", ["asked asked is said. (narrator)"]),
        (
            "2",
            [
                "stayed stayed is said. (named person, 甲; reported) not reproduced",
                "whole whole is said. (named person, 甲)",
            ],
        ),
    ]
    assert [part.text_content() for part in shown.findall(".//div[@class='notes']/p")] == ["Jia says so. "]
    assert shown.find(".//b").get("class") == "verdict not-reproduced"
    alike = trace.article(text, claims.assign(hedge="none"), {}, paragraphs, "A")
    assert alike.count("named person") == 1 and '<p>Jia says so. <span class="who">(named person' in alike


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
    assert body.text_content() == "Note.used in retention 2 figure 2 formulas; cross check"
    links = [(link.get("href"), link.get("title")) for link in body.iter("a")]
    assert links == [places[at] for at in (0, 1, 2, 3, 5)]


def test_a_claim_has_one_verdict_in_cards_titles_the_sheet_and_the_article():
    verdicts = dict(tables.read("cross-check").set_index("slug")["verdict"])
    known = cards.Known.load(tables.ROOT)
    assert {
        slug: f"Verdict: {verdicts[slug]}" in cards.card(slug, known) for slug in verdicts
    } == dict.fromkeys(verdicts, True)
    shown = {}
    for name, row in (
        ("02-claims", "//li[.//*[contains(@class, 'verdict')]]"),
        ("06-cross-check", "//tbody/tr"),
    ):
        notebook = nbformat.read(tables.ROOT / f"notebooks/{name}.ipynb", 4)
        html = [
            out.data["text/html"]
            for cell in notebook.cells
            for out in cell.get("outputs", ())
            if "data" in out and "text/html" in out.data
        ]
        pages = [tree.fromstring(each) for each in html if 'class="verdict' in each]
        shown[name] = {
            each.xpath("(.//a[contains(@href, '#')])[1]")[0].get("href").partition("#")[2]: each.xpath(
                ".//*[contains(@class, 'verdict')]"
            )[0].text
            for page in pages
            for each in page.xpath(row)
        }
    assert shown == {"02-claims": verdicts, "06-cross-check": verdicts}
