"""Quantities and the ledger by examples worked by hand: each operation, comparison, count and entry.

Every expected value is written out or computed here: a wrong formula fails however the tables were rebuilt.
"""

import json
from math import isnan, nan

import pytest

from newsclaims.errors import DataError
from newsclaims.ledger import Entry, Ledger, Quantity, Undefined, accepts_quantities
from newsclaims.ledger.entry import AssumptionEvidence
from newsclaims.ledger.formulas import cell, distinct, rows, total
from newsclaims.ledger.sources import derived_tables
from newsclaims.ledger.units import parse_unit

# What the tests build and look at; the rest of the file knows nothing of how entries are made.


def quantity(lo=nan, hi=nan, unit="", bound="exact", id="a"):
    """An entry with the quantity that a row of a table with these cells gives."""
    return Entry(id, id, "claim", Quantity.of(lo, hi, unit, bound))


def day(edtf, id="a"):
    """An entry with an EDTF date."""
    return Entry(id, id, "claim", Quantity.of(date=edtf))


def assumption(lo, hi, unit, base, id="a"):
    """An assumption with its base case."""
    evidence = AssumptionEvidence(base, "halfway", "nobody")
    return Entry(id, id, "assumption", Quantity.of(lo, hi, unit), "07-ledger", evidence)


def ledger(*entries, **keywords):
    """A ledger of ``entries``, each under its own id; ``keywords`` as for Ledger."""
    return Ledger({entry.id: entry for entry in entries}, **keywords)


def one(value, unit="", id="a"):
    return quantity(value, value, unit, id=id)


def up_to(hi, unit="", id="b"):
    return quantity(nan, hi, unit, "up_to", id)


def less_than(hi, unit="", id="b"):
    return quantity(nan, hi, unit, "less_than", id)


def at_least(lo, unit="", id="b"):
    return quantity(lo, nan, unit, "at_least", id)


def more_than(lo, unit="", id="b"):
    return quantity(lo, nan, unit, "more_than", id)


def between(lo, hi, unit="", id="b"):
    return quantity(lo, hi, unit, id=id)


def about(lo, hi, unit="", id="b"):
    return quantity(lo, hi, unit, "approx", id)


def ends(made):
    """The interval as text: ``[1, 2]``; ``(`` or ``)`` for a strict end, ``?`` outside one not stated."""
    low, high = made.quantity.low, made.quantity.high
    left = ("" if low.stated else "?") + ("(" if low.strict else "[")
    right = (")" if high.strict else "]") + ("" if high.stated else "?")
    return f"{left}{low.value:.6g}, {high.value:.6g}{right}"


# What a row of a table means


@pytest.mark.parametrize(
    "bound, lo, hi, expected",
    [
        ("exact", 2, 5, "[2, 5]"),
        ("approx", 2, 5, "[2, 5]"),
        ("up_to", nan, 5, "?[0, 5]"),
        ("at_most", nan, 5, "?[0, 5]"),
        ("less_than", nan, 5, "?[0, 5)"),
        ("at_least", 2, nan, "[2, inf]?"),
        ("more_than", 2, nan, "(2, inf]?"),
        ("up_to", 2, 5, "?[0, 5]"),  # "up to" says nothing of the least, whatever stands in the other cell
        ("more_than", 2, 5, "(2, inf]?"),
        ("exact", -3, -1, "[-3, -1]"),
    ],
)
def test_a_bound_says_which_ends_are_stated_and_which_are_strict(bound, lo, hi, expected):
    made = quantity(lo, hi, "USD", bound)
    assert ends(made) == expected
    assert (made.lo, made.hi) == (made.quantity.low.value, made.quantity.high.value)
    assert made.bound == bound and made.unit == "USD"


def same(found, expected):
    """Whether two rows (lo, hi, unit, bound) are equal, NaN being equal to NaN."""
    return found[2:] == expected[2:] and found[:2] == pytest.approx(expected[:2], nan_ok=True)


@pytest.mark.parametrize(
    "made, row",
    [
        (between(2, 5, "USD"), (2, 5, "USD", "exact")),
        (about(2, 5, "USD"), (2, 5, "USD", "approx")),
        (up_to(5, "year"), (nan, 5, "year", "up_to")),
        (quantity(nan, 5, "year", "at_most"), (nan, 5, "year", "at_most")),
        (less_than(5, "year"), (nan, 5, "year", "less_than")),
        (at_least(2, "people"), (2, nan, "people", "at_least")),
        (more_than(2, "people"), (2, nan, "people", "more_than")),
        (quantity(unit="USD"), (nan, nan, "USD", "exact")),
    ],
)
def test_a_row_leaves_the_end_empty_that_is_not_stated(made, row):
    assert same(made.row(), row)


def test_a_row_that_is_no_interval_or_no_bound_is_told():
    with pytest.raises(DataError, match="^5 to 2 is no interval: its end lies below its start"):
        quantity(5, 2)
    with pytest.raises(DataError, match="^0 to -2 is no interval"):
        up_to(-2)
    with pytest.raises(
        DataError,
        match="^'around' is no bound; the bounds are exact, approx, at_least, at_most, up_to, ",
    ):
        quantity(2, 2, bound="around")
    assert ends(quantity(2, 2)) == "[2, 2]"


@pytest.mark.parametrize("unit", ["1USD", "USD per year", "USD//year", "USD/", "*year", "€"])
def test_what_is_no_unit_is_told(unit):
    with pytest.raises(DataError, match="is no unit: write words with . or / between them"):
        parse_unit(unit)


# Dates: fractional years of 365.25 days since the first moment of 1970


@pytest.mark.parametrize(
    "edtf, first, after_last",
    [
        # days from 1970-01-01 to the first day, and to the day after the last one
        ("1970-01-01", 0, 1),
        ("1971", 365, 730),
        (
            "2023-05",
            19478,
            19509,
        ),  # 53 years with 13 leap days to 2023-01-01: 19358; + 31 + 28 + 31 + 30 = 19478
        ("2024", 19723, 20089),  # a leap year: 366 days
        ("2024-02", 19754, 19783),
        ("2024-02-29", 19782, 19783),
        ("2024~", 19723, 20089),  # "about" does not widen what was stated
        ("2024/2025", 19723, 20454),
        ("2024-02/2024-03-01", 19754, 19784),
    ],
)
def test_a_date_lasts_from_its_first_moment_to_its_last(edtf, first, after_last):
    made = day(edtf)
    assert (made.lo, made.hi) == pytest.approx((first / 365.25, after_last / 365.25), rel=1e-12)
    assert made.unit == "date" and made.bound == "exact" and ends(made)[0] == "[" and ends(made)[-1] == "]"


