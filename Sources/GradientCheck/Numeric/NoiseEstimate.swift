// How much a function's computed values jitter around the smooth function they stand for.
//
// Differences of order k shrink with the spacing as δᵏ where the function is smooth, and not at all
// where it is noise: independent errors of standard deviation ε give a k-th difference of variance
// ε²·(2k)!/(k!)². Where three successive orders agree on ε, that is the noise.
//
// J. J. Moré and S. M. Wild, "Estimating Computational Noise", SIAM J. Sci. Comput. 33 (2011),
// 1292–1314, algorithm ECnoise.

/// The measured noise of a contracted function near one point.
struct NoiseEstimate {
  /// The standard deviation ε_f of the function's rounding errors; NaN where a value is not finite.
  let level: Double

  /// The outputs at the point itself.
  let outputs: [Double]

  /// How often the function was evaluated.
  let evaluations: Int

  /// Measures the noise of Σ v·f near x from seven evaluations at each of two or three spacings.
  ///
  /// Rounding errors of close neighbours can be alike, so that a narrow spacing shows too little
  /// noise; at a wide one the function itself may hide it. So the larger is taken of what a narrow
  /// one shows and what a wide one shows beyond doubt. A spacing at which most values are equal
  /// shows the grid of the floating-point numbers rather than the noise, and does not count. Near
  /// the edge of the function's domain the spacing shrinks until all values are finite.
  ///
  /// - Parameters:
  ///   - unit: the power of two nearest below max(|x|, 1); spacings are fractions of it.
  ///   - spacings: their binary exponents: wider and wider ones, then narrower ones for where no
  ///     value has been finite.
  init(
    of f: (Double) -> [Double], contractedWith v: [Double], at x: Double, unit: Double,
    spacings: [Int] = NumericDerivative.Procedure.usual.spacings
  ) {
    var level = 0.0
    var shown = 0
    var evaluations = 0
    var outputs: [Double] = []
    var isFinite = false
    for (place, exponent) in spacings.enumerated() where shown < 2 {
      if isFinite, exponent < spacings[place - 1] { break }
      let spacing = unit * Double(sign: .plus, exponent: exponent, significand: 1)
      let values = (-3...3).map { f(x + Double($0) * spacing) }
      evaluations += values.count
      outputs = values[3]
      let differences = zip(values, values.dropFirst()).map {
        ContractedDifference(from: $0, to: $1, cotangent: v).value
      }
      guard differences.allSatisfy(\.isFinite) else { continue }
      isFinite = true
      let rounding = Self.roundingLevel(of: values, contractedWith: v)
      level = max(level, rounding)
      if differences.count(where: { $0 == 0 }) < values.count / 2 {
        let found = Self.level(
          firstDifferences: Self.withoutBreak(differences, beyond: 1024 * rounding))
        if shown == 0 || found.isCertain { level = max(level, found.value) }
        shown += 1
      }
    }
    self.level = isFinite ? level : .nan
    self.outputs = outputs
    self.evaluations = evaluations
  }

  /// The noise that rounding the outputs to floating-point numbers makes, whatever came before.
  ///
  /// A rounding error is uniform over one unit in the last place, of variance ulp²/12. Outputs that
  /// do not change at all are exact in every difference, unless none changes: then the function's
  /// slope may still hide below their last place.
  private static func roundingLevel(of values: [[Double]], contractedWith v: [Double]) -> Double {
    var changing = 0.0
    var constant = 0.0
    for i in v.indices {
      let outputs = values.map { $0[i] }
      let ulp = outputs.map(\.ulp).max() ?? 0
      let variance = v[i] * v[i] * ulp * ulp / 12
      if outputs.contains(where: { $0 != outputs[0] }) {
        changing += variance
      } else {
        constant += variance
      }
    }
    return (changing > 0 ? changing : constant).squareRoot()
  }

  /// The first differences as they would be without a kink or a jump, which is no noise.
  ///
  /// A kink stands out in one second difference, or in two neighbours where it lies between two
  /// points, and a jump in two of opposite sign; noise is in all of them, and curvature is too.
  private static func withoutBreak(_ differences: [Double], beyond limit: Double) -> [Double] {
    let second = zip(differences, differences.dropFirst()).map { $1 - $0 }
    let pairs = second.indices.dropLast().map { $0...($0 + 1) }
    let candidates = pairs + second.indices.map { $0...$0 }
    for broken in candidates {
      let others = second.indices.filter { !broken.contains($0) }.map { second[$0] }
      let middle = others.reduce(0, +) / Double(others.count)
      let usual = others.reduce(0) { max($0, abs($1 - middle)) }
      guard broken.allSatisfy({ abs(second[$0] - middle) > max(64 * usual, limit) }) else {
        continue
      }
      return second.indices.reduce(into: [differences[0]]) { mended, i in
        mended.append(mended[i] + (broken.contains(i) ? middle : second[i]))
      }
    }
    return differences
  }

  /// The noise that a table of differences shows, given its first column.
  ///
  /// It is certain where three orders agree. Elsewhere it is the largest estimate of the last
  /// three, which still contain some of the function: an upper bound in practice.
  static func level(firstDifferences: [Double]) -> (value: Double, isCertain: Bool) {
    var differences = firstDifferences
    var estimates: [Double] = []
    var changesSign: [Bool] = []
    var gamma = 1.0  // (k!)² / (2k)!
    for k in 1...firstDifferences.count {
      gamma *= Double(k) / Double(4 * k - 2)
      let meanSquare = differences.reduce(0) { $0 + $1 * $1 } / Double(differences.count)
      estimates.append((gamma * meanSquare).squareRoot())
      // Noise of one sign is a trend, not noise.
      changesSign.append(differences.contains { $0 < 0 } && differences.contains { $0 > 0 })
      differences = zip(differences, differences.dropFirst()).map { $1 - $0 }
    }
    for k in 0..<(estimates.count - 2) where changesSign[k] {
      let three = estimates[k...(k + 2)]
      if let least = three.min(), let most = three.max(), most <= 4 * least {
        return (estimates[k], true)
      }
    }
    return (estimates.suffix(3).max() ?? 0, false)
  }
}
