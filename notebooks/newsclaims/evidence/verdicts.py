"""Cross-check: what outside facts do to each claim. Relays of one source count once, later facts apart."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from ..errors import DataError
from ..ledger.edtf import days, possible_days

VERDICTS = ("supports", "nuances", "contradicts", "context")
WEAKENING = ("nuanced", "contested", "contradicted")  # what is written beside a claim wherever it is shown
_ORDER = {name: place for place, name in enumerate(("contradicts", "nuances", "supports", "context"))}


def _joined(facts: pd.DataFrame, joins: pd.DataFrame) -> pd.DataFrame:
    """The facts that bear on a claim, each with the ``slug`` of it."""
    return joins[joins["slug"] != ""].merge(facts, on="fact_id")


def verdicts(facts: pd.DataFrame, joins: pd.DataFrame) -> pd.DataFrame:
    """What independent sources do to each claim.

    Sources are independent where their ``original_source`` differs. Facts later than the article are counted
    apart and give no verdict. The verdict is the strongest of what is left: contested where some support and
    some contradict, then contradicted, nuanced, supported.

    Parameters
    ----------
    facts : DataFrame
        Rows of data/curated/outside_facts.csv.
    joins : DataFrame
        ``fact_id`` and ``slug`` of the claim that it bears on, "" where it bears on none.

    Returns
    -------
    DataFrame
        A row a claim that has facts: ``slug``; ``facts``; how many sources support, nuance, contradict it or
        give context, with the names of VERDICTS; ``after_article``, the later facts; ``verdict``.
    """
    rows = []
    for slug, group in _joined(facts, joins).groupby("slug", sort=True):
        timely = group[group["after_article"] == "no"]
        sources = {
            name: int(timely.loc[timely["verdict"] == name, "original_source"].nunique()) for name in VERDICTS
        }
        later = len(group) - len(timely)
        counted = {"slug": slug, "facts": len(group), **sources, "after_article": later}
        rows.append(counted | {"verdict": _strongest(sources)})
    return pd.DataFrame(rows, columns=["slug", "facts", *VERDICTS, "after_article", "verdict"])


def _strongest(sources: Mapping[str, int]) -> str:
    if sources["contradicts"] and sources["supports"]:
        return "contested"
    for name, verdict in (
        ("contradicts", "contradicted"),
        ("nuances", "nuanced"),
        ("supports", "supported"),
        ("context", "context only"),
    ):
        if sources[name]:
            return verdict
    return "later sources only"


def independent_sources(facts: pd.DataFrame, joins: pd.DataFrame) -> pd.DataFrame:
    """Who says what of each claim, relays of one original source in one row.

    Parameters
    ----------
    facts, joins : DataFrame
        As for ``verdicts``.

    Returns
    -------
    DataFrame
        By claim, what was known later last, then by what it does, then by day: ``slug``, ``verdict``,
        ``original_source``; ``relays``, the facts that go back to it; ``as_of`` and ``published`` (EDTF, the
        earliest); ``later`` ("yes": known only after the article); ``confidence``, the best of them;
        ``fact_ids``, parted by blanks.
    """
    rows = []
    keys = ["slug", "verdict", "original_source", "after_article"]
    for (slug, verdict, source, later), group in _joined(facts, joins).groupby(keys):
        rows.append(
            {
                "slug": slug,
                "verdict": verdict,
                "original_source": source,
                "relays": len(group),
                "as_of": _earliest(group["as_of"]),
                "published": _earliest(group["published"]),
                "later": later,
                "confidence": "high" if "high" in set(group["confidence"]) else "medium",
                "fact_ids": " ".join(group["fact_id"]),
            }
        )
    found = pd.DataFrame(rows)
    found["order"] = found["verdict"].map(_ORDER)
    found = found.sort_values(["slug", "later", "order", "as_of", "original_source"], ignore_index=True)
    return found.drop(columns="order")


def _earliest(dates: pd.Series) -> str:
    return min((day for day in dates if day), default="")


def fact_sheet(
    claims: pd.DataFrame, checked: pd.DataFrame, sources: pd.DataFrame, checks: pd.DataFrame
) -> pd.DataFrame:
    """What a fact-checker works from: a row a claim, in text order.

    Parameters
    ----------
    claims : DataFrame
        Rows of data/derived/claims.csv.
    checked : DataFrame
        The result of ``verdicts``.
    sources : DataFrame
        The result of ``independent_sources``.
    checks : DataFrame
        Rows of data/curated/open_checks.csv: ``slug``, ``kind``, ``settled_by``, ``holder``, ``same_as`` for
        what no source known at the time settles.

    Returns
    -------
    DataFrame
        ``slug``, ``topic``, ``statement``, ``verdict``; ``against``, ``details``, ``for``: independent
        sources that contradict, nuance, support; ``settled_by``, ``holder``. A claim that repeats another has
        the verdict of that one.

    Raises
    ------
    DataError
        For a claim that has neither a verdict nor a row in ``checks``.
    """
    verdict = checked.set_index("slug")["verdict"]
    timely = sources[sources["later"] == "no"]
    said = timely.groupby(["slug", "verdict"])["original_source"].agg("; ".join)
    open_checks: dict[Any, Any] = {check.slug: check for check in checks.itertuples()}
    lines = []
    claim: Any
    for claim in claims.itertuples():
        check = open_checks.get(claim.slug)
        slug = check.same_as if check and check.same_as else claim.slug
        unsettled = verdict.get(slug, "later sources only") in ("context only", "later sources only")
        if check is None and unsettled:
            raise DataError(
                f"claim {slug} has no verdict: say in data/curated/open_checks.csv what would settle it"
            )
        kind = "opinion" if check and check.kind == "opinion" else "not checked"
        to_settle = check.settled_by if check else ""
        lines.append(
            {
                "slug": claim.slug,
                "topic": claim.topic,
                "statement": claim.statement,
                "verdict": verdict.get(slug) or kind,
                "against": said.get((slug, "contradicts"), ""),
                "details": said.get((slug, "nuances"), ""),
                "for": said.get((slug, "supports"), ""),
                "settled_by": to_settle if slug == claim.slug else f"see {slug}",
                "holder": check.holder if check else "",
            }
        )
    return pd.DataFrame(lines)


class DateSpan(NamedTuple):
    """The days that a date states, and those that it may reach."""

    first: date
    last: date
    earliest: date
    latest: date


def span(edtf: str) -> DateSpan:
    """The days of an EDTF date.

    An approximate date reaches one unit of its precision to either side: ``2024-12~`` states December 2024
    and may be November or January. For others both pairs are the same.

    Parameters
    ----------
    edtf : str
        Such as ``2023-05``.

    Returns
    -------
    DateSpan

    Raises
    ------
    DataError
        For what is no date with days.
    """
    return DateSpan(*days(edtf), *possible_days(edtf))


def timeline(
    claims: pd.DataFrame, facts: pd.DataFrame, joins: pd.DataFrame, same: Mapping[str, str]
) -> pd.DataFrame:
    """The dated claims, each with the dates that timely facts give for the same thing, by the claims' days.

    Parameters
    ----------
    claims : DataFrame
        ``slug``, ``statement`` and ``date`` (EDTF, "" for none).
    facts, joins : DataFrame
        As for ``verdicts``.
    same : mapping
        Slug of a dated claim to the slug of another whose facts date it too.

    Returns
    -------
    DataFrame
        ``slug``; ``kind`` (claim or outside), ``id``, ``label`` of what gives the date; ``edtf``; ``first``,
        ``last``, ``earliest``, ``latest`` (dates) as of ``span``; ``apart`` (bool): a fact whose days lie
        wholly outside those that the claim may reach.
    """
    joined = _joined(facts, joins).query("after_article == 'no' and as_of != ''")
    lines, starts = [], {}
    claim: Any
    fact: Any
    for claim in claims[claims["date"] != ""].itertuples():
        stated = span(claim.date)
        starts[claim.slug] = (stated.first, stated.last, claim.slug)
        own = {"slug": claim.slug, "kind": "claim", "id": claim.slug, "label": claim.statement}
        lines.append({**own, "edtf": claim.date, **stated._asdict(), "apart": False})
        for fact in joined[joined["slug"].isin([claim.slug, same.get(claim.slug, claim.slug)])].itertuples():
            days = span(fact.as_of)
            lines.append(
                {
                    "slug": claim.slug,
                    "kind": "outside",
                    "id": fact.fact_id,
                    "label": fact.original_source,
                    "edtf": fact.as_of,
                    **days._asdict(),
                    "apart": days.last < stated.earliest or stated.latest < days.first,
                }
            )
    lines.sort(key=lambda line: (starts[line["slug"]], line["kind"], line["first"]))
    columns = ["slug", "kind", "id", "label", "edtf", *DateSpan._fields, "apart"]
    return pd.DataFrame(lines, columns=columns)


def weekday(edtf: str) -> str:
    """Day of the week of an EDTF date to the day, in English; DataError for a longer span."""
    days = span(edtf)
    if days.first != days.last:
        raise DataError(f"{edtf!r} is no single day, so it has no day of the week")
    return f"{days.first:%A}"
