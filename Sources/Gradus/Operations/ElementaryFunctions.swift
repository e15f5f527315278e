// exp, log, sqrt, pow, abs and clamp, element by element, each with its derivative:
//
//   y = eˣ             dx = dy·y
//   y = log x          dx = dy/x
//   y = √x             dx = dy/(2y)
//   y = xᵖ             dx = dy·p·xᵖ⁻¹        dp = dy·y·log x
//   y = |x|            dx = dy·sign x         (0 at 0 and at NaN)
//   y = min(max(x, l), u)   dx = dy where l < x < u, else 0

// MARK: - On tensors

/// eˣ of every element.
public func exp<Scalar: TensorScalar>(_ x: Tensor<Scalar>) -> Tensor<Scalar> {
  x.mapped(by: .exp)
}

/// The natural logarithm of every element.
public func log<Scalar: TensorScalar>(_ x: Tensor<Scalar>) -> Tensor<Scalar> {
  x.mapped(by: .log)
}

/// The square root of every element.
public func sqrt<Scalar: TensorScalar>(_ x: Tensor<Scalar>) -> Tensor<Scalar> {
  x.mapped(by: .squareRoot)
}

/// Every element to an integer power.
public func pow<Scalar: TensorScalar>(_ x: Tensor<Scalar>, _ n: Int) -> Tensor<Scalar> {
  x.mapped(by: .wholePower(n))
}

/// x to the power y, element by element, broadcast; a negative x needs a whole y.
public func pow<Scalar: TensorScalar>(
  _ x: Tensor<Scalar>, _ y: Tensor<Scalar>
) -> Tensor<Scalar> {
  x.combined(with: y, by: .power, operation: "pow")
}

/// Every element to the power y; a negative element needs a whole y. The power ½ is the square root,
/// −½ its inverse, at −0 and −∞ too.
public func pow<Scalar: TensorScalar>(_ x: Tensor<Scalar>, _ y: Scalar) -> Tensor<Scalar> {
  // A dual number's exponent may have a tangent, of which a root would know nothing.
  if y is any BinaryFloatingPoint {
    if y == 0.5 { return sqrt(x) }
    if y == -0.5 { return 1 / sqrt(x) }
  }
  return x.mapped(by: .power(y))
}

/// The magnitude of every element.
public func abs<Scalar: TensorScalar>(_ x: Tensor<Scalar>) -> Tensor<Scalar> {
  x.mapped(by: .magnitude)
}

/// Every element, moved to the nearer bound where it lies outside them.
public func clamp<Scalar: TensorScalar>(
  _ x: Tensor<Scalar>, _ bounds: ClosedRange<Scalar>
) -> Tensor<Scalar> {
  x.mapped(by: .clamp(bounds))
}

extension TensorScalar {
  /// xʸ of two numbers, as C's `pow` has it: a negative x is allowed where y is whole, x⁰ is 1 for
  /// every x, and where one of the two is infinite the limit stands.
  static func power(_ x: Self, _ y: Self) -> Self {
    if x > 0 { return .pow(x, y) }
    if let n = Int(exactly: y.doubleValue) { return .pow(x, n) }
    // Numbers too large for an `Int` are even. A power of −∞ has a limit for fractions too.
    let isEven = y.doubleValue.magnitude >= 0x1p63
    return .pow(isEven || x.doubleValue == -.infinity ? -x : x, y)
  }

  /// The number, moved to the nearer bound where it lies outside them.
  @inline(__always)
  func clamped(to bounds: ClosedRange<Self>) -> Self {
    if self < bounds.lowerBound { return bounds.lowerBound }
    if self > bounds.upperBound { return bounds.upperBound }
    // On a bound the tangent is 0, as the gradient is.
    return self == bounds.lowerBound || self == bounds.upperBound ? constant : self
  }
}

// MARK: - On variables

/// eˣ of every element.
public func exp<Scalar>(_ x: Variable<Scalar>) -> Variable<Scalar> {
  let y = exp(x.value)
  return Variable(y, Edge(x) { dy in dy * y })  // dx = dy·y
}

