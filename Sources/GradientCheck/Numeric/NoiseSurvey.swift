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

  /// How much larger noise may be than at another spacing, or than the outputs' last places: what is
  /// larger is the function itself, whose scale is no wider than the spacing.
  private static let mostlyAlike = 64.0
  private static let beyondRounding = 4096.0

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
        // A wide spacing shows what is left of a break that was mended.
        if nearest != nil { break }
        isBroken = true
        differences = found.mended
      }
      var found = NoiseEstimate.level(firstDifferences: differences)
      guard let reach = nearest else {
        // What is added to 1 and taken away again leaves the noise of 1.
        let usual = max(rounding, 0x1p-53 * v.reduce(0) { $0 + abs($1) })
        if found.value > Self.beyondRounding * usual {
          let closer = [8, 16, 24, 32, 40].filter { isWide(exponent - $0) }.compactMap {
            closeLevel(of: f, at: exponent - $0)
          }
          if let least = closer.min(), Self.mostlyAlike * least < found.value {
            found.value = least
          }
        }
        level = max(level ?? 0, found.value)
        nearest = differences.reduce(0) { max($0, abs($1)) }
        continue
      }
      // Noise that were far more than all that happens nearby would be the function itself.
      let most = Self.beyondRounding * (level ?? 0)
      if found.isCertain, found.value <= min(Self.mostlyAlike * reach, most) {
        level = max(level ?? 0, found.value)
      }
      break
    }
    return level
  }

  /// Whether the rounding of x is nothing beside a spacing.
  private func isWide(_ exponent: Int) -> Bool {
    unit * Double(sign: .plus, exponent: exponent, significand: 1) >= 64 * x.ulp
  }

  /// The noise at a narrow spacing; nil where most values are equal there, or not finite.
  private mutating func closeLevel(of f: (Double) -> Sample, at exponent: Int) -> Double? {
    let samples = samples(of: f, at: exponent)
    var differences = differences(of: samples)
    guard differences.allSatisfy(\.isFinite),
      differences.count(where: { $0 == 0 }) < samples.count / 2
    else { return nil }
    let rounding = rounding(of: samples)
    if let found = Break(in: differences, beyond: 1024 * rounding) { differences = found.mended }
    return max(rounding, NoiseEstimate.level(firstDifferences: differences).value)
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
    let places = v.indices.filter { changes[$0] || isConstant }.map { i in
      abs(v[i]) * samples.reduce(0) { max($0, $1.values[i].ulp) }
    }
    // Squares of what is near the largest number, or the least, would not be finite, or be zero.
    guard let largest = places.max(), largest > 0 else { return 0 }
    let squares = places.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }
    return largest * (squares / 12).squareRoot()
  }
}
