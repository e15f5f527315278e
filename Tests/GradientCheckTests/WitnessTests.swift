// Three witnesses: who is heard, who is named when one of them is wrong, and the second derivative.

import Gradus
import Testing

@testable import GradientCheck

/// w·tanh x after a softmax; every number type.
private struct Hidden: DifferentiableProgram {
  func callAsFunction<S: TensorScalar>(_ inputs: [Variable<S>]) -> Variable<S> {
    softmax(matmul(inputs[0], tanh(inputs[1])))
  }
}

/// x³/3 with a value, a pullback or a forward mode that is off by a factor.
private struct Cubic: DifferentiableProgram {
  var value = 1.0
  var pullback = 1.0
  var forward = 1.0

  func callAsFunction<S: TensorScalar>(_ inputs: [Variable<S>]) -> Variable<S> {
    let x = inputs[0].value
    let factor = S.self == Double.self ? value : forward
    return Variable(
      S(factor) * x * x * x / 3, Edge(inputs[0]) { dy in S(pullback) * dy * x * x })
  }
}

/// The cubic with a pullback that is right for numbers and loses a term's own derivative.
private struct DetachedSlope: DifferentiableProgram {
  func callAsFunction<S: TensorScalar>(_ inputs: [Variable<S>]) -> Variable<S> {
    let x = inputs[0].value
    let frozen = Tensor<S>(x)
    return Variable(x * x * x / 3, Edge(inputs[0]) { dy in dy * x * frozen })
  }
}

private struct Rectifier: DifferentiableProgram {
  func callAsFunction<S: TensorScalar>(_ inputs: [Variable<S>]) -> Variable<S> {
    inputs[0].max(along: 0)
  }
}

private let point: [(name: String, value: Tensor<Double>)] = [("x", [0.4, -1.3, 2.1])]

@Suite struct WitnessTests {
  @Test func aGenericProgramHasThree() {
    let inputs: [(name: String, value: Tensor<Double>)] = [
      ("w", [[0.5, -0.9, 1.4], [0.2, 0.7, -1.1]]),
      ("x", [[0.3, -1.2], [0.8, 2.1], [-0.4, 0.6]]),
    ]
    let report = checkGradient(of: Hidden(), at: inputs)
    #expect(report.passes, "\(report)")
    #expect(report.witnesses == [.reverse, .forward, .numeric])
    #expect(report["w"].entries.allSatisfy { $0.forward != nil })
    let closure = checkGradient(at: inputs) { Hidden()($0) }
    #expect(closure.witnesses == [.reverse, .numeric])
    #expect(closure["w"].entries.allSatisfy { $0.forward == nil })
  }

  @Test func theOddOneOutIsNamed() {
    let reverse = checkGradient(of: Cubic(pullback: 1.001), at: point)
    #expect(reverse.verdict == .fail, "\(reverse)")
    #expect(reverse["x"].worst?.oddOneOut == .reverse)

    let numeric = checkGradient(of: Cubic(value: 1.001), at: point)
    #expect(numeric.verdict == .inconclusive(.numericIsOdd), "\(numeric)")
    #expect("\(numeric)".contains("the odd one out is finite differences"))

    let forward = checkGradient(of: Cubic(forward: 1.001), at: point)
    #expect(forward.verdict == .inconclusive(.forwardIsOdd), "\(forward)")

    let all = checkGradient(of: Cubic(pullback: 2, forward: 3), at: point)
    #expect(all.verdict == .inconclusive(.noTwoAgree), "\(all)")
  }

  /// Forward mode sees one wrong entry in three hundred along every direction.
  @Test(arguments: [1e-6, 1e-9]) func theAdjointIdentitySeesWhatTheSampleMisses(
    error: Double
  ) throws {
    struct OneWrong: DifferentiableProgram {
      let wrong: Int?
      let error: Double
      func callAsFunction<S: TensorScalar>(_ inputs: [Variable<S>]) -> Variable<S> {
        let x = inputs[0].value
        var slope = x
        if let wrong { slope[wrong] += S(error) }
        return Variable(x * x / 2, Edge(inputs[0]) { dy in dy * slope })
      }
    }
    var generator = RandomGenerator(seed: 5)
    let x = Tensor<Double>.normal([307], using: &generator)
    func check(wrong: Int?) -> GradientReport {
      checkGradient(
        of: OneWrong(wrong: wrong, error: error), at: [("x", x)], options: CheckOptions(entries: 50)
      )
    }
    let right = check(wrong: nil)
    #expect(right.passes, "\(right)")
    let sampled = Set(right["x"].entries.map { $0.index[0] })
    let outside = try #require((0..<307).first { !sampled.contains($0) })
    let report = check(wrong: outside)
    #expect(report["x"].failed == 0)
    #expect(report.faults == [.notAdjoint(wrong: .reverse)], "\(report)")
    #expect(report.verdict == .fail)
  }

  /// Forward mode and reverse mode may take different slopes of a kink.
  @Test func aTieIsNoContradiction() {
    let report = checkGradient(of: Rectifier(), at: [("x", [0.5, 0.5, -1])])
    #expect(report.passes, "\(report)")
  }

  @Test func secondDerivativesPass() {
    let inputs: [(name: String, value: Tensor<Double>)] = [
      ("w", [[0.5, -0.9, 1.4], [0.2, 0.7, -1.1]]), ("x", [[0.3], [0.8], [-0.4]]),
    ]
    let right = checkHessian(of: Hidden(), at: inputs)
    #expect(right.passes, "\(right)")
    #expect(right.witnesses.count == 3)
  }

  @Test func aPullbackWithoutADerivativeFailsTheSecond() {
    #expect(checkGradient(of: DetachedSlope(), at: point).passes)
    let report = checkHessian(of: DetachedSlope(), at: point)
    #expect(report.verdict == .fail, "\(report)")
    #expect(report.diagnoses.map(\.kind) == [.factor])
  }
}
