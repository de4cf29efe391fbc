"""Reports: what `moves` found, as text for a terminal, as Markdown, and as a page of its own.

All three begin with five lines, and with what became of the conclusions. The text keeps to ``LINES`` lines;
the others hold all of it, folded by notebook.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from textwrap import shorten

from ..evidence.escaping import escape_html, escape_markdown
from ..pages import site
from ..pages.drawing import TEMPLATES
from .moves import FELL, OPEN, REVERSED, Changes, Conclusion, Moved

LINES, WIDTH = 39, 140  # of the text, at most; one more line says where the rest lies
PAGES = "html/"  # where the pages of the run lie, as seen from the report
Cell = str | tuple[str, str]  # a text, or a text and where it leads


@dataclass
class Section:
    """A heading, and a table below it.

    ``line`` gives a row as text; ``folded``: whether the table waits to be unfolded; ``level``: of the
    heading; ``note``: what is said above the table.
    """

    heading: str
    head: Sequence[str]
    rows: list[Sequence[Cell]]
    line: Callable[[Sequence[str]], str]
    folded: bool = False
    level: int = 2
    note: str = ""
    brief: bool = True
    more: list["Section"] = field(default_factory=list)


def summary(found: Changes) -> list[str]:
    """The five lines with which each report begins."""
    sentences = {kind: len(rows) for kind, rows in found.sentences.items()}
    told = f"not claimed: {_many(len(found.scenario.new), 'new number')}"
    if found.scenario.without:
        facts = _many(len(found.scenario.facts), "fact")
        article = f"Taken out: {', '.join(found.scenario.without)}, with {facts} and relays of them"
        article += f"; article: {_counted(sentences)}" if any(sentences.values()) else ""
    else:
        article = f"Article: sentences {_counted(sentences)}; {told}"
    gone = len(found.undetermined)
    figures = list(found.figures.values())
    conclusions = {what: len(found.of(what)) for what in (REVERSED, FELL, OPEN)}
    findings = sum(place.finding for place in found.again)
    others = _many(len(found.again) - findings, "other")
    return [
        article,
        f"Claims: {len(found.changed)} changed{_named(found.changed)}, {len(found.absent)} absent",
        f"Numbers: {len(found.numbers) - gone} of {found.total} moved, {gone} undetermined; "
        f"figures: {figures.count('drawn anew')} drawn anew, {figures.count('not drawn')} not drawn",
        f"Conclusions: {_counted(conclusions)}, of {found.tried}; "
        f"orders and signs turned: {len(found.orders)}",
        f"To be read again: {_many(findings, 'sentence')} of findings and titles, {others}; "
        f"verdicts not judged again: {len(found.verdicts)}",
    ]


def _named(changed: Sequence[Moved]) -> str:
    """The one claim that changed, in brackets; "" for none or several."""
    return f" ({changed[0].id}: {_turned(changed[0])})" if len(changed) == 1 else ""


def _turned(moved: Moved) -> str:
    return f"{shorten(moved.was, 40, placeholder=' …')} → {shorten(moved.now, 40, placeholder=' …')}"


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' * (count != 1)}"


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items())


def sections(found: Changes) -> list[Section]:
    """All that the reports hold below the five lines, in their order."""
    parts = []
    head: Sequence[str]
    for what, heading in (
        (REVERSED, "Reversed: an order or a sign is now the opposite"),
        (FELL, "Fell: the condition is false now"),
        (OPEN, "Undecided: it rests on what is absent"),
    ):
        rows: list[Sequence[Cell]] = [(_place(one), one.text, one.why) for one in found.of(what)]
        head = ("where", "conclusion", "why")
        parts.append(Section(heading, head, rows, lambda row: f"{row[0]}: {_quoted(row[1])} ({row[2]})"))
    orders: list[Sequence[Cell]] = [(one,) for one in found.orders]
    parts.append(Section("Orders and signs that turned", ("number",), orders, lambda row: row[0]))
    verdicts = dict(found.verdicts)
    changed: list[Sequence[Cell]] = [
        (_entry(one), one.label, one.was, one.now, _not_again(verdicts.get(one.id, "")))
        for one in found.changed
    ]
    head = ("claim", "what it is", "was", "is", "verdict")
    parts.append(
        Section(
            "Claims that changed",
            head,
            changed,
            lambda row: f"{row[0]}: {row[2]} → {row[3]}" + (f"; {row[4]}" if row[4] else ""),
        )
    )
    absent: list[Sequence[Cell]] = [
        ((id, _address("02-claims", id)), label, reason) for id, label, reason in found.absent
    ]
    head = ("claim", "what it said", "why it is gone")
    parts.append(Section("Claims that are absent", head, absent, lambda row: f"{row[0]}: {row[2]}"))
    new: list[Sequence[Cell]] = [(one["text"], one["sentence"]) for one in found.scenario.new]
    head = ("number", "its sentence")
    parts.append(Section("Numbers that are not claimed", head, new, lambda row: f"{row[0]}: {row[1]}"))
    parts.append(_numbers(found))
    parts.append(_again(found))
    sentences: list[Sequence[Cell]] = [
        (kind, *pair) for kind, pairs in found.sentences.items() for pair in pairs
    ]
    head = ("sentence", "was", "is")
    parts.append(Section("Sentences of the article", head, sentences, "; ".join, folded=True, brief=False))
    figures: list[Sequence[Cell]] = [(name, became) for name, became in found.figures.items()]
    parts.append(Section("Figures", ("figure", "is"), figures, ": ".join, folded=True, brief=False))
    stopped: list[Sequence[Cell]] = [*found.stopped]
    head = ("notebook", "cell", "reason")
    note = "They say so where their output would stand; what rests on them is undetermined too."
    heading = "Cells that could not be computed"
    parts.append(Section(heading, head, stopped, lambda row: f"{row[0]}, {row[1]}: {row[2]}", note=note))
    crowded: list[Sequence[Cell]] = [(one,) for one in found.crowded]
    heading = "Labels of figures that came to lie on others"
    parts.append(Section(heading, ("figure",), crowded, lambda row: row[0], folded=True, brief=False))
    return [part for part in parts if part.rows or part.more]


def _numbers(found: Changes) -> Section:
    """The numbers that moved, a table a notebook."""
    section = Section("Numbers that moved", ("notebook", "moved", "such as"), [], _such)
    for notebook, group in groupby(found.numbers, lambda one: one.notebook):
        moved = list(group)
        first = next((one for one in moved if one.now not in ("undetermined", "not computed")), moved[0])
        section.rows.append((notebook, str(len(moved)), f"{first.id} {first.was} → {first.now}"))
        rows: list[Sequence[Cell]] = [(_entry(one), one.label, one.was, one.now) for one in moved]
        heading = f"{notebook}: {_many(len(moved), 'number')}"
        head = ("number", "what it is", "was", "is")
        section.more.append(Section(heading, head, rows, "; ".join, folded=True, level=3))
    return section


def _such(row: Sequence[str]) -> str:
    return f"{row[0]}: {row[1]}, such as {row[2]}"


def _again(found: Changes) -> Section:
    """The sentences to be read again, those of findings and titles first, a table a notebook."""
    section = Section("To be read again", ("notebook", "sentences"), [], lambda row: f"{row[0]}: {row[1]}")
    section.note = (
        "Sentences of ours that lean on what moved, as they were written. On the pages of this run their "
        "numbers are the new ones; whether their words still fit only a reader can tell."
    )
    ordered = sorted(found.again, key=lambda place: place.notebook)
    for notebook, group in groupby(ordered, lambda place: place.notebook):
        places = sorted(group, key=lambda place: not place.finding)
        findings = sum(place.finding for place in places)
        counts = f"{findings} of findings and titles, {_many(len(places) - findings, 'other')}"
        section.rows.append((notebook, counts))
        rows: list[Sequence[Cell]] = [(place.where, place.text) for place in places]
        heading = f"{notebook}: {_many(len(places), 'sentence')}"
        section.more.append(Section(heading, ("where", "sentence"), rows, "; ".join, folded=True, level=3))
    return section


def _not_again(verdict: str) -> str:
    return f"“{verdict}” not judged again" if verdict else ""


def _entry(moved: Moved) -> Cell:
    return moved.id, _address(moved.notebook, moved.id)


def _place(one: Conclusion) -> Cell:
    """Where a conclusion stands, with a link to it."""
    figure = one.where.removeprefix("figure ")
    page = f"{PAGES}{site.href(one.notebook)}"
    return one.where, page if figure == one.where else f"{page}#figure-{figure}"


def _address(notebook: str, id: str) -> str:
    return f"{PAGES}{site.href(notebook)}#{id}"


def _quoted(text: str) -> str:
    return f"“{shorten(text.partition(' · ')[0], 75, placeholder=' …')}”"


def _texts(row: Sequence[Cell]) -> list[str]:
    return [cell if isinstance(cell, str) else cell[0] for cell in row]


# As text


def as_text(found: Changes) -> str:
    """The report for a terminal, of at most ``LINES`` lines."""
    for most in (8, 6, 5, 4, 3, 2, 1):
        lines = [f"What if: {found.scenario.title}", *(f"  {line}" for line in summary(found))]
        for section in sections(found):
            if section.brief:
                lines += _in_lines(section, most)
        if len(lines) <= LINES:
            break
    return "\n".join(_visible(line) for line in lines)


def _in_lines(section: Section, most: int) -> Iterator[str]:
    yield section.heading
    rows = section.rows if len(section.rows) <= most + 1 else section.rows[:most]
    for row in rows:
        yield f"  {shorten(section.line(_texts(row)), WIDTH, placeholder=' …')}"
    if left := len(section.rows) - len(rows):
        yield f"  … and {left} more"


def _visible(text: str) -> str:
    """``text`` (of an article) without characters that steer a terminal."""
    return "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in text)


# As Markdown


def as_markdown(found: Changes) -> str:
    """The report as Markdown, with what is long in folds."""
    lines = [f"# What if: {escape_markdown(found.scenario.title)}", ""]
    lines += [f"- {escape_markdown(line)}" for line in summary(found)]
    for section in sections(found):
        lines += ["", *_in_markdown(section)]
    return "\n".join(lines) + "\n"


def _in_markdown(section: Section) -> Iterator[str]:
    heading = escape_markdown(section.heading)
    yield f"<details><summary>{heading}</summary>" if section.folded else f"{'#' * section.level} {heading}"
    yield ""
    if section.note:
        yield from (escape_markdown(section.note), "")
    yield "| " + " | ".join(section.head) + " |"
    yield "|" + "---|" * len(section.head)
    for row in section.rows:
        yield "| " + " | ".join(map(_cell_of_markdown, row)) + " |"
    for part in section.more:
        yield ""
        yield from _in_markdown(part)
    if section.folded:
        yield from ("", "</details>")


def _cell_of_markdown(cell: Cell) -> str:
    if isinstance(cell, str):
        return escape_markdown(cell)
    return f"[{escape_markdown(cell[0])}]({cell[1]})"


# As a page


def as_page(found: Changes) -> str:
    """The report as a page in one file, which asks for nothing and needs no script."""
    title = escape_html(f"What if: {found.scenario.title}")
    lines = "\n".join(f"<li>{escape_html(line)}</li>" for line in summary(found))
    body = "\n".join(part for section in sections(found) for part in _in_page(section))
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
{(TEMPLATES / "postmoney/page.css").read_text(encoding="utf-8")}
main {{ max-width: 60rem; margin: 0 auto; padding: 0 1.25rem 4rem; }}
@media (max-width: 40rem) {{
  main {{ padding-inline: 1rem; }}
  thead {{ display: none; }}
  .wide :is(table, tbody, tr, th, td) {{ display: block; width: auto; max-width: none; min-width: 0; }}
  .wide :is(th, td) {{ border: 0; padding: 0.1em 0; }}
  .wide tr {{ border-bottom: 1px solid var(--rule); padding: 0.4em 0; }}
}}
</style>
</head>
<body>
<main id="main" tabindex="-1">
<div class="text">
<h1>{title}</h1>
<ul>
{lines}
</ul>
<p>This run lies beside the collection and leaves it as it is; <a href="{PAGES}index.html">its pages</a> have
the numbers of the run, and mark what is absent and which conclusions no longer hold.</p>
</div>
{body}
</main>
</body>
</html>
"""


