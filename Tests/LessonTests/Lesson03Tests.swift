// Lesson 03's findings: that the bound holds and both of its terms are needed, that what was built
// by hand is what the formulas say, and that depth folds exactly.

import Foundation
import GradientCheck
import Gradus
import LessonKit
import Testing

@testable import Lesson03

@Suite struct UniversalApproximationTests {
  private static let built: [(curve: Curve, stairs: Staircase)] =
    [2, 5, 50, 200].flatMap { n in
      [1.0, 4, 20, 100].flatMap { sharpness in
        [
          (Curve.book, Staircase(.book, units: n, sharpness: sharpness)),
          (Curve.root, Staircase(.root, units: n, sharpness: sharpness)),
          (Curve.root, Staircase(rootWithUnits: n, sharpness: sharpness)),
        ]
      }
    }

  @Test func theBoundLiesAboveTheError() {
    for (curve, stairs) in Self.built {
      let error = curve.error(of: stairs.callAsFunction, units: stairs.edges.count)
      #expect(error <= stairs.bound(for: curve))
      #expect(error > 0.1 * stairs.bound(for: curve))
    }
  }

  /// Without either of its terms the bound would be wrong somewhere.
  @Test func bothTermsOfTheBoundAreNeeded() {
    func isExceeded(_ bound: (Curve, Staircase) -> Double) -> Bool {
      Self.built.contains { curve, stairs in
        curve.error(of: stairs.callAsFunction, units: stairs.edges.count) > bound(curve, stairs)
      }
    }
    #expect(isExceeded { _, stairs in stairs.deviation })
    #expect(isExceeded { curve, stairs in curve.modulus(2 * .log(2) / stairs.steepness) })
  }

  @Test func bumpsArePositiveAndAddUpToOne() {
    let stairs = Staircase(.book, units: 9, sharpness: 4)
    for x in stride(from: 0.0, through: 10, by: 0.37) {
      let bumps = (0...9).map { stairs.bump($0, at: x) }
      #expect(bumps.allSatisfy { $0 > 0 })
      #expect(abs(bumps.reduce(0, +) - 1) < 1e-12)
      let mean = zip(bumps, stairs.levels).reduce(0) { $0 + $1.0 * $1.1 }
      #expect(abs(stairs(Tensor([[x]])).scalar - mean) < 1e-10)
    }
  }

  @Test func theNetworkHas151Parameters() {
    let model = Staircase(.book, units: 50).network
    #expect(model.parameters.reduce(0) { $0 + $1.value.count } == 151)
  }

  /// Twice the width, half the error; the root alone gains only a factor of √2 from equal cells.
  @Test func theRatesAreThoseOfTheChapter() {
    func gain(_ curve: Curve, _ stairs: (Int) -> Staircase) -> Double {
      let errors = [127, 255].map { curve.error(of: stairs($0).callAsFunction, units: $0) }
      return errors[0] / errors[1]
    }
    #expect(abs(gain(.book) { Staircase(.book, units: $0) } - 2) < 0.05)
    #expect(abs(gain(.root) { Staircase(.root, units: $0) } - 2.0.squareRoot()) < 0.05)
    #expect(abs(gain(.root) { Staircase(rootWithUnits: $0) } - 2) < 0.05)
  }

  @Test func theModuliBoundEveryChange() {
    for curve in [Curve.book, .root] {
      let x = (0...100).map { curve.domain.lowerBound + curve.length * Double($0) / 100 }
      for a in x {
        for b in x {
          #expect(abs(curve.f(a) - curve.f(b)) <= curve.modulus(abs(a - b)) + 1e-9)
          let middle = curve.modulus((a + b) / 2)
          #expect(middle >= (curve.modulus(a) + curve.modulus(b)) / 2 - 1e-9)
        }
      }
    }
  }

  /// E|ξ| = ∫ 2/(1 + eᵗ) dt, by the rule of midpoints up to 50.
  @Test func theMeanBlurIsTwiceTheLogarithmOfTwo() {
    let step = 1e-3
    var integral = 0.0
    for k in 0..<50_000 {
      let t = (Double(k) + 0.5) * step
      integral += step * 2 / (1 + Double.exp(t))
    }
    #expect(abs(integral - 2 * .log(2)) < 1e-6)
  }

