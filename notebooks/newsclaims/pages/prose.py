"""Prose: numbers in Markdown, each a link to its entry in the ledger, and the check that both agree.

    [80%](02-claims.ipynb#anthropic-retention)               a number and where it comes from
    <!-- holds: openai-retention < deepmind-retention -->    what a finding asserts, over the ledger

``problems`` lists what does not hold in a text, ``mended`` rewrites stale numbers; the titles of links are
`titles`' own. Checked is that

- each number is a link to an entry, and the link names the notebook where the entry lives;
- the link text gives each end of the value, to half of the last digit that it shows, in the entry's unit or
  another of its kind; a minus sign that it shows is one of the entry;
- words of a bound ("up to", 至少) stand there where the entry has that bound, and nowhere else, and "about"
  stands where the entry is approximate;
- of a date nothing is said that the entry does not say, in English or as EDTF;
- each condition holds, and a finding that compares has one;
- no two dollar signs stand where JupyterLab would read a formula between them.

No link is needed, by rule, in code, addresses, math, headings, list markers and comments, for names with a
number in them (Llama 4, UTF-8, CC BY 4.0) and for English number words up to ten. The words of a claim as
the article has them agree with it, and so do the words of the ledger for it.
"""

import math
import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

import pandas as pd

from ..errors import DataError
from ..evidence.escaping import LINK, escape_markdown
from ..ledger import Entry, Ledger
from ..ledger.entry import ClaimEvidence
from ..ledger.ledger import HOLDS, UNDECIDED
from ..ledger.units import TIMES, conversion_factor
from ..ledger.wording import MONTHS, SIGN
from ..reading.find import read_mentions

_NOT_TYPESET = [
    re.compile(pattern, re.S | re.M)
    for pattern in (
        r"^(```|~~~).*?^\1[^\n]*$",  # code between fences
        r"<!--.*?-->",
        r"(`+)(?!`).*?(?<!`)\1(?!`)",  # code in a line
        # math; $5 is none, nor what lies between two amounts that are links
        r"\$\$.*?\$\$|(?<!\\)\$(?=\S)(?=[^$\n]*[\\_^{}])(?:(?!\]\()[^$\n])*(?<=[^\s\\])\$",
    )
]
_NO_PROSE = _NOT_TYPESET + [
    re.compile(pattern, re.M)
    for pattern in (
        r"^#{1,6} [^\n]*$|^[^\n]+\n(?:=+|-+)[ ]*$",  # headings
        r"<[A-Za-z/][^>\n]*>",
        r"https?://[^\s)>\]]+",
        r"^\s*\d+[.)](?= )",  # list markers
        r"&#?\w+;",
        r"!\[",  # what begins a picture
    )
]
# Where JupyterLab stops looking for the other dollar sign: first in the source, then in what became of it
_BLOCK_ENDS = r"\n\s*\n|\n(?=\s*(?:[-+*>#]|\d+[.)])\s)"
_RUN_ENDS = _BLOCK_ENDS + r"|(?<!\\)[\[\]|*]|<(?!br)[A-Za-z/][^>\n]*>"
_HOLDS = re.compile(r"<!--\s*holds:\s*(.*?)\s*-->", re.S)

# Numbers in English

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {word: n for n, word in enumerate(_ONES)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_SCALE = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "k": 1e3,
    "m": 1e6,
    "bn": 1e9,
    "tn": 1e12,
}
_ABOVE_TEN = re.compile(
    r"(?<![A-Za-z])(?:eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?"
    r"|(?:hundred|thousand|million|billion|trillion|dozen)s?)\b",
    re.I,
)
_NUMBER = re.compile(
    r"(?:(?<![\w%])[−-])?\d[\d,]*(?:\.\d+)?"
    rf"|\b(?:{'|'.join(_WORDS)})(?:-(?:{'|'.join(_ONES[1:10])}))?\b",
    re.I,
)
_AFTER = re.compile(r"[\s-]?(hundred|thousand|million|billion|trillion|bn|tn|k|m)\b", re.I)
_WITH_DIGIT = re.compile(  # a run of characters with a digit of any kind among them
    r"[^\s()\[\],;:!?“”\"'*|，。；：、（）《》「」]*"
    r"[\d½⅓⅔¼¾⅛²³¹⁰-⁹₀-₉Ⅰ-ⅿ①-⓿]+"
    r"[^\s()\[\];:!?“”\"'*|，。；：、（）《》「」]*"
)