@pytest.mark.parametrize("edtf", ["May 2023", "2023-13", "2023-02-30"])
def test_what_is_no_date_is_told(edtf):
    with pytest.raises(DataError, match=f"'{edtf}' is no date that can be placed in time: write it in EDTF"):
        day(edtf)


def test_dates_and_lengths_of_time_make_dates_and_lengths_of_time():
    later, earlier, span = day("1974", "later"), day("1971", "earlier"), between(1, 2, "year", "span")
    gap = later - earlier  # from 1974-01-01 (1461 days in) to 1975-01-01 (1826), less 1971 (365 to 730)
    assert (gap.lo, gap.hi) == pytest.approx(
        ((1461 - 730) / 365.25, (1826 - 365) / 365.25)
    ) and gap.unit == "year"
    for made in (earlier + span, span + earlier):
        assert (made.lo, made.hi) == pytest.approx(
            (365 / 365.25 + 1, 730 / 365.25 + 2)
        ) and made.unit == "date"
    made = later - span
    assert (made.lo, made.hi) == pytest.approx((1461 / 365.25 - 2, 1826 / 365.25 - 1)) and made.unit == "date"
    made = earlier + one(6, "month", "half")
    assert (made.lo, made.hi) == pytest.approx((365 / 365.25 + 0.5, 730 / 365.25 + 0.5))
    made = later - one(73.05, "day", "fifth")
    assert (made.lo, made.hi) == pytest.approx((1461 / 365.25 - 0.2, 1826 / 365.25 - 0.2))


@pytest.mark.parametrize(
    "wrong, told",
    [
        (lambda: day("2024") + day("2023", "b"), "a . b adds a date and date and year"),
        (lambda: day("2024") + one(5, "USD", "b"), "a . b adds a date and USD and year"),
        (lambda: day("2024") - one(5, "USD", "b"), "a - b subtracts from a date USD and year"),
        (lambda: one(5, "year", "b") - day("2024"), "b - a subtracts date and year"),
    ],
)
def test_what_cannot_be_done_with_dates_is_told(wrong, told):
    with pytest.raises(DataError, match=told):
        wrong()


# Intervals


ARITHMETIC = [
    # both ends known, negative ones too
    (lambda: between(1, 2) + between(10, 20), "[11, 22]"),
    (lambda: between(1, 2) - between(10, 20), "[-19, -8]"),
    (lambda: between(-3, 2) + between(-5, 4), "[-8, 6]"),
    (lambda: between(-3, 2) - between(-5, 4), "[-7, 7]"),
    (lambda: between(2, 3) * between(5, 7), "[10, 21]"),
    (lambda: between(-3, 2) * between(4, 5), "[-15, 10]"),
    (lambda: between(-3, 2) * between(-5, 4), "[-12, 15]"),
    (lambda: between(-3, -2) * between(-5, -4), "[8, 15]"),
    (lambda: between(0, 2) * between(-5, 4), "[-10, 8]"),
    (lambda: between(6, 8) / between(2, 4), "[1.5, 4]"),
    (lambda: between(6, 8) / between(-4, -2), "[-4, -1.5]"),
    (lambda: between(-3, 2) / between(4, 5), "[-0.75, 0.5]"),
    (lambda: between(0, 0) / between(4, 5), "[0, 0]"),
    (lambda: between(2, 3) ** 2, "[4, 9]"),
    (lambda: between(0, 3) ** 2, "[0, 9]"),
    (lambda: between(4, 9) ** 0.5, "[2, 3]"),
    (lambda: between(2, 4) ** -1, "[0.25, 0.5]"),
    (lambda: between(2, 3) ** one(2, id="n"), "[4, 9]"),
    # an end of the result is stated where both ends that it comes from are
    (lambda: up_to(5) + between(1, 2), "?[1, 7]"),
    (lambda: up_to(5) + up_to(2), "?[0, 7]"),
    (lambda: at_least(3) + between(1, 2), "[4, inf]?"),
    (lambda: at_least(3) - up_to(2), "[1, inf]?"),
    (lambda: up_to(5) - at_least(2), "?[-inf, 3]"),
    (lambda: between(10, 12) - up_to(2), "[8, 12]?"),  # nobody said that the subtrahend may be 0
    (lambda: up_to(5) * between(2, 3), "?[0, 15]"),
    (lambda: at_least(3) * at_least(2), "[6, inf]?"),
    (lambda: at_least(3) * between(-2, -1), "?[-inf, -3]"),
    (lambda: between(0, 5) * at_least(3), "[0, inf]?"),
    (lambda: one(0) * at_least(3), "[0, 0]"),
    (lambda: up_to(10) / between(2, 4), "?[0, 5]"),
    (lambda: between(10, 20) / up_to(5), "[2, inf]?"),
    (lambda: between(10, 20) / at_least(5), "?[0, 4]"),
    (lambda: one(1) / up_to(0.5), "[2, inf]?"),
    (lambda: up_to(10) / at_least(5), "?[0, 2]"),
    (lambda: at_least(10) / up_to(5), "[2, inf]?"),
    (lambda: between(-20, -10) / up_to(5), "?[-inf, -2]"),
    (lambda: between(-20, 10) / at_least(5), "[-4, 2]"),
    (lambda: one(1) / (-1 * up_to(5)), "?[-inf, -0.2]"),
    (lambda: between(-2, -1) / (-1 * up_to(5)), "[0.2, inf]?"),
    (lambda: at_least(2) ** 2, "[4, inf]?"),
    (lambda: up_to(3) ** 2, "?[0, 9]"),
    (lambda: at_least(2) ** -1, "?[0, 0.5]"),
    # strict ends
    (lambda: less_than(5) + between(1, 2), "?[1, 7)"),
    (lambda: less_than(5) + less_than(2), "?[0, 7)"),
    (lambda: less_than(5) + up_to(2), "?[0, 7)"),
    (lambda: more_than(3) - up_to(2), "(1, inf]?"),
    (lambda: at_least(3) - less_than(2), "(1, inf]?"),
    (lambda: less_than(5) * between(2, 3), "?[0, 15)"),
    (lambda: more_than(3) * more_than(2), "(6, inf]?"),
    (lambda: between(10, 20) / less_than(5), "(2, inf]?"),
    (lambda: between(10, 20) / more_than(5), "?[0, 4)"),
    (lambda: more_than(2) ** 2, "(4, inf]?"),
    (lambda: less_than(3) ** 2, "?[0, 9)"),
    (lambda: more_than(2) ** -1, "?[0, 0.5)"),
    # 0 times more than 1 is 0: the end is reached although one of the two ways to it is barred
    (lambda: between(0, 5) * more_than(1), "[0, inf]?"),
    (lambda: one(0) * more_than(1), "[0, 0]"),
]


