# Everything a reader or an author runs. `make help` lists it.
# PYTHON=... chooses the interpreter of .venv, PORT=... the port of `make serve`.

.DEFAULT_GOAL := book
.NOTPARALLEL:
.PHONY: help serve book check test notebooks lab zip pdf publish binder lint unit forget site engines live speed browser links lighthouse lock clean

SHELL := /bin/sh
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
PIP := .venv/bin/python -m pip install --quiet --disable-pip-version-check
RUN := PATH="$(CURDIR)/.venv/bin:$$PATH"
# Tests at once; those that take the time of a page run alone.
MANY := --numprocesses=auto --maxprocesses=4 --dist=worksteal
UNIT := nflsim tests/*.py $(addprefix tests/,evolution explorer explorers knobs learning market optimization)
# A page without the book's theme, made by the test itself.
BARE := $(addprefix tests/site/test_,player.py gestures.py heatmap.py)

# What the book is made of. Sphinx knows when a page changed, but neither it nor the cache of
# executed cells knows when the package did: anything but a page means a build from nothing.
PAGES := $(wildcard *.md .figures/*.json) $(shell find chapters -not -path '*/.*' 2>/dev/null)
REST := _config.yml _toc.yml $(wildcard *.bib *.svg *.png) .venv/.book node_modules/.stamp \
  $(shell find nflsim book_ext _static _templates -not -path '*/__pycache__*' -not -path '*/.*' 2>/dev/null)

# command $(call otherwise,step,remedy): a failure names the step and what to do. No commas in a remedy.
otherwise = || { printf '%s\n' "make: step '$(1)' failed: $(2)" >&2; exit 1; }

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1: /p' $(firstword $(MAKEFILE_LIST)) | \
	  while IFS=: read -r name does; do printf '  make %-12s%s\n' "$$name" "$$does"; done

serve: book  ## the book in your browser
	@.venv/bin/python -m tools.serve

book: _build/html/.stamp  ## the book in _build/html; any warning fails it
	@echo "The book is in _build/html (make serve opens it)"

check: lint browser node_modules/.stamp  ## in two minutes whether a change is good; 'make test' decides
	@$(RUN) pytest $(MANY) -m "not slow" $(UNIT) $(BARE) $(call otherwise,check,mend what the failures above name and run 'make check')

test: forget lint unit book site engines live  ## everything, from nothing; what CI runs
	@echo "make: every step of the test passed"

notebooks: book  ## the chapters as notebooks that read as the pages do: notebooks/
	@.venv/bin/python -m tools.notebooks $(call otherwise,notebooks,see the message above)

lab: notebooks  ## the notebooks, in JupyterLab
	@$(RUN) jupyter lab notebooks $(call otherwise,lab,see the message above; JupyterLab runs on its own with .venv/bin/jupyter lab notebooks)

zip: book  ## the site as one file to read without a network: _build/why-specialization.zip
	@.venv/bin/python -m tools.archive $(call otherwise,zip,see the message above)

pdf: book browser  ## the whole book on paper: _build/why-specialization.pdf
	@.venv/bin/python -m tools.pdf $(call otherwise,pdf,see the message above)

# From nothing, so that its pages tell what the last run of the tests passed.
publish: forget zip pdf  ## the book on the branch gh-pages of origin
	@.venv/bin/python -m tools.publish $(call otherwise,publish,see the message above)

binder: book .venv/.test  ## what Binder and Colab do, in empty environments
	@$(RUN) pytest tests/binder $(call otherwise,binder,mend what the failures above name and run 'make binder')

lint: .venv/.test  ## style
	@.venv/bin/ruff check . $(call otherwise,lint,fix the lines named above; '.venv/bin/ruff check --fix .' mends most)
	@.venv/bin/ruff format --check . $(call otherwise,lint,run '.venv/bin/ruff format .')

unit: .venv/.test node_modules/.stamp  ## the package and the chapters, without a browser
	@$(RUN) pytest $(MANY) --record=unit $(UNIT) $(call otherwise,unit,mend what the failures above name and run 'make unit')

forget:
	@rm -rf _build

site: book browser  ## the built book, in a real browser
	@$(RUN) pytest $(MANY) --record=site tests/site --ignore=tests/site/test_budgets.py \
	  $(call otherwise,site,mend what the failures above name and run 'make site')
	@$(RUN) pytest --record=budgets tests/site/test_budgets.py \
	  $(call otherwise,budgets,mend what the failures above name and run 'make site')

engines: book browser  ## the figures in Chromium, Firefox and Safari's engine
	@$(RUN) pytest $(MANY) --record=engines tests/engines $(call otherwise,engines,mend what the failures above name and run 'make engines')

