// What training minimises, averaged as PyTorch averages it, with the derivative the graph uses:
//
//   mse                  L = Σ (z − t)²/n                             dz = 2(z − t)/n
//   binary cross-entropy L = Σ [(1 − t)·z − log σ(z)]/n               dz = (σ(z) − t)/n
//   cross-entropy        L = −Σ log softmax(z)[label]/N               dz = (softmax(z) − one-hot)/N
//
// z is the model's output, t the targets; n counts elements, N examples. Both cross-entropies take
// logits, the scores before the sigmoid or softmax: only there can the logarithm be kept from
// overflowing, log σ(z) = min(z, 0) − log(1 + e^−|z|). The mean over nothing is NaN.

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
    Edge(predictions) { dL in
      // BEGIN SOLUTION 01.9 points=2
      2 / Scalar(error.count) * error * dL  // dz = 2(z − t)/n
      // END SOLUTION
    })
}

/// The mean over all elements of −t·log σ(z) − (1 − t)·log(1 − σ(z)), computed from the logits z in
/// the form that cannot overflow.
///
/// - Parameters:
///   - logits: z, any shape.
///   - targets: t, of the same shape, each in 0...1.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func binaryCrossEntropy<Scalar>(
  logits: Variable<Scalar>, targets: Tensor<Scalar>
) -> Variable<Scalar> {
  requireSameShape(logits.shape, targets.shape, operation: "binaryCrossEntropy")
  let z = logits.value
  // At 0 both take z, so that dual numbers find the derivative there, where the two kinks cancel.
  let (least, far) = (z.map { $0 > 0 ? 0 : $0 }, z.map { $0 > 0 ? -$0 : $0 })
  let logSigmoid = least - exp(far).mapped(by: .logOnePlus)
  return Variable(
    ((1 - targets) * z - logSigmoid).mean(),
    Edge(logits) { dL in
      // BEGIN SOLUTION 04.9 points=3
      (sigmoid(z) - targets) * dL / Scalar(z.count)  // dz = (σ(z) − t)/n
      // END SOLUTION
    })
}

/// The mean over the examples of −log softmax(z)[label].
///
/// - Parameters:
///   - logits: z, `[classes, examples]`.
///   - targets: the labels, `[examples]`, each in 0..<classes.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func crossEntropy<Scalar>(
  logits: Variable<Scalar>, targets: Tensor<Int>
) -> Variable<Scalar> {
  requireScores(logits.shape)
  logits.value.requireLabels(targets, operation: "crossEntropy")
  let logProbabilities = logSoftmax(logits.value)
  let examples = targets.count
  return Variable(
    0 - logProbabilities.gathered(byLabel: targets).mean(),  // 0 and not −0, where nothing is lost
    Edge(logits) { dL in
      // BEGIN SOLUTION 08.8 points=5
      // dz = (p − one-hot)/N, where the one-hot columns are no more than their ones. (A sum with 0 is
      // never −0.)
      let share = dL.scalar / Scalar(examples)
      var dz = exp(logProbabilities).map { $0 * share + 0 }
      for (n, label) in targets.storage.enumerated() {
        dz.storage[label * examples + n] -= share
      }
      return dz
      // END SOLUTION
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
  requireScores(logits.shape)
  return -(logSoftmax(logits) * Variable(probabilities)).summed() / Scalar(logits.shape[1])
}

/// Stops unless there is a score for each of several classes.
private func requireScores(_ logits: [Int]) {
  require(
    logits.count == 2 && logits[0] > 0,
    "crossEntropy: logits of shape \(logits); [classes, examples] is expected")
}

/// Stops where a loss is given targets of another shape than its predictions.
private func requireSameShape(_ predictions: [Int], _ targets: [Int], operation: String) {
  require(
    predictions == targets,
    "\(operation): predictions of shape \(predictions) against targets of shape \(targets)")
}
