// How fast does descent converge, and how does that depend on the condition number κ? The speed of
// three methods, measured and in theory, over κ.

import Gradus
import LessonKit
import Plot

/// The steps in which a factor ρ a step makes a tenth.
func stepsPerDigit(_ rho: Double) -> Double { -.log(10) / .log(rho) }

/// What is kept of the descents.
struct Convergence: Codable {
  /// The factor by which a step shortens the distance, by method and κ.
  let rho: [[Double]]
  /// The distances at κ = 100 after every second step, by method.
  let distances: [[Float]]
}

extension Optimizers {
  /// Measures the speed over κ, holds it to theory, and draws it with three descents at κ = 100.
  func convergence(into record: inout RunRecord) throws {
    let kappas = options.sized(full: [3, 10, 30, 100, 300, 1000.0], quick: [3, 10, 30.0])
    var table = Table(
      .text("method"), .number("κ", "%d"), .number("ρ in theory", "%.4f"),
      .number("ρ measured", "%.4f"), .number("steps a digit", "%.1f"))
    let counts = Array(stride(from: 0, through: 400, by: 2))
    let convergence = try record.result("convergence") {
      let progress = ProgressLine("converging", of: kappas.count * Method.all.count)
      defer { progress.end() }
      let rho = Method.all.map { method in
        kappas.map { kappa in
          defer { progress.advance() }
          return method.measuredRho(kappa: kappa)
        }
      }
      let descents = Method.all.map { method in
        Bowl(kappa: 100).distances(after: counts) { method.optimizer(100, $0) }
      }
      return Convergence(rho: rho, distances: descents.map { $0.map { Float($0) } })
    }
    var worst = 0.0
    let measured = zip(Method.all, convergence.rho).map { method, rho in
      zip(kappas, rho).map { kappa, rho in
        let steps = stepsPerDigit(rho)
        worst = max(worst, abs(steps / stepsPerDigit(method.rho(kappa)) - 1))
        if [10, 100, 1000].contains(kappa) {
          table.add(method.name, kappa, method.rho(kappa), rho, steps)
        }
        return steps
      }
    }
    record.table("convergence", table)
    record.recipe(
      "convergence",
      Recipe(
        loss: "½Σλθ², twenty curvatures λ spread evenly as ratios from 1 to κ",
        initializer: "ones", rule: "each with the rate and the momentum derived above",
        steps: "until theory says 10⁻⁴⁰, and as many again"))
    record.number("convergence.worst", worst)
    print("Distance shortened by ρ a step\n\(table)\n")

    func shown(_ distance: Double) -> Double { distance < 1e-12 ? .nan : distance }
    let figure = Figure {
      Axes("κ = 100 …", x: "step", y: .log("distance from the minimum", 1e-12...10)) {
        for (method, far) in zip(Method.all, convergence.distances) {
          let y = far.map { shown(Double($0)) }
          Line(x: counts.map(Double.init), y: y, color: method.color)
          Line(over: 0...400, color: method.color, width: 1, dash: .dashed) {
            shown(.pow(method.rho(100), $0))
          }
        }
      }
      Axes(
        "… and every κ", x: .log("condition number κ"), y: .log("steps a digit")
      ) {
        for (method, steps) in zip(Method.all, measured) {
          let (low, high) = (Double.log10(kappas[0]), Double.log10(kappas[kappas.count - 1]))
          let x = (0...60).map { Double.exp10(low + (high - low) * Double($0) / 60) }
          Line(
            x: x, y: x.map { stepsPerDigit(method.rho($0)) }, label: method.name,
            color: method.color)
          Scatter(x: kappas, y: steps, color: method.color)
        }
      }
    }
    let last = measured.map { $0[kappas.count - 1] }
    try record.draw(
      "convergence.svg", figure,
      alt: """
        Left, three distances from the minimum over 400 steps at κ = 100, straight lines on a \
        logarithmic axis, the heavy ball's the steepest. Right, steps a digit over κ: measured dots \
        lie on the lines of theory, at κ = \(kappas[kappas.count - 1], "%d") gradient descent at \
        \(last[0], "%.0f"), Nesterov at \(last[1], "%.0f"), the heavy ball at \(last[2], "%.0f").
        """)
  }
}
