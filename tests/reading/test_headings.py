"""Headings that say the unit of a table, and the cells below them."""

import pytest

from newsclaims.reading import read_mentions


def read(text, region="CN"):
    return [(one.kind, one.lo, one.unit) for one in read_mentions(text, "2025-07-11", region)]


@pytest.mark.parametrize(
    "heading",
    ["单位：万元", "（金额单位：人民币千元）", "项目 本期（万元） 上期（万元）", "人民币千元 人民币千元"],
)
def test_a_heading_is_no_mention(heading):
    assert read(heading) == []


@pytest.mark.parametrize("prose", ["他捐了百万元。", "用人单位：欠薪上万元。", "造价（约百万元）偏高。"])
def test_a_scale_in_prose_is_an_amount(prose):
    assert [kind for kind, *_ in read(prose)] == ["money"]


def test_cells_have_the_unit_of_the_heading_until_the_table_ends():
    text = "单位：万元\n\n项目 本期 上期\n收入 1,204.5 998.0\n\n均值升至3.6。"
    assert read(text)[:2] == [("money", 12_045_000, "CNY"), ("money", 9_980_000, "CNY")]
    assert ("money", 36_000, "CNY") not in read(text)


def test_the_label_of_a_line_says_another_unit():
    text = "单位：亿美元\n收入 12.5 11.0\n每股收益（元/股） 0.26\n毛利率（%） 33.1"
    assert read(text) == [
        ("money", 1.25e9, "USD"),
        ("money", 1.1e9, "USD"),
        ("money", 0.26, "CNY"),
        ("percent", 33.1, "percent"),
    ]


def test_the_columns_say_their_unit():
    assert read("地区 常住人口（万人）\n甲市 312.4\n乙市 98.7") == [
        ("count", 3_124_000, "people"),
        ("count", 987_000, "people"),
    ]
