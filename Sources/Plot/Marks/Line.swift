// A line through points in order: losses over epochs, a fitted function. It may be given by its
// points, by values at equal steps, or by a function to sample. Long lines cost little: only what
// can be seen of them is written.

/// Points joined by a line. A coordinate that is not finite leaves a gap.
public struct Line: Mark {
  /// The horizontal coordinates.
  public var x: [Double]
  /// The vertical coordinates, as many as `x`.
  public var y: [Double]
  /// The name shown at the line's end or in a legend; nil for none.
  public var label: String?
  /// The colour; nil takes the next series colour.
  public var color: Color?
  /// The width in points.
  public var width: Double
  /// The pattern of dashes.
  public var dash: Stroke.Dash
  /// The sign that stands on the line at some of its points; nil for none.
  public private(set) var marker: Marker?
  private var marked: [Int] = []
  private var radius = 0.0

  /// A line through (x₀, y₀), (x₁, y₁), ….
  public init(
    x: [Double], y: [Double], label: String? = nil, color: Color? = nil, width: Double = 1.6,
    dash: Stroke.Dash = .solid
  ) {
    precondition(
      x.count == y.count, "Line: x has \(x.count) values and y \(y.count); they must agree")
    self.x = x
    self.y = y
    self.label = label
    self.color = color
    self.width = width
    self.dash = dash
  }

  /// A line through values at `start`, `start` + 1, ….
  public init(
    y: [Double], startingAt start: Double = 0, label: String? = nil, color: Color? = nil,
    width: Double = 1.6, dash: Stroke.Dash = .solid
  ) {
    self.init(
      x: y.indices.map { start + Double($0) }, y: y, label: label, color: color, width: width,
      dash: dash)
  }

  /// The graph of a function over a range, through `samples` equally spaced points, 2 or more.
  public init(
    over range: ClosedRange<Double>, samples: Int = 201, label: String? = nil,
    color: Color? = nil, width: Double = 1.6, dash: Stroke.Dash = .solid,
    _ function: (Double) -> Double
  ) {
    precondition(samples >= 2, "Line: a graph needs at least 2 samples, not \(samples)")
    let span = range.upperBound - range.lowerBound
    let x = (0..<samples).map { range.lowerBound + span * Double($0) / Double(samples - 1) }
    self.init(
      x: x, y: x.map(function), label: label, color: color, width: width, dash: dash)
  }

  /// The line with signs on it, of which a legend shows one: lines that differ in them can be told
  /// apart without their colours.
  ///
  /// - Parameters:
  ///   - points: which points of the line carry one; those that there are not are left out.
  ///   - radius: the signs' radius in points of the page.
  public func marked(
    _ marker: Marker, at points: some Sequence<Int>, radius: Double = 3
  ) -> Line {
    var line = self
    (line.marker, line.radius) = (marker, radius)
    line.marked = points.filter(x.indices.contains)
    return line
  }

  /// One polyline, and the signs on it.
  public func drawing(palette: inout Palette) -> Drawing {
    let color = color ?? palette.next()
    let stroke = Stroke(color, width: width, dash: dash)
    let points = zip(x, y).map { Point(x: $0, y: $1) }
    return Drawing(layers: [
      Drawing.Layer(
        label: label, key: .line(stroke, marker), color: color,
        shapes: [.polyline(points, stroke)] + signs(points, color))
    ])
  }

  private func signs(_ points: [Point], _ color: Color) -> [Drawing.Shape] {
    marker.map { [.dots(marked.map { points[$0] }, radius: radius, color.opacity(1), $0)] } ?? []
  }
}
