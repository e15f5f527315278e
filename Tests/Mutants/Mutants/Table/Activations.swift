// Mistakes in the derivatives of the non-linearities: in the kernels of their pullbacks, and in what
// the pullbacks hand to these.

extension Mutant {
  static let activations = kernels + pullbacks

  private static let kernels = mutants(
    in: "Operations/Activations.swift",
    Place(
      .relu, "y[i] <= 0 ? 0 : dy[i]",
      Wrong(.maskInverted, "y[i] <= 0 ? dy[i] : 0", named: [.cause(.mask)]),
      Wrong(
        .maskBound, "y[i] <= 1 ? 0 : dy[i]", named: [.cause(.mask), .cause(.unwritten)]),
      Wrong(
        .maskBound, "y[i] <= 0.25 ? 0 : dy[i]", named: [.cause(.mask), .cause(.unwritten)]),
      Wrong(.localMissing, "dy[i]"),
      Wrong(.clipped, "y[i] <= 0 || dy[i] <= 0 ? 0 : dy[i]")),
    Place(
      .leakyReLU, "a[i] > 0 ? dy[i] : slope * dy[i]",
      Wrong(.localSquared, "a[i] > 0 ? dy[i] : slope * slope * dy[i]"),
      Wrong(.droppedTerm, "a[i] > 0 ? dy[i] : 0", named: [.cause(.mask)]),
      Wrong(.sign, "a[i] > 0 ? -dy[i] : -slope * dy[i]"),
      Wrong(.termSign, "a[i] > 0 ? dy[i] : -slope * dy[i]", named: [.cause(.mask)]),
      Wrong(.maskInverted, "a[i] > 0 ? slope * dy[i] : dy[i]", named: [.cause(.mask)]),
      Wrong(.upstreamIgnored, "a[i] > 0 ? 1 : slope")),
    Place(
      .sigmoid, "dy[i] * y[i] * (1 - y[i])",
      Wrong(.sign, "-dy[i] * y[i] * (1 - y[i])"),
      Wrong(.constant, "4 * dy[i] * y[i] * (1 - y[i])"),
      Wrong(.constant, "1.0000001 * dy[i] * y[i] * (1 - y[i])"),
      Wrong(.localMissing, "dy[i]"),
      Wrong(.localSquared, "dy[i] * y[i] * (1 - y[i]) * y[i] * (1 - y[i])"),
      Wrong(.droppedFactor, "dy[i] * (1 - y[i])", named: [.cause(.localDerivative)]),
      Wrong(.droppedFactor, "dy[i] * y[i]", named: [.cause(.localDerivative)]),
      Wrong(.termSign, "dy[i] * y[i] * (1 + y[i])", named: [.cause(.localDerivative)]),
      Wrong(.localWrong, "dy[i] * (1 - y[i] * y[i])", named: [.cause(.localDerivative)])),
    Place(
      .tanh, "dy[i] * (1 - y[i] * y[i])",
      Wrong(.sign, "dy[i] * (y[i] * y[i] - 1)"),
      Wrong(.constant, "1.01 * dy[i] * (1 - y[i] * y[i])"),
      Wrong(.localMissing, "dy[i]"),
      Wrong(.localSquared, "dy[i] * (1 - y[i] * y[i]) * (1 - y[i] * y[i])"),
      Wrong(.droppedFactor, "dy[i] * (1 - y[i])", named: [.cause(.localDerivative)]),
      Wrong(.termSign, "dy[i] * (1 + y[i] * y[i])", named: [.cause(.localDerivative)]),
      Wrong(.localWrong, "dy[i] * y[i] * (1 - y[i])", named: [.cause(.localDerivative)]),
      Wrong(.zero, "0 * dy[i]")))

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
