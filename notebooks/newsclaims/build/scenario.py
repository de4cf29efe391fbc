"""Scenario: a copy of the collection in which the article says something else, or a source is not there.

What is gone leaves the curated tables, and with it each row that refers to it, so that the notebooks of the
copy meet no trace of it but in the table ``absent``, from which the ledger has an undetermined entry for each
claim and each value. A number of the changed article that no claim knows is set aside as not claimed.
"""

import csv
import difflib
import hashlib
import json
import shutil
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from .. import tables
from ..errors import DataError
from ..evidence import alignment, verdicts
from ..evidence.article import page_blocks
from ..evidence.facts import source_id
from ..ledger import Ledger, sources
from ..ledger.quantity import UNDETERMINED
from ..reading import text

PARTS = ("data", "notebooks", "README.md", "CHANGELOG.md", "CITATION.cff", "requirements.txt", "dodo.py")
# what refers to a claim that is gone and goes on without it; any other row goes with what it refers to
EMPTIED = {
    ("claims-coding", "period"),
    ("fact-claims", "slug"),
    ("motives", "example"),
    ("open-checks", "same_as"),
}
NEW, UNSAID = "a number of the changed article: not claimed", "its source is taken out: not claimed"


@dataclass
class Scenario:
    """What is tried.

    Attributes
    ----------
    title : str
        In a few words.
    article : bytes
        The article, changed or not.
    lost : dict
        Slug of each claim that is gone to why.
    without : list of str
        Ids of the sources that are taken out.
    facts : list of str
        Ids of their facts.
    new : list of dict
        ``text`` and ``sentence`` of each number that is not claimed.
    """

    title: str
    article: bytes
    lost: dict[str, str] = field(default_factory=dict)
    without: list[str] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)
    new: list[dict[str, str]] = field(default_factory=list)


Curated = dict[str, pd.DataFrame]  # tables by name, all cells text


def sources_of(root: Path = tables.ROOT) -> list[str]:
    """The ids of all sources: voices of claims, and origins of outside facts."""
    voices = set(tables.read("claims-coding", root)["source"]) - {""}
    return sorted(voices | set(tables.read("outside-facts", root)["origin"].map(source_id)))


def planned(
    article: bytes | None, without: Iterable[str], root: Path = tables.ROOT
) -> tuple[Scenario, Curated]:
    """A scenario, and the curated tables as they are in it.

    Parameters
    ----------
    article : bytes or None
        The changed article, in UTF-8; None for the one of the collection.
    without : iterable of str
        Ids of sources to take out.
    root : Path
        Folder of the collection.

    Returns
    -------
    (Scenario, dict)
        The tables by name, those that change alone.

    Raises
    ------
    DataError
        For a source that is none, and for an article that makes no claim of the collection.
    """
    source, without = tables.resource("article", root), list(dict.fromkeys(without))
    original = (root / "data" / source["path"]).read_bytes()
    content = original if article is None else article
    _known_sources(without, root)
    named = " and ".join(without)
    title = "a changed article" + (f", without {named}" if named else "") if article else f"without {named}"
    scenario = Scenario(title, content, without=without)
    before, after = (
        alignment.Version.read(text.decode(raw, "the article"), source, tables.read("furniture", root))
        for raw in (original, content)
    )
    curated = {
        resource["name"]: _cells(root / "data" / resource["path"])
        for resource in tables.resources(root)
        if "schema" in resource and resource["path"].startswith("curated/") and "made_by" not in resource
    }
    coding, aside, renderings = (curated[name] for name in ("claims-coding", "set-aside", "renderings"))
    found = alignment.relocated(before, after, coding, aside, renderings)
    if len(found.lost) == len(coding):
        raise DataError(
            "this article makes none of the claims of the collection; for a collection of its own: "
            "python -m newsclaims new ARTICLE --published DATE --to FOLDER"
        )
    scenario.lost = dict(found.lost)
    taken = found.coding["source"].isin(without)
    scenario.lost |= {slug: f"its source is taken out: {named}" for slug in found.coding.loc[taken, "slug"]}
    facts = curated["outside-facts"]
    scenario.facts = list(facts.loc[facts["origin"].map(source_id).isin(without), "fact_id"])
    kept = found.coding[~taken]
    scenario.new = [
        {"text": row.text, "sentence": after.text[slice(*_around(after, row.start))].strip()}
        for row in found.new.itertuples()
    ]
    unsaid = alignment.left_over(after, kept, found.aside)
    new = set(found.new["start"])
    extra = [
        {"slug": f"not-claimed-{number}", "kind": row.kind, "reason": NEW if row.start in new else UNSAID}
        | dict(zip(("anchor", "direction"), led, strict=True))
        for number, row in enumerate(unsaid.itertuples(), 1)
        if (led := alignment.pointer(row, after))
    ]
    told = _absent(scenario, curated, root)
    changed = curated | {
        "claims-coding": kept,
        "set-aside": pd.concat([found.aside, pd.DataFrame(extra, columns=aside.columns)]),
        "renderings": _silent(found.renderings, scenario.lost),
        "outside-facts": facts[~facts["fact_id"].isin(scenario.facts)],
    }
    _renumber(changed, original, content, tables.read("furniture", root))
    _cascade(changed, scenario, root)
    _reopen(changed)
    moved = {
        name: frame
        for name, frame in changed.items()
        if frame.values.tolist() != curated[name].values.tolist()
    }
    return scenario, moved | {sources.ABSENT: told}