live: book browser  ## the explorers in a real JupyterLab
	@$(RUN) pytest $(MANY) --record=live tests/live $(call otherwise,live,mend what the failures above name and run 'make live')

browser: .venv/.test
	@.venv/bin/python -m tools.browser $(call otherwise,browser,the message above says what to install)

# A failed build forgets what Sphinx read: it would not repeat the warning of an unchanged page.
_build/html/.stamp: $(PAGES) $(REST)
	@$(if $(filter-out $(PAGES),$?),rm -rf _build)
	@$(RUN) jupyter-book build . -n -W --keep-going || { rm -rf _build/.doctrees; false; } \
	  $(call otherwise,book,a warning above counts as an error; fix the page it names and run 'make book')
	@touch $@

.venv/.book: requirements.txt pyproject.toml
	@.venv/bin/python -m pip --version >/dev/null 2>&1 || { \
	  test -n "$(PYTHON)" \
	    $(call otherwise,venv,no Python 3.11 or newer found; install one or name it: make PYTHON=/path/to/python3) && \
	  $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	    $(call otherwise,venv,$(PYTHON) is not a Python 3.11 or newer; name another: make PYTHON=/path/to/python3) && \
	  $(PYTHON) -m venv --clear .venv \
	    $(call otherwise,venv,Python's venv module is missing or incomplete; on Debian and Ubuntu: apt install python3-venv); }
	@echo "Installing what the book needs into .venv (a minute or two the first time)"
	@$(PIP) -r requirements.txt $(call otherwise,venv,see pip's message above; without a network try again later)
	@$(PIP) --no-deps -e . $(call otherwise,venv,see pip's message above; pyproject.toml may be at fault)
	@touch $@

.venv/.test: .venv/.book requirements-test.txt
	@$(PIP) -r requirements-test.txt $(call otherwise,venv,see pip's message above; without a network try again later)
	@touch $@

# node and npm come with requirements.txt: nobody installs them by hand.
node_modules/.stamp: package.json package-lock.json .npmrc .venv/.book
	@.venv/bin/python -m book_ext.pages.assets $(call otherwise,assets,see the message above)
	@touch $@

# In a folder of its own, because the builder writes where the pages are.
links: .venv/.book node_modules/.stamp  ## every link to the outside, asked over the network
	@$(RUN) jupyter-book build . --builder linkcheck --path-output _build/links $(call otherwise,links,mend the links called broken above; a site may be down only today)

LIGHTHOUSE := benchmarks/lighthouse
lighthouse: book browser $(LIGHTHOUSE)/node_modules/.stamp  ## Lighthouse's scores of every page, on a machine that does nothing else
	@$(RUN) PYTHONPATH=. python $(LIGHTHOUSE)/run.py $(call otherwise,lighthouse,the lines above name the audits; other work on the machine lowers the performance)

$(LIGHTHOUSE)/node_modules/.stamp: $(LIGHTHOUSE)/package.json $(LIGHTHOUSE)/package-lock.json .venv/.book
	@$(RUN) npm ci --prefix $(LIGHTHOUSE) --loglevel=error $(call otherwise,lighthouse,see npm's message above; without a network try again later)
	@touch $@

# Keeps the pins that still fit; UPGRADE=1 takes the newest of everything that does.
UV := .venv/bin/uv pip compile --quiet --generate-hashes --universal --fork-strategy fewest \
  --python-version 3.11 --no-header --no-annotate --no-emit-package nflsim $(if $(UPGRADE),--upgrade) pyproject.toml
lock: .venv/.book  ## pin requirements.txt and requirements-test.txt anew; UPGRADE=1 takes the newest
	@$(PIP) uv $(call otherwise,lock,see pip's message above; without a network try again later)
	@$(UV) --extra book -o requirements.txt $(call otherwise,lock,see uv's message above: two requirements disagree)
	@$(UV) --extra test -c requirements.txt -o requirements-test.txt $(call otherwise,lock,see uv's message above: two requirements disagree)

clean:  ## the clone as it was; FORCE=1 also removes notebooks you edited
	@test ! -d notebooks || test -n "$(FORCE)" || $(or $(wildcard .venv/bin/python),$(PYTHON)) -m tools.notebooks --edited \
	  $(call otherwise,clean,move what you want to keep out of notebooks or run 'make clean FORCE=1')
	@rm -rf .venv _build .figures notebooks node_modules $(LIGHTHOUSE)/node_modules .pytest_cache .ruff_cache .hypothesis *.egg-info
	@find . -name .git -prune -o \( -name __pycache__ -o -name .ipynb_checkpoints \) -prune -exec rm -rf {} +
