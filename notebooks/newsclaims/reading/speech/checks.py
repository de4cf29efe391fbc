"""Checks: the claims that a text takes up to find them false, and where it repeats them."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from ..mention import Mention
from .words import one_of

_HEAD = 200  # characters at the head of a text in which it calls itself a fact check
_VIRAL_REACH = 40  # characters before a claim in which 网传 stands
_SPREAD_REACH = 4  # characters between a number and what it counts of the spread: 观看次数已达45万次
_LONGEST_QUESTION = 40  # characters of a heading that asks whether a claim is true
_INSISTED_REACH = 20  # characters before a repeated claim in which 坚称 stands
_PERIOD_REACH = 8  # characters between a period and what is counted in it: 一个月看病超过三次

_FACT_CHECK = re.compile(one_of("fact_check"))
_RUMOUR_HEAD = re.compile(rf"(?m)^ *{one_of('rumour_head')}\d?:")
_VIRAL = re.compile(one_of("viral"))
_SPREAD_BEFORE = re.compile(f"{one_of('spread')}[^，。；;：:“”「」]{{0,{_SPREAD_REACH}}}$")
_SPREAD_AFTER = re.compile(f"[^，。；;：:“”「」、]{{0,2}}?{one_of('spread')}")
_SO_CALLED = re.compile(f"{one_of('so_called')}[“「『]?$")
_INSISTED = re.compile(f"{one_of('insisting')}[^。；;！？!?\n]*$")
_QUESTION = re.compile("[^，。\n]{0,20}[?？]")

Value = tuple[str, float | None, float | None, str]


def claims(folded: str, mentions: Sequence[Mention]) -> Iterator[tuple[int, str]]:
    """(index, hedge) of the mentions whose hedge a check of facts settles.

    What the post or nobody tells is the claim that the text finds false; the ages and periods in it are
    hearsay; how far the post has spread is neither.
    """
    starts = [mention.start for mention in mentions]
    for head in _RUMOUR_HEAD.finditer(folded):  # 谣言：…
        stop = folded.find("\n", head.end())
        last = bisect_left(starts, stop if stop >= 0 else len(folded))
        yield from ((i, "disputed") for i in range(bisect_left(starts, head.end()), last))
    if not _FACT_CHECK.search(folded, 0, _HEAD):
        return
    claimed: set[Value | str] = set()
    for i, mention in enumerate(mentions):
        if mention.kind == "date":
            continue
        if _is_of_the_spread(folded, mention):
            yield i, "none"
        elif _is_viral(folded, mention) or _is_headline(folded, mention):
            circumstance = mention.unit == "age" or _is_period(mention, mentions[i + 1 : i + 2])
            yield i, "reported" if circumstance else "disputed"
            if not circumstance:
                claimed.add(_key(folded, mention))
        elif mention.unit != "age" and (
            _is_asked(folded, mention) or _key(folded, mention) in claimed and _is_repeated(folded, mention)
        ):
            yield i, "disputed"


def _key(folded: str, mention: Mention) -> Value | str:
    """The value of ``mention``, or its words where it has none."""
    if mention.lo is None:
        return folded[mention.start : mention.end]
    return mention.kind, mention.lo, mention.hi, mention.unit


def _is_viral(folded: str, mention: Mention) -> bool:
    """Whether the post says it, or nobody in particular: 网传…, 贴文称…."""
    if mention.speaker_start is not None and mention.speaker_end is not None:
        return _VIRAL.search(folded, mention.speaker_start, mention.speaker_end) is not None
    near = max(0, mention.start - _VIRAL_REACH)
    return mention.hedge != "none" and _VIRAL.search(folded, near, mention.start) is not None


def _is_of_the_spread(folded: str, mention: Mention) -> bool:
    """Whether it counts who saw the post: 187万次观看, 订阅者31万人."""
    near = max(0, mention.start - _SPREAD_REACH - 4)
    return (
        _SPREAD_AFTER.match(folded, mention.end) is not None
        or _SPREAD_BEFORE.search(folded, near, mention.start) is not None
    )


def _is_period(mention: Mention, following: Sequence[Mention]) -> bool:
    """Whether it is the time in which the next number is counted: 一个月看病超过三次."""
    return mention.kind == "duration" and any(
        one.kind == "count" and one.start - mention.end <= _PERIOD_REACH for one in following
    )


def _is_headline(folded: str, mention: Mention) -> bool:
    """Whether it stands in a headline that is the question: 【查核】“一天一瓶，体重减20斤”？."""
    stop = folded.find("\n")
    return mention.end <= stop and folded[stop - 1] in "?？" and mention.speaker_start is None


def _is_asked(folded: str, mention: Mention) -> bool:
    """Whether it stands in a heading that asks whether it is true: （一）第4次罚500元？."""
    left = folded.rfind("\n", 0, mention.start) + 1
    right = folded.find("\n", mention.end, left + _LONGEST_QUESTION + 1)
    if left == 0 or right < 0 or folded[right - 1] not in "?？":
        return False
    return _QUESTION.match(folded, mention.end, right) is not None


def _is_repeated(folded: str, mention: Mention) -> bool:
    """Whether a value that was claimed is told again as the claim: 所谓1200元, “1200元”, 坚称被罚1200元."""
    near = max(0, mention.start - _INSISTED_REACH)
    return (
        folded[mention.start - 1] in "“「『"
        or _SO_CALLED.search(folded, near, mention.start) is not None
        or _INSISTED.search(folded, near, mention.start) is not None
    )
