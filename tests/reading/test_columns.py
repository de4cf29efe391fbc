"""Tables whose columns say a unit each, and the cells below them."""

import pytest

from newsclaims.reading import read_mentions


def read(text):
    return [(one.text, one.kind, one.lo, one.unit) for one in read_mentions(text, "2025-07-11", "CN")]


@pytest.mark.parametrize("gap", [" ", "　", "\t", "   ", " | "])
def test_each_column_has_its_unit(gap):
    rows = [
        ["股东", "持股比例（%）", "持股数量（股）"],
        ["陈某", "31.04", "52,303,642"],
        ["李某", "6.5", "400"],
    ]
    assert read("\n".join(gap.join(row) for row in rows) + "\n") == [
        ("31.04", "percent", 31.04, "percent"),
        ("52,303,642", "count", 52_303_642, "items"),
        ("6.5", "percent", 6.5, "percent"),
        ("400", "count", 400, "items"),
    ]


def test_a_column_of_shares_says_more_than_the_row_and_the_heading():
    text = "单位：万元\n项目　2024 年　增减（%）\n营收　98.63　-15.67\n每股收益（元/股）　0.47　-12.96\n"
    assert read(text)[1:] == [
        ("98.63", "money", 986_300, "CNY"),
        ("15.67", "percent", 15.67, "percent"),
        ("0.47", "money", 0.47, "CNY"),
        ("12.96", "percent", 12.96, "percent"),
    ]


def test_columns_are_counted_from_the_right():
    text = "项目 数量（台） 单价（元/台）\n立式 水泵 1203 356.5\n"
    assert read(text) == [("1203", "count", 1203, "items"), ("356.5", "money", 356.5, "CNY")]


def test_a_head_of_shares_needs_no_sign():
    text = "单位：亿元、%\n项目 本期 同比\n餐饮 512.0 -1.2\n"
    assert read(text) == [("512.0", "money", 512e8, "CNY"), ("1.2", "percent", 1.2, "percent")]


@pytest.mark.parametrize(
    "prose",
    [
        "公司收入（万元）和利润（万元）都在增长，毛利率改善到31.5。",
        "占比（%） 单位（台）\n\n他跑了31.5，名列前茅。",
        "项目 占比（%）\n甲，31.5，乙，20.1，均为估算。",
    ],
)
def test_prose_is_no_row(prose):
    assert all(unit != "percent" for *_, unit in read(prose))


@pytest.mark.parametrize(("range_", "ends"), [("气温0.5 -1.2度", (0.5, 1.2)), ("约3 - 5人", (3, 5))])
def test_a_range_with_a_blank_is_no_pair_of_cells(range_, ends):
    assert [(one.lo, one.hi) for one in read_mentions(range_, "2025-07-11")] == [ends]
