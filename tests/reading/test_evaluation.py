"""The reading engine must not read worse than it did."""

import pytest

from newsclaims import evaluation, tables


@pytest.fixture(scope="module")
def compared():
    return evaluation.compare()


def test_scores_on_the_open_texts_keep_their_floor(compared):
    scores = evaluation.scores(compared)
    floor = tables.read("score-floor").set_index("measure")["score"]
    fallen = {name: (round(scores[name], 4), least) for name, least in floor.items() if scores[name] < least}
    assert fallen == {}


def test_every_mention_of_the_article_is_read_and_no_other(compared):
    article = compared[compared["name"] == "article"]
    missed_or_false = article[~(article["gold"] & article["found"])]
    assert missed_or_false.empty
    assert article[["same_kind", "value", "unit", "date", "bound"]].all(axis=None)


def test_scores_fall_when_readings_are_wrong(compared):
    worse = compared.copy()
    worse.loc[worse.index[::10], ["found", "same_kind", "value", "unit", "date"]] = False
    before, after = evaluation.scores(compared), evaluation.scores(worse)
    assert all(after[name] < before[name] for name in evaluation.MEASURES)
