# Everything there is to run. `make help` lists it. Needs git, make and a Python from 3.8 on; the rest is fetched.
SHELL := /bin/sh
UV = $(shell command -v uv || echo .tools/bin/uv)
PYTHON := .venv/bin/python
export RASA_TELEMETRY_ENABLED := false
export UV_NO_PROGRESS := 1

.DEFAULT_GOAL := help
.PHONY: help run serve train test eval bench review lint types coverage validate lock clean

help: ## list the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 18

run: train ## set up, train where needed, start, print the chat page's address; Ctrl-C stops
	@$(PYTHON) -m server

serve: train ## the same for services: listens on all addresses, needs no terminal
	@exec $(PYTHON) -m server --host 0.0.0.0

# Memory is kept for the next step of the training instead of given back to the system: a sixth of its time.
train: .venv/run.stamp ## train the model if its inputs changed
	@MALLOC_TRIM_THRESHOLD_=2000000000 MALLOC_MMAP_THRESHOLD_=2000000000 $(PYTHON) -m server.train

test: .venv/dev.stamp train ## run all tests
	@$(PYTHON) -m pytest

eval: .venv/dev.stamp train ## judge a running copy on the cases in tests/eval
	@$(PYTHON) -m tests.eval.judge $(SETS)

bench: train .venv-bench/stamp ## compare with Rasa's starter pipeline on the same data (needs several minutes and TensorFlow)
	@$(PYTHON) -m bench

review: .venv/run.stamp ## make training data of messages that were not understood (COLLECT_FILE)
	@$(PYTHON) -m review

lint: .venv/dev.stamp ## style, types and dependency rules
	@$(PYTHON) -m ruff check . && $(PYTHON) -m mypy && .venv/bin/lint-imports --no-logo

coverage: .venv/run.stamp ## write anew where each fact is used, in docs/knowledge.md
	@$(PYTHON) -m knowledge.coverage

validate: .venv/run.stamp ## let Rasa check domain and training data
	@$(PYTHON) -m server.rasa_cli data validate --fail-on-warnings

lock: $(UV) ## compile the lock files anew from requirements/*.in
	@for pair in run:requirements dev:requirements/dev bench:requirements/bench; do \
	  name=$${pair%%:*}; file=$${pair##*:}; over=no-tensorflow; [ $$name != bench ] || over=tensorflow-cpu; \
	  echo "locking $$file.lock"; \
	  $(UV) pip compile -q requirements/$$name.in --override requirements/$$over.txt --universal --python-version 3.10 --generate-hashes --no-header --no-annotate \
	    -o $$file.lock || exit 1; \
	done

clean: ## remove what can be made again (not conversations)
	@rm -rf .venv .venv-bench .tools models .rasa .pytest_cache .mypy_cache .ruff_cache

.venv/run.stamp: requirements.lock $(UV) .venv/bin/python
	@echo "Installing what the assistant needs (once, about 700 MB on disk)"
	@if [ -e .venv/dev.stamp ]; then lock=requirements/dev.lock; else lock=requirements.lock; fi; \
	  $(UV) pip sync -q --python $(PYTHON) $$lock
	@touch $@

.venv/dev.stamp: requirements.lock requirements/dev.lock $(UV) .venv/bin/python
	@echo "Installing what the assistant and its tests need (once, about 800 MB on disk)"
	@$(UV) pip sync -q --python $(PYTHON) requirements/dev.lock
	@touch .venv/run.stamp $@

.venv-bench/stamp: requirements/bench.lock | $(UV)
	@echo "Installing Rasa with TensorFlow for the comparison (once, about 2 GB)"
	@$(UV) venv -q --clear --python 3.10 .venv-bench
	@$(UV) pip sync -q --python .venv-bench/bin/python requirements/bench.lock
	@touch $@

.venv/bin/python: | $(UV)
	@echo "Making an environment with Python 3.10"
	@$(UV) venv -q --python 3.10 .venv

.tools/bin/uv:
	@echo "Getting uv, which installs the rest"
	@python3 -m venv .tools
	@.tools/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/uv.lock
