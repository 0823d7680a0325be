# Følg op: every command a developer or an operator needs. `make` alone lists them.

PYTHON ?= python3
PORT ?= 8000
DATE ?= $(shell date +%F)
ONLY ?=
ITEMS ?= 20000
MINUTES ?= 5
SEED ?=
ADVISORIES ?=
TEXT ?= Udvalget ønskede et notat om støj inden 1. marts. FAS følger op.

BIN := .venv/bin
# The locks name no registry: what this machine has configured for pip stays out of them.
COMPILE := PIP_CONFIG_FILE=/dev/null PIP_FIND_LINKS= PIP_EXTRA_INDEX_URL= $(BIN)/pip-compile \
	--quiet --generate-hashes --strip-extras --allow-unsafe --no-header --no-annotate \
	--no-emit-options --no-emit-index-url --no-emit-find-links --no-emit-trusted-host

DEMO := FOLGOP_DEMO=1 FOLGOP_SEND_ANY_TIME=1 FOLGOP_SITE_URL=http://127.0.0.1:$(PORT)

.DEFAULT_GOAL := help
.PHONY: help env run test test-slow bench fuzz load fast check fix explain samples pictures translations lock licences sbom audit

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

env: ## Make the environment in .venv, and nothing else
	@$(PYTHON) .ci/environment.py

run: env ## Start everything with an invented municipality (PORT=8001 for another port)
	@$(DEMO) $(BIN)/python manage.py demo
	@$(DEMO) exec $(BIN)/python manage.py up --port $(PORT)

test: env ## Run the whole suite on SQLite, and on PostgreSQL with Redis where both answer
	@$(BIN)/python -m tests.run

test-slow: env ## Run the slow tests, with more kills, years and calls than `make test` has time for
	@THOROUGH=1 $(BIN)/python -m tests.run

bench: env ## Measure what things cost beside what they rest on (ONLY="reading ocr" for some)
	@$(BIN)/python -m tests.bench $(ONLY)

fuzz: env ## Try wild input for MINUTES=5 a target, keep what is new (ONLY=upload SEED=2026-03-02)
	@FUZZ_MINUTES=$(MINUTES) FUZZ_SEED=$(SEED) $(BIN)/pytest -n 0 -p no:randomly --show-capture=no \
		tests/fuzz/test_for_a_while.py -k "$(ONLY)"

load: env ## Let twenty people work while processes are killed (MINUTES=3 ITEMS=20000)
	@MINUTES=$(if $(filter file,$(origin MINUTES)),3,$(MINUTES)) ITEMS=$(ITEMS) $(BIN)/python -m tests.load

fast: env ## Run the tests of the pure cores: no database, under a minute
	@$(BIN)/pytest -n 2 -m "pure and not slow"

check: env ## Lint, types, import contracts, migrations, Django's own checks
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy .
	@$(BIN)/djlint templates --lint --quiet
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@$(BIN)/python manage.py check

fix: env ## Mend what can be mended by itself: lint, format
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

explain: env ## Say what is read in a sentence, and why: make explain TEXT="…" DATE=2026-03-02
	@$(BIN)/python manage.py explain "$(TEXT)" --date $(DATE)

samples: env ## Draw the sample minutes anew
	@$(BIN)/python samples/make.py

pictures: env ## Take the README's pictures anew, on the way through the browser walk
	@PICTURES=docs/pictures $(BIN)/pytest tests/tracker/test_walk.py

translations: env ## Bring the English catalogue in line, compile it, and list what it lacks
	@$(BIN)/python -m tests.translations

lock: env ## Resolve requirements.txt into the two locks, with hashes
	@echo "Resolving requirements.txt (some minutes where nothing is locked yet) …"
	@$(COMPILE) --output-file requirements.lock requirements.txt
	@sed '/^# --- tools/,$$d' requirements.txt > .venv/requirements-run.in
	@cp requirements.lock requirements-run.lock
	@$(COMPILE) --output-file requirements-run.lock .venv/requirements-run.in

licences: env ## Make docs/licences.md anew from the lock
	@$(BIN)/python -m tests.supply licences

sbom: env ## Write sbom.cdx.json: what the product is made of, as CycloneDX
	@$(BIN)/python -m tests.supply sbom

audit: env ## Hold what is pinned against known advisories, before a release: ADVISORIES=FOLDER
	@$(BIN)/python -m tests.supply audit $(ADVISORIES)
