extension Specification {
  /// yₖ = e^(xₖ − max) / Σⱼ e^(xⱼ − max) along an axis.
  public static func softmax<Scalar: TensorScalar>(
    _ x: Tensor<Scalar>, along axis: Int
  ) -> Tensor<Scalar> {
    let e = exp(x - x.max(along: TensorAxes([axis]), keepingAxes: true))
    return e / e.summed(along: TensorAxes([axis]), keepingAxes: true)
  }

  /// yₖ = xₖ − max − log Σⱼ e^(xⱼ − max) along an axis.
  public static func logSoftmax<Scalar: TensorScalar>(
    _ x: Tensor<Scalar>, along axis: Int
  ) -> Tensor<Scalar> {
    let shifted = x - x.max(along: TensorAxes([axis]), keepingAxes: true)
    return shifted - log(exp(shifted).summed(along: TensorAxes([axis]), keepingAxes: true))
  }
}
