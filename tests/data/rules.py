"""What binds the columns of the curated tables: a check for each ``rule`` that data/datapackage.json names.

A check takes a table and a column and yields (row, what is wrong there); a row is named by its key. None of them compares
a cell with a copy of it: each reads the article, another column or another table, and says what the cell would have to be.
"""

import json
import math
import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from functools import cache
from itertools import pairwise, product

from conftest import NOTEBOOKS
from second_reader import stated

from newsclaims import find_mentions, tables
from newsclaims.errors import DataError
from newsclaims.evidence import claims, facts
from newsclaims.evidence.article import page_blocks
from newsclaims.evidence.facts import NO_LOWER_END, NO_UPPER_END
from newsclaims.ledger.edtf import days
from newsclaims.ledger.sources import derived_tables
from newsclaims.ledger.wording import MONTHS
from newsclaims.reading import evaluation, text

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
    """The article: ``text``, (start, end) of its ``body`` and of its ``lines``, ``ends`` of sentences, ``mentions`` of the body."""

    def __init__(self, content):
        self.text = content
        blocks = page_blocks(content)
        body = blocks[blocks["role"] == "body"]
        self.lines = list(zip(blocks["start"], blocks["end"]))
        self.body = int(body["start"].min()), int(body["end"].max())
        self.ends = text.sentence_ends(content)
        found = find_mentions(content, published=tables.resource("article")["published"], region="CN")
        inside = list(zip(body["start"], body["end"]))
        self.mentions = [
            one for one in found.itertuples() if any(start <= one.start < end for start, end in inside)
        ]

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
    return _read((tables.ROOT / "data/raw/article.txt").read_text(encoding="utf-8"))


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
    """Words that stand once in the body of the article; a passage keeps to one line and shares neither end with another row."""
    it, seen = article(), Counter()
    passages = {row.anchor for _, row in rows(name) if getattr(row, "type", "value") == "passage"}
    for key, row in rows(name):
        times = it.text.count(row.anchor, *it.body)
        if times != 1:
            yield key, f"holds {row.anchor!r}, which stands {times} times in the body of the article"
        if getattr(row, "type", "value") == "passage":
            found = extent(row)
            if not found or row.until not in it.line(found[0]) or it.line(found[0]) != it.line(found[1] - 1):
                yield key, f"holds {row.until!r}, which does not end the line's passage from {row.anchor!r}"
            else:
                seen.update({("from", found[0]): 1, ("to", found[1]): 1})
                if seen["from", found[0]] > 1 or seen["to", found[1]] > 1:
                    yield key, "shares an end with another passage"
        elif row.anchor in passages:
            yield key, f"holds {row.anchor!r}, with which a passage begins"


@rule
def mention(name, column):
    """A value leads to one numeric mention of the body, and each mention is led to once; a passage leads to none."""
    leading = Counter()
    for table in ("claims-coding", "set-aside"):
        for key, row in rows(table):
            if getattr(row, "type", "value") == "value":
                found = led_to(row)
                leading[found and found.start] += 1
                if table == name and (not found or leading[found.start] > 1):
                    yield (
                        key,
                        f"leads from {row.anchor!r} to "
                        + ("a mention that another row has" if found else "no mention"),
                    )
                if table == name and (not row.direction or getattr(row, "until", "")):
                    yield key, "is a value with the fields of a passage"
            elif row.direction or row.kind or not row.until or "{value}" in row.statement:
                yield key, "is a passage with the fields of a value"
    for left in article().mentions:
        if left.start not in leading:
            yield "no row", f"leads to the mention {left.text!r} at {left.start}"


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
        yearly = "year" if found and "年薪" in it.line(found.start) else ""
        wanted = "unit" if found and "单位" in it.text[start : found.start] else yearly
        if row.per != wanted:
            yield key, f"holds {row.per!r}, but the words of the article say {wanted!r}"


