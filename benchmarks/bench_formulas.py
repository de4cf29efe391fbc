"""How many wrong formulas the tests notice, room by room.

    python benchmarks/bench_formulas.py [mutants] [--seed SEED] [--room ROOM ...]

A mutant is the package with one thing changed in one function: a sign, a comparison, a number, an
argument, what a name is given. The changes are mutmut's, which by itself would pass over decorated
functions; all for any and min for max are ours. Left alone are decorators, annotations, docstrings,
errors with their messages, texts of several words (they are for a reader) and tables of a module.

Places are drawn by a hash of the seed, the function and the change, so that an edit elsewhere leaves the
draw as it is; a place has one mutant. Each is tried on the tests of its room alone, in a process forked
from one that has the libraries loaded, and is killed where a test fails or the tests take far too long.
Hypothesis draws the same examples in each run. Tests marked ``rederivation`` are left out: they hold the
collection's own tables or prose against the code, and turn green once these are made anew. Prints the
share killed and each survivor; ends with 1 where less than 90% are killed.
"""

import argparse
import gc
import hashlib
import importlib
import os
import resource
import sys
import time
from collections import Counter
from importlib.machinery import SourceFileLoader
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # the cores are for the mutants

import libcst as cst  # noqa: E402
import pytest  # noqa: E402
from hypothesis import Phase, settings  # noqa: E402
from mutmut.mutation.mutators import mutation_operators  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "notebooks/newsclaims"
# room: files below newsclaims, files below tests, how many of a hundred mutants
ROOMS = {
    "ledger": ("ledger/*.py", "ledger/test_*.py", 30),
    "analysis": ("analysis/*.py", "analysis/test_*.py", 50),
    "prose": ("pages/prose.py", "pages/test_prose*.py", 20),
}
ENOUGH = 0.9
SWAPPED = {"all": "any", "any": "all", "min": "max", "max": "min", "floor": "ceil", "ceil": "floor"}


class Mutant(NamedTuple):
    """``source`` is the text of the file at ``path`` with one change; without a path nothing is changed."""

    room: str
    path: Path | None = None
    line: int = 0
    before: str = ""
    after: str = ""
    source: str = ""


def functions(body):
    """The functions and methods among the statements ``body`` of a module or class."""
    for part in body:
        if isinstance(part, cst.ClassDef):
            yield from functions(part.body.body)
        elif isinstance(part, cst.FunctionDef):
            yield part


def places(node):
    """``node`` and the nodes below it, as far as they may be changed."""
    parts = node.children
    if isinstance(node, (cst.Annotation, cst.Decorator, cst.Raise)):
        return
    if isinstance(node, cst.Call) and getattr(node.func, "value", "") in ("len", "isinstance"):
        return  # as mutmut has it: no argument, or None, is an error at once
    if isinstance(node, cst.Expr):  # a docstring, or a call that stands alone: a check with its message
        given = [arg.value for arg in getattr(node.value, "args", ())]
        parts = [value for value in given if not isinstance(value, cst.BaseString)]
    elif not isinstance(node, cst.SimpleString) or len(str(node.evaluated_value).split()) < 2:
        yield node
    for part in parts:
        yield from places(part)


def changes(node):
    """All that mutmut, or we, would put in the place of ``node``."""
    for kind, operator in mutation_operators:
        if isinstance(node, kind):
            yield from operator(node)
    if isinstance(node, cst.Name) and node.value in SWAPPED:
        yield node.with_changes(value=SWAPPED[node.value])


def drawn(room, paths, count, seed):
    """``count`` mutants of the functions in the files at ``paths``."""
    lots, seen = [], Counter()
    for path in paths:
        module = cst.parse_module(path.read_text(encoding="utf-8"))
        for function in functions(module.body):
            for node in [*places(function.params), *places(function.body)]:
                ways = []
                for changed in changes(node):
                    texts = module.code_for_node(node), module.code_for_node(changed)
                    words = " ".join([str(seed), function.name.value, *texts])
                    seen[words] += 1
                    lot = hashlib.sha256(f"{words} {seen[words]}".encode()).hexdigest()
                    ways.append((lot, path, module, node, changed))
                lots += sorted(ways, key=itemgetter(0))[:1]
    for _, path, module, node, changed in sorted(lots, key=itemgetter(0)):
        if not count:
            break
        source = module.deep_replace(node, changed).code
        try:
            compile(source, path, "exec")
        except SyntaxError:
            continue
        count -= 1
        lines = enumerate(zip(module.code.splitlines(), source.splitlines()), 1)
        line, (before, after) = next((line, pair) for line, pair in lines if pair[0] != pair[1])
        yield Mutant(room, path, line, before.strip(), after.strip(), source)


