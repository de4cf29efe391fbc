"""Entries: what a quantity alone can do, what a name adds, how entries come into a ledger and are cited."""

import json
from dataclasses import FrozenInstanceError, replace

import pandas as pd
import pytest

from newsclaims import tables
from newsclaims.errors import DataError
from newsclaims.ledger import Entry, Ledger, Quantity, Undefined, accepts_quantities
from newsclaims.ledger.entry import AssumptionEvidence, ClaimEvidence, FactEvidence

SHARE = Quantity.of(60, 80, "percent")
TERM = Entry("term", "Term", "claim", Quantity.of(4, 4, "year"), "02-claims")


@accepts_quantities("percent", rest="percent -", span="year ?")
def gone(rest, span):
    return (100 - rest) / span


# A quantity without a name


def test_arithmetic_on_quantities_gives_quantities():
    assert (2 * SHARE).row() == (120, 160, "percent", "exact")
    assert (SHARE - Quantity.of(50, 50, "percent")).row() == (10, 30, "pp", "exact")
    assert SHARE > 59 and not SHARE > 60 and SHARE == Quantity.of(0.6, 0.8, "x")
    assert type(SHARE / 2) is Quantity and Quantity.number(2).plain and not (SHARE * 2).plain


def test_functions_of_formulas_take_quantities_without_a_name():
    found = gone(SHARE, Quantity.of(24, 24, "month"))
    assert type(found) is Quantity and found.row() == (10, 20, "percent", "exact")
    assert gone(SHARE, 2) == found and gone(60, 2) == 20


@pytest.mark.parametrize(
    "make, kind, told",
    [
        (lambda: SHARE + Quantity.of(1, 1, "year"), DataError, "60 to 80% + 1 year adds year and percent"),
        (
            lambda: SHARE / Quantity.of(-1, 1, "x"),
            Undefined,
            "60 to 80% / -1 to 1 times divides by what may be zero",
        ),
        (lambda: SHARE > Quantity.of(1, 1, "year"), DataError, "60 to 80% and 1 year cannot be compared"),
        (lambda: SHARE.to("year"), DataError, "60 to 80% cannot be turned: percent and year"),
        (lambda: SHARE.value, DataError, "60 to 80% is not one number"),
        (lambda: SHARE + Quantity.of(), Undefined, "cannot be computed: a side of it states no value"),
        (
            lambda: gone(SHARE, Quantity.of(1, 2, "year")),
            DataError,
            "span must be a single number, it is 1 to 2 years",
        ),
        (lambda: TERM + SHARE, DataError, "has neither name nor evidence: enter it as an assumption first"),
        (lambda: SHARE + "1", DataError, "'1' is neither a quantity nor a number"),
    ],
)
def test_what_quantities_cannot_do_is_told_by_their_values(make, kind, told):
    with pytest.raises(kind) as caught:
        make()
    assert told in str(caught.value) and "\n" not in str(caught.value)


def test_a_quantity_of_which_no_end_is_known_can_be_shown_and_not_used():
    nothing = Quantity.of(hi=10, bound="up_to") / Quantity.of(hi=5, bound="up_to")
    assert repr(nothing) == "<an unknown amount>"
    with pytest.raises(DataError, match="neither end of the result is known, so it says nothing"):
        nothing.row()


# An entry


def test_nothing_is_put_into_an_entry_or_a_quantity_from_outside():
    for one, name in ((TERM, "label"), (TERM, "more"), (SHARE, "unit")):
        with pytest.raises((FrozenInstanceError, AttributeError)):
            setattr(one, name, "x")


def test_an_entry_stands_in_a_formula_by_its_name_and_a_result_by_its_formula():
    half = TERM / 2
    assert (TERM.term, TERM.sources, TERM.formula, TERM.inputs) == ("term", ("term",), "", ())
    assert (half.term, half.sources, half.id) == ("term / 2", ("term",), "")
    named = replace(half, id="half-term")
    assert (named + TERM).formula == "half-term + term" and (named + TERM).inputs == ("half-term", "term")


def test_entries_of_the_collection_carry_their_evidence():
    ledger = Ledger.load()
    claim, chosen, fact = (
        ledger[id] for id in ("anthropic-retention", "confidence-level", "offer-annual-pay-english")
    )
    assert isinstance(claim.evidence, ClaimEvidence) and claim.notebook == "02-claims"
    row = tables.read("claims").set_index("slug").loc["anthropic-retention"]
    assert (claim.evidence.quote, claim.evidence.start, claim.label) == (
        row["quote"],
        row["start"],
        row["statement"],
    )
    assert isinstance(chosen.evidence, AssumptionEvidence) and chosen.lo <= chosen.base().value <= chosen.hi
    assert (
        isinstance(fact.evidence, FactEvidence)
        and ledger[fact.evidence.fact_id].evidence.url == fact.evidence.url
    )


# A ledger of a collection elsewhere


def described(name, columns, **more):
    fields = [{"name": name, "type": "number" if name in ("lo", "hi") else "string"} for name in columns]
    return {"name": name, "path": f"{name}.csv", "schema": {"fields": fields}, **more}


