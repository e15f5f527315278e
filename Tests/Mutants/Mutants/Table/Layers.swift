// Mistakes in the layers that have parameters or memory. Most are gradients cut off: something is
// taken for a constant that is none.

extension Mutant {
  static let layers = linear + batchNorm + batchNorm2d + dropout

  private static let linear = mutants(
    in: "Operations/MatrixProduct.swift",
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
      in: "Operations/BatchNormalisation.swift",
      Place(
        .batchNormTraining, "batchNormInputGradient(dy, a, normalisation, weight: gamma)",
        Wrong(.sign, "-batchNormInputGradient(dy, a, normalisation, weight: gamma)")),
      Place(
        .batchNormTraining, "batchNormWeightGradient(dy, a, normalisation)",
        Wrong(.zero, ".zeros(normalisation.mean.shape)")),
      Place(
        .batchNormTraining, "dy.summed(along: TensorAxes(Array(1..<dy.rank)))",
        Wrong(.zero, ".zeros([dy.shape[0]])")),
      Place(
        .batchNormEvaluation, "dy * (gamma * normalisation.scale).reshaped(rows)",
        Wrong(.zero, "0 * dy"),
        Wrong(
          .droppedFactor, "dy * normalisation.scale.reshaped(rows)",
          named: [.cause(.parameterIgnored)]))
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
      in: "Operations/BatchNormalisation.swift",
      Place(
        .batchNorm2dEvaluation, "dy.summed(along: TensorAxes(Array(1..<dy.rank)))",
        Wrong(.averaged, "dy.mean(along: TensorAxes(Array(1..<dy.rank)))")),
      Place(
        .batchNorm2dEvaluation, "batchNormWeightGradient(dy, a, normalisation)",
        Wrong(.zero, ".zeros(normalisation.mean.shape)")))
    + mutants(
      in: "Layers/BatchNorm.swift",
      Place(
        .batchNorm2dTraining,
        "return batchNorm(x, byItself: own, weight: weight, bias: bias)",
        Wrong(
          .wrongAxis,
          """
          let y = batchNorm(x, byItself: own, weight: weight, bias: bias)
          let deviation = x - x.mean(along: 3, keepingAxes: true)
          let deviations = sqrt(x.variance(along: 3, keepingAxes: true) + Scalar(epsilon))
          let z = weight.reshaped([-1, 1, 1, 1]) * deviation / deviations
          return Variable(y.value, (z + bias.reshaped([-1, 1, 1, 1])).edges)
          """),
        Wrong(
          .wrongAxis,
          """
          let y = batchNorm(x, byItself: own, weight: weight, bias: bias)
          let deviation = x - x.mean(along: [1, 2], keepingAxes: true)
          let deviations = sqrt(x.variance(along: [1, 2], keepingAxes: true) + Scalar(epsilon))
          let z = weight.reshaped([-1, 1, 1, 1]) * deviation / deviations
          return Variable(y.value, (z + bias.reshaped([-1, 1, 1, 1])).edges)
          """)))

  private static let dropout = mutants(
    in: "Operations/Dropping.swift",
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
        Edge(x) { [generator] dy in
          var other = generator
          return dy * Tensor<Double>.uniform(dy.shape, using: &other)
            .map { $0 < probability ? 0 : keep }
        }
        """)))
}
