// The exercises of chapters 3 and 4.

import Gradus

extension Exercise {
  static let chapters3and4 = [
    Exercise(
      "03.5", "the gradient of a staircase by its edges",
      call: "[edgeGradient(a[0], at: a[1], steps: a[2], steepness: a[3].scalar, a[4])]",
      section: "book/03-universal-approximation.md#let-descent-find-it", forbidden: ["staircase"],
      hints: [
        "An edge moves to the right: does the staircase rise or fall there?",
        "The chain: dg through the step, through σ′ = σ(1 − σ), through s·(x − e), whose derivative "
          + "by e is −s; then a sum over the inputs.",
        "matmul(a.transposed(), dg) has a row for every unit; summed(along: 1, keepingAxes: true).",
      ],
      cases: { student, variation in
        edgeCases({ student($0, $1, $2, Tensor($3), $4) }, variation)
      }),
    Exercise(
      "03.7", "a staircase as a network",
      frame: """
        struct Staircase {
          let edges: [Double]
          let levels: [Double]
          let steepness: Double
          var network: Sequential<Double> {
            // SLOT
          }
        }
        """,
      call: """
        [Staircase(edges: a[0].scalars, levels: a[1].scalars, steepness: a[2].scalar)
          .network(a[3], .evaluation).value]
        """,
      section: "book/03-universal-approximation.md#by-hand-two-sigmoids-make-a-bump",
      hints: [
        "g(x) = l₀ + Σ (lₖ − lₖ₋₁)·σ(s·(x − eₖ)): which layer does each sign belong to?",
        "The first layer computes s·x − s·eₖ for every unit; the last one weighs the units by the "
          + "steps and starts from l₀.",
        "Linear(weight: [outputs, inputs], bias: [outputs]); Sigmoid(); zip(levels.dropFirst(), "
          + "levels).",
      ],
      cases: { staircaseNetworkCases($0, $1) }),
    Exercise(
      "04.5", "the gradient of a squared error behind a sigmoid",
      call: "[squaredSigmoidGradient(a[0], a[1])]",
      section: "book/04-logic-gates.md#the-gradients-by-hand", forbidden: ["squaredSigmoid"],
      hints: [
        "What does the loss see of z?", "Two links: 2(y − t)/n by the output, and y(1 − y) to z.",
        "sigmoid(z), once; products entry by entry; t.count.",
      ],
      cases: { student, variation in squaredSigmoidCases({ student($0, $1) }, variation) }),
    Exercise(
      "04.7", "backpropagation through two layers",
      frame: """
        struct TwoLayers {
          let W1, b1, W2, b2: Tensor<Double>
          func gradients(_ X: Tensor<Double>, _ t: Tensor<Double>) -> [Tensor<Double>] {
            // SLOT
          }
        }
        """,
      call: "TwoLayers(W1: a[0], b1: a[1], W2: a[2], b2: a[3]).gradients(a[4], a[5])",
      section: "book/04-logic-gates.md#the-gradients-by-hand",
      forbidden: ["binaryCrossEntropy", "Linear"],
      hints: [
        "Begin at the end: what is the gradient by z of the mean cross-entropy?",
        "dz, then the second layer's dW₂ and db₂; dh through W₂; ds through the slope of tanh; then "
          + "the first layer's.",
        "matmul, transposed(), 1 - h * h, summed(along: 1, keepingAxes: true); return them as "
          + "[dW1, db1, dW2, db2].",
      ],
      cases: { backpropagationCases($0, $1) }),
    Exercise(
      "04.8", "a full adder of NANDs",
      frame: """
        struct Gate0 {
          func callAsFunction(_ a: Tensor<Double>, _ b: Tensor<Double>) -> Tensor<Double> { 1 - a * b }
        }
        let nand = Gate0()
        func sum(
          _ a: Tensor<Double>, _ b: Tensor<Double>, carry c: Tensor<Double>
        ) -> (sum: Tensor<Double>, carry: Tensor<Double>) {
          // SLOT
        }
        """,
      call: "[sum(a[0], a[1], carry: a[2])].flatMap { [$0.sum, $0.carry] }",
      section: "book/04-logic-gates.md#one-gate-is-enough",
      hints: [
        "How many NANDs make an XOR, and which of them does the carry need anyway?",
        "XOR twice: of a and b, then of that and c. The carry is 1 if one of the two first NANDs "
          + "is 0.",
        "nand(a, b) is the only tool; nine of them do. Return (sum: …, carry: …).",
      ],
      cases: { adderCases($0, $1) }),
    Exercise(
      "04.9", "the gradient of the binary cross-entropy",
      frame: """
        func answer(
          _ z: Tensor<Double>, targets: Tensor<Double>, dL: Tensor<Double>
        ) -> Tensor<Double> {
          // SLOT
        }
        """,
      call: "[answer(a[0], targets: a[1], dL: a[2])]",
      section: "book/01-regression.md#from-numbers-to-classes",
      forbidden: ["binaryCrossEntropy"], formulas: ["dz = (σ(z) − t)/n"],
      hints: [
        "What is left of the logarithm's slope 1/σ when the sigmoid's σ(1 − σ) has been through it?",
        "Of −t·log σ(z) − (1 − t)·log(1 − σ(z)) the derivative by z is the probability less the "
          + "target; the mean divides it by n, and dL goes with it.",
        "sigmoid(z), targets, Scalar(z.count).",
      ],
      cases: { binaryCrossEntropyCases($0, $1) }),
  ]
}
