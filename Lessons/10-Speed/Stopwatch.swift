// Measuring time so that it can be believed. A machine does other things too, and its clock rate
// drifts: so everything to be compared is timed in turn, round after round, short work is repeated
// until the clock can resolve it, and of the rounds the median counts. Half the distance between the
// quartiles says how far to trust it.

import Gradus
import LessonKit

/// What one piece of work takes.
struct Timing: Codable, Sendable {
  /// The median over the rounds, in seconds.
  let seconds: Double
  /// Half the distance between the quartiles, relative to the median.
  let spread: Double

  /// The timing of at least one round.
  init(_ rounds: [Double]) {
    seconds = rounds.quantile(0.5)
    spread = (rounds.quantile(0.75) - rounds.quantile(0.25)) / 2 / seconds
  }
}

/// Timings of works some of which keep all threads busy.
struct TeamTimings: Codable {
  /// The threads that work at the same time.
  private(set) var threads = ThreadTeam.current.count
  /// A timing for each of the works.
  let timings: [Timing]
}

/// Work to be timed. It returns some number it has computed, so that none of it can be left out.
typealias Work = () -> Float

/// Times several pieces of work in turn.
struct Stopwatch {
  /// How often each is timed.
  let rounds: Int
  /// After how many seconds work that takes long has been timed often enough.
  let patience: Double

  /// The shortest time a measurement may take, in seconds.
  static let least = 0.004

  /// The timings of the given work, in its order; `progress` is called after each round.
  func time(_ works: [Work], progress: () -> Void = {}) -> [Timing] {
    // The first time warms the caches and tells how often the work has to be done.
    let first = works.map { max(seconds(1, $0), 1e-7) }
    let repetitions = first.map { Int((Self.least / $0).rounded(.up)) }
    let turns = first.map { min(rounds, Int(patience / max($0, Self.least))) }
    // What is too long to be done again has no need of warmth.
    var times = zip(first, turns).map { $1 == 0 ? [$0] : [] }
    for round in 0..<rounds {
      for (k, work) in works.enumerated() where round < turns[k] {
        times[k].append(seconds(repetitions[k], work) / Double(repetitions[k]))
      }
      progress()
    }
    return times.map(Timing.init)
  }

  private func seconds(_ repetitions: Int, _ work: Work) -> Double {
    var sum: Float = 0
    let time = ContinuousClock().measure {
      for _ in 0..<repetitions { sum += work() }
    }
    // Looked at, so that the work counts.
    precondition(!sum.isNaN, "Stopwatch: the work has computed no number")
    return time / .seconds(1)
  }
}
