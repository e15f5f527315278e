// The exercises of chapter 5: batch normalisation backwards, three times.

import Gradus

extension Exercise {
  private static let engine: Set<String> = [
    "batchNorm", "batchNormInputGradient", "batchNormWeightGradient", "Normalisation",
    "BatchNorm1d",
    "BatchNorm2d",
  ]

  static let chapter5 = [
    Exercise(
      "05.2", "the backward pass of batch normalisation",
      call: "[batchNormGradient(a[0], gamma: a[1], epsilon: a[2].scalar, a[3])]",
      section: "book/05-batchnorm.md#folding-it-up", forbidden: engine,
      hints: [
        "On how many ways does one x reach the outputs of its row?",
        "Three: its own x̂, the mean and the variance. Two of them give means over the row, of dy and "
          + "of dy·x̂.",
        "x.mean(along: 1, keepingAxes: true) goes with every column; sqrt; γ/s comes last.",
      ],
      cases: { student, variation in
        batchNormCases({ student($0, $1, Tensor($2), $3) }, variation)
      }),
    Exercise(
      "05.7", "batch normalisation backwards, node by node",
      frame: helpers + """

        struct Forward {
          let mu, c, q, v, s, r, xh, g: Tensor<Double>
          init(_ x: Tensor<Double>, _ gamma: Tensor<Double>, _ epsilon: Double) {
            mu = mean(x)
            c = x - mu
            q = c * c
            v = mean(q)
            s = sqrt(v + epsilon)
            r = 1 / s
            xh = c * r
            g = gamma * xh
          }
        }
        struct Backward {
          let dbeta, dg, dgamma, dxh, dr, dc1, ds, dv, dq, dc2, dc, dmu, dx: Tensor<Double>
          init(_ f: Forward, _ gamma: Tensor<Double>, _ dy: Tensor<Double>) {
            let n = Double(dy.shape[1])
            // SLOT
          }
        }
        """,
      call: """
        [Backward(Forward(a[0], a[1], a[2].scalar), a[1], a[3])].flatMap { [$0.dx, $0.dgamma, $0.dbeta] }
        """,
      section: "book/05-batchnorm.md#backward-node-by-node", forbidden: engine,
      hints: [
        "Which node is used twice, and what does that mean for its gradient?",
        "One node at a time, backwards: its own derivative times what arrives. c is used by x̂ and by "
          + "q: its two shares, dc₁ and dc₂, add up.",
        "f.c, f.r, f.s and f.xh hold the forward values; sum(…) along a row where a number was "
          + "repeated; .ones(dy.shape) repeats one.",
      ],
      cases: { bothWaysCases($0, $1) }),
    Exercise(
      "05.8", "batch normalisation backwards, in closed form",
      frame: helpers + """

        func compact(
          _ x: Tensor<Double>, _ gamma: Tensor<Double>, _ dy: Tensor<Double>, epsilon: Double
        ) -> (dx: Tensor<Double>, dgamma: Tensor<Double>, dbeta: Tensor<Double>) {
          // SLOT
        }
        """,
      call: """
        [compact(a[0], a[1], a[3], epsilon: a[2].scalar)].flatMap { [$0.dx, $0.dgamma, $0.dbeta] }
        """,
      section: "book/05-batchnorm.md#folding-it-up", forbidden: engine,
      hints: [
        "What is left of dy if neither the mean nor the spread of a row can be changed by it?",
        "dx is γ/s times dy, less its mean, less its share along x̂.",
        "mean(…) and sum(…) along the rows, sqrt; return (dx, dγ, dβ).",
      ],
      cases: { bothWaysCases($0, $1) }),
  ]

  private static let helpers = """
    func mean(_ x: Tensor<Double>) -> Tensor<Double> { x.mean(along: 1, keepingAxes: true) }
    func sum(_ x: Tensor<Double>) -> Tensor<Double> { x.summed(along: 1, keepingAxes: true) }
    """
}
