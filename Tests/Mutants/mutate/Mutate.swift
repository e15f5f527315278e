// `swift run mutate`: writes the engine with every mutant in it, for `make mutants` to build.

import Foundation
import Mutants

/// The tool that copies `Sources/Gradus` to `.build/mutants/Gradus` and puts the mutants in.
@main
struct Mutate {
  static func main() {
    do {
      let engine = try Engine(URL(fileURLWithPath: "Sources/Gradus", isDirectory: true))
      let files = try engine.mutated(by: Mutant.all)
      try Engine.write(
        files, to: URL(fileURLWithPath: ".build/mutants/Gradus", isDirectory: true))
      print("\(Mutant.all.count) mutants are in .build/mutants/Gradus.")
    } catch {
      try? FileHandle.standardError.write(contentsOf: Data("mutate: \(error)\n".utf8))
      exit(1)
    }
  }
}
