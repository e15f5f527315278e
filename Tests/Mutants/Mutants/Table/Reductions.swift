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
      .variance, "dy.reshaped(kept) * (2 * deviation / m)",
      Wrong(.constant, "dy.reshaped(kept) * (deviation / m)"),
      Wrong(.summed, "dy.reshaped(kept) * (2 * deviation)"),
      Wrong(.wrongCount, "dy.reshaped(kept) * (2 * deviation / Scalar(x.count))"),
      Wrong(
        .unbiased,
        """
        dy.reshaped(kept)
          * (2 * deviation
            / Scalar(x.extent(of: axes, operation: "variance") - (unbiased ? 0 : 1)))
        """),
      Wrong(.sign, "-dy.reshaped(kept) * (2 * deviation / m)"),
      Wrong(.localWrong, "dy.reshaped(kept) * (2 * deviation * deviation / m)"),
      Wrong(.upstreamIgnored, "2 * deviation / m")),
    Place(
      .variance, "x - x.mean(along: axes, keepingAxes: true)",
      Wrong(.droppedTerm, "x", named: [.cause(.termMissing)]),
      Wrong(.wrongAxis, "x - x.mean()", named: [.cause(.wrongAxis)]),
      Wrong(.termSign, "x + x.mean(along: axes, keepingAxes: true)", named: [.cause(.termSign)])))
}
