// Mistakes in the layers that have parameters or memory. Most are gradients cut off: something is
// taken for a constant that is none.

extension Mutant {
  static let layers = linear + batchNorm + batchNorm2d + dropout

  private static let linear = mutants(
    in: "Layers/Linear.swift",
    Place(.linear, "matmul(dy, transposed: a)", Wrong(.zero, ".zeros(w.shape)")),
    Place(.linear, "matmul(transposed: w, dy)", Wrong(.zero, ".zeros(a.shape)")),
    Place(
      .linear, "dy.summed(along: 1)",
      Wrong(.zero, ".zeros([dy.shape[0]])"),
      Wrong(.averaged, "dy.mean(along: 1)")))

  private static let batchNorm = mutants(
    in: "Layers/BatchNorm.swift",
    Place(
      .batchNormTraining, "mean = x.mean(along: 1, keepingAxes: true)",
      Wrong(.detachedMean, "mean = x.mean(along: 1, keepingAxes: true).detached")),
    Place(
      .batchNormTraining, "variance = x.variance(along: 1, keepingAxes: true)",
      Wrong(.detachedVariance, "variance = x.variance(along: 1, keepingAxes: true).detached"),
      Wrong(
        .unbiased,
        """
        variance = Variable(
          x.variance(along: 1, keepingAxes: true).value,
          x.variance(along: 1, unbiased: true, keepingAxes: true).edges)
        """, named: [.cause(.varianceTerm)])),
    Place(
      .batchNormTraining, "(x - mean) / sqrt(variance + Scalar(epsilon))",
      Wrong(
        .detachedBoth, "(x - mean.detached) / sqrt(variance.detached + Scalar(epsilon))"),
      Wrong(
        .epsilon,
        """
        (x - mean)
          / Variable(sqrt(variance + Scalar(epsilon)).value, sqrt(variance).edges)
        """, named: [.cause(.varianceTerm)])),
    Place(
      .batchNormTraining, "weight.reshaped([-1, 1]) * normalised + bias.reshaped([-1, 1])",
      Wrong(
        .zero, "weight.detached.reshaped([-1, 1]) * normalised + bias.reshaped([-1, 1])"),
      Wrong(
        .zero, "weight.reshaped([-1, 1]) * normalised + bias.detached.reshaped([-1, 1])"),
      Wrong(
        .droppedFactor,
        """
        weight.reshaped([-1, 1]) * normalised.detached + (normalised - normalised.detached)
          + bias.reshaped([-1, 1])
        """)),
    Place(
      .batchNormEvaluation, "weight.reshaped([-1, 1]) * normalised + bias.reshaped([-1, 1])",
      Wrong(
        .zero, "weight.reshaped([-1, 1]) * normalised.detached + bias.reshaped([-1, 1])"),
      Wrong(
        .droppedFactor,
        """
        weight.reshaped([-1, 1]) * normalised.detached + normalised - normalised.detached
          + bias.reshaped([-1, 1])
        """)))

  private static let batchNorm2d =
    mutants(
      in: "Layers/BatchNorm.swift",
      Place(
        .batchNorm2dTraining, "mean = x.mean(along: 1, keepingAxes: true)",
        Wrong(.detachedMean, "mean = x.mean(along: 1, keepingAxes: true).detached")),
      Place(
        .batchNorm2dTraining, "variance = x.variance(along: 1, keepingAxes: true)",
        Wrong(.detachedVariance, "variance = x.variance(along: 1, keepingAxes: true).detached")),
      Place(
        .batchNorm2dTraining, "(x - mean) / sqrt(variance + Scalar(epsilon))",
        Wrong(
          .detachedBoth, "(x - mean.detached) / sqrt(variance.detached + Scalar(epsilon))")),
      Place(
        .batchNorm2dEvaluation,
        "weight.reshaped([-1, 1]) * normalised + bias.reshaped([-1, 1])",
        Wrong(
          .averaged,
          """
          weight.reshaped([-1, 1]) * normalised + bias.detached.reshaped([-1, 1])
            + ((bias - bias.detached) / Scalar(x.shape[1])).reshaped([-1, 1])
          """),
        Wrong(
          .zero, "weight.detached.reshaped([-1, 1]) * normalised + bias.reshaped([-1, 1])")))
    + mutants(
      in: "Layers/BatchNorm2d.swift",
      Place(
        .batchNorm2dTraining,
        "return normalised(x.reshaped([channels, values]), mode).reshaped(x.shape)",
        Wrong(
          .wrongAxis,
          """
          let y = normalised(x.reshaped([channels, values]), mode).reshaped(x.shape)
          let deviation = x - x.mean(along: 3, keepingAxes: true)
          let deviations = sqrt(x.variance(along: 3, keepingAxes: true) + Scalar(epsilon))
          let z = weight.reshaped([-1, 1, 1, 1]) * deviation / deviations
          return Variable(y.value, (z + bias.reshaped([-1, 1, 1, 1])).edges)
          """),
        Wrong(
          .wrongAxis,
          """
          let y = normalised(x.reshaped([channels, values]), mode).reshaped(x.shape)
          let deviation = x - x.mean(along: [1, 2], keepingAxes: true)
          let deviations = sqrt(x.variance(along: [1, 2], keepingAxes: true) + Scalar(epsilon))
          let z = weight.reshaped([-1, 1, 1, 1]) * deviation / deviations
          return Variable(y.value, (z + bias.reshaped([-1, 1, 1, 1])).edges)
          """)))

  private static let dropout = mutants(
    in: "Layers/Dropout.swift",
    Place(
      .dropout, "Edge(x) { dy in dy * mask }",
      Wrong(.keepProbability, "Edge(x) { dy in dy * mask / keep }"),
      Wrong(.keepProbability, "Edge(x) { dy in dy * mask * mask }"),
      Wrong(.localMissing, "Edge(x) { dy in dy }"),
      Wrong(.maskInverted, "Edge(x) { dy in dy * (keep - mask) }"),
      Wrong(.upstreamIgnored, "Edge(x) { dy in mask }"),
      Wrong(
        .maskRedrawn,
        """
        Edge(x) { dy in
          dy * Tensor<Double>.uniform(dy.shape, using: &generator.value)
            .map { $0 < probability ? 0 : keep }
        }
        """)))
}
