// `swift run plant`: writes the files of every bug hunt below .build/hunts: the engine's file as it is,
// with the mistake planted, once more for the repair, with either relative; the file for the student's
// test, one that solves the hunt, and what a repair is asked.

import Foundation
import Mutants

/// The tool.
@main
struct Plant {
  static func main() {
    do {
      for hunt in Hunt.all { try plant(hunt) }
      print("\(Hunt.all.count) hunts are in .build/hunts.")
    } catch {
      try? FileHandle.standardError.write(contentsOf: Data("plant: \(error)\n".utf8))
      exit(1)
    }
  }

  private static func plant(_ hunt: Hunt) throws {
    let folder = URL(filePath: ".build/hunts/\(hunt.number)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    func write(_ text: String, to name: String) throws {
      try Data(text.utf8).write(to: folder.appending(path: name), options: .atomic)
    }
    func text(_ name: String) -> String? {
      try? String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }
    // A repair that has been begun stays; so does a test.
    let isRepaired = text("Engine.swift") != text("Planted.swift")
    for (name, code) in zip(["Planted", "relative1", "relative2"], [hunt.planted] + hunt.relatives)
    {
      let mutant = try hunt.mutant(code)
      let original = try String(
        contentsOf: URL(filePath: "Sources/Gradus/\(mutant.file)"), encoding: .utf8)
      guard !original.contains("BEGIN SOLUTION") else {
        throw MutantError("\(hunt.number): \(mutant.file) has an exercise, and would show it")
      }
      let planted = try mutant.planted(in: original)
      try write(planted, to: name + ".swift")
      try write(original, to: "right.swift")
      if name == "Planted", !isRepaired { try write(planted, to: "Engine.swift") }
    }
    try write(hunt.probe, to: "probe.txt")
    try write(hunt.test, to: "solution.txt")
    if text("Test.swift") == nil { try write(test(hunt), to: "Test.swift") }
  }

  /// The file for the student's test.
  private static func test(_ hunt: Hunt) -> String {
    """
    // Bug hunt \(hunt.number): \(hunt.title).
    //
    // \(hunt.symptom)
    //
    // Planted.swift, beside this file, is a file of the engine in which something is wrong. Write a test
    // that is true of the right engine and false of this one; it will also be tried on relatives of the
    // mistake. What you call, such as checkGradient, softmax or Variable, is the engine under test. Then
    // repair Engine.swift, which is the same file and yours. Ask: make hunt EX=\(hunt.number).

    import GradientCheck
    import Gradus

    /// Whether the gradients of the functions of Engine.swift are right.
    func engineIsRight() -> Bool {
      // BEGIN SOLUTION \(hunt.number) points=5
      // Yours to write.
      return true
      // END SOLUTION
    }

    """
  }
}
