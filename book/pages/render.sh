#!/bin/bash
# render.sh GOAL…, of html, api, epub, pdf and check: makes the book from what `book pages` has written to
# .build/book/pages. pandoc and typst come from PyPI, of exact versions, into .build/pages. Where
# Python or the network is missing a sentence says so, and nothing else happens.
set -euo pipefail
cd "$(dirname "$0")/../.."
requirements="pypandoc_binary==1.17 typst==0.15.2 html5lib==1.1"
own=.build/pages/python/bin/python
pages=.build/book/pages
html=.build/book/html
tools=book/pages
from=gfm+attributes+fenced_divs+bracketed_spans+smart

without() {
  echo "The pages of the book are left out, since $1; the Markdown in book/ is complete."
  exit 0
}

install() {
  [ "$(cat .build/pages/requirements 2>/dev/null || true)" != "$requirements" ] || return 0
  python=$(command -v "${PYTHON:-python3}") || without "python3 is missing"
  "$python" -c "import ensurepip, venv" 2>/dev/null ||
    without "$python cannot make virtual environments (python3-venv)"
  echo "installing pandoc and typst into .build/pages"
  "$python" -m venv --clear .build/pages/python >/dev/null 2>&1 ||
    without "$python cannot make a virtual environment"
  "$own" -m pip install --quiet --disable-pip-version-check --retries 1 $requirements \
    >.build/pages/pip.log 2>&1 ||
    without "pip could not install pandoc and typst (see .build/pages/pip.log)"
  echo "$requirements" >.build/pages/requirements
}

mkdir -p .build/pages
install
pandoc=$("$own" -c "import pypandoc; print(pypandoc.get_pandoc_path())")
export pandoc pages html tools from

# One page of HTML and its part of the search index, unless they are newer than what they are made of.
# The index also says whether there are pages of the API.
one_page() {
  local kind= target="$html/$1.html"
  case "$1" in index) kind=- ;; source/*) ;; *) [ -f "$pages/$1.index" ] || kind=- ;; esac
  for made_of in "$pages/$1.md" "$pages/$1.json" $tools/*.lua $tools/*.yaml $tools/*.html; do
    [ "$target" -nt "$made_of" ] || kind=-
  done
  [ -n "$kind" ] || return 0
  case "$1" in
    index) kind="-M cover"
      [ ! -f $html/api/gradus.html ] || kind="$kind -M api" ;;
    source/*) kind="-M source" ;;
    *) kind=
      "$pandoc" -f "$from" -L $tools/common.lua -t $tools/index.lua "$pages/$1.md" \
        -o "$pages/$1.index" ;;
  esac
  mkdir -p "$(dirname "$target")"
  "$pandoc" -d $tools/html.yaml $kind --metadata-file "$pages/$1.json" "$pages/$1.md" -o "$target"
}
export -f one_page

cover() {
  "$own" - "$@" <<'PYTHON'
import sys, typst
for output in sys.argv[1:]:
    typst.compile("book/pages/cover.typ", output=output, format=output.rsplit(".")[-1], ppi=144)
PYTHON
}

html() {
  mkdir -p $html/figures
  cp -R Figures/. $html/figures/
  find $html/figures -name '*.json*' -exec rm {} +
  cp book/*.svg $tools/page.css $tools/page.js $tools/search.js $html/
  [ $html/cover.svg -nt $tools/cover.typ ] || cover $html/cover.svg
  find $html/figures -name '*.wasm' | while read -r module; do
    name=${module#$html/figures/}
    printf '(globalThis.gradusModules ??= {})["%s"] = "%s"\n' "${name%.wasm}" \
      "$(base64 <"$module" | tr -d '\n')" >"$module.js"
  done
  (cd $pages && find . -name '*.json' | sed 's,^\./,,; s,\.json$,,') |
    xargs -P 2 -n 1 bash -euc 'one_page "$0"'
  (echo "globalThis.gradusIndex = ["
    while read -r page; do cat "$pages/$page.index"; done <$pages/pages.txt
    echo "]") >$html/index.js
  echo "The book is in $html/index.html: make open shows it."
}

# The pages of the API, from what DocC has left.
api() { "$own" $tools/api.py .build/docs/archive $html/api; }

# The pages in the book's order, as files that refer to each other.
in_order=$(sed 's/$/.md/' $pages/pages.txt)

epub() {
  [ .build/book/cover.png -nt $tools/cover.typ ] || cover .build/book/cover.png
  (cd $pages && "$pandoc" -d ../../../$tools/epub.yaml $in_order -o ../gradus.epub)
  echo "The book is in .build/book/gradus.epub."
}

pdf() {
  [ .build/book/cover.png -nt $tools/cover.typ ] || cover .build/book/cover.png
  (cd $pages && "$pandoc" -d ../../../$tools/typst.yaml $in_order -o book.typ)
  "$own" -c "import typst; typst.compile('$pages/book.typ', output='.build/book/gradus.pdf',
    root='.', pdf_standards=['ua-1'])"
  echo "The book is in .build/book/gradus.pdf."
}

check() { "$own" $tools/check.py $html; }

for goal in "$@"; do "$goal"; done
