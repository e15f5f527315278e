#!/usr/bin/env bash
# What a change asks to be run, tried: each change below is made alone in a copy of the sources, and
# `book runs` has to ask for what is expected: nothing, figures, or a quick run, after which it says
# that this was all or that a full run is wanted. How long that takes is printed. `make staleness`
# runs this; it builds the engine several times, which takes a while. Lesson 02 compares its
# optimizers with their rules, so that it refuses to run with one that is wrong.
#
# A change: what it is | what is expected (nothing, figures, quick, full, refused) | the lesson to
# ask | the file | the change as perl makes it, on the whole file.

set -euo pipefail
cd "$(dirname "$0")/../.."

changes='
a comment|nothing|01|Sources/Gradus/Losses/Losses.swift|s/\A/\/\/ A comment.\n/
a rename in the engine|quick|01|Sources/Gradus/Losses/Losses.swift|s/\berror\b/residual/g
a colour in Plot|figures|01|Sources/Plot/Color.swift|s/0x0072B2/0x0072B3/
a caption|figures|02|Lessons/02-Optimizers/Convergence.swift|s/distance from the minimum/distance/
a constant of an optimizer|refused|02|Sources/Gradus/Optimizers/Adam.swift|s/0\.999/0.99/g
a default|full|05|Sources/Gradus/Layers/BatchNorm.swift|s/momentum: Double = 0\.1/momentum: Double = 0.2/
the seed|full|03|Sources/Records/Run.swift|s/defaultSeed: UInt64 = 1/defaultSeed: UInt64 = 2/
an initializer|full|03|Sources/Gradus/Layers/Initializer.swift|s/kaimingUniform\(gain: \(1\.0 \/ 3\)/kaimingUniform(gain: (1.1 \/ 3)/
a loss|full|04|Sources/Gradus/Losses/Losses.swift|s/loss\.mean\(\)/loss.mean() * 1.1/
a number of the data|full|01|Sources/Datasets/Resources/diabetes.csv|s/(\d)(?=\n\z)/$1 == 9 ? 0 : 9/e
a pixel|full|06|Sources/Datasets/Resources/fashion-mnist-subset/t10k-images-idx3-ubyte.gz|use Compress::Zlib; $_ = Compress::Zlib::memGunzip($_); substr($_, 5000, 1) ^= "x"; $_ = Compress::Zlib::memGzip($_)
a number that only a full run uses|full|02|Lessons/02-Optimizers/Race.swift|s/full: 5000/full: 6000/
'

copy=.build/staleness/Gradus
quick=.build/book/Figures
mkdir -p "$copy"
only=${1:-}
failed=0
# The sources as they are here, into a copy that keeps its builds.
restore() {
  git ls-files -z --cached --others --exclude-standard | tar --null -T - -cf - |
    tar -xf - -C "$copy"
}
# What is asked for lesson $1, in a word.
asked() {
  local line
  line=$(.build/debug/book runs | grep "^$1  " || true)
  case $line in
    *"unknown: "*) echo quick ;;
    *"out of date: "*) echo full ;;
    *"to be drawn anew"*) echo figures ;;
    *"current: "*) echo nothing ;;
    *) echo "$line" ;;
  esac
}

while IFS='|' read -r name expected lesson file change; do
  [ -n "$name" ] || continue
  case $name in *"$only"*) ;; *) continue ;; esac
  restore
  rm -rf "$copy/$quick"
  (
    cd "$copy"
    cp "$file" ../before
    perl -0777 -pi -e "$change" "$file"
    if cmp -s "$file" ../before; then
      echo "$name: $file is no longer as this change expects it" >&2
      exit 2
    fi
    swift build --product book >../log 2>&1
    found=$(asked "$lesson")
    start=$SECONDS
    if [ "$found" = quick ]; then
      if ! make --no-print-directory quick ONLY="$lesson" >../log 2>&1; then
        found=refused
        grep "^lesson-$lesson: " ../log || { cat ../log; exit 1; }
      elif [ "$(asked "$lesson")" != nothing ]; then
        found=$(asked "$lesson")
      fi
    fi
    echo "$name: $found, after $((SECONDS - start)) s"
    [ "$found" = "$expected" ] || { echo "  expected: $expected"; exit 1; }
  ) || failed=1
done <<<"$changes"
restore
exit $failed
