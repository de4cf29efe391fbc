"""Folding: the same length, the forms of the lexicon, formal numerals as plain ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims.reading import folding, read_mentions


@given(st.text(max_size=60))
def test_folding_keeps_the_length(text):
    assert len(folding.fold(text)) == len(text)


@pytest.mark.parametrize(
    "sentence, mention, value, unit",
    [
        ("今收到陆万元。", "陆万元", 60000, "CNY"),
        ("金额大写：叁佰万元整。", "叁佰万元", 3e6, "CNY"),
        ("收款柒拾贰元伍角叁分。", "柒拾贰元伍角叁分", 72.53, "CNY"),
        ("應付價款為參拾萬元，由買方繳納。", "參拾萬元", 300000, "TWD"),
    ],
)
def test_formal_numerals(sentence, mention, value, unit):
    (found,) = read_mentions(sentence)
    assert (found.text, found.lo, found.unit) == (mention, value, unit)


@pytest.mark.parametrize(
    "line",
    [
        "单位：万元",
        "（单位：亿元）",
        "金额单位:人民币元",
        "單位：新台幣千元",
        "销量（万辆）",
        "单位：人民币百万元",
    ],
)
def test_the_heading_of_a_table_is_no_mention(line):
    assert read_mentions(line) == []
