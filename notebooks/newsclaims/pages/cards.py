"""Evidence cards: what a number rests on, shown where the number is read.

A link to an entry of the ledger names its card in ``interestfor``, and the card is a popover at the end of
the page: one for each entry that the page links to. A browser that knows the attribute shows the card by
itself; cards.js does so in others, and by tap. Where neither is at work the link is a link. Links in tables
and in the marked article have no cards: what a card would say stands beside them.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, Self

from lxml import html as tree
from lxml.html import HtmlElement

from .. import tables
from ..evidence.claims import in_short
from ..evidence.escaping import escape_html
from ..ledger import Entry, Ledger
from ..ledger.entry import AbsentEvidence, AssumptionEvidence, ClaimEvidence, FactEvidence
from ..ledger.wording import shown_date
from . import site
from .trace import said_by

LONGEST = 160  # characters of a formula from which on a card leaves the rest to the entry itself
KINDS = ("claim", "derived", "assumption", "outside", "source")  # of entries; cards.css names each in words
_SIGNS = {" ** ": " ^ ", " * ": " × ", " / ": " ÷ ", " - ": " − ", "_": " "}
_LOOKED_UP = {  # how a card says what a formula takes from a table
    "rows": "rows of {table}",
    "distinct": "different {column} in {table}",
    "total": "sum of {column} in {table}",
    "cell": "{column} in {table}",
}
_TEXT = r"""(?:'[^']*'|"[^"]*")"""
_TURNED = re.compile(rf"^to\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*), {_TEXT}\)$")
_PARTS = re.compile(
    rf"((?:{'|'.join(_LOOKED_UP)})\({_TEXT}(?:, {_TEXT})*\)|{_TEXT}"  # from a table, other text
    r"|base\([a-z][a-z0-9-]*\)|[A-Za-z]\w*(?:-\w+)*)"  # the base case of an entry, an entry or a function
)


class Known(NamedTuple):
    """The ``ledger``, and what cards show besides: all text is as the tables hold it.

    ``sentences``: number of a sentence to (start, text), none for a headline; ``renderings``: slug of a claim
    to its sentence in English, or what it states in short; ``verdicts``: slug to (verdict, sources behind
    it); ``notes``: id of a fact to (words of its source, "" where none were kept; our comment); ``effects``:
    the same to (effect, slug of a claim).
    """

    ledger: Ledger
    sentences: Mapping[int | None, tuple[int, str]] = {}
    renderings: Mapping[str, str] = {}
    verdicts: Mapping[str, tuple[str, str]] = {}
    notes: Mapping[str, tuple[str, str]] = {}
    effects: Mapping[str, list[tuple[str, str]]] = {}

    @classmethod
    def load(cls, root: Path) -> Self:
        """What the tables of the collection in ``root`` hold; DataError where one is missing or broken."""
        sentences = tables.read("sentences", root).set_index("sentence")
        claims = tables.read("claims", root).set_index("slug")
        checked = tables.read("cross-check", root).set_index("slug")
        facts = tables.read("outside-facts", root).set_index("fact_id")
        effects: dict[str, list[tuple[str, str]]] = {}
        for fact_id, slug, effect in tables.read("fact-claims", root)[
            ["fact_id", "slug", "effect"]
        ].itertuples(index=False):
            if slug:
                effects.setdefault(fact_id, []).append((effect, slug))
        return cls(
            Ledger.load(made_by=None, root=root),
            dict(zip(sentences.index, zip(sentences["start"], sentences["text"], strict=True), strict=True)),
            {row.Index: row.rendering or in_short(row) for row in claims.itertuples()},
            dict(zip(checked.index, zip(checked["verdict"], checked["by"], strict=True), strict=True)),
            dict(zip(facts.index, zip(facts["words"], facts["note"], strict=True), strict=True)),
            effects,
        )


def card(id: str, known: Known) -> str:
    """The card of the entry ``id`` of the ledger of ``known``, as HTML; its links are those of notebooks."""
    entry = known.ledger[id]
    evidence = entry.evidence
    if isinstance(evidence, ClaimEvidence):
        return _claim(entry, evidence, known)
    if isinstance(evidence, FactEvidence):
        return _fact(entry, evidence, known)
    if isinstance(evidence, AssumptionEvidence):
        said = f"{_named(entry, entry.base().text())} ({escape_html(str(entry))})"
        return (
            f"<p>{said}</p><p>{escape_html(evidence.reason.rstrip('.'))}.</p>"
            f"<p>Who could know: {escape_html(evidence.who_could_know.rstrip('.'))}.</p>"
        )
    said = f"<p>{_named(entry, str(entry))}</p>"
    if isinstance(evidence, AbsentEvidence):
        return f"{said}<p>{escape_html(evidence.reason)}.</p>"
    return f"{said}<p>= {''.join(_formula(entry, known.ledger))}</p>" if entry.formula else said


def _named(entry: Entry, value: str) -> str:
    return f"{escape_html(entry.label)}: <b>{escape_html(value)}</b>"


def _claim(entry: Entry, claim: ClaimEvidence, known: Known) -> str:
    start, text = known.sentences.get(claim.sentence, (claim.start, claim.quote))
    at = claim.start - start
    before, after = escape_html(text[:at]), escape_html(text[at + len(claim.quote) :])
    verdict, sources = known.verdicts.get(entry.id, ("unverified", ""))
    others = verdict + (f" ({sources})" if sources else "")
    return (
        f'<p lang="zh">{before}<mark>{escape_html(claim.quote)}</mark>{after}</p>'
        f"<p>{escape_html(known.renderings.get(entry.id) or entry.label)}</p>"
        f"<p>Said by: {said_by(claim)}. Verdict: {escape_html(others)}.</p>"
    )


