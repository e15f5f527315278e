// `swift run plant`: writes the files of every bug hunt below .build/hunts: the engine's file with the
// mistake planted, with either relative, and the file for the student's test.

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
    for (name, code) in zip(["Engine", "relative1", "relative2"], [hunt.planted] + hunt.relatives) {
      let mutant = try hunt.mutant(code)
      let source = URL(filePath: "Sources/Gradus/\(mutant.file)")
      let text = try mutant.planted(in: String(contentsOf: source, encoding: .utf8))
      try Data(text.utf8).write(to: folder.appending(path: name + ".swift"), options: .atomic)
    }
    try Data(test(hunt).utf8).write(to: folder.appending(path: "Test.swift"), options: .atomic)
  }

  /// The file for the student's test.
  private static func test(_ hunt: Hunt) -> String {
    """
    // Bug hunt \(hunt.number): \(hunt.title).
    //
    // \(hunt.symptom)
    //
    // Engine.swift, beside this file, is a file of the engine with one line that is wrong. Write a test
    // that is true of the right engine and false of this one; it will also be tried on relatives of the
    // mistake. What you call, such as checkGradient, softmax or Variable, is the engine under test. Ask:
    // make hunt EX=\(hunt.number). Then repair Engine.swift, and ask again.

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
