extension Specification {
  /// The sum along one axis, which stays with length 1, its terms added in the order of the axis:
  /// y[o, i] = Σₖ x[o, k, i].
  public static func sum<Scalar: TensorScalar>(
    _ x: Tensor<Scalar>, along axis: Int
  ) -> Tensor<Scalar> {
    let (outer, length, inner) = x.shape.around(axis)
    var y = Tensor<Scalar>.zeros(x.shape.keeping([axis]))
    for o in 0..<outer {
      for k in 0..<length {
        for i in 0..<inner {
          y.storage[o * inner + i] += x.storage[(o * length + k) * inner + i]
        }
      }
    }
    return y
  }
}
