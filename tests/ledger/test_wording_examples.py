"""How a value is written in English words: arguments and words, worked by hand."""

from math import nan

import pytest

from newsclaims.ledger import Entry, Quantity
from newsclaims.ledger.wording import shown_date, shown_number, shown_value, spelled


def entry(lo=nan, hi=nan, unit="", bound="exact", kind="derived", date=""):
    """An entry with these cells; one that is ``derived`` is rounded by its unit, any other told in full."""
    return Entry("a", "", kind, Quantity.of(lo, hi, unit, bound, date))


@pytest.mark.parametrize(
    "value, digits, words",
    [
        (0, None, "0"),
        (80, None, "80"),
        (80.0, None, "80"),
        (2.5, None, "2.5"),
        (0.25, None, "0.25"),
        (-3.5, None, "-3.5"),
        (100, None, "100"),
        (4034, None, "4,034"),
        (999999, None, "999,999"),
        (12.34567, None, "12.3457"),  # at most four places
        (0.12346, None, "0.1235"),
        (0.0123, None, "0.0123"),
        (0.000456, None, "0.000456"),  # below 0.001 three digits
        (0.0004567, None, "0.000457"),
        (-0.0004567, None, "-0.000457"),
        (1e6, None, "1 million"),
        (1.4e6, None, "1.4 million"),
        (-1.4e6, None, "-1.4 million"),
        (300e6, None, "300 million"),
        (999e6, None, "999 million"),
        (1e9, None, "1 billion"),
        (14.3e9, None, "14.3 billion"),
        (1e12, None, "1 trillion"),
        (2.5e12, None, "2.5 trillion"),
        (2500e12, None, "2,500 trillion"),
        (0, 3, "0"),
        (80, 3, "80"),
        (80.456, 3, "80.5"),
        (80.456, 2, "80"),
        (8.0456, 3, "8.05"),
        (0.80456, 3, "0.805"),
        (0.080456, 3, "0.0805"),
        (1234, 3, "1,230"),
        (1234, 1, "1,000"),
        (1254, 2, "1,300"),
        (99.96, 3, "100"),
        (-80.456, 3, "-80.5"),
        (14.345e9, 3, "14.3 billion"),
        (123456789, 2, "120 million"),
        (123456789, 4, "123.5 million"),
        (12.345678, 8, "12.3457"),  # never more than four places
    ],
)
def test_a_number_is_written_as_people_write_it(value, digits, words):
    assert shown_number(value, digits) == words


@pytest.mark.parametrize(
    "edtf, words",
    [
        ("2023", "2023"),
        ("2023-05", "May 2023"),
        ("2025-01", "January 2025"),
        ("2025-12", "December 2025"),
        ("2025-07-09", "9 July 2025"),
        ("2025-11-30", "30 November 2025"),
        ("2024-12~", "about December 2024"),
        ("2023~", "about 2023"),
        ("2025-07-09~", "about 9 July 2025"),
        ("2024/2025", "2024/2025"),
        ("199X", "199X"),
        ("2025-13", "2025-13"),
        ("2025-34", "2025-34"),
    ],
)
def test_a_date_is_written_with_the_name_of_its_month(edtf, words):
    assert shown_date(edtf) == words


def test_every_month_has_its_name():
    names = "January February March April May June July August September October November December".split()
    assert [shown_date(f"2025-{month:02}") for month in range(1, 13)] == [f"{name} 2025" for name in names]


