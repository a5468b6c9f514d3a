# Two commands for newcomers: make demo, make test. Both set up all they need and can be repeated.
.DEFAULT_GOAL := help
.PHONY: help demo test test-long check lint types format docs locale lock benchmark build clean

PYTHON := .venv/bin/python

help:
	@echo 'make demo       inspect the demonstration city and open its report'
	@echo 'make test       run the tests'
	@echo 'make check      lint, types and tests'
	@echo 'make test-long  the long tests and the benchmarks'

demo:
	@scripts/setup demo
	@$(PYTHON) -m reports.cli demo --open

test:
	@scripts/setup test
	@$(PYTHON) -m pytest -n 2 -m 'not long'

test-long:
	@scripts/setup test
	@HYPOTHESIS_PROFILE=searching $(PYTHON) -m pytest -n 2

lint:
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .

types:
	@$(PYTHON) -m mypy

check: test lint types

format:
	@$(PYTHON) -m ruff check --fix .
	@$(PYTHON) -m ruff format .

docs:
	@$(PYTHON) -m checks.catalogue > docs/catalogue.md
	@$(PYTHON) -m checks.duties > docs/duties.md

locale:
	@$(PYTHON) -m babel.messages.frontend compile -d reports/cli/locale -l zh_CN

lock:
	@$(PYTHON) -m uv pip compile --quiet --universal --python-version 3.11 --all-extras --no-emit-index-url --no-header \
		--no-annotate --upgrade pyproject.toml -o requirements.lock

build:
	@$(PYTHON) -m pip wheel -q --no-deps -w dist .

clean:
	rm -rf .venv build dist *.egg-info xuncha-demo
