"""Outside facts as quantities: every received value once, in base units, and read as its unit says."""

import csv
import re
from decimal import Decimal

import pandas as pd
import pytest

from newsclaims import DataError, tables
from newsclaims.evidence import facts

CURATED = tables.ROOT / "data/curated"


def curated(name):
    """The curated table ``name`` (DataFrame), all text but ``factor``."""
    frame = pd.read_csv(CURATED / f"{name}.csv", dtype=str, keep_default_na=False)
    return frame.astype({"factor": "float64"}) if "factor" in frame else frame


UNITS, IDS = curated("fact_units"), curated("fact_ids")
FACTS = tables.read("outside-facts")
TABLE = facts.normalise(FACTS, UNITS, IDS)
with open(CURATED / "outside_facts.csv", encoding="utf-8", newline="") as received:
    RECEIVED = {row["fact_id"]: row for row in csv.DictReader(received) if row["value_lo"] or row["value_hi"]}


def in_base_units(fact, column):
    """The received end times what the words of its unit say (Decimal), or None where it is empty."""
    word = fact["unit"].split()[0]
    return Decimal(fact[column]) * {"million": 10**6, "billion": 10**9}.get(word, 1) if fact[column] else None


def test_every_fact_with_a_value_gives_its_quantities_and_no_other():
    assert set(TABLE["fact_id"]) == set(RECEIVED)
    assert set(TABLE["id"]) == set(IDS["id"])
    assert not set(TABLE["id"]) & set(curated("claims")["slug"]), "an id means one thing"


def test_ends_are_the_received_ends_in_base_units():
    for fact_id, rows in TABLE.groupby("fact_id"):
        ends = [in_base_units(RECEIVED[fact_id], column) for column in ("value_lo", "value_hi")]
        got = [
            Decimal(repr(end)) for row in rows.itertuples() for end in (row.lo, row.hi) if not pd.isna(end)
        ]
        # in order, so that a pair keeps its own: the first quantity from value_lo, the second from value_hi
        assert list(dict.fromkeys(got)) == list(dict.fromkeys(end for end in ends if end is not None)), (
            fact_id
        )


def test_bounds_leave_open_what_they_do_not_say():
    for row in TABLE.itertuples():
        assert pd.isna(row.lo) == (row.bound in {"up_to", "at_most", "less_than"}), row.id
        assert pd.isna(row.hi) == (row.bound in {"at_least", "more_than"}), row.id
        said = re.search(r"more than|at least|almost", RECEIVED[row.fact_id]["unit"])
        if said:
            assert (
                row.bound
                == {"more than": "more_than", "at least": "at_least", "almost": "approx"}[said.group()]
            ), row.id


def test_two_quantities_share_a_record_only_as_a_pair():
    per_fact = TABLE.groupby("fact_id").size()
    assert per_fact.max() == 2
    for fact_id in per_fact[per_fact == 2].index:
        assert sorted(IDS.loc[IDS["fact_id"] == fact_id, "part"]) == ["hi", "lo"]
        assert RECEIVED[fact_id]["value_lo"] and RECEIVED[fact_id]["value_hi"]


def test_every_reading_is_of_use():
    for row in UNITS.itertuples():
        ours = [
            fact
            for fact in RECEIVED.values()
            if fact["unit"] == row.unit_received and row.fact_id in ("", fact["fact_id"])
        ]
        assert ours, row


def test_ids_and_labels_hold_no_number_but_a_year():
    for row in IDS.itertuples():
        words = f"{row.id} {row.label}".replace("grade E7", "")
        assert re.findall(r"\d+", words) == re.findall(r"\b20\d\d\b", words), row.id


RANGE, PAIR = (
    {"part": "", "bound": "exact"},
    [{"part": "lo", "bound": "exact"}, {"part": "hi", "bound": "approx"}],
)


def small(value_lo, value_hi, readings, parts, unit="million USD", ids=None):
    """The quantities of one made-up fact X."""
    fact = FACTS.head(1).assign(fact_id="X", value_lo=value_lo, value_hi=value_hi, unit=unit)
    common = {"unit_received": "million USD", "fact_id": "", "measure": "pay", "unit": "USD", "factor": 1e6}
    units = pd.DataFrame([common | reading for reading in readings])
    names = pd.DataFrame(
        {"id": ids or [f"pay{part}" for part in parts], "fact_id": "X", "part": parts, "label": "Pay"}
    )
    return facts.normalise(fact, units, names)


def test_a_range_is_one_quantity_and_a_pair_two():
    assert small(1.5, 2, [RANGE], [""])[["id", "lo", "hi"]].values.tolist() == [["pay", 1.5e6, 2e6]]
    assert small(3, 2, PAIR, ["lo", "hi"])[["id", "lo", "hi", "bound"]].values.tolist() == [
        ["paylo", 3e6, 3e6, "exact"],
        ["payhi", 2e6, 2e6, "approx"],
    ]
    assert small(None, None, [RANGE], []).empty


def test_a_row_for_one_fact_goes_before_the_row_for_all():
    readings = [
        RANGE,
        RANGE | {"fact_id": "X", "measure": "stock"},
        RANGE | {"fact_id": "Y", "measure": "bonus"},
    ]
    assert list(small(1, 1, readings, [""])["measure"]) == ["stock"]


@pytest.mark.parametrize(
    "case, message",
    [
        (
            dict(value_lo=1, value_hi=1, readings=[RANGE], parts=[""], unit="apples"),
            "outside_facts.csv: X: unit 'apples' has a value but no reading: add",
        ),
        (
            dict(value_lo=1, value_hi=2, readings=PAIR, parts=["lo"]),
            r"outside_facts.csv: X: pay \(part hi\) has no id: add",
        ),
        (
            dict(value_lo=1, value_hi=2, readings=PAIR, parts=["lo", "hi"], ids=["pay", "pay"]),
            "fact_ids.csv: X: id 'pay' stands there twice: give",
        ),
        (
            dict(value_lo=1, value_hi=2, readings=[RANGE], parts=["", "hi"]),
            "fact_ids.csv: X: id 'payhi' names no quantity of this fact: remove",
        ),
        (
            dict(value_lo=2, value_hi=1, readings=[RANGE], parts=[""]),
            "outside_facts.csv: X: value_lo 2 is above value_hi 1: two quantities",
        ),
        (
            dict(value_lo=2, value_hi=None, readings=[RANGE], parts=[""]),
            "X: holds value_lo only, but unit 'million USD' is read as exact: add",
        ),
        (
            dict(value_lo=2, value_hi=None, readings=PAIR, parts=["lo", "hi"]),
            "X: holds value_lo only, but unit 'million USD' is read as approx",
        ),
        (
            dict(value_lo=1, value_hi=2, readings=[RANGE | {"bound": "up_to"}], parts=[""]),
            "X: holds both ends, but unit 'million USD' is read as up_to: add",
        ),
    ],
)
def test_what_does_not_fit_says_so_in_one_line(case, message):
    with pytest.raises(DataError, match=message) as caught:
        small(**case)
    assert "\n" not in str(caught.value)
