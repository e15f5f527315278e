// Mistakes in the derivatives of the non-linearities.

extension Mutant {
  static let activations = mutants(
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
      .relu, in: "func relu<Scalar>(", "let y = relu(x.value)",
      Wrong(
        .inPlace,
        """
        let y = relu(x.value)
        if x.edges.isEmpty { x.value = y }
        """)),
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
      Wrong(.localWrong, "dy[i] * (1 - y[i] * y[i])", named: [.cause(.localDerivative)]),
      Wrong(
        .localWrong, "dy[i] * x.value.storage[i] * (1 - x.value.storage[i])",
        named: [.cause(.localDerivative)]),
      Wrong(.upstreamIgnored, "y[i] * (1 - y[i])")),
    Place(
      .tanh, "dy[i] * (1 - y[i] * y[i])",
      Wrong(.sign, "dy[i] * (y[i] * y[i] - 1)"),
      Wrong(.constant, "1.01 * dy[i] * (1 - y[i] * y[i])"),
      Wrong(.localMissing, "dy[i]"),
      Wrong(.localSquared, "dy[i] * (1 - y[i] * y[i]) * (1 - y[i] * y[i])"),
      Wrong(.droppedFactor, "dy[i] * (1 - y[i])", named: [.cause(.localDerivative)]),
      Wrong(.termSign, "dy[i] * (1 + y[i] * y[i])", named: [.cause(.localDerivative)]),
      Wrong(.localWrong, "dy[i] * y[i] * (1 - y[i])", named: [.cause(.localDerivative)]),
      Wrong(.upstreamIgnored, "1 - y[i] * y[i]"),
      Wrong(.zero, "0 * dy[i]")))
}
