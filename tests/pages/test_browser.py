"""The pages in a real Chromium.

Nothing asked of the network, nothing that axe objects to.
"""

import re
from urllib.parse import unquote

import nbformat
import pytest
from conftest import NOTEBOOKS
from lxml import html as tree
from test_pages import Page, hostile_cells

from newsclaims.build.notebooks import KERNEL
from newsclaims.pages import html
from newsclaims.pages.site import href

pytestmark = pytest.mark.slow

NAMES = [path.stem for path in NOTEBOOKS]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CUT = """[...document.querySelectorAll(".wide:has(table)")]
    .filter(box => box.scrollWidth > box.clientWidth).map(box => box.ariaLabel)"""


def hostile(folder):
    """Path of a notebook of a hostile article, written into the collection at ``folder``."""
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("# Hostile"),
            *hostile_cells(),
            nbformat.v4.new_markdown_cell("A formula: $y^3$"),
        ],
        metadata={"kernelspec": KERNEL},
    )
    nbformat.write(notebook, folder / "notebooks/07-hostile.ipynb")
    return folder / "notebooks/07-hostile.ipynb"


@pytest.fixture(scope="module")
def site(copies):
    """A copy of the collection with its pages made, and one more of a hostile article."""
    folder = copies("后 金钱")
    for name in NAMES:
        html.export(folder / f"notebooks/{name}.ipynb", NAMES, folder / "html")
    html.export(hostile(folder), ["07-hostile"], folder / "html")
    return folder


class Window:
    """A page in a browser that keeps what went wrong: ``asked`` of the network, ``told`` on the console."""

    def __init__(self, browser, site, name, width=1440, **how):
        self.context = browser.new_context(
            viewport={"width": width, "height": 900}, reduced_motion="reduce", **how
        )
        self.page, self.asked, self.told = self.context.new_page(), [], []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.told.append(message.text))
        self.page.on("pageerror", lambda error: self.told.append(str(error)))
        self.page.goto((site / "html" / href(name)).as_uri())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.context.close()


def faults(page):
    """What axe finds on ``page``: rule, element, and how to mend it."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"runOnly": WCAG, "resultTypes": ["violations"]}).response["violations"]
    return [(each["id"], node["html"][:90], each["help"]) for each in found for node in each["nodes"]]


@pytest.mark.parametrize("scheme, widths", [("light", [1440, 1280]), ("dark", [375])])
@pytest.mark.parametrize("name", [*NAMES, "07-hostile"])
def test_a_page_is_whole_quiet_and_for_everybody(chromium, site, name, scheme, widths):
    with Window(chromium, site, name, widths[0], color_scheme=scheme) as window:
        window.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert faults(window.page) == []
        for width in widths:
            window.page.set_viewport_size({"width": width, "height": 900})
            assert window.page.evaluate("document.documentElement.scrollWidth") <= width
            assert width < 1280 or window.page.evaluate(CUT) == []
        nameless = (
            "[...document.querySelectorAll('svg a')].filter(a => "
            "!a.ariaLabel?.trim()).length"
        )  # axe lets them pass
        assert window.page.evaluate(nameless) == 0
        assert (len(window.asked), window.told) == (1, [])


def test_pages_are_small(site):
    sizes = {name: (site / "html" / href(name)).stat().st_size for name in NAMES}
    assert max(sizes.values()) <= 450_000 and sum(sizes.values()) <= 2_400_000, sizes


def test_no_element_of_a_page_is_empty(site):
    """Code is left out, where empty words are the highlighter's, and the form, where they keep a column."""
    empty = [
        (name, each.tag, each.getparent().text_content()[:60])
        for name in NAMES
        for each in tree.parse(site / "html" / href(name)).xpath(
            "//main//*[self::b or self::i or self::em or self::strong or self::span or self::mark or self::q"
            " or self::p or self::li or self::dd or self::summary or self::caption or self::sup or self::h2]"
            "[not(ancestor::pre or ancestor::form or @class='bar' or .//img or .//svg or normalize-space())]"
        )
    ]
    assert empty == []


