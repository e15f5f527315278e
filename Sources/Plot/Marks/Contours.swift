// A map of a function of two variables: lines of equal height and the tones between them. The
// lines are found by marching squares with linear interpolation, a saddle settled by the mean of
// its cell. Around the grid everything counts as higher than any level, so that every line closes;
// an area {f < level} is then bounded by rings with the lower ground on their left.

/// Lines of equal height over a rectangle of the plane, and tones between them.
public struct Contours: Mark {
  /// The heights at the points of a grid, row by row; the first row lies at the lower end of `y`.
  public var values: [Double]
  /// The number of points in a row.
  public var columns: Int
  /// Where a row begins and ends.
  public var x: ClosedRange<Double>
  /// Where the first and the last row lie.
  public var y: ClosedRange<Double>
  /// The heights of the lines, ascending.
  public var levels: [Double]
  /// The tones from below the first level to above the last; nil leaves the ground as it is.
  public var colormap: Colormap?
  /// How the lines are drawn.
  public var stroke: Stroke

  /// A map of heights on a grid of two or more rows and columns; one that is not a number is higher
  /// than every level.
  public init(
    _ values: [Double], columns: Int, x: ClosedRange<Double>, y: ClosedRange<Double>,
    levels: [Double], colormap: Colormap? = .mist,
    stroke: Stroke = Stroke(Color(hex: 0x9AA5B1), width: 0.5)
  ) {
    precondition(
      columns > 1 && values.count % columns == 0 && values.count > columns,
      "Contours: \(values.count) heights do not fill two or more rows of \(columns), two or more")
    precondition(
      zip(levels, levels.dropFirst()).allSatisfy { $0 < $1 },
      "Contours: the levels \(levels) do not ascend")
    self.values = values
    self.columns = columns
    self.x = x
    self.y = y
    self.levels = levels
    self.colormap = colormap
    self.stroke = stroke
  }

  /// A map of a function, taken at `samples` points along each side.
  public init(
    over x: ClosedRange<Double>, _ y: ClosedRange<Double>, samples: Int = 121, levels: [Double],
    colormap: Colormap? = .mist, stroke: Stroke = Stroke(Color(hex: 0x9AA5B1), width: 0.5),
    _ function: (Double, Double) -> Double
  ) {
    func places(_ range: ClosedRange<Double>) -> [Double] {
      (0..<samples).map {
        range.lowerBound + (range.upperBound - range.lowerBound) * Double($0) / Double(samples - 1)
      }
    }
    let values = places(y).flatMap { y in places(x).map { function($0, y) } }
    self.init(
      values, columns: samples, x: x, y: y, levels: levels, colormap: colormap, stroke: stroke)
  }

  /// The tones from the highest level down, each over the one before, and the lines on top.
  public func drawing(palette: inout Palette) -> Drawing {
    let grid = ContourGrid(values: values, columns: columns)
    let rings = levels.map { grid.rings(below: $0) }
    var shapes: [Drawing.Shape] = []
    if let colormap {
      func tone(_ rank: Int) -> Color { colormap(Double(rank) / Double(max(levels.count, 1))) }
      let corners = [(0.0, 0.0), (1, 0), (1, 1), (0, 1)].map { corner in
        Point(
          x: corner.0 == 0 ? x.lowerBound : x.upperBound,
          y: corner.1 == 0 ? y.lowerBound : y.upperBound)
      }
      shapes.append(.region([corners], tone(levels.count)))
      for (rank, rings) in rings.enumerated().reversed() {
        shapes.append(.region(rings.map { $0.map(place) }, tone(rank)))
      }
    }
    shapes += rings.joined().map { .polyline(line($0), stroke) }
    return Drawing(
      layers: [Drawing.Layer(color: stroke.color, shapes: shapes)],
      data: [.grid(values, columns: columns, x: x, y: y)])
  }

  /// A ring as a closed line, with gaps where it runs along the edge of the map.
  private func line(_ ring: [Point]) -> [Point] {
    let (right, top) = (Double(columns - 1), Double(values.count / columns - 1))
    return zip(ring, ring.dropFirst() + ring.prefix(1)).flatMap { a, b in
      let isUpright = a.x == b.x && (a.x == 0 || a.x == right)
      let isLevel = a.y == b.y && (a.y == 0 || a.y == top)
      return isUpright || isLevel ? [Point(x: .nan, y: .nan)] : [place(a), place(b)]
    }
  }

  /// From columns and rows of the grid to the plane.
  private func place(_ point: Point) -> Point {
    let rows = values.count / columns
    return Point(
      x: x.lowerBound + (x.upperBound - x.lowerBound) * point.x / Double(columns - 1),
      y: y.lowerBound + (y.upperBound - y.lowerBound) * point.y / Double(rows - 1))
  }
}
