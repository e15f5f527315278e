// The right gradient, at another point: of the output instead of the input, with one input left out
// (γ = 1), taken twice, negated, turned or transposed. The function is run there and tells.

import Gradus

extension Evidence {
  var otherPointMistakes: [Proposal] { ownInput + otherInputs + exchangedInputs }

  private func testing(
    _ kind: Diagnosis.Kind, _ phrase: String, at point: [Tensor<Double>]
  ) -> Proposal {
    testing(kind, phrase, tier: .indirect) { slope(at: $0, of: point) }
  }

  private var ownInput: [Proposal] {
    let negated = testing(.otherPoint, "it is the gradient at −\(name)", at: point(-value))
    guard output.shape == value.shape else { return [negated] }
    let phrase = "it is the gradient at the output, not at the input"
    return [negated, testing(.otherPoint, phrase, at: point(output))]
  }

  private var otherInputs: [Proposal] {
    others.flatMap { other in
      let (name, p) = (subject.names[other], subject.point[other])
      return (otherNumbers(name, p) + transposed(name, p) + cut(name, p) + reversed(name, p)).map {
        testing($0, $1, at: point($2, for: other))
      }
    }
  }

  private var exchangedInputs: [Proposal] {
    others.filter { subject.point[$0].shape == value.shape }.map { other in
      var point = subject.point
      point.swapAt(input, other)
      let phrase = "it is the gradient with \(name) and \(subject.names[other]) exchanged"
      return testing(.otherPoint, phrase, at: point)
    }
  }
}

/// What a backward pass may take another input for.
private typealias Alternative = (kind: Diagnosis.Kind, phrase: String, value: Tensor<Double>)

private func otherNumbers(_ name: String, _ p: Tensor<Double>) -> [Alternative] {
  let all: [Alternative] = [
    (.parameterIgnored, "\(name) is left out: a is right if it were 1", .ones(p.shape)),
    (.termMissing, "the term with \(name) is missing: a is right if it were 0", .zeros(p.shape)),
    (.termSign, "the term with \(name) has the wrong sign", -p),
    (.localDerivative, "\(name) counts twice: a is right for its square", p * p),
  ]
  guard p.storage.allSatisfy({ $0 != 0 }) else { return all }
  let phrase = "multiplied by \(name) where it is to be divided, or the reverse"
  return all + [(.localDerivative, phrase, 1 / p)]
}

private func transposed(_ name: String, _ p: Tensor<Double>) -> [Alternative] {
  let axes = p.shape.longAxes
  let pairs = axes.flatMap { first in axes.filter { $0 > first }.map { (first, $0) } }
  return pairs.filter { p.shape[$0] == p.shape[$1] }.map { first, second in
    var order = Array(p.shape.indices)
    order.swapAt(first, second)
    return (.transposed, "\(name) is not transposed, or once too often", p.permuted(order))
  }
}

private func cut(_ name: String, _ p: Tensor<Double>) -> [Alternative] {
  p.shape.longAxes.filter { p.shape[$0] <= 16 }.flatMap { axis in
    [("first", 0), ("last", p.shape[axis] - 1)].map { which, index in
      (
        .shareMissing, "the share of the \(which) index of axis \(axis) of \(name) is missing",
        p.keeping { p.shape.index(at: $0, along: axis) != index }
      )
    }
  }
}

private func reversed(_ name: String, _ p: Tensor<Double>) -> [Alternative] {
  let axes = p.shape.longAxes
  return (axes.map { [$0] } + (axes.count > 1 ? [Array(axes.suffix(2))] : [])).map { axes in
    let turned = axes.reduce(p) { $0.gathered((0..<p.shape[$1]).reversed(), along: $1) }
    let phrase = "\(name) is to be turned around along \(axes.phrase), or is once too often"
    return (.reversed, phrase, turned)
  }
}
