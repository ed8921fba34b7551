# The one entry point: people, hooks and CI call these targets and nothing else.
# `make help` lists them. Everything runs as root or as a user with sudo, on Debian 12 or 13.
SHELL := /bin/bash
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
# The steps of a target use both cores already.
.NOTPARALLEL:

PYTHON := /usr/bin/python3
export JOBS ?= $(shell nproc)
# Most tests wait half of their time: for the disk, for a deadline, for one another.
TESTS_AT_ONCE ?= $(shell echo $$((2 * $(JOBS))))
FUZZ ?= all
SECONDS_EACH := $(if $(filter command,$(origin SECONDS)),$(SECONDS),60)
PYTEST_WORKERS ?= 4
PYTEST := $(PYTHON) -B -m pytest -q -n $(PYTEST_WORKERS) --dist loadgroup tests/functional
export AUDMG_BINARY ?= $(CURDIR)/build/release/audmg

# Only Debian 12 builds the zips for AWS Lambda (docs/adr/0015). Elsewhere `make test` says so and tests the functions.
BUILDS_ZIPS := $(shell . /etc/os-release && echo "$$ID $$VERSION_ID" | grep -x 'debian 12')
LAMBDA_TESTS := $(if $(BUILDS_ZIPS),test-lambda-zips,test-lambda skip-lambda-zips)

.PHONY: help setup build run test skip-lambda-zips lint check-test-packages partners unit functional test-kept soak test-web bench-web pictures dev test-stack \
	test-lambda test-lambda-zips test-deploy test-asan test-tsan fuzz bench fmt fmt-check tidy layers codestat size \
	golden doctor clean hooks package image lambda deploy undeploy pipeline pipeline-remove release

help: ##@Start Show this list
	@awk 'BEGIN { FS = ":.*?##@" } /^[a-z-]+:.*##@/ { \
		split($$2, words, " "); section = words[1]; text = substr($$2, length(section) + 2); \
		if (!(section in seen)) { order[++sections] = section; seen[section] = 1 } \
		lines[section] = lines[section] sprintf("  \033[36m%-16s\033[0m %s\n", $$1, text) } \
		END { for (i = 1; i <= sections; i++) printf "%s\n%s\n", order[i], lines[order[i]] }' Makefile

setup: ##@Start Install the Debian packages that are missing (build and test)
	@tools/setup build web test

run: ##@Start Install what is missing, build, and serve ./data on 127.0.0.1:8420
	@tools/setup build web
	@tools/build release AUDMG_WEB=ON audmg
	build/release/audmg serve

build: ##@Start Build the optimised binary build/release/audmg
	@tools/setup build web
	@tools/build release AUDMG_WEB=ON audmg

package: ##@Start Build a Debian package of the program in build/package/
	@tools/setup build web package
	@tools/build release AUDMG_WEB=ON audmg
	@tools/release/deb build/release build/package

image: package ##@Start Build a container image of the package in build/image/
	@tools/setup image
	@tools/release/image build/package/audmg_*.deb build/image

test: ##@Test Everything below but what says otherwise
	@tools/setup build web test $(if $(BUILDS_ZIPS),lambda)
	@tools/tests lint unit functional test-kept test-web test-stack $(LAMBDA_TESTS) test-deploy

skip-lambda-zips:
	@echo "skipped: test-lambda-zips, because only Debian 12 builds the zips for AWS Lambda"

check-test-packages:
	@tools/setup build test

lint: fmt-check layers codestat ##@Test Formatting, allowed includes, file sizes

unit: check-test-packages partners ##@Test Unit and contract tests, debug build
	@tools/build dev
	ctest --test-dir build/dev --output-on-failure --no-tests=error -j $(TESTS_AT_ONCE)

functional: check-test-packages ##@Test Black-box tests of the optimised binary over sockets
	@tools/build release audmg
	$(PYTEST) $(PYTEST_ARGS)

test-kept: check-test-packages ##@Test Power cuts, and random steps with kills and damage: short forms
	@tools/build release audmg
	$(PYTHON) -B -m pytest -q -p no:cacheprovider -rs tests/power_cut tests/model $(PYTEST_ARGS)

