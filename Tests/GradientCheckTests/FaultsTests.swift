// What is wrong with the function itself is for the report to say, not for the program to end with.

import Foundation
import Gradus
import Testing

@testable import GradientCheck

@Suite struct FaultsTests {
  @Test func anOutputWhoseShapeDependsOnValues() {
    let report = checkGradient(
      at: [("x", [0.5, 1])],
      forward: { x in
        x[0].scalars[0] == 0.5 ? x[0] : Tensor([x[0].scalars[0]])
      }
    ) { x, dy in [dy] }
    #expect(report.faults.contains(.outputShape(expected: [2], found: [1])), "\(report)")
    #expect(report.verdict == .fail)
  }

  @Test func oneGradientTooMany() {
    for gradients in [0, 2] {
      let report = checkGradient(at: [("x", [0.5, 1])], forward: { $0[0] }) { x, dy in
        Array(repeating: dy, count: gradients)
      }
      #expect(report.faults == [.count(expected: 1, found: gradients)], "\(report)")
      #expect(report.verdict == .fail)
    }
  }

  /// The first cotangent is answered in the right shape, and zero is not; or the wrong answer to it is.
  @Test(arguments: [1.0, 3]) func aGradientWhoseShapeDependsOnTheCotangent(factor: Double) {
    let report = checkGradient(at: [("x", [0.5, 1])], forward: { $0[0] * $0[0] }) { x, dy in
      dy.scalars.allSatisfy { $0 == 0 } ? [Tensor(0.0)] : [factor * 2 * x[0] * dy]
    }
    #expect(
      report.faults.contains(.shape(input: "x", expected: [2], found: [])), "\(report)")
    #expect(report.verdict == .fail)
  }

  @Test(arguments: [Double.nan, .infinity]) func anInputThatIsNotFinite(value: Double) {
    let report = checkGradient(at: [("w", [1, 2]), ("x", Tensor([0.5, value]))]) {
      $0[0] * $0[1]
    }
    #expect(report.faults == [.notFinite(input: "x", index: [1])], "\(report)")
    #expect(report.verdict == .inconclusive(.nonFinite))
  }

  /// What cancels beside terms of 10⁵ leaves their rounding.
  @Test func aTrueZeroBesideLargeGradients() {
    let x: Tensor<Double> = [0.3, -0.7, 1.1]
    func loss(_ p: [Variable<Double>]) -> Variable<Double> {
      let shifted = p[0] * 1e5 + p[1]
      return ((shifted - shifted.mean()) * Variable([1, -2, 0.7])).summed()
    }
    let report = checkGradient(at: [("x", x), ("shift", Tensor(0.4))], of: loss)
    #expect(report.verdict == .vacuous, "\(report)")
    #expect("\(report)".contains("zeros: [\"shift\"]"), "\(report)")
    let declared = checkGradient(
      at: [("x", x), ("shift", Tensor(0.4))], options: CheckOptions(zeros: ["shift"]), of: loss)
    #expect(declared.passes, "\(declared)")
    // The same zero as an entry among large ones.
    let wide = checkGradient(at: [("w", [0.3, -0.7, 1.1, 0.4])]) { p in
      let shifted = p[0].sliced(0..<3) * 1e5 + p[0].sliced(3..<4)
      return ((shifted - shifted.mean()) * Variable([1, -2, 0.7])).summed()
    }
    #expect(wide.passes, "\(wide)")
  }

  /// Its own rounding, 3 × 10⁻¹¹, is far beyond the error of the numeric zero.
  @Test func whatIsLeftOfLargeGradientsIsZero() {
    func report(left: Double, zeros: Set<String>) -> GradientReport {
      checkGradient(
        at: [("x", [0.3, -0.7]), ("shift", Tensor(0.4))], options: CheckOptions(zeros: zeros),
        forward: { p in 1e5 * p[0] + 0 * p[1] }
      ) { _, dy in [1e5 * dy, Tensor(left * dy.storage[0])] }
    }
    let undeclared = report(left: 3e-11, zeros: [])
    #expect(undeclared.verdict == .vacuous, "\(undeclared)")
    #expect("\(undeclared)".contains("zeros: [\"shift\"]"), "\(undeclared)")
    #expect(report(left: 3e-11, zeros: ["shift"]).passes)
    for left in [1e-8, 3e-6, 1e-3] {
      let wrong = report(left: left, zeros: ["shift"])
      #expect(left < 1e-4 ? !wrong.passes : wrong.verdict == .fail, "\(wrong)")
    }
  }

  /// Slopes that nothing shows under noise far beyond rounding are not zero.
  @Test(arguments: [(1e-3, 1e-2), (1e-6, 1e-8), (1e-8, 1e-9), (1e-11, 1e-11)])
  func noiseIsNotZero(noise: Double, size: Double) {
    func noisy(_ x: Double) -> Double {
      var generator = RandomGenerator(seed: x.bitPattern)
      return 1 + size * sin(20 * x) + noise * generator.uniform()
    }
    for gradient in [0, 20 * size * cos(6.0)] {
      let report = checkGradient(
        at: [("x", [0.3])], options: CheckOptions(zeros: ["x"]), forward: { $0[0].map(noisy) }
      ) { _, dy in [gradient * dy] }
      #expect(!report.passes, "\(report)")
    }
  }

  /// An output whose shape depends on values, in every way to name a function.
  @Test func aChangedShapeIsAFaultEverywhere() {
    struct Cut: DifferentiableProgram {
      func callAsFunction<S: TensorScalar>(_ inputs: [Variable<S>]) -> Variable<S> {
        let x = inputs[0]
        return x.value.storage[0] == 0.5 ? x : x.sliced(0..<1)
      }
    }
    let expected = Fault.outputShape(expected: [2], found: [1])
    let variable = Variable<Double>([0.5, 1])
    let reports = [
      checkGradient(of: [("x", variable)]) {
        variable.value.storage[0] == 0.5 ? variable : variable.sliced(0..<1)
      },
      checkGradient(at: [("x", [0.5, 1])]) { Cut()($0) },
      checkGradient(of: Cut(), at: [("x", [0.5, 1])]),
      checkGradient(of: Sequential<Double> {}, at: [0.5, 1], .training) { Cut()([$0]) },
      checkPrecision(of: Cut(), at: [("x", [0.5, 1])]),
    ]
    for report in reports {
      #expect(report.faults.contains(expected), "\(report)")
      #expect(report.verdict == .fail)
    }
  }

  @Test func aNaNIsAFaultEverywhere() {
    struct Product: DifferentiableProgram {
      func callAsFunction<S: TensorScalar>(_ inputs: [Variable<S>]) -> Variable<S> {
        inputs[0] * inputs[0]
      }
    }
    let x = Tensor([0.5, Double.nan])
    let variable = Variable(x)
    let reports = [
      ("x", checkGradient(of: [("x", variable)]) { variable * variable }),
      ("x", checkGradient(of: Product(), at: [("x", x)])),
      ("x", checkHessian(of: Product(), at: [("x", x)])),
      ("input", checkGradient(of: Sequential<Double> { Tanh() }, at: x, .training) { $0.summed() }),
      ("x", checkGradient(at: [("x", x)], forward: { $0[0] }) { [$1] }),
      ("x", checkPrecision(of: Product(), at: [("x", x)])),
    ]
    for (name, report) in reports {
      #expect(report.faults == [.notFinite(input: name, index: [1])], "\(report)")
      #expect(report.verdict == .inconclusive(.nonFinite))
    }
  }

  @Test func precisionsOfDifferentShapeAreAFault() {
    struct Other: DifferentiableProgram {
      func callAsFunction<S: TensorScalar>(_ inputs: [Variable<S>]) -> Variable<S> {
        S.self == Float.self ? inputs[0].sliced(0..<1) : inputs[0]
      }
    }
    let report = checkPrecision(of: Other(), at: [("x", [0.5, 1])])
    #expect(report.faults == [.precisionShape(double: [2], single: [1])], "\(report)")
    #expect(report.verdict == .fail)
  }

  /// A pullback of the wrong shape, in single precision too.
  @Test func aGradientOfAnotherShapeIsAFaultInSinglePrecision() {
    struct Wide: DifferentiableProgram {
      func callAsFunction<S: TensorScalar>(_ inputs: [Variable<S>]) -> Variable<S> {
        let x = inputs[0]
        return Variable(x.value.summed(), Edge(x) { dy in dy })
      }
    }
    let report = checkPrecision(of: Wide(), at: [("x", [0.5, 1])])
    #expect(report.faults == [.shape(input: "x", expected: [2], found: [])], "\(report)")
  }

  /// x² and x³ agree at 1.
  @Test func aMemoryKnowsItsFunction() {
    let options = CheckOptions(memory: NumericMemory())
    let square = checkGradient(at: [("x", [1])], options: options, forward: { $0[0] * $0[0] }) {
      x, dy in [2 * x[0] * dy]
    }
    #expect(square.passes)
    let cube = checkGradient(
      at: [("x", [1])], options: options, forward: { $0[0] * $0[0] * $0[0] }
    ) { x, dy in [2 * x[0] * dy] }
    #expect(cube.verdict == .fail, "\(cube)")
  }
}
