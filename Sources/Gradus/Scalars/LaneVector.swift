// Numbers side by side: one register of a processor holds sixteen of them, and one instruction acts
// on all. With the batch as the last axis the lanes are neighbouring examples, so that a kernel is
// the loop nest for one example with this type in the number's place. It is written once: `Float`
// trains and `Double` checks in lanes, and a dual number is a vector of one.

/// A few numbers on which arithmetic acts at once.
public protocol LaneVector<Scalar>: RegisterVector, BitwiseCopyable {
  /// A truth value for each lane.
  associatedtype Mask

  /// The quotients, lane by lane.
  static func / (a: Self, b: Self) -> Self

  /// The sum over the lanes, added pairwise, halves first. (The standard library's `sum()` adds in
  /// an order of its own.)
  func laneSum() -> Scalar

  /// Where a > b.
  static func .> (a: Self, b: Self) -> Mask

  /// Where a = b.
  static func .== (a: Self, b: Self) -> Mask

  /// Where a ≠ b, as no number and itself.
  static func .!= (a: Self, b: Self) -> Mask

  /// Whether a mask is true in some lane.
  static func any(_ mask: Mask) -> Bool

  /// The lanes, with another's in their place where the mask is true.
  func replacing(with other: Self, where mask: Mask) -> Self

  /// eˣ in every lane.
  static func exp(_ x: Self) -> Self

  /// The natural logarithm in every lane.
  static func log(_ x: Self) -> Self

  /// log(1 + x) in every lane, accurate near zero.
  static func log(onePlus x: Self) -> Self

  /// The hyperbolic tangent in every lane.
  static func tanh(_ x: Self) -> Self

  /// The logistic function 1/(1 + e⁻ˣ) in every lane, in a form that cannot overflow.
  static func sigmoid(_ x: Self) -> Self
}

extension Dual: LaneVector {
  /// One.
  public static var laneCount: Int { 1 }

  /// The number itself.
  public init(repeating value: Dual) { self = value }

  /// Adds a·b.
  public mutating func addProduct(_ a: Dual, _ b: Dual) { self += a * b }

  /// The number itself.
  public func laneSum() -> Dual { self }

  /// The two numbers.
  public func shuffled(with other: Dual) -> (low: Dual, high: Dual) { (self, other) }

  /// Whether a > b.
  public static func .> (a: Dual, b: Dual) -> Bool { a > b }

  /// Whether a = b.
  public static func .== (a: Dual, b: Dual) -> Bool { a == b }

  /// Whether a ≠ b.
  public static func .!= (a: Dual, b: Dual) -> Bool { a != b }

  /// The mask itself.
  public static func any(_ mask: Bool) -> Bool { mask }

  /// The number or, where the mask is true, another.
  public func replacing(with other: Dual, where mask: Bool) -> Dual { mask ? other : self }
}

/// Calls `body` for every run of lanes in a range: where it begins and how many of them count, all
/// but in the last run.
@inline(__always)
func forEachRun<Scalar: TensorScalar>(
  of scalar: Scalar.Type, in range: Range<Int>, _ body: (_ place: Int, _ count: Int) -> Void
) {
  let laneCount = Scalar.Lanes.laneCount
  var place = range.lowerBound
  while place <= range.upperBound &- laneCount {
    body(place, laneCount)
    place &+= laneCount
  }
  if place < range.upperBound { body(place, range.upperBound &- place) }
}
