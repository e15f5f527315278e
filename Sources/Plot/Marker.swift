// The signs that stand at points of the data. Each has an outline of its own, so that series can be
// told apart where their colours cannot: on grey paper, or by eyes that see fewer colours. They are
// of nearly the same area, so that none looks more important than another.

import Foundation

/// A sign at a point of the data.
public enum Marker: Hashable, Sendable, CaseIterable {
  /// A disc.
  case dot
  /// An upright square.
  case square
  /// A square on its corner.
  case diamond
  /// A triangle that points up.
  case triangle
  /// A triangle that points down.
  case wedge
  /// An upright cross with broad arms.
  case plus
  /// A star of five points.
  case star

  /// How far the farthest corner is from the middle, in radii.
  var reach: Double { self == .dot ? 1 : 1.6 }

  /// The corners of the sign around a point of the page; none for a disc, which has no corners.
  ///
  /// - Parameter radius: that of the disc that the sign stands for.
  func corners(around center: Point, radius: Double) -> [Point] {
    func ring(_ count: Int, _ lengths: [Double], from angle: Double) -> [Point] {
      (0..<count).map { k in
        let turn = angle + 2 * .pi * Double(k) / Double(count)
        let length = radius * lengths[k % lengths.count]
        return Point(x: center.x + length * cos(turn), y: center.y + length * sin(turn))
      }
    }
    switch self {
    case .dot: return []
    case .square: return ring(4, [1.25], from: .pi / 4)
    case .diamond: return ring(4, [1.35], from: 0)
    case .triangle: return ring(3, [1.5], from: -.pi / 2)
    case .wedge: return ring(3, [1.5], from: .pi / 2)
    case .plus:
      let (arm, half) = (1.35 * radius, 0.4 * radius)
      return [
        (half, arm), (half, half), (arm, half), (arm, -half), (half, -half), (half, -arm),
        (-half, -arm), (-half, -half), (-arm, -half), (-arm, half), (-half, half), (-half, arm),
      ].map { Point(x: center.x + $0, y: center.y + $1) }
    case .star: return ring(10, [1.6, 0.72], from: -.pi / 2)
    }
  }
}
