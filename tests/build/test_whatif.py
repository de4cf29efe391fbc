"""What-if: a changed article, or a source taken out, moves what rests on it, and nothing else.

Fast tests plan a scenario and compute its derived numbers from their formulas, without any notebook; one slow
test runs the whole collection.
"""

import hashlib
import re
import shutil

import pandas as pd
import pytest

from newsclaims import tables
from newsclaims.analysis.formulas import FORMULAS
from newsclaims.build import moves, notebooks, reports, scenario, whatif
from newsclaims.errors import DataError
from newsclaims.evidence import claims
from newsclaims.evidence.alignment import Version
from newsclaims.ledger import Ledger
from newsclaims.ledger.sources import derived_tables

ARTICLE = (tables.ROOT / "data/raw/article.txt").read_text(encoding="utf-8")
REPORT = next(part for part in ARTICLE.split("\n\n") if part.startswith("2025 年 SignalFire"))
SHARES = {f"{lab}-retention" for lab in ("anthropic", "deepmind", "openai", "meta")}
EDITED = {
    "same": ARTICLE,
    "changed": ARTICLE.replace("员工中有 80% 在第二年", "员工中有 60% 在第二年"),
    "deleted": ARTICLE.replace(f"{REPORT}\n\n", ""),
    "inserted": ARTICLE.replace(REPORT, f"该报告引起讨论。据报道,Google 新增了 3000 名员工。\n\n{REPORT}"),
}


def planned(name="", *without):
    return scenario.planned(EDITED[name].encode() if name else None, without)


def computed(plan, curated, folder):
    """The collection in ``folder`` as the scenario has it, but for what only a notebook can make."""
    scenario.prepare(plan, curated, folder)
    shutil.copytree(tables.ROOT / "figures", folder / "figures", dirs_exist_ok=True)
    shutil.copytree(tables.ROOT / "data/derived", folder / "data/derived", dirs_exist_ok=True)
    after = Version.read(plan.article.decode(), tables.resource("article"), tables.read("furniture"))
    coding = tables.read("claims-coding", folder)
    made = claims.build(coding, after.text, after.mentions, after.body)
    made = made.assign(sentence=None)
    tables.write(made, "claims", folder)
    facts = tables.read("facts", tables.ROOT)
    tables.write(facts[~facts["fact_id"].isin(plan.facts)], "facts", folder)
    checked = tables.read("cross-check", tables.ROOT)
    tables.write(checked[checked["slug"].isin(coding["slug"])], "cross-check", folder)
    ledger, before = Ledger.load(formulas=FORMULAS, root=folder), Ledger.load(made_by=None)
    for table in derived_tables(folder):
        ledger.notebook, ledger.derived = table["made_by"], []
        for row in tables.read(table["name"], tables.ROOT).itertuples():
            if "table:" in row.inputs:  # what counts rows stays as it is
                ledger.entries[row.id] = before[row.id]
                ledger.derived.append(row.id)
            else:
                ledger.derive(row.id, row.label, row.formula)
        ledger.save(table["name"])
    return moves.compared(plan, folder)


@pytest.fixture(scope="module")
def ledger():
    return Ledger.load(made_by=None, formulas=FORMULAS)


def test_the_article_as_it_is_changes_nothing():
    plan, curated = planned("same")
    assert not plan.lost and not plan.new and set(curated) == {"absent"} and curated["absent"].empty


def test_a_deleted_paragraph_takes_its_claims_and_all_that_refers_to_them():
    plan, curated = planned("deleted")
    assert set(plan.lost) >= SHARES and not plan.facts and not plan.new
    stays = tables.read("claims-coding").set_index("slug").drop(index=list(plan.lost))
    assert list(curated["claims-coding"]["slug"]) == list(stays.index)
    assert set(curated["absent"]["id"]) == set(plan.lost)
    for name in ("passage-voices", "fact-claims"):
        assert not {*curated[name].iloc[:, 0], *curated[name].iloc[:, 1]} & set(plan.lost)


def test_an_inserted_paragraph_moves_no_claim_and_its_number_is_told():
    plan, curated = planned("inserted")
    assert not plan.lost and [one["text"] for one in plan.new] == ["3000 名"]
    assert plan.new[0]["sentence"] == "据报道,Google 新增了 3000 名员工。"
    assert curated["set-aside"].iloc[-1]["reason"] == scenario.NEW
    assert set(curated) == {"absent", "set-aside", "second-motives"} and curated["absent"].empty
    before = tables.read("second-motives")["sentence"].astype(int)
    assert list(curated["second-motives"]["sentence"].astype(int) - before) == [
        2 * (one > 47) for one in before
    ]


def test_a_source_falls_with_its_facts_and_the_relays_of_them():
    plan, curated = planned("", "signalfire")
    coding, facts = tables.read("claims-coding"), tables.read("outside-facts")
    assert set(plan.lost) == set(coding.loc[coding["source"] == "signalfire", "slug"]) >= SHARES
    fallen = facts[facts["fact_id"].isin(plan.facts)]
    assert set(fallen["origin"]) == {"SignalFire"} and set(fallen["read_as"]) >= {"original", "relay"}
    assert not facts[~facts["fact_id"].isin(plan.facts)]["origin"].eq("SignalFire").any()
    assert not set(curated["fact-ids"]["fact_id"]) & set(plan.facts)


