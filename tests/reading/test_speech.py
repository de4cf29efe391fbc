"""Who says a number and how sure it is, in sentences of several registers."""

from datetime import date

import pytest

from newsclaims.reading import failures, folding, lexicon, read_mentions, speech
from newsclaims.reading.speech import words

PUBLISHED = date(2025, 7, 11)

# (sentence, the mention, its hedge, its speaker)
NOBODY_SPEAKS = [
    # market digest
    ("净利润预计增长20%。", "20%", "expected", ""),
    ("该项目预计总投资12亿元。", "12亿元", "expected", ""),
    ("全年快递业务量有望突破1800亿件。", "1800亿件", "expected", ""),
    ("1. 预计第三季度出货量增长8%。", "8%", "expected", ""),
    ("**预计**明年新增岗位4000个。", "4000个", "expected", ""),
    ("- 预计年内新开门店60家。", "60家", "expected", ""),
    ("综合来看，全年看预计高端产品增长15%。", "15%", "expected", ""),
    ("德国10月工厂订单环比增长1.5%，预期0.8%。", "0.8%", "expected", ""),
    ("瑞士12月失业率公布2.6%，前值2.5%。", "2.6%", "none", ""),
    ("该股公布业绩预告后下跌6%。", "6%", "none", ""),
    ("生产线建成后预计年产电池30万套。", "30万套", "expected", ""),
    ("出口形势好转，预计全年增长7%。", "7%", "expected", ""),
    ("受需求回暖影响，铜价料升3%。", "3%", "expected", ""),
    ("首先，对政策力度的担忧导致指数下跌40点。", "40点", "none", ""),
    # wire
    ("增速符合早前预测。去年出口为5万亿元。", "5万亿元", "none", ""),
    ("医院被要求建立预警系统，去年共收治2300人。", "2300人", "none", ""),
    ("两国合作形成规模，预计投资40亿美元。", "40亿美元", "expected", ""),
    ("根据当前防汛形势，两座水库提前放水。", "两座", "none", ""),
    ("按照省里的要求，该县拨款300万元。", "300万元", "none", ""),
    ("据统计，全市共有车辆90万辆。", "90万辆", "none", ""),
    ("根据公告，两家公司合并后持股51%。", "51%", "none", "公告"),
    # Taiwan and Hong Kong
    ("營收可望年增兩成。", "兩成", "expected", ""),
    ("失業率料維持在3.1%。", "3.1%", "expected", ""),
    ("第四季毛利率預估為52%。", "52%", "expected", ""),
    ("樓價今年料跌5%。", "5%", "expected", ""),
    # job posts, social media
    ("年薪预计30万元，试用期3个月。", "30万元", "expected", ""),
    ("工期预计还要两周。", "两周", "expected", ""),
    # legal
    ("经审理查明，被告人收受财物共计80万元。", "80万元", "none", ""),
    ("上述事实有书证证明，涉案金额15万元。", "15万元", "none", ""),
    # PDF
    ("一、经营指标 预计全年收入 8 亿元", "8 亿元", "expected", ""),
]
SOMEBODY_SPEAKS = [
    ("根據統計局的初步數字，失業率為3.2%。", "3.2%", "none", "統計局"),
    ("根据农业部门最新一批资料，玉米减产4%。", "4%", "none", "农业部门"),
    ("因为分析师认为需求疲弱，目标价降到12元。", "12元", "expected", "分析师"),
    ("国贸集团发布公告称，裁员300人。", "300人", "none", "国贸集团"),
    ("央行行长上周表示，利率为4%。", "4%", "none", "央行行长"),
    ("基金经理们纷纷表示，仓位已达80%。", "80%", "none", "基金经理们"),
    ("财政部长当地时间5日宣布，减税20亿欧元。", "20亿欧元", "none", "财政部长"),
    ("高盛预计油价涨至90美元。", "90美元", "expected", "高盛"),
    ("外資報告預估，明年每股盈餘15元。", "15元", "expected", "外資報告"),
    ("統計處公布，上季有300間店結業。", "300間", "none", "統計處"),
    ("市场预计全年加息两次。", "两次", "expected", "市场"),
    ("远山科技预计营收为3亿元。", "3亿元", "expected", "远山科技"),
    ("博主发帖称，他月薪只有3000元。", "3000元", "reported", "博主"),
    ("HR说，底薪6000元。", "6000元", "reported", "HR"),
    ("原告主张，欠款为12万元。", "12万元", "none", "原告"),
    ("法院认定，违约金为5万元。", "5万元", "none", "法院"),
    ("招股书显示，研发人员占比35%。", "35%", "none", "招股书"),
    ("研究团队在论文中写道，样本有500人。", "500人", "none", "研究团队"),
    ("据新华社报道，洪水造成12人死亡。", "12人", "reported", "新华社"),
    ("按照财政厅的说法，缺口为3亿元。", "3亿元", "none", "财政厅"),
    ("远山科技：预计全年亏损2亿元。", "2亿元", "expected", "远山科技"),
]
EXPECTED = [
    ("美国失业率6.4%，预期6.5%，前值6.3%。", "6.5%", "expected", ""),
    ("日本核心CPI：前值 2.1%，预期 2.3%，公布 2.2%。", "2.3%", "expected", ""),
    ("下季营收预测5亿元，去年同期4亿元。", "5亿元", "expected", ""),
    ("目标为20%。", "20%", "expected", ""),
    ("公司的目标是2027年前减排30%。", "30%", "expected", ""),
    ("该县计划三年内新建学校12所。", "12所", "expected", ""),
    ("公司計劃裁員，涉及500人。", "500人", "expected", ""),
    ("预计2021年净利润13亿元至15亿元，同比增长40%。", "40%", "expected", ""),
    ("预计营收较去年增长25%。", "25%", "expected", ""),
    ("可能有3亿个岗位受到影响。", "3亿个", "expected", ""),
    ("若关税落地，物价可能上涨2%。", "2%", "expected", ""),
    ("到年底，门店将增至500家。", "500家", "expected", ""),
    ("到2030年，充电桩达到2000万个。", "2000万个", "expected", ""),
    ("到年底建成充电站80座。", "80座", "expected", ""),
    ("股东拟减持3%股份。", "3%", "expected", ""),
    ("消费税或将上调两个百分点。", "两个百分点", "expected", ""),
    ("公司2025年净利预增40%。", "40%", "expected", ""),
    ("廠商力拼年底出貨10萬台。", "10萬台", "expected", ""),
    ("本季資本支出預算為60億元，可能下修至50億元。", "50億元", "expected", ""),
    ("楼市冷清，全年销量或跌一成。", "一成", "expected", ""),
    ("甲方拟于签约后10日内支付定金50万元。", "50万元", "expected", ""),
    ("我打算明年存够10万元。", "10万元", "expected", ""),
    ("投资规划：新建厂房3座。", "3座", "expected", ""),
]
NOT_EXPECTED = [
    ("美国失业率6.4%，预期6.5%，前值6.3%。", "6.4%", "none", ""),
    ("美国失业率6.4%，预期6.5%，前值6.3%。", "6.3%", "none", ""),
    ("日本核心CPI：前值 2.1%，预期 2.3%，实际 2.2%。", "2.2%", "none", ""),
    ("下季营收预测5亿元，去年同期4亿元。", "4亿元", "none", ""),
    ("预计全年营收60亿元，上年为52亿元。", "52亿元", "none", ""),
    ("公司预计今年交付9万辆，上半年实际交付3万辆。", "3万辆", "none", "公司"),
    ("公司宣布裁员计划，股价当天上涨16%。", "16%", "none", "公司"),
    ("该公司在财务规划软件的用户调查中排名第一。", "第一", "none", ""),
    ("公布回购计划之后，该股三天涨了12%。", "12%", "none", ""),
    ("各国多落后于接种目标，其中非洲有20国不到一成。", "20国", "none", ""),
    ("利润不及预期，股价大跌9%。", "9%", "none", ""),
    ("部分产品预期收益率已降至2%。", "2%", "none", ""),
    ("《碳排放披露指引》新增指标24个。", "24个", "none", ""),
    ("公司无相关投资计划，控股企业共有5家。", "5家", "none", ""),
    ("目前可能有300人还在岛上。", "300人", "none", ""),
    ("感染者可能已超过两成。", "两成", "none", ""),
    ("加息50个基点的可能性约为五分之一。", "五分之一", "none", ""),
    ("新厂将于明年投产，公司去年卖出40万台。", "40万台", "none", ""),
    ("新機將於下月上市，股價收漲4%。", "4%", "none", ""),
    ("【北京将出台托育政策】7月9日，全市已有机构800家。", "800家", "none", ""),
    ("省里的方案出台后，煤价跌了50元。", "50元", "none", ""),
    ("银行将利率下调25个基点。", "25个基点", "none", ""),
    ("该课程是职业规划的入门课，售价99元。", "99元", "none", ""),
    ("双方未就工资达成协议，目标客户有200家。", "200家", "none", ""),
]
DISPUTED = [
    ("有媒体称该厂欠薪300万元，厂方否认。", "300万元", "disputed", "媒体"),
    ("网传公司裁员500人，实际并非如此。", "500人", "disputed", ""),
    ("被告对80万元的损失提出异议。", "80万元", "disputed", ""),
    ("報道指該店欠租20萬元。店主稱報道不實。", "20萬元", "disputed", "報道"),
    ("坊间相传他年薪达900万元，俱乐部表示异议。", "900万元", "disputed", ""),
    ("有人说一晚收费三千元，酒店回应称纯属谣言。", "三千元", "disputed", "有人"),
]
NOT_DISPUTED = [
    ("被告对欠款80万元没有异议。", "80万元", "none", ""),
    ("双方对面积120平方米均无异议。", "120平方米", "none", ""),
    ("他不否认收了5万元。", "5万元", "none", ""),
    ("公司未否认裁员300人。", "300人", "none", ""),
]


