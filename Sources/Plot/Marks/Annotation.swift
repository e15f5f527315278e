// A remark where it belongs: text at a point of the data, with an arrow if it stands away from
// it. Offsets are given on the page, in points, since it is there that the text must find room;
// a light ground keeps it legible over lines and images.

/// Text that belongs to a point of the data. The plot keeps it inside its edges.
public struct Annotation: Mark {
  /// The text, in the markup of labels.
  public var text: String
  /// The point, in data coordinates.
  public var point: Point
  /// From the point to the text's centre, in points on the page, y down.
  public var offset: Point
  /// Whether an arrow leads from the text to the point.
  public var arrow: Bool
  /// The text's colour.
  public var color: Color

  /// Text `right` and `up` points away from (`x`, `y`).
  public init(
    _ text: String, x: Double, y: Double, right: Double = 0, up: Double = 0, arrow: Bool = false,
    color: Color = Color.ink
  ) {
    self.text = text
    self.point = Point(x: x, y: y)
    self.offset = Point(x: right, y: -up)
    self.arrow = arrow
    self.color = color
  }

  /// One text.
  public func drawing(palette: inout Palette) -> Drawing {
    Drawing(layers: [
      Drawing.Layer(
        color: color,
        shapes: [.text(Drawing.Remark(text, at: point, offset: offset, arrow: arrow, color: color))]
      )
    ])
  }
}
