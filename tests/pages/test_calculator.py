"""The calculator: what it reads and answers, and that the form in the page answers the same as the cell."""

import math
import random

import jinja2
import pytest

from newsclaims.analysis.offer import TIMINGS
from newsclaims.errors import DataError
from newsclaims.pages import calculator
from newsclaims.pages import html as pages
from newsclaims.pages.calculator import BOTH, FIXED, KEYS, PARTS

STAY = {"base": "$200k", "unvested": "$300k"}
GO = {"base": "300k", "hours": 50}
EXAMPLE = {"Nobody leaves": ("A hundred more a year", {"base": 100}, {"base": 200}, {})}


def computed(stay=STAY, go=GO, both=None):
    return calculator.compute(calculator.reading(stay, go, both))


def test_a_hundred_thousand_more_a_year_against_units_left_behind():
    found = computed()
    assert found.difference == pytest.approx(4 * 100e3 - 300e3)
    assert (found.stay["unvested"], found.go["unvested"]) == (300e3, 0)
    assert found.flips["go.base"] == pytest.approx(275e3)
    assert calculator.sentences(found) == [
        "Going is worth $100,000 more today than staying.",
        # 100,000 over four years of 48 weeks of 10 hours
        "Going takes 10 hours more a week, not counted here. At $52.1 an hour that would use up the gain.",
        "No input is a range: type one, such as 10%-30%, to see what the doubt does.",
    ]


def test_a_range_counts_by_its_middle_and_is_told():
    found = computed(go=GO | {"base": "$250k to $350k"})
    assert found.difference == pytest.approx(100e3)
    assert found.swings["go.base"] == pytest.approx((-100e3, 300e3))
    assert found.range == pytest.approx((-80e3, 280e3), abs=500)  # 5% and 95% of an even draw
    said, most = calculator.sentences(found)[2:]
    assert most == "It moves most with “Go: base pay a year”, and flips where that is $275,000."
    assert said.startswith(
        "When the doubtful input is drawn, nine draws of ten lie between staying ahead by $"
    )
    several = calculator.sentences(computed(go=GO | {"base": "$250k-$350k", "leaving": "0-10%"}))[2]
    assert several.startswith("When the 2 doubtful inputs are drawn together,")


def test_hours_without_a_price_are_named_beside_the_answer():
    said = calculator.sentences(computed(go=GO | {"base": "300k", "hours": 55}))[1]
    assert said.startswith("Going takes 15 hours more a week, not counted here. At $34.7 an hour")
    fewer = calculator.sentences(computed({"hours": 41}, {"base": "1", "hours": 40}))[1]
    assert fewer == "Going takes 1 hour fewer a week, not counted here."
    loss = calculator.sentences(computed({"base": 4800, "hours": 41}, {"hours": 40}))[1]
    assert loss.endswith("At $100 an hour that would make up for the loss.")
    assert "At less than $1 an hour" in calculator.sentences(computed({}, {"base": "9", "hours": 41}))[1]
    assert len(calculator.sentences(computed(both={"hour_value": 1}))) == 2


def test_an_amount_with_a_plus_comes_on_top_of_stay():
    found = computed({"base": "$200k-$400k"}, {"base": "+$50k - $150k"})
    assert found.difference == pytest.approx(4 * 100e3) and found.go["base"] == pytest.approx(4 * 400e3)
    assert found.swings["stay.base"] == pytest.approx((4e5, 4e5))
    assert found.swings["go.base"] == pytest.approx((2e5, 6e5))
    assert "Go: base pay a year”, and flips where that is +$0." in calculator.sentences(found)[2]


def test_a_tie_is_called_one_and_has_no_flip():
    same = computed({"base": "100k", "leaving": 10}, {"base": "$100,000", "leaving": "10%"})
    assert same.difference == 0 and all(map(math.isnan, same.flips.values()))
    assert calculator.sentences(same)[0] == "The two are worth the same today."


