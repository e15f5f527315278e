// What twelve units can do in six layers, what they cannot do in one, and what descent makes of
// either: the theorem promises parameters, not that they are found.

import Gradus
import LessonKit

/// How near networks come to the sawtooth.
struct Depths: Codable {
  /// The mean error of the one built by hand.
  let exact: Double
  /// The mean errors of trained ones from every seed, least first, at the rate whose median is least:
  /// of one layer and of five, at every width; and these rates.
  let shallow, deep: [[Double]]
  let shallowRates, deepRates: [Double]
  /// The least error that the narrowest of five layers has at any rate.
  let narrowest: Double
  /// The outputs of the best of five layers, the narrowest and the widest.
  let narrow, wide: [Float]

  static let x = Tensor<Double>.linearlySpaced(0...1, count: 1025).reshaped([1, 1025])
}

extension UniversalApproximation {
  /// Trains shallow and deep networks on the sawtooth and draws their errors.
  func depth(into record: inout RunRecord, using generator: inout RandomGenerator) throws {
    let k = 5
    let steps = options.epochs(full: 2000, quick: 100)
    let seeds = options.sized(full: 3, quick: 2)
    let rates = options.sized(full: [0.001, 0.003, 0.01, 0.03, 0.1], quick: [0.01])
    let shallow = options.sized(full: [10, 32, 128], quick: [10, 32])
    let deep = options.sized(full: [2, 4, 8, 24], quick: [2, 8])
    let found = try record.result("depth") {
      let folded = foldingNetwork(k)
      let progress = ProgressLine(
        "sawtooth", of: (shallow.count + deep.count) * rates.count * seeds)
      typealias Trained = (network: TrainedSawtooth, error: Double, rate: Double)
      var narrowest = Double.infinity
      func train(_ layers: Int, _ units: Int) -> [Trained] {
        let trained: [[Trained]] = rates.map { rate in
          (0..<seeds).map { _ in
            let network = TrainedSawtooth(
              k, layers: layers, units: units, rate: rate, steps: steps, using: &generator)
            progress.advance()
            return (network, meanError(k, of: network.callAsFunction), rate)
          }.sorted { $0.error < $1.error }
        }
        if units == deep[0] { narrowest = trained.map { $0[0].error }.min() ?? narrowest }
        return trained.min { median($0.map(\.error)) < median($1.map(\.error)) } ?? []
      }
      let wide = shallow.map { train(1, $0) }
      let tall = deep.map { train(k, $0) }
      progress.end()
      func outputs(_ network: TrainedSawtooth) -> [Float] {
        network(Depths.x).scalars.map { Float($0) }
      }
      return Depths(
        exact: meanError(k) { folded($0, .evaluation).value },
        shallow: wide.map { $0.map(\.error) }, deep: tall.map { $0.map(\.error) },
        shallowRates: wide.map { $0[0].rate }, deepRates: tall.map { $0[0].rate },
        narrowest: narrowest,
        narrow: outputs(tall[0][0].network), wide: outputs(tall[deep.count - 1][0].network))
    }
    let (wide, tall) = (found.shallow, found.deep)
    record.number("depth.pieces", 1 << k, agreement: .quick())
    record.number("depth.exact", found.exact, agreement: .quick())
    record.number("depth.steps", steps)
    record.recipe(
      "depth",
      Recipe(
        loss: "mean squared error", data: "257 points, inputs scaled",
        initializer: "He's uniform weights",
        rule: "Adam, its rate falling along a cosine from the best of "
          + rates.map { "\($0, "%g")" }.joined(separator: ", "),
        batch: "all points", steps: "\(steps, "%'d")", seeds: "\(seeds)"))
    record.claim(
      "depth.narrow", "five layers of two units come from no seed and at no rate below 0.24",
      found.narrowest > 0.24)
    let least = (wide: wide.joined().min() ?? 0, tall: tall[deep.count - 1][0])
    record.claim(
      "depth.wide",
      "the best of five wide layers has less than half the error of the best single one",
      2 * least.tall < least.wide)
    record.claim(
      "depth.edges", "no best rate of a network that gets below the constant's error is at an edge",
      zip(wide + tall, found.shallowRates + found.deepRates).allSatisfy { errors, rate in
        median(errors) > 0.24 || (rate > rates[0] && rate < rates[rates.count - 1])
      })

    var table = Table(
      .text("trained network"), .number("units", "%d"), .number("rate", "%g"),
      .number("least", "%.3f"),
      .number("median", "%.3f"), .number("greatest", "%.3f"), .number("bound", "%.3f"))
    for (row, (m, errors)) in zip(shallow, wide).enumerated() {
      table.add(
        "1 layer of \(m)", m, found.shallowRates[row], errors[0], median(errors),
        errors[seeds - 1], shallowBound(m, k))
    }
    for (row, (m, errors)) in zip(deep, tall).enumerated() {
      table.add(
        "\(k) layers of \(m)", k * m, found.deepRates[row], errors[0], median(errors),
        errors[seeds - 1], 0)
    }
    record.table("depth", table)
    print("Mean error on the sawtooth of \(1 << k) pieces\n\(table)\n")
    record.number("depth.shallow.bound", shallowBound(2 * k, k), agreement: .quick())
    record.number("depth.deep.least", found.narrowest)
    record.number(
      "depth.best", (wide + tall).joined().min() ?? .nan, agreement: .full(relative: 0.5))
    record.number("depth.shallow.least", wide[shallow.count - 1][0])
    try drawDepth(k, shallow, deep, found, into: &record)
  }
}
