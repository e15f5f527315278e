// The exercises of chapter 7.

import Gradus

extension Exercise {

  static let chapter7 = [
    Exercise(
      "07.5", "the gradient that reaches a fake", call: "[foolingGradient(a[0], W: a[1], u: a[2])]",
      section: "book/07-gan.md#gradients-through-two-networks",
      forbidden: ["foolingLoss", "binaryCrossEntropy"],
      hints: [
        "The discriminator stands still. What of the chain is left?",
        "By z it is D − 1, over n; back through u, through the two slopes of leaky, through W.",
        "matmul(transposed: W, …), u.transposed(), Tensor(h .> 0).",
      ],
      cases: { student, variation in foolingCases({ student($0, $1, $2) }, variation) }),
    Exercise(
      "07.7", "the discriminator's loss",
      frame: """
        func discriminatorLoss<Scalar>(
          real: Variable<Scalar>, fake: Variable<Scalar>
        ) -> Variable<Scalar> {
          // SLOT
        }
        """,
      call: "[discriminatorLoss(real: Variable(a[0]), fake: Variable(a[1])).value]",
      section: "book/07-gan.md#two-networks-and-one-number",
      hints: [
        "What does the discriminator want to say of real examples, and what of fakes?",
        "Two mean cross-entropies, one with the targets 1 and one with 0, and their sum.",
        "binaryCrossEntropy(logits:targets:), .ones(real.shape), .zeros(fake.shape).",
      ],
      cases: { discriminatorLossCases($0, $1) }),
    Exercise(
      "07.8", "the generator's two losses",
      frame: """
        enum GeneratorLoss {
          case saturating, flipped
          func callAsFunction<Scalar>(_ z: Variable<Scalar>) -> Variable<Scalar> {
            // SLOT
          }
        }
        """,
      call: """
        [GeneratorLoss.saturating(Variable(a[0])).value, GeneratorLoss.flipped(Variable(a[0])).value]
        """,
      section: "book/07-gan.md#why-the-loss-is-flipped",
      hints: [
        "One is what the discriminator makes small, made large; the other pretends.",
        "log(1 − D) is a cross-entropy with the target 0, and a sign; −log D one with the target 1.",
        "switch self { case .saturating: … case .flipped: … }; binaryCrossEntropy(logits:targets:).",
      ],
      cases: { generatorLossCases($0, $1) }),
    Exercise(
      "07.9", "the transposed convolution",
      frame: """
        func transposed(
          _ x: Tensor<Double>, _ weight: Tensor<Double>, stride: Size2d, padding: Size2d,
          dilation: Size2d, size: Size2d
        ) -> Tensor<Double> {
          // SLOT
        }
        """,
      call: """
        [a[2].integerList].map { k in
          transposed(
            a[0], a[1], stride: [k[0], k[1]], padding: [k[2], k[3]], dilation: [k[4], k[5]],
            size: [k[6], k[7]])
        }
        """,
      section: "book/07-gan.md#digits", forbidden: ["convTranspose2d", "ConvTranspose2d"],
      hints: [
        "A convolution is a matrix. What does its transpose do?",
        "The transposed convolution is the convolution's derivative by its images.",
        "conv2dInputGradient(…), with the size of what comes out; or loops that set down kernels.",
      ],
      cases: { transposedCases($0, $1) }),
  ]
}
