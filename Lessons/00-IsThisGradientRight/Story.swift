// A wrong gradient can train: the published example from a start like the published one, with the
// published gradients and with the right ones; then what the checker says to each mistake.

import GradientCheck
import Gradus
import LessonKit
import Plot

extension IsThisGradientRight {
  /// Trains with wrong and right gradients, draws the losses and checks every mistake.
  func story(into record: inout RunRecord) throws {
    var generator = RandomGenerator(seed: options.seed)
    // Looked for only where something is to be computed.
    lazy var start = Nest.likePublished(using: &generator)
    let f = try record.result("story.start") { start.run().f }
    record.number("story.start", f, agreement: .quick())
    try descents(from: start, into: &record)
    record.recipe(
      "story",
      Recipe(
        loss: "½(f − t)²", data: "x = 4, t = 10",
        initializer: "of 10,000 draws the one whose f is nearest to the published",
        rule: "gradient descent, η = 0.00001", steps: "30",
        seeds: "one start; below, \(starts) with f within 1 of 46"))
    try survey(into: &record, using: &generator)
    try checks(of: start, into: &record)
  }

  /// How many other starts are tried.
  private var starts: Int { options.sized(full: 300, quick: 10) }

  /// What thirty steps make of the loss, with mistakes of several kinds.
  private func descents(
    from start: @autoclosure () -> Nest, into record: inout RunRecord
  ) throws {
    let mistakes =
      [("none", Set<Slip>()), ("all four", Set(Slip.allCases))]
      + Slip.allCases.map { ($0.rawValue, [$0]) }
    let losses = try record.result("story.descents") {
      let start = start()
      return mistakes.map { start.descent($0.1, rate: 1e-5, steps: 30) }
    }
    record.show(
      "story.descents", "Descent with mistakes",
      columns: [
        "mistakes", "loss after 1 step %.1f", "after 10 steps %.2g", "after 30 steps %.2g",
      ],
      rows: zip(mistakes, losses).map { mistake, losses in
        // What is left of the smallest are squares of rounding errors.
        [mistake.0] + [1, 10, 30].map { losses[$0] < 1e-20 ? 0 : losses[$0] }
      })
    let (right, wrong) = (losses[0], losses[1])
    let close = right.firstIndex { $0 < wrong[30] } ?? 31
    record.numbers(
      ["story.close": Double(close), "story.first": wrong[0], "story.last": wrong[30]],
      agreement: .quick())
    record.claim(
      "story.fall",
      "the wrong gradients bring the loss below a thousandth, the right ones no later",
      wrong[30] < wrong[0] / 1000 && close <= 30)
    record.claim(
      "story.stops", "alone, the first mistake leaves far more loss than the second or third",
      [3, 4].allSatisfy { 1e5 * losses[$0][30] < losses[2][30] })
    try record.draw("story") {
      Axes(x: "step", y: .log("loss", 1e-6...1e3), naming: .legend) {
        Line(y: wrong, label: "published gradients", color: .vermilion)
        Line(y: right, label: "right gradients", color: .blue)
      }
    }
  }

  /// Counts among many starts like the published one how often the loss falls to a hundredth.
  private func survey(
    into record: inout RunRecord, using generator: inout RandomGenerator
  ) throws {
    let starts = starts
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
      "story.sixth", "a sixth of the rate does to the right gradients what the mistakes do",
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
    // The cotangent, and of two weights the analytic over the numeric derivative.
    let found = try record.result("story.ratios") {
      [all.cotangent.scalar]
        + ["w1", "w3"].map { all[$0].worst.map { $0.analytic / $0.numeric } ?? .nan }
    }
    record.numbers(
      ["story.cotangent": found[0], "story.ratio.w1": found[1], "story.ratio.w3": found[2]],
      agreement: .quick())
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
