"""A second reader of numbers, apart from the engine's.

It reads mentions cut out already, without what stands around them.
"""

import math
import re
import unicodedata

PLAIN = str.maketrans(
    "萬億兩點個塊幾數來餘時紀齡碼壹貳贰參叁肆伍陸陆柒捌玖拾佰仟〇○〜",
    "万亿两点个块几数来余时纪龄码一二二三三四五六六七八九十百千零零~",
)
DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "半": 0.5}
SCALES = {"兆": 1e12, "亿": 1e8, "万": 1e4, "千": 1e3, "百": 100, "十": 10}
WORTH = {
    "成": 10,
    "折": 10,
    "世纪": 100,
    "月龄": 1 / 12,
    "码": 0.25,
    "毛": 0.1,
    "毫子": 0.1,
    "角": 0.1,
    "‰": 0.1,
    "(?<=\\d)B(?!P)": 1e9,
}
TO = "[至到、或~\u2010-\u2015\u2212\u2500-]"  # between the ends of a range: words, and dashes of all kinds
D = "[一二两三四五六七八九]"
N = rf"(?:\d+(?:\.\d+)?|[零十百千万亿兆半]|{D}|点(?={D}))+"


def written(signs):
    """The number that digits, Chinese numerals and scales write: 2.5万 is 25000, 两万三 and 2万3 23000."""
    if re.fullmatch(r"\d+(\.\d+)?", signs):
        return float(signs)
    for scale, size in SCALES.items():
        if scale in signs:
            left, _, right = signs.rpartition(scale) if size > 1e3 else signs.partition(scale)
            short = size / 10 if size > 10 and re.fullmatch(rf"{D}|\d", right) else 1
            right = right.lstrip("零")
            return (written(left) if left else 1) * size + (written(right) * short if right else 0)
    whole, _, decimals = signs.partition("点")
    return DIGITS[whole] + sum(DIGITS[sign] / 10**place for place, sign in enumerate(decimals, 1))


def single(signs, unit):
    """The one number that a mention in plain ``signs`` states."""
    if share := re.search(rf"({N})(分之|/|分(?={D}$))({N})", signs):
        over, under = (share[1], share[3]) if share[2] == "/" else (share[3], share[1])
        return 100 * written(over) / written(under)
    if re.search("^一?半$|^半数", signs):
        return 50
    if two := re.search(rf"({N})(?:小?时|分|年[零又]?)({N})(个?月|分|秒)", signs):
        return written(two[1]) + written(two[2]) / (12 if "月" in two[3] else 60)
    if coins := re.search(rf"({N})元({N})角(?:({N})分)?", signs):
        return written(coins[1]) + written(coins[2]) / 10 + (written(coins[3]) / 100 if coins[3] else 0)
    signs = re.sub(r"(\d)[块米](\d)毛?(\d*)", r"\1.\2\3", re.sub(r"^(\d)毛(\d)", r"0.\1\2 ", signs))
    signs = re.sub(r"(\d)成(\d)", r"\1.\2成", signs)
    signs = re.sub(f"({D})[块米]({D})", r"\1点\2", re.sub(f"({D})成({D})", r"\1点\2成", signs))
    found = re.search(N, signs)
    half = 0.5 if re.match(".{1,2}半", signs[found.end() :]) else 0
    worth = math.prod(size for sign, size in WORTH.items() if re.search(sign, signs))
    cents = re.search("[分仙]", signs) and re.match("[A-Z]{3}", unit)
    return (written(found[0]) + half) * (0.01 if cents else worth)


def borrowed(before, behind):
    """The scale that a bare number has from elsewhere: 单位：万元 above its table, 58.5+30w, 10.2/12亿."""
    if summand := re.match(r"[+/][\d.]+([wk万亿])", behind):
        return summand[1]
    headings = re.findall("单位：(.)元", before)
    return headings[-1] if headings and "元" not in before.rpartition("\n")[2] else ""


def stated(words, unit):
    """[lo, hi] that the mention ``words`` states."""
    signs = re.sub(r"\s", "", unicodedata.normalize("NFKC", words).translate(PLAIN))
    signs = re.sub(r"(?<=\d),(?=\d{3})", "", signs)
    for sign, scale in {"w": "万", "k": "千"}.items():  # no kW, km or kg
        signs = re.sub(rf"(?i)(?<=\d){sign}(?![a-z])", scale, signs)
    if re.match("[A-Z]{3}", unit):
        signs = re.sub("个$", "万", signs)  # pay of 60个
    signs = re.sub(
        "[多余来]|个?百分点|千(?=[米瓦])|个(?=[万亿])", "", signs.replace("廿", "二十").replace("卅", "三十")
    )
    ends = re.split(TO, signs)
    if len(ends) == 2:
        if re.fullmatch(rf"\D*[\d.]+|{D}", ends[0]):  # its scale and unit stand behind the second number
            ends[0] += re.sub(rf"^[\d.]+|^{D}", "", ends[1])
    elif vague := re.search("([十百千万亿]?)[几数]", signs.replace("半数", "半")):
        ends = [signs.replace(vague[0], vague[1] + sign) for sign in ("一" if vague[1] else "二", "九")]
    elif pair := re.search(f"({D})({D})", signs):
        ends = [signs[: pair.start()] + sign + signs[pair.end() :] for sign in pair.groups()]
    else:
        ends = [signs, signs]
    return [single(end, unit) for end in ends]
