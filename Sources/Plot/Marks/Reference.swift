// Straight lines that data are read against: zero, a threshold, y = x. They have no ends and
// belong to no series, so they are thin, grey and dashed unless told otherwise. On a log scale a
// sloped one is the curve that y = intercept + slope · x makes there.

/// A thin line across the whole plot. A horizontal or vertical one is brought into view; a sloped
/// one is seen where it crosses the data.
public struct Reference: Mark {
  /// The line, in data coordinates.
  public var rule: Drawing.Rule
  /// The name shown in a legend; nil for none.
  public var label: String?
  /// How it is drawn.
  public var stroke: Stroke

  /// A line across the plot, dashed and grey unless told otherwise.
  public init(
    _ rule: Drawing.Rule, label: String? = nil, color: Color = .gray, width: Double = 1,
    dash: Stroke.Dash = .dashed
  ) {
    self.rule = rule
    self.label = label
    self.stroke = Stroke(color, width: width, dash: dash)
  }

  /// All points at the height `y`.
  public static func horizontal(_ y: Double, label: String? = nil) -> Reference {
    Reference(.horizontal(y), label: label)
  }

  /// All points at `x`.
  public static func vertical(_ x: Double, label: String? = nil) -> Reference {
    Reference(.vertical(x), label: label)
  }

  /// The line y = x.
  public static func identity(label: String? = nil) -> Reference {
    Reference(.sloped(slope: 1, intercept: 0), label: label)
  }

  /// One rule.
  public func drawing(palette: inout Palette) -> Drawing {
    Drawing(layers: [
      Drawing.Layer(
        label: label, key: .line(stroke), color: stroke.color, shapes: [.rule(rule, stroke)])
    ])
  }
}
