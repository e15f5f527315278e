// The largest element along axes, and where it stands. The gradient of a maximum goes to the
// element that attains it; where several do, it is shared among them equally (PyTorch's `amax`),
// which is one of the subgradients and treats equals alike.

extension Tensor where Scalar: TensorScalar {
  /// The largest element along the given axes, all by default, none of them empty. A NaN among them
  /// gives NaN.
  public func max(along axes: TensorAxes = .all, keepingAxes: Bool = false) -> Tensor {
    let reduced = axes.resolved(in: shape, operation: "max")
    let kept = shape.keeping(reduced)
    let largest = reduced.reversed().reduce(self) { $0.maxAlongOne($1) }
    return largest.reshaped(keepingAxes ? kept : shape.dropping(reduced))
  }

  /// The largest element along one axis, which stays with length 1.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  private func maxAlongOne(_ axis: Int) -> Tensor {
    let (outer, length, inner) = shape.around(axis)
    let places = places(ofMaximaAround: axis, operation: "max")
    let largest = (0..<outer * inner).map { r in
      storage[(r / inner * length + places[r]) * inner + r % inner]
    }
    return Tensor(shape: shape.keeping([axis]), scalars: largest)
  }

  /// The index along `axis`, which must not be empty, of the largest element; of equal ones, the
  /// first. The axis vanishes.
  public func argmax(along axis: Int) -> Tensor<Int> {
    let axis = shape.axis(axis, operation: "argmax")
    return Tensor<Int>(
      shape: shape.dropping([axis]), scalars: places(ofMaximaAround: axis, operation: "argmax"))
  }

  /// The index along an axis of its first largest element, or of its first NaN.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  private func places(ofMaximaAround axis: Int, operation: String) -> [Int] {
    let (outer, length, inner) = shape.around(axis)
    require(length > 0, "\(operation): axis \(axis) of shape \(shape) is empty")
    var places = [Int](repeating: 0, count: outer * inner)
    withAddress { x in
      for o in 0..<outer {
        for k in 1..<length {
          for i in 0..<inner {
            let best = x[(o * length + places[o * inner + i]) * inner + i]
            let candidate = x[(o * length + k) * inner + i]
            if candidate > best || (candidate != candidate && best == best) {
              places[o * inner + i] = k
            }
          }
        }
      }
    }
    return places
  }
}

extension Variable {
  /// The largest element along the given axes, all by default.
  public func max(along axes: TensorAxes = .all, keepingAxes: Bool = false) -> Variable {
    let x = value
    let reduced = axes.resolved(in: x.shape, operation: "max")
    let kept = x.shape.keeping(reduced)
    let y = x.max(along: axes, keepingAxes: true)
    let isLargest = x .== y
    Branches.record(isLargest) { $0 ? 1 : 0 }
    return Variable(
      keepingAxes ? y : y.reshaped(x.shape.dropping(reduced)),
      Edge(self) { dy in
        // dx = dy/(how many attain y) where x = y, else 0
        let attains = Tensor<Scalar>(isLargest)
        let ties = attains.summed(along: axes, keepingAxes: true)
        return attains * (dy.reshaped(kept) / ties)
      })
  }
}
