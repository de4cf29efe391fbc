"""Dates: what a Chinese date expression denotes, in EDTF, seen from the day of publication.

``pattern`` finds date expressions in folded text; ``resolve`` turns one into EDTF, or ``""`` where the
text cannot settle it.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from . import numerals

_D = "零一二三四五六七八九"
_N2 = r"(?:\d{1,2}(?!\d)|[一二三四五六七八九十廿卅]{1,3})"
_YEAR_NUMBER = rf"(?:(?:1[0-9]|20|21)\d\d|[一二][{_D}]{{3}})"
# The years before the first of an era: 同治十三年 is 1874, 令和7年 2025
ERAS = {
    "顺治": 1643,
    "康熙": 1661,
    "雍正": 1722,
    "乾隆": 1735,
    "嘉庆": 1795,
    "道光": 1820,
    "咸丰": 1850,
    "同治": 1861,
    "光绪": 1874,
    "宣统": 1908,
    "明治": 1867,
    "大正": 1911,
    "昭和": 1925,
    "平成": 1988,
    "令和": 2018,
    "万历": 1572,
    "嘉靖": 1521,
    "洪武": 1367,
    "永乐": 1402,
}
_YEAR_ABS = (
    rf"(?:(?:公元|西元) ?)?{_YEAR_NUMBER} ?(?:年(?!代|前?来|历史)度?|财年|学年度?|会计年度)"
    rf"|(?:FY|财年) ?20\d\d"
    rf"|民国 ?(?:\d{{1,3}}|[一二三四五六七八九十百零廿卅]{{1,5}}) ?年(?!代)"
    rf"|(?=[{''.join(sorted({era[0] for era in ERAS}))}])(?:{'|'.join(ERAS)}) ?(?:\d{{1,2}}"
    rf"|[一二三四五六七八九十元]{{1,3}}) ?年(?!代|间)"
    rf"|(?:\d\d|[{_D}]{{2}}) ?年(?= ?{_N2} ?月)"
    rf"|(?<!\d)0\d ?年|(?:零[{_D}]|九[{_D}])年(?!代)"
)
_YEAR_REL = (
    r"(?:今|去|明|大?(?<!税)前|来)年度?(?!均|级|轻|薪)|(?<![\d年之以税])后年(?!均|度|薪)"
    r"|上一?年度?(?![龄级半])|下一年|本年度?|同年|当年|次年|翌年"
)
_YEAR_LATER = r"年?底|年?末|年?初|年中(?![国小央型期心间部])|中(?=[,，。期旬])"
_QUARTER = r"第?[一二三四1-4] ?季度?(?!报)|[首末]季(?!报)|Q[1-4]"
_PERIOD = (
    rf"{_QUARTER}|[上下]半年(?!报)|[春夏秋冬][季天]|[前首头] ?{_N2} ?个?(?:季度?|月)|第 ?{_N2} ?周"
    rf"|{_YEAR_LATER}"
)
_MONTH = r"(?:\d{1,2}|十[一二]?|[一二三四五六七八九]|正) ?月(?:份(?!额))?(?![租薪嫂饼球活供龄])"
_DAY = rf"{_N2} ?[日号](?![均元薪])"
_TENTH = r"[上中下]旬|月?底|月?初|月?末|中(?=[,，。])"
_MONTH_REL = r"本月|上?上个?月|下?下个?月|当月|同月|次月|翌月|这个?月"
_AFTER_MONTH = rf"(?: ?(?:{_DAY}|{_TENTH}))?"
_CONNECT = r" ?(?:至|到|-|–|——?|―|~|〜) ?"
_AGO_UNIT = r"年半?|个(?:多|半)?月|月|周|个星期|星期|天|个?季度"
_AGO_NUMBER = rf"(?:{numerals.ARABIC}|[一二两三四五六七八九十百半几数]{{1,8}})"
_AGO = rf"{_AGO_NUMBER} ?[多余]? ?个?(?:{_AGO_UNIT})[多余]?(?:之|以)?[前后](?![前后半来备台续])"

_DECADE = (
    rf"(?:(?:上个?|本|\d\d|[一二十]{{2,3}}) ?世纪)? ?(?:(?:1\d|20)?[0-9]0|[{_D}]{{3}}零"
    rf"|[一二三四五六七八九]十) ?年代"
)
_IN_DECADE = "(?:[初中末]期?)"

_SINGLES = (
    ("day_said", r"[今昨明] ?\(\d{1,2}\) ?[日天]"),
    ("numeric", r"(?<![\d.])(?:19|20)\d\d([-/.])(?:1[0-2]|0?[1-9])\1(?:3[01]|[12]\d|0?[1-9])(?![\d.]?\d)"),
    ("numeric_month", r"(?<![\d.-])(?:19|20)\d\d[-/](?:1[0-2]|0[1-9])(?![\d/-])"),
    ("slash", r"(?<![\d/.])(?:1[0-2]|[1-9])/(?:3[01]|2\d|1[1-9])(?![\d/.%])(?! ?[个人名家倍])"),
    ("season", r"(?<!\d)20\d\d[/-]\d\d ?(?:财年|财政年度|赛季|学年度?|年度)"),
    ("decade", rf"{_DECADE}(?:{_IN_DECADE}(?={_CONNECT}(?:{_DECADE}|本世纪|\d\d ?世纪)))?"),
    ("century", r"(?:上|本|(?<!\d)\d\d|[一二]?十[一二三四五六七八九]?) ?世纪(?:初|末)?"),
    ("year", rf"(?:{_YEAR_ABS}|{_YEAR_REL})(?: ?的? ?(?:{_PERIOD}|{_MONTH}{_AFTER_MONTH}))?"),
    (
        "quarter_year",
        r"(?<![A-Za-z\d])(?:(?:20\d\d|\d\d)? ?Q[1-4](?: ?20\d\d)?|[1-4]Q(?:20)?\d\d)(?![A-Za-z\d])",
    ),
    ("ago", rf"(?<![\d第.])(?:{_AGO})"),
    ("month_rel", rf"(?:{_MONTH_REL})(?![均薪])(?: ?(?:{_DAY}|{_TENTH}))?"),
    ("month", rf"(?<![\d个])(?:{_MONTH}){_AFTER_MONTH}"),
    ("before", r"(?<![此之以目先月年])前一个?(?:季度?|周|月|年|天|日)(?![半多])|[上本下]个?季度?(?![报节])"),
    (
        "first",
        rf"(?<![此之以目先月年])(?:[前首头] ?(?:{_N2} ?个月|[一二三1-3] ?个?季度?)|前 ?(?:[2-9]"
        rf"|1[01]) ?月(?!的?[\d内]))",
    ),
    ("quarter", r"第[一二三四1-4] ?季度?(?!报)|(?<!个)[一二三四]季度(?!报)|[首末]季(?!报)"),
    ("half", r"[上下]半年(?!报)"),
    (
        "weekday",
        r"(?<![一二三四五六七八九十两几数每\d])(?:(?:上|下|本|这|当)个?)?(?:周|星期|礼拜)(?:六日"
        r"|[一二三四五六日天])(?![期年均])",
    ),
    ("week", r"(?:上?上|本|下?下|这)个?(?:周|星期|礼拜)末?(?![年期岁])"),
    (
        "day_rel",
        r"(?:今|昨|明)[天日晚晨早夜](?!头条)|昨(?=收|公布|宣布|发布|表示|$)|大?[前后](?:天"
        r"|日)(?![{_D}\d线])|(?<!每)(?:当|同|次|翌"
        r"|隔)[天日晚](?![然益起])",
    ),
    (
        "day",
        r"(?<![\d第.:月连续达满共一二三四五六七八九])(?<!连 )(?<!续 )(?:[12]?\d|3[01]"
        r"|二?十[一二三四五六七八九]?|三十一?|廿[一二三四五六七八九]?"
        r"|卅一?) ?日(?![内均元游间夜后前薪]|之内|以内|期间)",
    ),
    ("year_end", r"(?<![\d大])(?<!\d )年(?:底|初|末)(?![会一二三四五六七八九十])|月(?:底|初)"),
)
_BARE_FIRST = (
    rf"(?:(?:19|20)\d\d(?={_CONNECT}(?:(?:19|20)\d\d|\d\d) ?(?:年|财年|学年|赛季))"
    rf"|(?:(?:{_YEAR_ABS}|{_YEAR_REL}) ?)?(?:{_N2}(?={_CONNECT}{_N2} ?月)"
    rf"|第?[一二三四1-4](?={_CONNECT}第?[一二三四1-4] ?季))"
    rf"|(?:(?:(?:{_YEAR_ABS}|{_YEAR_REL}) ?)?{_MONTH} ?)?{_N2}(?={_CONNECT}{_N2} ?[日号](?![内均元游间])))"
)


def _any(names=None):
    chosen = [pattern for name, pattern in _SINGLES if names is None or name in names]
    return (
        "|".join(f"(?:{pattern})" for pattern in chosen).replace(r"\1", "[-/.]").replace("([-/.])", "[-/.]")
    )


_SECOND = rf"(?:{_DECADE}{_IN_DECADE}|{_any()}|[1-4] ?季度?|{_DAY}|\d\d ?年度?(?!前|来|间|内|后))"

# Which kinds of expression can begin with which kind of character: trying only these keeps the scan fast.
_STARTS = {
    "digit": (
        "slash",
        "numeric",
        "numeric_month",
        "season",
        "decade",
        "century",
        "year",
        "quarter_year",
        "ago",
        "month",
        "day",
    ),
    "numeral": ("day", "decade", "century", "year", "ago", "month", "quarter"),
    "half": ("ago",),
    "ordinal": ("quarter",),
    "latin": ("quarter_year", "year"),
    "word": (
        "day_said",
        "decade",
        "century",
        "year",
        "month_rel",
        "month",
        "before",
        "first",
        "quarter",
        "half",
        "weekday",
        "week",
        "day_rel",
        "year_end",
    ),
}


def pattern(start):
    """The expression (str) for dates that begin with each kind of character.

    A digit, a Chinese numeral, 半, 第, a Latin letter or another word.
    """
    single = rf"(?:{_any(_STARTS[start])})(?:{_CONNECT}(?:{_SECOND}))?"
    if start in ("digit", "numeral", "ordinal", "word"):
        return rf"(?:{_BARE_FIRST}{_CONNECT}(?:{_SECOND})|{single})"
    return single


_RANGE = re.compile(rf"(.+?){_CONNECT}((?:{_SECOND}))")
_MATCHERS = tuple((name, re.compile(pattern)) for name, pattern in _SINGLES)
_PARTS = {
    "year": re.compile(rf"({_YEAR_ABS}|{_YEAR_REL})? ?的? ?(.*)"),
    "month": re.compile(rf"({_MONTH}|{_MONTH_REL})? ?(.*)"),
    "day": re.compile(rf"({_N2}) ?[日号]?"),
}


class Day(NamedTuple):
    """A point in the calendar as far as it is known.

    ``month`` and ``day`` are None where they are not said.
    """

    year: int
    month: int | None = None
    day: int | None = None


class Context(NamedTuple):
    """What a date is read against.

    Publication day, the date before it in the sentence, a look ahead, the region.
    """

    published: date | None = None
    previous: Day | None = None
    ahead: bool = False
    region: str = "CN"


class Span(NamedTuple):
    """What an expression denotes: EDTF, and the Day that a following date may refer to."""

    edtf: str
    day: Day | None


_NOTHING = Span("", None)
_NO_CONTEXT = Context()


@lru_cache(maxsize=1 << 14)
def resolve(expression, context=_NO_CONTEXT):
    """The EDTF of the folded date ``expression`` and the Day it leaves for what follows, as a Span.

    ``edtf`` is ``""`` where the context cannot settle it (``5月`` without a publication day).
    """
    whole = _RANGE.fullmatch(expression)
    if whole and not _numeric(expression):
        return _interval(whole[1], whole[2], context)
    return _single(expression, context)


def _numeric(expression):
    return expression[:4].isdigit() and any(
        matcher.fullmatch(expression)
        for name, matcher in _MATCHERS
        if name in ("numeric", "numeric_month", "season", "slash")
    )


def _interval(first, second, context):
    first, second = (re.sub(f"(?<=年代){_IN_DECADE}$", "", end) for end in (first, second))
    if "季" in second and "季" not in first and first[-1] in "一二三四1234" and first[-2:-1] != "Q":
        first = re.sub("第?(.)$", r"第\1季度", first)
    second = re.sub("^(?=[1-4] ?季)", "第", second)
    right_unit = re.search("[年月日号]", second)
    if right_unit and first[-1].isdigit() or first[-1] in numerals.DIGITS + "十廿":
        first += right_unit[0] if right_unit else ""
    left = _single(first, context)
    if not left.day:
        return _NOTHING
    if re.fullmatch(r"\d\d ?年度?", second):
        second = str(left.day.year)[:2] + second
    right = _single(second, context._replace(previous=left.day, ahead=True), follows=True)
    if not left.edtf or not right.edtf:
        return Span("", left.day)
    return Span(f"{left.edtf.split('/')[0]}/{right.edtf.split('/')[-1]}", right.day)


def _single(expression, context, follows=False):
    for name, matcher in _MATCHERS:
        if matcher.fullmatch(expression):
            return _READERS[name](expression, context, follows)
    # A look-around of the pattern does not hold once the expression stands alone, or a part of a range.
    for name in ("month", "day", "year"):
        part = _PARTS[name].fullmatch(expression)
        if part:
            return _READERS[name](expression, context, follows)
    return _NOTHING


def _number(text):
    value = numerals.parse(text.strip())
    return int(value[0]) if value else None


def _edtf(day, mark=""):
    if day.month is None:
        return f"{day.year:04d}{mark}"
    if day.day is None:
        return f"{day.year:04d}-{day.month:02d}{mark}"
    try:
        date(*day)
    except ValueError:
        return ""
    return f"{day.year:04d}-{day.month:02d}-{day.day:02d}{mark}"


def _of(day):
    return Day(day.year, day.month, day.day)


def _span(day, mark=""):
    return Span(_edtf(day, mark), day)


def _read_numeric(expression, context, follows):
    return _span(Day(*(int(part) for part in re.split("[-/.]", expression))))


def _read_slash(expression, context, follows):
    month, day = expression.split("/")
    return _within_month(None, f"{month}月{day}日", context)


def _read_season(expression, context, follows):
    start, end = int(expression[:4]), int(expression[5:7])
    return Span(f"{start}/{start // 100 * 100 + end}", Day(start))


def _read_decade(expression, context, follows):
    number = re.search(rf"((?:1\d|20)?[0-9]0|[{_D}]{{3}}零|[一二三四五六七八九]十) ?年代", expression)[1]
    value = _number(number)
    if value < 100:
        century = re.match(r"(\d\d|[一二十]{2,3}) ?世纪", expression)
        if century:
            value += (_number(century[1]) - 1) * 100
        elif (
            context.published
            and not expression.startswith("上")
            and value <= context.published.year % 100
            and value < 30
        ):
            value += context.published.year // 100 * 100
        else:
            value += 1900
    return Span(f"{value // 10}X", Day(value))


def _read_century(expression, context, follows):
    head = expression.split("世纪")[0].strip()
    century = {"上": 20, "本": 21}.get(head) or _number(head)
    if not century:
        return _NOTHING
    return Span(f"{century - 1:02d}XX", Day((century - 1) * 100))


def _year_of(text, context):
    """The year that ``text`` (今年, 2023年, 民国113年, 98年 ...) denotes, or None."""
    anchor = context.published.year if context.published else None
    previous = context.previous.year if context.previous else None
    if "今年" in text or "本年" in text:
        return anchor
    if text.startswith(("上年", "上一年")):
        base = previous or anchor
        return base and base - 1
    for word, shift in (("大前年", -3), ("前年", -2), ("去年", -1), ("明年", 1), ("来年", 1), ("后年", 2)):
        if word in text:
            return anchor and anchor + shift
    if text.startswith(("同年", "当年")):
        return previous or None
    if text.startswith(("次年", "翌年", "下一年")):
        base = previous or anchor
        return base and base + 1
    number = re.search(rf"\d+|[{_D}十百廿卅元]+", text.removeprefix("公元"))
    if text[:2] in ERAS:
        return ERAS[text[:2]] + (1 if number[0] == "元" else _number(number[0]))
    value = (
        _number(number[0])
        if not re.fullmatch(f"[{_D}]+", number[0])
        else int("".join(str(_D.index(c)) for c in number[0]))
    )
    if "民国" in text or (context.region == "TW" and 70 <= value < 200 and len(number[0]) <= 3):
        return value + 1911
    if value < 100:
        pivot = (anchor or 2030) % 100 + 10
        return value + (2000 if value <= pivot else 1900)
    return value


def _read_year(expression, context, follows):
    head, rest = _PARTS["year"].fullmatch(expression).groups()
    if not head:
        return _NOTHING
    year = _year_of(head, context)
    if year is None:
        return _NOTHING
    if not rest:
        return _span(Day(year))
    return _within_year(year, rest, context)


def _within_year(year, rest, context):
    late = re.fullmatch(r"年?([底末初中])", rest)
    if late:
        month = {"底": 12, "末": 12, "初": 1, "中": 6}[late[1]]
        return _span(Day(year, month), "~")
    week = re.fullmatch(rf"第 ?({_N2}) ?周", rest)
    if week:
        return _week_span(year, _number(week[1]))
    quarter = re.search(r"第?([一二三四1-4]) ?季|([首末])季|Q([1-4])", rest)
    first = re.match(rf"[前首头] ?({_N2}) ?个?(季|月)", rest)
    if first:
        count = _number(first[1])
        month = count * 3 if first[2] == "季" else count
        return Span(f"{year}-01/{year}-{month:02d}", Day(year, month)) if 1 <= month <= 12 else _NOTHING
    if quarter:
        number = {"首": 1, "末": 4}.get(quarter[2]) or _number(quarter[1] or quarter[3])
        return Span(f"{year}-{32 + number}", Day(year, number * 3))
    if rest.startswith(("上半年", "下半年")):
        return Span(f"{year}-{40 if rest[0] == '上' else 41}", Day(year, 6 if rest[0] == "上" else 12))
    if rest[1:] in ("季", "天"):
        return Span(f"{year}-{21 + '春夏秋冬'.index(rest[0])}", Day(year))
    return _within_month(year, rest, context)


def _week_span(year, number):
    try:
        monday = date.fromisocalendar(year, number, 1)
    except ValueError:
        return _NOTHING
    return Span(f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}", _of(monday))


def _month_of(text, year, context):
    """(year, month) of a month expression; ``year`` None means that the context has to tell it."""
    previous, published = context.previous, context.published
    if not text[0].isdigit() and text[0] in "本这上下当同次翌":
        if text[0] in "当同次翌":
            base = Day(previous.year, previous.month) if previous and previous.month else None
            shift = text[0] in "次翌"
        else:
            base = _of(published) if published else None
            shift = {"上": -1, "下": 1}.get(text[0], 0) * (2 if text[1] == text[0] else 1)
        if not base:
            return None, None
        months = base.year * 12 + base.month - 1 + shift
        return months // 12, months % 12 + 1
    month = 1 if text[0] == "正" else _number(re.match(r"[^ 月]+", text)[0])
    if not month or month > 12:
        return None, None
    if year is None:
        if (
            previous
            and previous.month
            and not (
                published and previous.year == published.year and previous.month > month and not context.ahead
            )
        ):
            year = previous.year
            if context.ahead and previous.month > month:
                year += 1
        elif published:
            year = published.year
            gap = month - published.month
            # the nearest month of that name, unless the sentence looks ahead
            if gap > 6 and not context.ahead:
                year -= 1
            elif gap < 0 and context.ahead:
                year += 1

    return year, month


def _within_month(year, text, context):
    head, rest = _PARTS["month"].fullmatch(text).groups()
    if not head:
        return _NOTHING
    year, month = _month_of(head, year, context)
    if not month or year is None:
        return _NOTHING
    if not rest:
        return _span(Day(year, month))
    if rest[-1] == "旬":
        first, last = {"上": (1, 10), "中": (11, 20), "下": (21, monthrange(year, month)[1])}[rest[0]]
        return Span(f"{_edtf(Day(year, month, first))}/{_edtf(Day(year, month, last))}", Day(year, month))
    if rest[-1] in "底末初中":
        return _span(Day(year, month), "~")
    day = _number(_PARTS["day"].match(rest)[1])
    return _span(Day(year, month, day)) if day and day <= 31 else _NOTHING


def _read_month(expression, context, follows):
    return _within_month(None, expression, context)


def _read_day(expression, context, follows):
    day = _number(_PARTS["day"].match(expression)[1])
    previous, published = context.previous, context.published
    if not day or day > 31:
        return _NOTHING
    if previous and previous.month:
        year, month = previous.year, previous.month
        if follows and previous.day and day < previous.day:
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    elif published:
        year, month = published.year, published.month
        if day > published.day and not context.ahead:
            year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        elif day < published.day and context.ahead:
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    else:
        return _NOTHING
    return _span(Day(year, month, day))


def _read_quarter_year(expression, context, follows):
    quarter = re.search(r"Q([1-4])|([1-4])Q", expression)
    number = int(quarter[1] or quarter[2])
    year = re.search(r"20\d\d", expression) or re.search(r"\d\d(?=Q)|(?<=Q)\d\d", expression)
    year = int(year[0]) if year else context.published and context.published.year
    if year is None:
        return _NOTHING
    if year < 100:
        year += 2000
    return Span(f"{year}-{32 + number}", Day(year, number * 3))


def _read_in_year(expression, context, follows):
    """Quarters, halves, 前三季度 and 年底 without a year.

    Of the year said before, or of the year of publication.
    """
    if expression[0] == "月":
        if not context.published:
            return _NOTHING
        return _span(Day(context.published.year, context.published.month), "~")
    published = context.published
    if context.previous and not (published and context.previous.year >= published.year):
        return _within_year(context.previous.year, expression, context)
    if not published:
        return _NOTHING
    span = _within_year(published.year, expression, context)
    started = span.day and span.day.month and _begins(span.edtf) <= published.month
    # 四季度 read in January is last year's, unless the sentence looks ahead
    if (
        span.day
        and not started
        and not context.ahead
        and expression[0] not in "年"
        and _begins(span.edtf) - published.month > 5
    ):
        return _within_year(published.year - 1, expression, context)
    return span


def _begins(edtf):
    part = int(edtf[5:7])
    return {33: 1, 34: 4, 35: 7, 36: 10, 40: 1, 41: 7}.get(part, part)


def _read_before(expression, context, follows):
    """前一季, 上季度, 前一周 ...: the one before the date that was said, or before the publication."""
    shift = {"前": -1, "上": -1, "本": 0, "下": 1}[expression[0]]
    base = (
        context.previous
        if expression[0] == "前" and context.previous
        else context.published and _of(context.published)
    )
    if not base:
        return _NOTHING
    if "年" in expression:
        return _span(Day(base.year + shift))
    if not base.month:
        return _NOTHING
    if "季" in expression:
        quarters = base.year * 4 + (base.month - 1) // 3 + shift
        return Span(f"{quarters // 4}-{33 + quarters % 4}", Day(quarters // 4, quarters % 4 * 3 + 3))
    if "月" in expression:
        months = base.year * 12 + base.month - 1 + shift
        return _span(Day(months // 12, months % 12 + 1))
    if not base.day:
        return _NOTHING
    try:
        day = date(*base)
    except ValueError:
        return _NOTHING
    if "周" in expression:
        year, week, _ = (day + timedelta(days=7 * shift)).isocalendar()
        return _week_span(year, week)
    return _span(_of(day + timedelta(days=shift)))


def _read_day_said(expression, context, follows):
    said = int(re.search(r"\d+", expression)[0])
    if not context.published:
        return _NOTHING
    day = context.published + timedelta(days={"昨": -1, "今": 0, "明": 1}[expression[0]])
    for shift in (0, -1, 1, -2, 2):
        if (day + timedelta(days=shift)).day == said:
            return _span(_of(day + timedelta(days=shift)))
    return _NOTHING


def _read_weekday(expression, context, follows):
    published = context.published
    if not published:
        return _NOTHING
    if expression.endswith("六日"):
        first = _read_weekday(expression[:-1], context, follows).day
        last = date(*first) + timedelta(days=1)
        return Span(f"{_edtf(first)}/{last.isoformat()}", first)
    weekday = "一二三四五六日".find(expression[-1].replace("天", "日"))
    monday = published - timedelta(days=published.weekday())
    if expression[0] in "上":
        day = monday + timedelta(days=weekday - 7)
    elif expression[0] in "下":
        day = monday + timedelta(days=weekday + 7)
    elif expression[0] in "本这":
        day = monday + timedelta(days=weekday)
    else:
        day = monday + timedelta(days=weekday)
        if day > published and not context.ahead:
            day -= timedelta(days=7)
        elif day < published and context.ahead and not follows:
            day += timedelta(days=7)
    return _span(_of(day))


def _read_week(expression, context, follows):
    if not context.published:
        return _NOTHING
    monday = context.published - timedelta(days=context.published.weekday())
    monday += timedelta(
        days={"上": -7, "下": 7}.get(expression[0], 0) * (2 if expression[1] == expression[0] else 1)
    )
    first = monday + timedelta(days=5 if expression.endswith("末") else 0)
    return Span(f"{first.isoformat()}/{(monday + timedelta(days=6)).isoformat()}", _of(first))


def _read_day_rel(expression, context, follows):
    if expression[0] in "当同次翌隔":
        previous = context.previous
        if not previous or not previous.day:
            return _NOTHING
        try:
            base = date(*previous)
        except ValueError:
            return _NOTHING
        return _span(_of(base + timedelta(days=expression[0] in "次翌隔")))
    if not context.published:
        return _NOTHING
    shift = {"前": -2, "昨": -1, "今": 0, "明": 1, "后": 2}[expression.lstrip("大")[0]]
    if expression[0] == "大":
        shift += 1 if shift > 0 else -1
    return _span(_of(context.published + timedelta(days=shift)))


_AGO_PARTS = re.compile(
    rf"({_AGO_NUMBER}) ?[多余]? ?个?(年半|年|(?:多|半)?月|周|星期|天|季度)[多余]?(?:之|以)?([前后])"
)


def _read_ago(expression, context, follows):
    number, unit, direction = _AGO_PARTS.fullmatch(expression).groups()
    value = (0.5, 0.5) if number == "半" else numerals.parse(number)
    sign = -1 if direction == "前" else 1
    base = (
        context.previous
        if direction == "后" and context.previous
        else context.published and _of(context.published)
    )
    if not value or value[0] != value[1] or not base:
        return _NOTHING
    amount = value[0] + (0.5 if "半" in unit else 0)
    if unit == "年" and amount == int(amount):
        return _span(Day(base.year + sign * int(amount)))
    if unit in ("天", "周", "星期"):
        if not base.day:
            return _NOTHING
        days = int(amount * (1 if unit == "天" else 7))
        return _span(_of(date(*base) + timedelta(days=sign * days)))
    if not base.month:
        return _NOTHING
    if amount == 0.5 and unit in ("月", "半月", "多月") and base.day:
        near = date(*base) + timedelta(days=15 * sign)
        return _span(Day(near.year, near.month))
    months = round(amount * {"年": 12, "年半": 12, "季度": 3}.get(unit, 1))
    total = base.year * 12 + base.month - 1 + sign * months
    return _span(Day(total // 12, total % 12 + 1))


_READERS = {
    "numeric": _read_numeric,
    "numeric_month": _read_numeric,
    "slash": _read_slash,
    "season": _read_season,
    "decade": _read_decade,
    "century": _read_century,
    "year": _read_year,
    "quarter_year": _read_quarter_year,
    "ago": _read_ago,
    "month_rel": _read_month,
    "month": _read_month,
    "first": _read_in_year,
    "quarter": _read_in_year,
    "half": _read_in_year,
    "weekday": _read_weekday,
    "week": _read_week,
    "day_rel": _read_day_rel,
    "day": _read_day,
    "before": _read_before,
    "day_said": _read_day_said,
    "year_end": _read_in_year,
}
