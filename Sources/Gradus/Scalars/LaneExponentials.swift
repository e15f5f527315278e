// eˣ, 1/(1 + e⁻ˣ), tanh x and log x of sixteen numbers at once. The first three come from one
// series: x = n·log 2 + r with |r| ≤ ½·log 2, so that
//
//   eˣ = 2ⁿ·(1 + q),   q = eʳ − 1 = r + r²/2! + … + r⁷/7!,
//
// where what the series leaves out is a tenth of a unit in the last place. q is kept apart from the 1
// that swallows its last digits; n·log 2 is taken off in two parts, of which the first is short
// enough that its product with n is exact (Cody and Waite 1980).

extension SIMD16<Float> {
  /// eˣ in every lane, within 1.06 ulp.
  @inline(__always)
  static func exp(_ x: Self) -> Self {
    // Beyond these there are only infinity and zero.
    let (n, r) = x.limited(to: -104...89).reduced
    // In two steps, as 2ⁿ itself may be too large or too small.
    let half = n &>> 1
    return (1 + r.exponentialMinusOne) * .power(half) * .power(n &- half)
  }

  /// 1/(1 + e⁻ˣ) in every lane, within 1.53 ulp: p/(1 + p + q), with p = 2ⁿ and q of −r. What the two
  /// sums lose is kept, and taken off the quotient: 1/(d + e) is 1/d − e/d², but for e².
  @inline(__always)
  static func sigmoid(_ x: Self) -> Self {
    let (n, r) = x.limited(to: -104...20).reduced
    let half = n &>> 1
    let p = Self.power(half) * .power(n &- half)
    let sum = 1 + p
    let rest = (-r).exponentialMinusOne + (p - (sum - 1))
    let d = sum + rest
    let e = rest - (d - sum)
    let quotient = 1 / d
    return p * quotient.adding(-quotient, quotient * e)
  }

  /// The hyperbolic tangent in every lane, within 1.21 ulp: 1 − 2/(1 + e²ˣ), and near 0, where that
  /// would lose digits, a polynomial (Moshier 1989, "Methods and programs for mathematical
  /// functions").
  @inline(__always)
  static func tanh(_ x: Self) -> Self {
    let size = x.replacing(with: -x, where: x .< 0)
    let (n, r) = (2 * size.limited(to: 0...10)).reduced
    let p = Self.power(n)
    let far = 1 - 2 / (1 + p).adding(p, r.exponentialMinusOne)
    let z = x * x
    let series = Self.polynomial(
      [-5.704_988_7e-3, 2.063_908_8e-2, -5.373_971_5e-2, 1.333_144_2e-1, -3.333_328_2e-1], at: z)
    let near = x.adding(series * z, x)
    return near.replacing(with: far.replacing(with: -far, where: x .< 0), where: size .>= 0.625)
      .replacing(with: x, where: x .== 0)  // the sign of −0
  }

  /// log x in every lane, within 0.83 ulp: x = 2ⁿ·(1 + f) with √½ ≤ 1 + f < √2, and then
  /// n·log 2 + f − f²/2 + f³·p(f), n·log 2 again in two parts (Moshier 1989).
  @inline(__always)
  static func log(_ x: Self) -> Self {
    // A subnormal number has too few bits for a significand.
    let isSmall = x .< Float.leastNormalMagnitude
    let bits = unsafeBitCast(x.replacing(with: x * 0x1p23, where: isSmall), to: SIMD16<Int32>.self)
    let exponent = (bits &- Int32(bitPattern: Float(0.5.squareRoot()).bitPattern)) &>> 23
    let f = unsafeBitCast(bits &- exponent &<< 23, to: Self.self) - 1
    // 1.5·2²³, to whose bits an integer is added as to the number.
    let shifted = unsafeBitCast(
      exponent &+ Int32(bitPattern: Float(0x1.8p23).bitPattern), to: Self.self)
    let n = (shifted - 0x1.8p23) - Self(repeating: 0).replacing(with: 23, where: isSmall)
    let p = Self.polynomial(
      [
        7.037_683_629_2e-2, -1.151_461_031e-1, 1.167_699_874e-1, -1.242_014_084_6e-1,
        1.424_932_278_7e-1, -1.666_805_766_5e-1, 2.000_071_476_5e-1, -2.499_999_399_3e-1,
        3.333_333_117_4e-1,
      ], at: f)
    let square = f * f
    let rest = (p * f * square).adding(n, Self(repeating: -2.121_944_4e-4))
      .adding(square, Self(repeating: -0.5))
    return (f + rest).adding(n, Self(repeating: 0.693_359_375))
      .replacing(with: -.infinity, where: x .== 0)
      .replacing(with: .nan, where: x .< 0)
      .replacing(with: x, where: .!(x .< .infinity))  // infinity, or no number
  }

  /// The lanes, or the nearer bound; what is no number passes.
  @inline(__always)
  private func limited(to bounds: ClosedRange<Float>) -> Self {
    let below = replacing(with: bounds.upperBound, where: self .> bounds.upperBound)
    return below.replacing(with: bounds.lowerBound, where: below .< bounds.lowerBound)
  }

  /// n and r of x = n·log 2 + r.
  @inline(__always)
  private var reduced: (n: SIMD16<Int32>, r: Self) {
    // 1.5·2²³ leaves no bits for a fraction: a sum's last bits are the nearest integer.
    let shifter = Self(repeating: 0x1.8p23)
    let shifted = shifter.adding(self, Self(repeating: 1.442_695_04))
    let n = shifted - shifter
    let r = adding(n, Self(repeating: -0x1.62e4p-1))
      .adding(n, Self(repeating: -0x1.7f7d1cp-20))
    let bits = unsafeBitCast(shifted, to: SIMD16<Int32>.self)
    return (bits &- unsafeBitCast(shifter, to: SIMD16<Int32>.self), r)
  }

  /// eʳ − 1 for |r| ≤ ½·log 2.
  @inline(__always)
  private var exponentialMinusOne: Self {
    let series = Self.polynomial([1 / 5_040, 1 / 720, 1 / 120, 1 / 24, 1 / 6, 1 / 2], at: self)
    return adding(self * self, series)
  }

  /// 2ⁿ, whose exponent n is moved into its place and biased, for −126 ≤ n ≤ 127.
  @inline(__always)
  private static func power(_ n: SIMD16<Int32>) -> Self {
    unsafeBitCast((n &+ 127) &<< 23, to: Self.self)
  }

  /// a₀·xᵏ + … + aₖ by Horner's rule.
  @inline(__always)
  private static func polynomial<let count: Int>(
    _ coefficients: InlineArray<count, Float>, at x: Self
  ) -> Self {
    var sum = Self(repeating: coefficients[0])
    for k in 1..<count { sum = Self(repeating: coefficients[k]).adding(sum, x) }
    return sum
  }

  /// The lanes and a·b added.
  @inline(__always)
  private func adding(_ a: Self, _ b: Self) -> Self {
    var sum = self
    sum.addProduct(a, b)
    return sum
  }
}
