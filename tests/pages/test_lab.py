"""JupyterLab in a real Chromium, with the settings that `jupyter/install.py` puts in place.

The start, what is committed shown and saved as it is, links that land at their first click.
"""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request

import nbformat
import pytest
from conftest import NOTEBOOKS, ROOT, run
from test_browser import hostile

from newsclaims.pages.markdown import rendered

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(copies):
    """A copy of the collection, with one notebook more, of a hostile article."""
    copy = copies("后 金钱")
    hostile(copy)
    return copy


@pytest.fixture(scope="module")
def lab(folder, tmp_path_factory):
    """Address of a plain `jupyter lab` in the copy, of a user who trusted nothing."""
    home = tmp_path_factory.mktemp("home")
    done = run(["python", "jupyter/install.py", str(home)], folder)
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 1), done.stderr
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    ours = {
        "HOME": home,
        "JUPYTER_CONFIG_DIR": home / "etc/jupyter",
        "JUPYTER_DATA_DIR": home / "share/jupyter",
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
            "--IdentityProvider.token=",
            "--LabApp.expose_app_in_browser=True",
        ],
        cwd=folder,
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
    """A JupyterLab window as it opens by itself; ``asked`` and ``told`` keep its requests and errors."""
    context = chromium.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.asked, page.told = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda message: message.type == "error" and page.told.append(message.text))
    page.on("pageerror", lambda error: page.told.append(str(error)))
    page.goto(lab)
    page.wait_for_function("window.jupyterapp?.shell.currentWidget?.context?.isReady")
    yield page
    context.close()


def ask(desk, script, given=None):
    """What ``script`` (JavaScript, an async function) gives in JupyterLab.

    An error if it takes longer than two minutes.
    """
    late = "new Promise((_, refuse) => setTimeout(() => refuse(new Error('not done in time')), 120000))"
    return desk.evaluate(f"given => Promise.race([({script})(given), {late}])", given)


OPEN = """async path => {
    const panel = await jupyterapp.commands.execute("docmanager:open", {path})
    await panel.context.ready
    await panel.sessionContext.ready
    await panel.sessionContext.session.kernel.info
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
        changed: panel.context.model.dirty,
        hit: window.hit ?? null,
        text: panel.content.widgets.map(cell => cell.node.textContent).join("\\n"),
    }
}"""
RUN = """async () => {
    await jupyterapp.commands.execute("notebook:run-all-cells")
    await jupyterapp.commands.execute("docmanager:save")
    await jupyterapp.commands.execute("kernelmenu:shutdown")
    await jupyterapp.commands.execute("application:close")
}"""
SHOW = """async ([path, factory]) => {
    const panel = await jupyterapp.commands.execute("docmanager:open", {path, factory})
    jupyterapp.shell.activateById(panel.id)
    await panel.revealed
}"""
IN_SIGHT = """([path, id]) => {
    const panel = jupyterapp.shell.currentWidget
    const place = panel?.node.querySelector(`[data-jupyter-id="${CSS.escape(id)}"]`)
    if (panel?.context?.path != path || !place) return false
    const seen = panel.node.querySelector(".jp-WindowedPanel-outer").getBoundingClientRect()
    const {top} = place.getBoundingClientRect()
    return seen.top <= top && top < seen.bottom
}"""


def test_jupyterlab_opens_the_overview_beside_its_contents(desk, lab):
    desk.locator(".jp-TableOfContents .jp-tocItem").nth(3).wait_for()
    assert desk.evaluate("jupyterapp.shell.currentWidget.context.path") == "notebooks/00-overview.ipynb"
    desk.locator(".jp-RenderedMarkdown a", has_text="02 claims").first.click()
    desk.wait_for_function("jupyterapp.shell.currentWidget.context.path == 'notebooks/02-claims.ipynb'")
    assert [url for url in desk.asked if not url.startswith((lab, "data:", "blob:"))] == []


def link(start, target, where):
    """(notebook, id) that the first link in ``start`` to an id in ``target``, or in itself, names.

    Taken from the Markdown of its cells, or below a figure.
    """
    text = (ROOT / start).read_text(encoding="utf-8")
    if start.endswith(".ipynb"):
        cells = json.loads(text)["cells"]
        prose = [cell["source"] for cell in cells if cell["cell_type"] == "markdown"]
        below = [
            output.get("data", {}).get("text/markdown", "")
            for cell in cells
            for output in cell.get("outputs", ())
        ]
        text = "\n".join("".join(lines) for lines in (below if where else prose))
    found = re.search(rf"\]\((?:notebooks/)?{re.escape(target)}#([\w-]+)", text)
    assert found, f"no link in {start} to an id in {target or 'itself'}"
    return (f"notebooks/{target}" if target else start), found[1]


BELOW_A_FIGURE = ".jp-OutputArea"
CLOSE = """async path => {
    const panel = [...jupyterapp.shell.widgets("main")].find(each => each.context?.path == path)
    await panel?.context.ready  // one that is still being read counts as changed
    panel?.close()
}"""


@pytest.mark.parametrize(
    "start, target, where",
    [
        ("notebooks/00-overview.ipynb", "02-claims.ipynb", ""),
        ("notebooks/00-overview.ipynb", "03-retention.ipynb", ""),
        ("notebooks/03-retention.ipynb", "", ""),
        ("notebooks/03-retention.ipynb", "02-claims.ipynb", BELOW_A_FIGURE),
        ("README.md", "01-article.ipynb", ""),
    ],
)
def test_a_link_lands_at_its_first_click(desk, start, target, where):
    path, entry = link(start, target, where)
    if path != start:
        ask(desk, CLOSE, path)
    ask(desk, SHOW, [start, "Markdown Preview" if start.endswith(".md") else "Notebook"])
    shown = f".jp-Document:not(.lm-mod-hidden) {where} .jp-RenderedMarkdown"
    desk.locator(f"{shown} a[href*='{target or '#'}'][href$='#{entry}']").first.click()
    desk.wait_for_function(IN_SIGHT, arg=[path, entry])
    desk.wait_for_timeout(700)  # it is there to stay
    assert desk.evaluate(IN_SIGHT, [path, entry]) and desk.told == []


@pytest.mark.parametrize("path", NOTEBOOKS[1::3], ids=lambda path: path.stem)  # all take minutes
def test_jupyterlab_shows_what_is_committed_and_runs_to_the_same(desk, folder, path):
    name = f"notebooks/{path.name}"
    before = (folder / name).read_bytes()
    outputs = [output for cell in json.loads(before)["cells"] for output in cell.get("outputs", ())]
    kinds = [output.get("data", {}).keys() & {"image/svg+xml", "image/png"} for output in outputs]
    shown = ask(desk, OPEN, name)
    assert (shown["trusted"], shown["changed"]) == (0, False)
    assert len(shown["pictures"]) == sum(map(bool, kinds))
    assert shown["marks"] == sum(
        "".join(output.get("data", {}).get("text/html", "")).count("<mark") for output in outputs
    )
    ask(desk, RUN)
    assert (folder / name).read_bytes() == before


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


def test_jupyterlab_shows_a_hostile_article_as_text(desk):
    shown = ask(desk, OPEN, "notebooks/07-hostile.ipynb")
    assert shown["hit"] is None and shown["text"].count("<script>window.hit=1</script>") >= 5
    formulas = desk.locator(".jp-NotebookPanel:not(.lm-mod-hidden) mjx-container")
    formulas.last.wait_for()
    assert formulas.count() == 1  # ours, in the last cell; the article's dollar signs stay what they are
