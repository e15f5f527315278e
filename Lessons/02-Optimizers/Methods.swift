// Three methods on ½Σλθ², each with the rate and the momentum that theory gives it, and the speed
// that theory promises (Polyak 1964; Nesterov 1983).

import Gradus
import Plot

/// ½Σ λᵢθᵢ², its curvatures λ spread evenly, as ratios, from 1 to κ.
struct Bowl {
  let lambda: Tensor<Double>

  init(kappa: Double) {
    lambda = Tensor((0..<20).map { Double.pow(kappa, Double($0) / 19) })
  }

  /// The distances from the minimum, max |θᵢ|, after the given numbers of steps, ascending.
  func distances(
    after counts: [Int], _ optimizer: ([Variable<Double>]) -> SGD<Double>
  ) -> [Double] {
    // ANCHOR: bowl
    let theta = Variable(Tensor<Double>.ones([20]))
    var optimizer = optimizer([theta])
    func step() {
      let loss = (Variable(lambda) * theta * theta).summed() / 2
      optimizer.step(loss.gradients(of: [theta]))
    }
    // ANCHOR_END: bowl
    var done = 0
    return counts.map { count in
      while done < count {
        step()
        done += 1
      }
      return abs(theta.value).max().scalar
    }
  }
}

/// A method at its best on curvatures from 1 to κ.
struct Method: Sendable {
  /// The rate, the momentum, and the factor ρ by which a step then shortens the distance.
  typealias Settings = (rate: Double, momentum: Double, rho: Double)

  let name: String
  let color: Color
  let settings: @Sendable (_ kappa: Double) -> Settings

  // ANCHOR: optimal
  static let descent = Method(
    name: "gradient descent", color: Contestant.descent.color
  ) { kappa in
    (rate: 2 / (kappa + 1), momentum: 0, rho: (kappa - 1) / (kappa + 1))
  }
  static let nesterov = Method(
    name: "Nesterov", color: Contestant.nesterov.color
  ) { kappa in
    let root = kappa.squareRoot()
    return (rate: 1 / kappa, momentum: (root - 1) / (root + 1), rho: 1 - 1 / root)
  }
  static let heavyBall = Method(
    name: "heavy ball", color: Contestant.momentum.color
  ) { kappa in
    let root = kappa.squareRoot()
    let rho = (root - 1) / (root + 1)
    return (rate: 4 / ((root + 1) * (root + 1)), momentum: rho * rho, rho: rho)
  }
  // ANCHOR_END: optimal

  static let all = [descent, nesterov, heavyBall]

  func rho(_ kappa: Double) -> Double { settings(kappa).rho }

  func optimizer(_ kappa: Double, _ parameters: [Variable<Double>]) -> SGD<Double> {
    let (rate, momentum, _) = settings(kappa)
    return SGD(
      parameters, learningRate: rate, momentum: momentum, nesterov: name == Method.nesterov.name)
  }

  /// ρ as it is: from the distances after T and 2T steps, T so many that theory's is 10⁻⁴⁰.
  func measuredRho(kappa: Double) -> Double {
    let T = Int(-40 * .log(10) / .log(rho(kappa)))
    let far = Bowl(kappa: kappa).distances(after: [T, 2 * T]) { optimizer(kappa, $0) }
    return .pow(far[1] / far[0], 1 / Double(T))
  }
}
