// Width against error, for the construction and for what descent finds from several seeds, at every
// rate, and with ten times the steps.

import Gradus
import LessonKit

/// The largest errors of trained networks of one kind: by rate, those from every seed, least first.
struct Sweep: Codable {
  let errors: [[Double]]

  /// The rates that are tried, and the one that is usually taken for granted.
  static let rates = [0.01, 0.03, 0.1, 0.3, 1, 3]
  static let usual = 1

  /// The place of the rate with the least median.
  var best: Int { errors.indices.min { median(errors[$0]) < median(errors[$1]) } ?? 0 }

  /// The errors at the best rate.
  var least: [Double] { errors[best] }
}

/// What the construction and descent have come to.
struct Trainings: Codable {
  /// The largest error of the construction, at every width.
  let byHand: [Double]
  /// By start and width.
  let sweeps: [[Sweep]]
  /// From the ordinary start at the usual rate with ten times the steps, by width.
  let longer: [[Double]]
  /// Of 50 units from the ordinary start, without scaling.
  let raw: Sweep
  /// The best network of 50 units from a spread start.
  let best: Best
}

/// A trained network of 50 units.
struct Best: Codable {
  let model: String
  let error: Double
  /// Its outputs inside the interval and as far as 15.
  let inside, beyond: [Float]
  /// Its output at 15.
  let end: Double

  init(_ network: TrainedCurve, _ error: Double) {
    func outputs(_ x: Tensor<Double>) -> [Float] { network(x).scalars.map { Float($0) } }
    (model, self.error) = ("\(network.model)", error)
    (inside, beyond) = (outputs(Self.insideX), outputs(Self.beyondX))
    end = network(Tensor([[15.0]])).scalar
  }

  static let insideX = Tensor<Double>.linearlySpaced(Curve.book.domain, count: 1201)
    .reshaped([1, 1201])
  static let beyondX = Tensor<Double>.linearlySpaced(0...15, count: 301).reshaped([1, 301])
}

extension UniversalApproximation {
  /// Trains many widths at many rates from many seeds; records the errors and draws two networks.
  func training(into record: inout RunRecord, using generator: inout RandomGenerator) throws {
    let curve = Curve.book
    let steps = options.epochs(full: 3000, quick: 300)
    let widths = options.sized(full: [2, 4, 8, 16, 50], quick: [4, 50])
    let seeds = options.sized(full: 3, quick: 2)
    let found = try record.result("trained") {
      let rates = Sweep.rates.count
      let progress = ProgressLine(
        "training", of: seeds * (widths.count * (2 * rates + 1) + rates))
      var best: (network: TrainedCurve, error: Double)?
      func train(
        _ units: Int, _ start: Start, scaled: Bool = true, rate: Double, steps: Int = steps
      ) -> [Double] {
        (0..<seeds).map { _ in
          defer { progress.advance() }
          let network = TrainedCurve(
            curve, units: units, start: start, scaled: scaled, rate: rate, steps: steps,
            using: &generator)
          let error = curve.error(of: network.callAsFunction, units: units)
          if units == 50, start == .spread, error < best?.error ?? .infinity {
            best = (network, error)
          }
          return error
        }.sorted()
      }
      func sweep(_ units: Int, _ start: Start, scaled: Bool = true) -> Sweep {
        Sweep(errors: Sweep.rates.map { train(units, start, scaled: scaled, rate: $0) })
      }
      let sweeps = Start.allCases.map { start in widths.map { sweep($0, start) } }
      let usual = Sweep.rates[Sweep.usual]
      let longer = widths.map { train($0, .ordinary, rate: usual, steps: 10 * steps) }
      let raw = sweep(50, .ordinary, scaled: false)
      progress.end()
      guard let best else { throw LessonError("no network of 50 units was trained.") }
      return Trainings(
        byHand: widths.map { n in
          curve.error(of: Staircase(curve, units: n).callAsFunction, units: n)
        },
        sweeps: sweeps, longer: longer, raw: raw, best: Best(best.network, best.error))
    }
    tabulate(widths, found, into: &record)
    record.number("trained.steps", steps)
    record.recipe(
      "trained",
      Recipe(
        loss: "mean squared error", data: "201 points, scaled", initializer: "as named",
        rule: "Adam, its rate falling along a cosine from the best of "
          + "\(Sweep.rates.map { "\($0, "%g")" }.joined(separator: ", "))",
        batch: "all points", steps: "\(steps, "%'d")", seeds: "\(seeds)"))
    record.output("model", found.best.model)
    try drawPair(found.best, into: &record)
    try drawWidths(widths, found, into: &record)
  }
}
