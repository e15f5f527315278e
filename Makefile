# Gradus from a clean checkout: `make test` and `make book` install what they miss, build and run.
# Works with GNU make 3.81 (macOS) and bash 3.2.

SHELL := /bin/bash
.DEFAULT_GOAL := help
# SwiftPM has one build folder, so that goals take turns, whatever -j says.
.NOTPARALLEL:
.PHONY: help writable setup test portable races spills specialized fuzz check hint watch progress list hunt starter \
  grade grade-all assignments-check autograder mutants bench bench-setup data book \
  book-full pages open epub pdf docs book-check quick figures own onnx onnx-check staleness lint format \
  clean

apt_packages := pkg-config libcairo2-dev zlib1g-dev fonts-dejavu-core
brew_packages := pkg-config cairo

sources := Package.swift Sources Lessons Tests
lessons := $(sort $(foreach folder,$(wildcard Lessons/*-*),\
  $(firstword $(subst -, ,$(notdir $(folder))))))
bin := .build/debug
quick := .build/book/Figures

help: ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# What is built, and a note of it, goes below .build.
writable:
	@mkdir -p .build 2>/dev/null && [ -w .build ] || { \
	  echo "make builds in .build, and $(CURDIR) cannot be written to: make a copy where you" \
	    "can write, and run make there." >&2; exit 1; }

setup: writable ## install Cairo if it is missing; check that Swift is new enough
	@bash -euc "$$setup_script"

test: setup ## build and run the tests, and check the pages of the book
	@$(call build,--build-tests)
	@$(call run_tests,test,)
	@$(render) html check

portable: setup ## run the tests in a build for any processor of this kind
	@export GRADUS_PORTABLE=1; $(call build,--build-tests --scratch-path .build/portable)
	@export GRADUS_PORTABLE=1; $(call run_tests,portable,--scratch-path .build/portable)

races: setup ## run the tests of threads under the thread sanitizer
	@$(call build,--build-tests --sanitize=thread --scratch-path .build/races)
	@$(call run_tests,races,--sanitize=thread --scratch-path .build/races --filter Thread)

spills: setup ## count the instructions of tiles as other processors have them; no sum may leave its register
	@swift package resolve >/dev/null
	@python3 Tests/Spills/spills.py

specialized: setup ## count the instructions of generic code; none may be slower than code for one type
	@export GRADUS_MACHINE=x86-64-v3; \
	  $(call build,--product specialization --scratch-path .build/specialized)
	@python3 Tests/Specialization/count.py .build/specialized/debug/specialization

fuzz: setup ## feed each reader of image files a million broken files, or as in RUNS=100000
	@bash -euc "$$fuzz_script"

check: setup ## check your solution of an exercise, as in make check EX=01.5, or all
	@$(grader) check $(exercise)

hint: setup ## give the next of three hints to an exercise, as in make hint EX=01.5
	@$(call needs,EX=01.5)
	@$(grader) hint $(exercise)

watch: setup ## check the next exercise at each save, and go on when it is right
	@$(grader) watch

progress: setup ## show how far you are with the exercises
	@$(grader) progress

list: setup ## list the exercises
	@$(grader) list

hunt: setup ## judge your test of a planted mistake, as in make hunt EX=h00.1
	@$(plant)
	@$(grader) hunt $(exercise)

starter: setup ## write a package for students, with stubs for solutions, as in OUT=DIR
	@$(call needs,OUT=DIR)
	@$(plant)
	@$(grader) starter --out "$(OUT)"

grade: setup ## grade a submission, as in SUBMISSION=DIR OUT=DIR, with OVERLAY=FILE and ONLY=01.5,02.7
	@$(call needs,SUBMISSION=DIR)
	@$(plant)
	@$(grader) submission "$(SUBMISSION)" --out "$(or $(OUT),.build/graded)" $(graded)

grade-all: setup ## grade every submission in a folder, as in DIR=DIR OUT=DIR; goes on where it stopped
	@$(call needs,DIR=DIR)
	@$(plant)
	@$(grader) class "$(DIR)" --out "$(or $(OUT),.build/graded)" $(graded)

autograder: setup ## pack what Gradescope needs, as in OUT=FILE.tar.gz, with ONLY=01.5,02.7
	@$(call needs,OUT=FILE.tar.gz)
	@$(plant)
	@$(grader) autograder --out "$(OUT)" $(if $(ONLY),--only $(ONLY))

assignments-check: setup ## check that stubs fail, solutions pass and known mistakes are diagnosed
	@$(plant)
	@$(grader) assignments $(if $(EX),--only $(exercise))

mutants: setup ## try the gradient checker on mistakes: all, QUICK=1, or as in ONLY=softmax
	@$(call build,--product mutate)
	@$(bin)/mutate
	@export GRADUS_MUTANTS=1; $(call build,--product campaign --scratch-path .build/mutants/build)
	@.build/mutants/build/debug/campaign $(if $(QUICK),--quick) $(if $(ONLY),--only '$(ONLY)') \
	  $(if $(FIGURES),--figures $(FIGURES))

bench: setup ## time against PyTorch and the machine's peak: all, QUICK=1, or as in ONLY=lenet
	@$(call build,--product bench)
	@$(bin)/bench $(if $(QUICK),--quick) $(if $(ONLY),--only $(ONLY))
	@$(if $(ONLY),,$(bin)/bench --memory)

bench-setup: writable ## install PyTorch for make bench, into .build/pytorch
	@bash -euc "$$pytorch_script"

data: writable ## download MNIST and CIFAR-10 into Data, or take them from a folder, as in FROM=DIR
	@bash -euc "$$data_script"

book: setup ## run what has to be run, weave the book and check it
	@bash -euc "$$run_script"
	@$(weave)
	@echo "Every lesson ran here at its quick size, with these sources, and finds what the book's run"
	@echo "found where the two must agree."
	@$(render) html

book-full: setup ## run every lesson and the mutants in full, weave and check the book
	@FULL=1 bash -euc "$$run_script"
	@$(weave)
	@echo "Every lesson ran in full and the book has its results."
	@$(render) html

pages: setup ## make the pages of the book, in .build/book/html, from what is woven
	@$(call build,--product book)
	@$(render) html

open: pages ## show the pages of the book in the browser
	@bash -euc "$$open_script"

epub: setup ## make the book for an e-reader, .build/book/gradus.epub
	@$(call build,--product book)
	@$(render) epub

pdf: setup ## make the book for paper, .build/book/gradus.pdf
	@$(call build,--product book)
	@$(render) pdf

docs: setup ## make pages of the API, .build/book/html/api, from the comments in the sources
	@bash -euc "$$docs_script"
	@$(call build,--product book)
	@$(render) api html

book-check: setup ## check the pages: well-formed, links, anchors, descriptions, contrast
	@$(call build,--product book)
	@$(render) html check

quick: setup ## run quickly what may find otherwise since a change, all or as in ONLY=08, and say what does
	@QUICK=1 bash -euc "$$run_script"

figures: setup ## draw all figures anew, without computing; ONLY=08 those of one; OPEN=08 shows them
	@bash -euc "$$figures_script"

staleness: setup ## change the sources in a copy, one thing at a time, and see that it is noticed
	@bash Tests/Staleness/changes.sh '$(ONLY)'

own: ## build the whole programs of the pages in a package of one's own, and run them
	@bash -euc "$$own_script"

onnx: writable ## write a model as an ONNX file, as in CHECKPOINT=FILE MODEL=lenet5 OUT=FILE, with PART=NAME
	@$(call build,$(onnx_package) --product onnx)
	@.build/onnx/debug/onnx $(if $(CHECKPOINT),--checkpoint "$(CHECKPOINT)") \
	  $(if $(MODEL),--model "$(MODEL)") $(if $(PART),--part "$(PART)") $(if $(OUT),--out "$(OUT)")

onnx-check: writable ## compare models written as ONNX files, in onnxruntime, with the engine's
	@$(call build,$(onnx_package) --build-tests)
	@$(call run_tests,onnx,$(onnx_package))
	@bash -euc "$$onnx_check_script"

lint: setup ## check the format; build with warnings as errors
	@swift format lint --strict --recursive $(sources)
	@export GRADUS_STRICT=1; $(call build,--build-tests --scratch-path .build/lint)

format: writable ## format the sources in place
	@swift format --in-place --recursive $(sources)

clean: ## remove everything that was built
	@rm -rf .build 2>/dev/null || { echo "$(CURDIR)/.build cannot be removed." >&2; exit 1; }

# SwiftPM's output: its progress on one line of a terminal, in a log a word when something is
# compiled; its remarks about incremental builds left out, which the engine's optimisation as a whole
# rules out; errors in full.
define build_script
build() {
  local said=
  set -o pipefail
  swift build "$$@" 2>&1 | while IFS= read -r line; do
    case "$$line" in
      "remark: Incremental"* | "Building for "* | "Build of product "* | "Build complete!"*)
        [ ! -t 1 ] || printf '\r\033[K' ;;
      \[[0-9]*/*\]\ *)
        if [ -t 1 ]; then printf '\r\033[K%.79s' "$$line"
        elif [ -z "$$said" ]; then
          case "$$line" in *Compiling*) said=1; echo "compiling, which may take a while" ;; esac
        fi ;;
      *) [ ! -t 1 ] || printf '\r\033[K'; printf '%s\n' "$$line" ;;
    esac
  done
}
endef
export build_script
build = eval "$$build_script"; build $(1)

