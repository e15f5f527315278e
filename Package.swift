// swift-tools-version: 6.2
// Gradus: a compact neural-network engine, the lessons that run on it and the book woven from them.

import Foundation
import PackageDescription

/// The code is made for the machine that builds it, or for the one that `GRADUS_MACHINE` names:
/// `native`, `x86-64-v2`, `x86-64-v3` or `x86-64-v4`; with `GRADUS_PORTABLE=1` for the least of
/// them. `GRADUS_FMA` says that it multiplies and adds in one instruction, where asking for that
/// would otherwise call a function, a hundred times slower; `GRADUS_AVX2`, `GRADUS_AVX512` or
/// `GRADUS_NEON`, how wide its vectors are and how many it holds.
let machine: [SwiftSetting] = {
  #if arch(x86_64)
    let portable = Context.environment["GRADUS_PORTABLE"].map { _ in "x86-64-v2" }
    let name = portable ?? Context.environment["GRADUS_MACHINE"] ?? "native"
    let defines: [String]
    switch name {
    case "native":
      #if os(Linux)
        let processor = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let line = processor.split(separator: "\n").first { $0.hasPrefix("flags") } ?? ""
        let flags = Set(line.split(separator: " ").map(String.init))
      #else
        let flags: Set = ["fma", "avx2"]  // macOS 15 runs on no x86-64 processor without.
      #endif
      let names = [("GRADUS_FMA", "fma"), ("GRADUS_AVX2", "avx2"), ("GRADUS_AVX512", "avx512f")]
      defines = names.filter { flags.contains($0.1) }.map(\.0)
    case "x86-64-v4": defines = ["GRADUS_FMA", "GRADUS_AVX2", "GRADUS_AVX512"]
    case "x86-64-v3": defines = ["GRADUS_FMA", "GRADUS_AVX2"]
    case "x86-64-v2": defines = []
    default:
      let message =
        "GRADUS_MACHINE is \"\(name)\"; native, x86-64-v2, x86-64-v3 or x86-64-v4 is expected.\n"
      FileHandle.standardError.write(Data(message.utf8))
      exit(1)
    }
    return [.unsafeFlags(["-Xcc", "-march=\(name)"])] + defines.map { .define($0) }
  #else
    return [.define("GRADUS_FMA"), .define("GRADUS_NEON")]
  #endif
}()

/// The engine and the lessons are optimised in every configuration, so that `swift run lesson-01`,
/// a debug build, trains at full speed. Generic code is specialised across modules; `-num-threads`
/// keeps one object file per source file, which SwiftPM expects of a debug build. A square root is an
/// instruction, and a loop of them vectors, only where C's `errno` is nobody's concern.
let optimised: [SwiftSetting] =
  [
    .unsafeFlags([
      "-O", "-wmo", "-disable-batch-mode", "-num-threads", "2", "-cross-module-optimization",
      "-Xcc", "-fno-math-errno",
    ])
  ] + machine

/// A starter for students, which `make starter` writes, has neither tests nor their tools.
let isStarter = !FileManager.default.fileExists(atPath: Context.packageDirectory + "/Tests")

/// `make lint` builds with warnings as errors; everyone else is spared a newer compiler's opinion, and
/// students what it says of code behind a stub.
let strict: [SwiftSetting] =
  isStarter
  ? [.unsafeFlags(["-suppress-warnings"])]
  : Context.environment["GRADUS_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)]

/// `make mutants` builds against a copy of the engine that holds every mistake of the table of
/// mutants, one of them switched on at a time; only there can the campaign try them.
let isMutated = Context.environment["GRADUS_MUTANTS"] != nil

let settings = optimised + strict

/// How the engine with the mutants is built: code for size is made sooner, and on a few numbers, as
/// gradients are checked, as fast.
let hasty: [SwiftSetting] = [.unsafeFlags(["-Osize", "-suppress-warnings"])]

/// Where the mutants are tried, only the engine, the checker and the campaign need to be fast; what
/// lists, writes and draws is built sooner if it is not optimised.
let aside = isMutated ? strict : settings

/// Optimised code drops the messages of `precondition`. The engine, whose loops would pay for more,
/// has its own `require`; the modules around it keep the messages.
let explained = aside + [.unsafeFlags(["-assert-config", "Debug"])]

/// What reads command lines. Programs need it; a package that uses the engine alone does without it
/// if it names no trait, `.package(…, traits: [])`, and then does not fetch it.
let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser", condition: .when(traits: ["Programs"]))

/// A module: its name, and what it uses.
func module(
  _ name: String, _ dependencies: [Target.Dependency] = [], path: String? = nil,
  resources: [Resource]? = nil, _ swiftSettings: [SwiftSetting] = settings
) -> Target {
  .target(
    name: name, dependencies: dependencies, path: path, resources: resources,
    swiftSettings: swiftSettings)
}

/// A program, at the place of its kind unless it has one of its own.
func program(
  _ name: String, _ dependencies: [Target.Dependency], path: String? = nil,
  exclude: [String] = [], _ swiftSettings: [SwiftSetting] = settings
) -> Target {
  .executableTarget(
    name: name, dependencies: dependencies, path: path, exclude: exclude,
    swiftSettings: swiftSettings)
}

/// A lesson by its number, title and what it uses beside the engine, its figures and `LessonKit`.
func lesson(_ number: String, _ title: String, _ dependencies: Target.Dependency...) -> Target {
  program(
    "Lesson\(number)",
    ["Gradus", "Plot", "TensorPlots", "LessonKit", argumentParser] + dependencies,
    path: "Lessons/\(number)-\(title)")
}

/// The tests of a module, in the folder of its name.
func tests(of name: String, _ dependencies: Target.Dependency...) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: dependencies + ["TestSupport"], swiftSettings: settings)
}

