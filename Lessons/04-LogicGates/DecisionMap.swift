// A function of two inputs as a map over the unit square: colours, lines of equal height, and the
// four corners, full where the target is 1 and open where it is 0.

import Gradus
import Plot

/// A network's output, or a unit's, at points of the unit square.
struct DecisionMap {
  let samples: Int
  let values: [Double]

  /// The values of a function of the columns of X, `[1, examples]`, at steps of 1/(samples − 1).
  init(samples: Int = 101, _ function: (_ X: Tensor<Double>) -> Tensor<Double>) {
    self.samples = samples
    let places = (0..<samples).map { Double($0) / Double(samples - 1) }
    let x1 = places.flatMap { _ in places }
    let x2 = places.flatMap { y in places.map { _ in y } }
    values = function(Tensor([x1, x2])).scalars
  }

  /// A plot of the map.
  func axes(
    _ title: String, corners t: [Double], range: ClosedRange<Double> = 0...1, levels: [Double],
    labels: Bool = true
  ) -> Axes {
    let half = 0.5 / Double(samples - 1)
    let lines = Contours(
      values, columns: samples, x: 0...1, y: 0...1, levels: levels, colormap: nil,
      stroke: Stroke(.ink, width: 0.7))
    func place(_ target: Double) -> (x: [Double], y: [Double]) {
      let found = t.indices.filter { t[$0] == target }
      return (found.map { Double($0 / 2) }, found.map { Double($0 % 2) })
    }
    let (on, off) = (place(1), place(0))
    // The darkest colours are left out, so that lines and corners are seen everywhere.
    let air = 0.2 * (range.upperBound - range.lowerBound)
    let tints = range.lowerBound - air...range.upperBound + air
    let side = Axis.linear("", -0.07...1.07, ticks: .at([0, 1]))
    var (x, y) = (side, side)
    (x.label, y.label) = ("x_{1}", "x_{2}")
    return Axes(title, x: x, y: y, naming: .none, equalAspect: true) {
      Image(
        values, columns: samples, x: -half...1 + half, y: -half...1 + half, colormap: .sides,
        range: tints)
      lines
      if labels { ContourLabels(of: lines) }
      Scatter(x: on.x + off.x, y: on.y + off.y, color: .ink, radius: 4.5)
      Scatter(x: off.x, y: off.y, color: .white, radius: 2.5)
    }
  }
}
