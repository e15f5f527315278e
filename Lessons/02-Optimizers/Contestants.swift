// Who races: the engine's optimizers, everything settled but the learning rate, and beside each the
// rule it follows.

import Gradus
import LessonKit
import Plot

/// An optimizer with everything settled but its learning rate.
struct Contestant: Sendable {
  let name: String
  let color: Color
  let optimizer: @Sendable ([Variable<Double>], _ rate: Double) -> any Optimizer<Double>
  /// The same on a single parameter, as the chapter writes it.
  let rule: @Sendable (inout Walker, _ g: Tensor<Double>, _ rate: Double) -> Void
}

extension Contestant {
  static let descent = Contestant(name: "gradient descent", color: .descent) {
    SGD($0, learningRate: $1)
  } rule: {
    $0.descent($1, eta: $2)
  }
  static let momentum = heavyBall(0.9)
  static let nesterov = lookingAhead(0.9)
  static let adagrad = Contestant(name: "Adagrad", color: .adagrad) {
    Adagrad($0, learningRate: $1)
  } rule: {
    $0.adagrad($1, eta: $2, epsilon: 1e-10)
  }
  static let rmsprop = Contestant(name: "RMSprop", color: .rmsprop) {
    RMSprop($0, learningRate: $1, smoothing: 0.9)
  } rule: {
    $0.rmsprop($1, eta: $2, alpha: 0.9, epsilon: 1e-8)
  }
  static let adam = Contestant(name: "Adam", color: .adam) {
    Adam($0, learningRate: $1)
  } rule: {
    $0.adam($1, eta: $2, betas: (0.9, 0.999), epsilon: 1e-8)
  }
  static let adamW = Contestant(name: "AdamW", color: .adamW) {
    AdamW($0, learningRate: $1, weightDecay: 0.01)
  } rule: {
    $0.adamW($1, eta: $2, lambda: 0.01, betas: (0.9, 0.999), epsilon: 1e-8)
  }

  /// Momentum of any size.
  static func heavyBall(_ mu: Double) -> Contestant {
    Contestant(name: "momentum", color: .momentum) {
      SGD($0, learningRate: $1, momentum: mu)
    } rule: {
      $0.momentum($1, eta: $2, mu: mu)
    }
  }

  /// Nesterov's momentum of any size.
  static func lookingAhead(_ mu: Double) -> Contestant {
    Contestant(name: "Nesterov", color: .nesterov) {
      SGD($0, learningRate: $1, momentum: mu, nesterov: true)
    } rule: {
      $0.nesterov($1, eta: $2, mu: mu)
    }
  }

  static let all = [descent, momentum, nesterov, adagrad, rmsprop, adam, adamW]

  /// How far optimizer and rule come apart in `steps` steps down Rosenbrock's valley.
  func distanceFromRule(after steps: Int) -> Double {
    let landscape = Landscape.rosenbrock
    let point = [landscape.start.x, landscape.start.y].map { Variable(Tensor($0)) }
    var optimizer = optimizer(point, 1e-3)
    var walkers = point.map { Walker($0.value) }
    for _ in 0..<steps {
      let gradients = landscape.height(point[0], point[1]).gradients(of: point)
      optimizer.step(gradients)
      for k in point.indices { rule(&walkers[k], gradients[k], 1e-3) }
    }
    return zip(walkers, point).map { abs($0.theta - $1.value).scalar }.max() ?? 0
  }
}

extension Optimizers {
  /// Stops if the engine does not do what the chapter says it does.
  func holdToTheRules() throws {
    for contestant in Contestant.all {
      let distance = contestant.distanceFromRule(after: 100)
      guard distance < 1e-10 else {
        throw LessonError("\(contestant.name) is \(distance) away from its rule after 100 steps.")
      }
    }
  }
}
