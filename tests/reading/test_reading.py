"""The reading engine: conventions of docs/mentions.md on made-up sentences; what holds for any text."""

from dataclasses import asdict
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsclaims import DataError, tables
from newsclaims.evidence.article import Article
from newsclaims.reading import dates, folding, lexicon, numerals, read_mentions, speech, text

PUBLISHED = date(2025, 7, 11)


def only(sentence, published=PUBLISHED, region="CN"):
    """The one mention of a sentence, as a dict."""
    (mention,) = read_mentions(sentence, published, region)
    return asdict(mention)


@pytest.mark.parametrize(
    "numeral, value",
    [
        ("1.2 万亿", (1.2e12, 1.2e12)),
        ("十几亿", (1.1e9, 1.9e9)),
        ("两亿五千万", (2.5e8, 2.5e8)),
        ("三五百", (300, 500)),
        ("数十", (20, 90)),
        ("一亿二", (1.2e8, 1.2e8)),
        ("3万5千", (35000, 35000)),
        ("廿三", (23, 23)),
        ("三百几", (310, 390)),
        ("三点五", (3.5, 3.5)),
        ("二零二三", (2023, 2023)),
        ("一百零五", (105, 105)),
        ("2万3,150", (23150, 23150)),
        ("9" * 4301, None),
    ],
)
def test_numerals(numeral, value):
    assert numerals.parse(folding.fold(numeral)) == value


@pytest.mark.parametrize(
    "expression, edtf",
    [
        ("2023年5月4日", "2023-05-04"),
        ("2024年底", "2024-12~"),
        ("2025年第一季度", "2025-33"),
        ("今年上半年", "2025-40"),
        ("上世纪90年代", "199X"),
        ("周三", "2025-07-09"),
        ("两年前", "2023"),
        ("去年12月至今年2月", "2024-12/2025-02"),
        ("5月3日至7日", "2025-05-03/2025-05-07"),
        ("民国113年", "2024"),
        ("12月", "2025-12"),
        ("几年前", ""),
        ("2025年Q1至Q2", "2025-33/2025-34"),
        ("一至三季度", "2025-33/2025-35"),
        ("1990年代末至2000年代初", "199X/200X"),
        ("同治十三年", "1874"),
    ],
)
def test_dates(expression, edtf):
    assert dates.resolve(expression, dates.Context(PUBLISHED)).edtf == edtf


def test_date_without_an_anchor_stays_open():
    assert only("去年亏损", published=None)["date"] == ""


@pytest.mark.parametrize(
    "sentence, expected",
    [
        (
            "售价100 万至 140 万美元。",
            dict(text="100 万至 140 万美元", kind="money", lo=1e6, hi=1.4e6, unit="USD"),
        ),
        ("挖走了多达 10 名员工。", dict(text="10 名", kind="count", unit="people", bound="up_to")),
        ("占七成。", dict(kind="percent", lo=70, unit="percent")),
        ("占四分之一。", dict(text="四分之一", kind="percent", lo=25)),
        ("时薪25元/小时。", dict(text="25元/小时", unit="CNY/hour")),
        ("共30多家。", dict(text="30多家", lo=30, bound="more_than", unit="companies")),
        ("产量翻一番。", dict(text="一番", kind="multiple", lo=1, unit="x")),
        ("排名第 4 名。", dict(text="第 4 名", kind="rank", lo=4)),
        ("服刑七年六个月。", dict(text="七年六个月", kind="duration", lo=7.5, unit="year")),
        ("几十万人。", dict(lo=200000, hi=900000, unit="people")),
        ("上升2个百分点。", dict(unit="pp", lo=2)),
        ("发布于2025.7.11。", dict(text="2025.7.11", kind="date", date="2025-07-11")),
        ("62岁的他。", dict(kind="other", unit="age")),
        ("留住了八成员工。", dict(text="八成", lo=80)),
        ("卖一块三四。", dict(text="一块三四", lo=1.3, hi=1.4)),
        ("三元五角。", dict(text="三元五角", lo=3.5, unit="CNY")),
        ("能撑6、7个月。", dict(text="6、7个月", lo=6, hi=7, unit="month")),
        ("毛利率降1.2pct。", dict(unit="pp", lo=1.2)),
        ("少说也得烧掉5亿元。", dict(bound="at_least")),
        ("违约金为年薪的2倍。", dict(bound="exact")),
        ("不低于每人每年700元。", dict(text="700元", bound="at_least")),
        ("卖8毛6一斤。", dict(text="8毛6一斤", lo=0.86, unit="CNY/jin")),
    ],
)
def test_conventions(sentence, expected):
    found = only(sentence)
    assert {key: found[key] for key in expected} == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "十分重视，一些人一直想占一席之地。",
        "他是一位工程师，供职于一家公司。",
        "发布iPhone 15和GPT-4，支持5G。",
        "代码600519，电话010-12345678。",
        "下午3点30分开会，14:30散会。",
        "版本v2.3.1和Llama 4 模型。",
        "新版本为1.2.3.",
        "Unity 2022.3.10 上线。",
        "三番五次，一石二鸟。",
        "第三方平台有两手准备。",
        "三点五多万二。",
        "新药进入三期临床，见政发〔2025〕31号，还剩几家？",
    ],
)
def test_what_is_no_mention(sentence):
    assert [one.text for one in read_mentions(sentence, PUBLISHED, "CN")] == []


