// Parameters of any shape, second: a formula with two networks in it, and what six optimizers make
// of it from three starts.

import GradientCheck
import Gradus
import LessonKit
import Plot
import TensorPlots

/// f(x) = w0·N1(w1·x² + w2·x + N2(w3·x)): four numbers and two networks.
struct Nest {
  let w = (0..<4).map { _ in Variable(Tensor(1.0)) }
  let N1, N2: Sequential<Double>

  init(using generator: inout RandomGenerator) {
    func network() -> Sequential<Double> {
      Sequential {
        Linear(1, 10, using: &generator)
        Tanh()
        Linear(10, 10, using: &generator)
        Tanh()
        Linear(10, 1, using: &generator)
      }
    }
    (N1, N2) = (network(), network())
  }

  // ANCHOR: nest
  var parameters: [Variable<Double>] { w + N1.parameters + N2.parameters }

  func callAsFunction(_ x: Variable<Double>) -> Variable<Double> {
    let z = w[1] * x * x + w[2] * x + N2(w[3] * x, .training)
    return w[0] * N1(z, .training)
  }
  // ANCHOR_END: nest

  /// A curve to learn, at 48 places from −2 to 2.
  static let x = Tensor<Double>.linearlySpaced(-2...2, count: 48).reshaped([1, 48])
  static let t = x.map { .sin(3 * $0) + $0 / 2 }

  /// The mean squared error on the curve.
  var loss: Variable<Double> { mse(self(Variable(Self.x)), Self.t) }

  /// The losses before every step and after the last.
  func train(_ contestant: Contestant, rate: Double, steps: Int) -> [Double] {
    // ANCHOR: train
    var optimizer = contestant.optimizer(parameters, rate: rate)
    var losses: [Double] = []
    for _ in 0..<steps {
      let loss = loss
      losses.append(loss.value.scalar)
      optimizer.step(loss.gradients(of: optimizer.parameters))
    }
    // ANCHOR_END: train
    return losses + [loss.value.scalar]
  }
}

/// What is kept of the nest's training.
private struct Learning: Codable {
  /// By optimizer, the losses at the end from every start, at every rate.
  let sweeps: [Sweep]
  /// By optimizer, the losses on the way from one start, at the best rate.
  let losses: [[Float]]
  /// The nest's graph before training and after Adam's.
  let before, after: [Float]
}

extension Optimizers {
  /// Checks the gradients of the formula with two networks in it, and lets everyone learn a curve.
  func nest(into record: inout RunRecord) throws {
    try checkNest(into: &record)
    let steps = options.sized(full: 1000, quick: 50)
    let rates = (-6...0).map { Double.pow(10, Double($0) / 2) }
    let contestants = Array(Contestant.allCases.dropLast())
    let found = try record.result("nest", within: 0.02) {
      learn(contestants, at: rates, steps: steps)
    }
    record.show(
      "nest", "A formula with two networks in it",
      columns: [
        "optimizer", "rate %.2g", "least loss %.2g", "median %.2g", "largest %.2g",
      ],
      rows: zip(contestants, found.sweeps).map { contestant, sweep in
        [contestant.rawValue, sweep.best] + sweep.atBest.map { $0 as any TableValue }
      })
    record.recipe(
      "nest",
      Recipe(
        loss: "mean squared error", data: "48 points of sin 3x + x/2 on [−2, 2]",
        initializer: "`Linear`'s, w = 1",
        rule: "each at the best of \(rates.count) rates from 0.001 to 1, by the median",
        batch: "all points", steps: "\(steps, "%'d")", seeds: "three"))
    conclude(found, steps: steps, into: &record)
    try draw(found, contestants, into: &record)
  }

  /// The formula before its training, from one of the starts.
  private func fresh(_ start: Int = 0) -> Nest {
    var generator = RandomGenerator(seed: options.seed + UInt64(start))
    return Nest(using: &generator)
  }

  /// Holds the formula's gradient to numeric ones.
  private func checkNest(into record: inout RunRecord) throws {
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
  }

  /// Lets everyone learn the curve, at every rate from three starts.
  private func learn(
    _ contestants: [Contestant], at rates: [Double], steps: Int
  ) -> Learning {
    func graph(_ nest: Nest) -> [Float] { Tensor<Float>(nest(Variable(dense)).value).scalars }
    let progress = ProgressLine("the nest", of: contestants.count * rates.count * 3)
    defer { progress.end() }
    let sweeps = contestants.map { contestant in
      Sweep(over: rates, seeds: 3) { rate, start in
        defer { progress.advance(contestant.rawValue) }
        return fresh(start).train(contestant, rate: rate, steps: steps)[steps]
      }
    }
    // What is drawn begins at the start that is in the middle of the three for Adam.
    let ends = (0..<3).map { start in
      fresh(start).train(.adam, rate: sweeps[5].best, steps: steps)[steps]
    }
    let middle = ends.firstIndex(of: sweeps[5].median) ?? 0
    let learned = fresh(middle)
    let losses = zip(contestants, sweeps).map { contestant, sweep in
      (contestant == .adam ? learned : fresh(middle))
        .train(contestant, rate: sweep.best, steps: steps).map { Float($0) }
    }
    return Learning(
      sweeps: sweeps, losses: losses, before: graph(fresh(middle)), after: graph(learned))
  }

  /// Where graphs are drawn.
  private var dense: Tensor<Double> { .linearlySpaced(-2...2, count: 201).reshaped([1, 201]) }

  /// What the chapter says of it.
  private func conclude(_ found: Learning, steps: Int, into record: inout RunRecord) {
    record.numbers([
      "nest.parameters": Double(fresh().parameters.reduce(0) { $0 + $1.value.count }),
      "nest.descent": Double(found.losses[0][steps]), "nest.Adam": Double(found.losses[5][steps]),
    ])
    let plain = found.losses[0]
    record.claim(
      "nest.plateau",
      "the loss of gradient descent changes by less than a tenth in 200 steps and then "
        + "falls to less than half of that",
      steps > 200
        && (0...steps - 200).contains {
          plain[$0 + 200] > 0.9 * plain[$0] && plain[steps] < 0.5 * plain[$0 + 200]
        })
    record.claim(
      "nest.adam", "Adam's median loss over the starts is the least",
      found.sweeps.dropLast().allSatisfy { found.sweeps[5].median < $0.median })
    record.claim(
      "nest.edges", "no best rate is the smallest or the largest that was tried",
      found.sweeps.allSatisfy(\.isInside))
  }

  /// Draws the curve before and after Adam, and everyone's losses on the way.
  private func draw(
    _ found: Learning, _ contestants: [Contestant], into record: inout RunRecord
  ) throws {
    let figure = Figure(columns: 1, size: Size(width: 460, height: 480)) {
      Axes("Adam learns a curve …", x: "x", y: "f(x)") {
        Scatter(x: Nest.x, y: Nest.t, color: .gray, radius: 2)
        Line(x: dense, y: found.before, label: "before", color: .sky)
        Line(x: dense, y: found.after, label: "after", color: .vermilion)
      }
      Axes("… and so do the others", x: "step", y: .log("mean squared error")) {
        for (contestant, losses) in zip(contestants, found.losses) {
          Line(y: losses, label: contestant.rawValue, color: contestant.color, width: 1.2)
        }
      }
    }
    try record.draw("nest.svg", figure)
  }
}
