"""Rules of the outside facts.

Where they touch the article, when they were known, and how their numbers are read.
"""

import math
import re

from rules import close, rows, rule
from rules_article import article, extent, led_to

from newsclaims import tables
from newsclaims.errors import DataError
from newsclaims.evidence import facts
from newsclaims.evidence.facts import NO_LOWER_END, NO_UPPER_END
from newsclaims.ledger.edtf import days
from newsclaims.ledger.wording import MONTHS


@rule
def date_order(name, column):
    """After the article is what happened or was published after it, and no fact that was published before it.

    Nothing is of later than it was published, and an address that holds the day or month of publication
    holds the same.
    """
    day_of_article = days(tables.resource("article")["published"])[0]
    for key, row in rows(name):
        late = [days(day)[0] > day_of_article for day in (row.as_of, row.published) if day]
        before = row.published and days(row.published)[1] <= day_of_article
        if (any(late) and row.after_article == "no") or (before and row.after_article == "yes"):
            yield (
                key,
                f"has {row.after_article!r} in after_article, as of {row.as_of!r}, published "
                f"{row.published!r}",
            )
        if row.as_of and row.published and days(row.as_of)[0] > days(row.published)[1]:
            yield key, f"is as of {row.as_of}, published {row.published} already"
        dated = re.search(r"/(20\d\d)/(\d\d)/(?:(\d\d)(?!\d))?", row.url)
        if dated and row.published and not row.published.startswith("-".join(filter(None, dated.groups()))):
            yield key, f"is published {row.published} at {row.url}"


@rule
def snippet(name, column):
    """Words that stand in the article as often as it is said, in a sentence of a claim of the fact.

    Where article_value has the value of a claim in that sentence, the fact bears on that one too. A fact
    that bears on no claim has words that stand in no sentence of one.
    """
    it, joins = article(), _joins()
    coded = [(row, extent(row)) for _, row in rows("claims-coding") if extent(row)]
    for key, fact in rows("outside-facts"):
        places, slugs = it.places(fact.article_snippet), set(joins.get(key, {}))
        if len(places) != fact.article_snippet_hits:
            yield (
                key,
                f"holds {fact.article_snippet!r}, which stands {len(places)} times, not "
                f"{fact.article_snippet_hits}",
            )
        here = {it.sentence(place) for place in places}
        near = {
            row.slug: row
            for row, (start, end) in coded
            if here & {*range(it.sentence(start), it.sentence(end - 1) + 1)}
        }
        values = {slug for slug, row in near.items() if row.type == "value"}
        named = {slug for slug in values if names(fact.article_value, led_to(near[slug]))}
        if bool(slugs & set(near)) != bool(slugs) or slugs & values and named and not named & slugs:
            words, bears = f"{fact.article_snippet!r} and {fact.article_value!r}", ", ".join(sorted(slugs))
            yield key, f"bears on {bears or 'no claim'}, but {words} speak of something else"


def _joins():
    """Fact to the claims that it bears on, each with its effect."""
    found = {}
    for row in tables.read("fact-claims").itertuples():
        if row.slug:
            found.setdefault(row.fact_id, {})[row.slug] = row.effect
    return found


def names(words, mention):
    """Whether ``words`` have the value of a ``mention``, in any of SIZES, or all parts of its date."""
    found = numbers(words)
    if mention.date:
        return {float(part) for part in re.findall(r"\d+", mention.date)} <= found
    return any(close(one, end / size) for one in found for end in (mention.lo, mention.hi) for size in SIZES)


def numbers(words):
    """The numbers that stand in ``words`` in digits, and those of the months."""
    months = {float(place) for place, month in enumerate(MONTHS, 1) if re.search(rf"\b{month}\b", words)}
    return months | {float(number.replace(",", "")) for number in re.findall(r"\d[\d,]*(?:\.\d+)?", words)}


SIZES = (1, 1e3, 1e6, 1e9)


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
    """A single number stands in both ends.

    They differ only in a pair of quantities or where the claim is a range itself.
    """
    pairs = {(row.unit_received, row.fact_id) for _, row in rows("fact-units") if row.part == "lo"}
    ranges, joins = {slug for slug, (found, _) in valued().items() if found.lo < found.hi}, _joins()
    for key, row in rows(name):
        differ = (
            not math.isnan(row.value_lo) and not math.isnan(row.value_hi) and row.value_lo != row.value_hi
        )
        if differ and not ranges & set(joins.get(key, ())) and not pairs & {(row.unit, ""), (row.unit, key)}:
            yield key, f"holds {row.value_lo:g} and {row.value_hi:g}, and is neither a pair nor about a range"


