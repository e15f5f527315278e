// The share of examples that a classifier names rightly: its largest score is that of the class.

import Gradus

/// The share, in 0...1, of examples whose largest score is that of their class.
///
/// - Parameters:
///   - scores: logits or probabilities, `[classes, examples]`, of at least one example.
///   - labels: the classes, `[examples]`.
public func accuracy<Scalar: TensorScalar>(
  of scores: Tensor<Scalar>, _ labels: Tensor<Int>
) -> Double {
  accuracy(of: [(scores, labels)])
}

/// The share, in 0...1, of examples of several batches whose largest score is that of their class.
///
/// - Parameter batches: scores `[classes, examples]` with classes `[examples]`, of at least one
///   example in all; made one after the other where the sequence is lazy.
public func accuracy<Scalar: TensorScalar>(
  of batches: some Sequence<(scores: Tensor<Scalar>, labels: Tensor<Int>)>
) -> Double {
  var (right, count) = (0, 0)
  for (scores, labels) in batches {
    precondition(
      scores.shape.count == 2 && labels.shape == [scores.shape[1]],
      "accuracy: scores \(scores.shape) for labels \(labels.shape); "
        + "[classes, examples] and [examples] are needed")
    right += zip(scores.argmax(along: 0).scalars, labels.scalars).count { $0 == $1 }
    count += labels.count
  }
  precondition(count > 0, "accuracy: there are no examples")
  return Double(right) / Double(count)
}
