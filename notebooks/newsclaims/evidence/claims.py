"""Claims: what the article states, found by the words around it, with the value that the reading engine reads there.

The coding by hand (``data/curated/claims.csv``) names for each claim an *anchor*: words of the article beside the value, never the
value itself. Change the value in the article and the claim changes; change the anchor's words and the claim is reported as lost.
"""

import pandas as pd

from ..errors import DataError
from ..ledger.wording import shown_value
from ..reading.text import sentence_ends

COLUMNS = (
    "slug",
    "type",
    "topic",
    "statement",
    "subject",
    "measure",
    "object",
    "lo",
    "hi",
    "unit",
    "bound",
    "date",
    "period",
    "hedge",
    "speaker",
    "speaker_type",
    "disputed_by",
    "sentence",
    "start",
    "end",
    "quote",
    "prefix",
    "suffix",
)


def locate(text, words, start, end, slug):
    """Offset of ``words`` in ``text[start:end]``, where they must stand exactly once; DataError that names ``slug`` otherwise."""
    first = text.find(words, start, end)
    if first < 0:
        raise DataError(
            f"claim {slug}: its anchor {words!r} is not in the article; mend it in data/curated/claims.csv"
        )
    if text.find(words, first + 1, end) >= 0:
        raise DataError(
            f"claim {slug}: its anchor {words!r} stands in the article more than once; make it longer in data/curated/claims.csv"
        )
    return first


def find_value(text, ends, mentions, row, start, end):
    """The mention (namedtuple) that the coding ``row`` points at: the next or previous one of its kind in the anchor's sentence."""
    at = locate(text, row.anchor, start, end, row.slug)
    left = max((stop for stop in ends if stop <= at), default=0)
    right = min(stop for stop in ends if stop >= at + len(row.anchor))
    if row.direction == "next":
        hits = [
            m for m in mentions if m.kind == row.kind and at + len(row.anchor) <= m.start and m.end <= right
        ]
        found = min(hits, key=lambda m: m.start, default=None)
    else:
        hits = [m for m in mentions if m.kind == row.kind and left <= m.start and m.end <= at]
        found = max(hits, key=lambda m: m.start, default=None)
    if found is None:
        raise DataError(
            f"claim {row.slug}: no {row.kind} {'after' if row.direction == 'next' else 'before'} {row.anchor!r} in its sentence"
        )
    return found


def selector(text, start, end):
    """(prefix, suffix) of ``text[start:end]``: the shortest of equal length with which the quote stands in ``text`` once."""
    for length in range(4, 200, 4):
        prefix, suffix = text[max(0, start - length) : start], text[end : end + length]
        if text.count(prefix + text[start:end] + suffix) == 1:
            return prefix, suffix
    raise DataError(f"the quote at {start} cannot be told apart in the text")


def build(coding, text, mentions, body):
    """The claims of an article, as a DataFrame with COLUMNS, in text order.

    ``coding``: DataFrame of data/curated/claims.csv; ``mentions``: DataFrame as of ``find_mentions``; ``body``: (start, end)
    of the article's body in ``text``. Raises DataError where an anchor is lost or no value stands at it.
    """
    ends = sentence_ends(text)
    rows = list(mentions.itertuples())
    found, dates = {}, {}
    for row in coding.itertuples():
        found[row.slug] = (
            _value(text, ends, rows, row, body) if row.type == "value" else _passage(text, rows, row, body)
        )
        dates[row.slug] = found[row.slug]["date"]
    for row in coding.itertuples():
        claim = found[row.slug]
        if row.period:
            if row.period not in dates:
                raise DataError(f"claim {row.slug}: its period names {row.period!r}, which is no claim")
            claim["period"] = dates[row.period]
        elif claim["date"]:
            claim["period"] = claim["date"]
        words = row.statement.replace("{value}", stated(claim, row))
        claim["statement"] = words[0].upper() + words[1:]
        claim["prefix"], claim["suffix"] = selector(text, claim["start"], claim["end"])
    frame = pd.DataFrame(list(found.values()), columns=list(COLUMNS))
    return frame.sort_values(["start", "end"], kind="stable", ignore_index=True)