@pytest.mark.parametrize(
    "sentence, hedge, speaker",
    [
        ("张岚表示，公司将裁员300人。", "expected", "张岚"),
        ("据报道，公司裁员300人。", "reported", ""),
        ("据一位知情人士称，公司裁员300人。", "reported", "一位知情人士"),
        ("“我们裁了300人，”张岚说。", "none", "张岚"),
        ("“情况不好。我们裁了300人。”张岚说。", "none", "张岚"),
        ("某咨询公司的报告显示，有300人离职。", "none", "某咨询公司的报告"),
        ("薪酬高达300万美元。(甲公司对此数字表示异议。)", "disputed", ""),
        ("甲公司否认裁员300人。", "disputed", ""),
        ("甲公司预计明年营收300亿元。", "expected", "甲公司"),
        ("老魏不爱说话。他跟我讲，公司裁了300人。", "none", "老魏"),
        ("在张岚看来，至少要300人。", "none", "张岚"),
        ("听邻居说，公司裁了300人。", "reported", "邻居"),
        ("议员何卓文引述统计处数字指，有300人离职。", "none", "统计处"),
        ("信中说，已有300人离职。", "none", "信"),
        ("原告诉称，欠薪300万元。被告辩称，并非300万元。", "disputed", "原告"),
        ("主持人小鹿：裁了300人？\n方野：对。\n小鹿：好。\n方野：嗯。", "none", "小鹿"),
        ("Q1：有媒体称裁员300人？\nA（罗庭）：不属实。\nQ2：好。\nA（罗庭）：嗯。", "disputed", "媒体"),
        ("公司业绩下滑　专家：还会裁员300人\n正文。", "expected", "专家"),
    ],
)
def test_who_says_it_and_how_sure(sentence, hedge, speaker):
    found = asdict(next(one for one in read_mentions(sentence, PUBLISHED, "CN") if one.kind != "date"))
    assert (found["hedge"], found["speaker"]) == (hedge, speaker)
    if speaker:
        assert sentence[found["speaker_start"] : found["speaker_end"]] == speaker


NEWS = st.text(
    alphabet=st.sampled_from(
        list(
            "0123456789０９.,，。％%$“”（）()-~至到约近超多余第年月日周个名家元美亿万千百十"
            "两三四五六七八九一半成倍分之据称说表示报道GPT5 \n\t\u200b🙂臺萬億兩"
        )
    ),
    max_size=60,
)


