// Numeric derivatives that are kept. They belong to a function and not to its gradient, so that many
// gradients of one function can be judged by the same ones.

import Gradus
import Synchronization

/// Keeps the numeric derivatives of one function at one point from one check to the next.
///
/// ```swift
/// let options = CheckOptions(memory: NumericMemory())
/// for backward in attempts {
///   checkGradient(at: inputs, options: options, forward: forward, backward: backward).show()
/// }
/// ```
///
/// The first check that finds no rule broken decides which function it is. A later one that has
/// another point, or other outputs there or at two places nearby, takes its own derivatives, as if
/// there were no memory.
public final class NumericMemory: Sendable {
  /// What a derivative was taken of, by and how.
  struct Key: Hashable {
    let element: InputElement
    let cotangent: [Double]
    let procedure: NumericDerivative.Procedure
    let noise: Double?
  }

  private struct Content {
    /// The point, and the outputs there and nearby.
    var function: [Tensor<Double>]?
    var derivatives: [Key: NumericDerivative] = [:]
    /// Outputs at other points, by the elements of all inputs there.
    var outputs: [[Double]: Tensor<Double>] = [:]
  }

  private let content = Mutex(Content())

  /// A memory of nothing.
  public init() {}

  /// Whether this is the function whose derivatives are kept, or the first.
  func isOf(point: [Tensor<Double>], outputs: [Tensor<Double>]) -> Bool {
    let function = point + outputs
    return content.withLock { content in
      guard let known = content.function else {
        content.function = function
        return true
      }
      return known.count == function.count
        && zip(known, function).allSatisfy { $0.isIdentical(to: $1) }
    }
  }

  /// The output for given inputs, taken if it is not here.
  func output(at inputs: [Tensor<Double>], _ take: () -> Tensor<Double>) -> Tensor<Double> {
    let key = inputs.flatMap(\.scalars)
    if let known = content.withLock({ $0.outputs[key] }) { return known }
    let output = take()
    content.withLock { $0.outputs[key] = output }
    return output
  }

  /// The derivative of a key, taken if it is not here.
  func derivative(_ key: Key, _ take: () -> NumericDerivative) -> NumericDerivative {
    if let known = content.withLock({ $0.derivatives[key] }) { return known }
    let derivative = take()
    content.withLock { $0.derivatives[key] = derivative }
    return derivative
  }
}

extension Subject {
  /// The outputs at two places near the point, all elements moved, that tell a function from others
  /// with the same values at the point.
  func outputsNearby() -> [Tensor<Double>] {
    [0x1p-8, 0x1p-24].map { step in
      // Any fixed seed: a function must be told by the same places in every check.
      var sampling = Sampling(seed: 0)
      return run(
        point.map { x in
          let moves = sampling.uniform(x.count)
          return Tensor(
            shape: x.shape, scalars: zip(x.storage, moves).map { $0 + step * $1 * max(abs($0), 1) })
        }
      ).output
    }
  }
}