@pytest.mark.parametrize("make, expected", ARITHMETIC)
def test_arithmetic_holds_every_result_and_says_which_ends_are_stated(make, expected):
    assert ends(make()) == expected


@pytest.mark.parametrize(
    "make",
    [
        lambda: one(1) / between(-1, 1),
        lambda: one(1) / between(0, 5),
        lambda: one(1) / between(-5, 0),
        lambda: one(1) / one(0, id="b"),
        lambda: one(1) / 0,
        lambda: one(1) / (one(2, id="c") - at_least(1)),
    ],
)
def test_a_ratio_over_what_may_be_zero_has_no_answer(make):
    with pytest.raises(Undefined, match=r"divides by what may be zero, -?[\dinf]+ to -?\d+$"):
        make()


@pytest.mark.parametrize(
    "make, told",
    [
        (lambda: between(-1, 4) ** 2, r"a|b \*\* 2 raises a number that may be negative"),
        (lambda: between(0, 4) ** -1, r"b \*\* -1 raises a number that may be zero"),
        (lambda: up_to(4) ** -1, r"b \*\* -1 raises a number that may be zero"),
    ],
)
def test_a_power_of_what_may_be_negative_or_one_over_zero_has_no_answer(make, told):
    with pytest.raises(Undefined, match=told):
        make()


@pytest.mark.parametrize("power", [between(1, 2), one(2, "year", "b")])
def test_only_a_plain_single_number_is_a_power(power):
    with pytest.raises(DataError, match=r"a \*\* b raises to what is no plain single number"):
        one(3) ** power


def test_a_result_of_which_neither_end_is_known_says_nothing():
    for made in (
        up_to(10, id="a") / up_to(5),
        at_least(10, id="a") / at_least(5),
        up_to(10, id="a") - up_to(5),
    ):
        with pytest.raises(
            DataError, match="a [-/] b: neither end of the result is known, so it says nothing"
        ):
            _ = made.bound


@pytest.mark.parametrize(
    "sign, make",
    [
        ("+", lambda a, b: a + b),
        ("-", lambda a, b: a - b),
        ("*", lambda a, b: a * b),
        ("/", lambda a, b: a / b),
    ],
)
def test_nothing_is_computed_from_a_quantity_that_states_none(sign, make):
    none = quantity(id="none")
    for left, right, formula_text in ((none, one(2), f"none {sign} a"), (one(2), none, f"a {sign} none")):
        with pytest.raises(Undefined) as caught:
            make(left, right)
        assert str(caught.value) == f"none states no value, so {formula_text} cannot be computed"


@pytest.mark.parametrize(
    "made, row",
    [
        (about(2, 3) + one(1), (3, 4, "", "approx")),
        (one(1) + about(2, 3), (3, 4, "", "approx")),
        (about(2, 3) * up_to(4, id="c"), (nan, 12, "x", "up_to")),
        (about(2, 3) / less_than(4, id="c"), (0.5, nan, "x", "more_than")),
        (between(2, 3) - one(1), (1, 2, "", "exact")),
        (quantity(nan, 4, "USD", "at_most") + one(1, "USD"), (nan, 5, "USD", "up_to")),
        (less_than(4, "USD") + one(1, "USD"), (nan, 5, "USD", "less_than")),
        (at_least(4, "USD") + one(1, "USD"), (5, nan, "USD", "at_least")),
        (more_than(4, "USD") + one(1, "USD"), (5, nan, "USD", "more_than")),
        (about(24, 36, "month").to("year"), (2, 3, "year", "approx")),
        (about(2, 3) ** 2, (4, 9, "x", "approx")),
        (day("1974") - about(1, 1, "year"), (1461 / 365.25 - 1, 1826 / 365.25 - 1, "date", "approx")),
    ],
)
def test_a_result_has_the_bound_that_its_ends_give(made, row):
    assert same(made.row(), row)


# Units


@pytest.mark.parametrize(
    "made, value, unit",
    [
        (one(3, "USD/year") * one(4, "year", "b"), 12, "USD"),
        (one(4, "year") * one(3, "USD/year", "b"), 12, "USD"),
        (one(300, "USD") / one(4, "year", "b"), 75, "USD/year"),
        (one(300, "USD") / one(75, "USD/year", "b"), 4, "year"),
        (one(10, "USD/month") * one(2, "year", "b"), 240, "USD"),
        (one(7, "USD/week") * one(1, "year", "b"), 365.25, "USD"),
        (one(40, "hour/week") * one(2, "week", "b"), 80, "hour"),
        (one(8, "USD") / one(4, "people", "b") / one(2, "year", "c"), 1, "USD/people/year"),
        (one(6, "people") * one(2, "year", "b"), 12, "people*year"),
        (one(3, "year") ** 2, 9, "year*year"),
        (one(1, "USD/year") ** 2, 1, "USD*USD/year/year"),
        (1 / one(4, "year"), 0.25, "x/year"),
        (one(26, "week") / one(1, "year", "b"), 26 * 7 / 365.25, "x"),
        (one(6, "month") / one(2, "year", "b"), 0.25, "x"),
        (one(90, "minute") / one(3, "hour", "b"), 0.5, "x"),
        (one(5, "USD") / one(2, "USD", "b"), 2.5, "x"),
        (one(5, "USD") / one(2, "EUR", "b"), 2.5, "USD/EUR"),
        # shares
        (one(50, "percent") * one(200, "USD", "b"), 100, "USD"),
        (one(200, "USD") * one(50, "percent", "b"), 100, "USD"),
        (one(200, "USD") / one(50, "percent", "b"), 400, "USD"),
        (one(50, "percent") * one(40, "percent", "b"), 0.2, "x"),
        (one(30, "percent") / one(60, "percent", "b"), 0.5, "x"),
        (one(50, "percent") ** 2, 0.25, "x"),
        (one(20, "percent") / one(2, "year", "b"), 0.1, "x/year"),
        (one(2, "x") * one(5, "USD", "b"), 10, "USD"),
        (one(80, "percent") - one(67, "percent", "b"), 13, "pp"),
        (one(13, "pp") - one(3, "pp", "b"), 10, "pp"),
        (one(80, "percent") + one(5, "percent", "b"), 85, "percent"),
        (one(80, "percent") + one(5, "pp", "b"), 85, "percent"),
        (one(5, "pp") + one(80, "percent", "b"), 85, "percent"),
        (one(80, "percent") - one(5, "pp", "b"), 75, "percent"),
        (one(80, "percent") - one(0.5, "x", "b"), 30, "pp"),
        # sums are in the unit of the first
        (one(1, "year") + one(6, "month", "b"), 1.5, "year"),
        (one(6, "month") + one(1, "year", "b"), 18, "month"),
        (one(2, "week") - one(7, "day", "b"), 1, "week"),
        (one(2, "hour") - one(30, "minute", "b"), 1.5, "hour"),
        (one(5, "USD") - one(2, "USD", "b"), 3, "USD"),
        # plain numbers: a factor leaves the unit alone, in a sum they are a multiple of one
        (2 * one(40, "percent"), 80, "percent"),
        (one(40, "percent") * 2, 80, "percent"),
        (one(40, "percent") / 2, 20, "percent"),
        (2 * one(3, "USD/year"), 6, "USD/year"),
        (one(3, "x") ** 2, 9, "x"),
        (one(3, "") ** 2, 9, "x"),
        (1 - one(80, "percent"), 0.2, "x"),
        (1 + one(80, "percent"), 1.8, "x"),
        (one(3, "x") - 1, 2, "x"),
        (one(3, "x") + 1, 4, "x"),
        (6 / one(3, "x"), 2, "x"),
    ],
)
def test_units_are_kept_by_arithmetic(made, value, unit):
    assert (made.lo, made.hi) == pytest.approx((value, value)) and made.unit == unit