def attempt(mutant, tests, limit):
    """End this process: with 0 if all ``tests`` pass on ``mutant`` within ``limit`` seconds of CPU."""
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    for stream in (1, 2):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
    plain = SourceFileLoader.get_code
    SourceFileLoader.get_code = lambda self, name: (
        compile(mutant.source, self.path, "exec") if self.path == str(mutant.path) else plain(self, name)
    )
    if mutant.path:  # the tests that are about its file go first
        tests = sorted(tests, key=lambda test: mutant.path.stem not in test.stem)
    options = ["-x", "-p", "no:cacheprovider", "--hypothesis-profile=bench"]
    os._exit(pytest.main([*options, "-m", "not slow and not rederivation", *map(str, tests)]))


def outcomes(mutants, tests, limits):
    """(mutant, whether it was killed, seconds of CPU) for each of ``mutants``, as they end.

    ``tests`` and ``limits``: by room.
    """
    waiting, running = list(mutants), {}
    while waiting or running:
        while waiting and len(running) < os.cpu_count():
            mutant = waiting.pop(0)
            child = os.fork()
            if not child:
                attempt(mutant, tests[mutant.room], limits[mutant.room])
            running[child] = mutant
        child, status, used = os.wait3(0)
        yield running.pop(child), status != 0, used.ru_utime + used.ru_stime


def warm(paths):
    """Load the libraries that the modules at ``paths`` use, none of newsclaims; say how hypothesis draws."""
    sys.path.insert(0, str(PACKAGE.parent))
    for path in paths:
        importlib.import_module(".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts))
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE.name]:
        del sys.modules[name]
    settings.register_profile(
        "bench", derandomize=True, database=None, deadline=None, phases=(Phase.explicit, Phase.generate)
    )
    gc.freeze()


def main():
    parser = argparse.ArgumentParser(description="Count the wrong formulas that the tests notice.")
    parser.add_argument("mutants", nargs="?", type=int, default=240, help="how many to try")
    parser.add_argument("--seed", type=int, default=1, help="another one draws others")
    parser.add_argument("--room", nargs="+", choices=ROOMS, default=list(ROOMS), help="the rooms to try")
    options, began = parser.parse_args(), time.perf_counter()
    os.chdir(ROOT)
    files, tests, mutants = {}, {}, []
    for room in options.room:
        below, beside, share = ROOMS[room]
        files[room], tests[room] = sorted(PACKAGE.glob(below)), sorted(ROOT.glob(f"tests/{beside}"))
        mutants += drawn(room, files[room], options.mutants * share // 100, options.seed)
    warm(sum(files.values(), []))
    limits = dict.fromkeys(tests, 600)
    for mutant, fails, seconds in outcomes(map(Mutant, tests), tests, dict(limits)):
        if fails:
            sys.exit(f"a test of {mutant.room} fails before anything is changed: run `make test`")
        limits[mutant.room] = round(4 * seconds) + 10
    found = list(outcomes(mutants, tests, limits))
    if any(fails for _, fails, _ in outcomes(map(Mutant, tests), tests, limits)):
        sys.exit("the tests fail now though nothing is changed: the collection was edited or moved meanwhile")
    print(f"{'room':12}{'tried':>7}{'killed':>8}{'share':>7}")
    for room in [*tests, "all"]:
        here = [killed for mutant, killed, _ in found if room in (mutant.room, "all")]
        print(f"{room:12}{len(here):7}{sum(here):8}{sum(here) / len(here):7.0%}")
    for mutant in sorted(mutant for mutant, killed, _ in found if not killed):
        print(f"{mutant.path.relative_to(PACKAGE)}:{mutant.line}: {mutant.before} -> {mutant.after}")
    used = os.times()
    print(f"seed {options.seed}; {time.perf_counter() - began:.0f} s, of CPU {sum(used[:4]):.0f} s")
    return sum(killed for _, killed, _ in found) < ENOUGH * len(found)


if __name__ == "__main__":
    sys.exit(main())
