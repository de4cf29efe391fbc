"""Titles of links: what a number is, who says it and what became of it, whatever the words hold."""

import pytest

from newsclaims.ledger import Entry, Ledger, Quantity
from newsclaims.ledger.entry import ArticleEvidence, AssumptionEvidence, ClaimEvidence, FactEvidence
from newsclaims.pages import prose
from newsclaims.pages.titles import LENGTH, title, titled

STATED = Quantity.of(80, 80, "percent")


def evidence(kind, **given):
    return kind(**{**dict.fromkeys(kind.__dataclass_fields__, ""), **given})


def claim(statement="80% stayed.", speaker="", type="narrator", hedge="none", disputed_by=""):
    said = evidence(ClaimEvidence, speaker=speaker, speaker_type=type, hedge=hedge, disputed_by=disputed_by)
    return Entry("stayed", statement, "claim", STATED, "02-claims", said)


def fact(quantity=STATED, **given):
    said = evidence(FactEvidence, **{"fact_id": "F001", "source": "The Times"} | given)
    return Entry("F001", "Those who stayed", "outside", quantity, "07-ledger", said)


CHOSEN = AssumptionEvidence(2.0, "as most studies have it", "the firm")


@pytest.mark.parametrize(
    "entry, more, words",
    [
        (claim(), "", "80% stayed; the article"),
        (claim(), "nuanced", "80% stayed; the article; nuanced"),
        (claim(speaker="SignalFire 的一份报告", type="report"), "", "80% stayed; SignalFire"),
        (claim(speaker="该报告", type="report"), "", "80% stayed; report"),
        (claim(speaker="AI 行业的一些人士", type="anonymous insider"), "", "80% stayed; anonymous insider"),
        (claim(speaker="Rumman Chowdhury", type="named person"), "", "80% stayed; Rumman Chowdhury"),
        (claim(hedge="reported"), "", "80% stayed; the article; reported"),
        (claim(hedge="disputed", disputed_by="Acme"), "", "80% stayed; the article; disputed by Acme"),
        (fact(published="2025-06-11"), "a note", "The Times, 11 June 2025: Those who stayed: 80%"),
        (fact(Quantity.of()), "They stayed.", "The Times: They stayed."),
        (fact(Quantity.of()), "", "The Times: Those who stayed"),
        (
            Entry("wait", "Wait", "assumption", Quantity.of(1, 4, "year"), "07-ledger", CHOSEN),
            "",
            "Wait: 2 years, 1 to 4 years; as most studies have it",
        ),
        (
            Entry("wait", "Wait", "assumption", Quantity.of(2, 2, "year"), "07-ledger", CHOSEN),
            "",
            "Wait: 2 years; as most studies have it",
        ),
        (
            Entry("half", "Half", "derived", Quantity.of(39.96, 39.96, "percent"), formula="2 * a_b(c) ** 2"),
            "",
            "Half: 40% = 2 × a_b(c) ^ 2",
        ),
        (
            Entry("day", "Day", "source", Quantity.of(date="2025-07"), "01-article", ArticleEvidence("", "")),
            "",
            "Day: July 2025; the article's page",
        ),
    ],
)
def test_a_title_says_what_an_entry_is(entry, more, words):
    assert title(entry, more) == words


def test_a_long_statement_is_cut_at_a_word_and_keeps_who_says_it():
    said = title(claim("They stayed for a long time. " * 20), "nuanced")
    assert said.endswith(" …; the article; nuanced") and LENGTH - 20 < len(said) <= LENGTH + 4


def test_each_link_to_an_entry_gets_its_title_once_and_no_other_link_one():
    ledger = Ledger({"stayed": claim('Of "all" 80%\nstayed for $1 to $2 | <b>')})
    text = (
        '**[80%](02-claims.ipynb#stayed)** of [them](02-claims.ipynb#stayed "old (and) stale"), '
        "[here](02-claims.ipynb), `[80%](02-claims.ipynb#stayed)`"
    )
    made = titled(text, "03-pay", ledger, {"02-claims"}, {"stayed": "nuanced"})
    words = r'"Of “all” 80% stayed for \$1 to \$2 \| &lt;b&gt;; the article; nuanced"'
    assert made == (
        f"**[80%](02-claims.ipynb#stayed {words})** of [them](02-claims.ipynb#stayed {words}), "
        "[here](02-claims.ipynb), `[80%](02-claims.ipynb#stayed)`"
    )
    assert titled(made, "03-pay", ledger, {"02-claims"}, {"stayed": "nuanced"}) == made
    assert prose.problems(made, "03-pay", ledger, {"02-claims"}) == []
