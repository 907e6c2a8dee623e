# Gromada needs Python >= 3.11 (with venv) and make. `make help` lists what there is.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input install --quiet
ON := DJANGO_SETTINGS_MODULE=gromada.project.settings $(BIN)/python -m django

.PHONY: help setup demo serve test journeys check docs messages bench
help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile

.venv/.runs: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv && $(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation -e . && $(BIN)/gromada prepare --quiet && touch $@

.venv/.tests: .venv/.runs requirements-test.lock
	$(PIP) --require-hashes -r requirements-test.lock && touch $@

.venv/.develops: .venv/.tests requirements-dev.lock
	$(PIP) --require-hashes -r requirements-dev.lock && touch $@

setup: .venv/.develops ## install everything a developer needs into .venv

demo: .venv/.runs ## build the demo programme and serve it on http://127.0.0.1:8000
	$(BIN)/gromada demo

serve: .venv/.runs ## serve what is in GROMADA_HOME (default ./var)
	$(BIN)/gromada serve

test: .venv/.tests ## the test suite, without browser journeys
	$(BIN)/gromada prepare --quiet && $(BIN)/python -m pytest -n auto

journeys: .venv/.develops ## the journeys in a real browser (needs chromium)
	$(BIN)/gromada prepare --quiet && $(BIN)/python -m pytest -m journey tests/journeys -n 2

check: .venv/.develops ## linters, import contracts, generated pages, translations
	$(BIN)/ruff check src tests benchmarks && $(BIN)/lint-imports --no-cache && $(ON) reference --check && $(ON) makemigrations --check --dry-run

docs: .venv/.develops ## write the generated pages of docs/reference
	$(ON) reference

messages: .venv/.develops ## collect the words to translate (needs gettext)
	@for room in src/gromada/*/locale; do (cd $$room/.. && GROMADA_HOME=$${GROMADA_HOME:-$(CURDIR)/var} DJANGO_SETTINGS_MODULE=gromada.project.settings $(CURDIR)/$(BIN)/python -m django makemessages -l pl --no-location --no-obsolete) || exit 1; done

bench: .venv/.tests ## each page of the journey against an empty view, as a ratio
	$(BIN)/python -m benchmarks.pages
