// A cloud of dots, each with a thin white edge that keeps neighbours apart. The more dots there
// are the smaller they become, and beyond 2500 the edges are left out, where they would hide more
// than they separate.

/// Dots at points. A point with a coordinate that is not finite is skipped.
public struct Scatter: Mark {
  /// The horizontal coordinates.
  public var x: [Double]
  /// The vertical coordinates, as many as `x`.
  public var y: [Double]
  /// The name shown in a legend; nil for none.
  public var label: String?
  /// The colour; nil takes the next series colour.
  public var color: Color?
  /// The dots' radius in points; nil finds one from their number, 3 for a few and 1.2 for many.
  public var radius: Double?
  /// What the dots are in place of discs.
  public var marker: Marker

  /// Dots at (x₀, y₀), (x₁, y₁), ….
  public init(
    x: [Double], y: [Double], label: String? = nil, color: Color? = nil, radius: Double? = nil,
    marker: Marker = .dot
  ) {
    precondition(
      x.count == y.count, "Scatter: x has \(x.count) values and y \(y.count); they must agree")
    self.x = x
    self.y = y
    self.label = label
    self.color = color
    self.radius = radius
    self.marker = marker
  }

  /// One cloud of dots.
  public func drawing(palette: inout Palette) -> Drawing {
    let color = color ?? palette.next()
    let points = zip(x, y).map { Point(x: $0, y: $1) }
    let radius = radius ?? min(3, max(1.2, 12 / Double(max(points.count, 1)).squareRoot() + 1.8))
    return Drawing(layers: [
      Drawing.Layer(
        label: label, key: .marker(marker), color: color,
        shapes: [.dots(points, radius: radius, color, marker)])
    ])
  }
}