@pytest.mark.parametrize(
    "lo, hi, unit, words",
    [
        # one value
        (80, 80, "percent", "80%"),
        (13.5, 13.5, "pp", "13.5 percentage points"),
        (2.5, 2.5, "x", "2.5 times"),
        (7, 7, "", "7"),
        (2, 2, "rank", "rank 2"),
        (4, 4, "year", "4 years"),
        (1, 1, "year", "1 year"),
        (1, 1, "minute", "1 minute"),
        (0.5, 0.5, "hour", "0.5 hours"),
        (6, 6, "month", "6 months"),
        (2, 2, "week", "2 weeks"),
        (3, 3, "day", "3 days"),
        (15, 15, "people", "15 people"),
        (1, 1, "people", "1 person"),
        (1, 1, "items", "1 item"),
        (0, 1, "people", "0 to 1 person"),
        (1, 1, "fps", "1 fps"),
        (300e6, 300e6, "USD", "$300 million"),
        (4034, 4034, "USD", "$4,034"),
        (5, 5, "EUR", "€5"),
        (5, 5, "GBP", "£5"),
        (5, 5, "CNY", "CN¥5"),
        (5, 5, "HKD", "HK$5"),
        (5, 5, "TWD", "NT$5"),
        (5, 5, "JPY", "JP¥5"),
        # rates
        (75e6, 75e6, "USD/year", "$75 million a year"),
        (20, 20, "percent/year", "20% a year"),
        (60, 60, "hour/week", "60 hours a week"),
        (100, 100, "USD/hour", "$100 an hour"),
        (3, 3, "x/year", "3 times a year"),
        (3, 3, "x/item", "3 times an item"),
        (3, 3, "people/lab/month", "3 people a lab a month"),
        (67, 67, "USD/unit", "$67 a unit"),
        (5, 5, "USD/people", "$5 a person"),
        (5, 5, "USD/item", "$5 an item"),
        # ranges
        (1e6, 1.4e6, "USD", "$1 million to $1.4 million"),
        (1e6, 1.4e6, "USD/year", "$1 million to $1.4 million a year"),
        (1e6, 1.4e6, "items", "1 to 1.4 million items"),
        (900e3, 1.4e6, "items", "900,000 to 1.4 million items"),
        (900e6, 1.4e9, "items", "900 million to 1.4 billion items"),
        (60, 80, "percent", "60 to 80%"),
        (3, 5, "pp", "3 to 5 percentage points"),
        (0.5, 1, "year", "0.5 to 1 year"),
        (1, 2, "year", "1 to 2 years"),
        (2, 3, "rank", "rank 2 to 3"),
        (2, 3, "x", "2 to 3 times"),
        # none
        (nan, nan, "USD", "an unstated amount"),
    ],
)
def test_a_value_is_written_with_its_unit(lo, hi, unit, words):
    assert shown_value(lo, hi, unit) == words


@pytest.mark.parametrize(
    "bound, words",
    [
        ("exact", "$5"),
        ("approx", "about $5"),
        ("at_least", "at least $5"),
        ("at_most", "at most $5"),
        ("up_to", "up to $5"),
        ("more_than", "more than $5"),
        ("less_than", "less than $5"),
    ],
)
def test_a_bound_comes_first(bound, words):
    assert shown_value(5, 5, "USD", bound) == words


@pytest.mark.parametrize(
    "least, unit, bound, words",
    [
        # the least of a vague amount is twice its size, the greatest nine times
        (2, "hour", "exact", "a few hours"),
        (2, "people", "exact", "a few people"),
        (2, "", "exact", "a few"),
        (20, "people", "exact", "tens of people"),
        (200, "people", "exact", "hundreds of people"),
        (2e3, "x", "exact", "thousands of times"),
        (2e4, "USD", "exact", "tens of thousands of dollars"),
        (2e5, "USD/year", "exact", "hundreds of thousands of dollars a year"),
        (2e6, "USD", "up_to", "up to millions of dollars"),
        (2e7, "USD", "approx", "about tens of millions of dollars"),
        (2e8, "USD", "more_than", "more than hundreds of millions of dollars"),
        (2e9, "USD", "exact", "billions of dollars"),
        (2, "minute", "at_least", "at least a few minutes"),
    ],
)
def test_a_vague_amount_is_written_as_vaguely(least, unit, bound, words):
    assert shown_value(least, 4.5 * least, unit, bound) == words


@pytest.mark.parametrize(
    "lo, hi, words", [(2, 10, "2 to 10 days"), (3, 13.5, "3 to 13.5 days"), (2, 2, "2 days")]
)
def test_other_ranges_are_no_vague_amounts(lo, hi, words):
    assert shown_value(lo, hi, "day") == words


