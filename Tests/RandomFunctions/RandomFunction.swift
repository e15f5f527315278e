// Random scalar functions with known derivatives, by which the numeric one is calibrated.

import Foundation

/// A number with its derivative, and the size of the terms that made up the derivative.
public struct Tangent {
  /// f.
  public var value: Double
  /// f′.
  public var derivative: Double
  /// Of the terms of f′.
  public var size: Double

  /// Chain rule: f(u), given f and f′ at u.
  func applying(_ value: Double, slope: Double) -> Tangent {
    Tangent(value: value, derivative: slope * derivative, size: abs(slope) * size)
  }

  static func + (a: Tangent, b: Tangent) -> Tangent {
    Tangent(
      value: a.value + b.value, derivative: a.derivative + b.derivative, size: a.size + b.size)
  }

  static func * (a: Tangent, b: Tangent) -> Tangent {
    Tangent(
      value: a.value * b.value,
      derivative: a.derivative * b.value + a.value * b.derivative,
      size: a.size * abs(b.value) + abs(a.value) * b.size)
  }
}

/// A composition of one to six smooth functions, sums and products, drawn at random.
public struct RandomFunction {
  private indirect enum Expression {
    case variable
    case affine(Double, Double, Expression)
    case unary(Int, Expression)
    case sum(Expression, Expression)
    case product(Expression, Expression)
  }

  private let expression: Expression

  /// Draws one.
  public init(using generator: inout some RandomNumberGenerator) {
    expression = Self.draw(depth: Int.random(in: 1...6, using: &generator), using: &generator)
  }

  private static func draw(
    depth: Int, using generator: inout some RandomNumberGenerator
  ) -> Expression {
    if depth == 0 { return .variable }
    let inner = draw(depth: depth - 1, using: &generator)
    switch Int.random(in: 0..<12, using: &generator) {
    case 0...7 where depth % 2 == 0:
      let scale = Double.random(in: -3...3, using: &generator)
      return .affine(scale, Double.random(in: -2...2, using: &generator), inner)
    case 0...8:
      return .unary(Int.random(in: 0..<9, using: &generator), inner)
    case 9:
      return .sum(inner, draw(depth: depth / 2, using: &generator))
    default:
      return .product(inner, draw(depth: depth / 2, using: &generator))
    }
  }

  /// The function at x, with its derivative.
  public func callAsFunction(_ x: Double) -> Tangent {
    Self.evaluate(expression, at: Tangent(value: x, derivative: 1, size: 1))
  }

  private static func evaluate(_ expression: Expression, at x: Tangent) -> Tangent {
    switch expression {
    case .variable: x
    case .affine(let scale, let offset, let inner):
      evaluate(inner, at: x).scaled(by: scale, plus: offset)
    case .unary(let index, let inner): unary(index, evaluate(inner, at: x))
    case .sum(let a, let b): evaluate(a, at: x) + evaluate(b, at: x)
    case .product(let a, let b): evaluate(a, at: x) * evaluate(b, at: x)
    }
  }

  private static func unary(_ index: Int, _ u: Tangent) -> Tangent {
    let v = u.value
    switch index {
    case 0: return u.applying(sin(v), slope: cos(v))
    case 1: return u.applying(cos(v), slope: -sin(v))
    case 2: return u.applying(tanh(v), slope: 1 - tanh(v) * tanh(v))
    case 3: return u.applying(exp(-v * v), slope: -2 * v * exp(-v * v))
    case 4: return u.applying(log(1 + v * v), slope: 2 * v / (1 + v * v))
    case 5: return u.applying((1 + v * v).squareRoot(), slope: v / (1 + v * v).squareRoot())
    case 6: return u.applying(1 / (1 + v * v), slope: -2 * v / ((1 + v * v) * (1 + v * v)))
    case 7: return u.applying(atan(v), slope: 1 / (1 + v * v))
    default: return u.applying(exp(sin(v)), slope: cos(v) * exp(sin(v)))
    }
  }
}

extension Tangent {
  fileprivate func scaled(by scale: Double, plus offset: Double) -> Tangent {
    Tangent(
      value: scale * value + offset, derivative: scale * derivative, size: abs(scale) * size)
  }
}
