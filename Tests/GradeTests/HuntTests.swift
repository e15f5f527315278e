import Foundation
import Slots
import Testing

@testable import grade

@Suite struct HuntTests {
  /// A hunt of the hyperbolic tangent, planted by hand: the right slope is 1 − y².
  private func result(of body: String) throws -> ExerciseResult {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let home = folder.appending(path: "h99.1")
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    let engine = try SlotFolder.text(of: "Sources/Gradus/Operations/Activations.swift", in: root)
    for (name, slope) in [
      ("Engine", "(1 - y[i])"), ("relative1", "(1 + y[i])"), ("relative2", "y[i]"),
    ] {
      let text = engine.replacing("dy[i] * (1 - y[i] * y[i])", with: "dy[i] * \(slope)")
      #expect(text != engine)
      try Data(text.utf8).write(to: home.appending(path: name + ".swift"))
    }
    let test = "// BEGIN SOLUTION h99.1 points=4\nreturn true\n// END SOLUTION\n"
    try Data(test.utf8).write(to: home.appending(path: "Test.swift"))
    let judge = try Judge(Workshop(root, build: products))
    return try HuntTrial("h99.1", in: folder).result(body: body, line: 1, judge)
  }

  @Test func aTestThatTellsThemApartHasAll() throws {
    let result = try result(
      of: "checkGradient(at: [(\"x\", [[1, -2, 0.5]])]) { tanh($0[0]) }.passes")
    #expect(result.earned == 4, "\(result.report)")
  }

  @Test(arguments: [("return true", 1.0), ("return false", 0), ("fatalError()", 0)])
  func aTestThatDoesNotHasNoMoreThanTheRightEngine(body: String, points: Double) throws {
    #expect(try result(of: body).earned == points)
  }

  /// Zero gradients are what this test looks for: it finds none of the mistakes.
  @Test func aTestOfSomethingElseFindsNothing() throws {
    let result = try result(
      of: "checkGradient(at: [(\"x\", [[1, -2, 0.5]])]) { sigmoid($0[0]) }.passes")
    #expect(result.earned == 1, "\(result.report)")
  }
}
