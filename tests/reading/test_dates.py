"""Dates: what stands for one, what does not, and which days it denotes."""

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsclaims import tables
from newsclaims.reading import dates, lexicon, read_mentions
from newsclaims.reading.dates import words

PUBLISHED = date(2025, 7, 11)  # a Friday


def found(sentence, region="CN", published=PUBLISHED):
    """The dates of a sentence, as a dict of text to EDTF."""
    return {one.text: one.date for one in read_mentions(sentence, published, region) if one.kind == "date"}


@pytest.mark.parametrize(
    "sentence, expected",
    [
        ("西元2024年，營收3億元。", {"西元2024年": "2024"}),
        ("火山在公元79年喷发。", {"公元79年": "0079"}),
        ("都城建于公元前770年。", {"公元前770年": "-0769"}),
        ("石器製於西元前三千年。", {"西元前三千年": "-2999"}),
        ("公元前1年之后是公元1年。", {"公元前1年": "0000", "公元1年": "0001"}),
        ("他死于公元前44年3月15日。", {"公元前44年3月15日": "-0043-03-15"}),
        ("公元三世纪的石碑。", {"公元三世纪": "02XX"}),
        ("上世纪五六十年代的楼。", {"上世纪五六十年代": "195X/196X"}),
        ("公元前5世纪的剧场仍在。", {"公元前5世纪": "-04XX"}),
        ("战国从公元前475年到前221年。", {"公元前475年到前221年": "-0474/-0220"}),
    ],
)
def test_years_by_the_christian_era(sentence, expected):
    assert found(sentence) == expected


@pytest.mark.parametrize(
    "sentence, expected",
    [
        ("2025H1净利润3亿元。", {"2025H1": "2025-40"}),
        ("24H2亏损收窄，1H25扭亏。", {"24H2": "2024-41", "1H25": "2025-40"}),
        ("H1 2025營收成長，2H仍待觀察。", {"H1 2025": "2025-40", "2H": "2025-41"}),
        ("3Q24见底，25Q1回升。", {"3Q24": "2024-35", "25Q1": "2025-33"}),
        ("1Q淡季，Q2回温。", {"1Q": "2025-33", "Q2": "2025-34"}),
        ("25年H1和24年上半年相比。", {"25年H1": "2025-40", "24年上半年": "2024-40"}),
        ("25年3月起涨价。", {"25年3月": "2025-03"}),
        ("FY2024亏损，FY25盈利。", {"FY2024": "2024", "FY25": "2025"}),
        ("2024上半年出口增加。", {"2024上半年": "2024-40"}),
        ("2024年3季度库存下降。", {"2024年3季度": "2024-35"}),
        ("1—2季度平稳，1-5月略降。", {"1—2季度": "2025-33/2025-34", "1-5月": "2025-01/2025-05"}),
        ("他用2H铅笔写字，开奥迪Q3。", {}),
        ("H20芯片和H1N1病毒，还有1Q84，宇树H1机器人，1H NMR谱。", {}),
        ("公司H1营收下降。", {"H1": "2025-40"}),
        ("已连续3季度亏损，近2季度收窄，未来25年难料。", {}),
    ],
)
def test_codes_of_quarters_halves_and_fiscal_years(sentence, expected):
    assert found(sentence) == expected


@pytest.mark.parametrize(
    "text", ["第一财季", "第二財季", "2025财年第四财季", "上半财年", "FY25Q3", "2025财年第三季度"]
)
def test_the_calendar_does_not_tell_a_part_of_a_fiscal_year(text):
    assert found(f"公司{text}盈利。") == {text: ""}


@pytest.mark.parametrize(
    "sentence, expected",
    [
        ("公司2019年成立，同年9月7日上市。", {"2019年": "2019", "同年9月7日": "2019-09-07"}),
        ("公司2019年成立，當年盈利。", {"2019年": "2019", "當年": "2019"}),
        (
            "他1985年出生，2007年毕业，同年入职，2015年离开，次年回来。",
            {"1985年": "1985", "2007年": "2007", "同年": "2007", "2015年": "2015", "次年": "2016"},
        ),
        ("同年9月7日上市。", {"同年9月7日": ""}),
        ("店铺当年关门。", {"当年": ""}),
        ("同年龄的孩子里，他当年轻人的头。", {}),
        ("新厂明后年投产。", {"明后年": "2026/2027"}),
        ("去今兩年雨水偏少。", {"去今兩年": "2024/2025"}),
        ("今明两天有雨。", {"今明两天": "2025-07-11/2025-07-12"}),
        ("前年开的店，税前年薪30万元。", {"前年": "2023"}),
        ("年内完工，全年无休，今后两年不变。", {}),
        ("日本年轻人的目前年收入，退休后年收入，他成名后年仅28岁。", {}),
        ("他说明年降本。", {"明年": "2026"}),
    ],
)
def test_years_seen_from_another(sentence, expected):
    assert found(sentence) == expected


