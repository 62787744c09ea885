# Every target sets itself up: on a fresh Debian or Ubuntu with Python 3.11 or newer (with its venv module), git and make,
# `make nightly` is the first thing to type. Nothing is installed outside .venv/.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# The first interpreter that is new enough: an older distribution keeps a newer Python beside its own python3.
PYTHON ?= $(shell for candidate in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$candidate -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$candidate && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq

.PHONY: help nightly test test-corpus test-system test-city test-bi test-remote remote test-lineage test-scan test-faults soak bench lint lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /make \1\t/' | expand -t 18

nightly: .venv/ready ## read the sample inbox, build the warehouse, publish it below warehouse/
	$(BIN)/citybudget nightly --inbox samples/inbox

test: lint ## all tests that need nothing but the repository
	$(BIN)/python -m pytest -m 'not corpus and not system and not city and not bi and not remote'

test-corpus: .venv/ready ## tests on real disclosures, in the folder that CITYBUDGET_DISCLOSURES names
	@test -d "$${CITYBUDGET_DISCLOSURES:-}" || { echo "CITYBUDGET_DISCLOSURES names no folder" \
		"('$${CITYBUDGET_DISCLOSURES:-}'): set it to the folder of real disclosures" >&2; exit 2; }
	$(BIN)/python -m pytest -m corpus

test-system: .venv/ready ## tests with programs of the system (PostgreSQL, LibreOffice, Chromium); installs by apt what is missing
	tests/system/install
	$(BIN)/python -m pytest -m system

test-bi: .venv/ready .venv-bi/ready ## Apache Superset on the PostgreSQL publication, seen in a browser; installs by apt what is missing
	tests/system/install chromium
	$(BIN)/python -m pytest -m bi

remote: .venv/ready ## what inboxes in S3-like stores and on WebDAV need, into .venv (SFTP: docs/operations.md)
	@$(PIP) install --require-hashes --only-binary :all: -r requirements-remote.lock

test-remote: .venv/ready .venv-remote/ready ## nights over S3, WebDAV and SFTP servers of their own on loopback
	.venv-remote/bin/python -m pytest -m remote

test-city: .venv/ready ## reads back a simulated city of fifty departments, figure by figure (a quarter of an hour)
	$(BIN)/python -m pytest -m city

test-lineage: .venv/ready ## 1,000 random rows of the marts, drawn afresh, led back to print (minutes)
	$(BIN)/python -m tests.lineage

test-faults: .venv/ready ## planted mistakes and 10,000 correct documents, in numbers (most of an hour)
	$(BIN)/python -m tests.planted

soak: .venv/ready ## break the nights of a city in every way, and run a month of them (takes hours)
	$(BIN)/python -m tests.broken_nights --long
	$(BIN)/python -m tests.soak --nights 30

test-scan: .venv/ready ## pages of real disclosures drawn as scans, clean and poor, and read again (CITYBUDGET_DISCLOSURES)
	$(BIN)/python -m tests.scans

bench: .venv/ready ## how long things take, as ratios measured in one run
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench.bench_confront
	$(BIN)/python -m tests.bench.bench_marts
	$(BIN)/python -m tests.bench.bench_city
	@test -z "$${CITYBUDGET_DISCLOSURES:-}" || $(BIN)/python -m tests.bench.bench_pdf

# Macros are templates rather than SQL; what they make is looked at in the models.
lint: .venv/ready ## style and types of Python, style of SQL
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy dagster_project expectations
	$(BIN)/sqlfluff lint dbt/models

# The set-up. It is redone, from an empty environment, when the lock or the project changes: what the lock no longer names
# does not linger. The mark is written last, so that a set-up that was interrupted starts again.
# The repository itself is installed editable, which makes the console script; its dependencies come from the lock alone.
.venv/ready: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; 'python3' is $$(python3 -V 2>&1 || true)." \
		"Install one (Debian, Ubuntu: apt-get install python3 python3-venv) or name one: make PYTHON=/path/to/python3.11" >&2; exit 2; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "$(PYTHON) has no venv module:" \
		"apt-get install python$$($(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv" >&2; exit 2; }
	@echo "setting up .venv from requirements.lock (once; a few minutes)"
	@$(PYTHON) -m venv --clear .venv
	@$(PIP) install --require-hashes --only-binary :all: -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

# Apache Superset wants other versions than the warehouse: it has an environment of its own. One of what it needs comes as
# source only.
.venv-bi/ready: requirements-bi.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info >= (3, 13))' || { echo "Apache Superset needs Python 3.11 or 3.12:" \
		"make test-bi PYTHON=/path/to/python3.12" >&2; exit 2; }
	@echo "setting up .venv-bi from requirements-bi.lock (once; a few minutes)"
	@$(PYTHON) -m venv --clear .venv-bi
	@.venv-bi/bin/python -m pip --disable-pip-version-check -qq install --require-hashes --only-binary :all: --no-binary odfpy \
		-r requirements-bi.lock
	@touch $@

# Servers and clients of remote inboxes beside .venv, whose packages are seen last.
.venv-remote/ready: requirements-remote-test.lock .venv/ready
	@echo "setting up .venv-remote from requirements-remote-test.lock (once; a minute)"
	@$(PYTHON) -m venv --clear .venv-remote
	@.venv-remote/bin/python -m pip --disable-pip-version-check -qq install --require-hashes --only-binary :all: \
		-r requirements-remote-test.lock
	@$(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))' \
		> "$$(.venv-remote/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/warehouse.pth"
	@touch $@

LOCK := .venv-lock/bin/uv pip compile -q --universal --python-version 3.11 --only-binary :all: --generate-hashes \
	--no-annotate --no-header --no-strip-extras --upgrade
# Hashes of every file of every version, for every platform; `uv` only writes the lock and lives outside .venv.
lock: ## resolve the requirements*.in anew into their locks
	@test -x .venv-lock/bin/uv || { $(PYTHON) -m venv --clear .venv-lock \
		&& .venv-lock/bin/python -m pip --disable-pip-version-check -qq install --only-binary :all: uv; }
	$(LOCK) requirements.in -o requirements.lock
	$(LOCK) --no-binary odfpy requirements-bi.in -o requirements-bi.lock
	$(LOCK) -c requirements.lock requirements-remote.in -o requirements-remote.lock
	$(LOCK) -c requirements.lock requirements-remote-test.in -o requirements-remote-test.lock

# The home (warehouse/) stays: it is the only place of what was ever received.
clean: ## remove what can be made again
	rm -rf .venv .venv-bi .venv-remote .venv-lock .pytest_cache .hypothesis .ruff_cache dbt/target dbt/logs logs *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
