// Dual numbers a + ȧε with ε² = 0: arithmetic that carries a derivative along. From
// f(a + ȧε) = f(a) + f′(a)·ȧ·ε every generic function, run on duals, gives its directional
// derivative exactly, with no step size and no truncation (Clifford 1873; Wengert 1964).
//
// A dual's order and equality are those of its value: whoever branches on a number (a maximum, a
// ReLU) takes the branch the plain number would take.

/// A number with its derivative along one direction: `value + tangent·ε`, where ε² = 0.
///
/// Seed an input's tangent with 1 (or with a direction's component) and read the output's tangent.
/// Duals nest: `Dual<Dual<Double>>` carries second derivatives.
public struct Dual<Base: TensorScalar>: TensorScalar {
  /// The number alone; its two parts are two lanes' worth of work already.
  public typealias Lanes = Self

  /// The number alone.
  public typealias Register = Self

  /// The number itself.
  public var value: Base

  /// Its derivative along the chosen direction.
  public var tangent: Base

  /// A number with a given tangent; a constant has tangent zero.
  public init(_ value: Base, tangent: Base = .zero) {
    self.value = value
    self.tangent = tangent
  }

  /// The constant nearest to `value`.
  public init(_ value: Double) { self.init(Base(value)) }

  /// The constant given by a literal.
  public init(floatLiteral value: Double) { self.init(Base(value)) }

  /// The constant given by an integer literal.
  public init(integerLiteral value: Int) { self.init(Base(value)) }

  /// The constant equal to `source`, or nil where the base cannot represent it.
  public init?<Source: BinaryInteger>(exactly source: Source) {
    guard let value = Base(exactly: source) else { return nil }
    self.init(value)
  }

  /// The value, without the tangent, as a `Double`.
  public var doubleValue: Double { value.doubleValue }
}

extension Dual: CustomStringConvertible {
  /// `value + tangent·ε`, as one writes it.
  public var description: String { "\(value) + \(tangent)ε" }
}

// MARK: - Order

extension Dual {
  /// Equal values, whatever the tangents.
  public static func == (a: Dual, b: Dual) -> Bool { a.value == b.value }

  /// Ordered as the values are.
  public static func < (a: Dual, b: Dual) -> Bool { a.value < b.value }

  /// Ordered as the values are. (By default ≤ would be "not above", which NaN is.)
  public static func <= (a: Dual, b: Dual) -> Bool { a.value <= b.value }

  /// Ordered as the values are.
  public static func >= (a: Dual, b: Dual) -> Bool { a.value >= b.value }
}

// MARK: - Arithmetic

extension Dual {
  /// |a|, with derivative sign(a), and 0 at 0.
  public var magnitude: Dual {
    value < 0 ? -self : Dual(value.magnitude, tangent: value == 0 ? 0 : tangent)
  }

  /// (a + b)˙ = ȧ + ḃ.
  public static func + (a: Dual, b: Dual) -> Dual {
    Dual(a.value + b.value, tangent: a.tangent + b.tangent)
  }

  /// (a − b)˙ = ȧ − ḃ.
  public static func - (a: Dual, b: Dual) -> Dual {
    Dual(a.value - b.value, tangent: a.tangent - b.tangent)
  }

  /// (a·b)˙ = ȧ·b + a·ḃ.
  public static func * (a: Dual, b: Dual) -> Dual {
    Dual(a.value * b.value, tangent: a.tangent * b.value + a.value * b.tangent)
  }

  /// (a/b)˙ = (ȧ − (a/b)·ḃ)/b.
  public static func / (a: Dual, b: Dual) -> Dual {
    let quotient = a.value / b.value
    return Dual(quotient, tangent: (a.tangent - quotient * b.tangent) / b.value)
  }

  /// (−a)˙ = −ȧ.
  public static prefix func - (a: Dual) -> Dual { Dual(-a.value, tangent: -a.tangent) }

  /// Adds in place.
  public static func += (a: inout Dual, b: Dual) { a = a + b }

  /// Subtracts in place.
  public static func -= (a: inout Dual, b: Dual) { a = a - b }

  /// Multiplies in place.
  public static func *= (a: inout Dual, b: Dual) { a = a * b }

  /// Divides in place.
  public static func /= (a: inout Dual, b: Dual) { a = a / b }
}