# Runs the tests that were built, their output kept in a file of the given name; shown where one fails.
run_tests = echo "running the tests"; \
  swift test --skip-build --disable-xctest $(2) >.build/$(1).log 2>&1 || \
  { cat .build/$(1).log; exit 1; }; tail -n 1 .build/$(1).log

# The judge, and the library to which solutions are linked, are built when a source of theirs is
# younger, unless it is one with an exercise: what a student writes is compiled by itself.
judged := $(addprefix Sources/,Gradus GradientCheck Given Serving Slots Records grade)
stale = [ ! -e .build/judge ] || \
  [ -n "$$(find Package.swift $(judged) -name '*.swift' -newer .build/judge \
    -exec grep -L 'BEGIN SOLUTION' {} +)" ]
grader = if $(stale); then { $(call build,--product grade); } && \
  { $(call build,--product GradusServing); } && touch .build/judge || exit 1; fi; \
  SWIFT_BACKTRACE=enable=no $(bin)/grade
# The bug hunts, where the table of mistakes is; a starter has them already.
plant = [ ! -d Tests/Hunts ] || { $(call build,--product plant) && $(bin)/plant >/dev/null; }
# The exercise that was named, whatever is in its name, for the shell.
exercise = $(if $(EX),'$(subst ','\'',$(strip $(EX)))')
# Stops with a sentence where a goal lacks what it works on, as in $(call needs,OUT=DIR).
needs = case "$($(firstword $(subst =, ,$(1))))" in \
  "") echo "say what to work on: make $@ $(1)" >&2; exit 1 ;; esac
