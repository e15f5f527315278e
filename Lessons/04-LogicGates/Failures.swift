// Where trainings of XOR get stuck: the losses they end with, and one of them for a long time.

import Gradus
import LessonKit
import Plot

/// A training that is stuck, followed for a long time.
private struct Stuck: Codable {
  let weights: Weights
  /// The loss at the steps of `milestones`.
  let losses: [Double]
  /// The largest weight at the end.
  let size: Double
}

extension LogicGates {
  /// The loss of a network that cannot tell `k` inputs apart, of which one has the other target,
  /// and has the rest right: (k/4)·H(1/k), where H is the entropy.
  private func plateau(_ k: Double) -> Double {
    let p = 1 / k
    return k / 4 * -(p * .log(p) + (1 - p) * .log(1 - p))
  }

  /// Records where the failed trials ended, whose losses these are; follows one and draws it.
  func failures(_ failed: [Double], into record: inout RunRecord) throws {
    let (pair, three) = (plateau(2), plateau(3))
    let groups = [pair, three].map { p in failed.filter { abs($0 - p) < 0.01 } }
    let others = failed.filter { loss in [pair, three].allSatisfy { abs(loss - $0) >= 0.01 } }
    let near = groups.map(\.count)
    record.numbers([
      "failures.count": Double(failed.count), "failures.pair": Double(near[0]),
      "failures.three": Double(near[1]), "failures.others": Double(others.count),
    ])
    record.numbers(["plateau.pair": pair, "plateau.three": three], agreement: .quick())
    record.claim(
      "failures.pair",
      "of the failed trainings most end within a hundredth of the loss of two inputs "
        + "that share one half", 2 * near[0] > failed.count)

    let long = options.sized(full: 100_000, quick: 2000)
    let shown = milestones(upTo: long)
    let training = try record.result("stuck") { try stuck(steps: long, shown: shown) }
    let model = training.weights.model
    record.number("stuck.size", training.size)
    for (name, y) in zip(["00", "01", "10", "11"], output(of: model, corners).scalars) {
      record.number("stuck.\(name)", y)
    }
    record.claim(
      "stuck.falls", "the loss falls from milestone to milestone and stays above the plateau's",
      zip(training.losses, training.losses.dropFirst()).allSatisfy { $1 < $0 }
        && training.losses.allSatisfy { $0 > pair })
    // A bar for each of the two, as wide as what counts as near, and narrow ones for the rest.
    func bar(_ losses: [Double], around p: Double, _ color: Color) -> Histogram {
      Histogram(losses, bins: 1, range: p - 0.01...p + 0.01, color: color)
    }
    let figure = Figure(columns: 1, size: Size(width: 420, height: 660)) {
      Axes("Failed trials end at a few losses", x: .linear("loss", 0...0.8), y: "trials") {
        Histogram(others, bins: 80, range: 0...0.8, color: .gray)
        bar(groups[0], around: pair, .blue)
        bar(groups[1], around: three, .vermilion)
        Annotation(
          "\(near[0], "%'d") with k = 2", x: pair + 0.01, y: 0.9 * Double(near[0]), right: 50,
          color: .blue)
        Annotation(
          "\(near[1]) with k = 3", x: three, y: Double(near[1]), right: 10, up: 10,
          color: .vermilion)
        Annotation("\(others.count) elsewhere", x: 0.3, y: 0, right: -30, up: 14, color: .gray)
      }
      DecisionMap { output(of: model, $0) }.axes(
        "One of them …", corners: Gate.xor.outputs, levels: [0.1, 0.3, 0.5, 0.7, 0.9])
      Axes("… and it still falls", x: .log("step"), y: .log("loss − ½ log 2")) {
        Line(x: shown, y: training.losses.map { $0 - pair }, color: .blue)
      }
    }
    try record.draw("stuck.svg", figure)
  }

  /// The first start that gradient descent does not bring to XOR, followed for a long time.
  private func stuck(steps: Int, shown: [Double]) throws -> Stuck {
    for start in 0..<50 {
      var generator = generator(start: start)
      let trial = Trial(
        hidden: 2, .fanIn, Method.all[0], rate: 1, limit: 1000, from: generator)
      if trial.steps != nil { continue }
      let model = network(hidden: 2, using: &generator)
      var optimizer = SGD(model.parameters, learningRate: 1)
      var (losses, size): ([Double], Double) = ([], 0)
      let progress = ProgressLine("stuck", of: steps)
      for _ in 0..<steps {
        let loss = binaryCrossEntropy(logits: model(corners, .training), targets: Gate.xor.t)
        losses.append(loss.value.scalar)
        size = model.parameters.map { abs($0.value).max().scalar }.max() ?? 0
        optimizer.step(loss.gradients(of: optimizer.parameters))
        progress.advance()
      }
      return Stuck(
        weights: Weights(of: model), losses: shown.map { losses[Int($0) - 1] }, size: size)
    }
    throw LessonError("every one of fifty networks 2-2-1 has learnt XOR: none is stuck.")
  }
}

/// The steps at which a curve over a logarithmic axis is drawn: some sixty, evenly spread.
func milestones(upTo steps: Int) -> [Double] {
  let spread = (0...60).map { Double.pow(Double(steps), Double($0) / 60).rounded() }
  return Set(spread).sorted()
}
