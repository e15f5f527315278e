// The exercises of chapter 1.

import Gradus

extension Exercise {
  static let chapter1 = [
    Exercise(
      "01.5", "the gradient of the Huber loss",
      call: "[huberGradient(a[0], a[1], delta: a[2].scalar)]",
      section: "book/01-regression.md#downhill-by-hand", forbidden: ["huber"],
      hints: [
        "What is the slope of ℓ at a small error, and what at a large one, on either side?",
        "ℓ′(e) is e between −δ and δ, and there it stops growing; the mean divides by n.",
        "clamp(e, -delta...delta), and t.count.",
      ],
      cases: { student, variation in
        huberCases({ student($0, $1, Tensor($2)) }, variation)
      }),
    Exercise(
      "01.7", "the gradients of a linear model",
      frame: modelFrame(
        for: """
          func gradients(
            of model: LinearModel, _ data: Examples
          ) -> (dw: Tensor<Double>, db: Tensor<Double>) {
            // SLOT
          }
          let gradient = { @Sendable (z: Tensor<Double>, t: Tensor<Double>) in
            2 / Double(t.count) * (z - t)
          }
          """),
      call: """
        [Objective()].flatMap { (objective: Objective) -> [Tensor<Double>] in
          let (dw, db) = objective.gradients(
            of: LinearModel(w: a[0], b: a[1]), Examples(X: a[2], t: a[3]))
          return [dw, db]
        }
        """,
      section: "book/01-regression.md#downhill-by-hand", forbidden: ["mse", "Linear"],
      hints: [
        "Which scores change when one weight does, and by how much each?",
        "The chain rule from z = w·X + b: a weight has a share from every example, and so has the "
          + "bias. The gradient by the scores, dz, holds the mean's 1/n already.",
        "gradient(model(data.X), data.t) is dz; matmul, transposed(), and summed(along: 1, "
          + "keepingAxes: true).",
      ],
      cases: { linearCases($0, $1) }),
    Exercise(
      "01.8", "gradient descent",
      frame: modelFrame(
        for: """
          func gradients(
            of model: LinearModel, _ data: Examples
          ) -> (dw: Tensor<Double>, db: Tensor<Double>) {
            let (w, b) = (Variable(model.w), Variable(model.b))
            let e = matmul(w, Variable(data.X)) + b - Variable(data.t)
            let g = (e * e).mean().gradients(of: [w, b])
            return (g[0], g[1])
          }
          """) + """

          func descendByHand(
            _ objective: Objective, _ data: Examples, rate: Double, epochs: Int
          ) -> [LinearModel] {
            // SLOT
          }
          """,
      call: """
        [descendByHand(Objective(), Examples(X: a[0], t: a[1]), rate: a[2].scalar, epochs: Int(a[3].scalar))]
          .flatMap { path in
            path.suffix(1).reduce([Tensor(Double(path.count))]) { $0 + [$1.w, $1.b] }
          }
        """,
      section: "book/01-regression.md#downhill-by-hand", allowed: ["gradients"],
      hints: [
        "Where does descent begin, and how many models does it pass through in n epochs?",
        "In every epoch: gradients of the present model, then a step of both parameters against them.",
        "LinearModel(w: .zeros(…), b: .zeros([1, 1])), objective.gradients(of:_:), path.append.",
      ],
      cases: { descentCases($0, $1) }),
    Exercise(
      "01.9", "the gradient of the mean squared error",
      frame: """
        func answer(_ error: Tensor<Double>, dL: Tensor<Double>) -> Tensor<Double> {
          // SLOT
        }
        """,
      call: "[answer(a[0] - a[1], dL: a[2])]", section: "book/01-regression.md#downhill-by-hand",
      forbidden: ["mse"], formulas: ["dz = 2(z − t)/n"],
      hints: [
        "How does a mean of squares change when one of its numbers does?",
        "Of the n squares only one has this number in it: its derivative, over n, times dL.",
        "error holds z − t; error.count; Scalar(…) turns a count into a number of the tensor's kind.",
      ],
      cases: { squaredErrorCases($0, $1) }),
  ]

  /// A linear model and an objective with some functions.
  private static func modelFrame(for functions: String) -> String {
    """
    struct Examples { let X, t: Tensor<Double> }
    struct LinearModel {
      var w: Tensor<Double>
      var b: Tensor<Double>
      func callAsFunction(_ X: Tensor<Double>) -> Tensor<Double> { matmul(w, X) + b }
    }
    struct Objective {
    \(functions)
    }
    """
  }
}