def test_an_unknown_source_is_told_in_one_line_with_those_there_are():
    with pytest.raises(
        DataError, match="^there is no source 'signalfre', is it signalfire. there are "
    ) as told:
        planned("", "signalfre")
    assert "\n" not in str(told.value) and {"wired", "meta", "press"} <= set(scenario.sources_of())


def test_an_article_with_nothing_in_common_leads_to_a_collection_of_its_own(tmp_path, capsys):
    other = tmp_path / "other.txt"
    other.write_text("天气\n\n今天北京下雨,气温 12 度。\n", encoding="utf-8")
    assert whatif.main([str(other), "--folder", str(tmp_path / "run")]) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1 and "python -m newsclaims new ARTICLE" in told
    assert not (tmp_path / "run").exists()


def test_one_changed_share_moves_its_dependants_alone_and_reversals_come_first(tmp_path, ledger):
    found = computed(*planned("changed"), tmp_path / "run")
    assert [(one.id, one.was, one.now) for one in found.changed] == [("anthropic-retention", "80%", "60%")]
    assert not found.absent and not found.undetermined
    numbers = {one.id for one in found.numbers}
    assert numbers <= ledger.dependants("anthropic-retention") and "anthropic-half-life" in numbers
    assert found.verdicts == [("anthropic-retention", "nuanced")]
    assert any("anthropic-retention was above deepmind-retention" in order for order in found.orders)
    assert any("figure 03" in one.where for one in found.of("reversed")) and not found.of("undecided")
    assert not [one.text for one in found.conclusions if one.text.startswith("|")], (
        "a row of a table is words"
    )
    told = {one.text for one in found.of("reversed") if one.where == "00-overview"}
    assert any(text.startswith("By the shares that the article prints") for text in told), "it has no link"
    lines = reports.as_text(found).splitlines()
    assert len(lines) <= reports.LINES and lines[6].startswith("Reversed")
    assert len(reports.summary(found)) == 5
    assert any("not judged again" in line for line in lines)
    told = {(place.notebook, place.text) for place in found.again}
    assert ("03-retention", "Anthropic and DeepMind cannot be told apart.") in told, "it has no link"
    markdown, page = reports.as_markdown(found), reports.as_page(found)
    assert "<details><summary>03-retention: " in markdown and "html/03-retention.html#" in page


@pytest.mark.parametrize("how", [("deleted",), ("", "signalfire")], ids=["paragraph", "source"])
def test_what_rests_on_what_is_gone_is_undetermined_and_undecided(tmp_path, ledger, how):
    found = computed(*planned(*how), tmp_path / "run")
    assert {id for id, *_ in found.absent} >= SHARES and not found.changed
    resting = set().union(*(ledger.dependants(id) for id in SHARES))
    gone = {one.id for one in found.undetermined}
    counted = {id for id in ledger.entries if any(one[:6] == "table:" for one in ledger.ancestors(id))}
    assert resting - counted <= gone and "anthropic-half-life" in gone
    assert {one.id for one in found.numbers if one.notebook == "04-compensation"} <= resting | gone
    undecided = {one.where for one in found.of("undecided")}
    assert "figure 03-retention" in undecided and "03-retention" in undecided
    assert all(
        "SignalFire" in reason or "signalfire" in reason or "gone" in reason for *_, reason in found.absent
    )


@pytest.mark.parametrize(
    ["ids", "sentence"],
    [
        ({"gamma"}, "Of 3 more left."),
        ({"alpha-share", "beta-share"}, "Fewer stay at Alpha than at Beta."),
        ({"alpha-size"}, ""),
    ],
    ids="linked spoken-of unclear".split(),
)
def test_the_sentence_of_a_conclusion_is_quoted_where_it_is_clear_which_it_is(ids, sentence):
    source = 'Most are new. Fewer stay at Alpha than at Beta. Of [3](#gamma "") more left.'
    assert moves._sentence_on(source, ids) == sentence


def test_a_cell_that_cannot_be_computed_says_so_and_what_it_wrote_has_no_rows(tmp_path):
    output = notebooks.not_computed("ValueError: cannot convert float NaN to integer")
    assert "Not computed here" in output["data"]["text/markdown"]
    assert output["metadata"]["text/markdown"][notebooks.NOT_COMPUTED].startswith("ValueError")


@pytest.mark.slow
def test_the_whole_collection_runs_to_its_end_without_the_report(tmp_path, capsys):
    article, folder = tmp_path / "edited.txt", tmp_path / "run"
    article.write_text(EDITED["deleted"], encoding="utf-8")
    kept = [article, *(path for path in (tables.ROOT / "data").rglob("*") if path.is_file())]
    before = [hashlib.sha256(path.read_bytes()).digest() for path in kept]
    assert whatif.main([str(article), "--folder", str(folder)]) == 0
    assert [hashlib.sha256(path.read_bytes()).digest() for path in kept] == before
    text = capsys.readouterr().out
    assert len(text.splitlines()) <= reports.LINES + 1 and "11 absent" in text
    ids = pd.read_csv(folder / "data/derived/retention_numbers.csv").set_index("id")["bound"]
    assert ids["anthropic-half-life"] == "undetermined" and ids["llama-share"] != "undetermined"
    assert len(list((folder / "html").glob("*.html"))) == 8
    page = (folder / "html/03-retention.html").read_text(encoding="utf-8")
    assert "not claimed" in page and "In this what-if the title is not decided" in page
    assert not re.search(r"\bnan\b", (folder / "report.md").read_text(encoding="utf-8"))