/// The natural logarithm of every element.
public func log<Scalar>(_ x: Variable<Scalar>) -> Variable<Scalar> {
  let a = x.value
  return Variable(log(a), Edge(x) { dy in dy / a })  // dx = dy/x
}

/// The square root of every element.
public func sqrt<Scalar>(_ x: Variable<Scalar>) -> Variable<Scalar> {
  let y = sqrt(x.value)
  return Variable(y, Edge(x) { dy in dy / (2 * y) })  // dx = dy/(2y)
}

/// Every element to an integer power.
public func pow<Scalar>(_ x: Variable<Scalar>, _ n: Int) -> Variable<Scalar> {
  let a = x.value
  return Variable(
    pow(a, n),
    Edge(x) { dy in
      n == 0 ? .zeros(a.shape) : dy * (Scalar(n) * pow(a, n - 1))  // dx = dy·n·xⁿ⁻¹
    })
}

/// Every element to a constant power; a negative element needs a whole exponent.
public func pow<Scalar>(_ x: Variable<Scalar>, _ p: Scalar) -> Variable<Scalar> {
  let a = x.value
  return Variable(
    pow(a, p),
    Edge(x) { dy in
      p == 0 ? .zeros(a.shape) : dy * (p * pow(a, p - 1))  // dx = dy·p·xᵖ⁻¹
    })
}

/// x to the power y, element by element, broadcast; the derivative for y needs x ≥ 0.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
public func pow<Scalar>(_ x: Variable<Scalar>, _ y: Variable<Scalar>) -> Variable<Scalar> {
  let (a, b) = (x.value, y.value)
  let z = pow(a, b)
  return Variable(
    z,
    Edge(x) { dz in
      // dx = dz·y·xʸ⁻¹, and 0 where y = 0, whatever the rest
      let slope = a.zip(b, operation: "pow") { $1 * .power($0, $1 - 1) }
      let dx = (dz * slope).zip(b, operation: "pow") { $1 == 0 ? 0 : $0 }
      return dx.reduced(to: a.shape)
    },
    Edge(y) { dz in
      // dy = dz·z·log x, and 0 for z·log x at x = 0 for y ≥ 0, as PyTorch has it
      let vanishes = a.zip(b, operation: "pow") { $0 == 0 && $1 >= 0 }
      let slope = (z * log(a)).zip(vanishes, operation: "pow") { $1 ? 0 : $0 }
      return (dz * slope).reduced(to: b.shape)
    })
}

/// The magnitude of every element.
public func abs<Scalar>(_ x: Variable<Scalar>) -> Variable<Scalar> {
  let sign = x.value.mapped(by: .sign)
  Branches.record(x.value) { $0 > 0 ? 1 : $0 < 0 ? 2 : 0 }
  return Variable(abs(x.value), Edge(x) { dy in dy * sign })  // dx = dy·sign x
}

/// Every element, moved to the nearer bound where it lies outside them. On a bound the gradient is
/// 0, as PyTorch 2.15 has it.
public func clamp<Scalar>(
  _ x: Variable<Scalar>, _ bounds: ClosedRange<Scalar>
) -> Variable<Scalar> {
  let (lower, upper) = (bounds.lowerBound, bounds.upperBound)
  Branches.record(x.value) { $0 <= lower ? 1 : $0 >= upper ? 2 : 0 }
  let a = x.value
  return Variable(
    clamp(a, bounds),
    Edge(x) { dy in clampGradient(dy, a, bounds) })  // dx = dy within
}

/// dx = dy where l < x < u, else 0.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func clampGradient<Scalar: TensorScalar>(
  _ dy: Tensor<Scalar>, _ x: Tensor<Scalar>, _ bounds: ClosedRange<Scalar>
) -> Tensor<Scalar> {
  let (lower, upper) = (bounds.lowerBound, bounds.upperBound)
  return dy.zip(x, operation: "clamp") { dy, x in lower < x && x < upper ? dy : 0 }
}
