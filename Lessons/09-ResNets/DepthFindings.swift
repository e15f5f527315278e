// What came of the trainings: tables of errors by rate and by network, and the losses on the way.

import LessonKit
import Plot

extension ResNets {
  /// The course of the rate that is best on the validation images, from the first seed.
  func best(of courses: [Course], rates: Int) -> Course {
    courses.prefix(rates).min { $0.validation < $1.validation } ?? courses[0]
  }

  /// How all trainings were made.
  func recordRecipe(rates: [Double], seeds: Int, epochs: Int, into record: inout RunRecord) {
    record.number("depths.epochs", epochs)
    record.number("depths.seeds", seeds)
    record.recipe(
      "depths",
      Recipe(
        loss: "cross-entropy",
        data: "CIFAR-10 at 16×16, mirrored at random and shifted by a pixel at most",
        initializer: "He's normal weights, variance 2/fan-in; γ = 1, β = 0",
        rule: "Nesterov's momentum 0.9, weight decay 0.0005, η from "
          + "\(rates.map { "\($0)" }.joined(separator: ", ")), down half a cosine",
        batch: "64", steps: "\(epochs) epochs", seeds: "\(seeds) at the best rate"))
  }

  /// The tables and the figure of all trainings.
  func show(
    _ courses: [[Course]], rates: [Double], into record: inout RunRecord
  ) throws {
    var table = Table(
      .text("network"), .number("rate", "%g"), .number("training loss", "%.2f"),
      .text("test error, percent"))
    var sweep = Table([.text("network")] + rates.map { .number("η = \($0)", "%.1f") })
    var medians: [String: Double] = [:]
    for courses in courses {
      let kind = courses[0].architecture
      let best = best(of: courses, rates: rates.count)
      let chosen = courses.filter { $0.rate == best.rate }
      let tests = chosen.map(\.test)
      let median = tests.quantile(0.5)
      let range =
        tests.count > 1 ? " (\(tests.quantile(0), "%.1f") to \(tests.quantile(1), "%.1f"))" : ""
      let loss = chosen.compactMap(\.losses.last).quantile(0.5)
      table.add(kind.name, best.rate, loss, "\(median, "%.1f")\(range)")
      sweep.add([kind.name.cell] + courses.prefix(rates.count).map { $0.validation.cell })
      record.number("depths.\(kind.key)", median, agreement: .full(relative: 0.05))
      record.number("depths.\(kind.key).loss", loss, agreement: .full(relative: 0.05))
      medians[kind.key] = median
    }
    record.table("depths", table)
    record.table("rates", sweep)
    print("\(table)\n\nErrors on validation images, in percent, by the rate\n\(sweep)\n")
    func error(_ kind: String, _ depth: Int) -> Double { medians["\(kind).\(depth)"] ?? .nan }
    record.claim(
      "depths.plain",
      "the deepest plain network is worse on the test than the plain one of 20 layers",
      error("plain", deepest) > error("plain", 20))
    record.claim(
      "depths.rates", "every network's best rate has worse ones on both sides",
      courses.allSatisfy { courses in
        let best = best(of: courses, rates: rates.count).rate
        return best > (rates.first ?? best) && best < (rates.last ?? best)
      })
    record.claim(
      "depths.gap", "skips matter more, the deeper the network",
      zip(depths, depths.dropFirst()).allSatisfy {
        error("plain", $0) - error("skips", $0) < error("plain", $1) - error("skips", $1)
      })
    let figure = Figure(size: Size(width: 860, height: 300)) {
      for depth in depths {
        Axes("\(depth) layers", x: "epoch", y: "training loss") {
          for courses in courses where courses[0].architecture.depth == depth {
            let best = best(of: courses, rates: rates.count)
            let kind = best.architecture
            for course in courses where course.rate == best.rate {
              Line(
                y: course.losses, startingAt: 1, label: course.seed == best.seed ? kind.kind : nil,
                color: kind.color.opacity(course.seed == best.seed ? 1 : 0.45),
                width: course.seed == best.seed ? 1.6 : 0.8)
            }
          }
        }
      }
    }
    let said = courses.map { courses in
      let best = best(of: courses, rates: rates.count)
      return "\(best.architecture.name) \(best.losses.last ?? 0, "%.2f")"
    }
    try record.draw(
      "training.svg", figure,
      alt: """
        Training loss over epochs for each depth, with and without skips, at the best rate of each. \
        In the end it is: \(said.joined(separator: "; ")).
        """)
  }
}