@rule
def period(name, column):
    """The last date named before the value in its sentence; for shares and ratios of a report, the report's date."""
    it = article()
    coded = [(row, led_to(row)) for _, row in rows(name) if row.type == "value" and row.kind == "date"]
    dates = {found.start: row.slug for row, found in coded if found}
    report = min(
        (place for row in tables.read(name)["speaker"] if "报告" in row for place in it.places(row)),
        default=0,
    )
    for key, row in rows(name):
        found = led_to(row) if row.type == "value" and row.kind not in ("date", "duration") else None
        before = []
        if found and row.speaker_type == "report":
            before = (
                [start for start in dates if start < report] if row.kind in ("percent", "multiple") else []
            )
        elif found:
            before = [
                start
                for start in dates
                if start < found.start and it.sentence(start) == it.sentence(found.start)
            ]
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
    person = re.fullmatch("[A-Z][a-z]+ [A-Z][a-z]+", words) or re.search(
        f"[A-Z][a-z]+ {re.escape(words)}", article().text
    )
    return "named person" if person else "company"


@rule
def speaker(name, column):
    """The type follows from the words that name the speaker; of the words for one type, a passage has those nearest to it."""
    it = article()
    annotated = {row.start: row.speaker for _, row in rows("gold-mentions") if row.name == "article"}
    by_type = {}
    single = re.findall(
        "(?:其中)?[一那]位[^,。“”]{0,9}(?:人士|员工|工程师)", it.text
    )  # people whom only one cell may name
    for words in {*tables.read(name)["speaker"], *single} - {""}:
        by_type.setdefault(type_of(words), []).append(words)
    for key, row in rows(name):
        where = extent(row)
        if not where:
            continue  # anchor and mention tell
        words = row.speaker if row.type == "passage" else annotated.get(where[0], "")
        if row.speaker_type != type_of(words) or (row.type == "value" and row.speaker):
            yield key, f"holds {getattr(row, column)!r}, but the words {words!r} name a {type_of(words)}"
        elif row.speaker:
            away = {
                words: min((_away(place, words, *where) for place in it.places(words)), default=(math.inf,))
                for words in by_type[row.speaker_type]
            }
            near = min(away, key=away.get)
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
    denied = {
        row.start for _, row in rows("gold-mentions") if row.name == "article" and row.hedge == "denied"
    }
    for key, row in rows(name):
        found = led_to(row) if row.type == "value" else None
        wanted = row.subject if found and found.start in denied else ""
        if row.disputed_by != wanted:
            yield (
                key,
                f"holds {row.disputed_by!r}, but the value is {'denied by ' + wanted if wanted else 'not denied'}",
            )


CHINESE = {"Apple": "苹果"}  # names that the article writes in Chinese alone


@rule
def names_there(name, column):
    """Of each name, all words stand in the article and one of them in the line of the passage."""
    it = article()
    for key, row in rows(name):
        where = extent(row)
        for words in re.findall(r"[A-Z]\w+(?: [A-Z]\w+)*", getattr(row, column)) if where else ():
            parts = [CHINESE.get(part, part) for part in words.split()]
            if not all(map(it.places, parts)) or not any(part in it.line(where[0]) for part in parts):
                yield key, f"names {words}, which the line of the passage does not"


# Facts from other sources


@rule
def date_order(name, column):
    """Yes where the fact or its publication begins after the article or the note says so.

    Nothing is of later than it was published, and an address that holds the day or month of publication holds the same.
    """
    day_of_article = days(tables.resource("article")["published"])[0]
    for key, row in rows(name):
        late = "after article" in row.note.lower()
        late = late or any(days(day)[0] > day_of_article for day in (row.as_of, row.published) if day)
        if row.after_article != ("yes" if late else "no"):
            yield (
                key,
                f"has {row.after_article!r} in after_article, as of {row.as_of!r}, published {row.published!r}",
            )
        if row.as_of and row.published and days(row.as_of)[0] > days(row.published)[1]:
            yield key, f"is as of {row.as_of}, published {row.published} already"
        dated = re.search(r"/(20\d\d)/(\d\d)/(\d\d)?", row.url)
        if dated and row.published and not row.published.startswith("-".join(filter(None, dated.groups()))):
            yield key, f"is published {row.published} at {row.url}"


