// A surface between the points of its grid: along each row and then along each column a curve through
// the points, whose slope at each is that between its neighbours (Catmull and Rom 1974, "A class of
// local interpolating splines"). Where a neighbour is missing the slope is that towards the other.

extension Surface {
  /// The heights at the points of the grid and, between each two, at those of the facets.
  func refined() -> [Double] {
    guard smoothness > 1 else { return values }
    let rows = stride(from: 0, to: values.count, by: columns).map {
      refined(Array(values[$0..<$0 + columns]))
    }
    let upright = rows[0].indices.map { column in refined(rows.map { $0[column] }) }
    return upright[0].indices.flatMap { row in upright.map { $0[row] } }
  }

  /// The points of a line, and those between them.
  private func refined(_ line: [Double]) -> [Double] {
    func point(_ k: Int) -> Double? {
      line.indices.contains(k) && line[k].isFinite ? line[k] : nil
    }
    return line.indices.dropLast().flatMap { k -> [Double] in
      let (a, b) = (line[k], line[k + 1])
      let (before, after) = (point(k - 1) ?? 2 * a - b, point(k + 2) ?? 2 * b - a)
      let (rise, fall) = ((b - before) / 2, (after - a) / 2)
      return (0..<smoothness).map { step in
        let t = Double(step) / Double(smoothness)
        let s = 1 - t
        // Hermite's cubics for the two heights and the two slopes.
        let z =
          a * (1 + 2 * t) * s * s + b * (1 + 2 * s) * t * t
          + rise * t * s * s - fall * s * t * t
        return step == 0
          ? a : z.isFinite ? min(max(z, projection.z.lowerBound), projection.z.upperBound) : .nan
      }
    } + line.suffix(1)
  }
}