@pytest.mark.parametrize(
    "make, told",
    [
        (lambda: one(1, "USD") + one(1, "year", "b"), "a + b adds year and USD"),
        (lambda: one(1, "USD") - one(1, "year", "b"), "a - b subtracts year and USD"),
        (lambda: one(1, "USD") + 1, "a + 1 adds x and USD"),
        (lambda: one(1, "USD") - one(1, id="b"), "a - b subtracts a plain number and USD"),
        (lambda: one(1, "USD").to("year"), "a cannot be turned: USD and year"),
        (lambda: one(1, "USD") > one(1, "year", "b"), "a and b cannot be compared: they are in year and USD"),
        (lambda: one(1, "USD") == one(1, "EUR", "b"), "a and b cannot be compared: they are in EUR and USD"),
        (lambda: one(1, "USD") ** 0.5, "has a broken power of USD"),
        (lambda: one(1) + True, "True is neither a quantity nor a number"),
        (lambda: one(1) * "2", "'2' is neither a quantity nor a number"),
        (lambda: None / one(1), "None is neither a quantity nor a number"),
    ],
)
def test_units_and_things_that_do_not_go_together_are_told(make, told):
    with pytest.raises(DataError) as caught:
        make()
    assert told in str(caught.value) and not isinstance(caught.value, Undefined)


@pytest.mark.parametrize(
    "made, unit, expected, bound",
    [
        (one(2, "year"), "month", "[24, 24]", "exact"),
        (between(12, 18, "month"), "year", "[1, 1.5]", "exact"),
        (one(0.8, "x"), "percent", "[80, 80]", "exact"),
        (one(80, "percent"), "x", "[0.8, 0.8]", "exact"),
        (one(80, "percent"), "pp", "[80, 80]", "exact"),
        (one(365.25, "USD/year"), "USD/day", "[1, 1]", "exact"),
        (one(2, "week"), "day", "[14, 14]", "exact"),
        (one(1, "day"), "minute", "[1440, 1440]", "exact"),
        (more_than(1, "year"), "month", "(12, inf]?", "more_than"),
        (less_than(2, "hour"), "minute", "?[0, 120)", "less_than"),
        (quantity(nan, 2, "hour", "at_most"), "minute", "?[0, 120]", "up_to"),
        (about(1, 2, "hour"), "minute", "[60, 120]", "approx"),
    ],
)
def test_a_quantity_is_turned_into_another_unit_of_its_kind(made, unit, expected, bound):
    turned = made.to(unit)
    assert ends(turned) == expected and turned.unit == unit and turned.bound == bound
    assert turned.formula == f"to({made.term}, '{unit}')" and turned.inputs == made.sources


# Comparisons hold for every value that the two quantities may have


@pytest.mark.parametrize(
    "left, right, greater, at_least_as_great",
    [
        (one(3), one(2, id="b"), True, True),
        (one(2), one(2, id="b"), False, True),
        (one(2), one(3, id="b"), False, False),
        (between(3, 5), between(1, 2, id="c"), True, True),
        (between(2, 5), between(1, 2, id="c"), False, True),  # they touch, and both may be 2
        (between(2, 5), between(1, 3, id="c"), False, False),
        (more_than(2), between(1, 2, id="c"), True, True),  # they touch, and one is never 2
        (one(2), less_than(2), True, True),
        (at_least(2), between(1, 2, id="c"), False, True),
        (more_than(2), between(1, 3, id="c"), False, False),
        (more_than(2), more_than(1, id="c"), False, False),
        (up_to(5), one(1), False, False),  # "up to 5" may be nothing at all
        (one(6), up_to(5), True, True),
        (one(5), up_to(5), False, True),
        (at_least(6), up_to(5, id="c"), True, True),
        (one(2, "year"), one(23, "month", "b"), True, True),
        (one(2, "year"), one(24, "month", "b"), False, True),
        (one(2, "year"), one(25, "month", "b"), False, False),
        (one(1, "x"), one(80, "percent", "b"), True, True),
        (one(80, "percent"), 70, True, True),  # a plain number is in the unit of the quantity
        (one(80, "percent"), 80, False, True),
        (one(80, "percent"), 90, False, False),
        (more_than(80, "percent"), 80, True, True),
        (one(2, "year"), 1.5, True, True),
    ],
)
def test_greater_means_greater_whatever_the_values_are(left, right, greater, at_least_as_great):
    assert (left > right) is greater and (left >= right) is at_least_as_great