READ = {  # key, what is typed, its ends
    ("go.stock", "5.6m"): (5.6e6, 5.6e6),
    ("go.stock", "$5.6m"): (5.6e6, 5.6e6),
    ("go.stock", " $ 5.6 million "): (5.6e6, 5.6e6),
    ("go.stock", "US$300k"): (300e3, 300e3),
    ("go.stock", "300K USD"): (300e3, 300e3),
    ("go.stock", "1,200,000"): (1.2e6, 1.2e6),
    ("go.stock", "1,200,000.50"): (1200000.5, 1200000.5),
    ("go.stock", ".5m"): (5e5, 5e5),
    ("go.stock", "300-400k"): (300e3, 400e3),
    ("go.stock", "$300k – $0.4m"): (300e3, 400e3),
    ("go.stock", "120万"): (1.2e6, 1.2e6),
    ("go.stock", "1.2b"): (1.2e9, 1.2e9),
    ("go.growth", "-20%-30%"): (-20, 30),
    ("go.growth", "−20 to −10"): (-20, -10),
    ("go.leaving", "60%-80%"): (60, 80),
    ("go.leaving", "7.5 %"): (7.5, 7.5),
    ("go.hours", "40-50"): (40, 50),
    ("go.vests", "25% 25%"): [25, 25],
    ("go.vests", "25%,25%"): [25, 25],
    ("go.vests", "40/30/20/10"): [40, 30, 20, 10],
    ("go.clawback", "24"): (24, 24),
    ("stay.unvested_years", "1.75"): (1.75, 1.75),
}
REFUSED = {
    ("go.stock", ""): "amount of dollars",
    ("go.stock", "5.6x"): "amount of dollars",
    ("go.stock", "$"): "amount of dollars",
    ("go.stock", "1,2"): "amount of dollars",
    ("go.stock", "1 200"): "amount of dollars",
    ("go.stock", "1e6"): "amount of dollars",
    ("go.stock", "25%"): "amount of dollars",
    ("go.stock", "-5m"): "outside",
    ("go.stock", "20b"): "outside",
    ("go.stock", "400k-300k"): "falls",
    ("go.stock", "1-2-3"): "amount of dollars",
    ("go.stock", "nan"): "amount of dollars",
    ("go.leaving", "$10"): "percentage",
    ("go.leaving", "10k"): "percentage",
    ("go.leaving", "100%"): "outside 0% to 99%",
    ("go.growth", "-61"): "outside -60% to 100%",
    ("both.discount", "-99"): "outside 0% to 50%",
    ("both.discount", "51%"): "outside",
    ("both.years", "2-4"): "whole number",
    ("both.years", "2.5"): "whole number",
    ("both.years", "0"): "outside",
    ("both.years", "٣"): "whole number",
    ("stay.unvested_years", "1.6"): "quarters of a year",
    ("go.hours", "169"): "outside",
    ("go.vests", "a third"): "list of yearly parts",
    ("go.vests", "0 0"): "list of yearly parts",
    ("go.vests", "-1 2"): "list of yearly parts",
    ("go.vests", "1 " * 11): "list of yearly parts",
}


@pytest.mark.parametrize(("key", "text"), READ)
def test_what_people_type_is_read(key, text):
    found = calculator.read(KEYS[key], text)
    assert list(found) == pytest.approx(list(READ[key, text]))


@pytest.mark.parametrize(("key", "text"), REFUSED)
def test_what_cannot_be_read_is_refused_with_a_line(key, text):
    with pytest.raises(DataError, match=REFUSED[key, text]):
        calculator.read(KEYS[key], text)


@pytest.mark.parametrize(
    ("stay", "go", "both", "line"),
    [
        ({}, {"base": "5.6x"}, {}, "^Go, base: '5.6x' is no amount of dollars"),
        ({}, {"base": "+5x"}, {}, "^Go, base: '\\+5x' is no amount on top of the one under Stay"),
        ({"base": "+5k"}, {}, {}, "^Stay, base: '\\+5k' is no amount of dollars"),
        ({}, {"base": math.nan}, {}, "^Go, base: 'nan' is no"),
        ({}, {"base": None}, {}, "^Go, base: 'None' is no"),
        ({}, {"base": True}, {}, "^Go, base: 'True' is no"),
        ({}, {"vests": [25, 25]}, {}, "^Go, vests: "),
        ({}, {"timing": "weekly"}, {}, "^Go, timing: 'weekly' is no schedule: choose one of cliff, monthly;"),
        ({}, {"bas": 1}, {}, "^go has no input 'bas': did you mean base"),
        ({}, {"unvested": 1}, {}, "^go has no input 'unvested'"),
        ({}, {}, {"discount": -99}, "^Both, discount: '-99' is outside 0% to 50%"),
        (250_000, {}, {}, "^stay: give the inputs as dict"),
    ],
)
def test_a_wrong_cell_says_in_one_line_what_is_wrong(stay, go, both, line):
    with pytest.raises(DataError, match=line) as raised:
        calculator.answer(stay, go, both)
    assert "\n" not in str(raised.value)