@pytest.mark.parametrize(
    "sentence, expected",
    [
        ("3月薪资和4月租金一起付。", {"3月": "2025-03", "4月": "2025-04"}),
        ("本月薪資照發。", {"本月": "2025-07"}),
        ("日本月薪不高，基本月薪3000元，5000元以上月薪。", {}),
        ("他研究9/11事件，在7-11便利店上班，客服24/7在线。", {}),
        ("除息日訂在7/24。", {"7/24": "2025-07-24"}),
        ("签署日：2022 11 23", {"2022 11 23": "2022-11-23"}),
        ("日期：20250711", {"20250711": "2025-07-11"}),
        ("更新於2025/7/1，2025.07.02再改。", {"2025/7/1": "2025-07-01", "2025.07.02": "2025-07-02"}),
        ("编号20250711，共2022 11 23三组。", {}),
    ],
)
def test_months_and_bare_digits(sentence, expected):
    assert found(sentence) == expected


@pytest.mark.parametrize(
    "sentence, expected",
    [
        ("民國一一三年退休。", {"民國一一三年": "2024"}),
        ("民国元年剪辫。", {"民国元年": "1912"}),
        ("113年度預算通過，114學年度減招。", {"113年度": "2024", "114學年度": "2025"}),
        ("114年3月完工。", {"114年3月": "2025-03"}),
        ("去年第4季衰退，今年第3季回溫。", {"去年第4季": "2024-36", "今年第3季": "2025-35"}),
        ("上季虧損。", {"上季": "2025-34"}),
        ("今(11)日公布，昨（10）日停牌。", {"今(11)日": "2025-07-11", "昨（10）日": "2025-07-10"}),
        ("預計月中公布，年中投產。", {"月中": "2025-07~", "年中": "2025-06~"}),
        ("24/25財年轉虧，2024賽季結束。", {"24/25財年": "2024/2025", "2024賽季": "2024"}),
        ("2025 年第 2 季度盈利。", {"2025 年第 2 季度": "2025-34"}),
        ("首9個月出口增加。", {"首9個月": "2025-01/2025-09"}),
        ("庙建于乾隆五年。", {"乾隆五年": "1740"}),
        ("岁月中的老店。", {}),
    ],
)
def test_taiwan_and_hong_kong(sentence, expected):
    assert found(sentence, "TW") == expected


@pytest.mark.parametrize(
    "text, edtf",
    [
        ("上周五", "2025-07-04"),
        ("本週三", "2025-07-09"),
        ("下周一", "2025-07-14"),
        ("下下周二", "2025-07-22"),
        ("周五", "2025-07-11"),
        ("星期天", "2025-07-06"),
        ("上周末", "2025-07-05/2025-07-06"),
        ("上周六日", "2025-07-05/2025-07-06"),
        ("上個月底", "2025-06~"),
        ("這個月", "2025-07"),
        ("下下个月", "2025-09"),
        ("两个季度前", "2025-01"),
        ("大前天", "2025-07-08"),
    ],
)
def test_weeks_and_months_seen_from_the_publication(text, edtf):
    assert found(f"他{text}离开。") == {text: edtf}


