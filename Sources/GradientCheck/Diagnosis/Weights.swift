// Every index of an axis of the output counts with a factor of its own: a = Σ s·(its share), with one
// unknown s an index, found by least squares. A weight that is no input, such as a γ that is a
// constant here, has been left out or is there twice; or some indices do not count at all.

import Gradus

extension Pattern {
  static let weights: [Pattern] = [
    Pattern { e in
      e.output.shape.indices.compactMap { axis in
        let length = e.output.shape[axis]
        guard (2...32).contains(length), e.tested.count >= length + 2 else { return nil }
        let stride = e.output.shape[(axis + 1)...].reduce(1, *)
        var rows: [Int: [Predicted]] = [:]
        for place in e.tested {
          rows[place] = (0..<length).compactMap { index in
            e.sum(at: place) { $0 / stride % length == index ? e.cotangent.storage[$0] : 0 }
          }
        }
        guard rows.values.allSatisfy({ $0.count == length }),
          let s = e.leastSquares(rows, count: length)
        else { return nil }
        let counts = s.filter { abs($0) > 1e-7 }.count
        let isChoice = s.allSatisfy { abs($0) < 1e-7 || abs($0 - 1) < 1e-7 }
        // Where some indices are right, those of a border or so are wrong for another reason.
        guard isChoice || s.allSatisfy({ abs($0 - 1) > 1e-6 }) else { return nil }
        let phrase =
          isChoice
          ? "only \(counts) of \(length) indices of axis \(axis) of the output count"
          : "every index of axis \(axis) of the output has a factor of its own: a weight such as γ, "
            + "or a count, is missing or wrong"
        return e.testing(
          isChoice ? .shareMissing : .parameterIgnored, phrase, fitted: length
        ) { place in
          rows[place].map { row in
            zip(row, s).reduce(Predicted(0)) {
              $0 + Predicted($1.0.value * $1.1, error: $1.0.error * abs($1.1))
            }
          }
        }
      }
    }
  ]
}

extension Evidence {
  /// The s for which Σ (row·s − a)² is least; nil where they are not determined.
  fileprivate func leastSquares(_ rows: [Int: [Predicted]], count n: Int) -> [Double]? {
    // Large derivatives would outweigh the others.
    let scaled = rows.map { place, row in
      let size = max(row.reduce(0) { $0 + abs($1.value) }, 1e-300)
      return (row: row.map { $0.value / size }, a: places[place].analytic / size)
    }
    func sum(_ f: (_ row: [Double], _ a: Double) -> Double) -> Double {
      scaled.reduce(0) { $0 + f($1.row, $1.a) }
    }
    let matrix = Tensor(
      shape: [n, n],
      scalars: (0..<n * n).map { k in sum { row, _ in row[k / n] * row[k % n] } })
    let right = Tensor(shape: [n, 1], scalars: (0..<n).map { k in sum { row, a in row[k] * a } })
    let s = solve(matrix, right).scalars
    return s.allSatisfy(\.isFinite) ? s : nil
  }
}
