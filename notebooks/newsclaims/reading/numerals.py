"""Numerals: the value of an Arabic, Chinese or mixed numeral, as an interval where the words leave one.

All functions read folded text (see ``folding.fold``).
"""

import re
from functools import lru_cache

from . import lexicon

DIGITS = "零一二两三四五六七八九"
SCALES = "十百千万亿兆"
TENS = "廿卅"  # twenty and thirty
VAGUE = "几数"  # some
POINT = "点"
MORE = "多余来"  # between a number and its scale: it is more than that, or about so much
CLASSIFIER = "个"  # as in 三个亿
TWO = DIGITS[3]  # the digit two before what is counted
PLAIN_DIGITS = DIGITS.replace(TWO, "")
LARGE_SCALES = SCALES[3:]
NUMERALS = DIGITS + SCALES + TENS + VAGUE

DIGIT_VALUES = {sign: value for value, sign in enumerate(PLAIN_DIGITS)} | {TWO: 2}
_SCALE = dict(zip(SCALES + TENS, (10, 100, 1000, 1e4, 1e8, 1e12, 20, 30), strict=True))
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
    rf"(?:\d++(?![, ]\d)|\d{{1,3}}(?:,\d{{3}})+(?!\d)(?! ?[{LARGE_SCALES}])|\d{{1,3}},\d{{3}}(?!\d)"
    r"|(?<![\d.,A-Za-z-] )(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d.,:/-])|\d+)(?:\.\d+)?"
)
# Scales that units begin with as well: 百帕, 千瓦, 兆赫
_UNIT_SCALES = SCALES[1:3] + SCALES[5]
_SURE_SCALES = SCALES[0] + SCALES[3:5]


def _no_unit_with_scale() -> str:
    """A look-ahead that fails at 千瓦, 百帕 or 兆赫: a unit whose first character is a scale only elsewhere.

    But a word or a unit that begins behind the scale (千|米其林, 千|克拉) makes no such unit.
    """
    units = lexicon.forms("units")
    forms = [form for form in units if form[0] in _UNIT_SCALES and len(form) > 1]
    words = [row["word"] for row in lexicon.rows("unit_words")] + [
        unit for unit in units if not any(form[0] + unit in forms for form in forms)
    ]
    assertions = {}
    for form in forms:
        rests = [
            word[len(form) - 1 :] for word in words if word.startswith(form[1:]) and len(word) >= len(form)
        ]
        if rests:
            assertions[form] = f"(?!{lexicon.trie(rests)})"
    other = lexicon.any_of("context_words", role="word_with_scale")
    return f"(?!{lexicon.trie(forms, assertions=assertions)}|{other})"


_GUARDED = f"{_no_unit_with_scale()}[{_UNIT_SCALES}]"
_ANY_SCALE = f"(?:[{_SURE_SCALES}]|{_GUARDED})"
# 二亿两 is silver by weight: 两 behind a scale is a digit only before another scale
_TWO = f"{TWO}(?:(?<![{SCALES}]{TWO})|(?=[{SCALES}]))"
CHINESE = (
    f"(?:[{PLAIN_DIGITS}{_SURE_SCALES}{TENS}{VAGUE}]++|{_TWO}|{_GUARDED})++"
    f"(?:{POINT}[{DIGITS}]+{_ANY_SCALE}*)?"
)
# 10万1年, 3千1个月, 5万1套: a price for one, or a date behind an amount
_ONE_EACH = rf"(?!\d{{1,2}} ?{lexicon.any_of('units', kind='duration')}|1 ?{lexicon.any_of('classifiers')})"
# 30 多万, 1.2 万亿, 3万5千, 十几亿, 2亿5000万, 2万3150, 13万2
NUMERAL = (
    rf"(?:{ARABIC}|{CHINESE})(?: ?[{MORE}{VAGUE[0]}]?(?:{CLASSIFIER}(?={SCALES[4]}))?(?: ?{_ANY_SCALE})+"
    rf"(?:{_ONE_EACH}{ARABIC}(?: ?{_ANY_SCALE}+)?"
    rf"|(?<!\d)(?:[{PLAIN_DIGITS}]|{_TWO})(?:[{PLAIN_DIGITS}{_SURE_SCALES}]|{_TWO}|{_GUARDED})*)*){{0,3}}"
)


