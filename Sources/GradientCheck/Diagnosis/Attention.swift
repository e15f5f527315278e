// The function is an attention, softmax(c·Q·Kᵀ)·V with c = 1 or 1/√d, causal or not, of three inputs
// or of one in all three places, a token a row or a column: it is compared with one. Then its
// gradients, with dS = A·(dA − Σ A·dA), can be written wrongly in ways that have names.
//
// A. Vaswani et al., "Attention Is All You Need" (2017), equation 1.

import Gradus

extension Pattern {
  static let attentions: [Pattern] = [
    Pattern { e in
      guard let attention = Attention(e) else { return [] }
      return attention.mistakes(e)
    }
  ]
}

/// An attention and what its gradients are made of; a token a row.
private struct Attention {
  /// Which inputs are Q, K and V.
  let roles: [Int]
  let isTransposed: Bool
  let isCausal: Bool
  let scale: Double
  private let q, k, v, dy, weights: Tensor<Double>

  /// Compares the output with every attention of the inputs; nil if it is none.
  init?(_ e: Evidence) {
    let point = e.subject.point
    guard [1, 3].contains(point.count), e.output.rank == 2, point.allSatisfy({ $0.rank == 2 })
    else { return nil }
    let orders =
      point.count == 1
      ? [[0, 0, 0]] : [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
    for isTransposed in [false, true] {
      func rows(_ x: Tensor<Double>) -> Tensor<Double> { isTransposed ? x.transposed() : x }
      for roles in orders {
        let (q, k, v) = (rows(point[roles[0]]), rows(point[roles[1]]), rows(point[roles[2]]))
        let output = rows(e.output)
        guard q.shape[1] == k.shape[1], k.shape[0] == v.shape[0],
          output.shape == [q.shape[0], v.shape[1]]
        else { continue }
        for scale in [1, 1 / Double(q.shape[1]).squareRoot()] {
          for isCausal in q.shape[0] == k.shape[0] ? [false, true] : [false] {
            let weights = Self.weights(q, k, scale, isCausal: isCausal)
            let fits = zip(matmul(weights, v).storage, output.storage).allSatisfy {
              abs($0 - $1) <= 1e-12 * (1 + abs($1))
            }
            guard fits else { continue }
            (self.roles, self.isTransposed, self.isCausal) = (roles, isTransposed, isCausal)
            (self.scale, self.q, self.k, self.v) = (scale, q, k, v)
            (self.weights, dy) = (weights, rows(e.cotangent))
            return
          }
        }
      }
    }
    return nil
  }

  private static func weights(
    _ q: Tensor<Double>, _ k: Tensor<Double>, _ scale: Double, isCausal: Bool
  ) -> Tensor<Double> {
    var scores = scale * matmul(q, k.transposed())
    if isCausal {
      for i in 0..<scores.shape[0] {
        for j in i + 1..<max(scores.shape[1], i + 1) { scores[i, j] = -1e9 }
      }
    }
    return softmax(scores, along: 1)
  }

  /// Σ along an axis, which is kept.
  private func sum(_ x: Tensor<Double>, _ axis: Int) -> Tensor<Double> {
    x.summed(along: TensorAxes([axis]), keepingAxes: true)
  }

  /// The gradient that Q, K or V has for a gradient of the scores, and for weights.
  private func gradient(
    of role: Int, scores ds: Tensor<Double>, weights a: Tensor<Double>
  ) -> Tensor<Double> {
    let dx =
      role == 0
      ? scale * matmul(ds, k)
      : role == 1 ? scale * matmul(ds.transposed(), q) : matmul(a.transposed(), dy)
    return isTransposed ? dx.transposed() : dx
  }

  /// What mistakes would make of one input's gradient.
  func mistakes(_ e: Evidence) -> [Proposal] {
    let own = [0, 1, 2].filter { roles[$0] == e.input }
    let (a, da) = (weights, matmul(dy, v.transposed()))
    let right = a * (da - sum(a * da, 1))
    func all(_ ds: Tensor<Double>, _ a: Tensor<Double>) -> Tensor<Double> {
      own.dropFirst().reduce(gradient(of: own[0], scores: ds, weights: a)) {
        $0 + gradient(of: $1, scores: ds, weights: a)
      }
    }
    func softmaxed(
      _ kind: Diagnosis.Kind, _ phrase: String, _ ds: Tensor<Double>
    ) -> Proposal { e.comparing(kind, phrase, all(ds, a)) }
    var found = [
      softmaxed(.termMissing, "a·da: Σ a·da of the attention's softmax is missing", a * da),
      softmaxed(
        .diagonal, "only the Jacobian's diagonal of the attention's softmax", a * (1 - a) * da),
      softmaxed(
        .termSign, "plus where − Σ a·da of the attention's softmax belongs",
        a * (da + sum(a * da, 1))),
      softmaxed(
        .localDerivative, "the a before the bracket of the attention's softmax is missing",
        da - sum(a * da, 1)),
      softmaxed(.localDerivative, "the derivative of the attention's softmax is missing", da),
      softmaxed(
        .wrongAxis, "Σ a·da of the attention's softmax goes along the queries, not the keys",
        a * (da - sum(a * da, 0))),
      softmaxed(
        .factor, "Σ a·da of the attention's softmax is averaged",
        a * (da - sum(a * da, 1) / Double(a.shape[1]))),
    ]
    if isCausal {
      let open = Self.weights(q, k, scale, isCausal: false)
      let ds = open * (da - sum(open * da, 1))
      for (ds, a) in [(ds, a), (ds, open), (right, open)] {
        found.append(
          e.comparing(.mask, "the attention's mask is missing on the way back", all(ds, a)))
      }
    }
    if own.count == 1, q.shape[0] == k.shape[0] {
      let turned = gradient(of: own[0], scores: right.transposed(), weights: a.transposed())
      found.append(
        e.comparing(
          .transposed,
          "the attention's weights, or their gradient, are not transposed, or once too "
            + "often", turned))
    }
    if own.count == 3 {
      let names = ["query", "key", "value"]
      for parts in [[0], [1], [2], [0, 1], [0, 2], [1, 2]] {
        let sum = parts.dropFirst().reduce(gradient(of: parts[0], scores: right, weights: a)) {
          $0 + gradient(of: $1, scores: right, weights: a)
        }
        let missing = [0, 1, 2].filter { !parts.contains($0) }.map { names[$0] }
        found.append(
          e.comparing(
            .termMissing, "the share as \(missing.joined(separator: " and ")) is missing", sum))
      }
    }
    return found
  }
}
