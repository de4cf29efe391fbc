"""Numerals: the value of an Arabic, Chinese or mixed numeral, as an interval where the words leave one.

All functions read folded text (see ``folding.fold``).
"""

import re
from functools import lru_cache

DIGITS = "零一二两三四五六七八九"
_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_SCALE = {"十": 10, "廿": 20, "卅": 30, "百": 100, "千": 1000, "万": 1e4, "亿": 1e8, "兆": 1e12}
_LATIN_SCALE = {
    "k": 1e3,
    "w": 1e4,
    "m": 1e6,
    "b": 1e9,
    "bn": 1e9,
    "t": 1e12,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
}

# Longer digit runs are identifiers or noise, not amounts; float() of them would be infinite.
LONGEST = 30

# 1,500,214万 is 1,500 and 214万; 3 460 人次 has a blank for a comma
ARABIC = (
    r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?! ?[万亿])|\d{1,3},\d{3}(?!\d)"
    r"|(?<![\d.,A-Za-z-] )(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d.,:/-])|\d+)(?:\.\d+)?"
)
SCALES = "[十百千万亿兆]"
# 二亿两 is silver by weight, 百分位 and 四分位 are places in an order
CHINESE = (
    f"(?!千[瓦米克帕赫卡]|百帕|兆[瓦帕赫])[{DIGITS}十百千万亿兆廿卅几数]+"
    f"(?<!{SCALES}两)(?!(?<=百)分[位制])(?:点[{DIGITS}]+[十百千万亿兆]*)?"
)
# A scale that begins a unit is none: 千瓦, 兆帕, 百帕
_SCALE_GUARDED = "(?:十|百(?!帕|分[点之位制])|千(?![瓦米克帕赫卡字])|[万亿]|兆(?![瓦帕赫字欧位]))"
# 30 多万, 1.2 万亿, 3万5千, 十几亿, 2亿5000万, 2万3150
NUMERAL = (
    rf"(?:{ARABIC}|{CHINESE})"
    rf"(?: ?[多余几来]?(?:个(?=亿))?(?: ?{_SCALE_GUARDED})+(?:{ARABIC}(?: ?{_SCALE_GUARDED}+)?"
    rf"|(?<!\d)(?!两(?!{SCALES}))[{DIGITS}][{DIGITS}十百千万亿兆]*)*){{0,3}}"
)

_TOKEN = re.compile(r"\d+(?:\.\d+)?|.")
_PAIR = re.compile("(?:一两|一二|两三|二三|三五|三四|四五|五六|六七|七八|八九)(?!年$)")
_POSITIONAL = re.compile(f"[{DIGITS}]{{3,}}|零[{DIGITS}]")
_NOISE = str.maketrans("", "", " ,多余来个")


@lru_cache(maxsize=1 << 16)
def parse(numeral):
    """The value of ``numeral`` as ``(lo, hi)`` in plain numbers, or None where it has none.

    ``十几亿`` is (1.1e9, 1.9e9), ``七八`` is (7, 8), ``数十`` is (20, 90); a 多, 余 or 来 is ignored here,
    because it is a bound and not a value.
    """
    plain = numeral.translate(_NOISE)
    if not plain:
        return None
    if plain.isascii():
        return _ascii(plain)
    if "点" in plain:
        value = _decimal(plain)
        return None if value is None else (value, value)
    if "几" in plain or "数" in plain:
        after_scale = re.search("[十廿卅百千万亿兆]几", plain)  # 三百几 is 310 to 390
        lo = _exact(re.sub("[几数]", "一" if after_scale else "二", plain))
        hi = _exact(re.sub("[几数]", "九", plain))
        return None if lo is None or hi is None else (lo, hi)
    pair = _PAIR.search(plain)
    if pair and not _POSITIONAL.fullmatch(plain):
        first, second = pair[0]
        lo = _exact(plain[: pair.start()] + first + plain[pair.end() :])
        hi = _exact(plain[: pair.start()] + second + plain[pair.end() :])
        return None if lo is None or hi is None or hi < lo else (lo, hi)
    value = _exact(plain)
    return None if value is None else (value, value)


def _ascii(plain):
    if len(plain) > LONGEST:
        return None
    number = re.fullmatch(r"(\d+(?:\.\d+)?)(?:([A-Za-z]+)(\d?))?", plain)
    if not number:
        return None
    head, letters, rest = number.groups(default="")
    scale = _LATIN_SCALE.get(letters.lower(), 1 if not letters else None)
    if scale is None:
        return None
    value = _clean(float(head) * scale + (int(rest) * scale / 10 if rest else 0))  # 9k6 is 9,600
    return value, value


def _decimal(plain):
    whole, fraction = plain.split("点", 1)
    digits = re.fullmatch(f"([{DIGITS}]+)([十百千万亿兆]*)", fraction)
    if not digits:
        return None
    left = _exact(whole) if whole else 0
    if left is None:
        return None
    value = float(f"{left:.0f}." + "".join(str(_DIGIT[c]) for c in digits[1]))
    for scale in digits[2]:
        value *= _SCALE[scale]
    return _clean(value)


def _exact(plain):
    if len(plain) > LONGEST:
        return None
    if _POSITIONAL.fullmatch(plain):
        return float("".join(str(_DIGIT[c]) for c in plain))
    total = section = 0.0
    largest, last_scale, number = 0.0, 0.0, None
    for token in _TOKEN.findall(plain):
        scale = _SCALE.get(token)
        if scale is None:
            if token in _DIGIT:
                if token == "零":
                    number, last_scale = None, 0.0
                    continue
                number = _DIGIT[token] if number is None else number * 10 + _DIGIT[token]
            elif token[0].isdigit():
                # 13万2 is 132,000, 13万20 is 130,020
                number, last_scale = (
                    float(token),
                    last_scale if len(token) == 1 and last_scale >= 1e3 else 0.0,
                )
            else:
                return None
        elif scale in (20, 30):
            section += scale
            number, last_scale = None, 1.0
        elif scale < 1e4:
            if number is None and section and scale > last_scale > 0:
                section *= scale  # 十百, 百千: a vague product such as 数十百 is read as said
            else:
                section += (1 if number is None else number) * scale
            number, last_scale = None, scale
        else:
            section += number or 0
            number = None
            if scale > largest and (total or section):
                total = (total + section) * scale
            else:
                total += (section or 1) * scale
            if not total:
                total = scale
            section, largest, last_scale = 0.0, scale, scale
    if number is not None:
        # 一亿二 is 1.2e8, 三万五 is 35000: a last digit takes the next lower scale
        section += number * last_scale / 10 if last_scale >= 100 and number < 10 else number
    return _clean(total + section)


def _clean(value):
    """``value`` at 15 significant digits, without binary dust; None where it is not finite."""
    value = float(f"{value:.15g}")
    return value if abs(value) != float("inf") else None
