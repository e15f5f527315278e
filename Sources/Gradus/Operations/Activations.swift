// The non-linearities, each with its derivative in terms of what is already at hand:
//
//   y = max(x, 0)                    dx = dy where x > 0, else 0
//   y = x where x > 0, else s·x      dx = dy, or s·dy
//   y = 1/(1 + e⁻ˣ)                  dx = dy·y·(1 − y)
//   y = tanh x                       dx = dy·(1 − y²)
//
// At the kink, x = 0, the derivative is taken from the left, as PyTorch takes it. What is no number
// passes a rectifier, and so does its gradient.

/// max(x, 0) of every element; NaN stays, and the sign of a zero.
public func relu<Scalar: TensorScalar>(_ x: Tensor<Scalar>) -> Tensor<Scalar> {
  x.mapped(by: .relu)
}

/// x where x > 0, slope·x elsewhere.
public func leakyReLU<Scalar: TensorScalar>(
  _ x: Tensor<Scalar>, slope: Scalar = 0.01
) -> Tensor<Scalar> {
  x.mapped(by: .leakyReLU(slope: slope))
}

/// The logistic function 1/(1 + e⁻ˣ) of every element.
public func sigmoid<Scalar: TensorScalar>(_ x: Tensor<Scalar>) -> Tensor<Scalar> {
  x.mapped(by: .sigmoid)
}

/// The hyperbolic tangent of every element.
public func tanh<Scalar: TensorScalar>(_ x: Tensor<Scalar>) -> Tensor<Scalar> {
  x.mapped(by: .tanh)
}

/// max(x, 0) of every element.
public func relu<Scalar>(_ x: Variable<Scalar>) -> Variable<Scalar> {
  Branches.record(x.value) { $0 > 0 ? 1 : 0 }
  let y = relu(x.value)
  return Variable(
    y, Edge(x) { dy in y.combined(with: dy, by: .reluGradient) })  // dx = dy where y > 0, else 0
}

/// x where x > 0, slope·x elsewhere.
public func leakyReLU<Scalar>(
  _ x: Variable<Scalar>, slope: Scalar = 0.01
) -> Variable<Scalar> {
  Branches.record(x.value) { $0 > 0 ? 1 : 0 }
  let y = leakyReLU(x.value, slope: slope)
  // Unless the slope is negative, y > 0 where x > 0; and y is at hand, read by what comes after.
  let a = slope < 0 ? x.value : y
  return Variable(
    y,
    Edge(x) { dy in
      a.combined(with: dy, by: .leakyReLUGradient(slope: slope))  // dx = dy, or s·dy
    })
}

/// The logistic function 1/(1 + e⁻ˣ).
public func sigmoid<Scalar>(_ x: Variable<Scalar>) -> Variable<Scalar> {
  let y = sigmoid(x.value)
  return Variable(
    y, Edge(x) { dy in y.combined(with: dy, by: .sigmoidGradient) })  // dx = dy·y·(1 − y)
}

/// The hyperbolic tangent of every element.
public func tanh<Scalar>(_ x: Variable<Scalar>) -> Variable<Scalar> {
  let y = tanh(x.value)
  return Variable(
    y, Edge(x) { dy in y.combined(with: dy, by: .tanhGradient) })  // dx = dy·(1 − y²)
}
