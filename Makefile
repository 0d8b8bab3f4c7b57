# Two commands do everything: `make chat` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: chat test ask eval bench check format clean gate

chat: $(STAMP)  ## install, index, open the page
	$(BIN)/guanwen chat

test: $(STAMP)  ## format, lint, types, all tests, and the floors of the eval set
	$(MAKE) --no-print-directory check
	$(BIN)/pytest -q
	$(MAKE) --no-print-directory gate

gate: $(STAMP)  ## the eval set against its floors, on an index of its own
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && $(BIN)/guanwen eval gate --store "$$folder"

ask: $(STAMP)  ## make ask Q=“2025年AEO互认目标是多少”
	@$(BIN)/guanwen ask "$(Q)"

eval: $(STAMP)  ## run the eval set
	$(BIN)/guanwen eval run --baselines

bench: $(STAMP)  ## measure the budgets
	$(BIN)/guanwen eval bench

check: $(STAMP)  ## format, lint, types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# torch comes first: where a CPU build is offered pip takes it, and nothing asks for another later.
$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet "$$(grep '^torch==' requirements.lock)"
	$(BIN)/pip install --quiet --requirement requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

clean:
	rm -rf .venv store
