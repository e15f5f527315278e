// The checker's numeric derivative, calibrated: thousands of random functions whose scales run from
// 10⁻⁶ to 10⁶, smooth, bent sharply, or with kinks on the point and at any distance from it. Of each
// a right gradient is checked and two wrong ones, off by 10⁻⁵ to 1 of their size.

import GradientCheck
import Gradus
import LessonKit
import Plot
import RandomFunctions

/// The verdicts on gradients of random functions.
struct Calibration: Codable {
  private typealias Feature = ScaledFunction.Feature

  /// How many passed, had no verdict, or failed.
  private struct Count: Codable {
    var (passed, open, failed) = (0, 0, 0)

    var all: Int { passed + open + failed }

    mutating func add(_ verdict: Verdict) {
      switch verdict {
      case .pass: passed += 1
      case .fail: failed += 1
      default: open += 1
      }
    }

    static func + (a: Count, b: Count) -> Count {
      Count(
        passed: a.passed + b.passed, open: a.open + b.open, failed: a.failed + b.failed)
    }

    init(passed: Int = 0, open: Int = 0, failed: Int = 0) {
      (self.passed, self.open, self.failed) = (passed, open, failed)
    }
  }

  /// Right and wrong gradients of one kind of function.
  private struct Pair: Codable {
    var (right, wrong) = (Count(), Count())
  }

  /// How far the nearest kink or bend is, in steps of 2⁻¹⁰·max(|x|, 1), the checker's first.
  private enum Distance: String, CaseIterable, Codable, CodingKeyRepresentable {
    case none = "no kink"
    case on = "on the point"
    case least = "within 10⁻⁶ of a step"
    case near = "10⁻⁶ of a step to a step"
    case far = "farther"

    init(_ f: ScaledFunction) {
      guard let distance = f.distance else {
        self = .none
        return
      }
      self =
        f.feature == .on ? .on : distance < 0x1p-30 ? .least : distance < 0x1p-10 ? .near : .far
    }
  }

  /// The order of magnitude of the function's own scale.
  private enum Scale: String, CaseIterable, Codable, CodingKeyRepresentable {
    case small = "scale 10⁻⁶ to 10⁻²"
    case middle = "scale 10⁻² to 10²"
    case large = "scale 10² to 10⁶"

    init(_ f: ScaledFunction) { self = f.scale < 1e-2 ? .small : f.scale < 1e2 ? .middle : .large }
  }

  private var features: [Feature: Pair] = [:]
  private var distances: [Distance: Pair] = [:]
  private var scales: [Scale: Pair] = [:]

  /// Checks so many functions of each kind.
  init(each count: Int, using generator: inout RandomGenerator) {
    let progress = ProgressLine("random functions", of: count * Feature.allCases.count)
    defer { progress.end() }
    for feature in Feature.allCases {
      for _ in 0..<count {
        let f = ScaledFunction(feature, using: &generator)
        let (slopes, _) = f.slopes
        let (low, high) = (slopes.lowerBound, slopes.upperBound)
        let right = low + generator.uniform() * (high - low)
        let off = Double.pow(10, -5 * generator.uniform()) * max(abs(low), abs(high))
        for (slope, isRight) in [(right, true), (high + off, false), (low - off, false)] {
          let report = checkGradient(
            at: [("x", Tensor([f.x]))], forward: { $0[0].map { f($0).value } }
          ) { _, dy in [slope * dy] }
          if report.verdict == (isRight ? .fail : .pass) {
            print(isRight ? "A false alarm:" : "A wrong gradient passes:", f, report)
          }
          note(f, report.verdict, isRight)
        }
        progress.advance()
      }
    }
  }

  private mutating func note(_ f: ScaledFunction, _ verdict: Verdict, _ isRight: Bool) {
    let side: WritableKeyPath<Pair, Count> = isRight ? \.right : \.wrong
    features[f.feature, default: Pair()][keyPath: side].add(verdict)
    distances[Distance(f), default: Pair()][keyPath: side].add(verdict)
    scales[Scale(f), default: Pair()][keyPath: side].add(verdict)
  }

  /// Records the counts, prints them and says what they come to.
  func record(into record: inout RunRecord) {
    var table = Table(
      .text("functions with"), .number("right: pass", "%'d"), .number("no verdict", "%'d"),
      .number("fail", "%'d"), .number("wrong: fail", "%'d"), .number("no verdict ", "%'d"),
      .number("pass", "%'d"))
    func add(_ name: String, _ pair: Pair?) {
      guard let pair else { return }
      let (right, wrong) = (pair.right, pair.wrong)
      table.add(
        name, right.passed, right.open, right.failed, wrong.failed, wrong.open, wrong.passed)
    }
    for feature in Feature.allCases { add(feature.rawValue, features[feature]) }
    for distance in Distance.allCases where distance != .none && distance != .on {
      add("the nearest kink or bend " + distance.rawValue, distances[distance])
    }
    for scale in Scale.allCases { add(scale.rawValue, scales[scale]) }
    record.table("calibration", table)
    let right = features.values.reduce(Count()) { $0 + $1.right }
    let wrong = features.values.reduce(Count()) { $0 + $1.wrong }
    record.number("calibration.right", right.all)
    record.number("calibration.wrong", wrong.all)
    record.number("calibration.alarms", right.failed)
    record.number("calibration.passed", wrong.passed)
    // Few and close calls, which rounding elsewhere may turn.
    record.number(
      "calibration.undecided", Double(right.open) / Double(max(1, right.all)),
      agreement: .full(relative: 0.5))
    print("Random functions\n\(table)")
    print(
      "\(right.all) right gradients, \(right.failed) false alarms, \(right.open) without a "
        + "verdict; \(wrong.all) wrong ones, of which \(wrong.passed) pass.\n")
  }
}
