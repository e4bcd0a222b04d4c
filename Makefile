# make extract            the documents of samples/ as tables in tables/
# make extract IN="my documents" OUT="my tables" ARGS=--recursive
# make quick              the tests that start no program: no browser, no LibreOffice, no server, no cluster, nothing that is killed
# make test               all tests, and what of the code they cover; in so many processes as there are cores
# make report             pages to review the tables on, in report/; make report REPORT="our pages"
# make accuracy           made-up documents in many layouts and forms, written and read back
# make mistakes           mistakes seeded into made-up documents and the sample: which are noticed, and what is a false alarm
# make test-random        the random tests from a fresh seed, for every night; JOSPAR_SEED=7 begins from the seed that a failure names
# make torture            kills, full disks, odd machines, hostile names and changed documents, all of it: more than an hour
# make findings           what surprised us of other people's software, seen again: see findings/README.md
# make PYTHON=python3.12  another Python than python3

PYTHON ?= python3
IN ?= samples
OUT ?= tables
REPORT ?= report
ARGS ?=
export IN OUT REPORT

BIN := .venv/bin
INSTALLED := .venv/.installed
# Before a command: the seed that random tests begin from, drawn anew where none is given.
SEEDED = seed=$${JOSPAR_SEED:-$$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')}; JOSPAR_SEED=$$seed

.PHONY: extract report quick test test-random check bench accuracy mistakes torture findings lock clean

extract: $(INSTALLED)
	$(BIN)/jospar extract "$$IN" --out "$$OUT" $(ARGS)

report: $(INSTALLED)
	$(BIN)/jospar report "$$IN" --data "$$OUT" --out "$$REPORT" $(ARGS)

# One process for each core; slow tests of one module share what they start, so they stay in one process.
PARALLEL := --numprocesses logical --dist loadgroup

# A test is slow that stands in tests/slow or has the mark `slow` or `needs`: tests/conftest.py.
quick: $(INSTALLED)
	$(BIN)/python -m pytest --quiet $(PARALLEL) -m "not slow"

test: $(INSTALLED)
	$(BIN)/python -m pytest --quiet $(PARALLEL) --cov --cov-report=term:skip-covered

test-random: $(INSTALLED)
	$(SEEDED) $(BIN)/python -m pytest --quiet -m "hypothesis or seeded" --hypothesis-seed=$$seed $(ARGS)

check: $(INSTALLED)
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(INSTALLED)
	$(BIN)/python tests/bench.py
	$(BIN)/python tests/bench_readers.py

accuracy: $(INSTALLED)
	$(BIN)/python tests/accuracy.py $(ARGS)

mistakes: $(INSTALLED)
	$(BIN)/python tests/mistakes.py $(ARGS)

torture: $(INSTALLED)
	$(SEEDED) JOSPAR_TORTURE=full $(BIN)/python -m pytest --quiet -rs --durations=10 --hypothesis-seed=$$seed tests/slow/test_torture_*.py $(ARGS)

# Each makes an environment of its own and needs none of this project.
findings:
	PYTHON=$(PYTHON) findings/run $(ARGS)

# The environment is made anew where the lock or the project's own description has changed; the checkout itself is installed as it stands.
$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "jospar needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1). Name another one: make PYTHON=python3.12" >&2; exit 1; }
	rm -rf .venv
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

# The newest versions that pyproject.toml allows, as a fresh environment has them: no hashes, no addresses.
lock:
	rm -rf .venv
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	$(BIN)/python -m pip freeze --exclude-editable > requirements.new
	$(BIN)/python -m pip check
	mv requirements.new requirements.lock
	touch $(INSTALLED)

clean:
	rm -rf .venv build dist .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