# Options of grading.
graded = $(if $(OVERLAY),--overlay "$(OVERLAY)") $(if $(ONLY),--only $(ONLY))

# A package of its own, so that nothing else builds swift-protobuf.
onnx_package = --package-path Sources/ONNX --scratch-path .build/onnx

weave = $(bin)/book weave && $(bin)/book check

# The form for pandoc, and what pandoc makes of it.
render = $(bin)/book pages .build/book/pages && book/pages/render.sh

# DocC reads the comments of the engine and the checker; whatever it warns of ends this. Its plug-in is
# a dependency of a copy of the manifest alone, so that nothing else fetches it or is built anew; and
# the articles are put beside the engine's sources there, since an article makes no run out of date.
define docs_script
folder=.build/docs
plugin='.package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.4.0")'
mkdir -p $$folder/Sources
for name in Lessons Tests; do ln -sfn ../../$$name $$folder/$$name; done
for name in $$(ls Sources); do ln -sfn ../../../Sources/$$name $$folder/Sources/$$name; done
rm -rf $$folder/Sources/Gradus $$folder/Sources/Gradus.docc
cp -Rp Sources/Gradus $$folder/Sources
cp -Rp Sources/Gradus.docc $$folder/Sources/Gradus
(cat Package.swift; echo "package.dependencies.append($$plugin)") >$$folder/Package.swift
echo "compiling what the comments are about, and reading them, which takes some minutes"
swift package --package-path $$folder --allow-writing-to-directory $$folder/archive \
  generate-documentation --target Gradus --target GradientCheck --warnings-as-errors \
  --enable-experimental-combined-documentation --output-path $$folder/archive >$$folder/log 2>&1 ||
  { cat $$folder/log; exit 1; }
