// Why Adam leaves a minimum it has found. Near it the gradients are small, ŝ forgets the large ones,
// and the rates η/√ŝ grow until the steepest direction no longer bears them. With D the diagonal
// matrix of √ŝ, Adam is a heavy ball of rate η(1 − β₁) on the curvatures of D⁻¹H, whose limit is
//
//   η·λmax(D⁻¹H) < 2(1 + β₁)/(1 − β₁) = 38   (Cohen et al. 2022).

import Gradus
import LessonKit
import Plot
import TensorPlots

/// A long run on Rosenbrock's function.
struct Relapse: Codable {
  /// The step with which it came near the minimum and stayed for a hundred, and the first one after
  /// that at which it was not near.
  let arrival, departure: Int?
  /// The distance from the minimum after every step that is drawn and, behind them, after the last.
  let distances: [Float]
  /// η·λmax(D⁻¹H) at every step that is drawn.
  let steepness: [Float]

  /// How many steps are drawn.
  static let drawn = 1400

  /// Runs Adam, or AdamW if there is any decay, as the chapter writes them.
  init(rate: Double, decay: Double, steps: Int) {
    let landscape = Landscape.rosenbrock
    var walkers = [landscape.start.x, landscape.start.y].map { Walker(Tensor($0)) }
    var (distances, steepness): ([Float], [Float]) = ([], [])
    for _ in 0..<steps {
      let point = walkers.map { Variable($0.theta) }
      let gradients = landscape.height(point[0], point[1]).gradients(of: point)
      for k in point.indices {
        walkers[k].adamW(
          gradients[k], eta: rate, lambda: decay, betas: (0.9, 0.999), epsilon: 1e-8)
      }
      let (x, y) = (walkers[0].theta.scalar, walkers[1].theta.scalar)
      distances.append(Float(landscape.distance(Point(x: x, y: y))))
      let rates = walkers.map { rate / ($0.s.scalar / (1 - .pow(0.999, $0.t))).squareRoot() }
      // D⁻¹H has the eigenvalues of D⁻½·H·D⁻½, which is symmetric: [a, b; b, c].
      let a = rates[0] * (2 - 400 * (y - 3 * x * x))
      let b = (rates[0] * rates[1]).squareRoot() * -400 * x
      let c = rates[1] * 200
      steepness.append(Float((a + c) / 2 + ((a - c) * (a - c) / 4 + b * b).squareRoot()))
    }
    let far = distances.indices.filter { distances[$0] >= Float(Landscape.near) }
    let gap = zip([-1] + far, far + [steps]).first { $1 - $0 > Landscape.stay }
    arrival = gap.map { $0.0 + 2 }
    departure = gap.flatMap { $0.1 < steps ? $0.1 + 1 : nil }
    self.distances = Array(distances.prefix(Self.drawn) + distances.suffix(1))
    self.steepness = Array(steepness.prefix(Self.drawn))
  }
}

extension Optimizers {
  /// Follows Adam and AdamW over many steps at several rates; records when they come and go.
  func relapse(into record: inout RunRecord) throws {
    let steps = options.sized(full: 10_000, quick: 500)
    let rates = [0.01, 0.03, 0.1, 0.3, 0.68]
    let runs = try record.result("relapse", within: nil) {
      rates.map { rate in [0, 0.01].map { Relapse(rate: rate, decay: $0, steps: steps) } }
    }
    record.recipe(
      "relapse",
      Recipe(
        loss: "Rosenbrock's function", initializer: "its start",
        rule: "Adam and AdamW, β = (0.9, 0.999), decay 0.01 of AdamW", steps: "\(steps, "%'d")"))
    let ends = runs.map { Double($0[1].distances.last ?? 0) }
    record.show(
      "relapse", "Adam and AdamW on Rosenbrock's function, \(steps) steps",
      columns: [
        .number("rate", "%.2g"), .number("Adam arrives", "%d"), .number("leaves", "%d"),
        .number("AdamW arrives", "%d"), .number("leaves", "%d"),
        .number("its distance at the end", "%.2g"),
      ],
      rows: rates.indices.map { k in
        [rates[k]] + runs[k].flatMap { [Cell(steps: $0.arrival), Cell(steps: $0.departure)] }
          + [ends[k]]
      })
    record.claim(
      "relapse.adamw",
      "at the smallest rate AdamW arrives late, after Adam; at the others it is not "
        + "near at the end, and further off the larger the rate",
      (runs[0][1].arrival ?? 0) > (runs[0][0].arrival ?? .max) && ends[1] > Landscape.near
        && zip(ends.dropFirst(), ends.dropFirst(2)).allSatisfy { $0 < $1 })
    record.claim(
      "relapse.all", "Adam leaves from rate to rate sooner",
      zip(runs, runs.dropFirst()).allSatisfy {
        ($0[0].departure ?? steps) >= ($1[0].departure ?? steps)
      })
    try explain(runs[rates.count - 1][0], into: &record)
  }

  /// Draws Adam's relapse beside its reason, and records how well they agree.
  private func explain(_ adam: Relapse, into record: inout RunRecord) throws {
    let limit = 2 * (1 + 0.9) / (1 - 0.9)
    let arrival = adam.arrival ?? 0
    let crossing =
      1 + (adam.steepness.indices.first { $0 >= arrival && adam.steepness[$0] > Float(limit) } ?? 0)
    record.number("relapse.limit", limit, agreement: .quick())
    record.numbers([
      "relapse.arrival": Double(arrival), "relapse.crossing": Double(crossing),
      "relapse.departure": Double(adam.departure ?? 0),
    ])
    record.claim(
      "relapse", "Adam leaves within 150 steps after the limit is crossed, and not before",
      (0...150).contains((adam.departure ?? 0) - crossing))
    let figure = Figure(columns: 1, size: Size(width: 440, height: 460)) {
      Axes("Adam finds the minimum and leaves it …", x: "step", y: .log("distance", 1e-7...3)) {
        Line(y: adam.distances.dropLast(), color: .adam)
        Reference.horizontal(Landscape.near, label: "near")
      }
      Axes("… as its rates outgrow the curvature", x: "step", y: "η·λ_{max}(D^{−1}H)") {
        Line(y: adam.steepness, color: .adam)
        Reference.horizontal(limit, label: "limit")
      }
    }
    try record.draw("relapse.svg", figure)
  }
}
