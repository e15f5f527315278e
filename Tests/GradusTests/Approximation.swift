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

/// The root of the mean square of the errors, relative to that of the right numbers. Of random sums of
/// n terms, it is about 1/√n where a term is left out; what rounding makes is of the order of √n·2⁻²⁴
/// in single precision.
func relativeError<Scalar: TensorScalar>(
  _ found: Tensor<Scalar>, _ right: Tensor<Double>
) -> Double {
  let squares = zip(found.scalars, right.scalars).map {
    (error: ($0.doubleValue - $1) * ($0.doubleValue - $1), size: $1 * $1)
  }
  let (errors, sizes) = squares.reduce((0, 0)) { ($0.0 + $1.error, $0.1 + $1.size) }
  return errors == 0 ? 0 : (errors / sizes).squareRoot()
}

extension Double {
  /// Whether the number lies within `tolerance` of another, relative to its size where that exceeds
  /// one. Two NaNs count as close, and so do equal infinities.
  func isClose(to other: Double, within tolerance: Double = 1e-12) -> Bool {
    self == other || (isNaN && other.isNaN)
      || Swift.abs(self - other) <= tolerance * Swift.max(1, Swift.abs(other))
  }
}
