"""Lists of numbers: one unit for all, tails that count the members, ranks, and what only looks like one."""

import pytest

from newsclaims.reading import read_mentions


def read(sentence, region="CN"):
    return [(one.text, one.kind, one.lo, one.unit) for one in read_mentions(sentence, "2025-07-11", region)]


@pytest.mark.parametrize(
    ("sentence", "kind", "values", "unit"),
    [
        ("三位船员分别为22、35和51岁。", "other", [22, 35, 51], "age"),
        ("车队分6、8及10辆出发。", "count", [6, 8, 10], "items"),
        ("奖金为3、5和8万元。", "money", [30_000, 50_000, 80_000], "CNY"),
        ("票价分为180、280、580三档。", "money", [180, 280, 580], "CNY"),
        ("保额有十万、二十万、五十万三档。", "money", [1e5, 2e5, 5e5], "CNY"),
        ("贷款设一千、三千、五千三级。", "money", [1000, 3000, 5000], "CNY"),
        ("第2、4、6条作废。", "rank", [2, 4, 6], ""),
    ],
)
def test_members_share_what_is_said_once(sentence, kind, values, unit):
    found = [one for one in read(sentence) if one[2] in values]
    assert [one[1:] for one in found[: len(values) - 1]] == [(kind, value, unit) for value in values[:-1]]


@pytest.mark.parametrize(
    ("sentence", "texts"),
    [
        ("理由：1、300元押金未退；2、500元租金没还。", ["300元", "500元"]),
        ("地铁2、5、8号线停运。", []),
        ("他们在7月3日、7月22日两次开会。", ["7月3日", "7月22日", "两次"]),
        ("手机有64、128两种容量。", ["64", "128", "两种"]),
    ],
)
def test_markers_and_labels_are_no_members(sentence, texts):
    assert [one[0] for one in read(sentence)] == texts
