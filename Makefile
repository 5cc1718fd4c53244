# Each target does all of its own set-up; see scripts/bootstrap.py. Without make: python scripts/bootstrap.py dev pytest
PYTHON ?= python3
SETUP := @$(PYTHON) scripts/bootstrap.py

.PHONY: help run test test-fast test-slow check format lock axe screenshots clean

help: ## Show this list
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 12

run: ## Open the web page on http://127.0.0.1:7860
	$(SETUP) run python app.py

test: ## Run the fast tests, then the slow ones
	$(SETUP) dev python scripts/run_tests.py fast slow

test-fast: ## Run the fast tests only
	$(SETUP) dev python scripts/run_tests.py fast

test-slow: ## Run the slow tests only
	$(SETUP) dev python scripts/run_tests.py slow

check: ## Check format, lint, types and the direction of imports
	$(SETUP) dev python scripts/run_checks.py

format: ## Format the code and mend what the linter can mend
	$(SETUP) dev ruff check --fix-only --quiet
	$(SETUP) dev ruff format

lock: ## Renew requirements/*.lock from pyproject.toml (UPGRADE=1 takes the newest versions)
	$(SETUP) lock

axe: ## Get axe-core from npm, for the accessibility tests
	@npm ci --silent --no-audit --no-fund

screenshots: ## Make docs/screenshots/*.png of the web page (needs chromium)
	$(SETUP) dev python scripts/make_screenshots.py

clean: ## Remove the environment, caches and builds
	rm -rf .venv .venv.lock node_modules build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
