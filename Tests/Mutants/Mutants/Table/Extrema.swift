// Mistakes in the derivative of a maximum.

extension Mutant {
  static let extrema = mutants(
    in: "Operations/Extrema.swift",
    Place(
      .max, "attains * (dy.reshaped(kept) / ties)",
      Wrong(.sign, "-attains * (dy.reshaped(kept) / ties)"),
      Wrong(.ties, "attains * dy.reshaped(kept)"),
      Wrong(.maskInverted, "(1 - attains) * (dy.reshaped(kept) / ties)", named: [.cause(.mask)]),
      Wrong(
        .maskMissing, "(dy.reshaped(kept) / ties).broadcast(to: x.shape)", named: [.cause(.mask)]),
      Wrong(.upstreamIgnored, "attains / ties"),
      Wrong(
        .shifted,
        """
        (attains * (dy.reshaped(kept) / ties))
          .gathered(Array(1..<x.shape[x.rank - 1]) + [0])
        """),
      Wrong(.zero, ".zeros(x.shape)")),
    Place(
      .max, "Tensor<Scalar>(isLargest)",
      Wrong(
        .otherEntry, "Tensor<Scalar>(x .== -((-x).max(along: axes, keepingAxes: true)))",
        named: [.cause(.otherPoint)]),
      Wrong(.wrongAxis, "Tensor<Scalar>(x .== x.max())", named: [.cause(.notFinite)])))
}