def _in_page(section: Section) -> Iterator[str]:
    heading = escape_html(section.heading)
    if section.folded:
        yield f"<details><summary>{heading}</summary>"
    else:
        yield f'<div class="text"><h{section.level}>{heading}</h{section.level}>'
        yield f"<p>{escape_html(section.note)}</p></div>" if section.note else "</div>"
    region = f'<div class="wide" tabindex="0" role="region" aria-label="{heading}">'
    yield f'{region}<table class="data"><thead><tr>'
    yield "".join(f'<th scope="col">{escape_html(name)}</th>' for name in section.head)
    yield "</tr></thead><tbody>"
    for row in section.rows:
        first, *others = map(_cell_of_page, row)
        yield f'<tr><th scope="row"{first}</th>' + "".join(f"<td{one}</td>" for one in others) + "</tr>"
    yield "</tbody></table></div>"
    for part in section.more:
        yield from _in_page(part)
    if section.folded:
        yield "</details>"


def _cell_of_page(cell: Cell) -> str:
    """What follows the name of a cell's tag: its language and its content."""
    text, address = (cell, "") if isinstance(cell, str) else cell
    han, latin = (len(re.findall(letters, text)) for letters in ("[\u4e00-\u9fff]", "[A-Za-z]"))
    language = ' lang="zh"' if han > latin else ""
    shown = escape_html(text)
    return f'{language}><a href="{escape_html(address)}">{shown}</a>' if address else f"{language}>{shown}"
