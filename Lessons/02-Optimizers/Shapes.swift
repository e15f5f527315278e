// The same optimizers on parameters that are no network's: what they make of six quadratics in
// 1000 steps, and of a formula with two networks in it.

import GradientCheck
import Gradus
import LessonKit
import Plot

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
    for (name, slip, make) in runs {
      let losses = [100, 1000].map { SixQuadratics.loss(after: $0, slip: slip, make) }
      table.add(name, losses[0], losses[1])
    }
    record.table("quadratics", table)
    let start = SixQuadratics().loss.value.scalar
    record.number("quadratics.start", start, agreement: .quick())
    let ends = [2.0, 1].map { SixQuadratics.loss(after: 1000, slip: $0, published) }
    record.number("quadratics.published", ends[0], agreement: .quick())
    record.number("quadratics.right", ends[1], agreement: .quick())
    print("Six quadratics, loss \(start) at the start\n\(table)\n")
  }

  /// Checks the gradients of the formula with two networks in it, and lets everyone learn a curve.
  func nest(into record: inout RunRecord, using generator: inout RandomGenerator) throws {
    let start = generator
    func fresh() -> Nest {
      var generator = start
      return Nest(using: &generator)
    }
    // ANCHOR: check
    let model = fresh()
    let names = ["w0", "w1", "w2", "w3"].enumerated().map { ($1, model.w[$0]) }
    let report = checkGradient(of: names) { model.loss }
    // ANCHOR_END: check
    guard report.passes else { throw LessonError("the nest's gradient is wrong: \(report)") }
    record.output("nest.check", "\(report)")
    print("\(report)\n")

    let steps = options.sized(full: 1000, quick: 100)
    let rates = (-12...0).map { Double.pow(10, Double($0) / 4) }
    let contestants = Contestant.all.dropLast()
    let progress = ProgressLine("the nest", of: contestants.count * rates.count)
    var table = Table(
      .text("optimizer"), .number("rate", "%.2g"), .number("loss after \(steps) steps", "%.2g"))
    let curves = contestants.map { contestant in
      let runs = rates.map { rate in
        defer { progress.advance(contestant.name) }
        return (rate, fresh().train(contestant, rate: rate, steps: steps))
      }
      func end(_ losses: [Double]) -> Double { losses[steps].isNaN ? .infinity : losses[steps] }
      let best = runs.min { end($0.1) < end($1.1) } ?? runs[0]
      table.add(contestant.name, best.0, best.1[steps])
      return best
    }
    progress.end()
    record.table("nest", table)
    record.number("nest.parameters", model.parameters.map(\.value.count).reduce(0, +))
    print("A formula with two networks in it\n\(table)\n")

    let learned = fresh()
    _ = learned.train(.adam, rate: curves[contestants.count - 1].0, steps: steps)
    let dense = Tensor<Double>.linearlySpaced(-2...2, count: 201).reshaped([1, 201])
    func graph(_ nest: Nest) -> [Double] { nest(Variable(dense)).value.scalars }
    let figure = Figure {
      Axes("Adam learns a curve …", x: "x", y: "f(x)") {
        Scatter(x: Nest.x.scalars, y: Nest.t.scalars, color: .gray, radius: 2)
        Line(x: dense.scalars, y: graph(fresh()), label: "before", color: .sky)
        Line(x: dense.scalars, y: graph(learned), label: "after", color: .vermilion)
      }
      Axes("… and so do the others", x: "step", y: .log("mean squared error")) {
        for (contestant, curve) in zip(contestants, curves) {
          Line(y: curve.1, label: contestant.name, color: contestant.color, width: 1.2)
        }
      }
    }
    try record.draw(
      "nest.svg", figure,
      alt: """
        Left, 48 points of a wave on a slope, the formula's graph before training, nearly flat, and \
        after \(steps) steps of Adam, through the points. Right, the losses of six optimizers over \
        the steps; Adam ends at \(curves[contestants.count - 1].1[steps], "%.1g"), gradient descent \
        at \(curves[0].1[steps], "%.1g").
        """)
  }
}
