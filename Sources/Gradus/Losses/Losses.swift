// What training minimises, each averaged as PyTorch averages it, with the derivative the graph uses:
//
//   mse                    L = Σ (p − t)²/n over all elements         dp = 2(p − t)/n
//   binary cross-entropy   L = Σ [max(x, 0) − x·t + log(1 + e^−|x|)]/n dx = (σ(x) − t)/n
//   cross-entropy          L = −Σ log softmax(x)[label]/N             dx = (softmax(x) − one-hot)/N
//
// n counts elements, N examples. Both cross-entropies take logits, the scores before the sigmoid or
// softmax: only there can the logarithm be kept from overflowing.

/// The mean squared error over all elements.
///
/// - Parameters:
///   - predictions: p, any shape.
///   - targets: t, of the same shape.
public func mse<Scalar>(
  _ predictions: Variable<Scalar>, _ targets: Tensor<Scalar>
) -> Variable<Scalar> {
  requireSameShape(predictions.shape, targets.shape, operation: "mse")
  let error = predictions.value - targets
  return Variable(
    (error * error).mean(),
    Edge(predictions) { dL in dL * (2 * error / Scalar(error.count)) })  // dp = 2(p − t)/n
}

/// The mean over all elements of −t·log σ(x) − (1 − t)·log(1 − σ(x)), computed from the logits x in
/// the form that cannot overflow.
///
/// - Parameters:
///   - logits: x, any shape.
///   - targets: t, of the same shape, each in 0...1.
public func binaryCrossEntropy<Scalar>(
  logits: Variable<Scalar>, targets: Tensor<Scalar>
) -> Variable<Scalar> {
  requireSameShape(logits.shape, targets.shape, operation: "binaryCrossEntropy")
  let x = logits.value
  let loss = relu(x) - x * targets + x.map { .log(onePlus: .exp(-$0.magnitude)) }
  return Variable(
    loss.mean(),
    Edge(logits) { dL in dL * ((sigmoid(x) - targets) / Scalar(x.count)) })  // dx = (σ(x) − t)/n
}

/// The mean over the examples of −log softmax(x)[label].
///
/// - Parameters:
///   - logits: x, `[classes, examples]`.
///   - targets: the labels, `[examples]`, each in 0..<classes.
public func crossEntropy<Scalar>(
  logits: Variable<Scalar>, targets: Tensor<Int>
) -> Variable<Scalar> {
  let x = logits.value
  let logProbabilities = logSoftmax(x)
  return Variable(
    -logProbabilities.gathered(byLabel: targets).mean(),
    Edge(logits) { dL in
      let oneHot = Tensor<Scalar>.oneHot(targets, classes: x.shape[0])
      return dL * ((exp(logProbabilities) - oneHot) / Scalar(x.shape[1]))  // dx = (p − one-hot)/N
    })
}

/// The mean over the examples of −Σ t·log softmax(x), for targets that are probabilities themselves.
///
/// - Parameters:
///   - logits: x, `[classes, examples]`.
///   - targets: t, `[classes, examples]`, each column with sum 1.
public func crossEntropy<Scalar>(
  logits: Variable<Scalar>, targets: Tensor<Scalar>
) -> Variable<Scalar> {
  requireSameShape(logits.shape, targets.shape, operation: "crossEntropy")
  let examples = Scalar(logits.shape[logits.shape.count - 1])
  return -(logSoftmax(logits) * Variable(targets)).summed() / examples
}

/// Stops where a loss is given targets of another shape than its predictions.
private func requireSameShape(_ predictions: [Int], _ targets: [Int], operation: String) {
  precondition(
    predictions == targets,
    "\(operation): predictions of shape \(predictions) against targets of shape \(targets)")
}
