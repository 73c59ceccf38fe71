# Everything that a developer types. The work is done by the scripts in .ci/.

PYTHON_IN_VENV := .venv/bin/python
# The stamps say what .venv was filled for, so that `make run` starts at once the next time.
INSTALLED := .venv/.installed
INSTALLED_DEV := .venv/.installed-dev
INSTALLS_FROM := pyproject.toml constraints.txt .ci/setup
# Tests that mostly wait, on screens of their own; and of time and sound, with nothing beside them.
WAITING := (e2e or wheel) and not alone
BY_THEMSELVES := alone
# Decisions without input or output: every branch of them is tested.
PURE_DIARY := stretchapp/diary/nights.py,stretchapp/diary/statistics.py,stretchapp/diary/doctor_rules.py
PURE_ROOMS := stretchapp/session/*,stretchapp/relief/*,stretchapp/figure/*,stretchapp/reminders/*,$(PURE_DIARY)

PYTEST := QT_QPA_PLATFORM=offscreen $(PYTHON_IN_VENV) -m pytest --cov=stretchapp
# One more than there are cores: many tests wait for a process of theirs.
WORKERS := $(shell expr $$(nproc) + 1)
PYTEST_TOGETHER := $(PYTEST) --numprocesses=$(WORKERS) --dist=loadfile --cov-report= --cov-fail-under=0

# `make PYTHON=python3.12 setup` sets up with another Python; see .ci/find-python.
export PYTHON

# Code is compiled once, and not by each of the thousand processes that the tests start.
unexport PYTHONDONTWRITEBYTECODE

# Prerequisites are made in the order in which they are written: packages before .venv.
.NOTPARALLEL:
.PHONY: help setup setup-dev run test check format bench pictures constraints clean
.PHONY: packages-run packages-test

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

setup: packages-run $(INSTALLED) ## Install what the app needs: Debian packages, and the rest into .venv

setup-dev: packages-test $(INSTALLED_DEV) ## The same with what the tests and checks need

run: setup ## Start the app: make run, or make run ARGS="start evening-stretch"
	@$(PYTHON_IN_VENV) -m stretchapp $(ARGS)

test: check ## Run every check and every test, as the build server does
	$(PYTEST_TOGETHER) -m 'not ($(BY_THEMSELVES) or e2e or wheel)'
	$(PYTEST_TOGETHER) -m '$(WAITING)' --cov-append
	$(PYTEST) -m '$(BY_THEMSELVES)' --cov-append
	$(PYTHON_IN_VENV) -m coverage report --include='$(PURE_ROOMS)' --fail-under=100

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
	$(PYTHON_IN_VENV) -m tests.benchmarks.figures
	$(PYTHON_IN_VENV) -m tests.benchmarks.diary_opening

pictures: setup-dev ## Take pictures of every page, in every theme, and of every figure
	$(PYTHON_IN_VENV) -m tests.pictures.pages $(ARGS)
	$(PYTHON_IN_VENV) -m tests.pictures.contact_sheet $(ARGS)
	$(PYTHON_IN_VENV) -m tests.pictures.diary $(ARGS)

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