@rule
def snippet(name, column):
    """Words that stand in the article as often as article_snippet_hits says, in a sentence of the fact's claim.

    Where article_value has the value of a claim in that sentence, the fact bears on no other value there. A fact that bears
    on no claim has words that stand in no sentence of one. Facts of one topic on one claim have the same words.
    """
    it, joins, same = article(), _joins(), {}
    coded = [(row, extent(row)) for _, row in rows("claims-coding") if extent(row)]
    for key, fact in rows("outside-facts"):
        places, slug = it.places(fact.article_snippet), joins.get(key)
        if len(places) != fact.article_snippet_hits:
            yield (
                key,
                f"holds {fact.article_snippet!r}, which stands {len(places)} times, not {fact.article_snippet_hits}",
            )
        here = {it.sentence(place) for place in places}
        near = {
            row.slug: row
            for row, (start, end) in coded
            if here & {*range(it.sentence(start), it.sentence(end - 1) + 1)}
        }
        values = {slug for slug, row in near.items() if row.type == "value"}
        named = {slug for slug in values if names(fact.article_value, led_to(near[slug]))}
        if (slug not in near if slug else near) or slug in values and named and slug not in named:
            words = f"{fact.article_snippet!r} and {fact.article_value!r}"
            yield key, f"bears on {slug or 'no claim'}, but {words} speak of something else"
        if same.setdefault((fact.topic, slug), fact.article_snippet) != fact.article_snippet:
            yield key, f"holds {fact.article_snippet!r}, other words than another fact of its topic on {slug}"


def _joins():
    """Fact to the claim that it bears on."""
    return dict(zip(*(tables.read("fact-claims")[column] for column in ("fact_id", "slug"))))


def names(words, mention):
    """Whether ``words`` have the value of a ``mention``, in units or millions and so on, or all parts of its date."""
    found = numbers(words)
    if mention.date:
        return {float(part) for part in re.findall(r"\d+", mention.date)} <= found
    return any(close(one, end / size) for one in found for end in (mention.lo, mention.hi) for size in SIZES)


def numbers(words):
    """The numbers that stand in ``words`` in digits, and those of the months."""
    months = {float(place) for place, month in enumerate(MONTHS, 1) if re.search(rf"\b{month}\b", words)}
    return months | {float(number.replace(",", "")) for number in re.findall(r"\d[\d,]*(?:\.\d+)?", words)}


SIZES = (1, 1e3, 1e6, 1e9)


def close(one, other):
    return math.isclose(one, other, rel_tol=1e-9)


@rule
def number(name, column):
    """Every number in it is one that the article or its page states, or what an equation in it comes to."""
    stated = {end / size for one in article().mentions for end in (one.lo, one.hi) for size in SIZES}
    dates = [tables.resource("article")["published"], *(one.date for one in article().mentions)]
    stated |= {float(part) for day in dates for part in re.findall(r"\d+", day)}
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
        differ = (
            not math.isnan(row.value_lo) and not math.isnan(row.value_hi) and row.value_lo != row.value_hi
        )
        if differ and joins.get(key) not in ranges and not pairs & {(row.unit, ""), (row.unit, key)}:
            yield key, f"holds {row.value_lo:g} and {row.value_hi:g}, and is neither a pair nor about a range"


@rule
def verdict(name, column):
    """A number that agrees with the claim does not contradict it, one outside it does not support it, unless people add up."""
    quantities, claimed, joins = _quantities(), valued(), _joins()
    for key, row in rows(name):
        claim, unit = claimed.get(joins.get(key), (None, None))
        ours = [one for one in quantities if one.fact_id == key and one.unit == unit]
        if not ours:
            continue
        agrees = any(_overlap(one, claim) for one in ours)
        supporting = [
            one
            for one in quantities
            if one.claim == joins[key] and one.unit == unit and one.verdict == "supports"
        ]
        together = unit == "people" and sum(one.lo for one in supporting) >= claim.lo
        if row.verdict == "contradicts" and agrees or row.verdict == "supports" and not (agrees or together):
            yield (
                key,
                f"{row.verdict} {joins[key]}, {claim.text} in the article, with {ours[0].lo:g} to {ours[0].hi:g} {unit}",
            )


def valued():
    """Slug to (mention, unit) of each claim with a value."""
    found = {}
    for key, row in rows("claims-coding"):
        one = led_to(row) if row.type == "value" else None
        if one:
            unit = "rank" if one.kind == "rank" and not one.unit else one.unit
            found[key] = one, f"{unit}/{row.per}" if row.per else unit
    return found


def _quantities():
    named = [tables.read(name) for name in ("outside-facts", "fact-claims", "fact-units", "fact-ids")]
    return list(facts.normalise(*named).itertuples())


