"""Folding: a text in the forms of the lexicon.

``fold`` keeps the length, so that offsets in the folded text are offsets in the text as given. What it
changes: full-width letters, digits and signs to ASCII, odd blanks and markup to blanks, Traditional to
Simplified characters, formal numerals (``叁萬``) to plain ones, a full-width comma within a number.
"""

import re
from functools import cache

from . import lexicon
from .numerals import DIGITS, LARGE_SCALES, PLAIN_DIGITS, SCALES

_BLANKS = "\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"


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
    table |= dict.fromkeys(map(ord, _BLANKS + INVISIBLE), 0x20)
    return table | _variants()


@cache
def _folded() -> tuple[re.Pattern[str], dict[str, str]]:
    """What ``fold_table`` folds, and into what: of most texts that is little, so that it is searched for."""
    table = {chr(code): chr(other) for code, other in fold_table().items()}
    return re.compile(f"[{''.join(map(re.escape, table))}]"), table


# 3，460 with a full-width comma is one number; 100，200，300 are three, $20，300人 are two
_WIDE_COMMAS = re.compile(r"，(?<=\d，)\d{3}(?:，\d{3})*(?!\d)")
_BEFORE_COMMAS = re.compile(r"(?<![\d,，.．])\d{1,3}$")


_MONEY_SIGNS = tuple("$＄¥￥€£￡₩￦")
_COUNTED_REACH = 4  # characters behind a number in which a classifier ends


@cache
def _counted() -> re.Pattern[str]:
    """A price and what is counted behind it: $20，300人."""
    return re.compile(f" ?{lexicon.any_of('classifiers')}")


def _ungrouped(match: re.Match[str]) -> str:
    text, start, end, rest = match.string, match.start(), match.end(), match[0]
    first = _BEFORE_COMMAS.search(text, max(0, start - 3), start)
    if not first:
        return rest
    if not rest.translate(fold_table()).replace("，", "").strip("0"):
        return rest.replace("，", ",")
    sign, follows = text[first.start() - 1 : first.start()], text[end : end + _COUNTED_REACH]
    if len(rest) == 4 and sign in _MONEY_SIGNS and _counted().match(follows.translate(fold_table())):
        return rest
    return rest.replace("，", ",") if len(first[0]) < 3 else rest


def with_variants(signs: str) -> str:
    """``signs`` and the Traditional characters that stand for them."""
    return signs + "".join(row["variant"] for row in lexicon.rows("variants") if row["form"] in signs)


_FORMAL_TO_PLAIN = {ord(row["form"]): row["plain"] for row in lexicon.rows("formal_numerals")}
_FORMAL_SIGNS = "".join(map(chr, _FORMAL_TO_PLAIN))


def _formal() -> re.Pattern[str]:
    """A numeral as it is written on bills: 叁萬, 壹佰元伍角.

    參 and 陸 are everyday words too, so a digit counts only before a scale and behind one.
    """
    signs = [(row["form"], row["plain"] in SCALES) for row in lexicon.rows("formal_numerals")]
    digit = "".join(form for form, scales in signs if not scales)
    ten = next(form for form, scales in signs if scales)
    large = with_variants(LARGE_SCALES[:2])
    scale = "".join(form for form, scales in signs if scales) + large
    coins = [row["form"] for row in lexicon.rows("units") if row["unit"] == "LOCAL" and len(row["form"]) == 1]
    cent = lexicon.forms("context_words", role="cent")
    six = next(row["form"] for row in lexicon.rows("formal_numerals") if row["plain"] == DIGITS[7])
    land = "".join(lexicon.forms("context_words", role="before_land"))  # 大陆万达
    coin, digit_or_zero = with_variants("".join([*coins, *cent])), digit + DIGITS[0]
    return re.compile(
        f"(?:[{digit_or_zero}](?<![{land}]{six})[{scale}]|{ten}(?=[{digit}{large}]))"
        f"(?:[{digit_or_zero}]|[{scale}]|[{coin}](?=[{digit_or_zero}][{ten}{coin}]))*"
    )


_FORMAL = _formal()
_CIRCLE = re.compile(f"(?<=[{PLAIN_DIGITS}])[○〇Ｏ](?=[{PLAIN_DIGITS}○〇年])")
_MARKUP = re.compile(r"<[A-Za-z/!][^<>\n]{0,999}>|&#?[A-Za-z0-9]{1,9};")


def fold(text: str) -> str:
    """``text`` in the forms of the lexicon, character for character (same length, same offsets)."""
    if "<" in text or "&" in text:
        text = _MARKUP.sub(lambda match: " " * len(match[0]), text)
    if "，" in text:
        text = _WIDE_COMMAS.sub(_ungrouped, text)
    if any(sign in text for sign in _FORMAL_SIGNS):
        text = _FORMAL.sub(lambda match: match[0].translate(_FORMAL_TO_PLAIN), text)
    if "○" in text:
        text = _CIRCLE.sub(DIGITS[0], text)
    expression, table = _folded()
    return expression.sub(lambda match: table[match[0]], text)


def traditional(text: str) -> int:
    """Count the characters that only Traditional Chinese has; formal numerals, which all use, are none."""
    plain = _FORMAL.sub("", text) if any(sign in text for sign in _FORMAL_SIGNS) else text
    return len(_traditional().findall(plain))
