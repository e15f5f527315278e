import Foundation
import Slots
import Testing

@testable import grade

@Suite struct HuntTests {
  /// A hunt of the hyperbolic tangent, planted by hand: the right slope is 1 − y².
  private func result(
    of body: String, repair: (String) -> String? = { $0 }
  ) throws -> ExerciseResult {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let home = folder.appending(path: "h99.1")
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    let engine = try SlotFolder.text(of: "Sources/Gradus/Operations/Activations.swift", in: root)
    for (name, slope) in [
      ("Planted", "(1 - y[i])"), ("relative1", "(1 + y[i])"), ("relative2", "y[i]"),
    ] {
      let text = engine.replacing("dy[i] * (1 - y[i] * y[i])", with: "dy[i] * \(slope)")
      #expect(text != engine)
      try Data(text.utf8).write(to: home.appending(path: name + ".swift"))
    }
    try Data("probed([2, 3], seed) { tanh($0) }".utf8).write(to: home.appending(path: "probe.txt"))
    let test = "// BEGIN SOLUTION h99.1 points=5\nreturn true\n// END SOLUTION\n"
    try Data(test.utf8).write(to: home.appending(path: "Test.swift"))
    let judge = try Judge(Workshop(root, build: products))
    let trial = try HuntTrial("h99.1", in: folder)
    return trial.result(body: body, line: 1, engine: repair(trial.planted), judge)
  }

  private let test = "checkGradient(at: [(\"x\", [[1, -2, 0.5]])]) { tanh($0[0]) }.passes"

  @Test func aTestThatTellsThemApartAndARepairHaveAll() throws {
    let result = try result(of: test) {
      $0.replacing("dy[i] * (1 - y[i])", with: "dy[i] - dy[i] * y[i] * y[i]")
    }
    #expect(result.earned == 5, "\(result.report)")
  }

  @Test(arguments: ["return true", "return false", "fatalError()"])
  func aTestThatTellsNothingApartHasNothing(body: String) throws {
    #expect(try result(of: body).earned == 0)
  }

  /// Zero gradients are what this test looks for: it finds none of the mistakes.
  @Test func aTestOfSomethingElseFindsNothing() throws {
    let result = try result(
      of: "checkGradient(at: [(\"x\", [[1, -2, 0.5]])]) { sigmoid($0[0]) }.passes")
    #expect(result.earned == 0, "\(result.report)")
  }

  /// What is no repair, and what the judge says of it. One that makes the values wrong as well, so that
  /// the gradient fits them, is none either.
  @Test(arguments: [
    ("(1 - y[i])", "(1 - y[i])", "Engine.swift is as it was"),
    ("(1 - y[i])", "(2 - y[i])", "still answers otherwise"),
    ("(1 - y[i])", "(1 - z[i])", "does not compile"),
    ("(1 - y[i])", "(1 - Gradus.tanh(y)[i])", "names Gradus"),
    ("\n", "\n\n", "Engine.swift is as it was"),
    ("\n  ", "\n  ;", "more than 8 lines"),
  ])
  func whatIsNoRepairIsSaid(old: String, new: String, words: String) throws {
    let result = try result(of: "false") { $0.replacing(old, with: new) }
    #expect(result.earned == 0)
    #expect(result.report.contains(words), "\(result.report)")
  }

  @Test func aRepairThatIsNotThereIsSaid() throws {
    let result = try result(of: "false") { _ in nil }
    #expect(result.report.contains("Engine.swift is not to be found"), "\(result.report)")
  }
}
