// Paints shapes: maps their coordinates to the page and keeps files lean. A long line is thinned
// to what a page can show, and dots that do not touch share one path. Marks are clipped to the
// plot; texts are kept inside it.

/// Draws a panel's shapes.
struct ShapePainter {
  let panel: Panel
  let canvas: Canvas

  /// Draws all layers, each shape clipped to the plot with the room that it needs; texts come last
  /// and may stand anywhere in the plot.
  func paint() {
    let shapes = panel.content.layers.flatMap(\.shapes)
    var rest = shapes[...]
    while let room = rest.first.map(room) {
      let alike = rest.prefix { self.room(of: $0) == room }
      canvas.clipped(to: panel.plot.expanded(by: room)) {
        for shape in alike { paint(shape) }
      }
      rest = rest.dropFirst(alike.count)
    }
    for case .text(let text) in shapes { paint(text) }
  }

  /// How far a shape may reach over the plot's edge, so that a dot on the edge is whole and a line
  /// along it as wide as elsewhere.
  private func room(of shape: Drawing.Shape) -> Double {
    if panel.content.isCovered { return 0 }
    return switch shape {
    case .dots(_, let radius, _, let marker): marker.reach * radius + 1
    case .polyline(_, let stroke): stroke.width / 2
    case .polygon, .region, .boxes, .raster, .rule, .text: 0
    }
  }

  private func paint(_ shape: Drawing.Shape) {
    switch shape {
    case .polyline(let points, let stroke):
      var pieces = points.map(panel.place).split { !$0.isFinite }.map { thinned(Array($0)) }
      if stroke.endsInArrow, let last = pieces.indices.last,
        let head = Path.arrowhead(endingAndShortening: &pieces[last], width: stroke.width)
      {
        canvas.fill(head, stroke.color)
      }
      // Round caps show a point between two gaps as a dot.
      canvas.stroke(Path(pieces: pieces), stroke, roundCaps: stroke.dash == .solid)
    case .dots(let points, let radius, let color, let marker):
      paintDots(points.map(panel.place).filter(\.isFinite), radius: radius, color, marker)
    case .polygon(let outline, let color):
      // What a log scale has no place for lies at its lower end.
      let points = outline.map(panel.place).map {
        Point(x: $0.x, y: $0.y.isFinite ? $0.y : panel.y.start)
      }.filter(\.isFinite)
      canvas.fill(Path(pieces: [points], isClosed: true), color)
    case .region(let rings, let color):
      let pieces = rings.map { $0.map(panel.place).filter(\.isFinite) }
      canvas.fill(Path(pieces: pieces, isClosed: true), color)
    case .boxes(let boxes, let color):
      for rect in boxes.compactMap({ panel.rect(of: $0) }) where rect.width > 0 && rect.height > 0 {
        // A thin gap between neighbours, unless it would eat the bar.
        let gap = min(0.7, rect.width / 4, rect.height / 4)
        canvas.fill(.rect(rect.expanded(by: -gap / 2)), color)
      }
    case .raster(let raster, let box):
      guard let rect = panel.rect(of: box) else { return }
      canvas.image(
        raster, in: rect,
        flipped: (panel.x(box.x0) > panel.x(box.x1), panel.y(box.y0) > panel.y(box.y1)))
    case .rule(let rule, let stroke):
      let pieces = panel.points(of: rule).split { !$0.isFinite }
      canvas.stroke(Path(pieces: pieces.map(Array.init)), stroke)
    case .text: break
    }
  }

  /// Dots in the order of the data, each over a slightly larger disc of the background. Dots go
  /// into passes such that none touches another of its pass, which looks as if they were drawn
  /// one by one, and takes two paths a pass instead of two a dot.
  private func paintDots(
    _ points: [Point], radius: Double, _ color: Color, _ marker: Marker
  ) {
    // An eighth of a point is fine enough for print, and short to write. Opaque dots that fall
    // on the same spot are one.
    var spots: Set<Point> = []
    let points = points.map {
      Point(x: ($0.x * 8).rounded() / 8, y: ($0.y * 8).rounded() / 8)
    }.filter { color.alpha < 1 || spots.insert($0).inserted }
    let edge = points.count <= 2500 ? 0.5 : 0
    let reach = 2 * (marker.reach * radius + edge)
    var passes: [[[Point]]] = []
    var cells: [SIMD2<Int>: [(point: Point, pass: Int)]] = [:]
    for point in points where panel.plot.expanded(by: radius + 1).contains(point) {
      let cell = SIMD2(Int((point.x / reach).rounded(.down)), Int((point.y / reach).rounded(.down)))
      var pass = 0
      for dx in -1...1 {
        for dy in -1...1 {
          for near in cells[cell &+ SIMD2(dx, dy)] ?? [] where near.pass >= pass {
            let (x, y) = (near.point.x - point.x, near.point.y - point.y)
            if x * x + y * y < reach * reach { pass = near.pass + 1 }
          }
        }
      }
      cells[cell, default: []].append((point, pass))
      if pass == passes.count { passes.append([]) }
      passes[pass].append([point])
    }
    for pass in passes { canvas.mark(pass.joined(), marker, radius: radius, color, edge: edge) }
  }

