"""Drafts beside what a person would code: which of them need no edit.

articles/gold.csv was written before the drafts of an article were looked at. Its ``measure`` names words that
the draft's measure has to hold, parted by blanks, or others behind a bar; "-" for a mention that a person
sets aside.
"""

import math
from pathlib import Path

import pandas as pd

from newsclaims.build import new
from newsclaims.evidence import claims

ARTICLES = Path(__file__).with_name("articles")
PUBLISHED = "2025-03-01"
FIELDS = ("found", "value", "claim", "measure", "speaker", "hedge")
FURNITURE = pd.read_csv(
    Path(new.__file__).with_name("collection") / "data/curated/furniture.csv",
    dtype=str,
    keep_default_na=False,
)


def gold():
    """Article to the rows of articles/gold.csv."""
    kept = {"lo": "", "hi": ""}
    table = pd.read_csv(ARTICLES / "gold.csv", keep_default_na=False, na_values=kept)
    return dict(list(table.groupby("article", sort=False)))


def text_of(name):
    """The article ``name``."""
    return (ARTICLES / f"{name}.txt").read_text(encoding="utf-8")


def compared(name, rows):
    """A row for each mention: whether each of FIELDS, and ``all``, is as a person has it in ``rows``."""
    text = text_of(name)
    reading = new.read(text, PUBLISHED, "CN", FURNITURE)
    drafts = claims.build(reading.coding.claims, text, reading.mentions, reading.body).set_index("start")
    at, out, wanted = reading.body[0], [], {}
    for row in rows.itertuples():
        at = text.find(row.quote, at)
        assert at >= 0, f"{name}: {row.quote} is not where it should be"
        wanted[at] = row
        at += len(row.quote)
    for mention in reading.mentions.itertuples():
        row = wanted.pop(mention.start, None)
        out.append({"quote": mention.text, **_agreement(mention, row, drafts)})
    missed = [row for row in wanted.values() if row.measure != "-"]
    out += [{"quote": row.quote, **dict.fromkeys(FIELDS, False)} for row in missed]
    table = pd.DataFrame(out)
    return table.assign(all=table[list(FIELDS)].all(axis=1), article=name)


def _agreement(mention, row, drafts):
    """Field to whether the draft of ``mention`` has what ``row`` (None for no such mention) asks for."""
    if row is None or not (mention.text in row.quote or row.quote in mention.text):
        return dict.fromkeys(FIELDS, False)
    draft = drafts.loc[mention.start] if mention.start in drafts.index else None
    aside = row.measure == "-"
    right = {"found": mention.text == row.quote, "claim": (draft is None) == aside}
    if draft is None or aside:
        return right | dict.fromkeys(("value", "measure", "speaker", "hedge"), right["claim"])
    near = (
        math.isclose(one, other) or pd.isna(one) and pd.isna(other)
        for one, other in ((draft.lo, row.lo), (draft.hi, row.hi))
    )
    ends = [(one, other) for one, other in ((draft.lo, row.lo), (draft.hi, row.hi)) if not pd.isna(one)]
    bounded = draft.bound not in ("exact", "approx")
    same = all(math.isclose(one, other, rel_tol=1e-9) for one, other in ends) if bounded else all(near)
    unit = row.unit == draft.unit or row.kind == draft.unit == "rank" or row.kind == "date"
    measured = any(all(word in draft.measure for word in one.split()) for one in row.measure.split("|"))
    voice = draft.speaker in row.speaker or row.speaker in draft.speaker if row.speaker else not draft.speaker
    return right | {
        "value": same and unit,
        "measure": measured,
        "speaker": voice and bool(draft.speaker) == bool(row.speaker),
        "hedge": draft.hedge == row.hedge,
    }


def score(names=None):
    """All mentions of the articles ``names`` (all, if not given) as ``compared`` gives them."""
    return pd.concat(
        [compared(name, rows) for name, rows in gold().items() if names is None or name in names]
    )


def summary(table):
    """Share of mentions for which each of FIELDS, and ``all``, are as a person has them."""
    return table[[*FIELDS, "all"]].mean().round(2)
