// A gallery of wrong gradients: for every cause that the checker knows by name, and every rule that
// a pullback can break, the smallest mistake of the kind, with the report it gets.

import GradientCheck
import Gradus
import LessonKit

/// One wrong gradient.
struct Exhibit: Sendable {
  /// What the checker should find: a cause it knows, or a rule that is broken.
  enum Finding: Sendable {
    case cause(Diagnosis.Kind)
    case rule(Fault)
  }

  /// The last part of its report's key.
  let name: String
  /// What was done wrong, in a sentence.
  let mistake: String
  let finding: Finding
  let report: @Sendable () -> GradientReport

  /// A mistake of a kind, which lends it its name.
  init(
    _ kind: Diagnosis.Kind, _ mistake: String, _ report: @escaping @Sendable () -> GradientReport
  ) {
    (name, self.mistake, finding, self.report) = (kind.rawValue, mistake, .cause(kind), report)
  }

  /// A mistake that breaks a rule.
  init(
    _ name: String, _ mistake: String, breaks fault: Fault,
    _ report: @escaping @Sendable () -> GradientReport
  ) {
    (self.name, self.mistake, finding, self.report) = (name, mistake, .rule(fault), report)
  }

  /// The checker's sentence for what was meant; nil where it does not say it.
  func sentence(in report: GradientReport) -> String? {
    switch finding {
    case .cause(let kind): report.diagnoses.first { $0.kind == kind }?.description
    case .rule(let fault): report.faults.first { $0 == fault }?.description
    }
  }
}

extension IsThisGradientRight {
  /// Records a report an exhibit, and two tables of what was done and what was said.
  func gallery(into record: inout RunRecord) throws {
    for (key, exhibits) in [("causes", Exhibit.causes), ("rules", Exhibit.rules)] {
      let reports = try show("gallery.\(key)", into: &record) {
        try exhibits.map { exhibit in
          let report = exhibit.report()
          let sentence = exhibit.sentence(in: report)
          return try Shown(
            "gallery.\(exhibit.name)", report, if: sentence != nil, sentence: sentence)
        }
      }
      record.show(
        "gallery.\(key)", "The gallery: \(key)",
        columns: ["mistake", "what the checker says"],
        rows: zip(exhibits, reports).map { [$0.mistake, $1.sentence ?? ""] })
    }
  }
}

/// A random tensor, another for every seed.
func random(_ shape: [Int], _ seed: UInt64 = 1) -> Tensor<Double> {
  var generator = RandomGenerator(seed: seed)
  return .testPoint(shape, using: &generator)
}

/// Checks a function of one tensor with a gradient of one's own.
func check(
  _ x: Tensor<Double>, _ f: (Tensor<Double>) -> Tensor<Double>,
  backward: (_ x: Tensor<Double>, _ dy: Tensor<Double>) -> Tensor<Double>
) -> GradientReport {
  checkGradient(at: [("x", x)], forward: { f($0[0]) }) { [backward($0[0], $1)] }
}

/// Checks Y = W·X + b, W [3, 2], X [2, 5], b [3, 1], with the right gradients but for those given.
func checkLinear(
  dW: (_ X: Tensor<Double>, _ dY: Tensor<Double>) -> Tensor<Double> = {
    matmul($1, $0.transposed())
  },
  db: (_ dY: Tensor<Double>) -> Tensor<Double> = { $0.summed(along: 1, keepingAxes: true) }
) -> GradientReport {
  checkGradient(
    at: [("W", random([3, 2])), ("X", random([2, 5], 2)), ("b", random([3, 1], 3))],
    forward: { matmul($0[0], $0[1]) + $0[2] }
  ) { p, dY in [dW(p[1], dY), matmul(p[0].transposed(), dY), db(dY)] }
}

/// Checks batch normalisation of [3, 7] with the given shares of the two terms that make its
/// gradient more than a division: dx = (dy − mean(dy) − x̂·mean(dy·x̂))/σ.
func checkBatchNorm(mean: Double, variance: Double) -> GradientReport {
  func statistics(_ x: Tensor<Double>) -> (normalised: Tensor<Double>, deviation: Tensor<Double>) {
    let deviation = sqrt(x.variance(along: 1, keepingAxes: true) + 1e-5)
    return ((x - x.mean(along: 1, keepingAxes: true)) / deviation, deviation)
  }
  return check(random([3, 7]), { statistics($0).normalised }) { x, dy in
    let (y, deviation) = statistics(x)
    let product = y * (dy * y).mean(along: 1, keepingAxes: true)
    return (dy - mean * dy.mean(along: 1, keepingAxes: true) - variance * product) / deviation
  }
}