# What stands beside a number

_BOUND_SIDE = {
    "up_to": "upper",
    "at_most": "upper",
    "less_than": "upper",
    "at_least": "lower",
    "more_than": "lower",
}
_BOUND_WORDS = {
    "upper": (
        r"up to|at most|no more than|as many as|as much as|under|below|(?<!no )less than|(?<!no )fewer than"
        r"|within|≤|<"
    ),
    "lower": r"at least|no less than|no fewer than|(?<!no )more than|over|above|≥|>",
}
_ABOUT = r"about|around|roughly|nearly|some|approximately|almost|~|≈"
_UNIT_WORDS = {
    "percent": r"%|per ?cent",
    "pp": r"points?\b|\bpp\b",
    **{time: rf"\b{time}s?\b" for time in TIMES},
}
_CURRENCY = {"USD": r"\bdollars?\b|\bUSD\b", "EUR": r"\beuros?\b|\bEUR\b"}
_SHARES = ("percent", "pp")

# Numbers in Chinese

_HAN_TEXT = re.compile(r"[\u4e00-\u9fff\u3001\u3002\uff00-\uffef]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_HAN_DIGIT = re.compile(r"[〇零一二两三四五六七八九十百千万亿半壹贰叁肆伍陆柒捌玖拾廿卅几数]")
_HAN_NUMERAL = re.compile(
    r"[\d〇零一二两三四五六七八九十几][\d.,\s〇零一二两三四五六七八九十百千万亿多余几来]*"
)
_HAN_SCALE = {"百": 1e2, "千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "万亿": 1e12}

COMPARING = re.compile(
    r"\b(?:more|less|fewer|most|least|higher|lower|larger|largest|highest|lowest|greater|greatest|smaller"
    r"|smallest|bigger|biggest|ahead|behind|above|below|than|exceeds?|outnumbers?|r[io]ses?|falls?|fell"
    r"|grows?|grew|doubled|tripled|first|last|best|worst|softer|stronger|weaker|leads?|follows?|half"
    r"|quarters?|majority|minority|almost all|overlaps?|widens?)\b"
    r"|高于|低于|多于|少于|超过|不足|最多|最少|最高|最低|最大|最小|多数|少数|领先|落后"
    r"|一半|过半|近半|扩大|缩小|上涨|下降|更多|更少|更高|更低|居首|首位|三倍|翻",
    re.I,
)
_COMMON = set(  # words that are no name where a sentence begins with one
    "about after all almost and around at before between both by during each for from had has in is it less "
    "more nearly no of on only or over since some than that the then these they this those to under until up "
    "was were when where with within only exactly".split()
)
_LINK_IT = (
    "is a number without a link to the ledger: link it to its entry, "
    "as in [80%](02-claims.ipynb#anthropic-retention)"
)
_ESCAPE_IT = r"is a second dollar sign, and a formula is read between the two: write \$"
_ONE_SIGN = (
    r"is a second dollar sign in a run of text, and JupyterLab reads a formula between the two: "
    r"write 1.0 to 1.4 million dollars, or <span>\$</span> for the sign"
)
_NEEDS_CONDITION = "a finding that compares needs a condition in its cell: <!-- holds: a > b -->"


class Problem(NamedTuple):
    """What does not hold in a text.

    Attributes
    ----------
    start : int
        Where it stands, in characters.
    text : str
        The words as they stand.
    reason : str
        What is wrong, with the right value.
    better : str
        What to put there instead, "" for nothing.
    """

    start: int
    text: str
    reason: str
    better: str = ""


class _Shown(NamedTuple):
    """A number as it stands in a text, ``value * scale``; ``step``: what its last digit counts, unscaled."""

    start: int
    end: int
    value: float
    step: float
    scale: float = 1.0


def masked(text: str) -> str:
    """``text`` with everything that is no prose blanked out; its length stays.

    Examples
    --------
    >>> masked("a `b c` d")
    'a       d'
    """
    return _without(_NO_PROSE, text)


def _without(patterns: list[re.Pattern[str]], text: str) -> str:
    for pattern in patterns:
        text = pattern.sub(lambda found: _blank(found[0]), text)
    return text


def _blank(text: str) -> str:
    return re.sub(r"\S", " ", text)


def links(text: str) -> Iterator[tuple[int, str, str]]:
    """(start, link text, target) of each link of the prose in ``text``, pictures left out.

    Examples
    --------
    >>> list(links('a [b](c#d "what it is")'))
    [(2, 'b', 'c#d')]
    """
    for link in link_matches(text):
        yield link.start(), link["text"], link["target"]


def link_matches(text: str) -> Iterator[re.Match[str]]:
    """The links that `links` names, each as a match with the groups text, target and title (or None)."""
    shown = masked(text)
    for found in LINK.finditer(text):
        if shown[found.start()] == "[" and text[max(found.start() - 1, 0)] != "!":
            yield found


def conditions(text: str) -> list[str]:
    """The conditions that comments of the form ``holds:`` in ``text`` name.

    Examples
    --------
    >>> conditions("Words. <!-- holds: a > b -->")
    ['a > b']
    """
    return [" ".join(condition.split()) for condition in _HOLDS.findall(text)]


def problems(text: str, notebook: str, ledger: Ledger, notebooks: Collection[str]) -> list[Problem]:
    """What does not hold in a Markdown text, in its order.

    Parameters
    ----------
    text : str
        The Markdown.
    notebook : str
        Name of the notebook where it stands, "" for a file of the root.
    ledger : Ledger
        With all entries that links may name.
    notebooks : collection of str
        Names of the notebooks.

    Returns
    -------
    list of Problem
    """
    found, rest = [], masked(text)
    for link in link_matches(text):
        id, reason = entry_of(link["target"], notebook, ledger, notebooks)
        start, end, better = *link.span(), ""
        if id or reason:
            rest = rest[:start] + _blank(rest[start:end]) + rest[end:]
        if id:
            reason, better = _disagreement(link["text"], ledger[id])
            if better and ledger[id].quantity.is_undetermined:
                beside = text[:start].rstrip()[-1:] + text[end:].lstrip()[:1]
                better = _unsaid(ledger[id], beside)
        if reason:
            found.append(Problem(start, link["text"], reason, better))
    rest = LINK.sub(_without_target, rest)
    found += [Problem(start, number, _LINK_IT) for start, number in _numbers(rest, _subjects(ledger))]
    found += [*_false_conditions(text, ledger), *_bare_findings(text), *dollars(text)]
    return sorted(found)


def mended(text: str, notebook: str, ledger: Ledger, notebooks: Collection[str]) -> str:
    """``text`` with each stale link text put right; what needs a person's hand stays.

    The parameters are those of `problems`.
    """
    for problem in reversed(problems(text, notebook, ledger, notebooks)):
        if problem.better:
            end = problem.start + 1 + len(problem.text)
            if text[problem.start + 1 : end] == problem.text:
                one_sign = problem.better.count("$") < 2
                better = problem.better.replace("$", r"\$") if one_sign else escape_markdown(problem.better)
                text = text[: problem.start + 1] + better + text[end:]
    return text


# Dollars


def dollars(text: str) -> list[Problem]:
    r"""The dollar signs of a Markdown text between which JupyterLab would typeset what is no formula.

    It drops the backslash of an escaped sign, and then its MathJax pairs any two signs in one run of text.

    Examples
    --------
    >>> [problem.start for problem in dollars(r"from \$1 to \$2, [\$3](x), <span>\$</span>4")]
    [12]
    """
    shown = _without(_NOT_TYPESET, LINK.sub(_without_target, text))
    found = {}
    for ends, sign, reason in ((_RUN_ENDS, r"\$", _ONE_SIGN), (_BLOCK_ENDS, r"(?<!\\)\$", _ESCAPE_IT)):
        start = 0
        for run in re.split(f"({ends})", shown):
            for second in list(re.finditer(sign, run))[1:]:
                found[start + second.start()] = reason
            start += len(run)
    return [Problem(at, "$", reason) for at, reason in sorted(found.items())]


def _unsaid(entry: Entry, beside: str) -> str:
    """What stands for the number of an undetermined ``entry``, in the language of the letters ``beside``."""
    if not _HAN_TEXT.search(beside):
        return str(entry)
    return "文中未述" if entry.kind == "claim" else "无从得知"


# Conditions


def named_values(condition: str, ledger: Ledger) -> str:
    """The entries that ``condition`` names with their values, for a message.

    Examples
    --------
    >>> named_values("anthropic-retention > 90", Ledger.load())
    'anthropic-retention is 80%'
    """
    ids = dict.fromkeys(id for id in re.findall(r"[a-z]\w*(?:-\w+)*", condition) if id in ledger)
    return ", ".join(f"{id} is {ledger[id]}" for id in ids)


def unmet(condition: str, ledger: Ledger) -> str:
    """Why ``condition`` is not met, with the values that it names; "" where it holds.

    Examples
    --------
    >>> unmet("anthropic-retention > 90", Ledger.load())
    'does not hold: anthropic-retention is 80%'
    """
    outcome = ledger.outcome(condition)
    if outcome == HOLDS:
        return ""
    said = "is not decided" if outcome == UNDECIDED else "does not hold"
    return f"{said}: {named_values(condition, ledger)}"


def _false_conditions(text: str, ledger: Ledger) -> Iterator[Problem]:
    for found, condition in zip(_HOLDS.finditer(text), conditions(text), strict=True):
        try:
            reason = unmet(condition, ledger)
        except DataError as error:
            reason = str(error)
        if reason:
            yield Problem(found.start(1), condition, reason)


def _bare_findings(text: str) -> Iterator[Problem]:
    """The findings of ``text`` that compare, where it names no condition."""
    if not conditions(text):
        for finding in re.finditer(r"^\*\*(?:Finding\.|发现。)\*\*.*$", text, re.M):
            if compares := COMPARING.search(masked(finding[0])):
                yield Problem(finding.start(), compares[0], _NEEDS_CONDITION)


# Links


def entry_of(target: str, notebook: str, ledger: Ledger, notebooks: Collection[str]) -> tuple[str, str]:
    """(id, what is wrong) of a link target; ("", "") for a link to something else."""
    place, sharp, id = target.partition("#")
    stem = re.sub(r"^(?:notebooks/)?", "", place).removesuffix(".ipynb") if place else notebook
    if not sharp or re.match(r"[a-z]+:", target) or (stem not in notebooks and place):
        return "", ""
    if id not in ledger:
        heading = re.search(r"[A-Z]", id) and not re.fullmatch(r"F\d{3}", id)
        return "", "" if heading else f"links to {id!r}, and the ledger has no such entry"
    home = ledger[id].notebook or notebook
    if home != stem:
        return "", f"links to {stem or 'this file'}#{id}, but that entry lives in {home}.ipynb#{id}"
    return id, ""


def _without_target(link: re.Match[str]) -> str:
    """A link with target and title blanked out, and the number of a notebook where it leads to that one."""
    shown = link["text"]
    behind = link[0][len(shown) + 2 :]
    if stem := re.search(r"(\d\d)-[a-z-]+(?=\.ipynb)", link["target"]):
        shown = re.sub(rf"\b(?:{stem[0]}|{stem[1]})\b", lambda found: _blank(found[0]), shown)
    return f"[{shown}]{_blank(behind)}"


# Numbers without a link


def _subjects(ledger: Ledger) -> set[str]:
    """The names that claims speak of: a number behind one is a number of it, as in "Meta 64"."""
    evidence = (entry.evidence for entry in ledger.entries.values())
    claims = (one for one in evidence if isinstance(one, ClaimEvidence))
    return {word for claim in claims for word in (claim.subject, claim.object)}


def _numbers(prose: str, subjects: Collection[str]) -> Iterator[tuple[int, str]]:
    """(start, text) of each number of masked ``prose`` that no rule exempts."""
    taken: set[int] = set()
    for mention in read_mentions(prose):
        if _HAN_DIGIT.search(mention.text):
            yield mention.start, mention.text
            taken.update(range(mention.start, mention.end))
    for found in _WITH_DIGIT.finditer(prose):
        word = found[0].rstrip(".,")
        if found.start() not in taken and not _is_name(prose, found.start(), word, subjects):
            yield found.start(), word
    for found in _ABOVE_TEN.finditer(prose):
        yield found.start(), found[0]


def _is_name(prose: str, start: int, word: str, subjects: Collection[str]) -> bool:
    """Whether ``word`` at ``start`` is, or belongs to, a name: UTF-8, F036, GPT-4o, Llama 4."""
    if re.match(r"[^\W\d_][\w.+/-]*\d", word):
        return word.partition("-")[0] not in subjects
    if re.fullmatch(r"\d+[A-Za-z]+\d*", word):
        if not re.fullmatch(r"\d+(?:k|m|bn|tn|x|st|nd|rd|th|s|pp)", word, re.I):
            return True
    if not re.fullmatch(r"v?\d+(?:\.\d+)*[a-z]?(?:'s)?", word):
        return False
    after = prose[start + len(word) :]
    if re.match(r"[ \u00a0]?(?:%|percent|million|billion|thousand|times|x\b)", after):
        return False
    return _behind_name(prose[:start], subjects)


def _behind_name(before: str, subjects: Collection[str]) -> bool:
    """Whether ``before`` ends with capitalised words that are a name: no month, no subject of claims."""
    found = re.search(
        r"(?:^|[^\w])([A-Z][\w&.-]*(?: [A-Z][\w&.-]*)*)[ \u00a0](?:\d+\.\d+(?: to | or | and |, |–|/))*$",
        before,
    )
    if not found:
        return False
    name, last = found[1], found[1].split(" ")[-1]
    if last in subjects or name in subjects or last.rstrip(".") in MONTHS:
        return False
    begins = re.search(r"(?:^|[.!?:]\s+|\n\s*[-*]?\s*)$", before[: found.start(1)])
    return not (begins and " " not in name and last.lower() in _COMMON)


# A link text against its entry


def _disagreement(shown: str, entry: Entry) -> tuple[str, str]:
    """(reason, better text) where the link text ``shown`` does not say what ``entry`` does, else ("", "")."""
    shown = re.sub(r"[*_`\\]|</?span>", "", shown)
    if isinstance(entry.evidence, ClaimEvidence) and shown == entry.evidence.quote:
        return "", ""
    numbers = [number for _, number in _numbers(masked(shown), ())]
    if not numbers and not _NUMBER.search(shown):  # words that lead to their evidence
        return "", ""
    if entry.quantity.is_undetermined:
        return f"says {shown!r}, and {entry.id} is {entry}", str(entry)
    if not entry.quantity.has_value:
        return (f"gives the number {numbers[0]!r}, and {entry.id} states none" if numbers else ""), ""
    words = entry.text().lower()
    if not re.search(r"\d", shown) and shown.lower() in (words, re.sub(r" an? \w+$", "", words)):
        return "", ""
    wrong = _date_difference(shown, entry) if entry.date else _difference(shown, entry)
    if not wrong or (entry.kind == "assumption" and not _difference(shown, entry.base())):
        return "", ""
    better = entry.text() if entry.date else _restated(shown, entry)
    reason = f"says {shown!r}, and {entry.id} is {better}"
    return reason + (f" ({wrong})" if better == shown else ""), better


def _date_difference(shown: str, entry: Entry) -> str:
    """What in ``shown`` is not the date of ``entry``, or ""."""
    if shown.lower() in (entry.text().lower(), entry.date):
        return ""
    parts = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?[~?]?", entry.date)
    year, month, day = (int(part) if part else None for part in (parts.groups() if parts else [""] * 3))
    said = {int(number) for number in re.findall(r"\d+", shown)}
    for number, name in enumerate(MONTHS, 1):
        if re.search(rf"\b{name[:3]}(?:{name[3:]})?\b", shown, re.I):
            said.add(number)
    known = said and said <= {year, month, day}
    return "" if known and (year is None or year in said or (month and month in said)) else "another date"


def _difference(shown: str, entry: Entry) -> str:
    """What in ``shown`` is not what ``entry`` says, or ""."""
    if _HAN.search(shown):
        return _difference_chinese(shown, entry)
    ends, numbers = _stated_ends(entry), _shown_numbers(shown)
    factor, named = _shown_unit(shown, entry.unit)
    if not numbers:
        return "no number that can be compared"
    if not named:
        return "its unit is missing"
    if len(numbers) == 2 and re.search(r"\bto 1(?![\d.,])", shown):  # 8 to 1
        numbers = numbers[:1]
    if len(numbers) != len(ends):
        return "a range has two ends" if len(ends) > len(numbers) else "it has one end"
    for number, end in zip(numbers, ends, strict=True):
        value = number.value if number.value < 0 or end >= 0 else -number.value  # 5 points fewer is -5
        if not _agree(value * number.scale, end * factor, number.step * number.scale):
            return "another value"
    if wrong := _bound_difference(
        entry, {side for side, words in _BOUND_WORDS.items() if _has(words, shown)}
    ):
        return wrong
    return "it is approximate" if entry.bound == "approx" and not _has(_ABOUT, shown) else ""


def _difference_chinese(shown: str, entry: Entry) -> str:
    mentions = read_mentions(shown)
    if len(mentions) != 1:
        return "no single number"
    said, ends = mentions[0], _stated_ends(entry)
    if said.lo is None or said.hi is None:
        return "no number that can be compared"
    unit, over = (one.partition("/")[0] for one in (said.unit, entry.unit))
    if over in SIGN and unit != over:
        return "its unit is missing"
    if any((over in kind) != (unit in kind) for kind in (_SHARES, TIMES)):
        return "its unit is missing"
    factor = conversion_factor(over, unit) if over in TIMES else 1.0
    step = _chinese_step(said.text, unit)
    if not all(_agree(*pair, step) for pair in ((said.lo, ends[0] * factor), (said.hi, ends[-1] * factor))):
        return "another value"
    return _bound_difference(entry, {_BOUND_SIDE[said.bound]} if said.bound in _BOUND_SIDE else set())


def _agree(value: float, exact: float, step: float) -> bool:
    """Whether ``value``, shown in steps of ``step``, is ``exact`` as it is rounded up or down."""
    return abs(exact - value) <= step * 0.5 * (1 + 1e-9) + 1e-9 * abs(exact)


def _bound_difference(entry: Entry, said: set[str]) -> str:
    """What is wrong with the sides, upper or lower, on which a text bounds ``entry``, or ""."""
    own = {_BOUND_SIDE[entry.bound]} if entry.bound in _BOUND_SIDE else set()
    return "it is a bound" if own - said else "it is no such bound" if said - own else ""


def _has(words: str, shown: str) -> bool:
    return bool(re.search(rf"(?:^|[\s(])(?:{words})", shown, re.I))


def _stated_ends(entry: Entry) -> list[float]:
    """The ends that ``entry`` states, a single number once."""
    low, high, _, _ = entry.row()
    return [end for end in ((low,) if low == high else (low, high)) if not pd.isna(end)]


def _shown_numbers(shown: str) -> list[_Shown]:
    """The numbers in English ``shown``; the scale of the last counts for both ends of a range."""
    numbers: list[_Shown] = []
    for found in _NUMBER.finditer(shown):
        word = found[0].lower().replace(",", "").replace("−", "-")
        if word[0].isalpha():
            value, step = float(sum(_WORDS[part] for part in word.split("-"))), 1.0
        else:
            value, step = float(word), 10.0 ** -len(word.partition(".")[2])
        scale, end = 1.0, found.end()
        while after := _AFTER.match(shown, end):
            scale, end = scale * _SCALE[after[1].lower()], after.end()
        numbers.append(_Shown(found.start(), found.end(), value, step, scale))
    for place in range(len(numbers) - 2, -1, -1):  # 1.0 to 1.4 million
        between = shown[numbers[place].end : numbers[place + 1].start]
        if numbers[place].scale == 1 and re.fullmatch(r"\s*(?:to|and|-|–|至|到)\s*[$€£]?", between):
            numbers[place] = numbers[place]._replace(scale=numbers[place + 1].scale)
    return numbers


def _shown_unit(shown: str, unit: str) -> tuple[float, bool]:
    """(factor from ``unit`` to the unit that ``shown`` names, whether it names one of that kind)."""
    over = unit.partition("/")[0]
    if over in SIGN:
        return 1.0, SIGN[over] in shown or bool(re.search(_CURRENCY.get(over, rf"\b{over}\b"), shown))
    said = next((name for name, words in _UNIT_WORDS.items() if re.search(words, shown)), "")
    if not said:
        return 1.0, over not in _UNIT_WORDS
    if over in TIMES and said in TIMES:
        return conversion_factor(over, said), True
    if over in ("x", "") and said == "percent":
        return 100.0, True
    return 1.0, said == over or (over in _SHARES and said in _SHARES)


def _chinese_step(said: str, unit: str) -> float:
    """What the last digit of a Chinese number counts: 143 亿 is to the 亿, 八成 to ten percent."""
    decimals = re.findall(r"\d[\d,]*(?:\.(\d+))?", said)
    if unit == "percent" and re.search(r"成(?![半一二三四五六七八九])", said) and not decimals:
        return 10.0
    numerals = _HAN_NUMERAL.findall(re.sub("百分[之点]", "", said))
    scale = re.search(r"[亿万千百]+$", numerals[-1].strip()) if numerals else None
    step = 10.0 ** -len(decimals[0]) if decimals else 1.0
    return step * (_HAN_SCALE.get(scale[0], 1.0) if scale else 1.0)


def _restated(shown: str, entry: Entry) -> str:
    """``shown`` with the numbers of ``entry`` at its precision; the ledger's words if that will not do."""
    ends, numbers, text = _stated_ends(entry), _shown_numbers(shown), shown
    if len(numbers) != len(ends) or _HAN.search(shown):
        return str(entry)
    factor, _ = _shown_unit(shown, entry.unit)
    for number, end in reversed(list(zip(numbers, ends, strict=True))):
        places = max(0, round(-math.log10(number.step)))
        value = (end if number.value < 0 else abs(end)) * factor / number.scale
        text = f"{text[: number.start]}{value:,.{places}f}{text[number.end :]}"
    return str(entry) if _difference(text, entry) else text
