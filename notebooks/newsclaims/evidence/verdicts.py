"""Cross-check: what outside facts do to each claim, with relays of one source counted once and later facts kept apart."""

import pandas as pd

from ..errors import DataError
from ..ledger.edtf import days, possible_days

# Slug of a dated claim to its name in the timeline.
DATED = {
    "cohort-start": "the cohort joined",
    "tender-date": "tender",
    "altman-firing": "Altman fired",
    "early-joiners-until": "early staff joined by",
    "window-date": "hiring window",
    "unit-price-later-date": "later unit price",
    "meta-focus-year": "Meta's focus",
    "report-year": "report, by year",
    "report-month": "report, by month",
    "earnings-call-month": "earnings call",
    "flagship-delay-month": "flagship model late",
    "lab-start": "start of the lab",
    "four-hires-day": "four hires announced",
}
VERDICTS = ("supports", "nuances", "contradicts", "context")
WEAKENING = ("nuanced", "contested", "contradicted")  # what is written beside a claim wherever it is shown


def verdicts(facts, joins):
    """One row a claim that has facts: how many independent sources support, nuance or contradict it.

    ``facts``: the received facts; ``joins``: fact_id and slug. Sources are independent where their ``original_source`` differs.
    Facts later than the article are counted apart and give no verdict. The verdict is the strongest of what is left: contested
    where some support and some contradict, then contradicted, nuanced, supported.
    """
    joined = joins[joins["slug"] != ""].merge(facts, on="fact_id")
    rows = []
    for slug, group in joined.groupby("slug", sort=True):
        timely = group[group["after_article"] == "no"]
        counts = {
            name: timely.loc[timely["verdict"] == name, "original_source"].nunique() for name in VERDICTS
        }
        rows.append(
            {
                "slug": slug,
                "facts": len(group),
                **counts,
                "after_article": len(group) - len(timely),
                "verdict": _strongest(counts),
            }
        )
    return pd.DataFrame(rows, columns=["slug", "facts", *VERDICTS, "after_article", "verdict"])


def _strongest(counts):
    if counts["contradicts"] and counts["supports"]:
        return "contested"
    for name, verdict in (
        ("contradicts", "contradicted"),
        ("nuances", "nuanced"),
        ("supports", "supported"),
        ("context", "context only"),
    ):
        if counts[name]:
            return verdict
    return "later sources only"


def witnesses(facts, joins):
    """Who says what of each claim, relays of one source in one row (DataFrame): by claim, then by verdict, then by day.

    Columns: ``slug``, ``verdict``, ``original_source``, ``relays`` (rows that go back to it), ``as_of`` and ``published`` (EDTF, the
    earliest), ``later`` (yes: known only after the article), ``confidence`` (the best of them), ``fact_ids``.
    """
    joined = joins[joins["slug"] != ""].merge(facts, on="fact_id")
    rows = []
    for (slug, verdict, source, later), group in joined.groupby(
        ["slug", "verdict", "original_source", "after_article"]
    ):
        dates = {
            column: min((value for value in group[column] if value), default="")
            for column in ("as_of", "published")
        }
        rows.append(
            {
                "slug": slug,
                "verdict": verdict,
                "original_source": source,
                "relays": len(group),
                **dates,
                "later": later,
                "confidence": "high" if "high" in set(group["confidence"]) else "medium",
                "fact_ids": " ".join(group["fact_id"]),
            }
        )
    found = pd.DataFrame(rows)
    order = found["verdict"].map(
        {name: place for place, name in enumerate(("contradicts", "nuances", "supports", "context"))}
    )
    return (
        found.assign(order=order)
        .sort_values(["slug", "later", "order", "as_of", "original_source"], ignore_index=True)
        .drop(columns="order")
    )