def prepare(scenario: Scenario, curated: Curated, folder: Path, root: Path = tables.ROOT) -> None:
    """Copy the collection to ``folder`` with the article and the tables of a scenario, nothing run yet."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    skip = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints", ".~*", "derived")
    for part in filter(Path.exists, map(root.joinpath, PARTS)):
        if part.is_dir():
            shutil.copytree(part, folder / part.name, ignore=skip)
        else:
            shutil.copy2(part, folder / part.name)
    for made in ("data/derived", "figures"):
        (folder / made).mkdir()
    path = folder / "data/datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    by_name = {resource["name"]: resource for resource in package["resources"]}
    entry, raw = by_name["article"], scenario.article
    entry.update(bytes=len(raw), hash=f"sha256:{hashlib.sha256(raw).hexdigest()}")
    (folder / "data" / entry["path"]).write_bytes(raw)
    _allow(package["resources"])
    package["resources"].append(by_name.setdefault(sources.ABSENT, _described()))
    path.write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for name, frame in curated.items():
        to = folder / "data" / by_name[name]["path"]
        frame.to_csv(to, index=False, lineterminator="\n", encoding="utf-8")


def declare(folder: Path, root: Path = tables.ROOT) -> None:
    """Enter each number that the run in ``folder`` could not compute among what is absent."""
    before, after = (Ledger.load(made_by=None, root=place) for place in (root, folder))
    lacking = [
        (one.id, one.kind, one.label, one.notebook, "it could not be computed without what is absent")
        for one in before.entries.values()
        if one.id not in after
    ]
    path = folder / "data" / tables.resource(sources.ABSENT, folder)["path"]
    told = _cells(path)
    told = pd.concat([told, pd.DataFrame(lacking, columns=told.columns)])
    told.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")


def _cells(path: Path) -> pd.DataFrame:
    """The table at ``path`` as text, cell by cell."""
    with path.open(encoding="utf-8", newline="") as lines:
        head, *rows = csv.reader(lines)
    return pd.DataFrame(rows, columns=head, dtype=str)


def _known_sources(without: Collection[str], root: Path) -> None:
    known = sources_of(root)
    for name in without:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            meant = f", is it {near[0]}?" if near else ";"
            there = f"there are {', '.join(known)}" if known else "no claim and no fact has one"
            raise DataError(f"there is no source {name!r}{meant} {there}")


def _around(version: alignment.Version, place: int) -> tuple[int, int]:
    """Start and end of the sentence of ``version`` at ``place``."""
    return max((end for end in version.ends if end <= place), default=0), min(
        end for end in version.ends if end > place
    )


def _renumber(curated: Curated, original: bytes, content: bytes, furniture: pd.DataFrame) -> None:
    """Give rows that name a sentence by its number the one that it has now; those of a lost one go."""
    old, new = (
        [
            page[start:end]
            for block in page_blocks(page, furniture).query("role == 'body'").itertuples()
            for start, end in text.sentences(page, block.start, block.end)
        ]
        for page in (text.decode(raw, "the article") for raw in (original, content))
    )
    numbers = {str(left): str(right) for left, right in alignment.paired(old, new).pairs}
    for name, frame in curated.items():
        if "sentence" in frame and frame["sentence"].str.fullmatch(r"\d*").all():
            there = frame[frame["sentence"].isin(["", *numbers])]
            curated[name] = there.assign(sentence=there["sentence"].map(lambda one: numbers.get(one, one)))


def _silent(renderings: pd.DataFrame, lost: Collection[str]) -> pd.DataFrame:
    """``renderings`` with "…" for the value of each claim that is ``lost``."""
    words = renderings["rendering"]
    for slug in lost:
        words = words.str.replace(f"{{{slug}}}", "…")
    return renderings.assign(rendering=words)


def _absent(scenario: Scenario, curated: Curated, root: Path) -> pd.DataFrame:
    """The table of all that is gone: an entry of the ledger each."""
    said = curated["claims-coding"].set_index("slug")["statement"].str.replace("{value}", "…")
    claims = [(slug, "claim", said[slug], "02-claims", why) for slug, why in scenario.lost.items()]
    listed = tables.collection(root)["lists"]
    ids, facts = curated["fact-ids"], curated["outside-facts"].set_index("fact_id")
    why = f"its source is taken out: {' and '.join(scenario.without)}"
    values = [
        (row.id, "outside", row.label, listed, why)
        for row in ids[ids["fact_id"].isin(scenario.facts)].itertuples()
    ]
    whole = [
        (id, "outside", f"{facts['source'][id]}, {facts['topic'][id]}", listed, why) for id in scenario.facts
    ]
    columns = ["id", "kind", "label", "notebook", "reason"]
    return pd.DataFrame([*claims, *values, *whole], columns=columns)


def _cascade(curated: Curated, scenario: Scenario, root: Path) -> None:
    """Take out of ``curated`` all rows that refer to what is gone, or empty the cell that does."""
    gone: dict[tuple[str, str], set[str]] = {
        ("claims-coding", "slug"): set(scenario.lost),
        ("outside-facts", "fact_id"): set(scenario.facts),
        # an item is a claim or a fact, so that no one key binds it
        ("passage-voices", "item"): {*scenario.lost, *scenario.facts},
    }
    if (voices := curated.get("passage-voices")) is not None:
        curated["passage-voices"] = voices[~voices["item"].isin(gone["passage-voices", "item"])]
    resources = [resource for resource in tables.resources(root) if resource["name"] in curated]
    found = True
    while found:
        found = False
        for resource in resources:
            name, schema = resource["name"], resource["schema"]
            key = schema["primaryKey"]
            for foreign in schema.get("foreignKeys", ()):
                (column,), target = foreign["fields"], foreign["reference"]
                frame = curated[name]
                hit = frame[column].isin(gone.get((target["resource"], *target["fields"]), set()))
                if not hit.any():
                    continue
                found = True
                if (name, column) in EMPTIED:
                    frame = frame.assign(**{column: frame[column].mask(hit, "")})
                    curated[name] = frame.drop_duplicates(key)
                    continue
                if isinstance(key, str):
                    gone.setdefault((name, key), set()).update(frame.loc[hit, key])
                curated[name] = frame[~hit]


def _reopen(curated: Curated) -> None:
    """Say of each claim that no fact judges any more that nobody looked again."""
    checks, joins, facts = (curated[name] for name in ("open-checks", "fact-claims", "outside-facts"))
    timely = joins.merge(facts[["fact_id", "after_article"]], on="fact_id").query("after_article == 'no'")
    judged = set(timely.loc[timely["effect"].isin(verdicts.EFFECTS), "slug"])
    by_slug = {row["slug"]: row for row in checks.to_dict("records")}
    empty = dict.fromkeys(checks.columns, "")
    for claim in curated["claims-coding"].itertuples():
        row = by_slug.get(claim.slug, empty)
        if not row["same_as"] and claim.slug not in judged:
            wanted = ["settled_by"] if claim.checkability != "record" else ["settled_by", "searched"]
            again = {name: row[name] or "Not asked again" for name in wanted}
            by_slug[claim.slug] = row | {"slug": claim.slug} | again
    curated["open-checks"] = pd.DataFrame(by_slug.values(), columns=checks.columns)


def _allow(resources: Iterable[dict[str, Any]]) -> None:
    """Let numbers be undetermined, and what ``EMPTIED`` names and any derived number be empty."""
    for resource in resources:
        for column in resource.get("schema", {}).get("fields", ()):
            rules = column.get("constraints", {})
            if column["name"] == "bound" and "enum" in rules:
                rules["enum"] = [*rules["enum"], UNDETERMINED]
            number = "made_by" in resource and column["type"] in ("number", "integer")
            if number or (resource["name"], column["name"]) in EMPTIED:
                rules.pop("required", None)


def _described() -> dict[str, Any]:
    """The description of the table ``absent``."""
    names = {
        "id": "Claim, value or fact that is gone",
        "kind": "claim or outside",
        "label": "What it was",
        "notebook": "Where links to it lead",
        "reason": "Why it is gone",
    }
    fields = [
        {
            "name": name,
            "type": "string",
            "description": words,
            "constraints": {"required": True},
            "rule": "transcribed",
        }
        for name, words in names.items()
    ]
    return {
        "name": sources.ABSENT,
        "type": "table",
        "path": "curated/absent.csv",
        "title": "What is taken out",
        "description": "Claims, values and facts that this what-if takes out",
        "licenses": [{"name": "CC-BY-4.0"}],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "primaryKey": "id", "missingValues": [""]},
    }
