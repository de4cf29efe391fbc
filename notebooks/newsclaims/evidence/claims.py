"""Claims: what the article states, found by the words around it, with the value that is read there.

The coding by hand (``data/curated/claims.csv``) names for each claim an *anchor*: words of the article beside
the value, never the value itself. Change the value in the article and the claim changes; change the anchor's
words and the claim is reported as lost.
"""

import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Protocol

import pandas as pd

from ..errors import DataError
from ..ledger.wording import shown_value
from ..reading.find import Mention
from ..reading.text import sentence_ends


class Pointer(Protocol):
    """How a row of the coding points at a mention: the next or the previous one of its kind.

    ``direction`` may have a number behind it: "next 2" is the second one of its kind after the anchor.
    """

    slug: str
    anchor: str
    direction: str
    kind: str


class Coding(Pointer, Protocol):
    """A row of data/curated/claims.csv.

    A coding that grew from drafts also has ``status`` (draft, reviewed), and ``hedge`` and ``unit``, which
    stand for what was read where they are filled.
    """

    type: str
    topic: str
    subject: str
    measure: str
    object: str
    statement: str
    until: str
    per: str
    period: str
    speaker: str
    speaker_type: str
    checkability: str
    disputed_by: str


class Value(Protocol):
    """What a claim states."""

    lo: float | None
    hi: float | None
    unit: str
    bound: str
    date: str


@dataclass
class Claim:
    """A row of data/derived/claims.csv; data/datapackage.json says what each field holds."""

    slug: str
    type: str
    topic: str
    statement: str
    rendering: str
    subject: str
    measure: str
    object: str
    lo: float | None
    hi: float | None
    unit: str
    bound: str
    date: str
    period: str
    hedge: str
    speaker: str
    speaker_type: str
    checkability: str
    disputed_by: str
    sentence: int
    start: int
    end: int
    quote: str
    prefix: str = ""
    suffix: str = ""


SENTENCE = "{sentence}"  # the statement of a claim that nobody has put in a few words yet
RELAYING = "narrator relaying"  # the narrator's own sentence that can only come from somebody else
COLUMNS = tuple(field.name for field in fields(Claim))


def locate(text: str, words: str, start: int, end: int, whose: str, table: str = "claims") -> int:
    """Offset of ``words`` in ``text[start:end]``; DataError naming ``whose`` where they do not stand once."""
    first = text.find(words, start, end)
    if first < 0:
        raise DataError(
            f"{whose}: its anchor {words!r} is not in the article; mend it in data/curated/{table}.csv"
        )
    if text.find(words, first + 1, end) >= 0:
        raise DataError(
            f"{whose}: its anchor {words!r} stands in the article more than once; "
            f"make it longer in data/curated/{table}.csv"
        )
    return first


def find_value(
    text: str, ends: Sequence[int], mentions: Iterable[Mention], row: Pointer, start: int, end: int
) -> Mention:
    """The mention that a row of the coding points at.

    Parameters
    ----------
    text : str
        The article.
    ends : sequence of int
        Offsets at which its sentences end.
    mentions : iterable of Mention
        Those of the article.
    row : Pointer
        The row of the coding.
    start, end : int
        Where in ``text`` the anchor is looked for.

    Returns
    -------
    Mention
        The next or the previous one of its kind in the sentence of the anchor.

    Raises
    ------
    DataError
        Where the anchor does not stand there exactly once, or no such mention is beside it.
    """
    at = locate(text, row.anchor, start, end, f"claim {row.slug}")
    after = at + len(row.anchor)
    left = max((stop for stop in ends if stop <= at), default=0)
    right = min(stop for stop in ends if stop >= after)
    of_kind = [mention for mention in mentions if mention.kind == row.kind]
    side, _, place = row.direction.partition(" ")
    if side == "next":
        hits = [mention for mention in of_kind if after <= mention.start and mention.end <= right]
    else:
        hits = [mention for mention in of_kind if left <= mention.start and mention.end <= at]
    hits.sort(key=lambda mention: mention.start, reverse=side != "next")
    number = int(place or 1)
    if len(hits) < number:
        what = f"{row.kind} number {number}" if number > 1 else row.kind
        where = "after" if side == "next" else "before"
        raise DataError(f"claim {row.slug}: no {what} {where} {row.anchor!r} in its sentence")
    return hits[number - 1]


def selector(text: str, start: int, end: int) -> tuple[str, str]:
    """Prefix and suffix of ``text[start:end]``, as short as tells the quote apart in ``text``."""
    for length in range(4, 200, 4):
        prefix, suffix = text[max(0, start - length) : start], text[end : end + length]
        if text.count(prefix + text[start:end] + suffix) == 1:
            return prefix, suffix
    raise DataError(f"the quote at {start} cannot be told apart in the text")


