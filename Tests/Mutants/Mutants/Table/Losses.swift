// Mistakes in the derivatives of the losses.

extension Mutant {
  static let losses = mutants(
    in: "Losses/Losses.swift",
    Place(
      .mse, "2 / Scalar(error.count) * error * dL",
      Wrong(.constant, "1 / Scalar(error.count) * error * dL"),
      Wrong(.summed, "2 * error * dL"),
      Wrong(.wrongCount, "2 / Scalar(error.shape[1]) * error * dL"),
      Wrong(.sign, "-2 / Scalar(error.count) * error * dL"),
      Wrong(
        .targetMissing, "2 / Scalar(error.count) * predictions.value * dL",
        named: [.cause(.offset)]),
      Wrong(.localWrong, "2 / Scalar(error.count) * error * error * dL"),
      Wrong(.upstreamIgnored, "2 / Scalar(error.count) * error"),
      Wrong(.decay, "(2 / Scalar(error.count) * error + 0.01 * predictions.value) * dL")),
    Place(
      .binaryCrossEntropy, "(sigmoid(z) - targets) * dL / Scalar(z.count)",
      Wrong(.sign, "(targets - sigmoid(z)) * dL / Scalar(z.count)"),
      Wrong(.summed, "(sigmoid(z) - targets) * dL"),
      Wrong(.wrongCount, "(sigmoid(z) - targets) * dL / Scalar(z.shape[1])"),
      Wrong(.localWrong, "(z - targets) * dL / Scalar(z.count)"),
      Wrong(
        .localSquared,
        "(sigmoid(z) - targets) * sigmoid(z) * (1 - sigmoid(z)) * dL / Scalar(z.count)"),
      Wrong(
        .targetMissing, "sigmoid(z) * dL / Scalar(z.count)", named: [.cause(.offset)]),
      Wrong(.upstreamIgnored, "(sigmoid(z) - targets) / Scalar(z.count)")),
    Place(
      .crossEntropy, "return dz",
      Wrong(.sign, "return -dz")),
    Place(
      .crossEntropy, "dL.scalar / Scalar(examples)",
      Wrong(.summed, "dL.scalar"),
      Wrong(.wrongCount, "dL.scalar / Scalar(logProbabilities.count)"),
      Wrong(.upstreamIgnored, "1 / Scalar(examples)")),
    Place(
      .crossEntropy, "exp(logProbabilities).map",
      Wrong(.droppedTerm, "Tensor<Scalar>.zeros(logProbabilities.shape).map"),
      Wrong(.localWrong, "logProbabilities.map")),
    Place(
      .crossEntropy, "dz.storage[label * examples + n] -= share",
      Wrong(.targetMissing, "dz.storage[label * examples + n] -= 0"),
      Wrong(
        .wrongLabel,
        """
        dz.storage[(label + 1) % logProbabilities.shape[0] * examples + n] -= share
        """, named: [.cause(.target)]),
      Wrong(
        .wrongLabel, "dz.storage[n] -= share", named: [.cause(.target), .cause(.offset)])),
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
