// Every index of an axis of the output counts with a factor of its own: a = Σ s·(its share), with one
// unknown s an index, found by least squares. A weight that is no input, such as a γ that is a
// constant here, has been left out or is there twice; or some indices do not count at all.

import Gradus

extension Evidence {
  var weightMistakes: [Proposal] {
    output.shape.indices.compactMap { axis in
      let length = output.shape[axis]
      guard (2...32).contains(length), tested.count >= length + 2 else { return nil }
      let rows = tested.compactMap { place -> (place: Place, shares: [Predicted])? in
        let shares = (0..<length).compactMap { index in
          share(at: place) { output.shape.index(at: $0, along: axis) == index }
        }
        return shares.count == length ? (place, shares) : nil
      }
      guard rows.count == tested.count, let s = weights(rows) else { return nil }
      let counts = s.filter { abs($0) > 1e-7 }.count
      let isChoice = s.allSatisfy { abs($0) < 1e-7 || abs($0 - 1) < 1e-7 }
      // Where some indices are right, those of a border or so are wrong for another reason.
      guard isChoice || s.allSatisfy({ abs($0 - 1) > 1e-6 }) else { return nil }
      let phrase =
        isChoice
        ? "only \(counts) of \(length) indices of axis \(axis) of the output count"
        : "every index of axis \(axis) of the output has a factor of its own: a weight such as γ, "
          + "or a count, is missing or wrong"
      let sums = rows.reduce(into: [Int: Predicted]()) { sums, row in
        sums[row.place.offset] = zip(row.shares, s).reduce(Predicted(0)) {
          $0 + Predicted($1.0.value * $1.1, error: $1.0.error * abs($1.1))
        }
      }
      return testing(isChoice ? .shareMissing : .parameterIgnored, phrase, fitted: length) {
        sums[$0.offset]
      }
    }
  }

  /// The s for which Σ (shares·s − a)² is least; nil where they are not determined.
  private func weights(_ rows: [(place: Place, shares: [Predicted])]) -> [Double]? {
    // Large derivatives would outweigh the others.
    let sizes = rows.map { max($0.shares.reduce(0) { $0 + abs($1.value) }, 1e-300) }
    return leastSquares(
      zip(rows, sizes).map { row, size in row.shares.map { $0.value / size } },
      zip(rows, sizes).map { row, size in row.place.analytic / size })
  }
}

/// The coefficients c for which Σ (row·c − b)² is least; nil where they are not determined.
func leastSquares(_ rows: [[Double]], _ b: [Double]) -> [Double]? {
  let columns = rows[0].indices.map { i in rows.map { $0[i] } }
  let products = columns.flatMap { column in columns.map { column.dot($0) } }
  guard products.allSatisfy(\.isFinite) else { return nil }
  let count = columns.count
  let c = solve(
    Tensor(shape: [count, count], scalars: products),
    Tensor(shape: [count, 1], scalars: columns.map { $0.dot(b) })
  ).scalars
  return c.allSatisfy(\.isFinite) ? c : nil
}
