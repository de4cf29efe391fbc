"""Cross-check: what outside facts do to each claim, by the rubric in data/README.md.

Sources are independent where their ``origin`` differs: whose statement it is in the end. What is later than
the article gives no verdict, and neither do context and the publisher's own text of it (fidelity).
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from ..errors import DataError
from ..ledger.edtf import days, possible_days

EFFECTS = {  # of a fact on a claim, the strongest first, with the verdict that it gives
    "contradicts": "contradicted",
    "disputes": "disputed",
    "not reproduced": "not reproduced",
    "nuances": "nuanced",
    "supports": "supported",
}
OPEN = {"record": "unverified", "testimony": "testimony", "opinion": "opinion"}  # by checkability
UNREVIEWED = "draft"  # of a claim that nobody has looked at yet
UNCHECKED = "not checked"  # of one that was looked at and not looked up
VERDICTS = (*reversed(EFFECTS.values()), *OPEN.values())
WEAKENING = tuple(verdict for verdict in EFFECTS.values() if verdict != "supported")  # shown beside the claim
COLUMNS = (
    "slug",
    "checkability",
    "verdict",
    "by",
    *(effect.replace(" ", "_") for effect in EFFECTS),
    "context",
    "later",
    "fidelity",
    "same_as",
)


def _joined(facts: pd.DataFrame, joins: pd.DataFrame) -> pd.DataFrame:
    """The facts that bear on a claim, each with the ``slug`` of it and its ``effect``."""
    return joins[joins["slug"] != ""].merge(facts, on="fact_id")


def verdicts(
    claims: pd.DataFrame,
    facts: pd.DataFrame,
    joins: pd.DataFrame,
    checks: pd.DataFrame,
    translations: pd.DataFrame,
) -> pd.DataFrame:
    """The verdict on each claim: what the strongest effect of a contemporary fact makes of it.

    Independent sources that support and contradict make it disputed. Without such a fact it is unverified,
    testimony or opinion, as the claim is checkable. Claims with a ``status`` may wait: a draft has no other
    verdict than that, and one for which ``checks`` has no row is not checked.

    Parameters
    ----------
    claims : DataFrame
        ``slug`` and ``checkability`` (record, testimony, opinion); ``status`` (draft, reviewed), if they have
        one.
    facts : DataFrame
        Rows of data/curated/outside_facts.csv: ``fact_id``, ``origin``, ``after_article``.
    joins : DataFrame
        Rows of data/curated/fact_claims.csv: ``fact_id``, ``slug`` ("" where it bears on none), ``effect``.
    checks : DataFrame
        Rows of data/curated/open_checks.csv: ``slug``, ``settled_by``, ``searched``, ``same_as``. A claim
        that says the same as another has its verdict.
    translations : DataFrame
        ``slug`` and ``agrees``: whether the Chinese says what the English article says (yes, no).

    Returns
    -------
    DataFrame
        A row a claim, in the order of ``claims``, with COLUMNS: ``by``, the origins behind the verdict; how
        many origins have each effect; how many facts give ``context`` and how many are ``later``;
        ``fidelity`` (same, differs, "" where the English was not at hand); ``same_as``.

    Raises
    ------
    DataError
        For an effect that is none, for an opinion or testimony that facts judge, and for a claim that is open
        without a word on what would settle it or, where it is a matter of record, on what was searched.
    """
    joined = _joined(facts, joins)
    unknown = set(joined["effect"]) - {*EFFECTS, "context", "fidelity"}
    if unknown:
        raise DataError(f"data/curated/fact_claims.csv: {min(unknown)!r} is no effect: see data/README.md")
    by_claim = dict(list(joined.groupby("slug")))
    open_checks: dict[str, Any] = {str(check.slug): check for check in checks.itertuples()}
    agrees = dict(zip(translations["slug"], translations["agrees"], strict=True))
    rows = []
    claim: Any
    for claim in claims.reindex(columns=["slug", "checkability", "status"]).itertuples():
        check = open_checks.get(claim.slug)
        same_as = check.same_as if check else ""
        found = by_claim.get(same_as or claim.slug, joined[:0])
        timely = found[found["after_article"] == "no"]
        origins = {
            effect: sorted(set(timely.loc[timely["effect"] == effect, "origin"])) for effect in EFFECTS
        }
        effect = _strongest(origins)
        waits = _waiting(claim, check, bool(effect))
        if not effect and not same_as and not waits:
            _told(claim, check)
        elif effect and claim.checkability != "record":
            raise DataError(f"claim {claim.slug} is {claim.checkability}: facts on it can be context only")
        rows.append(
            {
                "slug": claim.slug,
                "checkability": claim.checkability,
                "verdict": waits or (EFFECTS[effect] if effect else OPEN[claim.checkability]),
                "by": "; ".join(origins.get(effect, ())),
                **{effect.replace(" ", "_"): len(names) for effect, names in origins.items()},
                "context": int((timely["effect"] == "context").sum()),
                "later": len(found) - len(timely),
                "fidelity": {"yes": "same", "no": "differs"}.get(agrees.get(claim.slug, ""), ""),
                "same_as": same_as,
            }
        )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _strongest(origins: dict[str, list[str]]) -> str:
    """The effect that decides, of those that any of ``origins`` has; "" for none."""
    if origins["supports"] and origins["contradicts"]:
        return "disputes"
    return next((effect for effect in EFFECTS if origins[effect]), "")


def present(verdicts: pd.DataFrame) -> list[str]:
    """The verdicts that stand in a table of them, in the order in which they are shown."""
    found = set(verdicts["verdict"])
    return [verdict for verdict in (*VERDICTS, UNCHECKED, UNREVIEWED) if verdict in found]


def _waiting(claim: Any, check: Any, judged: bool) -> str:
    """What stands for the verdict on a ``claim`` whose ``status`` says that it is still to be worked on."""
    if claim.status == "draft":
        return UNREVIEWED
    return UNCHECKED if claim.status == "reviewed" and check is None and not judged else ""


def _told(claim: Any, check: Any) -> None:
    """DataError where the row ``check`` (None for none) does not say what an open ``claim`` needs."""
    wanted = ["settled_by"] if claim.checkability != "record" else ["settled_by", "searched"]
    missing = [name for name in wanted if not getattr(check, name, "")]
    if missing:
        raise DataError(
            f"claim {claim.slug} has no verdict: fill {' and '.join(missing)} in data/curated/open_checks.csv"
        )


def independent_sources(facts: pd.DataFrame, joins: pd.DataFrame) -> pd.DataFrame:
    """Who says what of each claim, all that goes back to one origin in one row.

    Parameters
    ----------
    facts, joins : DataFrame
        As for ``verdicts``.

    Returns
    -------
    DataFrame
        By claim, what was known later last, then by what it does, then by day: ``slug``, ``effect``,
        ``origin``; ``facts``, how many go back to it; ``as_of`` and ``published`` (EDTF, the earliest);
        ``later`` ("yes": known only after the article); ``confidence``, the best of them; ``fact_ids``,
        parted by blanks.
    """
    rows = []
    keys = ["slug", "effect", "origin", "after_article"]
    for (slug, effect, origin, later), group in _joined(facts, joins).groupby(keys):
        rows.append(
            {
                "slug": slug,
                "effect": effect,
                "origin": origin,
                "facts": len(group),
                "as_of": _earliest(group["as_of"]),
                "published": _earliest(group["published"]),
                "later": later,
                "confidence": "high" if "high" in set(group["confidence"]) else "medium",
                "fact_ids": " ".join(group["fact_id"]),
            }
        )
    places = {name: place for place, name in enumerate((*EFFECTS, "context", "fidelity"))}
    found = pd.DataFrame(rows)
    found["order"] = found["effect"].map(places)
    found = found.sort_values(["slug", "later", "order", "as_of", "origin"], ignore_index=True)
    return found.drop(columns="order")


def _earliest(dates: Iterable[str]) -> str:
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
        The result of ``verdicts``, a row for each of them.
    sources : DataFrame
        The result of ``independent_sources``.
    checks : DataFrame
        Rows of data/curated/open_checks.csv.

    Returns
    -------
    DataFrame
        ``slug``, ``topic``, ``statement``; as ``verdicts`` gives them ``checkability``, ``verdict``, ``by``,
        ``fidelity`` and ``same_as``; ``against``, ``nuanced_by``, ``supported_by``: origins that contradict,
        dispute or do not reproduce it, that nuance and that support it;
        ``settled_by``, ``holder`` and ``searched`` for what is open.
    """
    sides = {"nuances": "nuanced_by", "supports": "supported_by", "context": "", "fidelity": ""}
    timely = sources[sources["later"] == "no"]
    timely = timely.assign(side=timely["effect"].map(sides).fillna("against"))
    said = timely.groupby(["slug", "side"])["origin"].agg("; ".join)
    sheet = claims[["slug", "topic", "statement"]].merge(
        checked[["slug", "checkability", "verdict", "by", "fidelity", "same_as"]], on="slug", validate="1:1"
    )
    keys = sheet["same_as"].where(sheet["same_as"] != "", sheet["slug"])
    for side in ("against", "nuanced_by", "supported_by"):
        sheet[side] = [said.get((key, side), "") for key in keys]
    told = checks.set_index("slug")
    for name in ("settled_by", "holder", "searched"):
        sheet[name] = sheet["slug"].map(told[name]).fillna("")
    return sheet


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