def _overlap(one, other):
    """Whether the intervals of two quantities share a value; an end that is not stated lies at infinity."""
    low = max(-math.inf if side.bound in NO_LOWER_END else side.lo for side in (one, other))
    return low <= min(math.inf if side.bound in NO_UPPER_END else side.hi for side in (one, other))


@rule
def relay(name, column):
    """original_source is whom the source says it relays or copies, and else the source."""
    for key, row in rows(name):
        relayed = re.search(r"\((?:.*, )?relaying ([^)]+)\)", row.source) or re.search(
            r"\((\w+) text\b", row.source
        )
        copied = re.search(r" \((?:copy on |relayed by |XBRL view)", row.source)
        wanted = relayed[1] if relayed else row.source[: copied.start()] if copied else row.source
        if row.original_source != wanted:
            yield key, f"holds {row.original_source!r}, but the source {row.source!r} relays {wanted!r}"


@rule
def source_alike(name, column):
    """What a source is, and how sure its reading, is the same for all its facts; what is summed up or transcribed is medium."""
    of_source = {}
    for key, row in rows(name):
        if of_source.setdefault(row.source, getattr(row, column)) != getattr(row, column):
            yield (
                key,
                f"holds {getattr(row, column)!r}, but another fact of {row.source} holds {of_source[row.source]!r}",
            )
        if re.search("summary|transcribed|machine copy", row.source) and row.confidence != "medium":
            yield key, f"is of {row.confidence} confidence, but its source is {row.source}"


@rule
def unit(name, column):
    """Has a reading in fact_units where the fact has a value, and none where it has none."""
    read = {row.unit_received for _, row in rows("fact-units")}
    for key, row in rows(name):
        has_value = not math.isnan(row.value_lo) or not math.isnan(row.value_hi)
        if has_value != (row.unit in read):
            yield key, f"holds {row.unit!r}, which {'has no' if has_value else 'has a'} reading in fact_units"


@rule
def reading(name, column):
    """Every received value has one reading and one id, every reading a value, every id a quantity."""
    received = [row.unit for _, row in rows("outside-facts")]
    units = dict(zip(*(tables.read("outside-facts")[column] for column in ("fact_id", "unit"))))
    try:
        _quantities()
    except DataError as error:
        yield "some row", f"does not fit: {error}"
    for key, row in rows("fact-units"):
        if row.unit_received not in received or row.fact_id and units[row.fact_id] != row.unit_received:
            yield key, "reads the unit of no fact"
        if row.fact_id and received.count(row.unit_received) < 2:
            yield key, f"singles out {row.fact_id}, the only fact with this unit"


@rule
def words(name, column):
    """unit, factor and bound follow from the words of the received unit and of the note."""
    for key, row in rows(name):
        received, said = row.unit_received.lower(), f"{row.unit_received} {row.note}".lower()
        bound = next((bound for bound, cue in BOUND_WORDS.items() if re.search(cue, said)), "exact")
        unit = next(unit for unit, cue in UNIT_WORDS.items() if re.search(cue, received))
        if unit == "USD":
            unit += (
                "/unit"
                if "per unit" in said
                else "/year"
                if re.search("per year|yearly|of one year", said)
                else ""
            )
        factor = next(
            (size for word, size in (("million", 1e6), ("billion", 1e9)) if re.match(word, received)), 1
        )
        if (row.unit, row.factor, row.bound) != (unit, factor, bound):
            yield (
                key,
                f"holds {row.unit}, {row.factor:g}, {row.bound}, but its words say {unit}, {factor:g}, {bound}",
            )


BOUND_WORDS = {
    "more_than": "more than|above",
    "at_least": "at least|or more|lower end",
    "up_to": "upper end",
    "approx": "about|estimate|almost",
}
UNIT_WORDS = {
    "USD": "usd",
    "percent": "^percent",
    "rank": "^rank",
    "month": "^months",
    "x": "ratio|per ",
    "items": "concessions",
    "people": "",
}


@rule
def why_none(name, column):
    """Filled where, and only where, the fact bears on no claim."""
    for key, row in rows(name):
        if bool(row.slug) == bool(row.why_none):
            yield key, f"has the claim {row.slug!r} and the reason {row.why_none!r} for having none"


# Keys


