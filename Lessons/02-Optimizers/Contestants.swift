// Who races: the engine's optimizers, everything settled but the learning rate. `Rules.swift` has
// the rule that each of them follows.

import Gradus
import LessonKit
import Plot

/// An optimizer with everything settled but its learning rate.
enum Contestant: String, CaseIterable {
  case descent = "gradient descent"
  case momentum
  case nesterov = "Nesterov"
  case adagrad = "Adagrad"
  case rmsprop = "RMSprop"
  case adam = "Adam"
  case adamW = "AdamW"

  /// The momentum of those who have one.
  static let mu = 0.9

  /// The optimizer of a list of parameters; `mu` is the momentum of the two that have one.
  func optimizer(
    _ parameters: [Variable<Double>], rate: Double, mu: Double = Contestant.mu
  ) -> any Optimizer<Double> {
    switch self {
    case .descent: SGD(parameters, learningRate: rate)
    case .momentum: SGD(parameters, learningRate: rate, momentum: mu)
    case .nesterov: SGD(parameters, learningRate: rate, momentum: mu, nesterov: true)
    case .adagrad: Adagrad(parameters, learningRate: rate)
    case .rmsprop: RMSprop(parameters, learningRate: rate, smoothing: 0.9)
    case .adam: Adam(parameters, learningRate: rate)
    case .adamW: AdamW(parameters, learningRate: rate, weightDecay: 0.01)
    }
  }

  var color: Color {
    switch self {
    case .descent: .descent
    case .momentum: .momentum
    case .nesterov: .nesterov
    case .adagrad: .adagrad
    case .rmsprop: .rmsprop
    case .adam: .adam
    case .adamW: .adamW
    }
  }

  /// The sign at its places, by which it is known where colours are not seen.
  var marker: Marker {
    switch self {
    case .descent: .dot
    case .momentum: .square
    case .nesterov: .diamond
    case .adagrad: .triangle
    case .rmsprop: .wedge
    case .adam: .plus
    case .adamW: .star
    }
  }
}
