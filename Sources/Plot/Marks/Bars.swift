// Bars from zero, one for each name, upright or lying; several series stand side by side. A bar's
// length is its value, so the axis always includes zero, except a logarithmic one, which has no
// zero to start from.

/// One bar for each name and series.
public struct Bars: Mark {
  /// Which way bars grow.
  public enum Direction: Hashable, Sendable {
    /// Upwards from the x axis, names below.
    case up
    /// To the right, names at the left from top to bottom; good for long names.
    case right
  }

  /// One value for each name.
  public struct Series: Hashable, Sendable {
    /// The name shown in a legend; nil for none.
    public var label: String?
    /// The lengths of the bars; one that is not finite leaves its place empty.
    public var values: [Double]
    /// The colour; nil takes the next series colour.
    public var color: Color?

    /// A series of `values`.
    public init(_ label: String? = nil, _ values: [Double], color: Color? = nil) {
      self.label = label
      self.values = values
      self.color = color
    }
  }

  /// The names of the bars, or of the groups of bars.
  public var names: [String]
  /// The series that stand side by side.
  public var series: [Series]
  /// Which way bars grow.
  public var direction: Direction

  /// One bar for each name.
  public init(
    _ names: [String], _ values: [Double], label: String? = nil, color: Color? = nil,
    direction: Direction = .up
  ) {
    self.init(names, [Series(label, values, color: color)], direction: direction)
  }

  /// A group of bars for each name, one of each series.
  public init(_ names: [String], _ series: [Series], direction: Direction = .up) {
    for one in series {
      precondition(
        one.values.count == names.count,
        "Bars: \(names.count) names but \(one.values.count) values; they must agree")
    }
    self.names = names
    self.series = series
    self.direction = direction
  }

  /// One layer of boxes for each series, each group 0.8 wide around 0, 1, 2, …, and the line
  /// that they stand on.
  public func drawing(palette: inout Palette) -> Drawing {
    let width = 0.8 / Double(max(series.count, 1))
    let layers = series.enumerated().map { rank, series in
      let color = series.color ?? palette.next()
      let boxes = series.values.enumerated().map { position, value in
        let start = Double(position) - 0.4 + Double(rank) * width
        let across = (start, start + width)
        return direction == .up
          ? Drawing.Box(x: across, y: (0, value)) : Drawing.Box(x: (0, value), y: across)
      }
      return Drawing.Layer(label: series.label, color: color, shapes: [.boxes(boxes, color)])
    }
    let stroke = Stroke(Theme.axis, width: Theme.axisWidth)
    let zero = Drawing.Layer(
      color: Theme.axis,
      shapes: [.rule(direction == .up ? .horizontal(0) : .vertical(0), stroke)])
    switch direction {
    case .up: return Drawing(layers: layers + [zero], xNames: names)
    case .right: return Drawing(layers: layers + [zero], yNames: names, yPointsDown: true)
    }
  }
}
