"""Numeric mentions of a Chinese text: span, kind, value, unit, date and bound.

One regular expression walks through the folded text from left to right; what it takes for a number is
then typed by the units of the lexicon. Who says a number and how sure it is, is ``speech``'s work.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import deque
from datetime import date
from functools import cache, lru_cache

from ..errors import DataError
from . import dates, folding, lexicon, numerals, words
from . import text as texts
from .mention import Mention

FIELDS = ("start", "end", "text", "kind", "lo", "hi", "unit", "date", "bound")
KINDS = ("money", "percent", "multiple", "count", "rank", "duration", "date", "other")
BOUNDS = ("exact", "approx", "at_least", "at_most", "up_to", "more_than", "less_than")
REGIONS = ("CN", "TW", "HK")

_LOCAL = {"CN": "CNY", "TW": "TWD", "HK": "HKD"}
_DOLLAR = {"CN": "USD", "TW": "TWD", "HK": "HKD"}

_CONNECT = r" ?(?:至|到|-|–|——?|―|~|〜) ?"
_OR = (
    r"、(?=\d ?[个年天周次倍人名位成])(?<!、\d、)(?:"
    + "|".join(f"(?<={a}、)(?={a + 1})" for a in range(1, 9))
    + ")"
)  # 6、7个月
_OR += (
    "|、(?=[三-龥][十百千万]?[个年天周次倍人名位成元块])(?:"
    + "|".join(f"(?<={a}、)(?={b})" for a, b in zip("二三四五六七八", "三四五六七八九", strict=True))
    + ")"
)
_NUM = rf"(?>{numerals.NUMERAL})"  # atomic, for a numeral can be divided in exponentially many ways
_DIGITS = numerals.DIGITS


@cache
def _units():
    """Form to (kind, unit, factor, needs Arabic digits) for every word that can follow a number."""
    table = {}
    for row in lexicon.rows("classifiers"):
        table[row["form"]] = ("count", row["unit"], 1.0, row["numerals"] == "digits")
    for row in lexicon.rows("units"):
        table[row["form"]] = (row["kind"], row["unit"], float(row["factor"]), False)
    return table


@cache
def _table(name, key="form", value="unit"):
    return {row[key]: row[value] for row in lexicon.rows(name)}


@cache
def _cues(place):
    return {row["form"]: row["bound"] for row in lexicon.rows("cues") if row["place"] == place}


@cache
def _nouns():
    return {row["form"]: (row["kind"], row["unit"]) for row in lexicon.rows("nouns")}


def _names(place):
    return [row["form"] for row in lexicon.rows("names") if row["place"] == place]


@cache
def _grammar():
    """The compiled expressions, made from the lexicon once."""
    units = _units()
    unit = lexicon.trie(units)
    ordinal = lexicon.trie(
        form for form, (kind, *_) in units.items() if kind in ("count", "duration", "other")
    )
    currency = lexicon.trie(_table("currencies"))
    heading = words.heading(currency, unit)
    per = lexicon.trie(_table("rates"))
    hour = r"(?:[01]?\d|2[0-4]|[一二两三四五六七八九十]{1,3})"
    minute = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
    part_of_day = "(?:上午|下午|凌晨|早上|早晨|清晨|中午|正午|晚上|傍晚|晚间|夜间|深夜|午后|今早|今晚|早|晚)"
    clock = (
        r"(?<![\d:])\d{1,2}:\d\d(?::\d\d)?(?!\d)"
        rf"|{part_of_day} ?{hour} ?[点时](?: ?{minute}分?|半|整|许)?"
        rf"|(?<![\d第个.,]){hour} ?(?:[点时] ?(?:{minute}分(?!之)|半|整|许|钟|一刻|三刻)|点(?:前后?|后)"
        rf"|时(?=[,，。、;；)至到-]|起|许))"
    )
    line_start = r"(?:(?<=\n)|(?<=\n )|(?<=\n\()|(?<=\n \()|(?<![\s\S]))"
    dotted_date = r"(?:19|20)\d\d\.(?:1[0-2]|0?[1-9])\.(?:3[01]|[12]\d|0?[1-9])(?!\.?\d)"
    codes = "|".join(
        (
            rf"(?<![\d.])(?:(?<=[A-Za-z] )|(?<=版本)|(?!{dotted_date}))\d+(?:\.\d+){{2,}}(?!\d|\.\d)",
            r"(?<=[〔\[(【])(?:19|20)\d\d(?=[〕\])】] ?第?\d+ ?号)",
            r"7 ?[×xX*] ?24(?: ?小时)?|\d{1,2}[Kk]金",
            r"(?<![\d.])(?:0\d{2,3}-\d{7,8}|[48]00-\d{3,4}-?\d{3,4}|\d{3,4}-\d{4}-\d{4}|1[3-9]\d{9})(?!\d)",
            rf"{line_start}\d{{1,3}}(?:、|\)|\. |\.(?![0-9 ]))",
        )
    )
    markers = (
        rf"{line_start}[一二三四五六七八九十]{{1,3}}(?:、|\)|\.)|(?<=\()[一二三四五六七八九十]{{1,2}}(?=\))"
    )
    address = r"https?://[^\s，。）)一-鿿]+|www\.[^\s，。）)一-鿿]+"
    tenths = "(?:百分之|千分之|万分之)"
    share = (
        rf"{tenths} ?{_NUM}[多余]?(?:{_CONNECT}(?:{tenths} ?)?{_NUM})?"
        rf"|(?<![\d{_DIGITS}十百千万])[\d{_DIGITS}十百千万亿]{{1,6}}(?:又[\d{_DIGITS}]+)?分之[\d{_DIGITS}十百]{{1,6}}"
        rf"|(?<![\d{_DIGITS}十百])[三四五六八十]分[一二三四五](?![之\d{_DIGITS}十])"
        rf"|(?<![\d{_DIGITS}十])[{_DIGITS}\d]成(?:半"
        rf"|[{_DIGITS}])?{_CONNECT}[{_DIGITS}\d]成[{_DIGITS}半](?![\d十百千万成])"
        rf"|(?<![\d{_DIGITS}十])(?:[{_DIGITS}]{{1,2}}|\d(?:\.\d)?"
        rf"|\d\d) ?折(?![叠射线腾损现合算扣页旧中断磨返])"
        rf"|(?<![\d{_DIGITS}十])(?:[{_DIGITS}\d]成[{_DIGITS}半]"
        rf"|\d成\d)(?![\d十百千万成])(?:{_CONNECT}[{_DIGITS}\d]成[{_DIGITS}半]?(?![\d十百千万]))?"
        r"|一半|[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]"
        r"|(?<![\d/.A-Za-z-])[1-9]/(?:[2-9]|10)(?![\d/.月A-Za-z])"
    )
    rank = (
        rf"第 ?{_NUM}(?:{_CONNECT}第? ?{_NUM})?(?: ?(?P<rank_unit>{ordinal})"
        rf"|[高低多长快代](?![级端层校中速期个度表码替理]))?"
    )
    top = r"(?<![A-Za-z])(?:No\.?|NO\.?|TOP|Top) ?\d{1,4}(?![\dA-Za-z])"
    half = "半(?:个(?:多)?)?(?:年度?|月|天|小时|钟头|世纪|星期|日|分钟|学期)(?![报卡板球亮光票])"
    latin = r"(?>[A-Za-z](?:[A-Za-z0-9]|[-_.+/&'’](?=[A-Za-z0-9]))*)\+*"
    scale = r"(?: ?(?:[KkMB]|bn|mn|million|billion|trillion)(?![A-Za-z0-9])|(?(mark) ?m(?![A-Za-z0-9])|(?!)))"
    of = rf"(?: ?{unit}(?:(?<![A-Za-z])|(?![A-Za-z0-9])))"
    amount = (
        rf"(?P<mark>(?<![A-Za-z])(?:{currency}) ?)?(?P<a>{_NUM}{scale}?)(?P<a_more> "
        rf"?[多余几来])?(?P<a_unit>{of})?(?P<a_half>半(?!年|天|导|成))?"
        rf"(?:(?:{_CONNECT}"
        rf"|{_OR})(?:(?:{currency}) ?)?(?P<b>{_NUM}{scale}?)(?P<b_more> "
        rf"?[多余])?(?P<b_unit>{of})?(?P<b_half>半(?!年|天|导|成))?)?"
        rf"(?P<rate> ?(?:/|每) ?{per}(?![A-Za-z])|一(?:斤|公斤|吨|亩|平方米|平米|股|杯|晚|小时"
        rf"|张)(?![次一]))?"
    )
    dated = {
        start: f"(?P<date>{dates.pattern(start)})"
        for start in ("digit", "numeral", "half", "ordinal", "latin", "word")
    }
    # The largest of the expressions is compiled once: where an empty ``amount`` matches, it is tried there
    numbers = f"(?P<share>{share})|(?P<amount>)"
    patterns = {
        "start": f"[A-Za-z]+|[\\d{_DIGITS}十百千万亿兆廿卅几数半第$¥€£₩₹฿½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
        + "".join(sorted(_word_starts()))
        + "]|"
        + "|".join(dates.ERAS),
        "digit": f"(?P<skip>{codes}|{clock})|{dated['digit']}|{numbers}",
        "numeral": f"(?P<skip>{markers}|{heading}|{clock})|{dated['numeral']}|{numbers}",
        "half": (f"{dated['half']}|(?P<half>{half})|(?P<share>(?:(?<=超过)|(?<!过))半数)"),
        "ordinal": (
            f"(?P<skip>第 ?{_NUM}{lexicon.trie(_names('after_ordinal'))})|{dated['ordinal']}|(?P<rank>{rank})"
        ),
        "latin": (
            f"(?P<skip>{address})|(?P<amount>(?<![A-Za-z])(?={currency} ?\\d))|{dated['latin']}"
            f"|(?P<rank>{top})|(?P<latin>{latin})"
        ),
        "word": (
            f"(?P<top>(?<![之以目此先年月日])前 ?(?:\\d{{1,3}}|[{_DIGITS}十百]{{1,3}})(?:名|位"
            f"|(?=[,，。；;、)”]))"
            f"|(?<=[排列居]名|[列居]在|倒数)后 ?[{_DIGITS}\\d]{{1,2}}[名位])|(?P<skip>{heading}|{clock})"
            f"|{dated['word']}|(?P<amount>(?={currency}))"
        ),
        "amount": f"(?P<amount>{amount})",
        "rate": rf" ?/ ?{per}(?![A-Za-z])|一(?:斤|公斤|吨|亩|平方米|平米|股|杯|晚|小时|张)(?![次一])",
        "after": " ?(?:期(?=以上|以下|及以上))?(" + lexicon.trie(_cues("after")) + ")",
        "name_before": "(?:" + lexicon.trie(_names("before")) + r")[:#]? ?$",
        "name_after": " ?(?:" + lexicon.trie(_names("after")) + ")",
        "noun": lexicon.trie(_nouns()),
    }
    return {name: re.compile(pattern) for name, pattern in patterns.items()}


_STOP = re.compile("[。！？!?\n]")
_NUMERALS = frozenset(_DIGITS + "十百千万亿兆廿卅几数")


def _word_starts():
    """First characters of what is neither a number nor Latin.

    Dates in words, clock times, currencies.
    """
    return {form[0] for form in _table("currencies") if not form[0].isascii()} | set(
        "今昨明去前后来大上下本同当次翌隔公西民财首末正周星礼年月这凌早清中傍晚夜深午"
    )


def _start_of(character):
    if character.isdigit() or character.isnumeric() and character in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞":
        return "digit"
    if character in _NUMERALS:
        return "numeral"
    if character.isascii() and character.isalpha():
        return "latin"
    return {"半": "half", "第": "ordinal"}.get(character, "word")


_CLAUSE_END = re.compile("[，。；;！？!?、,\n：:“”（）()]")
_AHEAD = re.compile(
    "将(?!其|军|士|领|近|到|至)|预计|预期|预料|计划|拟|定于|即将|有望|最快|最迟|最晚|目标|力争|料"
)
_STATES = re.compile("[达至到为超增减降升约近逾是仅共计数量长涨跌:额分率较由从]$")
_FAR_CUE = re.compile(
    "(大约|将近|接近|不到|不足|不及|不够|不超过|不低于|超过|至少"
    "|(?<![违合签预续解节纽公履租简特制])约(?!定|束|谈|会|好)|近|逾)[^，。]{1,12}的 ?$"
)
_FAR_VERB = re.compile(
    "(?:(至少|至多|最多|最高|最低|起码|少说|顶多)[^，。；;,、：:“”()\\d 由从工价薪温分的]{1,4}|(大约"
    "|大概|差不多)[还已又也仍只能可会要剩有是为达需]{1,3}) ?$"
)
_EACH = re.compile("(?:每[^，。\\d每]{1,3}){1,2}$")
_FILLER = "有为了在是达到用需出至可占过给可要"
_COUNTED_NOUN = tuple("位人次倍指总多少户家件额分票系参函变读计")
_ASKS = re.compile("[^，。；;！!\n]{0,20}[？?]")
_LARGE = re.compile("[一二两三四五六七八九][十百千万]|十[一二三四五六七八九几]|百零|[二三四五六七八九]{2}$")
_METRES = re.compile(rf" ?(\d{{1,2}}|[{_DIGITS[1:]}])(?![\d{_DIGITS}十百千.,年月日%个万亿]| ?[米公千])")
_TENTHS = re.compile(f"([{_DIGITS[1:]}\\d])(毛|角)?([{_DIGITS[1:]}\\d])?(?![\\d十百千万亿.,%个])")
_CENTS = re.compile(f"([{_DIGITS[1:]}\\d])(?![\\d十百千万亿.,%个])")
_SECONDS = re.compile(" ?\\d{1,2}(?:\\.\\d+)? ?秒")
_MORE = re.compile("[多余](?=[十百千万亿兆 ])")
_AGE_OF = re.compile("的?历史|来|间|多")
_HARM = re.compile("死|伤|亡|失联|失踪")
_SCORE = re.compile(r" ?(?:比|:|-|–) ?\d{1,3}(?![\d.:%-]| ?[年月日号个倍元万亿点时])")
_SCORED = re.compile(r"\d ?(?:比|:|-|–) ?$")
_QUESTION = re.compile(" ?:[^\n]{1,200}?[？?]")
_SUMMED = re.compile(
    "[全一]?(?:共|部|合计|总共|总计|加起来|加在一起|算下来|大概|大约|差不多|前后|至少|才|只|就|也就"
    "|不到|将近|接近|近|超过|约|要|有|是)+"
)
_RECENT = ("year", "month", "week", "day", "quarter")
_SMALLER = {
    "year": ("month", 12),
    "month": ("day", 30),
    "week": ("day", 7),
    "day": ("hour", 24),
    "hour": ("minute", 60),
    "minute": ("second", 60),
}


_CANTONESE = ("嘅", "咗", "哋", "唔", "喺", "嗰", "啲", "蚊", "冇", "嚟")


# What 半 halves, in the order in which a word is looked through for it.
_HALVED = {
    "年": "year",
    "月": "month",
    "天": "day",
    "日": "day",
    "小时": "hour",
    "钟头": "hour",
    "世纪": "century",
    "星期": "week",
    "分钟": "minute",
    "学期": "semester",
}


def region_of(text):
    """Where ``text`` was written, from its characters and currencies: CN, TW or HK."""
    sample = text[:20000]
    if folding.traditional(sample) * 50 < len(sample):
        return "CN"
    folded = folding.fold(sample)
    hong_kong = sum(folded.count(word) for word in _CANTONESE) + sum(
        folded.count(word)
        for word in (
            "香港",
            "港元",
            "呎",
            "港币",
            "港交所",
            "九龙",
            "新界",
            "恒指",
            "恒生",
            "港股",
            "联交所",
            "港铁",
            "特区",
        )
    )
    taiwan = sum(
        folded.count(word)
        for word in ("台湾", "新台币", "台币", "台北", "民国", "坪", "立委", "台积", "高雄", "新北")
    )
    return "HK" if hong_kong > taiwan else "TW"


class Reader:
    """Reads the mentions of one folded text; ``rows`` are tuples in the order of FIELDS."""

    def __init__(self, text, folded, published=None, region=None):
        self.text, self.folded = text, folded
        self.published = published
        self.region = region or region_of(text)
        self.rows = []
        self.previous = self.dated = self.last = None
        self.bare, self.marked = (
            set(),
            set(),
        )  # starts of numbers without a unit of their own, and with a currency in front
        self.ends = texts.sentence_ends(folded)
        self.sentence_end = 0

    def read(self):
        """The mentions of the text (list of Mention), in text order."""
        grammar, folded = _grammar(), self.folded
        matchers = {
            start: grammar[start].match for start in ("digit", "numeral", "half", "ordinal", "latin", "word")
        }
        handlers = {
            "date": self._date,
            "share": self._share,
            "rank": self._rank,
            "half": self._half,
            "amount": self._amount,
            "top": self._top,
        }
        kinds = {}
        triggers, numberless, unit_words = words.triggers(), words.numberless(), words.unit_words()
        amount = grammar["amount"].match
        position = 0
        for candidate in grammar["start"].finditer(folded):
            start = candidate.start()
            if start < position:
                continue
            character = folded[start]
            matcher = kinds.get(character)
            if matcher is None:
                matcher = kinds[character] = matchers[_start_of(character)]
            if character in triggers and (
                folded[start : start + 2] in numberless or folded[start - 1 : start + 1] in numberless
            ):
                word_end = words.numberless_end(folded, start)
                if word_end:
                    position = word_end
                    continue
            match = matcher(folded, start)
            if match is None:
                continue
            name = match.lastgroup
            if name == "amount":
                match = amount(folded, start)
                if match is None:
                    continue
                unit_end = max(match.end("a_unit"), match.end("b_unit"))
                if folded[unit_end - 1 : unit_end + 1] in unit_words:
                    match = words.shortened(match, "a_unit", "b_unit")
            elif name == "rank" and character == "第":
                match = words.shortened(match, "rank_unit", "rank_unit")
            position = match.end()
            if name == "skip" or name == "latin":
                continue
            taken = handlers[name](match)
            if taken is not None:
                position = taken
        return [Mention(0, *row) for row in self._merged()]

    # --- one handler for each kind of match: adds a row, may return where to go on reading

    def _add(self, start, end, kind, lo, hi, unit, edtf="", bound="exact"):
        self.rows.append((start, end, self.text[start:end], kind, lo, hi, unit, edtf, bound))

    def _clause(self, start, end, reach=14):
        folded = self.folded
        left = folded[max(0, start - reach) : start]
        right = folded[end : end + reach]
        cut = 0
        for match in _CLAUSE_END.finditer(left):
            cut = match.end()
        stop = _CLAUSE_END.search(right)
        return left[cut:], right[: stop.start()] if stop else right

    def _date(self, match):
        start, end = match.span()
        if (
            match[0][0] in "Qq"
            and _QUESTION.match(self.folded, end)
            and self.folded[start - 1 : start] in ("", "\n")
        ):
            return None  # Q1: the first question of an interview
        if start >= self.sentence_end:
            index = bisect_left(self.ends, start + 1)
            self.sentence_end = self.ends[index] if index < len(self.ends) else len(self.folded)
            self.previous = None
        expression = match[0]
        left, right = self._clause(start, end)
        if len(left) < 3:
            left = self.folded[max(0, start - 10) : start].rpartition("。")[2]
        previous = self.previous
        if expression[0] in "当同次翌隔前" or expression[-1] == "后":
            previous = self.dated
        elif expression.startswith(("上年", "上一年")):
            previous = self.last
        near = bool(_AHEAD.search(left[-7:])) or right.startswith(("起", "见", "前", "将"))
        ahead = near or expression[-1] not in "月份" and bool(_AHEAD.search(left) or _AHEAD.search(right))
        if left.endswith("截至"):
            ahead = False
        if ahead and right.startswith("起") and self._month_gone(expression, left):
            ahead = False  # 自8月起, written in September
        context = dates.Context(self.published, previous, ahead, self.region)
        span = dates.resolve(expression, context)
        if (
            expression[0] in "周星"
            and self.previous
            and self.previous.day
            and self.rows
            and folded_gap(self.folded, self.rows[-1][1], start)
        ):
            span = dates.Span(self.rows[-1][7].split("/")[0], self.previous)  # 3月15日（周六）
        if expression[0] in "当同次翌隔" and (
            not span.edtf or expression.startswith("当年") and self.previous is None
        ):
            return None
        if span.day:
            self.previous = self.last = span.day
            if span.day.month or not self.dated:
                self.dated = span.day
        bound = self._bound(start, end, "date", "")
        self._add(start, end, "date", None, None, "", span.edtf, bound)
        return None

    def _month_gone(self, expression, left):
        """Whether a bare month is one of the last six, and nothing before it looks ahead."""
        month = re.fullmatch(r"(\d{1,2}) ?月份?", expression)
        return bool(
            month
            and self.published
            and 0 < self.published.month - int(month[1]) <= 6
            and not _AHEAD.search(left)
        )

    def _share(self, match):
        start, end = match.span()
        value = _share_value(match[0])
        if value:
            self._add(
                start,
                end,
                "percent",
                value[0],
                value[1],
                "percent",
                bound=self._bound(start, end, "percent", "percent"),
            )
        return None

    def _rank(self, match):
        start, end = match.span()
        folded = self.folded
        if folded[end : end + 1].isascii() and folded[end : end + 1].isalpha():
            return None
        numbers = re.findall(_NUM, match[0])
        values = [numerals.parse(number) for number in numbers]
        if not values or None in values:
            return None
        if values[0][0] > values[-1][1]:
            end = start + re.match(rf"第 ?{_NUM}", match[0]).end()
            self._add(start, end, "rank", *values[0], "")
            return end
        inner = re.sub(rf"^(?:第|No\.?|NO\.?|TOP|Top) ?{_NUM}(?:{_CONNECT}第? ?{_NUM})? ?", "", match[0])
        kind, unit = _units().get(inner, ("", ""))[:2]
        self._add(
            start,
            end,
            "rank",
            values[0][0],
            values[-1][1],
            unit if kind == "duration" else "",
            bound=self._bound(start, end, "rank", ""),
        )
        return None

    def _top(self, match):
        """前五, 前十名: a rank, counted from the top."""
        value = numerals.parse(re.search(_NUM, match[0])[0])
        self._add(*match.span(), "rank", value[0], value[1], "")

    def _half(self, match):
        start, end = match.span()
        word = match[0]
        unit = next((unit for form, unit in _HALVED.items() if form in word), "semester")
        value = 0.5
        if unit == "century":
            value, unit = 50.0, "year"
        if self.folded[end : end + 1] == "多" and self.folded[end + 1 : end + 2] not in tuple(
            "名个家人赚收花赔亏卖付给得"
        ):
            end, word = end + 1, word + "多"
        bound = "more_than" if "多" in word else self._bound(start, end, "duration", unit)
        self._add(start, end, "duration", value, value, unit, bound=bound)
        return end

    def _amount(self, match):
        folded = self.folded
        start, end = match.span()
        mark, a, a_more, a_unit, a_half, b, b_more, b_unit, b_half, rate = match.group(
            "mark", "a", "a_more", "a_unit", "a_half", "b", "b_more", "b_unit", "b_half", "rate"
        )
        first = numerals.parse(a)
        second = numerals.parse(b) if b else None
        if b and (second is None or first is None):
            b = None
            end = match.start("b")
            end = (
                match.end("a_half")
                if a_half
                else match.end("a_unit")
                if a_unit
                else match.end("a_more")
                if a_more
                else match.end("a")
            )
            rate = None
        if first is None:
            return None
        if a[0] == "数" and folded[start - 1 : start] in _COUNTED_NOUN:
            return start + 1  # 中位数来到9万元
        word = (b_unit if b else a_unit) or a_unit
        word = word.strip() if word else ""
        kind, unit, factor, digits = _units().get(word, ("", "", 1.0, False))
        if b:
            # 3-5万元: the scale said once holds for both ends
            first = _shared_scale(a, b, first, second)
            other = a_unit.strip() if a_unit else ""
            if other == "月龄" and word != other:
                first = tuple(_clean(value / 12) for value in first)
            if (
                other
                and b_unit
                and _units()[other][:2] != (kind, unit)
                or first[0] > second[1]
                or (not a_unit and not b_unit and not mark and not _plain_range(a, b))
            ):
                b, rate = None, None
                end = (
                    match.end("a_half")
                    if a_half
                    else match.end("a_unit")
                    if a_unit
                    else match.end("a_more")
                    if a_more
                    else match.end("a")
                )
                word = other
                kind, unit, factor, digits = _units().get(word, ("", "", 1.0, False))
                first = numerals.parse(a)
        lo, hi = first[0], (second if b else first)[1]
        half = b_half if b else a_half
        if word.startswith("个半"):
            lo, hi = lo + 0.5, hi + 0.5
        if half:
            if not word and not word == "成":
                end -= 1
            elif kind in ("duration", "multiple", "percent", "count", "other") or kind == "money":
                lo, hi = (lo if b else lo + 0.5), hi + 0.5
        numeral = a if not b else a + b
        arabic = any(c.isdigit() and c.isascii() for c in numeral)
        if mark:
            currency = _table("currencies")[mark.strip()]
            currency = (
                _DOLLAR[self.region] if currency == "DOLLAR" else "CNY" if currency == "YEN" else currency
            )
            self.marked.add(start)
            if not kind or kind == "money":
                unit = currency
                kind, factor = "money", factor if kind else 1.0
            elif kind in ("count", "other", "duration"):
                end = match.end("b" if b else "a")
                kind, unit, factor, rate = "money", currency, 1.0, None
            else:
                start = match.start("a")
        if not kind:
            return self._bare(start, end, a, b, lo, hi, arabic, bool(a_more or b_more))
        if kind == "count" and not mark:
            if a == "几" and _ASKS.match(folded, end):
                return None  # 还剩几家？
            if digits and not arabic and not _LARGE.search(a):
                return None  # 三本, 两地 are words; 两千五百单 is a count
            if (
                a == "一"
                and not b
                and (
                    folded[start - 1 : start] in tuple("上下前后每某这那另同任该")
                    or not self._counted(start, end)
                )
            ):
                return None
            if unit == "items" or unit == "companies":
                unit = self._by_noun(start, end, unit, word)
        if kind == "multiple" and word == "番" and "翻" not in folded[max(0, start - 3) : start]:
            return None
        if kind == "duration":
            if a == "一" and not b and not half and folded[start - 1 : start] in tuple("上下前后每某"):
                return None
            if (
                self.region == "TW"
                and word in ("年", "学年度", "学年")
                and lo == hi
                and 70 <= lo <= 199
                and (arabic or len(a) == 3)
                and not half
                and not b
            ):
                if folded[end : end + 1] == "度":
                    end += 1
                self._add(start, end, "date", None, None, "", f"{int(lo) + 1911:04d}")
                return end
            if (
                word == "年"
                and arabic
                and 1000 <= lo <= 2199
                and lo == hi
                and a.isdigit()
                and not b
                and not a_more
                and not _AGE_OF.match(folded, end)
            ):
                self._add(start, end, "date", None, None, "", f"{int(lo):04d}")
                return None
            if word == "月" and not re.search("[几数]", numeral):
                return None
        if word in ("米", "尺") and not b and not half and lo < 1000:
            tail = _METRES.match(folded, end)
            if tail:
                lo = hi = _clean(lo + numerals.parse(tail[1])[0] / 10 ** len(tail[1]))
                end = tail.end()
        if word in ("块", "毛") and not b and not half:
            lo, hi, end = self._small_change(word, lo, hi, end)
            factor = 1.0
            following = None if rate else _grammar()["rate"].match(folded, end)
            if following:
                rate, end = following[0], following.end()
        if word == "分" and (
            _SECONDS.match(folded, end)
            or self.rows
            and self.rows[-1][6] == "hour"
            and folded[self.rows[-1][1] : start].strip() == ""
        ):
            kind, unit = "duration", "minute"
        if word == "点" or word == "个点":
            if lo < 25 and word == "点" and lo == int(lo) or not arabic and not a_more:
                return None
        if unit == "LOCAL":
            unit = _LOCAL[self.region]
        if (
            rate
            and "/" not in rate
            and (kind != "money" if rate[0] == "一" else kind not in ("money", "other"))
        ):
            end -= len(rate)
            rate = None
        if rate:
            unit = f"{unit}/{_table('rates')[rate.strip(' /每一')]}"
        elif match["rate"] and end > match.start("rate"):
            end = match.start("rate")
        if word == "度" and re.search(
            "气温|温度|低温|高温|降温|升温|零下|体温|水温|室温|最低|最高", folded[max(0, start - 14) : start]
        ):
            unit = "celsius"
        if word == "级":
            if not arabic:
                self._add(start, end, "rank", lo, hi, "", bound=self._bound(start, end, "rank", ""))
                return end
            unit = (
                "magnitude"
                if folded.startswith(("地震", "强震", "左右地震", "余震"), end)
                or folded[max(0, start - 3) : start].rstrip().endswith(("震级", "里氏", "震"))
                else unit
            )
        if (
            word == "度"
            and not arabic
            and lo < 10
            and unit == "degree"
            and not re.match("[电,，。、；左至到以]", folded[end : end + 1] or "。")
        ):
            kind, unit = "count", "items"
        if word == "呎" and self.region == "HK":
            unit = "sqft"
        if "多" in word:
            bound = "more_than"
        elif a_more or b_more or _MORE.search(numeral):
            more = (a_more or b_more or "").strip()
            bound = "approx" if more == "来" else "more_than"
        else:
            bound = self._bound(start, end, kind, unit)
        if (
            folded[end : end + 1] == "多"
            and kind in ("duration", "multiple", "other", "percent")
            and folded[end + 1 : end + 2]
            not in ("名", "个", "家", "元", "样", "数", "少", "人", "次", "种", "项", "位")
        ):
            end += 1
            bound = "more_than"
        self._add(start, end, kind, _scaled(lo, factor), _scaled(hi, factor), unit, bound=bound)
        return end

    def _small_change(self, word, lo, hi, end):
        """四块八, 1块1毛2, 8毛6, 一块三四: (lo, hi) in yuan and where they end."""
        if word == "毛":
            tail = _CENTS.match(self.folded, end)
            cents = numerals.parse(tail[1])[0] / 100 if tail else 0
            return _clean(lo / 10 + cents), _clean(hi / 10 + cents), tail.end() if tail else end
        tail = _TENTHS.match(self.folded, end)
        if not tail:
            return lo, hi, end
        first = numerals.parse(tail[1])[0] / 10
        second = numerals.parse(tail[3])[0] if tail[3] else None
        if second is not None and not tail[2] and second != first * 10 + 1:
            return _clean(lo + first), _clean(hi + first), tail.start(3)  # 四块五一路降
        if tail[2] or second is None:
            value = _clean(lo + first + (second or 0) / 100)
            return value, value, tail.end()
        return _clean(lo + first), _clean(hi + second / 10), tail.end()

    def _bare(self, start, end, a, b, lo, hi, arabic, more):
        """A number without a unit: an amount only where its words say what it measures."""
        folded, grammar = self.folded, _grammar()
        before = folded[max(0, start - 12) : start]
        scaled = any(scale in (a + (b or "")) for scale in "万亿兆") or "," in a or a[-1:] in "kK"
        if grammar["name_after"].match(folded, end) or grammar["name_before"].search(before):
            return end
        if not arabic and not scaled and not (len(a) > 1 and re.search("[十百千]", a)):
            return end
        if (
            arabic
            and not b
            and (
                before.rstrip(" ")[-1:].isascii()
                and before.rstrip(" ")[-1:].isalnum()
                or before[-1:] in "-_#"
            )
        ):
            if not scaled:
                return end
        if a[-1:].isalpha() and a[-1:].isascii() and (a[-1] in "MB" or a in ("2K", "4K", "8K", "4k", "8k")):
            return end
        tail = folded[end : end + 1]
        if (
            tail
            and tail.isascii()
            and (tail.isalpha() or tail in "-_/" and folded[end + 1 : end + 2].isalnum())
        ):
            return end
        left, right = self._clause(start, end)
        digits = re.sub(r"\D", "", a)
        if arabic and not scaled and len(digits) >= 6 and not b and "," not in a:
            return end
        if arabic and not b and _SCORE.match(folded, end):
            self._add(start, end, "count", lo, hi, "items")
            return end
        if (
            arabic
            and not b
            and _SCORED.search(folded, max(0, start - 8), start)
            and self.rows
            and self.rows[-1][3] == "count"
        ):
            self._add(start, end, "count", lo, hi, "items")
            return end
        if (
            arabic
            and len(a) == 4
            and 1900 <= lo <= 2099
            and not b
            and a.isdecimal()
            and not _STATES.search(left)
        ):
            self._add(start, end, "date", None, None, "", a)
            return end
        if arabic and _HARM.match(folded, end):
            self._add(start, end, "count", lo, hi, "people")
            return end
        if (a.endswith(".0") or a[:1] == "0" and a[1:2].isdigit()) and not b:
            return end
        kind, unit = ("money", "LOCAL") if "个亿" in a else self._meaning(left, right)
        if not kind and _SUMMED.fullmatch(left):
            before_that, _ = self._clause(max(0, start - len(left) - 1), start, 24)
            kind, unit = self._meaning(before_that, "")  # 欠他七个月工资，一共三万一千五
            if kind != "money":
                kind, unit = "", ""
        if (
            not kind
            and left.endswith(("至", "到"))
            and self.rows
            and self.rows[-1][6]
            and self.rows[-1][3] not in ("date", "duration")
            and not _STOP.search(folded, self.rows[-1][1], start)
            and start - self.rows[-1][1] < 12
        ):
            kind, unit = self.rows[-1][3], self.rows[-1][6]  # 由8.4分回落至7.9
        said = bool(kind)
        if not kind and scaled:
            money = next((row for row in reversed(self.rows[-4:]) if row[3] == "money"), None)
            if money and not _STOP.search(folded, money[1], start):
                kind, unit = "money", money[6].split("/")[0]
        if not kind:
            if not (scaled or b or "." in a or _STATES.search(left.rstrip(" ")) or self._cued(start, end)):
                return end
            if not arabic and not scaled:
                if not _AFTER_CUE.match(folded, end):
                    return end
                same = next(
                    (
                        row
                        for row in reversed(self.rows[-2:])
                        if row[3] == "count" and not _STOP.search(folded, row[1], start)
                    ),
                    None,
                )
                kind, unit = ("count", same[6]) if same else ("", "")  # 有一百一十个骑手，上线的不到七十
                if not kind:
                    return end
            else:
                kind, unit = ("count", "items") if scaled or "." not in a else ("other", "")
        if unit == "LOCAL":
            unit = _LOCAL[self.region]
        bound = "more_than" if more else self._bound(start, end, kind, unit)
        if not said:
            self.bare.add(start)
        self._add(start, end, kind, lo, hi, unit, bound=bound)
        return end

    def _meaning(self, left, right):
        """(kind, unit) that the nouns around a bare number give it, or two empty strings."""
        noun = _grammar()["noun"]
        follows = noun.match(right.lstrip(" 的名位个年月起"))
        if follows:
            return _nouns()[follows[0]]
        last = deque(noun.finditer(left), maxlen=1)
        return _nouns()[last[0][0]] if last else ("", "")

    def _by_noun(self, start, end, unit, word):
        if word == "间":
            around = self.folded[max(0, start - 6) : start] + self.folded[end : end + 6]
            return (
                "companies"
                if re.search("公司|企业|机构|投资者|券商|银行|厂商|商户|对冲基金", around)
                else unit
            )
        if (
            word == "个"
            and self.rows
            and self.rows[-1][6] == "people"
            and re.fullmatch(
                "[^，。；;]{0,3}?[中里](?:头|面|就)?[^，。；;]{0,6}", self.folded[self.rows[-1][1] : start]
            )
        ):
            return "people"  # 十个人里有七八个
        if word in ("个", "组", "批"):
            follows = _grammar()["noun"].match(self.folded, end)
            kind, noun_unit = _nouns()[follows[0]] if follows else ("", "")
            if kind == "count":
                return noun_unit
        return unit

    def _counted(self, start, end):
        """Whether 一 before a classifier counts, because a cue says so."""
        before = self.folded[max(0, start - 16) : start]
        if before.endswith("就有") and "每" in before:
            return True  # 每五套房就有一套
        return before.endswith(
            ("仅", "只有", "唯一", "仅有", "每", "至少", "不到", "不足", "超过", "少了", "多了")
        )

    def _cued(self, start, end):
        return self._bound(start, end, "", "") != "exact"

    def _bound(self, start, end, kind, unit):
        folded = self.folded
        before = folded[max(0, start - 6) : start].rstrip(' “"')
        cues = _cues("before")
        for size in (5, 4, 3, 2, 1):
            bound = cues.get(before[-size:])
            if bound and len(before) >= size:
                return self._cue(bound, before, size, kind, unit)
        each = _EACH.search(folded, max(0, start - 8), start) if "每" in before else None
        if each:  # 跌破每桶60美元, 不低于每人每年700元
            priced = folded[max(0, each.start() - 4) : each.start()]
            for size in (4, 3, 2, 1):
                if len(priced) >= size and priced[-size:] in cues:
                    return self._cue(cues[priced[-size:]], priced, size, kind, unit)
            before = before[: max(0, len(before) - (start - each.start()))]
        scale = _cues("before_scale").get(before[-1:])
        if scale and folded[start] in "百千万十":
            return scale
        after = _grammar()["after"].match(folded, end)
        if after:
            return (
                "exact"
                if kind == "date" and after[1] not in ("左右", "前后", "上下")
                else _cues("after")[after[1]]
            )
        if before.endswith("的") and kind in ("percent", "multiple"):
            # 约占总营收的四分之一
            left, _ = self._clause(start, end)
            found = _FAR_CUE.search(left)
            if found:
                return cues[found[1]]
        far = _FAR_VERB.search(folded, max(0, start - 7), start)
        if far:
            return cues[far[1] or far[2]]
        if before and before[-1] in _FILLER:
            before = before[:-1].rstrip(" ")
            for size in (4, 3, 2, 1):
                bound = cues.get(before[-size:])
                if bound and len(before) >= size and (size > 1 or before[-1] in "约近逾超"):
                    return self._cue(bound, before, size, kind, unit)
        return "exact"

    @staticmethod
    def _cue(bound, before, size, kind, unit):
        if kind == "date" and bound != "approx":
            return "exact"
        if before.endswith("近") and size == 1 and (kind == "date" or kind == "duration" and unit in _RECENT):
            # 近两年 is "the last two years"; 历时近两年 is "almost two years"
            return "approx" if before[-2:-1] in tuple("时达了续长用过") else "exact"
        return bound

    def _merged(self):
        """Rows with 七年六个月 and 4分06秒 put together, in the largest unit said.

        一年六个月至六年 is one range.
        """
        merged = []
        for row in self.rows:
            if merged and merged[-1][3] == "money" and row[0] == merged[-1][1]:
                joined = self._change(merged[-1], row)
                if joined:
                    merged[-1] = joined
                    continue
            if merged and row[3] == "duration" and merged[-1][3] == "duration":
                joined = self._compound(merged[-1], row) or self._compound_range(merged[-1], row)
                if joined:
                    merged[-1] = joined
                    continue
            merged.append(row)
        self.rows = self._listed(merged)
        return self.rows

    def _change(self, last, row):
        """三元五角, 12元3角4分: coins added to what stands right before them."""
        small, large = self.folded[row[1] - 1], self.folded[last[1] - 1]
        worth = {("角", "元"): 0.1, ("毛", "元"): 0.1, ("分", "角"): 0.01}.get((small, large))
        count = numerals.parse(self.folded[row[0] : row[1] - 1]) if worth else None
        if not count or count[0] >= 10 or last[4] != last[5] or row[3] not in ("money", "other"):
            return None
        value = _clean(last[4] + count[0] * worth)
        return (last[0], row[1], self.text[last[0] : row[1]], "money", value, value, *last[6:])

    def _compound(self, last, row):
        smaller = _SMALLER.get(last[6])
        gap = self.folded[last[1] : row[0]]
        if last[6] == "hour" and row[6] == "second":
            smaller = ("second", 3600)
        if (
            not smaller
            or row[6] != smaller[0]
            or gap not in ("", " ", "零", "又", "多")
            or last[4] != last[5]
            or row[4] != row[5]
            or row[4] >= smaller[1]
        ):
            return None
        value = _clean(last[4] + row[4] / smaller[1])
        bound = last[8] if last[8] != "exact" else row[8]
        return (last[0], row[1], self.text[last[0] : row[1]], "duration", value, value, last[6], "", bound)

    def _compound_range(self, last, row):
        gap = self.folded[last[1] : row[0]].strip()
        if gap not in ("至", "到", "-", "~", "—") or row[6] != last[6] or last[4] > row[5]:
            return None
        return (
            last[0],
            row[1],
            self.text[last[0] : row[1]],
            "duration",
            last[4],
            row[5],
            last[6],
            "",
            row[8],
        )

    def _listed(self, rows):
        """Rows with a unit said once at the head or the end of a list given to its members.

        人民币3.2亿、4.75亿及6.18亿元.
        """
        for i, row in enumerate(rows):
            if row[0] not in self.bare:
                continue
            for j in (i + 1, i - 1):
                if 0 <= j < len(rows) and rows[j][3] in ("money", "count") and rows[j][0] not in self.bare:
                    left, right = sorted((row[:2], rows[j][:2]))
                    if (
                        _LIST.fullmatch(self.folded, left[1], right[0])
                        or j > i
                        and _CHANGES.fullmatch(self.folded, left[1], right[0])
                    ):
                        rows[i] = row = (*row[:3], rows[j][3], *row[4:6], rows[j][6].split("/")[0], *row[7:])
                        self.bare.discard(row[0])
                        break
        for i in range(1, len(rows)):
            head = rows[i - 1]
            if (
                rows[i][3] == head[3] == "money"
                and head[0] in self.marked
                and rows[i][6] == _LOCAL[self.region] != head[6]
                and _LIST.fullmatch(self.folded, head[1], rows[i][0])
            ):
                rows[i] = (*rows[i][:6], head[6], *rows[i][7:])
                self.marked.add(rows[i][0])
        return rows


_AFTER_CUE = re.compile("[，。；;、！？）)]|$")
_CHANGES = re.compile("[升加涨降跌减增提调砍缩压扩杀]{1,3}[至到成]了?")  # 由六万八加到九万元
_LIST = re.compile(" ?[、和及与跟以或,]+ ?及? ?")


def folded_gap(folded, left, right):
    """Whether nothing but a blank or an opening bracket stands between two places."""
    return right - left <= 2 and not folded[left:right].strip(" (")


def _clean(value):
    return float(f"{value:.12g}")


def _scaled(value, factor):
    return value if factor == 1.0 else _clean(value * factor)


def _plain_range(a, b):
    """Whether two bare numbers can be the ends of a range (and not a score, a code or a telephone number)."""
    return not (a.startswith("0") and len(a) > 1 and "." not in a)


_TAIL_SCALE = re.compile("[万亿兆]+$|[十百千]+$")


def _shared_scale(a, b, first, second):
    ours, theirs = _TAIL_SCALE.search(a), _TAIL_SCALE.search(b)
    if ours or not theirs:
        if b[-1:] in "KkMB" and a[-1:].isdigit():
            raised = numerals.parse(a + b[-1])
            return raised if raised[0] <= second[1] else first
        return first
    raised = numerals.parse(a + theirs[0])
    if (
        raised
        and raised[0] <= second[1]
        and not (
            first[0] >= 1000
            and theirs[0] in "万"
            and "," not in a
            and first[0] < second[0]
            and raised[0] > second[0]
        )
    ):
        return raised
    return first


@lru_cache(maxsize=4096)
def _share_value(expression):
    plain = expression.replace(" ", "")
    if plain in ("一半", "半数"):
        return 50.0, 50.0
    if len(plain) == 1:
        value = _percent(unicodedata.numeric(plain))
        return value, value
    if plain.endswith("折"):
        said = numerals.parse(
            "".join(str(_DIGITS.index(c) - (_DIGITS.index(c) > 2)) if c in _DIGITS else c for c in plain[:-1])
        )
        value = said[0] * 10 if said[0] < 10 else said[0]
        return _clean(value), _clean(value)
    if "成" in plain:
        tenths = [
            (numerals.parse(whole)[0] * 10 + (5 if part == "半" else numerals.parse(part)[0] if part else 0))
            for whole, part in re.findall(f"([{_DIGITS}\\d])成([{_DIGITS}\\d半]?)", plain)
        ]
        return tenths[0], tenths[-1]
    base = re.match("(百|千|万)分之", plain)
    if base:
        factor = {"百": 1, "千": 0.1, "万": 0.01}[base[1]]
        rest = re.sub("[百千万]分之", "", plain)
        ends = [
            numerals.parse("一百" if part == "百" else part)
            for part in re.split("至|到|-|–|——?|―|~|〜", rest)
        ]
        if None in ends:
            return None
        return _clean(ends[0][0] * factor), _clean(ends[-1][1] * factor)
    if "/" in plain:
        over, under = plain.split("/")
        if int(over) > int(under):
            return None
    elif "分之" in plain:
        under, over = plain.split("分之")
        if "又" in under:
            return None
    else:
        under, over = plain.split("分")
    top, bottom = numerals.parse(over), numerals.parse(under)
    if not top or not bottom or not bottom[0] or top[0] > bottom[0] * 10:
        return None
    return _percent(top[0] / bottom[0]), _percent(top[1] / bottom[0])


def _percent(ratio):
    """``ratio`` in percent: exact where it ends within four decimals (八分之一 is 12.5).

    Else at two decimals (三分之一 is 33.33).
    """
    exact = round(100 * ratio, 4)
    return exact if abs(exact - 100 * ratio) < 1e-9 else round(100 * ratio, 2)


def published_day(published):
    """``published`` (date, ``YYYY-MM-DD`` or None) as a date; DataError where it is neither."""
    if published is None or isinstance(published, date):
        return published
    try:
        return date.fromisoformat(str(published))
    except ValueError:
        raise DataError(f"publication date {published!r} is not a day: write it as YYYY-MM-DD") from None
