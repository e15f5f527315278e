// What a number must offer to be an element of a tensor: the field's arithmetic, the elementary
// functions and an order. `Float` trains, `Double` checks, and `Dual` differentiates forward; every
// operation of the engine is written once, for all three.

// Re-exported, so that whoever is generic over TensorScalar has the functions it promises.
@_exported import RealModule

/// A number that tensors are made of: `Float`, `Double`, or a `Dual` of either.
///
/// Arithmetic and elementary functions come from Swift Numerics, the order decides branches (which
/// side of a kink, which entry is largest), and the conversions let constants, random numbers and
/// data enter generic code as `Double`.
public protocol TensorScalar: ElementaryFunctions, AlgebraicField, Comparable,
  ExpressibleByFloatLiteral, BitwiseCopyable, Sendable
where Magnitude == Self {
  /// What kernels compute with: several of these numbers side by side.
  associatedtype Lanes: LaneVector where Lanes.Scalar == Self

  /// What register tiles compute with: as many of them as a register of the processor holds, a part
  /// of the lanes.
  associatedtype Register: RegisterVector where Register.Scalar == Self

  /// The nearest number to `value`.
  init(_ value: Double)

  /// The number as a `Double`; of a dual number, its value without the tangent.
  var doubleValue: Double { get }
}

extension TensorScalar {
  /// The nearest number to the integer `value`.
  public init(_ value: Int) { self.init(Double(value)) }

  /// The number as a constant: a dual number's value, with tangent zero.
  var constant: Self { Self(doubleValue) }
}

extension Float: TensorScalar {
  /// Sixteen numbers.
  public typealias Lanes = FloatLanes

  /// 16 to 64 bytes.
  public typealias Register = FloatRegister

  /// The number, exactly, as a `Double`.
  public var doubleValue: Double { Double(self) }
}

extension Double: TensorScalar {
  /// Eight numbers.
  public typealias Lanes = DoubleLanes

  /// 16 to 64 bytes.
  public typealias Register = DoubleRegister

  /// The number itself.
  public var doubleValue: Double { self }
}
