"""The docstrings of the analysis: every public function shows an example, and what it shows holds."""

import doctest
import inspect
from importlib import import_module
from pkgutil import iter_modules

import pytest

from newsclaims import analysis


@pytest.mark.parametrize("module_name", [module.name for module in iter_modules(analysis.__path__)])
def test_every_public_function_has_an_example_that_holds(module_name):
    module = import_module(f"newsclaims.analysis.{module_name}")
    finder, runner = doctest.DocTestFinder(), doctest.DocTestRunner()
    for name, member in inspect.getmembers(module):
        if getattr(member, "__module__", "") == module.__name__ and not name.startswith("_"):
            found = finder.find(member, name, globs=dict(vars(module)))
            if inspect.isfunction(member):
                assert any(each.examples for each in found), f"{name} has no example"
            assert all(runner.run(each).failed == 0 for each in found), name
