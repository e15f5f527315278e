// What a legend must not cover: the shapes of a panel as points and rectangles on the page. Lines
// become points close enough together that no legend slips between them. How much a place covers
// is the number of these that lie in it.

/// The places that data take.
struct Obstacles {
  private var points: [Point] = []
  private var rects: [Rect] = []

  init(_ panel: Panel) {
    for shape in panel.content.layers.flatMap(\.shapes) { add(shape, in: panel) }
  }

  /// The number of obstacles that `rect` covers.
  func count(in rect: Rect) -> Int {
    points.count(where: rect.contains) + rects.count(where: rect.overlaps)
  }

  private mutating func add(_ shape: Drawing.Shape, in panel: Panel) {
    switch shape {
    case .polyline(let line, _): addSegments(line.map(panel.place))
    case .polygon(let outline, _): addSegments(outline.map(panel.place))
    case .region(let rings, _): for ring in rings { addSegments(ring.map(panel.place)) }
    case .dots(let dots, _, _, _): points += dots.map(panel.place).filter(\.isFinite)
    case .boxes(let boxes, _): rects += boxes.compactMap { panel.rect(of: $0) }
    case .raster(_, let box): rects += [panel.rect(of: box)].compactMap { $0 }
    case .rule(let rule, _): addSegments(panel.points(of: rule))
    case .text(let text):
      let center = panel.place(text.point)
      guard center.isFinite else { return }
      let width = Double(text.text.count) * 0.6 * Theme.direct
      rects.append(
        Rect(
          x: center.x + text.offset.x - width / 2, y: center.y + text.offset.y - 6,
          width: width, height: 12))
      points.append(center)
    }
  }

  /// Points along the segments between `line`'s points, at most six apart.
  private mutating func addSegments(_ line: [Point]) {
    for (a, b) in zip(line, line.dropFirst()) where a.isFinite && b.isFinite {
      let length = max(abs(b.x - a.x), abs(b.y - a.y))
      let steps = Int(min(1000, length / 6)) + 1
      for step in 0...steps {
        let t = Double(step) / Double(steps)
        points.append(Point(x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t))
      }
    }
  }
}
