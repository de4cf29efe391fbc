"""The docstrings: every public function of analysis and ledger shows an example, and what it shows holds."""

import doctest
import inspect
from importlib import import_module
from pkgutil import iter_modules

import pytest
from conftest import ROOT

from newsclaims import analysis, ledger

MODULES = [
    *(f"analysis.{module.name}" for module in iter_modules(analysis.__path__)),
    # sources reads the tables of the collection, which an example has not
    *(f"ledger.{module.name}" for module in iter_modules(ledger.__path__) if module.name != "sources"),
    "corpus.batch",
    "reading.find",
    "reading.evaluation",
]


def test_the_page_on_reading_shows_what_is_read():
    done = doctest.testfile(str(ROOT / "docs/reading.md"), module_relative=False, encoding="utf-8")
    assert done.attempted and not done.failed


@pytest.mark.parametrize("name", MODULES)
def test_every_public_function_has_an_example_that_holds(name):
    module = import_module(f"newsclaims.{name}")
    finder, runner = doctest.DocTestFinder(), doctest.DocTestRunner()
    for member_name, member in inspect.getmembers(module):
        if getattr(member, "__module__", "") == module.__name__ and not member_name.startswith("_"):
            found = finder.find(member, member_name, globs=dict(vars(module)))
            if inspect.isfunction(member) and not name.startswith(("corpus", "reading")):
                assert any(each.examples for each in found), f"{member_name} has no example"
            assert all(runner.run(each).failed == 0 for each in found), member_name
