"""What binds the columns of the curated tables: a check for each ``rule`` that data/datapackage.json names.

A check takes a table and a column and yields (row, what is wrong there); a row is named by its key. None of them compares a cell with
a copy of it: each reads the article, another column or another table, and says what the cell would have to be.
"""

import json
import math
import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from functools import cache

from conftest import NOTEBOOKS
from edtf import parse_edtf
from newsclaims import claims, evaluation, facts, find_mentions, tables, text
from newsclaims.errors import DataError
from newsclaims.facts import NO_LOWER_END, NO_UPPER_END

CHECKS = {}


def rule(check):
    """Enter ``check`` under its name, with hyphens."""
    CHECKS[check.__name__.replace("_", "-")] = check
    return check


def rows(name):
    """(key, row) of each row of table ``name``."""
    keys = tables.resource(name)["schema"]["primaryKey"]
    keys = [keys] if isinstance(keys, str) else keys
    return [(" ".join(str(getattr(row, key)) for key in keys), row) for row in tables.read(name).itertuples()]


# The article


class Article:
    """The article with what stands in it: ``text``, ``body`` (start, end), ``lines`` and ``ends`` of sentences, and its ``mentions``."""

    def __init__(self, content):
        self.text = content
        blocks = text.blocks(content)
        body = blocks[blocks["role"] == "body"]
        self.lines = list(zip(blocks["start"], blocks["end"]))
        self.body = int(body["start"].min()), int(body["end"].max())
        self.ends = text.sentence_ends(content)
        found = find_mentions(content, published=tables.resource("article")["published"], region="CN")
        self.mentions = [m for m in found.itertuples() if any(s <= m.start < e for s, e in zip(body["start"], body["end"]))]

    def sentence(self, place):
        """Number of the sentence at ``place``."""
        return bisect_right(self.ends, place)

    def line(self, place):
        """The text of the line at ``place``."""
        return next(self.text[start:end] for start, end in self.lines if start <= place <= end)

    def places(self, words):
        """Where ``words`` stand."""
        return [found.start() for found in re.finditer(re.escape(words), self.text)]


_read = cache(Article)


def article():
    return _read((tables.root / "data/raw/article.txt").read_text(encoding="utf-8"))


def led_to(row):
    """The mention that the coding ``row`` of a value leads to; None where it leads to none."""
    it = article()
    try:
        return claims.find_value(it.text, it.ends, it.mentions, row, *it.body)
    except DataError:
        return None


def extent(row):
    """(start, end) of the mention or passage that the coding ``row`` leads to; None where it leads nowhere."""
    if row.type == "value":
        found = led_to(row)
        return found and (found.start, found.end)
    it = article()
    start = it.text.find(row.anchor, *it.body)
    end = it.text.find(row.until, start, it.body[1]) if start >= 0 else -1
    return None if end < 0 else (start, end + len(row.until))


@rule
def anchor(name, column):
    """Words that stand once in the body of the article; a passage keeps to one line and shares neither end with another."""
    it, seen = article(), Counter()
    for key, row in rows(name):
        if it.text.count(row.anchor, *it.body) != 1:
            yield key, f"holds {row.anchor!r}, which stands {it.text.count(row.anchor, *it.body)} times in the body of the article"
        if getattr(row, "type", "value") == "passage":
            found = extent(row)
            if not found or row.until not in it.line(found[0]) or it.line(found[0]) != it.line(found[1] - 1):
                yield key, f"holds {row.until!r}, which does not end the line's passage from {row.anchor!r}"
            else:
                seen.update({("from", found[0]): 1, ("to", found[1]): 1})
                if seen["from", found[0]] > 1 or seen["to", found[1]] > 1:
                    yield key, "shares an end with another passage"


