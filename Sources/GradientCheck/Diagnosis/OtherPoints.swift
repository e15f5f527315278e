// The right gradient, at another point: of the output instead of the input, with one input left out
// (γ = 1), taken twice, negated, turned or transposed. The function is run there and tells.

import Gradus

extension Pattern {
  static let otherPoints: [Pattern] = [
    Pattern { e in
      var own = [
        (Diagnosis.Kind.otherPoint, "it is the gradient at −\(e.name)", -e.value)
      ]
      if e.output.shape == e.value.shape {
        own.append(
          (.otherPoint, "it is the gradient at the output, not at the input", e.output))
      }
      return own.map { kind, phrase, value in
        e.testing(kind, phrase, tier: .indirect) { e.slope(at: $0, of: e.point(value)) }
      }
    },
    Pattern { e in
      e.subject.point.indices.filter { $0 != e.input }.flatMap { other in
        e.alternatives(other).map { kind, phrase, value in
          e.testing(kind, phrase, tier: .indirect) {
            e.slope(at: $0, of: e.point(value, for: other))
          }
        }
      }
    },
    Pattern { e in
      // Both operands have changed places.
      e.subject.point.indices.filter {
        $0 != e.input && e.subject.point[$0].shape == e.value.shape
      }.map { other in
        var point = e.subject.point
        point.swapAt(e.input, other)
        let name = e.subject.names[other]
        return e.testing(
          .otherPoint, "it is the gradient with \(e.name) and \(name) exchanged", tier: .indirect
        ) { e.slope(at: $0, of: point) }
      }
    },
  ]
}

extension Evidence {
  /// What a backward pass may take another input for.
  fileprivate func alternatives(
    _ other: Int
  ) -> [(kind: Diagnosis.Kind, phrase: String, value: Tensor<Double>)] {
    let (name, p) = (subject.names[other], subject.point[other])
    let axes = p.shape.indices.filter { p.shape[$0] > 1 }
    var found: [(kind: Diagnosis.Kind, phrase: String, value: Tensor<Double>)] = [
      (.parameterIgnored, "\(name) is left out: a is right if it were 1", .ones(p.shape)),
      (
        .termMissing, "the term with \(name) is missing: a is right if it were 0", .zeros(p.shape)
      ),
      (.termSign, "the term with \(name) has the wrong sign", -p),
      (.localDerivative, "\(name) counts twice: a is right for its square", p * p),
    ]
    if p.storage.allSatisfy({ $0 != 0 }) {
      found.append(
        (.localDerivative, "multiplied by \(name) where it is to be divided, or the reverse", 1 / p)
      )
    }
    for (p1, p2) in axes.flatMap({ p in axes.filter { $0 > p }.map { (p, $0) } })
    where p.shape[p1] == p.shape[p2] {
      var order = Array(p.shape.indices)
      order.swapAt(p1, p2)
      found.append(
        (.transposed, "\(name) is not transposed, or once too often", p.permuted(order)))
    }
    for axis in axes where p.shape[axis] <= 16 {
      for (which, index) in [("first", 0), ("last", p.shape[axis] - 1)] {
        let cut = Tensor(
          shape: p.shape,
          scalars: p.storage.enumerated().map { p.shape.index(at: $0)[axis] == index ? 0 : $1 })
        found.append(
          (
            .shareMissing, "the share of the \(which) index of axis \(axis) of \(name) is missing",
            cut
          ))
      }
    }
    let last = Array(axes.suffix(2))
    for reversed in axes.map({ [$0] }) + (axes.count > 1 ? [last] : []) {
      var turned = p
      for axis in reversed {
        turned = turned.gathered((0..<p.shape[axis]).reversed(), along: axis)
      }
      found.append(
        (
          .reversed,
          "\(name) is to be turned around along \(reversed.phrase), or is once too often",
          turned
        ))
    }
    return found
  }
}