  @Test func theSecondDerivativeOfTheSigmoidIsRight() {
    let report = checkGradient(
      at: [("z", [-2.1, -0.3, 0.8, 1.7])],
      forward: { p in sigmoid(p[0]) * (1 - sigmoid(p[0])) },
      backward: { p, dy in [dy * p[0].map(secondDerivativeOfSigmoid)] })
    #expect(report.passes, "\(report)")
  }

  @Test func threeSigmoidsSquare() {
    let x: Tensor<Double> = [[-1, -0.4, 0, 0.7, 1]]
    let errors = [0.1, 0.01].map { epsilon in
      abs(square(epsilon: epsilon)(x, .evaluation).value - x * x).max().scalar
    }
    #expect(errors[0] < 2e-3)
    #expect(abs(errors[0] / errors[1] - 100) < 5)
  }

  @Test(arguments: 1...8)
  func layersOfTwoFoldExactly(k: Int) {
    let network = foldingNetwork(k)
    #expect(meanError(k) { network($0, .evaluation).value } == 0)
    #expect(network.parameters.reduce(0) { $0 + $1.value.count } == 4 + 6 * (k - 1) + 2)
    #expect(meanError(k) { 0 * $0 + 0.5 } == 0.25)
  }

  /// With 2ᵏ rectifiers in one layer the sawtooth is exact: one for the first slope, and one a bend.
  @Test(arguments: 1...6)
  func oneLayerNeedsAUnitAPiece(k: Int) {
    let pieces = Double(1 << k)
    let network = Sequential<Double> {
      Linear(
        weight: Tensor(repeating: 1, shape: [1 << k, 1]),
        bias: Tensor((0..<(1 << k)).map { -Double($0) / pieces }))
      ReLU()
      Linear(
        weight: Tensor([
          (0..<(1 << k)).map { $0 == 0 ? pieces : 2 * pieces * ($0 % 2 == 0 ? 1 : -1) }
        ]), bias: nil)
    }
    #expect(meanError(k) { network($0, .evaluation).value } == 0)
  }

  /// The first teeth exactly and one half from there: m bends.
  @Test(arguments: [2, 6, 12, 20])
  func oneLayerCannotBeatItsBound(m: Int) {
    let k = 6
    let end = Double(m - 1) / .pow(2, k) + 0.5 / .pow(2, k)
    let error = meanError(k) { x in
      x.map { $0 < end ? sawtooth(k, at: $0) : 0.5 }
    }
    #expect(error >= shallowBound(m, k))
    #expect(shallowBound(m, k) > 0)
    #expect(shallowBound(62, k) == 0)
  }

  @Test func theSpreadStartHasItsMiddlesInTheData() {
    var generator = RandomGenerator(seed: 3)
    let layer = Start.spread.layer(1, 200, using: &generator)
    let (w, b) = (layer.weight.value.scalars, layer.bias?.value.scalars ?? [])
    let middles = zip(w, b).map { -$1 / $0 }
    #expect(middles.count == 200 && middles.allSatisfy { abs($0) <= 1 + 1e-4 })
    #expect(middles.contains { $0 < -0.8 } && middles.contains { $0 > 0.8 })
  }

  @Test func atOneRateASpreadStartTrainsBetter() {
    let errors = Start.allCases.map { start in
      var generator = RandomGenerator(seed: 1)
      let network = TrainedCurve(
        .book, units: 50, start: start, rate: 0.03, steps: 1000, using: &generator)
      return Curve.book.error(of: network.callAsFunction, units: 50)
    }
    #expect(errors[1] < 0.8 * errors[0])
    #expect(errors[1] < 2.5)
  }

  @Test func theRunLeavesWhatTheChapterShows() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let options = ["--quick", "--epochs", "20"]
    try UniversalApproximation.parse(options + ["--figures", folder.path]).run()
    let run = try Run(from: folder.appending(path: "03/run.json"))
    #expect(run.figures.count == 7)
    #expect(run.tables.keys.sorted() == ["construction", "depth", "patience", "powers", "trained"])
    let error = try #require(run.numbers["construction.error"]?.value)
    #expect(abs(error - 2.034) < 1e-3)
    #expect(run.numbers["depth.exact"]?.value == 0)
    try expectSameWhenRedrawn(UniversalApproximation.self, options, in: folder)
  }
}