def test_numbers_of_the_ledger_are_typed_as_people_do_and_read_back():
    assert calculator.typed(1e6, 1.4e6) == "$1m-$1.4m" and calculator.typed(0, 480e3) == "$0-$480k"
    assert calculator.typed(3, 15, "percent/year") == "3%-15%"
    assert calculator.typed(45, 45, "hour/week") == "45"
    assert calculator.read(KEYS["go.stock"], "$1m-$1.4m") == (1e6, 1.4e6)


FOLDER = pages.TEMPLATES / "postmoney"


def template():
    """The template of the form."""
    folder = jinja2.Environment(loader=jinja2.FileSystemLoader(FOLDER), autoescape=True)
    return folder.get_template("calculator.html")


def page(*columns, **more):
    """The form for an offer as a page of its own (HTML)."""
    form = template().render(form=calculator.answer(*columns, **more).form)
    style, code = ((FOLDER / f"calculator.{kind}").read_text(encoding="utf-8") for kind in ("css", "js"))
    return (
        f'<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Offer</title><style>{style}</style>'
        f"<main><h1>Offer</h1><h2>Sums</h2>{form}</main><script>{code}</script></html>"
    )


def test_the_form_is_small_and_names_every_input():
    assert (FOLDER / "calculator.js").stat().st_size <= 13 * 1024
    html = page(STAY, GO)
    assert all(f'name="{key}"' in html for key in KEYS)


def test_what_is_typed_in_is_escaped():
    hostile = calculator.answer(STAY, GO, None, EXAMPLE)
    hostile.form["groups"][0]["fields"][0]["cells"][0]["value"] = '"><script>alert(1)</script>'
    hostile.form["examples"][0]["values"]["go.base"] = '"><script>alert(1)</script>'
    assert "<script>" not in template().render(form=hostile.form)


def drawn(random):
    """Inputs at random, as typed: single ones and, in every other case, ranges; ends included."""
    doubt = random.choice([0, 0.3])

    def text(field):
        if field.kind == "timing":
            return random.choice(list(TIMINGS))
        if field.kind == "fixed":
            return random.choice(list(FIXED))
        if field.kind == "parts":
            return " ".join(random.choice(["0", "1", "2.5"]) for _ in range(random.randint(0, 4))) + " 10"
        if field.kind in ("whole", "quarters"):
            size = {"whole": 1, "quarters": 4}[field.kind]
            most = 6 if field.name == "years" else field.high
            return f"{random.randint(int(field.low * size), int(most * size)) / size:g}"
        if field.kind == "money":
            ends = [0 if random.random() < 0.3 else round(random.uniform(0, 1e6)) for _ in "ab"]
            ends = [min(end, 500) for end in ends] if field.name == "hour_value" else ends
        else:
            # with half of all leaving in a year what is left falls below what can be told apart
            high = min(field.high, 50)
            ends = [random.choice([field.low, 0, high, random.uniform(field.low, high)]) for _ in "ab"]
            ends = [max(round(end, 3), field.low) for end in ends]
        low, high = sorted(ends)
        return f"{low:.10g} to {high:.10g}" if random.random() < doubt else f"{low:.10g}"

    def on_top(key, field):
        return "+" if key.startswith("go.") and field.kind == "money" and random.random() < 0.2 else ""

    return {key: on_top(key, field) + text(field).strip() for key, field in KEYS.items()}


def tie(random):
    """Two columns alike, with nothing at risk, so that there is nothing to choose."""
    inputs = {key: text.split(" to ")[0] for key, text in drawn(random).items()} | {"stay.unvested": "0"}
    return inputs | {key: inputs["stay" + key[2:]] for key in inputs if key.startswith("go.")}


def columns(inputs):
    return [
        {key.partition(".")[2]: text for key, text in inputs.items() if key.startswith(f"{column}.")}
        for column in (*BOTH, "both")
    ]


FILL = """cases => cases.map(inputs => {
    const form = document.querySelector("form.calculator")
    for (const [name, value] of Object.entries(inputs)) form.elements[name].value = value
    form.dispatchEvent(new Event("input"))
    const said = [...form.querySelectorAll("[role=status] p")].map(line => line.textContent)
    return [form.found, said]
})"""


