// The same optimizers on parameters that are no network's: what they make of six quadratics in
// 1000 steps, and of a formula with two networks in it.

import GradientCheck
import Gradus
import LessonKit
import Plot

/// What is kept of the nest's training.
struct Learning: Codable {
  /// How many numbers it has to learn.
  let parameters: Int
  /// By optimizer, the rate that suits it best, the loss after all steps and those on the way.
  let rates, ends: [Double]
  let losses: [[Float]]
  /// The nest's graph before training and after Adam's.
  let before, after: [Float]
}

extension Optimizers {
  /// Fits the six quadratics as published and in better ways; records the losses.
  func sixQuadratics(into record: inout RunRecord) throws {
    typealias Make = ([Variable<Double>]) -> any Optimizer<Double>
    // Along (x², x, 1) the curvature is x⁴ + x² + 1: 3 for x = 1, 91 for 3, 273 for 4.
    let (smallest, largest) = (3.0, 273.0)
    let sum = smallest.squareRoot() + largest.squareRoot()
    let difference = largest.squareRoot() - smallest.squareRoot()
    let published: Make = { SGD($0, learningRate: 1e-3, momentum: 0.1) }
    let best: Make = { SGD($0, learningRate: 2 / (largest + smallest)) }
    let heavyBall: Make = {
      SGD($0, learningRate: 4 / (sum * sum), momentum: .pow(difference / sum, 2))
    }
    let runs: [(String, slip: Double, Make)] = [
      ("as published, dw1 twice too large", 2, published),
      ("the same with the right dw1", 1, published),
      ("gradient descent at its best rate", 1, best),
      ("heavy ball at Polyak's settings", 1, heavyBall),
      ("Adam at a rate of 0.1", 1, { Adam($0, learningRate: 0.1) }),
    ]
    var table = Table(
      .text("six quadratics"), .number("loss after 100 steps", "%.2g"),
      .number("after 1000", "%.2g"))
    let losses = try record.result("quadratics") {
      runs.map { _, slip, make in
        [100, 1000].map { SixQuadratics.loss(after: $0, slip: slip, make) }
      }
    }
    for (run, losses) in zip(runs, losses) { table.add(run.0, losses[0], losses[1]) }
    record.table("quadratics", table)
    let start = SixQuadratics().loss.value.scalar
    record.number("quadratics.start", start, agreement: .quick())
    record.number("quadratics.published", losses[0][1], agreement: .quick())
    record.number("quadratics.right", losses[1][1], agreement: .quick())
    print("Six quadratics, loss \(start) at the start\n\(table)\n")
  }

  /// Checks the gradients of the formula with two networks in it, and lets everyone learn a curve.
  func nest(into record: inout RunRecord, using generator: inout RandomGenerator) throws {
    let start = generator
    func fresh() -> Nest {
      var generator = start
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
    let rates = (-12...0).map { Double.pow(10, Double($0) / 4) }
    let contestants = Contestant.all.dropLast()
    let dense = Tensor<Double>.linearlySpaced(-2...2, count: 201).reshaped([1, 201])
    func graph(_ nest: Nest) -> [Float] { nest(Variable(dense)).value.scalars.map { Float($0) } }
    let learning = try record.result("nest", within: 0.02) {
      let progress = ProgressLine("the nest", of: contestants.count * rates.count)
      defer { progress.end() }
      let curves = contestants.map { contestant in
        let runs = rates.map { rate in
          defer { progress.advance(contestant.name) }
          return (rate, fresh().train(contestant, rate: rate, steps: steps))
        }
        func end(_ losses: [Double]) -> Double { losses[steps].isNaN ? .infinity : losses[steps] }
        return runs.min { end($0.1) < end($1.1) } ?? runs[0]
      }
      let learned = fresh()
      _ = learned.train(.adam, rate: curves[contestants.count - 1].0, steps: steps)
      return Learning(
        parameters: learned.parameters.map(\.value.count).reduce(0, +), rates: curves.map(\.0),
        ends: curves.map { $0.1[steps] }, losses: curves.map { $0.1.map { Float($0) } },
        before: graph(fresh()), after: graph(learned))
    }
    var table = Table(
      .text("optimizer"), .number("rate", "%.2g"), .number("loss after \(steps) steps", "%.2g"))
    for (k, contestant) in contestants.enumerated() {
      table.add(contestant.name, learning.rates[k], learning.ends[k])
    }
    record.table("nest", table)
    record.number("nest.parameters", learning.parameters)
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
        the steps; Adam ends at \(learning.ends[contestants.count - 1], "%.1g"), gradient descent \
        at \(learning.ends[0], "%.1g").
        """)
  }
}
