// How fast does descent converge, and how does that depend on the condition number κ? Three methods
// on ½Σλθ², each with the rate and the momentum that theory gives it, and the speed that theory
// promises (Polyak 1964; Nesterov 1983).

import Gradus
import LessonKit
import Plot
import TensorPlots

/// A method at its best on curvatures from 1 to κ.
enum Method: String, CaseIterable {
  case descent = "gradient descent"
  case nesterov = "Nesterov"
  case heavyBall = "heavy ball"

  /// The rate, the momentum, and the factor ρ by which a step then shortens the distance.
  typealias Settings = (rate: Double, momentum: Double, rho: Double)

  func settings(_ kappa: Double) -> Settings {
    // ANCHOR: optimal
    let root = kappa.squareRoot()
    let mu = (root - 1) / (root + 1)
    return switch self {
    case .descent: (2 / (kappa + 1), 0, (kappa - 1) / (kappa + 1))
    case .nesterov: (1 / kappa, mu, 1 - 1 / root)
    case .heavyBall: (4 / ((root + 1) * (root + 1)), mu * mu, mu)
    }
    // ANCHOR_END: optimal
  }

  var contestant: Contestant {
    switch self {
    case .descent: .descent
    case .nesterov: .nesterov
    case .heavyBall: .momentum
    }
  }

  /// How many steps of theory's ρ make a tenth.
  func stepsPerDigit(_ kappa: Double) -> Double { Lesson02.stepsPerDigit(settings(kappa).rho) }

  /// The distances from the minimum, max |θᵢ|, after the given numbers of steps, ascending: of
  /// twenty parameters, their curvatures λ spread evenly, as ratios, from 1 to κ.
  func distances(kappa: Double, after counts: [Int]) -> [Double] {
    let lambda = Tensor((0..<20).map { Double.pow(kappa, Double($0) / 19) })
    let (rate, momentum, _) = settings(kappa)
    // ANCHOR: bowl
    let theta = Variable(Tensor<Double>.ones([20]))
    var optimizer = contestant.optimizer([theta], rate: rate, mu: momentum)
    func step() {
      let loss = (Variable(lambda) * theta * theta).summed() / 2
      optimizer.step(loss.gradients(of: [theta]))
    }
    // ANCHOR_END: bowl
    return zip([0] + counts, counts).map { done, count in
      for _ in done..<count { step() }
      return abs(theta.value).max().scalar
    }
  }

  /// ρ as it is: from the distances after T and 2T steps, T so many that theory's is 10⁻⁴⁰.
  func measuredRho(kappa: Double) -> Double {
    let T = Int(40 * stepsPerDigit(kappa))
    let far = distances(kappa: kappa, after: [T, 2 * T])
    return .pow(far[1] / far[0], 1 / Double(T))
  }
}

/// The steps in which a factor ρ per step makes a tenth.
func stepsPerDigit(_ rho: Double) -> Double { -.log(10) / .log(rho) }

/// What is kept of the descents, by method.
private struct Convergence: Codable {
  /// The factor by which a step shortens the distance, by κ.
  let rho: [[Double]]
  /// The distances at κ = 100 after every second step.
  let distances: [[Float]]
}

extension Optimizers {
  /// Measures the speed over κ, holds it to theory, and draws it with three descents at κ = 100.
  func convergence(into record: inout RunRecord) throws {
    let kappas = options.sized(full: [3, 10, 30, 100, 300, 1000.0], quick: [3, 10, 30.0])
    let counts = Array(stride(from: 0, through: 400, by: 2))
    let found = try record.result("convergence") {
      Convergence(
        rho: Method.allCases.map { method in kappas.map { method.measuredRho(kappa: $0) } },
        distances: Method.allCases.map { method in
          method.distances(kappa: 100, after: counts).map { Float($0) }
        })
    }
    let measured = zip(Method.allCases, found.rho).flatMap { method, rho in
      zip(kappas, rho).map { (method: method, kappa: $0, rho: $1, steps: stepsPerDigit($1)) }
    }
    record.show(
      "convergence", "Distance shortened by ρ per step",
      columns: [
        .text("method"), .number("κ", "%d"), .number("ρ in theory", "%.4f"),
        .number("ρ measured", "%.4f"), .number("steps per digit", "%.1f"),
      ],
      rows: measured.filter { [10, 100, 1000].contains($0.kappa) }.map {
        [$0.method.rawValue, $0.kappa, $0.method.settings($0.kappa).rho, $0.rho, $0.steps]
      })
    record.number(
      "convergence.worst",
      measured.map { abs($0.steps / $0.method.stepsPerDigit($0.kappa) - 1) }.max() ?? .nan)
    record.recipe(
      "convergence",
      Recipe(
        loss: "½Σλθ², twenty curvatures λ spread evenly as ratios from 1 to κ",
        initializer: "ones", rule: "each with the rate and the momentum derived above",
        steps: "until theory says 10⁻⁴⁰, and as many again"))

    func shown(_ distance: Double) -> Double { distance < 1e-12 ? .nan : distance }
    let (low, high) = (Double.log10(kappas[0]), Double.log10(kappas[kappas.count - 1]))
    let x = (0...60).map { Double.exp10(low + (high - low) * Double($0) / 60) }
    let figure = Figure(columns: 1, legendBelow: true, size: Size(width: 440, height: 480)) {
      Axes("κ = 100 …", x: "step", y: .log("distance from the minimum", 1e-12...10)) {
        for (k, (method, far)) in zip(Method.allCases, found.distances).enumerated() {
          let color = method.contestant.color
          Line(
            x: counts.map(Double.init), y: far.map { shown(Double($0)) }, label: method.rawValue,
            color: color
          ).marked(method.contestant.marker, at: stride(from: 8 + 4 * k, to: 200, by: 20))
          Line(over: 0...400, color: color, width: 1, dash: .dashed) {
            shown(.pow(method.settings(100).rho, $0))
          }
        }
        Line(y: [], label: "theory, ρ^{t}", color: .ink, width: 1, dash: .dashed)
      }
      Axes("… and every κ", x: .log("condition number κ"), y: .log("steps per digit")) {
        for method in Method.allCases {
          let contestant = method.contestant
          Line(
            x: x, y: x.map(method.stepsPerDigit), color: contestant.color, width: 1, dash: .dashed)
          Scatter(
            x: kappas, y: measured.filter { $0.method == method }.map(\.steps),
            color: contestant.color, marker: contestant.marker)
        }
      }
    }
    try record.draw("convergence.svg", figure)
  }
}