@rule
def key(name, column):
    """Another curated table names every row by this column."""
    named = set()
    for entry in tables.resources():
        for foreign in entry.get("schema", {}).get("foreignKeys", []):
            if "made_by" not in entry and foreign["reference"] == {"resource": name, "fields": [column]}:
                named |= set(tables.read(entry["name"])[foreign["fields"][0]])
    for row in sorted(set(tables.read(name)[column]) - named):
        yield row, "is named by no row of another table"


@rule
def reference(name, column):
    """Each row of the table that it refers to, once."""
    foreign = next(one for one in tables.resource(name)["schema"]["foreignKeys"] if one["fields"] == [column])
    there = set(tables.read(foreign["reference"]["resource"])[foreign["reference"]["fields"][0]])
    here = Counter(tables.read(name)[column])
    for row in sorted(there | set(here)):
        if here[row] != 1 or row not in there:
            yield row, f"stands here {here[row]} times, and there {'once' if row in there else 'never'}"


@rule
def grid(name, column):
    """Each row of one table that the key refers to with each row of the other, once."""
    foreign = {one["fields"][0]: one["reference"] for one in tables.resource(name)["schema"]["foreignKeys"]}
    axes = [set(tables.read(target["resource"])[target["fields"][0]]) for target in foreign.values()]
    here = Counter(zip(*(tables.read(name)[one] for one in foreign)))
    for row in sorted(set(product(*axes)) | set(here)):
        if here[row] != 1:
            yield " ".join(row), f"stands here {here[row]} times"


@rule
def partition(name, column):
    """Every claim is coded in one table, in the order of the article, or set aside in the other, never both."""
    coded, aside = (list(tables.read(table)["slug"]) for table in ("motive-coding", "motive-aside"))
    starts = {key: extent(row) for key, row in rows("claims-coding")}
    for key in starts:
        if (key in coded) == (key in aside):
            yield key, "is coded and set aside" if key in coded else "is neither coded nor set aside"
    for one, other in pairwise(key for key in coded if starts.get(key)):
        if starts[one] > starts[other]:
            yield other, f"stands after {one}, but comes before it in the article"


@rule
def join(name, column):
    """The fact bears on the claim, as fact_claims has it."""
    joins = _joins()
    for key, row in rows(name):
        if joins.get(row.fact_id) != row.slug:
            yield key, f"is of {row.slug}, but {row.fact_id} bears on {joins.get(row.fact_id)}"


@rule
def unsettled(name, column):
    """The claims that no fact of the time supports, nuances or contradicts."""
    late = {
        key for key, row in rows("outside-facts") if row.after_article == "yes" or row.verdict == "context"
    }
    settled = {slug for fact, slug in _joins().items() if fact not in late}
    here = set(tables.read(name)[column])
    for key in sorted(here ^ (set(tables.read("claims-coding")["slug"]) - settled)):
        yield (
            key,
            "is settled by a fact of the time"
            if key in here
            else "is settled by no fact of the time and not here",
        )


@rule
def repeat(name, column):
    """A repeat, and nothing else, leaves what would settle it to the claim that it repeats.

    Of the claims on its topic and subject that is the one with its measure and object, else the one nearest in the article.
    """
    coded = dict(rows("claims-coding"))
    places = {key: extent(row) for key, row in coded.items() if extent(row)}
    for key, row in rows(name):
        if (
            (row.kind == "repeat") != bool(row.same_as)
            or bool(row.same_as) == bool(row.settled_by)
            or row.same_as
            and row.holder
        ):
            yield (
                key,
                f"is of the kind {row.kind}, repeats {row.same_as or 'nothing'}, settled by {row.settled_by or 'nothing'}",
            )
        elif row.same_as:
            one = coded[key]
            away = {
                slug: (
                    (other.measure, other.object) != (one.measure, one.object),
                    _gap(places[slug], places[key]),
                )
                for slug, other in coded.items()
                if slug != key and slug in places and (other.topic, other.subject) == (one.topic, one.subject)
            }
            near = min(away, key=away.get, default="no claim")
            if near != row.same_as:
                yield key, f"repeats {row.same_as}, but {near} says the same"


def _gap(one, other):
    """Characters between two stretches of the article; 0 where they touch or overlap."""
    return max(one[0] - other[1], other[0] - one[1], 0)


