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

  private static let batchNorm =
    mutants(
      in: "Kernels/BatchNormKernel.swift",
      Place(
        .batchNormTraining, in: "static func inputGradient(",
        "factor * (dy - meanOfDy - deviation * slope)",
        Wrong(.detachedMean, "factor * (dy - deviation * slope)"),
        Wrong(.detachedVariance, "factor * (dy - meanOfDy)"),
        Wrong(.detachedBoth, "factor * dy"),
        Wrong(
          .unbiased,
          """
          factor * (dy - meanOfDy
            - deviation * slope * Lanes(repeating: Scalar(count) / Scalar(count - 1)))
          """, named: [.cause(.varianceTerm)]),
        Wrong(
          .epsilon,
          """
          factor * (dy - meanOfDy - deviation * slope * Lanes(
            repeating: .sqrt(1 + normalisation.epsilon / normalisation.variance.storage[row])))
          """, named: [.cause(.varianceTerm)])),
      Place(
        .batchNormTraining, in: "static func inputGradient(", "weight.storage[row] * r",
        Wrong(.droppedFactor, "r", named: [.cause(.parameterIgnored)])))
    + mutants(
      in: "Layers/BatchNorm.swift",
      Place(
        .batchNormTraining, "batchNormWeightGradient(dy, a, normalisation)",
        Wrong(.zero, ".zeros(gamma.shape)")),
      Place(
        .batchNormTraining, "dy.summed(along: TensorAxes(Array(1..<dy.rank)))",
        Wrong(.zero, ".zeros([dy.shape[0]])")),
      Place(
        .batchNormEvaluation, "dy * rows(gamma * normalisation.scale)",
        Wrong(.zero, "0 * dy"),
        Wrong(.droppedFactor, "dy * rows(normalisation.scale)", named: [.cause(.parameterIgnored)]))
    )

  private static let batchNorm2d =
    mutants(
      in: "Kernels/BatchNormKernel.swift",
      Place(
        .batchNorm2dTraining, in: "static func inputGradient(",
        "factor * (dy - meanOfDy - deviation * slope)",
        Wrong(.detachedMean, "factor * (dy - deviation * slope)"),
        Wrong(.detachedVariance, "factor * (dy - meanOfDy)"),
        Wrong(.detachedBoth, "factor * dy")))
    + mutants(
      in: "Layers/BatchNorm.swift",
      Place(
        .batchNorm2dEvaluation, "dy.summed(along: TensorAxes(Array(1..<dy.rank)))",
        Wrong(.averaged, "dy.mean(along: TensorAxes(Array(1..<dy.rank)))")),
      Place(
        .batchNorm2dEvaluation, "batchNormWeightGradient(dy, a, normalisation)",
        Wrong(.zero, ".zeros(gamma.shape)")))
    + mutants(
      in: "Layers/BatchNorm2d.swift",
      Place(
        .batchNorm2dTraining,
        "return normalised(x, mode)",
        Wrong(
          .wrongAxis,
          """
          let y = normalised(x, mode)
          let deviation = x - x.mean(along: 3, keepingAxes: true)
          let deviations = sqrt(x.variance(along: 3, keepingAxes: true) + Scalar(epsilon))
          let z = weight.reshaped([-1, 1, 1, 1]) * deviation / deviations
          return Variable(y.value, (z + bias.reshaped([-1, 1, 1, 1])).edges)
          """),
        Wrong(
          .wrongAxis,
          """
          let y = normalised(x, mode)
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
