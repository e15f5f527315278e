// The head of an arrow: a slender triangle whose size is measured on the page, so that it looks
// the same at the end of any line and on any scale.

extension Path {
  /// The head at the last point of a line, in the direction in which the line arrives there; the
  /// line is cut back so that it does not show beside the tip. Nil for a line too short for one.
  ///
  /// - Parameters:
  ///   - line: points on the page.
  ///   - width: the line's width in points.
  static func arrowhead(endingAndShortening line: inout [Point], width: Double) -> Path? {
    guard let tip = line.last else { return nil }
    let (length, half) = (4.5 + 1.5 * width, 1.6 + 0.9 * width)
    func distance(_ p: Point) -> Double {
      ((tip.x - p.x) * (tip.x - p.x) + (tip.y - p.y) * (tip.y - p.y)).squareRoot()
    }
    // The direction is that of the whole head, not of a curve's last short piece.
    guard let before = line.lastIndex(where: { distance($0) >= length }) else { return nil }
    let reach = distance(line[before])
    let (ux, uy) = ((tip.x - line[before].x) / reach, (tip.y - line[before].y) / reach)
    func point(_ back: Double, _ aside: Double) -> Point {
      Point(x: tip.x - ux * back - uy * aside, y: tip.y - uy * back + ux * aside)
    }
    line.replaceSubrange((before + 1)..., with: [point(length - 1, 0)])
    return Path(pieces: [[tip, point(length, half), point(length, -half)]], isClosed: true)
  }
}
