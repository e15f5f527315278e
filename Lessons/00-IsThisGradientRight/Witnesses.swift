// Three witnesses of one derivative: the pullbacks, dual numbers through the same program, and
// finite differences. Where one of them is wrong, the other two say which.

import GradientCheck
import Gradus
import LessonKit

// ANCHOR: program
/// The probabilities of three classes after a hidden layer of two.
private struct Classifier: DifferentiableProgram {
  func callAsFunction<S: TensorScalar>(_ p: [Variable<S>]) -> Variable<S> {
    softmax(matmul(p[0], tanh(p[1])))
  }
}
// ANCHOR_END: program

// ANCHOR: wrong-reverse
/// tanh with 1 − y for its derivative, where 1 − y² belongs.
private struct WrongPullback: DifferentiableProgram {
  func callAsFunction<S: TensorScalar>(_ p: [Variable<S>]) -> Variable<S> {
    let y = tanh(p[0].value)
    return Variable(y, Edge(p[0]) { dy in dy * (1 - y) })
  }
}
// ANCHOR_END: wrong-reverse

// ANCHOR: wrong-forward
/// x/Σx² with the sum carried through a Double, which drops a dual's tangent.
private struct LostTangent: DifferentiableProgram {
  func callAsFunction<S: TensorScalar>(_ p: [Variable<S>]) -> Variable<S> {
    let x = p[0].value
    let sum = S((x * x).summed().scalar.doubleValue)
    return Variable(
      x / sum,
      Edge(p[0]) { dy in dy / sum - x * (2 * (dy * x).summed() / (sum * sum)) })
  }
}
// ANCHOR_END: wrong-forward

/// A derivative as the three have it.
private struct Hearing: Codable {
  let entry: String
  let reverse, forward, numeric: Double
}

extension IsThisGradientRight {
  /// Hears the three on a right program, entry by entry, and on two wrong ones.
  func witnesses(into record: inout RunRecord) throws {
    let W: Tensor<Double> = [[0.5, -0.9], [1.4, 0.2], [-0.7, 1.1]]
    let x: Tensor<Double> = [[0.8], [-0.4]]
    lazy var report = checkGradient(of: Classifier(), at: [("W", W), ("x", x)])
    let hearings = try record.result("witnesses") {
      report.inputs.flatMap { input in
        input.entries.map { entry in
          Hearing(
            entry: "\(input.name) \(entry.index)", reverse: entry.analytic,
            forward: entry.forward ?? .nan, numeric: entry.numeric)
        }
      }
    }
    // Rounding alone.
    let errors = try record.result("witnesses.errors", within: nil) {
      report.inputs.flatMap { $0.entries.map(\.error) }
    }
    record.show(
      "witnesses", "Three witnesses",
      columns: [
        "entry", "reverse mode %.15f", "forward mode %.15f", "finite differences %.15f", "± E %.0e",
      ],
      rows: zip(hearings, errors).map { [$0.entry, $0.reverse, $0.forward, $0.numeric, $1] })

    let point: [(name: String, value: Tensor<Double>)] = [("x", [0.4, -1.3, 2.1])]
    try show("witnesses", into: &record) {
      let reverse = checkGradient(of: WrongPullback(), at: point)
      let forward = checkGradient(of: LostTangent(), at: point)
      func isOdd(_ witness: Witness, in report: GradientReport) -> Bool {
        report["x"].worst?.oddOneOut == witness
      }
      return [
        try Shown("witnesses.reverse", reverse, if: isOdd(.reverse, in: reverse)),
        try Shown("witnesses.forward", forward, if: isOdd(.forward, in: forward)),
      ]
    }
  }
}
