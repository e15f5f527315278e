// A bank of wrong gradients, made from what people get wrong and not from what the diagnosis knows:
// common operations and small layers, over many shapes and with the batch in any axis. Every case
// has the causes by which it may rightly be called.

import Gradus

@testable import GradientCheck

typealias Values = [Tensor<Double>]
typealias Variables = [Variable<Double>]

/// A wrong gradient and its rightful names.
struct WrongGradient: Sendable {
  /// What was done wrong, and where it has happened if it is known from somewhere.
  let story: String

  /// Any of these is right.
  let names: Set<Diagnosis.Kind>

  let report: @Sendable () -> GradientReport

  /// The gradient of one input of a function is replaced; the others are right.
  init(
    _ story: String, _ names: Diagnosis.Kind..., at shapes: [[Int]],
    of f: @escaping @Sendable (Variables) -> Variable<Double>,
    input: Int = 0,
    _ wrong:
      @escaping @Sendable (_ right: Tensor<Double>, _ p: Values, _ dy: Tensor<Double>) -> Tensor<
        Double
      >
  ) {
    self.init(story, names, values: Self.values(shapes), of: f, input: input, wrong)
  }

  /// The same at given values.
  init(
    _ story: String, _ names: Diagnosis.Kind..., values: Values,
    of f: @escaping @Sendable (Variables) -> Variable<Double>,
    input: Int = 0,
    _ wrong:
      @escaping @Sendable (_ right: Tensor<Double>, _ p: Values, _ dy: Tensor<Double>) -> Tensor<
        Double
      >
  ) {
    self.init(story, names, values: values, of: f, input: input, wrong)
  }

  private init(
    _ story: String, _ names: [Diagnosis.Kind], values: Values,
    of f: @escaping @Sendable (Variables) -> Variable<Double>,
    input: Int,
    _ wrong:
      @escaping @Sendable (_ right: Tensor<Double>, _ p: Values, _ dy: Tensor<Double>) -> Tensor<
        Double
      >
  ) {
    self.story = story
    self.names = Set(names)
    report = {
      checkGradient(at: Self.named(values), forward: { f($0.map { Variable($0) }).value }) {
        p, dy in
        let variables = p.map { Variable($0) }
        var gradients = f(variables).gradients(of: variables, upstream: dy)
        gradients[input] = wrong(gradients[input], p, dy)
        return gradients
      }
    }
  }

  /// A check of one's own.
  init(
    _ story: String, _ names: [Diagnosis.Kind], report: @escaping @Sendable () -> GradientReport
  ) {
    (self.story, self.names, self.report) = (story, Set(names), report)
  }

  /// Every gradient is that of another function, of the same inputs and shape: one that lacks a
  /// path, or has a pullback of its own somewhere inside.
  init(
    _ story: String, _ names: Diagnosis.Kind..., at shapes: [[Int]],
    of f: @escaping @Sendable (Variables) -> Variable<Double>,
    taken g: @escaping @Sendable (Variables) -> Variable<Double>
  ) {
    self.story = story
    self.names = Set(names)
    report = {
      checkGradient(
        at: Self.named(Self.values(shapes)), forward: { f($0.map { Variable($0) }).value }
      ) { p, dy in
        let variables = p.map { Variable($0) }
        return g(variables).gradients(of: variables, upstream: dy)
      }
    }
  }

  private static func values(_ shapes: [[Int]]) -> Values {
    shapes.enumerated().map { random($1, seed: 11 + UInt64($0)) }
  }

  private static func named(_ values: Values) -> [(name: String, value: Tensor<Double>)] {
    values.enumerated().map { (["x", "w", "b", "u"][$0], $1) }
  }
}

extension Variable<Double> {
  /// A value with a pullback of one's own to the variable it was made from.
  func passing(to x: Variable, _ pullback: @escaping (Tensor<Double>) -> Tensor<Double>) -> Variable
  {
    Variable(value, Edge(x, pullback: pullback))
  }
}

extension Tensor<Double> {
  /// The tensor with its indices along an axis picked anew; none stands for zeros.
  func picking(along axis: Int, _ source: (Int) -> Int?) -> Tensor {
    let parts = (0..<shape[axis]).map { index in
      let slice = sliced(index..<index + 1, along: axis)
      return source(index).map { sliced($0..<$0 + 1, along: axis) } ?? 0 * slice
    }
    return .concatenated(parts, along: axis)
  }

  /// The tensor moved along an axis, with zeros where nothing comes from.
  func moved(by step: Int, along axis: Int) -> Tensor {
    picking(along: axis) { shape[axis] > $0 - step && $0 - step >= 0 ? $0 - step : nil }
  }

  /// The tensor with another one's index along an axis.
  func replacing(_ index: Int, along axis: Int, _ change: (Tensor) -> Tensor) -> Tensor {
    let parts = (0..<shape[axis]).map { i in
      let slice = sliced(i..<i + 1, along: axis)
      return i == index ? change(slice) : slice
    }
    return .concatenated(parts, along: axis)
  }
}
