"""Moves: what differs between the collection and a run of it in a scenario, and which conclusions that costs.

A conclusion is a title of a figure or a paragraph of prose whose condition held. It is *reversed* where an
order or a sign that the condition names is now the opposite, *fell* where the condition is false, and is
*undecided* where evidence is absent on which its truth rests. Prose is judged as it was written.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, combinations
from pathlib import Path
from typing import Any, NamedTuple

from .. import tables
from ..analysis.formulas import FORMULAS
from ..errors import DataError
from ..evidence import alignment
from ..evidence.escaping import LINK
from ..evidence.verdicts import OPEN as OPEN_VERDICTS
from ..ledger import Entry, Ledger
from ..ledger.entry import ClaimEvidence
from ..ledger.formulas import words
from ..ledger.ledger import HOLDS, UNDECIDED
from ..pages import pictures, prose
from .notebooks import NOT_COMPUTED
from .scenario import Scenario

NAMED = 4  # numbers that say why a conclusion does not hold, at most
REVERSED, FELL, OPEN = "reversed", "fell", "undecided"
_SWAPPED = {">": "<", "<": ">", ">=": "<", "<=": ">"}
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“*])|(?<=[。！？])\s*")


class Moved(NamedTuple):
    """A number that moved; ``now`` is "undetermined" or "not computed" where it is."""

    notebook: str
    id: str
    label: str
    was: str
    now: str


class Conclusion(NamedTuple):
    """A conclusion that no longer holds: ``what`` became of it, ``where`` it stands, and why.

    ``where`` is a figure, or the same as ``notebook`` for its text.
    """

    what: str
    notebook: str
    where: str
    text: str
    why: str


class Place(NamedTuple):
    """A sentence that leans on what moved, and the notebook and cell where it stands."""

    notebook: str
    where: str
    text: str
    finding: bool = True


@dataclass
class Changes:
    """All that differs; lists are in the order of the collection.

    Attributes
    ----------
    scenario : Scenario
    sentences : dict
        "changed", "gone" and "new" to (was, is) of sentences of the article.
    changed : list of Moved
        Claims that say something else.
    absent : list of (id, label, reason)
        Claims that are gone.
    numbers : list of Moved
        Derived numbers that are others, undetermined or not computed.
    total : int
        How many derived numbers there are.
    orders : list of str
        Orders and signs of numbers that are now the opposite.
    figures : dict
        Name of each figure that differs to "drawn anew" or "not drawn".
    conclusions : list of Conclusion
    tried : int
        How many conclusions have a condition.
    again : list of Place
        Sentences to be read again.
    verdicts : list of (id, verdict)
        Verdicts on changed claims, which nobody judged again.
    stopped : list of (notebook, cell, reason)
        Cells that could not be computed.
    crowded : list of str
        Figures in which labels came to lie on others.
    """

    scenario: Scenario
    sentences: dict[str, list[tuple[str, str]]]
    changed: list[Moved] = field(default_factory=list)
    absent: list[tuple[str, str, str]] = field(default_factory=list)
    numbers: list[Moved] = field(default_factory=list)
    total: int = 0
    orders: list[str] = field(default_factory=list)
    figures: dict[str, str] = field(default_factory=dict)
    conclusions: list[Conclusion] = field(default_factory=list)
    tried: int = 0
    again: list[Place] = field(default_factory=list)
    verdicts: list[tuple[str, str]] = field(default_factory=list)
    stopped: list[tuple[str, str, str]] = field(default_factory=list)
    crowded: list[str] = field(default_factory=list)

    def of(self, what: str) -> list[Conclusion]:
        """The conclusions of which that became."""
        return [one for one in self.conclusions if one.what == what]

    @property
    def undetermined(self) -> list[Moved]:
        """The derived numbers that have no value any more."""
        return [one for one in self.numbers if one.now in ("undetermined", "not computed")]


def compared(scenario: Scenario, after: Path, before: Path = tables.ROOT) -> Changes:
    """What differs between the collection in ``before`` and the run of ``scenario`` in ``after``.

    Raises
    ------
    DataError
        Where one of the two is not whole.
    """
    old, new = (Ledger.load(made_by=None, formulas=FORMULAS, root=root) for root in (before, after))
    found = Changes(scenario, _sentences(before, after))
    _compare_claims(found, old, new, tables.read("cross-check", before).set_index("slug")["verdict"])
    for entry in (one for one in old.entries.values() if one.kind == "derived"):
        other = new.entries.get(entry.id)
        found.total += 1
        if other is None or not _same(entry, other):
            now = "not computed" if other is None else str(other)
            found.numbers.append(Moved(entry.notebook, entry.id, entry.label, str(entry), now))
    found.orders = [*_orders(found.changed, old, new), *_signs(found.numbers, old, new)]
    found.figures = _figures(before, after)
    moved = {one.id for one in (*found.changed, *found.numbers)}
    moved |= {id for id in old.entries if id in new and new[id].quantity.is_undetermined}
    _compare_titles(found, before, after, (old, new), moved)
    for path, cell in _prose(before):
        for condition in prose.conditions(cell["source"]):
            found.tried += 1
            sentence = partial(_sentence_on, cell["source"])
            found.conclusions += _judged(condition, (path.stem, path.stem), sentence, old, new)
        found.again += _leaning(path.stem, cell["source"], moved)
    found.conclusions.sort(key=lambda one: (REVERSED, FELL, OPEN).index(one.what))
    for path, cell, output in _outputs(after):
        about = pictures.about(output)
        if reason := output.get("metadata", {}).get("text/markdown", {}).get(NOT_COMPUTED):
            found.stopped.append((path.stem, cell["id"], reason))
        found.crowded += [f"figures/{about['name']}: {problem}" for problem in about.get("problems", ())]
    return found


def _compare_claims(found: Changes, old: Ledger, new: Ledger, verdicts: Mapping[str, str]) -> None:
    """Enter in ``found`` the claims that changed or are gone."""
    for entry in (one for one in old.entries.values() if one.kind == "claim" and one.id in new):
        other = new[entry.id]
        if other.quantity.is_undetermined:
            reason = found.scenario.lost.get(entry.id, "")
            found.absent.append((entry.id, entry.label, reason))
        elif difference := _difference(entry, other):
            found.changed.append(Moved(entry.notebook, entry.id, entry.label, *difference))
            verdict = verdicts.get(entry.id, "")
            if verdict not in ("", *OPEN_VERDICTS.values()):
                found.verdicts.append((entry.id, verdict))


def _compare_titles(
    found: Changes, before: Path, after: Path, ledgers: tuple[Ledger, Ledger], moved: set[str]
) -> None:
    """Enter in ``found`` what became of the titles of figures, and those to be read again."""
    old, new = ledgers
    titles = {about["name"]: about for _, about in _drawn(after)}
    for path, about in _drawn(before):
        name, condition, title = about["name"], about.get("holds", ""), about.get("finding", "")
        where, now = f"figure {name}", titles.get(name, {})
        found.tried += bool(condition)
        # a title that was made from the numbers says something else, and may hold
        if now.get("finding", title) == title or not new_holds(now.get("holds", ""), new):
            found.conclusions += _judged(condition, (path.stem, where), partial(_whole, title), old, new)
        if name in found.figures or moved & set(words(condition)):
            said = " · ".join(filter(None, (title, about.get("chinese"))))
            found.again.append(Place(path.stem, where, said or about.get("title", "")))


def new_holds(condition: str, ledger: Ledger) -> bool:
    """Whether ``condition`` holds; False where there is none, or where ``ledger`` cannot say."""
    try:
        return bool(condition) and ledger.holds(condition)
    except DataError:
        return False


# Article and claims


def _sentences(before: Path, after: Path) -> dict[str, list[tuple[str, str]]]:
    old, new = (list(tables.read("sentences", root)["text"]) for root in (before, after))
    pairing = alignment.paired(old, new)
    return {
        "changed": [(old[left], new[right]) for left, right in pairing.pairs if old[left] != new[right]],
        "gone": [(old[number], "") for number in pairing.gone],
        "new": [("", new[number]) for number in pairing.new],
    }


def _same(left: Entry, right: Entry) -> bool:
    return repr(left.row()) == repr(right.row())


def _difference(old: Entry, new: Entry) -> tuple[str, str] | None:
    """(was, is) of a claim that says something else, None where it does not."""
    if old.quantity.has_value and (not _same(old, new) or old.date != new.date):
        return str(old), str(new)
    said = [
        (one.evidence.quote, one.evidence.hedge, one.evidence.speaker)
        for one in (old, new)
        if isinstance(one.evidence, ClaimEvidence)
    ]
    parts = [pair for pair in zip(*said, strict=True) if pair[0] != pair[1]]
    value = old.quantity.has_value  # the words of a value may change and say the same
    parts = parts if not value or len(parts) > 1 or said[0][0] == said[1][0] else []
    return ("; ".join(pair[0] for pair in parts), "; ".join(pair[1] for pair in parts)) if parts else None


# Orders and signs


def _orders(changed: Sequence[Moved], old: Ledger, new: Ledger) -> Iterator[str]:
    """The orders of claims that measure the same, of which one changed, that are now the opposite."""
    claims = [
        one for one in old.entries.values() if isinstance(one.evidence, ClaimEvidence) and one.id in new
    ]
    moved = {one.id for one in changed}
    for left, right in combinations(claims, 2):
        if not {left.id, right.id} & moved or _kind(left) != _kind(right):
            continue
        high, low = (left, right) if left > right else (right, left)
        if high > low and new[high.id] < new[low.id]:
            yield (
                f"{high.id} was above {low.id} ({high} and {low}), "
                f"and is below it ({new[high.id]} and {new[low.id]})"
            )


def _kind(claim: Entry) -> tuple[str, ...]:
    assert isinstance(claim.evidence, ClaimEvidence)
    return claim.evidence.measure, claim.evidence.object, claim.unit if claim.quantity.has_value else ""


def _signs(numbers: Sequence[Moved], old: Ledger, new: Ledger) -> Iterator[str]:
    """The differences that changed their sign, and the ratios that crossed one."""
    for moved in numbers:
        was, now = old[moved.id], new.entries.get(moved.id)
        if now is None or not (was.quantity.has_value and now.quantity.has_value):
            continue
        middle = 1.0 if _is_ratio(was) else 0.0
        if (was.lo > middle and now.hi < middle) or (was.hi < middle and now.lo > middle):
            what = "crossed one" if middle else "changed its sign"
            yield f"{moved.id} {what}: {moved.label}, {moved.was} and now {moved.now}"


def _is_ratio(entry: Entry) -> bool:
    return entry.unit in ("x", "") and bool(re.search(r" / |ratio\(", entry.formula))


# Conclusions


def _judged(
    condition: str, place: tuple[str, str], text: Callable[[set[str]], str], old: Ledger, new: Ledger
) -> Iterator[Conclusion]:
    """What became of a conclusion that ``condition`` holds; nothing where it holds still, or never did.

    ``place``: the notebook, and where it stands there; ``text`` gives its words, for the ids that decide,
    or none where it cannot tell which of its sentences is meant: then it is called by what was counted.
    """

    def concluded(what: str, part: str) -> Conclusion:
        named = _named(part, old, new)
        told = [f"{id} {value}" for id, value in named[:NAMED]]
        more = f" and {len(named) - NAMED} more" if len(named) > NAMED else ""
        said = text(set(words(part))) or old[named[0][0]].label
        return Conclusion(what, *place, said, ", ".join(told) + more)

    if not new_holds(condition, old):
        return
    try:
        outcome = new.outcome(condition)
    except DataError:  # a number that it names could not be computed
        outcome = UNDECIDED
    if outcome == HOLDS:
        return
    what = OPEN if outcome == UNDECIDED else FELL
    if what == FELL and (flipped := next(_flipped(condition, old, new), "")):
        yield concluded(REVERSED, flipped)
    else:
        parts = [part for part in _parts(condition) if new_holds(part, old) and not new_holds(part, new)]
        yield concluded(what, " and ".join(parts) or condition)


def _parts(condition: str) -> list[str]:
    """The comparisons that ``condition`` joins, without those that are denied."""
    parts = re.split(r"\s+(?:and|or)\s+", condition)
    return [part.strip() for part in parts if not part.lstrip("( ").startswith("not ")]


def _flipped(condition: str, old: Ledger, new: Ledger) -> Iterator[str]:
    """The parts of ``condition`` that compare two numbers, and are now the opposite.

    So does one that compares a number with zero, or a ratio with one.
    """
    for part in _parts(condition):
        compared = re.fullmatch(r"(.+?)\s(>=|<=|>|<)\s(.+)", part)
        if not compared:
            continue
        left, sign, right = compared.groups()
        plain = [side for side in (left, right) if not words(side)]
        ratio = all(_is_ratio(old[id]) for id in words(part) if id in old)
        if not plain or plain == ["0"] or (plain == ["1"] and ratio):
            if new_holds(part, old) and new_holds(f"{left} {_SWAPPED[sign]} {right}", new):
                yield part


def _named(condition: str, old: Ledger, new: Ledger) -> list[tuple[str, str]]:
    """The ids that ``condition`` names, each with its value, was → is; those that moved come first."""
    named = []
    for id in dict.fromkeys(id for id in words(condition) if id in old):
        was, now = str(old[id]), str(new[id]) if id in new else "not computed"
        named.append((id, was if now == was else f"{was} → {now}"))
    return sorted(named, key=lambda one: " → " not in one[1])


# What is drawn and written


def _notebooks(root: Path) -> list[Path]:
    return sorted((root / "notebooks").glob("[0-9][0-9]-*.ipynb"))


def _cells(root: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    for path in _notebooks(root):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            yield path, cell | {"source": "".join(cell["source"])}


def _outputs(root: Path) -> Iterator[tuple[Path, dict[str, Any], dict[str, Any]]]:
    """(notebook, cell, output) of each output."""
    for path, cell in _cells(root):
        for output in cell.get("outputs", ()):
            yield path, cell, output


def _drawn(root: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """(notebook, what is known of it) of each figure, where it was drawn; the overview shows some again."""
    seen = set()
    for path, _, output in sorted(_outputs(root), key=lambda one: one[0].stem.startswith("00")):
        about = pictures.about(output)
        if about.get("name") and about["name"] not in seen:
            seen.add(about["name"])
            yield path, about


def _prose(root: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The Markdown cells that people write."""
    for path, cell in _cells(root):
        if cell["cell_type"] == "markdown" and not cell["metadata"].get("ledger"):
            yield path, cell