@pytest.mark.parametrize(
    "left, right, less, at_most_as_great",
    [
        (one(2), one(3, id="b"), True, True),
        (one(2), one(2, id="b"), False, True),
        (one(3), one(2, id="b"), False, False),
        (between(1, 2), between(3, 5, id="c"), True, True),
        (between(1, 2), between(2, 5, id="c"), False, True),
        (between(1, 3), between(2, 5, id="c"), False, False),
        (less_than(2), between(2, 5, id="c"), True, True),
        (between(1, 2), more_than(2, id="c"), True, True),
        (up_to(2), between(2, 5, id="c"), False, True),
        (less_than(2), between(1, 5, id="c"), False, False),
        (at_least(1), one(5), False, False),
        (one(4), at_least(5), True, True),
        (one(5), at_least(5), False, True),
        (one(23, "month"), one(2, "year", "b"), True, True),
        (one(24, "month"), one(2, "year", "b"), False, True),
        (one(25, "month"), one(2, "year", "b"), False, False),
        (one(80, "percent"), 90, True, True),
        (one(80, "percent"), 80, False, True),
        (one(80, "percent"), 70, False, False),
        (less_than(80, "percent"), 80, True, True),
    ],
)
def test_less_means_less_whatever_the_values_are(left, right, less, at_most_as_great):
    assert (left < right) is less and (left <= right) is at_most_as_great


def test_a_number_on_the_left_is_compared_as_one_on_the_right():
    assert 90 > one(80, "percent") and not 80 > one(80, "percent") and 80 >= one(80, "percent")
    assert 70 < one(80, "percent") and not 80 < one(80, "percent") and 80 <= one(80, "percent")


def test_equal_are_quantities_with_equal_ends_in_units_of_one_kind():
    assert between(1, 2, "year") == between(12, 24, "month", "c") and one(80, "percent") == 80
    assert between(1, 2, "year") != between(12, 25, "month", "c") and between(1, 2, "year") != between(
        13, 24, "month", "c"
    )
    assert between(1, 2) != 1 and one(1) != "1" and one(1) is not None


@pytest.mark.parametrize("right", [0, 1, one(0, id="b")])
def test_a_quantity_that_states_none_compares_to_nothing(right):
    none = quantity(id="none")
    assert not (none > right or none < right or none >= right or none <= right or none == right)


def test_one_value_is_asked_for_only_where_there_is_one():
    assert one(3).value == 3 and isnan(quantity().value)
    for made, words in (
        (between(1, 2, "year"), "b is 1 to 2 years"),
        (up_to(2, "year"), "b is up to 2 years"),
    ):
        with pytest.raises(DataError, match=f"{words}, not one number: use its lo and hi"):
            _ = made.value


def test_the_base_case_is_the_one_value_that_an_assumption_names():
    made = assumption(1, 5, "year", "2.5", "span").base()
    assert ends(made) == "[2.5, 2.5]" and made.unit == "year"
    assert made.formula == "base(span)" and made.inputs == ("span",)
    with pytest.raises(DataError, match=r"base\(a\): only an assumption has a base case"):
        one(1).base()


# Formulas as they are written down


A, B, C = (between(lo, hi, "x", id) for id, lo, hi in (("a", 2, 3), ("b", 5, 7), ("c", 11, 13)))


@pytest.mark.parametrize(
    "make, text",
    [
        (lambda: A - (B - C), "a - (b - c)"),
        (lambda: A - B - C, "a - b - c"),
        (lambda: A - (B + C), "a - (b + c)"),
        (lambda: A + (B + C), "a + (b + c)"),
        (lambda: A / (B * C), "a / (b * c)"),
        (lambda: A / (B / C), "a / (b / c)"),
        (lambda: A / B / C, "a / b / c"),
        (lambda: A * B / C, "a * b / c"),
        (lambda: A * (B / C), "a * (b / c)"),
        (lambda: (A + B) * C, "(a + b) * c"),
        (lambda: A * (B - C), "a * (b - c)"),
        (lambda: (A - B) / (B + C), "(a - b) / (b + c)"),
        (lambda: A * B + C, "a * b + c"),
        (lambda: A + B * C, "a + b * c"),
        (lambda: A - B / C, "a - b / c"),
        (lambda: A * (B + C) + A * B, "a * (b + c) + a * b"),
        (lambda: (A * (B + C) + A) * B, "(a * (b + c) + a) * b"),
        (lambda: (A + B) ** 2, "(a + b) ** 2"),
        (lambda: (A * B) ** 2, "(a * b) ** 2"),
        (lambda: (A**2) ** 3, "(a ** 2) ** 3"),
        (lambda: A * B**2, "a * b ** 2"),
        (lambda: A**-1, "a ** -1"),
        (lambda: A**0.5, "a ** 0.5"),
        (lambda: 2 * A, "2 * a"),
        (lambda: 1234567 * A, "1234567 * a"),
        (lambda: A / 1e9, "a / 1000000000"),
        (lambda: A * 0.1, "a * 0.1"),
        (lambda: A * 0.00001, "a * 0.00001"),
        (lambda: 1e16 * A, "10000000000000000 * a"),
        (lambda: A * (1 / 3), "a * 0.3333333333333333"),
        (lambda: 1 - A, "1 - a"),
        (lambda: 1 / (1 + A), "1 / (1 + a)"),
        (lambda: (A + B).to("percent") * C, "to(a + b, 'percent') * c"),
    ],
)
def test_a_formula_has_the_brackets_it_needs_and_no_others(make, text):
    made = make()
    assert made.formula == text
    again = ledger(A, B, C).evaluate(text)
    assert (again.lo, again.hi, again.unit) == (made.lo, made.hi, made.unit) and again.inputs == made.inputs


def test_a_power_that_is_an_entry_stays_in_the_formula():
    made = A ** one(2, "x", "n")
    assert made.formula == "a ** n" and made.inputs == ("a", "n") and ends(made) == "[4, 9]"


def test_a_plain_number_is_raised_to_an_entry():
    made = 2 ** one(3, "x", "n")
    assert made.formula == "2 ** n" and made.inputs == ("n",) and ends(made) == "[8, 8]"


def test_what_a_result_is_computed_from_is_named_once_in_order():
    assert (C * A + C - B / A).inputs == ("c", "a", "b")
    assert (2 * A).inputs == ("a",) and (A * 2 + 1).inputs == ("a",)


# Functions that take quantities


@accepts_quantities("USD", pay="USD/year +", span="year +", fee="USD -")
def paid(pay, span, fee=0.0):
    return pay * span - fee


