// A kink or a jump among the samples from which noise is measured: it stands out in the second
// differences, as noise does, but in one or two of them only. A kink shows in one, or in two
// neighbours where it lies between two samples, a jump in two of opposite sign; noise is in all of
// them, and curvature is too.

/// A place at which a row of differences is broken.
struct Break {
  /// Which second differences stand out.
  let place: ClosedRange<Int>

  /// The first differences as they would be without the break.
  let mended: [Double]

  /// Finds a break in first differences; nil where there is none, or none larger than the limit.
  init?(in differences: [Double], beyond limit: Double) {
    let second = zip(differences, differences.dropFirst()).map { $1 - $0 }
    let pairs = second.indices.dropLast().map { $0...($0 + 1) }
    for place in pairs + second.indices.map({ $0...$0 }) {
      let others = second.indices.filter { !place.contains($0) }.map { second[$0] }
      let middle = others.reduce(0, +) / Double(others.count)
      let usual = others.reduce(0) { max($0, abs($1 - middle)) }
      guard place.allSatisfy({ abs(second[$0] - middle) > max(64 * usual, limit) }) else {
        continue
      }
      self.place = place
      mended = second.indices.reduce(into: [differences[0]]) { mended, i in
        mended.append(mended[i] + (place.contains(i) ? middle : second[i]))
      }
      return
    }
    return nil
  }
}