@rule
def effect(name, column):
    """A number that agrees with the claim does not contradict it, one outside it does not support it.

    Unless people add up to it. What the publisher of the article says of it is fidelity, and nothing else is.
    """
    quantities, claimed, joins = _quantities(), valued(), _joins()
    origins = dict(zip(*(tables.read("outside-facts")[column] for column in ("fact_id", "origin"))))
    for key, row in rows(name):
        if row.slug and (row.effect == "fidelity") != (origins[row.fact_id] == PUBLISHER):
            yield key, f"has the effect {row.effect}, but its origin is {origins[row.fact_id]!r}"
        claim, unit = claimed.get(row.slug, (None, None))
        ours = [one for one in quantities if one.fact_id == row.fact_id and one.unit == unit]
        if not ours:
            continue
        agrees = any(_overlap(one, claim) for one in ours)
        supporting = [
            one
            for one in quantities
            if joins.get(one.fact_id, {}).get(row.slug) == "supports" and one.unit == unit
        ]
        together = unit == "people" and sum(one.lo for one in supporting) >= claim.lo
        if row.effect == "contradicts" and agrees or row.effect == "supports" and not (agrees or together):
            found = f"{ours[0].lo:g} to {ours[0].hi:g} {unit}"
            yield key, f"{row.effect} {claim.text} in the article with {found}"


PUBLISHER = "The Verge, this article"


@rule
def few_words(name, column):
    """At most 25 words, and some in every row that was added after the first."""
    first = min(tables.read(name)["added"])
    for key, row in rows(name):
        count = len(row.words.split())
        if count > 25 or not count and row.added != first:
            yield key, f"holds {count} words of its source"


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
    named = [tables.read(name) for name in ("outside-facts", "fact-units", "fact-ids")]
    return list(facts.normalise(*named).itertuples())


def _overlap(one, other):
    """Whether the intervals of two quantities share a value; an end that is not stated lies at infinity."""
    low = max(-math.inf if side.bound in NO_LOWER_END else side.lo for side in (one, other))
    return low <= min(math.inf if side.bound in NO_UPPER_END else side.hi for side in (one, other))


@rule
def relay(name, column):
    """original_source is whom the source says it relays or copies, and else the source.

    It is empty in rows that were added later: what they go back to is their origin.
    """
    first = min(tables.read(name)["added"])
    for key, row in rows(name):
        if row.added != first:
            if row.original_source:
                yield key, f"was added on {row.added}, and holds {row.original_source!r}"
            continue
        relayed = re.search(r"\((?:.*, )?relaying ([^)]+)\)", row.source) or re.search(
            r"\((\w+) text\b", row.source
        )
        copied = re.search(r" \((?:copy on |relayed by |XBRL view)", row.source)
        wanted = relayed[1] if relayed else row.source[: copied.start()] if copied else row.source
        if row.original_source != wanted:
            yield key, f"holds {row.original_source!r}, but the source {row.source!r} relays {wanted!r}"


@rule
def source_alike(name, column):
    """What a source is, and how sure its reading, is the same for all its facts."""
    of_source = {}
    for key, row in rows(name):
        first = of_source.setdefault(row.source, getattr(row, column))
        if first != getattr(row, column):
            yield key, f"holds {getattr(row, column)!r}, but another fact of {row.source} holds {first!r}"


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
def why_none(name, column):
    """Filled where the fact bears on no claim."""
    for key, row in rows(name):
        if not row.slug and not row.why:
            yield key, "bears on no claim, and does not say why"


@rule
def join(name, column):
    """The fact is the English article's, and bears on the claim, as fact_claims has it."""
    joins = _joins()
    for key, row in rows(name):
        if joins.get(row.fact_id, {}).get(row.slug) != "fidelity":
            yield key, f"compares {row.slug} with {row.fact_id}, which is no fidelity source of it"


@rule
def unsettled(name, column):
    """The claims that no contemporary fact judges, and those that say the same as another."""
    late = {key for key, row in rows("outside-facts") if row.after_article == "yes"}
    settled = {
        slug
        for fact, effects in _joins().items()
        if fact not in late
        for slug, effect in effects.items()
        if effect not in ("context", "fidelity")
    }
    here = set(tables.read(name)[column])
    repeats = {row.slug for _, row in rows(name) if row.same_as}
    for key in sorted((here - repeats) ^ (set(tables.read("claims-coding")["slug"]) - settled - repeats)):
        yield key, "is judged by a contemporary fact" if key in here else "is judged by none and not here"


@rule
def repeat(name, column):
    """What says the same as another claim, one of its topic and subject, leaves the rest to it.

    All others say what would settle them and who holds it, and matters of record what was searched.
    """
    coded = dict(rows("claims-coding"))
    for key, row in rows(name):
        told = [row.settled_by, row.searched if coded[key].checkability == "record" else "-"]
        if row.same_as:
            one, other = coded[key], coded[row.same_as]
            if any((row.settled_by, row.holder, row.searched)):
                yield key, f"says the same as {row.same_as}, and more"
            if (one.topic, one.subject) != (other.topic, other.subject) or other is one:
                yield key, f"says the same as {row.same_as}, which is of another topic or subject"
        elif not all(told):
            yield key, f"is settled by {row.settled_by or 'nothing'}, searched {row.searched or 'nowhere'}"
