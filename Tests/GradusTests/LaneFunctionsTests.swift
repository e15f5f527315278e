// The functions of lanes against the system's double precision: every binade, both signs, and all
// that is special.

import Foundation
import Testing

@testable import Gradus

/// A function on tensors and the same in double precision.
struct LaneFunctionCase: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let function: LaneFunction
  /// The largest error in single precision, in units in the last place.
  let error: Double
  let reference: @Sendable (Double) -> Double
}

private let cases = [
  LaneFunctionCase(testDescription: "exp", function: .exp, error: 1.06) { Foundation.exp($0) },
  LaneFunctionCase(testDescription: "log", function: .log, error: 0.83) { Foundation.log($0) },
  LaneFunctionCase(testDescription: "log(1 + x)", function: .logOnePlus, error: 0.51) {
    Foundation.log1p($0)
  },
  LaneFunctionCase(testDescription: "tanh", function: .tanh, error: 1.21) { Foundation.tanh($0) },
  LaneFunctionCase(testDescription: "sigmoid", function: .sigmoid, error: 1.53) {
    1 / (1 + Foundation.exp(-$0))
  },
]

@Suite struct LaneFunctionsTests {
  /// Every exponent and sign, with significands from a few bits' pattern; zeros, subnormals,
  /// infinities and NaNs are among them, and numbers around the ends of exp's range.
  private var everywhere: Tensor<Float> {
    var numbers = (0..<1 << 20).map { Float(bitPattern: UInt32($0) * 4_093) }
    numbers += (0..<4_000).map { 87 + Float($0) / 1_000 }
    numbers += (0..<4_000).map { -86 - Float($0) / 200 }
    numbers += [0, -0.0, .infinity, -.infinity, .nan, 1, -1, .leastNonzeroMagnitude]
    return Tensor(numbers)
  }

  @Test("In single precision the error is no larger than promised", arguments: cases)
  func error(of function: LaneFunctionCase) {
    let x = everywhere
    let y = x.mapped(by: function.function)
    var largest = 0.0
    for (x, y) in zip(x.scalars, y.scalars) {
      let exact = function.reference(Double(x))
      let nearest = Float(exact)
      if nearest.isNaN || nearest.isInfinite || nearest == 0 {
        let isRight = nearest.isNaN ? y.isNaN : y == nearest && y.sign == nearest.sign
        #expect(isRight, "\(x) gives \(y), not \(nearest)")
      } else {
        largest = max(largest, Swift.abs(Double(y) - exact) / Double(nearest.ulp))
      }
    }
    #expect(largest < function.error)
    #expect(largest > 0.49)  // else nothing was compared
  }

  @Test("A number's function does not depend on where the number stands", arguments: cases)
  func place(of function: LaneFunctionCase) {
    let x = Tensor<Float>.linearlySpaced(-0.9...5, count: 37)
    let y = x.mapped(by: function.function).scalars.map(\.bitPattern)
    let alone = x.scalars.map { Tensor($0).mapped(by: function.function).scalar.bitPattern }
    #expect(y == alone)
  }

  @Test("Double precision and dual numbers take the library's functions", arguments: cases)
  func others(_ function: LaneFunctionCase) {
    let x = Tensor<Double>.linearlySpaced(0.1...5, count: 13)
    let y = x.mapped(by: function.function)
    #expect(
      zip(x.scalars, y.scalars).allSatisfy { $1.isClose(to: function.reference($0), within: 1e-15) }
    )
    let duals = x.map { Dual($0, tangent: 1) }.mapped(by: function.function)
    #expect(duals.map(\.value) == y)
    let h = 1e-6
    let slopes = (x + h).mapped(by: function.function) - (x - h).mapped(by: function.function)
    #expect(duals.map(\.tangent).isClose(to: slopes / (2 * h), within: 1e-8))
  }
}
