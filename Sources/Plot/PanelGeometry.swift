// Boxes and rules from data coordinates to the page.

extension Panel {
  /// The rectangle of a box on the page, inside or a little beyond the plot; nil if an edge is
  /// not finite. An edge that a log scale has no place for lies at the lower end of the plot.
  func rect(of box: Box) -> Rect? {
    guard [box.x0, box.x1, box.y0, box.y1].allSatisfy(\.isFinite) else { return nil }
    func edge(_ value: Double, _ scale: Scale) -> Double {
      let place = scale(value)
      let (low, high) = (min(scale.start, scale.end) - 50, max(scale.start, scale.end) + 50)
      return place.isFinite ? min(max(place, low), high) : scale.start
    }
    let xs = (edge(box.x0, x), edge(box.x1, x))
    let ys = (edge(box.y0, y), edge(box.y1, y))
    return Rect(
      x: min(xs.0, xs.1), y: min(ys.0, ys.1), width: abs(xs.1 - xs.0), height: abs(ys.1 - ys.0))
  }

  /// Points of a rule on the page: two, or as many as make it smooth on a log scale.
  func points(of rule: Rule) -> [Point] {
    switch rule {
    case .horizontal(let value):
      return [Point(x: plot.minX, y: y(value)), Point(x: plot.maxX, y: y(value))]
    case .vertical(let value):
      return [Point(x: x(value), y: plot.minY), Point(x: x(value), y: plot.maxY)]
    case .sloped(let slope, let intercept):
      let isStraight = x.kind == .linear && y.kind == .linear
      let pieces = isStraight ? 1 : 128
      return (0...pieces).map { piece in
        let value = x.inverse(plot.minX + plot.width * Double(piece) / Double(pieces))
        return place(Point(x: value, y: intercept + slope * value))
      }
    }
  }
}