def build(
    coding: pd.DataFrame,
    text: str,
    mentions: pd.DataFrame,
    body: tuple[int, int],
    renderings: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The claims of an article.

    Parameters
    ----------
    coding : DataFrame
        Rows of ``Coding``.
    text : str
        The article.
    mentions : DataFrame
        As ``find_mentions`` gives them.
    body : tuple of int
        Start and end of the article's body in ``text``.
    renderings : DataFrame, optional
        ``anchor``, words of a sentence, and ``rendering``, the sentence in English, where ``{slug}`` stands
        for the value of that claim. A claim has those of all sentences that it runs through.

    Returns
    -------
    DataFrame
        Rows of ``Claim``, in text order, and their ``status`` where the coding has one.

    Raises
    ------
    DataError
        Where an anchor is lost, no value stands at it, or a period or a rendering names no claim.
    """
    ends = sentence_ends(text)
    places: list[Any] = list(mentions.itertuples())
    rows: list[Any] = list(coding.itertuples())
    claims = {
        row.slug: _value(text, ends, places, row, body)
        if row.type == "value"
        else _passage(text, ends, row, body)
        for row in rows
    }
    values = {row.slug: stated(claims[row.slug], row) for row in rows}
    english = {} if renderings is None else _rendered(text, ends, renderings, values, body)
    for row in rows:
        claim = claims[row.slug]
        through = range(bisect_right(ends, claim.start), bisect_right(ends, claim.end - 1) + 1)
        claim.rendering = " ".join(english[number] for number in through if number in english)
        if row.period and row.period not in claims:
            raise DataError(f"claim {row.slug}: its period names {row.period!r}, which is no claim")
        claim.period = claims[row.period].date if row.period else claim.date
        words = row.statement.replace("{value}", values[row.slug])
        if words == SENTENCE:
            words = _sentence(text, ends, claim.start, body)
        claim.statement = words[0].upper() + words[1:]
        claim.prefix, claim.suffix = selector(text, claim.start, claim.end)
    frame = pd.DataFrame([vars(claim) for claim in claims.values()], columns=list(COLUMNS))
    if "status" in coding:
        frame["status"] = frame["slug"].map(coding.set_index("slug")["status"])
    return frame.sort_values(["start", "end"], kind="stable", ignore_index=True)


def _rendered(
    text: str,
    ends: Sequence[int],
    renderings: pd.DataFrame,
    values: Mapping[str, str],
    body: tuple[int, int],
) -> dict[int, str]:
    """Number of a sentence of ``text`` to its rendering; ``values``: slug to the value in words."""
    english = {}
    row: Any
    for row in renderings.itertuples():
        at = locate(text, row.anchor, *body, f"rendering {row.rendering[:40]!r}", "renderings")
        try:
            english[bisect_right(ends, at)] = re.sub(
                r"\{([a-z0-9-]+)\}", lambda slot: values[slot[1]], row.rendering
            )
        except KeyError as error:
            raise DataError(
                f"rendering of {row.anchor!r}: {error.args[0]!r} is no claim; "
                "mend it in data/curated/renderings.csv"
            ) from None
    return english


def stated(claim: Value, row: Coding) -> str:
    """The value of ``claim`` in English words, without what it is per: the statement says that itself."""
    unit = claim.unit.removesuffix(f"/{row.per}") if row.per else claim.unit
    lo, hi = (math.nan if end is None else end for end in (claim.lo, claim.hi))
    return shown_value(lo, hi, "" if row.kind == "rank" else unit, claim.bound, claim.date)


def _sentence(text: str, ends: Sequence[int], at: int, body: tuple[int, int]) -> str:
    """The sentence around the place ``at``, without blanks at its edges."""
    number = bisect_right(ends, at)
    return text[max(ends[number - 1] if number else 0, body[0]) : min(ends[number], body[1])].strip()


def in_short(claim: Any) -> str:
    """What a claim states, to be read beside its sentence.

    Parameters
    ----------
    claim : object
        With the fields of ``Claim``, and ``status`` where it grew from a draft.

    Returns
    -------
    str
        Its statement; measure and value where the statement is but the sentence again.
    """
    if not hasattr(claim, "status") or claim.quote not in claim.statement or claim.type != "value":
        return claim.statement
    return f"{claim.measure}: {shown_value(claim.lo, claim.hi, _counted(claim), claim.bound, claim.date)}"


def _counted(claim: Any) -> str:
    return "" if claim.unit == "rank" else claim.unit


def _coded(row: Coding) -> dict[str, Any]:
    """The fields of ``Claim`` that are as they were coded."""
    names = ("slug", "type", "topic", "statement", "subject", "measure", "object", "period")
    coded = {name: getattr(row, name) for name in (*names, "speaker_type", "checkability", "disputed_by")}
    return coded | {"rendering": ""}


def _value(
    text: str, ends: Sequence[int], mentions: Sequence[Any], row: Coding, body: tuple[int, int]
) -> Claim:
    mention = find_value(text, ends, mentions, row, *body)
    unit = getattr(row, "unit", "") or mention.unit or ("rank" if mention.kind == "rank" else "")
    hedge = getattr(row, "hedge", "") or mention.hedge
    return Claim(
        **_coded(row),
        lo=mention.lo,
        hi=mention.hi,
        unit=f"{unit}/{row.per}" if row.per else unit,
        bound=mention.bound,
        date=mention.date,
        hedge="reported" if row.speaker_type == RELAYING and hedge == "none" else hedge,
        speaker="" if row.speaker_type == "narrator" else row.speaker or mention.speaker,
        sentence=mention.sentence,
        start=mention.start,
        end=mention.end,
        quote=mention.text,
    )


def _passage(text: str, ends: Sequence[int], row: Coding, body: tuple[int, int]) -> Claim:
    start = locate(text, row.anchor, *body, f"claim {row.slug}")
    last = text.find(row.until, start, body[1])
    if last < 0:
        raise DataError(
            f"claim {row.slug}: its last words {row.until!r} do not follow its anchor; "
            "mend data/curated/claims.csv"
        )
    end = last + len(row.until)
    if row.speaker and row.speaker not in text:
        raise DataError(f"claim {row.slug}: its speaker {row.speaker!r} is not in the article")
    sentence = bisect_right(ends, start)
    before = text[ends[sentence - 1] if sentence else 0 : end]
    hearsay = row.speaker_type in (RELAYING, "anonymous insider") or (
        row.speaker_type == "narrator" and "据报道" in before
    )
    return Claim(
        **_coded(row),
        lo=float("nan"),
        hi=float("nan"),
        unit="",
        bound="exact",
        date="",
        hedge="reported" if hearsay else "none",
        speaker=row.speaker,
        sentence=sentence,
        start=start,
        end=end,
        quote=text[start:end],
    )


def paired(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """The rows of two codings of one text that mark the same words.

    Parameters
    ----------
    first, second : DataFrame
        With ``start`` and ``end``, offsets in the text.

    Returns
    -------
    DataFrame
        A row for each of ``first`` for which ``second`` has one that shares more than half of the shorter of
        both: the closest by what they share of what they cover. Columns of both, with the suffixes ``_first``
        and ``_second`` where they have the same name.
    """
    rows = first.reset_index(names="first"), second.reset_index(names="second")
    pairs = rows[0].merge(rows[1], how="cross", suffixes=("_first", "_second"))
    ends, starts = pairs[["end_first", "end_second"]], pairs[["start_first", "start_second"]]
    shared = ends.min(axis=1) - starts.max(axis=1)
    shorter = (ends.to_numpy() - starts.to_numpy()).min(axis=1)
    pairs = pairs.assign(alike=shared / (ends.max(axis=1) - starts.min(axis=1)))[shared > shorter / 2]
    closest = pairs.sort_values("alike", ascending=False, kind="stable").drop_duplicates("first")
    return closest.sort_values("first", ignore_index=True).drop(columns=["first", "second", "alike"])


def uncovered(mentions: pd.DataFrame, claims: pd.DataFrame, aside: pd.DataFrame) -> pd.DataFrame:
    """The rows of ``mentions`` that are neither a claim's value nor set aside."""
    taken = set(claims.loc[claims["type"] == "value", "start"]) | set(aside["start"])
    return mentions[~mentions["start"].isin(taken)]


def set_aside(coding: pd.DataFrame, text: str, mentions: pd.DataFrame, body: tuple[int, int]) -> pd.DataFrame:
    """Where the mentions lie that no claim carries.

    Parameters
    ----------
    coding : DataFrame
        Rows of data/curated/set_aside.csv: those of ``Pointer``, and ``reason``.
    text, mentions, body
        As for ``build``.

    Returns
    -------
    DataFrame
        ``slug``, ``start``, ``end``, ``quote``, ``reason``, in the order of ``coding``.

    Raises
    ------
    DataError
        As for ``build``.
    """
    ends = sentence_ends(text)
    places: list[Any] = list(mentions.itertuples())
    lines = []
    row: Any
    for row in coding.itertuples():
        mention = find_value(text, ends, places, row, *body)
        lines.append(
            {
                "slug": row.slug,
                "start": mention.start,
                "end": mention.end,
                "quote": mention.text,
                "reason": row.reason,
            }
        )
    return pd.DataFrame(lines, columns=["slug", "start", "end", "quote", "reason"])


def annotations(claims: pd.DataFrame, source: str) -> dict[str, Any]:
    """The claims as a page of W3C Web Annotations on the text at an address.

    Parameters
    ----------
    claims : DataFrame
        Rows of ``Claim``.
    source : str
        Address of the text, relative to the page.

    Returns
    -------
    dict
        An AnnotationPage. Positions are code points, half-open, as the model has them; each quote with its
        prefix and suffix stands in the text once.
    """
    row: Any
    items = []
    for row in claims.itertuples():
        position = {"type": "TextPositionSelector", "start": int(row.start), "end": int(row.end)}
        quote = {"exact": row.quote, "prefix": row.prefix, "suffix": row.suffix}
        items.append(
            {
                "id": f"#{row.slug}",
                "type": "Annotation",
                "motivation": "describing",
                "body": {
                    "type": "TextualBody",
                    "value": row.statement,
                    "language": "en",
                    "format": "text/plain",
                },
                "target": {
                    "source": source,
                    "selector": [position, {"type": "TextQuoteSelector", **quote}],
                },
            }
        )
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "claims.jsonld",
        "type": "AnnotationPage",
        "items": items,
    }
