// Lesson 02: optimizers. Seven ways to follow a gradient: their rates of convergence against theory,
// their paths over six landscapes, the learning rates they bear, and parameters of any shape.

import ArgumentParser
import LessonKit

@main
struct Optimizers: Lesson {
  static let number = 2
  static let title = "Optimizers"
  static let abstract = """
    Races seven optimizers over six landscapes, measures how fast they converge and which learning \
    rates they bear, and lets them learn parameters of any shape.
    """
  static let quickly = "races for 200 steps where the full run takes up to 5,000"

  @OptionGroup var options: LessonOptions

  func run() throws {
    var record = try startRecord()
    try convergence(into: &record)
    try decay(into: &record)
    try race(into: &record)
    try memory(into: &record)
    try rates(into: &record)
    try relapse(into: &record)
    try sixQuadratics(into: &record)
    try nest(into: &record)
    try record.write()
  }
}