def _pairs() -> str:
    """Two digits that make one vague number: 七八, 三五, 一两."""
    neighbours = [a + b for a, b in zip(PLAIN_DIGITS[1:], PLAIN_DIGITS[2:], strict=False)]
    return lexicon.trie(neighbours + list(lexicon.forms("context_words", role="vague_pair")))


_TOKEN = re.compile(r"\d+(?:\.\d+)?|.")
_PAIR = re.compile(rf"{_pairs()}(?!年$)")
_POSITIONAL = re.compile(f"[{DIGITS}]{{3,}}|{DIGITS[0]}[{DIGITS}]")
_VAGUE = re.compile(f"[{VAGUE}]")
_VAGUE_BEHIND_SCALE = re.compile(f"[{SCALES}{TENS}]{VAGUE[0]}")
_DECIMALS = re.compile(f"([{DIGITS}]+)([{SCALES}]*)")
_NOISE = str.maketrans("", "", f" ,{MORE}{CLASSIFIER}")


@lru_cache(maxsize=1 << 16)
def parse(numeral: str) -> tuple[float, float] | None:
    """The value of ``numeral`` as ``(lo, hi)`` in plain numbers, or None where it has none.

    ``十几亿`` is (1.1e9, 1.9e9), ``七八`` is (7, 8), ``数十`` is (20, 90); a 多, 余 or 来 is ignored here,
    because it is a bound and not a value.
    """
    plain = numeral.translate(_NOISE)
    if not plain:
        return None
    if plain.isascii():
        return _ascii(plain)
    if POINT in plain:
        value = _decimal(plain)
        return None if value is None else (value, value)
    if _VAGUE.search(plain):
        least = 1 if _VAGUE_BEHIND_SCALE.search(plain) else 2  # 三百几 is 310 to 390
        lo, hi = (_exact(_VAGUE.sub(PLAIN_DIGITS[digit], plain)) for digit in (least, 9))
        return None if lo is None or hi is None else (lo, hi)
    pair = _PAIR.search(plain)
    if pair and not _POSITIONAL.fullmatch(plain):
        lo, hi = (_exact(plain[: pair.start()] + digit + plain[pair.end() :]) for digit in pair[0])
        return None if lo is None or hi is None or hi < lo else (lo, hi)
    value = _exact(plain)
    return None if value is None else (value, value)


def _ascii(plain: str) -> tuple[float, float] | None:
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
    return None if value is None else (value, value)


def _decimal(plain: str) -> float | None:
    whole, fraction = plain.split(POINT, 1)
    digits = _DECIMALS.fullmatch(fraction)
    if not digits:
        return None
    left = _exact(whole) if whole else 0
    if left is None:
        return None
    value = float(f"{left:.0f}." + "".join(str(DIGIT_VALUES[c]) for c in digits[1]))
    for scale in digits[2]:
        value *= _SCALE[scale]
    return _clean(value)


def _exact(plain: str) -> float | None:
    if len(plain) > LONGEST:
        return None
    if _POSITIONAL.fullmatch(plain):
        return float("".join(str(DIGIT_VALUES[c]) for c in plain))
    total = section = 0.0
    largest, last_scale = 0.0, 0.0
    number: float | None = None
    for token in _TOKEN.findall(plain):
        scale = _SCALE.get(token)
        if scale is None:
            if token in DIGIT_VALUES:
                if token == DIGITS[0]:
                    number, last_scale = None, 0.0
                    continue
                number = DIGIT_VALUES[token] if number is None else number * 10 + DIGIT_VALUES[token]
            elif token[0].isdecimal():
                number = float(token)
                if len(token) > 1 or token == "0":  # 13万2 is 132,000, but 2万3150 and 3万05 go on with units
                    last_scale = 0.0
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


def _clean(value: float) -> float | None:
    """``value`` at 15 significant digits, without binary dust; None where it is not finite."""
    value = float(f"{value:.15g}")
    return value if abs(value) != float("inf") else None
