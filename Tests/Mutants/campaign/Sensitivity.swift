// The smallest error that is found: the right gradient of every operation times 1 + δ, in all
// entries or in a single one, shown to the checker as a bare pair of functions, which has no
// forward mode to lean on.

import GradientCheck
import Gradus
import LessonKit
import Mutants
import Plot

/// The verdicts on gradients that are off by a known relative error.
struct Sensitivity: Codable {
  /// Which entries are off.
  private enum Extent: String, CaseIterable, Codable, CodingKeyRepresentable {
    case every, one

    var title: String { self == .every ? "Every entry is off" : "A single entry is off" }
  }

  /// How many of the trials with one error failed, passed, or were left open.
  private struct Count: Codable {
    var (failed, passed, open) = (0, 0, 0)

    var all: Int { failed + passed + open }
    var found: Double { Double(failed) / Double(all) }
    var missed: Double { Double(passed) / Double(all) }
  }

  /// The errors δ, from 10⁻¹ down to 10⁻¹⁴: by decades where all are found, then by halves.
  private static let errors = (Array(stride(from: 2, to: 16, by: 2)) + Array(16...28)).map {
    Double.pow(10, -Double($0) / 2)
  }

  private var counts: [Extent: [Count]] = [:]

  /// Tries so many trials of each of some operations with every error.
  init(trials: Int, of operations: [Operation], using generator: inout RandomGenerator) {
    for extent in Extent.allCases { counts[extent] = Self.errors.map { _ in Count() } }
    let progress = ProgressLine("small errors", of: operations.count * trials)
    defer { progress.end() }
    for operation in operations {
      for _ in 0..<trials {
        let seed = generator.next()
        let trial = operation.trial(seed: seed)
        let right = trial.gradients(upstream: trial.report(seed: seed).cotangent)
        let places = right.indices.flatMap { input in
          right[input].storage.indices.filter { right[input].storage[$0] != 0 }.map { (input, $0) }
        }
        let place = places[generator.integer(below: places.count)]
        for (index, error) in Self.errors.enumerated() {
          for extent in Extent.allCases {
            let factors = Self.factors(1 + error, right.map(\.shape), extent == .one ? place : nil)
            let verdict = trial.report(multiplying: factors, seed: seed).verdict
            count(verdict, extent, index)
          }
        }
        progress.advance()
      }
    }
  }

  private mutating func count(_ verdict: Verdict, _ extent: Extent, _ index: Int) {
    switch verdict {
    case .fail: counts[extent]?[index].failed += 1
    case .pass: counts[extent]?[index].passed += 1
    default: counts[extent]?[index].open += 1
    }
  }

  /// A factor for every entry, or for one alone and 1 for the others.
  private static func factors(
    _ factor: Double, _ shapes: [[Int]], _ place: (input: Int, entry: Int)?
  ) -> [Tensor<Double>] {
    shapes.enumerated().map { input, shape in
      let count = shape.reduce(1, *)
      return Tensor(
        shape: shape,
        scalars: (0..<count).map { entry in
          place.map { $0 == (input, entry) } ?? true ? factor : 1
        })
    }
  }

  /// The least error from which on all of the trials are found.
  private func least(_ extent: Extent) -> Double? {
    let found = zip(Self.errors, counts[extent] ?? []).prefix { $1.found >= 1 }
    return found.last?.0
  }

  /// Records the least errors and the figure, and prints them with the shares.
  func record(into record: inout RunRecord) throws {
    var table = Table(
      .number("error", "%.0e"), .number("in all: found", "%.0p"),
      .number("in all: passed", "%.0p"), .number("in one: found", "%.0p"),
      .number("in one: passed", "%.0p"))
    for (index, error) in Self.errors.enumerated() where error < 1e-7 {
      let row = Extent.allCases.compactMap { counts[$0]?[index] }
      table.add(error, row[0].found, row[0].missed, row[1].found, row[1].missed)
    }
    print("Small errors\n\(table)")
    for extent in Extent.allCases {
      guard let least = least(extent) else { continue }
      // Rounding elsewhere may make it the error beside it, √10 times as large.
      record.number("least.\(extent.rawValue).all", least, agreement: .full(relative: 0.7))
    }
    try draw(into: &record)
  }

  private func draw(into record: inout RunRecord) throws {
    let figure = Figure(
      sharing: .both,
      axes: Extent.allCases.map { extent in
        let counts = counts[extent] ?? []
        let errors = Self.errors
        return Axes(extent.title, x: .log("relative error δ"), y: .linear("share in %", 0...100)) {
          Line(x: errors, y: counts.map { 100 * $0.found }, label: "found")
          Line(
            x: errors, y: counts.map { 100 * (1 - $0.found - $0.missed) }, label: "in doubt",
            color: .orange)
          Line(x: errors, y: counts.map { 100 * $0.missed }, label: "passed", color: .gray)
        }
      })
    try record.draw("errors.svg", figure)
  }
}
