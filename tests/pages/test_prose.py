"""Prose: a number without evidence, or beside it, is found; what is no number of ours is left alone."""

import nbformat
import pytest
from conftest import NOTEBOOKS

from newsclaims.analysis.formulas import FORMULAS
from newsclaims.build import check
from newsclaims.ledger import Ledger
from newsclaims.pages import prose, titles

HOMES = {path.stem for path in NOTEBOOKS}
CLAIM = "02-claims.ipynb#"


@pytest.fixture(scope="module")
def ledger():
    return Ledger.load(made_by=None, formulas=FORMULAS)


def wrong(text, ledger, here="03-retention"):
    return [problem.text for problem in prose.problems(text, here, ledger, HOMES)]


@pytest.mark.parametrize(
    "text",
    [
        f"Anthropic keeps [80%]({CLAIM}anthropic-retention) of them.",
        f"[up to 300 million dollars]({CLAIM}package-total)",
        f"[Up to \\$300 million]({CLAIM}package-total) over [four years]({CLAIM}package-years)",
        f"[1.0 to 1.4 million dollars]({CLAIM}offer-annual-pay) a year",
        f"[$14 billion]({CLAIM}scale-price)",
        f"[at least two]({CLAIM}anthropic-hires)",
        f"[May 2023]({CLAIM}tender-date), [2023]({CLAIM}tender-date)",
        f"留存率为[80%]({CLAIM}anthropic-retention)，[最多 3 亿美元]({CLAIM}package-total)",
        f"[八成]({CLAIM}anthropic-retention)",
        f"The words [几十万美元]({CLAIM}refused-premium).",
        f"[hundreds of thousands of dollars]({CLAIM}refused-premium)",
        "Llama 4 and CC BY 4.0 and UTF-8, Python 3.11 to 3.13, SHA-256, GPT-4o.",
        "`x = 42` and <a href='u/7'>this</a> https://e.org/2025",
        "## The 7 sins\n\ntext",
        "```\n1 + 1\n```\n",
        "Ten of the three, a second one.",
        "1. first\n2. next",
        "[notebook 05](05-mission.ipynb)",
        "数字统一了一些标准，一直如此。",
        "<!-- holds: anthropic-retention > 70 -->",
    ],
)
def test_what_agrees_or_is_exempt_passes(ledger, text):
    assert wrong(text, ledger) == []


@pytest.mark.parametrize(
    "text, found",
    [
        ("They keep 80% of them.", "80%"),
        ("Meta 64", "64"),
        ("In May 2023", "2023"),
        ("About 80", "80"),
        ("It is ８０", "８０"),
        ("It is ٨٠", "٨٠"),
        ("twelve of them", "twelve"),
        ("three hundred", "hundred"),
        ("½ of it", "½"),
        ("留住了八成的人", "八成"),
        ("十五人离开", "十五人"),
        (f"[60%]({CLAIM}anthropic-retention)", "60%"),
        (f"[300 million dollars]({CLAIM}package-total)", "300 million dollars"),
        (f"[80]({CLAIM}anthropic-retention)", "80"),
        (f"[up to 80%]({CLAIM}anthropic-retention)", "up to 80%"),
        (f"[1.4 million dollars]({CLAIM}offer-annual-pay)", "1.4 million dollars"),
        (f"[June 2023]({CLAIM}tender-date)", "June 2023"),
        ("[80%](03-retention.ipynb#anthropic-retention)", "80%"),
        (f"[80%]({CLAIM}antropic-retention)", "80%"),
        (f"[七成]({CLAIM}anthropic-retention)", "七成"),
        ("[80% stay](02-claims.ipynb)", "80%"),
        (f"[3亿美元]({CLAIM}package-total)", "3亿美元"),
        ("<!-- holds: meta-retention > anthropic-retention -->", "meta-retention > anthropic-retention"),
        ("**Finding.** Meta keeps fewer than OpenAI.", "fewer"),
    ],
)
def test_what_has_no_evidence_or_another_value_is_found(ledger, text, found):
    assert wrong(text, ledger) == [found]


@pytest.mark.parametrize(
    "stale, mended",
    [
        (f"[60%]({CLAIM}anthropic-retention)", f"[80%]({CLAIM}anthropic-retention)"),
        (f"[60.0%]({CLAIM}anthropic-retention)", f"[80.0%]({CLAIM}anthropic-retention)"),
        (f"[300 million dollars]({CLAIM}package-total)", rf"[up to \$300 million]({CLAIM}package-total)"),
        (f"[June 2023]({CLAIM}tender-date)", f"[May 2023]({CLAIM}tender-date)"),
    ],
)
def test_stale_texts_are_rewritten_at_the_same_precision(ledger, stale, mended):
    assert prose.mended(stale, "03-retention", ledger, HOMES) == mended


def test_a_title_that_is_not_the_ledgers_is_told_once_for_each_entry(ledger):
    stale = f'[80%]({CLAIM}anthropic-retention "old"), [at 80%]({CLAIM}anthropic-retention)'
    more = titles.known()
    told = check.of_titles([stale, stale], "03-retention", ledger, HOMES, more, "here")
    assert len(told) == 1 and told[0].startswith("here: links to anthropic-retention have not the title")
    fresh = titles.titled(stale, "03-retention", ledger, HOMES, more)
    assert check.of_titles([fresh], "03-retention", ledger, HOMES, more, "here") == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_markdown_of_a_notebook_has_dollar_signs_that_become_a_formula(path):
    """Lists that the build writes and what stands below figures included."""
    found = []
    for cell in nbformat.read(path, as_version=4).cells:
        texts = [cell.source] if cell.cell_type == "markdown" else []
        texts += [output.get("data", {}).get("text/markdown", "") for output in cell.get("outputs", ())]
        found += [(cell.id, text[one.start - 30 :][:60]) for text in texts for one in prose.dollars(text)]
    assert found == []


@pytest.mark.rederivation
def test_all_prose_and_all_titles_of_the_collection_hold():
    assert check.everything() == []
