// The area between two curves: a mean ± its spread, a range over seeds. It is translucent, so
// that grid, lines and other bands show through, and it takes the colour of the line that it
// surrounds.

/// A translucent area between a lower and an upper curve.
public struct Band: Mark {
  /// The horizontal coordinates, in order.
  public var x: [Double]
  /// The lower curve, as many values as `x`.
  public var low: [Double]
  /// The upper curve, as many values as `x`.
  public var high: [Double]
  /// The name shown in a legend; nil for none.
  public var label: String?
  /// The colour; nil takes that of the series that follows, so that a band put before its line
  /// matches it.
  public var color: Color?

  /// The area between `low` and `high`; where one of them is not finite there is a gap. On a log
  /// scale what is not positive lies at the lower end of the plot.
  public init(
    x: [Double], low: [Double], high: [Double], label: String? = nil, color: Color? = nil
  ) {
    precondition(
      x.count == low.count && x.count == high.count,
      "Band: x has \(x.count) values, low \(low.count) and high \(high.count); they must agree")
    self.x = x
    self.low = low
    self.high = high
    self.label = label
    self.color = color
  }

  /// One polygon for each stretch without a gap.
  public func drawing(palette: inout Palette) -> Drawing {
    let color = (color ?? palette.current).opacity(0.22)
    let isWhole = x.indices.map { x[$0].isFinite && low[$0].isFinite && high[$0].isFinite }
    let stretches = x.indices.split { !isWhole[$0] }
    let polygons = stretches.map { stretch in
      Drawing.Shape.polygon(
        stretch.map { Point(x: x[$0], y: low[$0]) }
          + stretch.reversed().map { Point(x: x[$0], y: high[$0]) }, color)
    }
    return Drawing(layers: [Drawing.Layer(label: label, color: color, shapes: polygons)])
  }
}
