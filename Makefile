# Juluo 聚落. Python >= 3.11 and make are all it takes: `make run` shows a community, `make test` checks the code.
# Everything made here lies in .venv/ and .juluo/ beside this file; `make clean` takes it away again.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
PY := $(VENV)/bin/python
READY := $(VENV)/.ready
READY_DEV := $(VENV)/.ready-dev
PROJECT := pyproject.toml juluo/__init__.py
LOCALE := juluo/wording/locale

# The newest Python that can make virtual environments; PYTHON=/path/to/python makes another choice.
CANDIDATES := $(if $(PYTHON),"$(PYTHON)",python3.13 python3.12 python3.11 python3 python)
FITS := import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))

# Two processes by default: the tests are made for two cores. JOBS=0 runs them in one.
JOBS ?= 2
# Tests start Python many a time: compiled once, whatever the surroundings say, that takes half as long.
unexport PYTHONDONTWRITEBYTECODE
# What pytest is to run or leave out: make test TESTS="tests/sources -k qq"
TESTS ?=

.PHONY: help
help: ## 有哪些命令｜this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1 \t/p' Makefile

# AGAIN=1 replaces a simulated community made some time ago by one up to yesterday.
AGAIN ?=
# Only a person at a terminal waits for Ctrl-C: in a script `make run` ends after the report. SERVE=1 or 0 says it outright.
SERVE ?=

.PHONY: run
run: $(READY) ## 装好，导入模拟社群，打印今天的日报，打开网页｜set up, show the demo's report, open the desk
	@JULUO_HOME=.juluo $(PY) -m juluo demo $(if $(AGAIN),--again)
	@if [ "$(SERVE)" = 1 ] || { [ -z "$(SERVE)$$CI" ] && [ -t 1 ]; }; then JULUO_HOME=.juluo exec $(PY) -m juluo up; \
	else echo "网页：JULUO_HOME=.juluo $(PY) -m juluo up｜the desk"; fi

.PHONY: test
test: $(READY_DEV) ## 跑测试｜run the tests
	@$(PY) -m pytest -n $(JOBS) --dist worksteal -rs $(TESTS)

.PHONY: check
check: $(READY_DEV) ## 提交前的全部检查：格式、规矩、类型、分层、测试｜everything that must pass before a commit
	@$(PY) -m ruff format --check --quiet
	@$(PY) -m ruff check --quiet
	@$(PY) -m mypy
	@$(PY) -c 'from importlinter.cli import lint_imports_command as lint; lint()' --no-cache
	@$(MAKE) --no-print-directory test

.PHONY: generate
generate: $(READY_DEV) ## 重新生成：docs/ 里的目录、指标的 SQL｜write the pages of docs/ and the metrics' SQL anew
	@$(PY) -m juluo.metrics.compiling
	@$(PY) docs/generate.py

.PHONY: pictures
pictures: $(READY_DEV) ## 重拍 README 里的网页（要有 Chromium）｜take the README's pictures anew
	@$(PY) docs/pictures.py

.PHONY: messages
messages: $(READY_DEV) ## 编译界面文字｜compile the wording catalogue
	@$(PY) -m babel.messages.frontend --quiet compile --domain juluo --directory $(LOCALE)

.PHONY: models
models: $(READY_DEV) ## 重新训练随程序带的文字模型｜train the text models that ship
	@OPENBLAS_NUM_THREADS=1 $(PY) -m juluo.text.training
	@if [ -n "$$JULUO_REAL_DATA" ]; then \
	  OPENBLAS_NUM_THREADS=1 $(PY) -m juluo.text.links.train "$$JULUO_REAL_DATA/labels/reply_structure_irc.tar.gz"; \
	else echo "JULUO_REAL_DATA 没设，谁接谁的话（links.npz）没有重做。｜links.npz was left: JULUO_REAL_DATA is not set." >&2; fi

.PHONY: lock
lock: $(READY_DEV) ## 重新锁定依赖｜resolve the dependencies anew
	@$(PY) -m uv --version >/dev/null || { echo "make lock 要用 uv，这里没装上。｜make lock needs uv."; exit 1; }
	@$(PY) -m uv pip compile $(LOCKED) --group build --output-file requirements.lock
	@$(PY) -m uv pip compile $(LOCKED) --group dev --constraints requirements.lock --output-file requirements-dev.lock

# One version of a package for every Python, and nothing inside that depends on where packages come from.
LOCKED := pyproject.toml --upgrade --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links

.PHONY: clean
clean: ## 删掉装的东西；数据（.juluo）不动｜remove what was installed; your data stays
	@rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp is newer than what it was made from, or the step is done again. A half-made environment has no stamp.
$(PY):
	@for candidate in $(CANDIDATES); do \
	  if "$$candidate" -c '$(FITS)' >/dev/null 2>&1; then found=$$candidate; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "找不到 Python 3.11 或更新的版本（要带 venv；Debian 和 Ubuntu 上装 python3-venv）。装好再来，或 make PYTHON=/路径/python3。"; \
	  echo "No Python >= 3.11 with venv was found (Debian, Ubuntu: install python3-venv), or say make PYTHON=/path/to/python3."; \
	  exit 1; \
	fi >&2; \
	echo "$$("$$found" -V)：准备 $(VENV) ……" >&2; \
	"$$found" -m venv --clear $(VENV); \
	$(PY) -m pip install --quiet --disable-pip-version-check uv >/dev/null 2>&1 || echo "装不上 uv，改用 pip，会慢一些。" >&2

# $(call install,LOCK): the packages of the lock, then this folder itself, by uv or else by pip.
define install
	@if $(PY) -m uv --version >/dev/null 2>&1; then pip="uv pip"; else pip="pip --disable-pip-version-check"; fi; \
	$(PY) -m $$pip install --quiet --require-hashes -r $(1) && \
	$(PY) -m $$pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@
endef

$(READY): requirements.lock $(PROJECT) | $(PY)
	$(call install,requirements.lock)

$(READY_DEV): requirements-dev.lock $(PROJECT) | $(PY)
	$(call install,requirements-dev.lock)