@rule
def used(name, column):
    """An assumption is named in the code or in a formula of its notebook, the first to do so; a word stands in the article."""
    for row, entry in rows(name):
        if name == "assumptions":
            users = [notebook for notebook, code in _code().items() if _named(row, code)]
            if entry.notebook not in users[:1]:
                yield (
                    row,
                    f"holds {entry.notebook}, but it is named in {users[0] if users else 'no notebook'} first",
                )
        elif entry.word not in article().text:
            yield row, "does not stand in the article"


def _code():
    """Notebook to its code and its formulas, in the order of reading; the overview last."""
    found = {}
    for path in sorted(NOTEBOOKS, key=lambda path: (path.stem.startswith("00"), path.stem)):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        found[path.stem] = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    for table in derived_tables():
        found[table["made_by"]] += "\n".join(["", *tables.read(table["name"])["formula"]])
    return found


def _named(id, code):
    """Whether ``code`` names ``id``; ``f"weight-{kind}"`` names weight-company if a schema allows the value company."""
    if re.search(rf"(?<![\w-]){re.escape(id)}(?![\w-])", code):
        return True
    for before in re.findall(r"""["']([\w-]+-)\{\w+\}["']""", code):
        if id.startswith(before) and id.removeprefix(before) in _kinds():
            return True
    return False


@cache
def _kinds():
    """The values that the schemas of the tables allow."""
    fields = [field for entry in tables.resources() for field in entry.get("schema", {}).get("fields", [])]
    return {value for field in fields for value in field.get("constraints", {}).get("enum", [])}


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


# Motives, voices and explanations


@rule
def codebook_order(name, column):
    """Codes of a passage, and motives of the lexicon, come in the order of the codebook; a word within another has its motive."""
    place = {motive: at for at, motive in enumerate(tables.read("motives")["motive"])}
    for (_, one), (key, other) in pairwise(rows(name)):
        if getattr(one, "slug", "") == getattr(other, "slug", "") and place[one.motive] > place[other.motive]:
            yield key, f"holds {other.motive} after {one.motive}"
    words = [(row.word, row.motive) for _, row in rows(name)] if name == "motive-lexicon" else []
    for (short, one), (long, other) in product(words, repeat=2):
        if short in long and one != other:
            yield long, f"holds {other}, but {short} is of {one}"


@rule
def decision(name, column):
    """A passage speaks of one decision, and of one employer, whom its line names, or of any."""
    spoken_of, claim = {}, dict(rows("claims-coding"))
    for key, row in rows(name):
        if spoken_of.setdefault(row.slug, getattr(row, column)) != getattr(row, column):
            yield (
                key,
                f"holds {getattr(row, column)!r}, but {row.slug} has {spoken_of[row.slug]!r} with another motive",
            )
        where = extent(claim[row.slug])
        if row.company != "any" and where and row.company not in article().line(where[0]):
            yield key, f"speaks of {row.company}, whom the line of the passage does not name"


@rule
def example(name, column):
    """The claim is coded with this motive."""
    coded = set(zip(*(tables.read("motive-coding")[column] for column in ("slug", "motive"))))
    for key, row in rows(name):
        if (row.example, key) not in coded:
            yield key, f"holds {row.example}, which is not coded so"


BASES = {"anonymous insider": "anonymous", "named person": "named", "company": "company"}


def sources():
    """Item to (basis, circle) of each claim and fact: whose word it is, as far as the article or the fact's source tells.

    A circle is where the words for a speaker place them, in the industry or familiar with the matter; else the words themselves.
    """
    it, found = article(), {}
    annotated = {row.start: row.speaker for _, row in rows("gold-mentions") if row.name == "article"}
    for key, row in rows("claims-coding"):
        start, end = extent(row) or (0, 0)
        words = row.speaker or annotated.get(start, "")
        sentence = it.text[
            max(stop for stop in [0, *it.ends] if stop <= start) : min(
                stop for stop in it.ends if stop >= end
            )
        ]
        if row.subject == "an AI engineer" or "工程师" in words:  # the narrator tells his reasons, too
            found[key] = "anonymous", "工程师"
        elif row.speaker_type == "narrator":
            found[key] = ("reported", "据报道") if "据报道" in sentence else ("narrator", "")
        elif row.speaker_type == "report":
            found[key] = "measured", "报告"
        else:
            placed = re.search("(业内|行业|一些人)|(消息人士)", words)
            found[key] = (
                BASES[row.speaker_type],
                ("业内", "消息人士")[placed.lastindex - 1] if placed else words,
            )
    for key, row in rows("outside-facts"):
        found[key] = (
            ("measured", "报告") if row.source_type == "report" else ("reported", row.original_source)
        )
    return found