@rule
def mention(name, column):
    """A value leads to one numeric mention of the body, and each mention is led to once; a passage leads to none."""
    leading = Counter()
    for table in ("claims-coding", "set-aside"):
        for key, row in rows(table):
            if getattr(row, "type", "value") == "value":
                found = led_to(row)
                leading[found and found.start] += 1
                if table == name and (not found or leading[found.start] > 1 or getattr(row, "until", "")):
                    yield key, f"leads from {row.anchor!r} to " + ("a mention that another row has" if found else "no mention")
            elif row.direction or row.kind or not row.until or "{value}" in row.statement:
                yield key, "is a passage with the fields of a value"
    for left in {m.start: m.text for m in article().mentions if m.start not in leading}.items():
        yield "no row", f"leads to the mention {left[1]!r} at {left[0]}"


@rule
def value_slot(name, column):
    """The statement of a value has one place for it, that of a passage none; neither states a number itself."""
    for key, row in rows(name):
        if row.statement.count("{value}") != (row.type == "value") or re.search(r"\d", row.statement):
            yield key, f"holds {row.statement!r}"


@rule
def per(name, column):
    """unit where the sentence speaks of a 单位 (unit), year where the line speaks of a 年薪 (yearly pay), both of money alone."""
    it = article()
    for key, row in rows(name):
        found = led_to(row) if row.type == "value" and row.kind == "money" else None
        start = found and max(end for end in [0, *it.ends] if end <= found.start)
        wanted = "" if not found else "unit" if "单位" in it.text[start:found.start] else "year" if "年薪" in it.line(found.start) else ""
        if row.per != wanted:
            yield key, f"holds {row.per!r}, but the words of the article say {wanted!r}"


@rule
def period(name, column):
    """The last date named before the value in its sentence; for shares and ratios of a report, the report's date."""
    it = article()
    dates = {led_to(row).start: row.slug for _, row in rows(name) if row.type == "value" and row.kind == "date" and led_to(row)}
    report = min((place for row in tables.read(name)["speaker"] if "报告" in row for place in it.places(row)), default=0)
    for key, row in rows(name):
        found = led_to(row) if row.type == "value" and row.kind not in ("date", "duration") else None
        before = []
        if found and row.speaker_type == "report":
            before = [start for start in dates if start < report] if row.kind in ("percent", "multiple") else []
        elif found:
            before = [start for start in dates if start < found.start and it.sentence(start) == it.sentence(found.start)]
        wanted = dates[max(before)] if before else ""
        if row.period != wanted:
            yield key, f"holds {row.period!r}, but the date before it is {wanted!r}"


def type_of(words):
    """What kind of speaker ``words`` name."""
    if not words:
        return "narrator"
    if "报告" in words:
        return "report"
    if re.search("公司|博客|团队|高管", words):
        return "company"
    if re.search("人士|员工|工程师|一些人", words):
        return "anonymous insider"
    person = re.fullmatch("[A-Z][a-z]+ [A-Z][a-z]+", words) or re.search(f"[A-Z][a-z]+ {re.escape(words)}", article().text)
    return "named person" if person else "company"


@rule
def speaker(name, column):
    """The type follows from the words that name the speaker; of the words for one type, a passage has those nearest to it."""
    it = article()
    annotated = {row.start: row.speaker for _, row in rows("gold-mentions") if row.name == "article"}
    by_type = {}
    for words in set(tables.read(name)["speaker"]) - {""}:
        by_type.setdefault(type_of(words), []).append(words)
    for key, row in rows(name):
        where = extent(row)
        if not where:
            continue  # anchor and mention tell
        words = row.speaker if row.type == "passage" else annotated.get(where[0], "")
        if row.speaker_type != type_of(words) or (row.type == "value" and row.speaker):
            yield key, f"holds {getattr(row, column)!r}, but the words {words!r} name a {type_of(words)}"
        elif row.speaker:
            near = min(by_type[row.speaker_type], key=lambda words: min((_away(place, words, *where) for place in it.places(words)), default=(math.inf,)))
            if near != row.speaker or not it.places(near):
                yield key, f"holds {row.speaker!r}, but {near!r} stand nearer"


def _away(place, words, start, end):
    """How far ``words`` at ``place`` are from the passage: in sentences, then in characters; the longer of two first."""
    it = article()
    sentences = max(it.sentence(place) - it.sentence(end - 1), it.sentence(start) - it.sentence(place), 0)
    return sentences, max(place - end, start - place - len(words), 0), -len(words)


