"""Rules of the gold set.

Spans stand where they say, and a second reader finds the same values, bounds and dates.
"""

import math
import re
import unicodedata
from collections import Counter
from functools import cache

from rules import close, rows, rule
from second_reader import borrowed, stated

from newsclaims import tables
from newsclaims.reading import evaluation, text


@cache
def _content(path, stamp):
    return text.decode(path.read_bytes(), path.name)


def content(path):
    """The text of the file at ``path``, relative to the collection; None where there is none."""
    path = tables.ROOT / path
    return _content(path, path.stat().st_mtime_ns) if path.is_file() else None


@rule
def file(name, column):
    """The text lies in a file of its name (the article in its own); held out is what is called so."""
    for row, entry in rows(name):
        path = "data/raw/article.txt" if row == "article" else f"data/curated/gold/texts/{row}.txt"
        if entry.path != path or content(path) is None:
            yield row, f"lies at {entry.path}, not {path}"
        if (entry.held_out == "yes") != row.startswith("heldout-"):
            yield row, f"holds {entry.held_out!r} in held_out"


@rule
def script(name, column):
    """Traditional where characters stand that Simplified lacks.

    Its region is the one whose dollars are spoken of more.
    """
    money = Counter((row.name, row.unit[:3]) for _, row in rows("gold-mentions"))
    for row, entry in rows(name):
        traditional = len(re.findall("[個們這來時國後說會對發點為與億萬]", content(entry.path) or "")) > 5
        region = "CN" if not traditional else "HK" if money[row, "HKD"] > money[row, "TWD"] else "TW"
        if (entry.script, entry.region) != ("Traditional" if traditional else "Simplified", region):
            yield row, f"is {entry.script} of {entry.region}, but its text is of {region}"


@rule
def span(name, column):
    """The text stands at start and end in the file of its name, and no two mentions overlap."""
    paths = dict(zip(*(tables.read("gold-texts")[column] for column in ("name", "path"))))
    last = ("", 0)
    for row, entry in sorted(rows(name), key=lambda item: (item[1].name, item[1].start)):
        if (content(paths[entry.name]) or "")[entry.start : entry.end] != entry.text:
            yield row, f"holds a text that does not stand at {entry.start} to {entry.end}"
        if last[0] == entry.name and last[1] > entry.start:
            yield row, "overlaps the mention before it"
        last = entry.name, entry.end


@rule
def speaker_in_text(name, column):
    """The words that name the speaker stand in the text."""
    paths = dict(zip(*(tables.read("gold-texts")[column] for column in ("name", "path"))))
    for row, entry in rows(name):
        if entry.speaker not in (content(paths[entry.name]) or ""):
            yield row, "names a speaker whose words are not in the text"


KINDS = {
    "money": "(?!TOPS)[A-Z]{3,4}(/.+)?",
    "percent": "percent|pp|bp",
    "multiple": "x",
    "count": "(people|companies|households|items)(/(hour|year))?",
    "duration": "year|month|week|day|hour|minute|second",
}


@rule
def kind(name, column):
    """Follows from the unit and from 第.

    Without a unit, what has no value is a date and what has a whole one a rank.
    """
    for row, entry in rows(name):
        wanted = next((kind for kind, units in KINDS.items() if re.fullmatch(units, entry.unit)), "other")
        if wanted == "duration" and entry.text[0] == "第":
            wanted = "rank"
        if not entry.unit:
            wanted = "date" if math.isnan(entry.lo) else "other" if "." in entry.text else "rank"
        if entry.kind != wanted or entry.date and wanted != "date":
            yield row, f"makes it {entry.kind!r} with the unit {entry.unit!r}, which is of {wanted!r}"


@rule
def reread(name, column):
    """The value is what a second reader of numbers finds in the words.

    A date has none, but the month and day they say.
    """
    paths = dict(zip(*(tables.read("gold-texts")[column] for column in ("name", "path"))))
    for row, entry in rows(name):
        if entry.kind == "date":
            said = re.findall(r"(\d+)(?:月|日)", re.sub(r"\s", "", unicodedata.normalize("NFKC", entry.text)))
            if entry.date and not all(f"-{int(number):02}" in entry.date for number in said):
                yield row, f"holds {entry.date!r}, but its words say {' and '.join(said)}"
            if not math.isnan(entry.lo) or not math.isnan(entry.hi):
                yield row, "holds a value, but is a date"
            continue
        words = entry.text
        if entry.kind == "money" and re.fullmatch(r"[\d.,\s]+", words):
            around = content(paths[entry.name]) or ""
            words += borrowed(around[: entry.start], around[entry.end :])
        try:
            found = stated(words, entry.unit)
        except (KeyError, ValueError, TypeError):  # the words hold no number, or the wrong part of one
            found = [math.nan] * 2
        if not (close(found[0], entry.lo) and close(found[1], entry.hi)):
            yield row, f"holds {entry.lo:g} to {entry.hi:g}, but its words state {found[0]:g} to {found[1]:g}"


