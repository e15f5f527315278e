// The heights written on lines of equal height. Each line that is long enough gets one label, at
// the place where it keeps farthest from other lines and from the edge of the map, the longest
// lines first; a label that would come too close to others is left out. The light ground behind a
// text interrupts the line for it.

/// The labels of the lines of a map; list them after the map, and after what else they stand on.
///
///     let map = Contours(heights, columns: 101, x: 0...1, y: 0...1, levels: [0.25, 0.5, 0.75])
///     Axes { map; ContourLabels(of: map) }
public struct ContourLabels: Mark {
  /// The map whose lines are labelled.
  public var contours: Contours
  /// The texts' colour.
  public var color: Color

  /// The labels of all levels of `contours`.
  public init(of contours: Contours, color: Color = .ink) {
    self.contours = contours
    self.color = color
  }

  /// A line without its map's edge, in fractions of the map's width and height.
  private struct Course {
    let rank: Int
    let points: [Point]

    var length: Double {
      zip(points, points.dropFirst()).map { $0.distance(to: $1) }.reduce(0, +)
    }
  }

  /// One text a line.
  public func drawing(palette: inout Palette) -> Drawing {
    let courses = contours.levels.indices.flatMap(courses)
    let texts = texts
    var labels: [Point] = []
    var shapes: [Drawing.Shape] = []
    for course in courses.filter({ $0.length > 0.2 }).sorted(by: { $0.length > $1.length }) {
      let strangers = courses.filter { $0.rank != course.rank }.flatMap(\.points)
      func freedom(_ p: Point) -> Double {
        let toEdge = min(p.x, 1 - p.x, p.y, 1 - p.y)
        let toLine = strangers.map { $0.distance(to: p) }.min() ?? 1
        let isCrowded = labels.contains { abs($0.x - p.x) < 0.16 && abs($0.y - p.y) < 0.09 }
        return isCrowded ? 0 : min(toEdge, toLine)
      }
      let places = course.points.map { (point: $0, freedom: freedom($0)) }
      guard let best = places.max(by: { $0.freedom < $1.freedom }), best.freedom > 0.02 else {
        continue
      }
      labels.append(best.point)
      shapes.append(
        .text(Drawing.Remark(texts[course.rank], at: plane(best.point), color: color)))
    }
    return Drawing(layers: [Drawing.Layer(color: color, shapes: shapes)])
  }

  /// The lines of one level, with points at most a hundredth of the map apart.
  private func courses(_ rank: Int) -> [Course] {
    var map = contours
    (map.levels, map.colormap) = ([contours.levels[rank]], nil)
    var palette = Palette()
    return map.drawing(palette: &palette).layers.flatMap(\.shapes).flatMap { shape in
      guard case .polyline(let points, _) = shape else { return [Course]() }
      var lines = points.map(fraction).split { !$0.isFinite }.map(Array.init)
      // A ring that begins in the middle of a line ends there.
      if lines.count > 1, lines[0].first == lines[lines.count - 1].last {
        lines[0] = lines.removeLast() + lines[0]
      }
      return lines.map { Course(rank: rank, points: refined($0)) }
    }
  }

  /// A line with further points between its own.
  private func refined(_ line: [Point]) -> [Point] {
    zip(line, line.dropFirst()).flatMap { a, b in
      let pieces = max(1, (100 * a.distance(to: b)).rounded(.up))
      return (0...Int(pieces)).map {
        let t = Double($0) / pieces
        return Point(x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y))
      }
    }
  }

  /// The levels with as many decimals as they need, the same for all.
  private var texts: [String] {
    let levels = contours.levels
    var (scale, decimals) = (1.0, 0)
    while decimals < 6, !levels.allSatisfy({ abs(($0 * scale).rounded() - $0 * scale) < 1e-6 }) {
      scale *= 10
      decimals += 1
    }
    return levels.map { plain(Int(($0 * scale).rounded()), exponent: -decimals) }
  }

  /// From the plane to fractions of the map, and back.
  private func fraction(_ point: Point) -> Point {
    let (x, y) = (contours.x, contours.y)
    return Point(
      x: (point.x - x.lowerBound) / (x.upperBound - x.lowerBound),
      y: (point.y - y.lowerBound) / (y.upperBound - y.lowerBound))
  }

  private func plane(_ point: Point) -> Point {
    let (x, y) = (contours.x, contours.y)
    return Point(
      x: x.lowerBound + (x.upperBound - x.lowerBound) * point.x,
      y: y.lowerBound + (y.upperBound - y.lowerBound) * point.y)
  }
}

extension Point {
  fileprivate func distance(to other: Point) -> Double {
    ((x - other.x) * (x - other.x) + (y - other.y) * (y - other.y)).squareRoot()
  }
}
