"""Folding: a text in the forms of the lexicon.

``fold`` keeps the length, so that offsets in the folded text are offsets in the text as given. What it
changes: full-width letters, digits and signs to ASCII, odd blanks and markup to blanks, Traditional to
Simplified characters, formal numerals (``叁萬``) to plain ones, a full-width comma within a number.
"""

import re
from functools import cache

from . import lexicon

_BLANKS = "\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"


@cache
def _variants() -> dict[int, int]:
    return {ord(row["variant"]): ord(row["form"]) for row in lexicon.rows("variants")}


@cache
def _traditional() -> re.Pattern[str]:
    return re.compile(
        f"[{''.join(row['variant'] for row in lexicon.rows('variants') if row['variant'] != '〇')}]"
    )


@cache
def fold_table() -> dict[int, int]:
    """Code point to code point of all that is folded by itself, whatever stands beside it."""
    table = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    for sign in "，、；：？！（）":
        table.pop(ord(sign), None)
    table |= str.maketrans("（）：￥￡￠￦﹪﹩∶", "():¥£¢₩%$:")
    table |= dict.fromkeys(map(ord, _BLANKS + _INVISIBLE), 0x20)
    return table | _variants()


# 3，460 with a full-width comma is one number; 100，200，300 are three
_WIDE_COMMA = re.compile(r"(?<![\d,，.．])(\d{1,3})((?:，\d{3})+)(?!\d)")


_MONEY_SIGNS = tuple("$＄¥￥€£￡₩￦")
_COUNTED_REACH = 4  # characters behind a number in which a classifier ends


@cache
def _counted() -> re.Pattern[str]:
    """A price and what is counted behind it: $20，300人."""
    return re.compile(f" ?{lexicon.any_of('classifiers')}")


def _ungrouped(match: re.Match[str]) -> str:
    first, rest = match.groups()
    if not rest.translate(fold_table()).replace("，", "").strip("0"):
        return first + rest.replace("，", ",")
    text, start, end = match.string, match.start(), match.end()
    sign, follows = text[start - 1 : start], text[end : end + _COUNTED_REACH]
    if len(rest) == 4 and sign in _MONEY_SIGNS and _counted().match(follows.translate(fold_table())):
        return match[0]
    return first + rest.replace("，", ",") if len(first) < 3 else match[0]


_FORMAL_SIGNS = "壹贰貳叁叄參肆伍陆陸柒捌玖拾佰仟"
_FORMAL_TO_PLAIN = str.maketrans(_FORMAL_SIGNS, "一二二三三三四五六六七八九十百千")
_FORMAL_DIGIT = "[壹贰貳叁叄參肆伍陆陸柒捌玖零]"
# 參 and 陸 are everyday words too, so a digit counts only before a scale and behind one: 叁萬, 壹佰元伍角
_FORMAL = re.compile(
    f"(?:{_FORMAL_DIGIT}[拾佰仟万萬亿億]|拾(?=[壹贰貳叁叄參肆伍陆陸柒捌玖万萬]))"
    f"(?:{_FORMAL_DIGIT}|[拾佰仟万萬亿億]|[元圆圓角](?={_FORMAL_DIGIT}[拾角分]))*"
)
_CIRCLE = re.compile("(?<=[零一二三四五六七八九])[○〇Ｏ](?=[零一二三四五六七八九○〇年])")
_MARKUP = re.compile(r"<[A-Za-z/!][^<>\n]{0,999}>|&#?[A-Za-z0-9]{1,9};")


def fold(text: str) -> str:
    """``text`` in the forms of the lexicon, character for character (same length, same offsets)."""
    if "<" in text or "&" in text:
        text = _MARKUP.sub(lambda match: " " * len(match[0]), text)
    if "，" in text:
        text = _WIDE_COMMA.sub(_ungrouped, text)
    if any(sign in text for sign in _FORMAL_SIGNS):
        text = _FORMAL.sub(lambda match: match[0].translate(_FORMAL_TO_PLAIN), text)
    if "○" in text:
        text = _CIRCLE.sub("零", text)
    return text.translate(fold_table())


def traditional(text: str) -> int:
    """Count the characters that only Traditional Chinese has; formal numerals, which all use, are none."""
    plain = _FORMAL.sub("", text) if any(sign in text for sign in _FORMAL_SIGNS) else text
    return len(_traditional().findall(plain))
