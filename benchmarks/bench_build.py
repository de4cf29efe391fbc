"""How long the build takes, beside one call of `jupyter nbconvert --execute --to html` on the same notebooks.

nbconvert uses its own template.

    python benchmarks/bench_build.py [rounds]

Works in a copy. The ways are tried in turn, round by round, and the best of each counts; ratios are of
one run of this script, for the machine matters more than the way.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CHAIN = ("01-article", "02-claims")
DOIT = [sys.executable, "-m", "doit"]


def timed(command, folder, **environment):
    """Seconds that ``command`` takes in ``folder``, and what it prints; CalledProcessError where it fails."""
    began = time.perf_counter()
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    seconds = time.perf_counter() - began
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr}")
    return seconds, done.stdout


def forget(folder):
    """Make ``folder`` one where nothing has been built, the list of fonts apart."""
    (folder / ".build/doit.db").unlink(missing_ok=True)
    shutil.rmtree(folder / "html", ignore_errors=True)


def cells(folder, names):
    """Notebook to (seconds until its forked kernel is ready, seconds in its cells)."""
    sys.path.insert(0, str(folder / "notebooks"))
    import nbformat
    from nbclient import NotebookClient

    from newsclaims.build import kernels

    kernels.start(folder / ".build/matplotlib")
    found = {}
    for name in (names[0], *names):  # the first one waits for the libraries to load, so it goes twice
        ready = []
        began = time.perf_counter()
        NotebookClient(
            nbformat.read(folder / f"notebooks/{name}.ipynb", as_version=4),
            km=kernels.manager(name),
            record_timing=False,
            shutdown_kernel="immediate",
            resources={"metadata": {"path": str(folder / "notebooks")}},
            on_notebook_start=lambda notebook, ready=ready: ready.append(time.perf_counter()),
        ).execute(cleanup_kc=True)
        found[name] = ready[0] - began, time.perf_counter() - ready[0]
    return found


def main(rounds):
    names = [path.stem for path in sorted((ROOT / "notebooks").glob("*.ipynb"))]
    names = names[1:] + names[:1]
    with tempfile.TemporaryDirectory(prefix="post-money-bench-") as place:
        folder = Path(place, "copy")
        shutil.copytree(
            ROOT,
            folder,
            ignore=shutil.ignore_patterns(".venv", ".git", "html", ".build", "__pycache__", ".*_cache"),
        )
        nbconvert = [
            sys.executable,
            "-m",
            "nbconvert",
            "--execute",
            "--to",
            "html",
            "--HTMLExporter.template_name=lab",
            "--output-dir",
            place,
        ]
        ways = {
            "this build": (DOIT, {}),
            "this build, one worker": ([*DOIT, "-n", "1"], {}),
            "this build, plain kernels": (DOIT, {"POST_MONEY_KERNELS": "plain"}),
            "jupyter nbconvert, one call": ([*nbconvert, *(f"notebooks/{name}.ipynb" for name in names)], {}),
        }
        timed(DOIT, folder)  # warms the disk, compiles our modules, lists the fonts
        best, said = {}, {}
        for _ in range(rounds):
            for way, (command, environment) in ways.items():
                forget(folder)
                seconds, text = timed(command, folder, **environment)
                if seconds < best.get(way, 1e9):
                    best[way], said[way] = seconds, text
        timed(DOIT, folder)
        best["nothing changed"] = min(timed(DOIT, folder)[0] for _ in range(5))

        edited = folder / "notebooks/03-retention.ipynb"
        notebook = json.loads(edited.read_text(encoding="utf-8"))
        next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")["source"] += "\n# edited"
        edited.write_text(json.dumps(notebook), encoding="utf-8")
        best["03-retention edited"], text = timed(DOIT, folder)
        tasks = re.findall(r"^(notebook|page) +(\S+)", text, re.M)
        inside = cells(folder, names)

    full, theirs = best["this build"], best["jupyter nbconvert, one call"]
    print(f"{'best of ' + str(rounds):32}{'seconds':>8}{'of nbconvert':>14}{'of full':>9}")
    for way, seconds in best.items():
        print(f"{way:32}{seconds:8.2f}{seconds / theirs:14.3f}{seconds / full:9.3f}")
    print(f"\n03-retention edited ran: {', '.join(' '.join(task) for task in tasks)}")

    print(f"\n{'where the time goes':32}{'in build':>8}{'kernel ready':>14}{'cells':>9}")
    for name in names:
        shown = float(re.search(rf"notebook +{name} +([\d.]+) s", said["this build"])[1])
        print(f"{name:32}{shown:8.2f}{inside[name][0]:14.2f}{inside[name][1]:9.2f}")
    alone = [inside[name][1] for name in names if name not in (*CHAIN, names[-1])]
    floor = sum(inside[name][1] for name in (*CHAIN, names[-1])) + max(sum(alone) / 2, *alone)
    print(
        f"\nfloor: {floor:.2f} s for the cells alone, two at a time where they do not wait for each "
        f"other; the rest of the "
        f"{full:.2f} s\nis loading libraries once, starting kernels and exporting pages"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
