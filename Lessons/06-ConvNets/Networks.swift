// The two networks and the five rules of the benchmark, after dl2's notebook (coderkarthiko 2020),
// with the accuracies it reports.

import Gradus
import LessonKit
import Plot

/// A network for images of 28×28 pixels in ten classes.
enum Network: String, CaseIterable {
  case mlp = "MLP"
  case cnn = "CNN"

  /// The network with fresh parameters.
  func model(using generator: inout RandomGenerator) -> Sequential<Float> {
    switch self {
    case .mlp:
      Sequential(inputShape: [1, 28, 28]) {
        Flatten()
        Linear(784, 50, using: &generator)
        ReLU()
        Linear(50, 40, using: &generator)
        ReLU()
        Linear(40, 10, using: &generator)
      }
    case .cnn:
      // ANCHOR: cnn
      Sequential(inputShape: [1, 28, 28]) {
        Conv2d(1, 8, kernel: 2, stride: 2, using: &generator)
        ReLU()
        Conv2d(8, 8, kernel: 2, stride: 2, using: &generator)
        ReLU()
        Flatten()
        Linear(392, 28, using: &generator)
        ReLU()
        Linear(28, 10, using: &generator)
      }
    // ANCHOR_END: cnn
    }
  }
}

/// A rule of descent.
enum Rule: String, CaseIterable, Codable {
  case descent = "gradient descent"
  case momentum
  case rmsprop = "RMSprop"
  case adam = "Adam"
  case adagrad = "Adagrad"

  /// The optimizer of a model's parameters.
  func optimizer(of parameters: [Variable<Float>], rate: Double) -> any Optimizer<Float> {
    // ANCHOR: rules
    switch self {
    case .descent: return SGD(parameters, learningRate: rate)
    case .momentum: return SGD(parameters, learningRate: rate, momentum: 0.9)
    case .rmsprop: return RMSprop(parameters, learningRate: rate)
    case .adam: return Adam(parameters, learningRate: rate)
    case .adagrad: return Adagrad(parameters, learningRate: rate)
    }
    // ANCHOR_END: rules
  }

  /// Its colour in every chapter.
  var color: Color {
    switch self {
    case .descent: .descent
    case .momentum: .momentum
    case .rmsprop: .rmsprop
    case .adam: .adam
    case .adagrad: .adagrad
    }
  }

  /// Its sign, where lines have signs: the one of chapter 2.
  var marker: Marker {
    switch self {
    case .descent: .dot
    case .momentum: .square
    case .rmsprop: .wedge
    case .adam: .plus
    case .adagrad: .triangle
    }
  }

  /// The notebook's test accuracies in percent, of its MLP and its CNN.
  var accuraciesOfDl2: (mlp: Double, cnn: Double) {
    switch self {
    case .descent: (90.3, 97.21)
    case .momentum: (96.92, 85.11)
    case .rmsprop: (96.11, 85.82)
    case .adam: (95.8, 95.71)
    case .adagrad: (96.35, 97.08)
    }
  }
}
