// Mistakes in the derivatives of softmax and its logarithm.

extension Mutant {
  static let softmax = mutants(
    in: "Operations/Softmax.swift",
    Place(
      .softmax, "y * (dy - (y * dy).summed(along: TensorAxes([axis]), keepingAxes: true))",
      Wrong(.sign, "y * ((y * dy).summed(along: TensorAxes([axis]), keepingAxes: true) - dy)"),
      Wrong(.diagonalOnly, "dy * y * (1 - y)"),
      Wrong(
        .diagonalDoubled,
        """
        y * (dy - (y * dy).summed(along: TensorAxes([axis]), keepingAxes: true)) + dy * y * (1 - y)
        """),
      Wrong(
        .diagonalMissing,
        """
        y * (dy - (y * dy).summed(along: TensorAxes([axis]), keepingAxes: true)) - dy * y * (1 - y)
        """),
      Wrong(.droppedTerm, "y * dy", named: [.cause(.termMissing)]),
      Wrong(
        .droppedFactor, "dy - (y * dy).summed(along: TensorAxes([axis]), keepingAxes: true)",
        named: [.cause(.localDerivative)]),
      Wrong(
        .droppedFactor, "y * (dy - dy.summed(along: TensorAxes([axis]), keepingAxes: true))",
        named: [.cause(.localDerivative)]),
      Wrong(
        .termSign, "y * (dy + (y * dy).summed(along: TensorAxes([axis]), keepingAxes: true))",
        named: [.cause(.termSign)]),
      Wrong(
        .averaged, "y * (dy - (y * dy).mean(along: TensorAxes([axis]), keepingAxes: true))",
        named: [.cause(.factor)]),
      Wrong(
        .wrongAxis, "y * (dy - (y * dy).summed(along: TensorAxes([1 - axis]), keepingAxes: true))",
        named: [.cause(.wrongAxis)]),
      Wrong(.zero, ".zeros(y.shape)")),
    Place(
      .logSoftmax, "dy - exp(y) * dy.summed(along: TensorAxes([axis]), keepingAxes: true)",
      Wrong(.sign, "exp(y) * dy.summed(along: TensorAxes([axis]), keepingAxes: true) - dy"),
      Wrong(.diagonalOnly, "dy - exp(y) * dy"),
      Wrong(.droppedTerm, "dy", named: [.cause(.termMissing)]),
      Wrong(
        .droppedFactor, "dy - dy.summed(along: TensorAxes([axis]), keepingAxes: true)",
        named: [.cause(.localDerivative)]),
      Wrong(
        .localWrong, "dy - y * dy.summed(along: TensorAxes([axis]), keepingAxes: true)",
        named: [.cause(.localDerivative)]),
      Wrong(
        .termSign, "dy + exp(y) * dy.summed(along: TensorAxes([axis]), keepingAxes: true)",
        named: [.cause(.termSign)]),
      Wrong(
        .averaged, "dy - exp(y) * dy.mean(along: TensorAxes([axis]), keepingAxes: true)",
        named: [.cause(.factor)]),
      Wrong(
        .wrongAxis, "dy - exp(y) * dy.summed(along: TensorAxes([1 - axis]), keepingAxes: true)",
        named: [.cause(.wrongAxis)])))
}
