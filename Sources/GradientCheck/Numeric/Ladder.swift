// The central differences D_k at steps h_k = s·2⁻ᵏ, and what can be read off them: the derivative,
// from Richardson's R_k = (4 D_k − D_{k−1})/3, whose error is O(h⁴), and the function's character,
// from B_k = D⁺ − D⁻, the difference of the one-sided quotients. B(h) is h·f″ where the function is
// smooth, constant at a kink and 1/h at a jump, so B(2h)/B(h) is 2, 1 or ½.
//
// L. F. Richardson (1911); C. J. F. Ridders, "Accurate computation of F′(x) and F′(x)F″(x)" (1982).

/// How a function behaves at a point, as far as differences can tell.
public enum Regularity: String, Codable, Sendable {
  /// No bend, or one that vanishes with the step.
  case smooth
  /// Two slopes meet here.
  case kink
  /// The value itself jumps.
  case jump
  /// None of these at every step looked at.
  case unclear
}

/// A function's differences around one point.
struct Ladder {
  private struct Rung {
    var value: Double
    var magnitude: Double
    /// B = D⁺ − D⁻.
    var bend: Double
    /// The outputs at x − h and at x + h.
    var sides: (left: [Double], right: [Double])

    /// Whether nothing has moved.
    var isStill: Bool { magnitude == 0 && bend == 0 }

    /// The most that was seen to move, for a step h.
    func movement(_ h: Double) -> Double { max(magnitude, abs(bend)) * h }
  }

  let line: Line
  /// The longest step, s.
  let unit: Double
  /// The standard deviation of the contracted function's rounding errors.
  let noise: Double
  /// 32 roundings of outputs near 1, as the cotangent weighs them.
  let grain: Double
  /// The function at the point.
  let center: Sample
  private var all: [Int: Rung] = [:]
  /// The rungs whose three samples are on the same side of all kinks that are known.
  private var onOneSide: Set<Int> = []
  /// The rungs that count: those that cross no kink or, where the point is on one, all.
  private var rungs: [Int: Rung] = [:]
  /// Whether there are rungs enough, three in a row, that cross no kink.
  private(set) var isOnOneSide = false

  /// A ladder without rungs, its steps fractions of so many of the point's units.
  init(_ line: Line, stretch: Double, noise: NoiseEstimate) {
    self.line = line
    unit = stretch * line.x.unit
    (self.noise, center) = (noise.level, noise.center)
    grain = line.cotangent.reduce(0) { $0 + abs($1) } * 0x1p-48
  }

  /// How often a short step was taken besides the rungs.
  private var probes = 0

  /// Two evaluations a rung, and one a short step.
  var evaluations: Int { 2 * all.count + probes }

  /// Whether the rungs that count tell of a smooth function with finite values.
  var isSmooth: Bool { isOnOneSide && regularity == .smooth && best.value.isFinite }

  /// Whether some rungs cross a kink and do not count.
  var isCut: Bool { isOnOneSide && onOneSide.count < all.count }

  /// The rung of the next longer step; nil where the longest steps show more than noise already, or
  /// the next one crosses a kink.
  var longer: Int? {
    guard let longest = rungs.keys.min(), all[longest - 1] == nil,
      let error = error(longest + 2), error <= 2 * rounding(longest + 2)
    else { return nil }
    return longest - 1
  }

  func step(_ k: Int) -> Double { unit * .twoToThe(-k) }

  /// Takes the differences at h_k, unless they have been taken.
  mutating func addRung(_ k: Int) {
    if all[k] != nil { return }
    let (above, below) = (line.x + step(k), line.x - step(k))
    let (left, right) = (line.f(below), line.f(above))
    let difference = line.difference(from: left, over: center, to: right)
    // x ± h is rounded, so the step taken is not quite 2h.
    let taken = above - below
    all[k] = Rung(
      value: difference.value / taken, magnitude: difference.magnitude / taken,
      bend: 2 * difference.bend / taken, sides: (left.values, right.values))
    if left.sides == center.sides, right.sides == center.sides { onOneSide.insert(k) }
    isOnOneSide = onOneSide.contains { onOneSide.contains($0 - 1) && onOneSide.contains($0 - 2) }
    rungs = isOnOneSide ? all.filter { onOneSide.contains($0.key) } : all
  }

  /// R_k, where both differences are there and finite.
  private func extrapolated(_ k: Int) -> Double? {
    guard let fine = rungs[k], let coarse = rungs[k - 1] else { return nil }
    let value = (4 * fine.value - coarse.value) / 3
    return value.isFinite ? value : nil
  }

  /// E_k, where three differences are there and finite.
  private func error(_ k: Int) -> Double? {
    guard let rung = rungs[k], let value = extrapolated(k), let coarser = extrapolated(k - 1) else {
      return nil
    }
    // Shorter steps show noise twice as large at each, and so what may be hidden here by chance.
    var change = abs(value - coarser)
    var finer = value
    for (further, share) in [(1, 0.5), (2, 0.25)] {
      guard let next = extrapolated(k + further) else { break }
      change = max(change, share * abs(next - finer))
      finer = next
    }
    // The last term is the rounding of the contraction, the division and the extrapolation
    // themselves.
    return change + rounding(k) + 4 * Double.ulpOfOne * rung.magnitude
  }

