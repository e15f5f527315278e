import Gradus
import Synchronization
import Testing

@testable import grade

/// Σ x² over two rows of three, with the gradient c·x for each given c; right is c = 2.
private func grade(
  factors: [Double], mistakes: [String: Function] = [:]
) -> (passes: Bool, report: String) {
  let cases = factors.map { c in
    Case.gradient(
      name: "c = \(c)", input: "x", point: [[1, -2, 3], [0.5, 4, -5]],
      function: { x in (x * x).summed() }, gradient: { x, dL in c * dL * x }, mistakes: mistakes)
  }
  return Sheet(file: "", cases: cases).grade()
}

@Suite struct CaseTests {
  private let doubled: Function = { x in 2 * (x * x).summed() }

  @Test func aRightGradientPasses() {
    let (passes, report) = grade(factors: [2, 2])
    #expect(passes)
    #expect(report == "passed  c = 2.0\npassed  c = 2.0\nRight in all 2 cases.")
  }

  @Test func oneWrongCaseIsEnoughToFail() {
    let (passes, report) = grade(factors: [2, 1])
    #expect(!passes)
    #expect(report.hasPrefix("passed  c = 2.0\nfailed  c = 1.0\n"))
  }

  @Test func thePlaceIsAnIndexAnAxis() {
    #expect(grade(factors: [1]).report.contains("dx[1, 2]: yours -5, numeric -10"))
  }

  /// A case that passes has no say in the hint.
  @Test(arguments: [([-2.0, -2], true), ([-2, 2], true), ([-2, 4], false), ([-2, 1], false)])
  func aHintExplainsEveryFailure(factors: [Double], expected: Bool) {
    let report = grade(factors: factors, mistakes: ["twice.": doubled]).report
    #expect(report.contains("Hint: every sign is flipped.") == expected, "\(report)")
    #expect(report.contains("Hint: ") == expected, "\(report)")
  }

  @Test func twoExplanationsAreNone() {
    #expect(grade(factors: [4], mistakes: ["one.": doubled]).report.hasSuffix("Hint: one."))
    let report = grade(factors: [4], mistakes: ["one.": doubled, "other.": doubled]).report
    #expect(!report.contains("Hint"), "\(report)")
  }

  /// What fits any exercise says less than what was written for this one.
  @Test func itsOwnHintIsPreferred() {
    let own: Function = { x in -(x * x).summed() }
    let report = grade(factors: [-2], mistakes: ["one.": own]).report
    #expect(report.hasSuffix("Hint: one."), "\(report)")
  }

  /// Right for one dy is not enough.
  @Test func aPullbackIsLinear() {
    let test = Case.gradient(
      name: "", input: "x", point: [[1, -2, 3]], function: { x in x * x },
      gradient: { x, dy in 2 * x * clamp(dy, -1...1) }, mistakes: [:])
    let (passes, report) = Sheet(file: "", cases: [test]).grade()
    #expect(!passes)
    #expect(report.contains("the pullback is not linear for x"), "\(report)")
  }

  /// Probabilities sum to 1, so that ones for dy give zero too; that is no reason to speak of dy.
  @Test func nothingWrittenIsSaid() {
    let test = Case.gradient(
      name: "", input: "x", point: [[1, -2, 3]], function: { x in softmax(x, along: 1) },
      gradient: { x, _ in Tensor.zeros(x.shape) }, mistakes: [:])
    #expect(test.fault()?.general.count == 1)
    let report = Sheet(file: "", cases: [test]).grade().report
    #expect(report.hasSuffix("Hint: it is zero everywhere: not written yet, or all of it cancels."))
  }

  /// A solution that ends or changes its mind between two questions is wrong, and harms nobody.
  @Test(arguments: [1, 2, 3, 5, 8, 13])
  func aShapeThatChangesIsWrong(count: Int) {
    let asked = Mutex(0)
    let test = Case.gradient(
      name: "", input: "x", point: [[1, -2, 3]], function: { x in x * x },
      gradient: { x, dy in
        let number = asked.withLock {
          $0 += 1
          return $0
        }
        return number > count ? Tensor(.nan) : 3 * x * dy
      }, mistakes: ["cubed.": { x in x * x * x }])
    #expect(test.fault() != nil)
  }

  /// A gradient that is found by differences is right to nine digits, and is told by its noise.
  @Test(arguments: [1e-6, 1e-5, 3e-5])
  func aQuotientIsRecognised(h: Double) {
    let f: Function = { x in exp(x).summed() }
    let test = Case.gradient(
      name: "", input: "x", point: [[0.5, -1, 1]], function: f,
      gradient: { x, dL in
        var dx = x
        for k in 0..<3 {
          var (up, down) = (x, x)
          up[0, k] += h
          down[0, k] -= h
          dx[0, k] = (f(up) - f(down)).scalar / (2 * h)
        }
        return dL * dx
      })
    #expect(test.fault() != nil)
  }
}