def voiced():
    """Voice to the sources of its items, but for what follows 据报道 in the sentence and is told as fact by the narrator."""
    found, of_item = {}, sources()
    for row in tables.read("passage-voices").itertuples():
        found.setdefault(row.voice, set()).add(of_item[row.item])
    return {
        voice: all_of - {("reported", "据报道")} if ("narrator", "") in all_of else all_of
        for voice, all_of in found.items()
    }


@rule
def basis(name, column):
    """Follows from the type of the speakers of its passages and from the type of the source of its facts."""
    found = voiced()
    for key, row in rows(name):
        wanted = {basis for basis, _ in found.get(key, ())}
        if wanted != {row.basis}:
            yield key, f"holds {row.basis!r}, but its passages are {' and '.join(sorted(wanted)) or 'none'}"


@rule
def circle(name, column):
    """Shared by the voices whose words place them alike, in the industry or familiar with the matter; else the voice itself."""
    circles = {voice: {circle for _, circle in all_of} for voice, all_of in voiced().items()}
    merged = dict(zip(*(tables.read(name)[column] for column in ("voice", "merged"))))
    for key, row in rows(name):
        like = [voice for voice in merged if circles.get(voice, set()) & circles.get(key, set())]
        sharing = [voice for voice in merged if merged[voice] == row.merged]
        if sharing != like or len(sharing) == 1 and row.merged != key:
            yield key, f"holds {row.merged!r} with {sharing}, but its words are those of {like}"


@rule
def voice(name, column):
    """A claim's or a fact's voice has its basis, and what is of one source, or of one circle, has one merged voice."""
    of_item, voices, merged = sources(), tables.read("voices").set_index("voice"), {}
    for key, row in rows(name):
        basis, circle = of_item.get(key, ("no claim and no fact", ""))
        whose = voices.loc[row.voice]
        if circle == "据报道" and whose["basis"] == "narrator":
            continue  # what of the sentence is told as fact is a judgement
        if basis != whose["basis"] or merged.setdefault(circle, whose["merged"]) != whose["merged"]:
            yield key, f"is the word of {row.voice}, but it is {basis}, {circle or 'the narrator'}"


@rule
def as_named(name, column):
    """Says of a fact, and of nothing else, that its source is meant, and of those whose speaker is coded that they are named."""
    facts, claim, of_item = (
        set(tables.read("outside-facts")["fact_id"]),
        dict(rows("claims-coding")),
        sources(),
    )
    for key, row in rows(name):
        named = key not in facts and claim[key].speaker_type != "narrator"
        wanted = (
            "Original source of the fact"
            if key in facts
            else "Named in the (passage|sentence)"
            if named
            else "(?!Named|Orig).*"
        )
        if not re.fullmatch(wanted, row.reason) or "据报道" in row.reason and of_item[key][0] != "reported":
            yield key, f"holds {row.reason!r}, but it is {of_item[key][0]}"


@rule
def comparison(name, column):
    """Both queries ask for values that coded passages have, and differ in one condition; no comparison stands twice."""
    frames = (
        tables.read("motive-coding")[["motive", "direction", "company", "effect"]],
        tables.read("voices")[["basis"]],
    )
    values = {column: set(frame[column]) for frame in frames for column in frame}
    seen = Counter()
    for key, row in rows(name):
        more, than = (set(query.split(" and ")) for query in (row.more, row.than))
        for condition in more | than:
            found = re.fullmatch(r"(\w+) (==|!=|in|not in) ('[^']+'|\['[^']+'(, '[^']+')*\])", condition)
            if not found or not {*re.findall("'([^']+)'", condition)} <= values.get(found[1], set()):
                yield key, f"asks for {condition}, which no passage can fulfil"
        seen[row.more, row.than] += 1
        if len(more - than) != 1 or len(than - more) != 1 or seen[row.more, row.than] > 1:
            yield (
                key,
                f"compares {row.more} with {row.than}: more than one condition differs, or another row does so",
            )


