"""Rules of the claims: their anchors stand in the article, and every number of the article is led to."""

import re
from bisect import bisect_right
from collections import Counter
from functools import cache

from rules import rows, rule

from newsclaims import find_mentions, tables
from newsclaims.errors import DataError
from newsclaims.evidence import claims
from newsclaims.evidence.article import page_blocks
from newsclaims.reading import text


class Article:
    """``text``, (start, end) of ``body`` and ``lines``, ``ends`` of sentences, ``mentions`` of the body."""

    def __init__(self, content):
        self.text = content
        blocks = page_blocks(content, tables.read("furniture"))
        body = blocks[blocks["role"] == "body"]
        self.lines = list(zip(blocks["start"], blocks["end"]))
        self.body = int(body["start"].min()), int(body["end"].max())
        self.ends = text.sentence_ends(content)
        source = tables.resource("article")
        found = find_mentions(content, published=source["published"], region=source["region"])
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
    """(start, end) of the mention or passage that the coding ``row`` leads to.

    None where it leads nowhere.
    """
    if row.type == "value":
        found = led_to(row)
        return found and (found.start, found.end)
    it = article()
    start = it.text.find(row.anchor, *it.body)
    end = it.text.find(row.until, start, it.body[1]) if start >= 0 else -1
    return None if end < 0 else (start, end + len(row.until))


@rule
def anchor(name, column):
    """Words that stand once in the body of the article.

    A passage keeps to one line and shares neither end with another row.
    """
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
    """A value leads to one numeric mention of the body, and each mention is led to once.

    A passage leads to none.
    """
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
def voice(name, column):
    """Each claim has a source: the voice that notebook 05 weighs, where it weighs the claim."""
    voices = tables.read("passage-voices").set_index("item")["voice"].str.removesuffix("-company")
    for key, row in rows(name):
        if not row.source or voices.get(key, row.source) != row.source:
            yield key, f"holds {row.source!r}, and its voice is {voices.get(key, 'not named')!r}"


@rule
def value_slot(name, column):
    """The statement of a value has one place for it, that of a passage none.

    Neither states a number itself.
    """
    for key, row in rows(name):
        if row.statement.count("{value}") != (row.type == "value") or re.search(r"\d", row.statement):
            yield key, f"holds {row.statement!r}"


@rule
def value_slots(name, column):
    """Every slot names a claim with a value that stands in the sentence, and nothing else is a number."""
    it, values = article(), {}
    for _, row in rows("claims-coding"):
        if row.type == "value" and extent(row):
            values[row.slug] = it.sentence(extent(row)[0])
    for key, row in rows(name):
        places = it.places(row.anchor)
        slots = re.findall(r"\{([a-z0-9-]+)\}", row.rendering)
        here = {slug for slug, sentence in values.items() if places and sentence == it.sentence(places[0])}
        if set(slots) != here or re.search(r"\d", re.sub(r"\{.*?\}", "", row.rendering)):
            yield key, f"has slots for {slots}, where {sorted(here)} stand, or a digit: {row.rendering!r}"


@rule
def quoted(name, column):
    """The words stand in the article at start and end."""
    for key, row in rows(name):
        if article().text[row.start : row.end] != row.quote:
            yield key, f"holds {row.quote!r}, which does not stand at {row.start}"


@rule
def dispute(name, column):
    """Filled where the annotators of the gold set read the value as disputed, by the subject itself."""
    disputed = {
        row.start for _, row in rows("gold-mentions") if row.name == "article" and row.hedge == "disputed"
    }
    for key, row in rows(name):
        found = led_to(row) if row.type == "value" else None
        wanted = row.subject if found and found.start in disputed else ""
        if row.disputed_by != wanted:
            yield (
                key,
                f"holds {row.disputed_by!r}, but the value is "
                f"{'disputed by ' + wanted if wanted else 'not disputed'}",
            )


@rule
def in_article(name, column):
    """Words that stand in the article."""
    for key, row in rows(name):
        if getattr(row, column) not in article().text:
            yield key, f"holds {getattr(row, column)!r}, which does not stand in the article"