let lessons = [
  lesson("00", "IsThisGradientRight", "GradientCheck", "GradientPlots"),
  lesson("01", "Regression", "GradientCheck", "Datasets"),
  lesson("02", "Optimizers", "GradientCheck"),
  lesson("03", "UniversalApproximation"),
  lesson("04", "LogicGates", "GradientCheck"),
  lesson("05", "BatchNorm", "GradientCheck"),
  lesson("06", "ConvNets", "Datasets"),
  lesson("07", "GAN", "Datasets"),
  lesson("08", "LeNet5", "Datasets", "DrawnImages"),
  lesson("09", "ResNets", "Datasets", "DrawnImages", "Landscape"),
  lesson("10", "Speed"),
]

let package = Package(
  name: "Gradus",
  platforms: [.macOS(.v15)],
  products: ["Gradus", "GradientCheck", "GradientPlots", "Landscape", "Plot", "TensorPlots"].map {
    .library(name: $0, targets: [$0])
  }
    + lessons.map { .executable(name: "lesson-\($0.name.suffix(2))", targets: [$0.name]) }
    + ["bench", "book", "grade"].map { .executable(name: $0, targets: [$0]) }
    + [
      .library(
        name: "GradusServing", type: .dynamic, targets: ["GradientCheck", "Given", "Serving"])
    ],
  traits: [
    .trait(name: "Programs", description: "The lessons and tools, which read command lines."),
    .default(enabledTraits: ["Programs"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
  ],
  targets: lessons + [
    .systemLibrary(
      name: "CCairo", pkgConfig: "cairo",
      providers: [.apt(["libcairo2-dev"]), .brew(["cairo"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    module(
      "Gradus", [.product(name: "RealModule", package: "swift-numerics")],
      path: isMutated ? ".build/mutants/Gradus" : nil, isMutated ? optimised + hasty : settings),
    module("GradientCheck", ["Gradus"]),
    module("Landscape", ["Gradus"]),
    module("Datasets", ["Gradus", "CZlib"], resources: [.copy("Resources")]),
    module("DrawnImages", ["Datasets", "Gradus", "Plot"]),
    module("Plot", ["CCairo"], explained),
    module("TensorPlots", ["Gradus", "Plot"], explained),
    module("GradientPlots", ["GradientCheck", "Plot"], explained),
    module("Records", ["CZlib"], explained),
    module("LessonKit", ["Gradus", "Plot", "Records", argumentParser], explained),
    module("Given", ["Gradus"]),
    module("Exercises", ["Given", "Gradus"]),
    module("Serving", ["Gradus"]),
    module("Slots"),
    program(
      "bench", ["Datasets", "Gradus", "LessonKit", "Plot", argumentParser],
      exclude: ["pytorch.py"]),
    program("book", ["Records", "Slots", argumentParser]),
    program(
      "grade",
      ["Given", "GradientCheck", "Gradus", "Records", "Serving", "Slots", argumentParser],
      exclude: ["pytorch.json", "pytorch.py"]),
    module("RandomFunctions", ["Gradus"], path: "Tests/RandomFunctions"),
    module("Mutants", path: "Tests/Mutants/Mutants", aside),
    program("mutate", ["Mutants"], path: "Tests/Mutants/mutate"),
    program(
      "campaign",
      [
        "Mutants", "RandomFunctions", "Gradus", "GradientCheck", "Plot", "LessonKit",
        argumentParser,
      ],
      path: "Tests/Mutants/campaign",
      settings + (isMutated ? [.define("GRADUS_MUTANTS")] : [])),
    program("hostile", ["Gradus", "Serving"], path: "Tests/Hostile"),
    program("plant", ["Mutants"], path: "Tests/Hunts"),
    program(
      "specialization", ["Gradus"], path: "Tests/Specialization", exclude: ["count.py"]),
    module("TestSupport", path: "Tests/TestSupport"),
    tests(of: "Mutants", "Mutants", "campaign", "Gradus", "GradientCheck", "LessonKit"),
    tests(of: "Gradus", "Gradus", "GradientCheck"),
    tests(of: "GradientCheck", "Gradus", "GradientCheck", "RandomFunctions"),
    tests(of: "Landscape", "Landscape", "Gradus"),
    tests(of: "Datasets", "Datasets", "Gradus"),
    tests(of: "DrawnImages", "DrawnImages", "Datasets", "Gradus"),
    tests(of: "Plot", "Plot", "CCairo"),
    tests(of: "TensorPlots", "TensorPlots", "Gradus", "Plot"),
    tests(of: "GradientPlots", "GradientPlots", "GradientCheck", "Gradus", "Plot"),
    tests(of: "Records", "Records"),
    tests(of: "LessonKit", "Gradus", "LessonKit", "Plot", "Records", argumentParser),
    tests(of: "Bench", "bench", "Gradus", "LessonKit"),
    tests(of: "Book", "book", "Records", argumentParser),
    .testTarget(
      name: "LessonTests",
      dependencies: lessons.map { .byName(name: $0.name) }
        + ["LessonKit", "Datasets", "DrawnImages", "GradientCheck", "Gradus", "Landscape", "Plot"],
      swiftSettings: settings),
    tests(of: "Grade", "grade", "hostile", "Given", "Gradus", "Serving", "Slots"),
    tests(of: "Slots", "Slots"),
  ]
)

// What is not there is not built.
package.targets.removeAll { target in
  let folder = target.path ?? (target.type == .test ? "Tests/" : "Sources/") + target.name
  return !FileManager.default.fileExists(atPath: Context.packageDirectory + "/" + folder)
}
package.products.removeAll { product in
  guard let product = product as? Product.Executable else { return false }
  let names = Set(package.targets.map(\.name))
  return !names.isSuperset(of: product.targets)
}