PLAIN = str.maketrans("強約過於滿數內餘來達頭碼會萬", "强约过于满数内余来达头码会万")


BEFORE, INSIDE = r"[^,。;:、!?\n]{0,8}\[", r"\[[^\]]*"  # the mention stands in brackets


CUES = {
    "up_to": f"(达|最高|最多|上看){BEFORE}",
    "at_least": (
        r"不低于[^,。;:、!?\n]{0,11}\[|"
        f"(≥|至少|[不未]少于|最[低少]|少说|起码|上(?=.?\\[[百千万])){BEFORE}|{INSIDE}\\].?(以上|及以上|起)"
    ),
    "at_most": f"(≤|不[会得能]?超过|至多|最多|顶多|上限|以){BEFORE}|{INSIDE}\\].{{0,2}}(以下|以内|内)",
    "more_than": f"([超逾破过]|升穿|[高多大]于|不止){BEFORE}|{INSIDE}([多余零+]|\\][^,。]?(多|余|强|出头))",
    "less_than": f"(不足|不到|不够|不及|低于|少于|跌破|跌穿|失守|不满|未满){BEFORE}|{INSIDE}\\].{{0,3}}不到",
    "approx": f"(约|近|估|差不多|大概){BEFORE}|小\\[|{INSIDE}(来|\\].{{0,3}}(左右|上下|附近))",
    "exact": (
        r"(?s)\A(?!.*(([≥≤]|至少|不低于|不少于|超过|突破|逾|不足|不到|跌破|高达|多达|约)\[|\](以上|以下|以内"
        r"|左右|上下)|\+\]))"
    ),
}


@rule
def cue(name, column):
    """Has a word for it beside the mention; exact has none that touches it.

    In the texts that are not held out.
    """
    texts = {row.name: content(row.path) or "" for _, row in rows("gold-texts") if row.held_out == "no"}
    for key, row in rows(name):
        if row.name in texts and row.kind != "date":
            around = (
                texts[row.name][max(0, row.start - 12) : row.start],
                row.text,
                texts[row.name][row.end : row.end + 6],
            )
            said = unicodedata.normalize("NFKC", "{}[{}]{}".format(*around)).translate(PLAIN).replace(" ", "")
            whole = said if row.bound == "exact" else said.replace("\n", "")  # a line of a PDF ends anywhere
            if not re.search(CUES[row.bound], whole):
                yield key, f"holds {row.bound}, but stands as {said!r}"


@rule
def measure(name, column):
    """The measures of the evaluation, each once and in their order."""
    short = [*evaluation.MEASURES, *evaluation.ACCURACIES]
    whole = [one for name in evaluation.MEASURES for one in (f"{name} P", f"{name} R", name)] + list(
        evaluation.ACCURACIES
    )
    for found, wanted in zip(
        tables.read(name)[column], short if name == "score-floor" else whole, strict=True
    ):
        if found != wanted:
            yield found, f"stands where {wanted} should"


@rule
def shares(name, column):
    """Each score is a share of whole mentions of the held-out texts, to three digits.

    Each F1 is that of its precision and recall.
    """
    score = dict(zip(*(tables.read(name)[column] for column in ("measure", "score"))))
    texts = tables.read("gold-texts")
    gold = [
        row
        for _, row in rows("gold-mentions")
        if row.name in set(texts.loc[texts["held_out"] == "yes", "name"])
    ]

    def rounded(measure, share):
        return abs(score[measure] - share) <= 0.0005 + 1e-9

    same = set()  # mentions with the same span, which the accuracies are shares of
    for measure in evaluation.MEASURES:
        total = sum(row.kind == "date" for row in gold) if measure == "date" else len(gold)
        fits = {
            hits
            for hits in range(1, total + 1)
            if rounded(f"{measure} R", hits / total)
            for found in range(hits, 2 * total)
            if rounded(f"{measure} P", hits / found) and rounded(measure, 2 * hits / (found + total))
        }
        same |= fits if measure == "span" else set()
        if not fits:
            yield measure, f"has a precision, a recall and an F1 that no count of {total} mentions gives"
    for measure in evaluation.ACCURACIES:
        if not any(rounded(measure, hits / whole) for whole in same for hits in range(whole + 1)):
            yield measure, f"holds {score[measure]}, which is no share of the mentions with the same span"