@rule
def dispute(name, column):
    """Filled where the annotators of the gold set read the value as denied, by the subject itself."""
    denied = {row.start for _, row in rows("gold-mentions") if row.name == "article" and row.hedge == "denied"}
    for key, row in rows(name):
        found = led_to(row) if row.type == "value" else None
        wanted = row.subject if found and found.start in denied else ""
        if row.disputed_by != wanted:
            yield key, f"holds {row.disputed_by!r}, but the value is {'denied by ' + wanted if wanted else 'not denied'}"


# Facts from other sources


@cache
def days(edtf):
    """First and last day, as (year, month, day), of an EDTF date."""
    parsed = parse_edtf(edtf)
    return tuple(parsed.lower_strict()[:3]), tuple(parsed.upper_strict()[:3])


@rule
def date_order(name, column):
    """Yes where the fact or its publication begins after the article or the note says so; nothing is of later than it was published.

    An address that holds the day or month of publication holds the same.
    """
    day_of_article = days(tables.resource("article")["published"])[0]
    for key, row in rows(name):
        late = any(days(day)[0] > day_of_article for day in (row.as_of, row.published) if day) or "after article" in row.note.lower()
        if row.after_article != ("yes" if late else "no"):
            yield key, f"is {row.after_article!r} in after_article, as of {row.as_of!r}, published {row.published!r}, with the note {row.note[:20]!r}"
        if row.as_of and row.published and days(row.as_of)[0] > days(row.published)[1]:
            yield key, f"is as of {row.as_of}, published {row.published} already"
        dated = re.search(r"/(20\d\d)/(\d\d)/(\d\d)?", row.url)
        if dated and row.published and not row.published.startswith("-".join(filter(None, dated.groups()))):
            yield key, f"is published {row.published} at {row.url}"


@rule
def snippet(name, column):
    """Words that stand in the article as often as article_snippet_hits says, in a sentence of the claim that the fact bears on.

    Where article_value has the value of a claim in that sentence, the fact bears on no other value there.
    """
    it, joins = article(), _joins()
    coded = [(row, extent(row)) for _, row in rows("claims-coding") if extent(row)]
    for key, fact in rows("outside-facts"):
        places = it.places(fact.article_snippet)
        if len(places) != fact.article_snippet_hits:
            yield key, f"holds {fact.article_snippet!r}, which stands {len(places)} times in the article, not {fact.article_snippet_hits}"
        here = {it.sentence(place) for place in places}
        near = {row.slug: row for row, (start, end) in coded if here & {*range(it.sentence(start), it.sentence(end - 1) + 1)}}
        values = {slug for slug, row in near.items() if row.type == "value"}
        named = {slug for slug in values if any(close(one, other) for one in numbers(fact.article_value) for other in said(led_to(near[slug])))}
        slug = joins.get(key)
        if slug and (slug not in near or slug in values and named and slug not in named):
            yield key, f"bears on {slug}, which is not what its words {fact.article_snippet!r} and {fact.article_value!r} speak of"


def _joins():
    """Fact to the claim that it bears on."""
    return dict(zip(*(tables.read("fact-claims")[column] for column in ("fact_id", "slug"))))


def said(mention):
    """The numbers by which one may speak of a mention of the article: in units, thousands, millions or billions; the parts of a date."""
    parts = {float(part) for part in re.findall(r"\d+", mention.date)}
    return parts | {end / size for end in (mention.lo, mention.hi) for size in (1, 1e3, 1e6, 1e9) if end == end}


def numbers(words):
    """The numbers that stand in ``words`` in digits."""
    return {float(number.replace(",", "")) for number in re.findall(r"\d[\d,]*(?:\.\d+)?", words)}


def close(one, other):
    return math.isclose(one, other, rel_tol=1e-9)


@rule
def number(name, column):
    """Every number in it is one that the article or its page states, or what an equation in it comes to."""
    page = {float(part) for part in tables.resource("article")["published"].split("-")}
    stated = page.union(*map(said, article().mentions))
    for key, row in rows(name):
        found = numbers(row.article_value)
        products = {a * b for a in found for b in found} if "=" in row.article_value else set()
        for one in found:
            if not any(close(one, other) for other in stated | products):
                yield key, f"holds {row.article_value!r}, but the article does not say {one:g}"


