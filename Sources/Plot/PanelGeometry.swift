// Boxes and rules from data coordinates to the page. A box becomes a rectangle whichever way its
// edges are given and the axes run. A rule is cut to the part that crosses the plot, so that even
// the steepest is drawn from numbers of ordinary size.

extension Panel {
  /// The rectangle of a box on the page; nil if an edge is not finite. An edge that a log scale
  /// has no place for lies at the lower end of the plot.
  func rect(of box: Drawing.Box) -> Rect? {
    guard [box.x0, box.x1, box.y0, box.y1].allSatisfy(\.isFinite) else { return nil }
    func edge(_ value: Double, _ scale: Scale) -> Double {
      let place = scale(value)
      return place.isFinite ? place : scale.start
    }
    let xs = (edge(box.x0, x), edge(box.x1, x))
    let ys = (edge(box.y0, y), edge(box.y1, y))
    return Rect(
      x: min(xs.0, xs.1), y: min(ys.0, ys.1), width: abs(xs.1 - xs.0), height: abs(ys.1 - ys.0))
  }

  /// Points of a rule where it crosses the plot: two, or as many as make it smooth on a log
  /// scale; none if it passes by.
  func points(of rule: Drawing.Rule) -> [Point] {
    switch rule {
    case .horizontal(let value):
      return [Point(x: plot.minX, y: y(value)), Point(x: plot.maxX, y: y(value))]
    case .vertical(let value):
      return [Point(x: x(value), y: plot.minY), Point(x: x(value), y: plot.maxY)]
    case .sloped(let slope, let intercept):
      func point(_ x: Double) -> Point { place(Point(x: x, y: intercept + slope * x)) }
      guard x.kind == .linear, y.kind == .linear, slope != 0 else {
        return (0...128).map { point(x.inverse(plot.minX + plot.width * Double($0) / 128)) }
      }
      let crossings = [y.view.lowerBound, y.view.upperBound].map { ($0 - intercept) / slope }
      let first = max(x.view.lowerBound, min(crossings[0], crossings[1]))
      let last = min(x.view.upperBound, max(crossings[0], crossings[1]))
      return first < last ? [point(first), point(last)] : []
    }
  }
}
