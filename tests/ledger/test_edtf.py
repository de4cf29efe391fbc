"""Dates in EDTF: the days they stand for, and which texts tables take for dates."""

import math
from datetime import date

import pytest
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsclaims import tables
from newsclaims.errors import DataError
from newsclaims.ledger import Quantity, edtf


@pytest.mark.parametrize(
    "text, first, last, earliest, latest",
    [
        ("2024", (2024, 1, 1), (2024, 12, 31), (2024, 1, 1), (2024, 12, 31)),
        ("2024-02", (2024, 2, 1), (2024, 2, 29), (2024, 2, 1), (2024, 2, 29)),
        ("2024-12~", (2024, 12, 1), (2024, 12, 31), (2024, 11, 1), (2025, 1, 31)),
        ("2023-01~", (2023, 1, 1), (2023, 1, 31), (2022, 12, 1), (2023, 2, 28)),
        ("2023-02~", (2023, 2, 1), (2023, 2, 28), (2023, 1, 1), (2023, 3, 31)),
        ("2024-02-28~", (2024, 2, 28), (2024, 2, 28), (2024, 2, 27), (2024, 2, 29)),
        ("2023~", (2023, 1, 1), (2023, 12, 31), (2022, 1, 1), (2024, 12, 31)),
        ("2025-05-30/2025-06-02", (2025, 5, 30), (2025, 6, 2), (2025, 5, 30), (2025, 6, 2)),
    ],
)
def test_a_date_stands_for_days_and_an_approximate_one_reaches_a_unit_farther(
    text, first, last, earliest, latest
):
    assert edtf.days(text) == (date(*first), date(*last))
    assert edtf.possible_days(text) == (date(*earliest), date(*latest))


def test_moments_are_fractional_years_and_a_day_ends_where_the_next_begins():
    first, last = edtf.years_since_1970("1970-01-01")
    assert (first, last) == (0, pytest.approx(1 / 365.25))
    assert edtf.years_since_1970("1970-01-02")[0] == last
    assert Quantity.of(date="1974").row() == (
        pytest.approx(1461 / 365.25),
        pytest.approx(1826 / 365.25),
        "date",
        "exact",
    )


def test_a_date_that_is_not_known_has_no_moments():
    assert all(map(math.isnan, edtf.years_since_1970("")))


@pytest.mark.parametrize("text", ["", "next May", "2025-13", "2025-02-30"])
def test_what_is_no_date_is_told_in_a_line(text):
    for placed in (edtf.days, edtf.possible_days, *([edtf.years_since_1970] if text else [])):
        with pytest.raises(DataError, match="is no date that can be placed in time: write it in EDTF"):
            placed(text)


def package_takes(text):
    try:
        return bool(parse_edtf(text))
    except EDTFParseException:
        return False


parts = st.from_regex(r"[12]\d{3}(-[0-4]\d(-[0-3]\d)?)?[~?]?|1\d\dX|20XX|[12]\d{2,4}-?\d", fullmatch=True)


@given(parts)
@example("100٠")
@settings(max_examples=80, deadline=None)
def test_tables_take_for_a_date_what_the_edtf_package_does(text):
    assert tables.is_date(text) == package_takes(text)


@pytest.mark.parametrize(
    "text, taken",
    [
        ("2025-33/2025-34", True),
        ("2025/", True),
        ("2025-04/..", True),
        ("2025-05/2025-04", False),
        ("2025-7/2025-08", False),
        ("/2025", False),
        ("2025-41", True),
        ("2025-42", False),
        ("-0474/-0220", True),
        ("-0220/-0474", False),
        ("-0220/0105", True),
        ("0105/-0220", False),
        ("-04XX", True),
        ("-0000", False),
        ("-0043-03-15", True),
        ("-0043-02-30", False),
    ],
)
def test_a_part_of_a_year_has_a_number_and_an_interval_does_not_end_before_it_begins(text, taken):
    assert tables.is_date(text) == taken
