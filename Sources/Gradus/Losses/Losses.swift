// What training minimises, averaged as PyTorch averages it, with the derivative the graph uses:
//
//   mse                  L = Σ (z − t)²/n                             dz = 2(z − t)/n
//   binary cross-entropy L = Σ [max(z, 0) − z·t + log(1 + e^−|z|)]/n  dz = (σ(z) − t)/n
//   cross-entropy        L = −Σ log softmax(z)[label]/N               dz = (softmax(z) − one-hot)/N
//
// z is the model's output, t the targets; n counts elements, N examples. Both cross-entropies take
// logits, the scores before the sigmoid or softmax: only there can the logarithm be kept from
// overflowing.

/// The mean squared error over all elements.
///
/// - Parameters:
///   - predictions: z, any shape.
///   - targets: t, of the same shape.
public func mse<Scalar>(
  _ predictions: Variable<Scalar>, _ targets: Tensor<Scalar>
) -> Variable<Scalar> {
  requireSameShape(predictions.shape, targets.shape, operation: "mse")
  let error = predictions.value - targets
  return Variable(
    (error * error).mean(),
    Edge(predictions) { dL in dL * (2 * error / Scalar(error.count)) })  // dz = 2(z − t)/n
}

/// The mean over all elements of −t·log σ(z) − (1 − t)·log(1 − σ(z)), computed from the logits z in
/// the form that cannot overflow.
///
/// - Parameters:
///   - logits: z, any shape.
///   - targets: t, of the same shape, each in 0...1.
public func binaryCrossEntropy<Scalar>(
  logits: Variable<Scalar>, targets: Tensor<Scalar>
) -> Variable<Scalar> {
  requireSameShape(logits.shape, targets.shape, operation: "binaryCrossEntropy")
  let z = logits.value
  // −|z| is z where relu's derivative is 0 and −z where it is 1, so that dual numbers agree at 0.
  let far = z.map { $0 > 0 ? -$0 : $0 }
  let loss = relu(z) - z * targets + exp(far).mapped(by: .logOnePlus)
  return Variable(
    loss.mean(),
    Edge(logits) { dL in dL * ((sigmoid(z) - targets) / Scalar(z.count)) })  // dz = (σ(z) − t)/n
}

/// The mean over the examples of −log softmax(z)[label].
///
/// - Parameters:
///   - logits: z, `[classes, examples]`.
///   - targets: the labels, `[examples]`, each in 0..<classes.
public func crossEntropy<Scalar>(
  logits: Variable<Scalar>, targets: Tensor<Int>
) -> Variable<Scalar> {
  let z = logits.value
  let logProbabilities = logSoftmax(z)
  return Variable(
    -logProbabilities.gathered(byLabel: targets).mean(),
    Edge(logits) { dL in
      let oneHot = Tensor<Scalar>.oneHot(targets, classes: z.shape[0])
      return dL * ((exp(logProbabilities) - oneHot) / Scalar(z.shape[1]))  // dz = (p − one-hot)/N
    })
}

/// The mean over the examples of −Σ t·log softmax(z), for targets that are probabilities
/// themselves.
///
/// - Parameters:
///   - logits: z, `[classes, examples]`.
///   - probabilities: t, `[classes, examples]`, each column with sum 1.
public func crossEntropy<Scalar>(
  logits: Variable<Scalar>, probabilities: Tensor<Scalar>
) -> Variable<Scalar> {
  requireSameShape(logits.shape, probabilities.shape, operation: "crossEntropy")
  require(logits.shape.count == 2, "crossEntropy: logits of shape \(logits.shape)")
  return -(logSoftmax(logits) * Variable(probabilities)).summed() / Scalar(logits.shape[1])
}

/// Stops where a loss is given targets of another shape than its predictions.
private func requireSameShape(_ predictions: [Int], _ targets: [Int], operation: String) {
  require(
    predictions == targets,
    "\(operation): predictions of shape \(predictions) against targets of shape \(targets)")
}
