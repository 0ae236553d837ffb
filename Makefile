# `make demo` and `make test` need only make and Python 3.11 or newer.
# Options: PYTHON=python3.13  VENV=.venv-3.13  ARGS="--lang id"  PROFILE=dev  WORKERS=4

PYTHON ?= python3
VENV ?= .venv
PROFILE ?= ci
WORKERS ?= 2
ARGS ?=
MUTANTS ?=
PACKAGES ?=

BIN := $(VENV)/bin
# basedpyright looks for packages where the first `python` on the path does
IN_ENVIRONMENT := PATH="$(abspath $(BIN)):$$PATH"
CORE := $(VENV)/.core
DEVELOPMENT := $(VENV)/.development
WHEEL_ENVIRONMENT := build/wheel-environment
BENCH := .venv-bench
PEERS := $(BENCH)/.peers
BESIDE_PEERS := rule_peers openfisca_frame peer_behaviour allocate case_record journal
ALONE := $(filter-out $(BESIDE_PEERS),$(patsubst benchmarks/%.py,%,$(wildcard benchmarks/*.py)))
# What is in the wheel is compared with the source file by file; what reads no file needs no second run.
NOT_ON_THE_WHEEL := architecture docs allocation bulk chain journal lifecycle programme properties rules testing
INTERPRETERS := python3.11 python3.12 python3.13
# the oldest versions that pyproject.toml permits
FLOORS := attrs==25.4.0 pendulum==3.1.0 py-moneyed==3.0

# Handed to pip by the environment, so that the build backend obeys the pins as well.
export PIP_CONSTRAINT := constraints.txt
export PIP_BUILD_CONSTRAINT := constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo test lint types imports wheel unit format api approve drawings docs bench mutation spark nightly clean

help:  ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | sort | awk -F '\t' '{ printf "make %-10s %s\n", $$1, $$2 }'

# Two stamps in one environment: the core is all that the demo needs; the rest is for work on the library.
$(CORE): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

$(DEVELOPMENT): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $(CORE) $@

demo: $(CORE)  ## the reference case, from deportation to reintegration (ARGS="--lang id")
	@$(BIN)/python examples/lombok_2019.py $(ARGS)

test: lint types imports wheel unit  ## everything that must hold
	@echo "make test: format, lint, types, imports, wheel, tests, documentation and examples all hold."

lint: $(DEVELOPMENT)  ## format and lint, without changing anything
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(DEVELOPMENT)  ## both type checkers, and every public symbol typed
	$(BIN)/mypy
	$(IN_ENVIRONMENT) basedpyright
	$(IN_ENVIRONMENT) basedpyright --verifytypes reintegra --ignoreexternal

imports: $(DEVELOPMENT)  ## the layers of the design
	$(BIN)/lint-imports --no-cache

# The second environment borrows the tools of the first through a .pth file: files of that name inside
# the borrowed folder are not read, so the source tree is not on its path. What is random was tried on
# the same code by `unit`: here it is asked whether the wheel holds all of it and works as installed.
wheel: $(DEVELOPMENT)  ## build the wheel and run the tests against it
	rm -rf build/wheel $(WHEEL_ENVIRONMENT)
	$(BIN)/python -m build --wheel --no-isolation --outdir build/wheel .
	$(BIN)/python -m venv --without-pip $(WHEEL_ENVIRONMENT)
	$(BIN)/python -m pip --python $(WHEEL_ENVIRONMENT)/bin/python install --quiet --no-index --no-deps build/wheel/*.whl
	$(BIN)/python -c "import sysconfig; print(sysconfig.get_path('purelib'))" \
		> "$$($(WHEEL_ENVIRONMENT)/bin/python -c "import sysconfig; print(sysconfig.get_path('purelib'))")/tools.pth"
	$(WHEEL_ENVIRONMENT)/bin/python -m pytest --quiet -n $(WORKERS) --dist worksteal -m "not hypothesis and not long and not spark" --installed \
		$(foreach part,$(NOT_ON_THE_WHEEL),--ignore=tests/$(part))

unit: $(DEVELOPMENT)  ## the tests, with branch coverage
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal --hypothesis-profile=$(PROFILE) --cov --cov-fail-under=100

format: $(DEVELOPMENT)  ## format, and mend what ruff can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

api: $(DEVELOPMENT)  ## record the public names after a change that is meant
	$(BIN)/python -m tools.public_api --write

approve: $(DEVELOPMENT)  ## record what the examples print and what every error and rule says, to be read first
	$(BIN)/python -m tools.approve_examples
	$(BIN)/python -m pytest --quiet -p no:randomly -m "not hypothesis and not spark" --hypothesis-profile=dev --record-error-texts

drawings: $(DEVELOPMENT)  ## redraw what the documentation reads off the library
	$(BIN)/python -m tools.draw_docs

docs: $(DEVELOPMENT)  ## build the documentation into site/
	$(BIN)/mkdocs build --strict

# Both libraries for json-logic call their module json_logic, so that one of them has a folder of its own.
$(PEERS): export PIP_CONSTRAINT := constraints-bench.txt
$(PEERS): export PIP_BUILD_CONSTRAINT := constraints-bench.txt
$(PEERS): export PIP_RETRIES := 1
$(PEERS): pyproject.toml constraints-bench.txt
	$(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/python -m pip install --quiet --editable '.[bench]'
	$(BENCH)/bin/python -m pip install --quiet --no-deps --upgrade --target $(BENCH)/panzi panzi-json-logic
	@touch $@

bench: $(DEVELOPMENT)  ## every measurement in benchmarks/, beside other engines where pip can install them
	@for name in $(ALONE); do echo "== $$name"; $(BIN)/python -m benchmarks.$$name || exit 1; done
	@$(MAKE) --no-print-directory $(PEERS) || \
		echo "== THE OTHER ENGINES CANNOT BE INSTALLED HERE: what is measured beside them is left out, and says so"
	@python="$(BIN)/python"; if [ -f $(PEERS) ]; then python="$(BENCH)/bin/python"; fi; \
		for name in $(BESIDE_PEERS); do echo "== $$name"; $$python -m benchmarks.$$name || exit 1; done

mutation: $(DEVELOPMENT)  ## plant faults and see them noticed (MUTANTS="'reintegra.journal.*'" PACKAGES=journal)
	$(BIN)/mutmut run --max-children $(WORKERS) $(MUTANTS)
	$(BIN)/python -m tools.mutation_score --survivors $(PACKAGES)

spark:  ## the tests and the example that run on local Spark, where there is a Java machine
	@if ! java -version 2>/dev/null; then echo "Java is not installed here: Spark is not tested"; exit 0; fi; \
		$(PYTHON) -m venv .venv-spark && \
		.venv-spark/bin/python -m pip install --quiet '.[dev]' pyspark && \
		.venv-spark/bin/python -m pytest -m spark --hypothesis-profile=dev tests/bulk tests/examples

nightly: test  ## the long run: every interpreter, the oldest versions, many examples, Spark, mutation
	@for python in $(INTERPRETERS); do \
		if $$python -c '' 2>/dev/null; then \
			$(MAKE) unit PYTHON=$$python VENV=.venv-$$python || exit 1; \
		else echo "$$python is not installed here: not tested"; fi; \
	done
	$(PYTHON) -m venv .venv-oldest
	.venv-oldest/bin/python -m pip install --quiet --constraint constraints.txt '.[dev]'
	PIP_CONSTRAINT= .venv-oldest/bin/python -m pip install --quiet $(FLOORS)
	.venv-oldest/bin/python -m pytest -n $(WORKERS) --hypothesis-profile=dev --ignore=tests/architecture --ignore=tests/docs
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal --hypothesis-profile=nightly -m "hypothesis and not spark"
	WITHOUT_POSTGRESQL=1 $(MAKE) unit PROFILE=dev
	REINTEGRA_KILLS=200 $(BIN)/python -m pytest --hypothesis-profile=dev tests/journal -k "killed"
	@for edition in permensos-30-2017 permensos-8-2023 decree-1-2018; do \
		$(BIN)/python -m tools.explore_chain --deeper $$edition || exit 1; \
	done
	$(MAKE) spark
	$(MAKE) mutation

clean:  ## remove everything that make has made
	rm -rf .venv .venv-* build dist site htmlcov mutants .coverage .coverage.* .hypothesis .benchmarks
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
