// What it takes to write an operation of one's own, from outside the engine: one forward, and a line
// for each pullback. The book shows it as an example (architecture.md).

import GradientCheck
import Gradus
import Testing

// ANCHOR: operation
/// The softplus log(1 + eˣ) of every element, which cannot overflow.
func softplus<Scalar: TensorScalar>(_ x: Tensor<Scalar>) -> Tensor<Scalar> {
  relu(x) + log(1 + exp(-abs(x)))
}

func softplus<Scalar>(_ x: Variable<Scalar>) -> Variable<Scalar> {
  let a = x.value
  return Variable(
    softplus(a), Edge(x) { dy in dy * sigmoid(a) })  // dx = dy·σ(x)
}
// ANCHOR_END: operation

@Suite struct NewOperationTests {
  @Test("By hand: log 2 at 0, x itself far to the right, 0 far to the left")
  func values() {
    let y = softplus(Tensor<Double>([0, 800, -800]))
    #expect(y.isClose(to: [0.6931471805599453, 800, 0], within: 1e-15))
    #expect(softplus(Tensor<Float>([88])).scalar == 88)
  }

  @Test("Its gradient is that of its values")
  func gradient() {
    let x = Variable<Double>([[-1.5, 0.25, 2], [0.5, -3, 1]])
    let report = checkGradient(of: [("x", x)]) { softplus(x) }
    #expect(report.passes, "\(report)")
  }
}
