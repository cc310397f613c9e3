# One word per task; the work is done in scripts/. `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help run test check web bench fuzz deny fmt setup clean

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## /  make \1\t/' | expand -t 16

run: ## build everything and start the demonstration newsroom in ./demo
	scripts/run

test: ## everything that must hold, on SQLite and PostgreSQL; installs what the tests need
	scripts/test

check: ## the quick gate before a commit: format, lints, house rules, tests without the browser
	scripts/check

web: ## what browsers load, into web/dist
	scripts/web

bench: web ## speed, printed as figures
	scripts/bench

fuzz: ## broken wires, ten minutes a format; odd requests to the API; ten minutes of writing while all breaks
	scripts/fuzz
	scripts/api-fuzz
	scripts/write-together

deny: ## licences, duplicates, origins and known weaknesses of the crates we build on
	scripts/deny

fmt: ## format the code
	scripts/format

setup: ## install what tests need: PostgreSQL, Chromium, fonts, Java, test runner
	scripts/setup-tests

clean: ## remove what was built; ./demo stays
	cargo clean
	rm -rf web/dist web/node_modules crates/e2e/browser/node_modules
