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
    let scale = axis.scale
    var (data, aired) = Extent.ranges(extents, on: scale)
    if let range = axis.range {
      let (low, high) = (scale.transform(range.lowerBound), scale.transform(range.upperBound))
      data = Extent.opened(low, high, on: scale)
      aired = data
    }
    view = scale.inverse(aired.lowerBound)...scale.inverse(aired.upperBound)
    switch axis.ticks {
    case .none: break
    case .at(let values):
      ticks.major = values.filter(view.contains).map { Tick(value: $0, label: shortest($0)) }
    case .automatic where !names.isEmpty:
      isNamed = true
      ticks.major = names.enumerated().map { Tick(value: Double($0), label: $1) }
        .filter { view.contains($0.value) }
    case .automatic where scale == .log:
      ticks = .logarithmic(view, wanted: wanted)
    case .automatic:
      // A tick may lie beyond an end of the data that has air.
      let slack = 0.1 * (data.upperBound - data.lowerBound)
      let low = view.lowerBound < data.lowerBound ? data.lowerBound - slack : view.lowerBound
      let high = view.upperBound > data.upperBound ? data.upperBound + slack : view.upperBound
      let isWhole = !extents.isEmpty && extents.allSatisfy(\.isWhole)
      let found = TickSearch.best(for: data, wanted: wanted, within: low...high, isWhole: isWhole)
      ticks.major = found?.ticks ?? []
      if let first = ticks.major.first, let last = ticks.major.last, axis.range == nil {
        view = min(view.lowerBound, first.value)...max(view.upperBound, last.value)
      }
    }
  }

  /// Leaves out all names but every n-th, so that those left find room; with all of them none
  /// could be read. Numbers stay.
  ///
  /// - Parameters:
  ///   - pitch: how far apart names must be, in points.
  ///   - length: the length of the axis in points.
  mutating func thinNames(apart pitch: Double, on length: Double) {
    guard isNamed else { return }
    let spacing = length / (view.upperBound - view.lowerBound)
    let stride = Int(min((pitch / spacing).rounded(.up), 1e9))
    ticks.major = ticks.major.enumerated().filter { $0.offset % max(stride, 1) == 0 }
      .map(\.element)
  }
}

/// The shortest decimal that reads back as `value`, in the markup of labels.
func shortest(_ value: Double) -> String {
  var text = value == value.rounded() && abs(value) < 1e6 ? "\(Int(value))" : "\(value)"
  if let mark = text.firstIndex(of: "e") {
    let exponent = Int(text[text.index(after: mark)...]) ?? 0
    text = text[..<mark] + "×10^{\(exponent)}"
  }
  return text.hasPrefix("-") ? "\u{2212}" + text.dropFirst() : text
}
