// An axis as it will be shown: what its author described, settled by the data and by the room
// there is. The view takes in the data with some air, and reaches out to a tick that lies a
// little beyond them.

/// The visible range of an axis and its ticks.
struct AxisView: Hashable, Sendable {
  var view: ClosedRange<Double>
  var ticks = TickSet()
  /// Whether ticks name categories, which need neither tick marks nor a grid.
  var isNamed = false

  /// Settles `axis` for data that reach over `extents`, in the scale's measure.
  ///
  /// - Parameters:
  ///   - names: what to write at 0, 1, 2, … in place of numbers; empty for numbers.
  ///   - wanted: the number of ticks to aim for.
  init(_ axis: Axis, extents: [Extent], names: [String], wanted: Int) {
    let (data, aired) = Extent.ranges(extents, on: axis.scale)
    let transformed = axis.range == nil ? aired : data
    view =
      axis.range ?? axis.scale.inverse(
        transformed.lowerBound)...axis.scale.inverse(transformed.upperBound)
    if view.lowerBound == view.upperBound {
      view = (view.lowerBound - 0.5)...(view.upperBound + 0.5)
    }
    switch axis.ticks {
    case .none: return
    case .at(let values):
      ticks.major = values.filter(view.contains).map { Tick(value: $0, label: shortest($0)) }
      return
    case .automatic: break
    }
    if !names.isEmpty {
      isNamed = true
      ticks.major = names.enumerated().map { Tick(value: Double($0), label: $1) }
        .filter { view.contains($0.value) }
    } else if axis.scale == .log {
      ticks = .logarithmic(view, wanted: wanted)
    } else if axis.range != nil {
      ticks.major = TickSearch.best(for: view, wanted: wanted, within: view)?.ticks ?? []
    } else {
      // A tick may lie beyond the data by as much as the air, or twice that.
      let length = data.upperBound - data.lowerBound
      let slack = extents.contains { $0.airBelow > 0 || $0.airAbove > 0 } ? 0.1 * length : 0
      let lowest = min(view.lowerBound, data.lowerBound - slack)
      let limits = lowest...max(view.upperBound, data.upperBound + slack)
      let sequence = TickSearch.best(for: data, wanted: wanted, within: limits)
      ticks.major = sequence?.ticks ?? []
      if let first = ticks.major.first, let last = ticks.major.last {
        view = min(view.lowerBound, first.value)...max(view.upperBound, last.value)
      }
    }
  }
}

/// The shortest decimal that reads back as `value`, with a true minus sign.
func shortest(_ value: Double) -> String {
  let text = value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  return text.hasPrefix("-") ? "\u{2212}" + text.dropFirst() : text
}
