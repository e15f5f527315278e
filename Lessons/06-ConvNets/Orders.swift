// Both networks on images whose pixels have changed places: by momentum, at rates on both sides of the
// best, since what is learnt otherwise may want another rate.

import Gradus
import LessonKit
import Plot
import TensorPlots

extension ConvNets {
  /// What momentum makes of both networks, in order and shuffled.
  func compareOrders(
    _ trials: OnDemand<Trials>, _ starts: Int, _ order: [Int], _ images: Images,
    into record: inout RunRecord
  ) throws {
    let rates = [0.003, 0.01, 0.03, 0.1]
    let views = [View.plain, .shuffled(order)]
    let networks = Network.allCases
    /// The test errors in percent: of each network, in order and shuffled.
    let errors = try record.result("orders", within: 0.02) {
      let trials = try trials.value
      let progress = ProgressLine(
        "pixels in order and shuffled",
        of: networks.count * views.count * rates.count * starts * trials.epochs)
      defer { progress.end() }
      return try networks.map { network in
        try views.indices.map { view in
          try Sweep(over: rates, seeds: starts) { rate, start in
            let trained = try trials.train(
              network, .momentum, rate: rate, views[view], from: start,
              as: "orders.\(network).\(view).\(rate).\(start)", progress)
            return 100 * (1 - (trained.log.scores.last ?? 0))
          }
        }
      }
    }
    record.show(
      "orders", "Test errors in percent, median (least to greatest)",
      columns: [.number("rate", "%g")]
        + networks.flatMap { network in
          ["in order", "shuffled"].map { .text("\(network.rawValue) \($0)") }
        },
      rows: rates.indices.map { k in
        [rates[k]] + errors.flatMap { $0.map { $0.measured[k].spread("%.1f") } }
      })
    for (network, errors) in zip(networks, errors) {
      record.numbers([
        "order.\(network)": errors[0].median, "shuffled.\(network)": errors[1].median,
      ])
    }
    conclude(mlp: errors[0], cnn: errors[1], into: &record)
    try drawOrders(views, errors, images, into: &record)
  }

  /// What the chapter says of it, of each network in order and shuffled at its best rate.
  private func conclude(mlp: [Sweep], cnn: [Sweep], into record: inout RunRecord) {
    func range(_ sweep: Sweep) -> ClosedRange<Double> {
      (sweep.atBest.min() ?? 0)...(sweep.atBest.max() ?? 0)
    }
    record.claim(
      "orders.inside", "each of the four has its best rate inside those tried",
      (mlp + cnn).allSatisfy(\.isInside))
    record.claim(
      "orders.cnn", "shuffled, the CNN errs more from every start than from any in order",
      range(cnn[1]).lowerBound > range(cnn[0]).upperBound)
    record.claim(
      "orders.mlp", "the MLP's ranges overlap", range(mlp[0]).overlaps(range(mlp[1])))
    record.claim(
      "orders.half", "shuffled, the median of the CNN's errors is at least half as large again",
      cnn[1].median >= 1.5 * cnn[0].median)
  }

  /// Draws images in order and shuffled, with the errors on such.
  private func drawOrders(
    _ views: [View], _ errors: [[Sweep]], _ images: Images, into record: inout RunRecord
  ) throws {
    let pixels = Tensor<Float>(images.samples.map { $0.values.map { Float($0) } })
    let pictures = pixels.transposed().reshaped([1, 28, 28, -1])
    let figure = Figure(columns: 1, size: Size(width: 520, height: 170)) {
      for (k, name) in ["In order", "Shuffled"].enumerated() {
        let found = zip(Network.allCases, errors).map { network, errors in
          "\(network.rawValue) \(errors[k].median, "%.1f") %"
        }
        Axes("\(name): errors \(found.joined(separator: ", "))", x: .hidden, y: .hidden) {
          Tiles(views[k](pictures), columns: 10, range: 0...1)
        }
      }
    }
    try record.draw("shuffled.png", figure)
  }
}
