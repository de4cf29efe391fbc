"""The reading engine must not read worse than it did."""

from dataclasses import replace

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
    article = [one for one in compared if one.name == "article"]
    assert [one for one in article if not (one.gold and one.found)] == []
    wrong = [one for one in article if not all((one.same_kind, one.value, one.unit, one.date, one.bound))]
    assert wrong == []


def test_scores_fall_when_readings_are_wrong(compared):
    wrong = dict.fromkeys(("found", "same_kind", "value", "unit", "date"), False)
    worse = [replace(one, **wrong) if turn % 10 == 0 else one for turn, one in enumerate(compared)]
    before, after = evaluation.scores(compared), evaluation.scores(worse)
    assert all(after[name] < before[name] for name in evaluation.MEASURES)


def test_the_article_and_the_texts_are_read_without_a_loss():
    lost = evaluation.robustness()
    assert (lost.texts, lost.failures) == (len(tables.read("gold-texts")), 0)
    assert lost.judged >= 0.9 * lost.drawn and lost.none <= 0.04 * lost.judged


def test_a_folder_without_a_gold_set_is_told_in_one_line(tmp_path, capsys):
    assert evaluation.main(["--gold", str(tmp_path)]) == 1
    assert "cannot be read" in capsys.readouterr().err
