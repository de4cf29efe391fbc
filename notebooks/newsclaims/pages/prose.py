"""Prose: numbers in Markdown, each a link to its entry in the ledger, and the check that text and ledger agree.

    [80%](02-claims.ipynb#anthropic-retention)        a number and where it comes from
    <!-- holds: openai-retention < deepmind-retention -->   what a finding asserts, as a condition over the ledger

``problems`` lists what does not hold in a text, ``mended`` rewrites stale numbers. Needing no link, by rule: code, addresses, math,
headings, list markers, comments, names with a number in them (Llama 4, UTF-8, CC BY 4.0), English number words up to ten.
"""

import math
import re
from typing import NamedTuple

from ..errors import DataError
from ..ledger.units import conversion_factor
from ..ledger.wording import MONTHS, SIGN
from ..reading.find import find_mentions

_MASKS = [
    re.compile(pattern, re.S | re.M)
    for pattern in (
        r"^(```|~~~).*?^\1[^\n]*$",
        r"<!--.*?-->",
        r"(`+)(?!`).*?(?<!`)\1(?!`)",
        r"\$\$.*?\$\$|\$(?=\S)[^$\n]*[\\_^{}][^$\n]*(?<=\S)\$",
        r"^#{1,6} [^\n]*$|^[^\n]+\n(?:=+|-+)[ ]*$",
        r"<[A-Za-z/][^>\n]*>",
        r"https?://[^\s)>\]]+",
        r"^\s*\d+[.)](?= )",
        r"&#?\w+;",
        r"!\[",
    )
]
_LINK = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]\(([^()\s]*(?:\([^()]*\))?[^()\s]*)\)")
_HOLDS = re.compile(r"<!--\s*holds:\s*(.*?)\s*-->", re.S)
_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {word: n for n, word in enumerate(_ONES)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_SCALE = {
    "hundred": 100,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "k": 1e3,
    "m": 1e6,
    "bn": 1e9,
    "tn": 1e12,
}
_BIG = r"eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?|(?:hundred|thousand|million|billion|trillion|dozen)s?"
_NUMBER = re.compile(rf"(?<![A-Za-z])(?:{_BIG})\b", re.I)
_TOKEN = re.compile(
    rf"[−-]?\d[\d,]*(?:\.\d+)?|\b(?:{'|'.join(map(re.escape, _WORDS))})(?:-(?:{'|'.join(_ONES[1:10])}))?\b",
    re.I,
)
_AFTER = re.compile(r"[\s-]?(hundred|thousand|million|billion|trillion|bn|tn|k|m)\b", re.I)
_UP = r"up to|at most|no more than|as many as|as much as|under|below|less than|fewer than|within|≤|<"
_DOWN = r"at least|no less than|no fewer than|more than|over|above|≥|>"
_ABOUT = r"about|around|roughly|nearly|some|approximately|almost|~|≈"
_NOUNS = {
    "percent": r"%|per ?cent",
    "pp": r"points?\b|\bpp\b",
    "year": r"\byears?\b",
    "month": r"\bmonths?\b",
    "week": r"\bweeks?\b",
    "day": r"\bdays?\b",
    "hour": r"\bhours?\b",
    "minute": r"\bminutes?\b",
}
COMPARING = re.compile(
    r"\b(?:more|less|fewer|most|least|higher|lower|larger|largest|highest|lowest|greater|greatest|smaller|smallest|bigger|biggest|ahead|behind|"
    r"above|below|than|exceeds?|outnumbers?|r[io]ses?|falls?|fell|grows?|grew|doubled|tripled|first|last|best|worst|softer|stronger|weaker|leads?|follows?|"
    r"half|quarters?|majority|minority|almost all|overlaps?|widens?)\b|高于|低于|多于|少于|超过|不足|最多|最少|最高|最低|最大|最小|多数|少数|领先|落后|"
    r"一半|过半|近半|扩大|缩小|上涨|下降|更多|更少|更高|更低|居首|首位|三倍|翻",
    re.I,
)


class Problem(NamedTuple):
    """What does not hold: ``text`` as it stands, ``reason`` with the right value, ``better`` to put there instead ("" for none)."""

    start: int
    text: str
    reason: str
    better: str = ""


def masked(text):
    """``text`` with everything that is no prose blanked out; its length stays."""
    for mask in _MASKS:
        text = mask.sub(lambda found: re.sub(r"\S", " ", found[0]), text)
    return text


def links(text):
    """(start, link text, target) of each link of the prose in ``text``, pictures left out."""
    shown = masked(text)
    for found in _LINK.finditer(text):
        if shown[found.start()] == "[" and text[max(found.start() - 1, 0)] != "!":
            yield found.start(), found[1], found[2]


def conditions(text):
    """The conditions that comments of the form ``holds:`` in ``text`` name (list of str)."""
    return [" ".join(one.split()) for one in _HOLDS.findall(text)]


def problems(text, here, ledger, homes):
    """What does not hold in the Markdown ``text`` of notebook ``here`` ("" for a file of the root): list of Problem, in order.

    ``homes``: names of the notebooks. A link to an entry must name the notebook that the entry lives in.
    """
    found, rest = [], masked(text)
    for start, shown, target in links(text):
        id, wrong = _entry_of(target, here, ledger, homes)
        if wrong:
            found.append(Problem(start, shown, wrong))
        if id or wrong:
            end = start + len(shown) + len(target) + 4
            rest = rest[:start] + re.sub(r"\S", " ", rest[start:end]) + rest[end:]
        if id:
            reason, better = _agrees(shown, ledger[id])
            if reason:
                found.append(Problem(start, shown, reason, better))
    rest = _LINK.sub(_of_notebook, rest)
    names = {
        word
        for entry in ledger.entries.values()
        if entry.kind == "claim"
        for word in (entry.evidence.subject, entry.evidence.object)
    }
    for start, number in _unlinked(rest, names):
        found.append(
            Problem(
                start,
                number,
                "is a number without a link to the ledger: link it to its entry, as in [80%](02-claims.ipynb#anthropic-retention)",
            )
        )
    for condition in conditions(text):
        try:
            if not ledger.holds(condition):
                found.append(
                    Problem(text.find(condition[:10]), condition, "does not hold: " + told(condition, ledger))
                )
        except DataError as error:
            found.append(Problem(text.find(condition[:10]), condition, str(error)))
    for finding in re.finditer(r"^\*\*(?:Finding\.|发现。)\*\*.*$", text, re.M):
        compares = COMPARING.search(masked(finding[0]))
        if compares and not conditions(text):
            found.append(
                Problem(
                    finding.start(),
                    compares[0],
                    "a finding that compares needs a condition in its cell: <!-- holds: a > b -->",
                )
            )
    return sorted(found)


def _of_notebook(link):
    """A link (match) with its target blanked out; a link to a notebook may name it by its number."""
    stem = re.search(r"(\d\d)-[a-z-]+(?=\.ipynb)", link[2])
    shown = (
        re.sub(rf"\b(?:{stem[0]}|{stem[1]})\b", lambda found: " " * len(found[0]), link[1])
        if stem
        else link[1]
    )
    return "[" + shown + "](" + " " * len(link[2]) + ")"


def told(condition, ledger):
    """The entries that ``condition`` names with their values, for a message."""
    ids = dict.fromkeys(one for one in re.findall(r"[a-z]\w*(?:-\w+)*", condition) if one in ledger)
    return ", ".join(f"{id} is {ledger[id]}" for id in ids)


def _entry_of(target, here, ledger, homes):
    """(id, what is wrong) of a link target; ("", "") for a link to something else."""
    place, sharp, id = target.partition("#")
    stem = re.sub(r"^(?:notebooks/)?", "", place).removesuffix(".ipynb") if place else here
    if not sharp or re.match(r"[a-z]+:", target) or (stem not in homes and place):
        return "", ""
    if id not in ledger:
        return "", "" if re.search(r"[A-Z]", id) and not re.fullmatch(
            r"F\d{3}", id
        ) else f"links to {id!r}, and the ledger has no such entry"
    home = ledger[id].notebook or here
    if home != stem:
        return "", f"links to {stem or 'this file'}#{id}, but that entry lives in {home}.ipynb#{id}"
    return id, ""


def _unlinked(rest, names):
    """(start, text) of each number of ``rest`` (masked prose, links to entries blanked) that no rule exempts."""
    taken = [False] * len(rest)
    for mention in find_mentions(rest).itertuples():
        if re.search(r"[〇零一二两三四五六七八九十百千万亿半壹贰叁肆伍陆柒捌玖拾廿卅几数]", mention.text):
            yield mention.start, mention.text
        else:
            continue
        taken[mention.start : mention.end] = [True] * (mention.end - mention.start)
    for found in re.finditer(
        r"[^\s()\[\],;:!?“”\"'*|，。；：、（）《》「」]*[\d½⅓⅔¼¾⅛²³¹⁰-⁹₀-₉Ⅰ-ⅿ①-⓿]+[^\s()\[\];:!?“”\"'*|，。；：、（）《》「」]*",
        rest,
    ):
        word = found[0].rstrip(".,")
        if not taken[found.start()] and not _is_name(rest, found.start(), word, names):
            yield found.start(), word
    for found in _NUMBER.finditer(rest):
        yield found.start(), found[0]


def _is_name(rest, start, word, names):
    """Whether ``word`` is, or belongs to, a name: UTF-8, F036, GPT-4o; or a capitalised word of no company before it: Llama 4."""
    if re.match(r"[^\W\d_][\w.+/-]*\d", word):
        return word.partition("-")[0] not in names
    if re.fullmatch(r"\d+[A-Za-z]+\d*", word) and not re.fullmatch(
        r"\d+(?:k|m|bn|tn|x|st|nd|rd|th|s|pp)", word, re.I
    ):
        return True
    before = re.search(
        r"(?:^|[^\w])([A-Z][\w&.-]*(?: [A-Z][\w&.-]*)*)[ \u00a0](?:\d+\.\d+(?: to | or | and |, |–|/))*$",
        rest[:start],
    )
    if (
        not before
        or not re.fullmatch(r"v?\d+(?:\.\d+)*[a-z]?(?:'s)?", word)
        or re.match(r"[ \u00a0]?(?:%|percent|million|billion|thousand|times|x\b)", rest[start + len(word) :])
    ):
        return False
    last = before[1].split(" ")[-1]
    begins = re.search(r"(?:^|[.!?:]\s+|\n\s*[-*]?\s*)$", rest[: before.start(1)])
    return (
        last not in names
        and before[1] not in names
        and last.rstrip(".") not in MONTHS
        and not (begins and " " not in before[1] and last.lower() in _COMMON)
    )


_COMMON = set(
    "about after all almost and around at before between both by during each for from had has in is it less more nearly no of on only or over "
    "since some than that the then these they this those to under until up was were when where with within only exactly".split()
)


def _agrees(shown, entry):
    """("", "") where the link text ``shown`` says what ``entry`` does at the precision shown; else (reason, better text)."""
    shown_plain = re.sub(r"[*_`\\]", "", shown)
    if entry.kind == "claim" and shown_plain == entry.evidence.quote:
        return "", ""
    numbers = list(_unlinked(masked(shown_plain), set()))
    if not numbers and not _TOKEN.search(shown_plain):  # words that lead to their evidence
        return "", ""
    if entry.lo != entry.lo and not entry.date:
        return (
            (f"gives the number {numbers[0][1]!r}, and {entry.id} states none", "") if numbers else ("", "")
        )
    if not re.search(r"\d", shown_plain) and shown_plain.lower() in (
        entry.text().lower(),
        re.sub(r" an? \w+$", "", entry.text().lower()),
    ):
        return "", ""
    wrong = _date_differs(shown_plain, entry) if entry.date else _differs(shown_plain, entry)
    if not wrong or (entry.kind == "assumption" and not _differs(shown_plain, entry.base())):
        return "", ""
    better = entry.text() if entry.date else _restated(shown_plain, entry)
    return f"says {shown_plain!r}, and {entry.id} is {better}" + (
        f" ({wrong})" if better == shown_plain else ""
    ), better


def _date_differs(shown, entry):
    parts = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?[~?]?", entry.date)
    year, month, day = parts.groups() if parts else (None, None, None)
    if shown.lower() in (entry.text().lower(), entry.date):
        return ""
    numbers = [int(n) for n in re.findall(r"\d+", shown)]
    named = [
        n for n, name in enumerate(MONTHS, 1) if re.search(rf"\b{name[:3]}(?:{name[3:]})?\b", shown, re.I)
    ]
    known = {int(part) for part in (year, month, day) if part}
    if (
        numbers + named
        and set(numbers + named) <= known
        and (not year or int(year) in numbers or month and int(month) in named + numbers)
    ):
        return ""
    return "another date"


def _read(shown):
    """(start, end, value, step, scale) of each number in ``shown``; ``step``: the size of its last digit, in base units."""
    out = []
    for found in _TOKEN.finditer(shown):
        word = found[0].lower()
        if word[0].isalpha():
            value = float(sum(_WORDS[part] for part in word.split("-")))
            step = 1.0
        else:
            bare = word.replace(",", "").replace("−", "-")
            value, step = float(bare), 10.0 ** -len(bare.partition(".")[2])
        scale, end = 1.0, found.end()
        while after := _AFTER.match(shown, end):
            scale, end = scale * _SCALE[after[1].lower()], after.end()
        out.append((found.start(), found.end(), value, step, scale))
    for place in range(len(out) - 2, -1, -1):  # 1.0 to 1.4 million: the scale of the last counts for both
        between = shown[out[place][1] : out[place + 1][0]]
        if out[place][4] == 1 and re.fullmatch(r"\s*(?:to|and|-|–|至|到)\s*[$€£]?", between):
            out[place] = (*out[place][:4], out[place + 1][4])
    return out


def _shown_unit(shown, unit):
    """(factor, whether the unit is named): what turns the entry's number into the unit that ``shown`` names."""
    over = unit.partition("/")[0]
    if over in SIGN:
        return 1.0, SIGN[over] in shown or bool(re.search(r"\bdollars?\b|\bUSD\b|美元", shown))
    for other, pattern in _NOUNS.items():
        if re.search(pattern, shown):
            if over in ("year", "month", "week", "day", "hour", "minute") and other in (
                "year",
                "month",
                "week",
                "day",
                "hour",
                "minute",
            ):
                return conversion_factor(over, other), True
            if over in ("x", "") and other == "percent":
                return 100.0, True
            return 1.0, other == over or (over in ("percent", "pp") and other in ("percent", "pp"))
    return 1.0, over not in _NOUNS


def _differs(shown, entry):
    """What in ``shown`` is not what ``entry`` says, or ""."""
    if re.search(r"[\u4e00-\u9fff]", shown):
        return _differs_chinese(shown, entry)
    low, high, unit, bound = entry.row()
    factor, named = _shown_unit(shown, unit)
    numbers = _read(shown)
    if not numbers:
        return "no number that can be compared"
    if not named:
        return "its unit is missing"
    ends = [end for end in ((low,) if low == high else (low, high)) if end == end]
    if len(numbers) == 2 and re.search(r"\bto 1(?![\d.,])", shown):  # 8 to 1
        numbers = numbers[:1]
    if len(numbers) != len(ends):
        return "a range has two ends" if len(ends) > len(numbers) else "it has one end"
    for (_, _, value, step, scale), end in zip(numbers, ends):
        if abs(abs(end) * factor - abs(value) * scale) > step * scale * 0.5 * (1 + 1e-9) + 1e-9 * abs(end):
            return "another value"
    side = (
        "up"
        if bound in ("up_to", "at_most", "less_than")
        else "down"
        if bound in ("at_least", "more_than")
        else ""
    )
    words = shown.lower()
    for name, pattern in (("up", _UP), ("down", _DOWN)):
        if (name == side) != bool(re.search(rf"(?:^|[\s(])(?:{pattern})", words)):
            return "it is a bound" if name == side else "it is no such bound"
    if bound == "approx" and not re.search(rf"(?:^|[\s(])(?:{_ABOUT})", words):
        return "it is approximate"
    return ""


def _differs_chinese(shown, entry):
    mentions = find_mentions(shown)
    if len(mentions) != 1:
        return "no single number"
    said = mentions.iloc[0]
    low, high, unit, bound = entry.row()
    ends = [end for end in (low, high) if end == end]
    over = unit.partition("/")[0]
    if over in SIGN and said.unit.partition("/")[0] != over:
        return "its unit is missing"
    if (over in ("percent", "pp")) != (said.unit in ("percent", "pp")):
        return "its unit is missing"
    factor = 1.0
    if said.unit in ("year", "month", "day", "hour") and over in ("year", "month", "day", "hour"):
        factor = conversion_factor(over, said.unit)
    digits = re.findall(r"\d[\d,]*(?:\.(\d+))?", said.text)
    for value, end in ((said.lo, ends[0]), (said.hi, ends[-1])):
        step = 10.0 ** -len(digits[0]) if digits else 1.0
        scale = re.search(r"[亿万千百]+", said.text)
        step *= (
            {"亿": 1e8, "万": 1e4, "百万": 1e6, "千万": 1e7, "千": 1e3, "百": 100, "万亿": 1e12}.get(
                scale[0], 1
            )
            if scale
            else 1
        )
        step = 10.0 if said.unit == "percent" and "成" in said.text and not digits else step
        if abs(end * factor - value) > step * 0.5 * (1 + 1e-9) + 1e-9 * abs(end):
            return "another value"
    sides = {"up_to": "up", "at_most": "up", "less_than": "up", "at_least": "down", "more_than": "down"}
    if sides.get(bound, "") != sides.get(said.bound, ""):
        return "it is a bound" if bound in sides else "it is no such bound"
    return ""


def _restated(shown, entry):
    """``shown`` with the numbers of ``entry`` at the same precision, or the ledger's own words where that would not do."""
    low, high, unit, _ = entry.row()
    ends = [end for end in ((low,) if low == high else (low, high)) if end == end]
    numbers, text = _read(shown), shown
    if len(numbers) == len(ends) and not re.search(r"[\u4e00-\u9fff]", shown):
        factor = _shown_unit(shown, unit)[0]
        for (start, stop, _, step, scale), end in reversed(list(zip(numbers, ends))):
            places = max(0, round(-math.log10(step)))
            text = text[:start] + f"{end * factor / scale:,.{places}f}" + text[stop:]
        if not _differs(text, entry):
            return text
    return str(entry)


def mended(text, here, ledger, homes):
    """``text`` with each stale link text put right; what needs a person's hand stays."""
    for problem in reversed(problems(text, here, ledger, homes)):
        if problem.better:
            end = problem.start + 1 + len(problem.text)
            if text[problem.start + 1 : end] == problem.text:
                text = text[: problem.start + 1] + problem.better + text[end:]
    return text
