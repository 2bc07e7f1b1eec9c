# Two commands for a newcomer: `make run` serves the portal, `make test` runs every check.
PYTHON ?= python3.11
PORT ?= 8501
DESK_PORT ?= 8502
VENV := .venv
BIN := $(VENV)/bin
REGISTER := .venv-register
# Tests side by side: one more than processors, because some wait for a browser or a server.
WORKERS ?= $(shell expr $$(nproc) + 1)

.PHONY: run test access test-register engines bench wrk desk pictures fix lint browser requirements shelf

run: $(VENV)/run.stamp
	$(BIN)/python -m lib prepare --quick
	$(BIN)/streamlit run streamlit_app.py --server.port=$(PORT)

# The press desk, for this machine alone unless sign-in is configured (docs/publishing.md).
desk: $(VENV)/run.stamp
	$(BIN)/streamlit run press_desk.py --server.port=$(DESK_PORT) --server.address=127.0.0.1 --server.maxUploadSize=150

test: $(VENV)/test.stamp browser proxy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

# axe-core on every page in both lives and every screen of the desk, three languages, two themes and three widths; about 14 minutes.
access: $(VENV)/test.stamp browser
	$(BIN)/python -m tests.access

# 5,000 generated workbooks, others for every SEED, none of which may raise; `test` takes 200 that are always the same.
SEED ?= 0
workbooks: $(VENV)/test.stamp
	WORKBOOKS=5000 $(BIN)/python -m pytest tests/test_desk_workbooks.py --hypothesis-seed=$(SEED)

# The register of appeals counted by DuckDB, PostgreSQL and Spark; apart from `test`, because Spark is large.
test-register: engines
	@if $(MAKE) --no-print-directory $(REGISTER)/test.stamp; then $(REGISTER)/bin/python -m pytest -rs tests/register; \
	  else echo "NOT RUN: tests of the register, because requirements-register.txt could not be installed."; fi

# Debian's PostgreSQL and Java for them; the tests start a server of their own and need no service.
engines:
	@{ ls /usr/lib/postgresql/*/bin/pg_ctl && command -v java; } >/dev/null 2>&1 || { \
	  [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 \
	  && apt-get update -qq \
	  && RUNLEVEL=1 apt-get install -y -qq --no-install-recommends postgresql default-jre-headless >/dev/null 2>&1; } \
	  || echo "NOT RUN: tests with PostgreSQL or Spark, because Debian's postgresql and Java are not here and could not be installed."

fix: $(VENV)/test.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/python -m lib.contract.dictionary docs/data.md

# The default shelf, made anew from the demonstration; seldom: every time adds to the history.
shelf: $(VENV)/run.stamp
	rm -rf data/snapshots build/shelf
	for release in 2022-07-05:2022-q2 2022-10-05:2022-q3 2023-01-31:2022-year; do \
	  day=$${release%%:*}; \
	  $(BIN)/python -m lib demo --out build/shelf/$$day --as-of $$day && \
	  $(BIN)/python -m lib publish build/shelf/$$day --as-of $$day --release $${release#*:} --note "Demonstration, $$day" || exit 1; \
	done

# The pictures of the README, the gallery and the office's handbook, taken anew from running programs.
pictures: $(VENV)/test.stamp browser
	$(BIN)/python -m tests.gallery
	$(BIN)/python -m tests.pictures

# Debian's chromium for the browser tests; where it cannot be installed they say so and are left out.
browser:
	@command -v chromium >/dev/null 2>&1 || { \
	  [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 \
	  && apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null 2>&1; } \
	  || echo "NOT RUN: browser tests, because Debian's chromium is not here and could not be installed."

# Debian's nginx for the tests of what is deployed, in the same way; it is not started as a service.
proxy:
	@command -v nginx >/dev/null 2>&1 || test -x /usr/sbin/nginx || { \
	  [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 \
	  && apt-get update -qq && RUNLEVEL=1 apt-get install -y -qq --no-install-recommends nginx-light >/dev/null 2>&1; } \
	  || echo "NOT RUN: tests behind a proxy, because Debian's nginx is not here and could not be installed."

# Debian's wrk counts answers a second.
wrk:
	@command -v wrk >/dev/null 2>&1 || { \
	  [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 \
	  && apt-get update -qq && apt-get install -y -qq --no-install-recommends wrk >/dev/null 2>&1; } \
	  || echo "NOT RUN: answers a second, because Debian's wrk is not here and could not be installed."

# Every measurement of docs/performance.md, with its bounds; about twenty-five minutes on a quiet machine. DATASETTE= names its program.
bench: $(VENV)/test.stamp browser wrk
	$(BIN)/python -m bench.decade
	$(BIN)/python -m bench.pages
	$(BIN)/python -m bench.crowd
	$(BIN)/python -m bench.endurance
	$(BIN)/python -m bench.side_by_side $(if $(DATASETTE),--datasette $(DATASETTE))
	$(BIN)/python -m bench.first_load
	$(BIN)/python -m bench.web $(if $(DATASETTE),--datasette $(DATASETTE))
	$(BIN)/python -m bench.copied
	$(BIN)/python -m bench.search
	$(BIN)/python -m bench.groups

# What the portal is made of: build/sbom.json (CycloneDX) and docs/licences.md.
sbom: $(VENV)/test.stamp
	$(BIN)/python -m deploy.sbom

# Versions are resolved here and nowhere else; needs the package uv.
requirements:
	uv pip compile --quiet --generate-hashes --python-version 3.11 --no-emit-index-url --no-strip-extras requirements.in -o requirements.txt
	uv pip compile --quiet --generate-hashes --python-version 3.11 --no-emit-index-url --no-strip-extras requirements-dev.in -o requirements-dev.txt
	uv pip compile --quiet --generate-hashes --python-version 3.11 --no-emit-index-url --no-strip-extras requirements-register.in -o requirements-register.txt

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV) || python3 -m venv $(VENV)

$(VENV)/run.stamp: requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	touch $@

$(VENV)/test.stamp: requirements-dev.txt $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt -r requirements-dev.txt
	touch $@

$(REGISTER)/bin/python:
	$(PYTHON) -m venv $(REGISTER) || python3 -m venv $(REGISTER)

$(REGISTER)/test.stamp: requirements.txt requirements-register.txt | $(REGISTER)/bin/python
	$(REGISTER)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt -r requirements-register.txt
	touch $@
