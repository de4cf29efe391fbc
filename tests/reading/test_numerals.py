"""Numerals with a scale that may be the unit's, a last digit of the next lower scale; no string raises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims.reading import numerals, read_mentions


@pytest.mark.parametrize(
    "sentence, mention, value, unit",
    [
        ("电机功率一千瓦。", "一千瓦", 1, "kW"),
        ("装机三万千瓦。", "三万千瓦", 30000, "kW"),
        ("全程两千米。", "两千米", 2, "km"),
        ("气压九百八十百帕。", "九百八十百帕", 980, "hPa"),
        ("灯重三千克。", "三千克", 3, "kg"),
        ("钻石重一千克拉。", "一千克拉", 1000, "ct"),
        ("到场一千人。", "一千人", 1000, "people"),
        ("写了三千字。", "三千字", 3000, "items"),
        ("总价13万2元。", "13万2元", 132000, "CNY"),
        ("总价2万3150元。", "2万3150元", 23150, "CNY"),
        ("月租二千七。", "二千七", 2700, "CNY"),
    ],
)
def test_scales(sentence, mention, value, unit):
    (found,) = read_mentions(sentence, region="CN")
    assert (found.text, found.lo, found.unit) == (mention, value, unit)


def test_one_behind_a_price_is_what_it_buys():
    assert [one.text for one in read_mentions("学费10万1年。", region="CN")] == ["10万", "1年"]


@given(
    st.text(alphabet=numerals.DIGITS + "十百千万亿兆廿卅几数点多余来个半 .,0123456789²٣kMbn\n", max_size=50)
)
def test_no_string_raises(text):
    value = numerals.parse(text)
    assert value is None or all(abs(end) < float("inf") for end in value)
