# make demo    set everything up and make the example drama in four languages
# make test    set everything up and run the tests
# make check   format, lint, types, layers, fast tests of the text rooms
# make bench   print the figures of docs/benchmarks.md
# make bench-localise   print the figures of docs/scorecard.md
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: setup demo check test bench bench-localise clean

setup: $(READY)

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "onecrew needs Python 3.11 or newer; try make PYTHON=python3.11")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[dev]'
	$(BIN)/onecrew models fetch
	touch $@

demo: $(READY)
	$(BIN)/onecrew demo build/demo

check: $(READY)
	$(BIN)/ruff format --check src tests
	$(BIN)/ruff check src tests
	$(BIN)/mypy
	$(BIN)/lint-imports

test: $(READY)
	$(BIN)/pytest -n 2 --dist loadgroup

bench: $(READY)
	$(BIN)/python -m tests.benchmark

bench-localise: $(READY)
	$(BIN)/python -m tests.scorecard

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
