// Tick positions by Talbot, Lin and Hanrahan (2010), "An Extension of Wilkinson's Algorithm for
// Positioning Tick Labels on Axes". Among the sequences i · j · q · 10^z, with q from a list of
// nice numbers, the one is found that scores best in
//   0.25 simplicity + 0.2 coverage + 0.5 density + 0.05 legibility,
// where legibility counts as 1: labels that collide are dealt with by asking for fewer ticks.
// Positions are computed as whole multiples of a power of ten, so that 0.3 is 3 · 10⁻¹ and is
// labelled "0.3", never 0.30000000000000004.

import Foundation

/// Equally spaced decimal numbers, (first + i · step) · 10^exponent for i in 0..<count.
struct TickSequence: Hashable, Sendable {
  var first: Int
  var step: Int
  var count: Int
  var exponent: Int

  /// The integers in front of the power of ten.
  var mantissas: [Int] { (0..<count).map { first + $0 * step } }

  /// The positions, each the closest number to its decimal label.
  var values: [Double] { mantissas.map { decimal($0, exponent: exponent) } }
}

/// The number nearest to mantissa · 10^exponent.
func decimal(_ mantissa: Int, exponent: Int) -> Double {
  // Both operands are exact up to 10²², so that the quotient is rounded once, correctly.
  if exponent >= -22, exponent < 0 { return Double(mantissa) / pow(10, Double(-exponent)) }
  if exponent >= 0, exponent <= 22 { return Double(mantissa) * pow(10, Double(exponent)) }
  return Double("\(mantissa)e\(exponent)") ?? .nan
}

/// The search for the best ticks of a range.
struct TickSearch {
  /// Nice numbers in tenths, the nicest first (the paper's q, times ten).
  private static let tenths = [10, 50, 20, 25, 40, 30]

  /// The range of the data.
  private let low: Double
  private let high: Double
  /// The number of ticks to aim for.
  private let wanted: Int
  /// The range that no tick may leave.
  private let limits: ClosedRange<Double>
  /// Whether ticks stand at whole numbers only.
  private let isWhole: Bool

  private var best: TickSequence?
  private var bestScore = -2.0

  /// About `wanted` ticks for the data in `range`, none outside `limits`; `range` must not be
  /// shorter than 10⁻¹² of its greater end. Nil when even two ticks find no place.
  static func best(
    for range: ClosedRange<Double>, wanted: Int, within limits: ClosedRange<Double>,
    isWhole: Bool = false
  ) -> TickSequence? {
    var search = TickSearch(range, wanted: max(2, wanted), within: limits, isWhole: isWhole)
    search.run()
    return search.best
  }

  private init(
    _ range: ClosedRange<Double>, wanted: Int, within limits: ClosedRange<Double>, isWhole: Bool
  ) {
    (low, high) = (range.lowerBound, range.upperBound)
    self.wanted = wanted
    self.limits = limits
    self.isWhole = isWhole
  }

  /// Tries all sequences; each loop ends where even a perfect score in all that is still open
  /// would not do. Ticks that skip a dozen multiples are too odd to win.
  private mutating func run() {
    for skip in 1...12 {
      for rank in Self.tenths.indices {
        let simplest = simplicity(rank: rank, skip: skip, hasZero: true)
        if score(simplest, 1, 1) < bestScore { break }
        for count in 2...(4 * wanted + 8) {
          if score(simplest, 1, densityBound(count)) < bestScore { break }
          trySteps(rank: rank, skip: skip, count: count)
        }
      }
    }
  }

  /// Tries one power of ten after another, from the least whose ticks could span the data.
  private mutating func trySteps(rank: Int, skip: Int, count: Int) {
    let multiple = skip * Self.tenths[rank]
    let shortest = (high - low) / Double(count + 1)
    var exponent = Int(log10(shortest / Double(multiple)).rounded(.up))
    let simplest = simplicity(rank: rank, skip: skip, hasZero: true)
    while true {
      let step = decimal(multiple, exponent: exponent)
      let widest = coverageBound(step * Double(count - 1))
      if score(simplest, widest, densityBound(count)) < bestScore { return }
      for start in starts(step: step, skip: skip, count: count) {
        let sequence = TickSequence(
          first: start * Self.tenths[rank], step: multiple, count: count, exponent: exponent)
        let hasZero = start <= 0 && start % skip == 0 && start + (count - 1) * skip >= 0
        weigh(sequence, step, simplicity(rank: rank, skip: skip, hasZero: hasZero))
      }
      exponent += 1
    }
  }

  /// Keeps `sequence` if it is allowed, stays inside the limits and is the best so far.
  private mutating func weigh(_ sequence: TickSequence, _ step: Double, _ simplicity: Double) {
    let first = decimal(sequence.first, exponent: sequence.exponent)
    if isWhole, step != step.rounded() || first != first.rounded() { return }
    let last = first + step * Double(sequence.count - 1)
    let tolerance = step * 1e-9
    guard first >= limits.lowerBound - tolerance, last <= limits.upperBound + tolerance else {
      return
    }
    let total = score(simplicity, coverage(first, last), density(sequence.count, first, last))
    if total > bestScore { (best, bestScore) = (sequence, total) }
  }

  /// The first ticks, in units of q · 10^z, of all sequences that could cover the data.
  private func starts(step: Double, skip: Int, count: Int) -> ClosedRange<Int> {
    let least = (Int((high / step).rounded(.down)) - (count - 1)) * skip
    let greatest = Int((low / step).rounded(.up)) * skip
    return min(least, greatest)...max(least, greatest)
  }

  private func score(_ simplicity: Double, _ coverage: Double, _ density: Double) -> Double {
    0.25 * simplicity + 0.2 * coverage + 0.5 * density + 0.05
  }

  private func simplicity(rank: Int, skip: Int, hasZero: Bool) -> Double {
    1 - Double(rank) / Double(Self.tenths.count - 1) - Double(skip) + (hasZero ? 2 : 1)
  }

  private func coverage(_ first: Double, _ last: Double) -> Double {
    let tenth = 0.1 * (high - low)
    let (above, below) = ((high - last) / tenth, (low - first) / tenth)
    return 1 - 0.5 * (above * above + below * below)
  }

  private func coverageBound(_ span: Double) -> Double {
    let excess = max(0, span - (high - low)) / 2 / (0.1 * (high - low))
    return 1 - excess * excess
  }

  private func density(_ count: Int, _ first: Double, _ last: Double) -> Double {
    let actual = Double(count - 1) / (last - first)
    let aim = Double(wanted - 1) / (max(last, high) - min(first, low))
    return 2 - max(actual / aim, aim / actual)
  }

  private func densityBound(_ count: Int) -> Double {
    count >= wanted ? 2 - Double(count - 1) / Double(wanted - 1) : 1
  }
}
