"""Money that a number carries on from what stands before it, and numbers that are none."""

import pytest

from newsclaims.reading import read_mentions


def money(text, region="CN"):
    found = read_mentions(text, "2025-07-11", region)
    return [(one.lo, one.unit) for one in found if one.kind == "money"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("早饭9元，午饭25，晚饭40。", [9, 25, 40]),
        ("门票90元+缆车80=170。", [90, 80, 170]),
        ("邻盘卖900万元。这里也要860万。", [9e6, 8.6e6]),
        ("水费30元。电费比上月多交40。", [30, 40]),
        ("修车花了3500元，保险只赔2000。", [3500, 2000]),
        ("测试 12-18K·13薪", [12_000]),
        ("薪资：7-9K", [7000]),
        ("房补2000/月", [2000]),
    ],
)
def test_money_is_carried_on(text, values):
    assert [value for value, _ in money(text)] == values


def test_in_the_currency_of_the_first():
    assert money("东京一套要5000万日元。大阪也要3600万。") == [(5e7, "JPY"), (3.6e7, "JPY")]


@pytest.mark.parametrize(
    "text",
    ["影片票房3亿元。观影人次约800万。", "这款手机卖2999元。内存256。", "他花了30元，坐了12站。"],
)
def test_what_is_no_money_is_not(text):
    assert len(money(text)) == 1
