"""The calculator: what it answers, and that the form in the page answers the same as the cell."""

import math
import os
import random
import shutil
from dataclasses import asdict, fields, replace

import jinja2
import pytest

from newsclaims.analysis import compensation
from newsclaims.errors import DataError
from newsclaims.pages import calculator
from newsclaims.pages import html as pages
from newsclaims.pages.calculator import FIELDS, Offer

LEVEL = Offer(
    face=4e6,
    amounts="1 1 1 1",
    timing="quarterly",
    growth=0,
    discount=8,
    retention=70,
    at_risk=30,
    miss=10,
    pay_now=800e3,
    hours_now=40,
    hours=50,
    weeks=48,
)


def test_an_offer_without_risk_pays_its_face():
    safe = calculator.compute(replace(LEVEL, discount=0, retention=100, miss=0))
    assert [safe[name] for name in ("stayed", "rated", "worth")] == pytest.approx([4e6] * 3)
    assert (safe["year"], safe["hour"], safe["hour_now"]) == pytest.approx(
        (1e6, 1e6 / 50 / 48, 800e3 / 40 / 48)
    )
    assert calculator.compute(LEVEL)["year"] == pytest.approx(
        0.97e6
    )  # leaving and time take as much from a level pay


def test_break_evens_break_even():
    found = calculator.compute(LEVEL)
    assert calculator.compute(replace(LEVEL, miss=found["even_miss"]))["year"] == pytest.approx(LEVEL.pay_now)
    assert calculator.compute(replace(LEVEL, hours=found["even_hours"]))["hour"] == pytest.approx(
        found["hour_now"]
    )
    assert calculator.compute(replace(LEVEL, face=found["even_face"]))["year"] == pytest.approx(LEVEL.pay_now)
    assert found["even_miss"] == pytest.approx(compensation.break_even_miss(1e6, 0.2e6, 30))


@pytest.mark.parametrize(
    "wrong",
    [
        {"face": -1},
        {"face": math.nan},
        {"retention": 0},
        {"at_risk": 101},
        {"amounts": "a third"},
        {"amounts": "0 0"},
        {"amounts": ""},
        {"amounts": "-1 2"},
        {"timing": "weekly"},
        {"hours": 169},
    ],
)
def test_an_offer_that_is_none_is_refused(wrong):
    with pytest.raises(DataError):
        replace(LEVEL, **wrong)


FOLDER = pages.TEMPLATES / "postmoney"


def template():
    """The template of the form."""
    folder = jinja2.Environment(loader=jinja2.FileSystemLoader(FOLDER), autoescape=True)
    return folder.get_template("calculator.html")


def page(offer):
    """The form for ``offer`` as a page of its own (HTML)."""
    form = template().render(form=calculator.answer(offer).form)
    style, code = ((FOLDER / f"calculator.{kind}").read_text(encoding="utf-8") for kind in ("css", "js"))
    return (
        f'<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Offer</title><style>{style}</style>'
        f"<main><h1>Offer</h1><h2>Sums</h2>{form}</main><script>{code}</script></html>"
    )


def test_fragment_is_small_and_names_every_input():
    html = page(LEVEL)
    assert len(html.encode()) < 8000 + 3000  # the files are less than 8 kB; the filled-in form repeats labels
    assert [field.name for field in fields(Offer)] == [field.name for field in FIELDS]
    assert all(f'<label for="offer-{field.name}">' in html for field in FIELDS)


def test_what_is_typed_in_is_escaped():
    hostile = calculator.answer(LEVEL)
    hostile.form["groups"][0]["fields"][1]["value"] = '"><script>alert(1)</script>'
    assert "<script>" not in template().render(form=hostile.form)


def drawn(random):
    """An offer at random, ends included."""

    def between(low, high):
        return random.choice([low, high, random.uniform(low, high), random.uniform(low, high)])

    amounts = [
        random.choice([0, 1, 2, round(random.uniform(0, 100), 2)]) for _ in range(random.randint(1, 6))
    ]
    return Offer(
        face=10 ** random.uniform(3, 9),
        amounts=random.choice([" ", ", ", "/"]).join(map(str, amounts if sum(amounts) else [1])),
        timing=random.choice(list(compensation.TIMINGS)),
        growth=between(-50, 60),
        discount=between(-5, 40),
        retention=between(0.5, 100),
        at_risk=between(0, 100),
        miss=between(0, 99),
        pay_now=10 ** random.uniform(4, 8),
        hours_now=between(1, 100),
        hours=between(1, 168),
        weeks=between(1, 53),
    )


