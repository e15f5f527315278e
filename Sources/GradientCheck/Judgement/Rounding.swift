// The rounding that a gradient is granted, and how its elements are counted: sums over broadcast axes,
// row-major offsets.

import Gradus

/// γ_m, the relative rounding of a gradient with one term an output.
///
/// A sum of m products has a rounding error below γ_m Σ|terms|, γ_m = m u/(1 − m u), however it is
/// ordered (Higham, Accuracy and Stability of Numerical Algorithms, §3.1). The terms of a gradient
/// are v·∂y/∂x, one an output; sixteen further roundings are granted to each on its way.
func accumulatedRounding(terms: Int, unit u: Double) -> Double {
  let m = Double(terms + 16) * u
  return m / (1 - m)
}

extension Tensor<Double> {
  /// The sum over the axes along which a tensor of the given shape would have been repeated to give
  /// this one, or over those of the examples, at the end, that it lacks; nil where it has others.
  func summed(to target: [Int]) -> Tensor? {
    let missing = rank - target.count
    guard missing >= 0 else { return nil }
    if zip(target, shape[missing...]).allSatisfy({ $0 == 1 || $0 == $1 }) {
      return reduced(to: target)
    }
    return shape.starts(with: target) ? summed(along: TensorAxes(Array(target.count..<rank))) : nil
  }

  /// One at a row-major offset, zero elsewhere.
  static func unit(at offset: Int, shape: [Int]) -> Tensor {
    var scalars = [Double](repeating: 0, count: shape.reduce(1, *))
    scalars[offset] = 1
    return Tensor(shape: shape, scalars: scalars)
  }
}

extension [Int] {
  /// The row-major offset of the element at an index of this shape.
  func offset(of index: [Int]) -> Int { zip(self, index).reduce(0) { $0 * $1.0 + $1.1 } }

  /// The index along each axis of the element at a row-major offset of this shape.
  func index(at offset: Int) -> [Int] {
    var rest = offset
    var index = self
    for axis in indices.reversed() {
      index[axis] = rest % self[axis]
      rest /= self[axis]
    }
    return index
  }
}
