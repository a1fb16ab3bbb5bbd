# make run    makes .venv, installs, extracts the sample texts
# make test   the same, then lint, types and every test that needs Python alone
# make bench  speed and quality; corpora by DATA=path (default ../shared)
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= ../shared

.PHONY: run test bench schema clean
run: $(VENV)/ready
	$(BIN)/extract --rules rules/ seeds/

test: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/coverage run -m pytest
	$(BIN)/coverage report --fail-under 92

bench: $(VENV)/ready
	$(BIN)/python -m benchmarks.speed $(DATA)
	$(BIN)/python -m benchmarks.linear
	$(BIN)/python -m benchmarks.quality $(DATA)

schema: $(VENV)/ready
	$(BIN)/python -m benchmarks.make_schema

$(VENV)/ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) .coverage .mypy_cache .pytest_cache .ruff_cache dist
