// The forty lines of automatic differentiation that the primer of the mathematics lets its reader
// type, against the engine: the same expressions, the same gradients.

import Gradus
import Testing

@Suite("Forty lines of automatic differentiation")
struct ValueTests {
  /// An expression of three numbers, for either kind of number that remembers.
  struct Expression: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let plain: @Sendable ([Value]) -> Value
    let engine: @Sendable ([Variable<Double>]) -> Variable<Double>
  }

  static let expressions = [
    Expression(testDescription: "a·b + c", plain: { $0[0] * $0[1] + $0[2] }) {
      $0[0] * $0[1] + $0[2]
    },
    Expression(testDescription: "a − b", plain: { $0[0] - $0[1] }) { $0[0] - $0[1] },
    Expression(testDescription: "a·a·a", plain: { $0[0] * $0[0] * $0[0] }) {
      $0[0] * $0[0] * $0[0]
    },
    Expression(testDescription: "tanh(a·b) − c·tanh(b)") {
      tanh($0[0] * $0[1]) - $0[2] * tanh($0[1])
    } engine: {
      tanh($0[0] * $0[1]) - $0[2] * tanh($0[1])
    },
    Expression(testDescription: "a value with many uses", plain: manyUses, engine: manyUses),
  ]

  @Sendable static func manyUses(_ p: [Value]) -> Value {
    let h = tanh(p[0] + p[1])
    let g = h * h - h
    return g * h + g * p[2] + p[0]
  }

  @Sendable static func manyUses(_ p: [Variable<Double>]) -> Variable<Double> {
    let h = tanh(p[0] + p[1])
    let g = h * h - h
    return g * h + g * p[2] + p[0]
  }

  @Test("has the engine's gradients", arguments: expressions, [[0.5, -1.5, 2], [-0.3, 0.8, 0]])
  func agreement(expression: Expression, numbers: [Double]) {
    let inputs = numbers.map { Value($0) }
    let result = expression.plain(inputs)
    result.differentiate()
    let variables = numbers.map { Variable(Tensor($0)) }
    let output = expression.engine(variables)
    let gradients = output.gradients(of: variables)
    #expect(abs(result.number - output.value.scalar) < 1e-15)
    for (input, gradient) in zip(inputs, gradients) {
      #expect(abs(input.gradient - gradient.scalar) < 1e-14)
    }
  }

  @Test("finds the same when it is asked again")
  func twice() {
    let a = Value(3)
    let square = a * a
    square.differentiate()
    square.differentiate()
    #expect(a.gradient == 6)
  }
}