endef
export docs_script

define open_script
page=.build/book/html/index.html
[ -f $$page ] || exit 0
for program in $$([ "$$(uname)" = Linux ] || echo open) wslview xdg-open; do
  ! command -v $$program >/dev/null || ! $$program $$page 2>/dev/null || exit 0
done
echo "Open $$PWD/$$page in a browser."
endef
export open_script

# Quick runs of lessons that have not run here with the present sources, and full runs of those whose
# results the quick ones put in doubt (FULL=1: all, QUICK=1: none). Only what is run is built. A full
# run takes a quick one beside it, for later comparisons.
define run_script
eval "$$build_script"
quick=.build/book/Figures
log=.build/book/quick.log
book() { $(bin)/book "$$@"; }
quickly() {
  for run in $$(book stale --quick | grep "$(ONLY)\$$" || true); do
    case $$run in
      lesson-*)
        build --product $$run
        echo "$$run, quick size"
        $(bin)/$$run --quick --bundled --figures $$quick >$$log || { cat $$log; exit 1; } ;;
      *) echo "$$run, quick size"; $(MAKE) --no-print-directory $$run QUICK=1 ONLY= FIGURES=$$quick ;;
    esac
  done
  book settle
}
fully() {
  for run in "$$@"; do
    echo "$$run, full size"
    case $$run in
      lesson-*) build --product $$run; $(bin)/$$run ;;
      *) $(MAKE) --no-print-directory $$run ONLY= ;;
    esac
  done
}
build --product book
mkdir -p $$quick
quickly
if [ -n "$${QUICK:-}" ]; then
  book runs
  exit
fi
if [ -n "$${FULL:-}" ]; then
  fully $(addprefix lesson-,$(lessons)) mutants
else
  fully $$(book stale)
fi
quickly
book compare Figures $$quick
for run in $$(book stale --figures | sed 's/^mutants/campaign/'); do
  build --product $$run
  echo "$$run, drawn anew"
  $(bin)/$$run --redraw >$$log || { cat $$log; exit 1; }
done
endef
export run_script

# Figures from what the runs have kept.
define figures_script
eval "$$build_script"
if [ -n "$${OPEN:-}" ]; then
  build --product book
  exec $(bin)/book show "$$OPEN"
fi
runs="$(addprefix lesson-,$(lessons)) campaign"
case "$${ONLY:-}" in
  "") ;;
  mutants) runs=campaign ;;
  *) runs="lesson-$$ONLY" ;;
esac
for run in $$runs; do
  build --product $$run
  $(bin)/$$run --redraw | grep '^Written' || exit 1
done
endef
export figures_script