@pytest.mark.parametrize(
    "sentence, expected",
    [
        ("媒体称其24年虚增收入，我24年校招。", {"24年": "2024"}),
        ("他95年出生，公司在25年扭亏。", {"95年": "1995", "25年": "2025"}),
        ("历时24年，他工作了24年，24年来没有请过假，15年底蕴。", {}),
        ("下调26E利润，2025-2027E增长10%。", {"26E": "2026", "2025-2027E": "2025/2027"}),
        ("2023、2024和2025年都亏损。", {"2023": "2023", "2024": "2024", "2025年": "2025"}),
        (
            "24年前三季度增长，114年前9月衰退。",
            {"24年前三季度": "2024-01/2024-09", "114年前9月": "2025-01/2025-09"},
        ),
        ("今年前两个月回升，前五月平稳。", {"今年前两个月": "2025-01/2025-02", "前五月": "2025-01/2025-05"}),
        ("他离职前三个月没有领薪。", {}),
        ("今夏高溫，去冬少雪。", {"今夏": "2025-22", "去冬": "2024-24"}),
        ("明年元月漲價，底薪3000美元月月發。", {"明年元月": "2026-01"}),
    ],
)
def test_years_and_their_parts_beside_numbers_of_years(sentence, expected):
    assert found(sentence) == expected


@pytest.mark.parametrize(
    "sentence, expected",
    [
        ("公司于2023 年\n11 月29 日申报。", {"2023 年\n11 月29 日": "2023-11-29"}),
        ("签署日（2025 年6 月27\n日）。", {"2025 年6 月27\n日": "2025-06-27"}),
        ("自2019年6月10日起至2022年6月9日止。", {"2019年6月10日起至2022年6月9日": "2019-06-10/2022-06-09"}),
        ("4.2023年4月至2025年3月。", {"2023年4月至2025年3月": "2023-04/2025-03"}),
        ("12-02 23:41发布。", {"12-02": "2025-12-02"}),
        ("7/1起調價，展期7/1-7/15。", {"7/1": "2025-07-01", "7/1-7/15": "2025-07-01/2025-07-15"}),
        ("12月中下旬交付。", {"12月中下旬": "2025-12-11/2025-12-31"}),
        ("114/7/11公告。", {"114/7/11": "2025-07-11"}),
        ("占7/10，连跌3日，连续旷工4日。", {}),
        ("仓位六到七成（上周五成半）。", {"上周": "2025-06-30/2025-07-06"}),
        ("央行昨开展逆回购，部長昨與工會見面。", {"昨": "2025-07-10"}),
        ("疫情前一日做到三百单。", {}),
        ("依113年度上字第456號判決。", {}),
        ("定于9&nbsp;月&nbsp;1&nbsp;日召开。", {"9&nbsp;月&nbsp;1&nbsp;日": "2025-09-01"}),
    ],
)
def test_days(sentence, expected):
    assert found(sentence) == expected


def test_a_weekday_of_a_sentence_that_looks_ahead_is_the_next():
    assert found("法院将于周三开庭。") == {"周三": "2025-07-16"}


def test_no_date_where_the_words_name_no_days():
    assert found("近期没有消息，每周三次，一周五天，逢周三休息，几年中没有年中大促。") == {}


@pytest.mark.parametrize(
    "expression",
    ["2月31日", "2023年2月29日", "2025-06-31", "2025年第60周", "99999999999年前", "9月至3月", "零世纪"],
)
def test_what_no_calendar_has_is_no_date(expression):
    context = dates.Context(PUBLISHED, dates.Day(2025, 3))
    assert dates.resolve(expression, context).edtf in ("", "2025-09/2026-03")


_WORDS = sorted({row["form"] for row in lexicon.rows(words.TABLE)} | set(words.eras()))
_PIECES = st.sampled_from(
    [*_WORDS, *"0123456789一二三十百千万半几两零", *"年月日号季周第个至到-/.~ ()QHFY", "世纪", "年代"]
)
_DAYS = st.builds(
    dates.Day,
    st.integers(-5000, 20000),
    st.none() | st.integers(-1, 14),
    st.none() | st.integers(0, 40),
)


@settings(max_examples=600, deadline=None)
@given(
    st.lists(_PIECES, max_size=8).map("".join) | st.text(max_size=12),
    st.builds(
        dates.Context,
        st.none() | st.dates(),
        st.none() | _DAYS,
        st.booleans(),
        st.sampled_from(["CN", "TW", "HK"]),
    ),
)
@example("西元", dates.Context())
@example("明天", dates.Context(date.max))
@example("上周", dates.Context(date.min))
def test_any_string_resolves_to_a_date_or_none(expression, context):
    edtf = dates.resolve(expression, context).edtf
    assert edtf == "" or tables.is_date(edtf)