def sheet(claims, checked, found, checks):
    """What a fact-checker works from: a row a claim, in text order (DataFrame).

    ``checked``: DataFrame of ``verdicts``; ``found``: of ``witnesses``; ``checks``: slug, kind, settled_by, holder, same_as for what
    nobody of the time settles. Columns: slug, topic, statement, verdict, ``against``, ``details``, ``for`` (independent sources that
    contradict, nuance, support), ``settled_by``, ``holder``. A claim that repeats another has the verdict of that one.
    DataError for a claim that has neither a verdict of the time nor a row in ``checks``.
    """
    verdict = checked.set_index("slug")["verdict"]
    open_checks = checks.set_index("slug")
    timely = found[found["later"] == "no"]
    sources = timely.groupby(["slug", "verdict"])["original_source"].agg("; ".join)
    lines = []
    for claim in claims.itertuples():
        check = open_checks.loc[claim.slug] if claim.slug in open_checks.index else None
        slug = claim.slug if check is None or not check["same_as"] else check["same_as"]
        if check is None and verdict.get(slug, "later sources only") in (
            "context only",
            "later sources only",
        ):
            raise DataError(
                f"claim {slug} has no verdict: say in data/curated/open_checks.csv what would settle it"
            )
        lines.append(
            {
                "slug": claim.slug,
                "topic": claim.topic,
                "statement": claim.statement,
                "verdict": verdict.get(slug) or ("opinion" if check["kind"] == "opinion" else "not checked"),
                "against": sources.get((slug, "contradicts"), ""),
                "details": sources.get((slug, "nuances"), ""),
                "for": sources.get((slug, "supports"), ""),
                "settled_by": f"see {slug}"
                if slug != claim.slug
                else ""
                if check is None
                else check["settled_by"],
                "holder": "" if check is None else check["holder"],
            }
        )
    return pd.DataFrame(lines)


def span(edtf):
    """(first, last, earliest, latest) day of an EDTF date: the days it states, and those that it may reach.

    An approximate date reaches one unit of its precision to either side: ``2024-12~`` states December 2024 and may be November or
    January. For others both pairs are the same. DataError for what is no date with days.
    """
    return *days(edtf), *possible_days(edtf)


def timeline(claims, facts, joins, same):
    """The dated claims and, with each, the dates that facts of the time give for the same thing (DataFrame), by the claims' days.

    ``same``: slug of a dated claim to the slug of another whose facts date it too. Columns: ``slug``, ``kind`` (claim or outside),
    ``id``, ``label``, ``edtf``, ``first``, ``last``, ``earliest``, ``latest`` (dates), ``apart`` (bool: a fact whose days lie wholly
    outside those that the claim may reach).
    """
    joined = joins[joins["slug"] != ""].merge(
        facts[(facts["after_article"] == "no") & (facts["as_of"] != "")], on="fact_id"
    )
    lines = []
    for claim in claims[claims["date"] != ""].itertuples():
        lines.append((claim.slug, "claim", claim.slug, claim.statement, claim.date, *span(claim.date)))
        for fact in joined[joined["slug"].isin([claim.slug, same.get(claim.slug, claim.slug)])].itertuples():
            lines.append(
                (claim.slug, "outside", fact.fact_id, fact.original_source, fact.as_of, *span(fact.as_of))
            )
    found = pd.DataFrame(
        lines, columns=["slug", "kind", "id", "label", "edtf", "first", "last", "earliest", "latest"]
    )
    order = found[found["kind"] == "claim"].sort_values(["first", "last", "slug"])["slug"]
    place = found["slug"].map({slug: at for at, slug in enumerate(order)})
    reach = found[found["kind"] == "claim"].set_index("slug")
    found["apart"] = [
        row.last < reach.loc[row.slug, "earliest"] or reach.loc[row.slug, "latest"] < row.first
        for row in found.itertuples()
    ]
    return (
        found.assign(place=place)
        .sort_values(["place", "kind", "first"], kind="stable", ignore_index=True)
        .drop(columns="place")
    )


def weekday(edtf):
    """Day of the week of an EDTF date to the day, in English; DataError for a longer span."""
    first, last, *_ = span(edtf)
    if first != last:
        raise DataError(f"{edtf!r} is no single day, so it has no day of the week")
    return f"{first:%A}"


def ranks(facts):
    """The ranks on the Arena among ``facts`` (DataFrame of the table ``facts``), by day: ``table``, ``lo``, ``as_of``, ``after_article``, ``id``."""
    found = facts[facts["unit"] == "rank"].sort_values(["as_of", "lo"])
    found["table"] = found["label"].str.replace("Chatbot Arena rank (of |at )", "", regex=True)
    return found.astype({"lo": int})[["table", "lo", "as_of", "after_article", "id"]]
