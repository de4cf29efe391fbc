"""The lexicon: every row of its tables changes what is read, so that none is there for nothing."""

from dataclasses import asdict
from datetime import date

import pytest

from newsclaims.reading import folding, lexicon, read_mentions

PUBLISHED = date(2025, 7, 11)


def read(sentence):
    return [asdict(one) for one in read_mentions(sentence, PUBLISHED, "CN")]


def first(sentence):
    return next(iter(read(sentence)), {})


def failing(table, works):
    return [row for row in lexicon.rows(table) if not works(row)]


def test_units_and_classifiers():
    def works(row):
        verb = {"番": "翻了", "月": ""}.get(row["form"], "约合")
        number = {"番": "两", "月": "数"}.get(row["form"], "376.5")
        found = first(f"{verb}{number}{row['form']}。")
        return found.get("text") == number + row["form"] and found["unit"] == row["unit"].replace(
            "LOCAL", "CNY"
        )

    assert failing("units", works) == failing("classifiers", works) == []


def test_words_that_only_look_like_units():
    def works(row):
        for number in ("376", "376个"):
            text = first(number + row["word"]).get("text", "")
            if text.startswith(number) and number < text < number + row["word"]:
                return False
        return True

    assert failing("unit_words", works) == []


def test_currencies_and_rates():
    assert (
        failing(
            "currencies", lambda row: first(f"约{row['form']}376万。").get("text") == row["form"] + "376万"
        )
        == []
    )
    assert (
        failing("rates", lambda row: first(f"376元/{row['form']}，").get("unit") == "CNY/" + row["unit"])
        == []
    )


def test_cues():
    places = {"before": "共{}376万人。", "before_scale": "共{}百万人。", "after": "共376万人{}。"}
    assert (
        failing(
            "cues", lambda row: first(places[row["place"]].format(row["form"])).get("bound") == row["bound"]
        )
        == []
    )


def test_nouns_give_bare_numbers_their_meaning():
    def works(row):
        found = first(f"，{row['form']}376.5万，")
        return (found.get("kind"), found.get("unit")) == (row["kind"], row["unit"].replace("LOCAL", "CNY"))

    assert failing("nouns", works) == []


def test_idioms_and_names_hold_no_mention():
    for table in ("idioms", "words_with_numerals"):
        assert failing(table, lambda row: read(f"说，{row['form']}，好") == []) == []
    places = {"before": "买{}14，", "after": "买14{}，", "after_ordinal": "第三{}，"}
    assert failing("names", lambda row: read(places[row["place"]].format(row["form"])) == []) == []


def test_verbs_of_speech():
    def works(row):
        if row["kind"] == "show":
            sentence, speaker = f"调查报告{row['form']}，有376人离职。", "调查报告"
        elif row["kind"] == "deny":
            sentence, speaker = f"该公司{row['form']}，称有376人离职。", "该公司"
        else:
            who = "市场" if row["form"] == "传" else "该公司"
            sentence, speaker = f"{who}{row['form']}，有376人离职。", who
        return first(sentence).get("speaker") == speaker

    assert failing("reporting", works) == []


def test_hedges():
    def works(row):
        if row["hedge"] == "disputed":
            found = first(f"有376人离职。公司{row['form']}，")
        else:
            found = first(f"{row['form']}有376人离职。")
        return found.get("hedge") == row["hedge"]

    assert failing("hedges", works) == []


def test_sources():
    def works(row):
        if row["kind"] == "document":
            found = first(f"一份{row['form']}显示，有376人离职。")
            return found.get("hedge") == "none" and row["form"] in found.get("speaker", "")
        return first(f"一位{row['form']}的高管表示，有376人离职。").get("hedge") == "reported"

    assert failing("sources", works) == []


def test_variants_are_one_character_each_and_fold_to_forms_in_use():
    rows = lexicon.rows("variants")
    assert {len(row[key]) for row in rows for key in ("variant", "form")} == {1}
    assert [row for row in rows if folding.fold(row["variant"]) != row["form"]] == []


@pytest.mark.parametrize("form, guard", [("预计", "收"), ("成", "员")])
def test_trie_takes_the_longest_form_and_heeds_guards(form, guard):
    import re

    pattern = re.compile(lexicon.trie([form, form + "额"], {form: guard}))
    assert pattern.match(form + "额x")[0] == form + "额"
    assert pattern.match(form + guard) is None
