"""Words that only look as if a number or a unit stood in them."""

import pytest

from newsclaims.reading import read_mentions


def texts(sentence):
    return [one.text for one in read_mentions(sentence, "2025-07-11", "CN")]


@pytest.mark.parametrize(
    "sentence, mention",
    [
        ("有85人参加面试。", "85人"),
        ("另有640人工作满十年。", "640人"),
        ("三名义工留在现场。", "三名"),
        ("六家属于民营企业。", "六家"),
        ("新设9个人工智能专业。", "9个"),
        ("四成本科生想继续读书。", "四成"),
        ("七成员工赞成。", "七成"),
        ("欠下5个月薪资。", "5个月"),
        ("他们花了十四年终于建成。", "十四年"),
        ("两人才能推动这扇门。", "两人"),
        ("那12人均表示不知情。", "12人"),
        ("先后3次要求整改。", "3次"),
        ("每人分到4个月饼。", "4个"),
    ],
)
def test_a_unit_before_a_word_that_ends_later_keeps_its_number(sentence, mention):
    assert mention in texts(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["表4成本结构", "第12期间费用", "附件7人民法院", "图3人口", "选项2分析", "列出2名单", "型号500元件"],
)
def test_a_word_that_begins_with_a_unit_holds_none(sentence):
    assert not any(one[-1] in "成期人分名元" for one in texts(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "他三天两头出差。",
        "万得统计显示，市场瞬息万变。",
        "伊万诺夫登上五台山。",
        "零一万物与亿航谈合作。",
        "历史学者周一良的藏书。",
        "半月谈刊文。",
        "数位转型迫在眉睫。",
    ],
)
def test_names_and_idioms_hold_no_number(sentence):
    assert texts(sentence) == []


@pytest.mark.parametrize(
    "sentence, mention",
    [
        ("二十五台山东产的水泵。", "二十五台"),
        ("运走一万物资。", "一万"),
        ("数位专家到场。", "数位"),
        ("产量翻一番。", "一番"),
        ("误差不到万分之三。", "万分之三"),
    ],
)
def test_a_number_is_not_taken_for_a_name(sentence, mention):
    assert mention in texts(sentence)
