# Every chore; `make` alone lists them, in the language of those who run a portal. Each sets up what it needs and is quick when
# nothing changed.
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

## help                   列出全部
.PHONY: help
help:
	@echo '用法：make 名称；先准备好运行环境，没有变化的不重做。可用的名称：'
	@sed -n 's/^## /  make /p' Makefile
	@echo '命令的其他选项写在 OPTIONS 里，例如 make build OPTIONS=--strict；退出码见最后一行'

## build                  核对 content/，生成网站 site/
.PHONY: build
build: $(CORE)
	@$(RUN) build.py build $(OPTIONS)

## check                  只核对，草稿也核对，不写任何文件
.PHONY: check
check: $(CORE)
	@$(RUN) build.py check $(OPTIONS)

## serve                  在本机预览网站，保存即刷新
.PHONY: serve
serve: $(CORE)
	@$(RUN) build.py serve $(OPTIONS)

## new                    新建一年的报告：make new YEAR=2025 [BODY=office]
.PHONY: new
new: $(CORE)
	@[ -n "$(YEAR)" ] || { echo '新建哪一年的报告？例如：make new YEAR=2025' >&2; exit 2; }
	@$(RUN) build.py new $(YEAR) $(if $(BODY),--body $(BODY)) $(OPTIONS)

## import                 导入已有的年报：make import FILE=年报.docx [BODY=office]；FILE 也可以是文件夹、.zip 或 'a.docx b.pdf'
.PHONY: import
import: export FILE_NAMED = $(value FILE)
import: export BODY_NAMED = $(value BODY)
import: $(IMPORT)
	@[ -n "$$FILE_NAMED" ] || { echo '要导入哪个文件或文件夹？例如：make import FILE=年报.docx' >&2; exit 2; }
	@if [ -e "$$FILE_NAMED" ]; then set -- "$$FILE_NAMED"; else set -- $$FILE_NAMED; fi; \
	$(RUN) build.py import $(if $(BODY),--body "$$BODY_NAMED") $(OPTIONS) -- "$$@"

## demo                   把 examples/ 里虚构的县生成到 site-demo/
.PHONY: demo
demo: $(CORE)
	@$(RUN) build.py build --content examples/county --site site-demo $(OPTIONS)

## check-fast             开发：代码检查和较快的测试，约一分钟
.PHONY: check-fast
check-fast: $(TEST)
	@$(RUN) -m ruff check --quiet .
	@$(RUN) -m mypy --no-error-summary
	@$(RUN) -m pytest -n auto --dist worksteal -m "not slow" tests/test_architecture.py tests/unit tests/cases $(OPTIONS)

## test                   开发：全部测试和代码检查
.PHONY: test
test: $(TEST)
	@sh browser.sh $(VENV)
	@command -v soffice >/dev/null || echo "没有 LibreOffice：.doc、.wps、.et 的导入测试会跳过。请安装 libreoffice-writer 和 libreoffice-calc。" >&2
	@$(RUN) -m ruff check --quiet .
	@$(RUN) -m mypy --no-error-summary
	@$(RUN) -m pytest -n auto --dist worksteal $(OPTIONS)

## test-long              开发：全部测试，例子更多、时间更长
.PHONY: test-long
test-long: $(TEST)
	@sh browser.sh $(VENV)
	@DISCLOSURE_TESTS=long $(RUN) -m pytest -n auto --dist worksteal $(OPTIONS)

## bench                  开发：测速（FULL=1 包括一万份报告），再做 test-long
.PHONY: bench
bench: $(BENCH)
	@$(RUN) bench/measure.py
	@$(RUN) bench/run.py $(if $(FULL),--full) $(OPTIONS)
	@$(RUN) bench/workers.py
	@$(RUN) -m bench.import_county
	@$(RUN) -m bench.import_rates
	@$(RUN) -m bench.import_bulk
	@$(RUN) bench/axe.py
	@$(MAKE) --no-print-directory test-long OPTIONS=

## lock                   开发：重新解析依赖，需要 uv
.PHONY: lock
lock:
	uv pip compile pyproject.toml --extra search --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11.2 --upgrade -o requirements.lock
	uv pip compile pyproject.toml --extra search --extra import --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11.2 --upgrade -o requirements-import.lock
	uv pip compile pyproject.toml --extra search --extra workers --extra bench --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11.2 --upgrade -o requirements-bench.lock
	uv pip compile pyproject.toml --extra search --extra import --extra test --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11.2 --upgrade -o requirements-test.lock

## wheels                 备好 wheels/，供没有网络的机器安装
.PHONY: wheels
wheels:
	@PYTHON=$(PYTHON) sh wheels.sh wheels $(OPTIONS)

## clean                  删去生成的网站和缓存
.PHONY: clean
clean:
	rm -rf site site-demo shards .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis

## distclean              连同运行环境和 wheels/ 一起删去
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
