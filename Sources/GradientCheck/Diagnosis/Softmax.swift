// The function is a softmax, or its logarithm, along some axis: it is compared with one. Then its
// gradient, y·(dy − Σ y·dy) or dy − y·Σ dy, can be written wrongly in ways that have names.

import Gradus

extension Pattern {
  static let softmaxes: [Pattern] = [
    Pattern { e in
      guard e.output.shape == e.value.shape,
        let axis = e.axis(where: { softmax(e.value, along: $0) })
      else { return [] }
      let (y, dy) = (e.output, e.cotangent)
      func sum(_ x: Tensor<Double>, _ axes: [Int]) -> Tensor<Double> {
        x.summed(along: TensorAxes(axes), keepingAxes: true)
      }
      let weighted = sum(y * dy, [axis])
      let (mean, count) = (weighted / Double(e.value.shape[axis]), e.value.rank)
      return [
        e.comparing(.termMissing, "y·dy: softmax's Σ y·dy is missing", y * dy),
        e.comparing(.localDerivative, "the y before softmax's bracket is missing", dy - weighted),
        e.comparing(
          .localDerivative, "the y in softmax's Σ y·dy is missing", y * (dy - sum(dy, [axis]))),
        e.comparing(.termSign, "plus where softmax's − Σ y·dy belongs", y * (dy + weighted)),
        e.comparing(.factor, "softmax's Σ y·dy is averaged", y * (dy - mean)),
      ]
        + (0..<count).map { [$0] }.appending(Array(0..<count)).filter { $0 != [axis] }.map { axes in
          e.comparing(
            .wrongAxis,
            "softmax's Σ y·dy goes along \(axes.phrase); the function's is along axis \(axis)",
            y * (dy - sum(y * dy, axes)))
        }
    },
    Pattern { e in
      guard e.output.shape == e.value.shape,
        let axis = e.axis(where: { logSoftmax(e.value, along: $0) })
      else { return [] }
      let (p, dy) = (exp(e.output), e.cotangent)
      func sum(_ axes: [Int]) -> Tensor<Double> {
        dy.summed(along: TensorAxes(axes), keepingAxes: true)
      }
      let (mean, count) = (sum([axis]) / Double(e.value.shape[axis]), e.value.rank)
      return [
        e.comparing(.termMissing, "dy alone: log-softmax's p·Σ dy is missing", dy),
        e.comparing(.localDerivative, "the p in log-softmax's p·Σ dy is missing", dy - sum([axis])),
        e.comparing(
          .localDerivative, "log p stands for p in log-softmax's p·Σ dy",
          dy - e.output * sum([axis])),
        e.comparing(.termSign, "plus where log-softmax's − p·Σ dy belongs", dy + p * sum([axis])),
        e.comparing(.factor, "log-softmax's Σ dy is averaged", dy - p * mean),
      ]
        + (0..<count).map { [$0] }.appending(Array(0..<count)).filter { $0 != [axis] }.map { axes in
          e.comparing(
            .wrongAxis,
            "log-softmax's Σ dy goes along \(axes.phrase); the function's is along axis \(axis)",
            dy - p * sum(axes))
        }
    },
  ]
}

extension Evidence {
  /// The axis along which the output is what is given; nil for none.
  fileprivate func axis(where f: (Int) -> Tensor<Double>) -> Int? {
    value.shape.indices.first { axis in
      value.shape[axis] > 1
        && zip(f(axis).storage, output.storage).allSatisfy { abs($0 - $1) <= 1e-12 * (1 + abs($1)) }
    }
  }

  /// A mistake by which the gradient would be a tensor that is known.
  func comparing(
    _ kind: Diagnosis.Kind, _ phrase: String, tier: Proposal.Tier = .exact,
    _ mistaken: Tensor<Double>
  ) -> Proposal {
    predicting(kind, phrase, tier: tier) { mistaken.storage[$0.offset] }
  }
}

extension [[Int]] {
  fileprivate func appending(_ axes: [Int]) -> [[Int]] { contains(axes) ? self : self + [axes] }
}