@rule
def value(name, column):
    """A single number stands in both ends: they differ only in a pair of quantities or where the claim is a range itself."""
    pairs = {(row.unit_received, row.fact_id) for _, row in rows("fact-units") if row.part == "lo"}
    ranges, joins = {slug for slug, (found, _) in valued().items() if found.lo < found.hi}, _joins()
    for key, row in rows(name):
        differ = row.value_lo == row.value_lo and row.value_hi == row.value_hi and row.value_lo != row.value_hi
        if differ and joins.get(key) not in ranges and not pairs & {(row.unit, ""), (row.unit, key)}:
            yield key, f"holds {row.value_lo:g} and {row.value_hi:g}, and is neither a pair nor about a range"


@rule
def verdict(name, column):
    """A number that agrees with the claim does not contradict it, and one outside the claim does not support it, unless people add up."""
    quantities, claimed, joins = _quantities(), valued(), _joins()
    for key, row in rows(name):
        claim, unit = claimed.get(joins.get(key), (None, None))
        ours = [one for one in quantities if one.fact_id == key and one.unit == unit]
        if not ours:
            continue
        agrees = any(_overlap(one, claim) for one in ours)
        people = [one.lo for one in quantities if one.claim == joins[key] and one.unit == unit == "people" and one.verdict == "supports"]
        if row.verdict == "contradicts" and agrees or row.verdict == "supports" and not agrees and not sum(people) >= claim.lo:
            yield key, f"{row.verdict} {joins[key]}, {claim.text} in the article, with {ours[0].lo:g} to {ours[0].hi:g} {unit}"


def valued():
    """Slug to (mention, unit) of each claim with a value."""
    found = {key: (led_to(row), row.per) for key, row in rows("claims-coding") if row.type == "value"}
    return {key: (one, "rank" if one.kind == "rank" and not one.unit else "/".join(filter(None, (one.unit, per)))) for key, (one, per) in found.items() if one}


def _quantities():
    named = [tables.read(name) for name in ("outside-facts", "fact-claims", "fact-units", "fact-ids")]
    return list(facts.normalise(*named).itertuples())


def _overlap(one, other):
    """Whether the intervals of two quantities share a value; an end that is not stated lies at infinity."""
    ends = [
        (-math.inf if side.bound in NO_LOWER_END or side.lo != side.lo else side.lo, math.inf if side.bound in NO_UPPER_END or side.hi != side.hi else side.hi)
        for side in (one, other)
    ]
    return max(lo for lo, _ in ends) <= min(hi for _, hi in ends)


@rule
def relay(name, column):
    """original_source is whom the source says it relays or copies, and else the source."""
    for key, row in rows(name):
        relayed = re.search(r"\((?:.*, )?relaying ([^)]+)\)", row.source) or re.search(r"\((\w+) text\b", row.source)
        copied = re.search(r" \((?:copy on |relayed by |XBRL view)", row.source)
        wanted = relayed[1] if relayed else row.source[:copied.start()] if copied else row.source
        if row.original_source != wanted:
            yield key, f"holds {row.original_source!r}, but the source {row.source!r} relays {wanted!r}"


@rule
def unit(name, column):
    """Has a reading in fact_units where the fact has a value, and none where it has none; a unit without a value is no longer than it need be."""
    read = {row.unit_received for _, row in rows("fact-units")}
    for key, row in rows(name):
        has_value = row.value_lo == row.value_lo or row.value_hi == row.value_hi
        if has_value != (row.unit in read) or not row.unit:
            yield key, f"holds {row.unit!r}, which {'has no' if has_value else 'has a'} reading in fact_units"