def test_every_link_inside_the_collection_leads_somewhere(site):
    read = {href(name): Page((site / "html" / href(name)).read_text(encoding="utf-8")) for name in NAMES}
    ids = {name: {attrs.get("id") for _, attrs in page.tags} for name, page in read.items()}
    astray = []
    for name, page in read.items():
        for address in {attrs["href"] for tag, attrs in page.tags if tag == "a" and "href" in attrs}:
            target, _, fragment = address.partition("#")
            if re.match(r"\w+:", address) or not fragment and (site / "html" / target).is_file():
                continue
            # as browsers do: the fragment as it stands, and then decoded
            if not {fragment, unquote(fragment)} & ids.get(target or name, set()):
                astray.append((name, address))
    assert astray == []


def test_the_keyboard_goes_through_a_page_in_the_order_of_its_text(chromium, site):
    stops = """() => window.stops = [
        ...document.querySelectorAll("a[href], button, summary, input, [tabindex='0']")
    ].filter(each => each.checkVisibility())"""
    here = """() => {
        const each = document.activeElement, box = each.getBoundingClientRect()
        if (each.closest("[popover]")) return null  // a card that had the time to open
        const inside = box.width > 0 && box.bottom > 0 && box.top < innerHeight
        return [stops.indexOf(each), inside && getComputedStyle(each).outlineStyle != "none"]
    }"""
    with Window(chromium, site, "03-retention") as window:
        window.page.evaluate(stops)
        visited = []
        while len(visited) < window.page.evaluate("stops.length"):
            window.page.keyboard.press("Tab")
            visited += filter(None, [window.page.evaluate(here)])
        assert visited == [[stop, True] for stop in range(len(visited))] and len(visited) > 20
    with Window(chromium, site, "03-retention") as window:
        window.page.keyboard.press("Tab")
        assert window.page.evaluate("document.activeElement.className") == "skip"
        window.page.keyboard.press("Enter")
        assert window.page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("javascript", [True, False])
def test_a_bar_leads_to_its_sentence_and_the_sentence_back(chromium, site, javascript):
    with Window(chromium, site, "03-retention", java_script_enabled=javascript) as window:
        page = window.page
        page.locator("#figure-03-retention").get_by_role("link", name="Anthropic: evidence").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/02-claims.html#anthropic-retention")
        sentence = page.locator("mark:target")
        assert sentence.inner_text() == "80%" and "SignalFire" in page.locator("p", has=sentence).inner_text()
        page.get_by_role("link").filter(has=sentence).click()
        note = page.locator("li:target")
        assert note.is_visible() and "report" in note.inner_text() and "nuanced" in note.inner_text()
        note.locator("a[href='03-retention.html#figure-03-retention']").click()
        page.wait_for_url("**/03-retention.html#figure-03-retention")
        assert page.locator("figure:target").is_visible()


def test_a_number_in_prose_leads_to_its_sentence_and_back_to_the_very_number(chromium, site):
    with Window(chromium, site, "04-compensation") as window:
        page = window.page
        number = page.locator(".text p a[href^='02-claims.html#']").first
        place, entry = number.get_attribute("id"), number.get_attribute("href").partition("#")[2]
        number.click()
        page.wait_for_url(f"**/02-claims.html#{entry}")
        page.get_by_role("link").filter(has=page.locator("mark:target")).click()
        page.locator(f"#note-{entry} a[href='04-compensation.html#{place}']").click()
        page.wait_for_url(f"**/04-compensation.html#{place}")
        assert page.locator("a:target").is_visible()