@settings(max_examples=400, deadline=None)
@given(NEWS)
@example("第,")
@example("第3万" + "1万1" * 40)
@example("据报道3人。“”称3人。“”称3人")
def test_mentions_stand_in_order_where_they_say(content):
    rows = read_mentions(content, PUBLISHED)
    end = 0
    for row in rows:
        found = asdict(row)
        assert content[found["start"] : found["end"]] == found["text"] != ""
        assert found["text"] == found["text"].strip()
        assert found["start"] >= end
        end = found["end"]
        assert (found["lo"] is None) == (found["hi"] is None)
        assert found["lo"] is None or found["lo"] <= found["hi"] < float("inf")
        assert not found["date"] or tables.is_date(found["date"])
        assert found["hedge"] in speech.HEDGES


_WIDE = {c: c + 0xFEE0 for c in [*range(0x30, 0x3A), *range(0x41, 0x5B), *range(0x61, 0x7B), 0x25]}
_TRADITIONAL = {ord(row["form"]): row["variant"] for row in reversed(lexicon.rows("variants"))}


def reading_of(content, region="CN"):
    """All that is read but the words themselves."""
    found = [asdict(one) for one in read_mentions(content, PUBLISHED, region)]
    words = ("sentence", "text", "speaker", "speaker_start", "speaker_end")
    return [{**one, **dict.fromkeys(words)} | {"named": one["speaker"] != ""} for one in found]


@settings(max_examples=300, deadline=None)
@given(NEWS)
def test_full_width_is_read_like_half_width(content):
    assert reading_of(content.translate(_WIDE)) == reading_of(content)


@settings(max_examples=300, deadline=None)
@given(NEWS)
def test_traditional_is_read_like_simplified(content):
    assert reading_of(content.translate(_TRADITIONAL)) == reading_of(content)


def test_sentences_keep_their_closing_quotes():
    content = "他说：“好。”然后走了！\n第二段"
    assert [content[s:e] for s, e in text.sentences(content)] == ["他说：“好。”", "然后走了！", "第二段"]


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "万",
        "“",
        " ",
        "一",
        "半",
        "第",
        "（",
        "3至",
        "“3亿元”，他说",
        "3亿元否认",
        "a：3\n",
        "在张三看来",
        "引述王五数字指",
        "并非3人",
        "6、7、",
        "每人每年",
        "年底",
        "明年",
    ],
)
def test_cost_grows_with_length_only(unit):
    """Steps of the regular expressions cannot be counted, so a text ten times as long must end at all.

    See benchmarks/ for time.
    """
    rows = read_mentions(unit * (20_000 // len(unit)), PUBLISHED, "CN")
    assert all(left.end <= right.start for left, right in pairwise(rows))


@pytest.mark.parametrize(
    "raw, message",
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf", "empty but for a byte order mark"),
        ("三亿".encode("gb18030"), "is not UTF-8"),
        (b"\xed\xa0\x80", "is not UTF-8"),
        ("\ufeffa".encode("utf-32-le"), "is UTF-32"),
    ],
)
def test_bytes_that_cannot_be_read_are_refused(raw, message):
    with pytest.raises(DataError, match=message):
        text.decode(raw, "x.txt")


@pytest.mark.parametrize(
    "raw, encoding",
    [
        ("\ufeff三亿\r\n\0".encode("utf-8"), None),
        ("\ufeff三亿\r\n\0".encode("utf-8"), "utf-8"),
        ("\ufeff三亿\r\n\0".encode("utf-16-le"), None),
        ("\ufeff三亿\r\n\0".encode("utf-16-be"), None),
    ],
)
def test_byte_order_marks_are_no_text(raw, encoding):
    assert text.decode(raw, encoding=encoding) == "三亿\r\n\0"


def test_offsets_lead_from_characters_to_bytes_and_back():
    article = Article("\ufeffa三🙂".encode("utf-8"))
    assert [article.byte(i) for i in range(4)] == [3, 4, 7, 11]
    assert [article.character(b) for b in (3, 4, 5, 6, 7, 10)] == [0, 1, 1, 1, 2, 2]


def test_markup_is_not_read():
    found = read_mentions('<p style="width:300px">营收<b>3亿元</b></p>', PUBLISHED, "CN")
    assert [one.text for one in found] == ["3亿元"]