# The programs that the pages show whole, in a package beside the engine, as a reader types them. Each
# has to print what its page says.
define own_script
eval "$$build_script"
folder=.build/own
rm -rf $$folder/Mine
mkdir -p $$folder
ln -sfn ../.. $$folder/Gradus
cp -R Tests/OwnPackage $$folder/Mine
cd $$folder/Mine
(echo; cat Programs.swift) >>Package.swift
build --scratch-path ../build
programs=0
for output in Outputs/*.txt; do
  program=$$(basename $$output .txt)
  ../build/debug/$$program | diff $$output - ||
    { echo "$$program prints what stands behind >, and its page says what stands behind <." >&2
      exit 1; }
  programs=$$((programs + 1))
done
echo "$$programs programs build in a package of one's own and print what their pages say."
for python in ../../pytorch/bin/python "$${PYTHON:-python3}"; do
  "$$python" -c "import safetensors, torch" 2>/dev/null || continue
  for output in Python/*.txt; do
    "$$python" $${output%.txt}.py | diff $$output - ||
      { echo "$${output%.txt}.py prints what stands behind >, its page what stands behind <." >&2
        exit 1; }
  done
  echo "What PyTorch makes of them is as their page says."
  exit
done
echo "What PyTorch makes of them was not tried: make bench-setup installs it."
endef
export own_script

# Every model that has a name goes through its checkpoint and the command; the residual networks with
# and without skips have the same parameters, so that theirs is said.
define onnx_check_script
folder=.build/onnx-check
own=.build/onnx-python/bin/python
skip() { echo "$$1, so that ONNX's own checker and runtime have not seen the models."; exit 0; }
if ! "$$own" -c "import numpy, onnx, onnxruntime" 2>/dev/null; then
  python=$$(command -v "$${PYTHON:-python3}") || skip "python3 is missing"
  "$$python" -c "import ensurepip, venv" 2>/dev/null ||
    skip "$$python cannot make virtual environments"
  "$$python" -m venv .build/onnx-python
  echo "installing onnx and onnxruntime into .build/onnx-python"
  "$$own" -m pip install --quiet --disable-pip-version-check numpy onnx onnxruntime ||
    skip "PyPI cannot be reached, or has no onnx and onnxruntime for this machine"
fi
onnx=.build/onnx/debug/onnx
rm -rf $$folder
mkdir -p $$folder
$$onnx samples $$folder
for checkpoint in $$folder/*.checkpoint; do
  name=$$(basename $$checkpoint .checkpoint)
  case $$name in
    several) ;;
    resnet | plain)
      ! $$onnx --checkpoint $$checkpoint --out $$folder/either.onnx 2>/dev/null ||
        { echo "of $$name and its twin one was taken without being named" >&2; exit 1; }
      $$onnx --checkpoint $$checkpoint --model $$name --out $$folder/$$name.onnx >/dev/null ;;
    *) $$onnx --checkpoint $$checkpoint --out $$folder/$$name.onnx >/dev/null ;;
  esac
done
$$onnx --checkpoint $$folder/several.checkpoint --part generator.model --out $$folder/part.onnx \
  >/dev/null
cmp $$folder/part.onnx $$folder/generator.onnx
"$$own" Sources/ONNX/check.py $$folder
endef
export onnx_check_script

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
"$$own" -m pip install --quiet --disable-pip-version-check torch numpy safetensors ||
  stop "pip could not install PyTorch: see to the network"
"$$own" -c "import torch; print('PyTorch', torch.__version__, 'is there for make bench.')"
endef
export pytorch_script

# The readers alone, built with libFuzzer and the address sanitizer, and a whole file of each kind to
# begin with. What libFuzzer finds worth keeping stays in .build/fuzz for the next time.
define fuzz_script
folder=.build/fuzz
mkdir -p $$folder/{idx,gzip,cifar}
[ "$$(uname)" != Linux ] || linker=-use-ld=lld
swiftc -O -swift-version 6 -parse-as-library -package-name gradus -sanitize=fuzzer,address \
  $${linker:-} -I Sources/CZlib -o $$folder/readers Tests/Fuzz/FuzzReaders.swift \
  Sources/Datasets/{DatasetError,Reading}.swift Sources/Datasets/Images/{Gzip,IDXFile,CIFARFile}.swift
printf '\0\0\10\3\0\0\0\2\0\0\0\3\0\0\0\2abcdefghijkl' >$$folder/idx/images
printf '\0\0\10\1\0\0\0\2ab' >$$folder/idx/labels
for name in images labels; do gzip -nc $$folder/idx/$$name >$$folder/gzip/$$name; done
(printf '\3'; head -c 3072 /dev/zero) >$$folder/cifar/record
cat $$folder/cifar/record $$folder/cifar/record >$$folder/cifar/records
export SWIFT_BACKTRACE=enable=no
for reader in idx gzip cifar; do
  export GRADUS_READER=$$reader
  $$folder/readers -runs=$${RUNS:-1000000} -max_len=7000 -artifact_prefix=$$folder/ \
    $$folder/$$reader >$$folder/$$reader.log 2>&1 ||
    { tail -n 40 $$folder/$$reader.log; exit 1; }
  echo "$$reader: $$(sed -n 's/^Done \([0-9]* runs.*\)/\1/p' $$folder/$$reader.log), no crash"
done
endef
export fuzz_script

# MNIST's files are checked as what they inflate to, CIFAR-10's archive as it is: sizes and SHA-256
# are those of the files that LeCun and Krizhevsky published. A download that broke off is taken up
# where it ended. MNIST_URL and CIFAR_URL may name mirrors.
define data_script
mnist_url="$${MNIST_URL:-https://ossci-datasets.s3.amazonaws.com/mnist}"
cifar_url="$${CIFAR_URL:-https://www.cs.toronto.edu/~kriz}"
from="$${FROM:-}"
stop() { echo "$$1" >&2; exit 1; }
here() { command -v "$$1" >/dev/null; }
size() { wc -c <"$$1" | tr -d ' '; }
sum() { if here sha256sum; then sha256sum; else shasum -a 256; fi | cut -d ' ' -f 1; }
[ -z "$$from" ] || [ -d "$$from" ] || stop "There is no folder $$from to take the files from (FROM)."
[ -n "$$from" ] || here curl || stop "curl, which downloads, is missing: install it, or say FROM=DIR."

# content FILE: whether what is published is what the file inflates to, or itself.
content() { case "$$1" in *ubyte.gz) echo inflated ;; *) echo itself ;; esac; }

# same FILE CONTENT SIZE SUM: whether the file, or what it inflates to, is the published one.
same() {
  found=missing
  [ -f "$$1" ] || return 1
  [ -r "$$1" ] || { found="a file that may not be read"; return 1; }
  if [ "$$2" = inflated ]; then
    gzip -t "$$1" 2>/dev/null || { found="$$(size "$$1") bytes that gzip cannot inflate"; return 1; }
    found="$$(gzip -dc "$$1" | wc -c | tr -d ' ') bytes inflated, $$(gzip -dc "$$1" | sum)"
  else
    found="$$(size "$$1") bytes, $$(sum <"$$1")"
  fi
  [ "$${found%% *} $${found##* }" = "$$3 $$4" ]
}

# get URL FILE CONTENT SIZE SUM: the file, checked.
get() {
  if same "$$2.part" "$$3" "$$4" "$$5"; then mv "$$2.part" "$$2"; return; fi
  if [ -f "$$2.part" ]; then echo "going on with $$1 after $$(size "$$2.part") bytes"
  else echo "downloading $$1"; fi
  status=0
  curl --fail --location --retry 3 --progress-bar -C - -o "$$2.part" "$$1" || status=$$?
  case $$status in
    0) ;;
    33) rm "$$2.part"
      stop "The server of $$1 cannot go on in the middle: run make data again to begin anew." ;;
    *) stop "$$1 could not be downloaded (curl's error $$status): run make data again to go on." ;;
  esac
  same "$$2.part" "$$3" "$$4" "$$5" || {
    rm "$$2.part"
    stop "$$1 is not as published: $$found; $$4 and $$5 were expected. It was removed."
  }
  mv "$$2.part" "$$2"
}

mnist() {
  # Lessons prefer a file that is not compressed.
  for file in Data/mnist/"$$1"-ubyte{,.gz}; do
    [ -e "$$file" ] || continue
    if same "$$file" "$$(content "$$file")" "$$2" "$$3"; then
      echo "$$file is there already."
      return
    fi
  done
  if [ -z "$$from" ]; then
    get "$$mnist_url/$$1-ubyte.gz" "$$file" inflated "$$2" "$$3"
  else
    for source in "$$from"/{mnist/,}"$$1"-ubyte{,.gz} ""; do
      [ ! -e "$$source" ] || break
    done
    [ -n "$$source" ] || stop "$$from lacks $$1-ubyte, compressed (.gz) or not, so MNIST is not whole."
    [ -f "$$source" ] || stop "$$source is no file."
    same "$$source" "$$(content "$$source")" "$$2" "$$3" ||
      stop "$$source is not as published: $$found; $$2 and $$3 were expected."
    file="Data/mnist/$${source##*/}"
    cp "$$source" "$$file.part" && mv "$$file.part" "$$file"
  fi
  case "$$file" in *.gz) rm -f "$${file%.gz}" ;; esac
  echo "$$file is there, as published."
}

