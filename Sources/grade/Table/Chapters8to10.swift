// The exercises of chapters 8 to 10.

import Gradus

extension Exercise {
  static let chapters8to10 = [
    Exercise(
      "08.5", "the gradient of a smoothed cross-entropy",
      call: "[labelSmoothingGradient(a[0], labels: a[1].integers, epsilon: a[2].scalar)]",
      section: "book/08-lenet5.md#from-ten-scores-to-one-number", forbidden: ["crossEntropy"],
      hints: [
        "Where does the chapter's derivation use that a column of t has the sum 1?",
        "It holds for smoothed columns too: dz is p − t, over N.",
        "softmax(z), Tensor.oneHot(labels, classes: C), z.shape.",
      ],
      cases: { student, variation in
        labelSmoothingCases(
          { z, labels, epsilon in
            student(z, Tensor(labels.scalars.map { Double($0) }), Tensor(epsilon))
          }, variation)
      }),
    Exercise(
      "08.7", "LeNet-5, put together",
      frame: """
        func lenet5(using generator: inout RandomGenerator) -> Sequential<Float> {
          // SLOT
        }
        func scored(_ a: [Tensor<Double>]) -> [Tensor<Double>] {
          var generator = RandomGenerator(seed: UInt64(a[0].scalar))
          let model = lenet5(using: &generator)
          let x = Tensor<Float>(shape: a[1].shape, scalars: a[1].scalars.map { Float($0) })
          return ([model(x, .evaluation).value] + model.parameters.map(\\.value)).map {
            Tensor(shape: $0.shape, scalars: $0.scalars.map { Double($0) })
          }
        }
        """,
      call: "scored(a)", section: "book/08-lenet5.md#five-layers-that-learn",
      hints: [
        "32×32 pixels, kernels of 5×5 without padding: how large are the maps behind each layer?",
        "Twice: convolution, rectifier, pooling of 2×2, with 6 and 16 kernels. Then 400, 120, 84 and "
          + "10 units.",
        "Sequential(inputShape:) { … }; Conv2d and Linear take the numbers of inputs and "
          + "outputs, and using: &generator; ReLU(), MaxPool2d(2), Flatten().",
      ],
      cases: { lenetCases($0, $1) }),
    Exercise(
      "08.8", "the gradient of the cross-entropy",
      frame: """
        func answer(
          _ logProbabilities: Tensor<Double>, targets: Tensor<Int>, examples: Int, dL: Tensor<Double>
        ) -> Tensor<Double> {
          // SLOT
        }
        """,
      call: """
        [answer(logSoftmax(a[0]), targets: a[1].integers, examples: a[1].count, dL: a[2])]
        """,
      section: "book/08-lenet5.md#from-ten-scores-to-one-number", forbidden: ["crossEntropy"],
      formulas: ["dz = (softmax(z) − one-hot)/N"],
      hints: [
        "What should happen to the score of the right class, and what to all others?",
        "dz = (p − one-hot)/N, times dL. The log-probabilities are at hand; p is not far.",
        "exp(logProbabilities), Tensor.oneHot(targets, classes: …), Scalar(examples).",
      ],
      cases: { crossEntropyCases($0, $1) }),
    Exercise(
      "09.5", "the way back through a residual block",
      call: "[residualGradient(a[0], W1: a[1], W2: a[2], dy: a[3])]",
      section: "book/09-residual-networks.md#a-way-past-the-layers", forbidden: [],
      hints: [
        "The sum sends dy both ways. What happens to it on each?",
        "Along the shortcut nothing; along the other, W₂ᵀ first, then the slope of tanh at W₁·x, then W₁ᵀ.",
        "matmul(a.transposed(), b), tanh(matmul(W1, x)), dy + …",
      ],
      cases: { student, variation in residualCases({ student($0, $1, $2, $3) }, variation) }),
    Exercise(
      "10.7", "the loops with the examples innermost",
      frame: """
        struct Problem {
          let channels, height, width, outputs, size, examples: Int
          let X, W: [Float]
          var rows: Int { height - size + 1 }
          var columns: Int { width - size + 1 }

          func inOrder() -> [Float] {
            var Y = [Float](repeating: 0, count: outputs * rows * columns * examples)
            for o in 0..<outputs {
              for h in 0..<rows {
                for w in 0..<columns {
                  // SLOT
                }
              }
            }
            return Y
          }
        }
        func convolved(_ a: [Tensor<Double>]) -> [Tensor<Double>] {
          let (x, w) = (a[0].shape, a[1].shape)
          let problem = Problem(
            channels: x[0], height: x[1], width: x[2], outputs: w[0], size: w[2], examples: x[3],
            X: a[0].scalars.map { Float($0) }, W: a[1].scalars.map { Float($0) })
          return [
            Tensor(
              shape: [w[0], problem.rows, problem.columns, x[3]],
              scalars: problem.inOrder().map { Double($0) })
          ]
        }
        """,
      call: "convolved(a)", section: "book/10-from-loops-to-peak.md#third-rung-memorys-order",
      forbidden: ["conv2d", "Conv2d"],
      hints: [
        "Which numbers stand side by side in memory?",
        "Everything is row-major with the examples last: Y[o, h, w, n] stands at ((o·rows + h)·columns "
          + "+ w)·examples + n. One weight serves a whole row of examples.",
        "Loops over c, i and j, and n innermost, which adds to the examples of one place of Y.",
      ],
      cases: { orderCases($0, $1) }),
  ]
}
