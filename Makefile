# What `make help` lists stands behind ## beside each target. Settings are given on the command line: make extract IN="my documents"
#   IN, OUT     the documents, a file or a folder, and the dataset                                samples, tables
#   REPORT      the folder of the review pages                                                    report
#   ARGS        more arguments of the command that is run, such as --recursive
#   PYTHON      another Python than python3                                                       make PYTHON=python3.12

PYTHON ?= python3
IN ?= samples
OUT ?= tables
REPORT ?= report
ARGS ?=
export IN OUT REPORT

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet
INSTALLED := .venv/.installed
# Before a command: the seed that random tests begin from, drawn anew where none is given.
SEEDED = seed=$${JOSPAR_SEED:-$$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')}; JOSPAR_SEED=$$seed
DEVELOPMENT := .venv/.development

.PHONY: extract report test quick test-random check bench accuracy mistakes real torture findings lock clean help

extract: $(INSTALLED)  ## read the documents of IN into the dataset OUT; without settings samples/ into tables/
	$(BIN)/jospar extract "$$IN" --out "$$OUT" $(ARGS)

report: $(INSTALLED)  ## write the pages to review the dataset on, into REPORT
	$(BIN)/jospar report "$$IN" --data "$$OUT" --out "$$REPORT" $(ARGS)

# One process for each core; tests of one file share what they start, so they stay in one process. tests/conftest.py has the order.
# What is compiled of them is kept, whatever the environment says.
PYTEST := PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest --quiet --numprocesses logical --dist loadfile --no-loadscope-reorder

test: $(DEVELOPMENT)  ## all tests, with branch coverage, in as many processes as there are cores
	$(PYTEST) --cov --cov-report=term:skip-covered $(ARGS)

# A test is slow that stands in tests/slow or has the mark `slow` or `needs`: tests/conftest.py.
quick: $(DEVELOPMENT)  ## the tests that start no program and take no long time: no browser, no LibreOffice, no server, no cluster, nothing that is killed
	$(PYTEST) -m "not slow" $(ARGS)

test-random: $(DEVELOPMENT)  ## the random tests from a fresh seed, for every night; JOSPAR_SEED=7 begins from the seed that a failure names
	$(SEEDED) $(BIN)/python -m pytest --quiet -m "hypothesis or seeded" --hypothesis-seed=$$seed $(ARGS)

check: $(DEVELOPMENT)  ## style, types, and the direction of imports
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(DEVELOPMENT)  ## how fast it is, as ratios measured in one run
	$(BIN)/python tools/bench.py
	$(BIN)/python tools/bench_readers.py

accuracy: $(DEVELOPMENT)  ## made-up documents in many layouts and forms, written and read back
	$(BIN)/python tools/accuracy.py $(ARGS)

real: $(DEVELOPMENT)  ## real documents held against keys written by eye; ARGS are the folders that have them
	$(BIN)/python tools/real_documents.py $(ARGS)

mistakes: $(DEVELOPMENT)  ## mistakes seeded into documents: which are noticed, and what is a false alarm
	$(BIN)/python tools/mistakes.py $(ARGS)

torture: $(DEVELOPMENT)  ## kills, full disks, odd machines, hostile names, changed documents: more than an hour
	$(SEEDED) JOSPAR_TORTURE=full $(BIN)/python -m pytest --quiet -rs --durations=10 --hypothesis-seed=$$seed tests/slow/test_torture_*.py $(ARGS)

# Each makes an environment of its own and needs none of this project.
findings:  ## what surprised us of other people's software, seen again: every script of findings/
	PYTHON=$(PYTHON) findings/run $(ARGS)

# The environment is made anew where a lock or the project's own description has changed; the checkout itself is installed as it stands.
# Of what pip installs most is never imported, so nothing is compiled but what every command needs: pages and documents are read in
# processes that write no bytecode. The venv of Python 3.11 brings setuptools along, which nothing here uses.
$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "jospar needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1). Name another one: make PYTHON=python3.12" >&2; exit 1; }
	rm -rf .venv
	$(PYTHON) -m venv .venv
	$(PIP) install --no-compile --requirement requirements.lock
	$(PIP) install --no-compile --no-deps --no-build-isolation --editable .
	$(PIP) uninstall --yes setuptools
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -c 'import sys; sys.modules["numpy"] = None; import jinja2, lxml.html, pdfplumber, pyarrow.parquet, rich.table, yaml'
	touch $@

# What tests, checks and programs need besides, in the same environment.
$(DEVELOPMENT): requirements-dev.lock $(INSTALLED)
	$(PIP) install --requirement requirements-dev.lock
	touch $@

# The newest versions that pyproject.toml allows, as a fresh environment has them: no hashes, no addresses. All of them are found together,
# for some packages of the second lock refuse the newest ones of the first. The next target makes the environment out of what was found.
lock:  ## write requirements.lock and requirements-dev.lock anew
	rm -rf .venv
	$(PYTHON) -m venv .venv
	$(PIP) install --no-compile --editable '.[dev]'
	$(BIN)/python -m pip check
	$(BIN)/python -m pip freeze --exclude-editable > requirements.new
	rm -rf .venv
	$(PYTHON) -m venv .venv
	$(PIP) install --no-compile --constraint requirements.new hatchling --editable .
	$(BIN)/python -m pip freeze --exclude-editable > requirements.lock
	grep --invert-match --line-regexp --fixed-strings --file=requirements.lock requirements.new > requirements-dev.lock
	rm -rf requirements.new .venv

clean:  ## take away the environment and what tools left
	rm -rf .venv build dist .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile
	@sed -n 's/^#   //p' Makefile