@accepts_quantities("x", middle="one +", width="one ?")
def spread(middle, width):
    if width > 5:
        raise DataError("too wide to say")
    return middle - width, middle + width


@accepts_quantities("percent", rest="percent -", span="year ?")
def gone(rest, span):
    return (100 - rest) / span


def test_a_function_of_formulas_is_a_plain_function_for_numbers():
    assert paid(10, 2) == 20 and paid(10, 2, 5) == 15 and paid(pay=10, span=2, fee=1) == 19
    assert spread(3, 1) == (2, 4)


def test_a_function_of_formulas_turns_its_arguments_into_its_units():
    made = paid(one(10, "USD/month", "pay"), between(6, 18, "month", "span"), one(20, "USD", "fee"))
    assert ends(made) == "[40, 160]"  # 120 a year times 0.5 or 1.5 years, less 20
    assert made.unit == "USD" and made.bound == "exact"
    assert made.formula == "paid(pay, span, fee)" and made.inputs == ("pay", "span", "fee")
    assert ends(spread(one(150, "percent"), 1)) == "[0.5, 2.5]"


def test_a_plain_number_is_in_the_unit_that_a_function_takes():
    made = paid(one(10, "USD/month", "pay"), 2, fee=40)
    assert ends(made) == "[200, 200]" and made.formula == "paid(pay, 2, 40)" and made.inputs == ("pay",)
    made = paid(span=one(24, "month", "span"), pay=10)
    assert ends(made) == "[20, 20]" and made.formula == "paid(10, span)" and made.inputs == ("span",)


@pytest.mark.parametrize(
    "fee, expected, bound",
    [
        (between(1, 3, "USD"), "[7, 9]", "exact"),
        (about(1, 3, "USD"), "[7, 9]", "approx"),
        (up_to(3, "USD"), "[7, 10]?", "at_least"),
        (less_than(3, "USD"), "(7, 10]?", "more_than"),
        (at_least(3, "USD"), "?[-inf, 7]", "up_to"),
        (more_than(3, "USD"), "?[-inf, 7)", "less_than"),
    ],
)
def test_a_function_keeps_what_is_stated_and_what_is_strict(fee, expected, bound):
    made = paid(one(10, "USD/year", "pay"), 1, fee)
    assert ends(made) == expected and made.bound == bound


def test_a_function_that_gives_a_pair_gives_the_interval_from_least_to_greatest():
    assert ends(spread(between(10, 12, "x"), one(1, "x", "w"))) == "[9, 13]"
    assert ends(spread(more_than(10, "x"), 1)) == "(9, inf]?"
    assert ends(gone(between(60, 80, "percent"), one(2, "year"))) == "[10, 20]"


@pytest.mark.parametrize(
    "call, kind, told",
    [
        (
            lambda: paid(one(1, "USD", "a"), 1),
            DataError,
            "paid(a, 1) takes pay in USD/year: USD and USD/year",
        ),
        (
            lambda: gone(one(1, "percent"), between(1, 2, "year")),
            DataError,
            "gone(a, b): span must be a single number, it is 1 to 2 years",
        ),
        (
            lambda: paid(quantity(id="none"), 1),
            Undefined,
            "pay states no value, so paid(none, 1) cannot be computed",
        ),
        (lambda: spread(one(1, "x"), 6), Undefined, "spread(a, 6): too wide to say"),
        (lambda: paid(one(1, "USD/year"), "2"), DataError, "'2' is neither a quantity nor a number"),
    ],
)
def test_what_a_function_cannot_take_is_told(call, kind, told):
    with pytest.raises(DataError) as caught:
        call()
    assert str(caught.value) == told and type(caught.value) is kind


def test_functions_stand_in_formulas_beside_arithmetic():
    entries = (one(10, "USD/year", "pay"), between(1, 2, "year", "span"), one(3, "USD", "fee"))
    found = ledger(*entries, formulas={"paid": paid})
    made = found.evaluate("2 * paid(pay, 2 * span, fee=fee) - fee")
    assert ends(made) == "[31, 71]"  # 2 * (10 * 2 - 3) - 3 and 2 * (10 * 4 - 3) - 3
    assert made.formula == "2 * paid(pay, 2 * span, fee) - fee" and made.inputs == ("pay", "span", "fee")


# Counts of tables


TABLES = [
    {
        "name": "leavers",
        "path": "curated/leavers.csv",
        "rests_on": ["hours"],
        "schema": {
            "fields": [
                {"name": "name", "type": "string"},
                {"name": "lab", "type": "string"},
                {"name": "years", "type": "number"},
            ]
        },
    },
    {
        "name": "numbers",
        "path": "derived/numbers.csv",
        "made_by": "07-ledger",
        "schema": {
            "fields": [
                {"name": name, "type": "number" if name in ("lo", "hi") else "string"}
                for name in ("id", "label", "formula", "inputs", "lo", "hi", "unit", "bound")
            ]
        },
    },
    {"name": "loose", "path": "raw/loose.txt"},
]


@pytest.fixture
def collection(tmp_path):
    """A folder with one table of four people and one, still empty, of derived numbers."""
    for folder in ("curated", "derived"):
        (tmp_path / "data" / folder).mkdir(parents=True)
    (tmp_path / "data/datapackage.json").write_text(json.dumps({"resources": TABLES}), encoding="utf-8")
    people = "name,lab,years\nAda,North,2\nBen,North,3.5\nCy,South,\nDi,O'Hare,1\n"
    (tmp_path / "data/curated/leavers.csv").write_text(people, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "count, words, value, unit, text",
    [
        (rows, ("leavers",), 4, "items", "rows('leavers')"),
        (rows, ("leavers", "lab == 'North'"), 2, "items", "rows('leavers', \"lab == 'North'\")"),
        (rows, ("leavers", "years > 9"), 0, "items", "rows('leavers', 'years > 9')"),
        (distinct, ("leavers", "lab"), 3, "items", "distinct('leavers', 'lab')"),
        (distinct, ("leavers", "lab", "years >= 2"), 1, "items", "distinct('leavers', 'lab', 'years >= 2')"),
        (total, ("leavers", "years"), 6.5, "items", "total('leavers', 'years')"),
        (
            total,
            ("leavers", "years", "lab == 'North'"),
            5.5,
            "items",
            "total('leavers', 'years', \"lab == 'North'\")",
        ),
        (
            cell,
            ("leavers", "years", "name == 'Ben'"),
            3.5,
            "x",
            "cell('leavers', 'years', \"name == 'Ben'\")",
        ),
    ],
)
def test_counts_of_a_table_rest_on_it_and_can_be_read_again(collection, count, words, value, unit, text):
    made = count(*words, root=collection)
    assert ends(made) == f"[{value:g}, {value:g}]" and made.unit == unit and made.bound == "exact"
    assert made.formula == text and made.inputs == ("table:leavers",)
    again = ledger(root=collection).evaluate(text)
    assert again == made and again.formula == text and again.inputs == ("table:leavers",)


