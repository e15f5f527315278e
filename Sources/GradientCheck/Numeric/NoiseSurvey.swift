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
  private let line: Line
  private let spacings: [Int]
  private var taken: [Int: [Sample]] = [:]

  /// Which outputs change at any of the spacings looked at.
  private var changes: [Bool]

  init(_ line: Line, spacings: [Int]) {
    (self.line, self.spacings) = (line, spacings)
    changes = line.cotangent.map { _ in false }
  }

  var evaluations: Int { 7 * taken.count }

  private func spacing(_ exponent: Int) -> Double { line.x.unit * .twoToThe(exponent) }

  /// Seven samples around the point, the fourth at it.
  mutating func samples(at exponent: Int) -> [Sample] {
    if let samples = taken[exponent] { return samples }
    let samples = (-3...3).map { line.f(line.x + Double($0) * spacing(exponent)) }
    taken[exponent] = samples
    for i in changes.indices where samples.contains(where: { $0.values[i] != samples[3].values[i] })
    {
      changes[i] = true
    }
    return samples
  }

  /// What the samples at one spacing show.
  private struct Row {
    /// Σ v·(y₊ − y) from each sample to the next.
    var differences: [Double]

    /// The noise that rounding the outputs makes.
    let rounding: Double

    /// Whether the noise can be seen: the values are finite, and most of them differ.
    var isTelling: Bool { isFinite && differences.count { $0 == 0 } < differences.count / 2 }
    var isFinite: Bool { differences.allSatisfy(\.isFinite) }

    var found: Break? { Break(in: differences, beyond: 1024 * rounding) }
  }

  private mutating func row(at exponent: Int) -> Row {
    let samples = samples(at: exponent)
    let differences = zip(samples, samples.dropFirst()).map {
      line.difference(from: $0, to: $1).value
    }
    return Row(differences: differences, rounding: rounding(of: samples))
  }

  /// How much larger noise may be than at another spacing, or than the outputs' last places: what is
  /// larger is the function itself, whose scale is no wider than the spacing.
  private static let mostlyAlike = 64.0
  private static let beyondRounding = 4096.0

  /// The noise at the spacings that serve; nil where none does.
  mutating func level(crossingKinks: Bool) -> Double? {
    var level: Double?
    var nearest: Double?
    var isBroken = false
    for (place, exponent) in spacings.enumerated() {
      if level != nil, exponent < spacings[place - 1] { break }
      let samples = samples(at: exponent)
      guard crossingKinks || samples.allSatisfy({ $0.sides == samples[3].sides }) else { continue }
      var row = row(at: exponent)
      guard row.isFinite else { continue }
      level = max(level ?? 0, row.rounding)
      guard row.isTelling else { continue }
      if let found = row.found,
        isBroken && found.place.contains(2) || hasBreakInTheMiddle(at: exponent + 8)
      {
        // A wide spacing shows what is left of a break that was mended.
        if nearest != nil { break }
        isBroken = true
        row.differences = found.mended
      }
      var found = NoiseEstimate.level(firstDifferences: row.differences)
      guard let reach = nearest else {
        // What is added to 1 and taken away again leaves the noise of 1.
        let usual = max(row.rounding, 0x1p-53 * line.cotangent.reduce(0) { $0 + abs($1) })
        if found.value > Self.beyondRounding * usual {
          // The rounding of x has to be nothing beside a spacing.
          let wide = [8, 16, 24, 32, 40].filter { spacing(exponent - $0) >= 64 * line.x.ulp }
          let closer = wide.compactMap { closeLevel(at: exponent - $0) }
          if let least = closer.min(), Self.mostlyAlike * least < found.value {
            found.value = least
          }
        }
        level = max(level ?? 0, found.value)
        nearest = row.differences.largestMagnitude
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

  /// The noise at a narrow spacing; nil where most values are equal there, or not finite.
  private mutating func closeLevel(at exponent: Int) -> Double? {
    let row = row(at: exponent)
    guard row.isTelling else { return nil }
    let differences = row.found?.mended ?? row.differences
    return max(row.rounding, NoiseEstimate.level(firstDifferences: differences).value)
  }

  /// Whether the point is near a break at another spacing too, which makes it believable: rounding
  /// inside the function can look like one, where most neighbours are rounded alike.
  private mutating func hasBreakInTheMiddle(at exponent: Int) -> Bool {
    row(at: exponent).found?.place.contains(2) ?? false
  }

  /// The noise that rounding the outputs to floating-point numbers makes, whatever came before.
  ///
  /// A rounding error is uniform over one unit in the last place, of variance ulp²/12. Outputs that
  /// change at no spacing are exact in every difference, unless none changes: then the function's
  /// slope may still hide below their last place.
  private func rounding(of samples: [Sample]) -> Double {
    let isConstant = !changes.contains(true)
    let places = changes.indices.filter { changes[$0] || isConstant }.map { i in
      abs(line.cotangent[i]) * samples.reduce(0) { max($0, $1.values[i].ulp) }
    }
    // Squares of what is near the largest number, or the least, would not be finite, or be zero.
    guard let largest = places.max(), largest > 0 else { return 0 }
    let squares = places.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }
    return largest * (squares / 12).squareRoot()
  }
}
