# Two commands are enough: `make run` and `make test`. `make` alone lists the rest.

VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3)
UV := $(shell command -v uv)
PYTEST := $(PY) -m pytest
ARGS ?=

# Debian packages for copies in every format: fonts for every script, Braille. Without them
# those copies are not offered, and the officer reads why.
RUN_PACKAGES := fonts-noto-core liblouis-bin
# What the tests use besides: a real browser, a checker of e-books, pdftotext.
TEST_PACKAGES := chromium-headless-shell $(RUN_PACKAGES) openjdk-17-jre-headless poppler-utils
WITHOUT ?= Some tests will fail.

RUN_STAMP := $(VENV)/.run-installed
TEST_STAMP := $(VENV)/.tests-installed
READER := tests/screen_reader
# What the tests use from npm, each in a folder of its own with its lock file.
NPM := $(READER) tests/other_engine
NPM_STAMPS := $(NPM:%=%/node_modules/.installed)
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard translations/*/LC_MESSAGES/*.po))

export PYTHONDONTWRITEBYTECODE ?=
export FLASK_APP := consult.app:create_app

ifdef UV
pip_install = $(UV) pip install --quiet --python $(PY) --require-hashes -r $(1)
else
# One package comes without a wheel; pip 23.0 would complain of its age.
pip_install = $(PY) -m pip install --quiet --disable-pip-version-check --use-pep517 \
	--require-hashes -r $(1)
endif

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install install-tests run test check lint types contracts catalogues fix \
	migration extract translations screenshots transcripts journeys matrix bench lock debian-packages clean

help:  ## list these commands
	@sed -n 's/^\([a-z][a-z-]*\):[^#]*## /\1\t/p' Makefile | while IFS='	' read -r name text; do \
		printf '  make %-14s %s\n' "$$name" "$$text"; done

# --- Installing -------------------------------------------------------------------------------

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Consult needs Python 3.11 or newer. On Debian 12: apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "Consult needs Python’s venv module. On Debian 12: apt-get install python3-venv"; exit 1; }
	@echo "Making a virtual environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV)

$(RUN_STAMP): requirements/run.txt | $(PY)
	@echo "Installing what Consult needs to run (about half a minute, once)"
	@$(call pip_install,$<)
	@touch $@

$(TEST_STAMP): requirements/test.txt | $(RUN_STAMP)
	@echo "Installing what the tests need (about half a minute, once)"
	@$(call pip_install,$<)
	@touch $@

# npm only unpacks files. A browser runs the screen reader, Node the other engine for routes.
$(NPM_STAMPS): %/node_modules/.installed: %/package.json %/package-lock.json
	@command -v npm >/dev/null || $(MAKE) --no-print-directory debian-packages TEST_PACKAGES='nodejs npm'
	@echo "Installing what $*/package.json asks for (a few seconds, once)"
	@{ cd $* && npm ci >/dev/null && touch node_modules/.installed; } \
		|| echo "Some tests will fail. npm could not install what $*/package.json asks for."

translations/%.mo: translations/%.po | $(RUN_STAMP)
	@$(BIN)/pybabel --quiet compile --use-fuzzy --input-file $< --output-file $@

install: $(RUN_STAMP) $(CATALOGUES)  ## make the virtual environment from the lock file

install-tests: install $(TEST_STAMP) $(NPM_STAMPS)  ## the same, with what the tests need

lock: | $(PY)  ## pin every version again, with hashes (needs the network)
	@$(PY) -m pip install --quiet uv
	@cd requirements && for set in run test; do \
		../$(PY) -m uv pip compile --quiet --upgrade --generate-hashes --no-emit-index-url \
			--no-header --python-version 3.11 --output-file $$set.txt $$set.in || exit 1; done
	@for folder in $(NPM); do (cd $$folder && npm update --package-lock-only) || exit 1; done

debian-packages:
	@missing=''; for name in $(TEST_PACKAGES); do \
		dpkg-query -W -f '$${Status}' $$name 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$name"; done; \
	[ -z "$$missing" ] && exit 0; \
	if [ "$$(id -u)" = 0 ]; then root=''; \
	elif sudo -n true 2>/dev/null; then root='sudo -n'; \
	else echo "$(WITHOUT) Install what is needed: sudo apt-get install$$missing"; exit 0; fi; \
	echo "Installing from Debian:$$missing"; \
	$$root apt-get -q -o DPkg::Lock::Timeout=600 update >/dev/null; \
	$$root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=600 \
		install --no-install-recommends $$missing >/dev/null \
	|| echo "$(WITHOUT) Debian could not install:$$missing"

# --- Running ----------------------------------------------------------------------------------

run: install  ## start everything; PORT=8000 and DATA=data can be changed
	@$(MAKE) --no-print-directory debian-packages TEST_PACKAGES='$(RUN_PACKAGES)' \
		WITHOUT='Some formats will be missing.'
	@exec $(PY) run.py

# --- Checking ---------------------------------------------------------------------------------

test: install-tests debian-packages  ## run every test; ARGS='-k words' chooses some
	@$(PYTEST) $(ARGS)

check: lint types contracts catalogues test  ## everything that must be right: what CI runs

lint: install-tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: install-tests
	$(BIN)/mypy

contracts: install-tests
	$(BIN)/lint-imports

catalogues: install-tests
	$(PYTEST) -q -n 0 -p no:randomly tests/architecture/test_catalogues.py

journeys: install-tests debian-packages  ## run only the journeys in a real browser
	@$(PYTEST) tests/journeys $(ARGS)

# --- Changing things --------------------------------------------------------------------------

fix: install-tests  ## put formatting and simple faults right
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

migration: install  ## write a migration from the models: make migration name='add themes'
	@[ -n "$(name)" ] || { echo "Say what it does: make migration name='add themes'"; exit 1; }
	@$(PY) -m flask db upgrade && $(PY) -m flask db migrate --message "$(name)"

POT ?= translations/messages.pot
extract:
	@$(BIN)/pybabel --quiet extract --mapping-file translations/babel.cfg --keywords '_l _n:1,2 pgettext:1c,2' \
		--add-comments TRANSLATORS: --sort-by-file --no-location --omit-header --output-file $(POT) .

translations: install extract  ## read the texts to translate from the code again
	@$(BIN)/pybabel --quiet update --input-file $(POT) --output-dir translations --ignore-obsolete \
		--no-fuzzy-matching --ignore-pot-creation-date
	@$(MAKE) --no-print-directory install

screenshots: install-tests debian-packages  ## take the pictures in the README again
	@$(PY) -m docs.screenshots

matrix: install-tests debian-packages  ## every page in every language, theme and width: LANGUAGES=en,ur THEMES=dark WIDTHS=320
	@LANGUAGES='$(LANGUAGES)' THEMES='$(THEMES)' WIDTHS='$(WIDTHS)' \
		$(PYTEST) -q -s -n 0 -p no:randomly -m heavy tests/journeys/test_whole_matrix.py $(ARGS)

transcripts: install-tests debian-packages  ## write down again how pages sound; read the difference
	@WRITE_TRANSCRIPTS=yes $(PYTEST) -q -n 0 $(READER)/test_transcripts.py
	@git --no-pager diff --stat -- $(READER)/transcripts

bench: install-tests  ## measure again what bench/README.md tells
	@$(PY) -m bench.responses
	@$(PY) -m bench.responses --postgresql
	@$(PY) -m bench.report_job

clean:  ## remove what was installed and made, but never your data
	rm -rf $(VENV) $(NPM:%=%/node_modules) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache translations/*/LC_MESSAGES/*.mo