test-web: ##@Test The web app: types, units, and a real browser at the optimised binary
	@tools/setup build web test
	@tools/build release AUDMG_WEB=ON audmg
	tools/web npm run --silent verify
	@if command -v chromium >/dev/null; then tools/web npm run --silent e2e; \
	else echo "skipped: the web app in a real browser, because this system has no package chromium"; fi

bench-web: ##@Test Measure the web app at 100,000 pictures; AUDMG_BENCH_FORMER=BINARY: beside an earlier one
	@tools/setup build web test
	@tools/build release AUDMG_WEB=ON audmg
	tools/web npm run --silent performance

pictures: ##@Code Take README's pictures anew, with photos and records that a script makes (docs/pictures.md)
	@tools/setup build web test
	@tools/build release AUDMG_WEB=ON audmg
	tools/web npm run --silent pictures

dev: ##@Code Serve ./data and the web app with hot reload on http://localhost:5173
	@tools/setup build web
	@tools/build release AUDMG_WEB=ON audmg
	tools/web dev

test-stack: check-test-packages partners ##@Test Two servers and a worker on the AWS adapters
	@tools/build release audmg
	$(PYTHON) -B -m pytest -q -p no:cacheprovider -n 3 --dist loadfile tests/aws_home $(PYTEST_ARGS)

test-lambda: check-test-packages partners ##@Test The Lambda functions in AWS's own emulator, behind a gateway
	@tools/build dev audmg_lambda_api audmg_lambda_media
	@tools/build release audmg
	$(PYTHON) -B -m pytest -q -p no:cacheprovider -n 2 --dist loadfile tests/lambda $(PYTEST_ARGS)

test-lambda-zips: check-test-packages partners lambda ##@Test Both zips in a root that has nothing else, and there what test-lambda tests
	@tools/build release audmg
	@tools/build lambda audmg_render_files
	@tools/build dev audmg_render_files
	$(PYTHON) -B -m pytest -q -p no:cacheprovider tests/lambda_zips $(PYTEST_ARGS)
	@for name in api media; do $(PYTHON) -B tests/lambda_zips/empty_root.py build/lambda/empty_root/$$name build/lambda/$$name.zip; done
	AUDMG_LAMBDA_API=$(CURDIR)/tests/lambda_zips/api_in_empty_root AUDMG_LAMBDA_MEDIA=$(CURDIR)/tests/lambda_zips/media_in_empty_root \
		$(PYTHON) -B -m pytest -q -p no:cacheprovider -n 2 --dist loadfile tests/lambda $(PYTEST_ARGS)

# What stands in for AWS: an S3 server, DynamoDB and the other services, the emulator of Lambda.
partners:
	@tools/aws_partners
	@tools/lambda_emulator

test-deploy: ##@Test The deployment to AWS: the template, and `serverless deploy` against moto
	@tools/serverless --install
	@tools/deploy_python
	@tools/actionlint
	build/tools/deploy_python/bin/python -B -m pytest -q -p no:cacheprovider -n 2 --dist loadfile tests/deploy $(PYTEST_ARGS)

test-asan: check-test-packages ##@Test Unit, contract and functional tests under AddressSanitizer and UBSan
	@tools/aws_partners
	@tools/build asan
	ctest --test-dir build/asan --output-on-failure --no-tests=error -j $(JOBS)
	AUDMG_BINARY=$(CURDIR)/build/asan/audmg $(PYTEST) -m 'not slow' $(PYTEST_ARGS)

# Not what decodes pictures: GLib, below libvips, has locks that the sanitizer does not see.
test-tsan: check-test-packages ##@Test Unit and contract tests under ThreadSanitizer
	@tools/aws_partners
	@tools/build tsan
	ctest --test-dir build/tsan --output-on-failure --no-tests=error --label-exclude libvips -j $(JOBS)

fuzz: check-test-packages ##@Test Fuzz one parser or all: make fuzz FUZZ=multipart SECONDS=60
	@tools/build fuzz
	tools/fuzz "$(FUZZ)" "$(SECONDS_EACH)"