def _figures(before: Path, after: Path) -> dict[str, str]:
    found = {}
    for path in sorted((before / "figures").glob("*.svg")):
        other = after / "figures" / path.name
        if not other.exists():
            found[path.stem] = "not drawn"
        elif path.read_bytes() != other.read_bytes():
            found[path.stem] = "drawn anew"
    return found


def _leaning(notebook: str, source: str, moved: set[str]) -> Iterator[Place]:
    """The sentences of ``source`` that lean on what ``moved``.

    One that links to it does. So does one without any link in a finding whose paragraph or condition names
    what moved, and one that compares in another cell with such a condition.
    """
    named = {id for condition in prose.conditions(source) for id in words(condition)}
    heading = (re.findall(r"^#+ +(.+)$", source, re.M) or [""])[0]
    for paragraph in re.split(
        r"\n\s*\n|\n(?=\s*(?:[-+*]|\d+[.)])\s)", re.sub(r"<!--.*?-->", "", source, flags=re.S)
    ):
        if paragraph.lstrip().startswith(("#", "|", "```")):
            continue
        leans = bool((named | _linked(paragraph)) & moved)
        finding = bool(re.match(r"\s*\*\*(?:Finding\.|发现。)\*\*", paragraph))
        for sentence in _split(paragraph):
            linked, text = _linked(sentence), re.sub(r"^(?:Finding\.|发现。)\s*", "", _plain(sentence))
            unlinked = leans and not linked and (finding or bool(named and prose.COMPARING.search(text)))
            if text and (linked & moved or unlinked):
                yield Place(notebook, f"“{_plain(heading)}”" if heading else "text", text, finding)


