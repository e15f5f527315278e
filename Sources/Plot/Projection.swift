// From space to the plane: parallel projection of a box, without vanishing points, so that equal
// heights stay equal wherever they stand. With azimuth α and elevation ε the viewer stands in the
// direction (cos ε cos α, cos ε sin α, sin ε), and a point p of the box goes to
//
//   (p·r, p·u),   r = (−sin α, cos α, 0),   u = (−sin ε cos α, −sin ε sin α, cos ε).

import Foundation

/// Where a scene in space is looked at from: an angle around the vertical axis and one above the
/// horizon, in degrees. At azimuth 0 the viewer stands where x is large, at 90 where y is.
public struct Viewpoint: Hashable, Sendable {
  /// The angle around the vertical axis, counter-clockwise seen from above.
  public var azimuth: Double
  /// The angle above the horizon, from 0 to 90.
  public var elevation: Double

  /// A viewpoint; by default one that shows x running to the right and y into the distance.
  public init(azimuth: Double = -60, elevation: Double = 30) {
    precondition(
      azimuth.isFinite && (0...90).contains(elevation),
      "Viewpoint: azimuth \(azimuth), elevation \(elevation); the latter must be from 0 to 90")
    self.azimuth = azimuth
    self.elevation = elevation
  }
}

/// A point in space, in data coordinates.
struct Point3: Hashable, Sendable {
  var x: Double
  var y: Double
  var z: Double
}

/// Data coordinates in a box to points of the plane. The box is one wide, one deep and `height`
/// high, and its middle goes to the origin.
struct Projection: Sendable {
  let x: ClosedRange<Double>
  let y: ClosedRange<Double>
  let z: ClosedRange<Double>
  let height: Double
  /// The directions to the right and up on the plane and towards the viewer, in the box.
  let right: SIMD3<Double>
  let up: SIMD3<Double>
  let towards: SIMD3<Double>

  init(
    from viewpoint: Viewpoint, x: ClosedRange<Double>, y: ClosedRange<Double>,
    z: ClosedRange<Double>, height: Double
  ) {
    let (a, e) = (viewpoint.azimuth * .pi / 180, viewpoint.elevation * .pi / 180)
    right = SIMD3(-sin(a), cos(a), 0)
    up = SIMD3(-sin(e) * cos(a), -sin(e) * sin(a), cos(e))
    towards = SIMD3(cos(e) * cos(a), cos(e) * sin(a), sin(e))
    (self.x, self.y, self.z, self.height) = (x, y, z, height)
  }

  /// Whether greater x, and greater y, are nearer to the viewer.
  var isNearAtGreater: (x: Bool, y: Bool) { (towards.x > 0, towards.y > 0) }

  /// The place of a point in the box.
  func box(_ p: Point3) -> SIMD3<Double> {
    func part(_ value: Double, _ range: ClosedRange<Double>) -> Double {
      (value - range.lowerBound) / (range.upperBound - range.lowerBound) - 0.5
    }
    return SIMD3(part(p.x, x), part(p.y, y), height * part(p.z, z))
  }

  /// The place on the plane of a point given in data coordinates.
  func callAsFunction(_ p: Point3) -> Point { flat(box(p)) }

  /// The place on the plane of a point, or the direction of a vector, given in the box.
  func flat(_ v: SIMD3<Double>) -> Point {
    Point(x: (v * right).sum(), y: (v * up).sum())
  }
}
