// What several seeds have come to: the median as a line, and behind it a band from the least to the
// greatest. It is how a comparison of trainings is shown, over steps or over a setting.

import Plot

/// The median of several measurements at each place, in a band from the least to the greatest.
public struct Spread: Mark {
  private let band: Band
  private let edges: [Line]
  private let line: Line

  /// - Parameters:
  ///   - x: the places, in order; nil for 0, 1, 2, ….
  ///   - measurements: what was measured at each place, at least one number each, in any order.
  ///   - label: the name at the line's end or in a legend; nil for none.
  ///   - color: of the line and the band; nil takes the next series colour.
  ///   - marker: a sign on the line at every place; nil for none.
  public init(
    x: [Double]? = nil, _ measurements: [[Double]], label: String? = nil, color: Color? = nil,
    dash: Stroke.Dash = .solid, marker: Marker? = nil
  ) {
    precondition(
      measurements.allSatisfy { !$0.isEmpty }, "Spread: a place without a measurement")
    let x = x ?? measurements.indices.map(Double.init)
    let (low, high) = (measurements.map { $0.quantile(0) }, measurements.map { $0.quantile(1) })
    band = Band(x: x, low: low, high: high, color: color)
    edges =
      color.map { color in
        [low, high].map { Line(x: x, y: $0, color: color.opacity(0.5), width: 0.5) }
      } ?? []
    let medians = Line(
      x: x, y: measurements.map(\.median), label: label, color: color, dash: dash)
    line = marker.map { medians.marked($0, at: x.indices, radius: 2.4) } ?? medians
  }

  /// The spread of curves over steps, a curve per seed, all of the same length.
  ///
  /// - Parameter start: where the first value lies; the others follow at distances of 1.
  public init(
    curves: [[Double]], startingAt start: Double = 0, label: String? = nil, color: Color? = nil,
    marker: Marker? = nil
  ) {
    let length = curves.first?.count ?? 0
    precondition(
      curves.allSatisfy { $0.count == length },
      "Spread: curves of \(curves.map(\.count)) values; they must be of one length")
    self.init(
      x: (0..<length).map { start + Double($0) },
      (0..<length).map { step in curves.map { $0[step] } }, label: label, color: color,
      marker: marker)
  }

  /// The band's polygon below the line, with thin edges, which show in grey print too.
  public func drawing(palette: inout Palette) -> Drawing {
    let below = band.drawing(palette: &palette).layers
    let around = edges.flatMap { $0.drawing(palette: &palette).layers }
    return Drawing(layers: below + around + line.drawing(palette: &palette).layers)
  }
}