def _linked(text: str) -> set[str]:
    return {target.partition("#")[2] for _, _, target in prose.links(text)} - {""}


def _split(paragraph: str) -> list[str]:
    """The sentences of a paragraph of Markdown; what stands in a link is not cut."""
    held: list[str] = []

    def hold(link: re.Match[str]) -> str:
        held.append(link[0])
        return f"\0{len(held) - 1}\0"

    hidden = LINK.sub(hold, paragraph)
    return [re.sub(r"\0(\d+)\0", lambda found: held[int(found[1])], part) for part in _SENTENCE.split(hidden)]


def _plain(text: str) -> str:
    """``text`` of Markdown as it is read; a row of a table is its cells."""
    text = LINK.sub(r"\g<text>", text)
    text = re.sub(r"<[^>]+>", "", text).replace("**", "").replace("\\", "")
    if text.lstrip().startswith("|"):
        text = "; ".join(filter(None, map(str.strip, text.split("|"))))
    return " ".join(text.split()).lstrip("-*> ")


def _whole(text: str, ids: set[str]) -> str:
    return text


def _sentence_on(source: str, ids: set[str]) -> str:
    """The sentence of ``source`` that links to one of ``ids``, or compares with two of their words, or ""."""
    text = re.sub(r"<!--.*?-->", "", source, flags=re.S)
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    heads = re.compile(r"\**(?:Finding\.|发现。)\**\s*")
    sentences = [one for line in lines for part in _split(line) if (one := heads.sub("", part))]
    parts = {part for id in ids for part in id.split("-")}
    linked = (one for one in sentences if _linked(one) & ids)
    compares = (one for one in sentences if not _linked(one) and prose.COMPARING.search(_plain(one)))
    speaks = (one for one in compares if len(parts & set(re.findall("[a-z]+", one.lower()))) > 1)
    return _plain(next(chain(linked, speaks), ""))