@pytest.mark.parametrize("query, count", [("lab == 'North'", 2), ("lab == 'East'", 0)])
def test_a_cell_is_of_one_row(collection, query, count):
    with pytest.raises(DataError, match=f"{count} rows fulfil it, not one"):
        cell("leavers", "years", query, root=collection)


def test_tables_of_derived_numbers_are_told_by_their_columns(collection):
    assert [entry["name"] for entry in derived_tables(collection)] == ["numbers"]


# The ledger


ENTRIES = (
    up_to(300, "USD", "package"),
    one(4, "year", "term"),
    more_than(20, "USD/year", "bonus"),
    one(5, "USD/year", "fee"),
    assumption(1, 9, "percent", "4", "rate"),
    quantity(id="unsaid"),
    one(2, "x", "x2"),
)


@pytest.fixture
def pay():
    """A tiny ledger: a package and its term, a bonus, a fee, an assumption, and one that states nothing."""
    return ledger(*ENTRIES)


@pytest.mark.parametrize(
    "text, expected, unit",
    [
        ("package / term", "?[0, 75]", "USD/year"),
        ("package", "?[0, 300]", "USD"),
        (" package  /  term ", "?[0, 75]", "USD/year"),
        ("bonus + fee", "(25, inf]?", "USD/year"),
        ("bonus - fee", "(15, inf]?", "USD/year"),
        ("fee - 2 * fee", "[-5, -5]", "USD/year"),
        ("-fee", "[-5, -5]", "USD/year"),
        ("bonus + fee * 3", "(35, inf]?", "USD/year"),
        ("(bonus + fee) * 3", "(75, inf]?", "USD/year"),
        ("fee * term - fee * term / 2", "[10, 10]", "USD"),
        ("x2 ** 3", "[8, 8]", "x"),
        ("x2 ** -1", "[0.5, 0.5]", "x"),
        ("x2 * 0.5", "[1, 1]", "x"),
        ("base(rate)", "[4, 4]", "percent"),
        ("base(rate) * fee", "[0.2, 0.2]", "USD/year"),
        ("to(term, 'month')", "[48, 48]", "month"),
        ('to(fee, "USD/month") * 12', "[5, 5]", "USD/month"),
    ],
)
def test_a_formula_gives_what_its_text_says(pay, text, expected, unit):
    made = pay.evaluate(text)
    assert ends(made) == expected and made.unit == unit


@pytest.mark.parametrize(
    "condition, expected",
    [
        ("fee < bonus", True),
        ("bonus > 20", True),
        ("bonus > 21", False),
        ("bonus >= 20", True),
        ("fee > 5", False),
        ("fee >= 5", True),
        ("fee <= 5", True),
        ("fee < 5", False),
        ("fee == 5", True),
        ("fee == 6", False),
        ("package < 301", True),
        ("package <= 300", True),
        ("package < 300", False),
        ("package / term > fee", False),
        ("4 < fee < 6", True),
        ("4 < fee < 5", False),
        ("5 < fee < 6", False),
        ("fee < 6 < bonus", True),
        ("fee < bonus and term == 4", True),
        ("fee < bonus and term == 5", False),
        ("fee > bonus or term == 4", True),
        ("fee > bonus or term == 5", False),
        ("not fee > bonus", True),
        ("not fee < bonus", False),
        ("not (fee > bonus or term == 5)", True),
        ("to(term, 'month') == 48", True),
        ("unsaid > 1", False),
        ("unsaid / fee > 1", False),
        ("fee / (fee - 5 * x2 * fee / 10) > 0", False),
    ],
)
def test_a_condition_holds_where_every_value_fulfils_it(pay, condition, expected):
    assert pay.holds(condition) is expected


@pytest.mark.parametrize(
    "text, told",
    [
        ("pakage / 4", "the ledger has no entry 'pakage'; is it 'package'?"),
        ("qqqq", "the ledger has no entry 'qqqq'"),
        ("package /", "'package /' is no formula: write ids, numbers and + - * / ** between blanks"),
        ("package % term", "'package % term' is no formula"),
        ("package != term", "'package != term' is no formula"),
        ("package.lo", "'package.lo' is no formula"),
        ("2.5e6 * fee", "'2.5e6 * fee' is no formula"),
        ("3k * fee", "'3k * fee' is no formula"),
        ("[package]", "'[package]' is no formula"),
        ("", "'' is no formula"),
        ("sqrt(package)", "'sqrt(package)' calls sqrt, which is no function of this ledger"),
        ("base(package)", "base(package): only an assumption has a base case"),
        ("package > term", "package and term cannot be compared"),
        ("package + term", "package + term adds year and USD"),
        ("term + 'year'", "'year' is neither a quantity nor a number"),
        ("'package'", "\"'package'\" is no formula"),
        ("fee * (1 / 0)", "'fee * (1 / 0)' cannot be computed: division by zero"),
        ("fee ** 2000", "'fee ** 2000' cannot be computed: "),
        ("1 > 'a'", "\"1 > 'a'\" cannot be computed: "),
        ("not fee", "'not fee' takes a number for a condition"),
        ("fee > 4 and term", "'fee > 4 and term' takes a number for a condition"),
    ],
)
def test_what_cannot_be_read_or_computed_is_told(pay, text, told):
    for read in (pay.evaluate, pay.attempt, pay.holds):
        with pytest.raises(DataError) as caught:
            read(text)
        assert str(caught.value).startswith(told) and not isinstance(caught.value, Undefined)


@pytest.mark.parametrize("text", ["package / term", "4"])
def test_what_is_no_condition_is_told(pay, text):
    with pytest.raises(DataError, match="is no condition: compare two sides with > < >= <= or =="):
        pay.holds(text)


