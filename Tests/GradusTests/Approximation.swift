// What the tests share: closeness of numbers and tensors, and a short way to say both.

import Gradus

extension Tensor where Scalar: TensorScalar {
  /// Whether the shapes agree and every element lies within `tolerance` of the other's, relative to
  /// its size where that exceeds one. Two NaNs count as close.
  func isClose(to other: Tensor, within tolerance: Double = 1e-12) -> Bool {
    shape == other.shape
      && zip(scalars, other.scalars).allSatisfy { a, b in
        a.doubleValue.isClose(to: b.doubleValue, within: tolerance)
      }
  }
}

extension Double {
  /// Whether the number lies within `tolerance` of another, relative to its size where that exceeds
  /// one. Two NaNs count as close, and so do equal infinities.
  func isClose(to other: Double, within tolerance: Double = 1e-12) -> Bool {
    self == other || (isNaN && other.isNaN)
      || Swift.abs(self - other) <= tolerance * Swift.max(1, Swift.abs(other))
  }
}
