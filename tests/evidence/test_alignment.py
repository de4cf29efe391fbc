"""Alignment: what was coded in an article is found in an edited one by its words; new numbers are told."""

import pandas as pd
import pytest

from newsclaims.errors import DataError
from newsclaims.evidence.alignment import Version, paired, pointer, relocated

SOURCE, FURNITURE = {"published": "2025-07-11", "region": "CN"}, pd.DataFrame(columns=["pattern", "reach"])
HEAD = "一家公司与它的员工\n\n"
FIRST = "公司宣布,去年招聘了 300 人。有 80% 的员工留任。"
SECOND = "竞争对手的留任率为 67%。分析师认为,这说明不了什么。"
ASIDE = pd.DataFrame(
    [{"slug": "year", "anchor": "公司宣布,", "direction": "next", "kind": "date", "reason": "when"}]
)
RENDERINGS = pd.DataFrame({"anchor": ["竞争对手"], "rendering": ["At a rival {rival} stay."]})


def coded(slug, anchor, kind="percent", direction="next", until=""):
    row = dict.fromkeys("topic subject measure object per period speaker disputed_by".split(), "")
    row |= {"slug": slug, "anchor": anchor, "kind": kind, "direction": direction, "until": until}
    row |= {"type": "passage" if until else "value", "statement": "Some." if until else "Of {value}."}
    return row | {"speaker_type": "narrator", "checkability": "record"}


CODING = pd.DataFrame(
    [
        coded("hired", "去年招聘了", "count"),
        coded("kept", "有"),
        coded("rival", "留任率为"),
        coded("doubt", "这说明", "", "", "什么"),
    ]
)


def version(*paragraphs):
    return Version.read(HEAD + "\n\n".join(paragraphs) + "\n", SOURCE, FURNITURE)


def found(*paragraphs):
    return relocated(version(FIRST, SECOND), version(*paragraphs), CODING, ASIDE, RENDERINGS)


def slugs(coding):
    return list(coding["slug"])


def test_sentences_are_paired_by_their_words_and_none_crosses_another():
    assert paired(list("abcd"), list("abxcd")).new == [2]
    assert paired(["one two three", "four five six"], ["four five six!", "one two three!"]).pairs in (
        [(0, 1)],
        [(1, 0)],
    )


def test_the_same_article_keeps_every_claim_as_it_is():
    same = found(FIRST, SECOND)
    assert same.coding.equals(CODING) and not same.lost and same.new.empty and len(same.renderings) == 1


def test_a_deleted_paragraph_takes_its_claims_and_no_other():
    cut = found(FIRST)
    assert list(cut.lost) == ["rival", "doubt"] and slugs(cut.coding) == ["hired", "kept"]
    assert cut.lost["rival"] == "the words “留任率为” are gone" and cut.renderings.empty


def test_an_inserted_paragraph_moves_nothing_and_its_numbers_are_told():
    more = found(FIRST, "另据报道,该公司有意裁员 45 人。", SECOND)
    assert not more.lost and list(more.new["text"]) == ["45 人"]
    kept = more.coding.set_index("slug")["anchor"]
    assert kept["rival"] == "留任率为"
    assert kept["kept"].endswith("有"), "it stands twice now, and is told by what stands before it"
    assert version(FIRST, "另据报道,该公司有意裁员 45 人。", SECOND).count(kept["kept"]) == 1


def test_a_changed_value_is_no_lost_claim_and_another_kind_of_value_is():
    assert not found(FIRST.replace("80%", "60%"), SECOND).lost
    lost = found(FIRST.replace("80% 的", "不少"), SECOND).lost
    assert lost == {"kept": "no percent after '有' in its sentence"}


def test_a_passage_that_ends_in_another_paragraph_is_lost():
    cut = found(FIRST, SECOND.replace("什么", "问题"), "什么")
    assert cut.lost == {"doubt": "the words “什么” do not end the passage any more"}


def test_words_lead_to_each_new_number_and_to_no_other():
    changed = version(FIRST, "裁员 45 人,又裁员 45 人。")
    led = [pointer(mention, changed) for mention in changed.mentions.itertuples()]
    assert len(set(led)) == len(led) and None not in led


def test_an_article_without_text_is_refused():
    with pytest.raises(DataError, match="no body"):
        Version.read("只有标题\n", SOURCE, FURNITURE)
