// How tests hold a tensor to another engine's: entry by entry, relative to the largest entry.

import Gradus
import Testing

/// The distance allowed between Gradus and PyTorch, relative to the largest magnitude in the tensor
/// that is compared: both engines round, and they sum in different orders.
func tolerance<Scalar: TensorScalar>(_ type: Scalar.Type) -> Double {
  type == Float.self ? 1e-5 : 1e-12
}

/// Expects PyTorch's shape and, within the tolerance, PyTorch's entries; names the one furthest
/// off.
func expectAgreement<Scalar: TensorScalar>(
  _ found: Tensor<Scalar>, _ expected: Tensor<Double>, _ label: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard found.shape == expected.shape else {
    Issue.record(
      "\(label): shape \(found.shape), PyTorch has \(expected.shape)",
      sourceLocation: sourceLocation)
    return
  }
  guard expected.scalars.allSatisfy(\.isFinite) else {
    // Relative to an infinite entry, every distance would be allowed.
    Issue.record(
      "\(label): PyTorch has entries that are not finite", sourceLocation: sourceLocation)
    return
  }
  let largest = expected.scalars.map(\.magnitude).max() ?? 0
  let allowed = tolerance(Scalar.self) * largest
  let distances = zip(found.scalars, expected.scalars).map { distance($0.doubleValue, $1) }
  guard let worst = distances.indices.max(by: { distances[$0] < distances[$1] }),
    distances[worst] > allowed
  else { return }
  Issue.record(
    """
    \(label) in \(Scalar.self) at \(index(of: worst, in: found.shape)): \(found.storage[worst]), \
    PyTorch has \(expected.storage[worst]); \(distances[worst]) apart, \(allowed) is allowed
    """, sourceLocation: sourceLocation)
}

/// How far two numbers are apart; infinitely, where one of them is no number.
private func distance(_ a: Double, _ b: Double) -> Double {
  if a == b { return 0 }
  let distance = abs(a - b)
  return distance.isNaN ? .infinity : distance
}

/// The index along each axis of the element at a row-major offset.
private func index(of offset: Int, in shape: [Int]) -> [Int] {
  var rest = offset
  var index = shape
  for axis in shape.indices.reversed() {
    index[axis] = rest % shape[axis]
    rest /= shape[axis]
  }
  return index
}
