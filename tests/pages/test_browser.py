"""The pages and JupyterLab in a real Chromium.

Nothing asked of the network, nothing that axe objects to, the same outputs.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from urllib.parse import unquote

import nbformat
import pytest
from conftest import NOTEBOOKS
from test_pages import Page, hostile_cells

from newsclaims.build.notebooks import KERNEL
from newsclaims.pages import html
from newsclaims.pages.markdown import rendered
from newsclaims.pages.site import href

pytestmark = pytest.mark.slow

NAMES = [path.stem for path in NOTEBOOKS]
HOW = "no Chromium here: `apt install chromium`, or `.venv/bin/python -m playwright install chromium`"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CUT = """[...document.querySelectorAll(".wide:has(table)")]
    .filter(box => box.scrollWidth > box.clientWidth).map(box => box.ariaLabel)"""


@pytest.fixture(scope="module")
def chromium():
    """A running Chromium; without one these tests are skipped, except where CI is set."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        place = (
            shutil.which("chromium") or shutil.which("google-chrome") or playwright.chromium.executable_path
        )
        if not os.path.exists(place):
            (pytest.fail if os.environ.get("CI") else pytest.skip)(HOW)
        browser = playwright.chromium.launch(executable_path=place)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site(copies):
    """A copy of the collection with its pages made, and one more of a hostile article."""
    folder = copies("后 金钱")
    for name in NAMES:
        html.export(folder / f"notebooks/{name}.ipynb", NAMES, folder / "html")
    hostile = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("# Hostile"),
            *hostile_cells(),
            nbformat.v4.new_markdown_cell("A formula: $y^3$"),
        ],
        metadata={"kernelspec": KERNEL},
    )
    nbformat.write(hostile, folder / "notebooks/07-hostile.ipynb")
    html.export(folder / "notebooks/07-hostile.ipynb", ["07-hostile"], folder / "html")
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


@pytest.mark.parametrize("scheme, wide", [("light", 1440), ("dark", 375)])
@pytest.mark.parametrize("name", [*NAMES, "07-hostile"])
def test_a_page_is_whole_quiet_and_for_everybody(chromium, site, name, scheme, wide):
    with Window(chromium, site, name, wide, color_scheme=scheme) as window:
        window.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert faults(window.page) == []
        for width in (1440, 1280, 375):
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
    assert max(sizes.values()) <= 450_000 and sum(sizes.values()) <= 2_000_000, sizes


def test_every_link_inside_the_collection_leads_somewhere(site):
    read = {href(name): Page((site / "html" / href(name)).read_text(encoding="utf-8")) for name in NAMES}
    ids = {name: {attrs.get("id") for _, attrs in page.tags} for name, page in read.items()}
    astray = []
    for name, page in read.items():
        for address in {attrs["href"] for tag, attrs in page.tags if tag == "a" and "href" in attrs}:
            target, _, fragment = address.partition("#")
            if re.match(r"\w+:", address) or not fragment and (site / "html" / target).is_file():
                continue
            if unquote(fragment) not in ids.get(target or name, ()):
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
        number.tap()
        page.wait_for_url("**" + number.get_attribute("href"))
    with Window(chromium, site, "02-claims", java_script_enabled=False) as window:
        mark = window.page.locator("a:has(> mark)").first
        mark.hover()
        window.page.locator("#" + mark.get_attribute("interestfor")).wait_for()


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


@pytest.fixture(scope="module")
def lab(site, tmp_path_factory):
    """Address of a JupyterLab on the copy, with the settings of `make lab`, of a user who trusted nothing."""
    home = tmp_path_factory.mktemp("home")
    shutil.copytree(site / "jupyter", home / "config")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    ours = {
        "HOME": home,
        "JUPYTER_CONFIG_DIR": home / "config",
        "JUPYTER_DATA_DIR": home / "data",
        "IPYTHONDIR": home / "ipython",
    }
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "jupyterlab",
            "--no-browser",
            "--allow-root",
            f"--port={port}",
            "--ServerApp.port_retries=0",
            "--ServerApp.root_dir=.",
            "--IdentityProvider.token=",
            "--LabApp.expose_app_in_browser=True",
            f"--LabApp.workspaces_dir={site / 'jupyter/workspaces'}",
        ],
        cwd=site,
        env={**os.environ, **{key: str(path) for key, path in ours.items()}},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            urllib.request.urlopen(address + "/api", timeout=1).close()
            break
        except OSError:
            assert server.poll() is None, "JupyterLab did not start"
            time.sleep(0.1)
    yield address
    server.terminate()
    server.wait(30)


@pytest.fixture(scope="module")
def desk(chromium, lab):
    """A JupyterLab window, its overview open as `make lab` opens it."""
    context = chromium.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(f"{lab}/lab/tree/notebooks/00-overview.ipynb")
    page.wait_for_function("window.jupyterapp?.shell.currentWidget?.context?.isReady", timeout=60_000)
    yield page
    context.close()


