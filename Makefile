# Every chore in words; `make` alone lists them. Each sets up what it needs and is quick when nothing changed.
export PYTHONUTF8 = 1
unexport PYTHONDONTWRITEBYTECODE
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
CORE := $(VENV)/core.stamp
IMPORT := $(VENV)/import.stamp
TEST := $(VENV)/test.stamp
BENCH := $(VENV)/bench.stamp
BODY ?=
OPTIONS ?=

build check serve new import demo: export DISCLOSURE_CALLED_BY = make

## help                   list the chores
.PHONY: help
help:
	@sed -n 's/^## /  make /p' Makefile

## build                  check content/ and publish it into site/
.PHONY: build
build: $(CORE)
	@$(RUN) build.py build $(OPTIONS)

## check                  read everything and print what is wrong; writes nothing
.PHONY: check
check: $(CORE)
	@$(RUN) build.py check $(OPTIONS)

## serve                  show the site on this machine; saving a file reloads it
.PHONY: serve
serve: $(CORE)
	@$(RUN) build.py serve $(OPTIONS)

## new                    begin the report of a year: make new YEAR=2025 [BODY=office]
.PHONY: new
new: $(CORE)
	@[ -n "$(YEAR)" ] || { echo '新建哪一年的报告？例如：make new YEAR=2025' >&2; exit 2; }
	@$(RUN) build.py new $(YEAR) $(if $(BODY),--body $(BODY)) $(OPTIONS)

## import                 turn existing reports into content files: make import FILE=年报.docx [BODY=office], FILE='a.docx b.pdf'
.PHONY: import
import: $(IMPORT)
	@[ -n "$(FILE)" ] || { echo '要导入哪个文件？例如：make import FILE=年报.docx' >&2; exit 2; }
	@if [ -f "$(FILE)" ]; then set -- "$(FILE)"; else set -- $(FILE); fi; \
	$(RUN) build.py import "$$@" --into "content$(if $(BODY),/$(BODY))" $(OPTIONS)

## demo                   build the fictional county of examples/ into site-demo/
.PHONY: demo
demo: $(CORE)
	@$(RUN) build.py build --content examples/county --site site-demo $(OPTIONS)

## check-fast             the linter, the type checker and the tests that need no browser and kill nothing: about a minute
.PHONY: check-fast
check-fast: $(TEST)
	@$(RUN) -m ruff check --quiet .
	@$(RUN) -m mypy --no-error-summary
	@$(RUN) -m pytest -n auto --dist worksteal -m "not slow" $(OPTIONS)

## test                   run every test, the linter and the type checker
.PHONY: test
test: $(TEST)
	@sh browser.sh $(VENV)
	@command -v soffice >/dev/null || echo "没有 LibreOffice：.doc、.wps、.et 的导入测试会跳过。请安装 libreoffice-writer 和 libreoffice-calc。" >&2
	@$(RUN) -m ruff check --quiet .
	@$(RUN) -m mypy --no-error-summary
	@$(RUN) -m pytest -n auto --dist worksteal $(OPTIONS)

## test-long              run every test at length: every page in every look, many more examples, kills and queries
.PHONY: test-long
test-long: $(TEST)
	@sh browser.sh $(VENV)
	@DISCLOSURE_TESTS=long $(RUN) -m pytest -n auto --dist worksteal $(OPTIONS)

## bench                  measure builds beside Hugo (FULL=1: 10,000 reports too), import thousands of documents, then test at length
.PHONY: bench
bench: $(BENCH)
	@$(RUN) bench/measure.py
	@$(RUN) bench/run.py $(if $(FULL),--full) $(OPTIONS)
	@$(RUN) -m bench.import_county
	@$(RUN) -m bench.import_rates
	@$(MAKE) --no-print-directory test-long OPTIONS=

## lock                   resolve the dependencies anew (needs uv)
.PHONY: lock
lock:
	uv pip compile pyproject.toml --extra search --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11.2 --upgrade -o requirements.lock
	uv pip compile pyproject.toml --extra search --extra import --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11.2 --upgrade -o requirements-import.lock
	uv pip compile pyproject.toml --extra search --extra bench --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11.2 --upgrade -o requirements-bench.lock
	uv pip compile pyproject.toml --extra search --extra import --extra test --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11.2 --upgrade -o requirements-test.lock

## wheels                 fill wheels/ with the program and all it needs, for machines without internet
.PHONY: wheels
wheels:
	@PYTHON=$(PYTHON) sh wheels.sh wheels $(OPTIONS)

## clean                  remove everything that was generated
.PHONY: clean
clean:
	rm -rf site site-demo .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis

## distclean              remove the environment and the wheels too
.PHONY: distclean
distclean: clean
	rm -rf $(VENV) wheels

$(CORE): requirements.lock setup.sh
	@PYTHON=$(PYTHON) sh setup.sh $(VENV) requirements.lock && touch $@

$(IMPORT): requirements-import.lock $(CORE)
	@PYTHON=$(PYTHON) sh setup.sh $(VENV) requirements-import.lock && touch $@

$(TEST): requirements-test.lock $(CORE)
	@PYTHON=$(PYTHON) sh setup.sh $(VENV) requirements-test.lock && touch $@

$(BENCH): requirements-bench.lock $(TEST)
	@PYTHON=$(PYTHON) sh setup.sh $(VENV) requirements-bench.lock && touch $@