NUMBERS = ("id", "label", "formula", "inputs", "lo", "hi", "unit", "bound")
CHOSEN = ("id", "label", "value", "lo", "hi", "unit", "reason", "who_could_know", "notebook")


PAGE = """
lists = "07-ledger"
notebooks = { 07-ledger = [] }
published = { id = "article-reposted", label = "Day of the repost" }
page = [{ id = "characters-stated", label = "Length", pattern = '共计 (\\d+) 个字符', unit = "items" }]
"""


@pytest.fixture
def elsewhere(tmp_path):
    """A collection of one assumption, one verdict, and the derived numbers of two notebooks."""
    package = [
        {"name": "article", "path": "article.txt", "title": "A", "published": "2024-01-02"},
        described("blocks", ("role", "text")),
        described("assumptions", CHOSEN),
        described("cross-check", ("slug", "verdict")),
        described("one-numbers", NUMBERS, made_by="01-one"),
        described("two-numbers", NUMBERS, made_by="02-two"),
    ]
    texts = {
        "collection.toml": PAGE,
        "datapackage.json": json.dumps({"resources": package}),
        "blocks.csv": "role,text\nfurniture,共计 1200 个字符\n",
        "assumptions.csv": ",".join(CHOSEN) + "\nterm,Term,4,3,5,year,why,who,02-two\n",
        "cross-check.csv": "slug,verdict\nterm,nuanced\n",
        "one-numbers.csv": ",".join(NUMBERS) + "\ntwice,Twice,2 * term,term,6,10,year,exact\n",
        "two-numbers.csv": ",".join(NUMBERS) + "\nmost,Most,2 * twice,twice,,20,year,up_to\n",
    }
    (tmp_path / "data").mkdir()
    for name, text in texts.items():
        (tmp_path / "data" / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_ledger_holds_what_its_collection_does_and_what_the_notebooks_asked_for_derived(elsewhere):
    stated = {"article-reposted", "characters-stated", "term"}

    def load(made_by):
        return Ledger.load(claims=False, root=elsewhere, made_by=made_by)

    assert set(load(()).entries) == stated and set(load(["01-one"]).entries) == stated | {"twice"}
    whole = load(None)
    assert set(whole.entries) == stated | {"twice", "most"}
    assert whole["characters-stated"].value == 1200
    assert whole["article-reposted"].text() == "2 January 2024" and whole["term"].base().value == 4
    assert whole["most"].bound == "up_to" and whole.ancestors("most") == {"twice", "term"}
    assert whole["twice"].notebook == "01-one" and whole["twice"].formula == "2 * term"


def test_a_page_that_states_no_length_has_an_entry_without_value(elsewhere):
    (elsewhere / "data/blocks.csv").write_text("role,text\nfurniture,正文完\n", encoding="utf-8")
    ledger = Ledger.load(claims=False, root=elsewhere, made_by=())
    assert not ledger["characters-stated"].quantity.has_value


def test_each_row_is_cited_by_address_and_verdict(elsewhere):
    ledger = Ledger.load("02-two", claims=False, root=elsewhere, made_by=["01-one"])
    ledger.derive("own", "Own", "twice - term")
    cited = ledger.cite(pd.DataFrame({"id": ["term", "twice", "own", ""], "lo": [1, 2, 3, 4]}))
    assert cited["address"].tolist() == ["07-ledger.ipynb#term", "01-one.ipynb#twice", "#own", ""]
    assert cited["verdict"].tolist() == ["nuanced", "", "", ""] and cited["lo"].tolist() == [1, 2, 3, 4]
    with pytest.raises(DataError, match="the ledger has no entry 'trem'; is it 'term'"):
        ledger.cite(pd.DataFrame({"id": ["trem"]}))


@pytest.mark.parametrize(
    "table, was, becomes, told",
    [
        (
            "two-numbers",
            "most,",
            "twice,",
            "'twice' stands for a number of 01-one and one of 02-two: rename one",
        ),
        ("one-numbers", "6,10", "16,10", "twice: 16 to 10 is no interval: its end lies below its start"),
        ("one-numbers", "exact", "around", "twice: 'around' is no bound; the bounds are exact, approx"),
    ],
)
def test_a_row_that_cannot_be_entered_is_told_by_its_id(elsewhere, table, was, becomes, told):
    path = elsewhere / f"data/{table}.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(was, becomes), encoding="utf-8")
    with pytest.raises(DataError, match=told):
        Ledger.load(claims=False, root=elsewhere, made_by=None)


@pytest.mark.parametrize(
    "text, told",
    [
        ("gone(term)", "gone cannot be called so: missing a required argument: 'span'"),
        ("gone(term, 1, 2)", "gone cannot be called so: too many positional arguments"),
        ("gone(term, 1, sapn=1)", "gone cannot be called so: got an unexpected keyword argument"),
        ("'term'", "is no formula"),
        ("base(2)", "only an assumption has a base case"),
    ],
)
def test_a_call_that_cannot_be_is_told_in_a_line(elsewhere, text, told):
    ledger = Ledger({"term": TERM}, {"gone": gone}, root=elsewhere)
    with pytest.raises(DataError) as caught:
        ledger.evaluate(text)
    assert told in str(caught.value) and "\n" not in str(caught.value)