soak: $(if $(WHAT),check-test-packages build) ##@Test Long forms of the tests: make soak WHAT=power-cuts; without WHAT their list
	@tools/soak $(WHAT)

bench: lambda ##@Test Measure beside nginx, the disk and bare parts: make bench [BENCH_ARGS="uploads"]
	@tools/setup build web bench
	@tools/build release audmg
	@tools/build bench bench_programs
	$(PYTHON) bench/run.py $(BENCH_ARGS)

golden: check-test-packages ##@Test Accept the present output as golden (review the diff)
	@tools/build dev
	AUDMG_TEST_ACCEPT=1 ctest --test-dir build/dev -j $(JOBS)
	git status --short

lambda: ##@AWS Build build/lambda/api.zip and media.zip, which `make deploy` uploads
	@$(if $(BUILDS_ZIPS),:,echo "lambda: only Debian 12 builds the zips for AWS Lambda" >&2; exit 1)
	@tools/setup build lambda
	@tools/lambda_dependencies
	@tools/build lambda AUDMG_LAMBDA_LIBRARIES=$$(readlink -f build/lambda/root) audmg_lambda_api audmg_lambda_media
	$(PYTHON) -B tools/lambda/pack.py

release: lambda ##@AWS Put the files of a release together in build/release-files/: make release VERSION=1.2.3
	@$(MAKE) image
	@tools/release/pack "$(VERSION)"

deploy: ##@AWS Say what a deployment does and costs, ask, deploy: make deploy STAGE=dev USERS=5 GIGABYTES=50 [YES=1]
	@STAGE="$(STAGE)" USERS="$(USERS)" GIGABYTES="$(GIGABYTES)" YES="$(YES)" tools/deploy up

undeploy: ##@AWS Say what a removal takes away, ask, remove; files and records stay
	@STAGE="$(STAGE)" YES="$(YES)" tools/deploy down

pipeline: ##@AWS Make a pipeline of AWS's: make pipeline CONNECTION=ARN REPOSITORY=OWNER/NAME [BRANCH=main] [APPROVER=MAIL] [YES=1]
	@CONNECTION="$(CONNECTION)" REPOSITORY="$(REPOSITORY)" BRANCH="$(BRANCH)" APPROVER="$(APPROVER)" YES="$(YES)" tools/deploy pipeline

pipeline-remove: ##@AWS Remove the pipeline; what it has deployed stays
	@YES="$(YES)" tools/deploy pipeline-remove

fmt: check-test-packages ##@Code Format all C++ files and the web app
	git ls-files -co --exclude-standard '*.cpp' '*.hpp' | xargs clang-format-19 -i
	tools/web npm run --silent fmt

fmt-check:
	git ls-files -co --exclude-standard '*.cpp' '*.hpp' | xargs clang-format-19 --dry-run -Werror

tidy: check-test-packages ##@Code clang-tidy over every source (slow)
	cmake -S . -B build/tidy -G Ninja -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_COMPILER=clang++-19 \
		-DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON
	cmake --build build/tidy -j $(JOBS) --target audmg
	tools/tidy build/tidy

layers: ##@Code Check who includes whom, that no folder is a circle or a hall, and what documents name
	$(PYTHON) tools/check_layers.py
	$(PYTHON) -B tools/check_folders.py
	$(PYTHON) -B tools/check_documents.py
	$(PYTHON) -B tools/check_documents.py --headers

codestat: ##@Code Check file sizes and TODO marks against their budgets
	$(PYTHON) tools/codestat.py

size: build ##@Code Size of the binary, and what it links to
	ls -l build/release/audmg
	size build/release/audmg
	ldd build/release/audmg

doctor: ##@Code What this machine has and what it lacks
	@tools/doctor

hooks: ##@Code Let git run `make lint` before each commit
	git config core.hooksPath tools/hooks

clean: ##@Code Remove build/ (never ./data, nor what tools/cache_folder keeps)
	rm -rf build