  /// At most four points for each half point across: the first, the lowest, the highest and the
  /// last, which is all of a line that can be seen.
  private func thinned(_ points: [Point]) -> [Point] {
    guard points.count > 2000 else { return points }
    var kept: [Point] = []
    var index = 0
    while index < points.count {
      let column = (points[index].x * 2).rounded(.down)
      var end = index + 1
      while end < points.count, (points[end].x * 2).rounded(.down) == column { end += 1 }
      let run = index..<end
      let low = run.min { points[$0].y < points[$1].y } ?? index
      let high = run.max { points[$0].y < points[$1].y } ?? index
      kept += Set([index, low, high, end - 1]).sorted().map { points[$0] }
      index = end
    }
    return kept
  }

  private func paint(_ shape: Drawing.Remark) {
    let target = panel.place(shape.point)
    guard target.isFinite else { return }
    var text = Text(
      shape.text, size: Theme.cell, color: shape.cell == nil ? shape.color.readable : shape.color,
      at: Point(x: target.x + shape.offset.x, y: target.y + shape.offset.y), .center, on: canvas)
    if let cell = shape.cell {
      let width = abs(panel.x(cell.width) - panel.x(0))
      let height = abs(panel.y(cell.height) - panel.y(0))
      if text.bounds.width > width - 2 || text.bounds.height > height { return }
    } else {
      let (bounds, plot) = (text.bounds, panel.plot)
      text.anchor.x += max(0, plot.minX - bounds.minX) - max(0, bounds.maxX - plot.maxX)
      text.anchor.y += max(0, plot.minY - bounds.minY) - max(0, bounds.maxY - plot.maxY)
    }
    if shape.arrow { paintArrow(from: text.bounds.expanded(by: 2), to: target, text.color) }
    text.draw(on: canvas, halo: shape.cell == nil)
  }

  /// An arrow from the edge of `rect` towards `target`, ending a little before it.
  private func paintArrow(from rect: Rect, to target: Point, _ color: Color) {
    let (dx, dy) = (target.x - rect.midX, target.y - rect.midY)
    let length = (dx * dx + dy * dy).squareRoot()
    guard !rect.contains(target), length > 0 else { return }
    let (ux, uy) = (dx / length, dy / length)
    let leave = min(
      dx == 0 ? .infinity : rect.width / 2 / abs(ux),
      dy == 0 ? .infinity : rect.height / 2 / abs(uy))
    let stop = length - 4
    guard stop - leave > 4 else { return }
    func along(_ t: Double, aside: Double = 0) -> Point {
      Point(x: rect.midX + ux * t - uy * aside, y: rect.midY + uy * t + ux * aside)
    }
    let shaft = Path(pieces: [[along(leave), along(stop - 3)]])
    let head = Path(
      pieces: [[along(stop), along(stop - 5, aside: 2), along(stop - 5, aside: -2)]],
      isClosed: true)
    canvas.stroke(shaft, Stroke(Theme.halo, width: Theme.haloWidth))
    canvas.stroke(head, Stroke(Theme.halo, width: 1.6))
    canvas.stroke(shaft, Stroke(color, width: 0.8))
    canvas.fill(head, color)
  }
}

extension Canvas {
  /// Signs at places that are far enough apart not to touch, each with a rim of the background.
  ///
  /// - Parameter edge: the rim's width; 0 for none.
  func mark(
    _ places: some Sequence<Point>, _ marker: Marker, radius: Double, _ color: Color,
    edge: Double = 0
  ) {
    guard marker == .dot else {
      let outlines = Path(
        pieces: places.map { marker.corners(around: $0, radius: radius) }, isClosed: true)
      if edge > 0 { stroke(outlines, Stroke(Theme.background, width: 2 * edge), roundCaps: true) }
      return fill(outlines, color)
    }
    let path = Path(pieces: places.map { [$0] })
    if edge > 0 {
      stroke(path, Stroke(Theme.background, width: 2 * (radius + edge)), roundCaps: true)
    }
    stroke(path, Stroke(color, width: 2 * radius), roundCaps: true)
  }
}
