# The two commands of the project are `make site` and `make test`; each sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

OLDEST := .venv-oldest

.PHONY: site test test-oldest preview check lint browser update-golden docs pictures fonts guard-report messages torture oracle attacks fuzz audit-dependencies bench bench-peers standards clean help

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

site: $(VENV)/.installed ## build the publication into site/
	@$(BIN)/factpress build
	@echo "Look at it: run 'make preview' and open the address it prints,"
	@echo "or serve the folder site/ with any static web server."

test: $(VENV)/.installed-dev browser lint ## run all tests
	@$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

test-oldest: $(OLDEST)/.installed browser ## run all tests with the oldest libraries allowed
	@$(OLDEST)/bin/factpress build --quiet --out $(OLDEST)/site
	@$(OLDEST)/bin/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

preview: $(VENV)/.installed ## serve the site and reload it on every change
	@$(BIN)/factpress preview

check: $(VENV)/.installed ## look for problems in content/
	@$(BIN)/factpress check

lint: $(VENV)/.installed-dev ## format check, lint, types
	@$(BIN)/ruff format --check --quiet generator tests docs
	@$(BIN)/ruff check --quiet generator tests docs
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/bandit --quiet --configfile pyproject.toml --recursive generator docs/generate

browser: $(VENV)/.installed-dev ## provide the browser that the tests drive
	@$(BIN)/python tests/browser/provide.py

update-golden: $(VENV)/.installed-dev ## write the golden pages again, after a change that is meant
	@$(BIN)/python -m pytest tests/test_golden.py --update-golden

docs: $(VENV)/.installed-dev ## write the generated pages of docs/reference
	@$(BIN)/python docs/generate/front_matter_reference.py > docs/reference/front-matter.md
	@$(BIN)/python docs/generate/markdown_reference.py > docs/reference/markdown.md
	@$(BIN)/python docs/generate/evidence_keys.py
	@$(BIN)/python docs/generate/template_reference.py > docs/reference/templates.md

pictures: $(VENV)/.installed-dev browser ## take the pictures of the tutorial anew
	@FACTPRESS_PICTURES=1 $(BIN)/python -m pytest tests/test_tutorial.py -k tutorial_leads

fonts: $(VENV)/.installed-dev ## cut the fonts of the theme from their families
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group fonts
	@$(BIN)/python docs/generate/fonts.py

guard-report: $(VENV)/.installed-dev ## measure the guards on labelled crops, into docs/develop/guards.md
	@$(BIN)/python docs/generate/guard_report.py > docs/develop/guards.md

messages: $(VENV)/.installed-dev ## add new words of the interface to every language's catalogue
	@$(BIN)/python tests/messages.py

torture: $(VENV)/.installed-dev ## kill builds at every call, fail disks, cut the power (an hour)
	@FACTPRESS_TORTURE_FULL=1 $(BIN)/python -m pytest --durations=20 tests/torture

oracle: $(VENV)/.installed-dev ## compare ten thousand random edits with clean builds (hours)
	@FACTPRESS_TEMPLATES=3000 $(BIN)/python -m pytest tests/templating/test_any_templates.py
	@FACTPRESS_TORTURE=10000 $(BIN)/python -m pytest tests/test_oracle.py

attacks: $(VENV)/.installed-dev browser ## try every hostile input on every page, in a browser (hours)
	@FACTPRESS_ATTACKS=1 $(BIN)/python -m pytest tests/attacks tests/archive/test_hostile_copies.py -s

SECONDS ?= 120
fuzz: $(VENV)/.installed-dev ## try any input on every parser (TARGET=card SECONDS=120)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --group fuzz || \
		echo "atheris cannot be installed here."
	@$(BIN)/python tests/fuzz/run.py $(TARGET) --seconds $(SECONDS)
	@FACTPRESS_FUZZ=20000 $(BIN)/python -m pytest -n auto --dist loadfile tests -k test_any_

audit-dependencies: $(VENV)/.installed-dev ## look for known vulnerabilities of the libraries
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group audit
	@$(BIN)/python tests/audit_dependencies.py

standards: $(VENV)/.installed-dev browser ## test every page with axe-core, the Nu checker, the budgets (minutes)
	@$(BIN)/python tests/nu_checker.py
	@FACTPRESS_STANDARDS=1 $(BIN)/python -m pytest tests/standards

CLAIMS ?= 1000
bench: $(VENV)/.installed-dev ## time builds of a made-up publication (CLAIMS=1000 LIAR=FOLDER)
	@$(BIN)/python -m compileall -q generator
	@$(BIN)/python tests/benchmarks/bench_build.py $(CLAIMS) $(if $(LIAR),--liar $(LIAR))
	@$(BIN)/python tests/benchmarks/bench_matching.py

bench-peers: $(VENV)/.installed ## time Hugo, Eleventy and Pelican beside factpress
	@$(BIN)/python tests/benchmarks/bench_peers.py $(CLAIMS)

clean: ## remove what was set up (content/ and site/ stay)
	rm -rf $(VENV) $(OLDEST) .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(VENV)/.created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "factpress needs Python 3.11 or newer; set PYTHON=")'
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	@touch $@

$(VENV)/.installed: $(VENV)/.created pyproject.toml
	@echo "Setting up $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[search,sign]'
	@$(BIN)/python -m compileall -q generator
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	@echo "Setting up what the tests need …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev
	@touch $@

# Python 3.11 is the oldest too, and the one that the oldest libraries have wheels for.
$(OLDEST)/.installed: pyproject.toml tests/oldest.py
	@echo "Setting up $(OLDEST) …"
	@$(PYTHON) -m venv $(OLDEST)
	@$(OLDEST)/bin/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	@$(OLDEST)/bin/python tests/oldest.py > $(OLDEST)/requirements.txt
	@$(OLDEST)/bin/python -m pip install --quiet --disable-pip-version-check \
		--requirement $(OLDEST)/requirements.txt --editable .
	@touch $@
