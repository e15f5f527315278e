// How far data reach along one axis, and how much air they want beyond each end. Lengths are in
// the scale's own measure (powers of ten on a log scale), so that air looks the same on both.
// Dots and lines keep off the frame; a bar stands on it; an image fills it.

/// The least and the greatest coordinate of a shape, and the air beyond each as a fraction of
/// the whole range.
struct Extent: Hashable, Sendable {
  var low: Double
  var high: Double
  var airBelow: Double
  var airAbove: Double

  /// The extent of those `values` that have a place on the scale; nil if there are none.
  init?(_ values: some Sequence<Double>, on scale: Axis.Scale, air: Double) {
    var low = Double.infinity
    var high = -Double.infinity
    for value in values {
      let length = scale.transform(value)
      guard length.isFinite else { continue }
      low = min(low, length)
      high = max(high, length)
    }
    guard low <= high else { return nil }
    // Far enough from the ends of Double that the view, air included, stays finite.
    let limit = scale == .log ? 280 : 1e300
    self.low = min(max(low, -limit), limit)
    self.high = max(min(high, limit), -limit)
    self.airBelow = air
    self.airAbove = air
  }

  /// The range of the data alone and the range with air around it, in the scale's measure. With
  /// nothing to show that is 0 to 1; constant data stand in the middle.
  static func ranges(_ extents: [Extent], on scale: Axis.Scale) -> (
    data: ClosedRange<Double>, view: ClosedRange<Double>
  ) {
    guard var low = extents.map(\.low).min(), var high = extents.map(\.high).max() else {
      return (0...1, 0...1)
    }
    let data = opened(low, high, on: scale)
    // Constant data have their air already.
    if data != low...high { return (data, data) }
    let length = high - low
    for extent in extents {
      low = min(low, extent.low - extent.airBelow * length)
      high = max(high, extent.high + extent.airAbove * length)
    }
    // What stands on the end of the data closes the view there.
    if extents.contains(where: { $0.airBelow == 0 && $0.low == data.lowerBound }) {
      low = data.lowerBound
    }
    if extents.contains(where: { $0.airAbove == 0 && $0.high == data.upperBound }) {
      high = data.upperBound
    }
    return (data, low...high)
  }
}

extension Extent {
  /// The range from `low` to `high`, in the scale's measure; if it is too short to be told from
  /// a point, some room around it: a decade on a log scale, else a tenth of the value each way.
  static func opened(_ low: Double, _ high: Double, on scale: Axis.Scale) -> ClosedRange<Double> {
    let middle = low / 2 + high / 2
    guard high - low <= abs(middle) * 1e-12 else { return low...high }
    let half = scale == .log ? 0.5 : middle == 0 ? 1 : abs(middle) * 0.1
    return (middle - half)...(middle + half)
  }
}

extension Shape {
  /// Where the shape reaches along x or y; nil where it reaches nowhere.
  func extent(_ axis: KeyPath<Point, Double> & Sendable, on scale: Axis.Scale) -> Extent? {
    let isX = axis == \Point.x
    switch self {
    case .polyline(let points, _), .polygon(let points, _):
      return Extent(
        points.lazy.filter(\.isFinite).map { $0[keyPath: axis] }, on: scale, air: isX ? 0 : 0.04)
    case .dots(let points, _, _):
      return Extent(
        points.lazy.filter(\.isFinite).map { $0[keyPath: axis] }, on: scale, air: 0.04)
    case .boxes(let boxes, _):
      let edges = boxes.flatMap { isX ? [$0.x0, $0.x1] : [$0.y0, $0.y1] }
      var extent = Extent(edges, on: scale, air: 0.04)
      if scale == .linear, extent?.low == 0 { extent?.airBelow = 0 }
      if scale == .linear, extent?.high == 0 { extent?.airAbove = 0 }
      return extent
    case .raster(_, let box):
      return Extent(isX ? [box.x0, box.x1] : [box.y0, box.y1], on: scale, air: 0)
    case .rule(.horizontal(let y), _):
      return isX ? nil : Extent(CollectionOfOne(y), on: scale, air: 0.04)
    case .rule(.vertical(let x), _):
      return isX ? Extent(CollectionOfOne(x), on: scale, air: 0.04) : nil
    case .rule(.sloped, _):
      return nil
    case .text(let text):
      return text.cell == nil
        ? Extent(CollectionOfOne(text.point[keyPath: axis]), on: scale, air: 0.04) : nil
    }
  }
}