def timeline(claims: pd.DataFrame, facts: pd.DataFrame, joins: pd.DataFrame) -> pd.DataFrame:
    """The dated claims, each with the dates that contemporary facts give, by the claims' days.

    Parameters
    ----------
    claims : DataFrame
        ``slug``, ``statement`` and ``date`` (EDTF, "" for none).
    facts, joins : DataFrame
        As for ``verdicts``; ``dates`` is "yes" where the fact's ``as_of`` is the date that the claim states.

    Returns
    -------
    DataFrame
        ``slug``; ``kind`` (claim or outside), ``id``, ``label`` of what gives the date; ``edtf``; ``first``,
        ``last``, ``earliest``, ``latest`` (dates) as of ``span``; ``apart`` (bool): a fact whose days lie
        wholly outside those that the claim may reach.
    """
    joined = _joined(facts, joins).query("after_article == 'no' and dates == 'yes'")
    lines, starts = [], {}
    claim: Any
    fact: Any
    for claim in claims[claims["date"] != ""].itertuples():
        stated = span(claim.date)
        starts[claim.slug] = (stated.first, stated.last, claim.slug)
        own = {"slug": claim.slug, "kind": "claim", "id": claim.slug, "label": claim.statement}
        lines.append({**own, "edtf": claim.date, **stated._asdict(), "apart": False})
        for fact in joined[joined["slug"] == claim.slug].itertuples():
            days = span(fact.as_of)
            lines.append(
                {
                    "slug": claim.slug,
                    "kind": "outside",
                    "id": fact.fact_id,
                    "label": fact.origin,
                    "edtf": fact.as_of,
                    **days._asdict(),
                    "apart": days.last < stated.earliest or stated.latest < days.first,
                }
            )
    lines.sort(key=lambda line: (starts[line["slug"]], line["kind"], line["first"]))
    columns = ["slug", "kind", "id", "label", "edtf", *DateSpan._fields, "apart"]
    return pd.DataFrame(lines, columns=columns)
