// Lesson 05: the BatchNorm derivation. The graph of batch normalisation, its gradient node by node
// and in closed form, every step checked; the mistakes that are made in it; and what the layer does
// to a deep network.

import ArgumentParser
import GradientCheck
import Gradus
import LessonKit

@main
struct BatchNormalisation: Lesson {
  static let number = 5
  static let title = "The BatchNorm derivation"
  static let abstract = """
    Derives the gradient of batch normalisation node by node, checks every step, makes the classic \
    mistakes, and trains a deep network with and without the layer.
    """
  static let quickly = """
    trains for a quarter to a half of the steps, from one seed instead of three
    """

  @OptionGroup var options: LessonOptions

  func run() throws {
    var record = try startRecord()
    try graph(into: &record)
    try derivation(into: &record)
    try wrongVersions(into: &record)
    let task = Spirals(seed: options.seed)
    try distances(task, into: &record)
    try rates(task, into: &record)
    try wrongTrainings(task, into: &record)
    try modes(task, into: &record)
    try batchSizes(task, into: &record)
    try record.write()
  }
}
