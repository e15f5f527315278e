import Foundation
import Given
import Gradus
import Testing

@testable import grade

private typealias Gradient =
  @Sendable (Tensor<Double>, Tensor<Double>, Double) -> Tensor<Double>

/// A solution of the exercise.
private let reference: Gradient = { z, t, delta in
  clamp(z - t, -delta...delta) / Double(t.count)
}

private let mistakes: [Mistake<Gradient>] = [
  Mistake("zeros", "not written yet") { z, _, _ in Tensor.zeros(z.shape) },
  Mistake("wrong sign", "every sign is flipped") { -reference($0, $1, $2) },
  Mistake("not averaged", "summed where") { z, t, delta in
    Double(t.count) * reference(z, t, delta)
  },
  Mistake("not clipped", "squared error") { z, t, _ in (z - t) / Double(t.count) },
  Mistake("clipped at 1", "δ = 1, whatever") { z, t, _ in reference(z, t, 1) },
  Mistake("slope of |e| beyond δ", "δ is missing") { z, t, delta in
    let e = z - t
    let sign = e.map { $0 < 0 ? -1.0 : 1 }
    return e.replacing(with: sign, where: abs(e) .> delta) / Double(t.count)
  },
  Mistake("half", nil) { 0.5 * reference($0, $1, $2) },
  Mistake("wrong sign and not averaged", nil) { z, t, delta in
    -Double(t.count) * reference(z, t, delta)
  },
  Mistake("one entry off by a millionth", nil) { z, t, delta in
    var dz = reference(z, t, delta)
    dz[0, t.count - 1] *= 1 + 1e-6
    return dz
  },
  Mistake("not a number", nil) { z, _, _ in Tensor(repeating: .nan, shape: z.shape) },
  Mistake("wrong shape", nil) { z, t, delta in reference(z, t, delta).reshaped([t.count]) },
  Mistake("a mean", nil) { z, t, delta in reference(z, t, delta).mean() },
]

private let examiner = Examiner<Gradient>(file: "01.5-Huber.swift") { huberCases($0) }

@Suite struct HuberTests {
  @Test func aRightGradientPasses() {
    examiner.expectRight(reference, inAll: 6)
  }

  @Test(arguments: mistakes)
  private func aMistakeFailsWithItsHint(mistake: Mistake<Gradient>) {
    mistake.expectHint(in: examiner.grade(mistake.solution))
  }

  /// Clipping matters only beyond δ.
  @Test func theReportSaysWhere() {
    let lines = examiner.grade { z, t, _ in (z - t) / Double(t.count) }.report.split(
      separator: "\n")
    #expect(lines[0] == "passed  every |e| < δ, n = 3, δ = 2.5")
    #expect(lines[2] == "failed  every |e| > δ, n = 5, δ = 2.5")
    #expect(lines[3].hasPrefix("        5 of 5 entries disagree, most of all dz[0, "))
    #expect(lines[3].hasSuffix("numeric 0.5") || lines[3].hasSuffix("numeric -0.5"))
    #expect(lines.contains("Wrong in 4 of 6 cases: see 01.5-Huber.swift"))
  }

  /// The numbers shown are the student's own, not the checker's scaled ones.
  @Test func theReportShowsTheStudentsNumber() {
    let report = examiner.grade { z, _, _ in Tensor(repeating: 0.375, shape: z.shape) }.report
    #expect(report.components(separatedBy: "yours 0.375, numeric").count == 7, "\(report)")
  }

  @Test func aWrongShapeIsNamed() {
    let report = examiner.grade { z, t, delta in reference(z, t, delta).reshaped([t.count]) }.report
    #expect(report.contains("the gradient of z has shape [3], expected [1, 3]"))
  }
}
