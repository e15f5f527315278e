// Numbers side by side: one register of a processor holds sixteen of them, and one instruction acts
// on all. With the batch as the last axis the lanes are neighbouring examples, so that a kernel is
// the loop nest for one example with this type in the number's place. It is written once: `Float`
// trains and `Double` checks in lanes, and a dual number is a vector of one.

/// A few numbers on which arithmetic acts at once.
public protocol LaneVector<Scalar>: BitwiseCopyable, Sendable {
  /// The type of number in each lane.
  associatedtype Scalar

  /// How many numbers there are.
  static var laneCount: Int { get }

  /// The same number in every lane.
  init(repeating value: Scalar)

  /// The sums, lane by lane.
  static func + (a: Self, b: Self) -> Self

  /// The differences, lane by lane.
  static func - (a: Self, b: Self) -> Self

  /// The products, lane by lane.
  static func * (a: Self, b: Self) -> Self

  /// The quotients, lane by lane.
  static func / (a: Self, b: Self) -> Self

  /// Adds a·b to every lane, rounding once where the program was built for a processor that does so
  /// in one instruction, else twice.
  mutating func addProduct(_ a: Self, _ b: Self)

  /// The sum over the lanes, added pairwise, halves first.
  func sum() -> Scalar

  /// The numbers of this vector and of another in turn, as many in `low` as in `high`: a perfect
  /// shuffle, as of cards.
  func shuffled(with other: Self) -> (low: Self, high: Self)
}

extension SIMD16<Float>: LaneVector {
  /// Sixteen.
  public static var laneCount: Int { 16 }

  /// Adds a·b.
  @inline(__always)
  public mutating func addProduct(_ a: Self, _ b: Self) {
    #if GRADUS_FMA
      self = addingProduct(a, b)
    #else
      self += a * b
    #endif
  }

  /// The sum over the lanes.
  @inline(__always)
  public func sum() -> Float {
    let eight = lowHalf + highHalf
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }

  /// Both vectors' numbers in turn.
  @inline(__always)
  public func shuffled(with other: Self) -> (low: Self, high: Self) {
    var (low, high) = (self, self)
    (low.evenHalf, low.oddHalf) = (lowHalf, other.lowHalf)
    (high.evenHalf, high.oddHalf) = (highHalf, other.highHalf)
    return (low, high)
  }
}

extension SIMD8<Double>: LaneVector {
  /// Eight.
  public static var laneCount: Int { 8 }

  /// Adds a·b.
  @inline(__always)
  public mutating func addProduct(_ a: Self, _ b: Self) {
    #if GRADUS_FMA
      self = addingProduct(a, b)
    #else
      self += a * b
    #endif
  }

  /// The sum over the lanes.
  @inline(__always)
  public func sum() -> Double {
    let four = lowHalf + highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }

  /// Both vectors' numbers in turn.
  @inline(__always)
  public func shuffled(with other: Self) -> (low: Self, high: Self) {
    var (low, high) = (self, self)
    (low.evenHalf, low.oddHalf) = (lowHalf, other.lowHalf)
    (high.evenHalf, high.oddHalf) = (highHalf, other.highHalf)
    return (low, high)
  }
}

extension Dual: LaneVector {
  /// One.
  public static var laneCount: Int { 1 }

  /// The number itself.
  public init(repeating value: Dual) { self = value }

  /// Adds a·b.
  public mutating func addProduct(_ a: Dual, _ b: Dual) { self += a * b }

  /// The number itself.
  public func sum() -> Dual { self }

  /// The two numbers.
  public func shuffled(with other: Dual) -> (low: Dual, high: Dual) { (self, other) }
}

extension UnsafePointer where Pointee: TensorScalar {
  /// The numbers from here on, as many as there are lanes; they need no alignment.
  @inline(__always)
  func lanes(at offset: Int) -> Pointee.Lanes {
    UnsafeRawPointer(self + offset).loadUnaligned(as: Pointee.Lanes.self)
  }
}

extension UnsafeMutablePointer where Pointee: TensorScalar {
  /// The numbers from here on, as many as there are lanes; they need no alignment.
  @inline(__always)
  func lanes(at offset: Int) -> Pointee.Lanes { UnsafePointer(self).lanes(at: offset) }

  /// Writes a number from every lane, from here on.
  @inline(__always)
  func store(_ lanes: Pointee.Lanes, at offset: Int) {
    UnsafeMutableRawPointer(self + offset).storeBytes(of: lanes, as: Pointee.Lanes.self)
  }
}
