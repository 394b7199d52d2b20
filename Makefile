# The doors for people. Each door is a small program in tools/; `make help` lists them.

PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$python && break; done)
PORT ?= 8000
NAME ?=
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help setup demo test check bench access lock pictures python

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /make \1	/p' Makefile | expand -t 14

setup: python ## set everything up: packages, style and fonts
	@$(PYTHON) tools/setup.py

demo: python ## set up, load the demo and start it (PORT=8000)
	@$(PYTHON) tools/demo.py --port "$(PORT)"

test: python ## every test, on SQLite and on PostgreSQL where it is there (ARGS="meedoen/guide -k name")
	@$(PYTHON) tools/setup.py --dev
	@.venv/bin/python tools/test.py $(ARGS)

check: python ## style, types, imports, migrations, templates, sizes
	@$(PYTHON) tools/setup.py --dev
	@.venv/bin/python tools/check.py

bench: python ## one side-by-side measurement (NAME=...); without a name the list
	@$(PYTHON) tools/setup.py --dev
	@.venv/bin/python tools/bench.py $(NAME) $(ARGS)

access: python ## write docs/access.md anew, from the roles and the table of the tests
	@$(PYTHON) tools/setup.py --dev
	@.venv/bin/python tools/access.py

lock: python ## write the locks in requirements/ anew
	@$(PYTHON) tools/setup.py --dev
	@.venv/bin/python tools/lock.py

pictures: python ## take the pictures of the README from the demo
	@$(PYTHON) tools/setup.py --dev
	@.venv/bin/python tools/pictures.py

python:
	@test -n "$(PYTHON)" || { echo "Meedoen heeft Python 3.11 of nieuwer nodig. Installeer die, of wijs hem aan: make PYTHON=/pad/naar/python3" >&2; exit 1; }
