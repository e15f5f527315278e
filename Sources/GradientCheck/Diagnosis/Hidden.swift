// A factor of every unit and every example, somewhere inside: a hidden layer's derivative. A single
// example's gradient of a matrix of weights is an outer product, and such a factor the same for all
// weights of a unit.

import Gradus

extension Pattern {
  static let hidden: [Pattern] = [
    Pattern { e in
      guard e.value.rank == 2, e.value.shape[0] > 1, e.value.shape[1] > 1 else { return [] }
      let batches = e.output.shape.indices.filter { (2...32).contains(e.output.shape[$0]) }
      return batches.flatMap { axis in [0, 1].compactMap { e.factor(ofUnits: $0, batch: axis) } }
    }
  ]
}

extension Evidence {
  /// A factor that is one for every index of an axis of the weights and every example, if it is
  /// above 1 throughout, or below.
  fileprivate func factor(ofUnits units: Int, batch axis: Int) -> Proposal? {
    var (least, greatest) = (Double.infinity, -Double.infinity)
    var compared = 0
    for example in 0..<output.shape[axis] {
      let v = Tensor(
        shape: output.shape,
        scalars: cotangent.storage.enumerated().map { k, v in
          output.shape.index(at: k)[axis] == example ? v : 0
        })
      let a = pullback(v)
      let groups = Dictionary(grouping: tested) {
        value.shape.index(at: places[$0].offset)[units]
      }
      for members in groups.values {
        var ratio: Double?
        for place in members {
          guard let n = sum(at: place, { v.storage[$0] }) else { return nil }
          let (a, error) = (a.storage[places[place].offset], n.error + 2e-9 * abs(n.value))
          if abs(n.value) <= 1e4 * error { continue }
          if let ratio {
            guard abs(a - ratio * n.value) <= 100 * error * max(1, abs(ratio)) else { return nil }
            compared += 1
          }
          ratio = ratio ?? a / n.value
        }
        guard let ratio else { continue }
        (least, greatest) = (min(least, ratio), max(greatest, ratio))
      }
    }
    guard compared > 2, greatest - least > 1e-3 * abs(greatest), least > 0,
      least > 1 || greatest < 1
    else { return nil }
    let phrase =
      least > 1
      ? "a derivative of a hidden layer is missing"
      : "a derivative of a hidden layer is there twice"
    return predicting(
      .localDerivative,
      phrase
        + ": a/n is a number from \(least.short) to \(greatest.short) for every example and unit",
      tier: .vague, \.analytic)
  }
}