def stated(claim, row):
    """The value of ``claim`` (mapping) in English words as its statement has it: what it is per stands in the statement's own words."""
    unit = (
        "" if row.kind == "rank" else claim["unit"].removesuffix(f"/{row.per}") if row.per else claim["unit"]
    )
    return shown_value(claim["lo"], claim["hi"], unit, claim["bound"], claim["date"])


def _common(row):
    return {
        "slug": row.slug,
        "type": row.type,
        "topic": row.topic,
        "subject": row.subject,
        "measure": row.measure,
        "object": row.object,
        "speaker_type": row.speaker_type,
        "disputed_by": row.disputed_by,
        "period": "",
    }


def _value(text, ends, mentions, row, body):
    mention = find_value(text, ends, mentions, row, *body)
    unit = "rank" if mention.kind == "rank" and not mention.unit else mention.unit
    return _common(row) | {
        "lo": mention.lo,
        "hi": mention.hi,
        "unit": f"{unit}/{row.per}" if row.per else unit,
        "bound": mention.bound,
        "date": mention.date,
        "hedge": mention.hedge,
        "speaker": mention.speaker,
        "sentence": mention.sentence,
        "start": mention.start,
        "end": mention.end,
        "quote": mention.text,
    }


def _passage(text, mentions, row, body):
    start = locate(text, row.anchor, *body, row.slug)
    stop = text.find(row.until, start, body[1])
    if stop < 0:
        raise DataError(
            f"claim {row.slug}: its last words {row.until!r} do not follow its anchor; mend data/curated/claims.csv"
        )
    stop += len(row.until)
    if row.speaker and row.speaker not in text:
        raise DataError(f"claim {row.slug}: its speaker {row.speaker!r} is not in the article")
    ends = sentence_ends(text)
    hedge = (
        "reported"
        if row.speaker_type == "anonymous insider" or "据报道" in text[max(0, start - 6) : stop]
        else "none"
    )
    return _common(row) | {
        "lo": float("nan"),
        "hi": float("nan"),
        "unit": "",
        "bound": "exact",
        "date": "",
        "hedge": hedge,
        "speaker": row.speaker,
        "sentence": sum(end <= start for end in ends),
        "start": start,
        "end": stop,
        "quote": text[start:stop],
    }


def uncovered(mentions, claims, aside):
    """The mentions (DataFrame rows) that are neither a claim's value nor set aside; empty where the coding is complete.

    ``aside``: DataFrame with the ``start`` of each mention set aside.
    """
    taken = set(claims.loc[claims["type"] == "value", "start"]) | set(aside["start"])
    return mentions[~mentions["start"].isin(taken)]


def set_aside(coding, text, mentions, body):
    """Where the mentions lie that ``coding`` (data/curated/set_aside.csv) sets aside: slug, start, end, quote, reason."""
    ends = sentence_ends(text)
    rows = list(mentions.itertuples())
    found = [(row, find_value(text, ends, rows, row, *body)) for row in coding.itertuples()]
    return pd.DataFrame(
        [(row.slug, m.start, m.end, m.text, row.reason) for row, m in found],
        columns=["slug", "start", "end", "quote", "reason"],
    )


def annotations(claims, source):
    """The ``claims`` (DataFrame of COLUMNS) as a W3C Web Annotation collection (dict) on the text at the address ``source``.

    Positions are code points, half-open, as the model has them; each quote with its prefix and suffix stands in the text once.
    """
    items = [
        {
            "id": f"#{row.slug}",
            "type": "Annotation",
            "motivation": "describing",
            "body": {"type": "TextualBody", "value": row.statement, "language": "en", "format": "text/plain"},
            "target": {
                "source": source,
                "selector": [
                    {"type": "TextPositionSelector", "start": int(row.start), "end": int(row.end)},
                    {
                        "type": "TextQuoteSelector",
                        "exact": row.quote,
                        "prefix": row.prefix,
                        "suffix": row.suffix,
                    },
                ],
            },
        }
        for row in claims.itertuples()
    ]
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "claims.jsonld",
        "type": "AnnotationPage",
        "items": items,
    }
