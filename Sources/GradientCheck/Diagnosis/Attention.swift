// The function is an attention, softmax(c·Q·Kᵀ)·V with c = 1 or 1/√d, causal or not, of three inputs
// or of one in all three places, a token a row or a column: it is compared with one. Then its
// gradients, with dS = A·(dA − Σ A·dA), can be written wrongly in ways that have names.
//
// A. Vaswani et al., "Attention Is All You Need" (2017), equation 1.

import Gradus

extension Evidence {
  var attentionMistakes: [Proposal] {
    guard let attention = Attention(self) else { return [] }
    return attention.softmaxMistakes(self) + attention.maskMistakes(self)
      + attention.transpositions(self) + attention.missingShares(self)
  }
}

/// An attention and what its gradients are made of; a token a row.
private struct Attention {
  /// Which inputs are Q, K and V.
  private let roles: [Int]
  private let isTransposed: Bool
  private let isCausal: Bool
  private let scale: Double
  private let q, k, v, weights: Tensor<Double>
  private let dy: Tensor<Double>

  /// The places of Q, K and V in which the input under test stands.
  private let own: [Int]

  /// Compares the output with every attention of the inputs; nil if it is none.
  init?(_ e: Evidence) {
    let count = e.subject.point.count
    guard [1, 3].contains(count), e.output.rank == 2, e.subject.point.allSatisfy({ $0.rank == 2 })
    else { return nil }
    let orders =
      count == 1
      ? [[0, 0, 0]] : [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
    let kinds = [(false, false), (false, true), (true, false), (true, true)]
    for isTransposed in [false, true] {
      for roles in orders {
        for (isScaled, isCausal) in kinds {
          let attention = Attention(
            e, roles, isTransposed: isTransposed, isScaled: isScaled, isCausal: isCausal)
          guard let attention else { continue }
          self = attention
          return
        }
      }
    }
    return nil
  }

  /// One of them; nil if shapes do not fit, or it is another function.
  private init?(_ e: Evidence, _ roles: [Int], isTransposed: Bool, isScaled: Bool, isCausal: Bool) {
    func rows(_ x: Tensor<Double>) -> Tensor<Double> { isTransposed ? x.transposed() : x }
    let x = roles.map { rows(e.subject.point[$0]) }
    let (q, k, v) = (x[0], x[1], x[2])
    guard q.shape[1] == k.shape[1], k.shape[0] == v.shape[0], !isCausal || q.shape[0] == k.shape[0]
    else { return nil }
    let scale = isScaled ? 1 / Double(q.shape[1]).squareRoot() : 1
    let weights = Self.weights(q, k, scale, isCausal: isCausal)
    guard matmul(weights, v).isNearly(rows(e.output)) else { return nil }
    (self.roles, self.isTransposed, self.isCausal) = (roles, isTransposed, isCausal)
    (self.scale, self.q, self.k, self.v) = (scale, q, k, v)
    (self.weights, dy) = (weights, rows(e.cotangent))
    own = [0, 1, 2].filter { roles[$0] == e.input }
  }

  private static func weights(
    _ q: Tensor<Double>, _ k: Tensor<Double>, _ scale: Double, isCausal: Bool
  ) -> Tensor<Double> {
    var scores = scale * matmul(q, k.transposed())
    if isCausal {
      for i in 0..<scores.shape[0] {
        for j in 0..<scores.shape[1] where j > i { scores[i, j] = -1e9 }
      }
    }
    return softmax(scores, along: 1)
  }

  /// The gradient of the weights, dA.
  private var da: Tensor<Double> { matmul(dy, v.transposed()) }

  /// The gradient of the scores, dS, for some weights.
  private func ds(_ a: Tensor<Double>) -> Tensor<Double> { a * (da - (a * da).sum(over: [1])) }

  /// The gradient of the input in some of its places, for a gradient of the scores and for weights.
  private func gradient(
    as places: [Int], scores ds: Tensor<Double>, weights a: Tensor<Double>
  ) -> Tensor<Double> {
    func gradient(as place: Int) -> Tensor<Double> {
      let dx =
        switch place {
        case 0: scale * matmul(ds, k)
        case 1: scale * matmul(ds.transposed(), q)
        default: matmul(a.transposed(), dy)
        }
      return isTransposed ? dx.transposed() : dx
    }
    return places.dropFirst().reduce(gradient(as: places[0])) { $0 + gradient(as: $1) }
  }

  func softmaxMistakes(_ e: Evidence) -> [Proposal] {
    let (a, da) = (weights, da)
    let sum = (a * da).sum(over: [1])
    let mistakes: [(Diagnosis.Kind, String, Tensor<Double>)] = [
      (.termMissing, "a·da: Σ a·da of the attention's softmax is missing", a * da),
      (.diagonal, "only the Jacobian's diagonal of the attention's softmax", a * (1 - a) * da),
      (.termSign, "plus where − Σ a·da of the attention's softmax belongs", a * (da + sum)),
      (
        .localDerivative, "the a before the bracket of the attention's softmax is missing",
        da - sum
      ),
      (.localDerivative, "the derivative of the attention's softmax is missing", da),
      (
        .wrongAxis, "Σ a·da of the attention's softmax goes along the queries, not the keys",
        a * (da - (a * da).sum(over: [0]))
      ),
      (
        .factor, "Σ a·da of the attention's softmax is averaged",
        a * (da - sum / Double(a.shape[1]))
      ),
    ]
    return mistakes.map { kind, phrase, ds in
      e.comparing(kind, phrase, gradient(as: own, scores: ds, weights: a))
    }
  }

  func maskMistakes(_ e: Evidence) -> [Proposal] {
    guard isCausal else { return [] }
    let open = Self.weights(q, k, scale, isCausal: false)
    return [(ds(open), weights), (ds(open), open), (ds(weights), open)].map { ds, a in
      e.comparing(
        .mask, "the attention's mask is missing on the way back",
        gradient(as: own, scores: ds, weights: a))
    }
  }

  func transpositions(_ e: Evidence) -> [Proposal] {
    guard own.count == 1, q.shape[0] == k.shape[0] else { return [] }
    return [
      e.comparing(
        .transposed,
        "the attention's weights, or their gradient, are not transposed, or once too often",
        gradient(as: own, scores: ds(weights).transposed(), weights: weights.transposed()))
    ]
  }

  /// Of one input in all three places, one place's share or two are missing.
  func missingShares(_ e: Evidence) -> [Proposal] {
    guard own.count == 3 else { return [] }
    let names = ["query", "key", "value"]
    return [[0], [1], [2], [0, 1], [0, 2], [1, 2]].map { parts in
      let missing = own.filter { !parts.contains($0) }.map { names[$0] }
      return e.comparing(
        .termMissing, "the share as \(missing.joined(separator: " and ")) is missing",
        gradient(as: parts, scores: ds(weights), weights: weights))
    }
  }
}