def test_a_card_opens_by_pointer_keyboard_and_tap_and_goes_when_told(chromium, site):
    with Window(chromium, site, "03-retention", has_touch=True) as window:
        page = window.page
        number = page.locator(".text p a[interestfor]").first
        card = page.locator("#" + number.get_attribute("interestfor"))
        number.hover()
        card.wait_for()
        card.hover()
        page.wait_for_timeout(500)
        assert card.is_visible() and faults(page) == []
        page.keyboard.press("Escape")
        assert card.is_hidden()
        number.press("Shift+Tab")
        page.keyboard.press("Tab")
        card.wait_for()
        page.keyboard.press("Escape")
        assert card.is_hidden() and number.evaluate("link => link == document.activeElement")

        mark = page.locator("svg a[interestfor]").first
        drawn = page.locator("#" + mark.get_attribute("interestfor"))
        mark.hover()
        drawn.wait_for()
        bar, beside = mark.bounding_box(), drawn.bounding_box()
        assert abs(beside["x"] - bar["x"]) < 20 and beside["y"] + beside["height"] < bar["y"] + bar["height"]
        page.mouse.move(0, 0)
        drawn.wait_for(state="hidden")

        where = page.url
        number.tap()
        card.wait_for()
        assert page.url == where and (len(window.asked), window.told) == (1, [])
        target = number.get_attribute("href")  # once the page has changed, it would be asked of the other one
        number.tap()
        page.wait_for_url("**" + target)
    with Window(chromium, site, "06-cross-check") as window:
        rows, head = window.page.locator(".sheet tbody tr"), window.page.get_by_role("button", name="verdict")
        given = rows.first.inner_text()
        head.click()
        assert rows.first.locator(".verdict").inner_text() == "supported"
        head.click()
        assert rows.first.locator(".verdict").inner_text() == "opinion"
        head.click()
        assert rows.first.inner_text() == given, "the order of the article comes back"
    with Window(chromium, site, "02-claims", java_script_enabled=False) as window:
        number = window.page.locator(".text p a[interestfor]").first
        number.hover()
        window.page.locator("#" + number.get_attribute("interestfor")).wait_for()


def test_comforts_work_and_nothing_needs_them(chromium, site):
    with Window(chromium, site, "02-claims", permissions=["clipboard-read", "clipboard-write"]) as window:
        page = window.page
        page.get_by_role("button", name="Unfold all code").click()
        assert page.locator("details.code[open]").count() == page.locator("details.code").count() > 5
        page.get_by_role("button", name="Copy code 2", exact=True).click()
        assert (
            page.evaluate("navigator.clipboard.readText()")
            == page.locator("details.code pre").nth(1).text_content()
        )
        term = page.locator(".term").first
        term.press("Enter")
        assert page.locator(".gloss:popover-open").inner_text().startswith("The article's own voice")
        page.keyboard.press("Escape")
        assert page.locator(".gloss:popover-open").count() == 0
        with page.expect_download() as saved:
            page.get_by_role("button", name="Save as CSV: Claims with a value, by who").click()
        first = page.locator("table", has_text="though disputed").locator("tr").nth(1)
        cells = ",".join(f'"{cell}"' for cell in first.locator("th, td").all_inner_texts())
        assert saved.value.path().read_text(encoding="utf-8-sig").splitlines()[1] == cells
        last = page.locator(".contents li a").last
        last.click()
        page.wait_for_function("document.querySelector('.contents [aria-current]')")
        assert window.told == []
    with Window(chromium, site, "07-ledger") as window:
        page = window.page
        rows = page.locator("p.filter + .wide").first.locator("tbody tr:visible")
        before = rows.count()
        page.get_by_role("searchbox", name="Claims of the article").fill("retention ANTHROPIC")
        assert 0 < rows.count() < before
        assert page.get_by_text(f" {rows.count()} of {before}").is_visible()
        fold = page.context.new_page()  # a link to a number in a closed fold opens it
        fold.goto(page.url.replace("07-ledger.html", "03-retention.html#anthropic-shape"))
        assert fold.locator("details[open] tr:has(:target)").inner_text().startswith("anthropic-shape")
    with Window(chromium, site, "02-claims", java_script_enabled=False) as window:
        page = window.page
        assert page.locator("button:not(.term)").count() == page.get_by_role("searchbox").count() == 0
        page.locator(".term").first.click()
        assert page.locator(".gloss:popover-open").is_visible()
        page.keyboard.press("Escape")
        page.locator("details.code summary").first.click()
        assert page.locator("details.code pre").first.is_visible()
        page.locator(".contents li a").last.click()
        assert page.locator("h2").last.is_visible()


def test_a_hostile_article_does_nothing_even_without_the_policy(chromium, site):
    with Window(chromium, site, "07-hostile", bypass_csp=True) as window:
        assert window.page.evaluate("window.hit") is None
        assert window.page.locator("main").inner_text().count("<script>window.hit=1</script>") >= 5
        assert (len(window.asked), window.told) == (1, [])
