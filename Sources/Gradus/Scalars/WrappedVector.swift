// The standard library's vectors under names of our own, so that what kernels need of them is not
// added to theirs in every program that imports the engine.

/// A vector that is one of the standard library's.
public protocol WrappedVector<Scalar>: RegisterVector, BitwiseCopyable
where Scalar: FloatingPoint, Wrapped.Scalar == Scalar {
  /// The standard library's.
  associatedtype Wrapped: SIMD

  /// The numbers.
  var wrapped: Wrapped { get set }

  /// The same numbers.
  init(wrapped: Wrapped)
}

extension WrappedVector {
  /// As many as the vector has.
  @inline(__always)
  public static var laneCount: Int { Wrapped.scalarCount }

  /// The same number in every lane.
  @inline(__always)
  public init(repeating value: Scalar) { self.init(wrapped: Wrapped(repeating: value)) }

  /// The sums.
  @inline(__always)
  public static func + (a: Self, b: Self) -> Self { Self(wrapped: a.wrapped + b.wrapped) }

  /// The differences.
  @inline(__always)
  public static func - (a: Self, b: Self) -> Self { Self(wrapped: a.wrapped - b.wrapped) }

  /// The products.
  @inline(__always)
  public static func * (a: Self, b: Self) -> Self { Self(wrapped: a.wrapped * b.wrapped) }

  /// The quotients.
  @inline(__always)
  public static func / (a: Self, b: Self) -> Self { Self(wrapped: a.wrapped / b.wrapped) }

  /// Adds a·b.
  @inline(__always)
  public mutating func addProduct(_ a: Self, _ b: Self) {
    wrapped.addProduct(a.wrapped, b.wrapped)
  }
}

// Comparisons are written out for each: the standard library has them in one instruction for a vector
// by its name, and number by number for any vector.

/// Sixteen numbers, 64 bytes.
public struct FloatLanes: WrappedVector, LaneVector {
  /// The numbers.
  public var wrapped: SIMD16<Float>

  /// The same numbers.
  @inline(__always)
  public init(wrapped: SIMD16<Float>) { self.wrapped = wrapped }

  /// The sum over the lanes.
  @inline(__always)
  public func laneSum() -> Float {
    let eight = wrapped.lowHalf + wrapped.highHalf
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }

  /// Both vectors' numbers in turn.
  @inline(__always)
  public func shuffled(with other: Self) -> (low: Self, high: Self) {
    let (low, high) = shuffle(wrapped, other.wrapped)
    return (Self(wrapped: low), Self(wrapped: high))
  }

  /// Where a > b.
  @inline(__always)
  public static func .> (a: Self, b: Self) -> SIMDMask<SIMD16<Int32>> { a.wrapped .> b.wrapped }

  /// Where a = b.
  @inline(__always)
  public static func .== (a: Self, b: Self) -> SIMDMask<SIMD16<Int32>> { a.wrapped .== b.wrapped }

  /// Where a ≠ b.
  @inline(__always)
  public static func .!= (a: Self, b: Self) -> SIMDMask<SIMD16<Int32>> { a.wrapped .!= b.wrapped }

  /// Whether a mask is true in some lane.
  @inline(__always)
  public static func any(_ mask: SIMDMask<SIMD16<Int32>>) -> Bool { Swift.any(mask) }

  /// The lanes, with another's in their place where the mask is true.
  @inline(__always)
  public func replacing(with other: Self, where mask: SIMDMask<SIMD16<Int32>>) -> Self {
    Self(wrapped: wrapped.replacing(with: other.wrapped, where: mask))
  }

  /// eˣ in every lane, within 1.06 ulp.
  @inline(__always)
  public static func exp(_ x: Self) -> Self { Self(wrapped: .exp(x.wrapped)) }

  /// The natural logarithm in every lane, within 0.83 ulp.
  @inline(__always)
  public static func log(_ x: Self) -> Self { Self(wrapped: .log(x.wrapped)) }

  /// log(1 + x) in every lane, within 0.51 ulp.
  @inline(__always)
  public static func log(onePlus x: Self) -> Self { Self(wrapped: .log(onePlus: x.wrapped)) }

  /// The hyperbolic tangent in every lane, within 1.21 ulp.
  @inline(__always)
  public static func tanh(_ x: Self) -> Self { Self(wrapped: .tanh(x.wrapped)) }

  /// 1/(1 + e⁻ˣ) in every lane, within 1.53 ulp.
  @inline(__always)
  public static func sigmoid(_ x: Self) -> Self { Self(wrapped: .sigmoid(x.wrapped)) }
}

/// Eight numbers, 64 bytes.
public struct DoubleLanes: WrappedVector, LaneVector {
  /// The numbers.
  public var wrapped: SIMD8<Double>

  /// The same numbers.
  @inline(__always)
  public init(wrapped: SIMD8<Double>) { self.wrapped = wrapped }

  /// The sum over the lanes.
  @inline(__always)
  public func laneSum() -> Double {
    let four = wrapped.lowHalf + wrapped.highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }

  /// Both vectors' numbers in turn.
  @inline(__always)
  public func shuffled(with other: Self) -> (low: Self, high: Self) {
    let (low, high) = shuffle(wrapped, other.wrapped)
    return (Self(wrapped: low), Self(wrapped: high))
  }

