"""Letters and signs of job posts and chats: w, K, plus; and where a numeral ends."""

import pytest

from newsclaims.reading import read_mentions


def read(sentence):
    return [
        (one.text, one.kind, one.lo, one.hi, one.unit, one.bound)
        for one in read_mentions(sentence, "2025-07-11", "CN")
        if one.kind != "date"
    ]


@pytest.mark.parametrize(
    "sentence, mention",
    [
        ("跳槽后月薪3w5。", ("3w5", "money", 35000, 35000, "CNY", "exact")),
        ("年包80W，不加班。", ("80W", "money", 800000, 800000, "CNY", "exact")),
        ("直播间有2.1w人围观。", ("2.1w人", "count", 21000, 21000, "people", "exact")),
        ("吸尘器功率90w。", ("90w", "other", 90, 90, "W", "exact")),
        ("台灯标着7W。", ("7W", "other", 7, 7, "W", "exact")),
        ("后端开发，15-25K·14薪。", ("15-25K", "money", 15000, 25000, "CNY", "exact")),
        ("薪资：9K，包住。", ("9K", "money", 9000, 9000, "CNY", "exact")),
        ("全年拿了28.5+12w。", ("28.5", "money", 285000, 285000, "CNY", "exact")),
        ("已有70+学校加入。", ("70+", "count", 70, 70, "items", "more_than")),
        ("要求3年+经验。", ("3年+", "duration", 3, 3, "year", "more_than")),
        ("新车售价12万起，下月交付。", ("12万", "money", 120000, 120000, "CNY", "exact")),
        ("还款30万2年还清。", ("30万", "money", 300000, 300000, "CNY", "exact")),
        ("餐补600/月。", ("600/月", "money", 600, 600, "CNY/month", "exact")),
        ("机柜按90元/柜/天收费。", ("90元/柜/天", "money", 90, 90, "CNY/item/day", "exact")),
        ("运费是六元零八分。", ("六元零八分", "money", 6.08, 6.08, "CNY", "exact")),
    ],
)
def test_what_a_letter_or_a_sign_makes_of_a_number(sentence, mention):
    assert mention in read(sentence)


@pytest.mark.parametrize(
    "sentence, texts",
    [
        ("底薪7000+提成。", ["7000"]),
        ("固定60%+浮动40%。", ["60%", "40%"]),
        ("早餐15元+午餐30元。", ["15元", "30元"]),
        ("新款支持4K输出。", []),
        ("卖20元三角梅一盆。", ["20元"]),
        ("考了第25百分位。", ["第25"]),
    ],
)
def test_what_belongs_to_no_number(sentence, texts):
    assert [one[0] for one in read(sentence)] == texts
