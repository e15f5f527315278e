// A wrong gradient can train: the published example from a start like the published one, with the
// published gradients and with the right ones; then what the checker says to each mistake.

import GradientCheck
import Gradus
import LessonKit
import Plot

/// What thirty steps of descent make of the loss, with mistakes of several kinds.
private struct Descents: Codable {
  /// f at the start.
  let start: Double
  /// The losses before every step and after the last, a list for every kind.
  let losses: [[Double]]
}

/// What the checker finds where all four mistakes are made.
private struct Ratios: Codable {
  let cotangent: Double
  /// Analytic over numeric derivative of w1 and w3.
  let ratios: [Double]
}

extension IsThisGradientRight {
  /// Trains with wrong and right gradients, draws the losses and checks every mistake.
  func story(into record: inout RunRecord) throws {
    var generator = RandomGenerator(seed: options.seed)
    // Looked for only where something is to be computed.
    lazy var start = Nest.likePublished(using: &generator)
    let all = Set(Slip.allCases)
    let mistakes: [(name: String, slips: Set<Slip>)] =
      [("none", []), ("all four", all)] + Slip.allCases.map { ($0.rawValue, [$0]) }
    let found = try record.result("story.descents") {
      Descents(
        start: start.run().f,
        losses: mistakes.map { start.descent($0.slips, rate: 1e-5, steps: 30) })
    }
    record.show(
      "story.descents", "Descent with mistakes",
      columns: [
        .text("mistakes"), .number("loss after 1 step", "%.1f"),
        .number("after 10 steps", "%.2g"), .number("after 30 steps", "%.2g"),
      ],
      rows: zip(mistakes, found.losses).map { mistake, losses in
        // What is left of the smallest are squares of rounding errors.
        [mistake.name] + [1, 10, 30].map { losses[$0] < 1e-20 ? 0 : losses[$0] }
      })
    let (right, wrong) = (found.losses[0], found.losses[1])
    let close = right.firstIndex { $0 < wrong[30] } ?? 30
    record.numbers(
      [
        "story.start": found.start, "story.close": Double(close), "story.first": wrong[0],
        "story.last": wrong[30],
      ], agreement: .quick())
    record.claim(
      "story.fall",
      "with all four mistakes the loss after thirty steps is below a thousandth of its "
        + "start, and with the right gradients it gets there no later",
      wrong[30] < wrong[0] / 1000 && close <= 30)
    record.claim(
      "story.stops",
      "made alone, the first mistake leaves a loss a hundred thousand times that of the second and "
        + "of the third",
      [3, 4].allSatisfy { 1e5 * found.losses[$0][30] < found.losses[2][30] })
    record.recipe(
      "story",
      Recipe(
        loss: "½(f − t)²", data: "x = 4, t = 10",
        initializer: "of 10,000 draws the one whose f is nearest to the published",
        rule: "gradient descent, η = 0.00001", steps: "30",
        seeds: "one start; below, \(options.sized(full: 300, quick: 10)) with f within 1 of 46"))
    let figure = Figure {
      Axes(x: "step", y: .log("loss", 1e-6...1e3), naming: .legend) {
        Line(y: wrong, label: "published gradients", color: .vermilion)
        Line(y: right, label: "right gradients", color: .blue)
      }
    }
    try record.draw("story.svg", figure)
    try survey(into: &record, using: &generator)
    try checks(of: start, into: &record)
  }

  /// Counts among many starts like the published one how often the loss falls to a hundredth.
  private func survey(
    into record: inout RunRecord, using generator: inout RandomGenerator
  ) throws {
    let starts = options.sized(full: 300, quick: 10)
    let counts = try record.result("story.starts", within: 0.05) {
      let progress = ProgressLine("other starts", of: starts)
      var counts = [0, 0, 0]
      for _ in 0..<starts {
        var nest = Nest(using: &generator)
        while abs(nest.run().f - 46) > 1 { nest = Nest(using: &generator) }
        let runs: [(Set<Slip>, Double)] = [(Set(Slip.allCases), 1e-5), ([], 1e-5), ([], 1e-5 / 6)]
        for (k, (slips, rate)) in runs.enumerated() {
          let losses = nest.descent(slips, rate: rate, steps: 30)
          if losses[30] < losses[0] / 100 { counts[k] += 1 }
        }
        progress.advance()
      }
      progress.end()
      return counts
    }
    record.numbers([
      "story.starts.wrong": Double(counts[0]), "story.starts.right": Double(counts[1]),
      "story.starts.sixth": Double(counts[2]),
    ])
    record.claim(
      "story.sixth",
      "the right gradients at a sixth of the rate succeed as often as the published "
        + "ones, to a tenth, and less often than at the full rate",
      abs(counts[2] - counts[0]) <= counts[0] / 10 && counts[2] < counts[1])
    print(
      """
      Of \(starts) starts, the loss falls to a hundredth with the published gradients in \
      \(counts[0]), with the right ones in \(counts[1]), with a sixth of the rate in \(counts[2]).\n
      """)
  }

  /// Has the checker look at the gradients with each mistake alone, and with all.
  private func checks(
    of start: @autoclosure () -> Nest, into record: inout RunRecord
  ) throws {
    try show("story.check", into: &record) {
      let start = start()
      return try Slip.allCases.map { slip in
        let report = start.check([slip])
        let wrong = report.inputs.filter { $0.verdict == .fail }.map(\.name)
        let meant = slip == .chain ? Array(Nest.checked.dropFirst()) : ["\(slip)"]
        return try Shown("story.check.\(slip)", report, if: wrong == meant)
      }
    }
    lazy var all = start().check(Set(Slip.allCases))
    let found = try record.result("story.ratios") {
      Ratios(
        cotangent: all.cotangent.scalar,
        ratios: ["w1", "w3"].map { name in
          all[name].worst.map { $0.analytic / $0.numeric } ?? .nan
        })
    }
    record.numbers(
      [
        "story.cotangent": found.cotangent, "story.ratio.w1": found.ratios[0],
        "story.ratio.w3": found.ratios[1],
      ], agreement: .quick())
  }
}

extension Nest {
  /// The inputs that are checked: the weights, and the first matrices of both networks.
  static let checked = ["w0", "w1", "w2", "w3", "N1.weight", "N2.weight"]

  /// The checker's report on the gradients with the given mistakes.
  func check(_ slips: Set<Slip>) -> GradientReport {
    // ANCHOR: check
    let (places, now) = ([0, 1, 2, 3, 4, 10], run())
    return checkGradient(
      at: zip(Nest.checked, places).map { ($0, parameters[$1]) },
      options: CheckOptions(
        constants: ["w0": 6, "2·w1": 4, "dz": now.dz, "f": now.f]),
      forward: { Tensor(replacing(places, by: $0).run().loss) },
      backward: { values, dL in
        let gradients = replacing(places, by: values).run(slips).gradients
        return places.map { dL * gradients[$0] }
      })
    // ANCHOR_END: check
  }
}
