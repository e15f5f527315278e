// The gradients of a network with one hidden layer, derived on paper, as Rumelhart, Hinton and
// Williams (1986) have them: what arrives from above is sent back through W₂, through the
// derivative of tanh, 1 − h², and meets what the layer saw.

import GradientCheck
import Gradus
import LessonKit

/// y = σ(W₂·tanh(W₁·X + b₁) + b₂), with its gradients by hand.
struct TwoLayers {
  let W1: Tensor<Double>  // [hidden, inputs]
  let b1: Tensor<Double>  // [hidden, 1]
  let W2: Tensor<Double>  // [1, hidden]
  let b2: Tensor<Double>  // [1, 1]

  init(_ p: [Tensor<Double>]) { (W1, b1, W2, b2) = (p[0], p[1], p[2], p[3]) }

  func loss(_ X: Tensor<Double>, _ t: Tensor<Double>) -> Double {
    let z = matmul(W2, tanh(matmul(W1, X) + b1)) + b2
    return (t * log(1 + exp(-z)) + (1 - t) * log(1 + exp(z))).mean().scalar
  }

  /// dW₁, db₁, dW₂ and db₂.
  func gradients(_ X: Tensor<Double>, _ t: Tensor<Double>) -> [Tensor<Double>] {
    // BEGIN SOLUTION 04.7 points=6
    // ANCHOR: by-hand
    let h = tanh(matmul(W1, X) + b1)
    let z = matmul(W2, h) + b2

    let dz = (sigmoid(z) - t) / Double(t.count)
    let dW2 = matmul(dz, h.transposed())  // dW₂ = dz·hᵀ
    let db2 = dz.summed(along: 1, keepingAxes: true)  // db₂ = Σ dz
    let dh = matmul(W2.transposed(), dz)  // dh = W₂ᵀ·dz
    let ds = dh * (1 - h * h)  // ds = dh ∘ (1 − h²)
    let dW1 = matmul(ds, X.transposed())  // dW₁ = ds·Xᵀ
    let db1 = ds.summed(along: 1, keepingAxes: true)  // db₁ = Σ ds
    // ANCHOR_END: by-hand
    return [dW1, db1, dW2, db2]
    // END SOLUTION
  }
}

extension LogicGates {
  /// Holds the gradients derived on paper to numeric ones.
  func checkGradients(into record: inout RunRecord) throws {
    // Another machine rounds otherwise.
    let check = try record.result("check", within: nil) {
      var generator = generator(start: 0)
      let p = network(hidden: 2, using: &generator).parameters.map(\.value)
        .map { $0.rank == 1 ? $0.reshaped([-1, 1]) : $0 }
      let t = Gate.xor.t
      // ANCHOR: check
      let report = checkGradient(
        at: [("W1", p[0]), ("b1", p[1]), ("W2", p[2]), ("b2", p[3])],
        forward: { p in Tensor(TwoLayers(p).loss(corners, t)) },
        backward: { p, dL in TwoLayers(p).gradients(corners, t).map { dL * $0 } })
      // ANCHOR_END: check
      guard report.passes else { throw LessonError("the derivation is wrong: \(report)") }
      return "\(report)"
    }
    record.output("check", check)
    print("\(check)\n")
  }
}
