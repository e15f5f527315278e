#!/usr/bin/env python3
"""Does generic code of one's own run as fast as code for one type of number?

    make specialized

Builds `specialization` for x86-64-v3, which valgrind understands, has callgrind count the
instructions of every operation, with its gradient, called from code for one type and from code for
all, and compares. Instructions do not depend on what else the machine does. A step that has to find
its way takes some fifty thousand instructions more, whatever the size of its tensors; an operation
that was forgotten, whose loops ask for every number which type it is of, half a million for the
33,000 numbers here. Counts are of one thread.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
# How many more instructions from generic code are a loop that was forgotten: of numbers, and times.
MOST, MOST_TIMES = 200_000, 1.25


def counts(program, folder):
    """The names of the work, and the instructions of each piece, in the order of the program."""
    command = [
        "valgrind", "--tool=callgrind", "--dump-before=*4markyyF",
        f"--callgrind-out-file={folder}/counts", str(program)]
    run = subprocess.run(
        command, check=True, capture_output=True, text=True,
        env={**os.environ, "GRADUS_THREADS": "1"})
    names = run.stdout.split("\n")[:-1]
    dumps = sorted(
        pathlib.Path(folder).glob("counts.*"), key=lambda path: int(path.suffix[1:]))
    totals = [
        int(re.search(r"^(?:totals|summary): (\d+)", dump.read_text(), re.M).group(1))
        for dump in dumps]
    return names, totals[1::2]  # every second lies between the marks around a piece


def main():
    program = pathlib.Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        names, pieces = counts(program, folder)
    if len(pieces) != 2 * len(names):
        sys.exit(f"specialized: {len(pieces)} counts for {len(names)} pieces of work, twice.")
    slow = 0
    for place, name in enumerate(names):
        type_name = "Float" if place < len(names) // 2 else "Double"
        concrete, generic = pieces[place], pieces[place + len(names)]
        ratio = generic / concrete
        is_slow = generic - concrete > MOST and ratio > MOST_TIMES
        slow += is_slow
        print(f"{type_name:7}{name:22}{concrete:12,}{generic:12,}{ratio:8.2f}"
              + ("  <- slow" if is_slow else ""))
    if slow:
        sys.exit(f"specialized: {slow} pieces of work are slower from generic code.")


main()
