// Mistakes in the derivatives of the losses.

extension Mutant {
  static let losses = mutants(
    in: "Losses/Losses.swift",
    Place(
      .mse, "dL * (2 * error / Scalar(error.count))",
      Wrong(.constant, "dL * (error / Scalar(error.count))"),
      Wrong(.summed, "dL * (2 * error)"),
      Wrong(.wrongCount, "dL * (2 * error / Scalar(error.shape[1]))"),
      Wrong(.sign, "dL * (-2 * error / Scalar(error.count))"),
      Wrong(
        .targetMissing, "dL * (2 * predictions.value / Scalar(error.count))",
        named: [.cause(.offset)]),
      Wrong(.localWrong, "dL * (2 * error * error / Scalar(error.count))"),
      Wrong(.upstreamIgnored, "2 * error / Scalar(error.count)"),
      Wrong(.decay, "dL * (2 * error / Scalar(error.count) + 0.01 * predictions.value)")),
    Place(
      .binaryCrossEntropy, "dL * ((sigmoid(z) - targets) / Scalar(z.count))",
      Wrong(.sign, "dL * ((targets - sigmoid(z)) / Scalar(z.count))"),
      Wrong(.summed, "dL * (sigmoid(z) - targets)"),
      Wrong(.wrongCount, "dL * ((sigmoid(z) - targets) / Scalar(z.shape[1]))"),
      Wrong(.localWrong, "dL * ((z - targets) / Scalar(z.count))"),
      Wrong(
        .localSquared,
        "dL * ((sigmoid(z) - targets) * sigmoid(z) * (1 - sigmoid(z)) / Scalar(z.count))"),
      Wrong(.targetMissing, "dL * (sigmoid(z) / Scalar(z.count))", named: [.cause(.offset)]),
      Wrong(.upstreamIgnored, "(sigmoid(z) - targets) / Scalar(z.count)")),
    Place(
      .crossEntropy, "dL * ((exp(logProbabilities) - oneHot) / Scalar(z.shape[1]))",
      Wrong(.sign, "dL * ((oneHot - exp(logProbabilities)) / Scalar(z.shape[1]))"),
      Wrong(.targetMissing, "dL * (exp(logProbabilities) / Scalar(z.shape[1]))"),
      Wrong(.summed, "dL * (exp(logProbabilities) - oneHot)"),
      Wrong(.wrongCount, "dL * ((exp(logProbabilities) - oneHot) / Scalar(z.count))"),
      Wrong(.droppedTerm, "dL * (-oneHot / Scalar(z.shape[1]))"),
      Wrong(.localWrong, "dL * ((logProbabilities - oneHot) / Scalar(z.shape[1]))"),
      Wrong(.upstreamIgnored, "(exp(logProbabilities) - oneHot) / Scalar(z.shape[1])")),
    Place(
      .crossEntropy, "oneHot(targets, classes: z.shape[0])",
      Wrong(
        .wrongLabel, "oneHot(targets.map { ($0 + 1) % z.shape[0] }, classes: z.shape[0])",
        named: [.cause(.target)]),
      Wrong(
        .wrongLabel, "oneHot(targets.map { _ in 0 }, classes: z.shape[0])",
        named: [.cause(.target), .cause(.offset)])),
    Place(
      .crossEntropyProbabilities,
      "return -(logSoftmax(logits) * Variable(probabilities)).summed() / Scalar(logits.shape[1])",
      Wrong(
        .summed,
        """
        let sum = -(logSoftmax(logits) * Variable(probabilities)).summed()
        return Variable((sum / Scalar(logits.shape[1])).value, sum.edges)
        """),
      Wrong(
        .wrongCount,
        """
        let sum = -(logSoftmax(logits) * Variable(probabilities)).summed()
        return Variable(
          (sum / Scalar(logits.shape[1])).value, (sum / Scalar(probabilities.count)).edges)
        """),
      Wrong(
        .sign,
        """
        let sum = (logSoftmax(logits) * Variable(probabilities)).summed()
        return Variable(
          (-sum / Scalar(logits.shape[1])).value, (sum / Scalar(logits.shape[1])).edges)
        """)))
}
