// What reaches the rectifiers of each layer while the network trains: quantiles of the signal over
// the steps, for the three kinds of network.

import Gradus
import LessonKit
import Plot

/// What reached the rectifiers of a network in training.
private struct Signals: Codable {
  /// How far apart the examples are in each layer, before training and at its end.
  var before: [Double] = []
  var after: [Double] = []
  /// The signal's quantiles in each layer.
  var quantiles: [Quantiles]
  var accuracy = 0.0
}

extension BatchNormalisation {
  /// Draws the quantiles of four of the eight layers and records how far apart the examples are.
  func distributions(_ task: Spirals, into record: inout RunRecord) throws {
    let (rate, steps) = (0.1, options.sized(full: 600, quick: 150))
    let layers = [1, 3, 5, 8]
    let found = try record.result("distributions", within: 0.02) {
      let marks = Set((0...40).map { Int(Double.pow(Double(steps), Double($0) / 40).rounded()) })
      let progress = ProgressLine("distributions", of: 3 * steps)
      let found = Kind.allCases.map { kind in
        var training = Training(kind, on: task, rate: rate, seed: options.seed)
        let probe = Variable(task.heldOutX.gathered(Array(0..<256), along: 1))
        var found = Signals(quantiles: layers.map { _ in Quantiles() })
        for step in 1...steps {
          if step == 1 || marks.contains(step) {
            let signals = training.undisturbed { $0.signals(probe, .training).hidden }
            found.after = layers.map { spread(signals[$0 - 1].value) }
            if step == 1 { found.before = found.after }
            for (k, layer) in layers.enumerated() {
              found.quantiles[k].add(step, signals[layer - 1].value)
            }
          }
          training.step()
          progress.advance(kind.rawValue)
        }
        found.accuracy = training.heldOutAccuracy()
        return found
      }
      progress.end()
      return found
    }
    var axes: [Axes] = []
    var spreads = Table(
      .text("network"), .number("layer 1", "%.3f"), .number("layer 3", "%.3f"),
      .number("layer 5", "%.4f"), .number("layer 8", "%.5f"), .number("accuracy at the end", "%.1p")
    )
    var deep: [Kind: (before: Double, after: Double)] = [:]
    for (kind, found) in zip(Kind.allCases, found) {
      let before = found.before
      spreads.add(kind.rawValue, before[0], before[1], before[2], before[3], found.accuracy)
      deep[kind] = (before[3], found.after[3])
      if kind == .plain {
        record.number("spread.plain", before[3], agreement: .quick(relative: 1e-3))
      }
      axes += zip(layers, found.quantiles).map { layer, quantiles in
        quantiles.axes("\(kind.rawValue): layer \(layer)", of: kind)
      }
    }
    record.table("spreads", spreads)
    record.number("distributions.steps", steps)
    record.claim(
      "spreads.fade",
      "in the plain network the examples come together from layer to layer, to a "
        + "hundredth and less; with He's weights and BatchNorm they do not",
      zip(found[0].before, found[0].before.dropFirst()).allSatisfy { $1 < $0 }
        && 100 * found[0].before[3] < found[0].before[0]
        && found.dropFirst().allSatisfy { $0.before[3] > $0.before[0] / 2 })
    record.claim(
      "spreads.arrive", "He's weights get all but one in a hundred right in these steps",
      found[1].accuracy > 0.99)
    print("How far apart the examples are in each layer before training\n\(spreads)\n")
    let figure = Figure(
      columns: 4, sharing: .both, size: Size(width: 720, height: 470), axes: axes)
    func said(_ kind: Kind) -> (before: String, after: String) {
      let (before, after) = deep[kind] ?? (.nan, .nan)
      return ("\(before, "%.2g")", "\(after, "%.2g")")
    }
    try record.draw(
      "distributions.svg", figure,
      alt: """
        Three rows of four plots: bands of the values that reach layers 1, 3, 5 and 8 over the \
        steps. Plain: in layer 8 the band is narrow, and the examples are only \
        \(said(.plain).before) apart in it. With He's weights they are \(said(.scaled).before) \
        apart before training and \(said(.scaled).after) after it, with BatchNorm \
        \(said(.normalised).before) and \(said(.normalised).after).
        """)
  }
}

/// How far the examples are apart in a layer: the root of the variance over the examples, averaged
/// over the layer's units. What all examples have in common, such as a bias, does not count.
func spread(_ signal: Tensor<Float>) -> Double {
  Double(signal.variance(along: 1).mean().scalar).squareRoot()
}

/// Five quantiles of a signal over the steps.
private struct Quantiles: Codable {
  private var steps: [Int] = []
  private var values: [[Float]] = []

  /// Adds the signal at a step: its 5th, 25th, 50th, 75th and 95th percentiles.
  mutating func add(_ step: Int, _ signal: Tensor<Float>) {
    let sorted = signal.scalars.sorted()
    steps.append(step)
    values.append([0.05, 0.25, 0.5, 0.75, 0.95].map { sorted[Int($0 * Double(sorted.count - 1))] })
  }

  /// Two bands and the median.
  func axes(_ title: String, of kind: Kind) -> Axes {
    let steps = steps.map(Double.init)
    func quantile(_ k: Int) -> [Double] { values.map { Double($0[k]) } }
    return Axes(title, x: .log("step"), y: .linear("signal", -4...4)) {
      Band(x: steps, low: quantile(0), high: quantile(4), color: kind.color)
      Band(x: steps, low: quantile(1), high: quantile(3), color: kind.color)
      Line(x: steps, y: quantile(2), color: kind.color)
    }
  }
}

extension Kind {
  /// The kind in keys of the record.
  var key: String {
    switch self {
    case .plain: "plain"
    case .scaled: "scaled"
    case .normalised: "normalised"
    }
  }

  /// The kind's colour in every figure.
  var color: Color {
    switch self {
    case .plain: .gray
    case .scaled: .vermilion
    case .normalised: .blue
    }
  }
}
