// The non-linearities, each with its derivative in terms of what is already at hand:
//
//   y = max(x, 0)                    dx = dy where x > 0, else 0
//   y = x where x > 0, else s·x      dx = dy, or s·dy
//   y = 1/(1 + e⁻ˣ)                  dx = dy·y·(1 − y)
//   y = tanh x                       dx = dy·(1 − y²)
//
// At the kink, x = 0, the derivative is taken from the left, as PyTorch takes it. What is no number
// passes a rectifier, and so does its gradient.

// MARK: - On tensors

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

// MARK: - Pullbacks

/// dx = dy where y > 0, else 0.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
func reluGradient<Scalar: TensorScalar>(
  _ dy: Tensor<Scalar>, _ y: Tensor<Scalar>
) -> Tensor<Scalar> {
  y.computed(with: dy) { range, y, dy, dx in
    for i in range { dx[i] = y[i] <= 0 ? 0 : dy[i] }
  }
}

/// dx = dy where a > 0, else s·dy, for y or, where the slope is negative, x as a.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
func leakyReLUGradient<Scalar: TensorScalar>(
  _ dy: Tensor<Scalar>, _ a: Tensor<Scalar>, slope: Scalar
) -> Tensor<Scalar> {
  a.computed(with: dy) { range, a, dy, dx in
    for i in range { dx[i] = a[i] > 0 ? dy[i] : slope * dy[i] }
  }
}

/// dx = dy·y·(1 − y).
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
func sigmoidGradient<Scalar: TensorScalar>(
  _ dy: Tensor<Scalar>, _ y: Tensor<Scalar>
) -> Tensor<Scalar> {
  dy.computed(with: y) { range, dy, y, dx in
    for i in range { dx[i] = dy[i] * y[i] * (1 - y[i]) }
  }
}

/// dx = dy·(1 − y²).
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
func tanhGradient<Scalar: TensorScalar>(
  _ dy: Tensor<Scalar>, _ y: Tensor<Scalar>
) -> Tensor<Scalar> {
  dy.computed(with: y) { range, dy, y, dx in
    for i in range { dx[i] = dy[i] * (1 - y[i] * y[i]) }
  }
}

// MARK: - On variables

/// max(x, 0) of every element.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func relu<Scalar>(_ x: Variable<Scalar>) -> Variable<Scalar> {
  Branches.record(x.value) { $0 > 0 ? 1 : 0 }
  let y = relu(x.value)
  return Variable(
    y, Edge(x) { dy in reluGradient(dy, y) })  // dx = dy where y > 0, else 0
}

/// x where x > 0, slope·x elsewhere.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
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
      leakyReLUGradient(dy, a, slope: slope)  // dx = dy, or s·dy
    })
}

/// The logistic function 1/(1 + e⁻ˣ).
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func sigmoid<Scalar>(_ x: Variable<Scalar>) -> Variable<Scalar> {
  let y = sigmoid(x.value)
  return Variable(
    y, Edge(x) { dy in sigmoidGradient(dy, y) })  // dx = dy·y·(1 − y)
}

/// The hyperbolic tangent of every element.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func tanh<Scalar>(_ x: Variable<Scalar>) -> Variable<Scalar> {
  let y = tanh(x.value)
  return Variable(
    y, Edge(x) { dy in tanhGradient(dy, y) })  // dx = dy·(1 − y²)
}