def test_a_formula_without_an_answer_is_a_quantity_without_a_value(pay):
    with pytest.raises(Undefined):
        pay.evaluate("term / (unsaid - term)")
    none = pay.attempt("term / (unsaid - fee)")
    assert isnan(none.lo) and isnan(none.hi) and none.unit == ""
    assert none.formula == "term / (unsaid - fee)" and none.inputs == ("term", "unsaid", "fee")
    assert pay.attempt("package / term") == pay.evaluate("package / term")


def test_entries_are_looked_up_by_id(pay):
    assert "package" in pay and "pakage" not in pay and pay["term"].value == 4
    with pytest.raises(DataError, match="the ledger has no entry 'pakage'; is it 'package'?"):
        pay["pakage"]


def test_a_derived_number_is_entered_with_its_formula_and_what_it_is_computed_from(pay):
    entry = pay.derive("a-year", "A year, paid evenly", "package / term")
    assert entry is pay["a-year"] and (entry.id, entry.label, entry.kind) == (
        "a-year",
        "A year, paid evenly",
        "derived",
    )
    assert ends(entry) == "?[0, 75]" and entry.unit == "USD/year" and entry.bound == "up_to"
    assert entry.formula == "package / term" and entry.inputs == ("package", "term")
    further = pay.derive("less-fee", "After the fee", entry - pay["fee"])
    assert further.formula == "a-year - fee" and further.inputs == ("a-year", "fee") and further.hi == 70
    strict = pay.derive("two-years", "Two of them", "2 * bonus")
    assert ends(strict) == "(40, inf]?" and strict.bound == "more_than"


def test_what_is_derived_again_takes_the_place_of_what_was(pay):
    pay.derive("first", "", "fee * 2")
    pay.derive("second", "", "fee * 3")
    pay.derive("first", "again", "fee * 4")
    assert pay.derived == ["second", "first"] and pay["first"].value == 20 and pay["first"].label == "again"


def test_a_formula_without_an_answer_is_entered_without_a_value(pay):
    entry = pay.derive("unknown", "Nobody said", "unsaid / fee")
    assert isnan(entry.lo) and entry.formula == "unsaid / fee" and entry.inputs == ("unsaid", "fee")
    assert isnan(pay.derive("two-unknown", "", "2 * unknown").lo)


@pytest.mark.parametrize(
    "id, formula_text, told",
    [
        (
            "A-year",
            "fee * 2",
            "'A-year' is no id: use small letters, digits and hyphens, as in package-per-year",
        ),
        ("a_year", "fee * 2", "'a_year' is no id"),
        ("1st", "fee * 2", "'1st' is no id"),
        ("a--b", "fee * 2", "'a--b' is no id"),
        ("a-", "fee * 2", "'a-' is no id"),
        ("", "fee * 2", "'' is no id"),
        ("rate", "fee * 2", "the id 'rate' is taken: rate"),
        ("nothing", "package / package", "nothing: neither end of the result is known, so it says nothing"),
        ("no-such", "pakage", "the ledger has no entry 'pakage'"),
        ("four", "2 * 2", "four: 2 * 2 rests on nothing; enter the number as an assumption first"),
        ("more", "fee > 4", "'fee > 4' is a condition and no number"),
    ],
)
def test_what_cannot_be_entered_is_told(pay, id, formula_text, told):
    with pytest.raises(DataError) as caught:
        pay.derive(id, "", formula_text)
    assert str(caught.value).startswith(told)
    assert id == "rate" or id not in pay.derived


@pytest.mark.parametrize(
    "result, told",
    [
        (4, "four: 4 rests on nothing; enter the number as an assumption first"),
        (True, "True is neither a quantity nor a number"),
        (Quantity.of(2, 2), "<2> has neither name nor evidence: enter it as an assumption first"),
    ],
)
def test_a_result_without_evidence_cannot_be_entered(pay, result, told):
    with pytest.raises(DataError) as caught:
        pay.derive("four", "", result)
    assert str(caught.value) == told and "four" not in pay


def test_what_an_entry_rests_on_and_what_rests_on_it_is_followed_all_the_way(pay):
    pay.derive("a-year", "", "package / term")
    pay.derive("less-fee", "", "a-year - fee")
    pay.derive("share", "", "fee / less-fee")
    assert pay.ancestors("share") == {"fee", "less-fee", "a-year", "package", "term"}
    assert pay.ancestors("a-year") == {"package", "term"} and pay.ancestors("package") == set()
    assert pay.dependants("package") == {"a-year", "less-fee", "share"}
    assert pay.dependants("fee") == {"less-fee", "share"} and pay.dependants(
        "share"
    ) == set() == pay.dependants("bonus")


def test_what_a_table_rests_on_counts_too(collection):
    found = ledger(one(2, "hour", "hours"), one(3, "x", "c"), root=collection)
    found.derive("people", "", "rows('leavers')")
    found.derive("thrice", "", "c * people")
    assert found["people"].inputs == ("table:leavers",)
    assert found.ancestors("thrice") == {"c", "people", "table:leavers", "hours"}
    assert found.dependants("hours") == {"people", "thrice"} == found.dependants("table:leavers")


def test_the_table_of_derived_numbers_holds_formulas_inputs_and_ends(collection):
    pay = ledger(*ENTRIES, root=collection)
    pay.derive("a-year", "A year", "package / term")
    pay.derive("span", "Both", "fee * term + 0 * fee * term")
    frame = pay.frame()
    assert list(frame.columns) == ["id", "label", "formula", "inputs", "lo", "hi", "unit", "bound"]
    first, second = frame.to_dict("records")
    assert isnan(first.pop("lo"))
    assert first == {
        "id": "a-year",
        "label": "A year",
        "formula": "package / term",
        "inputs": "package term",
        "hi": 75,
        "unit": "USD/year",
        "bound": "up_to",
    }
    assert second == {
        "id": "span",
        "label": "Both",
        "formula": "fee * term + 0 * fee * term",
        "inputs": "fee term",
        "lo": 20,
        "hi": 20,
        "unit": "USD",
        "bound": "exact",
    }
    assert list(pay.frame(["span"])["id"]) == ["span"] and list(pay.frame([])["id"]) == []
    written_table = pay.save("numbers")
    assert list(written_table["id"]) == ["a-year", "span"]
    assert (collection / "data/derived/numbers.csv").read_text(encoding="utf-8") == (
        "id,label,formula,inputs,lo,hi,unit,bound\n"
        "a-year,A year,package / term,package term,,75,USD/year,up_to\n"
        "span,Both,fee * term + 0 * fee * term,fee term,20,20,USD,exact\n"
    )
