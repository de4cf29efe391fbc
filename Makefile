# The road: `make` builds the whole collection, `make help` says what else there is. Paths are relative throughout,
# and programs of the environment are called as modules, so that a folder may have any name.

PYTHON ?= python3
RUN := .venv/bin/python
# modules are compiled when they are first imported: most never are, and installing takes half as long
unexport PYTHONDONTWRITEBYTECODE
PIP := $(RUN) -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes
LOCK := .build/uv/bin/python -m uv pip compile --quiet --upgrade --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate

.PHONY: all test test-all lint lab public check fix whatif bench lock clean help

all: .venv/configured
	@$(RUN) -m doit $(if $(WORKERS),-n $(WORKERS))

test: lint
	@echo "Running the fast tests: one to three minutes"
	@$(RUN) -m pytest -n 2 --dist loadfile -m "not slow"

test-all: test
	@echo "Running the slow tests, of builds, pages and JupyterLab: about ten minutes"
	@$(RUN) -m pytest -n 2 --dist loadfile -m slow -rs

lint: .venv/installed-dev
	@echo "Checking style and types: up to half a minute"
	@$(RUN) -m ruff check --quiet .
	@$(RUN) -m ruff format --check --quiet .
	@$(RUN) -m mypy --no-error-summary

lab: .venv/configured
	@$(RUN) -m jupyterlab $(LAB)

public: all
	@PYTHONPATH=notebooks $(RUN) -m newsclaims.build.public

check: .venv/installed
	@PYTHONPATH=notebooks $(RUN) -m newsclaims.build.check

fix: .venv/installed
	@PYTHONPATH=notebooks $(RUN) -m newsclaims.build.check --fix

whatif: .venv/installed
	@test -n "$(ARTICLE)$(WITHOUT)" || { echo "name the changed article, as in make whatif ARTICLE=path/to/article.txt, or a source to take out, as in make whatif WITHOUT=signalfire" >&2; exit 1; }
	@echo "Running everything in .build/whatif: one to two minutes"
	@PYTHONPATH=notebooks $(RUN) -m newsclaims.build.whatif $(if $(ARTICLE),"$(ARTICLE)") $(if $(WITHOUT),--without "$(WITHOUT)")

bench: .venv/installed-dev
	@for file in benchmarks/bench_*.py; do $(RUN) "$$file" || exit 1; done

lock:
	@$(PYTHON) -m venv .build/uv
	@.build/uv/bin/python -m pip install --quiet --disable-pip-version-check uv
	@$(LOCK) requirements.in -o requirements.txt
	@$(LOCK) requirements-dev.in -o requirements-dev.txt

clean:
	@rm -rf html public .build .mypy_cache .ruff_cache
	@find . -path ./.venv -prune -o \( -name '.~*' -o -name __pycache__ -o -name .ipynb_checkpoints \) -exec rm -rf {} +

help:
	@echo "make           build the collection: environment, notebooks, tables, figures, html/"
	@echo "make test      the tests, without the slow ones"
	@echo "make test-all  these, and then the slow ones"
	@echo "make lint      style, types and complexity: ruff and mypy, which make test runs first"
	@echo "make public    make public/: the pages and what they offer, without the text of the article"
	@echo "make lab       open the collection in JupyterLab"
	@echo "make check     compare the numbers in prose and titles with the ledger; make fix rewrites stale ones"
	@echo "make whatif ARTICLE=path   run everything on a changed article, in a folder of its own, and say what that costs"
	@echo "make whatif WITHOUT=name   the same without a source, its facts and relays of them"
	@echo "make bench     measure the build, the reading, the pages, and what the tests notice"
	@echo "make lock      take newer packages: rewrite requirements.txt and requirements-dev.txt"
	@echo "make clean     remove html/ and what the build keeps to itself"
	@echo "               PYTHON=python3.12 chooses the Python, WORKERS=1 runs one notebook at a time"

.venv/installed: requirements.txt
	@test -w . || { echo "cannot write into this folder: make it writable, or copy the collection to a folder of yours" >&2; exit 1; }
	@command -v $(PYTHON) >/dev/null || { echo "there is no $(PYTHON) here: install Python 3.11 to 3.14, or name one: make PYTHON=..." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; (3, 11) <= v <= (3, 14) or sys.exit("Post-Money needs Python 3.11 to 3.14, and $(PYTHON) is %d.%d: name another, as in make PYTHON=python3.12" % v)'
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) cannot make environments: install its venv module (Debian: apt install python3-venv)" >&2; exit 1; }
	@echo "Making an environment in .venv with $(PYTHON), once"
	@$(PYTHON) -m venv .venv
	@echo "Installing what requirements.txt pins: one to three minutes"
	@$(PIP) -r requirements.txt
	@touch $@

# what plain jupyter commands of this environment take from here: the look of pages, JupyterLab's settings
.venv/configured: .venv/installed $(shell find jupyter -name '*.py' -o -name '*.js*')
	@$(RUN) jupyter/install.py
	@touch $@

.venv/installed-dev: requirements-dev.txt .venv/configured
	@echo "Installing what the tests need besides (requirements-dev.txt), once: about a minute"
	@$(PIP) -r requirements-dev.txt
	@touch $@