def ask(desk, script, given=None):
    """What ``script`` (JavaScript, an async function) gives in JupyterLab.

    An error if it takes longer than a minute.
    """
    late = "new Promise((_, refuse) => setTimeout(() => refuse(new Error('not done in a minute')), 60000))"
    return desk.evaluate(f"given => Promise.race([({script})(given), {late}])", given)


OPEN = """async path => {
    const panel = await jupyterapp.commands.execute("docmanager:open", {path})
    await panel.context.ready
    await panel.sessionContext.ready
    jupyterapp.shell.activateById(panel.id)
    for (const cell of panel.content.widgets) {
        panel.content.scrollToItem(panel.content.widgets.indexOf(cell))
        await cell.ready
    }
    const cells = panel.content.widgets.filter(cell => cell.model.type == "code")
    const pictures = cells.flatMap(cell => [...cell.node.querySelectorAll("img")])
    return {
        trusted: cells.filter(cell => cell.model.trusted).length,
        pictures: await Promise.all(pictures.map(async img => { await img.decode(); return img.alt })),
        marks: panel.node.querySelectorAll("mark").length,
        hit: window.hit ?? null,
        text: panel.content.widgets.map(cell => cell.node.textContent).join("\\n"),
    }
}"""
RUN = """async () => {
    const panel = jupyterapp.shell.currentWidget
    await panel.sessionContext.session.kernel.info
    await jupyterapp.commands.execute("notebook:run-all-cells")
    await jupyterapp.commands.execute("docmanager:save")
    await jupyterapp.commands.execute("kernelmenu:shutdown")
    await jupyterapp.commands.execute("application:close")
}"""


def test_jupyterlab_opens_the_overview_beside_its_contents(desk, lab):
    desk.locator(".jp-TableOfContents .jp-tocItem").nth(3).wait_for()
    assert desk.evaluate("jupyterapp.shell.currentWidget.context.path") == "notebooks/00-overview.ipynb"
    desk.locator(".jp-RenderedMarkdown a", has_text="02 claims").first.click()
    desk.wait_for_function("jupyterapp.shell.currentWidget.context.path == 'notebooks/02-claims.ipynb'")
    assert [url for url in desk.asked if not url.startswith((lab, "data:", "blob:"))] == []


@pytest.mark.parametrize("name", NAMES)
def test_jupyterlab_shows_what_is_committed_and_runs_to_the_same(desk, site, name):
    path = site / f"notebooks/{name}.ipynb"
    before = path.read_bytes()
    outputs = [output for cell in json.loads(before)["cells"] for output in cell.get("outputs", ())]
    alts = [
        output["metadata"]["image/png"]["alt"] for output in outputs if "image/png" in output.get("data", {})
    ]
    shown = ask(desk, OPEN, f"notebooks/{name}.ipynb")
    assert shown["trusted"] == 0
    assert len(shown["pictures"]) == len(alts)
    assert shown["marks"] == sum(
        "".join(output.get("data", {}).get("text/html", "")).count("<mark") for output in outputs
    )
    ask(desk, RUN)
    assert path.read_bytes() == before


FORMULAS = """async path => {
    const panel = await jupyterapp.commands.execute("docmanager:open", {path})
    await panel.context.ready
    jupyterapp.shell.activateById(panel.id)
    const found = []
    for (const [at, cell] of panel.content.widgets.entries()) {
        if (cell.model.type != "markdown" || !cell.model.sharedModel.source) continue
        panel.content.scrollToItem(at)
        const shown = () => cell.node.querySelector(".jp-RenderedMarkdown")
        while (!shown()?.firstElementChild) await new Promise(done => setTimeout(done, 20))
        await panel.content.rendermime.latexTypesetter.typeset(shown())
        found.push(...[...shown().querySelectorAll("mjx-container")].map(each => each.textContent))
    }
    await jupyterapp.commands.execute("application:close")
    return found
}"""


def test_jupyterlab_typesets_formulas_and_no_money(desk):
    for path in NOTEBOOKS:
        cells = nbformat.read(path, as_version=4).cells
        texts = [
            rendered(cell.source, cell, {"metadata": {}}) for cell in cells if cell.cell_type == "markdown"
        ]
        if any("$" in text or "<math" in text for text in texts):
            found = ask(desk, FORMULAS, f"notebooks/{path.name}")
            assert len(found) == sum(text.count("<math") for text in texts), (path.stem, found)


def test_jupyterlab_leads_from_below_a_figure_to_the_claim(desk):
    ask(desk, OPEN, "notebooks/03-retention.ipynb")
    desk.locator(
        ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-OutputArea .jp-RenderedMarkdown a", has_text="Anthropic"
    ).first.click()
    desk.wait_for_function("jupyterapp.shell.currentWidget.context.path == 'notebooks/02-claims.ipynb'")


def test_jupyterlab_shows_a_hostile_article_as_text(desk, site):
    shown = ask(desk, OPEN, "notebooks/07-hostile.ipynb")
    assert shown["hit"] is None and shown["text"].count("<script>window.hit=1</script>") >= 5
    formulas = desk.locator(".jp-NotebookPanel:not(.lm-mod-hidden) mjx-container")
    formulas.last.wait_for()
    assert formulas.count() == 1  # ours, in the last cell; the article's dollar signs stay what they are
