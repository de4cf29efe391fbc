"""Speech: who says a number, and how sure it is.

An attribution is a stretch of text that somebody answers for: the words after X表示 up to the end of the
sentence, the inside of a quotation, the sentence that a trailing 消息人士说 closes. A number belongs to the
innermost attribution around it.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cache, cached_property
from itertools import pairwise
from typing import NamedTuple

from . import lexicon
from .mention import as_row

HEDGES = ("none", "reported", "expected", "denied")


_CLAUSE = re.compile("[，。；;！？!?、,\n：:“”「」『』‘’()〔〕【】\\[\\]…—]")
_STOP = re.compile("[。！？!?\n]")
_QUOTE = re.compile("[“”「」『』]")
_LEAD = re.compile(
    r"(?:\d{1,3}[.、] ?|[上本下]?周[一二三四五六日]|本[报刊台网]讯|本报[^，。,]{0,6}?[讯电]"
    r"|新华社[^，。,]{0,8}?电|但是?|而|不过|同时|此外|另外"
    r"|另有?|其中|对此|因此|然而|随后|之后|此前|日前|近日|目前|昨[日天晚]|今[日天早]|当[天日]"
    r"|总部(?:位于|设在|在).{1,6}?的|上周|本周|早在|有|由|并|且|则"
    r"|即使|虽然|至于|我们?(?:看到|注意到|听说)|(?:看|注意|听)到|"
    r"[上本下]?周[一二三四五六日]|(?:\d{4} ?年 ?)?(?:\d{1,2} ?月 ?)?(?:\d{1,2} ?日)?(?=\D)|\d{4} ?年 ?"
    r"|\d+岁的|的|是|和| )+"
)
_TRAIL = re.compile(
    "(?:也|还|亦|均|都|则|就|曾|又|再次?|进一步|随即|随后|当庭|近日|日前|此前|昨[日天]|今[日天早晚]"
    "|[上本]?周[一二三四五六日]|坚决|明确|最后|最终|笑着|继续|同时"
    "|特别|公开|普遍|一致|当[天日]|事后|早前|早些时候|今年|去年|仍|并|"
    "所?做的|才|老是?|总是?|常常?|便|一直|后来|正式|主动|率先|率|将|已|已经|坦率地|反复|多次|直接|内部"
    "|\\d{1,2}月\\d{1,2}日| )+$"
)
_ADVERBIAL = re.compile(
    "(?:[跟和同](?=[我他她你]|记者|本报|大家)|在(?!线|野)|于|向|对|就|接受|通过|面对|针对|给出|受访"
    "|出席|[昨今] *[日天]|\\d{1,2} ?[月日时点]"
    "|[上本]?周[一二三四五六日])"
)
_PASSIVE = re.compile("(?:遭到|遭|受到)(?=..)")
_PRONOUN = re.compile("他们?|她们?|其|对方|该?公司|前者|后者|自己")
_PERSON = re.compile("他们?|她们?|佢哋?|其")
_ONE = re.compile("[他她]们?|佢哋?|其(?=介绍|透露|称|回忆|讲述|所)")
_SELF = re.compile("我们?(?:之前|此前|也|还)?|咱们?|我哋|笔者")
_SELF_FIRST = re.compile(
    "(?:他|她|佢)(?=[^的们妻父母哥弟姐妹儿女爸妈丈老朋同团律公家人].{1,7}$)"
)  # 她想了想说
_SELF_LAST = re.compile("(?<=[后时前中间年月天])(?:他|她|佢)$")
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔"
    "康毛邱秦江史顾侯邵孟龙段雷钱汤尹黎易常武乔贺赖龚文施洪柯翁游简詹涂"
)
_AGED = r"(?=[，,(]?(?:今年|现年)? ?(?:\d{1,3}|[一二三四五六七八九十]{1,3}) ?岁)"
# Whom a text introduces before it says 他 or 她: 老魏, 芳姐, 吴先生, 陈默，34岁;
# Hana Wirth at the head of a sentence.
_INTRODUCED = re.compile(
    rf"[老小阿][{_SURNAMES}]|[{_SURNAMES}](?:先生|女士|小姐|太太|某)"
    rf"|(?<![大小表堂空学师阿姑])[\u4e00-\u9fff][姐叔婶嫂](?!妹|弟)"
    rf"|[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}{_AGED}"
    r"|(?:^|(?<=[。！？\n])) ?(?:[^，。；：:“”！？\n]{0,24}?的 ?)?(?P<latin>[A-Z][a-z]+(?: [A-Z][a-z]+)+)"
)
# What is no he or she.
_THING = re.compile(
    "(?:报告|数据|调查|统计|公告|财报|论文|研究|结果|文件|公司|集团|局|院|部|社|所|平台|机构|网站|方面|政府)$"
)
_QUESTIONER = (
    "记者",
    "问",
    "主持人",
    "Q",
    "编者按",
    "提问",
    "注",
    "来源",
    "编辑",
    "责任编辑",
    "文",
    "图",
    "标题",
    "摘要",
    "导语",
)


class Attribution(NamedTuple):
    """Text from ``start`` to ``end`` that somebody answers for.

    Who: the words from ``speaker_start`` to ``speaker_end``; -1 where nobody is named.
    """

    start: int
    end: int
    speaker_start: int
    speaker_end: int
    hedge: str


@cache
def _grammar():
    verbs = {row["form"]: row for row in lexicon.rows("reporting")}
    hedges = {row["form"]: row for row in lexicon.rows("hedges")}

    def guarded(rows):
        """The forms by their first character, what may not stand before it checked behind it.

        A search then skips from one to the next.
        """
        branches = []
        for first in sorted({form[0] for form in rows}):
            tails = []
            for guard in sorted({row["not_after"] for form, row in rows.items() if form[0] == first}):
                forms = [form for form, row in rows.items() if form[0] == first and row["not_after"] == guard]
                before = f"(?<![{guard}]{first})" if guard else ""
                tails.append(
                    before + lexicon.trie(forms, {form: rows[form]["not_before"] for form in forms})[1:]
                )
            branches.append(f"{first}(?:{'|'.join(tails)})")
        return "|".join(branches)

    source = lexicon.trie(row["form"] for row in lexicon.rows("sources"))
    unnamed = lexicon.trie(row["form"] for row in lexicon.rows("sources") if row["kind"] == "unnamed")
    return {
        "verb": re.compile(guarded(verbs)),
        "according": re.compile(
            r"(?<![数依占证根单票收盘割论考字凭真实进])(?:根据|依据|按照|据)(?!点|守|有|为|此|理|实|库"
            r"|说法|报告称)"
            r"(?P<who>[^，。！？!?\n；;：:,]{0,40})"
        ),
        "hedge": re.compile(guarded(hedges)),
        "source": re.compile(source),
        "source_end": re.compile(rf"(?:{source})$"),
        "unnamed": re.compile(unnamed),
        "hedge_of": {form: row["hedge"] for form, row in hedges.items()},
        "kind_of": {form: row["kind"] for form, row in verbs.items()},
    }


_ACCORDING_EMPTY = re.compile("(?:报道|报导|报|悉|了解|称|传|说|闻|知|消息|透露|介绍)(?:称)?$")
_ACCORDING_TAIL = re.compile(
    "(?:的)?(?:最新)?(?:报道|报导|报|消息|称|说|讲|回忆|透露|介绍|统计|显示|数据|测算|估算|预计|预测"
    "|预估|估计|分析|公告|通报|披露|公布|表示|指出|了解|调查|引述"
    "|转述|所述|推算|发布|提供)+(?:的.{0,12})?$"
)
_MEDIA = re.compile("报道|报导|电$|(?<![通公财季年])报$|消息|援引|引述|转述")
_BYLINE = re.compile("记者|通讯员|编译|综合报|^本报|^本刊|^新华社|讯$|电$")
_PLAN = re.compile("(?:方案|规划|计划|预算案|蓝图|草案)$")
_RUMOUR_MILL = re.compile("(?:市场|业内|坊间|外界|业界|圈内|圈子里|场外|民间)(?:则|也|还|又|亦|一度|普遍)?$")
_ASIDE = re.compile(r"\([^()。！？\n]{1,20}\)")
_NO_HEAD = re.compile("拟|自本|自该|自上|自\\d|若|如果|把|被(?!告)|经董事会|以上")
_POINTER = re.compile("上述|相关|有关|该|此|这一|这些|有|对于|这则|本")
_NO_NAME = re.compile(
    "因为|如果|虽然|所以|由于|这|那|其中|可以|没有|不|可|中|并|并且|而且|仅|只|都|一般|原本|目前"
    "|市场普遍|普遍|外界普遍|实际|全|共|合共|总|(?:超过|逾|近|约|仅"
    "|有)?(?:半数|[一二两三四五六七八九十]成)"
)
# Verbs that are as often nouns or plain verbs count only after words that can be a speaker.
_WEAK = frozenset(
    (
        "报告",
        "指",
        "料",
        "估",
        "公告",
        "发布",
        "反映",
        "建议",
        "统计",
        "分析",
        "判断",
        "确认",
        "总结",
        "公布",
        "提到",
        "看好",
        "展望",
        "推算",
        "测算",
        "估算",
        "估计",
    )
)
_SPEAKER_END = re.compile(
    "[A-Za-z0-9》”」]$|(?:公司|集团|局|会|行|台|社|院|所|部|署|人|家|师|长|席|监|官|员|者|方|证券|机构"
    "|市场|消息|人士|业者|业界|研究|投行|券商|外资|法人"
    "|大行|主任|教授|经理|总监|主管|顾问|合伙人|创始人|C[EFOT]O|策略|老板|专家|学者|家属|居民|业主|律师"
    "|警方|检方|友|街坊|发言人|负责人|老公|老婆|丈夫|妻子|父亲"
    "|母亲|银行|基金|大学|中心|平台|"
    "财报|报告|招股书|公告|厂|店|府|厅|委|联盟|组织|智库|海关|部门|当局|政府|法院|科技|资本|控股|股份"
    "|汽车|[他她])$"
)


def attributions(paragraph):
    """The attributions in a folded ``paragraph`` (list of Attribution, in the order in which they begin)."""
    grammar = _grammar()
    if "(" in paragraph:
        paragraph = _ASIDE.sub(lambda match: " " * len(match[0]), paragraph)
    quotes, sentences = _quotations(paragraph), _Sentences(paragraph)
    people = _introduced(paragraph) if _HE_OR_SHE.search(paragraph) else _Places([])
    events = [(m.start(), 0, m) for m in grammar["according"].finditer(paragraph)]
    events += [(m.start(), 0, m) for m in _VIEW.finditer(paragraph)]
    events += [(m.start(), 1, m) for m in grammar["verb"].finditer(paragraph)]
    events += [(m.start(), 1, m) for m in _STATED.finditer(paragraph)]
    events += [
        (m.start(), 1, m)
        for m in _RATES.finditer(paragraph)
        if m[0][0] in "将把" or _RATER.search(paragraph, max(0, m.start() - 12), m.start())
    ]
    events.sort(key=lambda event: event[:2])
    found, last, taken, claimed = [], None, 0, set()
    for position, is_verb, match in events:
        if not is_verb:
            if match.re is _VIEW:
                attribution = _view(paragraph, match, grammar, last, people, sentences)
            else:
                attribution = _according(paragraph, match, grammar, sentences)
            if attribution:
                found.append(attribution)
                taken = match.end()
                if attribution.speaker_start >= 0:
                    last = attribution[2:]
        elif position >= taken:
            kind = grammar["kind_of"].get(match[0], "say")
            quoted = _QUOTED.match(paragraph, position) if kind == "report" else None
            if quoted:  # A 引述 B 的数字指: B says so
                outer = paragraph[_clause_start(paragraph, position) : position]
                hedge = "reported" if _RELAYS.search(outer) else _hedge_of(quoted["who"], grammar)
                last = (
                    _name(paragraph, _clause_start(paragraph, position), position, grammar) or last
                )  # a 他 means A
                taken = quoted.end()
                found.append(Attribution(taken, sentences.end(taken), *quoted.span("who"), hedge))
                continue
            speaker = _subject(paragraph, match, kind, grammar, last, quotes, sentences, people)
            if speaker is None:
                continue
            s, e, hedge = speaker
            if (
                hedge == "none"
                and last
                and last[2] == "reported"
                and _THE_SAME.match(paragraph, s, e)
                and paragraph[last[0] : last[1]].endswith(paragraph[e - 2 : e])
            ):
                hedge = "reported"  # 该合伙人还称
            last = s, e, hedge
            if hedge == "none" and kind in ("report", "forecast"):
                hedge = "reported" if kind == "report" else "expected"
            scopes = _scopes(paragraph, match, quotes, sentences, None if kind == "deny" else claimed)
            claimed.update(left for left, _ in scopes)
            found += [Attribution(left, right, s, e, hedge) for left, right in scopes]
    found += _unclaimed_quotes(paragraph, quotes, found, grammar, people)
    found += _continued(paragraph, sorted(found))
    return sorted(found, key=lambda attribution: attribution.start)


def _introduced(text):
    return _Places(
        [match.span("latin") if match["latin"] else match.span() for match in _INTRODUCED.finditer(text)]
    )


_QUOTED = re.compile(
    "(?:援引|引述|引用|转述)(?P<who>[^，。！？!?\n；;：:,“”]{2,30}?)(?:的(?:话|说法|消息|报道|数据|数字"
    "|统计))?(?:数字|数据|资料|统计)?"
    "(?:称|说|指出?|报道|报导|表示|显示|透露)(?=[，,：:]|(?<=称)|(?<=报道)|(?<=报导)|(?<=显示))"
)
_RELAYS = re.compile("据|报$|报》$|社$|网$|媒体?$|电视台$|新闻$|周刊$|日报$|时报$|彭博$|路透$|[A-Za-z]$")
# 闵柏舟给出的口径是：
_STATED = re.compile(
    "(?:给出)?的(?:说法|口径|观察|看法|回应|解释|判断|回答|答案|估计|预测|结论|理由|诊断|答复)(?:则|却"
    "|只)?是(?=[，,：:])"
)
# 外资报告维持「减码」评等，目标价45元: who rates a share stands before these verbs
_RATES = re.compile(
    "(?:[将把]其?(?=目标价)|维持|给予|首予|重申|上调|下调|调升|调降|调高"
    "|调低)(?=[^。；;！？\n]{0,16}(?:评级|评等|目标价|买入|增持|减持|中性))"
)
_RATER = re.compile(
    "(?:证券|报告|外资|大行|投行|券商|投顾|银行|研究所|资本|国际)(?:则|也|亦|仍|今日?|昨日?|最新|同时|本周)*$"
)
_THE_SAME = re.compile("该|这[名位些]|上述")
_HE_OR_SHE = re.compile("[他她佢其]")
# 在她看来, 按他的说法, 据她回忆, 听邻居说: an attribution without a verb of its own
_VIEW = re.compile(
    "在(?P<in>[^，。！？!?\n；;：:,“”在]{1,16}?)(?:看来|眼里|眼中|印象中|印象里)"
    "|听(?P<heard>[^，。！？!?\n；;：:,“”听]{2,10}?)(?:说"
    "|讲|提起)(?=[，,：:])"
    "|(?:按照?|照|依|用|据)(?P<by>[^，。！？!?\n；;：:,“”按照依据]{1,12}?)的?(?:说法|算法|估算|测算"
    "|推算|判断|预测|讲法|回忆|讲述|描述|所知|了解"
    "|话说|话来说)(?=[，,：:])"
    "|据(?P<he>[他她]们?|佢哋?|其)(?:本人)?(?:介绍|透露|称|说|讲|表示|回忆|讲述|估计|观察)(?=[，,：:])"
)


def _view(paragraph, match, grammar, last, people, sentences):
    group = match.lastgroup
    s, e = match.span(group)
    named = _name(paragraph, s, e, grammar)
    name = paragraph[named[0] : named[1]].rstrip("的 ") if named else ""
    if _PERSON.fullmatch(name):
        named = _whom(paragraph, named, last, people)
    elif group == "heard":
        named = (*named[:2], "reported") if name and not _PRONOUN.fullmatch(name) else None
    elif group == "in" and 2 <= len(name) <= 12 and not _SELF.match(name):
        pass  # nothing but a speaker stands in 在…看来
    elif (
        len(name) < 2
        or _SELF.fullmatch(name)
        or not (_SPEAKER_END.search(name) or last and name in paragraph[last[0] : last[1]])
    ):
        named = None
    return Attribution(match.end(), sentences.end(match.end()), *named) if named else None


def _whom(paragraph, pronoun, last, people):
    """(start, end, hedge) of whom a pronoun means.

    The last speaker or whom the text introduced since, else the pronoun itself.
    """
    introduced = people.before(pronoun[0])
    if last and not _THING.search(paragraph, last[0], last[1]) and last[1] >= introduced[0]:
        return last
    return (*introduced, "none") if introduced[0] >= 0 else (*pronoun[:2], "none")


def _quotations(paragraph):
    """(start, end) of the insides of quotation marks, outermost only; an unclosed one runs to the end."""
    found, depth, left = [], 0, 0
    for match in _QUOTE.finditer(paragraph):
        if match[0] in "“「『":
            if depth == 0:
                left = match.end()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                found.append((left, match.start()))
    if depth:
        found.append((left, len(paragraph)))
    return found


class _Places:
    """Where an expression stands in a text.

    Found once, so that each question about a place costs no search of its own.
    """

    def __init__(self, spans):
        self.spans = spans
        self.starts = [start for start, _ in spans]

    def before(self, position):
        """(start, end) of the last that begins before ``position``; (-1, -1) where none does."""
        index = bisect_left(self.starts, position)
        return self.spans[index - 1] if index else (-1, -1)

    def between(self, left, right):
        """Whether one stands within ``left`` and ``right``."""
        index = bisect_left(self.starts, left)
        return index < len(self.starts) and self.spans[index][1] <= right


class _Sentences:
    """The stops of a text, which tell where the sentence around a place starts and ends."""

    def __init__(self, text):
        self.stops = [match.start() for match in _STOP.finditer(text)]
        self.length = len(text)

    def start(self, position):
        index = bisect_left(self.stops, position)
        return self.stops[index - 1] + 1 if index else 0

    def end(self, position):
        index = bisect_left(self.stops, position)
        return self.stops[index] if index < len(self.stops) else self.length


_ANONYMOUS = re.compile(
    "(?:有[个位名些]|(?:^|的|其中|有|另)(?:[一两三四五六七八九十几数多]+|部分|有|另外?"
    "|其中)[名位个些]?)[^，。]{0,14}?"
    "(?:人|工程师|员工|高管|分析师|经理|主管|投资人|投资者|股东|居民|村民|用户|买家|卖家|司机|骑手|店主"
    "|业主|学生|家长|老师|医生|官员|朋友|同事|从业者|研究员|猎头|供应商|经销商)$"
)
_PRESS = re.compile(
    "^《(?![^》]*(?:报告|书|办法|条例|规定|通知|公报|意见|方案|指南|法|计划)》)[^》]+》$|^该(?:报|刊"
    "|媒体|网站|文|杂志|通讯社)$"
    "|(?:新华|中新|法新|路透|共同|美联|韩联|中央|塔斯|彭博)社$|[日早晚时邮]报$|周刊$|通讯社$|电视台$|新闻网$"
)


def _hedge_of(name, grammar):
    return (
        "reported"
        if grammar["unnamed"].search(name) or _ANONYMOUS.search(name) or _PRESS.search(name)
        else "none"
    )


def _according(paragraph, match, grammar, sentences):
    """据X报道, 根据X的数据: the speaker X and the rest of the sentence; 据悉 and 据报道 name nobody."""
    who, left = match["who"], match.start("who")
    if not who or _ONE.match(who):
        return None
    stop = sentences.end(match.end())
    if _ACCORDING_EMPTY.fullmatch(who):
        return Attribution(match.end(), stop, -1, -1, "reported")
    tail = _ACCORDING_TAIL.search(who)
    verb = re.search("称|表示|透露|报道|报导|消息|统计|介绍|显示|测算|公告|说", who)
    cut = tail.start() if tail else verb.start() if verb else len(who)
    scope = tail.end() if tail else verb.end() if verb else len(who)
    said = tail[0] if tail else verb[0] if verb else ""
    lead = _LEAD.match(who)
    s = lead.end() if lead and lead.end() < cut else 0
    dated = re.search(r" ?(?:\d{4} ?年)? ?\d{1,2} ?月 ?\d{1,2} ?日.*$| ?\d{1,2} ?日.*$", who[s:cut])
    if dated and dated.start() >= 2:
        said, cut = said or dated[0], s + dated.start()
    name = who[s:cut].rstrip("的 ")
    if len(name) < 2:
        return Attribution(match.end(), stop, -1, -1, "reported") if _MEDIA.search(said) else None
    hedge = (
        "reported" if _MEDIA.search(said) else "expected" if _PLAN.search(name) else _hedge_of(name, grammar)
    )
    return Attribution(left + scope, stop, left + s, left + s + len(name), hedge)


def _clause_start(paragraph, position):
    left = max(0, position - 60)
    cut = left
    for boundary in _CLAUSE.finditer(paragraph, left, position):
        cut = boundary.end()
    return cut


def _trimmed(paragraph, s, e):
    trail = _TRAIL.search(paragraph[s:e])
    if trail:
        e -= len(trail[0])
    return s + len(paragraph[s:e].rstrip())


def _name(paragraph, s, e, grammar):
    """(start, end, hedge) of the naming words of a clause, adverbs at both ends cut off.

    None where nothing is left.
    """
    lead = _LEAD.match(paragraph, s, e)
    if lead and lead.end() < e:
        s = lead.end()
    passive = _PASSIVE.search(paragraph, s, e)
    if passive:
        s = passive.end()
    e = _trimmed(paragraph, s, e)
    adverbial = _ADVERBIAL.search(paragraph[s:e])
    if adverbial:
        relative = paragraph.rfind("的", s, e - 1) if adverbial.start() == 0 else -1
        if relative > 0:  # 在公司工作了七年的工程师乔岩
            return _name(paragraph, relative + 1, e, grammar)
        if adverbial.start() == 0 or adverbial.start() == 1 and paragraph[s] in "还也又就便才":
            return None
        if paragraph[s] in "他她佢" and adverbial.start() == 1:
            e = s + 1
        if adverbial.start() >= 2:
            e = _trimmed(paragraph, s, s + adverbial.start())
    if e - s > 30:
        s = e - 30
    return (s, e, _hedge_of(paragraph[s:e], grammar)) if e > s else None


_HEAD_END = re.compile(r"[将把已拟]|[昨今][日 ]|\d{1,2} ?月 ?\d|召开|公布|发布|\d")


def _sentence_subject(paragraph, position, grammar, sentences):
    """The one whom the sentence began with: 瑞鹏证券将目标价…，并预估; 一份报告分析了…，发现."""
    begin, boundary = sentences.start(position), None
    while begin < position:
        boundary = _CLAUSE.search(paragraph, begin, position)
        if (
            not boundary
            or boundary.start() > begin
            and not _BYLINE.search(paragraph, begin, boundary.start())
        ):
            break
        begin = boundary.end()
    stop = boundary.start() if boundary else position
    source = grammar["source"].search(paragraph, begin, min(stop, begin + 30))
    verb = grammar["verb"].search(paragraph, begin + 1, stop)
    cut = _HEAD_END.search(paragraph, begin + 2, stop)
    end = min([stop] + ([verb.start()] if verb else []) + ([cut.start()] if cut else []))
    if source and (not verb or source.end() <= verb.end()):
        end = source.end()
    if end - begin > 30:
        return None
    named = _name(paragraph, begin, end, grammar)
    if not named or named[1] - named[0] < 2 or _NO_NAME.match(paragraph, named[0], named[1]):
        return None
    return named


_TO_SOMEBODY = re.compile("[跟对向和](?:我们?|记者|本报|大家|媒体|外界|笔者|他们?|她们?)$")
_SAID_TO_BE = re.compile("是(?!不|否)|自己|公司|他们?|她们?|有|这|那|要|去年|今年|现在|目前")
# Verbs that attribute only where their clause ends, as nouns and plain verbs they are too common
_AT_CLAUSE_END = frozenset(
    (
        "说",
        "指",
        "讲",
        "话",
        "叹",
        "统计",
        "分析",
        "判断",
        "总结",
        "建议",
        "反映",
        "报告",
        "开口",
        "承诺",
        "保证",
        "答应",
        "应承",
        "允诺",
        "一算",
    )
)
_WITHIN = re.compile("(?:里面|其中|里头|上面|当中)$")
_IN_PAPER = re.compile(
    "(.{0,8}(?:信|文|帖子?|报告|声明|公告|函件?|邮件|文件|通知|书|备忘录|文章|视频|直播))(?:中|里|内)$"
)
_TITLED = re.compile(
    "(?:发言人|董事长|总裁|总经理|执行长|首席[^，。]{1,4}官|教授|院长|理事长|会长|主任|经理|律师|分析师"
    "|经济学家|策略师|局长|部长|厂长|校长|主席|创始人|合伙人|馆长"
    "|店长|财务长|主管|议员)[\u4e00-\u9fff]{2,4}$"
)


def _subject(paragraph, match, kind, grammar, last, quotes, sentences, people):
    """(start, end, hedge) of the words that name the speaker of a verb.

    None where the verb attributes nothing.
    """
    position, word = match.start(), match[0]
    after = paragraph[match.end() : match.end() + 1]
    ends_clause = not after or after in "，,：:。“「；; "
    s = _clause_start(paragraph, position)
    if s == position and position and paragraph[position - 1] in "”」":
        for left, right in _near(quotes, position):  # 平台“飞途”称: the name stands in quotation marks
            if (
                right == position - 1
                and right - left <= 10
                and paragraph[left:right].strip()
                and not _CLAUSE.search(paragraph, left, right)
            ):
                return left, right, "none"
    told = word in ("说", "讲") and (
        grammar["source_end"].search(paragraph, max(s, position - 8), position)
        or _TO_SOMEBODY.search(paragraph, s, position)
        or position == s
        and s > sentences.start(s)
        or _SAID_TO_BE.match(paragraph, match.end())
    )
    if word in _AT_CLAUSE_END and not ends_clause and not told:
        if word != "指" or position - s > 10:
            return None
    named = _name(paragraph, s, position, grammar)
    if kind == "show" and grammar["source_end"].search(paragraph, s, position):
        # 衡才咨询7月发布的报告显示: the whole, for both the firm and its report say so
        begin = named[0] if named else s
        named = max(begin, position - 40), position, _hedge_of(paragraph[begin:position], grammar)
    name = paragraph[named[0] : named[1]] if named else ""
    pronoun = _SELF_LAST.search(name) or _SELF_FIRST.match(name)
    if pronoun:
        named = (named[0] + pronoun.start(), named[0] + pronoun.end(), "none")
    if pronoun or _PERSON.fullmatch(name):
        return _whom(paragraph, named, last, people)
    if _SELF.fullmatch(name):
        return None
    paper = _IN_PAPER.fullmatch(name)
    if paper:  # 信中说
        return named[0], named[0] + paper.end(1), _hedge_of(paper[1], grammar)
    if _WITHIN.search(name):
        source = grammar["source"].search(paragraph, max(sentences.start(s), s - 20), s)
        if source:  # 发布了一篇博客文章，其中写道
            return (*source.span(), _hedge_of(source[0], grammar))
        return _sentence_subject(paragraph, s, grammar, sentences) or last
    if name and _BYLINE.search(name) or kind == "report" and after == " " and s == 0:
        return None
    if word == "传":
        return (*named[:2], "reported") if _RUMOUR_MILL.search(paragraph[s:position]) and named else None
    if not name or name in ("并", "并且", "而且"):
        begin = sentences.start(position)
        if last and (last[0] >= begin or kind == "say"):
            return last
        return _sentence_subject(paragraph, s, grammar, sentences) if s > begin else None
    if _NO_HEAD.match(name) or kind == "report" and (_POINTER.fullmatch(name) or _LEAD.fullmatch(name)):
        return None
    if _NO_NAME.fullmatch(name) or len(name) == 1 and not _PRONOUN.fullmatch(name):
        return None
    known = last and paragraph[last[0] : last[1]].endswith(name[-2:])
    coded = (
        paragraph[named[1] : named[1] + 4].isspace() and named[1] + 4 <= position
    )  # a stock code in brackets stands behind it
    if (
        word in _WEAK
        and not (known or coded or _SPEAKER_END.search(name) or _TITLED.search(name))
        and not (ends_clause and (len(word) > 1 or word == "指"))
    ):
        return None
    if (
        kind == "show"
        and not (word == "说明" and ends_clause)
        and not grammar["source_end"].search(name)
        and not _SPEAKER_END.search(name)
    ):
        return None
    if re.search("[0-9%]", name) and not re.search("[A-Za-z]", name) and kind != "show":
        return None
    return named


# Verbs that can close what was said: …，消息人士说。
_TRAILING = frozenset(
    (
        "说",
        "表示",
        "称",
        "指出",
        "透露",
        "介绍",
        "介绍说",
        "强调",
        "补充",
        "补充说",
        "补充道",
        "写道",
        "写到",
        "坦言",
        "直言",
        "认为",
        "回应",
        "解释",
        "解释说",
        "解释道",
        "告诉",
        "警告",
        "提醒",
        "说道",
        "回忆",
        "回忆说",
        "感叹",
        "总结道",
        "预计",
        "预测",
        "显示",
        "报道",
        "重申",
        "反驳",
        "答道",
        "承认",
    )
)
_OPENING = re.compile("道?[，,：: ]{0,2}[“「『]")


def _near(quotes, position):
    """The quotations around ``position``: two before it, two after."""
    index = bisect_right(quotes, (position, position))
    return quotes[max(0, index - 2) : index + 2]


def _scopes(paragraph, match, quotes, sentences, claimed):
    """The stretches that a verb covers.

    The quotations at it, or the rest of the sentence, or all of it before 消息人士说。

    ``claimed``: where the quotations begin that an earlier verb has taken; None where a verb takes none
    that stands before it.
    """
    begin, position = match.span()
    clause = _clause_start(paragraph, begin)
    opening = _OPENING.match(paragraph, position, position + 5)
    scopes = []
    if claimed is not None:
        scopes = [
            (left, right)
            for left, right in _near(quotes, begin)
            if right < begin
            and clause - right <= 2
            and right - left > 10
            and left not in claimed
            and paragraph[right + 1 : right + 2] not in "。！？"
        ]
    stop = sentences.end(position)
    if scopes or opening:
        if opening:
            for left, right in _near(quotes, position):
                if left == opening.end():
                    scopes.append((left, right))
                    position = right
                    stop = right if paragraph[right - 1] in "。！？" else max(right, sentences.end(right))
        else:
            scopes += [(left, right) for left, right in _near(quotes, stop) if 0 <= left - stop <= 2]
        return scopes + ([(position, stop)] if stop > position else [])
    if not paragraph[position:stop].strip("，,。 "):
        return [(sentences.start(begin), clause)] if match[0] in _TRAILING else []
    for left, right in _near(quotes, begin):
        if left <= begin <= right:
            stop = min(stop, right)
    for left, right in _near(quotes, stop):
        if position <= left < stop < right:
            stop = right
    return [(position, stop)]


_TIME_END = re.compile(
    "(?:时候?|后|前|中|里|年|月|日|天|内|上|下|以来|期间|写道?|其实|比如|例如|一句|口号|标语|名为|叫做?)$"
)
_NO_SPEAKER = re.compile("[从到至是了过吗呢\\d一二三四五六七八九十]")


def _unclaimed_quotes(paragraph, quotes, found, grammar, people):
    """Quotations that no verb of the lexicon took.

    Their speaker is whom the clause before them names, or the one before.
    """
    more, speaker = [], None
    found = sorted(found)
    starts = [attribution.start for attribution in found]
    for left, right in quotes:
        index = bisect_right(starts, left)
        holder = next(
            (
                a
                for a in reversed(found[max(0, index - 4) : index])
                if right <= a.end and a.speaker_start >= 0
            ),
            None,
        )
        if holder:
            speaker = holder[2:]
            continue
        if right - left < 12:
            continue
        named = None
        if paragraph[left - 2 : left - 1] in (":", "：", "，", ","):
            begin = _clause_start(paragraph, left - 2)
            named = _name(paragraph, begin, left - 2, grammar)
            pronoun = _ONE.match(paragraph, begin)
            if pronoun:  # “…，”他把烟掐了，“…”
                speaker, named = _whom(paragraph, pronoun.span(), speaker, people), None
            elif named and (
                _NO_SPEAKER.search(paragraph, named[0], named[1])
                or _TIME_END.search(paragraph, named[0], named[1])
            ):
                named = None
        elif "\u4e00" <= paragraph[right + 1 : right + 2] <= "\u9fff":
            # “…。”赵满仓掰着指头算，“…”
            boundary = _CLAUSE.search(paragraph, right + 1)
            pronoun = _ONE.match(paragraph, right + 1)
            if pronoun:
                speaker = _whom(paragraph, pronoun.span(), speaker, people)
            else:
                named = _name(paragraph, right + 1, boundary.start() if boundary else len(paragraph), grammar)
        if named and 2 <= named[1] - named[0] <= 14:
            speaker = named
        if speaker:
            more.append(Attribution(left, right, *speaker))
    return more


_TURN = re.compile(r"(?m)^ *(?:(?:A|答|嘉宾)\d{0,2} ?\()?([^\s，。：:“”!?()]{1,12})\)?[：:] ?(?=\S)")
_ASKED = re.compile("(?:Q|问)\\d{0,2}")


def turns(folded):
    """The turns of a transcript: (start, end, speaker start, speaker end).

    None where no name comes back at line starts.

    A name counts with its role in front (主持人小鹿 and 小鹿), and in the brackets of an answer: A（罗庭）.
    """
    found = [(m.end(), m.start(1), m.end(1), m[1]) for m in _TURN.finditer(folded)]
    names = Counter(name for *_, name in found)
    roles = Counter(name[-size:] for name in names for size in (2, 3, 4) if len(name) > size)
    often = {name for name, times in names.items() if times + roles[name] >= 2}
    answers = sum(folded[s - 1 : s] == "(" for _, s, *_ in found)
    tails = {name[-size:] for name in often for size in (2, 3, 4) if len(name) == size}
    result = []
    for begin, s, e, name in found:
        role = next((size for size in (4, 3, 2) if name[-size:] in tails and len(name) > size), 0)
        if name in often or role or answers >= 2 and (folded[s - 1 : s] == "(" or _ASKED.fullmatch(name)):
            stop = folded.find("\n", begin)
            stop = len(folded) if stop < 0 else stop
            asks = name in _QUESTIONER or _ASKED.fullmatch(name)
            result.append((begin, stop, -1, -1) if asks else (begin, stop, e - role if role else s, e))
    return result


_LONGEST = (
    3000  # a longer paragraph is read in parts, so that the work stays linear in the length of the text
)


def _paragraphs(folded, rows):
    """(start, end, rows inside) of each paragraph that holds mentions."""
    start = end = -1
    inside = []
    for row in rows:
        if row[0] >= end:
            if inside:
                yield start, end, inside
            start = folded.rfind("\n", max(0, end), row[0]) + 1 or max(0, end)
            while row[0] - start > _LONGEST:
                start = _break(folded, start, row[0])
            end = folded.find("\n", row[1], start + _LONGEST)
            if end < 0:
                end = min(len(folded), start + _LONGEST)
                if end < len(folded) and folded[end] != "\n":
                    end = max(_break(folded, start, end), row[1])
            inside = []
        inside.append(row)
    if inside:
        yield start, end, inside


def _break(folded, start, limit):
    """Where to cut a paragraph that begins at ``start``.

    After the last sentence that ends within _LONGEST characters.
    """
    stop = start
    for match in _STOP.finditer(folded, start, min(limit, start + _LONGEST)):
        stop = match.end()
    return stop if stop > start else min(limit, start + _LONGEST)


def label(text, folded, mentions, published=None):
    """Set the hedge and the speaker of each of ``mentions`` (list of Mention in text order), in place."""
    rows = [as_row(mention)[1:10] for mention in mentions]
    labels = []
    spoken = turns(folded) if "：" in text or ":" in text else []
    starts = [turn[0] for turn in spoken]
    denials = []
    for first, stop, inside in _paragraphs(folded, rows):
        paragraph = folded[first:stop]
        cues = _Cues(paragraph)
        here, begun, around = (
            attributions(paragraph),
            0,
            [],
        )  # around: those that have begun, the innermost last
        today = published.isoformat() if published else "9999"
        coming = -1  # where the last date stands that is yet to come
        for row in inside:
            start, end, kind = row[0] - first, row[1] - first, row[3]
            if kind == "date" and row[7] and _is_coming(row[7], today, paragraph, end):
                coming = start
            while begun < len(here) and here[begun].start <= start:
                around.append(here[begun])
                begun += 1
            while around and around[-1].end < end:
                around.pop()
            inner = around[-1] if around else None
            hedge, s, e = (inner.hedge, inner.speaker_start, inner.speaker_end) if inner else ("none", -1, -1)
            if inner is None and starts:
                turn = spoken[max(0, bisect_right(starts, start + first) - 1)]
                if turn[0] <= start + first < turn[1]:
                    s, e = turn[2] - first, turn[3] - first
                    if turn[2] < 0:
                        s = e = -1
                        inner = None
            if hedge == "none":
                hedge, nobody = _marked(cues, start, end, kind, inner)
                if (
                    hedge == "none"
                    and coming >= start - 60
                    and coming >= 0
                    and not _BREAK.search(paragraph, coming, start)
                    and not _STATE.search(paragraph, coming, start)
                ):
                    hedge = "expected"
                if hedge == "expected":
                    near = max(0, start - 12)
                    aimed = _AIM.search(paragraph, max(near, paragraph.rfind("，", near, start)), start)
                    if (
                        paragraph[start - 1 : start] in ("由", "从", "自")
                        and _MOVES.match(paragraph, end)
                        and not aimed
                    ):
                        hedge = "none"  # where a change sets out from is there already
                    elif _BASE.search(paragraph, near, start):
                        hedge = "none"  # what a forecast is compared with, too
                if nobody:
                    s = e = -1
            labels.append([hedge, *((s + first, e + first) if s != e else (-1, -1))])
        for left, right in cues.denials:
            sentence = cues.sentences.start(left)
            before = cues.sentences.start(sentence - 1) + first if sentence else first
            if starts and before <= first + 2:  # an answer denies what its question asks
                turn = bisect_right(starts, left + first) - 1
                if turn > 0 and spoken[turn][0] >= first and left + first < spoken[turn][1]:
                    before = starts[turn - 1]
            denials.append((left + first, right + first, sentence + first, before))
    _resolve(folded, labels)
    _headline(folded, rows, labels)
    _deny(folded, rows, labels, denials)
    _answered(folded, rows, labels, spoken)
    _contradict(folded, rows, labels)
    for mention, (hedge, s, e) in zip(mentions, labels, strict=True):
        mention.hedge = hedge
        if s >= 0:
            mention.speaker, mention.speaker_start, mention.speaker_end = text[s:e], s, e


_HEADED = re.compile("(?:^|[ ，,])([\u4e00-\u9fffA-Za-z·]{2,8}) ?[:：] ?(?=[^ ])")


def _resolve(folded, labels):
    """Names the he or she that a paragraph begins with.

    The last speaker, or whom the text introduced since.
    """
    last, people = (-1, -1), None
    for label in labels:
        hedge, s, e = label
        if s < 0:
            continue
        if _PERSON.fullmatch(folded, s, e):
            people = people or _introduced(folded)
            introduced = people.before(s)
            near = max(last, introduced)
            if near[0] >= max(0, s - 1500):
                label[1:] = near
        elif hedge != "reported" and not _THING.search(folded, s, e):
            last = s, e


_HEAD_SPEAKER = re.compile(
    "(?:公司|集团|央行|专家|老板|法人|分析师|外媒|媒体|市场|机构|证券|投行|大行|外资|[警校官资院厂店]方"
    "|当局|政府|法院|律师|学者|家属|网友|业者|业内|研究|协会|董事长"
    "|总裁|CEO)$"
)


def _headline(folded, rows, labels):
    """Gives what stands behind 法人： in the headline to its speaker, where nobody else has said it."""
    stop = folded.find("\n")
    stop = min(len(folded) if stop < 0 else stop, 80)
    for head in _HEADED.finditer(folded, 0, stop):
        if not _HEAD_SPEAKER.search(head[1]):
            continue
        for row, label in zip(rows, labels, strict=True):
            if row[0] >= stop:
                break
            if row[0] >= head.end() and label[1] < 0 and not _CLAUSE.search(folded, head.end(), row[0]):
                label[1:] = head.span(1)


def _is_coming(edtf, today, paragraph, end):
    """Whether a date lies ahead of publication so that what is said of it is a plan or a forecast."""
    day = edtf.rstrip("~")
    if "/" in day or not day[:4].isdigit() or day[:4] < today[:4]:
        return False
    if day[:4] > today[:4]:
        return True
    if len(day) < 7 or day[5:7] > "12":
        return False
    mark = paragraph[end : end + 1]
    return day[:7] > today[:7] and mark in ("起", "前") or day > today[: len(day)] and mark == "前"


def _continued(paragraph, found):
    """A sentence without a speaker between two of the same report goes on with that report.

    报告…。…。该报告…
    """
    bridged = []
    for first, second in pairwise(found):
        if min(first.speaker_start, second.speaker_start) < 0 or first.end >= second.speaker_start:
            continue
        again = paragraph[second.speaker_start : second.speaker_end]
        if again[0] == "该" and paragraph[first.speaker_start : first.speaker_end].endswith(again[1:]):
            bridged.append(
                Attribution(
                    first.end, second.speaker_start, first.speaker_start, first.speaker_end, first.hedge
                )
            )
    return bridged


_BREAK = re.compile("[。！？!?\n；;]")
_MOVES = re.compile("[^，。；;]{0,6}?[升降增减跌涨提扩调上下压缩]{0,3}[至到为]")
_BASE = re.compile("(?:比|较)(?:去年|上年|上一年|同期)[^，。；;,]{0,6}$")
_AIM = re.compile("目标|指引|预期")
_STATE = re.compile("已|还差|尚差|尚缺|尚余|还有|目前|现有|现在|去年|此前|截至|上年|同期")
# 将 as 把: 将基准利率下调25个基点 tells what was done, unless a target was moved
_TAKEN = re.compile(
    "将(?!在|于|会|有|是|达|超|继续|进一步|很|再|以|从|由|为|对|向|被|可|能|迎|面|成|需|不|其)(?!下调"
    "|上调|提高|提升|降低|减少|增加|削减|压缩|扩大|推迟|延长|缩短)"
    "(?![^，。；;]{0,10}(?:目标|预期|指引))[^，。；;]{2,10}?(?:下调|上调|调低|调高|提高|提升|降低|减少"
    "|增加|削减|压缩|扩大|推迟|延长|缩短|定为|升至"
    "|降至|减至|增至|降到|升到|判处)"
)
_RENAMED = re.compile("称为|视为|作为|列为|当作|归为|称作")
_LATER = re.compile(
    "(?:明年|后年|未来|下半年|下季|下个?月|年后|月后)[^。！？!?\n；;]{0,8}?(?:可|会|要|将|再|力拼|拼)"
)
_AIMED = re.compile("的?[^，。；;、,为是\\d]{0,9}目标(?![价客人群])")
_HEARD = re.compile("听说|听闻|据说|据传|据闻")
_ROOM = re.compile(" ?的?(?:上涨|上升|上行|升值|下跌|下行|潜在)?空间")
_GUIDANCE = re.compile(" *(?:[-•·*▪■] *)?[^，。:\n]{0,4}(?:指引|展望|预测|目标) ?:")
_TARGET_PRICE = re.compile("目标价[^，。；;,、]{0,8}$")
_HEARSAY_AFTER = re.compile("[，,] ?(?:据报道|据悉|据称|据报|据传)| ?(?:的|之)?传闻")


class _Cues:
    """The words of a paragraph that tell how sure its numbers are."""

    def __init__(self, paragraph):
        self.paragraph, self.sentences = paragraph, _Sentences(paragraph)
        marks = {hedge: [] for hedge in HEDGES}
        hedge_of = _grammar()["hedge_of"]
        for match in _grammar()["hedge"].finditer(paragraph):
            marks[hedge_of[match[0]]].append(match.span())
        self.denials, self.headed = marks["denied"], bool(_GUIDANCE.match(paragraph))
        self.reported = _Places(marks["reported"])
        self.ahead = [left for left, _ in marks["expected"]]
        self.expected = _Places([mark for mark in marks["expected"] if not _TAKEN.match(paragraph, mark[0])])

    @cached_property
    def later(self):
        return _Places([match.span() for match in _LATER.finditer(self.paragraph)])

    @cached_property
    def states(self):
        return _Places([match.span() for match in _STATE.finditer(self.paragraph)])


def _marked(cues, start, end, kind, inner):
    """(hedge, whether nobody in particular says it) from the cue words around the mention in its sentence."""
    paragraph = cues.paragraph
    if inner is None and _HEARSAY_AFTER.match(paragraph, end):
        return "reported", True
    if inner and _HEARD.search(paragraph, max(inner.start, start - 30, cues.sentences.start(start)), start):
        return "reported", False
    if cues.headed or kind == "percent" and _ROOM.match(paragraph, end):
        return "expected", False
    if kind == "money" and _TARGET_PRICE.search(paragraph, max(0, start - 12), start):
        return "expected", False
    if _AIMED.match(paragraph, end):
        return "expected", False
    if kind == "date":
        for ahead in cues.ahead[bisect_left(cues.ahead, end) :][:1]:
            if ahead - end <= 12 and not _CLAUSE.search(paragraph, end, ahead):
                return "expected", False
    sentence = cues.sentences.start(start)
    reach = max(sentence, start - 200, inner.start - 2 if inner else 0)
    (left, right), reported = cues.expected.before(end), cues.reported.before(end)
    if right >= reach and (inner or reported[0] < left):
        between = paragraph[right:start]
        if not (
            "；" in between
            or ";" in between
            or _STATE.search(between)
            or between.endswith("的")
            or _RENAMED.search(paragraph, end, end + 12)
        ):
            return "expected", False
    if inner is None and reported[1] >= reach:
        return "reported", True
    sentence = max(sentence, paragraph.rfind("；", sentence, start) + 1)
    if cues.later.between(sentence, end + 10) and not cues.states.between(sentence, start):
        return "expected", False
    return "none", False


_TOLD_OF = re.compile("的?(?:说法|传闻|数字|报道|传言|指控)[^，。；;]{0,4}$|之[说言]$|一说$")
_NOT_SO = re.compile(
    "(?:并非|并不是|不是|绝非|并无|没有任何|没有所谓|从未有过|从来没有|不可能有|远低于|远高于|远没有"
    "|根本没有|哪来的?)[^，。；;！？!?\n\\d一二两三四五六七八九十百千]{0,10}$"
)
_DENYING = ("否认", "驳斥", "反驳", "辟谣")
_AFTER_DENIAL = re.compile("[，,。；;！？!?\n]|$")
_THIS = re.compile("[此该这][一个]?(?:数字|数额|金额|说法|报价|传闻|消息|价格|比例|人数)")


def _deny(folded, rows, labels, denials):
    """Marks as denied what a denial in the same or the next sentence reaches back to.

    ``denials``: (start, end, start of its sentence, start of the sentence before) of each denying word.
    """
    starts = [row[0] for row in rows]
    for position, end, sentence, before in denials:
        last = bisect_right(starts, position)
        own = [i for i in _back(rows, last, sentence) if rows[i][3] != "date"]
        if _TOLD_OF.search(folded, max(sentence, position - 16), position):
            clause = max(folded.rfind(mark, sentence, position) for mark in "，,；;：:")
            own = [i for i in own if rows[i][1] > clause] or own  # 月入6千元，“三块二”的说法与事实不符
        if folded[position:end] == "哪有" and last < len(rows) and rows[last][0] - end <= 6:
            own = [last]
        after = _AFTER_DENIAL.search(folded, end + (folded[end : end + 1] in ":："), end + 60)
        ahead = [
            i
            for i in range(last, min(last + 4, len(rows)))
            if folded[position:end] in _DENYING and rows[i][1] <= after.start() and rows[i][3] != "date"
        ]
        if ahead and not own:
            own = ahead[::-1]
            told = {rows[j][3:7] for j in range(max(0, last - 30), last)}
            for i in own:
                if rows[i][3:7] not in told:
                    labels[i][1:] = -1, -1  # 否认将裁员5000人: who denies is not who says so
        if own:
            for i in own:
                labels[i][0] = "denied"
            said = _said(rows, own)
            for j in range(min(own) - 1, max(-1, min(own) - 12), -1):
                if rows[j][3:7] in said:
                    labels[j][0] = "denied"
            continue
        reach = list(_back(rows, last, before))
        named = _said(rows, [i for i in range(last, min(last + 3, len(rows))) if rows[i][0] - end <= 12])
        reach = [j for j in reach if rows[j][3:7] in named] or reach
        if _THIS.search(folded, sentence, end):
            reach = [i for i in reach if rows[i][3] not in ("date", "duration")][:1]
        for i in reach:
            if rows[i][3] != "date":
                labels[i][0] = "denied"
        said = _said(rows, reach)
        for i in range(last, min(last + 6, len(rows))):
            if rows[i][0] - end > 200 or _STOP.search(folded, end, rows[i][0]):
                break
            if rows[i][3:7] in said:
                labels[i][0] = "denied"


_NO = re.compile(
    "(?:没有没有|没有|不是|哪有|假的|谣言|胡说|没有的事|不存在|(?:这|完全|绝对|并)?不(?:是真的|属实|实"
    "|对|准确)|并非如此)[，。！!,]"
)


def _answered(folded, rows, labels, spoken):
    """Marks as denied the number at the end of a question that is answered with 没有 or 不属实."""
    starts = [row[0] for row in rows]
    for asked, answer in pairwise(spoken):
        if not _NO.match(folded, answer[0]) or not folded[asked[0] : asked[1]].rstrip().endswith(
            ("?", "？", "吗", "呢")
        ):
            continue
        last = bisect_left(starts, asked[1])
        for i in range(max(bisect_left(starts, asked[0]), last - 6), last):
            if (
                rows[i][3] != "date"
                and asked[1] - rows[i][1] < 200
                and not _STOP.search(folded, rows[i][1], asked[1] - 1)
            ):
                labels[i][0] = "denied"


def _contradict(folded, rows, labels):
    """Marks as denied a value told by another before, now with 并非, 并无 or 远低于 before it."""
    for i, row in enumerate(rows):
        if row[4] is None or not _NOT_SO.search(folded, max(0, row[0] - 18), row[0]):
            continue
        told = [
            j for j in range(max(0, i - 40), i) if rows[j][3:7] == row[3:7] and labels[j][1:] != labels[i][1:]
        ]
        for j in told and [*told, i]:
            labels[j][0] = "denied"


def _back(rows, last, stop):
    """Indices of the rows before ``last`` that start at or after ``stop``, latest first, eight at most."""
    for i in range(last - 1, max(-1, last - 9), -1):
        if rows[i][0] < stop:
            return
        yield i


def _said(rows, indices):
    """(kind, lo, hi, unit) of the rows at ``indices`` that have a value."""
    return {rows[i][3:7] for i in indices if rows[i][4] is not None}
