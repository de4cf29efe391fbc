"""What notebook 05 says of its tables and figures, counted another way."""

import pandas as pd
import pytest

from newsclaims import tables
from newsclaims.analysis import words
from newsclaims.analysis.formulas import FORMULAS
from newsclaims.evidence.article import Article
from newsclaims.ledger import Ledger


@pytest.fixture(scope="module")
def ledger():
    return Ledger.load(made_by=["05-mission"], formulas=FORMULAS)


def test_the_figure_of_motives_counts_the_sentences_that_the_ledger_counts(ledger):
    drawn = pd.read_csv(tables.ROOT / "figures/05-motives.csv")
    evidence = tables.read("evidence")
    for id, row in drawn.groupby("id"):
        motive, effect = (id.removeprefix("moves-"), "moves") if id != "fails-pay" else ("pay", "fails")
        coded = evidence[(evidence["motive"] == motive) & (evidence["effect"] == effect)]
        assert row["sentences"].sum() == ledger[id].value == coded["sentence"].nunique(), id


def test_a_passage_belongs_to_a_sentence_of_its_claim():
    sentences = tables.read("sentences").set_index("sentence")
    for row in tables.read("evidence").itertuples():
        start, end = sentences.loc[row.sentence, ["start", "end"]]
        assert start < row.end <= end and row.start < end, row.slug


def test_a_conclusion_stands_in_the_coding_as_its_queries_say():
    evidence = tables.read("evidence")
    margins = tables.read("standing").query("kind == 'as coded'").set_index("conclusion")["least"]
    for row in tables.read("conclusions").itertuples():
        more, than = (set(evidence.query(query)["sentence"]) for query in (row.more, row.than))
        assert margins[row.conclusion] == len(more) - len(than), row.conclusion


def test_two_codings_are_counted_over_every_sentence_and_motive(ledger):
    evidence, second = tables.read("evidence"), tables.read("second-motives")
    first, again = (set(zip(frame["sentence"], frame["motive"], strict=True)) for frame in (evidence, second))
    pairs = len(tables.read("sentences")) * len(tables.read("motives"))
    counts = {"both": first & again, "first": first - again, "second": again - first}
    assert {name: ledger[f"codes-{name}"].value for name in counts} == {
        name: len(found) for name, found in counts.items()
    }
    assert ledger["codes-neither"].value == pairs - len(first | again)


def test_every_boundary_of_the_codebook_gives_changes_that_were_tried():
    runs = tables.read("standing").query("conclusion == 'beyond-money'").set_index("kind")["runs"]
    evidence = tables.read("evidence").drop_duplicates(["sentence", "motive"])
    named = tables.read("motives").set_index("motive")["boundary"]
    neighbours = named.map(lambda ends: sum(motive in ends for motive in named.index))
    recoded = evidence["motive"].map(neighbours).sum()
    # each code dropped, reversed and named otherwise, beside what the second pass has otherwise or alone
    assert recoded > 0 and runs["one code changed"] >= 2 * len(evidence) + recoded


def test_the_formulas_of_the_explanations_give_their_scores(ledger):
    for row in tables.read("explanations").itertuples():
        assert ledger[f"against-{row.hypothesis}"].value == pytest.approx(row.score), row.hypothesis
        assert row.score < row.sided and row.alone <= row.lowest <= row.runs - (row.to_tie > 0)


def test_a_concordance_leads_back_to_the_article():
    article = Article((tables.ROOT / "data/raw/article.txt").read_bytes())
    sentences, claims = tables.read("sentences"), tables.read("claims")
    for word in ("使命", "价值观", "安全"):
        found = words.concordance(sentences, word, 12, claims)
        assert len(found) == sum(sentence.count(word) for sentence in sentences["text"]) > 0
        for row in found.itertuples():
            assert (
                article.text[row.start - len(row.left) : row.start + len(word + row.right)]
                == row.left + word + row.right
            )
    by_claim = words.concordance(sentences, "使命", 12, claims).set_index("claim")["right"]
    assert list(by_claim.index) == ["openai-turmoil", "mission-keeps-people"]
