// One plot: two axes and the marks between them. This is the author's description, without any
// measure; a panel is what becomes of it on a page. Marks are painted in the order in which they
// are listed, and take their colours in that order.

/// Two axes, a title and the marks they measure.
///
///     Axes("Training", x: "epoch", y: .log("loss")) {
///       for run in runs { Line(y: run.losses, label: run.name) }
///     }
public struct Axes: Sendable {
  /// How marks with labels are named.
  public enum Naming: Hashable, Sendable {
    /// Beside the ends of the lines where all named marks are lines that end at the right, else
    /// in a legend.
    case automatic
    /// In a legend where the least data lies, or outside if there is no free place.
    case legend
    /// Not at all.
    case none
  }

  /// The title above the plot, in the markup of labels; nil for none.
  public var title: String?
  /// The horizontal axis.
  public var x: Axis
  /// The vertical axis.
  public var y: Axis
  /// How marks with labels are named.
  public var naming: Naming
  /// Whether a unit is as long on both axes, as in a plane where directions and distances matter:
  /// a gradient then stands at right angles to its contours. For two linear axes.
  public var equalAspect: Bool
  /// The marks, those painted first coming first.
  public var marks: [any Mark]

  /// Describes a plot by a block of marks.
  public init(
    _ title: String? = nil, x: Axis = "", y: Axis = "", naming: Naming = .automatic,
    equalAspect: Bool = false, @ListBuilder<any Mark> marks: () -> [any Mark]
  ) {
    self.init(
      title, x: x, y: y, naming: naming, equalAspect: equalAspect, marks: marks())
  }

  /// Describes a plot by an array of marks.
  public init(
    _ title: String? = nil, x: Axis = "", y: Axis = "", naming: Naming = .automatic,
    equalAspect: Bool = false, marks: [any Mark]
  ) {
    precondition(
      !equalAspect || x.scale == .linear && y.scale == .linear,
      "Axes: a unit is as long on both axes only if both are linear")
    self.title = title
    self.x = x
    self.y = y
    self.naming = naming
    self.equalAspect = equalAspect
    self.marks = marks
  }

  /// What the marks put into the plot, each series colour taken in order.
  var drawings: [Drawing] {
    var palette = Palette()
    return marks.map { $0.drawing(palette: &palette) }
  }
}