@pytest.mark.parametrize(
    "sentence, mention, hedge, speaker",
    NOBODY_SPEAKS + SOMEBODY_SPEAKS + EXPECTED + NOT_EXPECTED + DISPUTED + NOT_DISPUTED,
)
def test_who_says_it_and_how_sure(sentence, mention, hedge, speaker):
    found = next(one for one in read_mentions(sentence, PUBLISHED) if one.text == mention)
    assert (found.hedge, found.speaker) == (hedge, speaker)


def test_an_account_speaks_behind_its_name():
    post = "@海边的阿泽：到手2万\n　@橙子：我司裁了300人\n"
    assert [one.speaker for one in read_mentions(post, PUBLISHED)] == ["海边的阿泽", "橙子"]


def test_times_of_day_are_no_speakers():
    calendar = "10:00 工业产出，前值3.0%\n10:00 零售，前值2.5%\n"
    assert {one.speaker for one in read_mentions(calendar, PUBLISHED)} == {""}


def test_a_paragraph_that_fails_is_passed_over_with_a_warning(monkeypatch):
    read = speech.attributions

    def fails(paragraph):
        if "台风" in paragraph.text:
            raise ValueError("no such word")
        return read(paragraph)

    monkeypatch.setattr(speech, "attributions", fails)
    text = "据报道，公司裁员300人。\n气象局预计，台风将带来200毫米雨。\n厂长表示，欠薪3个月。"
    message = (
        r"characters 14 to 32 \(who says it\) could not be read and were passed over: ValueError: no such"
    )
    with pytest.warns(failures.ReadingWarning, match=message) as caught:
        found = read_mentions(text, PUBLISHED)
    assert [(one.hedge, one.speaker) for one in found] == [("reported", ""), ("none", ""), ("none", "厂长")]
    assert caught[0].filename == __file__


def test_words_are_asked_for_by_roles_that_exist():
    with pytest.raises(LookupError, match="no_such_role"):
        words.one_of("adverb", "no_such_role")


@pytest.mark.parametrize("table", ["speech_words", "hedges", "reporting", "sources"])
def test_each_word_stands_in_its_example(table):
    rows = lexicon.rows(table)
    assert [row for row in rows if row["form"] not in folding.fold(row["example"])] == []
