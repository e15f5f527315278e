// xoshiro256++ (Blackman and Vigna 2021, "Scrambled linear pseudorandom number generators"), seeded
// through SplitMix64 (Steele, Lea and Flood 2014). A generator of our own, so that a seed means the
// same numbers with every Swift version: the standard library does not promise that for its
// distributions. It is passed `inout`; there is no global state.

/// A seeded source of random numbers: the same seed gives the same numbers everywhere.
public struct RandomGenerator: RandomNumberGenerator, Equatable, Sendable {
  private var s0: UInt64
  private var s1: UInt64
  private var s2: UInt64
  private var s3: UInt64

  /// A generator whose sequence depends on `seed` alone.
  public init(seed: UInt64) {
    var state = seed
    func mixed() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
    (s0, s1, s2, s3) = (mixed(), mixed(), mixed(), mixed())
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    let sum = s0 &+ s3
    let result = ((sum << 23) | (sum >> 41)) &+ s0
    let shifted = s1 << 17
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= shifted
    s3 = (s3 << 45) | (s3 >> 19)
    return result
  }

  /// A second generator, seeded from this one, for work that draws at its own pace.
  public mutating func split() -> RandomGenerator { RandomGenerator(seed: next()) }

  /// A number uniform in [0, 1), a multiple of 2⁻⁵³.
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A standard normal number, by the polar method (Marsaglia and Bray 1964).
  public mutating func normal() -> Double {
    while true {
      let u = 2 * uniform() - 1
      let v = 2 * uniform() - 1
      let s = u * u + v * v
      if s > 0, s < 1 { return u * (-2 * Double.log(s) / s).squareRoot() }
    }
  }

  /// An integer uniform in 0..<bound, without bias (Lemire 2019); bound at least 1.
  public mutating func integer(below bound: Int) -> Int {
    require(bound > 0, "integer(below:): bound \(bound); it must be at least 1")
    let range = UInt64(bound)
    let threshold = (0 &- range) % range
    while true {
      let product = next().multipliedFullWidth(by: range)
      if product.low >= threshold { return Int(product.high) }
    }
  }

  /// The integers 0..<count in random order (Durstenfeld 1964); count at least 0.
  public mutating func permutation(of count: Int) -> [Int] {
    require(count >= 0, "permutation(of:): \(count) integers")
    var order = Array(0..<count)
    for last in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(last, integer(below: last + 1))
    }
    return order
  }
}

extension RandomGenerator: LosslessStringConvertible {
  /// Where the generator stands, as four hexadecimal numbers; one made of this text goes on from
  /// there.
  public var description: String {
    [s0, s1, s2, s3].map { String($0, radix: 16) }.joined(separator: " ")
  }

  /// The generator that described itself so; nil for any other text, and for four zeros, from which
  /// nothing random follows.
  public init?(_ description: String) {
    let words = description.split(separator: " ", omittingEmptySubsequences: false)
    let state = words.compactMap { UInt64($0, radix: 16) }
    guard words.count == 4, state.count == 4, state.contains(where: { $0 > 0 }) else { return nil }
    (s0, s1, s2, s3) = (state[0], state[1], state[2], state[3])
  }
}

extension Tensor where Scalar: TensorScalar {
  /// Independent normal numbers; the standard deviation at least 0.
  public static func normal(
    _ shape: [Int], mean: Double = 0, standardDeviation: Double = 1,
    using generator: inout RandomGenerator
  ) -> Tensor {
    require(
      mean.isFinite && standardDeviation >= 0 && standardDeviation.isFinite,
      "normal: mean \(mean) and standard deviation \(standardDeviation); both must be finite, the "
        + "latter at least 0")
    let scalars = (0..<shape.elementCount).map { _ in
      Scalar(mean + standardDeviation * generator.normal())
    }
    return Tensor(shape: shape, scalars: scalars)
  }

  /// Independent numbers uniform in a half-open range, each then rounded to the nearest `Scalar`:
  /// the upper bound itself can appear, in single precision about once in 30 million draws.
  public static func uniform(
    _ shape: [Int], in range: Range<Double> = 0..<1, using generator: inout RandomGenerator
  ) -> Tensor {
    let width = range.upperBound - range.lowerBound
    require(width.isFinite, "uniform: a range of \(range); it must be finite")
    let scalars = (0..<shape.elementCount).map { _ in
      Scalar(range.lowerBound + width * generator.uniform())
    }
    return Tensor(shape: shape, scalars: scalars)
  }
}