@pytest.fixture(scope="module")
def chromium():
    """A running Chromium; without one these tests are skipped, except where CI is set."""
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        place = (
            shutil.which("chromium") or shutil.which("google-chrome") or playwright.chromium.executable_path
        )
        if not os.path.exists(place):
            (pytest.fail if os.environ.get("CI") else pytest.skip)("no Chromium here: `apt install chromium`")
        browser = playwright.chromium.launch(executable_path=place, args=["--no-sandbox"])
        yield browser
        browser.close()


FILL = """offers => offers.map(offer => {
    const form = document.querySelector("form.calculator")
    for (const [name, value] of Object.entries(offer)) form.elements[name].value = value
    form.elements.face.dispatchEvent(new Event("change", { bubbles: true }))
    return Object.fromEntries([...form.querySelectorAll("data")].map(
        one => [one.dataset.answer, [Number(one.value), one.textContent]]))
})"""


@pytest.mark.slow
def test_the_form_computes_what_the_cell_does(chromium):
    window = chromium.new_page()
    window.set_content(page(LEVEL))
    choose = random.Random(20250711)
    offers = [LEVEL, *(drawn(choose) for _ in range(300))]
    answered = window.evaluate(FILL, [asdict(offer) for offer in offers])
    for offer, answers in zip(offers, answered, strict=True):
        found = calculator.compute(offer)
        assert {name: value for name, (value, _) in answers.items()} == pytest.approx(
            found, rel=1e-9, nan_ok=True
        ), offer
        for name, (_, said) in answers.items():
            if not 0 <= abs(found[name]) < 1:  # the ledger's words keep four decimals at most
                assert said == calculator.worded(name, found[name])


@pytest.mark.slow
def test_the_form_works_by_keyboard_and_says_what_is_wrong(chromium):
    window = chromium.new_page()
    asked, told = [], []
    window.on("request", lambda request: asked.append(request.url))
    window.on("console", lambda message: told.append(message.text))
    window.on("pageerror", lambda error: told.append(str(error)))
    window.set_content(page(LEVEL))
    status = window.get_by_role("status")
    before = status.inner_text()
    assert "a year" not in before and before.startswith("Worth $")
    window.keyboard.press("Tab")
    stops = []
    while (name := window.evaluate("document.activeElement.name")) and name not in stops:
        stops.append(name)
        if name == "miss":
            window.keyboard.press("Control+A")
            window.keyboard.type("50")
            window.keyboard.press("Enter")
        window.keyboard.press("Tab")
    assert stops == [field.name for field in FIELDS]
    assert status.inner_text() != before
    for label, typed in (
        ("Face value of", "0"),
        ("What vests", "a third"),
        ("Still there", ""),
        ("Chance of a missed", "101"),
    ):
        field = window.get_by_label(label)
        was = field.input_value()
        field.fill(typed)
        field.press("Enter")
        assert status.inner_text().startswith(label) and field.get_attribute("aria-invalid") == "true"
        field.fill(was)
        field.press("Enter")
        assert field.get_attribute("aria-invalid") is None
    window.get_by_role("button", name="Start again").press("Space")
    window.wait_for_function(
        "text => document.querySelector('[role=status]').textContent == text", arg=before
    )
    assert (asked, told) == ([], [])


@pytest.mark.slow
def test_without_scripts_the_form_shows_the_answers_of_the_cell_and_what_to_do(chromium):
    context = chromium.new_context(java_script_enabled=False)
    window = context.new_page()
    window.set_content(page(LEVEL))
    assert "edit the cell above" in window.get_by_role("status").inner_text()
    assert window.locator("fieldset:not(:disabled), button:not(:disabled)").count() == 0
    assert (
        calculator.worded("worth", calculator.compute(LEVEL)["worth"]) in window.locator("table").inner_text()
    )
    context.close()
