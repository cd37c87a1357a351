# What the Tech!?  `make run` to look at it, `make test` to test it, `make help` for the rest.

PYTHON ?= python3
PORT ?= 8000
UV_VERSION := 0.13.8
export UV_PYTHON_DOWNLOADS := never
UV := .tools/bin/uv
RUN := .venv/bin/python
MANAGE := $(RUN) manage.py
DATA := $(or $(DATA_DIR),var)
DEVELOPMENT := DEBUG=true SITE_ADDRESS=http://127.0.0.1:$(PORT)

.DEFAULT_GOAL := help
.PHONY: help run load serve secret-key test check bench clean

help: ## This list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.12 …" if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv .tools || { rm -rf .tools; \
		echo 'Python has no venv here. On Debian or Ubuntu: sudo apt install python3-venv'; exit 1; }
	@.tools/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

.venv/.stamp: $(UV) pyproject.toml uv.lock
	@$(UV) sync --quiet --frozen --extra postgres --extra redis --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')"
	@touch $@

run: .venv/.stamp ## Look at it: http://127.0.0.1:8000 (PORT=… for another)
	@$(DEVELOPMENT) $(MANAGE) migrate --verbosity 0
	@test -e $(DATA)/.loaded || { $(DEVELOPMENT) $(MANAGE) load_starter_course && \
		$(DEVELOPMENT) $(MANAGE) load_demonstration && touch $(DATA)/.loaded; }
	@$(DEVELOPMENT) $(MANAGE) where_to_look
	@$(DEVELOPMENT) $(MANAGE) runserver 127.0.0.1:$(PORT)

load: .venv/.stamp ## Load the starter course again; what an editor changed stays
	@$(DEVELOPMENT) $(MANAGE) load_starter_course

serve: .venv/.stamp ## Run it for real; settings come from the environment or .env
	@$(MANAGE) check --deploy --fail-level WARNING
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) collectstatic --no-input --verbosity 0
	@exec .venv/bin/gunicorn whatthetech.wsgi --bind 127.0.0.1:$(PORT) --workers $${WEB_WORKERS:-2} --threads 4

secret-key: .venv/.stamp ## A new SECRET_KEY
	@$(RUN) -c 'from django.core.management.utils import get_random_secret_key as key; print(key() + key())'

test: .venv/.stamp ## Every test: SQLite, PostgreSQL, and journeys in a browser
	@$(RUN) -m pytest --database=sqlite
	@$(RUN) -m pytest --database=postgresql -m "not browser"

check: .venv/.stamp ## Style, import direction, migrations, deployment settings
	@.venv/bin/ruff check . && .venv/bin/ruff format --check .
	@.venv/bin/djhtml --check --tabwidth 2 templates
	@.venv/bin/lint-imports
	@DEBUG=true $(MANAGE) makemigrations --check --dry-run
	@DEBUG=false SECRET_KEY=$$($(RUN) -c 'import secrets; print(secrets.token_hex(40))') \
		SITE_ADDRESS=https://lessons.example $(MANAGE) check --deploy --fail-level WARNING

bench: .venv/.stamp ## Figures: bytes, queries, requests a second
	@$(RUN) -m tests.bench

clean: ## Forget the environment; the data in var/ stays
	rm -rf .tools .venv
