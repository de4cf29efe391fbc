"""The pages beside those of plain nbconvert (its lab template): size, what axe objects to, requests.

    python benchmarks/bench_pages.py

Needs a Chromium. Requests are counted as asked, answered or not; axe is run in light, all code unfolded.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "notebooks"))

from newsclaims.pages import html, site

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def measured(browser, path):
    """(kB, rules that axe finds broken, elements that break them, requests) of the page at ``path``."""
    page, asked = browser.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    found = Axe().run(page, options={"runOnly": WCAG, "resultTypes": ["violations"]}).response["violations"]
    page.close()
    outside = [url for url in asked if not url.startswith(("file:", "data:", "blob:"))]
    return path.stat().st_size / 1000, len(found), sum(len(each["nodes"]) for each in found), len(outside)


def main():
    notebooks = sorted((ROOT / "notebooks").glob("*.ipynb"))
    names = [path.stem for path in notebooks]
    with tempfile.TemporaryDirectory(prefix="post-money-bench-") as place, sync_playwright() as playwright:
        folder, chromium = Path(place), shutil.which("chromium") or playwright.chromium.executable_path
        if not Path(chromium).exists():
            sys.exit(
                "no Chromium here to measure pages in: `apt install chromium`, or `.venv/bin/python -m "
                "playwright install chromium`"
            )
        for path in notebooks:
            html.export(path, names, folder / "ours")
        subprocess.run(
            [
                sys.executable,
                "-m",
                "nbconvert",
                "--to",
                "html",
                "--HTMLExporter.template_name=lab",
                "--log-level=ERROR",
                "--output-dir",
                str(folder / "theirs"),
                *map(str, notebooks),
            ],
            check=True,
        )
        browser = playwright.chromium.launch(executable_path=chromium)
        print(f"{'':18}{'ours':>8}{'':24}{'nbconvert, lab template':>32}")
        print(f"{'page':18}" + f"{'kB':>8}{'axe rules':>11}{'elements':>10}{'requests':>10}" * 2)
        total = [0.0, 0.0]
        for name in names:
            both = [
                measured(browser, folder / "ours" / site.href(name)),
                measured(browser, folder / "theirs" / f"{name}.html"),
            ]
            total = [one + kilobytes for one, (kilobytes, *_) in zip(total, both)]
            print(
                f"{name:18}"
                + "".join(
                    f"{size:8.0f}{rules:11}{elements:10}{asked:10}" for size, rules, elements, asked in both
                )
            )
        print(f"{'all':18}{total[0]:8.0f}{'':31}{total[1]:8.0f}")


if __name__ == "__main__":
    main()