@rule
def silence(name, column):
    """N where the reason says that nothing is told or known of it; C or CC where it says that the explanation says the same."""
    for key, row in rows(name):
        silent = re.search(
            "Nothing on|not (told|known|named)|([Nn]o base|no number) is given|says nothing|leaves room",
            row.reason,
        )
        same = re.match("It is what .* says$", row.reason)
        if silent and row.consistency != "N" or same and row.consistency not in ("C", "CC"):
            yield key, f"is rated {row.consistency}, but the reason is {row.reason!r}"


# The gold set


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
    """Traditional where characters stand that Simplified lacks; its region is the one whose dollars are spoken of more."""
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
    "money": "[A-Z]{3,4}(/.+)?",
    "percent": "percent|pp|bp",
    "multiple": "x",
    "count": "(people|companies|households|items)(/hour)?",
    "duration": "year|month|week|day|hour|minute|second",
}


@rule
def kind(name, column):
    """Follows from the unit and from 第; without a unit, what has no value is a date and what has a whole one a rank."""
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
    """The value is what a second reader of numbers finds in the words; a date has none, but the month and day they say."""
    for row, entry in rows(name):
        if entry.kind == "date":
            said = re.findall(r"(\d+)(?:月|日)", re.sub(r"\s", "", unicodedata.normalize("NFKC", entry.text)))
            if entry.date and not all(f"-{int(number):02}" in entry.date for number in said):
                yield row, f"holds {entry.date!r}, but its words say {' and '.join(said)}"
            if not math.isnan(entry.lo) or not math.isnan(entry.hi):
                yield row, "holds a value, but is a date"
            continue
        try:
            found = stated(entry.text, entry.unit)
        except (KeyError, ValueError, TypeError):  # the words hold no number, or the wrong part of one
            found = [math.nan] * 2
        if not (close(found[0], entry.lo) and close(found[1], entry.hi)):
            yield row, f"holds {entry.lo:g} to {entry.hi:g}, but its words state {found[0]:g} to {found[1]:g}"


PLAIN = str.maketrans("強約過於滿數內餘來達頭碼會", "强约过于满数内余来达头码会")
BEFORE, INSIDE = r"[^,。;:、!?\n]{0,8}\[", r"\[[^\]]*"  # the mention stands in brackets
CUES = {
    "up_to": f"(达|最高|最多|上看){BEFORE}",
    "at_least": f"(至少|不低于|[不未]少于|最低|少说|起码|上(?=.?\\[[百千万])){BEFORE}|{INSIDE}\\].?(以上|及以上|起)",
    "at_most": f"(不超过|不会超过|至多|最多|顶多|上限|以){BEFORE}|{INSIDE}\\].{{0,2}}(以下|以内|内)",
    "more_than": f"(超|逾|破|过|高于|多于|大于|不止){BEFORE}|{INSIDE}([多余零]|\\][^,。]?(多|余|强|出头))",
    "less_than": f"(不足|不到|不够|不及|低于|少于|跌破|跌穿|失守|不满|未满){BEFORE}|{INSIDE}\\].{{0,3}}不到",
    "approx": f"(约|近|估|差不多|大概){BEFORE}|{INSIDE}(来|\\].{{0,3}}(左右|上下|附近))",
    "exact": r"(?s)\A(?!.*((至少|不低于|不少于|超过|突破|逾|不足|不到|跌破|高达|多达|约)\[|\](以上|以下|以内|左右|上下)))",
}


@rule
def cue(name, column):
    """Has a word for it beside the mention; exact has none that touches it. In the texts that are not held out."""
    texts = {row.name: content(row.path) or "" for _, row in rows("gold-texts") if row.held_out == "no"}
    for key, row in rows(name):
        if row.name in texts and row.kind != "date":
            around = (
                texts[row.name][max(0, row.start - 8) : row.start],
                row.text,
                texts[row.name][row.end : row.end + 6],
            )
            said = unicodedata.normalize("NFKC", "{}[{}]{}".format(*around)).translate(PLAIN).replace(" ", "")
            if not re.search(CUES[row.bound], said):
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
    """Each score is a share of whole mentions of the held-out texts, each F1 that of precision and recall, to three digits."""
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
