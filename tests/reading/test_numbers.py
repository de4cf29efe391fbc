"""The reader of numbers: what each of its modules decides, and that a part that fails loses no other."""

import pytest

from newsclaims.reading import failures, read_mentions
from newsclaims.reading.numbers import merging, scanning

PUBLISHED = "2025-07-11"


def read(sentence, region="CN"):
    return read_mentions(sentence, PUBLISHED, region)


def brief(sentence, region="CN"):
    """(text, lo, hi, unit) of each mention."""
    return [(one.text, one.lo, one.hi, one.unit) for one in read(sentence, region)]


@pytest.mark.parametrize(
    "sentence, lo, hi",
    [
        ("占三分之一。", 100 * 1 / 3, 100 * 1 / 3),
        ("占七分之二。", 100 * 2 / 7, 100 * 2 / 7),
        ("佔三分二。", 100 * 2 / 3, 100 * 2 / 3),
        ("占2/3。", 100 * 2 / 3, 100 * 2 / 3),
        ("占⅓。", 100 * 1 / 3, 100 * 1 / 3),
        ("占百分之三至五。", 3, 5),
        ("百分之百满意。", 100, 100),
        ("全场七五折。", 75, 75),
        ("降了2成3。", 23, 23),
        ("占三成至四成半。", 30, 45),
    ],
)
def test_shares_are_exact(sentence, lo, hi):
    (found,) = read(sentence)
    assert (found.unit, found.lo, found.hi) == ("percent", lo, hi)


@pytest.mark.parametrize("sentence", ["一分之百的努力。", "2又三分之一。", "得分3/2。"])
def test_what_has_no_value_as_a_share_is_none(sentence):
    assert [one for one in read(sentence) if one.kind == "percent"] == []


@pytest.mark.parametrize(
    "sentence, expected",
    [
        ("装机一千瓦。", [("一千瓦", 1, 1, "kW")]),
        ("装机5千瓦。", [("5千瓦", 5, 5, "kW")]),
        ("用电两千到三千瓦时。", [("两千到三千瓦时", 2, 3, "kWh")]),
        ("买了三千克。", [("三千克", 3, 3, "kg")]),
        ("里氏6.1级。", [("6.1级", 6.1, 6.1, "magnitude")]),
        ("阵风7级。", [("7级", 7, 7, "level")]),
        ("他考过三级。", [("三级", 3, 3, "")]),
        ("夜里气温5度。", [("5度", 5, 5, "celsius")]),
        ("三度夺冠。", [("三度", 3, 3, "items")]),
        ("全程2小时15分。", [("2小时15分", 2.25, 2.25, "hour")]),
        ("得了15分。", [("15分", 15, 15, "points")]),
        ("大约三点到。", []),
    ],
)
def test_units_mean_what_their_surroundings_say(sentence, expected):
    assert brief(sentence) == expected


@pytest.mark.parametrize(
    "sentence, expected",
    [
        ("一家公司和三本书。", []),
        ("仅一家获批。", [("一家", 1, 1, "companies")]),
        ("他买了3本。", [("3本", 3, 3, "items")]),
        ("十个人里有七八个赞成。", [("十个人", 10, 10, "people"), ("七八个", 7, 8, "people")]),
        ("两间公司倒闭。", [("两间", 2, 2, "companies")]),
        ("月薪中位数三万元。", [("三万元", 3e4, 3e4, "CNY")]),
    ],
)
def test_classifiers_count_where_they_are_numbers(sentence, expected):
    assert brief(sentence) == expected


@pytest.mark.parametrize(
    "sentence, expected",
    [
        ("售价3-5万元。", [("3-5万元", 3e4, 5e4, "CNY")]),
        ("18月龄至3岁。", [("18月龄至3岁", 1.5, 3, "age")]),
        ("一家至5万元。", [("5万元", 5e4, 5e4, "CNY")]),
        ("会费由三万二升到四万元。", [("三万二", 32000, 32000, "CNY"), ("四万元", 4e4, 4e4, "CNY")]),
        ("US$3亿、5亿元。", [("US$3亿", 3e8, 3e8, "USD"), ("5亿元", 5e8, 5e8, "USD")]),
        ("12元3角4分。", [("12元3角4分", 12.34, 12.34, "CNY")]),
        ("三年零六个月至五年。", [("三年零六个月至五年", 3.5, 5, "year")]),
        ("身高一米87。", [("一米87", 1.87, 1.87, "m")]),
        ("水坝加高5米9年后完工。", [("5米", 5, 5, "m")]),
    ],
)
def test_what_belongs_together(sentence, expected):
    assert brief(sentence)[: len(expected)] == expected


@pytest.mark.parametrize(
    "content, unit",
    [
        ("赔偿壹佰贰拾万元整。", "CNY"),
        ("賠償三萬元。", "TWD"),
        ("香港公司賠償三萬元。", "HKD"),
        ("賠償三万元，有一个繁体字在许多简体字当中。" + "其余都是简体字的句子，一句接着一句。" * 9, "CNY"),
    ],
)
def test_whose_money_it_is(content, unit):
    assert read(content, None)[0].unit == unit


def broken(*arguments):
    raise ZeroDivisionError("told so")


def test_a_part_that_fails_is_passed_over_with_its_place(monkeypatch):
    monkeypatch.setitem(scanning._HANDLERS, "share", broken)
    with pytest.warns(failures.ReadingWarning, match=r"characters 6 to 10 \(the share\).*told so"):
        found = brief("裁员30人，三分之一，赔偿5万元。")
    assert [text for text, *_ in found] == ["30人", "5万元"]


def test_mentions_stay_apart_where_merging_fails(monkeypatch):
    monkeypatch.setattr(merging, "_compound", broken)
    with pytest.warns(failures.ReadingWarning, match="told so"):
        found = brief("服刑七年六个月。")
    assert [text for text, *_ in found] == ["七年", "六个月"]
