"""Numbers that a line break, an entity or a zero-width character cuts are one mention, span and all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims.reading import mending, read_mentions


def texts(text):
    return [one.text for one in read_mentions(text, "2025-07-11", "CN")]


@pytest.mark.parametrize(
    "text, mention, value",
    [
        ("去年利润达到7\n亿元。", "7\n亿元", 7e8),
        ("对外担保总额为 3,600 万\n元，已解除。", "3,600 万\n元", 3.6e7),
        ("毛利率减少 2.1 个百分\n点；", "2.1 个百分\n点", 2.1),
        ("锁定期为 36\n个月的限售股", "36\n个月", 36),
        ("每股派发 2.\n50 元（含税）", "2.\n50 元", 2.5),
        ("（前值1.29\n万亿）；", "1.29\n万亿", 1.29e12),
        ("产品经理 18-2\n5K，", "18-2\n5K", 18000),
        ("营收下降百分之\n五，", "百分之\n五", 5),
        ("市占率位列第\n五，", "第\n五", 5),
        ("毛利率升至41.\n6%。", "41.\n6%", 41.6),
        ("门店增至3,\n250家。", "3,\n250家", 3250),
        ("上半年售出1\n00万台。", "1\n00万台", 1e6),
        ("收到订单28亿美\n元。", "28亿美\n元", 2.8e9),
        ("全厂共有860 \r\n人。", "860 \r\n人", 860),
        ("罚款5&nbsp;万元。", "5&nbsp;万元", 50000),
        ("出口2\u200b40万吨。", "2\u200b40万吨", 2.4e6),
        ("\ufeff裁员12\u00ad00人。", "12\u00ad00人", 1200),
    ],
)
def test_a_number_cut_in_the_middle_is_one_mention(text, mention, value):
    (found,) = [one for one in read_mentions(text, "2025-07-11", "CN") if one.kind != "date"]
    assert (found.text, found.lo) == (mention, value)
    assert text[found.start : found.end] == mention


def test_lines_of_one_width_are_a_paragraph():
    line = "一些老员工说厂里的机器开动起来以后声音大得吓人"
    text = f"{line}\n去年秋天厂长在会上告诉大家新机器一共花了约1\n2万元。"
    assert texts(text) == ["去年秋天", "1\n2万元"]


@pytest.mark.parametrize(
    "text",
    [
        "2024\n2025",
        "合计3\n4人",
        "名单\n1\n家庭\n2\n人物",
        "人数 1200\n人均工资 300",
        "图3\n人员构成",
        "项目 2-1\n5K跑步比赛",
        "参会 120\n人民币升值",
        "合计 36\n个人所得税 12",
        "共12\n分析如下",
    ],
)
def test_numbers_on_lines_of_their_own_are_not_glued(text):
    assert not any("\n" in one for one in texts(text))


def test_the_speaker_and_the_sentence_are_those_of_the_text_as_given():
    text = "开业了。\n张\u200b三表示，今年营收3\n亿元。另有2人。"
    money, people = [one for one in read_mentions(text, "2025-07-11", "CN") if one.kind != "date"]
    assert money.speaker == "张\u200b三" == text[money.speaker_start : money.speaker_end]
    assert (money.text, people.text) == ("3\n亿元", "2人")


@given(st.text(alphabet="3营收亿元，,. \n\u200b&;nbsp", max_size=40))
def test_offsets_lead_back_to_the_same_characters(text):
    mended, offsets = mending.mend(text)
    if offsets is None:
        assert mended == text
        return
    for place, character in enumerate(mended):
        given_there = text[offsets.given(place, place + 1)[0]]
        assert character == given_there or character == " " and given_there == "&"
    assert len(mended) <= len(text)