@rule
def reading(name, column):
    """The units, ids and values of the facts fit together: every value has one reading and one id, every reading a value, every id a quantity."""
    received = {key: row for key, row in rows("outside-facts")}
    try:
        _quantities()
    except DataError as error:
        yield "some row", f"does not fit: {error}"
    for key, row in rows("fact-units"):
        users = [fact for fact, other in received.items() if other.unit == row.unit_received and row.fact_id in ("", fact)]
        if not users or (row.fact_id and len([fact for fact in received.values() if fact.unit == row.unit_received]) < 2):
            yield key, "reads no fact, or singles out the only one"


@rule
def words(name, column):
    """unit, factor and bound follow from the words of the received unit and of the note."""
    for key, row in rows(name):
        received, said = row.unit_received.lower(), f"{row.unit_received} {row.note}".lower()
        bound = next((bound for bound, cue in BOUND_WORDS.items() if re.search(cue, said)), "exact")
        unit = next(unit for unit, cue in UNIT_WORDS.items() if re.search(cue, received))
        if unit == "USD":
            unit += "/unit" if "per unit" in said else "/year" if re.search("per year|yearly|of one year", said) else ""
        factor = next((size for word, size in (("million", 1e6), ("billion", 1e9)) if re.match(word, received)), 1)
        if (row.unit, row.factor, row.bound) != (unit, factor, bound):
            yield key, f"holds {row.unit}, {row.factor:g}, {row.bound}, but its words say {unit}, {factor:g}, {bound}"


BOUND_WORDS = {
    "more_than": "more than|above", "at_least": "at least|or more|lower end", "up_to": "upper end", "approx": "about|estimate|almost"}
UNIT_WORDS = {
    "USD": "usd", "percent": "^percent", "rank": "^rank", "month": "^months", "x": "ratio|per ", "items": "concessions", "people": ""}


@rule
def why_none(name, column):
    """Filled where, and only where, the fact bears on no claim."""
    for key, row in rows(name):
        if bool(row.slug) == bool(row.why_none):
            yield key, f"has the claim {row.slug!r} and the reason {row.why_none!r} for having none"


# Keys


@rule
def key(name, column):
    """Another table names every row by this column, and a row that it names is there."""
    named = {
        value for entry in tables.resources() for foreign in entry.get("schema", {}).get("foreignKeys", [])
        if foreign["reference"].get("resource") == name and foreign["reference"]["fields"] == [column] and "made_by" not in entry
        for value in tables.read(entry["name"])[foreign["fields"][0]]
    }
    for row in sorted(named - {""} ^ set(tables.read(name)[column])):
        yield row, "is named by no row of another table, or is not there"


@rule
def reference(name, column):
    """Each row of the table that it refers to, once."""
    foreign = next(one for one in tables.resource(name)["schema"]["foreignKeys"] if one["fields"] == [column])
    there = tables.read(foreign["reference"]["resource"])[foreign["reference"]["fields"][0]]
    for row, times in (Counter(there) - Counter(tables.read(name)[column]) + (Counter(tables.read(name)[column]) - Counter(there))).items():
        yield row, f"does not stand here exactly once ({times})"


@rule
def used(name, column):
    """An assumption is named in the code of its notebook, the first to do so; a word stands in the article."""
    for row, entry in rows(name):
        if name == "assumptions":
            users = [notebook for notebook, code in _code().items() if re.search(rf"(?<![\w-]){re.escape(row)}(?![\w-])", code)]
            if entry.notebook not in users[:1]:
                yield row, f"holds {entry.notebook}, but the code of {', '.join(users) or 'no notebook'} names it"
        elif entry.word not in article().text:
            yield row, "does not stand in the article"


@cache
def _code():
    """Notebook to its code, in the order of reading; the overview last."""
    found = {}
    for path in sorted(NOTEBOOKS, key=lambda path: (path.stem.startswith("00"), path.stem)):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        found[path.stem] = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    return found


@rule
def interval(name, column):
    """The value lies between lo and hi."""
    for row, entry in rows(name):
        if not entry.lo <= entry.value <= entry.hi:
            yield row, f"has the value {entry.value:g} outside {entry.lo:g} to {entry.hi:g}"


