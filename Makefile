# Brink. `make run` serves the demo; `make test` checks everything. Both make what they need.
PYTHON ?= python3
PORT ?= 8000
BRINK_DATA ?= ./var
BIN := .venv/bin
export PORT BRINK_DATA

.PHONY: help setup setup-dev run test quick exhaustive lint types bench load faults peers messages clean mutants

help:
	@echo "make run    serve Brink with the Drenthe demo on http://127.0.0.1:$(PORT)"
	@echo "make test   lint, types, contracts and all tests, on SQLite and PostgreSQL"
	@echo "make quick  lint, types and the tests of what changed since main, in two minutes"
	@echo "make exhaustive  make test with every member of every walk instead of a sample"
	@echo "make bench  figures of speed and size, printed as tables"
	@echo "make load   a hall of 1,000 people who all answer at once, on both databases: nothing lost, and what it costs"
	@echo "make faults  what goes wrong on purpose: slow senders, big pictures, killed processes (ten minutes)"
	@echo "make mutants  what share of small mistakes the tests of the methods and of the domain notice (an hour)"
	@echo "make peers  packages that make bench compares with, in .venv-peers; some GPL, never a part of Brink"

setup: .venv/.runtime
setup-dev: .venv/.development

.venv/.runtime: requirements.lock pyproject.toml
	@sh tools/environment.sh $(PYTHON) requirements.lock
	@touch $@

.venv/.development: requirements-dev.lock pyproject.toml
	@sh tools/environment.sh $(PYTHON) requirements-dev.lock
	@touch .venv/.runtime $@

# The methods' own tests run where Django is not.
.venv-methods/.made: requirements-methods.lock
	@sh tools/environment.sh $(PYTHON) requirements-methods.lock .venv-methods
	@touch $@

run: setup
	@$(BIN)/brink serve --demo --port $(PORT) --data $(BRINK_DATA)

lint: setup-dev
	$(BIN)/ruff check src tests tools conftest.py
	$(BIN)/lint-imports --no-cache
	$(BIN)/python tools/unused.py
	$(BIN)/python tools/templates.py

types: setup-dev
	BRINK_DATA=$${TMPDIR:-/tmp}/brink-types $(BIN)/mypy

test:
	@$(MAKE) --no-print-directory -j2 setup-dev .venv-methods/.made
	@$(BIN)/python tools/test.py

exhaustive: export BRINK_EXHAUSTIVE = 1
exhaustive: test

quick: setup-dev .venv-methods/.made
	@$(BIN)/python tools/quick.py

# The packages that the benches compare with run in processes of their own; without them ours is printed alone.
bench: export BRINK_PEERS ?= $(abspath $(wildcard .venv-peers/bin/python))
peers: .venv-peers/.made
.venv-peers/.made: requirements-peers.lock
	@$(PYTHON) -m venv .venv-peers
	@.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-peers.lock
	@touch $@

BENCHES ?= pages search calls safety sortition budgeting weighting portfolio opinion matching language ledger
bench: setup-dev
	@for one in $(BENCHES); do $(BIN)/python tools/bench_$$one.py || failed=1; done; exit $${failed:-0}

LOAD ?=
load: setup-dev
	@PYTHONPATH=src $(BIN)/python tools/load_hall.py $(LOAD)

FAULTS ?=
faults: setup-dev
	@PYTHONPATH=src $(BIN)/python -m tools.faults $(FAULTS)

mutants: setup-dev .venv-methods/.made
	@$(BIN)/python tools/mutants.py

messages: setup-dev
	@$(BIN)/python tools/messages.py

clean:
	rm -rf .venv .venv-methods .venv-peers build dist src/*.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
