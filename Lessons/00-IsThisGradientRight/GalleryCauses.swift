// The causes that the checker knows by name, each brought about once.

import GradientCheck
import Gradus

extension Exhibit {
  static let causes: [Exhibit] = [
    Exhibit(.sign, "The residual is t − z instead of z − t.") {
      let t = random([1, 7], 2)
      return check(random([1, 7]), { pow($0 - t, 2).mean() }) { z, dL in
        dL * 2 * (t - z) / 7
      }
    },
    Exhibit(.factor, "A mean of squares has 4/m where 2/m belongs.") {
      check(random([1, 7]), { pow($0, 2).mean() }) { z, dL in dL * 4 * z / 7 }
    },
    Exhibit(.zero, "A weight is detached, so the graph never reaches it.") {
      checkGradient(at: [("w", random([3, 2]))]) { tanh($0[0].detached) }
    },
    Exhibit(.value, "The loss itself is handed back for its derivative.") {
      let w: Tensor<Double> = [0.7, -0.2]
      let loss = pow(w, 2).summed()
      return checkGradient(
        at: [("w", w)], options: CheckOptions(constants: ["the loss": loss.scalar]),
        forward: { pow($0[0], 2).summed() }
      ) { p, dL in [dL * loss * .ones(p[0].shape)] }
    },
    Exhibit(.transposed, "X·dYᵀ, reshaped until it fits.") {
      checkLinear(dW: { X, dY in matmul(X, dY.transposed()).reshaped([3, 2]) })
    },
    Exhibit(.reversed, "A correlation has the kernel gradient of a convolution.") {
      let x = random([11], 2)
      let windows = (0..<5).map { x.sliced($0..<$0 + 7) }
      return check(
        random([5]), { w in (1..<5).reduce(w[0] * windows[0]) { $0 + w[$1] * windows[$1] } }
      ) { _, dy in Tensor(windows.reversed().map { (dy * $0).summed().scalar }) }
    },
    Exhibit(.exchanged, "RGBA becomes BGRA, and its gradient does not go back.") {
      check(random([4, 5]), { $0.gathered([2, 1, 0, 3], along: 0) }) { _, dy in dy }
    },
    Exhibit(.shifted, "A delay line forgets to move its gradient back.") {
      check(random([5]), { $0.gathered([4, 0, 1, 2, 3], along: 0) }) { _, dy in dy }
    },
    Exhibit(.otherInput, "The line for dx is copied for dy.") {
      checkGradient(
        at: [("x", random([2, 3])), ("y", random([2, 3], 2))], forward: { $0[0] * $0[1] }
      ) { p, dz in [dz * p[1], dz * p[1]] }
    },
    Exhibit(.upstreamIgnored, "tanh returns 1 − y², whatever arrives from above.") {
      check(random([3, 5]), { tanh($0) }) { x, _ in 1 - pow(tanh(x), 2) }
    },
    Exhibit(.overwritten, "A loop over the examples has = where += belongs.") {
      checkLinear(db: { $0.sliced(4..<5, along: 1) })
    },
    Exhibit(.shareMissing, "A loop over the examples begins at 1.") {
      checkLinear(db: { $0.sliced(1..<5, along: 1).summed(along: 1, keepingAxes: true) })
    },
    Exhibit(.diagonal, "Softmax as if every output saw its own score alone.") {
      check(random([3, 5]), { softmax($0) }) { x, dy in dy * softmax(x) * (1 - softmax(x)) }
    },
    Exhibit(.unreduced, "A bias's gradient is not summed over the batch.") {
      checkLinear(db: { $0 })
    },
    Exhibit(.localDerivative, "A sigmoid passes on what it gets.") {
      check(random([3, 5]), { sigmoid($0) }) { _, dy in dy }
    },
    Exhibit(.meanTerm, "BatchNorm takes its mean for a constant.") {
      checkBatchNorm(mean: 0, variance: 1)
    },
    Exhibit(.varianceTerm, "BatchNorm takes its variance for one.") {
      checkBatchNorm(mean: 1, variance: 0)
    },
    Exhibit(.meanAndVarianceTerms, "BatchNorm takes both.") {
      checkBatchNorm(mean: 0, variance: 0)
    },
    Exhibit(.weightDecay, "The gradient has weight decay and the loss has none.") {
      check(random([3, 5]), { tanh($0).mean() }) { w, dL in
        dL * ((1 - pow(tanh(w), 2)) / 15 + 0.01 * w)
      }
    },
    Exhibit(.target, "A cross-entropy's gradient forgets the −y.") {
      let labels = Tensor<Int>([2, 0, 1, 1, 2])
      return check(random([3, 5]), { -logSoftmax($0).gathered(byLabel: labels).mean() }) {
        z, dL in dL * softmax(z) / 5
      }
    },
  ]
}