cifar_files="data_batch_1 data_batch_2 data_batch_3 data_batch_4 data_batch_5 test_batch"
# cifar_in DIR: whether the folder has the six files, of the right size.
cifar_in() {
  for name in $$cifar_files; do
    [ -f "$$1/$$name.bin" ] && [ "$$(size "$$1/$$name.bin")" = 30730000 ] || return 1
  done
}
cifar() {
  folder=Data/cifar-10-batches-bin
  archive=cifar-10-binary.tar.gz
  if cifar_in "$$folder"; then echo "$$folder is there already."; return; fi
  rm -rf Data/.unpacked && mkdir Data/.unpacked
  source=Data/$$archive
  if [ -z "$$from" ]; then
    get "$$cifar_url/$$archive" "$$source" itself "$$1" "$$2"
  elif cifar_in "$$from/cifar-10-batches-bin"; then
    mkdir Data/.unpacked/cifar-10-batches-bin
    for name in $$cifar_files; do
      cp "$$from/cifar-10-batches-bin/$$name.bin" Data/.unpacked/cifar-10-batches-bin/
    done
    source=
    echo "taking the files of $$from/cifar-10-batches-bin, whose sizes are right; a lesson says"
    echo "whether they are the published ones"
  else
    source="$$from/$$archive"
    [ -f "$$source" ] || stop "$$from holds neither cifar-10-batches-bin, whole, nor $$archive."
    same "$$source" itself "$$1" "$$2" ||
      stop "$$source is not as published: $$found; $$1 and $$2 were expected."
  fi
  if [ -n "$$source" ]; then
    echo "unpacking $$source"
    tar -xzf "$$source" -C Data/.unpacked
    cifar_in Data/.unpacked/cifar-10-batches-bin || stop "$$source lacks files, or has others."
  fi
  rm -rf "$$folder"
  mv Data/.unpacked/cifar-10-batches-bin "$$folder"
  rm -rf Data/.unpacked "Data/$$archive"
  echo "$$folder is there."
}

