// What a body may try before it runs: to name what it may not, to get out of its frame, to be taken for
// something else. The body of exercise 00.5 stands in a function of x and dy.

import Foundation
import Testing

@testable import grade

private let attempts: [(name: String, body: String)] = [
  ("a function of C by its symbol", "@_silgen_name(\"exit\") func leave(_: Int32)\nleave(0)"),
  ("a function of C by a declaration", "@_extern(c) func exit(_: Int32)\nexit(0)\nreturn x"),
  ("a main of its own", "@_cdecl(\"main\") func other() -> Int32 { 0 }\nreturn x"),
  (
    "another place in the sources", "#sourceLocation(file: \"/tmp/judge.swift\", line: 1)\nreturn x"
  ),
  ("a macro", "return #externalMacro(module: \"M\", type: \"T\")"),
  ("a condition", "#if canImport(Gradus)\nreturn x\n#endif"),
  ("a graph behind backticks", "return `Variable`(x).value"),
  ("a graph in a string", "let s = \"\\(Variable(x))\"\nreturn x"),
  ("a graph behind what looks like a comment", "let s = \"//\"; let v = Variable(x)\nreturn x"),
  ("letters that look alike", "let v = \u{FF36}ariable(x)\nreturn x"),
  ("letters with nothing between them", "let v = Vari\u{200D}able(x)\nreturn x"),
  ("an accent on a name", "let v = Va\u{0301}riable(x)\nreturn x"),
  (
    "out of the function, and statements",
    "return x\n}\nprint(\"Right in all 5 cases.\")\nif true {"
  ),
  ("out of the function, with the judge's names", "return x\n}\nfunc serve() {"),
  (
    "out of the function, with other operators",
    """
    return x
    }
    func == (_ a: Tensor<Double>, _ b: Tensor<Double>) -> Bool { true }
    func - (_ a: Tensor<Double>, _ b: Tensor<Double>) -> Tensor<Double> { .zeros(a.shape) }
    func abs(_ a: Tensor<Double>) -> Tensor<Double> { .zeros(a.shape) }
    func other(_ x: Tensor<Double>) -> Tensor<Double> {
    return x
    """
  ),
  (
    "out of the function, with another tensor",
    "return x\n}\nextension Tensor { var scalars: [Double] { [] }\nvar shape: [Int] { [] }"
  ),
  ("a static of its own", "struct S { static let s: Never = fatalError(\"now\") }\nreturn S.s"),
  ("the function asked for", "return softmaxGradient(x, dy)"),
  ("the loss that knows it", "return logSoftmax(x)"),
  ("nothing", ""), ("what is no number", "return x / 0 - x / 0"),
]

/// Gradients found without a derivative, from values of the function.
private let quotients: [(name: String, body: String)] = [
  ("a quotient", "return quotient(1e-6)"), ("a wide quotient", "return quotient(1e-3)"),
  ("an extrapolated quotient", "return (4 * quotient(5e-4) - quotient(1e-3)) / 3"),
].map { name, body in
  (
    name,
    """
    func quotient(_ h: Double) -> Tensor<Double> {
      var dx = x
      for k in 0..<x.count {
        let (i, j) = (k / x.shape[1], k % x.shape[1])
        var (up, down) = (x, x)
        up[i, j] += h
        down[i, j] -= h
        dx[i, j] = (dy * (softmax(up) - softmax(down))).summed().scalar / (2 * h)
      }
      return dx
    }
    \(body)
    """
  )
}

@Suite struct CheatTests {
  private func result(of body: String) throws -> ExerciseResult {
    let judge = try Judge(Workshop(root, build: products))
    let exercise = try #require(Exercise.numbered("00.5"))
    return judge.result(on: exercise, body: body, place: ("answer.swift", 1))
  }

  @Test(arguments: attempts.indices)
  func anAttemptScoresNothing(index: Int) throws {
    let result = try result(of: attempts[index].body)
    #expect(result.earned == 0, "\(attempts[index].name)\n\(result.report)")
    #expect(!result.report.isEmpty)
  }

  @Test(arguments: quotients.indices)
  func aQuotientScoresNothing(index: Int) throws {
    let result = try result(of: quotients[index].body)
    #expect(result.earned == 0, "\(quotients[index].name)\n\(result.report)")
  }
}
