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

let package = Package(
  name: "Gradus",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Gradus", targets: ["Gradus"]),
    .library(name: "GradientCheck", targets: ["GradientCheck"]),
    .library(name: "GradientPlots", targets: ["GradientPlots"]),
    .library(name: "Landscape", targets: ["Landscape"]),
    .library(name: "Plot", targets: ["Plot"]),
    .library(name: "TensorPlots", targets: ["TensorPlots"]),
    .executable(name: "lesson-00", targets: ["Lesson00"]),
    .executable(name: "lesson-01", targets: ["Lesson01"]),
    .executable(name: "lesson-02", targets: ["Lesson02"]),
    .executable(name: "lesson-03", targets: ["Lesson03"]),
    .executable(name: "lesson-04", targets: ["Lesson04"]),
    .executable(name: "lesson-05", targets: ["Lesson05"]),
    .executable(name: "lesson-06", targets: ["Lesson06"]),
    .executable(name: "lesson-07", targets: ["Lesson07"]),
    .executable(name: "lesson-08", targets: ["Lesson08"]),
    .executable(name: "lesson-09", targets: ["Lesson09"]),
    .executable(name: "lesson-10", targets: ["Lesson10"]),
    .executable(name: "bench", targets: ["bench"]),
    .executable(name: "book", targets: ["book"]),
    .executable(name: "grade", targets: ["grade"]),
    .library(
      name: "GradusServing", type: .dynamic, targets: ["GradientCheck", "Given", "Serving"]),
  ],
  traits: [
    .trait(name: "Programs", description: "The lessons and tools, which read command lines."),
    .default(enabledTraits: ["Programs"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
  ],
  targets: [
    .systemLibrary(
      name: "CCairo", pkgConfig: "cairo",
      providers: [.apt(["libcairo2-dev"]), .brew(["cairo"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(
      name: "Gradus",
      dependencies: [.product(name: "RealModule", package: "swift-numerics")],
      path: isMutated ? ".build/mutants/Gradus" : nil,
      swiftSettings: isMutated ? optimised + hasty : settings),
    .target(name: "GradientCheck", dependencies: ["Gradus"], swiftSettings: settings),
    .target(name: "Landscape", dependencies: ["Gradus"], swiftSettings: settings),
    .target(
      name: "Datasets", dependencies: ["Gradus", "Plot", "CZlib"], resources: [.copy("Resources")],
      swiftSettings: settings),
    .target(name: "Plot", dependencies: ["CCairo"], swiftSettings: explained),
    .target(
      name: "GradientPlots", dependencies: ["GradientCheck", "Plot"], swiftSettings: explained),
    .target(name: "TensorPlots", dependencies: ["Gradus", "Plot"], swiftSettings: explained),
    .target(name: "Records", dependencies: ["CZlib"], swiftSettings: explained),
    .target(
      name: "LessonKit",
      dependencies: [
        "Gradus", "Plot", "Records",
        argumentParser,
      ],
      swiftSettings: explained),
    .executableTarget(
      name: "bench",
      dependencies: [
        "Datasets", "Gradus", "LessonKit", "Plot",
        argumentParser,
      ],
      exclude: ["pytorch.py"], swiftSettings: settings),
    .executableTarget(
      name: "book",
      dependencies: [
        "Records", "Slots", argumentParser,
      ],
      swiftSettings: settings),
    .target(name: "Given", dependencies: ["Gradus"], swiftSettings: settings),
    .target(name: "Exercises", dependencies: ["Given", "Gradus"], swiftSettings: settings),
    .target(name: "Serving", dependencies: ["Gradus"], swiftSettings: settings),
    .target(name: "Slots", swiftSettings: settings),
    .executableTarget(
      name: "grade",
      dependencies: [
        "Given", "GradientCheck", "Gradus", "Records", "Serving", "Slots",
        argumentParser,
      ],
      exclude: ["pytorch.json", "pytorch.py"],
      swiftSettings: settings),
    .executableTarget(
      name: "Lesson00",
      dependencies: ["Gradus", "GradientCheck", "GradientPlots", "Plot", "TensorPlots", "LessonKit"],
      path: "Lessons/00-IsThisGradientRight", swiftSettings: settings),
    .executableTarget(
      name: "Lesson01",
      dependencies: [
        "Gradus", "GradientCheck", "Datasets", "Plot", "TensorPlots", "LessonKit",
        argumentParser,
      ],
      path: "Lessons/01-Regression", swiftSettings: settings),
    .executableTarget(
      name: "Lesson02",
      dependencies: [
        "Gradus", "GradientCheck", "Plot", "TensorPlots", "LessonKit",
        argumentParser,
      ],
      path: "Lessons/02-Optimizers", swiftSettings: settings),
    .executableTarget(
      name: "Lesson03",
      dependencies: [
        "Gradus", "Plot", "TensorPlots", "LessonKit",
        argumentParser,
      ],
      path: "Lessons/03-UniversalApproximation", swiftSettings: settings),
    .executableTarget(
      name: "Lesson04",
      dependencies: [
        "Gradus", "GradientCheck", "Plot", "TensorPlots", "LessonKit",
        argumentParser,
      ],
      path: "Lessons/04-LogicGates", swiftSettings: settings),
    .executableTarget(
      name: "Lesson05",
      dependencies: [
        "Gradus", "GradientCheck", "Plot", "TensorPlots", "LessonKit",
        argumentParser,
      ],
      path: "Lessons/05-BatchNorm", swiftSettings: settings),
    .executableTarget(
      name: "Lesson06",
      dependencies: [
        "Gradus", "Datasets", "Plot", "TensorPlots", "LessonKit",
        argumentParser,
      ],
      path: "Lessons/06-ConvNets", swiftSettings: settings),
    .executableTarget(
      name: "Lesson07",
      dependencies: [
        "Gradus", "Datasets", "Plot", "TensorPlots", "LessonKit",
        argumentParser,
      ],
      path: "Lessons/07-GAN", swiftSettings: settings),
    .executableTarget(
      name: "Lesson08",
      dependencies: [
        "Gradus", "Datasets", "Plot", "TensorPlots", "LessonKit",
        argumentParser,
      ],
      path: "Lessons/08-LeNet5", swiftSettings: settings),
    .executableTarget(
      name: "Lesson09",
      dependencies: [
        "Gradus", "Datasets", "Landscape", "Plot", "TensorPlots", "LessonKit",
        argumentParser,
      ],
      path: "Lessons/09-ResNets", swiftSettings: settings),
    .executableTarget(
      name: "Lesson10",
      dependencies: [
        "Gradus", "Plot", "TensorPlots", "LessonKit",
        argumentParser,
      ],
      path: "Lessons/10-Speed", swiftSettings: settings),
    .target(
      name: "RandomFunctions", dependencies: ["Gradus"], path: "Tests/RandomFunctions",
      swiftSettings: settings),
    .target(name: "Mutants", path: "Tests/Mutants/Mutants", swiftSettings: aside),
    .executableTarget(
      name: "mutate", dependencies: ["Mutants"], path: "Tests/Mutants/mutate",
      swiftSettings: settings),
    .executableTarget(
      name: "campaign",
      dependencies: [
        "Mutants", "RandomFunctions", "Gradus", "GradientCheck", "Plot", "LessonKit",
        argumentParser,
      ],
      path: "Tests/Mutants/campaign",
      swiftSettings: settings + (isMutated ? [.define("GRADUS_MUTANTS")] : [])),
    .testTarget(
      name: "MutantsTests",
      dependencies: ["Mutants", "campaign", "Gradus", "GradientCheck", "LessonKit"],
      swiftSettings: settings),
    .testTarget(
      name: "GradusTests", dependencies: ["Gradus", "GradientCheck"], swiftSettings: settings),
    .testTarget(
      name: "GradientCheckTests", dependencies: ["Gradus", "GradientCheck", "RandomFunctions"],
      swiftSettings: settings),
    .testTarget(
      name: "LandscapeTests", dependencies: ["Landscape", "Gradus"], swiftSettings: settings),
    .testTarget(
      name: "DatasetsTests", dependencies: ["Datasets", "Gradus"], swiftSettings: settings),
    .testTarget(name: "PlotTests", dependencies: ["Plot", "CCairo"], swiftSettings: settings),
    .testTarget(
      name: "TensorPlotsTests", dependencies: ["TensorPlots", "Gradus", "Plot"],
      swiftSettings: settings),
    .testTarget(
      name: "GradientPlotsTests",
      dependencies: ["GradientPlots", "GradientCheck", "Gradus", "Plot"],
      swiftSettings: settings),
    .testTarget(
      name: "RecordsTests", dependencies: ["Records"], swiftSettings: settings),
    .testTarget(
      name: "LessonKitTests",
      dependencies: [
        "Gradus", "LessonKit", "Plot", "Records",
        argumentParser,
      ],
      swiftSettings: settings),
    .testTarget(
      name: "BenchTests", dependencies: ["bench", "Gradus", "LessonKit"], swiftSettings: settings),
    .testTarget(
      name: "BookTests",
      dependencies: [
        "book", "Records",
        argumentParser,
      ],
      swiftSettings: settings),
    .testTarget(
      name: "LessonTests",
      dependencies: [
        "Lesson00", "Lesson01", "Lesson02", "Lesson03", "Lesson04", "Lesson05", "Lesson06",
        "Lesson07", "Lesson08", "Lesson09", "Lesson10", "LessonKit", "Datasets", "GradientCheck",
        "Gradus", "Landscape", "Plot",
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "hostile", dependencies: ["Gradus", "Serving"], path: "Tests/Hostile",
      swiftSettings: settings),
    .executableTarget(
      name: "plant", dependencies: ["Mutants"], path: "Tests/Hunts", swiftSettings: settings),
    .testTarget(
      name: "GradeTests",
      dependencies: ["grade", "hostile", "Given", "Gradus", "Serving", "Slots"],
      swiftSettings: settings),
    .testTarget(name: "SlotsTests", dependencies: ["Slots"], swiftSettings: settings),
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