@rule
def label(name, column):
    """The code in words."""
    for row, entry in rows(name):
        if re.sub(r"\W+", "-", getattr(entry, column).lower()) != row:
            yield row, f"holds {getattr(entry, column)!r}, which is not {row} in words"


# The gold set


@cache
def _content(path, stamp):
    return text.decode(path.read_bytes(), path.name)


def content(path):
    """The text of the file at ``path``, relative to the collection; None where there is none."""
    path = tables.root / path
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
    """Traditional where characters stand that Simplified does not have; its region is the one whose dollars are spoken of more."""
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
        if (content(paths[entry.name]) or "")[entry.start:entry.end] != entry.text:
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
    "money": "[A-Z]{3,4}(/.+)?", "percent": "percent|pp|bp", "multiple": "x", "count": "(people|companies|households|items)(/hour)?",
    "duration": "year|month|week|day|hour|minute|second"}


@rule
def kind(name, column):
    """Follows from the unit; without one, a mention without value is a date, one that counts in order a rank, a decimal number neither."""
    for row, entry in rows(name):
        found = next((kind for kind, units in KINDS.items() if re.fullmatch(units, entry.unit)), "other")
        if found == "duration" and entry.text[0] == "第":
            found = "rank"
        if not entry.unit:
            found = "date" if entry.lo != entry.lo else "other" if "." in entry.text else "rank"
        if entry.kind != found or bool(entry.date) and found != "date":
            yield row, f"holds {entry.kind!r}, but its unit {entry.unit!r} is one of {found!r}"


# A reader of numbers apart from the engine's, for mentions cut out already: what they write is all there is to read.

PLAIN = str.maketrans(
    "萬億兩點個塊幾數來餘時紀齡碼壹貳贰參叁肆伍陸陆柒捌玖拾佰仟〇○—–〜", "万亿两点个块几数来余时纪龄码一二二三三四五六六七八九十百千零零---")
DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "半": 0.5}
SCALES = {"兆": 1e12, "亿": 1e8, "万": 1e4, "千": 1e3, "k": 1e3, "百": 100, "十": 10}
WORTH = {"成": 10, "折": 10, "世纪": 100, "月龄": 1 / 12, "码": 0.25, "毛": 0.1, "角": 0.1, "‰": 0.1, "B(?!P)": 1e9}
D = "[一二两三四五六七八九]"
N = rf"(?:\d+(?:\.\d+)?|[零十百千万亿兆k半]|{D}|点(?={D}))+"


def written(signs):
    """The number that digits, Chinese numerals and scales write: 2.5万 is 25000, 两万三 is 23000."""
    if re.fullmatch(r"\d+(\.\d+)?", signs):
        return float(signs)
    for scale, size in SCALES.items():
        if scale in signs:
            left, _, right = signs.rpartition(scale) if size > 1e3 else signs.partition(scale)
            short = size / 10 if size > 10 and re.fullmatch(D, right) else 1
            return (written(left) if left else 1) * size + (written(right.lstrip("零")) * short if right else 0)
    whole, _, decimals = signs.partition("点")
    return DIGITS[whole] + sum(DIGITS[sign] / 10**place for place, sign in enumerate(decimals, 1))


def single(signs, unit):
    """The one number that a mention in plain ``signs`` states."""
    if share := re.search(rf"({N})(分之|/|分(?={D}$))({N})", signs):
        over, under = (share[1], share[3]) if share[2] == "/" else (share[3], share[1])
        return round(100 * written(over) / written(under), 2)
    if re.search("^一?半$|^半数", signs):
        return 50
    if two := re.search(rf"({N})(?:小?时|分|年零?)({N})(个?月|分|秒)", signs):
        return written(two[1]) + written(two[2]) / (12 if "月" in two[3] else 60)
    signs = re.sub(r"(\d)[块米](\d)毛?(\d*)", r"\1.\2\3", re.sub(r"^(\d)毛(\d)", r"0.\1\2 ", signs))
    signs = re.sub(f"({D})[块米]({D})", r"\1点\2", re.sub(f"({D})成({D})", r"\1点\2成", signs))
    found = re.search(N, signs)
    half = 0.5 if re.match(".{1,2}半", signs[found.end():]) else 0
    hundredth = "分" in signs and re.match("[A-Z]{3}", unit)
    return (written(found[0]) + half) * (0.01 if hundredth else math.prod(size for sign, size in WORTH.items() if re.search(sign, signs)))


