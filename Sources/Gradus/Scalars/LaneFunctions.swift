// exp, log, tanh and the logistic function of many numbers at once, in single precision. The methods
// are Cody and Waite's (1980): take out a power of two, and sum a short series for what remains
// (Muller 2016, "Elementary functions", chapters 3 and 11). log(1 + x) is computed in doubles and
// rounded at the end. The others stay in single precision, where the lanes are twice as many; their
// errors are the largest over all 2³² numbers, over- and underflow included, with fused
// multiply-add, and no larger, to two digits, without it over every 61st of them.
//
// In double precision, which checks what single precision computes, the system's library stands:
// slower, but right to the last digit.

extension SIMD16<Float> {
  /// f in doubles, rounded to the nearest `Float`s.
  @inline(__always)
  private func rounding(_ f: (SIMD8<Double>) -> SIMD8<Double>) -> Self {
    var result = Self()
    let (low, high) = (f(Self.doubles(lowHalf)), f(Self.doubles(highHalf)))
    for i in 0..<8 {
      result[i] = Float(low[i])
      result[i + 8] = Float(high[i])
    }
    return result
  }

  @inline(__always)
  private static func doubles(_ x: SIMD8<Float>) -> SIMD8<Double> {
    var result = SIMD8<Double>()
    for i in 0..<8 { result[i] = Double(x[i]) }
    return result
  }

  /// log(1 + x) in every lane, within 0.51 ulp.
  @inline(__always)
  static func log(onePlus x: Self) -> Self { x.rounding { $0.logarithmOnePlus() } }
}

extension SIMD8<Double> {
  /// f in every lane.
  @inline(__always)
  private func each(_ f: (Double) -> Double) -> Self {
    var result = Self()
    for i in 0..<8 { result[i] = f(self[i]) }
    return result
  }

  /// eˣ in every lane.
  static func exp(_ x: Self) -> Self { x.each { .exp($0) } }

  /// The natural logarithm in every lane.
  static func log(_ x: Self) -> Self { x.each { .log($0) } }

  /// log(1 + x) in every lane, accurate near zero.
  static func log(onePlus x: Self) -> Self { x.each { .log(onePlus: $0) } }

  /// The hyperbolic tangent in every lane.
  static func tanh(_ x: Self) -> Self { x.each { .tanh($0) } }

  /// 1/(1 + e⁻ˣ) in every lane.
  static func sigmoid(_ x: Self) -> Self { x.each { .logistic($0) } }
}

extension TensorScalar {
  /// 1/(1 + e⁻ˣ) in the form whose exponential cannot overflow.
  @inline(__always)
  fileprivate static func logistic(_ x: Self) -> Self {
    // −|x|, written so that a dual number keeps its derivative at 0, where |x| has none.
    let e: Self = .exp(x < 0 ? x : -x)
    return (x < 0 ? e : 1) / (1 + e)
  }
}

extension Dual {
  /// 1/(1 + e⁻ˣ), with derivative y·(1 − y).
  public static func sigmoid(_ x: Dual) -> Dual { .logistic(x) }
}

// MARK: - log(1 + x) in doubles, to nine digits

/// 1.5·2⁵². An integer added to its bits is added to the number.
private let shifter = 0x1.8p52

/// √½ and √2 − 1: a logarithm's series runs over 1 + f between √½ and √2.
private let rootOfHalf = 0.5.squareRoot()

extension SIMD8<Double> {
  /// x = 2ⁿ·(1 + f) with √½ ≤ 1 + f < √2.
  @inline(__always)
  private func logarithmParts() -> (f: Self, n: Self) {
    let bits = unsafeBitCast(self, to: SIMD8<Int64>.self)
    let n = (bits &- Int64(bitPattern: rootOfHalf.bitPattern)) &>> 52
    let significand = unsafeBitCast(bits &- n &<< 52, to: Self.self)
    let shifted = unsafeBitCast(n &+ Int64(bitPattern: shifter.bitPattern), to: Self.self)
    return (significand - 1, shifted - shifter)
  }

  /// n·log 2 + log(1 + f), where log(1 + f) = 2·artanh s = 2(s + s³/3 + … + s¹¹/11), s = f/(2 + f);
  /// and what the logarithm is outside of its series, by `x`, its argument.
  @inline(__always)
  private static func logarithm(_ f: Self, _ n: Self, of x: Self) -> Self {
    let s = f / (2 + f)
    let z = s * s
    var series = Self(repeating: 2.0 / 11)
    for coefficient in [2.0 / 9, 2.0 / 7, 2.0 / 5, 2.0 / 3, 2.0] {
      series = series * z + coefficient
    }
    return (n * 0.6931471805599453 + s * series)
      .replacing(with: -.infinity, where: x .== 0)
      .replacing(with: .nan, where: x .< 0)
      .replacing(with: x, where: .!(x .< .infinity))  // infinity, or no number
  }

  /// Near 0 the series takes x itself, of which 1 + x would lose digits.
  @inline(__always)
  fileprivate func logarithmOnePlus() -> Self {
    let (f, n) = (1 + self).logarithmParts()
    let isNear = (self .> rootOfHalf - 1) .& (self .< 2 * rootOfHalf - 1)
    return Self.logarithm(
      f.replacing(with: self, where: isNear), n.replacing(with: 0, where: isNear), of: 1 + self
    ).replacing(with: self, where: self .== 0)  // the sign of −0
  }
}
