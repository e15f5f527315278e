// + − × ÷ with NumPy's broadcasting, on tensors and on variables. With z the result and dz its
// gradient:
//
//   z = x + y    dx = dz         dy = dz
//   z = x − y    dx = dz         dy = −dz
//   z = x·y      dx = dz·y       dy = dz·x
//   z = x/y      dx = dz/y       dy = −dz·(z/y)
//
// each summed over the axes along which its operand was repeated.

extension Tensor where Scalar: TensorScalar {
  /// x + y, broadcast.
  public static func + (x: Tensor, y: Tensor) -> Tensor {
    x.combined(with: y, by: .sum, operation: "+")
  }

  /// x − y, broadcast.
  public static func - (x: Tensor, y: Tensor) -> Tensor {
    x.combined(with: y, by: .difference, operation: "-")
  }

  /// x·y element by element, broadcast.
  public static func * (x: Tensor, y: Tensor) -> Tensor {
    x.combined(with: y, by: .product, operation: "*")
  }

  /// x/y element by element, broadcast.
  public static func / (x: Tensor, y: Tensor) -> Tensor {
    x.combined(with: y, by: .quotient, operation: "/")
  }

  /// −x.
  public static prefix func - (x: Tensor) -> Tensor { x.mapped(by: .negative) }

  /// x + y for every element of x.
  public static func + (x: Tensor, y: Scalar) -> Tensor { x.combined(with: y, by: .sum) }

  /// x − y for every element of x.
  public static func - (x: Tensor, y: Scalar) -> Tensor { x.combined(with: y, by: .difference) }

  /// x·y for every element of x.
  public static func * (x: Tensor, y: Scalar) -> Tensor { x.combined(with: y, by: .product) }

  /// x/y for every element of x.
  public static func / (x: Tensor, y: Scalar) -> Tensor { x.combined(with: y, by: .quotient) }

  /// x + y for every element of y.
  public static func + (x: Scalar, y: Tensor) -> Tensor { y.combined(after: x, by: .sum) }

  /// x − y for every element of y.
  public static func - (x: Scalar, y: Tensor) -> Tensor { y.combined(after: x, by: .difference) }

  /// x·y for every element of y.
  public static func * (x: Scalar, y: Tensor) -> Tensor { y.combined(after: x, by: .product) }

  /// x/y for every element of y.
  public static func / (x: Scalar, y: Tensor) -> Tensor { y.combined(after: x, by: .quotient) }

  /// Adds y, broadcast to x's shape, in place.
  public static func += (x: inout Tensor, y: Tensor) {
    x.combine(with: y, by: .sum, operation: "+=")
  }

  /// Subtracts y, broadcast to x's shape, in place.
  public static func -= (x: inout Tensor, y: Tensor) {
    x.combine(with: y, by: .difference, operation: "-=")
  }
}

extension Variable {
  /// x + y, broadcast.
  public static func + (x: Variable, y: Variable) -> Variable {
    let (m, n) = (x.shape, y.shape)
    return Variable(
      x.value + y.value,
      Edge(x) { dz in dz.reduced(to: m) },  // dx = dz
      Edge(y) { dz in dz.reduced(to: n) })  // dy = dz
  }

  /// x − y, broadcast.
  public static func - (x: Variable, y: Variable) -> Variable {
    let (m, n) = (x.shape, y.shape)
    return Variable(
      x.value - y.value,
      Edge(x) { dz in dz.reduced(to: m) },  // dx = dz
      Edge(y) { dz in (-dz).reduced(to: n) })  // dy = −dz
  }

  // ANCHOR: product
  /// x·y element by element, broadcast.
  public static func * (x: Variable, y: Variable) -> Variable {
    let (a, b) = (x.value, y.value)
    return Variable(
      a * b,
      Edge(x) { dz in (dz * b).reduced(to: a.shape) },  // dx = dz·y
      Edge(y) { dz in (dz * a).reduced(to: b.shape) })  // dy = dz·x
  }
  // ANCHOR_END: product

  /// x/y element by element, broadcast.
  public static func / (x: Variable, y: Variable) -> Variable {
    let (a, b) = (x.value, y.value)
    let z = a / b
    return Variable(
      z,
      Edge(x) { dz in (dz / b).reduced(to: a.shape) },  // dx = dz/y
      Edge(y) { dz in (-dz * (z / b)).reduced(to: b.shape) })  // dy = −dz·(z/y)
  }

  /// −x.
  public static prefix func - (x: Variable) -> Variable {
    Variable(-x.value, Edge(x) { dz in -dz })
  }

  /// x + y for every element of x.
  public static func + (x: Variable, y: Scalar) -> Variable {
    Variable(x.value + y, Edge(x) { dz in dz })
  }

  /// x − y for every element of x.
  public static func - (x: Variable, y: Scalar) -> Variable {
    Variable(x.value - y, Edge(x) { dz in dz })
  }

  /// x·y for every element of x.
  public static func * (x: Variable, y: Scalar) -> Variable {
    Variable(x.value * y, Edge(x) { dz in dz * y })
  }

  /// x/y for every element of x.
  public static func / (x: Variable, y: Scalar) -> Variable {
    Variable(x.value / y, Edge(x) { dz in dz / y })
  }

  /// x + y for every element of y.
  public static func + (x: Scalar, y: Variable) -> Variable { y + x }

  /// x − y for every element of y.
  public static func - (x: Scalar, y: Variable) -> Variable {
    Variable(x - y.value, Edge(y) { dz in -dz })
  }

  /// x·y for every element of y.
  public static func * (x: Scalar, y: Variable) -> Variable { y * x }

  /// x/y for every element of y.
  public static func / (x: Scalar, y: Variable) -> Variable {
    let b = y.value
    let z = x / b
    return Variable(z, Edge(y) { dz in -(dz * (z / b)) })  // dy = −dz·(z/y)
  }
}
