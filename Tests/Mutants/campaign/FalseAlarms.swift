// Right gradients, every one to be passed: the operations at thousands of drawn points, random
// compositions of them, random networks. A verdict of `fail` is a false alarm.

import GradientCheck
import Gradus
import LessonKit
import Mutants

/// The verdicts on right gradients.
struct FalseAlarms: Codable {
  /// Where the right gradients come from.
  private enum Source: String, CaseIterable, Codable, CodingKeyRepresentable {
    case operations, compositions, networks

    /// How many trials there are of each for every trial of each operation.
    var share: Int {
      switch self {
      case .operations: Operation.allCases.count
      case .compositions: 12
      case .networks: 6
      }
    }

    func trial(_ index: Int, seed: UInt64) -> Trial {
      switch self {
      case .operations: Operation.allCases[index % Operation.allCases.count].trial(seed: seed)
      case .compositions: .composition(seed: seed)
      case .networks: .network(seed: seed)
      }
    }
  }

  private var counts: [Source: [String: Int]] = [:]

  /// Checks so many trials of each operation, and of the others in proportion.
  init(each count: Int, using generator: inout RandomGenerator) {
    let total = Source.allCases.reduce(0) { $0 + $1.share } * count
    let progress = ProgressLine("right gradients", of: total)
    defer { progress.end() }
    for source in Source.allCases {
      for index in 0..<source.share * count {
        let seed = generator.next()
        let trial = source.trial(index, seed: seed)
        let report = trial.report(seed: seed)
        if report.verdict == .fail { print("A false alarm: \(trial), seed \(seed)\n\(report)\n") }
        counts[source, default: [:]][report.verdict.description, default: 0] += 1
        progress.advance()
      }
    }
  }

  /// Records the counts, prints them and says what they come to.
  func record(into record: inout RunRecord) {
    var table = Table(
      .text("verdict"), .number("operations", "%'d"), .number("compositions", "%'d"),
      .number("networks", "%'d"))
    let verdicts = Set(counts.values.flatMap(\.keys))
    for verdict in verdicts.sorted(by: { (total($0), $1) > (total($1), $0) }) {
      let row = Source.allCases.map { counts[$0]?[verdict] ?? 0 }
      table.add(verdict, row[0], row[1], row[2])
    }
    record.table("right", table)
    let all = verdicts.reduce(0) { $0 + total($1) }
    let alarms = total("fail")
    record.number("right", all)
    record.number("right.alarms", alarms)
    print("Right gradients\n\(table)\n\(all) right gradients, \(alarms) false alarms.\n")
  }

  private func total(_ verdict: String) -> Int {
    counts.values.reduce(0) { $0 + ($1[verdict] ?? 0) }
  }
}
