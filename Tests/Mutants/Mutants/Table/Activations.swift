// Mistakes in the derivatives of the non-linearities.

extension Mutant {
  static let activations = mutants(
    in: "Operations/Activations.swift",
    Place(
      .relu, "$0 > 0 ? $1 : slope * $1",
      Wrong(.maskInverted, "$0 > 0 ? slope * $1 : $1"),
      Wrong(.maskBound, "$0 > 1 ? $1 : slope * $1"),
      Wrong(.maskBound, "$0 > -1 ? $1 : slope * $1"),
      Wrong(.localMissing, "$1"),
      Wrong(.clipped, "$1 > 0 && $0 > 0 ? $1 : slope * $1")),
    Place(
      .leakyReLU, "$0 > 0 ? $1 : slope * $1",
      Wrong(.localSquared, "$0 > 0 ? $1 : slope * slope * $1"),
      Wrong(.droppedTerm, "$0 > 0 ? $1 : 0"),
      Wrong(.sign, "$0 > 0 ? -$1 : -slope * $1"),
      Wrong(.termSign, "$0 > 0 ? $1 : -slope * $1"),
      Wrong(.maskInverted, "$0 > 0 ? slope * $1 : $1"),
      Wrong(.upstreamIgnored, "$0 > 0 ? 1 : slope")),
    Place(
      .relu, in: "func leakyReLU<Scalar>(", "let a = x.value",
      Wrong(
        .inPlace,
        """
        let a = x.value
        if x.edges.isEmpty { x.value = leakyReLU(a, slope: slope) }
        """)),
    Place(
      .sigmoid, "dy.zip(y, operation: \"sigmoid\") { dy, y in dy * y * (1 - y) }",
      Wrong(.sign, "-dy * y * (1 - y)"),
      Wrong(.constant, "4 * dy * y * (1 - y)"),
      Wrong(.constant, "1.0000001 * dy * y * (1 - y)"),
      Wrong(.localMissing, "dy"),
      Wrong(.localSquared, "dy * y * (1 - y) * y * (1 - y)"),
      Wrong(.droppedFactor, "dy * (1 - y)"),
      Wrong(.droppedFactor, "dy * y"),
      Wrong(.termSign, "dy * y * (1 + y)"),
      Wrong(.localWrong, "dy * (1 - y * y)"),
      Wrong(.localWrong, "dy * x.value * (1 - x.value)"),
      Wrong(.upstreamIgnored, "y * (1 - y)")),
    Place(
      .tanh, "dy.zip(y, operation: \"tanh\") { dy, y in dy * (1 - y * y) }",
      Wrong(.sign, "dy * (y * y - 1)"),
      Wrong(.constant, "1.01 * dy * (1 - y * y)"),
      Wrong(.localMissing, "dy"),
      Wrong(.localSquared, "dy * (1 - y * y) * (1 - y * y)"),
      Wrong(.droppedFactor, "dy * (1 - y)"),
      Wrong(.termSign, "dy * (1 + y * y)"),
      Wrong(.localWrong, "dy * y * (1 - y)"),
      Wrong(.upstreamIgnored, "1 - y * y"),
      Wrong(.zero, "0 * dy")))
}