@pytest.mark.parametrize(
    "value, unit, words",
    [
        # counts are whole; weights that are summed keep one decimal
        (375.2, "people", "375 people"),
        (10971, "people", "10,971 people"),
        (4034, "items", "4,034 items"),
        (2.83, "items", "2.8 items"),
        (0.98, "people", "0.98 people"),
        (1.04, "people", "1 person"),
        (650.4e6, "people", "650 million people"),
        # shares, lengths of time and ranks: one decimal, three digits, two below one
        (63.925, "percent", "63.9%"),
        (4.1667, "percent", "4.2%"),
        (0.8333, "percent", "0.83%"),
        (0.03333, "percent", "0.033%"),
        (1008.9, "percent", "1,010%"),
        (-5.295, "pp", "-5.3 percentage points"),
        (6.2126, "year", "6.2 years"),
        (0.25, "hour", "0.25 hours"),
        (10214.3, "year", "10,200 years"),
        (18.1465, "percent/year", "18.1% a year"),
        (1.5, "rank", "rank 1.5"),
        # money and plain numbers: two decimals, three digits
        (182881662, "USD", "$183 million"),
        (277.7778, "USD/hour", "$278 an hour"),
        (0.456, "USD", "$0.46"),
        (2.5334, "x", "2.53 times"),
        (47.6667, "", "47.7"),
        (0.67811, "", "0.68"),
        (-0.02128, "", "-0.021"),
        (0.0000456, "", "0.000046"),
        (0, "percent", "0%"),
    ],
)
def test_what_was_computed_is_rounded_by_its_unit(value, unit, words):
    assert shown_value(value, value, unit, readable=True) == words


def test_a_range_rounds_each_end():
    assert shown_value(5.2632, 100, "percent", readable=True) == "5.3 to 100%"
    assert shown_value(0.97324, 1.04276, "x/year", readable=True) == "0.97 to 1.04 times a year"


def test_a_slug_is_spelled_with_the_names_as_they_write_themselves():
    names = ["OpenAI", "xAI", "Meta", "Meta AI", "SSI", ""]
    assert spelled("openai-turmoil", names) == "OpenAI turmoil"
    assert spelled("hires-of-meta-ai-from-xai-and-ssi", names) == "hires of Meta AI from xAI and SSI"
    assert spelled("metadata", names) == "metadata"


def test_digits_and_dates_are_passed_on():
    assert shown_value(12.345, 67.891, "percent", digits=3) == "12.3 to 67.9%"
    assert shown_value(12.34, 12.36, "percent", digits=2) == "12%"  # ends that look alike are told once
    assert shown_value(1, 2, "date", date="2023-05") == "May 2023"


@pytest.mark.parametrize(
    "made, words",
    [
        (entry(300e6, 300e6, "USD", "up_to", "claim"), "up to $300 million"),
        (entry(nan, 300e6, "USD", "less_than", "claim"), "less than $300 million"),
        (entry(2, nan, "people", "at_least", "claim"), "at least 2 people"),
        (entry(2, nan, "people", "more_than", "claim"), "more than 2 people"),
        (entry(12.3456, 12.3456, "percent", "exact", "claim"), "12.3456%"),
        (entry(12.3456, 12.3456, "percent"), "12.3%"),
        (entry(6.2126, 6.2126, "year"), "6.2 years"),
        (entry(8.25, 8.25, "x", "exact", "claim"), "8.25 times"),
        (entry(0.67811, 0.67811, "x"), "0.68"),  # a factor of ours is a plain number
        (entry(0.2002, 0.2002, "x/year"), "0.2 a year"),
        (entry(0.7, 1, "x", "exact", "assumption"), "0.7 to 1"),
        (entry(1234567, 2345678, "USD"), "$1.23 million to $2.35 million"),
        (entry(1234567, 1234567, "USD", "exact", "assumption"), "$1.2346 million"),
        (entry(unit="USD"), "an unstated amount"),
        (entry(date="2023-05", kind="claim"), "May 2023"),
    ],
)
def test_an_entry_is_told_in_full_and_a_derived_number_rounded(made, words):
    assert str(made) == words and repr(made) == f"<a: {words}>"


def test_an_entry_is_told_in_as_many_digits_as_are_asked_for():
    made = entry(12.3456, 12.3456, "percent")
    assert made.text() == "12.3%" and made.text(2) == "12%" and made.text(4) == "12.35%"
