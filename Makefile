# Everything that a developer types. The work is done by the scripts in .ci/.

PYTHON_IN_VENV := .venv/bin/python
# The stamps say what .venv was filled for, so that `make run` starts at once the next time.
INSTALLED := .venv/.installed
INSTALLED_DEV := .venv/.installed-dev
INSTALLS_FROM := pyproject.toml constraints.txt .ci/setup $(wildcard assets/locale/*.po)
# Modules that decide without input or output, and their tests: every branch of them is tested.
PURE_MODULES := $(addprefix stretchapp., session relief reminders figure \
    diary.nights diary.statistics diary.doctor_rules)
PURE_TESTS := $(addprefix tests/, session relief reminders figure \
    diary/test_nights.py diary/test_statistics.py diary/test_doctor_rules.py)

# These wait in real time, for sounds and for timers, or share a wheel: one file after the other on
# each core, and nothing beside them.
REAL_TIME_TESTS := tests/e2e/test_reminders.py tests/e2e/test_hearing.py \
    tests/desktop/sound/test_player.py tests/desktop/sound/test_cue_output.py \
    tests/wheel/test_wheel.py

PYTEST := QT_QPA_PLATFORM=offscreen $(PYTHON_IN_VENV) -m pytest
CORES := $(shell nproc)
# More workers than cores, because many tests wait for a process, and some for a screen.
PYTEST_PARALLEL := $(PYTEST) --dist=worksteal --numprocesses=$(shell expr 2 \* $(CORES))
# The files in their order, in which the longest ones are first.
PYTEST_REAL_TIME := $(PYTEST) --dist=loadfile --no-loadscope-reorder -p no:randomly \
    --numprocesses=$(CORES)
PYTEST_SCREENS := $(PYTEST) --dist=worksteal --numprocesses=$(shell expr 1 + $(CORES))

# `make PYTHON=python3.12 setup` sets up with another Python; see .ci/find-python.
export PYTHON

# Code is compiled once, and not by each of the thousand processes that the tests start.
unexport PYTHONDONTWRITEBYTECODE

# Prerequisites are built in the order in which they are written: packages before .venv.
.NOTPARALLEL:
.PHONY: help setup setup-dev run test soak coverage check format bench messages pictures constraints clean
.PHONY: packages-run packages-test

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

setup: packages-run $(INSTALLED) ## Install what the app needs: Debian packages, and the rest into .venv

setup-dev: packages-test $(INSTALLED_DEV) ## The same with what the tests and checks need

run: setup ## Start the app: make run, or make run ARGS="start evening-stretch"
	@$(PYTHON_IN_VENV) -m stretchapp $(ARGS)

# Tracing doubles the time of a test, so only the tests of the pure modules are traced here.
test: check ## Run every check and every test, as the build server does
	$(PYTEST_PARALLEL) $(PURE_TESTS) $(PURE_MODULES:%=--cov=%) --cov-fail-under=100
	$(PYTEST_PARALLEL) -m 'not (e2e or sound or wheel)' $(PURE_TESTS:%=--ignore=%)
	$(PYTEST_SCREENS) -m e2e tests/e2e tests/benchmarks $(REAL_TIME_TESTS:%=--ignore=%)
	$(PYTEST_REAL_TIME) $(REAL_TIME_TESTS)

soak: setup-dev ## Play sessions, reliefs and pages for 12 minutes, and see that the memory stays flat
	$(PYTEST) -s tests/ui/window/soak.py tests/soak/soak.py

coverage: setup-dev ## Measure which lines and branches of the whole project the tests reach
	$(PYTEST_PARALLEL) -m 'not (sound or wheel)' --cov=stretchapp

check: setup-dev ## Run the checks that read the code: format, lint, imports, types
	$(PYTHON_IN_VENV) -m ruff format --check
	$(PYTHON_IN_VENV) -m ruff check
	.venv/bin/lint-imports
	$(PYTHON_IN_VENV) -m basedpyright

format: setup-dev ## Format the code, and mend what the linter can mend
	$(PYTHON_IN_VENV) -m ruff check --fix-only
	$(PYTHON_IN_VENV) -m ruff format

bench: setup-dev ## Measure start-up, memory, idle cost, painting and the diary
	$(PYTHON_IN_VENV) -m tests.benchmarks $(ARGS)

messages: setup-dev ## Renew the texts for translators in assets/locale
	$(PYTHON_IN_VENV) -m tests.translation.messages

pictures: setup-dev ## Take pictures of every page, in every theme, and of every figure
	$(PYTHON_IN_VENV) -m tests.pictures.pages $(ARGS)
	$(PYTHON_IN_VENV) -m tests.pictures.contact_sheet $(ARGS)

constraints: ## Renew constraints.txt with the newest versions that pyproject.toml admits
	.ci/renew-constraints

clean: ## Remove everything that make and the tools have made
	rm -rf .venv dist .coverage .coverage.* .hypothesis .import_linter_cache .pytest_cache .ruff_cache
	find stretchapp tests -name __pycache__ -prune -exec rm -rf {} +

packages-run packages-test: packages-%:
	@.ci/system-packages $*

$(INSTALLED): $(INSTALLS_FROM)
	@.ci/setup run
	@touch $@

$(INSTALLED_DEV): $(INSTALLS_FROM)
	@.ci/setup dev
	@touch $(INSTALLED) $@