@pytest.mark.slow
def test_the_form_computes_what_the_cell_does(chromium):
    window = chromium.new_page()
    window.set_content(page(STAY, GO))
    choose = random.Random(20250711)
    cases = [drawn(choose) for _ in range(300)] + [tie(choose) for _ in range(30)]
    for inputs, (found, said) in zip(cases, window.evaluate(FILL, cases), strict=True):
        expected = computed(*columns(inputs))
        size = max(expected.stay["total"], expected.go["total"], 1)
        for name in PARTS:
            assert found["stay"][name] == pytest.approx(expected.stay[name], rel=1e-9, abs=1e-9), inputs
            assert found["go"][name] == pytest.approx(expected.go[name], rel=1e-9, abs=1e-9), inputs
        near = {"rel": 1e-9, "abs": 1e-9 * size}
        assert found["difference"] == pytest.approx(expected.difference, **near), inputs
        assert (found["range"] or ()) == pytest.approx(list(expected.range or ()), **near), inputs
        assert {key: tuple(ends) for key, ends in found["swings"].items()} == {
            key: pytest.approx(ends, **near) for key, ends in expected.swings.items()
        }
        assert list(found["flips"]) == list(expected.flips)
        for key, value in expected.flips.items():
            assert found["flips"][key] == pytest.approx(value, rel=1e-9, abs=1e-9, nan_ok=True), (key, inputs)
        assert said == calculator.sentences(expected), inputs


@pytest.mark.slow
def test_the_form_reads_and_refuses_what_the_cell_does(chromium):
    window = chromium.new_page()
    window.set_content(page(STAY, GO))
    base = calculator.reading({"base": 100e3}, {"base": 120e3, "bonus": 1e3}).typed
    cases = [base | {key: text} for key, text in [*READ, *REFUSED]]
    lines = """() => [...document.querySelectorAll(".wrong")].map(line => line.textContent)"""
    for (key, text), inputs in zip([*READ, *REFUSED], cases, strict=True):
        ((found, said),) = window.evaluate(FILL, [inputs])
        if (key, text) in READ:
            expected = computed(*columns(inputs))
            assert found["difference"] == pytest.approx(expected.difference, rel=1e-9), (key, text)
            assert window.evaluate(lines) == []
            continue
        with pytest.raises(DataError) as raised:
            calculator.read(KEYS[key], text)
        assert window.evaluate(lines) == [f"{raised.value}."] and said[0].startswith("No answer yet")
        assert found is None and not window.locator(".tables").is_visible()


@pytest.mark.slow
def test_the_form_works_by_keyboard_and_says_what_is_wrong_beside_its_field(chromium):
    window = chromium.new_page()
    asked, told = [], []
    window.on("request", lambda request: asked.append(request.url))
    window.on("console", lambda message: told.append(message.text))
    window.on("pageerror", lambda error: told.append(str(error)))
    window.set_content(page(STAY, GO, None, examples=EXAMPLE))
    status = window.get_by_role("status")
    before = status.inner_text()
    assert before.startswith("Going is worth $100,000 more")
    stops = []
    window.keyboard.press("Tab")
    while (name := window.evaluate("document.activeElement.name")) or not stops:
        stops.append(name)
        if name == "go.base":
            window.keyboard.press("Control+A")
            window.keyboard.type("$275,000")
            window.keyboard.press("Enter")
            assert status.inner_text().startswith("The two are worth the same today.")
        window.keyboard.press("Tab")
    assert stops == ["", *KEYS]
    field = window.get_by_label("Go: base pay a year")
    field.fill("5.6x")
    assert field.get_attribute("aria-invalid") == "true"
    line = window.locator(f"[id='{field.get_attribute('aria-describedby')}']")
    assert line.inner_text().startswith("'5.6x' is no amount of dollars") and "$" not in status.inner_text()
    assert not window.locator(".moves").is_visible()
    window.get_by_role("button", name="Nobody leaves").press("Enter")
    assert (
        status.inner_text().startswith("Going is worth $400 more") and window.locator(".wrong").count() == 0
    )
    assert window.locator(".note").inner_text() == "A hundred more a year"
    window.get_by_role("button", name="Start again").press("Space")
    window.wait_for_function("text => document.querySelector('[role=status]').innerText == text", arg=before)
    assert (asked, told) == ([], [])


@pytest.mark.slow
def test_without_scripts_the_form_shows_the_answers_of_the_cell_and_what_to_do(chromium):
    context = chromium.new_context(java_script_enabled=False)
    window = context.new_page()
    window.set_content(page(STAY, GO))
    status = window.get_by_role("status").inner_text()
    assert "edit the cell" in status and "Going is worth $100,000 more today than staying." in status
    assert window.locator("fieldset:not(:disabled), button:not(:disabled)").count() == 0
    assert "$275,000" in window.locator(".moves").inner_text()
    context.close()
