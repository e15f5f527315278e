// The way of a training through the space of parameters, seen from where it ended: the plane that
// holds the most of it (Li, Xu, Taylor, Studer and Goldstein 2018, section 7; principal components,
// Pearson 1901). With the points relative to the last as rows of a matrix M, the directions are its
// right singular vectors; a few points in many dimensions have them from the small matrix M·Mᵀ.

import Gradus

/// The principal directions of a way, and the way in their coordinates.
public struct Trajectory {
  /// Unit directions, orthogonal to each other, the one with most of the way first.
  public let directions: [Direction<Float>]
  /// The share of the squared distances from the end that each direction accounts for.
  public let shares: [Double]
  /// For each point its coordinates along the directions; the last is at zero.
  public let points: [[Double]]

  /// The directions of a way.
  ///
  /// - Parameters:
  ///   - way: the parameters at some moments of a training, two at least, not all the same.
  ///   - count: how many directions, fewer than there are points.
  public init(of way: [[Tensor<Float>]], directions count: Int = 2) {
    require(way.count > count, "Trajectory: \(count) directions of \(way.count) points")
    let end = way[way.count - 1]
    // ANCHOR: principal
    let rows = way.dropLast().map { point in
      Direction(zip(point, end).map { Tensor<Double>($0 - $1) }).flattened
    }
    let m = Tensor.concatenated(rows.map { $0.reshaped([1, -1]) })
    let (values, vectors) = eigen(symmetric: matmul(m, m.transposed()))
    // ANCHOR_END: principal
    let order = values.scalars.indices.sorted { values[$0] > values[$1] }.prefix(count)
    let total = values.summed().scalar
    shares = order.map { values[$0] / total }
    let found = order.map { k in
      let weights = vectors.sliced(k..<k + 1, along: 1)  // M·Mᵀ·u = λ·u, so Mᵀ·u/√λ has length 1
      return matmul(m.transposed(), weights).reshaped([-1]) / Tensor(values[k].squareRoot())
    }
    points =
      rows.map { row in found.map { (row * $0).summed().scalar } }
      + [Array(repeating: 0, count: found.count)]
    directions = found.map { Direction(Tensor<Float>($0), like: end.map(\.shape)) }
  }
}
