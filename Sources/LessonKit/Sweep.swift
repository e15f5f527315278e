// A comparison that was made fairly: every setting, such as a rate, is tried from several seeds, and
// the best is the one whose median is least, of those at which the fewest trainings fail. What the
// book says of a method it says of its best setting, and shows the spread of its seeds.

import Plot

/// What trainings have come to, at several settings and from several seeds each: errors or losses or
/// counts of steps, the less the better.
public struct Sweep: Codable, Equatable, Sendable {
  /// The settings, in order.
  public let settings: [Double]
  /// What was measured at each setting, least first; infinite where a training has failed.
  public let measured: [[Double]]

  /// Measures at every setting from every seed.
  ///
  /// - Parameters:
  ///   - settings: at least one.
  ///   - seeds: how many trainings there are at each, at least one.
  ///   - measure: trains at a setting, by a seed from 0 on, and measures.
  public init(
    over settings: [Double], seeds: Int,
    _ measure: (_ setting: Double, _ seed: Int) throws -> Double
  ) rethrows {
    precondition(!settings.isEmpty && seeds > 0, "Sweep: nothing is tried")
    self.settings = settings
    measured = try settings.map { setting in
      try (0..<seeds).map { seed in
        let value = try measure(setting, seed)
        return value.isNaN ? .infinity : value
      }.sorted()
    }
  }

  /// The place of the best setting: the first whose median is least, of those at which the fewest
  /// trainings have failed.
  public var bestPlace: Int {
    let ranks = measured.map { ($0.count { $0 == .infinity }, $0.median) }
    return ranks.indices.min { ranks[$0] < ranks[$1] } ?? 0
  }

  /// The best setting.
  public var best: Double { settings[bestPlace] }

  /// What was measured at the best setting, least first.
  public var atBest: [Double] { measured[bestPlace] }

  /// The median at the best setting.
  public var median: Double { atBest.median }

  /// Whether settings on both sides of the best were tried: only then was it found.
  public var isInside: Bool { bestPlace > 0 && bestPlace < settings.count - 1 }
}

extension [Double] {
  /// The median and the range, each in a printf format: `0.25 (0.15 to 0.33)`.
  package func spread(_ format: String) -> String {
    let (low, high) = (self.min() ?? .nan, self.max() ?? .nan)
    return "\(median, format) (\(low, format) to \(high, format))"
  }
}
