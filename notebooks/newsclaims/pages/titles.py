"""Titles: what a link to an entry of the ledger says of it on hover, in JupyterLab, on GitHub, in any viewer.

[80%](02-claims.ipynb#anthropic-retention "80% of the cohort still there; SignalFire; nuanced")
"""

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from textwrap import shorten

from .. import tables
from ..evidence.escaping import escape_title
from ..ledger import Entry, Ledger
from ..ledger.entry import AbsentEvidence, ArticleEvidence, AssumptionEvidence, ClaimEvidence, FactEvidence
from ..ledger.wording import shown_date
from . import prose

LENGTH = 160  # characters, about as many as a tooltip shows on two lines


def known(root: Path = tables.ROOT) -> dict[str, str]:
    """What tables say of entries beyond the ledger: the verdict on each claim, the words of each fact."""
    verdicts = tables.read("cross-check", root).set_index("slug")["verdict"]
    facts = tables.read("outside-facts", root).set_index("fact_id")
    return {**verdicts, **facts["note"].where(facts["words"] == "", "“" + facts["words"] + "”")}


def title(entry: Entry, more: str = "") -> str:
    """What ``entry`` is, on one line of about ``LENGTH`` characters that may stand in a Markdown title.

    Parameters
    ----------
    entry : Entry
    more : str
        What `known` says of it, "" for nothing.

    Returns
    -------
    str
        Of a claim who makes it, how surely, and the verdict on it; of a fact its publisher and date; of an
        assumption its range and reason; of a derived number its formula, or the inputs of a long one.

    Examples
    --------
    >>> ledger = Ledger.load(made_by=["03-retention"])
    >>> title(ledger["anthropic-retention"], "nuanced")
    'Share of the cohort still at Anthropic at its end: 80%; SignalFire; nuanced'
    >>> title(ledger["anthropic-four-years"])
    'Anthropic, after four years: 64% = carried(anthropic-retention, cohort-span, 4, 1)'
    """
    said, about = entry.evidence, f"{entry.label}: {entry}"
    if isinstance(said, ClaimEvidence):
        tail = "; ".join(filter(None, [_speaker(said), _doubt(said), more]))
        return escape_title(
            f"{shorten(entry.label.rstrip('.'), LENGTH - len(tail), placeholder=' …')}; {tail}"
        )
    if isinstance(said, FactEvidence):
        where = ", ".join(filter(None, [said.source, shown_date(said.published)]))
        about = f"{where}: {about if entry.quantity.has_value else more or entry.label}"
    elif isinstance(said, AssumptionEvidence):
        base = str(entry.base())
        about = f"{entry.label}: {base if base == str(entry) else f'{base}, {entry}'}; {said.reason}"
    elif isinstance(said, ArticleEvidence):
        about += "; the article's page"
    elif isinstance(said, AbsentEvidence):
        about += f"; {said.reason}"
    elif entry.formula:
        whole = f"{about} = {entry.formula.replace('**', '^').replace('*', '×')}"
        about = whole if len(whole) <= LENGTH else f"{about}; from {_inputs(entry)}"
    return escape_title(shorten(about, LENGTH, placeholder=" …"))


def _inputs(entry: Entry) -> str:
    """What the formula of ``entry`` names, for one that is too long to be shown whole."""
    return ", ".join(re.sub("^table:", "the table ", name) for name in entry.inputs)


def _speaker(said: ClaimEvidence) -> str:
    """Who makes a claim, in English: a name where the article begins with one, else a kind of speaker."""
    named = re.match(r"[A-Za-z][\w .&'-]*", said.speaker, re.A)
    if named and said.speaker_type != "anonymous insider":
        return named[0].strip()
    return {"narrator": "the article", "narrator relaying": "relayed by the article"}.get(
        said.speaker_type, said.speaker_type
    )


def _doubt(said: ClaimEvidence) -> str:
    """How surely a claim is made, "" for plainly."""
    if said.disputed_by:
        return f"disputed by {said.disputed_by}"
    return "" if said.hedge == "none" else said.hedge


def titled(
    text: str, notebook: str, ledger: Ledger, notebooks: Collection[str], more: Mapping[str, str]
) -> str:
    """Markdown ``text`` in which each link to an entry of ``ledger`` has its title.

    Parameters
    ----------
    text, notebook, ledger, notebooks
        As for `prose.problems`.
    more : mapping
        Id to what `known` says of it.

    Returns
    -------
    str
    """
    for link in reversed(list(prose.link_matches(text))):
        id, _ = prose.entry_of(link["target"], notebook, ledger, notebooks)
        if id:
            said = title(ledger[id], more.get(id, ""))
            made = f'[{link["text"]}]({link["target"]} "{said}")'
            text = text[: link.start()] + made + text[link.end() :]
    return text
