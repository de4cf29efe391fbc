"""Quantities and the ledger: intervals hold every single result, units stay, formulas give their tables."""

import math

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from newsclaims.analysis.formulas import FORMULAS
from newsclaims.errors import DataError
from newsclaims.ledger import Ledger, Quantity

SIGNS = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b}
BOUNDS = st.sampled_from(["exact", "approx", "up_to", "less_than", "at_least", "more_than"])


@pytest.fixture(scope="module")
def ledger():
    return Ledger.load(made_by=None, formulas=FORMULAS)


@st.composite
def quantities(draw):
    """A quantity and a single value inside it."""
    lo, hi = sorted(draw(st.lists(st.floats(0.01, 1e9), min_size=2, max_size=2)))
    quantity = Quantity.of(lo, hi, "USD", draw(BOUNDS))
    least, most = quantity.lo, min(quantity.hi, 1e12)
    return quantity, least + (most - least) * draw(st.floats(0, 1))


@given(quantities(), quantities(), st.sampled_from(sorted(SIGNS)))
@settings(deadline=None)
def test_the_result_holds_every_single_result(one, other, sign):
    (left, a), (right, b) = one, other
    assume(sign != "/" or b > 0)
    found, single = SIGNS[sign](left, right), SIGNS[sign](a, b)
    assert found.lo - 1e-9 * abs(found.lo) <= single <= found.hi + 1e-9 * abs(found.hi)


@given(quantities(), quantities())
@settings(deadline=None)
def test_an_end_is_stated_only_where_the_evidence_states_it(one, other):
    (left, _), (right, _) = one, other
    upper = left.high.stated and right.low.stated
    ratio = left / right
    assert ratio.high.stated == upper
    assert math.isinf(ratio.hi) or not math.isinf(left.hi)


def test_a_formula_without_an_answer_is_entered_without_a_value(ledger):
    found = Ledger(ledger.entries, FORMULAS)
    none = found.derive("no-such-rate", "of a growing share", "ln(meta-retention - anthropic-retention)")
    assert math.isnan(none.lo) and none.inputs == ("meta-retention", "anthropic-retention")
    assert str(none) == "an unstated amount" and not found.holds("no-such-rate > 0.5")
    assert math.isnan(found.derive("and-what-rests-on-it", "", "2 * no-such-rate").lo)


DOMAIN = {
    "percent": (0.5, 99.5),
    "percent/year": (0.5, 99.5),
    "year": (0.25, 12),
    "one": (1, 50),
    "people": (20, 5000),
    "hour": (20, 90),
    "items": (1, 60),
}


def samples(unit):
    lo, hi = DOMAIN.get(unit, (1, 1e7))
    return st.floats(lo, hi)


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_functions_of_formulas_move_as_they_say(data):
    functions = FORMULAS
    function = functions[data.draw(st.sampled_from(sorted(functions)))]
    values = {
        name: data.draw(samples(unit.split(" ")[0]), label=name) for name, unit in function.arguments.items()
    }
    moved = data.draw(st.sampled_from(sorted(values)))
    direction = function.arguments[moved].partition(" ")[2]
    assume(direction != "?")
    higher = {**values, moved: values[moved] * data.draw(st.floats(1.001, 1.5))}
    lo, hi = DOMAIN.get(function.arguments[moved].split(" ")[0], (1, 1e7))
    assume(higher[moved] <= hi)
    try:
        before, after = function.plain(**values), function.plain(**higher)
    except (DataError, ValueError):
        assume(False)
    pairs = zip(before, after) if isinstance(before, tuple) else [(before, after)]
    for one, two in pairs:
        slack = 1e-9 * max(abs(one), abs(two), 1)
        assert two >= one - slack if direction == "+" else two <= one + slack


def test_units_are_kept_and_mixing_them_is_told(ledger):
    package, term = ledger["package-total"], ledger["package-years"]
    a_year = package / term
    assert a_year.row()[1:] == (75e6, "USD/year", "up_to") and a_year.inputs == (
        "package-total",
        "package-years",
    )
    assert str(a_year) == "up to $75 million a year" and a_year.formula == "package-total / package-years"
    with pytest.raises(DataError, match="package-total . package-years adds USD|adds .*year.*USD"):
        package + term
    assert (ledger["scale-price"] / ledger["scale-stake"]).unit == "USD"


def test_a_disputed_or_one_sided_number_cannot_be_compared_from_its_silent_side(ledger):
    assert ledger.holds("package-per-year < 100 * offer-annual-pay")
    assert not ledger.holds("package-per-year > offer-annual-pay")
    with pytest.raises(DataError, match="cannot be compared"):
        ledger.holds("package-total > package-years")


@pytest.mark.parametrize(
    "wrong, reason",
    [
        ("package-totl / 4", "is it 'package-total'"),
        ("package-total /", "no formula"),
        ("__import__('os')", "no function of this ledger"),
        ("package-total.real", "no formula"),
        ("meta-long-hours * 2", "states no value"),
        ("base(package-total)", "only an assumption"),
    ],
)
def test_what_is_no_formula_is_told(ledger, wrong, reason):
    with pytest.raises(DataError, match=reason):
        ledger.evaluate(wrong)


def test_a_brackets_free_formula_is_computed_as_it_is_written(ledger):
    a, b = ledger["unit-price-later"], ledger["unit-price-tender"]
    for made in (a - (b - a), (a + b) / (a - b), 2 * (a / b) ** 2, a / (b * a) * b):
        again = ledger.evaluate(made.formula)
        assert (again.lo, again.hi, again.unit) == pytest.approx((made.lo, made.hi, made.unit))


@pytest.mark.rederivation
def test_every_derived_number_is_what_its_formula_gives(ledger):
    for entry in ledger.entries.values():
        if entry.kind == "derived":
            again = ledger.attempt(entry.formula)
            # inputs are saved with ten digits, and a growth over years can cost one of them
            assert again.row()[:2] == pytest.approx(entry.row()[:2], rel=1e-8, nan_ok=True), entry.id
            assert again.row()[2:] == entry.row()[2:], entry.id
            assert again.inputs == entry.inputs, entry.id


def test_dependants_are_all_that_rest_on_a_claim(ledger):
    assert {"anthropic-half-life", "anthropic-annual-attrition"} <= ledger.dependants("anthropic-retention")
    assert not ledger.dependants("anthropic-retention") & ledger.dependants("package-total")