# What the folder FROM offers, whole or not.
offers() { for place in "$$@"; do [ ! -e "$$from/$$place" ] || return 0; done; return 1; }
offers_mnist() { offers {mnist/,}{train,t10k}-{images-idx3,labels-idx1}-ubyte{,.gz}; }
offers_cifar() { offers cifar-10-batches-bin cifar-10-binary.tar.gz; }
[ -z "$$from" ] || offers_mnist || offers_cifar ||
  stop "$$from holds neither MNIST's files (train-images-idx3-ubyte.gz and others, or mnist with them) \
nor CIFAR-10's (cifar-10-batches-bin or cifar-10-binary.tar.gz)."
mkdir -p Data/mnist 2>/dev/null || stop "The folder Data cannot be made or written to."

if [ -z "$$from" ] || offers_mnist; then
  mnist train-images-idx3 47040016 \
    ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db
  mnist train-labels-idx1 60008 \
    65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5
  mnist t10k-images-idx3 7840016 \
    0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7
  mnist t10k-labels-idx1 10008 \
    ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2
  echo "MNIST is whole, and lessons find it."
else
  echo "$$from holds no MNIST: lessons find the one they found before."
fi
if [ -z "$$from" ] || offers_cifar; then
  cifar 170052171 c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd
else
  echo "$$from holds no CIFAR-10: lessons find the one they found before."
fi
endef
export data_script

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