  /// Where a > b.
  @inline(__always)
  public static func .> (a: Self, b: Self) -> SIMDMask<SIMD8<Int64>> { a.wrapped .> b.wrapped }

  /// Where a = b.
  @inline(__always)
  public static func .== (a: Self, b: Self) -> SIMDMask<SIMD8<Int64>> { a.wrapped .== b.wrapped }

  /// Where a ≠ b.
  @inline(__always)
  public static func .!= (a: Self, b: Self) -> SIMDMask<SIMD8<Int64>> { a.wrapped .!= b.wrapped }

  /// Whether a mask is true in some lane.
  @inline(__always)
  public static func any(_ mask: SIMDMask<SIMD8<Int64>>) -> Bool { Swift.any(mask) }

  /// The lanes, with another's in their place where the mask is true.
  @inline(__always)
  public func replacing(with other: Self, where mask: SIMDMask<SIMD8<Int64>>) -> Self {
    Self(wrapped: wrapped.replacing(with: other.wrapped, where: mask))
  }

  /// eˣ in every lane.
  @inline(__always)
  public static func exp(_ x: Self) -> Self { Self(wrapped: .exp(x.wrapped)) }

  /// The natural logarithm in every lane.
  @inline(__always)
  public static func log(_ x: Self) -> Self { Self(wrapped: .log(x.wrapped)) }

  /// log(1 + x) in every lane.
  @inline(__always)
  public static func log(onePlus x: Self) -> Self { Self(wrapped: .log(onePlus: x.wrapped)) }

  /// The hyperbolic tangent in every lane.
  @inline(__always)
  public static func tanh(_ x: Self) -> Self { Self(wrapped: .tanh(x.wrapped)) }

  /// 1/(1 + e⁻ˣ) in every lane.
  @inline(__always)
  public static func sigmoid(_ x: Self) -> Self { Self(wrapped: .sigmoid(x.wrapped)) }
}

/// As many numbers as a register holds.
public struct FloatRegister: WrappedVector {
  #if GRADUS_AVX512
    /// 64 bytes.
    public typealias Wrapped = SIMD16<Float>
  #elseif GRADUS_AVX2
    /// 32 bytes.
    public typealias Wrapped = SIMD8<Float>
  #else
    /// 16 bytes.
    public typealias Wrapped = SIMD4<Float>
  #endif

  /// The numbers.
  public var wrapped: Wrapped

  /// The same numbers.
  @inline(__always)
  public init(wrapped: Wrapped) { self.wrapped = wrapped }

  /// Both vectors' numbers in turn.
  @inline(__always)
  public func shuffled(with other: Self) -> (low: Self, high: Self) {
    let (low, high) = shuffle(wrapped, other.wrapped)
    return (Self(wrapped: low), Self(wrapped: high))
  }
}

/// As many numbers as a register holds.
public struct DoubleRegister: WrappedVector {
  #if GRADUS_AVX512
    /// 64 bytes.
    public typealias Wrapped = SIMD8<Double>
  #elseif GRADUS_AVX2
    /// 32 bytes.
    public typealias Wrapped = SIMD4<Double>
  #else
    /// 16 bytes.
    public typealias Wrapped = SIMD2<Double>
  #endif

  /// The numbers.
  public var wrapped: Wrapped

  /// The same numbers.
  @inline(__always)
  public init(wrapped: Wrapped) { self.wrapped = wrapped }

  /// Both vectors' numbers in turn.
  @inline(__always)
  public func shuffled(with other: Self) -> (low: Self, high: Self) {
    let (low, high) = shuffle(wrapped, other.wrapped)
    return (Self(wrapped: low), Self(wrapped: high))
  }
}

// MARK: - On the standard library's vectors

extension SIMD where Scalar: FloatingPoint {
  /// Adds a·b.
  @inline(__always)
  mutating func addProduct(_ a: Self, _ b: Self) {
    #if GRADUS_FMA
      self = addingProduct(a, b)
    #else
      self += a * b
    #endif
  }
}

/// A vector of two halves, or of its even and odd numbers.
protocol HalvedVector {
  /// Half as many numbers.
  associatedtype Half

  /// The first half.
  var lowHalf: Half { get }

  /// The second half.
  var highHalf: Half { get }

  /// The numbers 0, 2, 4 and so on.
  var evenHalf: Half { get set }

  /// The numbers 1, 3, 5 and so on.
  var oddHalf: Half { get set }
}

extension SIMD4: HalvedVector {}
extension SIMD8: HalvedVector {}
extension SIMD16: HalvedVector {}

/// Both vectors' numbers in turn.
@inline(__always)
func shuffle<Vector: HalvedVector>(_ a: Vector, _ b: Vector) -> (low: Vector, high: Vector) {
  var (low, high) = (a, b)
  (low.evenHalf, low.oddHalf) = (a.lowHalf, b.lowHalf)
  (high.evenHalf, high.oddHalf) = (a.highHalf, b.highHalf)
  return (low, high)
}

/// Both vectors' numbers in turn.
@inline(__always)
func shuffle<Scalar>(
  _ a: SIMD2<Scalar>, _ b: SIMD2<Scalar>
) -> (low: SIMD2<Scalar>, high: SIMD2<Scalar>) {
  (SIMD2(a.x, b.x), SIMD2(a.y, b.y))
}
