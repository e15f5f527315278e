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

  /// The function at the point itself.
  let center: Sample

  /// How often the function was evaluated.
  let evaluations: Int

  /// Noise that has been measured elsewhere.
  init(level: Double, center: Sample) {
    (self.level, self.center, evaluations) = (level, center, 0)
  }

  /// Measures the noise from seven evaluations at each of two or three spacings.
  ///
  /// - Parameter spacings: their binary exponents, as fractions of the point's unit: wider and wider
  ///   ones, then narrower ones for where none has served.
  init(of line: Line, spacings: [Int] = NumericDerivative.Procedure.usual.spacings) {
    var survey = NoiseSurvey(line, spacings: spacings)
    level = survey.level(crossingKinks: false) ?? survey.level(crossingKinks: true) ?? .nan
    center = survey.samples(at: spacings[0])[3]
    evaluations = survey.evaluations
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
      let largest = differences.largestMagnitude
      // Their squares may not be finite.
      let meanSquare =
        differences.reduce(0) { $0 + ($1 / largest) * ($1 / largest) } / Double(differences.count)
      estimates.append(largest > 0 ? largest * (gamma * meanSquare).squareRoot() : 0)
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