def _fact(entry: Entry, fact: FactEvidence, known: Known) -> str:
    value = f"<p>{_named(entry, str(entry))}</p>" if entry.id != fact.fact_id else ""
    source = escape_html(fact.source)
    if re.match(r"https?://", fact.url):
        source = f'<a href="{escape_html(fact.url)}">{source}</a>'
    when = f"published {shown_date(fact.published)}" if fact.published else f"as of {shown_date(fact.as_of)}"
    later = ", after the article" if fact.after_article == "yes" else ""
    quoted, note = known.notes.get(fact.fact_id, ("", ""))
    words = f"<blockquote>{escape_html(quoted)}</blockquote>" if quoted else ""
    ledger = known.ledger
    bears = "; ".join(
        f'{escape_html(effect)}: <a href="{escape_html(ledger.address(slug))}">{escape_html(slug)}</a>'
        for effect, slug in known.effects.get(fact.fact_id, ())
    )
    return f"{value}{words}<p>{escape_html(note)}</p><p>{source}, {escape_html(when)}{later}. {bears}</p>"


def _formula(entry: Entry, ledger: Ledger) -> Iterator[str]:
    """The formula of ``entry`` with signs of print, each input a link with its value behind it.

    What is longer than ``LONGEST`` ends in "…" and the number of its inputs.
    """
    shown: set[str] = set()
    length = 0
    for part in _PARTS.split(_TURNED.sub(r"\1", entry.formula)):  # the value says in which unit
        id = part.removeprefix("base(").removesuffix(")")
        if length > LONGEST:
            yield f" … {len(entry.inputs)} inputs in all"
            return
        length += len(part)
        if id in shown:
            yield id
        elif id in ledger:
            value = str(ledger[id] if part == id else ledger[id].base())
            yield f'<a href="{ledger.address(id)}">{id}</a> <i>{escape_html(value)}</i>'
            length += len(value)
            shown.add(id)
        else:
            printed = _printed(part)
            yield escape_html(f"({printed})" if " where " in printed and part != entry.formula else printed)


def _printed(part: str) -> str:
    """A ``part`` of a formula that names no entry, as it is read aloud."""
    name, _, given = part.partition("(")
    if name in _LOOKED_UP and given:
        table, *others = (text[1:-1] for text in re.findall(_TEXT, given))
        column = others.pop(0) if name != "rows" else ""
        said = _LOOKED_UP[name].format(table=table, column=column)
        return " where ".join([said, *(re.sub("[\"']", "", one).replace("==", "=") for one in others)])
    if part[:1] not in ("'", '"'):
        for sign, printed in _SIGNS.items():
            part = part.replace(sign, printed)
    return part


def attach(body: HtmlElement, drawings: list[str], resources: dict[str, Any]) -> None:
    """Give links below ``body`` and in ``drawings`` (SVG, changed in place) cards, as ``deal`` does.

    ``resources`` are nbconvert's. A notebook that lies in no collection has no cards.
    """
    root = site.root(resources)
    if (root / "data/datapackage.json").is_file():
        known = _known(root, _stamp(root))
        known = known._replace(ledger=Ledger(known.ledger.entries, notebook=resources["metadata"]["name"]))
        deal(body, drawings, known)


def deal(body: HtmlElement, drawings: list[str], known: Known) -> None:
    """Give each link to an entry of ``known`` a card, and put the cards at the end of ``body``.

    ``drawings`` (SVG) are changed in place.
    """
    names: dict[str, str] = {}
    made: list[str] = []

    def name(href: str) -> str:
        """The id of the card of what a link to ``href`` leads to, "" for none."""
        place, _, id = href.partition("#")
        if re.match("[a-z]+:", place) or id not in known.ledger:
            return ""
        if id not in names:
            made.append(id)
            names[id] = f"c{len(made)}"
        return names[id]

    def interested(link: re.Match[str]) -> str:
        found = name(link[1])
        return f'{link[0]} interestfor="{found}"' if found else link[0]

    for link in body.xpath(".//a[@href][not(ancestor::table or ancestor::section[@class])]"):
        if found := name(link.get("href")):
            link.set("interestfor", found)
            link.attrib.pop("title", None)  # the card says more
    for place, drawing in enumerate(drawings):
        if drawing.startswith("<svg"):
            drawings[place] = re.sub('<a href="([^"]*)"', interested, drawing)
    for kind in KINDS:
        of_kind = [id for id in made if known.ledger[id].kind == kind]
        cards = [f'<div id="{names[id]}" popover="hint">{card(id, known)}</div>' for id in of_kind]
        if cards:
            body.append(tree.fragment_fromstring(f'<div class="cards {kind}">{"".join(cards)}</div>'))


def _stamp(root: Path) -> tuple[tuple[str, int], ...]:
    """What changes with the tables of the collection in ``root``."""
    paths = sorted(root.glob("data/*/*.csv"))
    return tuple((path.name, path.stat().st_mtime_ns) for path in paths)


@cache
def _known(root: Path, stamp: tuple[tuple[str, int], ...]) -> Known:
    return Known.load(root)
