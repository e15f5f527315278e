// How far data reach along one axis, and how much air they want beyond each end. Lengths are in
// the scale's own measure (powers of ten on a log scale), so that air looks the same on both.
// Dots and lines keep off the frame; a bar stands on it; an image fills it.

/// The least and the greatest coordinate of a shape, and the air beyond both as a fraction of
/// the whole range.
struct Extent: Hashable, Sendable {
  var low: Double
  var high: Double
  var air: Double
  /// Whether the view ends where the shape does, whatever air others want: a bar's foot, an image.
  var closesBelow = false
  var closesAbove = false
  /// Whether the shape stands for counts, between which there is nothing to mark.
  var isWhole = false

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
    self.low = low
    self.high = high
    self.air = air
  }

  /// The range of the data alone and the range with air around it, in the scale's measure. With
  /// nothing to show that is 0 to 1; constant data stand in the middle.
  static func ranges(_ extents: [Extent], on scale: Axis.Scale) -> (
    data: ClosedRange<Double>, view: ClosedRange<Double>
  ) {
    guard let least = extents.map(\.low).min(), let greatest = extents.map(\.high).max() else {
      return (0...1, 0...1)
    }
    let data = opened(least, greatest, on: scale)
    // Constant or boundless data need no air.
    if data != least...greatest { return (data, data) }
    var (low, high) = (least, greatest)
    let length = high - low
    for extent in extents {
      low = min(low, extent.low - extent.air * length)
      high = max(high, extent.high + extent.air * length)
    }
    // What stands on the end of the data closes the view there.
    if extents.contains(where: { $0.closesBelow && $0.low == data.lowerBound }) {
      low = data.lowerBound
    }
    if extents.contains(where: { $0.closesAbove && $0.high == data.upperBound }) {
      high = data.upperBound
    }
    return (data, low...high)
  }
}

extension Extent {
  /// The range from `low` to `high`, in the scale's measure; if it is too short to be told from
  /// a point, some room around it: a decade on a log scale, else a tenth of the value each way.
  /// It ends at ±10³⁰⁰, or at 10⁻²⁸⁰ and 10²⁸⁰ on a log scale, so that its length is a number; and
  /// what is shorter than 10⁻³⁰⁰ is a point, for ticks in it would be too small to be numbers.
  static func opened(_ low: Double, _ high: Double, on scale: Axis.Scale) -> ClosedRange<Double> {
    let limit = scale == .log ? 280 : 1e300
    let (low, high) = (max(min(low, limit), -limit), max(min(high, limit), -limit))
    let middle = low / 2 + high / 2
    guard high - low <= max(abs(middle) * 1e-12, 1e-300) else { return low...high }
    let half = scale == .log ? 0.5 : abs(middle) < 1e-299 ? 1 : abs(middle) * 0.1
    return (middle - half)...(middle + half)
  }
}

extension Drawing.Shape {
  /// Where the shape reaches along x or y; nil where it reaches nowhere.
  func extent(_ axis: KeyPath<Point, Double> & Sendable, on scale: Axis.Scale) -> Extent? {
    let isX = axis == \Point.x
    switch self {
    case .polyline(let points, _), .polygon(let points, _):
      return Extent(
        points.lazy.filter(\.isFinite).map { $0[keyPath: axis] }, on: scale, air: isX ? 0 : 0.04)
    case .dots(let points, _, _, _):
      return Extent(
        points.lazy.filter(\.isFinite).map { $0[keyPath: axis] }, on: scale, air: 0.04)
    case .boxes(let boxes, _):
      let edges = boxes.flatMap { isX ? [$0.x0, $0.x1] : [$0.y0, $0.y1] }
      guard var extent = Extent(edges, on: scale, air: 0.04) else { return nil }
      extent.closesBelow = scale == .linear && extent.low == 0
      extent.closesAbove = scale == .linear && extent.high == 0
      extent.isWhole = edges.allSatisfy { $0 == $0.rounded() }
      return extent
    case .raster, .region:
      var extent = Extent(filled(axis), on: scale, air: 0)
      extent?.closesBelow = true
      extent?.closesAbove = true
      return extent
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

  /// The coordinates along one axis of a shape that fills the plot.
  private func filled(_ axis: KeyPath<Point, Double>) -> [Double] {
    switch self {
    case .raster(_, let box): axis == \Point.x ? [box.x0, box.x1] : [box.y0, box.y1]
    case .region(let rings, _): rings.joined().filter(\.isFinite).map { $0[keyPath: axis] }
    default: []
    }
  }
}
