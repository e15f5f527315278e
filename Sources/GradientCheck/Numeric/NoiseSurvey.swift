// Where the noise of a function is measured: seven samples at each of a few spacings.
//
// Rounding errors of close neighbours can be alike, so that a narrow spacing shows too little noise;
// at a wide one the function itself may hide it. So the larger is taken of what a narrow one shows
// and what a wide one shows beyond doubt. A spacing at which most values are equal shows the grid of
// the floating-point numbers rather than the noise, and does not count. Near the edge of the
// function's domain, or a kink that it tells of, the spacing shrinks until all values are finite and
// on one side; a point on a kink is measured across it.

/// Samples at one spacing after the other.
struct NoiseSurvey {
  let v: [Double]
  let x: Double
  let unit: Double
  let spacings: [Int]
  private var taken: [Int: [Sample]] = [:]

  /// Which outputs change at any of the spacings looked at.
  private var changes: [Bool]

  init(v: [Double], x: Double, unit: Double, spacings: [Int]) {
    (self.v, self.x, self.unit, self.spacings) = (v, x, unit, spacings)
    changes = v.map { _ in false }
  }

  var evaluations: Int { 7 * taken.count }

  /// Seven samples around the point, the fourth at it.
  mutating func samples(of f: (Double) -> Sample, at exponent: Int) -> [Sample] {
    if let samples = taken[exponent] { return samples }
    let spacing = unit * Double(sign: .plus, exponent: exponent, significand: 1)
    let samples = (-3...3).map { f(x + Double($0) * spacing) }
    taken[exponent] = samples
    for i in v.indices where samples.contains(where: { $0.values[i] != samples[3].values[i] }) {
      changes[i] = true
    }
    return samples
  }

  /// The noise at the spacings that serve; nil where none does.
  mutating func level(of f: (Double) -> Sample, crossingKinks: Bool) -> Double? {
    var level: Double?
    var nearest: Double?
    var isBroken = false
    for (place, exponent) in spacings.enumerated() {
      if level != nil, exponent < spacings[place - 1] { break }
      let samples = samples(of: f, at: exponent)
      guard crossingKinks || samples.allSatisfy({ $0.sides == samples[3].sides }) else { continue }
      var differences = differences(of: samples)
      guard differences.allSatisfy(\.isFinite) else { continue }
      let rounding = rounding(of: samples)
      level = max(level ?? 0, rounding)
      if differences.count(where: { $0 == 0 }) >= samples.count / 2 { continue }
      if let found = Break(in: differences, beyond: 1024 * rounding),
        isBroken && found.place.contains(2) || hasBreakInTheMiddle(of: f, at: exponent + 8)
      {
        isBroken = true
        differences = found.mended
      }
      let found = NoiseEstimate.level(firstDifferences: differences)
      guard let reach = nearest else {
        level = max(level ?? 0, found.value)
        nearest = differences.reduce(0) { max($0, abs($1)) }
        continue
      }
      // Noise that were far more than all that happens nearby would be the function itself.
      if found.isCertain, found.value <= 64 * reach { level = max(level ?? 0, found.value) }
      break
    }
    return level
  }

  /// Whether the point is near a break at another spacing too, which makes it believable: rounding
  /// inside the function can look like one, where most neighbours are rounded alike.
  private mutating func hasBreakInTheMiddle(of f: (Double) -> Sample, at exponent: Int) -> Bool {
    let samples = samples(of: f, at: exponent)
    let found = Break(in: differences(of: samples), beyond: 1024 * rounding(of: samples))
    return found?.place.contains(2) ?? false
  }

  /// Σ v·(y₊ − y) from each sample to the next.
  private func differences(of samples: [Sample]) -> [Double] {
    zip(samples, samples.dropFirst()).map {
      ContractedDifference(from: $0.values, to: $1.values, cotangent: v).value
    }
  }

  /// The noise that rounding the outputs to floating-point numbers makes, whatever came before.
  ///
  /// A rounding error is uniform over one unit in the last place, of variance ulp²/12. Outputs that
  /// change at no spacing are exact in every difference, unless none changes: then the function's
  /// slope may still hide below their last place.
  private func rounding(of samples: [Sample]) -> Double {
    let isConstant = !changes.contains(true)
    let variance = v.indices.reduce(0) { sum, i in
      guard changes[i] || isConstant else { return sum }
      let ulp = samples.reduce(0) { max($0, $1.values[i].ulp) }
      return sum + v[i] * v[i] * ulp * ulp / 12
    }
    return variance.squareRoot()
  }
}
