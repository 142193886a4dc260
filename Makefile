# The newcomer's menu. `make run` and `make test` do all set-up in .venv themselves.
# Written for GNU make 3.81 (macOS) and later.

SHELL := /bin/sh
PYTHON ?= $(shell for python in python3.14 python3.13 python3.12 python3.11 python3; do \
	command -v $$python >/dev/null 2>&1 && $$python -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$python && break; done)
BIN := .venv/bin

.PHONY: run test train format requirements clean help

help: ## Say what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile

run: .venv/ready-to-run ## Talk with Porter: on Discord if there is a token, else in this terminal
	@$(BIN)/porter

test: .venv/ready-to-test ## Check everything: format, lint, types, layers, knowledge, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/porter check
	$(BIN)/pytest

train: .venv/ready-to-test ## Train the matcher anew after entries were written: some minutes, no GPU
	$(BIN)/python -m training

format: .venv/ready-to-test ## Write the format and the safe repairs of the linter
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
	--no-emit-index-url --custom-compile-command 'make requirements'

requirements: .venv/ready-to-test ## Choose versions anew and write them down with their hashes
	$(BIN)/python -m pip install --quiet uv
	$(COMPILE) --group build -o requirements-build.txt
	$(COMPILE) pyproject.toml --extra pictures --extra postgresql -o requirements.txt
	$(COMPILE) pyproject.toml --extra pictures --extra postgresql --group test --group lint --group training -c requirements.txt -c requirements-build.txt -o requirements-dev.txt

clean: ## Remove what set-up and tools made
	rm -rf .venv dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

# The installed packages follow the requirements files, and the package itself is installed in place.

.venv/bin/pip-ready:
	@test -n "$(PYTHON)" || { echo "Porter needs Python 3.11 or newer with venv (on Debian: apt install python3-venv)." >&2; exit 1; }
	@echo "Setting up .venv, once ..." >&2
	@$(PYTHON) -m venv .venv || { echo "On Debian, venv is a package of its own: apt install python3-venv" >&2; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	@touch $@

.venv/ready-to-run: .venv/bin/pip-ready requirements.txt requirements-build.txt pyproject.toml
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.txt --requirement requirements-build.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/ready-to-test: .venv/ready-to-run requirements-dev.txt
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-dev.txt
	@touch $@