  /// The part of E_k that the noise makes.
  ///
  /// D_k carries noise of standard deviation √2 ε_f/(2h_k) = √2 ε_f/h_{k−1}, R_k of
  /// √(16·2 + ½)/3 = 1.9 times ε_f/h_{k−1}: six is three standard deviations.
  private func rounding(_ k: Int) -> Double { 6 * noise / step(k - 1) }

  /// The shortest step that says something. Those that move nothing do not where the next longer one
  /// moves it by a few roundings of a number near 1: then the function is a staircase there.
  private var shortest: Int {
    guard let (k, rung) = rungs.filter({ !$0.value.isStill }).max(by: { $0.key < $1.key }) else {
      return .max
    }
    return rung.movement(step(k)) > grain ? .max : k
  }

  /// The extrapolation of smallest error estimate, walking from fine steps to coarse ones until
  /// the intervals R_k ± E_k have no point in common: from there on the estimates are deceived.
  ///
  /// Where most of its error is noise, shorter steps can only be worse.
  var best: (value: Double, error: Double, magnitude: Double, isNoisy: Bool) {
    var best = (
      value: Double.nan, error: Double.infinity, magnitude: Double.infinity, isNoisy: false
    )
    var low = -Double.infinity
    var high = Double.infinity
    for (k, rung) in rungs.sorted(by: { $0.key > $1.key }) where k <= shortest {
      guard let value = extrapolated(k), let error = error(k) else {
        // Below the first estimate there may be rungs without neighbours, above it none.
        if best.value.isNaN { continue } else { break }
      }
      low = max(low, value - error)
      high = min(high, value + error)
      guard low <= high else { break }
      if error < best.error {
        best = (value, error, rung.magnitude, error <= 2 * rounding(k))
      }
    }
    return best
  }

  /// Whether one short step to the right goes where the derivative and the bend of the longer ones
  /// say, to within noise.
  mutating func holds(at k: Int) -> Bool {
    let next = line.x + step(k)
    let sample = line.f(next)
    probes += 1
    guard let shortest = rungs.keys.max(), let rung = rungs[shortest] else { return false }
    let difference = line.difference(from: center, to: sample)
    let taken = next - line.x
    let bend = rung.bend / step(shortest) * taken / 2
    let best = best
    let rounding = (9 * noise + 16 * Double.ulpOfOne * difference.magnitude) / taken
    return sample.sides == center.sides
      && abs(difference.value / taken - best.value - bend) <= best.error + rounding + abs(bend)
  }

  /// Whether a step to half of the distance of the kink that slopes tell of has the slope that they
  /// give the point, as far as noise lets one see.
  mutating func confirms(_ slopes: Subgradients) -> Bool {
    guard let kink = slopes.kink else { return true }
    let next = line.x + kink.side * kink.distance / 2
    let taken = next - line.x
    guard taken != 0 else { return false }
    probes += 1
    let slope = line.difference(from: center, to: line.f(next)).value / taken
    let rounding = 12 * noise / abs(taken) + 16 * Double.ulpOfOne * abs(slope)
    return rounding <= kink.change / 4
      && abs(slope - slopes.range.lowerBound) <= 1e-4 * kink.change + 2 * rounding
  }

  /// The outputs on both sides at a rung that counts.
  func sides(_ k: Int) -> (left: [Double], right: [Double])? { rungs[k]?.sides }

  /// The largest Σ |v·y| among the values at the point and at all steps.
  var size: Double {
    let rows = all.values.flatMap { [$0.sides.left, $0.sides.right] } + [center.values]
    let sizes = rows.map { zip(line.cotangent, $0).reduce(0) { $0 + abs($1.0 * $1.1) } }
    return sizes.filter(\.isFinite).max() ?? 0
  }

  /// The rungs that count, from the longest step to the shortest.
  var places: [Int] { rungs.keys.sorted() }

  /// All rungs, from the longest step to the shortest.
  var steps: [NumericDerivative.Step] {
    all.sorted { $0.key < $1.key }.map { k, rung in
      NumericDerivative.Step(
        length: step(k), quotient: rung.value, extrapolated: extrapolated(k), error: error(k),
        bend: rung.bend)
    }
  }

  /// What the bends say, as far down as they stand out of the noise.
  var regularity: Regularity {
    let levels = rungs.sorted { $0.key > $1.key }.filter { $0.value.bend.isFinite }.map {
      // B carries noise of standard deviation √6 ε_f/h: thirty is twelve of them.
      (
        bend: $0.value.bend,
        threshold: 30 * noise / step($0.key) + 64 * Double.ulpOfOne * $0.value.magnitude
      )
    }
    guard let first = levels.firstIndex(where: { abs($0.bend) > $0.threshold }) else {
      return .smooth
    }
    // A bend that shorter steps would show and do not lies beside the point.
    let shorter = levels[..<first].count { $0.threshold < abs(levels[first].bend) / 4 }
    if shorter >= 2 || first + 2 >= levels.count { return .smooth }
    let ratios = [1, 2].map { levels[first + $0].bend / levels[first + $0 - 1].bend }
    if ratios.allSatisfy({ (0.7...1.45).contains($0) }) { return .kink }
    if ratios.allSatisfy({ (0.35..<0.7).contains($0) }) { return .jump }
    return ratios.allSatisfy { $0 > 1.45 || $0 < 0 } ? .smooth : .unclear
  }
}
