// Mistakes in the derivatives of the non-linearities: in the kernels of their pullbacks, and in what
// the pullbacks hand to these.

extension Mutant {
  static let activations = kernels + pullbacks

  private static let kernels = mutants(
    in: "Operations/Activations.swift",
    Place(
      .relu, "y <= 0 ? 0 : dy",
      Wrong(.maskInverted, "y <= 0 ? dy : 0", named: [.cause(.mask)]),
      Wrong(.maskBound, "y <= 1 ? 0 : dy", named: [.cause(.mask), .cause(.unwritten)]),
      Wrong(.maskBound, "y <= 0.25 ? 0 : dy", named: [.cause(.mask), .cause(.unwritten)]),
      Wrong(.localMissing, "dy"),
      Wrong(.clipped, "y <= 0 || dy <= 0 ? 0 : dy")),
    Place(
      .leakyReLU, "a > 0 ? dy : slope * dy",
      Wrong(.localSquared, "a > 0 ? dy : slope * slope * dy"),
      Wrong(.droppedTerm, "a > 0 ? dy : 0", named: [.cause(.mask)]),
      Wrong(.sign, "a > 0 ? -dy : -slope * dy"),
      Wrong(.termSign, "a > 0 ? dy : -slope * dy", named: [.cause(.mask)]),
      Wrong(.maskInverted, "a > 0 ? slope * dy : dy", named: [.cause(.mask)]),
      Wrong(.upstreamIgnored, "a > 0 ? 1 : slope")),
    Place(
      .sigmoid, "dy * y * (1 - y)",
      Wrong(.sign, "-dy * y * (1 - y)"),
      Wrong(.constant, "4 * dy * y * (1 - y)"),
      Wrong(.constant, "1.0000001 * dy * y * (1 - y)"),
      Wrong(.localMissing, "dy"),
      Wrong(.localSquared, "dy * y * (1 - y) * y * (1 - y)"),
      Wrong(.droppedFactor, "dy * (1 - y)", named: [.cause(.localDerivative)]),
      Wrong(.droppedFactor, "dy * y", named: [.cause(.localDerivative)]),
      Wrong(.termSign, "dy * y * (1 + y)", named: [.cause(.localDerivative)]),
      Wrong(.localWrong, "dy * (1 - y * y)", named: [.cause(.localDerivative)])),
    Place(
      .tanh, "dy * (1 - y * y)",
      Wrong(.sign, "dy * (y * y - 1)"),
      Wrong(.constant, "1.01 * dy * (1 - y * y)"),
      Wrong(.localMissing, "dy"),
      Wrong(.localSquared, "dy * (1 - y * y) * (1 - y * y)"),
      Wrong(.droppedFactor, "dy * (1 - y)", named: [.cause(.localDerivative)]),
      Wrong(.termSign, "dy * (1 + y * y)", named: [.cause(.localDerivative)]),
      Wrong(.localWrong, "dy * y * (1 - y)", named: [.cause(.localDerivative)]),
      Wrong(.zero, "0 * dy")))

  private static let pullbacks = mutants(
    in: "Operations/Activations.swift",
    Place(
      .relu, "reluGradient(dy, y)",
      Wrong(.sign, "-reluGradient(dy, y)")),
    Place(
      .relu, in: "func relu<Scalar>(", "let y = relu(x.value)",
      Wrong(
        .inPlace,
        """
        let y = relu(x.value)
        if x.edges.isEmpty { x.value = y }
        """)),
    Place(
      .leakyReLU, "leakyReLUGradient(dy, a, slope: slope)",
      Wrong(.constant, "2 * leakyReLUGradient(dy, a, slope: slope)")),
    Place(
      .sigmoid, "sigmoidGradient(dy, y)",
      Wrong(
        .localWrong, "sigmoidGradient(dy, x.value)",
        named: [.cause(.localDerivative)]),
      Wrong(.upstreamIgnored, "sigmoidGradient(.ones(dy.shape), y)")),
    Place(
      .tanh, "tanhGradient(dy, y)",
      Wrong(.upstreamIgnored, "tanhGradient(.ones(dy.shape), y)")))
}
