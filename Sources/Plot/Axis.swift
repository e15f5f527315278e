// One direction of the axes as its author describes it: a label, a scale, and perhaps a range or
// ticks. What is left out is found from the data. A string literal is an axis, which is all that
// most plots need to say.

/// The description of an x or y axis; a string literal makes a linear axis with that label.
public struct Axis: Hashable, Sendable, ExpressibleByStringInterpolation {
  /// How values become lengths.
  public enum Scale: Hashable, Sendable {
    /// Equal differences are equally long.
    case linear
    /// Equal ratios are equally long. Only positive values can be shown: in a line any other
    /// leaves a gap, in a scatter it is skipped, and a bar starts at the edge of the plot.
    case log
  }

  /// Where ticks stand.
  public enum Ticks: Hashable, Sendable {
    /// At round numbers, as many as there is room for.
    case automatic
    /// Nowhere, and the axis line is left out.
    case none
    /// At the given values, of which those inside the range are shown.
    case at([Double])
  }

  /// The quantity and its unit, in the markup of labels; empty for none.
  public var label: String
  /// How values become lengths.
  public var scale: Scale
  /// The values at the two ends; nil to find them from the data.
  public var range: ClosedRange<Double>?
  /// Where ticks stand.
  public var ticks: Ticks

  /// Describes an axis.
  public init(
    _ label: String = "", scale: Scale = .linear, range: ClosedRange<Double>? = nil,
    ticks: Ticks = .automatic
  ) {
    if let range {
      precondition(
        range.lowerBound.isFinite && range.upperBound.isFinite,
        "Axis: the range \(range) has no end that can be shown")
    }
    precondition(
      scale == .linear || (range?.lowerBound ?? 1) > 0,
      "Axis: a logarithmic axis starts above zero, this one at \(range?.lowerBound ?? 1)")
    self.label = label
    self.scale = scale
    self.range = range
    self.ticks = ticks
  }

  /// A linear axis with this label.
  public init(stringLiteral label: String) { self.init(label) }

  /// A linear axis over a range.
  public static func linear(
    _ label: String = "", _ range: ClosedRange<Double>? = nil, ticks: Ticks = .automatic
  ) -> Axis { Axis(label, range: range, ticks: ticks) }

  /// A logarithmic axis over a range of positive values.
  public static func log(
    _ label: String = "", _ range: ClosedRange<Double>? = nil, ticks: Ticks = .automatic
  ) -> Axis { Axis(label, scale: .log, range: range, ticks: ticks) }

  /// An axis without line, ticks or label, for images and sketches.
  public static var hidden: Axis { Axis(ticks: .none) }
}
