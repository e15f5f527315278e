// Mistakes in the derivatives of exp, log, √, powers, |x| and clamp.

extension Mutant {
  static let elementaryFunctions = operations + kernels

  private static let operations = mutants(
    in: "Operations/ElementaryFunctions.swift",
    Place(
      .exp, "dy * y",
      Wrong(.localMissing, "dy"),
      Wrong(.localSquared, "dy * y * y"),
      Wrong(.localWrong, "dy * x.value", named: [.cause(.localDerivative)]),
      Wrong(.constant, "1.0001 * dy * y"),
      Wrong(.upstreamIgnored, "y"),
      Wrong(.sign, "-dy * y")),
    Place(
      .log, "dy / a",
      Wrong(.localMissing, "dy"),
      Wrong(.localSquared, "dy / (a * a)"),
      Wrong(.localWrong, "dy * a", named: [.cause(.localDerivative)]),
      Wrong(.sign, "-dy / a")),
    Place(
      .sqrt, "dy / (2 * y)",
      Wrong(.constant, "dy / y"),
      Wrong(.exponent, "dy * y / 2"),
      Wrong(.localWrong, "dy / (2 * x.value)", named: [.cause(.localDerivative)]),
      Wrong(.localWrong, "dy * (2 * y)", named: [.cause(.localDerivative)]),
      Wrong(.upstreamIgnored, "1 / (2 * y)")),
    Place(
      .powerInteger, "dy * (Scalar(n) * pow(a, n - 1))",
      Wrong(.constant, "dy * pow(a, n - 1)"),
      Wrong(.constant, "dy * (Scalar(n - 1) * pow(a, n - 1))"),
      Wrong(.exponent, "dy * (Scalar(n) * pow(a, n))"),
      Wrong(.localMissing, "dy"),
      Wrong(.sign, "-dy * (Scalar(n) * pow(a, n - 1))")),
    Place(
      .powerScalar, "dy * (p * pow(a, p - 1))",
      Wrong(.constant, "dy * pow(a, p - 1)"),
      Wrong(.exponent, "dy * (p * pow(a, p))"),
      Wrong(.localSquared, "dy * (p * p * pow(a, 2 * p - 2))"),
      Wrong(.localWrong, "dy * pow(a, p) * log(a)")),
    Place(
      .power, "$1 * .power($0, $1 - 1)",
      Wrong(.exponent, "$1 * .power($0, $1)"),
      Wrong(.droppedFactor, "Scalar.power($0, $1 - 1)", named: [.cause(.localDerivative)]),
      Wrong(.sign, "-$1 * .power($0, $1 - 1)")),
    Place(
      .power, "dx.reduced(to: a.shape)",
      Wrong(.localMissing, "dz.reduced(to: a.shape)"),
      Wrong(.zero, ".zeros(a.shape)")),
    Place(
      .powerBroadcast, "dx.reduced(to: a.shape)",
      Wrong(.unreduced, "dx")),
    Place(
      .power, "z * log(a)",
      Wrong(.droppedFactor, "z * 1", named: [.cause(.localDerivative)]),
      Wrong(.droppedFactor, "1 * log(a)", named: [.cause(.localDerivative)]),
      Wrong(.sign, "-z * log(a)")),
    Place(
      .power, "(dz * slope).reduced(to: b.shape)",
      Wrong(.upstreamIgnored, "slope.reduced(to: b.shape)"),
      Wrong(.localSquared, "(dz * slope * slope).reduced(to: b.shape)")),
    Place(
      .powerBroadcast, "(dz * slope).reduced(to: b.shape)",
      Wrong(.unreduced, "slope * dz"),
      Wrong(.shareMissing, "(dz * slope).sliced(1..<dz.shape[0]).reduced(to: b.shape)")),
    Place(
      .abs, "dy * sign",
      Wrong(.localMissing, "dy"),
      Wrong(.sign, "-dy * sign"),
      Wrong(.upstreamIgnored, "sign")),
    Place(
      .clamp, "clampGradient(dy, a, bounds)",
      Wrong(.localMissing, "dy")),
    Place(
      .clamp, "lower < x && x < upper ? dy : 0",
      Wrong(.maskInverted, "lower < x && x < upper ? 0 : dy"),
      Wrong(.clipped, "lower < x && x < upper && dy > 0 ? dy : 0"),
      Wrong(.maskBound, "x < upper ? dy : 0"),
      Wrong(.maskBound, "lower < x ? dy : 0"),
      Wrong(.maskInverted, "x < lower || upper < x ? dy : 0")))

  private static let kernels = mutants(
    in: "Kernels/UnaryKernel.swift",
    Place(
      .abs, "$0 > 0 ? 1 : $0 < 0 ? -1 : 0",
      Wrong(.maskBound, "$0 > 0 ? 1 : 0", named: [.cause(.mask)]),
      Wrong(.maskBound, "$0 > 0.5 ? 1 : $0 < 0.5 ? -1 : 0")))
}
