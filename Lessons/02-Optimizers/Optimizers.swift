// Lesson 02: optimizers. Seven ways to follow a gradient: their paths over five landscapes, their
// rates of convergence against theory, the learning rates they bear, and parameters of any shape.

import ArgumentParser
import Gradus
import LessonKit
import Plot

@main
struct Optimizers: Lesson {
  static let number = 2
  static let title = "Optimizers"
  static let abstract = """
    Races seven optimizers over five landscapes, measures how fast they converge and which learning \
    rates they bear, and lets them learn parameters of any shape.
    """

  @OptionGroup var options: LessonOptions

  func run() throws {
    var record = try startRecord()
    record.dependsOn(["Sources/GradientCheck"])
    var generator = RandomGenerator(seed: options.seed)
    try race(into: &record)
    try convergence(into: &record)
    try rates(into: &record)
    try decay(into: &record, using: &generator)
    try sixQuadratics(into: &record)
    try nest(into: &record, using: &generator)
    try record.write()
  }
}

/// An optimizer with everything settled but its learning rate.
struct Contestant: Sendable {
  let name: String
  let color: Color
  let optimizer: @Sendable ([Variable<Double>], _ rate: Double) -> any Optimizer<Double>
}

extension Contestant {
  static let descent = Contestant(name: "gradient descent", color: Color(hex: 0x333333)) {
    SGD($0, learningRate: $1)
  }
  static let momentum = Contestant(name: "momentum", color: .blue) {
    SGD($0, learningRate: $1, momentum: 0.9)
  }
  static let nesterov = Contestant(name: "Nesterov", color: .sky) {
    SGD($0, learningRate: $1, momentum: 0.9, nesterov: true)
  }
  static let adagrad = Contestant(name: "Adagrad", color: .green) {
    Adagrad($0, learningRate: $1)
  }
  static let rmsprop = Contestant(name: "RMSprop", color: .orange) {
    RMSprop($0, learningRate: $1, smoothing: 0.9)
  }
  static let adam = Contestant(name: "Adam", color: .vermilion) {
    Adam($0, learningRate: $1)
  }
  static let adamW = Contestant(name: "AdamW", color: .purple) {
    AdamW($0, learningRate: $1, weightDecay: 0.01)
  }

  static let all = [descent, momentum, nesterov, adagrad, rmsprop, adam, adamW]
}
