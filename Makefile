# Gradus from a clean checkout: `make test` and `make book` install what they miss, build and run.
# Works with GNU make 3.81 (macOS) and bash 3.2.

SHELL := /bin/bash
.DEFAULT_GOAL := help
# SwiftPM has one build folder, so that goals take turns, whatever -j says.
.NOTPARALLEL:
.PHONY: help setup test portable races check mutants bench bench-setup book book-full lint \
  format clean

apt_packages := pkg-config libcairo2-dev zlib1g-dev fonts-dejavu-core
brew_packages := pkg-config cairo

sources := Package.swift Sources Lessons Tests
lessons := $(sort $(foreach folder,$(wildcard Lessons/*-*),\
  $(firstword $(subst -, ,$(notdir $(folder))))))
bin := .build/debug
quick := .build/book/Figures

help: ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install Cairo if it is missing; check that Swift is new enough
	@bash -euc "$$setup_script"

test: setup ## build and run the tests
	@$(call build,--build-tests)
	@$(call run_tests,test,)

portable: setup ## run the tests in a build for any processor of this kind
	@export GRADUS_PORTABLE=1; $(call build,--build-tests --scratch-path .build/portable)
	@export GRADUS_PORTABLE=1; $(call run_tests,portable,--scratch-path .build/portable)

races: setup ## run the tests of threads under the thread sanitizer
	@$(call build,--build-tests --sanitize=thread --scratch-path .build/races)
	@$(call run_tests,races,--sanitize=thread --scratch-path .build/races --filter Thread)

check: setup ## check your solution of an exercise, as in make check EX=01.5
	@$(call build,--product grade)
	@SWIFT_BACKTRACE=enable=no $(bin)/grade $(EX)

mutants: setup ## try the gradient checker on mistakes, all or as in make mutants ONLY=softmax
	@$(call build,--product mutate)
	@$(bin)/mutate
	@export GRADUS_MUTANTS=1; $(call build,--product campaign --scratch-path .build/mutants/build)
	@.build/mutants/build/debug/campaign $(if $(ONLY),--only '$(ONLY)')

bench: setup ## time against PyTorch and the machine's peak: all, QUICK=1, or as in ONLY=lenet
	@$(call build,--product bench)
	@$(bin)/bench $(if $(QUICK),--quick) $(if $(ONLY),--only $(ONLY))

bench-setup: ## install PyTorch for make bench, into .build/pytorch
	@bash -euc "$$pytorch_script"

book: setup ## run the lessons at their quick size, hold them to the book, weave and check it
	@$(call build,)
	@rm -rf $(quick) && mkdir -p $(quick)
	@set -e; for n in $(lessons); do \
	  echo "lesson $$n, quick size"; $(bin)/lesson-$$n --quick --figures $(quick); \
	done
	@set -e; stale=$$($(bin)/book stale); for run in $$stale; do \
	  echo "$$run, full size, as its committed run is missing or out of date"; \
	  case $$run in lesson-*) $(bin)/$$run ;; *) $(MAKE) --no-print-directory $$run ;; esac; \
	done
	@$(bin)/book compare Figures $(quick)
	@$(weave)
	@echo "The lessons ran at their quick size, with fewer epochs; every number that such a run must"
	@echo "reproduce agrees with the book. Now open book/SUMMARY.md."

book-full: setup ## run every lesson and the mutants in full, weave and check the book
	@$(call build,)
	@set -e; for n in $(lessons); do echo "lesson $$n, full size"; $(bin)/lesson-$$n; done
	@$(MAKE) --no-print-directory mutants
	@$(weave)
	@echo "Every lesson ran in full and the book has its results. Now open book/SUMMARY.md."

lint: setup ## check the format; build with warnings as errors
	@swift format lint --strict --recursive $(sources)
	@export GRADUS_STRICT=1; $(call build,--build-tests --scratch-path .build/lint)

format: ## format the sources in place
	@swift format --in-place --recursive $(sources)

clean: ## remove everything that was built
	@rm -rf .build

# SwiftPM's output: its progress on one line of a terminal and not at all in a log, its remarks
# about incremental builds left out, errors in full.
build = set -o pipefail; swift build $(1) 2>&1 | while IFS= read -r line; do \
  case "$$line" in \
    "remark: Incremental"*) ;; \
    \[[0-9]*/*\]\ *) [ ! -t 1 ] || printf '\r\033[K%.79s' "$$line" ;; \
    *) [ ! -t 1 ] || printf '\r\033[K'; printf '%s\n' "$$line" ;; \
  esac; \
done

# Runs the tests that were built, their output kept in a file of the given name; shown where one fails.
run_tests = echo "running the tests"; \
  swift test --skip-build --disable-xctest $(2) >.build/$(1).log 2>&1 || \
  { cat .build/$(1).log; exit 1; }; tail -n 1 .build/$(1).log

weave = $(bin)/book weave && $(bin)/book check

# On Linux the usual PyTorch brings a graphics card's libraries along; PIP_INDEX_URL, a variable of
# pip's, may name an index that has it without.
define pytorch_script
stop() { echo "$$1, then run make bench-setup again." >&2; exit 1; }
python=$$(command -v "$${PYTHON:-python3}") ||
  stop "python3 is missing: install Python 3.10 or newer"
"$$python" -c "import ensurepip, venv" 2>/dev/null ||
  stop "$$python cannot make virtual environments: install python3-venv"
"$$python" -m venv .build/pytorch
own=.build/pytorch/bin/python
echo "installing PyTorch into .build/pytorch, which takes some minutes"
"$$own" -m pip install --quiet --disable-pip-version-check torch numpy ||
  stop "pip could not install PyTorch: see to the network"
"$$own" -c "import torch; print('PyTorch', torch.__version__, 'is there for make bench.')"
endef
export pytorch_script

define setup_script
get_swift="install Swift 6.3 or newer from https://www.swift.org/install, then run make again."
swift=$$(swift --version 2>/dev/null |
  sed -n 's/.*Swift version \([0-9]*\)\.\([0-9]*\).*/\1.\2/p' || true)
[ -n "$$swift" ] || { echo "Swift is missing: $$get_swift" >&2; exit 1; }
(( $${swift%.*} * 100 + $${swift#*.} >= 603 )) ||
  { echo "Swift $$swift is too old: $$get_swift" >&2; exit 1; }

found() { pkg-config --exists cairo zlib 2>/dev/null; }
here() { command -v "$$1" >/dev/null; }
announce() { echo "Cairo or pkg-config, which finds it, is missing: installing $$packages"; }
stop() {
  echo "Cairo or pkg-config is missing, and $$1: install $$packages, then run make again." >&2
  exit 1
}

if found; then exit 0; fi
if here apt-get; then
  packages="$(apt_packages)"
  root=
  if [ "$$(id -u)" -ne 0 ]; then
    here sudo || stop "installing it needs root, or sudo"
    root=sudo
    [ -t 0 ] || root="sudo -n"
  fi
  announce
  # The package lists of a fresh machine are empty or old.
  $$root apt-get update -q </dev/null || true
  $$root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y $$packages </dev/null ||
    stop "apt-get could not install it"
elif here brew; then
  packages="$(brew_packages)"
  announce
  NONINTERACTIVE=1 brew install $$packages </dev/null || stop "brew could not install it"
else
  packages="pkg-config and the development files of cairo and zlib"
  stop "neither apt-get nor brew is here to install it"
fi
found || stop "pkg-config does not find it even after installing"
endef
export setup_script
