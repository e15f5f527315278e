// A direction in the space of a model's parameters: a tensor for each of them. The picture of a loss
// around a solution θ shows θ + a·u for a from −1 to 1, and a network does the same with weights
// twice as large in one layer and half as large in the next (Dinh, Pascanu, Bengio and Bengio 2017).
// So Li, Xu, Taylor, Studer and Goldstein (2018, section 4) give every filter of a random direction
// the length of the filter it is added to,
//
//   d[i] ← d[i]/‖d[i]‖·‖θ[i]‖
//
// and leave biases and the parameters of batch normalisation where they are.

import Gradus

/// How long the parts of a random direction are.
public enum DirectionScale: String, CaseIterable, Codable, Sendable {
  /// Each filter, or row of a matrix, as long as the parameters' own.
  case filter
  /// Each layer's weights as long as the parameters' own.
  case layer
  /// As they were drawn, and all weights together as long as the parameters' own.
  case whole
}

/// A change of a model's parameters, in their order.
public struct Direction<Scalar: TensorScalar> {
  /// A tensor for each parameter, of its shape.
  public var parts: [Tensor<Scalar>]

  /// A direction of the given parts.
  public init(_ parts: [Tensor<Scalar>]) { self.parts = parts }

  /// A random direction at a point: normal numbers, scaled part by part. Tensors of one axis, biases
  /// and what batch normalisation learns, are left at zero.
  ///
  /// - Parameters:
  ///   - center: the parameters.
  ///   - scale: to whose length the parts are brought.
  ///   - generator: the source of the numbers.
  public init(
    at center: [Tensor<Scalar>], scale: DirectionScale = .filter,
    using generator: inout RandomGenerator
  ) {
    let drawn = center.map { parameter -> Tensor<Scalar> in
      parameter.rank < 2
        ? .zeros(parameter.shape) : .normal(parameter.shape, using: &generator)
    }
    switch scale {
    case .filter:
      // ANCHOR: filter
      parts = zip(drawn, center).map { d, theta in
        guard theta.rank > 1 else { return d }
        let rows = d.reshaped([d.shape[0], -1])  // a filter each
        let own = theta.reshaped([d.shape[0], -1])
        return (rows * (rowLengths(own) / rowLengths(rows))).reshaped(d.shape)
      }
    // ANCHOR_END: filter
    case .layer:
      parts = zip(drawn, center).map { d, theta in
        theta.rank > 1 ? d * (size(of: [theta]) / size(of: [d])) : d
      }
    case .whole:
      let weights = center.filter { $0.rank > 1 }
      let factor = size(of: weights) / size(of: drawn)
      parts = drawn.map { $0 * factor }
    }
  }

  /// The sum of the products of corresponding numbers.
  public func dot(_ other: Direction) -> Double {
    zip(parts, other.parts).map { ($0 * $1).summed().scalar.doubleValue }.reduce(0, +)
  }

  /// The Euclidean length.
  public var length: Double { dot(self).squareRoot() }

  /// All numbers in a row.
  public var flattened: Tensor<Scalar> { .concatenated(parts.map { $0.reshaped([-1]) }) }

  /// The direction whose numbers stand in a row, with the parts of another.
  public init(_ row: Tensor<Scalar>, like shapes: [[Int]]) {
    var start = 0
    parts = shapes.map { shape in
      let count = shape.reduce(1, *)
      defer { start += count }
      return row.sliced(start..<start + count).reshaped(shape)
    }
  }
}

/// θ + Σ aₖ·dₖ.
public func moved<Scalar: TensorScalar>(
  _ center: [Tensor<Scalar>], by steps: [(length: Double, direction: Direction<Scalar>)]
) -> [Tensor<Scalar>] {
  center.indices.map { k in
    steps.reduce(center[k]) { $0 + Scalar($1.length) * $1.direction.parts[k] }
  }
}

/// The length of every row, `[rows, 1]`.
private func rowLengths<Scalar: TensorScalar>(_ rows: Tensor<Scalar>) -> Tensor<Scalar> {
  sqrt((rows * rows).summed(along: 1, keepingAxes: true))
}

private func size<Scalar: TensorScalar>(of parts: [Tensor<Scalar>]) -> Tensor<Scalar> {
  sqrt(Tensor(parts.map { ($0 * $0).summed().scalar }.reduce(0, +)))
}
