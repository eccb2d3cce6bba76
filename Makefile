# Every target stands alone: it makes .venv with the locked versions when they are missing or changed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8080
READY := $(VENV)/.ready

.PHONY: demo test check format bench eval lock clean

demo: $(READY)  ## the bot, a local Telegram and the chat page: http://127.0.0.1:8080, or another PORT
	$(BIN)/sotay demo --port $(PORT)

test: $(READY)  ## all tests, the browser ones too where a Chromium is installed
	$(BIN)/python -m pytest

check: $(READY)  ## format, lint, types, layers, plan facts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/sotay plans check

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(READY)  ## speed and size against peers, printed as tables
	$(BIN)/python -m tests.bench

eval: $(READY)  ## the question files, scored: at least 97 % of each must pass
	$(BIN)/sotay eval --least 0.97 $(filter-out %figures.jsonl,$(wildcard tests/questions/*.jsonl))

lock: $(READY)  ## renew requirements.lock from pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --extra dev --generate-hashes --no-emit-index-url --no-header --output-file requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Sổ tay needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(READY)