def stated(words, unit):
    """[lo, hi] that the mention ``words`` states."""
    signs = re.sub(r"(?<=\d)[,\s](?=\d{3})|\s", "", unicodedata.normalize("NFKC", words).translate(PLAIN))
    signs = re.sub("[多余来]|个?百分点|千(?=[米瓦])|个(?=[万亿])", "", signs.replace("廿", "二十").replace("卅", "三十"))
    ends = re.split("[至到、或~‐-―−─-]", signs)
    if len(ends) == 2:
        if re.fullmatch(rf"\D*[\d.]+|{D}", ends[0]):  # its scale and unit stand behind the second number
            ends[0] += re.sub(rf"^[\d.]+|^{D}", "", ends[1])
    elif vague := re.search("(十?)[几数]", signs.replace("半数", "半")):
        ends = [signs.replace(vague[0], vague[1] + sign) for sign in ("一" if vague[1] else "二", "九")]
    elif pair := re.search(f"({D})({D})", signs):
        ends = [signs[:pair.start()] + sign + signs[pair.end():] for sign in pair.groups()]
    else:
        ends = [signs, signs]
    return [single(end, unit) for end in ends]


@rule
def reread(name, column):
    """The value is what a second reader of numbers finds in the words; a date has the month and the day that the words say."""
    for row, entry in rows(name):
        if entry.kind == "date":
            said = re.findall(r"(\d+)(月|日)", re.sub(r"\s", "", unicodedata.normalize("NFKC", entry.text)))
            if entry.date and not all(f"-{int(number):02}" in entry.date for number, _ in said):
                yield row, f"holds {entry.date!r} for {entry.text!r}"
            continue
        try:
            found = stated(entry.text, entry.unit)
        except (KeyError, ValueError, TypeError):
            found = [math.nan] * 2
        if not (close(found[0], entry.lo) and close(found[1], entry.hi)):
            yield row, f"holds {entry.lo:g} to {entry.hi:g}, but its words state {found[0]:g} to {found[1]:g}"


@rule
def measure(name, column):
    """The measures of the evaluation, each once and in their order."""
    short = [*evaluation.MEASURES, *evaluation.ACCURACIES]
    whole = [one for name in evaluation.MEASURES for one in (f"{name} P", f"{name} R", name)] + list(evaluation.ACCURACIES)
    for found, wanted in zip(tables.read(name)[column], short if name == "score-floor" else whole, strict=True):
        if found != wanted:
            yield found, f"stands where {wanted} should"


@rule
def shares(name, column):
    """Each score is a share of whole mentions of the held-out texts, and each F1 that of its precision and recall, to three digits."""
    score = dict(zip(*(tables.read(name)[column] for column in ("measure", "score"))))
    texts = tables.read("gold-texts")
    gold = [row for _, row in rows("gold-mentions") if row.name in set(texts.loc[texts["held_out"] == "yes", "name"])]

    def rounded(measure, share):
        return abs(score[measure] - share) <= 0.0005 + 1e-9

    same = set()  # mentions with the same span, which the accuracies are shares of
    for measure in evaluation.MEASURES:
        total = sum(row.kind == "date" for row in gold) if measure == "date" else len(gold)
        fits = [
            (hits, found) for hits in range(1, total + 1) if rounded(f"{measure} R", hits / total)
            for found in range(hits, 2 * total) if rounded(f"{measure} P", hits / found) and rounded(measure, 2 * hits / (found + total))]
        same |= {hits for hits, _ in fits if measure == "span"}
        if not fits:
            yield measure, f"has a precision, a recall and an F1 that no count of {total} mentions gives"
    for measure in evaluation.ACCURACIES:
        if not any(rounded(measure, hits / whole) for whole in same for hits in range(whole + 1)):
            yield measure, f"holds {score[measure]}, which is no share of the mentions with the same span"
