"""Drafts: a first coding of an article by rules, to be read and put right by a person.

Each mention of the body becomes a claim with the status *draft*, or is set aside where it is a date or a
length of time that only says when the numbers of its sentence hold. What a claim measures is guessed from the
words beside its value; value, unit, hedge and speaker are what the reading engine finds.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, astuple, dataclass
from typing import Any, NamedTuple

import pandas as pd

from ..errors import DataError
from ..reading.text import sentence_ends
from .claims import SENTENCE, find_value
from .facts import source_id

CLAIMS = (
    "slug",
    "status",
    "type",
    "topic",
    "subject",
    "measure",
    "object",
    "statement",
    "anchor",
    "until",
    "direction",
    "kind",
    "unit",
    "per",
    "period",
    "hedge",
    "speaker",
    "speaker_type",
    "checkability",
    "disputed_by",
    "source",
)
ASIDE = ("slug", "anchor", "direction", "kind", "reason")
DATING = "Says when the numbers of its sentence hold (draft)"
SHORTEST, LONGEST = 4, 16  # characters of an anchor, if there are so many; of what a claim measures


class Coding(NamedTuple):
    """The drafts: ``claims`` with the columns CLAIMS, ``aside`` with ASIDE."""

    claims: pd.DataFrame
    aside: pd.DataFrame


@dataclass
class Anchor:
    """Words that stand once in the body, and how they lead to a mention (see ``claims.Pointer``)."""

    slug: str
    anchor: str
    direction: str
    kind: str


def draft(text: str, mentions: pd.DataFrame, body: tuple[int, int]) -> Coding:
    """The drafts of an article.

    Parameters
    ----------
    text : str
        The article.
    mentions : DataFrame
        Those of its body, as ``find_mentions`` gives them.
    body : tuple of int
        Start and end of the body in ``text``.

    Returns
    -------
    Coding
        A row for each mention, in one of the two frames.

    Raises
    ------
    DataError
        Where the words around a mention do not tell it from another one.

    Examples
    --------
    >>> from newsclaims.reading.find import find_mentions
    >>> text = "公司表示，去年营收为12亿元，裁员300人。"
    >>> coding = draft(text, find_mentions(text, "2025-03-01"), (0, len(text)))
    >>> coding.claims[["slug", "measure", "anchor", "direction", "speaker"]].values.tolist()
    [['money-1', '营收', '营收为', 'next', '公司'], ['count-1', '裁员', '，裁员', 'next', '公司']]
    >>> coding.aside["anchor"].tolist()
    ['司表示，']
    """
    reading = _Reading(text, list(mentions.itertuples()), body)
    claims, aside, numbers = [], [], Counter[str]()
    for mention in reading.mentions:
        numbers[mention.kind] += 1
        slug = f"{mention.kind}-{numbers[mention.kind]}"
        place = reading.anchor(mention, slug)
        if reading.dates(mention):
            aside.append((*astuple(place), DATING))
        else:
            claims.append(_claim(reading, mention, place))
    return Coding(pd.DataFrame(claims, columns=list(CLAIMS)), pd.DataFrame(aside, columns=list(ASIDE)))


def _claim(reading: "_Reading", mention: Any, place: Anchor) -> tuple[str, ...]:
    speaker = reading.speaker(mention)
    cells = {
        **asdict(place),
        "status": "draft",
        "type": "value",
        "topic": "unsorted",
        "subject": speaker or "the article",
        "measure": reading.measure(mention),
        "object": "unsorted",
        "statement": SENTENCE,
        "hedge": mention.hedge,
        "speaker": speaker,
        "speaker_type": _kind_of_speaker(speaker),
        "source": source_id(speaker),
        "checkability": "opinion" if mention.hedge == "expected" else "record",
    }
    return tuple(cells.get(column, "") for column in CLAIMS)


# Who speaks

_PRONOUNS = ("他", "她", "他们", "她们", "该负责人", "这名负责人", "该人士", "上述人士", "该公司", "该发言人")
_SPEAKERS = {  # the first that is found in the words for the speaker
    "anonymous insider": (
        r"人士|消息|知情|匿名|内部人|不愿|一[位名]|多[位名]|[两三几]名|負責人|负责人|专家|分析师|教授|居民"
    ),
    "report": r"报告|報告|数据|数据显示|财报|公告|研究|结果|论文|调查|统计|公报|方案|文件|通报|声明|书$",
    "company": (
        r"公司|集团|集團|银行|局|部|委|院|会|會|厅|署|府|组织|組織|机构|方面|方$|主办|团队|队$|协会|大学|发言人|单位"
    ),
}


def _kind_of_speaker(speaker: str) -> str:
    if not speaker:
        return "narrator"
    found = (kind for kind, pattern in _SPEAKERS.items() if re.search(pattern, speaker))
    return next(found, "named person")


# What is measured

_STOPS = "，。；：！？、“”‘’「」『』（）()\"'…,;:!?\n"
_LEAD = re.compile(
    r"^(?:内|之内|里|以来|来|间|后|之后|前|之前|到?目前?为止|与|其中|此外|同时|不过|但是|但|而|并且|并|还|也|又|另外|目前|截至|其|该|预计|預計|估计|据估计|据了解|今年|全年|当年"
    r"|[^的]{0,8}(?:表示|透露|指出|认为|显示|介绍|称|说))+"
)
_LINK = (
    r"(?:分别|总共|一共|合计|累计)?(?:已经|已|将|会|可|能|可能|有望|预计|约|大约|大概|约为|接近|将近|近|超过|超|逾|突破|不到|不足|不低于|不高于"
    r"|不少于|不超过|至少|最多|多达|高达|只有|仅有|仅|只|共有|共|还有|有|达到了|达到|达|升至|降至|降到|升到|增至|减至|增加到|提高到|上升到|下滑至"
    r"|下降至|跌至|涨至|报|为|是|在|到|至|了|以|的|过|出|从|由|原来|平均|平均为|最高|最低|之|每天|每年|每月|和|与|及|或|、)"
)
_LINKS = re.compile(f"{_LINK}+$")
_CHANGE = re.compile(
    r"(?:同比|环比|較上年|[较比]?(?:上年|去年|上一?年度|上赛季|前一?年|上季|上月|同期)同?期?)?(?:预计|将|大幅|小幅|再|又|累计)*"
    r"(?:增长|增加|上升|上涨|提高|提升|回升|扩大|攀升|增幅|下降|下滑|下跌|减少|降低|缩小|回落|收窄|跌|涨|升|降)"
)
_MORE = ("", "多", "少", "高", "低")
_PAST, _PAST_AFTER = ("过去", "近", "最近", "最后"), re.compile("里|以来|来|间")
_EDGE = re.compile("之前|以前|前(?![0-9一二三四五六七八九十两几])|起(?![草诉飞步因点])|开始")
_AGAIN = re.compile("(?:该|此|上述|这[份项名位家])(.+)")
_SHARE = re.compile(r"占.{1,12}")
_TERM = re.compile("之?[内后前里]|以来|期间")
_BESIDE = re.compile("^(?:左右|上下|以上|以下|以内|之间|多)")
_ODD = re.compile(r"[^0-9A-Za-z%·+\- \u4e00-\u9fff]")  # what the type of the figures may lack
_NOUN_ENDS = re.compile(
    r"(?:将|已|在|被|从|对|为|是|有|可|会|能|因|以|与|和|比|接受|进行|达到|不得|全|成为|表示|称|说|都|就|还|也|来自).*"
)


@dataclass
class _Reading:
    """An article with its mentions, and what stands around each."""

    text: str
    mentions: list[Any]
    body: tuple[int, int]

    def __post_init__(self) -> None:
        self.ends = sentence_ends(self.text)
        self._subjects: dict[int, str] = {}  # sentence to what its last value measures
        self._voices: dict[int, str] = {}  # start of a paragraph to who spoke last in it

    def sentence(self, mention: Any) -> tuple[int, int]:
        """Start and end of the sentence of a mention."""
        number = mention.sentence
        start = self.ends[number - 1] if number else 0
        return max(start, self.body[0]), min(self.ends[number], self.body[1])

    def dates(self, mention: Any) -> bool:
        """Whether a mention only says when the values of its sentence hold, or the report's own day.

        A date that begins or ends something says more, and so does a length of time but for one that looks
        back.
        """
        before, after = self.text[: mention.start], self.text[mention.end :]
        if mention.kind == "date":
            if re.match(r"(?:电|電|讯|訊)(?![话話子视視影])", after):
                return True
            more = bool(_EDGE.match(after))
        else:
            more = mention.kind != "duration" or not (before.endswith(_PAST) or _PAST_AFTER.match(after))
        return not more and any(
            one.sentence == mention.sentence and one.kind != "date" and one.start != mention.start
            for one in self.mentions
        )

    def speaker(self, mention: Any) -> str:
        """The words for who says it: those of a pronoun, or of 该报告, are the last ones of the paragraph."""
        paragraph = self.text.rfind("\n", 0, mention.start)
        last = self._voices.get(paragraph, "")
        again = _AGAIN.match(mention.speaker)
        if last and (mention.speaker in _PRONOUNS or again and again[1] in last):
            return last
        if mention.speaker:
            self._voices[paragraph] = mention.speaker
        return mention.speaker

    def measure(self, mention: Any) -> str:
        """What the value is the value of, in words of the sentence."""
        if mention.kind == "date":
            return "时间"
        before, after = self._beside(mention)
        words = _tail(_LINKS.sub("", _LEAD.sub("", before)))
        subject = self._subjects.get(mention.sentence, "")
        if mention.kind == "duration" and _TERM.match(after):
            self._subjects[mention.sentence] = words or subject
            return "时间"
        noun = _NOUN_ENDS.sub("", _BESIDE.sub("", after))
        if mention.kind == "count" and mention.text[-1] in "次回趟遍" and words:
            return _short(words + noun)
        counted = mention.kind in ("count", "rank") or mention.unit == "age" and _BESIDE.match(after)
        if counted and _short(noun) and noun[0] != "的":
            return _short(noun)
        if after.startswith("的") and len(noun) > 1 and mention.kind == "percent":
            words += noun[1:]
        if words == "同期" and subject:
            words = f"上年同期{subject}"
        elif subject and (_CHANGE.fullmatch(words) or _SHARE.fullmatch(words) or words in _MORE):
            words = subject + words
        elif words:
            self._subjects[mention.sentence] = _CHANGE.sub("", words) or words
        return (
            _short(words)
            or _short(noun.removeprefix("的"))
            or _short(mention.text.strip("0123456789.,% "))
            or "数"
        )

    def _beside(self, mention: Any) -> tuple[str, str]:
        """The words of the clause before and after a mention, up to the next one."""
        start, end = self.sentence(mention)
        nearer = [one for one in self.mentions if start <= one.end <= mention.start]
        bases = [one for one in nearer if one.kind == "date" and self.text[one.start - 1] in "比较較"]
        start = max([start, *(one.end for one in nearer if one not in bases)])
        end = min([end, *(one.start for one in self.mentions if mention.end <= one.start <= end)])
        before, after = self.text[start : mention.start], self.text[mention.end : end]
        for one in bases:  # 亏损比上年收窄
            before = re.sub(f"[比较較]{re.escape(one.text)}(?:同期|同季|同月)?", "", before)
        cut = max((before.rfind(stop) for stop in _STOPS), default=-1)
        clause = before[cut + 1 :].strip()
        first = min((at for stop in _STOPS if (at := after.find(stop)) >= 0), default=len(after))
        return clause, after[:first].strip()

    # Where it stands

    def anchor(self, mention: Any, slug: str) -> Anchor:
        """Words that lead to a mention; DataError where none do."""
        for words, direction in self._candidates(mention):
            place = Anchor(slug, words, direction, mention.kind)
            if self._leads(place, mention):
                return place
        line = self.text.count("\n", 0, mention.start) + 1
        raise DataError(
            f"line {line} of the article: {mention.text!r} stands among the same words as another number, "
            "and no words lead to one of them alone: shorten the text"
        )

    def _leads(self, place: Anchor, mention: Any) -> bool:
        try:
            found = find_value(self.text, self.ends, self.mentions, place, *self.body)
        except DataError:
            return False
        return found.start == mention.start

    def _candidates(self, mention: Any) -> Iterator[tuple[str, str]]:
        """Words and direction, the best first: beside it, farther off, with other numbers in them."""
        start, end = self.sentence(mention)
        gaps = self._gaps(start, end)
        left = [gap for gap in gaps if gap[1] <= mention.start][::-1]
        right = [gap for gap in gaps if gap[0] >= mention.end]
        for side, near in (("next", left[:1]), ("previous", right[:1])):
            yield from ((words, side) for gap in near for words in self._grown(gap, side))
        for side, far in (("next", left), ("previous", right)):
            for gap in far:
                number = self._between(gap, mention)
                direction = side if number == 1 else f"{side} {number}"
                yield from ((words, direction) for words in self._grown(gap, side))
        for at in range(mention.start - 1, self.body[0] - 1, -1):
            yield self.text[at : mention.start].lstrip(), "next"
        for at in range(mention.end + 1, self.body[1] + 1):
            yield self.text[mention.end : at].rstrip(), "previous"

    def _gaps(self, start: int, end: int) -> list[tuple[int, int]]:
        """The stretches of a sentence without a mention."""
        inside = [one for one in self.mentions if start <= one.start < end]
        edges = [start, *(at for one in inside for at in (one.start, one.end)), end]
        return [(one, other) for one, other in zip(edges[::2], edges[1::2], strict=True) if one < other]

    def _between(self, gap: tuple[int, int], mention: Any) -> int:
        """The place of a mention among those of its kind, counted from a gap."""
        first, last = sorted((gap[0], mention.start))
        return sum(one.kind == mention.kind and first < one.start < last for one in self.mentions) + 1

    def _grown(self, gap: tuple[int, int], side: str) -> Iterator[str]:
        """The words of a gap on the side of its mention, so many that they stand in the body once."""
        words = self.text[gap[0] : gap[1]]
        for length in range(min(SHORTEST, len(words)), len(words) + 1):
            part = (words[-length:] if side == "next" else words[:length]).strip()
            if part and self._once(part):
                if not re.search(r"\d", part):  # a clock time is no mention, and stands between them
                    yield part
                return

    def _once(self, words: str) -> bool:
        first = self.text.find(words, *self.body)
        return self.text.find(words, first + 1, self.body[1]) < 0


def _tail(words: str) -> str:
    """The last words of a long clause: behind its last 了 or its last verb of doing, else as they are."""
    if len(words) <= LONGEST:
        return words
    parts = re.split(r"(?<=[了对])", words)
    return next((part for part in reversed(parts) if 2 <= len(part) <= LONGEST), words[-LONGEST:])


def _short(words: str) -> str:
    return _ODD.sub("", words).strip(" 的了")[-LONGEST:]
