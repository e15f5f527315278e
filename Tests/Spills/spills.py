#!/usr/bin/env python3
"""Do the sums of the engine's tiles stay in registers, on processors that are not at hand?

    make spills                       or, for some of the machines,
    python3 Tests/Spills/spills.py x86-64-v4 apple-m1

The engine is compiled with the vectors and tiles of each machine: for x86-64 by Swift's compiler, as
the package is; for others, whose standard library is not at hand, it becomes LLVM's intermediate
code, what that says about the processor at hand is taken out, and the toolchain's clang compiles it.
Of every inner loop of a tile its instructions are counted, its multiply-adds, and its moves of
vectors to and from the stack. In single precision, which trains, there must be none: a sum that is
moved costs as much as a product. What double precision does, which checks, is shown.
"""

import collections
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / ".build/spills"
NUMERICS = ROOT / ".build/checkouts/swift-numerics/Sources"

# A machine: what Package.swift defines for it, and, where Swift's compiler does not make code for it
# here, what clang calls it.
MACHINES = {
    "x86-64-v3": (["FMA", "AVX2"], None),
    "x86-64-v4": (["FMA", "AVX2", "AVX512"], None),
    "apple-m1": (["FMA", "NEON"], ["--target=aarch64-unknown-linux-gnu", "-mcpu=apple-m1"]),
}

# The functions whose loops are a tile's.
TILES = re.compile(r"\(Tile in \w+\)\.(?:sum|add)\(|\(multiply in|12computeBlock|\.computeBlock\(")
MULTIPLY_ADD = re.compile(r"^(?:vfn?m(?:add|sub)\w+p[sd]|fml[as])\b")
VECTOR = re.compile(r"%[xyz]mm|\b[qv]\d")
STACK = re.compile(r"\(%rsp|\[(?:sp|x29)\b")
JUMP = re.compile(r"^(?:j\w+|b(?:\.\w+)?|cbn?z|tbn?z)\s.*?(\.L\w+)$")


def run(*command):
    subprocess.run([str(word) for word in command], check=True, cwd=ROOT)


def compile_for(machine):
    """The assembly of the engine for a machine."""
    defines, target = MACHINES[machine]
    code, assembly = BUILD / f"{machine}.ll", BUILD / f"{machine}.s"
    swift = [
        "swiftc", "-O", "-wmo", "-swift-version", "6", "-module-name", "Gradus", "-package-name",
        "gradus", "-parse-as-library", "-suppress-warnings", "-I", BUILD, "-I",
        NUMERICS / "_NumericsShims/include", *[f"-DGRADUS_{name}" for name in defines],
        *sorted((ROOT / "Sources/Gradus").rglob("*.swift"))]
    if target is None:
        run(
            *swift, "-Xcc", f"-march={machine}", "-Xcc", "-fno-math-errno", "-emit-assembly", "-o",
            assembly)
    else:
        run(*swift, "-emit-irgen", "-o", code)
        text = code.read_text()
        text = re.sub(r'^target (?:triple|datalayout) = .*$', "", text, flags=re.M)
        text = re.sub(r'"(?:target-cpu|target-features|tune-cpu)"="[^"]*"', "", text)
        code.write_text(text)
        run("clang", *target, "-O3", "-w", "-fno-math-errno", "-S", "-o", assembly, code)
    return assembly.read_text().splitlines()


def functions(lines):
    """Every function's name and lines."""
    name, body = None, []
    for line in lines:
        if match := re.match(r"^([\w$]+):", line):
            name, body = match[1], []
        elif line.startswith(".Lfunc_end"):
            yield name, body
        elif name and (line := re.split(r"\s*(?:#|//|;)\s", line)[0].strip()):
            if not line.startswith(".") or line.endswith(":"):
                body.append(" ".join(line.split()))


def inner_loops(body):
    """The lines from a label to the jump back to it, where no such loop is inside."""
    labels = {line[:-1]: k for k, line in enumerate(body) if line.endswith(":")}
    start = None
    for k, line in enumerate(body):
        if (match := JUMP.match(line)) and (first := labels.get(match[1], k)) < k:
            if start is None or first >= start:
                yield [line for line in body[first:k + 1] if not line.endswith(":")]
            start = k


def demangled(names):
    shown = subprocess.run(
        ["swift-demangle", "--compact"], input="\n".join(names), text=True, capture_output=True,
        check=True)
    return shown.stdout.splitlines()


def judge(machine):
    """Prints what the tiles' inner loops are like; returns how many in Float use the stack."""
    found = list(functions(compile_for(machine)))
    loops = {"Float": collections.Counter(), "Double": collections.Counter()}
    for (_, body), title in zip(found, demangled([name for name, _ in found])):
        scalar = re.search(r"<Swift\.(Float|Double)\b", title)
        if not scalar or not TILES.search(title):
            continue
        for loop in inner_loops(body):
            products = sum(bool(MULTIPLY_ADD.match(line)) for line in loop)
            moves = sum(bool(STACK.search(line) and VECTOR.search(line)) for line in loop)
            if products:
                loops[scalar[1]][products, len(loop), moves] += 1
    for scalar, counts in loops.items():
        print(f"{machine}, {scalar}: of how many loops, multiply-adds, instructions, moves")
        for (products, instructions, moves), count in sorted(counts.items()):
            print(f"{count:6}{products:6}{instructions:6}{moves:6}{'  spills' * bool(moves)}")
    if not loops["Float"]:
        sys.exit(f"{machine}: no loop of a tile was found; are they called otherwise now?")
    return sum(count for (_, _, moves), count in loops["Float"].items() if moves)


def main():
    machines = sys.argv[1:] or list(MACHINES)
    if unknown := set(machines) - set(MACHINES):
        sys.exit(f"no machine {', '.join(unknown)}; there are {', '.join(MACHINES)}")
    BUILD.mkdir(parents=True, exist_ok=True)
    run(
        "swiftc", "-O", "-wmo", "-module-name", "RealModule", "-parse-as-library",
        "-suppress-warnings", "-I", NUMERICS / "_NumericsShims/include", "-emit-module",
        "-emit-module-path", BUILD / "RealModule.swiftmodule",
        *sorted((NUMERICS / "RealModule").glob("*.swift")))
    spills = sum(judge(machine) for machine in machines)
    sys.exit(f"{spills} inner loops of tiles in Float use the stack" if spills else 0)


if __name__ == "__main__":
    main()
