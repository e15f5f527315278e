// What happens to the signal on its way through a deep network: how far apart two examples are by the
// time they reach a layer, before training and after it, in the three kinds of network.

import Gradus
import LessonKit
import Plot
import TensorPlots

/// How far apart the examples are in each hidden layer, and how well the network does in the end.
private struct Distances: Codable {
  let before, after: [Double]
  /// The share of held-out points named rightly.
  let accuracy: Double
}

extension BatchNormalisation {
  /// Measures the distances in every layer from several seeds, and draws them.
  func distances(_ task: Spirals, into record: inout RunRecord) throws {
    let steps = options.sized(full: 600, quick: 150)
    // By kind and seed.
    let found = try record.result("distances", within: 0.02) {
      measureDistances(task, steps: steps)
    }
    let layers = [1, 3, 5, 8]
    record.show(
      "spreads", "How far apart the examples are in each layer before training",
      columns: [.text("network")] + layers.map { .number("layer \($0)", "%.2g") }
        + [.text("accuracy at the end")],
      rows: zip(Kind.allCases, found).map { kind, seeds in
        let before = medians(seeds, \.before)
        return [kind.rawValue] + layers.map { before[$0 - 1] }
          + [seeds.map(\.accuracy).percent("%.1f")]
      })
    for (kind, seeds) in zip(Kind.allCases, found) {
      record.number("spread.\(kind)", medians(seeds, \.before)[DeepNetwork.depth - 1])
    }
    record.numbers(["distances.steps": Double(steps), "distances.seeds": Double(seeds.count)])
    record.recipe(
      "distances",
      recipe(
        data: "1,024 points of two spirals, as many held out",
        initializer: "PyTorch's uniform weights or He's, as named; γ = 1, β = 0",
        rule: "gradient descent, η = 0.1", steps: "\(steps)"))
    let (plain, others) = (found[0], found.dropFirst().joined())
    record.claim(
      "spreads.fade",
      "the examples come together in the plain network, to a hundredth, and only there",
      plain.allSatisfy { one in
        zip(one.before, one.before.dropFirst()).allSatisfy { $1 < $0 }
          && 100 * (one.before.last ?? 1) < one.before[0]
      } && others.allSatisfy { ($0.before.last ?? 0) > $0.before[0] / 3 })
    record.claim(
      "spreads.arrive", "He's weights get all but one in a hundred right in these steps",
      found[1].map(\.accuracy).median > 0.99)
    let places = (1...DeepNetwork.depth).map(Double.init)
    let figure = Figure(size: Size(width: 460, height: 340)) {
      Axes(
        x: .linear("hidden layer", ticks: .at(places)), y: .log("distance between examples")
      ) {
        for (kind, seeds) in zip(Kind.allCases, found) {
          Line(
            x: places, y: medians(seeds, \.before), label: kind.rawValue, color: kind.color
          ).marked(kind.marker, at: places.indices, radius: 2.4)
          Line(x: places, y: medians(seeds, \.after), color: kind.color, dash: .dashed)
        }
      }
    }
    try record.draw("distances.svg", figure)
  }

  /// The medians of the seeds, layer by layer.
  private func medians(
    _ seeds: [Distances], _ distances: (Distances) -> [Double]
  ) -> [Double] {
    (0..<DeepNetwork.depth).map { layer in seeds.map { distances($0)[layer] }.median }
  }

  /// Looks at 256 held-out examples before and after the training of every kind, from all seeds.
  private func measureDistances(_ task: Spirals, steps: Int) -> [[Distances]] {
    let progress = ProgressLine("distances", of: Kind.allCases.count * seeds.count)
    defer { progress.end() }
    let probe = Variable(task.heldOutX.gathered(Array(0..<256), along: 1))
    return Kind.allCases.map { kind in
      seeds.map { seed in
        var training = Training(kind, on: task, rate: 0.1, seed: seed)
        func look() -> [Double] {
          training.undisturbed { $0.signals(probe, .training).hidden.map { spread($0.value) } }
        }
        let before = look()
        training.run(steps: steps)
        progress.advance(kind.rawValue)
        return Distances(before: before, after: look(), accuracy: training.heldOutAccuracy())
      }
    }
  }
}

/// How far the examples are apart in a layer: the root of the variance over the examples, averaged
/// over the layer's units. What all examples have in common, such as a bias, does not count.
func spread(_ signal: Tensor<Float>) -> Double {
  Double(signal.variance(along: 1).mean().scalar).squareRoot()
}

extension Kind {
  /// The kind's colour in every figure.
  var color: Color {
    switch self {
    case .plain: .gray
    case .scaled: .vermilion
    case .normalised: .blue
    }
  }

  /// The sign on its lines.
  var marker: Marker {
    switch self {
    case .plain: .dot
    case .scaled: .triangle
    case .normalised: .square
    }
  }
}
