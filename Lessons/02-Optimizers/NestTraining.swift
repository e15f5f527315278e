// What six optimizers make of a formula with two networks in it, from three starts.

import GradientCheck
import Gradus
import LessonKit
import Plot

/// What is kept of the nest's training.
struct Learning: Codable {
  /// How many numbers it has to learn.
  let parameters: Int
  /// By optimizer, the rate that suits it best, and its losses at the end from every start.
  let rates: [Double]
  let ends: [[Double]]
  /// By optimizer, the losses on the way from the first start.
  let losses: [[Float]]
  /// The nest's graph before training and after Adam's.
  let before, after: [Float]
}

extension Optimizers {
  /// Checks the gradients of the formula with two networks in it, and lets everyone learn a curve.
  func nest(into record: inout RunRecord, using generator: inout RandomGenerator) throws {
    let starts = (0..<3).map { _ in RandomGenerator(seed: generator.next()) }
    func fresh(_ start: Int = 0) -> Nest {
      var generator = starts[start]
      return Nest(using: &generator)
    }
    // The errors that the report bounds are rounding's, which no other machine shares.
    let check = try record.result("nest.check", within: nil) {
      // ANCHOR: check
      let model = fresh()
      let names = ["w0", "w1", "w2", "w3"].enumerated().map { ($1, model.w[$0]) }
      let report = checkGradient(of: names) { model.loss }
      // ANCHOR_END: check
      guard report.passes else { throw LessonError("the nest's gradient is wrong: \(report)") }
      return "\(report)"
    }
    record.output("nest.check", check)
    print("\(check)\n")

    let steps = options.sized(full: 1000, quick: 50)
    let rates = (-6...0).map { Double.pow(10, Double($0) / 2) }
    let contestants = Contestant.all.dropLast()
    let dense = Tensor<Double>.linearlySpaced(-2...2, count: 201).reshaped([1, 201])
    func graph(_ nest: Nest) -> [Float] { nest(Variable(dense)).value.scalars.map { Float($0) } }
    let learning = try record.result("nest", within: 0.02) {
      let progress = ProgressLine("the nest", of: contestants.count * rates.count)
      defer { progress.end() }
      let curves = contestants.map { contestant in
        let runs = rates.map { rate in
          defer { progress.advance(contestant.name) }
          let curves = starts.indices.map {
            fresh($0).train(contestant, rate: rate, steps: steps)
          }
          let ends = curves.map { $0[steps].isFinite ? $0[steps] : .infinity }.sorted()
          return (rate: rate, ends: ends, losses: curves[0])
        }
        return runs.min { $0.ends[1] < $1.ends[1] } ?? runs[0]
      }
      let learned = fresh()
      _ = learned.train(.adam, rate: curves[contestants.count - 1].rate, steps: steps)
      return Learning(
        parameters: learned.parameters.map(\.value.count).reduce(0, +), rates: curves.map(\.rate),
        ends: curves.map(\.ends), losses: curves.map { $0.losses.map { Float($0) } },
        before: graph(fresh()), after: graph(learned))
    }
    let ends = learning.ends
    var table = Table(
      .text("optimizer"), .number("rate", "%.2g"), .number("least loss", "%.2g"),
      .number("median", "%.2g"), .number("largest", "%.2g"))
    for (k, contestant) in contestants.enumerated() {
      table.add([.text(contestant.name), .number(learning.rates[k])] + ends[k].map { .number($0) })
    }
    record.table("nest", table)
    record.number("nest.parameters", learning.parameters)
    record.number("nest.rates", rates.count, agreement: .quick())
    record.recipe(
      "nest",
      Recipe(
        loss: "mean squared error", data: "48 points of sin 3x + x/2 on [−2, 2]",
        initializer: "`Linear`'s, w = 1",
        rule: "each at the best of \(rates.count) rates from 0.001 to 1, by the median",
        batch: "all points", steps: "\(steps, "%'d")", seeds: "three"))
    let plain = learning.losses[0]
    record.claim(
      "nest.plateau",
      "the loss of gradient descent changes by less than a tenth in 200 steps and then "
        + "falls to less than half of that",
      steps > 200
        && (0...steps - 200).contains {
          plain[$0 + 200] > 0.9 * plain[$0] && plain[steps] < 0.5 * plain[$0 + 200]
        })
    let (adam, others) = (ends[ends.count - 1], ends.dropLast())
    record.claim(
      "nest.adam", "Adam's median loss over the starts is the least",
      others.allSatisfy { adam[1] < $0[1] })
    record.claim(
      "nest.edges", "no best rate is the smallest or the largest that was tried",
      learning.rates.allSatisfy { $0 > rates[0] && $0 < rates[rates.count - 1] })
    print("A formula with two networks in it\n\(table)\n")

    func line(_ y: [Float], _ label: String, _ color: Color) -> Line {
      Line(x: dense.scalars, y: y.map(Double.init), label: label, color: color)
    }
    let figure = Figure {
      Axes("Adam learns a curve …", x: "x", y: "f(x)") {
        Scatter(x: Nest.x.scalars, y: Nest.t.scalars, color: .gray, radius: 2)
        line(learning.before, "before", .sky)
        line(learning.after, "after", .vermilion)
      }
      Axes("… and so do the others", x: "step", y: .log("mean squared error")) {
        for (contestant, losses) in zip(contestants, learning.losses) {
          Line(
            y: losses.map(Double.init), label: contestant.name, color: contestant.color, width: 1.2)
        }
      }
    }
    try record.draw(
      "nest.svg", figure,
      alt: """
        Left, 48 points of a wave on a slope, the formula's graph before training, nearly flat, and \
        after \(steps) steps of Adam, through the points. Right, the losses of six optimizers over \
        the steps; Adam ends at \(Double(learning.losses[5][steps]), "%.1g"), gradient descent at \
        \(Double(learning.losses[0][steps]), "%.1g").
        """)
  }
}
