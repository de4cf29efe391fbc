"""The lexicon of the reading engine: small CSV tables beside this module, and what is made from them.

Forms are stored in Simplified characters and ASCII digits and signs; ``fold`` brings any text to that
form without changing its length, so that offsets in the folded text are offsets in the text as given.
"""

import csv
import re
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).with_name("lexicon")


@cache
def rows(name):
    """Rows of ``lexicon/NAME.csv`` as a tuple of dicts (all values are text)."""
    with open(_FOLDER / f"{name}.csv", encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def forms(table, **where):
    """The forms (tuple of str) of the rows of ``table`` whose columns hold the values in ``where``."""
    return tuple(
        row["form"] for row in rows(table) if all(row[column] == value for column, value in where.items())
    )


def any_of(table, **where):
    """A regular expression that matches the longest of ``forms(table, **where)``, in a group of its own."""
    found = forms(table, **where)
    if not found:
        raise LookupError(f"lexicon/{table}.csv has no row with {where}")
    return f"(?:{trie(found)})"


def trie(forms, guards=None):
    """A regular expression that matches the longest of ``forms``; its cost does not grow with their number.

    ``guards`` maps a form to the characters that may not follow it (``名`` before ``义`` is no classifier),
    and after a hyphen to words that may nevertheless (``成`` before ``员`` is a member, before ``员工`` a
    share of the staff).
    """
    guards = guards or {}
    root = {}
    for form in forms:
        node = root
        for character in form:
            node = node.setdefault(character, {})
        characters, _, words = guards.get(form, "").partition("-")
        node[""] = f"(?!{f'(?!{words})' if words else ''}[{characters}])" if characters else ""

    def pattern(node):
        branches = [re.escape(c) + pattern(child) for c, child in sorted(node.items()) if c]
        if "" in node:
            branches.append(node[""])
        if len(branches) == 1:
            return branches[0]
        return "(?:" + "|".join(branches) + ")"

    return pattern(root)


_BLANKS = "\u00a0\u1680\u202f\u205f\u2060\u3000\ufeff\u00ad" + "".join(map(chr, range(0x2000, 0x200E)))


@cache
def fold_table():
    """Code point to code point (dict of int).

    Full-width to ASCII, odd blanks to a blank, Traditional to Simplified.
    """
    table = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    for sign in "，、；：？！（）":
        table.pop(ord(sign), None)
    table[ord("（")], table[ord("）")], table[ord("：")] = ord("("), ord(")"), ord(":")
    for blank in _BLANKS:
        table[ord(blank)] = 0x20
    table |= {
        ord("￥"): ord("¥"),
        ord("￡"): ord("£"),
        ord("￠"): ord("¢"),
        ord("￦"): ord("₩"),
        ord("﹪"): ord("%"),
        ord("﹩"): ord("$"),
        ord("∶"): ord(":"),
    }
    table |= {ord(row["variant"]): ord(row["form"]) for row in rows("variants")}
    return table


# 3，460 with a full-width comma is one number; 100，200，300 are three
_WIDE_COMMA = re.compile(r"(?<![\d,，.．])(\d{1,3})((?:，\d{3})+)(?!\d)")


def _ungrouped(match):
    first, rest = match.groups()
    zeros = not rest.translate(fold_table()).replace("，", "").strip("0")
    return first + rest.replace("，", ",") if len(first) < 3 or zeros else match[0]


_FORMAL = re.compile(
    "[壹贰貳叁叄參肆伍陆陸柒捌玖零][拾佰仟万萬亿億][壹贰貳叁叄參肆伍陆陸柒捌玖零拾佰仟万萬亿億]*"
)
_FORMAL_TO_PLAIN = str.maketrans("壹贰貳叁叄參肆伍陆陸柒捌玖拾佰仟", "一二二三三三四五六六七八九十百千")
_CIRCLE = re.compile("(?<=[零一二三四五六七八九])[○〇Ｏ](?=[零一二三四五六七八九○〇年])")


_MARKUP = re.compile(r"<[A-Za-z/!][^<>\n]{0,999}>|&#?[A-Za-z0-9]{1,9};")


def fold(text):
    """``text`` in the forms of the lexicon, character for character (same length, same offsets).

    Tags become blanks.
    """
    if "<" in text or "&" in text:
        text = _MARKUP.sub(lambda match: " " * len(match[0]), text)
    if "，" in text:
        text = _WIDE_COMMA.sub(_ungrouped, text)
    if any(scale in text for scale in "拾佰仟"):
        text = _FORMAL.sub(lambda match: match[0].translate(_FORMAL_TO_PLAIN), text)
    if "○" in text:
        text = _CIRCLE.sub("零", text)
    return text.translate(fold_table())
