// The few shapes all marks are made of, in data coordinates. Lengths that belong to the page (a
// stroke's width, a dot's radius, a text's offset) are in points. They live under `Drawing`, so
// that a module with layers and shapes of its own can be used beside this one.

/// How a line is drawn.
public struct Stroke: Hashable, Sendable {
  /// A pattern of dashes.
  public enum Dash: Hashable, Sendable {
    /// An unbroken line.
    case solid
    /// Dashes as long as the gaps between them, nearly.
    case dashed
    /// Dots.
    case dotted
  }

  /// The line's colour.
  public var color: Color
  /// The line's width in points.
  public var width: Double
  /// The pattern of dashes.
  public var dash: Dash
  /// Whether a line drawn with this stroke ends in an arrowhead; outlines and rules have no end.
  public var endsInArrow: Bool

  /// Makes a stroke `width` points wide.
  public init(
    _ color: Color, width: Double = 1.6, dash: Dash = .solid, endsInArrow: Bool = false
  ) {
    self.color = color
    self.width = width
    self.dash = dash
    self.endsInArrow = endsInArrow
  }
}

extension Drawing {
  /// An upright box in data coordinates; its edges may come in either order.
  public struct Box: Hashable, Sendable {
    /// The left and right edges.
    public var x: (Double, Double) { (x0, x1) }
    /// The two edges across.
    public var y: (Double, Double) { (y0, y1) }
    let x0, x1, y0, y1: Double

    /// Makes the box between two vertical and two horizontal edges.
    public init(x: (Double, Double), y: (Double, Double)) {
      (x0, x1) = x
      (y0, y1) = y
    }
  }

  /// A piece of a mark.
  public enum Shape: Sendable {
    /// Points joined in order; a point that is not finite leaves a gap.
    case polyline([Point], Stroke)
    /// Dots, or other signs, of a radius in points with a thin light edge; points that are not finite
    /// are skipped.
    case dots([Point], radius: Double, Color, Marker = .dot)
    /// A filled polygon without an outline.
    case polygon([Point], Color)
    /// A filled area inside closed rings; a ring in it that runs the other way round is a hole.
    case region([[Point]], Color)
    /// Filled boxes; one with an edge that is not finite is skipped.
    case boxes([Box], Color)
    /// An image stretched over a box, each pixel a plain rectangle.
    case raster(Raster, Box)
    /// A line across the whole plot.
    case rule(Rule, Stroke)
    /// Text at a point, moved by an offset in points on the page (y down).
    case text(Remark)
  }

  /// A straight line without ends.
  public enum Rule: Hashable, Sendable {
    /// All points at a height.
    case horizontal(Double)
    /// All points at an x.
    case vertical(Double)
    /// The line y = intercept + slope · x.
    case sloped(slope: Double, intercept: Double)
  }

  /// Text that belongs to a point of the data.
  public struct Remark: Hashable, Sendable {
    /// The text, in the markup of labels.
    public var text: String
    /// The point it belongs to, in data coordinates.
    public var point: Point
    /// Where the text's centre lies from the point, in points on the page, y down.
    public var offset: Point
    /// Whether an arrow leads from the text to the point.
    public var arrow: Bool
    /// The text's colour.
    public var color: Color
    /// The cell, in data units, that the text must fit into; one that does not is left out.
    public var cell: Size?

    /// Makes a text at `point`.
    public init(
      _ text: String, at point: Point, offset: Point = Point(x: 0, y: 0), arrow: Bool = false,
      color: Color, cell: Size? = nil
    ) {
      self.text = text
      self.point = point
      self.offset = offset
      self.arrow = arrow
      self.color = color
      self.cell = cell
    }
  }

  /// A matrix of coloured cells, kept with the numbers its colours stand for.
  public struct Raster: Sendable {
    /// The number of cells in a row.
    public let columns: Int
    /// The number of rows; the first is painted at the first y of the box.
    public let rows: Int
    /// One colour a cell, row by row.
    public let colors: [Color]
    /// The numbers behind the colours.
    public let values: [Double]

    /// Makes a raster of `colors`, row by row.
    public init(columns: Int, colors: [Color], values: [Double]) {
      precondition(
        columns > 0 && colors.count % columns == 0,
        "Raster: \(colors.count) cells do not fill rows of \(columns)")
      self.columns = columns
      self.rows = colors.count / columns
      self.colors = colors
      self.values = values
    }
  }
}
