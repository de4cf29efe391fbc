"""What holds numbers and is no mention: documents, articles, buildings, shifts; ratios like times."""

import pytest

from newsclaims.reading import read_mentions


@pytest.mark.parametrize(
    "text",
    [
        "（2024）沪01民终9876号民事判决书",
        "国办发〔2022〕15号",
        "臺北地方法院112年度訴字第345號民事判決",
        "财政部令第87号",
        "依《广告法》第二十八条、第五十五条第一款处罚",
        "第十二条规定，押金须退还",
        "住滨河路21号2栋903室",
        "朝九晚七，做五休二",
        "早10晚8，中午休息",
        "完\n1-1-87",
        "9/11恐襲後",
        "从996改为965",
        "他14:30到家",
    ],
)
def test_no_mention(text):
    assert [one.text for one in read_mentions(text, "2025-07-11")] == []


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("第三条生产线投产", ["第三条"]),
        ("第5号台风来袭", ["第5"]),
        ("单价985的手机", ["985"]),
        ("他住2栋楼", ["2栋"]),
        ("按10:30的比例分账", ["10", "30"]),
        ("女双以21:15、21:18获胜", ["21", "15", "21", "18"]),
        ("客队以三比一取胜", ["三", "一"]),
        ("按1:1.5配股", ["1", "1.5"]),
        ("营收YoY+41%", ["41%"]),
        ("前八的学生", ["前八"]),
    ],
)
def test_still_a_mention(text, mentions):
    assert [one.text for one in read_mentions(text, "2025-07-11")] == mentions
