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
  static let quickly = "races for 200 steps where the full run takes up to 5,000"

  @OptionGroup var options: LessonOptions

  func run() throws {
    var record = try startRecord()
    var generator = RandomGenerator(seed: options.seed)
    try race(into: &record)
    try memory(into: &record)
    try relapse(into: &record)
    try convergence(into: &record)
    try rates(into: &record)
    try decay(into: &record, using: &generator)
    try sixQuadratics(into: &record)
    try nest(into: &record, using: &generator)
    try record.write()
  }
}
