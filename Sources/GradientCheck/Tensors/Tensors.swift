// What the checker does with tensors besides what the engine offers.

import Gradus

extension Tensor<Double> {
  /// The tensor with another number at a row-major offset.
  func setting(_ offset: Int, to x: Double) -> Tensor {
    var scalars = scalars
    scalars[offset] = x
    return Tensor(shape: shape, scalars: scalars)
  }

  /// The tensor with zeros at all offsets but some.
  func keeping(where isKept: (_ offset: Int) -> Bool) -> Tensor {
    Tensor(shape: shape, scalars: storage.enumerated().map { isKept($0) ? $1 : 0 })
  }

  /// The tensor with zeros at all indices of an axis but one.
  func keeping(_ index: Int, along axis: Int) -> Tensor {
    keeping { shape.index(at: $0, along: axis) == index }
  }

  /// Σ along some axes, which are kept.
  func sum(over axes: [Int]) -> Tensor { summed(along: TensorAxes(axes), keepingAxes: true) }

  /// The mean along some axes, which are kept.
  func mean(over axes: [Int]) -> Tensor { mean(along: TensorAxes(axes), keepingAxes: true) }

  /// The tensor without its mean along some axes.
  func centred(along axes: [Int]) -> Tensor { self - mean(over: axes) }

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

  /// Whether shapes and bits agree; NaN is then equal to itself.
  func isIdentical(to other: Tensor) -> Bool {
    shape == other.shape
      && zip(storage, other.storage).allSatisfy { $0.bitPattern == $1.bitPattern }
  }

  /// Whether this is another tensor but for rounding.
  func isNearly(_ other: Tensor) -> Bool {
    shape == other.shape
      && zip(storage, other.storage).allSatisfy { abs($0 - $1) <= 1e-12 * (1 + abs($1)) }
  }

  /// √(Σ x²/n) over the finite elements.
  var rootMeanSquare: Double { scalars.rootMeanSquare }
}
