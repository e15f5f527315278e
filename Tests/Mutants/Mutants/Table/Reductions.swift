// Mistakes in the derivatives of sums, means and variances.

extension Mutant {
  static let reductions = mutants(
    in: "Operations/Reductions.swift",
    Place(
      .sum, "dy.reshaped(kept).broadcast(to: shape)",
      Wrong(.sign, "-dy.reshaped(kept).broadcast(to: shape)"),
      Wrong(
        .averaged,
        """
        dy.reshaped(kept).broadcast(to: shape) / Scalar(shape.elementCount / kept.elementCount)
        """),
      Wrong(.upstreamIgnored, ".ones(shape)"),
      Wrong(.zero, ".zeros(shape)"),
      Wrong(.wrongAxis, "dy.reshaped(kept)", named: [.rule(.wrongShape)]),
      Wrong(.decay, "dy.reshaped(kept).broadcast(to: shape) + 0.01 * self.value")),
    Place(
      .mean, "return summed(along: axes, keepingAxes: keepingAxes) / n",
      Wrong(
        .summed,
        """
        let sum = summed(along: axes, keepingAxes: keepingAxes)
        return Variable((sum / n).value, sum.edges)
        """),
      Wrong(
        .wrongCount,
        """
        let sum = summed(along: axes, keepingAxes: keepingAxes)
        return Variable((sum / n).value, (sum / Scalar(value.count)).edges)
        """),
      Wrong(
        .unbiased,
        """
        let sum = summed(along: axes, keepingAxes: keepingAxes)
        return Variable((sum / n).value, (sum / (n - 1)).edges)
        """),
      Wrong(.zero, "return (summed(along: axes, keepingAxes: keepingAxes) / n).detached")),
    Place(
      .variance, "2 / m * dy.reshaped(kept) * deviation",
      Wrong(.constant, "1 / m * dy.reshaped(kept) * deviation"),
      Wrong(.summed, "2 * dy.reshaped(kept) * deviation"),
      Wrong(.wrongCount, "2 / Scalar(x.count) * dy.reshaped(kept) * deviation"),
      Wrong(
        .unbiased,
        """
        2 / x.degreesOfFreedom(of: axes, unbiased: !unbiased) * dy.reshaped(kept) * deviation
        """),
      Wrong(.sign, "-2 / m * dy.reshaped(kept) * deviation"),
      Wrong(.localWrong, "2 / m * dy.reshaped(kept) * deviation * deviation"),
      Wrong(.upstreamIgnored, "2 / m * deviation")),
    Place(
      .variance, "x - x.mean(along: axes, keepingAxes: true)",
      Wrong(.droppedTerm, "x", named: [.cause(.termMissing)]),
      Wrong(.wrongAxis, "x - x.mean()", named: [.cause(.wrongAxis)]),
      Wrong(.termSign, "x + x.mean(along: axes, keepingAxes: true)", named: [.cause(.termSign)])))
}
