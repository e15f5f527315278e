// Softmax turns scores into probabilities: yₖ = e^xₖ / Σⱼ e^xⱼ. Subtracting the largest score first
// changes nothing in the quotient and keeps every exponential within 0...1. Its Jacobian is
// diag(y) − y·yᵀ (Bridle 1990), so
//
//   softmax        dx = y·(dy − Σ y·dy)
//   log-softmax    dx = dy − softmax(x)·Σ dy

/// Softmax along an axis, by default the leading one, that of the classes.
public func softmax<Scalar: TensorScalar>(
  _ x: Tensor<Scalar>, along axis: Int = 0
) -> Tensor<Scalar> {
  softmax(x, along: axis, isLogarithm: false)
}

/// The logarithm of softmax, x − max − log Σ e^(x − max), finite even where the softmax rounds to
/// 0.
public func logSoftmax<Scalar: TensorScalar>(
  _ x: Tensor<Scalar>, along axis: Int = 0
) -> Tensor<Scalar> {
  softmax(x, along: axis, isLogarithm: true)
}

/// Softmax or its logarithm along an axis, which must not be empty.
private func softmax<Scalar: TensorScalar>(
  _ x: Tensor<Scalar>, along axis: Int, isLogarithm: Bool
) -> Tensor<Scalar> {
  let operation = isLogarithm ? "logSoftmax" : "softmax"
  let axis = x.shape.axis(axis, operation: operation)
  let around = x.shape.around(axis)
  require(around.length > 0, "\(operation): axis \(axis) of shape \(x.shape) is empty")
  // The kernel takes neighbouring examples together; along the last axis there are none.
  if axis < x.rank - 1 { return SoftmaxKernel.softmax(x, around, isLogarithm: isLogarithm) }
  return composedSoftmax(x, along: axis, isLogarithm: isLogarithm)
}

/// The same as a composition of operations: eˣ⁻ᵐᵃˣ / Σ eˣ⁻ᵐᵃˣ, or x − max − log Σ eˣ⁻ᵐᵃˣ.
func composedSoftmax<Scalar: TensorScalar>(
  _ x: Tensor<Scalar>, along axis: Int, isLogarithm: Bool
) -> Tensor<Scalar> {
  let shifted = x - x.max(along: TensorAxes([axis]), keepingAxes: true)
  let e = exp(shifted)
  let sum = e.summed(along: TensorAxes([axis]), keepingAxes: true)
  return isLogarithm ? shifted - log(sum) : e / sum
}

/// Softmax along an axis, by default the leading one, that of the classes.
public func softmax<Scalar>(_ x: Variable<Scalar>, along axis: Int = 0) -> Variable<Scalar> {
  let y = softmax(x.value, along: axis)
  return Variable(
    y,
    Edge(x) { dy in
      // dx = y·(dy − Σ y·dy)
      y * (dy - (y * dy).summed(along: TensorAxes([axis]), keepingAxes: true))
    })
}

/// The logarithm of softmax along an axis, by default the leading one.
public func logSoftmax<Scalar>(_ x: Variable<Scalar>, along axis: Int = 0) -> Variable<Scalar> {
  let y = logSoftmax(x.value, along: axis)
  return Variable(
    y,
    Edge(x) { dy in
      // dx = dy − softmax·Σ dy
      dy - exp(y) * dy.summed(along: TensorAxes([axis]), keepingAxes: true)
    })
}
