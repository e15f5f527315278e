// Normal distributions in a ring, a data set in the plane on which one can see what a generator
// leaves out (Metz et al. 2017, "Unrolled generative adversarial networks", section 3.1): every
// point belongs to one of a few small heaps, and all heaps are equally probable.

import Foundation
import Gradus

/// Heaps of points, all of one size, evenly around the origin.
public struct GaussianRing: Sendable {
  /// How many heaps there are.
  public let heaps: Int
  /// How far their middles are from the origin.
  public let radius: Double
  /// The standard deviation of a heap in either direction.
  public let spread: Double

  /// A ring of at least one heap; radius and spread above 0.
  public init(heaps: Int = 8, radius: Double = 2, spread: Double = 0.05) {
    require(
      heaps > 0 && radius > 0 && spread > 0,
      "GaussianRing: \(heaps) heaps of spread \(spread) at radius \(radius)")
    self.heaps = heaps
    self.radius = radius
    self.spread = spread
  }

  /// The middle of a heap in 0..<heaps, counted from the x axis towards the y axis.
  public func middle(of heap: Int) -> (x: Double, y: Double) {
    let angle = 2 * Double.pi * Double(heap) / Double(heaps)
    return (radius * cos(angle), radius * sin(angle))
  }

  /// Random points, `[2, count]`.
  public func points(_ count: Int, using random: inout RandomGenerator) -> Tensor<Float> {
    let middles = (0..<count).map { _ in middle(of: random.integer(below: heaps)) }
    return Tensor<Float>([middles.map { Float($0.x) }, middles.map { Float($0.y) }])
      + .normal([2, count], standardDeviation: spread, using: &random)
  }

  /// How much of the ring points cover. A point is in a heap if it is within four standard
  /// deviations of its middle.
  ///
  /// - Parameter points: `[2, count]`, at least one.
  /// - Returns: how many heaps hold at least a hundredth of the points, and the share of the points
  ///   that are in some heap.
  public func coverage(by points: Tensor<Float>) -> (heaps: Int, share: Double) {
    require(points.rank == 2 && points.shape[0] == 2, "coverage: points of shape \(points.shape)")
    let count = points.shape[1]
    let homes = (0..<count).compactMap { n in
      (0..<heaps).first { heap in
        let middle = middle(of: heap)
        return hypot(Double(points[0, n]) - middle.x, Double(points[1, n]) - middle.y) < 4 * spread
      }
    }
    let covered = (0..<heaps).count { heap in homes.count { $0 == heap } * 100 >= count }
    return (covered, Double(homes.count) / Double(count))
  }
}
